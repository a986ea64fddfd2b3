"""Uploaded files: bounded, named by their content, and never anywhere but in their folder."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.errors import InputError, UsageError
from aligner.review.frame import uploads, waiting_files
from aligner.review.frame.uploads import Upload

FRENCH = "Le Conseil de sécurité condamne tous les actes de traite d’êtres humains.".encode()


def test_a_file_is_kept_under_the_hash_of_its_content(tmp_path: Path) -> None:
    first = uploads.keep("report.fr.txt", FRENCH, tmp_path)
    again = uploads.keep("the same.TXT", FRENCH, tmp_path)
    assert first.path == again.path == tmp_path / "uploads" / f"{first.sha256}.txt"
    assert first.path.read_bytes() == FRENCH
    assert (first.name, again.name) == ("report.fr.txt", "the same.TXT")
    assert len(list((tmp_path / "uploads").iterdir())) == 1


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "..\\..\\boot.txt", "/root/.ssh/a.txt", "a\x00b.txt", "\n.txt"]
)
def test_a_name_never_leads_out_of_the_folder(tmp_path: Path, name: str) -> None:
    upload = uploads.keep(name, FRENCH, tmp_path / "files")
    assert upload.path.parent == tmp_path / "files" / "uploads"
    assert "/" not in upload.name
    assert upload.name.isprintable()
    assert [path.name for path in tmp_path.iterdir()] == ["files"]


@given(st.text(max_size=400))
def test_a_shown_name_is_one_short_line(name: str) -> None:
    shown = uploads.shown_name(name)
    assert 0 < len(shown) <= 150
    assert shown.isprintable()
    assert "/" not in shown
    assert "\\" not in shown


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("a.txt", b"", "a.txt: is empty (0 bytes)"),
        ("a.exe", b"MZ", "a.exe: not docx, odt, rtf, doc, html, txt, pdf or a scan"),
        ("README", b"x", "README: not docx, odt, rtf, doc, html, txt, pdf or a scan"),
        ("a.txt", b"x" * (uploads.MEGABYTES * 2**20 + 1), "a.txt: is more than 50 MB"),
    ],
)
def test_what_cannot_be_used_is_refused_in_one_line(
    tmp_path: Path, name: str, data: bytes, told: str
) -> None:
    with pytest.raises(InputError) as caught:
        uploads.keep(name, data, tmp_path)
    assert str(caught.value).startswith(told)
    assert not (tmp_path / "uploads").exists()


def test_a_name_tells_the_language_before_the_text_does(tmp_path: Path) -> None:
    assert uploads.language_of(uploads.keep("report.txt", FRENCH, tmp_path)) == "fr"
    assert uploads.language_of(uploads.keep("report.es.txt", FRENCH, tmp_path)) == "es"
    assert uploads.language_of(uploads.keep("numbers.txt", b"1 2 3", tmp_path)) == ""


def test_a_broken_file_is_told_by_the_name_that_the_person_gave_it(tmp_path: Path) -> None:
    upload = uploads.keep("report.en.docx", b"PK\x03\x04 broken", tmp_path)
    with pytest.raises(InputError) as caught:
        uploads.language_of(upload)
    assert str(caught.value).startswith("report.en.docx: is a damaged zip archive")


@pytest.mark.parametrize(
    ("langs", "pivot", "told"),
    [
        (("fr", "fr"), "fr", "0.txt and 1.txt are both in French"),
        (("fr", ""), "fr", "1.txt: its language cannot be told"),
        (("fr",), "fr", "two languages or more"),
        (("en", "es"), "fr", "No file is in French"),
    ],
)
def test_a_run_that_cannot_begin_says_why(langs: tuple[str, ...], pivot: str, told: str) -> None:
    given = [Upload(f"{i}.txt", "0" * 64, Path("x"), lang) for i, lang in enumerate(langs)]
    with pytest.raises(UsageError, match=told):
        uploads.check(given, pivot)


def test_files_of_a_database_lie_beside_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert uploads.folder("sqlite:///out/aligner.db") == Path("out/aligner.db.files")
    url = "postgresql+psycopg://ana:secret@db.example.org/desk"
    assert uploads.folder(url) == Path("out/desk.files")
    monkeypatch.setenv("ALIGNER_FILES", "/srv/desk")
    assert uploads.folder(url) == Path("/srv/desk/desk.files")
    assert uploads.folder("postgresql+psycopg:///../x") == Path("/srv/desk/x.files")


def test_versions_of_a_document_go_by_the_name_of_the_first(tmp_path: Path) -> None:
    given = uploads.keep("S-RES-2331.fr.ocr.txt", FRENCH, tmp_path)
    assert uploads.document_name([replace(given, lang="fr")]) == "S-RES-2331"
    assert uploads.document_name([]) == ""


def test_files_that_nobody_needs_any_more_make_room_for_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = uploads.keep("old.txt", b"x" * 60, tmp_path)
    again = uploads.keep("again.txt", b"y" * 30, tmp_path)
    monkeypatch.setattr(uploads, "ROOM", 100)
    with pytest.raises(InputError, match="no room for more files"):
        uploads.keep("new.txt", b"z" * 50, tmp_path)
    for file in (old, again):
        os.utime(file.path, (0, 0))
    uploads.keep("again.txt", b"y" * 30, tmp_path)
    new = uploads.keep("new.txt", b"z" * 50, tmp_path)
    assert sorted(path.stat().st_size for path in new.path.parent.iterdir()) == [30, 50]


@dataclass(frozen=True)
class Waiting:
    """A file as the server has it in its memory."""

    file_id: str
    data: range  # which has a length and takes no room


@pytest.mark.parametrize(
    ("there", "size", "told"),
    [
        ({}, 10, ""),
        ({"me": [1] * waiting_files.FILES}, 1, "60 files wait in this window"),
        ({"others": [1] * waiting_files.FILES}, 1, ""),
        ({"me": [waiting_files.OF_ONE]}, 1, "500 MB wait in this window"),
        ({"others": [waiting_files.OF_ALL]}, 1, "too many files wait at this desk"),
    ],
)
def test_files_that_wait_are_bounded_for_each_window_and_for_all(
    there: dict[str, list[int]], size: int, told: str
) -> None:
    waiting = {
        session: {str(i): Waiting(str(i), range(n)) for i, n in enumerate(sizes)}
        for session, sizes in there.items()
    }
    refused = waiting_files.too_much(waiting, "me", Waiting("new", range(size)))
    assert refused.startswith(told) and bool(refused) == bool(told)
    again = waiting_files.too_much(waiting, "me", Waiting("0", range(size)))
    assert not again or "desk" in again  # a file that is given again takes the room of itself
