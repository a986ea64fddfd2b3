"""Words of texts that have no end of a word in sight.

A tokenizer looks at all that is left of a stretch without spaces for every mark that it takes off
it, so that a line of brackets takes time by its square. Words of languages are far below the bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from aligner.languages import language

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

UNBROKEN = 300
"""Most characters without a space that a tokenizer is given in one piece; addresses of pages have
fewer."""
_UNBROKEN = re.compile(rf"\S{{{UNBROKEN}}}")


def words(nlp: Language, text: str) -> Doc:
    """The words of a text; stretches without spaces are read by pieces where they have no end.

    Args:
        nlp: A pipeline, of which the tokenizer is used.
        text: Any text; in languages without spaces it is read whole.

    Returns:
        Words without tags, over the whole text.
    """
    from spacy.tokens import Doc

    if not _UNBROKEN.search(text) or not language(nlp.lang).spaces:
        return nlp.make_doc(text)
    found: list[str] = []
    spaces: list[bool] = []
    alone: dict[int, str] = {}
    for piece in _pieces(text):
        doc = nlp.make_doc(piece)
        alone |= {len(found) + i: word for i, word in doc.user_data.get("alone", {}).items()}
        found += [token.text for token in doc]
        spaces += [bool(token.whitespace_) for token in doc]
    return Doc(nlp.vocab, words=found, spaces=spaces, user_data={"alone": alone})


def _pieces(text: str) -> Iterator[str]:
    begin = 0
    for match in _UNBROKEN.finditer(text):
        yield text[begin : match.end()]
        begin = match.end()
    if begin < len(text):
        yield text[begin:]
