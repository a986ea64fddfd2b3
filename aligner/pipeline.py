"""The whole journey, from files to files."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from aligner import alignment, reading, signature, terminology
from aligner.errors import OutputError, UsageError
from aligner.languages import language
from aligner.model import Actor, Document, Event, Project
from aligner.model.progress import Progress
from aligner.model.thresholds import WORTH_A_LOOK
from aligner.terminology.tagging import tagger

if TYPE_CHECKING:
    from aligner.store import Saved, Store


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run made and where it lies.

    Attributes:
        project: As it stands in the database, what was decided before among it.
        files: What was written.
        database: URL of the database.
        saved: What became of the document there.
        least: Score of the terms in the files.
    """

    project: Project
    files: tuple[Path, ...]
    database: str
    saved: Saved
    least: float = 0.0


def run(
    files: Sequence[Path | str],
    *,
    pivot: str | None = None,
    langs: Mapping[Path, str] = MappingProxyType({}),
    out: Path | str = Path("out"),
    db: str | None = None,
    similarity: str = "auto",
    name: str = "",
    same: bool = False,
    least: float = WORTH_A_LOOK,
    segments: str = "paragraph",
    source_locked: bool = False,
    progress: Progress = lambda what, share: None,
) -> Outcome:
    """Read, align, extract terms, save and write.

    Where the database has a document of that name, these files are a new version of it: languages
    of which no file is given stay as they are, and so does all that was decided of what did not
    change.

    Args:
        files: One file a language.
        pivot: Language to which the others are aligned; without it that of the last run, or French,
            or else that of the first file.
        langs: Languages of files, where neither the path nor the text tells the right one.
        out: Folder for the results; made if it is not there.
        db: Database URL; by default a SQLite file in ``out``.
        similarity: Name of a similarity provider.
        name: What the document is called; by default as the files are.
        same: It is the document of that name, however little the two share.
        least: Score below which terms that nobody decided on are in the database only.
        segments: How rows are cut in TMX, XLSX and CSV: ``paragraph``, ``sentence`` or ``clause``.
        source_locked: Of the source, sentences are never joined.
        progress: Told as the work goes on.

    Raises:
        AlignerError: A file, a language or the folder cannot be used, or the name is that of
            another document; nothing is left half-written.
    """
    from aligner import exports, store

    if isinstance(files, str | Path):
        raise UsageError(f"run takes a list of files; write run([{str(files)!r}, ...])")
    exports.require_segments(segments)
    out = Path(out)
    _check_folder(out)
    url = db or f"sqlite:///{out / 'aligner.db'}"
    store.reach(url)
    documents = []
    for done, file in enumerate(map(Path, files)):
        progress(f"reading {file.name}", done / len(files))
        document = reading.read(file, langs.get(file), progress=progress)
        documents.append(replace(document, name=name or document.name))
    project = renewed(
        url, documents, pivot=pivot, same=same, similarity=similarity, progress=progress
    )
    progress("writing", 0.0)
    with store.connect(url) as database:
        saved = keep(database, project, same=same)
        made = exports.write_run(
            database, saved.project_id, out,
            least=least, segments=segments, source_locked=source_locked,
        )  # fmt: skip
        return Outcome(database.load(saved.project_id), made, url, saved, least)


def renewed(
    url: str,
    documents: Sequence[Document],
    *,
    pivot: str | None = None,
    same: bool = False,
    similarity: str = "auto",
    progress: Progress = lambda what, share: None,
) -> Project:
    """Align documents, with the further languages that the database has of the one of their name.

    Args:
        url: The database; it need not be there yet.
        documents: One for each language that is given.
        pivot: Language to which the others are aligned; without it that of the document there.
        same: It is the document of that name, however little the two share.
        similarity: Name of a similarity provider.
        progress: Told as the work goes on.

    Raises:
        StoreError: The name is that of another document.
        UsageError: As :func:`assemble`.
    """
    from aligner import store

    if store.exists(url):
        with store.connect(url) as database:
            documents, pivot = _together(database, documents, pivot=pivot, same=same)
    return assemble(documents, pivot=pivot, similarity=similarity, progress=progress)


def keep(
    database: Store,
    project: Project,
    actor: Actor | None = None,
    *,
    same: bool = False,
    progress: Progress = lambda what, share: None,
) -> Saved:
    """Save a project whole, so that a search finds every form of its words.

    Args:
        database: The open database.
        project: What was made.
        actor: Who asked for it; the machine itself where nobody is named.
        same: It is a version of the document of that name, however little they share.
        progress: Told as the work goes on.

    Raises:
        Forbidden: The role does not allow it.
        StoreError: The name is that of another document, or the database cannot be written.
    """
    saved = database.save(project, actor, same=same)
    progress("reading the forms of words", 1.0)
    database.lemmatise(saved.project_id)
    return saved


