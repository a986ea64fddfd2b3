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
    assert back.notes == ("language FR read as fr",)
    assert len(back.skipped) == 2
    with pytest.raises(InputError, match="a label without a language"):
        skos.read(path, strict=True)
