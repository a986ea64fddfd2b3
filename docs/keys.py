"""Writes the tables of keys in ``docs/reviewing.md`` from the keys themselves.

python docs/keys.py
"""

from __future__ import annotations

from pathlib import Path

from aligner.review.concept_keys import CONCEPTS
from aligner.review.row_keys import ROWS

PAGE = Path(__file__).with_name("reviewing.md")


def written(page: str) -> str:
    """The page with its tables of keys as they should be."""
    for name, table in (("Review", ROWS.table()), ("Terms", CONCEPTS.table())):
        start, end = f"<!-- keys of {name} -->\n", "<!-- end -->"
        before, _, rest = page.partition(start)
        page = f"{before}{start}{table}\n{end}{rest.partition(end)[2]}"
    return page


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
