"""Terms of aligned texts: candidates, their translations, their variants, the glossary."""

from aligner.terminology.extraction import extract_terms, find_candidates, find_translations

__all__ = ["extract_terms", "find_candidates", "find_translations"]
