"""Layout: lines become paragraphs, furniture goes out, nothing else is lost."""

from __future__ import annotations

import difflib
import random
import re
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.languages import LANGUAGES, language
from aligner.model import Cell
from aligner.reading import layout
from aligner.reading.blocks import Block, Role
from aligner.reading.wrapping import columns
from tests.reading.drafts import LANGUAGES as OFFICIAL
from tests.reading.drafts import draft


def lines(text: str, page: int | None = 1) -> list[Block]:
    return [Block(line, page=page, line=i) for i, line in enumerate(text.split("\n"), 1)]


def pages(*texts: str) -> list[Block]:
    return [block for number, text in enumerate(texts, 1) for block in lines(text, number)]


def joined(blocks: Sequence[Block], lang: str) -> list[str]:
    return [block.text for block in layout.join(blocks, language(lang)).paragraphs]


def wrap(text: str, lang: str, width: int, rng: random.Random, jitter: int) -> list[str]:
    """Break a paragraph into lines as a typesetter does, ragged by a few columns."""
    spaces = language(lang).spaces
    words = (
        text.split(" ")
        if spaces
        else re.findall(r"(?:[\w()/.]+(?<=[!-~])|.)[，、；。：]*", text, re.ASCII)
    )
    gap = " " if spaces else ""
    out, line, limit = [], words[0], width
    for word in words[1:]:
        if columns(line + gap + word) > limit:
            out.append(line)
            line, limit = word, width - rng.randint(0, jitter)
        else:
            line += gap + word
    return [*out, line]


def typeset(lang: str, style: str) -> list[Block]:
    """The invented resolution as different tools and presses print it."""
    rng = random.Random(7)
    width = 50 if style == "narrow" else 78
    jitter = 0 if style == "close" else 8
    out: list[str] = []
    for text in draft(lang):
        wrapped = wrap(text, lang, width, rng, jitter)
        if style == "one line each":
            wrapped = [text]
        elif style == "first line indented":
            wrapped[0] = "     " + wrapped[0]
        elif style == "hanging":
            wrapped[1:] = ["      " + line for line in wrapped[1:]]
        out += wrapped
        if style in ("apart", "narrow", "paged"):
            out.append("")
    if style != "paged":
        return lines("\n".join(out))
    sheets = [out[i : i + 12] for i in range(0, len(out), 12)]
    return pages(
        *(
            "\n".join(["S/RES/9901 (2021)", "", *sheet, "", f"{n}/{len(sheets)}", "21-99999 (E)"])
            for n, sheet in enumerate(sheets, 1)
        )
    )


STYLES = ("one line each", "apart", "narrow", "paged", "first line indented", "hanging")


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("lang", OFFICIAL)
def test_paragraphs_come_back_whole_however_they_were_set(lang, style):
    assert joined(typeset(lang, style), lang) == draft(lang)


@pytest.mark.parametrize("lang", ["fr", "en", "es", "zh"])
def test_paragraphs_set_close_without_empty_lines_come_back_whole(lang):
    assert joined(typeset(lang, "close"), lang) == draft(lang)


def test_running_heads_and_page_numbers_are_kept_out_and_reported():
    found = layout.join(typeset("fr", "paged"), language("fr"))
    assert set(found.furniture) == {
        "S/RES/9901 (2021)", "21-99999 (E)",
        *(text for text in found.furniture if re.fullmatch(r"\d/\d", text)),
    }  # fmt: skip
    assert [block.text for block in found.paragraphs] == draft("fr")


def test_the_masthead_goes_and_the_title_stays():
    blocks = lines(
        "United Nations                        S/RES/9901 (2021)\n"
        "Security Council                      Distr.: General\n"
        "                                      3 March 2021\n"
        "\n"
        "*2199999*\n"
        "Resolution 9901 (2021)\n"
        "\n"
        "Adopted by the Security Council at its 9988th meeting, on\n"
        "3 March 2021\n"
        "\n"
        "The Security Council,"
    )
    found = layout.join(blocks, language("en"))
    assert [block.text for block in found.paragraphs] == [
        "Resolution 9901 (2021)",
        "Adopted by the Security Council at its 9988th meeting, on 3 March 2021",
        "The Security Council,",
    ]
    assert len(found.furniture) == 4


def test_an_article_at_the_top_of_a_page_is_no_running_head():
    text = (
        "Article {n}\n\nEveryone has the right to the subject of article {n}, whatever it may be."
    )
    blocks = pages(*(text.format(n=n) for n in (3, 9, 17, 30)))
    assert len(joined(blocks, "en")) == 8


