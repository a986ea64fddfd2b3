"""The review desk: Streamlit pages over the project database.

Each page is a module with one ``page()``; ``app.py`` lists them. HTML is made by the templates
alone, where every text of a person or a file is escaped; clicks and keys come back through
:mod:`frame.listener`. Nothing is fetched from elsewhere.
"""
