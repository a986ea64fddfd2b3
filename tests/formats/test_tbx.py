"""TBX of three dialects out, of any in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from aligner.errors import InputError, UsageError
from aligner.formats import tbx
from aligner.formats.ids import from_xml_id, to_xml_id
from aligner.model import Context, Glossary, Status, Term
from tests.formats.examples import GLOSSARY


def values(path: Path, category: str) -> list[str]:
    """Text of a data category, whether it is an element or the type of one."""
    found = etree.parse(path).xpath(f"//*[@type='{category}' or local-name()='{category}']/text()")
    return [str(value) for value in found]


@pytest.mark.parametrize("dialect", tbx.DIALECTS)
def test_a_concept_carries_all_that_is_known_of_it(tmp_path: Path, dialect: str) -> None:
    path = tmp_path / "a.tbx"
    assert tbx.write(GLOSSARY, path, dialect=dialect) == 2
    assert values(path, "subjectField") == ["criminal law"]
    assert values(path, "definition") == ["The recruitment of persons by force for exploitation."]
    assert values(path, "source")[0] == "Palermo Protocol, art. 3"
    assert values(path, "context") == ["Condamne la traite.", "Condemns trafficking."]
    assert values(path, "transactionType") == ["origination", "modification"]
    assert values(path, "responsibility") == ["aligner", "reviewer"]
    assert values(path, "termType") == ["fullForm", "acronym", "variant", "fullForm", "acronym"]


@pytest.mark.parametrize("dialect", tbx.DIALECTS)
def test_the_standing_of_a_term_is_told_in_the_words_of_tbx(tmp_path: Path, dialect: str) -> None:
    path = tmp_path / "a.tbx"
    tbx.write(GLOSSARY, path, dialect=dialect)
    assert values(path, "administrativeStatus") == [
        "preferredTerm-admn-sts",
        "deprecatedTerm-admn-sts",
        "preferredTerm-admn-sts",
        "deprecatedTerm-admn-sts",
    ]
    assert values(path, "projectSubset") == ["forbidden", "candidate"]


def test_an_unknown_dialect_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no TBX dialect 'tbx-max'; take one of tbx-basic-v3"):
        tbx.write(GLOSSARY, tmp_path / "a.tbx", dialect="tbx-max")


def test_a_reference_to_an_entry_that_is_not_there_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.tbx"
    tbx.write(replace(GLOSSARY, entries=GLOSSARY.entries[:1]), path)
    assert values(path, "crossReference") == []


def test_only_the_first_contexts_go_out(tmp_path: Path) -> None:
    path = tmp_path / "a.tbx"
    entry = replace(GLOSSARY.entries[0], contexts=GLOSSARY.entries[0].contexts * 9)
    tbx.write(replace(GLOSSARY, entries=(entry,)), path)
    assert len(values(path, "context")) == 2 * 3
    tbx.write(replace(GLOSSARY, entries=(entry,)), path, contexts=5)
    assert len(values(path, "context")) == 2 * 5


def test_an_empty_glossary_is_a_file_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.tbx"
    assert tbx.write(Glossary("Nothing", ("fr",), ()), path) == 0
    back = tbx.read(path).glossary
    assert back is not None
    assert (back.name, back.entries) == ("Nothing", ())


@pytest.mark.parametrize(
    "name", ["12", "_1", "__1", "traite d’êtres", "a_x0020_b", "-", "", "ترجمة", "𝄞", "ok"]
)
def test_any_name_becomes_an_xml_id_and_comes_back(name: str) -> None:
    assert etree.fromstring(f"<a id='{to_xml_id(name)}'/>").get("id", "").isascii()
    assert from_xml_id(to_xml_id(name)) == (name or "_")


V2 = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">
<martif type="TBX" xml:lang="en"><martifHeader><fileDesc><titleStmt><title>Old</title></titleStmt>
<sourceDesc><p>x</p></sourceDesc></fileDesc></martifHeader><text><body>
<termEntry id="c1"><descrip type="subjectField">law</descrip>
<langSet lang="EN_US"><ntig><termGrp><term>right <hi>of</hi> way</term>
<termNote type="partOfSpeech">Noun</termNote></termGrp></ntig>
<tig><term>ROW</term><termNote type="termType">acronym</termNote><note>rare</note></tig></langSet>
<langSet xml:lang="fr"><descrip type="definition">Droit de passer.</descrip>
<tig><term>servitude</term>
<termNote type="administrativeStatus">supersededTerm-admn-sts</termNote></tig></langSet>
<langSet xml:lang="nowhere-land"><tig><term>x</term></tig></langSet>
</termEntry>
<termEntry id="c2"><langSet xml:lang="fr"><tig><term> </term></tig></langSet></termEntry>
</body></text></martif>"""


