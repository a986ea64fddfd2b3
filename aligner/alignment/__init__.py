"""Documents become a bitext, and bitexts become rows over all languages."""

from __future__ import annotations

from aligner.alignment.documents import align
from aligner.alignment.multiway import join
from aligner.alignment.search import align_units
from aligner.alignment.witnesses import mend

__all__ = ["align", "align_units", "join", "mend"]
