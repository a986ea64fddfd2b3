"""A file becomes a :class:`~aligner.model.Document`: the one way in.

::

    path -> source.load        blocks as the format gives them
         -> characters.clean   damage of the character set
         -> layout.join        lines to paragraphs, page furniture out
         -> ocr.repair         damage of letters and words
         -> structure.build    labels, kinds, sentences
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

from aligner import confinement, languages
from aligner.errors import InputError
from aligner.languages import Language
from aligner.model import Change, Document
from aligner.model.progress import Progress
from aligner.reading import characters, detection, office, scans, source, text
from aligner.reading.blocks import Block, Role

__all__ = ["language_of", "read", "read_lines", "read_units"]

_LEAST_CONFIDENCE = 0.3
"""Below this a detected language is a guess; a person has to say it."""


def read(
    path: Path | str,
    lang: str | None = None,
    *,
    name: str | None = None,
    repair: bool = True,
    confined: bool = True,
    progress: Progress | None = None,
) -> Document:
    """Read a file of any supported format into a structured document.

    It is read in a process of its own, with limits: see :mod:`aligner.confinement`. Pages of a scan
    are recognised by Tesseract, several at once: see :mod:`aligner.reading.scans`.

    Args:
        path: A ``.txt``, ``.docx``, ``.pdf`` or ``.html`` file, or a picture; the content decides,
            not the name.
        lang: BCP 47 code. Without it the path tells (``texts/fr/``, ``.fr.``), or else the text.
        name: What the document is called across languages; by default the file name without
            language, ``.ocr`` and extension.
        repair: False leaves OCR damage as it is.
        confined: False reads it in this process, without limits.
        progress: Told of each page of a scan that is recognised.

    Raises:
        InputError: The file cannot be used: see :func:`aligner.reading.source.load`; it holds no
            words, is surely in another language than was said, or goes beyond the limits; it is a
            scan, and Tesseract is not installed.
    """
    path = Path(path)
    with nullcontext() if confined else confinement.unconfined(), office.readable(path) as held:
        expected = lang or detection.from_path(path)
        prepare = partial(_prepare, expected if repair else None)
        work = partial(_read, held, name, repair)
        read = confinement.run(partial(work, lang), file=path, prepare=prepare)
        if isinstance(read, scans.Scan):
            pages, found = scans.recognise(path, read, progress)
            read = confinement.run(partial(work, lang or found, pages), file=path, prepare=prepare)
        if isinstance(read, scans.Scan):
            raise InputError(f"{path.name}: {read.what}; {scans.remedy(read.lang)}")
        return read if held == path else replace(read, sha256=_sha256(path))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _prepare(lang: str | None) -> None:
    """Load the models that reading needs, for a process that many files are read from."""
    from aligner.reading.ocr import repair_model

    detection.prepare()
    if lang:
        repair_model.load(languages.language(lang).code)


def _read(
    path: Path,
    name: str | None,
    repair: bool,
    lang: str | None,
    recognised: Mapping[int, scans.Recognised] | None = None,
) -> Document | scans.Scan:
    """The document, or what has to be recognised before there is one."""
    from aligner.reading import layout, ocr, structure

    loaded = source.load(path, recognised)
    confinement.longer(sum(len(block.text) for block in loaded.blocks))
    if scan := _scan(path, loaded, lang, recognised):
        return scan
    code = _language(path, lang, [block.text for block in _prose(loaded.blocks)])
    language = languages.language(code)
    blocks = scans.marked(loaded.blocks, recognised or {})
    joined = layout.join(_clean(blocks, language), language)
    paragraphs = joined.paragraphs
    changes: tuple[Change, ...] = ()
    doubts: tuple[Change, ...] = ()
    if repair:
        mended = ocr.repair(paragraphs, language)
        paragraphs, changes, doubts = mended.paragraphs, mended.changes, mended.doubts
    return Document(
        name=name or detection.document_name(path),
        lang=code,
        paragraphs=structure.build(paragraphs, language),
        source=detection.storable(path.name),
        sha256=loaded.sha256,
        changes=changes,
        doubts=doubts,
        furniture=joined.furniture,
        unseen=joined.unseen,
    )


def _scan(
    path: Path,
    loaded: source.Source,
    said: str | None,
    recognised: Mapping[int, scans.Recognised] | None,
) -> scans.Scan | None:
    """What has to be recognised; None where all is read, or nothing more is to be had."""
    texts = [block.text for block in _prose(loaded.blocks)]
    lang = said or detection.from_path(path) or (_detected(texts) if texts else None)
    if recognised is None and loaded.format == "pdf" and lang:
        rubbish = scans.rubbish(loaded.blocks, lang)
        if rubbish and not loaded.needed:
            what = f"the text of {len(rubbish)} of its pages is no {_named(lang)}"
            pages = tuple(sorted({*loaded.unread, *rubbish}))
            return scans.Scan(pages, lang, what)
    if loaded.unread and (recognised is None or loaded.needed):
        return scans.Scan(loaded.unread, lang, loaded.what)
    return None


def _detected(texts: Sequence[str]) -> str | None:
    found = detection.detect("\n".join(texts))
    return found.lang if found.confidence >= _LEAST_CONFIDENCE else None


def language_of(path: Path | str) -> str | None:
    """The language that a file is in by its text; None where that does not tell.

    Raises:
        InputError: The file cannot be used; see :func:`read`.
    """
    path = Path(path)
    with office.readable(path) as held:
        work = partial(_language_of, held)
        found = confinement.run(work, file=path, prepare=partial(_prepare, None))
    if isinstance(found, scans.Scan):
        first = replace(found, pages=found.pages[:1])
        pages, lang = scans.recognise(path, first)
        if not pages:
            raise InputError(f"{path.name}: {found.what}; {scans.remedy(lang)}")
        return lang
    return found


def _language_of(path: Path) -> str | scans.Scan | None:
    loaded = source.load(path)
    if loaded.needed:
        return scans.Scan(loaded.unread, None, loaded.what)
    return _detected([block.text for block in _prose(loaded.blocks)])


def read_lines(path: Path | str, lang: str) -> tuple[str, ...]:
    r"""The lines of a text file, each one unit; a unit's id is its place, from 0.

    They are exactly those of ``open(path).read().split("\n")``, blank ones too, save that a line
    feed at the very end begins no further line. Nothing is mended.

    Raises:
        InputError: The file cannot be read, is no text, or is surely in another language.
    """
    path = Path(path)
    work = partial(_read_lines, path, lang)
    return confinement.run(work, file=path, prepare=partial(_prepare, None))


def _read_lines(path: Path, lang: str) -> tuple[str, ...]:
    decoded, _ = text.decode(source.contents(path), path.name)
    units = tuple(text.lines(decoded.removeprefix("\ufeff")))
    _language(path, lang, units)
    return units


def read_units(path: Path | str, lang: str) -> Document:
    """A document of the :func:`read_lines` of a text file, each one paragraph.

    Their letters are mended as those of any document (:func:`characters.clean`): composed, without
    the strokes that draw Arabic words out; for words are looked up as dictionaries write them.

    Raises:
        InputError: See :func:`read_lines`.
    """
    path = Path(path)
    language = languages.language(lang)
    lines = (characters.clean(line, language) for line in read_lines(path, lang))
    document = Document.of_lines(detection.storable(path.stem), lang, lines)
    return replace(document, source=detection.storable(path.name))


def _prose(blocks: Sequence[Block]) -> list[Block]:
    return [block for block in blocks if block.role not in {Role.FURNITURE, Role.UNSEEN}]


def _clean(blocks: Iterable[Block], language: Language) -> tuple[Block, ...]:
    return tuple(_cleaned(block, language) for block in blocks)


def _cleaned(block: Block, language: Language) -> Block:
    """A soft hyphen at the end of a line is kept: there it says how to join the next one."""
    broken = block.role is Role.LINE and block.text.rstrip().endswith("\u00ad")
    text = characters.clean(block.text, language)
    return replace(block, text=text.rstrip() + "\u00ad" if broken else text)


def _language(path: Path, said: str | None, texts: Sequence[str]) -> str:
    """The language that was said, or that the path names, or that the text is in."""
    found = detection.detect("\n".join(texts))
    if not found.letters:
        raise InputError(f"{path.name}: holds no words; check that the right file was saved")
    code = said or detection.from_path(path)
    if code is None:
        if found.confidence < _LEAST_CONFIDENCE:
            raise InputError(
                f"{path.name}: its language cannot be told from {found.letters} letters; "
                f"name it: run --lang fr={path.name}, repair --lang fr, or a folder fr/"
            )
        return found.lang
    if found.is_sure and found.lang != code.split("-")[0].lower():
        origin = "said to be" if said else "by its path"
        raise InputError(
            f"{path.name}: {origin} {_named(code)} but reads as {_named(found.lang)}; "
            "give the right file or the right language"
        )
    return code


def _named(code: str) -> str:
    language = languages.language(code)
    return code if language is languages.UNKNOWN else f"{language.name} ({code})"
