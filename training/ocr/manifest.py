"""Write the manifest that the loader checks: version, and SHA-256 of each file.

python -m training.ocr.manifest fr
"""

from __future__ import annotations

import sys
from pathlib import Path

from aligner.models.manifest import MODELS, write_manifest
from aligner.reading.ocr.repair_model import VERSION

FILES = ("lexicon.xz", "context.xz", "profile.json")


def write(folder: Path) -> None:
    """Write ``manifest.json`` beside the files of one language that are there."""
    write_manifest(folder, "ocr", VERSION, [name for name in FILES if (folder / name).is_file()])


if __name__ == "__main__":
    write(MODELS / "ocr" / sys.argv[1])
