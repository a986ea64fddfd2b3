"""The language comes from what a person said, from the path, or from the text itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner.reading.detection import detect, document_name, from_path
from tests.reading.test_text import SAMPLES

ENGLISH = (
    "The Security Council, recalling its previous resolutions, decides to remain seized.\n" * 3
)


@pytest.mark.parametrize(("lang", "sample"), [*SAMPLES.items(), ("en", ENGLISH)])
def test_text_tells_its_language(lang, sample):
    found = detect(sample)
    assert found.lang == lang
    assert found.confidence == 1


def test_line_of_a_list_is_no_sure_sign():
    assert not detect("Annexe A").is_sure


def test_text_in_two_languages_is_in_neither_for_sure():
    assert not detect(ENGLISH * 5 + SAMPLES["fr"] * 5).is_sure


def test_language_beyond_the_six_is_recognised():
    german = (
        "Der Sicherheitsrat verurteilt den Menschenhandel in bewaffneten Konflikten und fordert "
    )
    assert detect(german * 4).lang == "de"


def test_text_without_letters_has_no_language():
    assert detect("12 - 34").lang == "und"
    assert detect("").confidence == 0


@pytest.mark.parametrize(
    ("path", "lang", "name"),
    [
        ("texts/fr/S-RES-2331-2016.ocr.txt", "fr", "S-RES-2331-2016"),
        ("texts/en/S-RES-2331-2016.txt", "en", "S-RES-2331-2016"),
        ("in/report.fr.txt", "fr", "report"),
        ("in/report.ru.ocr.txt", "ru", "report"),
        ("in/report-es.docx", "es", "report"),
        ("in/report_AR.pdf", "ar", "report"),
        ("in/report-en-US.pdf", "en", "report"),
        ("in/report_zh-Hans.html", "zh", "report"),
        ("in/A-3.7.en", "en", "A-3.7"),
        ("zh-Hans/a.txt", "zh", "a"),
        ("fr/report.es.txt", "es", "report"),
        ("S-RES-2331/fr.txt", "fr", "S-RES-2331"),
        ("in/S-RES-2331-2016.ocr.txt", None, "S-RES-2331-2016"),
        ("in/S-RES-2331-2016.txt", None, "S-RES-2331-2016"),
        ("in/resolution.1.txt", None, "resolution.1"),
        ("in/vote-en-bloc.txt", None, "vote-en-bloc"),
        ("in/de/a-de.txt", None, "a-de"),
    ],
)
def test_path_tells_language_and_name(path, lang, name):
    assert from_path(Path(path)) == lang
    assert document_name(Path(path)) == name
