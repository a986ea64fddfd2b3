"""An archive is made of folders and manifests; each file is used or told why not."""

from __future__ import annotations

import hashlib
import json
import os
import sys
from pathlib import Path

import pytest

from aligner.corpus import archive as archives
from aligner.corpus import finding, listing
from aligner.corpus.archive import Archive
from aligner.errors import InputError, OutputError, UsageError
from tests.command import aligner

FR = "Le Conseil de sécurité décide de rester saisi de la question de la pêche côtière."
EN = "The Security Council decides to remain seized of the matter of coastal fishing."
ES = "El Consejo de Seguridad decide seguir ocupándose de la cuestión de la pesca costera."


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def added(tmp_path: Path, files: dict[str, str]) -> tuple[Archive, finding.Added]:
    archive = archives.made(tmp_path / "archive")
    folder = write(tmp_path / "texts", files)
    return archive, finding.add(archive, finding.in_folder(folder))


def found(archive: Archive) -> dict[str, list[str]]:
    return {item.id: list(item.languages) for item in archive.items()}


def problems(told: finding.Added) -> dict[str, str]:
    return {Path(file.file).name: file.problem for file in told.refused}


def test_versions_are_found_by_folder_by_infix_and_by_name_of_language(tmp_path: Path) -> None:
    archive, told = added(
        tmp_path,
        {
            "fr/S-RES-2999-2031.txt": FR,
            "en/s_res_2999(2031).txt": EN,
            "2030/A-85-17-Add.1.fr.txt": FR,
            "2030/A_85_17_add1_EN.txt": EN,
            "French/notes/harbour.txt": FR,
            "English/notes/harbour.txt": EN,
            "Español/notes/harbour.txt": ES,
            "tides/fr.txt": FR,
            "tides/en.txt": EN,
        },
    )
    assert found(archive) == {
        "A/85/17/Add.1": ["en", "fr"],
        "S/RES/2999(2031)": ["en", "fr"],
        "notes/harbour": ["en", "es", "fr"],
        "tides": ["en", "fr"],
    }
    assert not told.refused and (told.documents, told.alone) == (4, 0)
    item = archive.item("s-res-2999-2031")
    assert (item.organ, item.year, item.symbol) == ("S", 2031, "S/RES/2999(2031)")


def test_equal_names_in_other_folders_are_other_documents(tmp_path: Path) -> None:
    archive, _ = added(
        tmp_path, {f"{year}/{lang}/note.txt": f"{year} {text}" for year in ("2001", "2002")
                   for lang, text in (("fr", FR), ("en", EN))}
    )  # fmt: skip
    assert found(archive) == {"2001/note": ["en", "fr"], "2002/note": ["en", "fr"]}


def test_a_file_alone_is_known_by_the_symbol_at_its_head(tmp_path: Path) -> None:
    archive, told = added(
        tmp_path,
        {
            "scan-17.txt": f"Nations Unies\n\nS/2031/44\n\n{FR} {FR}",
            "download(3).txt": f"United Nations\n\nS/2031/44\n\n{EN} {EN}",
            "letter.txt": f"{EN} It is contained in document S/2031/44 of the Council.",
        },
    )
    assert found(archive) == {"S/2031/44": ["en", "fr"], "letter": ["en"]}
    assert told.alone == 1


def test_what_cannot_be_used_is_told_with_its_reason(tmp_path: Path) -> None:
    texts = write(tmp_path / "texts", {"fr/a.txt": FR, "en/a.txt": EN, "en/a.md": EN + " Second."})
    (texts / "en" / "b.txt").write_bytes(b"")
    (texts / "en" / "picture.png").write_bytes(b"\x89PNG")
    (texts / "en" / "link.txt").symlink_to(texts / "en" / "a.txt")
    os.mkfifo(texts / "en" / "pipe.txt")
    archive = archives.made(tmp_path / "archive")
    told = problems(finding.add(archive, finding.in_folder(texts)))
    assert told.pop("a.md").startswith("a second file in en")
    assert told == {
        "b.txt": "is empty (0 bytes); check that it was saved",
        "picture.png": ".png is not read",
        "link.txt": "a link; links are not followed",
        "pipe.txt": "a device or a pipe, no file",
    }
    assert found(archive) == {"a": ["en", "fr"]}


def test_a_name_that_is_no_text_does_no_harm(tmp_path: Path) -> None:
    texts = write(tmp_path / "texts", {"fr/a.txt": FR})
    Path(os.fsdecode(os.fsencode(texts / "fr") + b"/b\xff.txt")).write_text(FR, "utf-8")
    told = finding.add(archives.made(tmp_path / "archive"), finding.in_folder(texts))
    assert [file.problem for file in told.refused] == ["its name is no text; rename it"]


