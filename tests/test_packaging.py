"""The wheel, installed where there is no checkout, and what is asked for by ``pip``."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
FR, EN = ROOT / "texts/fr/S-RES-2331-2016.ocr.txt", ROOT / "texts/en/S-RES-2331-2016.txt"
EXTRA = ("torch", "sentence_transformers", "streamlit", "psycopg", "altair", "sacrebleu")
"""What a lean installation lacks."""


def test_the_exact_versions_are_within_the_ranges_and_nothing_is_missing() -> None:
    lines = (ROOT / "requirements.txt").read_text("utf-8").splitlines()
    pins = [Requirement(line) for line in lines if line and not line.startswith("#")]
    asked = [Requirement(line) for line in PROJECT["dependencies"]]
    for name, extra in PROJECT["optional-dependencies"].items():
        asked += [Requirement(line) for line in extra if name != "all"]
    ranges = {canonicalize_name(one.name): one.specifier for one in asked}
    assert {canonicalize_name(pin.name) for pin in pins} == set(ranges)
    for pin in pins:
        (exact,) = pin.specifier
        assert exact.operator == "==" and exact.version in ranges[canonicalize_name(pin.name)]


@pytest.fixture(scope="module")
def bin_(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the programs of a fresh environment are, in which the wheel is installed.

    The packages that it needs are lent from the environment of the tests, as installing them anew
    takes minutes and tells nothing of the wheel.
    """
    source, made = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("fresh")
    shutil.copytree(ROOT / "aligner", source / "aligner", ignore=shutil.ignore_patterns("__pyc*"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet")
    _run(*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(made), str(source))
    (wheel,) = made.glob("un_aligner-*.whl")
    _run(sys.executable, "-m", "venv", "--without-pip", str(made / "venv"))
    programs = made / "venv" / ("Scripts" if os.name == "nt" else "bin")
    _run(*pip, "--python", str(programs / "python"), "install", "--no-deps", str(wheel))
    site = _run(str(programs / "python"), "-c", "import site; print(site.getsitepackages()[0])")
    lent = [path for path in sys.path if Path(path).name == "site-packages"]
    Path(site.strip(), "lent.pth").write_text("\n".join(lent) + "\n", "utf-8")
    return programs


def _run(*words: str, cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    ran = subprocess.run(words, capture_output=True, text=True, cwd=cwd, env=env, encoding="utf-8")
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.fixture(scope="module")
def example(bin_: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("elsewhere")
    _run(str(bin_ / "aligner"), "run", str(FR), str(EN), "-o", "out", cwd=folder)
    return folder


def test_the_wheel_is_what_runs_and_not_the_checkout(bin_: Path, tmp_path: Path) -> None:
    code = "import aligner; print(aligner.__file__)"
    assert str(ROOT) not in _run(str(bin_ / "python"), "-c", code, cwd=tmp_path)


def test_the_wheel_runs_the_example_checks_and_imports(bin_: Path, example: Path) -> None:
    glossary = ROOT / "glossaries" / "un-peace-security.tbx"
    words = ("check", str(EN), "--source", str(FR), "--glossary", str(glossary))
    checked = subprocess.run(
        [bin_ / "aligner", *words], capture_output=True, text=True, cwd=example, encoding="utf-8"
    )
    assert checked.returncode in (0, 1) and checked.stderr == ""
    assert "88 entries" in _run(str(bin_ / "aligner"), "import", str(glossary), cwd=example)


def test_the_wheel_serves_the_desk_up_to_its_first_page(bin_: Path, tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    env = os.environ | {"STREAMLIT_SERVER_PORT": str(port)}
    desk = subprocess.Popen(
        [bin_ / "aligner", "review"], cwd=tmp_path, env=env,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        assert b"<html" in _page(f"http://127.0.0.1:{port}/")
    finally:
        desk.terminate()
        desk.wait()
    with socket.socket() as late:
        assert late.connect_ex(("127.0.0.1", port)), "the server outlives the command"
    code = (
        "import sys; from streamlit.testing.v1 import AppTest; from aligner.review import served;"
        "from pathlib import Path; sys.argv = ['app.py'];"
        "page = AppTest.from_file(str(Path(served.__file__).with_name('app.py')),"
        " default_timeout=120).run(); print([e.message for e in page.exception])"
    )
    assert _run(str(bin_ / "python"), "-c", code, cwd=tmp_path).splitlines()[-1] == "[]"


def _page(url: str) -> bytes:
    end = time.monotonic() + 120
    while True:
        try:
            with urlopen(url, timeout=5) as answer:
                return bytes(answer.read())
        except (URLError, OSError):
            if time.monotonic() > end:
                raise
            time.sleep(0.3)


@pytest.fixture
def lean(tmp_path: Path) -> Iterator[dict[str, str]]:
    """An environment in which what the extras bring cannot be imported."""
    hidden = "".join(f"sys.modules[{name!r}] = None\n" for name in EXTRA)
    (tmp_path / "sitecustomize.py").write_text(f"import sys\n{hidden}", "utf-8")
    yield os.environ | {"PYTHONPATH": str(tmp_path)}


def test_a_lean_installation_gives_the_same_rows_and_terms(
    bin_: Path, example: Path, tmp_path: Path, lean: dict[str, str]
) -> None:
    _run(str(bin_ / "aligner"), "run", str(FR), str(EN), "-o", "out", cwd=tmp_path, env=lean)
    for end in (".rows.csv", ".terms.csv"):
        (made,) = (tmp_path / "out").glob(f"*{end}")
        texts = [path.read_text("utf-8") for path in (made, example / "out" / made.name)]
        mine, whole = (re.sub(r"\d{4}-\d\d-\d\dT[\d:]+Z", "", text) for text in texts)
        assert mine == whole and len(mine) > 1000


@pytest.mark.parametrize(
    ("words", "extra"),
    [
        (("review",), "desk"),
        (("export", "--db", "postgresql://x@127.0.0.1/y", "--to", "tmx", "-o", "x"), "postgresql"),
    ],
)
def test_a_lean_installation_says_which_extra_is_missing(
    words: tuple[str, ...], extra: str, bin_: Path, tmp_path: Path, lean: dict[str, str]
) -> None:
    ran = subprocess.run(
        [bin_ / "aligner", *words], capture_output=True, text=True, cwd=tmp_path, env=lean
    )
    assert ran.returncode == 2
    assert re.fullmatch(rf"aligner: .*pip install 'un-aligner\[{extra}\]'\n", ran.stderr)
