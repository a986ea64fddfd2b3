"""Thesauri in SKOS, as UNBIS and EuroVoc publish them."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner.errors import InputError
from aligner.formats import skos
from aligner.model import Status, Term

HEAD = (
    '<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
    'xmlns:skos="http://www.w3.org/2004/02/skos/core#" '
    'xmlns:xl="http://www.w3.org/2008/05/skos-xl#">\n'
)
BODY = """<skos:Concept rdf:about="http://metadata.un.org/thesaurus/1001">
<skos:altLabel xml:lang="en">people trafficking</skos:altLabel>
<skos:prefLabel xml:lang="en">human trafficking</skos:prefLabel>
<skos:prefLabel xml:lang="FR">traite des personnes</skos:prefLabel>
<skos:hiddenLabel xml:lang="en">human traficking</skos:hiddenLabel>
<skos:scopeNote xml:lang="en">Not smuggling.</skos:scopeNote>
<skos:broader rdf:resource="http://metadata.un.org/thesaurus/1002"/>
<skos:related rdf:resource="http://elsewhere.example/9"/>
</skos:Concept>
<rdf:Description rdf:about="http://metadata.un.org/thesaurus/1002">
<xl:prefLabel><xl:Label><xl:literalForm xml:lang="en">crime</xl:literalForm>
</xl:Label></xl:prefLabel>
</rdf:Description>
<rdf:Description rdf:about="http://metadata.un.org/thesaurus"/>
<skos:Concept rdf:about="x#3"><skos:prefLabel>no language</skos:prefLabel></skos:Concept>
</rdf:RDF>"""


def test_concepts_become_entries(tmp_path: Path) -> None:
    path = tmp_path / "unbis.rdf"
    path.write_text(HEAD + BODY, encoding="utf-8")
    back = skos.read(path)
    assert back.glossary is not None
    traffic, crime = back.glossary.entries
    assert traffic.terms == (
        Term("en", "human trafficking", variants=("human traficking",), status=Status.PREFERRED),
        Term("fr", "traite des personnes", status=Status.PREFERRED),
        Term("en", "people trafficking", status=Status.ADMITTED),
    )
    assert (traffic.id, traffic.related, traffic.note) == ("1001", ("1002",), "Not smuggling.")
    assert traffic.source == "http://metadata.un.org/thesaurus/1001"
    assert crime.terms == (Term("en", "crime", status=Status.PREFERRED),)
    assert len(back.skipped) == 2
    with pytest.raises(InputError, match="a label without a language"):
        skos.read(path, strict=True)


def test_labels_may_be_resources_and_concepts_be_described_in_several_places(
    tmp_path: Path,
) -> None:
    path = tmp_path / "eurovoc.rdf"
    path.write_text(
        HEAD
        + """<skos:Concept rdf:about="http://eurovoc.europa.eu/2449">
<xl:prefLabel rdf:resource="http://eurovoc.europa.eu/l1"/>
<skos:prefLabel xml:lang="en">trade policy</skos:prefLabel>
<xl:altLabel rdf:resource="http://eurovoc.europa.eu/l2"/>
</skos:Concept>
<xl:Label rdf:about="http://eurovoc.europa.eu/l1">
<xl:literalForm xml:lang="en">trade policy</xl:literalForm></xl:Label>
<rdf:Description rdf:about="http://eurovoc.europa.eu/l2">
<xl:literalForm xml:lang="en">trade system</xl:literalForm></rdf:Description>
<rdf:Description rdf:about="http://eurovoc.europa.eu/2449">
<skos:prefLabel xml:lang="fr">politique commerciale</skos:prefLabel>
<skos:related rdf:resource="http://eurovoc.europa.eu/2449"/>
</rdf:Description>
</rdf:RDF>""",
        encoding="utf-8",
    )
    glossary = skos.read(path, strict=True).glossary
    assert glossary is not None
    (entry,) = glossary.entries
    assert [(term.lang, term.text, term.status.value) for term in entry.terms] == [
        ("en", "trade policy", "preferred"),
        ("fr", "politique commerciale", "preferred"),
        ("en", "trade system", "admitted"),
    ]


def test_a_concept_is_read_whole_wherever_the_file_is_cut_for_reading(tmp_path: Path) -> None:
    path = tmp_path / "large.rdf"
    label = "<xl:altLabel><xl:Label><xl:literalForm xml:lang='en'>{}</xl:literalForm></xl:Label>"
    labels = "".join(label.format(f"term {n}") + "</xl:altLabel>\n" for n in range(5_000))
    concept = '<skos:Concept rdf:about="a/{}">{}</skos:Concept>'
    path.write_text(
        HEAD + concept.format(1, labels) + concept.format(2, labels) + "</rdf:RDF>", "utf-8"
    )
    glossary = skos.read(path, strict=True).glossary
    assert glossary is not None
    assert [len(entry.terms) for entry in glossary.entries] == [5_000, 5_000]