def _together(
    database: Store, documents: Sequence[Document], *, pivot: str | None = None, same: bool = False
) -> tuple[list[Document], str | None]:
    """Documents with what the database has of the document of their name in further languages.

    Args:
        database: The open database.
        documents: One for each language that is given.
        pivot: Language to which the others are aligned.
        same: It is the document of that name, however little the two share.

    Returns:
        The documents, and the pivot: the one that was given, or that of the document there.

    Raises:
        StoreError: The name is that of another document.
    """
    given = {document.lang: document for document in documents}
    if not given:
        return [], pivot
    first = given.get(pivot or "fr", documents[0])
    found = database.named(first.name)
    if found is None:
        return list(documents), pivot
    if not same:
        database.require_alike(found.id, given)
    there = database.documents(found.id, as_read=True)
    more = [document for lang, document in there.items() if lang not in given]
    return [*documents, *more], pivot or found.pivot


def assemble(
    documents: Sequence[Document],
    *,
    pivot: str | None = None,
    similarity: str = "auto",
    progress: Progress = lambda what, share: None,
) -> Project:
    """Align documents over a pivot and extract their terms.

    Args:
        documents: One a language.
        pivot: Language to which the others are aligned; without it French, or else the first.
        similarity: Name of a similarity provider.
        progress: Told as the work goes on.

    Raises:
        UsageError: Two documents are in one language, there is only one, or none is in the pivot.
    """
    ordered = _by_language(documents, pivot)
    source, *others = ordered
    bitexts = []
    for other in others:
        stage = f"aligning {source.lang}-{other.lang}"
        progress(stage, 0.0)
        bitexts.append(
            alignment.align(
                source,
                other,
                similarity,
                progress=lambda done, total, stage=stage: progress(stage, done / total),  # type: ignore[misc]
            )
        )
    direct = partial(alignment.align, similarity=similarity, sentences=False)
    rows = alignment.mend(alignment.join(bitexts, direct))
    versions = rows.documents
    bitexts = [replace(b, src=versions[b.src.lang], tgt=versions[b.tgt.lang]) for b in bitexts]
    progress("extracting terms", 0.0)
    glossary = terminology.extract_terms(bitexts)
    made = signature.joined(
        [rows.signature],
        pivot=source.lang,
        taggers=", ".join(tagger(lang).name for lang in rows.documents),
    )
    return Project(source.name, replace(rows, signature=made), tuple(bitexts), glossary)


def realign(
    database: Store,
    project_id: int,
    actor: Actor,
    *,
    similarity: str = "auto",
    progress: Progress = lambda what, share: None,
) -> Event | None:
    """Align the pending rows of a project anew, between the rows that a person decided on.

    Args:
        database: The open database.
        project_id: The project.
        actor: Who asks for it.
        similarity: Name of a similarity provider.
        progress: Told as the work goes on.

    Returns:
        The event, which can be undone; None where every row came out as it was.

    Raises:
        Conflict: Somebody changed one of the rows in the meantime; nothing was written.
        Forbidden: The role does not allow it.
    """
    stretches = database.pending(project_id)
    anew = []
    for done, stretch in enumerate(stretches):
        progress("aligning", done / len(stretches))
        source, *others = stretch.documents.values()
        bitexts = []
        for i, other in enumerate(others):
            begun = (done + i / len(others)) / len(stretches)
            width = 1 / (len(others) * len(stretches))
            bitexts.append(
                alignment.align(
                    source,
                    other,
                    similarity,
                    progress=lambda now, of, begun=begun, width=width: progress(  # type: ignore[misc]
                        "aligning", begun + width * now / max(1, of)
                    ),
                )
            )
        direct = partial(alignment.align, similarity=similarity, sentences=False)
        anew.append((stretch, alignment.join(bitexts, direct)))
    return database.renew(project_id, anew, actor)


def _by_language(documents: Sequence[Document], pivot: str | None) -> list[Document]:
    """The documents, the pivot first."""
    found: dict[str, Document] = {}
    for document in documents:
        if twin := found.get(document.lang):
            raise UsageError(
                f"{twin.source} and {document.source} are both in "
                f"{language(document.lang).name}; give one file for each language"
            )
        found[document.lang] = document
    if len(found) < 2:
        raise UsageError(
            f"{documents[0].source if documents else 'no file'}: one language only; "
            "give the same document in two languages or more"
        )
    if pivot is None:
        pivot = "fr" if "fr" in found else next(iter(found))
    if pivot not in found:
        raise UsageError(
            f"no file is in the pivot language {pivot}; choose --pivot from {', '.join(found)}"
        )
    return [found.pop(pivot), *found.values()]


def _check_folder(out: Path) -> None:
    """Fail before the work rather than after it."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=out):
            pass
    except OSError as error:
        raise OutputError(
            f"{out}: cannot write there ({error.strerror}); choose another folder with -o"
        ) from error
