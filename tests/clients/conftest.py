"""The tools that read our files, where they are installed.

Debian: ``apt-get install omegat jing libxml2-utils libsaxonhe-java``; Python: translate-toolkit.
Where nothing may be skipped (``ALIGNER_NO_SKIPS``) every language pair is tried; elsewhere those
that start from French.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
from collections.abc import Callable
from itertools import permutations
from pathlib import Path

import pytest

from aligner.formats import tbx, tmx
from aligner.model import Status, TranslationUnit
from tests.formats.examples import GLOSSARY, LANGUAGES

ALL = bool(os.environ.get("ALIGNER_NO_SKIPS"))
OMEGAT = Path("/usr/share/omegat/OmegaT.jar")
SAXON = Path("/usr/share/java/Saxon-HE.jar")
PAIRS = [pair for pair in permutations(LANGUAGES, 2) if ALL or pair[0] == LANGUAGES[0]]

TEXTS = {
    "fr": ["Le Conseil de sécurité,", "Coûts < 5 % & « en hausse » : 100 000 $", "d’êtres 𝄞"],
    "en": ["The Security Council,", "Costs < 5 % & “rising”: $100,000", "of beings 𝄞"],
    "es": ["El Consejo de Seguridad,", "Costos < 5 % & «en alza»: 100.000 $", "de seres 𝄞"],
    "ru": ["Совет Безопасности,", "Расходы < 5 % & «растут»: 100 000 долл.", "существ 𝄞"],
    "ar": ["إن مجلس الأمن،", "التكاليف < 5 % & ”في ارتفاع“: 100 000 دولار", "كائنات 𝄞"],
    "zh": ["安全理事会，", "费用 < 5 % & “上升”：100 000 美元", "人 𝄞"],
}
UNITS = [
    TranslationUnit(
        str(number),
        {lang: texts[number] for lang, texts in TEXTS.items()},
        document="S-RES-2331-2016",
        label="2 (c)",
        status=Status.APPROVED,
    )
    for number in range(3)
]


def _skip_without(what: str) -> None:
    pytest.skip(f"needs {what}; tests/clients/conftest.py says how to install it")


@pytest.fixture(scope="session")
def tool() -> Callable[[str], str]:
    """Gives the path of a program, or skips."""

    def find(name: str) -> str:
        path = shutil.which(name)
        if path is None:
            _skip_without(name)
        return str(path)

    return find


@pytest.fixture(scope="session")
def omegat(tool: Callable[[str], str]) -> list[str]:
    """The start of a command line that runs a class of OmegaT."""
    java = tool("java")
    if not OMEGAT.exists():
        _skip_without("OmegaT")
    return [java, "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8", "-cp", str(OMEGAT)]


@pytest.fixture(scope="session")
def saxon(tool: Callable[[str], str]) -> list[str]:
    """The start of a command line that runs Saxon's XSLT."""
    java = tool("java")
    if not SAXON.exists():
        _skip_without("Saxon-HE")
    return [java, "-cp", str(SAXON), "net.sf.saxon.Transform"]


@pytest.fixture(scope="session")
def translate_toolkit() -> None:
    """Skips where translate-toolkit is not installed."""
    if importlib.util.find_spec("translate") is None:
        _skip_without("translate-toolkit")


@pytest.fixture(scope="session")
def schemas(shared: Path) -> Path:
    """The schemas of the formats; they carry no licence, so the project has no copy."""
    return shared / "formats" / "schemas"


@pytest.fixture(scope="session")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A TMX of six languages."""
    path = tmp_path_factory.mktemp("clients") / "memory.tmx"
    assert tmx.write(UNITS, path, srclang=LANGUAGES[0], languages=LANGUAGES) == len(UNITS)
    return path


@pytest.fixture(scope="session")
def termbases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A TBX of each dialect, by its name."""
    folder = tmp_path_factory.mktemp("clients")
    made = {dialect: folder / f"{dialect}.tbx" for dialect in tbx.DIALECTS}
    for dialect, path in made.items():
        tbx.write(GLOSSARY, path, dialect=dialect)
    return made
