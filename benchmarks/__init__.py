"""Benchmarks: each prints a table."""

import os
from pathlib import Path

SHARED = Path(os.environ.get("ALIGNER_SHARED", Path(__file__).resolve().parents[2] / "shared"))
"""The folder of development data: sets, corpora, treebanks."""
