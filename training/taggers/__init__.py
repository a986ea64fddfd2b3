"""Taggers and lemmatizers for Spanish, Russian, Arabic and Chinese: the scripts that make them."""