def test_a_v2_file_with_tig_and_ntig_is_read(tmp_path: Path) -> None:
    path = tmp_path / "old.tbx"
    path.write_text(V2, encoding="utf-8")
    back = tbx.read(path)
    assert back.glossary is not None
    (entry,) = back.glossary.entries
    assert entry.terms == (
        Term("en-US", "right of way", acronym="ROW", pos="NOUN"),
        Term("fr", "servitude", status=Status.DEPRECATED),
    )
    assert (entry.domain, entry.definition) == ("law", "Droit de passer.")
    assert entry.note == "ROW: rare"
    assert back.glossary.name == "Old"
    assert "language EN_US read as en-US" in back.notes
    assert [(skipped.line, skipped.reason) for skipped in back.skipped] == [
        (12, "'nowhere-land' is not a language tag"),
        (14, "an empty term in fr"),
        (14, "concept c2 has no term"),
    ]
    with pytest.raises(InputError, match="line 12"):
        tbx.read(path, strict=True)


MIN = """<TBX dialect="TBX-Min"><header><id>Tiny</id></header><body>
<entry id="e1"><subjectField>law</subjectField>
<langGroup xml:lang="en"><termGroup><term>ship</term><termStatus>notRecommended</termStatus>
<partOfSpeech>noun</partOfSpeech></termGroup></langGroup>
<langGroup xml:lang="fr"><termGroup><term>navire</term></termGroup></langGroup>
</entry></body></TBX>"""


def test_tbx_min_is_read(tmp_path: Path) -> None:
    path = tmp_path / "tiny.tbx"
    path.write_text(MIN, encoding="utf-8")
    glossary = tbx.read(path, strict=True).glossary
    assert glossary is not None
    assert glossary.entries[0].terms == (
        Term("en", "ship", pos="NOUN", status=Status.DEPRECATED),
        Term("fr", "navire"),
    )
    assert glossary.entries[0].domain == "law"


def test_the_contexts_that_go_out_reach_the_last_document(tmp_path: Path) -> None:
    places = [Context(f"document {n}", "", {}, {"fr": f"Phrase {n}."}) for n in range(5)]
    entry = replace(GLOSSARY.entries[0], contexts=tuple(places))
    path = tmp_path / "a.tbx"
    tbx.write(replace(GLOSSARY, entries=(entry,)), path, contexts=3)
    assert values(path, "context") == ["Phrase 0.", "Phrase 1.", "Phrase 4."]


TWO_TERMS = """<?xml version="1.0" encoding="UTF-8"?>
<martif type="TBX-Basic" xml:lang="en"><text><body><termEntry id="c1">
<langSet xml:lang="en"><tig><term>path</term><descrip type="context">An old way.</descrip></tig>
</langSet><langSet xml:lang="en"><tig><term>lane</term>
<descrip type="context">A small one.</descrip></tig></langSet>
</termEntry></body></text></martif>"""


def test_a_context_goes_out_under_the_term_for_which_it_came(tmp_path: Path) -> None:
    path, out = tmp_path / "a.tbx", tmp_path / "out.tbx"
    path.write_text(TWO_TERMS, "utf-8")
    glossary = tbx.read(path, strict=True).glossary
    assert glossary is not None
    tbx.write(glossary, out)
    sections = [el for el in etree.parse(out).iter() if str(el.tag).endswith("}termSec")]
    assert [" ".join("".join(section.itertext()).split()) for section in sections] == [
        "path An old way.",
        "lane A small one.",
    ]
    assert tbx.read(out, strict=True).glossary == glossary
