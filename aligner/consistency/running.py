"""Files become a report: what ``aligner check`` does."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from aligner import alignment, reading
from aligner.alignment.gold import given
from aligner.consistency.checking import check
from aligner.consistency.finding import Report
from aligner.consistency.settings import Settings
from aligner.errors import InputError, UsageError
from aligner.formats import factory
from aligner.languages import language
from aligner.model import Bitext, Document, Glossary, TranslationUnit
from aligner.model.progress import Progress
from aligner.terminology.inconsistency import inconsistencies

READ = 500
"""Paragraphs of the longest document that is read for terms, which takes seconds."""


def check_files(
    draft: Path,
    source: Path,
    *,
    glossary: Path | None = None,
    reference: Path | None = None,
    memory: Path | None = None,
    src_lang: str | None = None,
    tgt_lang: str | None = None,
    lines: bool = False,
    beads: Path | None = None,
    evidence: bool = True,
    similarity: str = "auto",
    settings: Settings | None = None,
    progress: Progress = lambda what, share: None,
) -> Report:
    """Check a draft translation, file against file.

    Args:
        draft: The translation.
        source: What it translates.
        glossary: TBX, CSV, XLSX or SKOS.
        reference: The official translation, if there is one.
        memory: Approved units, TMX or another format with units.
        src_lang: Language of the source; found from path or text where None.
        tgt_lang: Language of the draft.
        lines: Every line of a text file is one paragraph.
        beads: Alignment to use instead of aligning here, as ``aligner align`` writes it; the
            source is its first side.
        evidence: Look for terms rendered in several ways in the texts themselves, in documents of
            up to :data:`READ` paragraphs.
        similarity: Name of a similarity provider.
        settings: Which rules run, and how.
        progress: Told as the work goes on.

    Raises:
        InputError: A file cannot be used, or the draft is no translation of the source.
        UsageError: Source and draft are in one language.
    """
    known, notes = read_glossary(glossary) if glossary else (None, ())
    units = _memory(memory) if memory else ()
    progress("reading", 0.0)
    src, tgt = (
        replace(read_document(path, lang, lines), source=str(path))
        for path, lang in ((source, src_lang), (draft, tgt_lang))
    )
    if src.lang.split("-")[0] == tgt.lang.split("-")[0]:
        raise UsageError(
            f"{source.name} and {draft.name} are both in {language(src.lang).name}; give a source "
            "and its translation, or say their languages with --src-lang and --tgt-lang"
        )
    progress("aligning", 0.2)
    bitext = given(src, tgt, beads) if beads else _aligned(src, tgt, similarity)
    official = (
        _aligned(tgt, _reference(reference, tgt, tgt_lang, lines), similarity)
        if reference
        else None
    )
    progress("reading terms", 0.5)
    shown = inconsistencies([bitext]) if evidence and len(src.paragraphs) <= READ else ()
    progress("checking", 0.9)
    report = check(
        bitext, known, reference=official, memory=units, evidence=shown, settings=settings
    )
    return replace(report, notes=(*notes, *report.notes))


def _aligned(src: Document, tgt: Document, similarity: str) -> Bitext:
    return alignment.align(src, tgt, similarity, sentences=False)


def _reference(path: Path, draft: Document, lang: str | None, lines: bool) -> Document:
    """A reference translation, which has to be in the language of the draft."""
    found = read_document(path, lang, lines)
    if found.lang.split("-")[0] != draft.lang.split("-")[0]:
        raise UsageError(
            f"{path} is in {language(found.lang).name} and {draft.source} in "
            f"{language(draft.lang).name}; give a reference in the language of the draft, or say "
            "that language with --tgt-lang"
        )
    return replace(found, lang=draft.lang)


def read_document(path: Path, lang: str | None, lines: bool = False) -> Document:
    """Read one side of a check.

    Args:
        path: Any format that can be read; with ``lines`` a text file.
        lang: BCP 47 code; found from path or text where None.
        lines: Every line is one paragraph.

    Raises:
        InputError: The file cannot be used.
    """
    if not lines:
        return reading.read(path, lang)
    return reading.read_units(path, lang or reading.read(path, repair=False).lang)


def read_glossary(path: Path) -> tuple[Glossary, tuple[str, ...]]:
    """Read a glossary of any format, and what a reader has to know of how it was read.

    A file has no version; its name and the beginning of its SHA-256 say which one it was.

    Raises:
        InputError: The file cannot be read, or holds translation units.
    """
    imported = factory.read(path)
    if imported.glossary is None:
        raise InputError(
            f"{path}: holds {len(imported.units)} translation units and no glossary; give TBX, "
            "SKOS, or a table with one column a language"
        )
    skipped = imported.skipped
    notes = (
        (f"{len(skipped)} entries of the glossary were skipped, the first: {skipped[0].reason}",)
        if skipped
        else ()
    )
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()[:8]
    return replace(imported.glossary, name=f"{path.name} (sha256 {digest})"), notes


def _memory(path: Path) -> tuple[TranslationUnit, ...]:
    imported = factory.read(path)
    if not imported.units:
        raise InputError(f"{path}: holds no translation units; give a TMX, XLIFF or table of rows")
    return imported.units
