"""The script that ``aligner review`` hands to Streamlit, in a folder where it finds nothing else."""
