"""The page of figures, ``consistency.md``: its tables are renewed, its prose is written by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

PAGE = Path(__file__).with_name("consistency.md")

Table = dict[tuple[str, ...], dict[str, str]]
"""Cells by row and column; a row is called by its first cells."""


def renew(title: str, lines: Sequence[str], *, names: int = 1) -> None:
    """Put figures under a heading of the page, and today's date at its head.

    Rows and columns of the table that were not measured stay as they are.

    Args:
        title: The heading, without its marks.
        lines: A Markdown table, or a line in place of the first one under the heading.
        names: Cells at the beginning of a row that name it.
    """
    text = PAGE.read_text(encoding="utf-8")
    before, section, after = re.split(rf"(?<=## {title}\n\n)(.*?)(?=\n## |\Z)", text, flags=re.S)
    blocks = section.strip("\n").split("\n\n")
    at = next((i for i, block in enumerate(blocks) if block.startswith("|")), 0)
    if blocks[at].startswith("|"):
        old, new = _read(blocks[at].splitlines(), names), _read(lines, names)
        lines = _written({row: old.get(row, {}) | new.get(row, {}) for row in old | new})
    blocks[at] = "\n".join(lines)
    before = re.sub(r"^\d{4}-\d\d-\d\d", f"{datetime.now(UTC):%Y-%m-%d}", before, flags=re.M)
    PAGE.write_text(before + "\n\n".join(blocks) + "\n" + after, encoding="utf-8")


def _read(lines: Sequence[str], names: int) -> Table:
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]
    head = rows[0]
    return {tuple(row[:names]): dict(zip(head, row, strict=True)) for row in rows[2:]}


def _written(table: Table) -> list[str]:
    head = list(dict.fromkeys(column for row in table.values() for column in row))
    rows = [head, ["---"] * len(head), *([row.get(c, "–") for c in head] for row in table.values())]
    return [f"| {' | '.join(row)} |" for row in rows]
