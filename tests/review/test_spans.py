"""Texts in pieces: marked, struck out, and cut where a reader would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from aligner.model import Change, Paragraph
from aligner.review import spans
from aligner.review.templates import render


@given(st.text(), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=5))
def test_marking_changes_no_text_whatever_it_holds(
    text: str, given_spans: list[tuple[int, int]]
) -> None:
    inside = [(a, b) for a, b in given_spans if a < b <= len(text)]
    pieces = spans.marked(text, inside)
    assert "".join(piece for piece, _ in pieces) == text
    assert sum(on for _, on in pieces) <= len(inside)
    covered = {i for a, b in inside for i in range(a, b)}
    flags = [on for piece, on in pieces for _ in piece]
    assert [i for i, on in enumerate(flags) if on] == sorted(covered)


@given(st.text(alphabet="ab é", min_size=1), st.data())
def test_an_excerpt_holds_its_span_where_it_says(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start, len(text)))
    cut, at = spans.excerpt(text, start, end, 5)
    assert cut[at : at + end - start] == text[start:end]


def test_terms_are_found_across_case_and_apostrophes_and_from_the_start_of_a_word() -> None:
    text = "Traite d’êtres humains, maltraite"
    assert spans.occurrences(text, ["traite d'êtres humains"]) == [(0, 22)]
    assert spans.occurrences(text, ["traite"]) == [(0, 6)]


def drawn(pieces: spans.Diff) -> str:
    return render("parts.html:diff", pieces=pieces)


def test_repairs_stand_as_a_diff_in_their_paragraph() -> None:
    paragraph = Paragraph(0, "l’infraction a été <b>")
    changes = [
        Change(0, 15, 18, "¢été", "été", "r", "", 0.9),
        Change(0, 0, 2, "I’", "l’", "r", "", 0.9),
    ]
    assert drawn(spans.repaired(paragraph, changes)) == (
        "<del>I’</del><ins>l’</ins>infraction a <del>¢été</del><ins>été</ins> &lt;b&gt;"
    )


def test_a_repair_alone_is_shown_with_words_around_it() -> None:
    words = "un deux trois quatre cinq six sept huit neuf dix"
    start = words.index("cinq")
    change = Change(0, start, start + 4, "clnq", "cinq", "r", "", 0.9)
    pieces = spans.repaired(Paragraph(0, words), [change], around=12)
    assert drawn(pieces) == "… quatre <del>clnq</del><ins>cinq</ins> six sept …"


def test_a_joined_line_shows_where_it_broke() -> None:
    assert drawn([("", "per-\nsonne", "personne")]) == ("<del>per-↵sonne</del><ins>personne</ins>")


@given(st.text(), st.text())
def test_a_word_diff_holds_every_word_of_both_sides(before: str, after: str) -> None:
    pieces = spans.word_diff(before, after)
    old = " ".join(same + gone for same, gone, _ in pieces)
    new = " ".join(same + fresh for same, _, fresh in pieces)
    assert (old.split(), new.split()) == (before.split(), after.split())


def test_attributes_cannot_be_broken_out_of() -> None:
    assert render("parts.html:runs", lang='x" onclick="y') == (
        'lang="x&#34; onclick=&#34;y" dir="ltr"'
    )
