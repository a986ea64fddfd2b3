from __future__ import annotations

from aligner.model import Entry, Glossary, Status, Term
from aligner.terminology import records
from aligner.terminology.extraction import FoundTerm


def entry(fr: str, en: str, *, status: Status = Status.CANDIDATE) -> Entry:
    return Entry(f"{fr}={en}", (Term("fr", fr), Term("en", en)), 0.5, status=status)


FOUND = [
    entry("États parties", "States parties"),
    entry("réfugiés", "migrants"),
    entry("droits de douane", "customs duties"),
]
HAS = Glossary(
    "termbase",
    ("fr", "en"),
    (
        entry("État partie", "State party"),
        entry("réfugié", "refugee"),
        entry("droit de douane", "duty", status=Status.REJECTED),
    ),
)


def test_new_terms_come_first_then_contradictions_then_what_is_known():
    told = records.pairs(FOUND, ("fr", "en"), HAS)
    assert [(r["src"], r["standing"]) for r in told] == [
        ("droits de douane", "new"),
        ("réfugiés", "contradicts"),
        ("États parties", "known"),
    ]


def test_without_a_glossary_nothing_is_said_of_it_and_the_order_stays():
    told = records.pairs(FOUND, ("fr", "en"))
    assert [r["src"] for r in told] == ["États parties", "réfugiés", "droits de douane"]
    assert "standing" not in told[0]


def test_terms_of_one_language_are_told_apart_by_their_forms():
    found = [FoundTerm("réfugiés", ("réfugié",), 0.9, 3), FoundTerm("asile", (), 0.8, 1)]
    told = records.candidates(found, "fr", HAS)
    assert [(r["term"], r["standing"]) for r in told] == [("asile", "new"), ("réfugiés", "known")]
    assert told[1]["variants"] == ["réfugié"]
