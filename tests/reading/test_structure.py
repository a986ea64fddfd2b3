"""Structure: kinds, labels, annexes, and that nothing is lost or moved."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.languages import LANGUAGES, language
from aligner.model import Kind, Paragraph
from aligner.reading import layout, structure
from aligner.reading.blocks import Block, Role
from tests.reading.drafts import LANGUAGES as OFFICIAL
from tests.reading.drafts import STRUCTURE, draft

OPENING = {lang: draft(lang)[2] for lang in OFFICIAL}


def build(lang: str, *texts: str) -> tuple[Paragraph, ...]:
    blocks = [Block(text, Role.PARAGRAPH, line=i) for i, text in enumerate(texts, 1)]
    return structure.build(blocks, language(lang))


def resolution(lang: str, *texts: str) -> list[Paragraph]:
    """The paragraphs after the opening line of a resolution."""
    return list(build(lang, OPENING[lang], *texts))[1:]


def paths(paragraphs: list[Paragraph] | tuple[Paragraph, ...]) -> list[str]:
    return [paragraph.path for paragraph in paragraphs]


@pytest.mark.parametrize("lang", OFFICIAL)
def test_one_resolution_has_the_same_kinds_labels_and_annexes_in_every_language(lang):
    found = build(lang, *draft(lang))
    assert [(p.kind, p.label, p.annex) for p in found] == list(STRUCTURE)


@pytest.mark.parametrize("lang", OFFICIAL)
def test_the_body_begins_past_the_label(lang):
    for paragraph in build(lang, *draft(lang)):
        assert paragraph.body
        assert not paragraph.body[0].isspace()
        if paragraph.label:
            head = paragraph.text[: paragraph.body_start]
            assert len(head.strip()) <= 5


def test_the_scan_and_the_english_text_have_the_same_paragraphs(texts):
    def read(lang: str, name: str) -> list[tuple[str, tuple[str, ...]]]:
        lines = (texts / lang / name).read_text(encoding="utf-8").split("\n")
        blocks = [Block(line, line=i, page=1) for i, line in enumerate(lines, 1)]
        paragraphs = layout.join(blocks, language(lang)).paragraphs
        return [(p.kind, p.label) for p in structure.build(paragraphs, language(lang))]

    french = read("fr", "S-RES-2331-2016.ocr.txt")
    english = read("en", "S-RES-2331-2016.txt")
    assert french == english
    assert [kind for kind, _ in french[:3]] == ["title", "adoption", "organ"]
    assert {kind for kind, _ in french[3:17]} == {"preambular"}
    numbered = [label for kind, label in french if kind == "operative"]
    assert numbered == [(str(n),) for n in range(1, 25)]
    items = [label for kind, label in french if kind == "item"]
    assert items == [("2", "a"), ("2", "b"), ("2", "c"), ("2", "d"), ("3", "a"), ("3", "b")]


def test_i_after_h_is_a_letter_unless_a_roman_list_follows():
    letters = [f"({c}) To do something;" for c in "abcdefghij"]
    assert paths(resolution("en", "1. Calls upon States:", *letters))[-2:] == ["1 (i)", "1 (j)"]
    roman = [*letters[:8], "(i) To begin;", "(ii) To go on;"]
    found = resolution("en", "1. Calls upon States:", *roman)
    assert [p.label for p in found][-2:] == [("1", "h", "i"), ("1", "h", "ii")]


def test_letters_go_on_past_z():
    letters = [f"{c})" for c in "abcdefghijklmnopqrstuvwxyz"]
    marks = [*letters, "aa)", "bb)", "cc)"]
    found = resolution("fr", "1. Prie :", *(f"{mark} De faire ;" for mark in marks))
    assert [p.label[-1] for p in found[-4:]] == ["z", "aa", "bb", "cc"]


def test_a_russian_list_may_be_cyrillic_or_latin_letters_that_look_like_it():
    cyrillic = [f"{c}) делать;" for c in "абвгдеж"]
    found = resolution("ru", "1. призывает:", *cyrillic)
    assert [p.label[-1] for p in found[1:]] == list("abcdefg")
    mixed = ["а) делать;", "b) делать;", "с) делать;", "d) делать;", "е) делать;"]
    found = resolution("ru", "1. призывает:", *mixed)
    assert [p.label[-1] for p in found[1:]] == list("abcde")


def test_arabic_letters_stand_in_abjad_order_and_numbers_in_either_digits():
    found = resolution(
        "ar",
        "١ - يقرر ما يلي:",
        *(f"({c}) القيام بعمل؛" for c in ("أ ", "ب", "ج", "د", "هـ", "و", "ز", "ح", "ط", "ي")),
        "2- يطلب إلى الأمين العام ذلك؛",
    )
    assert [p.label[-1] for p in found] == ["1", *"abcdefghij", "2"]


def test_a_bare_dash_in_arabic_stands_for_the_next_number():
    found = resolution("ar", "1 - يقرر ذلك؛", "- يطلب إلى الأمين العام ذلك؛", "3 - يقرر أن يبقي؛")
    assert paths(found) == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        (("I.", "2.", "3."), ["1", "2", "3"]),
        (("1.", "2.", "a)", "b)", "¢)", "d)"), ["1", "2", "2 (a)", "2 (b)", "2 (c)", "2 (d)"]),
        (("9.", "IO.", "II.", "l2."), ["9", "10", "11", "12"]),
    ],
)
def test_labels_are_known_through_the_damage_of_a_scan(marks, expected):
    found = resolution("fr", *(f"{mark} Demande à tous de faire ;" for mark in marks))
    assert paths(found) == expected


def test_press_releases_open_a_quotation_mark_at_every_paragraph():
    found = build(
        "en",
        "“The Security Council,",
        "“Recalling its resolutions on the lake,",
        "“1. Decides to act;",
        "“(a) First;",
        "“2. Decides to remain seized of the matter.”",
    )
    assert [p.kind for p in found] == ["organ", "preambular", "operative", "item", "operative"]
    assert paths(found) == ["", "", "1", "1 (a)", "2"]
    assert found[2].body == "Decides to act;"


@pytest.mark.parametrize(
    ("lang", "recalls", "decides"),
    [
        ("en", "Recalling its resolutions,", "Decides,"),
        ("fr", "Rappelant ses résolutions,", "Décide :"),
        ("es", "Recordando sus resoluciones,", "Decide:"),
        ("ru", "ссылаясь на свои резолюции,", "постановляет:"),
        ("ar", "إذ يشير إلى قراراته،", "يقرر ما يلي:"),
        ("zh", "回顾其各项决议，", "决定："),
    ],
)
def test_a_short_draft_decides_without_a_number(lang, recalls, decides):
    found = resolution(lang, recalls, decides, "(a) 1980;", "(b) 1981;")
    assert [p.kind for p in found] == ["preambular", "operative", "item", "item"]
    assert paths(found) == ["", "", "a", "b"]


def test_a_missing_first_label_does_not_disturb_the_others():
    found = resolution("en", "Recalling all,", "Condemns the acts;", "2. Demands an end;")
    assert [p.kind for p in found] == ["preambular", "operative", "operative"]
    assert paths(found) == ["", "1", "2"]


def test_items_stand_in_the_preamble_too():
    found = resolution(
        "es", "Recordando lo siguiente:", "a) El informe;", "b) La carta,", "1. Decide seguir."
    )
    assert [p.kind for p in found] == ["preambular", "item", "item", "operative"]
    assert paths(found) == ["", "a", "b", "1"]


def test_a_paragraph_without_a_number_goes_on_with_the_one_above():
    found = resolution(
        "en", "1. Decides the following:", "Such measures shall be temporary;", "2. Ends."
    )
    assert [p.kind for p in found] == ["operative", "continuation", "operative"]


def test_two_labels_may_head_one_paragraph():
    found = resolution("en", "1. (a) Decides one thing;", "(b) Decides another;", "2. Ends.")
    assert paths(found) == ["1 (a)", "1 (b)", "2"]
    assert found[0].body == "Decides one thing;"


def test_a_report_has_headings_and_numbered_paragraphs_that_run_on():
    found = build(
        "en",
        "Report of the Panel on the Lake",
        "I. Introduction",
        "1. The present report is submitted pursuant to a request of the Committee.",
        "A. Mandate",
        "2. The mandate of the Panel was renewed in 2020. It covers two subjects:",
        "(a) Navigation on the lake;",
        "(b) Fisheries.",
        "II. Findings",
        "3. The Panel visited four ports.",
        "4.1 The first port was closed.",
    )
    kinds = [p.kind for p in found]
    assert kinds == [
        "title", "heading", "body", "heading", "body", "item", "item", "heading", "body", "body",
    ]  # fmt: skip
    assert paths(found) == ["", "I", "1", "A", "2", "2 (a)", "2 (b)", "II", "3", "4 (1)"]


def test_articles_hold_their_own_numbers():
    found = {}
    for lang, article in {
        "fr": "Article 17", "en": "Article 17", "es": "Artículo 17", "ru": "Статья 17",
        "ar": "المادة 17", "zh": "第十七条",
    }.items():  # fmt: skip
        found[lang] = paths(build(lang, article, "1. Xxx yyy zzz.", "2. Xxx yyy zzz."))
    assert set(map(tuple, found.values())) == {("17", "17 (1)", "17 (2)")}


def test_headings_of_other_scripts_get_the_same_labels():
    arabic = build("ar", "أولا - مقدمة", "1 - قدم هذا التقرير إلى اللجنة.", "باء - الولاية")
    chinese = build("zh", "一、导言", "1. 本报告提交委员会。", "B. 任务")
    assert paths(arabic)[:2] == paths(chinese)[:2] == ["I", "1"]
    assert paths(arabic)[2] == paths(chinese)[2] == "B"


def test_lists_restart_in_each_annex():
    found = resolution("fr", "1. Décide.", "Annexe I", "1. Un.", "2. Deux.", "Annexe II", "1. Un.")
    assert [(p.path, p.annex) for p in found] == [
        ("1", 0), ("", 1), ("1", 1), ("2", 1), ("", 2), ("1", 2),
    ]  # fmt: skip


def test_what_the_format_says_of_a_block_stands():
    blocks = [
        Block("On the lake", Role.HEADING),
        Block("port\tvessels", Role.TABLE),
        Block("1. A note.", Role.FOOTNOTE),
    ]
    found = structure.build(blocks, language("en"))
    assert [p.kind for p in found] == ["title", "table", "footnote"]


lines = st.text(
    alphabet=st.sampled_from("aA1iI.)(-— ;:,أج一、第条 Статья«»“”¢|'\t"), min_size=0, max_size=30
)


@given(st.lists(lines, max_size=12), st.sampled_from([*LANGUAGES, "und"]))
def test_every_block_becomes_one_paragraph_in_its_place(texts, lang):
    blocks = [Block(text, Role.PARAGRAPH, page=2, line=i) for i, text in enumerate(texts, 1)]
    found = structure.build(blocks, language(lang))
    assert [(p.id, p.text, p.line, p.page) for p in found] == [
        (i, text, i + 1, 2) for i, text in enumerate(texts)
    ]
    assert all(0 <= p.body_start <= len(p.text) for p in found)


LAW = {
    "en": ("The keeper must", "keep a list;", "The list is public.", "SCHEDULE 2 Forms of Lists"),
    "fr": ("Le gardien doit", "tenir une liste;", "La liste est publique.", "ANNEXE 2 Listes"),
    "es": ("El custodio debe", "llevar una lista;", "La lista es pública.", "ANEXO 2 Listas"),
    "ru": ("Хранитель обязан", "вести список;", "Список открыт.", "ПРИЛОЖЕНИЕ 2 Списки"),
}


@pytest.mark.parametrize("lang", LAW)
def test_sections_are_numbered_without_a_mark(lang):
    must, item, public, annex = LAW[lang]
    found = build(
        lang,
        f"2.1 {public}",
        f"7 {must}",
        f"(a) {item}",
        f"(b) {item}",
        f"8 (1) {public}",
        f"(2) {public}",
        f"(2.1) {public}",
        f"(3) {public}",
        f"8.1 (1) {public}",
        annex,
        f"1 {public}",
    )
    expected = ["2 (1)", "7", "7 (a)", "7 (b)", "8 (1)", "8 (2)", "8 (2) (1)", "8 (3)"]
    assert paths(found) == [*expected, "8 (1) (1)", "", "1"]
    assert found[1].kind is Kind.BODY
    assert [p.annex for p in found[-2:]] == [1, 1]


@pytest.mark.parametrize(
    "text",
    ["12 States voted for it.", "5 January 2015 was a Monday.", "3 tonnes of rice were sent."],
)
def test_a_number_alone_is_a_quantity_or_a_date(text):
    found = build("en", "The Committee met.", text, "It adjourned.")
    assert paths(found) == ["", "", ""]


def test_decimals_under_an_article_say_the_article_once():
    found = build(
        "fr",
        "Article 7",
        "7.1 Les Parties agissent.",
        "a) elles légifèrent ;",
        "7.2 Elles coopèrent.",
        "7.2.1 Elles se réunissent.",
        "Article 8 - SECRÉTARIAT",
    )
    expected = ["7", "7 (1)", "7 (1) (a)", "7 (2)", "7 (2) (1)", "8"]
    assert paths(found) == expected


def test_an_article_that_stands_alone_keeps_its_words():
    found = build("fr", "Article 7", "Les Parties agissent.", "Article 8 - SECRÉTARIAT")
    assert [p.body for p in found] == [
        "Article 7",
        "Les Parties agissent.",
        "Article 8 - SECRÉTARIAT",
    ]


def test_the_cyclic_signs_of_chinese_are_list_letters():
    found = build(
        "zh", "1. 委员会决定：", "(甲) 通过报告；", "(乙) 结束会议。", "子、通过。", "丑、结束。"
    )
    assert [p.label[-1:] for p in found[1:]] == [("a",), ("b",), ("a",), ("b",)]


def test_a_decimal_with_a_zero_is_cited_with_it():
    found = build(
        "en",
        "63 The owner must report.",
        "63.01 The master must sign.",
        "63.1 No fee.",
        "64 Records are kept.",
    )
    assert paths(found) == ["63", "63.01", "63 (1)", "64"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Minister means the Minister of Fisheries. (ministre)"),
        ("en", "“net” includes any trap, weir and line"),
        ("fr", "« filet » s’entend de tout engin de pêche"),
    ],
)
def test_a_definition_is_no_heading(lang, text):
    longer = text + " and of whatever else the regulations say about it in this Act."
    assert [p.kind for p in build(lang, longer, text, longer)] == [Kind.BODY] * 3
    assert build(lang, longer, "Définition (suite)", longer)[1].kind is Kind.HEADING
