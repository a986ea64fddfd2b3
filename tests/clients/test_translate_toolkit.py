"""translate-toolkit, and with it Weblate and Pootle: it reads our TMX and our TBX v2."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree

from tests.clients.conftest import TEXTS
from tests.formats.examples import GLOSSARY

pytestmark = pytest.mark.usefixtures("translate_toolkit")
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def test_every_unit_of_the_memory_is_read(memory: Path) -> None:
    from translate.storage import factory

    store = factory.getobject(str(memory))
    assert len(store.units) == len(TEXTS["fr"])
    for unit, *texts in zip(store.units, *TEXTS.values(), strict=True):
        nodes = {node.get(XML_LANG): unit.getNodeText(node) for node in unit.getlanguageNodes()}
        assert nodes == dict(zip(TEXTS, texts, strict=True))


def test_a_memory_that_it_saves_again_is_the_same(memory: Path) -> None:
    from translate.storage import factory

    again = etree.fromstring(bytes(factory.getobject(str(memory))))
    segments = [seg.text for seg in etree.parse(memory).iter("seg")]
    assert [seg.text for seg in again.iter("seg")] == segments


def test_the_terms_of_v2_are_read(termbases: dict[str, Path]) -> None:
    from translate.storage import factory

    store = factory.getobject(str(termbases["tbx-basic-v2"]))
    store.setsourcelanguage("fr")
    store.settargetlanguage("en")
    found = {(unit.source, unit.target) for unit in store.units}
    assert found == {
        (entry.term("fr").text, entry.term("en").text)  # type: ignore[union-attr]
        for entry in GLOSSARY.entries
    }
