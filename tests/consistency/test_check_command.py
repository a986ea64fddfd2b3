"""``aligner check``: what it writes, its exit status, and what it says of bad input."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner, Result

from aligner import cli
from aligner.errors import AlignerError
from tests.consistency.drafts import RIGHT, SOURCE, TERMS, draft

Check = Callable[..., Result]


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, lines in {
        "source.fr": SOURCE,
        "right.en": RIGHT,
        "wrong.en": draft(wrong=True),
    }.items():
        (tmp_path / f"{name}.txt").write_text("\n".join(lines), encoding="utf-8")
    cells = [f'{fr},"{en}' + (f"\n{bad} [forbidden]" if bad else "") + '"' for fr, en, bad in TERMS]
    (tmp_path / "terms.csv").write_text("\n".join(["fr,en", *cells]), encoding="utf-8")
    return tmp_path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli.app, ["check", "--no-evidence", *map(str, arguments)])


def test_a_right_draft_passes_with_status_0(files: Path) -> None:
    done = run("right.en.txt", "--source", "source.fr.txt", "--glossary", "terms.csv", "--lines")
    assert done.exit_code == 0, done.output
    assert "0 errors, 0 warnings, 0 hints" in done.output


def test_findings_fail_with_status_1_and_are_written_as_the_contract_says(files: Path) -> None:
    done = run(
        "wrong.en.txt", "--source", "source.fr.txt", "--glossary", "terms.csv", "--lines",
        "--json", "out.jsonl", "--html", "out.html", "--xlsx", "out.xlsx", "--sarif", "out.sarif",
    )  # fmt: skip
    assert done.exit_code == 1
    records = [json.loads(line) for line in (files / "out.jsonl").read_text("utf-8").splitlines()]
    assert [(r["rule"], r["src_id"], r["tgt_id"]) for r in records] == [
        ("term-missing", 1, 1), ("term-forbidden", 2, 2),
    ]  # fmt: skip
    for record in records:
        keys = {"rule", "severity", "src_id", "tgt_id", "span", "expected", "found"}
        assert keys <= record.keys()
        side = draft(wrong=True) if record["side"] == "tgt" else SOURCE
        number = record["tgt_id"] if record["side"] == "tgt" else record["src_id"]
        start, end = record["span"]
        assert side[number][start:end] in (record["found"], "blanchiment d’argent")
    page = (files / "out.html").read_text("utf-8")
    assert "human trafficking" in page
    assert "http" not in page.replace("https://", "http")[: page.find("<main>")]
    sheet = openpyxl.load_workbook(files / "out.xlsx")["Findings"]
    assert sheet.max_row == 3
    log = json.loads((files / "out.sarif").read_text("utf-8"))
    (first, second) = log["runs"][0]["results"]
    assert (first["ruleId"], second["ruleId"]) == ("term-missing", "term-forbidden")
    place = second["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "wrong.en.txt"
    region = place["region"]
    assert (region["startLine"], region["snippet"]["text"]) == (3, "human trafficking")


@pytest.mark.parametrize(("limit", "status"), [("error", 1), ("warning", 1), ("never", 0)])
def test_fail_on_says_what_fails(files: Path, limit: str, status: int) -> None:
    done = run("wrong.en.txt", "--source", "source.fr.txt", "--glossary", "terms.csv", "--lines",
               "--fail-on", limit)  # fmt: skip
    assert done.exit_code == status


def test_json_on_standard_output_is_nothing_but_json(files: Path) -> None:
    done = run("wrong.en.txt", "--source", "source.fr.txt", "--glossary", "terms.csv", "--lines",
               "--json", "-")  # fmt: skip
    assert [json.loads(line)["rule"] for line in done.stdout.splitlines()] == [
        "term-missing", "term-forbidden",
    ]  # fmt: skip


def test_a_reference_gives_three_scores(files: Path) -> None:
    done = run("wrong.en.txt", "--source", "source.fr.txt", "--reference", "right.en.txt",
               "--lines",
               "--html", "out.html")  # fmt: skip
    assert all(name in done.output for name in ("chrF2++", "BLEU", "TER", "version:"))
    assert "<del>" in (files / "out.html").read_text("utf-8")


def test_a_reference_in_another_language_is_refused(files: Path) -> None:
    done = run("right.en.txt", "--source", "source.fr.txt", "--reference", "source.fr.txt",
               "--lines")  # fmt: skip
    assert "source.fr.txt is in French and right.en.txt in English" in str(done.exception)


def test_paragraphs_that_the_scores_leave_out_are_counted(files: Path) -> None:
    (files / "short.en.txt").write_text("\n".join([*RIGHT[:3], *RIGHT[4:]]), encoding="utf-8")
    done = run("short.en.txt", "--source", "source.fr.txt", "--reference", "right.en.txt",
               "--lines")  # fmt: skip
    assert "1 paragraph without a counterpart" in done.output
    assert "not scored" in done.output


def test_a_glossary_file_is_named_with_its_hash(files: Path) -> None:
    done = run("right.en.txt", "--source", "source.fr.txt", "--glossary", "terms.csv", "--lines")
    digest = hashlib.sha256((files / "terms.csv").read_bytes()).hexdigest()[:8]
    assert f"terms.csv (sha256 {digest}), 8 concepts" in done.output


def test_a_whole_paragraph_is_not_marked_in_the_page(files: Path) -> None:
    run("wrong.en.txt", "--source", "source.fr.txt", "--glossary", "terms.csv", "--lines",
        "--reference", "right.en.txt", "--html", "out.html")  # fmt: skip
    page = (files / "out.html").read_text("utf-8")
    assert "<mark>human trafficking</mark>" in page
    assert "<mark>Stresses" not in page


def test_markup_in_a_text_is_shown_as_text(files: Path) -> None:
    lines = [*RIGHT[:1], '2. Calls upon <script>alert("x")</script> & States to act;', *RIGHT[2:]]
    (files / "odd.en.txt").write_text("\n".join(lines), encoding="utf-8")
    run("odd.en.txt", "--source", "source.fr.txt", "--glossary", "terms.csv", "--lines",
        "--html", "out.html")  # fmt: skip
    page = (files / "out.html").read_text("utf-8")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def _bad(files: Path, name: str, text: str) -> str:
    (files / name).write_text(text, encoding="utf-8")
    return name


@pytest.mark.parametrize(
    ("draft_file", "glossary_text", "says"),
    [
        ("none.en.txt", "fr,en\na b,c d", "none.en.txt"),
        ("source.fr.txt", "fr,en\na b,c d", "both in French"),
        ("right.en.txt", "", "empty"),
        ("right.en.txt", "eins,zwei drei\na,b", "language"),
        ("right.en.txt", "id,document,fr,en\n1,d,a,b", "translation units"),
    ],
)
def test_bad_input_is_one_clear_line(
    files: Path, draft_file: str, glossary_text: str, says: str
) -> None:
    bad = _bad(files, "bad.csv", glossary_text)
    done = run(draft_file, "--source", "source.fr.txt", "--glossary", bad)
    assert isinstance(done.exception, AlignerError), done.output
    assert says in str(done.exception)
    assert "\n" not in str(done.exception)


def test_an_unknown_severity_is_one_clear_line(files: Path) -> None:
    done = run("right.en.txt", "--source", "source.fr.txt", "--fail-on", "sometimes", "--lines")
    assert "sometimes" in str(done.exception)


def test_a_draft_of_another_document_is_refused(texts: Path, tmp_path: Path) -> None:
    other = [
        f"{i}. The cat number {i} sat on the mat and slept there all day." for i in range(1, 40)
    ]
    path = tmp_path / "cats.en.txt"
    path.write_text("\n".join(other), encoding="utf-8")
    done = run(path, "--source", next((texts / "fr").iterdir()), "--similarity", "static")
    assert isinstance(done.exception, AlignerError), done.output
    assert "does not look like a translation" in str(done.exception)


def test_a_glossary_without_a_term_in_both_languages_is_told(files: Path) -> None:
    bad = _bad(files, "other.csv", "fr,de\ntraite,Handel")
    done = run("right.en.txt", "--source", "source.fr.txt", "--glossary", bad, "--lines")
    assert "both fr and en" in done.output
