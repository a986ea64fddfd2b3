"""Names and errors are shown as they are, whatever Markdown they hold."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from markdown_it import MarkdownIt

from aligner.review import templates
from aligner.review.markdown import literal


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
    shown = MarkdownIt("commonmark").parseInline(literal(text))[0].children or []
    assert {token.type for token in shown} <= {"text", "text_special"}
    assert "".join(token.content for token in shown) == " ".join(text.split())


def test_what_turns_a_name_round_or_hides_in_it_is_seen() -> None:
    for hidden in "\u202e\u2066\u200b\x07\x1b":
        assert literal(f"A/75/1{hidden}.docx") == literal(
            "A/75/1" + hidden.encode("unicode_escape").decode("ascii") + ".docx"
        )
    assert literal("الأمم المتحدة") == "الأمم المتحدة"


def test_a_page_shows_what_hides_in_a_name_too() -> None:
    upload = SimpleNamespace(name="A/75/1\u202excod.fr", sha256="0" * 64)
    shown = templates.render("documents.html:upload", upload=upload, amount="1 kB")
    assert r"A/75/1\u202excod.fr" in shown and "\u202e" not in shown
    term = SimpleNamespace(text="trea\u200bty \u2067x", acronym="")
    assert templates.render("concepts.html:named", term=term) == r"trea\u200bty \u2067x"
