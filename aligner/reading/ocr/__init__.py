"""Repair of OCR damage, gated by the document's own evidence."""

from aligner.reading.ocr.repair import Repaired, refuse, repair
from aligner.reading.ocr.repair_model import lexicon_languages

__all__ = ["Repaired", "lexicon_languages", "refuse", "repair"]
