"""XLIFF, SKOS, TBX and TMX as their standards mean them, and as other tools write them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from aligner.errors import InputError
from aligner.formats import factory, files, skos, tbx, tmx
from aligner.formats.imported import Imported
from aligner.formats.tags import language_tag, matches
from aligner.model import Entry, Status

XLIFF_1 = (
    '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" '
    'xmlns:sdl="http://sdl.com/FileTypes/SdlXliff/1.0" xmlns:mq="MQXliff">'
    '<file source-language="en"{} original="a"><body>{}</body></file></xliff>'
)
XLIFF_2 = (
    '<xliff version="2.0" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="en" trgLang="es">'
    '<file id="f"><unit id="1">{}</unit></file></xliff>'
)
TO_ES = ' target-language="es"'


def made(tmp_path: Path, text: str, name: str = "a.dat") -> Path:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def one(back: Imported) -> dict[str, str]:
    return dict(back.units[0].texts)


def concept(back: Imported) -> Entry:
    assert back.glossary is not None
    return back.glossary.entries[0]


def test_segments_are_joined_as_the_file_orders_them(tmp_path: Path) -> None:
    path = made(
        tmp_path,
        XLIFF_2.format(
            '<segment><source>A.</source><target order="3">Be.</target></segment><ignorable>'
            '<source>  </source></ignorable><segment><source>B.</source><target order="1">A.'
            "</target></segment>"
        ),
    )
    assert one(factory.read(path)) == {"en": "A.  B.", "es": "A.  Be."}


@pytest.mark.parametrize("state", ["new", "needs-translation", "needs-l10n"])
def test_a_target_that_is_still_to_be_translated_is_none(tmp_path: Path, state: str) -> None:
    unit = '<trans-unit id="1"><source>Sea</source><target state="{}">{}</target></trans-unit>'
    copied = made(tmp_path, XLIFF_1.format(TO_ES, unit.format(state, "Sea")))
    assert one(factory.read(copied)) == {"en": "Sea"}
    assert not factory.read(copied).notes
    other = made(tmp_path, XLIFF_1.format(TO_ES, unit.format(state, "Mar")))
    assert factory.read(other).notes == (f"not kept: target in state {state} (1)",)
    review = unit.format("needs-review-translation", "Mar")
    assert one(factory.read(made(tmp_path, XLIFF_1.format(TO_ES, review))))["es"] == "Mar"


def test_the_target_language_may_stand_at_the_target_or_be_named(tmp_path: Path) -> None:
    units = (
        '<trans-unit id="1"><source>Sea</source><target{}>Mar</target></trans-unit>'
        '<trans-unit id="2"><source>Sun</source><target>Sol</target></trans-unit>'
    )
    marked = made(tmp_path, XLIFF_1.format("", units.format(' xml:lang="es"')))
    assert [dict(unit.texts) for unit in factory.read(marked).units] == [
        {"en": "Sea", "es": "Mar"}, {"en": "Sun", "es": "Sol"},
    ]  # fmt: skip
    silent = made(tmp_path, XLIFF_1.format("", units.format("")))
    assert "target without a language" in factory.read(silent).notes[0]
    assert one(factory.read(silent, languages=("en", "es"))) == {"en": "Sea", "es": "Mar"}


@pytest.mark.parametrize(
    ("attributes", "conf", "text", "status"),
    [
        ("", 'conf="ApprovedTranslation"', "Mar", Status.APPROVED),
        ("", 'conf="Translated"', "Mar", Status.CANDIDATE),
        ("", 'conf="RejectedSignOff"', "Mar", Status.REJECTED),
        ("", "", "", Status.CANDIDATE),
        (' mq:status="Proofread"', "", "Mar", Status.APPROVED),
        (' mq:status="ManuallyConfirmed"', "", "Mar", Status.CANDIDATE),
        (' mq:status="NotStarted"', "", "", Status.CANDIDATE),
    ],
)
def test_what_trados_and_memoq_say_of_a_segment(
    tmp_path: Path, attributes: str, conf: str, text: str, status: Status
) -> None:
    definitions = f'<sdl:seg-defs><sdl:seg id="1" {conf}/></sdl:seg-defs>' if not attributes else ""
    mark = '<mrk mtype="seg" mid="1">{}</mrk>'
    unit = (
        f'<trans-unit id="u"{attributes}><source>Sea</source><seg-source>{mark.format("Sea")}'
        f"</seg-source><target>{mark.format(text)}</target>{definitions}</trans-unit>"
    )
    (found,) = factory.read(made(tmp_path, XLIFF_1.format(TO_ES, unit))).units
    assert found.texts == ({"en": "Sea", "es": text} if text else {"en": "Sea"})
    assert (found.status, found.codes) == (status, {})


def test_lines_that_a_file_was_broken_into_are_one(tmp_path: Path) -> None:
    unit = '<trans-unit id="1"{}><source>The high\n      seas</source></trans-unit>'
    assert one(factory.read(made(tmp_path, XLIFF_1.format(TO_ES, unit.format("")))))["en"] == (
        "The high seas"
    )
    kept = unit.format(' xml:space="preserve"')
    assert "\n" in one(factory.read(made(tmp_path, XLIFF_1.format(TO_ES, kept))))["en"]


TURTLE = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@base <http://example.org/t/> .
<s> a skos:ConceptScheme ; skos:prefLabel "Seas"@en .
<9> a skos:Concept ; skos:prefLabel "strait"@en , "détroit"@fr ; skos:altLabel "narrows"@en ;
  skos:definition "a narrow passage"@en , "un passage"@fr ; skos:scopeNote "Natural only."@en ;
  skos:notation "5.1" ; skos:example "the Strait of Hormuz"@en ; skos:related <10> ;
  dct:created "2001" ; skos:inScheme <s> .
<10> skos:prefLabel "canal"@en .
"""
JSON_LD = """{"@context": {"skos": "http://www.w3.org/2004/02/skos/core#"}, "@graph": [
 {"@id": "http://example.org/t/9", "@type": "skos:Concept",
  "skos:prefLabel": [{"@language": "en", "@value": "strait"},
                     {"@language": "fr", "@value": "détroit"}]}]}"""
