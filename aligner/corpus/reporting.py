"""What an archive is like as a whole: how sure, what is missing, what to look at first, its terms.

Figures come from the tables, so they are those of the last run. Confidences are judged as they are
shown, in hundredths.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from aligner.corpus import history, merging, standing, tables
from aligner.corpus.archive import Archive
from aligner.corpus.history import History
from aligner.errors import InputError
from aligner.model.progress import Progress

BINS = 20
"""Bars of the histogram of confidence."""
LISTED = 40
"""Documents that a list shows."""
_SMALL = 5
"""Rows that are added to those of a document, so that one bad row of three is not the worst."""


@dataclass(frozen=True, slots=True)
class LanguageShare:
    """How far a language is there.

    Attributes:
        lang: BCP 47 code.
        documents: Documents that are done and have it.
        missing: Documents that are done, or are to be, in others and lack it.
        rows: Rows of the documents that have it.
        nulls: Those of them in which it has no counterpart.
    """

    lang: str
    documents: int
    missing: int
    rows: int
    nulls: int


@dataclass(frozen=True, slots=True)
class Suspect:
    """A document that a person had better look at.

    Attributes:
        document: Symbol or name.
        rows: How many it has.
        uncertain: How many of them are uncertain.
        nulls: In how many a language has no counterpart.
        crossing: How many lie in another order.
        confidence: Mean by length, 0 to 1.
        notes: What was noted when it was done.
    """

    document: str
    rows: int
    uncertain: int
    nulls: int
    crossing: int
    confidence: float
    notes: tuple[str, ...]

    @property
    def weight(self) -> float:
        """What part of it is to be looked at, 0 to 1; less where it is short."""
        return min(self.uncertain + self.nulls, self.rows) / (self.rows + _SMALL)


@dataclass(frozen=True, slots=True)
class Report:
    """An archive as a whole.

    Attributes:
        name: Of its folder.
        sentence: How far it is done.
        documents: Documents that are done.
        years: First and last year of them; None where none is known.
        histogram: Rows by confidence, in :data:`BINS` equal parts of 0 to 1.
        sure: Rows that are sure.
        uncertain: Rows that are uncertain.
        nulls: Rows in which a language of their document has no counterpart.
        crossing: Rows in another order than the pivot.
        languages: How far each is there, the pivot first.
        lacking: Documents that lack languages of the archive, with those; the first ones.
        suspects: What to look at first, the worst first.
        aside: Documents that are set aside, with reasons.
        unused: Files that are not used, with reasons.
        terms: The terms over the years.
    """

    name: str
    sentence: str
    documents: int
    years: tuple[int, int] | None
    histogram: tuple[int, ...]
    sure: int
    uncertain: int
    nulls: int
    crossing: int
    languages: tuple[LanguageShare, ...]
    lacking: tuple[tuple[str, tuple[str, ...]], ...]
    suspects: tuple[Suspect, ...]
    aside: tuple[tuple[str, str], ...]
    unused: tuple[tuple[str, str], ...]
    terms: History

    @property
    def rows(self) -> int:
        """All rows."""
        return sum(self.histogram)


def of(archive: Archive, progress: Progress = lambda what, share: None) -> Report:
    """Read an archive as a whole.

    Raises:
        InputError: Nothing is done yet, or a table is damaged.
    """
    path = archive.tables / "documents.parquet"
    if not path.is_file():
        raise InputError(f"{archive.folder}: nothing is done yet; aligner corpus run first")
    documents = [line for batch in tables.lines(path) for line in batch]
    done = [line for line in documents if line["state"] == "done"]
    progress("reading rows", 0.0)
    histogram = _histogram(archive)
    langs = merging.pivot_and_others(archive)
    progress("reading terms", 0.3)
    terms = history.of(archive, langs)
    stands = standing.of(archive)
    years = [line["year"] for line in done if line["year"]]
    suspects = sorted(map(_suspect, done), key=lambda s: (-s.weight, s.confidence, s.document))
    lacking = [
        (str(line["document"]), tuple(lang for lang in langs if lang not in line["languages"]))
        for line in documents
    ]
    return Report(
        name=archive.folder.absolute().name,
        sentence=stands.sentence,
        documents=len(done),
        years=(min(years), max(years)) if years else None,
        histogram=histogram,
        sure=sum(line["sure"] for line in done),
        uncertain=sum(line["uncertain"] for line in done),
        nulls=sum(line["nulls"] for line in done),
        crossing=sum(line["crossing"] for line in done),
        languages=tuple(_languages(archive, langs, documents)),
        lacking=tuple((name, missing) for name, missing in lacking if missing),
        suspects=tuple(s for s in suspects if s.weight or s.notes)[:LISTED],
        aside=stands.aside,
        unused=stands.unused,
        terms=terms,
    )


def _histogram(archive: Archive) -> tuple[int, ...]:
    counts = [0] * BINS
    for batch in tables.batches(archive, "rows", ["confidence"]):
        for line in batch:
            hundredths = round(100 * line["confidence"])
            counts[min(hundredths * BINS // 100, BINS - 1)] += 1
    return tuple(counts)


def _suspect(line: Mapping[str, Any]) -> Suspect:
    return Suspect(
        line["document"], line["rows"], line["uncertain"], line["nulls"], line["crossing"],
        line["confidence"] or 0.0, tuple(line["notes"] or ()),
    )  # fmt: skip


def _languages(
    archive: Archive, langs: Sequence[str], documents: Sequence[Mapping[str, Any]]
) -> Iterator[LanguageShare]:
    empty = _empty_cells(archive)
    done = [line for line in documents if line["state"] == "done"]
    all_rows = sum(line["rows"] for line in done)
    for lang in langs:
        having = [line for line in done if lang in line["languages"]]
        rows = sum(line["rows"] for line in having)
        yield LanguageShare(
            lang=lang,
            documents=len(having),
            missing=sum(lang not in line["languages"] for line in documents),
            rows=rows,
            nulls=empty[lang] - (all_rows - rows),
        )


def _empty_cells(archive: Archive) -> Counter[str]:
    """Rows without a text, by language: what the files say of themselves, no text is read."""
    import pyarrow.parquet as pq

    found: Counter[str] = Counter()
    for path in tables.paths(archive, "rows"):
        told = pq.read_metadata(path)
        for group in range(told.num_row_groups):
            for column in map(told.row_group(group).column, range(told.num_columns)):
                if column.is_stats_set and column.statistics.has_null_count:
                    found[column.path_in_schema] += column.statistics.null_count
    return found
