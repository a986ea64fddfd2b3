"""One invented resolution in six languages, paragraph by paragraph, with its structure.

The numbering is that of each language's own house style; the normal form is the same for all.
"""

from __future__ import annotations

from pathlib import Path

STRUCTURE = (
    ("title", (), 0),
    ("adoption", (), 0),
    ("organ", (), 0),
    ("preambular", (), 0),
    ("preambular", (), 0),
    ("preambular", (), 0),
    ("operative", ("1",), 0),
    ("operative", ("2",), 0),
    ("item", ("2", "a"), 0),
    ("item", ("2", "b"), 0),
    ("item", ("2", "b", "i"), 0),
    ("item", ("2", "b", "ii"), 0),
    ("item", ("2", "c"), 0),
    ("operative", ("3",), 0),
    ("heading", (), 1),
    ("operative", ("1",), 1),
    ("operative", ("2",), 1),
)

LANGUAGES = ("fr", "en", "es", "ru", "ar", "zh")


def draft(lang: str) -> list[str]:
    """The paragraphs of the invented resolution."""
    folder = Path(__file__).parent / "invented"
    return (folder / f"{lang}.txt").read_text(encoding="utf-8").splitlines()
