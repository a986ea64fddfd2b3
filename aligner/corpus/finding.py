"""Which files are versions of which document: by folder, by name, by masthead, by manifest.

A file's name says most: its symbol, however written, or else the name that its versions share, and
its language by infix or by folder. Only where that leaves a file alone, or without a language, is
the file opened: a symbol that stands by itself at its head is its symbol, and the text tells the
language.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from aligner import confinement
from aligner.corpus import pairing
from aligner.corpus.archive import Archive, File, placed
from aligner.errors import AlignerError, InputError
from aligner.languages import LANGUAGES
from aligner.model.progress import Progress
from aligner.model.symbol import Symbol, in_text, normalised
from aligner.reading import detection, kinds, source

_HEAD_BLOCKS, _HEAD_CHARACTERS = 15, 80
"""The head of a text: its first blocks, those that are short; a longer one cites."""


@dataclass(frozen=True, slots=True)
class Added:
    """What an addition found.

    Attributes:
        files: Files of documents that are in the manifest now and were not before.
        documents: Documents in two languages or more, in the whole archive.
        alone: Documents in one language only, in the whole archive.
        languages: How many files of each language, in the whole archive.
        refused: What was found and is not worked on, with reasons, of this addition.
    """

    files: int
    documents: int
    alone: int
    languages: dict[str, int]
    refused: tuple[File, ...]


def add(
    archive: Archive,
    found: Iterable[File],
    progress: Progress = lambda what, share: None,
    *,
    by_content: bool = False,
) -> Added:
    """Add files to the manifest of an archive; what is there already is looked at anew.

    Args:
        archive: Where to.
        found: From :func:`in_folder` or a manifest.
        progress: Told as it goes on.
        by_content: Read files that are alone, and pair them by what they say.

    Raises:
        OutputError: The archive cannot be written to.
    """
    before = {file.file: file for file in archive.files()}
    new = {file.file: _settled(file) for file in found}
    new |= {file.file: file for file in _looked_at(list(new.values()), progress)}
    if by_content:
        alone = _alone([*(before | new).values()])
        new |= {file.file: file for file in pairing.joined(pairing.pairs(alone, progress))}
    files = _one_a_language([*(f for name, f in before.items() if name not in new), *new.values()])
    archive.write(files)
    kept = [file for file in files if not file.problem]
    versions = Counter(file.document for file in kept)
    return Added(
        sum(file.file in new and file.file not in before for file in kept),
        sum(count > 1 for count in versions.values()),
        sum(count == 1 for count in versions.values()),
        dict(sorted(Counter(file.lang for file in kept).items())),
        tuple(file for file in files if file.problem and file.file in new),
    )


def _alone(files: Sequence[File]) -> list[File]:
    """Files that are the only version of their document."""
    versions = Counter(file.document for file in files if not file.problem)
    return [file for file in files if not file.problem and versions[file.document] == 1]


def in_folder(folder: Path, progress: Progress = lambda what, share: None) -> Iterator[File]:
    """The files under a folder, each with what its path says of it.

    Hidden files and folders are left out; symbolic links are told and not followed.

    Raises:
        InputError: The folder cannot be read.
    """
    check(folder)
    for count, path in enumerate(_walk(folder.absolute())):
        if count % 500 == 0:
            progress(f"{count:,} files", 0.0)
        yield of_path(path, path.relative_to(folder.absolute()))


def check(folder: Path) -> None:
    """See that a folder is there.

    Raises:
        InputError: It is not.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder; give a folder of texts, or a manifest")


def of_path(path: Path, inside: Path) -> File:
    """A file with what its path says of it, and the hash of its bytes.

    Args:
        path: Where it is.
        inside: Its path in the folder that was given, which is all that counts.
    """
    folders, lang = _language(inside)
    name = detection.document_name(inside)
    if folders and inside.parent.name == name and folders[-1] == name:
        folders = folders[:-1]  # NAME/fr.txt: the folder is the name
    file = File("/".join([*map(detection.storable, folders), name]), lang, str(path))
    return hashed(placed(file, normalised(name)))


def hashed(file: File) -> File:
    """A file with its size and hash, or with the reason why it is of no use."""
    path = Path(file.file)
    try:
        file.file.encode()
        if path.is_symlink():
            return _refused(file, "a link; links are not followed")
        if path.exists() and not path.is_file():
            return _refused(file, "a device or a pipe, no file")
        if path.suffix[1:].lower() not in kinds.DOCUMENTS:
            return _refused(file, f"{path.suffix or 'a file without extension'} is not read")
        content = source.contents(path)
    except UnicodeEncodeError:
        shown = file.file.encode("utf-8", "backslashreplace").decode()
        return _refused(replace(file, file=shown), "its name is no text; rename it")
    except (AlignerError, OSError) as error:
        return _refused(file, str(error).removeprefix(f"{path}: ").removeprefix(f"{path.name}: "))
    if not content:
        return _refused(file, "the file is empty")
    return replace(file, bytes=len(content), sha256=hashlib.sha256(content).hexdigest())


