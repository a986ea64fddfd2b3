"""A result is written whole or not at all."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from aligner.errors import OutputError
from aligner.formats import docx, html, tables, tbx, tmx, xliff
from aligner.model import TranslationUnit
from tests.formats.examples import GLOSSARY, UNITS

MANY = [TranslationUnit(str(n), {"fr": f"oui {n}", "en": f"yes {n}"}) for n in range(2000)]

WRITERS: dict[str, Callable[[Path], int]] = {
    "a.tmx": lambda path: tmx.write(MANY, path, srclang="fr", languages=["fr", "en"]),
    "a.tbx": lambda path: tbx.write(GLOSSARY, path),
    "a.xlf": lambda path: xliff.write(MANY, path, srclang="fr", tgtlang="en"),
    "a.csv": lambda path: tables.write_rows(MANY, path, ["fr", "en"]),
    "a.xlsx": lambda path: tables.write_workbook(MANY, GLOSSARY, path),
    "a.html": lambda path: html.write(MANY, path, ["fr", "en"]),
    "a.docx": lambda path: docx.write(UNITS, path, ["fr", "en"]),
}
every_writer = pytest.mark.parametrize(("name", "write"), WRITERS.items())


@contextmanager
def full_disk(room: int) -> Iterator[None]:
    """No file may grow past ``room`` bytes, as on a disk that has no more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@every_writer
def test_a_full_disk_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, name: str, write: Callable[[Path], int]
) -> None:
    path = tmp_path / name
    path.write_text("old")
    with full_disk(1000), pytest.raises(OutputError) as caught:
        write(path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
    assert "\n" not in str(caught.value)
    assert str(path) in str(caught.value)


@every_writer
def test_a_folder_that_takes_no_files_is_told(
    tmp_path: Path, name: str, write: Callable[[Path], int]
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(OutputError, match="cannot be written"):
        write(blocked / name)
    assert list(tmp_path.iterdir()) == [blocked]


@every_writer
def test_missing_folders_are_made(tmp_path: Path, name: str, write: Callable[[Path], int]) -> None:
    path = tmp_path / "new" / "folder" / name
    write(path)
    assert [child.name for child in path.parent.iterdir()] == [name]


def test_units_that_fail_half_way_leave_nothing(tmp_path: Path) -> None:
    def failing() -> Iterator[TranslationUnit]:
        yield from MANY
        raise RuntimeError("database gone")

    with pytest.raises(RuntimeError, match="database gone"):
        tmx.write(failing(), tmp_path / "a.tmx", srclang="fr", languages=["fr", "en"])
    assert list(tmp_path.iterdir()) == []
