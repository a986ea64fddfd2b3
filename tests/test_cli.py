"""The commands keep the contract that others script against."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from aligner import cli
from aligner.cli import corpus
from tests.command import call
from tests.conftest import ROOT

EN = ["The Council decides.", "Resolution 2253 (2015) is recalled.", "It meets on 20 May 2003."]
FR = [
    "Le Conseil décide.",
    "La résolution 2253 (2015) est rappelée.",
    "Il se réunit le 20 mai 2003.",
]


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    src, tgt = tmp_path / "a.fr.txt", tmp_path / "a.en.txt"
    src.write_text("\n".join(FR) + "\n", "utf-8")
    tgt.write_text("\n".join(EN) + "\n", "utf-8")
    return src, tgt


LANGS = ("--src-lang", "fr", "--tgt-lang", "en")


def test_align_writes_one_bead_a_line_with_every_id_once(
    pair: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "beads.jsonl"
    assert call(monkeypatch, "align", *pair, *LANGS, "--lines", "--json", out) == 0
    beads = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert sorted(i for b in beads for i in b["src"]) == [0, 1, 2]
    assert sorted(j for b in beads for j in b["tgt"]) == [0, 1, 2]
    assert all(0 <= b["confidence"] <= 1 for b in beads)


def test_blank_lines_are_units_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    src, tgt, out = tmp_path / "s.txt", tmp_path / "t.txt", tmp_path / "o.jsonl"
    src.write_text("\n".join([FR[0], "", *FR[1:]]), "utf-8")
    tgt.write_text("\n".join(EN), "utf-8")
    assert call(monkeypatch, "align", src, tgt, *LANGS, "--lines", "--json", out) == 0
    beads = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert sorted(i for b in beads for i in b["src"]) == [0, 1, 2, 3]


def test_a_dash_writes_to_standard_output(
    pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(monkeypatch, "align", *pair, *LANGS, "--lines", "--json", "-") == 0
    assert all("src" in json.loads(line) for line in capsys.readouterr().out.splitlines())


def test_terms_by_given_beads_name_their_contexts(
    pair: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beads, out = tmp_path / "beads.jsonl", tmp_path / "terms.jsonl"
    beads.write_text("".join(f'{{"src": [{i}], "tgt": [{i}]}}\n' for i in range(3)), "utf-8")
    words = ("terms", *pair, *LANGS, "--lines", "--beads", beads, "--json", out)
    assert call(monkeypatch, *words) == 0
    for line in out.read_text("utf-8").splitlines():
        record = json.loads(line)
        assert set(record) == {"src", "tgt", "score", "count", "contexts", "variants"}
        assert all(src == tgt for src, tgt in record["contexts"])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("align", "no.txt", "no2.txt", *LANGS, "--json", "-"), "no.txt"),
        (("align", "FR", "EN", *LANGS, "--similarity", "magic", "--json", "-"), "magic"),
        (("terms", "FR", "EN", *LANGS, "--lines", "--beads", "FR", "--json", "-"), "line 1"),
        (
            ("terms", "FR", "EN", *LANGS, "--lines", "--beads", "no.jsonl", "--json", "-"),
            "no.jsonl",
        ),
        (("evaluate", "."), "gold"),
        (("export", "--db", "sqlite:////nowhere/x.db", "--to", "tmx", "-o", "x.tmx"), "nowhere"),
        (("export", "--to", "docx97", "-o", "x"), "docx97"),
        (("run", "FR", "-o", "OUT"), "one language only"),
        (("run", "FR", "FR", "-o", "OUT"), "are both in"),
        (("run", "FR", "EN", "--pivot", "zh", "-o", "OUT"), "pivot"),
    ],
)
def test_bad_input_is_one_line_and_exit_status_2(
    words: tuple[str, ...],
    said: str,
    pair: tuple[Path, Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    places = {"FR": pair[0], "EN": pair[1], "OUT": tmp_path / "out"}
    monkeypatch.chdir(tmp_path)
    assert call(monkeypatch, *(places.get(word, word) for word in words)) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and said in error and "Traceback" not in error


def test_a_wrong_option_is_exit_status_2(monkeypatch: pytest.MonkeyPatch) -> None:
    assert call(monkeypatch, "align", "--no-such-option") == 2


def test_every_command_has_help_and_stands_in_the_docs() -> None:
    readme = (ROOT / "docs" / "commands.md").read_text("utf-8")
    for command in cli.app.registered_commands:
        assert command.callback and command.callback.__doc__
        assert f"aligner {command.name or command.callback.__name__}" in readme
    for command in corpus.app.registered_commands:
        assert command.callback and command.callback.__doc__
        assert (command.name or command.callback.__name__) in readme


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, aligner.cli; "
        "print([m for m in ('torch', 'spacy', 'pandas', 'numpy', 'streamlit', 'sqlalchemy')"
        " if m in sys.modules])"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
