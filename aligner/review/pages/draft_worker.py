"""A process that checks one draft against its source, so that the desk answers others meanwhile.

``python -m aligner.review.pages.draft_worker`` takes a :class:`Draft` from its standard input,
reads the database that ``ALIGNER_DB`` names and writes the report, or why there is none, to its
standard output; :func:`checked` starts it. Nothing of the draft is kept in the database.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from aligner import alignment, reading, store
from aligner.consistency import Report, check
from aligner.consistency.running import READ
from aligner.consistency.settings import load
from aligner.errors import AlignerError, InputError
from aligner.review.frame import jobs
from aligner.review.pages.checked import approved, memory
from aligner.terminology.inconsistency import inconsistencies


@dataclass(frozen=True, slots=True)
class Draft:
    """Two files that belong together.

    Attributes:
        source: What is translated.
        draft: The translation.
        languages: Of the source and of the draft, BCP 47.
    """

    source: Path
    draft: Path
    languages: tuple[str, str]


def checked(url: str, draft: Draft) -> Report:
    """The report on a draft, from a process of its own.

    Args:
        url: The database with the glossaries and the approved units.
        draft: The files.

    Raises:
        InputError: A file cannot be read, or one is no translation of the other.
    """
    command = [sys.executable, "-m", "aligner.review.pages.draft_worker"]
    ran = subprocess.run(
        command, input=pickle.dumps(draft), capture_output=True, env=jobs.environment(url)
    )
    try:
        said: Report | str = pickle.loads(ran.stdout)
    except (EOFError, pickle.UnpicklingError):
        said = "the check broke off; try again, or use the command aligner check"
    if isinstance(said, str):
        raise InputError(said)
    return said


def main() -> None:
    """Check the draft that is asked for."""
    draft: Draft = pickle.load(sys.stdin.buffer)
    try:
        said: Report | str = _report(draft)
    except AlignerError as error:
        said = str(error)
    pickle.dump(said, sys.stdout.buffer)


def _report(draft: Draft) -> Report:
    src, tgt = (
        reading.read(path, lang)
        for path, lang in zip((draft.source, draft.draft), draft.languages, strict=True)
    )
    bitext = alignment.align(src, tgt, sentences=False)
    with store.connect(os.environ["ALIGNER_DB"], create=False) as database:
        known = approved(database, None, draft.languages)
        units = memory(database, None, draft.languages)
    short = len(src.paragraphs) <= READ
    return check(
        bitext, known, memory=units,
        evidence=inconsistencies([bitext]) if short else (), settings=load(),
    )  # fmt: skip


if __name__ == "__main__":
    main()
