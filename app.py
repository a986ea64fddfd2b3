"""The review desk from a checkout: ``streamlit run app.py -- --db sqlite:///out/aligner.db``."""

from aligner.review.app import main

main()