def test_articles_at_the_foot_of_one_page_and_the_head_of_the_next_are_no_running_heads():
    body = "Everyone has the right to the subject of this article, whatever it may be."
    blocks = pages(f"{body}\n\nArticle 18", f"Article 19\n\n{body}")
    assert {"Article 18", "Article 19"} <= set(joined(blocks, "en"))


def test_a_paragraph_is_joined_over_a_page_break_in_mid_sentence():
    blocks = pages(
        "Rappelant que la Charte lui confère la responsabilité principale du maintien de la\n"
        "paix et que tous les États sont tenus de régler leurs différends par des moyens",
        "pacifiques, de telle manière que la paix ne soit pas mise en danger,\n"
        "\n"
        "Notant ce qui suit,",
    )
    assert [text[-20:] for text in joined(blocks, "fr")] == [
        " pas mise en danger,",
        "Notant ce qui suit,",
    ]


SCAN = """\
5.  Demande aux Etats Membres qui ne l'ont pas encore fait de renforcer la surveillance
des rives et de former les pilotes, et les encourage, de meme que les entités
compétentes, a fournir aux Etats qui en expriment le besoin une assistance matérielle et

technique de sorte qu'ils se dotent des capacités voulues;

6. Prie les Etats de prendre part aux inspections qui sont menées sur le lac par les
équipes conjointes;
 7. Déclare avoir l'intention de faire le point de la question dans un délai de douze
mois, dans le respect des procédures établies et au vu des rapports qui lui auront été
 présentés par le Comité."""


def test_a_scan_s_cut_and_glued_paragraphs_are_mended():
    found = joined(lines(SCAN), "fr")
    assert [text[:2] for text in found] == ["5.", "6.", "7."]
    assert found[0].endswith("assistance matérielle et technique de sorte qu'ils se dotent des "
                             "capacités voulues;")  # fmt: skip
    assert found[2].endswith("qui lui auront été présentés par le Comité.")


@pytest.mark.parametrize(
    ("before", "after", "whole"),
    [
        ("la problématique hommes-", "femmes dans les rapports", "hommes-femmes"),
        ("la coopération inter-", "nationale dans ce domaine", "internationale"),
        ("le Haut-", "Commissariat pour les réfugiés", "Haut-Commissariat"),
        ("des orga-", "nisations régionales", "organisations"),
        ("des mesures particuliére-", "ment strictes", "particuliérement"),
        ("les années 2019-", "2020 et suivantes", "2019-2020"),
        ("le por\u00ad", "teur du projet", "porteur"),
    ],
)
def test_hyphens_of_the_word_stay_and_those_of_the_line_go(before, after, whole):
    long = "Les États Membres examinent avec la plus grande attention les questions relatives à "
    blocks = lines(f"{long}{before}\n{after} et poursuivent leurs efforts\nen ce sens.")
    (found,) = joined(blocks, "fr")
    assert whole in found.split()


def test_the_document_s_own_spelling_decides_over_a_hyphen():
    blocks = lines(
        "The non-proliferation regime was discussed at length by the members of the panel and\n"
        "it was agreed that the regime had to be strengthened by all, in particular the non-\n"
        "proliferation treaty itself."
    )
    assert joined(blocks, "en")[0].count("non-proliferation") == 2


def test_labels_alone_on_their_line_are_joined_to_their_words():
    blocks = lines(
        "1.\nCondena toda obstrucción de la navegación;\n\n2.\n\nExhorta a los Estados a que:\n"
        "a)\nIntercambien información;"
    )
    assert joined(blocks, "es") == [
        "1. Condena toda obstrucción de la navegación;",
        "2. Exhorta a los Estados a que:",
        "a) Intercambien información;",
    ]


def test_numbers_cited_in_mid_sentence_begin_no_paragraph():
    text = (
        "14. Demande au Comité d'en rendre compte conformément aux dispositions du paragraphe\n"
        "5. de la lettre du Président, à la lumière des résolutions 9267 (1999), 9278 (2000),\n"
        "9989 (2011) et 9253 (2015), selon qu'il conviendra, et de se reporter aux alinéas a),\n"
        "b) et c) du paragraphe 2 ci-dessus ainsi qu'au texte de la déclaration que les États\n"
        "ont adoptée;\n"
        "15. Décide de rester saisi de la question."
    )
    assert [found[:3] for found in joined(lines(text), "fr")] == ["14.", "15."]


