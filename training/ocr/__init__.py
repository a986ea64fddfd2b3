"""Scripts that make ``aligner/models/ocr`` from a hunspell dictionary and open corpora."""
