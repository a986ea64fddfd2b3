"""The command as it is installed, in a process of its own: how it ends, whatever it is given."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.command import aligner, installed
from tests.conftest import ROOT

FR = [
    "Le Conseil de sécurité décide de rester saisi de la question.",
    "La résolution 2253 (2015) est rappelée par les États Membres.",
    "Il se réunit le 20 mai 2003 à New York, au Siège de l’Organisation.",
]
EN = [
    "The Security Council decides to remain seized of the matter.",
    "Resolution 2253 (2015) is recalled by the Member States.",
    "It meets on 20 May 2003 in New York, at Headquarters.",
]
LANGS = ("--src-lang", "fr", "--tgt-lang", "en")
QUICK = ("--similarity", "lexical")
"""The way in which least is loaded; how well it aligns is no matter here."""
POSIX = pytest.mark.skipif(os.name == "nt", reason="signals and names as POSIX has them")
"""Not a skip on the machines that must not skip: they are POSIX."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    (folder / "a.fr.txt").write_text("\n".join(FR) + "\n", "utf-8")
    (folder / "a.en.txt").write_text("\n".join(EN) + "\n", "utf-8")
    (folder / "empty.fr.txt").write_bytes(b"")
    (folder / "picture.fr.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    (folder / "broken.docx").write_bytes(b"PK\x03\x04 no archive")
    (folder / "broken.db").write_bytes(b"SQLite format 3\x00" + bytes(100))
    (folder / "broken.tmx").write_text("<tmx><body><tu>", "utf-8")
    (folder / "broken.toml").write_text("rules = [", "utf-8")
    (folder / "list.csv").write_text("no,such,columns\n1,2,3\n", "utf-8")
    return folder


@pytest.fixture(scope="module")
def result(folder: Path) -> Path:
    """What a run over the pair leaves: what it says that it wrote."""
    ran = aligner("run", "a.fr.txt", "a.en.txt", "-o", "out", *QUICK, cwd=folder)
    assert (ran.returncode, ran.stderr) == (0, "")
    wrote = [line.removeprefix("wrote ") for line in ran.stdout.splitlines() if "wrote " in line]
    assert wrote and all((folder / name).stat().st_size for name in wrote)
    assert re.search(r"^made by aligner:.*\|similarity:lexical\(d=512\)\|", ran.stdout, re.M)
    return folder / "out"


def told(ran: subprocess.CompletedProcess[str]) -> str:
    """The one line of a command that ended with status 2."""
    assert (ran.returncode, ran.stdout) == (2, ""), ran.stderr
    line, rest = ran.stderr.split("\n", 1)
    assert rest == "" and line.startswith("aligner: ") and line.isprintable()
    return line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("repair none.txt", "none.txt: no such file"),
        ("repair .", "is a folder"),
        ("repair empty.fr.txt", "is empty"),
        ("repair picture.fr.txt", "picture"),
        ("repair broken.docx", "damaged"),
        ("align a.fr.txt none.txt --src-lang fr --tgt-lang en --json -", "none.txt"),
        (
            "align a.fr.txt a.en.txt --src-lang fr --tgt-lang en --similarity magic --json -",
            "magic",
        ),
        ("align a.fr.txt a.en.txt --src-lang fr --tgt-lang en --json none/../a.fr.txt/x", "x"),
        ("terms a.fr.txt a.en.txt --src-lang fr --tgt-lang en --beads list.csv --json -", "list"),
        ("run a.fr.txt", "one language only"),
        ("run a.fr.txt a.fr.txt", "are both in"),
        ("run a.fr.txt a.en.txt --pivot zh", "pivot"),
        ("run a.fr.txt a.en.txt -o broken.docx", "broken.docx"),
        ("check a.en.txt --source none.txt", "none.txt"),
        ("check a.en.txt --source a.fr.txt --config broken.toml", "broken.toml"),
        ("check a.en.txt --source a.fr.txt --fail-on never-ever", "--fail-on"),
        ("check a.en.txt --source a.fr.txt --glossary broken.tmx", "broken.tmx"),
        ("export --to tmx -o x.tmx --db sqlite:///none.db", "no database there yet"),
        ("export --to tmx -o x.tmx --db sqlite:///broken.db", "broken.db"),
        ("export --to docx97 -o x.doc", "docx97"),
        ("import none.tmx --db sqlite:///new.db", "none.tmx"),
        ("import broken.tmx --db sqlite:///new.db", "broken.tmx"),
        ("backup -o b.db --db sqlite:///none.db", "none.db"),
        ("restore broken.db --db sqlite:///restored.db", "broken.db"),
        ("restore none.db --db sqlite:///restored.db", "none.db"),
        ("evaluate none", "none"),
        ("evaluate .", "gold"),
        ("review --db sqlite:///a.fr.txt/x.db", "a.fr.txt"),
        ("review --db mysql://x/y", "only SQLite and PostgreSQL"),
        ("run a.fr.txt a.en.txt --db mysql://x/y", "only SQLite and PostgreSQL"),
        ("run a.fr.txt a.en.txt --db postgresql://n@127.0.0.1:1/x", "no PostgreSQL answers there"),
        ("run a.fr.txt a.en.txt --db postgresql://n@127.0.0.1:port/x", "port is no number"),
        ("run a.fr.txt a.en.txt --db sqlite:///a%00b.db", "NUL"),
        ("run a.fr.txt a.en.txt --db sqlite:///new.db?timeout=abc", "timeout=abc"),
        ("run a.fr.txt a.en.txt --db sqlite:///new.db?speed=9", "speed"),
        ("algn a b", "align"),
        ("--bogus", "--bogus"),
        ("align a.fr.txt", "aligner align --help"),
        ("align a.fr.txt a.en.txt --src-lang", "--src-lang"),
        ("export --to tmx", "--out"),
    ],
)
def test_bad_input_is_told_in_one_line_with_status_2(words: str, said: str, folder: Path) -> None:
    assert said in told(aligner(*words.split(), cwd=folder))
    assert not list(folder.rglob("*.part"))