NESTED = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:skos="http://www.w3.org/2004/02/skos/core#" xml:lang="en"><skos:Concept rdf:about="t/9">
<skos:prefLabel>strait</skos:prefLabel><skos:prefLabel xml:lang="fr">détroit</skos:prefLabel>
<skos:narrower><skos:Concept rdf:about="t/11"><skos:prefLabel>channel</skos:prefLabel>
</skos:Concept></skos:narrower></skos:Concept></rdf:RDF>"""
TRIPLES = (
    '<http://example.org/t/9> <http://www.w3.org/2004/02/skos/core#prefLabel> "strait"@en .\n'
    '<http://example.org/t/9> <http://www.w3.org/2004/02/skos/core#prefLabel> "d\\u00E9troit"@fr .'
)


@pytest.mark.parametrize("text", [TURTLE, JSON_LD, NESTED, TRIPLES])
def test_a_thesaurus_is_read_in_every_syntax(tmp_path: Path, text: str) -> None:
    path = made(tmp_path, text)
    assert factory.kind(path) == "skos"
    found = concept(factory.read(path))
    assert found.id == "9"
    assert {("en", "strait"), ("fr", "détroit")} <= {(t.lang, t.text) for t in found.terms}


def test_a_thesaurus_keeps_what_it_says_and_names_what_it_does_not(tmp_path: Path) -> None:
    back = factory.read(made(tmp_path, TURTLE))
    assert back.glossary is not None and len(back.glossary.entries) == 2
    found = concept(back)
    assert found.definition == "a narrow passage"
    assert found.note == "fr: un passage\nen: Natural only.\nnotation 5.1"
    assert [dict(context.texts) for context in found.contexts] == [{"en": "the Strait of Hormuz"}]
    assert found.related == ("10",)
    assert set(back.notes) == {"not kept: ConceptScheme (1)", "not kept: created (1)"}


def test_a_nested_concept_is_one_and_names_may_be_relative(tmp_path: Path) -> None:
    back = factory.read(made(tmp_path, NESTED))
    assert back.glossary is not None
    assert [(e.id, e.source) for e in back.glossary.entries] == [("9", "t/9"), ("11", "t/11")]


@pytest.mark.parametrize(
    "context", ['"http://example.org/c.jsonld"', '[{}, "c.jsonld"]', '{"@import": "http://x/c"}']
)
def test_a_context_that_is_elsewhere_is_not_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, context: str
) -> None:
    monkeypatch.setattr("urllib.request.urlopen", lambda *_: pytest.fail("something was fetched"))
    with pytest.raises(InputError, match="nothing is fetched"):
        skos.read(made(tmp_path, f'{{"@context": {context}, "@id": "a"}}'))


@pytest.mark.parametrize("text", [TURTLE[:-40] + ' "open', JSON_LD[:-9], NESTED[:-30]])
def test_a_thesaurus_that_breaks_off_is_told_in_one_line(tmp_path: Path, text: str) -> None:
    path = made(tmp_path, text)
    try:
        back = factory.read(path)
    except InputError as error:
        assert "\n" not in str(error)
    else:
        assert "breaks off" in back.skipped[0].reason


TBX = (
    '<martif type="TBX" xml:lang="en"><text><body><termEntry id="c1">{}</termEntry>'
    '<termEntry id="c2"><ref type="crossReference" target="t1"/><langSet xml:lang="en"><tig>'
    "<term>quay</term></tig></langSet></termEntry></body></text></martif>"
)


def test_the_standing_of_a_term_in_other_words(tmp_path: Path) -> None:
    words = ["forbidden", "standardizedTerm-admn-sts", "legalTerm", "splendid"]
    tigs = "".join(
        f'<tig id="t{n}"><term>port {n}</term><termNote type="administrativeStatus">{word}'
        "</termNote></tig>"
        for n, word in enumerate(words)
    )
    back = tbx.read(made(tmp_path, TBX.format(f'<langSet xml:lang="en">{tigs}</langSet>')))
    assert [term.status.value for term in concept(back).terms] == [
        "forbidden", "preferred", "preferred", "candidate",
    ]  # fmt: skip
    assert back.notes == ("not kept: standing splendid, which is not known (1)",)
    assert back.glossary is not None and back.glossary.entries[1].related == ("c1",)


def test_an_abbreviation_is_a_term_and_no_acronym(tmp_path: Path) -> None:
    text = (
        '<langSet xml:lang="en"><tig id="t1"><term>article</term></tig><tig><term>art.</term>'
        '<termNote type="termType">abbreviation</termNote></tig></langSet>'
    )
    back = tbx.read(made(tmp_path, TBX.format(text)))
    assert [(term.text, term.acronym) for term in concept(back).terms] == [
        ("article", ""), ("art.", ""),
    ]  # fmt: skip


def test_contexts_of_a_second_section_of_a_language_stay(tmp_path: Path) -> None:
    section = (
        '<langSet xml:lang="en"><ntig><termGrp><term>{0}</term></termGrp><descrip type="context">'
        "A {0} is here.</descrip></ntig></langSet>"
    )
    back = tbx.read(made(tmp_path, TBX.format(section.format("pier") + section.format("jetty"))))
    assert [dict(c.texts) for c in concept(back).contexts] == [
        {"en": "A pier is here."}, {"en": "A jetty is here."},
    ]  # fmt: skip
    assert back.glossary is not None
    out = tmp_path / "out.tbx"
    tbx.write(back.glossary, out, dialect="tbx-basic-v2")
    sections = out.read_text("utf-8").split("<tig>")
    assert "A jetty is here." in next(text for text in sections if "<term>jetty" in text)


def memory(body: str, head: str = 'srclang="fr"') -> str:
    return f'<tmx version="1.4"><header {head}/><body>{body}</body></tmx>'


def test_what_a_memory_says_of_its_texts(tmp_path: Path) -> None:
    path = made(
        tmp_path,
        memory(
            '<tu usagecount="2"><prop type="client">UNOV</prop><tuv xml:lang="en" creationid="Ana" '
            'creationdate="20200101T000000Z"><note>see par. 3</note><seg>Sea</seg></tuv>'
            '<tuv xml:lang="fr" changeid="Bo" changedate="20210101T000000Z"><prop type="file">a'
            "</prop><seg>Mer</seg></tuv></tu>"
        ),
    )
    back = tmx.read(path)
    (unit,) = back.units
    assert list(unit.texts) == ["fr", "en"]  # The source first.
    assert (unit.creator, unit.changer, unit.note) == ("Ana", "Bo", "en: see par. 3")
    assert unit.changed is not None and unit.changed.year == 2021
    assert back.notes == () and tmx.read(path, strict=True) == back
    out = tmp_path / "out.tmx"
    tmx.write(back.units, out, srclang="fr", languages=["fr", "en"])
    written = out.read_text("utf-8")
    for kept in ('usagecount="2"', ">UNOV</prop>", 'type="file">a</prop>'):
        assert kept in written


@pytest.mark.parametrize(
    ("raw", "tag"),
    [
        ("zh-CHT", "zh-Hant"),
        ("zh_CHS", "zh-Hans"),
        ("es-ES_tradnl", "es-ES"),
        ("es-EM", "es"),
        ("sr-SP-Latn", "sr-Latn-RS"),
        ("EN_gb", "en-GB"),
        ("sr_RS@latin", "sr-Latn-RS"),
        ("uz@Cyrillic", "uz-Cyrl"),
        ("ca@valencia", "ca-valencia"),
        ("fr_CA.UTF-8@euro", "fr-CA"),
    ],
)
def test_tags_of_old_tools(raw: str, tag: str) -> None:
    assert language_tag(raw) == tag


@pytest.mark.parametrize("raw", ["No.", "en.5", "en@", "@latin", "me@example.org"])
def test_what_only_looks_like_a_locale_is_no_language(raw: str) -> None:
    with pytest.raises(ValueError, match="is not a"):
        language_tag(raw)


def test_a_language_means_its_regions() -> None:
    assert matches("en-US", "en") and matches("en", "EN")
    assert not matches("en", "en-US") and not matches("eng", "en")


@pytest.mark.usefixtures("unconfined")
def test_a_packed_file_is_read_within_bounds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = memory('<tu><tuv xml:lang="fr"><seg>Mer</seg></tuv></tu>')
    path = tmp_path / "a.tmx.gz"
    path.write_bytes(gzip.compress(text.encode()))
    assert one(factory.read(path)) == {"fr": "Mer"}
    path.write_bytes(gzip.compress(text.encode())[:-12])
    with pytest.raises(InputError, match="damaged archive"):
        factory.read(path)
    monkeypatch.setattr(files, "_HARMLESS", 100_000)
    path.write_bytes(gzip.compress(text.encode() + b" " * 1_000_000))
    with pytest.raises(InputError, match="unpacks to more than"):
        factory.read(path)
