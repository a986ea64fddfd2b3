"""Damaged files: every reader gives what it can or one clean error, and never anything else.

A few seconds in the suite. For a long run, ``ALIGNER_FUZZ_SECONDS=600 pytest
tests/formats/test_fuzz.py`` gives each format that long, with a new seed each time.
"""

from __future__ import annotations

import io
import os
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from aligner.errors import InputError
from aligner.formats import factory, tables, tbx, tmx, xliff
from tests.formats.examples import GLOSSARY, UNITS
from tests.formats.test_skos import BODY, HEAD
from tests.formats.test_tbx import MIN, V2
from tests.formats.test_xliff import V12, V20

SECONDS = float(os.environ.get("ALIGNER_FUZZ_SECONDS", "0"))
ROUNDS = 150
TOKENS = [
    *(b"<", b">", b"&", b'"', b"'", b"/", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80"),
    *(b"]]>", b"<!--", b"-->", b"<![CDATA[", b"<?x", b"?>", b"&#0;", b"&#x1F600;", b"&x;"),
    *(b"<!DOCTYPE x [<!ENTITY x 'y'>]>", b"<seg>", b"</seg>", b"<ph/>", b'xml:lang="en"'),
    *("⟦1⟧".encode(), b"1e999", b"-1", b"nan", b"99999-01-01", b"\r", b"\n", b",", b";", b"=1+1"),
]


def _tmx(path: Path) -> None:
    tmx.write(UNITS, path, srclang="fr", languages=["fr", "en", "ar", "zh"])


def _tbx(dialect: str) -> Callable[[Path], None]:
    return lambda path: tbx.write(GLOSSARY, path, dialect=dialect) and None


def _xliff(path: Path) -> None:
    xliff.write(UNITS, path, srclang="fr", tgtlang="en", glossary=GLOSSARY)


def _table(suffix: str) -> Callable[[Path], None]:
    def write(path: Path) -> None:
        made = path.with_suffix(suffix)
        tables.write_rows(UNITS, made, ["fr", "en"])
        made.replace(path)

    return write


def _text(text: str) -> Callable[[Path], None]:
    return lambda path: path.write_text(text, encoding="utf-8") and None


SEEDS: dict[str, Callable[[Path], None]] = {
    "tmx": _tmx,
    "tbx-v3": _tbx("tbx-basic-v3"),
    "tbx-dct": _tbx("tbx-basic-v3-dct"),
    "tbx-v2": _text(V2),
    "tbx-min": _text(MIN),
    "xliff-2.1": _xliff,
    "xliff-2.0": _text(V20),
    "xliff-1.2": _text(V12),
    "skos": _text(HEAD + BODY),
    "csv": _table(".csv"),
    "xlsx": _table(".xlsx"),
}


def damaged(content: bytes, draw: random.Random) -> bytes:
    """The content with a few bytes changed, cut, doubled, or replaced by something nasty."""
    made = bytearray(content)
    for _ in range(draw.randint(1, 6)):
        at = draw.randrange(len(made) + 1)
        to = min(len(made), at + draw.choice([0, 1, 1, 3, 20, 200]))
        what = draw.choice([b"", bytes(made[at:to]) * 2, draw.choice(TOKENS), draw.randbytes(2)])
        made[at:to] = what
    return bytes(made)


def damaged_inside(content: bytes, draw: random.Random) -> bytes:
    """An archive that is sound, with one damaged member."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    chosen = draw.choice(list(members))
    members[chosen] = damaged(members[chosen], draw)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return made.getvalue()


@pytest.mark.parametrize("name", SEEDS)
def test_a_damaged_file_gives_nothing_but_clean_errors(tmp_path: Path, name: str) -> None:
    path = tmp_path / "damaged"
    SEEDS[name](path)
    whole = path.read_bytes()
    seed = time.time_ns() if SECONDS else 0
    draw = random.Random(seed)
    ends = time.monotonic() + SECONDS
    rounds = 0
    while rounds < ROUNDS or time.monotonic() < ends:
        rounds += 1
        inside = zipfile.is_zipfile(io.BytesIO(whole)) and draw.random() < 0.7
        path.write_bytes((damaged_inside if inside else damaged)(whole, draw))
        try:
            factory.read(path, strict=draw.random() < 0.2)
        except InputError as error:
            assert "\n" not in str(error), f"seed {seed}, round {rounds}"
        except Exception as error:
            error.add_note(f"seed {seed}, round {rounds}: {path.read_bytes()!r}")
            raise
    print(f"{name}: {rounds} damaged files")
