"""The review desk: ``streamlit run app.py -- --db sqlite:///out/aligner.db``."""

import streamlit as st

from aligner.review import activity, concordance, consistency, desk, documents, exports, rows, terms

desk.show(
    [
        st.Page(documents.page, title="Documents", url_path="documents", default=True),
        st.Page(rows.page, title="Review", url_path="review"),
        st.Page(terms.page, title="Terms", url_path="terms"),
        st.Page(concordance.page, title="Concordance", url_path="concordance"),
        st.Page(consistency.page, title="Consistency", url_path="consistency"),
        st.Page(exports.page, title="Exports", url_path="exports"),
        st.Page(activity.page, title="Activity", url_path="activity"),
    ]
)