def test_the_module_is_the_same_command(folder: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "aligner", "repair", "none.txt"],
        capture_output=True, text=True, cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert told(ran) == told(aligner("repair", "none.txt", cwd=folder))


def test_an_older_script_ends_as_the_command_does(folder: Path) -> None:
    script = "import sys; from aligner.cli import app; sys.exit(app())"
    ran = subprocess.run(
        [sys.executable, "-c", script, "repair", "nosuch.txt"],
        capture_output=True, cwd=folder, check=False,
    )  # fmt: skip
    assert ran.returncode == 2
    assert ran.stderr.decode().splitlines() == ["aligner: nosuch.txt: no such file; check the name"]


def test_without_words_the_help_is_shown_and_nothing_is_done() -> None:
    ran = aligner()
    assert ran.returncode == 2 and "Usage: aligner" in ran.stdout and "run" in ran.stdout


def test_repair_prints_the_text(folder: Path) -> None:
    ran = aligner("repair", "a.fr.txt", cwd=folder)
    assert ran.returncode == 0 and ran.stdout.splitlines() == FR


def test_align_and_terms_write_json_lines(folder: Path) -> None:
    for command in ("align", "terms"):
        ran = aligner(
            command, "a.fr.txt", "a.en.txt", *LANGS, *QUICK, "--lines", "--json", "-", cwd=folder
        )
        assert ran.returncode == 0 and ran.stderr == ""
        assert all("src" in json.loads(line) for line in ran.stdout.splitlines())


def test_check_is_status_1_on_findings_and_0_without(folder: Path) -> None:
    (folder / "wrong.en.txt").write_text("\n".join(EN).replace("2253", "2235") + "\n", "utf-8")
    words = ("--source", "a.fr.txt", "--lines", *QUICK)
    assert aligner("check", "a.en.txt", *words, cwd=folder).returncode == 0
    found = aligner("check", "wrong.en.txt", *words, cwd=folder)
    assert found.returncode == 1 and "2235" in found.stdout


def test_out_in_and_over_again(result: Path) -> None:
    db, file = f"sqlite:///{result / 'aligner.db'}", result / "all.tmx"
    assert aligner("export", "--db", db, "--to", "tmx", "--status", "all", "-o", file).stdout
    assert aligner("import", file, "--db", db).returncode == 0
    assert aligner("backup", "--db", db, "-o", result / "copy.db").returncode == 0
    new = f"sqlite:///{result / 'new.db'}"
    assert aligner("restore", result / "copy.db", "--db", new).stdout.startswith("restored ")
    assert "there already" in told(aligner("restore", result / "copy.db", "--db", new))


def test_evaluate_prints_figures(folder: Path) -> None:
    gold = folder / "gold"
    gold.mkdir()
    (gold / "a.fr").write_text("\n".join(FR) + "\n", "utf-8")
    (gold / "a.en").write_text("\n".join(EN) + "\n", "utf-8")
    beads = "".join(f'{{"src": [{i}], "tgt": [{i}]}}\n' for i in range(3))
    (gold / "a.gold.jsonl").write_text(beads, "utf-8")
    other = folder / "other"
    other.mkdir()
    (other / "a.jsonl").write_text('{"src": [0, 1, 2], "tgt": [0, 1, 2]}\n', "utf-8")
    ran = aligner("evaluate", gold, *QUICK, "--against", other)
    assert ran.returncode == 0 and "1.0000" in ran.stdout and "0.0000" in ran.stdout
    (other / "a.jsonl").unlink()
    assert "a.jsonl" in told(aligner("evaluate", gold, *QUICK, "--against", other))


@POSIX
@pytest.mark.parametrize(
    "command", ["repair a.fr.txt", "align --json -", "check --json -", "--help"]
)
def test_a_reader_that_leaves_is_no_error(command: str, folder: Path) -> None:
    name, *rest = command.split()
    if name == "align":
        rest = ["a.fr.txt", "a.en.txt", *LANGS, *QUICK, "--lines", *rest]
    if name == "check":
        rest = ["a.en.txt", "--source", "a.fr.txt", "--lines", *QUICK, *rest]
    reader, writer = os.pipe()
    os.close(reader)
    ran = subprocess.run(
        [*installed(), name, *rest], stdout=writer, stderr=subprocess.PIPE, cwd=folder, check=False
    )
    os.close(writer)
    assert (ran.returncode, ran.stderr) == (0, b"")


