"""Words of strangers where Streamlit would read them as Markdown: labels and error boxes."""

from __future__ import annotations

import re

from aligner.showing import visible

_SIGNS = re.compile(r"([!-/:-@\[-`{-~])")


def literal(text: str) -> str:
    """The text as Markdown that shows just it: on one line, with no link, picture, colour or sign.

    Controls, and what turns the direction of writing round, are shown by their escapes.

    CommonMark 2.4: any ASCII punctuation may be escaped by a backslash; Streamlit's own signs
    (``:red[...]``, ``:material/...:``, ``$...$``) begin with such a character too.
    """
    return _SIGNS.sub(r"\\\1", visible(" ".join(text.split())))
