"""One document: read, aligned, its terms found, in a process of its own under limits.

A worker keeps everything loaded in one process that only forks; each document is done in a fork of
it, so that a document that takes all the time or memory there is ends alone, and what it leaks ends
with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from aligner import compiling, confinement
from aligner.alignment import relatedness
from aligner.confinement import Limits
from aligner.corpus import results
from aligner.corpus.archive import Archive, Item, usual_pivot
from aligner.corpus.finding import symbol_of
from aligner.errors import AlignerError, Exceeded, InputError
from aligner.formats.files import aside
from aligner.model import Document

TRIES = 2
"""Times that a document is tried before it is set aside."""


@dataclass(frozen=True, slots=True)
class Order:
    """What every document of a run is done with.

    Attributes:
        archive: Folder of the archive.
        seconds: Processor time that a document may take.
        memory_mb: Memory that it may take beside what is loaded for all.
        pivot: Language that the others are aligned to; French, or else the first, where None.
    """

    archive: Path
    seconds: float = 600.0
    memory_mb: float = 3_000.0
    pivot: str | None = None


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a document.

    Attributes:
        document: Its id.
        paragraphs: Of all its versions.
        reason: Why it was set aside; empty where it was done.
    """

    document: str
    paragraphs: int = 0
    reason: str = ""


def work(order: Order, item: Item) -> Done:
    """Do a document, unless that was done already, and lay its result into the archive.

    Raises:
        OutputError: The archive cannot be written to.
    """
    archive = Archive(order.archive)
    target = archive.result(item.key)
    if target.exists():
        return Done(item.id)
    reason = ""
    for _ in range(TRIES):
        try:
            content, paragraphs = confinement.run(
                partial(packed, item, order.pivot),
                file=Path(item.id),
                prepare=partial(warm, item.languages),
                limits=Limits(order.seconds, 1.0, order.seconds, order.memory_mb),
            )
        except Exceeded as error:
            reason = f"{error.what}; corpus run --seconds and --memory-mb allow more"
        except AlignerError as error:
            reason = str(error).removeprefix(f"{Path(item.id)}: ")
        except RuntimeError as error:  # a fault of ours ends this document only
            reason = f"a fault of the tool itself: {' '.join(str(error).split())[:300]}"
        else:
            with aside(target) as part:
                part.write_bytes(content)
            return Done(item.id, paragraphs)
    archive.set_aside(item, reason, TRIES)
    return Done(item.id, reason=reason)


def packed(item: Item, pivot: str | None = None) -> tuple[bytes, int]:
    """A document done: the bytes of its :class:`~aligner.corpus.results.Result`.

    A version that cannot be read, or that is no translation of the pivot, is left out where two
    others remain, and a note says so.

    Args:
        item: The document.
        pivot: Language that the others are aligned to; French, English or else the first, where
            the document is not in it.

    Returns:
        The bytes, and how many paragraphs all versions have.

    Raises:
        InputError: Fewer than two versions are left; with the reasons.
    """
    from aligner import pipeline

    compiling.keep_nothing()
    versions, notes = _read(item)
    while len(versions) > 1:
        first = pivot if pivot in versions else usual_pivot(versions)
        project = pipeline.assemble(list(versions.values()), pivot=first)
        strangers = [b for b in project.bitexts if relatedness.warning(b)]
        if not strangers:
            kept = results.of(project, item.id, notes)
            return kept.packed(), sum(kept.paragraphs.values())
        for bitext in strangers:
            del versions[bitext.tgt.lang]
            notes.append(f"{bitext.tgt.lang} does not look like a translation of {first}")
    raise InputError("; ".join(notes) or "one version only")


def _read(item: Item) -> tuple[dict[str, Document], list[str]]:
    """The versions by language, and what a person should know of them."""
    from aligner import reading

    versions, notes = {}, []
    for file in item.files:
        try:
            version = reading.read(file.file, file.lang, name=item.id, confined=False)
        except InputError as error:
            notes.append(f"{file.lang} is left out: {error}")
            continue
        if version.sha256 != file.sha256:
            notes.append(f"{file.lang} is left out: changed since it was added; add it again")
            continue
        versions[file.lang] = version
        head = symbol_of([*version.furniture[:5], *(p.text for p in version.paragraphs)])
        if item.symbol and head and head.text != item.symbol:
            notes.append(f"{file.lang}: the text says {head} at its head")
    return versions, notes


@cache
def warm(languages: Sequence[str]) -> None:
    """Load and compile all that documents in some languages need, by doing a small one.

    What is compiled in a fork is lost with it, so the small one has two lines that others have in
    one, which have to be compared in their order.
    """
    from aligner import pipeline
    from aligner.reading import detection, docx, html, layout, ocr, pdf, structure  # noqa: F401
    from aligner.reading.ocr import repair_model
    from aligner.similarity import encoder

    detection.prepare()
    for lang in languages:
        repair_model.load(lang)
    encoder.load().unpack()
    if len(languages) > 1:
        joined = [*_LINES[:4], " ".join(_LINES[4:6]), *_LINES[6:]]
        lines = [_LINES, *[joined] * (len(languages) - 1)]
        texts = zip(languages, lines, strict=True)
        pipeline.assemble([Document.of_lines("warm", lang, said) for lang, said in texts])


_LINES = [
    f"{n}. The Council of {n} States met in Geneva; report {n} was adopted." for n in range(9)
]
