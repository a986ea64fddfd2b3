"""Termbases as MultiTerm exports them in XML."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from aligner.errors import InputError
from aligner.formats import factory
from aligner.model import Status

FILE = """<?xml version="1.0" encoding="UTF-16"?>
<mtf>
  <conceptGrp>
    <concept>12</concept>
    <system type="entryClass">1</system>
    <transacGrp>
      <transac type="origination">ana</transac><date>2019-03-04T10:00:00</date>
    </transacGrp>
    <transacGrp>
      <transac type="modification">li</transac><date>2021-06-07T08:30:00</date>
    </transacGrp>
    <descripGrp><descrip type="Subject">law of the sea</descrip></descripGrp>
    <descripGrp><descrip type="Client">A</descrip></descripGrp>
    <languageGrp>
      <language type="English" lang="EN-GB"/>
      <descripGrp><descrip type="Definition">waters outside any jurisdiction
        <xref Tlink="x">see</xref></descrip>
        <descripGrp><descrip type="Source">Convention, art. 86</descrip></descripGrp>
      </descripGrp>
      <termGrp>
        <term>high seas</term>
        <descripGrp><descrip type="Status">preferred</descrip></descripGrp>
        <descripGrp><descrip type="Forbidden">No</descrip></descripGrp>
        <descripGrp><descrip type="Context">Freedom of the high seas.</descrip></descripGrp>
      </termGrp>
      <termGrp>
        <term>open sea</term>
        <descripGrp><descrip type="Forbidden">Yes</descrip></descripGrp>
        <descripGrp><descrip type="Note">only in old texts</descrip></descripGrp>
      </termGrp>
    </languageGrp>
    <languageGrp>
      <language type="French"/>
      <termGrp><term>haute mer</term></termGrp>
    </languageGrp>
  </conceptGrp>
  <conceptGrp><concept>13</concept></conceptGrp>
</mtf>
"""


def written(folder: Path) -> Path:
    path = folder / "sea.xml"
    path.write_bytes(FILE.encode("utf-16"))
    return path


def test_a_concept_comes_with_all_that_has_a_place(tmp_path: Path) -> None:
    read = factory.read(written(tmp_path))
    assert read.glossary is not None
    assert read.glossary.languages == ("en-GB", "fr")
    (entry,) = read.glossary.entries
    assert [(term.lang, term.text, term.status) for term in entry.terms] == [
        ("en-GB", "high seas", Status.PREFERRED),
        ("en-GB", "open sea", Status.FORBIDDEN),
        ("fr", "haute mer", Status.CANDIDATE),
    ]
    assert (entry.id, entry.domain, entry.status) == ("12", "law of the sea", Status.APPROVED)
    assert entry.definition.startswith("waters outside any jurisdiction")
    assert (entry.source, entry.note) == (
        "Convention, art. 86",
        "en-GB, open sea: only in old texts",
    )
    assert entry.contexts[0].terms == {"en-GB": "high seas"}
    assert (entry.creator, entry.changer) == ("ana", "li")
    assert entry.created == datetime(2019, 3, 4, 10, tzinfo=UTC)


def test_what_has_no_place_is_told(tmp_path: Path) -> None:
    read = factory.read(written(tmp_path))
    assert read.notes == ("not kept: field Client (1)",)
    assert [skipped.reason for skipped in read.skipped] == ["concept 13 has no term"]
    with pytest.raises(InputError, match="field Client cannot be kept; read without --strict"):
        factory.read(written(tmp_path), strict=True)