def test_names_in_six_scripts_are_kept(tmp_path: Path) -> None:
    names = ["Élévation", "Отчёт", "تقرير", "报告", "informe-año", "Bericht"]
    archive, _ = added(
        tmp_path, {f"{lang}/{name}.txt": text for name in names
                   for lang, text in (("fr", FR), ("en", EN))}
    )  # fmt: skip
    assert sorted(found(archive)) == sorted(names)


def test_adding_again_changes_nothing_and_adding_more_adds(tmp_path: Path) -> None:
    archive, _ = added(tmp_path, {"fr/a.txt": FR, "en/a.txt": EN})
    before = archive.manifest.read_bytes()
    again = finding.add(archive, finding.in_folder(tmp_path / "texts"))
    assert archive.manifest.read_bytes() == before and again.files == 0
    _, more = added(tmp_path, {"es/a.txt": ES})
    assert more.files == 1 and found(archive) == {"a": ["en", "es", "fr"]}


@pytest.mark.parametrize("suffix", ["csv", "jsonl", "parquet"])
def test_a_manifest_names_what_paths_do_not(tmp_path: Path, suffix: str) -> None:
    write(tmp_path, {"x1.txt": FR, "x2.txt": EN, "x3.txt": EN})
    hashes = {n: hashlib.sha256((tmp_path / n).read_bytes()).hexdigest() for n in ("x1.txt",)}
    records = [
        {"file": "x1.txt", "symbol": "E-2031-5", "lang": "fr", "sha256": hashes["x1.txt"]},
        {"file": "x2.txt", "symbol": "E/2031/5", "lang": "en", "sha256": ""},
        {"file": "x3.txt", "symbol": "E/2031/6", "lang": "en", "sha256": "0" * 64},
        {"file": "gone.txt", "symbol": "E/2031/6", "lang": "fr", "sha256": ""},
    ]
    manifest = tmp_path / f"list.{suffix}"
    if suffix == "csv":
        lines = ["file;symbol;lang;sha256", *(";".join(r.values()) for r in records)]
        manifest.write_text("\n".join(lines), "utf-8")
    elif suffix == "jsonl":
        manifest.write_text("\n".join(map(json.dumps, records)), "utf-8")
    else:
        import pyarrow as pa
        import pyarrow.parquet as pq

        pq.write_table(pa.Table.from_pylist(records), manifest)
    archive = archives.made(tmp_path / "archive")
    told = problems(finding.add(archive, listing.read(manifest)))
    assert found(archive) == {"E/2031/5": ["en", "fr"]}
    assert told == {
        "x3.txt": "its hash is not the one in the manifest; get it again",
        "gone.txt": "no such file",
    }


def test_a_manifest_that_is_none_is_one_line(tmp_path: Path) -> None:
    write(tmp_path, {"a.csv": "title;author\nx;y\n", "b.jsonl": "{"})
    with pytest.raises(InputError, match=r"a\.csv: line 2 names no file"):
        list(listing.read(tmp_path / "a.csv"))
    with pytest.raises(InputError, match=r"b\.jsonl: cannot be read as a manifest"):
        list(listing.read(tmp_path / "b.jsonl"))


def test_an_archive_of_another_version_or_kind_is_refused(tmp_path: Path) -> None:
    archive = archives.made(tmp_path / "archive")
    with pytest.raises(InputError, match="no archive; make one"):
        archives.opened(tmp_path)
    with pytest.raises(InputError, match="holds something else"):
        archives.made(tmp_path)
    head = archive.folder / "archive.json"
    head.write_text(json.dumps(json.loads(head.read_text()) | {"version": 99}))
    with pytest.raises(InputError, match="version 99, this aligner has version 1"):
        archives.opened(archive.folder)


def test_the_extra_that_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"un-aligner\[corpus\]"):
        archives.made(tmp_path / "archive")


def test_a_document_that_is_not_there_is_told_with_the_nearest(tmp_path: Path) -> None:
    archive, _ = added(tmp_path, {"fr/S-RES-2999-2031.txt": FR, "en/S-RES-2999-2031.txt": EN})
    with pytest.raises(UsageError, match=r"did you mean S/RES/2999\(2031\)\?"):
        archive.item("S/RES/2998(2031)")


def test_an_archive_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    archive, _ = added(tmp_path, {"fr/a.txt": FR})
    archive.manifest.unlink()
    archive.manifest.mkdir()
    with pytest.raises(OutputError, match=r"manifest\.parquet: not a file but a folder"):
        archive.write([])


def test_the_command_adds_and_tells(tmp_path: Path) -> None:
    write(tmp_path / "texts", {"fr/a.txt": FR, "en/a.txt": EN, "en/b.txt": ""})
    ran = aligner("corpus", "add", "texts", "-o", "archive", cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "1 documents in two languages or more" in ran.stdout
    assert "b.txt: is empty" in ran.stdout
    ran = aligner("corpus", "add", "nowhere", "-o", "other", cwd=tmp_path)
    assert ran.returncode == 2 and ran.stderr.count("\n") == 1
    assert not (tmp_path / "other").exists()
