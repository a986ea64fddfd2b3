from __future__ import annotations

import pytest

from aligner.terminology import acronyms
from aligner.terminology.tagging import tagger


@pytest.mark.parametrize(
    ("lang", "text", "full", "short"),
    [
        ("fr", "le Groupe d’action financière (GAFI) et", "Groupe d'action financière", "GAFI"),
        ("en", "the Financial Action Task Force (FATF) and", "Financial Action Task Force", "FATF"),
        (
            "fr",
            "par l’État islamique d’Iraq et du Levant (EIIL, connu sous le nom de Daech)",
            "État islamique d'Iraq et du Levant",
            "EIIL",
        ),
        (
            "en",
            "the United Nations Office on Drugs and Crime (UNODC), which",
            "United Nations Office on Drugs and Crime",
            "UNODC",
        ),
        (
            "es",
            "el Programa de las Naciones Unidas para el Desarrollo (PNUD) y",
            "Programa de las Naciones Unidas para el Desarrollo",
            "PNUD",
        ),
    ],
)
def test_an_acronym_in_brackets_finds_its_full_form(lang, text, full, short):
    tokens = tagger(lang).tag([text])[0]
    (start, end, found), *more = acronyms.find(tokens)
    joined = text.replace("’", "'")[tokens[start].start : tokens[end - 1].end]
    assert (joined, found, more) == (full, short, [])


@pytest.mark.parametrize(
    "text",
    [
        "resolution 1373 (2001) of the Council",
        "the Levant (Da’esh), which",
        "(GAFI)",
        "the (X) case",
    ],
)
def test_other_brackets_are_left_alone(text):
    assert not list(acronyms.find(tagger("en").tag([text])[0]))
