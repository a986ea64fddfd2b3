"""Names and errors are shown as they are, whatever Markdown they hold."""

from __future__ import annotations

import pytest
from markdown_it import MarkdownIt

from aligner.review.plain import plain


@pytest.mark.parametrize(
    "text",
    [
        "[Sign in](https://example.net)",
        "![](https://example.net/a.png)",
        "a <b>bold</b> &amp; name",
        ":red[stop] :material/lock: $x^2$",
        "# Title\n- point",
        "*a* _b_ `c` ~~d~~ www.example.net",
        "S/RES/2331 (2016).fr.docx",
    ],
)
def test_what_is_shown_is_the_text_itself(text: str) -> None:
    shown = MarkdownIt("commonmark").parseInline(plain(text))[0].children or []
    assert {token.type for token in shown} <= {"text", "text_special"}
    assert "".join(token.content for token in shown) == " ".join(text.split())
