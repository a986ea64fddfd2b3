"""Documents become a bitext, and bitexts become rows over all languages."""

from __future__ import annotations

from aligner.alignment.documents import align
from aligner.alignment.multiway import join

__all__ = ["align", "join"]
