"""Pieces of HTML: escaped, marked, and cut where a reader would."""

from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from aligner.model import Change, Paragraph
from aligner.review import markup


def text_of(html: str) -> str:
    """What a reader sees of a piece of HTML that has no tags but those of its kind."""
    return unescape(re.sub(r"</?(mark|del|ins)>", "", html))


@given(st.text(), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=5))
def test_marking_changes_no_text_whatever_it_holds(text: str, spans: list[tuple[int, int]]) -> None:
    inside = [(a, b) for a, b in spans if a < b <= len(text)]
    drawn = markup.marked(text, inside)
    assert text_of(drawn) == text
    assert drawn.count("<mark>") == drawn.count("</mark>") <= len(inside)


@given(st.text(alphabet="ab é", min_size=1), st.data())
def test_an_excerpt_holds_its_span_where_it_says(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start, len(text)))
    cut, at = markup.excerpt(text, start, end, 5)
    assert cut[at : at + end - start] == text[start:end]


def test_terms_are_found_across_case_and_apostrophes_and_from_the_start_of_a_word() -> None:
    text = "Traite d’êtres humains, maltraite"
    assert markup.occurrences(text, ["traite d'êtres humains"]) == [(0, 22)]
    assert markup.occurrences(text, ["traite"]) == [(0, 6)]


def test_repairs_stand_as_a_diff_in_their_paragraph() -> None:
    paragraph = Paragraph(0, "l’infraction a été <b>")
    changes = [
        Change(0, 15, 18, "¢été", "été", "r", "", 0.9),
        Change(0, 0, 2, "I’", "l’", "r", "", 0.9),
    ]
    assert markup.repaired(paragraph, changes) == (
        "<del>I’</del><ins>l’</ins>infraction a <del>¢été</del><ins>été</ins> &lt;b&gt;"
    )


def test_a_repair_alone_is_shown_with_words_around_it() -> None:
    words = "un deux trois quatre cinq six sept huit neuf dix"
    start = words.index("cinq")
    change = Change(0, start, start + 4, "clnq", "cinq", "r", "", 0.9)
    drawn = markup.repaired(Paragraph(0, words), [change], around=12)
    assert drawn == "… quatre <del>clnq</del><ins>cinq</ins> six sept …"


def test_a_joined_line_shows_where_it_broke() -> None:
    assert markup.difference("per-\nsonne", "personne") == (
        "<del>per-↵sonne</del><ins>personne</ins>"
    )


def test_attributes_cannot_be_broken_out_of() -> None:
    assert markup.in_language('x" onclick="y') == 'lang="x&quot; onclick=&quot;y" dir="ltr"'
