"""How the weights of the terminology are learned."""

from pathlib import Path

TABLE = Path("bench/terms/canada-defined-terms.tsv")
"""Gold terms in the folder of development data."""
