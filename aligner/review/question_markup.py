"""HTML of what is asked before many rows change at once."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.model import thresholds
from aligner.review.markup import chip, endonym, escape, in_language
from aligner.review.row_markup import Answer, Drawing, cell, row_name
from aligner.store import OutlineRow

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
        return _asked(
            answer,
            drawing.languages,
            "No row can be approved in bulk",
            f"None passes the guards. {_GUARDS}",
            '<button type="button" data-go="bulk:no">Back</button>',
            "",
        )
    head = "".join(
        f'<div role="columnheader" {in_language(lang)}>{escape(endonym(lang))}</div>'
        for lang in drawing.languages
    )
    body = "".join(_row(drawing, row) for row in drawing.rows)
    table = (
        f'<div class="al-sample" role="table" aria-label="Sample" '
        f'style="--al-columns:{len(drawing.languages)}">'
        f'<div class="al-head" role="row"><div></div>{head}</div>{body}</div>'
    )
    return _asked(
        answer,
        drawing.languages,
        f"Approve {_rows(count)} in one step?",
        f"{_GUARDS} {_LOOK[count > SAMPLE]} One U takes all of it back, and the log says that it "
        "was done in bulk.",
        f'<button type="button" class="al-yes" data-go="bulk:yes">Approve {_rows(count)}</button>'
        '<button type="button" data-go="bulk:no">Back</button>',
        table,
    )


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _row(drawing: Drawing, row: OutlineRow) -> str:
    cells = "".join(cell(drawing, row, lang) for lang in drawing.languages)
    return (
        f'<div class="al-row" role="row"><div class="al-gutter" role="rowheader">'
        f"<b>{escape(row_name(row))}</b>{chip(row.confidence)}</div>{cells}</div>"
    )


def realign(rows: Sequence[OutlineRow], answer: Answer, languages: Sequence[str]) -> str:
    """What realigning would do, and the question."""
    pending = sum(not row.held for row in rows)
    if not pending:
        return _asked(
            answer,
            languages,
            "Nothing is pending",
            "Every row is decided or edited, so there is nothing to align anew.",
            '<button type="button" data-go="realign:no">Back</button>',
            "",
        )
    return _asked(
        answer,
        languages,
        f"Align the {pending:,} pending rows anew?",
        f"The {len(rows) - pending:,} rows that are decided or edited stay as they are, and the "
        "stretches between them are aligned within those bounds. Gaps, splits and merges in "
        "pending rows are done anew.",
        '<button type="button" class="al-yes" data-go="realign:yes">Realign</button>'
        '<button type="button" data-go="realign:no">Back</button>',
        "",
    )


def _asked(
    answer: Answer, languages: Sequence[str], title: str, words: str, choices: str, more: str
) -> str:
    return (
        f'<div class="al-rows al-question" {answer.attributes(languages)}><h2>{title}</h2>'
        f'<p>{words}</p>{more}<div class="al-choices">{choices}</div></div>'
    )
