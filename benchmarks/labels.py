"""Labels of laws as the reader finds them, against the numbering that the files themselves follow.

    python -m benchmarks.labels [FOLDER] [--files N]

The archive of regulations has a paragraph a block and numbers sections as ``5``, ``6 (1)``,
``(2)``, ``(a)``. What a paragraph has to be cited as is worked out here from those numbers alone,
and compared with its path. Documents of articles, annexes and tables number otherwise and are left
out. Printed beside it: paragraphs that stand apart in the file and were joined by the reader.
"""

from __future__ import annotations

import argparse
import random
import re
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from aligner.model import Document, Kind
from aligner.reading import read

_ARCHIVE = Path("../shared/archive/canada-regulations.tar.gz")
_ARTICLES = re.compile(r"(?im)^article\s+\S+")
_SECTION = re.compile(r"(\d+(?:\.\d+)*)\s+(?:\((\d+(?:\.\d+)?)\)\s)?(?=\(\d|\(?[A-ZÀ-Ü\[])")
_SUBSECTION = re.compile(r"\((\d+(?:\.\d+)?)\)\s")
_ITEM = re.compile(r"\(([a-h])\)\s|([a-h])\)\s")
_WIDEST = 80
"""Sections that may be missing between two, since repealed ones are left out."""


def expected(document: Document) -> Iterator[tuple[str, str]]:
    """What each labelled paragraph has to be cited as, and what it is cited as."""
    section = subsection = ""
    last = 0.0
    for paragraph in document.paragraphs:
        if paragraph.annex or paragraph.kind in (Kind.TABLE, Kind.FOOTNOTE):
            continue
        text = paragraph.text
        if match := _SECTION.match(text):
            number = float(".".join(match[1].split(".")[:2]))
            if not (number == last or last < number < last + _WIDEST):
                continue
            last, section, subsection = number, match[1], match[2] or ""
            yield f"{section} {subsection}", paragraph.path
        elif section and (match := _SUBSECTION.match(text)):
            subsection = match[1]
            yield f"{section} {subsection}", paragraph.path
        elif section and (match := _ITEM.match(text)):
            yield f"{section} {subsection} {match[1] or match[2]}", paragraph.path


def _plain(path: str) -> list[str]:
    return re.findall(r"\w+", path)


def main() -> None:
    """Print the shares over a sample of the archive."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="with en/ and fr/; default: archive")
    parser.add_argument("--files", type=int, default=300)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as unpacked:
        folder = options.folder
        if folder is None:
            with tarfile.open(_ARCHIVE) as archive:
                archive.extractall(unpacked, filter="data")
            folder = Path(unpacked, "canada-regulations")
        files = sorted(folder.glob("[ef][nr]/*.txt"))
        random.Random(3).shuffle(files)
        blocks = joined = labelled = right = 0
        for path in files[: options.files]:
            text = path.read_text("utf-8")
            document = read(path, path.parent.name, repair=False)
            apart = sum(bool(block.strip()) for block in re.split(r"\n\s*\n", text))
            blocks += apart
            joined += max(0, apart - len(document.paragraphs))
            if not _ARTICLES.search(text):
                pairs = list(expected(document))
                labelled += len(pairs)
                right += sum(_plain(wanted) == _plain(found) for wanted, found in pairs)
    print(f"{len(files[: options.files])} files, {blocks:,} paragraphs, {joined} joined to another")
    print(f"{labelled:,} labelled paragraphs, {right / labelled:.3f} cited right")


if __name__ == "__main__":
    main()