def test_page_numbers_copied_into_a_text_without_page_breaks_go():
    text = (
        "1. Requests the Committee to consider all the reports that have been submitted to it by\n"
        "the riparian States and to report thereon in the light of the views\n"
        "3/10\n"
        "S/RES/9901 (2021)\n"
        "\n"
        "that they have expressed and of the findings of the panel;\n"
        "4/10\n"
        "S/RES/9901 (2021)\n"
        "2. Decides to remain seized of the matter."
    )
    found = layout.join(lines(text), language("en"))
    assert [block.text[-20:] for block in found.paragraphs] == [
        "ndings of the panel;",
        "eized of the matter.",
    ]
    assert len(found.furniture) == 4


def test_paragraphs_run_together_on_one_line_are_parted():
    text = (
        "The Security Council, Recalling its resolution 9801 (2019), in particular paragraph 2, "
        "Noting the report, 1. Condemns the acts of 3 May; 2. Decides to act: (a) at once; "
        "(b) for good; 3. Ends."
    )
    assert joined([Block(text, Role.PARAGRAPH)], "en") == [
        "The Security Council,",
        "Recalling its resolution 9801 (2019), in particular paragraph 2,",
        "Noting the report,",
        "1. Condemns the acts of 3 May;",
        "2. Decides to act: (a) at once; (b) for good;",
        "3. Ends.",
    ]


def test_footnotes_stand_at_the_end_whole():
    blocks = pages(
        "1. The Panel met four times and heard the views of twelve Member States on the subject\n"
        "of the lake, which it records below in the order\n"
        "_______________\n"
        "1/ Official Records of the Conference of the Lake, third session, document 12, at\n"
        "page 4.\n"
        "2/ Ibid., page 7.",
        "in which they were expressed by the States.\n\n2. The Panel concluded its work.",
    )
    found = layout.join(blocks, language("en"))
    assert [(block.role.value, block.text[:12]) for block in found.paragraphs] == [
        ("paragraph", "1. The Panel"),
        ("paragraph", "2. The Panel"),
        ("footnote", "1/ Official "),
        ("footnote", "2/ Ibid., pa"),
    ]
    assert found.paragraphs[0].text.endswith("in which they were expressed by the States.")
    assert found.paragraphs[2].text.endswith("at page 4.")


def test_what_is_a_paragraph_already_passes_through():
    blocks = [
        Block("Security Council", Role.FURNITURE),
        Block("On  the\u00a0lake", Role.HEADING, line=1),
        Block("1. A note", Role.FOOTNOTE, line=2),
        Block("soft-", Role.TABLE, line=3, cell=Cell(1, 1, 1), unit=1),
        Block("ware", Role.TABLE, line=3, cell=Cell(1, 1, 1), unit=1),
        Block("b", Role.TABLE, line=3, cell=Cell(1, 1, 2)),
        Block("It ends without a stop", Role.PARAGRAPH, line=4),
        Block("and this is another", Role.PARAGRAPH, line=5),
    ]
    found = layout.join(blocks, language("en"))
    assert [(block.role.value, block.text) for block in found.paragraphs] == [
        ("heading", "On the lake"),
        ("table", "software"),
        ("table", "b"),
        ("paragraph", "It ends without a stop"),
        ("paragraph", "and this is another"),
        ("footnote", "1. A note"),
    ]
    assert found.furniture == ("Security Council",)


def test_texts_with_a_paragraph_a_line_come_out_as_they_are(texts):
    text = (texts / "en" / "S-RES-2331-2016.txt").read_text(encoding="utf-8")
    assert joined(lines(text), "en") == text.split("\n")[: len(joined(lines(text), "en"))]
    assert len(joined(lines(text), "en")) == 47


@pytest.mark.parametrize("lang", ["fr", "en", "es", "ru", "ar", "zh"])
def test_the_universal_declaration_comes_out_as_it_is(shared, lang):
    name = "fr-en.fr" if lang == "fr" else f"fr-{lang}.{lang}"
    path = shared / "bench" / "alignment" / "udhr" / name
    expected = [" ".join(line.split()) for line in path.read_text(encoding="utf-8").splitlines()]
    assert joined(lines("\n".join(expected)), lang) == expected


