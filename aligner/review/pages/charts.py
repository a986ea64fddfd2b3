"""Charts: how sure the rows are, and a map of the document with its beads."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.review.confidence import BANDS, band
from aligner.review.links import row_link
from aligner.review.templates import endonym, language_name
from aligner.store import OutlineRow

if TYPE_CHECKING:
    from collections.abc import Callable

    import altair

_MOST_RIBBONS = 500
_BINS = 20


def histogram(rows: Sequence[OutlineRow], *, dark: bool) -> altair.Chart:
    """Rows by confidence, coloured by band."""
    import altair as alt

    counts = [0] * _BINS
    for row in rows:
        counts[min(_BINS - 1, int(row.confidence * _BINS))] += 1
    bars = [
        {
            "from": i / _BINS,
            "to": (i + 1) / _BINS,
            "rows": count,
            "word": band((i + 0.5) / _BINS).word,
        }
        for i, count in enumerate(counts)
    ]
    words = [b.word for b in reversed(BANDS)]
    colours = [b.dark if dark else b.light for b in reversed(BANDS)]
    chart: altair.Chart = (
        alt.Chart(alt.InlineData(values=bars))
        .mark_bar(binSpacing=2)
        .encode(
            x=alt.X(
                "from:Q",
                bin="binned",
                title="Confidence",
                scale=alt.Scale(domain=[0, 1]),
                axis=alt.Axis(values=[0, 0.25, *(b.floor for b in BANDS[:-1]), 1], format=".2f"),
            ),
            x2="to:Q",
            y=alt.Y("rows:Q", title="Rows", axis=alt.Axis(tickMinStep=1)),
            color=alt.Color(
                "word:N",
                title=None,
                scale=alt.Scale(domain=words, range=colours),
                legend=alt.Legend(orient="top"),
            ),
            tooltip=[
                alt.Tooltip("rows:Q", title="Rows"),
                alt.Tooltip("from:Q", title="From", format=".2f"),
                alt.Tooltip("to:Q", title="To", format=".2f"),
            ],
        )
    )
    return chart


def bead_map(rows: Sequence[OutlineRow], pivot: str, lang: str, project_id: int) -> None:
    """Two versions as bars, with a ribbon for each row; a click opens the row in Review."""
    _component()(
        key=f"map.{project_id}.{lang}",
        data={
            "top": endonym(pivot),
            "bottom": endonym(lang),
            "counts": [sum(len(row.cells[side]) for row in rows) for side in (pivot, lang)],
            "ribbons": ribbons(rows, pivot, lang, project_id),
            "title": f"{language_name(pivot)} and {language_name(lang)}",
        },
    )


@cache
def _component() -> Callable[..., Any]:
    import streamlit as st

    here = Path(__file__)
    return st.components.v2.component(
        "aligner.bead_map",
        js=here.with_name("bead_map.js").read_text(encoding="utf-8"),
        css=here.with_name("bead_map.css").read_text(encoding="utf-8"),
    )


def ribbons(
    rows: Sequence[OutlineRow], pivot: str, lang: str, project_id: int
) -> list[dict[str, Any]]:
    """One ribbon a row; of a very long document, one for each stretch of rows.

    Returns:
        For each ribbon its stretch of paragraphs on either side (``[start, end)``, or None where
        there is none), the band and value of its least confidence, what to say of it, and where a
        click leads.
    """
    step = -(-len(rows) // _MOST_RIBBONS)
    found = []
    for start in range(0, len(rows), max(1, step)):
        group = rows[start : start + step]
        ids = {side: [i for row in group for i in row.cells[side]] for side in (pivot, lang)}
        if not any(ids.values()):
            continue
        worst = min(group, key=lambda row: row.confidence)
        found.append(
            {
                "top": _stretch(ids[pivot]),
                "bottom": _stretch(ids[lang]),
                "band": band(worst.confidence).word,
                "confidence": round(worst.confidence, 2),
                "label": group[0].label,
                "go": row_link(project_id, worst.id),
            }
        )
    return found


def _stretch(ids: Sequence[int]) -> list[int] | None:
    return [min(ids), max(ids) + 1] if ids else None
