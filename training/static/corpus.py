"""The text on which the static embedding is trained.

Read from a folder of development data (``ALIGNER_SHARED`` or ``../shared``), ``corpora`` in it:
``SOURCE.L1-L2.tsv.gz`` with one pair a line. Sources are listed with their licences; only those of
the families ``open`` are used, unless a measurement asks for the others.
"""

from __future__ import annotations

import gzip
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from training import SHARED

LANGUAGES = ("ar", "en", "es", "fr", "ru", "zh")

OPEN = {
    "canada-laws": "Open Government Licence - Canada",
    "cc-licences": "CC BY 4.0",
    "d365-docs": "CC BY 4.0",
    "dict-cc-cedict": "CC BY-SA 4.0",
    "dict-cfdict": "CC BY-SA 3.0",
    "dict-cldr": "Unicode",
    "dict-tico19": "CC0",
    "dict-wordnet": "WordNet, CC BY, CC BY-SA",
    "mozilla-legal": "CC BY-SA 3.0",
    "mozilla-www": "MPL 2.0",
    "nextstrain": "CC BY 4.0",
    "open-contracting": "Apache 2.0",
    "opensource-governance": "CC BY 4.0",
    "python-docs": "PSF",
    "php-docs": "CC BY 3.0",
    "quran": "CC BY-SA 4.0",
    "sdg-metadata": "MIT",
    "tatoeba": "CC BY 2.0 FR",
    "tatoeba-challenge-test": "CC BY 2.0 FR",
    "tico19": "CC0",
    "ud-pud": "CC BY-SA 3.0",
    "ud-pud-hant": "CC BY-SA 3.0",
    "vote-gov": "public domain",
    "web-docs": "MIT, CC BY 4.0",
    "xquad": "CC BY-SA 4.0",
}
"""Sources that are used, with their licences."""

RESTRICTED = {
    "dict-arabeyes": "GPL 2",
    "dict-freedict": "GPL 2",
    "gnome-docs": "GPL, CC BY-SA 3.0",
    "locale-civic": "AGPL, GPL, BSD, MIT",
    "locale-humanitarian": "AGPL, GPL, BSD, MIT, Apache, MPL",
    "mediawiki": "GPL, MIT",
    "newstest08-21": "research use",
    "wmt21-22-news": "research use",
    "wordpress": "GPL",
}
"""Sources that are left out: copyleft for programs, or research only."""

LEFT_OUT = ("alignment", "ocr", "terms")
"""Folders of ``bench``; whatever stands in one of their files is not trained on."""

NEAR = {"sdg-metadata"}
"""Sources about the subject of a benchmark; they quote its units inside longer texts."""


@dataclass(frozen=True, slots=True)
class OpenSource:
    """The pairs of one source in one pair of languages, in their order in the text.

    Attributes:
        name: Name of the source.
        languages: The two languages.
        pairs: Texts of either language.
        removed: Number of pairs left out because a side stands in a benchmark.
    """

    name: str
    languages: tuple[str, str]
    pairs: list[tuple[str, str]]
    removed: int

    @property
    def is_dictionary(self) -> bool:
        """Whether the pairs are headwords rather than text."""
        return self.name.startswith("dict-")


def sources(names: set[str]) -> Iterator[OpenSource]:
    """All files of the named sources, without what stands in a benchmark."""
    known = Benchmarks()
    for path in sorted((SHARED / "corpora").glob("*.tsv.gz")):
        name, pair, *_ = path.name.split(".")
        if name not in names:
            continue
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as lines:
            rows = [tuple(line.rstrip("\n").split("\t")) for line in lines]
        pairs = [(row[0], row[1]) for row in rows if len(row) == 2 and all(row)]
        kept = [(a, b) for a, b in pairs if not (known.holds(a, name) or known.holds(b, name))]
        one, other = pair.split("-")
        yield OpenSource(name, (one, other), kept, len(pairs) - len(kept))


class Benchmarks:
    """The units of the benchmarks that are long enough to be told from common phrases."""

    def __init__(self) -> None:
        lines: set[str] = set()
        for folder in LEFT_OUT:
            for path in (SHARED / "bench" / folder).rglob("*"):
                if path.suffix in {".txt", *(f".{lang}" for lang in LANGUAGES)}:
                    lines.update(map(plain, path.read_text(encoding="utf-8").splitlines()))
        self._units = {line for line in lines if len(line) >= _least(line)}
        self._beginnings: dict[str, list[str]] = {}
        for unit in self._units:
            self._beginnings.setdefault(unit[: _least(unit)], []).append(unit)

    def holds(self, text: str, source: str) -> bool:
        """Whether a text is a unit of a benchmark or, in a near source, has one in it."""
        reduced = plain(text)
        if reduced in self._units:
            return True
        return source in NEAR and any(
            reduced.startswith(unit, i)
            for i in range(len(reduced))
            for least in (12, 25)
            for unit in self._beginnings.get(reduced[i : i + least], ())
        )


def plain(text: str) -> str:
    """A text reduced to its letters and digits, for finding it again in spite of punctuation."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def _least(text: str) -> int:
    """Number of letters from which a text counts as a unit of its own."""
    return 12 if any("\u4e00" <= c <= "\u9fff" for c in text) else 25
