"""Portuguese, as far as it has to be told from other languages."""

from __future__ import annotations

from aligner.languages.facts import Language, words
from aligner.languages.usage import Usage

LANGUAGE = Language(
    "pt",
    "Portuguese",
    "português",
    usage=Usage(
        function_words=words(
            "o os a as do da dos das de e ou em no na nos nas um uma que se por para com ao aos",
            "seu sua nao mais entre pelo pela",
        )
    ),
)
