"""The same paragraph translated in two ways, and quality against a reference."""

from __future__ import annotations

from aligner.consistency import Severity, check
from aligner.consistency.checking import quality_of
from aligner.consistency.html_report import page
from aligner.consistency.quality import word_diff
from aligner.model import TranslationUnit
from tests.consistency.drafts import RIGHT, bitext, draft

SOURCE = [
    "1. Prie les États de lui faire rapport;",
    "2. Condamne la traite;",
    "3. Prie les États de lui faire rapport;",
    "4. Prie les États de lui faire rapport;",
]
LINES = [
    "1. Requests States to report to it;",
    "2. Condemns trafficking;",
    "3. Requests States to report to it;",
    "4. Requests States that they keep it informed;",
]


def test_the_place_that_differs_from_the_others_is_reported_with_theirs() -> None:
    (finding,) = check(bitext(LINES, SOURCE)).findings
    assert (finding.rule, finding.label, finding.severity) == (
        "segment-inconsistent", "4", Severity.WARNING,
    )  # fmt: skip
    assert finding.expected == ("Requests States to report to it;",)


def test_case_spaces_and_marks_are_no_difference() -> None:
    lines = [*LINES[:3], "4. requests  States to report to it."]
    assert check(bitext(lines, SOURCE)).findings == ()


def test_nearly_the_same_paragraph_in_quite_other_words_is_a_hint() -> None:
    source = [
        "1. Prie le Comité des sanctions de lui présenter un rapport écrit avant la fin de mars;",
        "2. Prie le Comité des sanctions de lui présenter un rapport écrit avant la fin de mai;",
    ]
    lines = [
        "1. Requests the sanctions committee to submit a written report to it by the end of March;",
        "2. Requests that body, before May is over, to let it have an account of its work;",
    ]
    (finding,) = check(bitext(lines, source)).findings
    assert (finding.kind, finding.severity) == ("near", Severity.HINT)


def test_the_approved_memory_counts_too() -> None:
    unit = TranslationUnit(
        "1", {"fr": "Prie les États de lui faire rapport;", "en": "Asks States to report;"},
        document="S/RES/1",
    )  # fmt: skip
    findings = check(bitext(LINES[:3], SOURCE[:3]), memory=[unit]).findings
    assert {f.kind for f in findings} == {"memory"}
    assert "S/RES/1" in findings[0].message


def test_quality_has_three_scores_with_signatures_and_the_farthest_paragraphs() -> None:
    lines = draft()
    lines[4] = "5. Invites somebody to look at money;"
    made = bitext(list(RIGHT), lines)
    quality = quality_of(made)
    assert quality is not None
    assert [score.name for score in quality.scores] == ["chrF2++", "BLEU", "TER"]
    assert all("version:" in score.signature for score in quality.scores)
    assert [p.tgt_id for p in quality.farthest()] == [4]
    report = check(bitext(lines), reference=bitext(list(RIGHT), lines))
    assert [f.label for f in report.findings if f.rule == "quality"] == ["5"]


def test_a_draft_like_its_reference_scores_full_marks() -> None:
    quality = quality_of(bitext(list(RIGHT), list(RIGHT)))
    assert quality is not None
    assert [round(score.value) for score in quality.scores] == [100, 100, 0]
    assert quality.farthest() == []


def test_a_word_diff_gives_back_both_texts() -> None:
    before, after = "combat such trafficking in persons", "combat human trafficking"
    diff = word_diff(before, after)
    assert "".join(text for what, text in diff if what != "new") == before
    assert "".join(text for what, text in diff if what != "gone") == after


def test_translations_that_differ_by_an_article_are_a_hint() -> None:
    source = ["1. les membres en règle d’un ordre ou d’un institut;"] * 2
    source[1] = "2" + source[1][1:]
    lines = [
        "1. members in good standing of a corporation or institute;",
        "2. members in good standing of a corporation or an institute;",
    ]
    (finding,) = check(bitext(lines, source)).findings
    assert (finding.rule, finding.severity) == ("segment-inconsistent", Severity.HINT)


def test_the_report_marks_how_the_translations_differ() -> None:
    made = page(check(bitext(LINES, SOURCE)))
    assert "Requests States <del>that</del>" in made
    assert "<ins>report" in made
