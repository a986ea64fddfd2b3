"""The command line: each command parses, calls one library function and prints."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer.core import TyperGroup
from typer.main import get_command

from aligner import cli_corpus, cli_fetch, ending, terminal
from aligner.errors import UsageError
from aligner.model.thresholds import WORTH_A_LOOK
from aligner.showing import visible

if TYPE_CHECKING:
    from aligner.model import Bitext, Document

_CLICK: type[Exception] = next(
    kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException"
)


class _NobodyReads(Exception):  # noqa: N818
    """A broken pipe on its way past typer, which would make it exit status 1."""


@contextmanager
def _past_typer() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError as error:
        raise _NobodyReads from error
    except SystemExit as ended:  # so rich leaves, which prints tables and help
        if isinstance(ended.__context__, BrokenPipeError):
            raise _NobodyReads from ended
        raise


class _Commands(TyperGroup):
    def make_context(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - as typer has it
        with _past_typer():  # --help prints here
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - as typer has it
        with _past_typer():
            return super().invoke(ctx)


class _App(typer.Typer):
    """The commands; called, as an older script does, they end as the command does."""

    def __call__(self, *_: Any, **__: Any) -> NoReturn:  # noqa: ANN401 - as typer has it
        sys.exit(ending.of(command))


app = _App(
    cls=_Commands,
    name="aligner",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(cli_corpus.app, name="corpus")
app.command()(cli_fetch.fetch)

DATABASE = "sqlite:///out/aligner.db"
JsonOption = Annotated[
    Path, typer.Option("--json", metavar="FILE", help="JSON Lines to write; - is standard output.")
]
SrcLang = Annotated[str, typer.Option("--src-lang", help="Language of the source (BCP 47).")]
TgtLang = Annotated[str, typer.Option("--tgt-lang", help="Language of the target (BCP 47).")]
LinesOption = Annotated[
    bool, typer.Option("--lines", help="Every line is one unit; ids are line numbers from 0.")
]
SegmentsOption = Annotated[
    str, typer.Option(help="What a unit of TMX and tables is: paragraph, sentence or clause.")
]
LockedOption = Annotated[
    bool, typer.Option("--source-locked", help="Never join sentences of the source.")
]
SimilarityOption = Annotated[
    str, typer.Option(help="auto, static, encoder, transformer[:NAME or PATH] or lexical.")
]
DbOption = Annotated[str, typer.Option("--db", metavar="URL", help="Project database.")]


def command(words: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        words: What stands after ``aligner``; by default what this process was called with.

    Returns:
        Its exit status.

    Raises:
        AlignerError: Bad input, or words that make no sense; the message is one line.
        BrokenPipeError: Nobody reads standard output any more.
        KeyboardInterrupt: A person stopped it.
    """
    try:
        status = get_command(app).main(words, prog_name="aligner", standalone_mode=False)
    except typer.Abort:
        raise KeyboardInterrupt from None
    except _NobodyReads:
        raise BrokenPipeError from None
    except _CLICK as error:
        raise UsageError(_misuse(error)) from None
    return int(status or 0)


def _misuse(error: Exception) -> str:
    """What typer has to say, on one line, with the help that answers it."""
    context = getattr(error, "ctx", None)
    said = " ".join(error.format_message().split())  # type: ignore[attr-defined]
    path = context.command_path if context else "aligner"
    return f"{said.rstrip('.')} (see {path} --help)"


