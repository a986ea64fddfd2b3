"""The commands that read, align and extract."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from aligner import ending, terminal
from aligner.cli.options import (
    DATABASE,
    DbOption,
    JsonOption,
    LinesOption,
    LockedOption,
    SegmentsOption,
    SimilarityOption,
    SrcLang,
    TgtLang,
)  # fmt: skip
from aligner.errors import UsageError
from aligner.model.thresholds import WORTH_A_LOOK
from aligner.showing import visible

if TYPE_CHECKING:
    from aligner.model import Bitext, Document


def run(
    files: Annotated[list[Path], typer.Argument(help="The document, one file a language.")],
    pivot: Annotated[
        str | None,
        typer.Option(
            help="Language that the others are aligned to [default: as before; fr; the first]."
        ),
    ] = None,
    lang: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LANG=FILE",
            help="Language of a file that does not tell it; for each such file.",
        ),
    ] = None,
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the results.")] = Path("out"),
    db: Annotated[
        str | None,
        typer.Option("--db", metavar="URL", help="Project database [default: aligner.db in OUT]."),
    ] = None,
    similarity: SimilarityOption = "auto",
    name: Annotated[
        str, typer.Option("--as", metavar="NAME", help="Name of the document; else the files'.")
    ] = "",
    same: Annotated[
        bool, typer.Option("--same", help="A new version of the document of that name, surely.")
    ] = False,
    min_score: Annotated[
        float, typer.Option(min=0, max=1, help="Terms below it are in the database only.")
    ] = WORTH_A_LOOK,
    segments: SegmentsOption = "paragraph",
    source_locked: LockedOption = False,
) -> None:
    """Read, align, extract terms and write rows, glossary, TMX, TBX, XLSX and the database.

    A document is known by its name: run again, what did not change keeps what was decided of it.
    """
    from aligner import pipeline

    with terminal.progress() as progress:
        outcome = pipeline.run(
            files,
            pivot=pivot,
            langs=_said(lang or [], files),
            out=out,
            db=db,
            similarity=similarity,
            name=name,
            same=same,
            least=min_score,
            segments=segments,
            source_locked=source_locked,
            progress=progress,
        )
    terminal.outcome(outcome)


def documents(
    db: DbOption = DATABASE,
) -> None:
    """List the documents of a database, and the older versions of each, by name and id."""
    from aligner import store

    with store.connect(db, create=False) as database:
        terminal.documents([(found, database.versions(found.id)) for found in database.projects()])


def repair(
    file: Annotated[Path, typer.Argument(help="A text with OCR damage.")],
    lang: Annotated[str, typer.Option(help="Its language (BCP 47).")] = "fr",
    doubts: Annotated[
        bool, typer.Option(help="Tell on stderr which words look damaged and were left.")
    ] = False,
) -> None:
    """Print the text with its OCR damage mended, one logical paragraph a line.

    Pictures and PDF files that are scans are read by Tesseract, where it is installed.
    """
    from aligner import reading

    with terminal.progress() as progress:
        document = reading.read(file, lang, progress=progress)
    ending.write_text(paragraph.text + "\n" for paragraph in document.paragraphs)
    for said in document.unseen:
        print(visible(f"{file.name}: {said}"), file=sys.stderr)
    for doubt in document.doubts if doubts else ():
        print(visible(f"{file.name}: {terminal.doubt(doubt)}"), file=sys.stderr)


def align(
    src: Annotated[Path, typer.Argument(help="The source version.")],
    tgt: Annotated[Path, typer.Argument(help="The target version.")],
    src_lang: SrcLang,
    tgt_lang: TgtLang,
    json_file: JsonOption,
    lines: LinesOption = False,
    similarity: SimilarityOption = "auto",
) -> None:
    """Align two versions and write one bead a line: src, tgt and confidence."""
    bitext = _bitext((src, src_lang), (tgt, tgt_lang), lines, similarity)
    terminal.json_lines(
        json_file,
        (
            {"src": list(b.src), "tgt": list(b.tgt), "confidence": b.confidence}
            | ({"reason": b.reason} if b.reason else {})
            for b in bitext.beads
        ),
    )


def terms(
    src: Annotated[Path | None, typer.Argument(help="The source version.")] = None,
    tgt: Annotated[Path | None, typer.Argument(help="The target version.")] = None,
    src_lang: Annotated[str, typer.Option(help="Language of the source (BCP 47).")] = "",
    tgt_lang: TgtLang = "",
    json_file: JsonOption = Path("-"),
    lines: LinesOption = False,
    beads: Annotated[
        Path | None, typer.Option(help="Beads to use instead of aligning, as align writes them.")
    ] = None,
    similarity: SimilarityOption = "auto",
    one: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Candidate terms of this text alone.")
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(metavar="GLOSSARY", help="Tell apart what it has: TBX, CSV, XLSX or SKOS."),
    ] = None,
) -> None:
    """Extract term pairs, best first, or with --one the candidate terms of one text."""
    from aligner import terminology
    from aligner.terminology import records

    has = None
    if against:
        from aligner.consistency.running import read_glossary

        has = read_glossary(against)[0]
    if one:
        if src or tgt or tgt_lang or beads:
            raise UsageError(
                "--one FILE takes one text, with --src-lang; leave out what pairs need"
            )
        if lines and not src_lang:
            raise UsageError("--one FILE --lines needs --src-lang, the language of FILE")
        document = _document(one, src_lang, lines)
        found = terminology.find_candidates([document])
        terminal.json_lines(json_file, records.candidates(found, document.lang, has))
        return
    if not (src and tgt and src_lang and tgt_lang):
        raise UsageError("give SRC and TGT with --src-lang and --tgt-lang, or one text: --one FILE")
    bitext = _bitext((src, src_lang), (tgt, tgt_lang), lines, similarity, beads)
    entries = terminology.extract_terms([bitext]).entries
    terminal.json_lines(json_file, records.pairs(entries, (src_lang, tgt_lang), has))


def evaluate(
    golddir: Annotated[Path, typer.Argument(help="Folder of NAME.LANG files and NAME.gold.jsonl.")],
    similarity: SimilarityOption = "auto",
    against: Annotated[
        Path | None,
        typer.Option(help="Folder of another aligner's beads, NAME.jsonl, put beside these."),
    ] = None,
) -> None:
    """Align every document of a gold folder and print strict, lax and null F1, seconds, memory."""
    from aligner.alignment.evaluation import evaluate_beads, evaluate_folder

    other = evaluate_beads(golddir, against) if against else None
    with terminal.progress() as progress:
        report = evaluate_folder(golddir, similarity, progress)
    terminal.figures(report, other)


def _said(told: Sequence[str], files: Sequence[Path]) -> Mapping[Path, str]:
    """Languages of files, from words such as ``de=brief.txt``."""
    found = {}
    for words in told:
        code, _, name = words.partition("=")
        if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", code) or Path(name) not in files:
            given = ", ".join(map(str, files))
            raise UsageError(
                f"--lang {words}: write LANG=FILE, such as fr={files[0]}; the files are {given}"
            )
        found[Path(name)] = code
    return found


def _bitext(
    src: tuple[Path, str],
    tgt: tuple[Path, str],
    lines: bool,
    similarity: str,
    beads: Path | None = None,
) -> Bitext:
    """Two files as a bitext, aligned here or by a file of beads."""
    from aligner import alignment
    from aligner.alignment import relatedness
    from aligner.alignment.gold import given

    sides = _document(*src, lines), _document(*tgt, lines)
    if beads:
        return given(*sides, beads)
    with terminal.progress() as progress:
        bitext = alignment.align(
            *sides,
            similarity,
            sentences=not lines,
            progress=lambda done, total: progress("aligning", done / total),
        )
    if told := relatedness.told(bitext):
        print(visible(told), file=sys.stderr)
    return bitext


def _document(path: Path, lang: str, lines: bool) -> Document:
    from aligner import reading

    return reading.read_units(path, lang) if lines else reading.read(path, lang or None)
