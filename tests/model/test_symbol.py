"""Document symbols, however they are written."""

from __future__ import annotations

import pytest

from aligner.model.symbol import in_text, nearest, normalised


@pytest.mark.parametrize(
    ("written", "symbol", "organ", "year"),
    [
        ("S-RES-1999-2011", "S/RES/1999(2011)", "S", 2011),
        ("S/RES/1999 (2011)", "S/RES/1999(2011)", "S", 2011),
        ("a_66_100_corr1", "A/66/100/Corr.1", "A", 2011),
        ("A-C.5-66-L.9-Rev.2", "A/C.5/66/L.9/Rev.2", "A", 2011),
        ("E-CN.4-1999-12-add-3", "E/CN.4/1999/12/Add.3", "E", 1999),
        ("A/HRC/31/60", "A/HRC/31/60", "A", None),
        ("S-PRST-2004-11", "S/PRST/2004/11", "S", 2004),
    ],
)
def test_a_symbol_has_one_form(written: str, symbol: str, organ: str, year: int | None) -> None:
    found = normalised(written)
    assert found and (found.text, found.organ, found.year) == (symbol, organ, year)
    assert normalised(symbol) == found


@pytest.mark.parametrize("name", ["annual report", "a-b-c", "SOR-99-12", "fr", "", "A-7", "x/y/1"])
def test_other_names_are_no_symbols(name: str) -> None:
    assert normalised(name) is None


def test_symbols_in_a_text_are_found_and_addresses_are_not() -> None:
    text = "A/66/100, S/RES/1999 (2011) et E/2011/5/Add.1; https://a.org/S/2011/1, and/or 24/7"
    assert [s.text for s in in_text(text)] == ["A/66/100", "S/RES/1999(2011)", "E/2011/5/Add.1"]


def test_what_was_meant() -> None:
    assert nearest("SRES/1999 (2011)") == "S/RES/1999(2011)"
    assert nearest("A/66/10", ["A/66/100", "S/2011/1"]) == "A/66/100"
    assert nearest("nothing like it") == ""