@app.callback(invoke_without_command=True)
def front(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and the signature of the weights.")
    ] = False,
) -> None:
    """Align the language versions of UN documents and extract their terminology."""
    if version:
        from aligner import signature
        from aligner.version import VERSION

        print(f"aligner {VERSION}, weights {signature.weights()}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        context.get_help()  # which prints it
        raise typer.Exit(2)


@app.command()
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


@app.command()
def documents(
    db: DbOption = DATABASE,
) -> None:
    """List the documents of a database, and the older versions of each, by name and id."""
    from aligner import store

    with store.connect(db, create=False) as database:
        terminal.documents([(found, database.versions(found.id)) for found in database.projects()])


@app.command()
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


@app.command()
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
    _write_json_lines(
        json_file,
        (
            {"src": list(b.src), "tgt": list(b.tgt), "confidence": b.confidence}
            | ({"reason": b.reason} if b.reason else {})
            for b in bitext.beads
        ),
    )


@app.command()
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
        _write_json_lines(json_file, records.candidates(found, document.lang, has))
        return
    if not (src and tgt and src_lang and tgt_lang):
        raise UsageError("give SRC and TGT with --src-lang and --tgt-lang, or one text: --one FILE")
    bitext = _bitext((src, src_lang), (tgt, tgt_lang), lines, similarity, beads)
    entries = terminology.extract_terms([bitext]).entries
    _write_json_lines(json_file, records.pairs(entries, (src_lang, tgt_lang), has))


@app.command()
def export(
    to: Annotated[
        str, typer.Option(help="tmx, tbx, tbx-basic, tbx-dct, xliff, xlsx, csv, html or docx.")
    ],
    out: Annotated[Path, typer.Option("-o", "--out", help="File to write.")],
    db: DbOption = DATABASE,
    status: Annotated[
        str, typer.Option(help="What goes out: approved, candidate, ... or all.")
    ] = "approved",
    project: Annotated[
        str, typer.Option(help="Name or id of the project, where there are several.")
    ] = "",
    languages: Annotated[
        str, typer.Option(metavar="LANG,LANG", help="Which languages, the source first.")
    ] = "",
    pairs: Annotated[
        bool, typer.Option("--pairs", help="A file for each pair, such as OUT.fr-en.tmx.")
    ] = False,
    glossary: Annotated[
        str, typer.Option(help="Write this glossary instead, such as one that was imported.")
    ] = "",
    min_score: Annotated[
        float, typer.Option(min=0, max=1, help="Leave out terms below it, unless decided on.")
    ] = 0.0,
    segments: SegmentsOption = "paragraph",
    source_locked: LockedOption = False,
) -> None:
    """Write a project from the database to a file; approved rows and terms unless asked."""
    from aligner import exports

    langs = languages.split(",") if languages else []
    if glossary:
        done = [exports.export_glossary(db, to, out, glossary, status=status)]
    elif pairs:
        done = exports.export_pairs(
            db, to, out, status=status, name=project, languages=langs,
            segments=segments, source_locked=source_locked,
        )  # fmt: skip
    else:
        done = [
            exports.export(
                db, to, out, status=status, name=project, languages=langs, least=min_score,
                segments=segments, source_locked=source_locked,
            )
        ]  # fmt: skip
    for exported in done:
        print(visible(exported.sentence))


@app.command("import")
def import_(
    files: Annotated[
        list[Path], typer.Argument(help="TMX, TBX, XLIFF, SKOS, CSV, XLSX or ODS files.")
    ],
    db: DbOption = DATABASE,
    strict: Annotated[
        bool, typer.Option("--strict", help="Refuse a file of which anything cannot be kept.")
    ] = False,
    into: Annotated[str, typer.Option(help="Take all of it into this project or glossary.")] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, and change nothing.")
    ] = False,
    languages: Annotated[
        str,
        typer.Option(
            metavar="LANG,LANG",
            help="Take these only (en: all of en-*), or what a list without a header is in.",
        ),
    ] = "",
    project: Annotated[
        str, typer.Option(help="Project for units that name no document; else the file's name.")
    ] = "",
    glossary: Annotated[
        str, typer.Option(help="What to call the glossary; else as the file has it.")
    ] = "",
    by: Annotated[
        str, typer.Option(help="Who sent the file, for the log; else your account.")
    ] = "",
) -> None:
    """Take units, glossaries and reviewed files into the database; say what was skipped and why."""
    from aligner import imports, store
    from aligner.formats.tags import language_tags
    from aligner.model import Actor, Role

    actor = Actor(by or ending.account(), Role.ADMIN)
    langs = language_tags(languages)
    with imports.rehearsal(db) if dry_run else store.connect(db) as database:
        for file in files:
            terminal.imported(
                imports.import_file(
                    database, file, actor, strict=strict, project=project, glossary=glossary,
                    into=into, languages=langs,
                )
            )  # fmt: skip
    if dry_run:
        print("nothing was changed (--dry-run)")


