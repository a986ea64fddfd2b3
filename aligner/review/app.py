"""The pages of the review desk."""

from __future__ import annotations


def main() -> None:
    """Draw the desk; Streamlit calls it again at each event of the browser."""
    import streamlit as st

    from aligner.review.frame import desk
    from aligner.review.pages import (
        activity,
        check,
        concepts,
        concordance,
        documents,
        exports,
        lookup,
        rows,
    )

    desk.show(
        [
            st.Page(documents.page, title="Documents", url_path="home", default=True),
            st.Page(rows.page, title="Review", url_path="review"),
            st.Page(concepts.page, title="Terms", url_path="terms"),
            st.Page(lookup.page, title="Look up", url_path="lookup"),
            st.Page(concordance.page, title="Concordance", url_path="concordance"),
            st.Page(check.page, title="Consistency", url_path="consistency"),
            st.Page(exports.page, title="Exports", url_path="exports"),
            st.Page(activity.page, title="Activity", url_path="activity"),
        ]
    )
