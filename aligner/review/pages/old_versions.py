"""What a document said before, version by version, to look at and to keep."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

import streamlit as st

from aligner.review.frame import desk
from aligner.review.pages import exports
from aligner.review.templates import counted, render
from aligner.store import ProjectSummary

_PER_PAGE = 25


def show(older: Sequence[ProjectSummary]) -> None:
    """One of the older versions, with its rows as they stood.

    Args:
        older: All of them, the newest first.
    """
    named = st.query_params.get("version", "")
    at = next((i for i, one in enumerate(older) if str(one.id) == named), 0)
    chosen: ProjectSummary = st.selectbox(
        "Version", older, index=at, format_func=_title, key="versions.chosen"
    )
    st.query_params["version"] = str(chosen.id)
    pages = max(1, -(-chosen.row_count // _PER_PAGE))
    number = min(st.session_state.get(f"versions.page.{chosen.id}", 1), pages)
    units = desk.database().units(chosen.id)
    shown = list(islice(units, (number - 1) * _PER_PAGE, number * _PER_PAGE))
    st.html(render("documents.html:older", version=chosen, units=shown))
    if pages > 1:
        st.pagination(pages, key=f"versions.page.{chosen.id}")
    exports.offer(chosen, "xlsx", "all", chosen.languages)


def _title(version: ProjectSummary) -> str:
    rows = counted(version.row_count, "row")
    return f"Version {version.version}, saved {version.saved:%-d %b %Y %H:%M} UTC, {rows}"