@app.command()
def check(
    draft: Annotated[Path, typer.Argument(help="The draft translation.")],
    source: Annotated[Path, typer.Option(help="What it translates.")],
    glossary: Annotated[
        Path | None, typer.Option(help="Approved terms: TBX, CSV, XLSX or SKOS.")
    ] = None,
    reference: Annotated[
        Path | None, typer.Option(help="The official translation, to measure quality.")
    ] = None,
    memory: Annotated[
        Path | None, typer.Option(help="Approved units (TMX) that the draft should agree with.")
    ] = None,
    src_lang: Annotated[
        str | None, typer.Option(help="Language of the source [default: found].")
    ] = None,
    tgt_lang: Annotated[
        str | None, typer.Option(help="Language of the draft [default: found].")
    ] = None,
    json_file: Annotated[
        Path | None,
        typer.Option("--json", metavar="FILE", help="JSON Lines to write; - is standard output."),
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Report to read and print.")] = None,
    xlsx: Annotated[Path | None, typer.Option(help="Report as a workbook.")] = None,
    sarif: Annotated[Path | None, typer.Option(help="Report for continuous integration.")] = None,
    fail_on: Annotated[
        str | None,
        typer.Option(help="error, warning, hint or never: exit status 1 from there on."),
    ] = None,
    config: Annotated[
        Path | None, typer.Option(help="Rules and options [default: aligner.toml here].")
    ] = None,
    hints: Annotated[bool, typer.Option("--hints", help="Print hints too.")] = False,
    since: Annotated[
        Path | None, typer.Option(help="Tell only what an earlier --json report does not.")
    ] = None,
    budget: Annotated[
        int | None, typer.Option(min=0, help="Warnings a page; what is beyond becomes a hint.")
    ] = None,
    lines: LinesOption = False,
    beads: Annotated[
        Path | None, typer.Option(help="Beads to use instead of aligning, source first.")
    ] = None,
    evidence: Annotated[
        bool, typer.Option(help="Look for terms rendered in several ways in the texts themselves.")
    ] = True,
    similarity: SimilarityOption = "auto",
) -> None:
    """Check a draft against its source, the glossary and itself; exit status 1 on findings."""
    from aligner.consistency import html_report, narrowing, records, running, settings, sheets

    chosen = settings.load(config)
    limit = settings.severity(fail_on, "--fail-on") if fail_on else chosen.fail_on
    with terminal.progress() as progress:
        report = running.check_files(
            draft, source, glossary=glossary, reference=reference, memory=memory,
            src_lang=src_lang, tgt_lang=tgt_lang, lines=lines, beads=beads,
            evidence=evidence, similarity=similarity, settings=chosen, progress=progress,
        )  # fmt: skip
    report = narrowing.since(report, since) if since else report
    report = report if budget is None else narrowing.within(report, budget)
    for path, write in (
        (html, html_report.write),
        (xlsx, sheets.write),
        (sarif, records.write_sarif),
    ):
        if path:
            write(report, path)
    if json_file:
        _write_json_lines(json_file, records.records(report))
    try:
        if str(json_file) != "-":
            terminal.findings(report, hints=hints)
    finally:  # also where nobody reads on: what was found decides
        if limit and report.reaching(limit):
            raise typer.Exit(1)


@app.command()
def evaluate(
    golddir: Annotated[Path, typer.Argument(help="Folder of NAME.LANG files and NAME.gold.jsonl.")],
    similarity: SimilarityOption = "auto",
) -> None:
    """Align every document of a gold folder and print strict, lax and null F1, seconds, memory."""
    from aligner.alignment.evaluation import evaluate_folder

    with terminal.progress() as progress:
        report = evaluate_folder(golddir, similarity, progress)
    terminal.figures(report)


@app.command()
def backup(
    out: Annotated[Path, typer.Option("-o", "--out", help="File to make; never written over.")],
    db: DbOption = DATABASE,
) -> None:
    """Write the whole database to one file, whatever it is kept in, while others work on."""
    from aligner import store

    print(visible(f"wrote {store.backup(db, out).sentence}"))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A file that backup wrote.")],
    db: DbOption = DATABASE,
) -> None:
    """Fill an empty database, SQLite or PostgreSQL, from a backup."""
    from aligner import store

    print(visible(f"restored {store.restore(file, db).sentence}"))


@app.command()
def review(db: DbOption = DATABASE) -> None:
    """Start the review UI in the browser, on this machine only."""
    import subprocess

    from aligner import store
    from aligner.review.frame import server

    store.reach(db)
    with subprocess.Popen(server.command(db)) as desk:
        try:
            raise typer.Exit(desk.wait())
        except KeyboardInterrupt:  # the desk was told as well
            desk.wait()
            raise


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
    if told := relatedness.warning(bitext):
        print(visible(told), file=sys.stderr)
    return bitext


def _document(path: Path, lang: str, lines: bool) -> Document:
    from aligner import reading

    return reading.read_units(path, lang) if lines else reading.read(path, lang or None)


def _write_json_lines(path: Path, records: Iterable[Mapping[str, object]]) -> None:
    from aligner.formats.files import aside

    lines = (json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    if str(path) == "-":
        ending.write_text(lines)
        return
    with aside(path) as part, part.open("w", encoding="utf-8") as file:
        file.writelines(lines)
