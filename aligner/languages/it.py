"""Italian, as far as it has to be told from other languages."""

from __future__ import annotations

from aligner.languages.facts import Language, words
from aligner.languages.usage import Usage

LANGUAGE = Language(
    "it",
    "Italian",
    "italiano",
    tesseract="ita",
    usage=Usage(
        function_words=words(
            "il lo gli le di del della dei delle e o in un una che si",
            "per con al alla non sono come nel nella dal dalla piu tra",
        )
    ),
)
