"""Aligns with bertalign, in an interpreter that has it; started by ``benchmarks.peers``.

Reads names of files with two texts and their vectors, one a line, and answers each with one line:
the beads, and what the search cost. Vectors come from outside: no model is loaded.
"""

import json
import resource
import sys
import time
from pathlib import Path

import bertalign.aligner
import numpy as np
from bertalign import Bertalign, Encoder

bertalign.aligner.detect_lang = lambda text: "en"


class Given(Encoder):
    """The vectors of a file, the source's first."""

    def __init__(self, stored: dict[str, np.ndarray]) -> None:
        """Take what was stored."""
        self.model_name = "given"
        self._sides = [(stored[f"{side}_vectors"], stored[f"{side}_lengths"])
                       for side in ("src", "tgt")]  # fmt: skip

    def transform(self, sents: list[str], num_overlaps: int) -> tuple[np.ndarray, np.ndarray]:
        """Vectors and lengths of all runs of one side."""
        vectors, lengths = self._sides.pop(0)
        count = len(sents)
        assert len(vectors) == count * num_overlaps
        return (
            vectors.reshape(num_overlaps, count, -1).astype(np.float32),
            lengths.reshape(num_overlaps, count).astype(np.int64),
        )


def answer(file: Path) -> dict[str, object]:
    """The beads of one document."""
    stored = dict(np.load(file))
    texts = ["\n".join(map(str, stored[side])) for side in ("src", "tgt")]
    aligner = Bertalign(*texts, is_split=True, model=Given(stored))
    begin, cpu = time.perf_counter(), time.process_time()
    beads = [[list(map(int, side)) for side in bead] for bead in aligner.align_sents()]
    return {
        "beads": beads,
        "seconds": time.perf_counter() - begin,
        "cpu": time.process_time() - cpu,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def warm_up() -> None:
    """Have its loops compiled before anything is measured."""
    vectors = np.eye(4, 8, dtype=np.float32)
    runs = {"vectors": np.tile(vectors, (4, 1)), "lengths": np.full(16, 8)}
    stored = {f"{side}_{key}": value for side in ("src", "tgt") for key, value in runs.items()}
    Bertalign("a\nb\nc\nd", "a\nb\nc\nd", is_split=True, model=Given(stored)).align_sents()


if __name__ == "__main__":
    warm_up()
    for line in sys.stdin:
        print(json.dumps(answer(Path(line.strip()))), flush=True)
