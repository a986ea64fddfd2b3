"""The review desk: ``streamlit run app.py -- --db sqlite:///out/aligner.db``."""

import streamlit as st

from aligner.review import desk, documents, exports, rows, terms

desk.show(
    [
        st.Page(documents.page, title="Documents", url_path="documents", default=True),
        st.Page(rows.page, title="Review", url_path="review"),
        st.Page(terms.page, title="Terms", url_path="terms"),
        st.Page(exports.page, title="Exports", url_path="exports"),
    ]
)