@POSIX
def test_findings_decide_the_status_also_where_nobody_reads_on(folder: Path) -> None:
    (folder / "other.en.txt").write_text("\n".join(EN).replace("2253", "2235") + "\n", "utf-8")
    reader, writer = os.pipe()
    os.close(reader)
    words = [*installed(), "check", "other.en.txt", "--source", "a.fr.txt", "--lines", *QUICK]
    ran = subprocess.run(words, stdout=writer, stderr=subprocess.PIPE, cwd=folder, check=False)
    os.close(writer)
    assert (ran.returncode, ran.stderr) == (1, b"")


@pytest.fixture
def waiting(tmp_path: Path) -> Iterator[Path]:
    """A file that never comes: whoever reads it waits."""
    pipe = tmp_path / "waiting.fr.txt"
    os.mkfifo(pipe)
    yield pipe


def hears_ctrl_c() -> None:
    """In a child before it begins: whoever runs the tests in the background ignores Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@POSIX
def test_ctrl_c_is_quiet_and_leaves_nothing(waiting: Path, folder: Path) -> None:
    out = waiting.parent / "out"
    with subprocess.Popen(
        [*installed(), "run", "a.en.txt", str(waiting), *QUICK, "-o", str(out)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder, preexec_fn=hears_ctrl_c,
    ) as process:  # fmt: skip
        writer = os.open(waiting, os.O_WRONLY)  # returns once the command waits for it
        process.send_signal(signal.SIGINT)
        said = process.communicate(timeout=60)
        os.close(writer)
    assert (process.returncode, *said) == (130, b"", b"")
    assert list(out.iterdir()) == []


@POSIX
def test_ctrl_c_while_it_writes_leaves_whole_files_only(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with subprocess.Popen(
        [*installed(), "run", "a.fr.txt", "a.en.txt", "-o", str(out), *QUICK],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder, preexec_fn=hears_ctrl_c,
    ) as process:  # fmt: skip
        while process.poll() is None and not list(out.glob("*.tmx")) + list(out.glob(".*.part")):
            time.sleep(0.001)
        process.send_signal(signal.SIGINT)
        _, error = process.communicate(timeout=60)
    assert process.returncode in (0, 130) and error == b""  # 0 where it was quicker than we
    assert not list(out.glob(".*.part"))
    assert all(path.stat().st_size for path in out.iterdir() if path.suffix != ".db-shm")


def test_the_version_names_the_weights() -> None:
    assert re.fullmatch(r"aligner \S+, weights [0-9a-f]{8}\n", aligner("--version").stdout)


@pytest.mark.parametrize(
    "env",
    [
        {"LANG": "C", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252"},
    ],
    ids=["C", "ascii", "cp1252"],
)
def test_a_terminal_without_the_letters_ends_no_command(env: dict[str, str], folder: Path) -> None:
    env = os.environ | env
    assert aligner("repair", "a.fr.txt", cwd=folder, env=env).stdout.splitlines() == FR
    assert aligner("--help", env=env).returncode == 0
    assert "no such file" in told(aligner("repair", "никто", cwd=folder, env=env))


@POSIX
def test_what_moves_a_terminal_is_made_visible_and_what_is_no_text_no_obstacle(
    folder: Path,
) -> None:
    assert r"none\n\x1b[2J: no such file" in told(aligner("repair", "none\n\x1b[2J", cwd=folder))
    assert "caf" in told(aligner("repair", os.fsdecode(b"caf\xe9"), cwd=folder))
    name = os.fsdecode(b"caf\xe9\n\x1b[2J.fr.txt")
    (folder / name).write_text((folder / "a.fr.txt").read_text("utf-8"), "utf-8")
    env = os.environ | {"PYTHONIOENCODING": "ascii"}
    ran = aligner("run", name, "a.en.txt", "-o", "odd", *QUICK, cwd=folder, env=env)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert "\x1b" not in ran.stdout and "caf___[2J: " in ran.stdout


def test_a_language_is_named_with_lang_and_without_french_the_first_is_the_pivot(
    folder: Path,
) -> None:
    (folder / "few.txt").write_text("xq 12\n", "utf-8")
    assert "--lang fr=few.txt" in told(aligner("run", "few.txt", "a.en.txt", cwd=folder))
    wrong = told(aligner("run", "few.txt", "a.en.txt", "--lang", "fr=fewer.txt", cwd=folder))
    assert "LANG=FILE" in wrong and "few.txt" in wrong
    words = ("few.txt", "a.en.txt", "--lang", "de=few.txt", "-o", "said", *QUICK)
    ran = aligner("run", *words, cwd=folder)
    assert ran.returncode == 0 and "rows in de, en" in ran.stdout
    assert "aligned to German; --pivot chooses another" in ran.stdout
    assert "|pivot:de|" in ran.stdout.splitlines()[-1]