def _refused(file: File, why: str) -> File:
    return replace(file, document=detection.storable(file.document), problem=why)


def _walk(folder: Path) -> Iterator[Path]:
    """All files below, in the order of their names."""

    def unreadable(error: OSError) -> None:
        raise InputError(f"{error.filename}: cannot be read ({error.strerror})") from None

    for parent, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(parent, name) for name in folders if Path(parent, name).is_symlink())
        yield from (Path(parent, name) for name in sorted(files) if not name.startswith("."))


def _language(inside: Path) -> tuple[list[str], str]:
    """Folders without the one that names a language, and the language; empty where none tells."""
    folders = list(inside.parent.parts)
    by_name = detection.from_path(Path(inside.name))
    if by_name:
        return folders, by_name
    for i in reversed(range(len(folders))):
        if code := _named().get(folders[i].casefold()):
            return folders[:i] + folders[i + 1 :], code
    return folders, ""


@cache
def _named() -> dict[str, str]:
    """Languages by what folders of theirs are called: codes and names, English and their own."""
    from langcodes import Language

    named: dict[str, str] = {}
    for code, language in LANGUAGES.items():
        if language.drafted:
            own = Language.get(code).autonym()
            named |= {name.casefold(): code for name in (code, language.name, own)}
    return named


def _settled(file: File) -> File:
    return placed(file, normalised(file.symbol)) if file.symbol and not file.problem else file


def _looked_at(files: Sequence[File], progress: Progress) -> Iterator[File]:
    """Files that are alone, or of no language that the path tells, with what their text tells."""
    versions: dict[str, set[str]] = defaultdict(set)
    for file in files:
        versions[file.document].add(file.lang)
    unsure = [
        file for file in files
        if not file.problem
        and (not file.lang or (not file.symbol and len(versions[file.document]) < 2))
    ]  # fmt: skip
    for count, file in enumerate(unsure):
        progress("reading heads", count / len(unsure))
        try:
            symbol, lang = head(Path(file.file))
        except AlignerError as error:
            yield replace(file, problem=str(error).removeprefix(f"{Path(file.file).name}: "))
            continue
        file = replace(file, lang=file.lang or lang)
        if not file.lang:
            yield replace(file, problem="its language cannot be told; name it in a manifest")
        else:
            yield placed(file, symbol) if symbol and not file.symbol else file


def head(path: Path) -> tuple[Symbol | None, str]:
    """The symbol that stands at the head of a text, and the language of the text, if any.

    Raises:
        InputError: The file cannot be used.
    """
    written, lang = confinement.run(partial(_head, path), file=path, prepare=detection.prepare)
    return (Symbol(written) if written else None), lang


def _head(path: Path) -> tuple[str, str]:
    texts = [block.text for block in source.load(path).blocks]
    found = detection.detect("\n".join(texts))
    symbol = symbol_of(texts)
    return symbol.text if symbol else "", found.lang if found.confidence >= 0.3 else ""


def symbol_of(texts: Sequence[str]) -> Symbol | None:
    """The symbol by itself at the head of a text; None where there is none, or there are two."""
    short = [text for text in texts[:_HEAD_BLOCKS] if len(text) <= _HEAD_CHARACTERS]
    found = dict.fromkeys(symbol for text in short for symbol in in_text(text))
    return next(iter(found)) if len(found) == 1 else None


def _one_a_language(files: Iterable[File]) -> list[File]:
    """Files with a problem for each that another of its document and language goes before."""
    best: dict[tuple[str, str], File] = {}
    told = []
    for file in sorted(files, key=_rank):
        place = (file.document, file.lang)
        if file.problem and not file.problem.startswith(_SECOND):
            told.append(file)
        elif first := best.get(place):
            same = "the same as" if first.sha256 == file.sha256 else "the version is"
            told.append(replace(file, problem=f"{_SECOND} in {file.lang}; {same} {first.file}"))
        else:
            best[place] = replace(file, problem="")
            told.append(best[place])
    return told


_SECOND = "a second file"


def _rank(file: File) -> tuple[int, str]:
    kind = Path(file.file).suffix[1:].lower()
    best_first = kinds.DOCUMENTS
    return best_first.index(kind) if kind in best_first else len(best_first), file.file
