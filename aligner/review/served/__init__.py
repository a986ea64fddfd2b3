"""The script that ``aligner review`` hands to Streamlit, in a folder with nothing else in it."""
