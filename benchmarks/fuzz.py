"""Every reader against damaged files, under the limits that users have.

    python -m benchmarks.fuzz [--seconds 600] [--only docx pdf] [--seed N] [--keep FOLDER]

Sound files of each kind (made here, and small ones of the development data where it is at hand) are
damaged: bytes taken out, doubled, swapped for what parsers stumble over, numbers blown up; of
archives a member. Each is read as a command or the desk reads it, confined. Told by kind: files,
read, refused in one line, stopped by a limit, **broke the reader** (refused in one line too, but by
an exception that the reader did not foresee), and **got through** (anything else: a traceback, an
error of several lines). One file of each reason of the last three is kept.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from aligner import confinement, reading
from aligner.alignment import gold
from aligner.errors import AlignerError, Exceeded
from aligner.formats import factory, tables, tbx, tmx, xliff
from aligner.model import Context, Entry, Glossary, Term, TranslationUnit
from benchmarks import SHARED

_LARGEST = 200_000
"""Bytes of a sound file that is still small enough to be damaged many times a second."""
_FR = "2. Condamne la traite d’êtres humains, dans les régions touchées par un conflit armé ;"
_EN = "2. Condemns trafficking in persons in areas affected by armed conflict;"
_NASTY = [
    *(b"", b"<", b">", b"&", b'"', b"/", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80"),
    *(b"]]>", b"<!--", b"<![CDATA[", b"<?x", b"&#0;", b"&#x1F600;", b"&x;", b"1e999", b"nan"),
    *(b"-1", b"99999999999999999999", b"<< >>", b"endobj", b"stream", b"{", b"[", b"(", b"\\"),
    *(b"<table>", b"</table>", b"<seg>", b'xml:lang="zz"', b"\r\n\r\n", b"\n--x\n", b"=1+1"),
    *("⟦1⟧".encode(), "\u202e".encode(), "\u0000".encode("utf-16"), b"msgid", b"@prefix"),
]


@dataclass
class Outcome:
    """What became of the damaged files of one kind."""

    files: int = 0
    seconds: float = 0.0
    ends: Counter[str] = field(default_factory=Counter)
    kept: dict[str, bytes] = field(default_factory=dict)


def damaged(sound: bytes, chance: random.Random) -> bytes:
    """Some bytes gone, doubled or swapped; of a sound archive one of its members."""
    if chance.random() < 0.8 and zipfile.is_zipfile(io.BytesIO(sound)):
        return _inside(sound, chance)
    made = bytearray(sound)
    for _ in range(chance.choice([1, 1, 2, 4, 8])):
        at = chance.randrange(len(made) + 1)
        length = chance.choice([0, 1, 1, 3, 20, 200])
        gone = bytes(made[at : at + length])
        number = re.compile(rb"\d+").search(made, at)
        kind = chance.random()
        if kind < 0.2 and number:
            made[slice(*number.span())] = chance.choice([b"0", b"-1", b"4294967296", b"9" * 400])
        elif kind < 0.4:
            made[at : at + length] = gone * chance.choice([2, 3, 50])
        elif kind < 0.5:
            made[at : at + length] = chance.randbytes(length)
        else:
            made[at : at + length] = chance.choice(_NASTY)
    return bytes(made)


def _inside(sound: bytes, chance: random.Random) -> bytes:
    with zipfile.ZipFile(io.BytesIO(sound)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    chosen = chance.choice([name for name, content in members.items() if content])
    members[chosen] = damaged(members[chosen], chance)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


def _units() -> list[TranslationUnit]:
    return [TranslationUnit("1", {"fr": _FR, "en": _EN, "zh": "谴责贩运人口；"}, label="2")]


def _glossary() -> Glossary:
    terms = (Term("fr", "traite d’êtres humains"), Term("en", "trafficking in persons"))
    context = Context("S-RES-2331-2016", "2", {}, {"fr": _FR, "en": _EN})
    return Glossary("UN", ("fr", "en"), (Entry("c1", terms, contexts=(context,)),))


def _docx(path: Path) -> None:
    from docx import Document

    document = Document()
    document.add_heading("Résolution 2331 (2016)", 1)
    for text in (_FR, "1. " + _EN, "a) Des femmes ;"):
        document.add_paragraph(text)
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(1, 1).text = "Mékong", "Cambodge"
    document.save(str(path))


def _pdf(path: Path) -> None:
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path), pageCompression=0)
    for page in range(2):
        for i in range(12):
            canvas.drawString(72, 760 - 14 * i, f"{_FR[:60]} {page} {i}")
        canvas.showPage()
    canvas.save()


def _text(*lines: str) -> Callable[[Path], object]:
    return lambda path: path.write_text("\n".join(lines), encoding="utf-8")


_HTML = (
    f"<html><body><h1>Résolution</h1><p>{_FR}</p><ol><li>Un<li value=3>Trois</ol>",
    "<table><tr><td colspan=2>Mékong<td>Cambodge</table><aside>[1] Note.</aside></body></html>",
)
_MHTML = (
    'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n',
    "--x\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit\n",
    *_HTML,
    "--x--",
)
_PO = ('msgid ""', 'msgstr "Language: en\\n"', "", f'msgid "{_FR}"', f'msgstr "{_EN}"')
_SKOS = (
    "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .",
    '<http://x/1> a skos:Concept ; skos:prefLabel "traite"@fr, "trafficking"@en ;',
    '  skos:broader <http://x/2> ; skos:definition "Recruter ..."@fr .',
)
_BEADS = ('{"src": [0], "tgt": [0], "confidence": 0.9}', '{"src": [1], "tgt": []}')
_TOML = ('[roles]\n"ana@example.org" = "reviewer"', "[limits]\ncpu-seconds = 20")

_Seeds = Sequence[Callable[[Path], object]]


def _kinds() -> dict[str, tuple[str, _Seeds, Callable[[Path], object]]]:
    """Suffix, writers of sound files, and the reader, by kind."""
    document = reading.read
    langs = ["fr", "en"]
    return {
        "txt": (".txt", [_text(*[_FR, "", "3. Décide ;", "a) Un ;", "b) Deux."] * 3)], document),
        "docx": (".docx", [_docx], document),
        "pdf": (".pdf", [_pdf], document),
        "html": (".html", [_text(*_HTML)], document),
        "mhtml": (".mhtml", [_text(*_MHTML)], document),
        "tmx": (
            ".tmx",
            [lambda p: tmx.write(_units(), p, srclang="fr", languages=langs)],
            factory.read,
        ),
        "tbx": (
            ".tbx",
            [partial(_tbx, dialect) for dialect in tbx.DIALECTS],
            factory.read,
        ),
        "xliff": (
            ".xliff",
            [lambda p: xliff.write(_units(), p, srclang="fr", tgtlang="en")],
            factory.read,
        ),
        "skos": (".ttl", [_text(*_SKOS)], factory.read),
        "po": (".po", [_text(*_PO)], factory.read),
        "csv": (".csv", [lambda p: tables.write_rows(_units(), p, langs)], factory.read),
        "xlsx": (".xlsx", [lambda p: tables.write_rows(_units(), p, langs)], factory.read),
        "beads": (".jsonl", [_text(*_BEADS)], gold.read_beads),
        "toml": (".toml", [_text(*_TOML)], confinement.table),
    }


def _tbx(dialect: str, path: Path) -> None:
    tbx.write(_glossary(), path, dialect=dialect)


def _sound(suffix: str, writers: _Seeds, folder: Path) -> list[bytes]:
    """Files made here, and small ones that others made."""
    found = []
    for i, write in enumerate(writers):
        path = folder / f"sound{i}{suffix}"
        write(path)
        found.append(path.read_bytes())
    others = sorted(SHARED.glob(f"*/**/*{suffix}"))
    small = [other for other in others if other.stat().st_size < _LARGEST]
    return found + [other.read_bytes() for other in small[:40]]


def fuzz(kind: str, seconds: float, seed: int) -> Outcome:
    """Damage files of a kind, and read them, for so many seconds."""
    suffix, writers, read = _kinds()[kind]
    chance = random.Random(f"{seed} {kind}")
    outcome = Outcome()
    with tempfile.TemporaryDirectory() as folder:
        sound = _sound(suffix, writers, Path(folder))
        path = Path(folder) / f"damaged{suffix}"
        began = time.monotonic()
        while time.monotonic() - began < seconds:
            content = damaged(chance.choice(sound), chance)
            path.write_bytes(content)
            end = _end(read, path)
            outcome.files += 1
            name, _, why = end.partition(": ")
            outcome.ends[name] += 1
            if why:
                outcome.kept.setdefault(why, content)
        outcome.seconds = time.monotonic() - began
    return outcome


def _end(read: Callable[[Path], object], path: Path) -> str:
    try:
        read(path)
    except Exceeded as error:
        return f"stopped: {error.what}"
    except AlignerError as error:
        words = str(error).replace(str(path), path.name)
        if "\n" in words:
            return f"got through: {words!r}"
        return f"broke the reader: {words}" if "breaks the reader" in words else "refused"
    except Exception as error:  # noqa: BLE001 - what is looked for
        return f"got through: {type(error).__name__}: {' '.join(str(error).split())[:300]}"
    return "read"


def _kept(outcome: Outcome, kind: str, folder: Path) -> Iterator[str]:
    suffix = _kinds()[kind][0]
    for i, (why, content) in enumerate(sorted(outcome.kept.items())):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{kind}-{i}{suffix}").write_bytes(content)
        yield f"{kind}-{i}{suffix}: {why}"


def main() -> None:
    """Print the table, and what broke a reader or got through."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--only", nargs="*", default=list(_kinds()))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("out/fuzz"))
    told = parser.parse_args()
    ends = ("read", "refused", "stopped", "broke the reader", "got through")
    print("| kind | seconds | files | " + " | ".join(ends) + " |")
    print("|---" * (3 + len(ends)) + "|")
    faults: list[str] = []
    for kind in told.only:
        outcome = fuzz(kind, told.seconds, told.seed)
        counts = " | ".join(f"{outcome.ends[end]:,}" for end in ends)
        print(f"| {kind} | {outcome.seconds:.0f} | {outcome.files:,} | {counts} |", flush=True)
        faults += _kept(outcome, kind, told.keep)
    print("\n".join(["", *faults]) if faults else "\nnothing broke a reader, nothing got through")


if __name__ == "__main__":
    main()
