"""Damaged files: every reader gives what it can or one clean error, and never anything else.

A few seconds in the suite. For a long run, ``ALIGNER_FUZZ_SECONDS=600 pytest -s
tests/formats/test_fuzz.py`` gives each reader that long, with new damage each time; what fails is
made as small as it goes and printed. With the development data, its corpus of real files is
damaged too.
"""

from __future__ import annotations

import io
import os
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner import confinement
from aligner.errors import InputError
from aligner.formats import factory, tables, tbx, tmx, xliff
from tests.conftest import ROOT
from tests.formats.examples import GLOSSARY, UNITS
from tests.formats.test_skos import BODY, HEAD
from tests.formats.test_tbx import MIN, V2
from tests.formats.test_xliff import V12, V20

SECONDS = float(os.environ.get("ALIGNER_FUZZ_SECONDS", "0"))
ROUNDS = 2_000 if SECONDS else 60
LARGEST = 20_000
"""Bytes of a real file that is still small enough to be damaged many times a second."""
TOKENS = [
    *(
        b"",
        b"<",
        b">",
        b"&",
        b'"',
        b"'",
        b"/",
        b"\0",
        b"\xff\xfe",
        b"\xef\xbb\xbf",
        b"\xed\xa0\x80",
    ),
    *(b"]]>", b"<!--", b"-->", b"<![CDATA[", b"<?x", b"?>", b"&#0;", b"&#x1F600;", b"&x;"),
    *(b"<!DOCTYPE x [<!ENTITY x 'y'>]>", b"<seg>", b"</seg>", b"<ph/>", b'xml:lang="en"'),
    *("⟦1⟧".encode(), b"1e999", b"-1", b"nan", b"99999-01-01", b"\r", b"\n", b",", b";", b"=1+1"),
]

Edit = tuple[float, int, bytes, bool]
"""Where (as a share of the whole), how many bytes go, what comes, and whether they come back."""
edits = st.lists(
    st.tuples(
        st.floats(0, 1),
        st.sampled_from([0, 1, 1, 3, 20, 200]),
        st.sampled_from(TOKENS) | st.binary(max_size=3),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


def _tmx(path: Path) -> None:
    tmx.write(UNITS, path, srclang="fr", languages=["fr", "en", "ar", "zh"])


def _tbx(dialect: str) -> Callable[[Path], object]:
    return lambda path: tbx.write(GLOSSARY, path, dialect=dialect)


def _xliff(path: Path) -> None:
    xliff.write(UNITS, path, srclang="fr", tgtlang="en", glossary=GLOSSARY)


def _table(suffix: str) -> Callable[[Path], object]:
    def write(path: Path) -> None:
        made = path.with_suffix(suffix)
        tables.write_rows(UNITS, made, ["fr", "en"])
        made.replace(path)

    return write


def _text(text: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(text, encoding="utf-8")


WRITERS: dict[str, Sequence[Callable[[Path], object]]] = {
    "tmx": [_tmx],
    "tbx": [*map(_tbx, tbx.DIALECTS), _text(V2), _text(MIN)],
    "xliff": [_xliff, _text(V20), _text(V12)],
    "skos": [_text(HEAD + BODY)],
    "csv": [_table(".csv")],
    "xlsx": [_table(".xlsx")],
}


def whole_files(reader: str, folder: Path) -> list[bytes]:
    """Sound files for a reader: our own and, where they are at hand, small ones of other tools."""
    path = folder / "whole"
    found = []
    for write in WRITERS[reader]:
        write(path)
        found.append(path.read_bytes())
    corpus = Path(os.environ.get("ALIGNER_SHARED", ROOT.parent / "shared")) / "formats/corpus"
    others = sorted(corpus.glob(f"{reader}/*")) if SECONDS else []
    return found + [other.read_bytes() for other in others if other.stat().st_size < LARGEST]


def damaged(content: bytes, changes: Sequence[Edit]) -> bytes:
    """The content with bytes taken out, doubled, and replaced by something nasty."""
    made = bytearray(content)
    for share, length, token, twice in changes:
        at = round(share * len(made))
        gone = bytes(made[at : at + length])
        made[at : at + length] = gone + token + gone if twice else token
    return bytes(made)


def damaged_inside(content: bytes, member: float, changes: Sequence[Edit]) -> bytes:
    """An archive that is sound, with one damaged member."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    chosen = list(members)[round(member * (len(members) - 1))]
    members[chosen] = damaged(members[chosen], changes)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, inside in members.items():
            archive.writestr(name, inside)
    return made.getvalue()


@pytest.mark.parametrize("reader", WRITERS)
def test_a_damaged_file_gives_nothing_but_clean_errors(reader: str) -> None:
    with TemporaryDirectory() as folder:
        seeds = whole_files(reader, Path(folder))
        path = Path(folder) / "damaged"
        rounds = 0

        @settings(
            max_examples=ROUNDS,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(st.sampled_from(seeds), edits, st.floats(0, 1), st.booleans(), st.booleans())
        def read(
            whole: bytes, changes: list[Edit], member: float, inside: bool, strict: bool
        ) -> None:
            nonlocal rounds
            rounds += 1
            if inside and zipfile.is_zipfile(io.BytesIO(whole)):
                path.write_bytes(damaged_inside(whole, member, changes))
            else:
                path.write_bytes(damaged(whole, changes))
            try:
                with confinement.unconfined():
                    factory.read(path, strict=strict)
            except InputError as error:
                assert "\n" not in str(error)

        started = time.monotonic()
        read()
        while time.monotonic() - started < SECONDS:
            read()
        print(f"{reader}: {rounds:,} damaged files in {time.monotonic() - started:.0f} s")
