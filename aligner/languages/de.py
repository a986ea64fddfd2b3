"""German, as far as it has to be told from other languages."""

from __future__ import annotations

from aligner.languages.facts import Language, words
from aligner.languages.usage import Usage

LANGUAGE = Language(
    "de",
    "German",
    "Deutsch",
    tesseract="deu",
    usage=Usage(
        modifiers_first=True,
        function_words=words(
            "der die das den dem des und oder in zu mit von auf fur ist sind",
            "nicht ein eine einer eines einem im am als auch bei nach werden wird durch",
        ),
    ),
)
