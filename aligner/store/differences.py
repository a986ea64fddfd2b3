"""What a new version of a document changed, as a person is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from aligner.model import Document, Status
from aligner.store.rereading import Cells, Readings
from aligner.store.row_states import RowState

_WORDS = 60
"""Characters by which a row is known."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A row of the new version whose words are others, or one that is there no more.

    Attributes:
        row: Its id, the same as before where it is still there.
        where: Its label as one cites it, or else its number.
        words: How it begins.
        langs: The languages in which its words are others.
        was: What had been decided of it; a candidate where nobody had.
        edited: Languages whose words a person had written anew and that now read as in the file.
        gone: True where no row is left of it.
    """

    row: int
    where: str
    words: str
    langs: tuple[str, ...] = ()
    was: Status = Status.CANDIDATE
    edited: tuple[str, ...] = ()
    gone: bool = False

    @property
    def sentence(self) -> str:
        """The same in words, on one line."""
        had = [] if self.was == Status.CANDIDATE else [f"was {self.was}"]
        had += [f"was edited in {', '.join(self.edited)}"] if self.edited else []
        what = "gone" if self.gone else f"pending in {', '.join(self.langs) or 'its new place'}"
        before = f" ({', '.join(had)})" if had else ""
        return f"{self.where}: {what}{before}: {self.words}"


@dataclass(frozen=True, slots=True)
class Renewal:
    """What a run changed of a document that was there.

    Attributes:
        version: Its number from now on.
        kept_as: Id under which the version before can be looked at; None where the words are the
            same as before.
        counts: Paragraphs that read differently, are new, and are gone, by language.
        joined: Languages that it did not have.
        differences: Its rows with other words, and those that are gone.
    """

    version: int
    kept_as: int | None = None
    counts: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)
    joined: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def reopened(self) -> tuple[Difference, ...]:
        """Rows on which a person had decided, or had written anew."""
        return tuple(d for d in self.differences if d.was != Status.CANDIDATE or d.edited)

    @property
    def sentence(self) -> str:
        """The same in words, on one line; empty where nothing changed."""
        said = []
        for lang, counts in self.counts.items():
            words = zip(counts, ("changed", "new", "gone"), strict=True)
            if told := [f"{count:,} {word}" for count, word in words if count]:
                said.append(f"{lang}: {', '.join(told)}")
        said += [f"{lang} joined" for lang in self.joined]
        if not said:
            return ""
        if self.reopened:
            said.append(f"{len(self.reopened):,} decided before are to be decided again")
        if self.kept_as is not None:
            said.append(f"version {self.version - 1} is kept as project {self.kept_as}")
        return f"version {self.version}: {'; '.join(said)}"


def counted(readings: Readings) -> Mapping[str, tuple[int, int, int]]:
    """Paragraphs that changed, came and went, by language; languages without any are absent."""
    found = {lang: reading.counts for lang, reading in readings.items()}
    return {lang: of for lang, of in found.items() if any(of)}


def fresh(cells: Cells, readings: Readings) -> tuple[str, ...]:
    """The languages in which a cell has words that were not there before."""
    return tuple(
        lang
        for lang, pieces in cells.items()
        if lang in readings and any(piece[0] in readings[lang].fresh for piece in pieces)
    )


def gone(row: RowState, readings: Readings) -> Difference:
    """A row of which nothing is left."""
    documents = {lang: reading.old for lang, reading in readings.items()}
    label, words = known_by(row.cells, documents)
    where = label or f"row {row.position + 1} before"
    return Difference(row.id, where, words, was=row.status, edited=tuple(row.edits), gone=True)


def known_by(cells: Cells, documents: Mapping[str, Document]) -> tuple[str, str]:
    """The label of a row as one cites it, and how its first text begins."""
    read = [
        documents[lang].paragraphs[piece[0]] for lang in documents for piece in cells.get(lang, ())
    ]
    label = next((paragraph.path for paragraph in read if paragraph.path), "")
    words = read[0].body if read else ""
    if len(words) > _WORDS:
        cut = words[:_WORDS]
        words = f"{cut[: cut.rfind(' ')] if ' ' in cut else cut}…"
    return label, words