def test_the_raw_preamble_has_the_paragraphs_of_the_clean_one(shared):
    folder = shared / "bench" / "ocr"
    raw = joined(lines((folder / "seed-preamble.raw.txt").read_text(encoding="utf-8")), "fr")
    clean = (folder / "seed-preamble.clean.txt").read_text(encoding="utf-8").splitlines()

    assert len(raw) == len(clean)
    for mine, theirs in zip(raw, clean, strict=True):
        assert difflib.SequenceMatcher(None, mine, theirs, autojunk=False).ratio() > 0.9


words = st.text(alphabet="abcdéàжشб国会., ;-()1’", max_size=40)


@settings(max_examples=150)
@given(st.lists(words, max_size=15), st.sampled_from([*LANGUAGES, "und"]))
def test_no_letter_is_lost_or_made(texts, lang):
    blocks = [Block(text, page=1 + i // 5, line=i) for i, text in enumerate(texts, 1)]
    found = layout.join(blocks, language(lang))
    out = "".join([*(block.text for block in found.paragraphs), *found.furniture])

    def letters(text: str) -> list[str]:
        return sorted(c for c in text if c.isalnum())

    assert letters(out) == letters("".join(texts))


@pytest.mark.parametrize("lang", ["en", "fr", "ru"])
def test_blocks_that_stand_apart_stay_apart(lang):
    texts = {
        "en": ("Fishery Order", "[Repealed, 2031]", "Licences", "Nets"),
        "fr": ("Décret sur la pêche", "[Abrogé, 2031]", "Permis", "Filets"),
        "ru": ("Указ о рыболовстве", "[Отменено, 2031]", "Лицензии", "Сети"),
    }[lang]
    title, gone, first, second = texts
    blocks = [title, f"1 {gone}", first, f"2 {gone}", second, f"3 {gone}", first]
    assert joined(lines("\n\n".join(blocks)), lang) == blocks


def test_words_cut_at_the_end_of_ragged_lines_are_made_whole():
    text = (
        "La commission a été char-\ngée, après un débat qui a duré toute la journée, d’éta-\n"
        "blir un rapport."
    )
    assert joined(lines(text), "fr") == [
        "La commission a été chargée, après un débat qui a duré toute la journée, d’établir un "
        "rapport."
    ]


def test_a_table_of_contents_is_kept_out():
    text = """Contents
    I. Catches of herring ........ 1
    II. What the Committee recommends to the coastal States of the
    northern waters . . . . . . . . . 4
    III. Records\u2026\u2026\u2026\u2026 12

    The Committee met twice and has seen 12 reports."""
    found = layout.join(lines(text), language("en"))
    assert [p.text for p in found.paragraphs] == [
        "Contents",
        "The Committee met twice and has seen 12 reports.",
    ]
    assert found.furniture[0] == "I. Catches of herring ........ 1" and len(found.furniture) == 4


def test_what_begins_indented_on_a_new_page_is_a_paragraph_though_its_letter_is_small():
    above = "      ссылаясь на доклад Рабочей группы, который был ею рассмотрен на третьей"
    below = "сессии и одобрен в полном объёме всеми участниками совещания в Найроби,"
    lines = [(above, 0.5, 1), (below, -0.1, 1), ("", None, 1)] * 3
    lines += [
        ("      стремясь к общему согласию,", 0.4, 1),
        ("      согласились о нижеследующем:", 0.3, 2),
    ]
    blocks = [Block(text, page=page, room=room) for text, room, page in lines]
    found = joined(blocks, "ru")
    assert found[-2:] == ["стремясь к общему согласию,", "согласились о нижеследующем:"]
    assert len(found) == 5


def test_chinese_paragraphs_without_a_gap_begin_where_a_line_is_indented():
    paragraphs = [
        ["强调需要尊重各沿海国的权利、义务和利益的平衡，"],
        ["认识到需要以协调一致的方式处理湖泊生物多样性丧失和生态系统退化", "的问题，"],
        ["意识到需要制定一项全面的区域制度，以便更好地管理湖泊的渔业资源", "和航运，"],
        ["期望实现普遍参与，"],
    ]
    headings = [Block("        第一部分"), Block(""), Block("        一般规定"), Block("")] * 3
    blocks = [Block("        序言"), Block("")]
    for first, *others in paragraphs:
        blocks.append(Block("    " + first, room=0.4))
        blocks += [Block(line, room=-0.02) for line in others]
    found = joined([*headings, *blocks, Block(""), *headings], "zh")
    start = found.index("序言") + 1
    assert found[start : start + len(paragraphs)] == ["".join(lines) for lines in paragraphs]
