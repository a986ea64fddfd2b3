"""Gold folders are read with the right file as the source."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from aligner.alignment.gold import read_gold
from aligner.errors import InputError


def lay(
    folder: Path, name: str, en: int, fr: int, beads: list[tuple[list[int], list[int]]]
) -> None:
    (folder / f"{name}.en").write_text("\n".join(f"en {i}" for i in range(en)) + "\n", "utf-8")
    (folder / f"{name}.fr").write_text("\n".join(f"fr {i}" for i in range(fr)) + "\n", "utf-8")
    lines = (json.dumps({"src": src, "tgt": tgt}) for src, tgt in beads)
    (folder / f"{name}.gold.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


def test_numbers_of_units_tell_which_side_is_the_source(tmp_path: Path) -> None:
    lay(tmp_path, "a", 2, 1, [([0, 1], [0])])
    [gold] = read_gold(tmp_path)
    assert (gold.src_lang, gold.src, gold.tgt) == ("en", ("en 0", "en 1"), ("fr 0",))


def test_where_both_orders_fit_the_other_documents_tell(tmp_path: Path) -> None:
    lay(tmp_path, "a", 2, 2, [([0], [0]), ([1], [1])])
    lay(tmp_path, "b", 2, 1, [([0, 1], [0])])
    assert [gold.src_lang for gold in read_gold(tmp_path)] == ["en", "en"]


def test_where_nothing_tells_french_is_the_source(tmp_path: Path) -> None:
    lay(tmp_path, "a", 1, 1, [([0], [0])])
    assert [gold.src_lang for gold in read_gold(tmp_path)] == ["fr"]


def test_beads_that_do_not_fit_are_refused(tmp_path: Path) -> None:
    lay(tmp_path, "a", 3, 1, [([0, 1], [0])])
    with pytest.raises(InputError, match="do not fit"):
        list(read_gold(tmp_path))
