"""What is asked in place of the rows before many of them change."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.model import Event, thresholds
from aligner.review.certifying import SHARES, Draw
from aligner.review.drawing import Answer, Drawing
from aligner.review.live import Outline
from aligner.review.sampling import needed
from aligner.review.searching import Change, Search
from aligner.review.spans import Diff, word_diff
from aligner.review.templates import counted, in_words, language_name, render
from aligner.store import OutlineRow

_PREVIEWED = 100  # replacements that are shown
SAMPLE = 10
"""Rows that are shown before many are approved unseen."""


def sample(rows: Sequence[OutlineRow]) -> list[OutlineRow]:
    """The least sure of some rows, and others spread over the document; in order."""
    doubtful = sorted(rows, key=lambda row: row.confidence)[: SAMPLE // 2]
    rest = [row for row in rows if row not in doubtful]
    count = min(len(rest), SAMPLE - len(doubtful))
    spread = [rest[i * len(rest) // count] for i in range(count)]
    return sorted([*doubtful, *spread], key=lambda row: row.position)


_GUARDS = f"Each is {thresholds.BULK_IN_WORDS}."
_LOOK = {
    True: "Look at these first: the least sure of them, and others from all over the document.",
    False: "Look at them first.",
}


def bulk(drawing: Drawing, count: int, answer: Answer) -> str:
    """Ten of the rows that would be approved in one step, and the question.

    Args:
        drawing: Its rows are the sample.
        count: How many rows would be approved.
        answer: What the browser learns with it.
    """
    if not count:
        title, words = "No row can be approved in bulk", f"None passes the guards. {_GUARDS}"
        return asked("bulk", answer, drawing.languages, title, words)
    rows = counted(count, "row")
    return asked(
        "bulk",
        answer,
        drawing.languages,
        f"Approve {rows} in one step?",
        f"{_GUARDS} {_LOOK[count > SAMPLE]} One U takes all of it back, and the log says that it "
        "was done in bulk.",
        f"Approve {rows}",
        [(row, drawing.names[row.id], drawing.cells(row, terms=False)) for row in drawing.rows],
    )


def certify(
    draw: Draw | None,
    sure: int,
    rows: Sequence[OutlineRow],
    answer: Answer,
    languages: Sequence[str],
) -> str:
    """What a sample would certify, or what the rows that were drawn say of all."""
    title, words = "Certify the sure rows by a sample", f"{_GUARDS} None passes the guards."
    choices: list[tuple[str, str]] = []
    if draw is None and sure:
        words = (
            f"{counted(sure, 'row')} pass every guard. Some are drawn at random, and you look at "
            "each: A where it is right, X where it is not. If none is wrong, the share that you "
            "choose is not exceeded among all, with 95 % confidence, and the others can be "
            f"approved in one step. {_GUARDS}"
        )
        choices = [
            (str(share), f"at most {100 * share:g} %: look at {needed(share, sure):,}")
            for share in SHARES
        ]
    elif draw is not None and (waiting := draw.waiting(rows)):
        words = f"{counted(waiting, 'row')} of the sample are still to be looked at."
        choices = [("look", "Look at them"), ("drop", "Drop the sample")]
    elif draw is not None:
        title = draw.certificate(rows).sentence.capitalize()
        words = (
            "The rows that were not drawn and still pass every guard can be approved in one step "
            "under this certificate, which stands in the log. One U takes all of it back."
        )
        choices = [("yes", f"Approve the others ({len(draw.rest):,})"), ("drop", "Drop the sample")]
    return asked("certify", answer, languages, title, words, choices=choices)


def undo(last: Event, told: str, answer: Answer, languages: Sequence[str]) -> str:
    """What an undo would take back that was done before this sitting, and elsewhere."""
    words = f"{told}, as you did {in_words(last.at)}. It lies outside of what you have before you."
    return asked(
        "undo", answer, languages, "Take back what is not in sight?", words, "Take it back"
    )


def replace(
    search: Search,
    changes: Sequence[Change],
    outline: Outline,
    answer: Answer,
    languages: Sequence[str],
) -> str:
    """What a replacement makes of each row, and the question."""
    listed = [
        (outline.name(change.row.id), word_diff(change.before, change.after))
        for change in changes[:_PREVIEWED]
    ]
    more = len(changes) - len(listed)
    rows = counted(len(changes), "row")
    return asked(
        "replace",
        answer,
        languages,
        f"Replace “{search.words}” by “{search.by}” in {rows}?",
        f"In the {language_name(search.lang)}. The rows become pending; one U takes all of it back."
        + (
            f" The first {len(listed)} are shown, {more:,} more are changed likewise."
            if more
            else ""
        ),
        f"Replace in {rows}",
        changes=listed,
        lang=search.lang,
    )


def realign(rows: Sequence[OutlineRow], answer: Answer, languages: Sequence[str]) -> str:
    """What realigning would do, and the question."""
    pending = sum(not row.held for row in rows)
    if not pending:
        title = "Nothing is pending"
        words = "Every row is decided or edited, so there is nothing to align anew."
        return asked("realign", answer, languages, title, words)
    return asked(
        "realign",
        answer,
        languages,
        f"Align the {pending:,} pending rows anew?",
        f"The {len(rows) - pending:,} rows that are decided or edited stay as they are, and the "
        "stretches between them are aligned within those bounds. Gaps, splits and merges in "
        "pending rows are done anew.",
        "Realign",
    )


def asked(
    question: str,
    answer: Answer,
    languages: Sequence[str],
    title: str,
    words: str,
    yes: str = "",
    sample: Sequence[object] = (),
    choices: Sequence[tuple[str, str]] = (),
    changes: Sequence[tuple[str, Diff]] = (),
    lang: str = "",
) -> str:
    """A question in place of the rows; `question` names it in what its buttons send."""
    return render(
        "question.html",
        question=question,
        answer=answer,
        languages=languages,
        title=title,
        words=words,
        choices=choices or ([("yes", yes)] if yes else []),
        sample=sample,
        changes=changes,
        lang=lang,
    )
