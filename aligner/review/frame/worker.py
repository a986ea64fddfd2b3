"""The process of one run: ``python -m aligner.review.frame.worker FILE``; :mod:`jobs` starts it."""

from __future__ import annotations

import os
import sys
import time
import traceback
from dataclasses import replace
from pathlib import Path
from threading import RLock, Thread

from aligner.errors import AlignerError, InputError
from aligner.model import Document
from aligner.model.progress import Progress
from aligner.review.frame import jobs
from aligner.review.frame.jobs import State
from aligner.review.frame.uploads import Upload, by_given_name

_BEAT = 0.5  # seconds between two looks at whether the run was cancelled
_NICENESS = 5  # the desk answers first


_STAGES = {
    "reading": (0.0, 0.25),
    "recognising": (0.0, 0.25),
    "aligning": (0.25, 0.8),
    "extracting": (0.8, 0.95),
}
"""Where the work that is called so begins and ends on the bar of a run, by the time it takes."""


class Pulse:
    """Tells how far a run is, and ends the process when the run is cancelled."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._lock = RLock()
        self.job = jobs.read(file)
        Thread(target=self._beat, daemon=True).start()

    def tell(self, **changes: object) -> None:
        """Change what is known of the run; written with the next beat."""
        with self._lock:
            self.job = replace(self.job, **changes)  # type: ignore[arg-type]

    def step(self, what: str, share: float, part: int = 0, of: int = 1) -> None:
        """Tell what is being done; the bar goes over all the work, and never back.

        Args:
            what: In words; the first says the stage.
            share: How much of this part is done, 0 to 1.
            part: Which part of the stage it is, from 0: a file, a language.
            of: How many parts the stage has.
        """
        with self._lock:
            so_far = self.job.share
            start, end = _STAGES.get(what.partition(" ")[0], (so_far, so_far))
            along = start + (end - start) * (part + share) / of
            self.tell(what=what, share=max(so_far, min(along, end)))

    def settle(self, **changes: object) -> None:
        """Change what is known of the run, and write it at once."""
        with self._lock:
            self.tell(**changes)
            self._write()

    def _beat(self) -> None:
        while True:
            time.sleep(_BEAT)
            with self._lock:
                if not self.job.active:
                    return
                # A transaction that has begun is let finish, so that "cancelled" is true.
                if jobs.is_cancelled(self._file) and self.job.state != State.SAVING:
                    self.settle(state=State.CANCELLED, what="")
                    os._exit(0)
                self._write()

    def _write(self) -> None:
        self.tell(heard=time.time())
        jobs.write(self.job, self._file)


def main(file: Path) -> None:
    """Run a job to its end, whatever that is, and leave it in its file."""
    pulse = Pulse(file)
    try:
        while not jobs.turn(pulse.job, jobs.listed(file.parent.parent)):
            time.sleep(_BEAT)
        pulse.settle(state=State.RUNNING, what="loading", share=0.0)
        _run(pulse)
    except AlignerError as error:
        pulse.settle(state=State.FAILED, error=str(error))
    except Exception as error:  # noqa: BLE001 - whatever it was, the page has to say so
        traceback.print_exc()
        what = " ".join(f"{type(error).__name__} {error}".split())
        told = f"an error of the program ({what}); see {file.stem}.log"
        pulse.settle(state=State.FAILED, error=told)


def _run(pulse: Pulse) -> None:
    from aligner import pipeline, store
    from aligner.alignment import relatedness

    job = pulse.job
    documents = []
    for done, upload in enumerate(job.uploads):
        pulse.step(f"reading {upload.name}", 0.0, done, len(job.uploads))
        documents.append(_document(pulse, upload, done))
    url = os.environ["ALIGNER_DB"]
    project = pipeline.renewed(
        url, documents, pivot=job.pivot, same=job.same, progress=_by_pair(pulse, len(documents) - 1)
    )
    pulse.settle(state=State.SAVING, what="saving", share=1.0)
    with store.connect(url) as database:
        saved = pipeline.keep(
            database,
            project,
            job.actor,
            same=job.same,
            progress=lambda what, share: pulse.tell(what=what, share=share),
        )
    said = "; ".join(filter(None, map(relatedness.told, project.bitexts)))
    pulse.settle(state=State.DONE, what="", project=saved.project_id, rows=saved.rows, said=said)


def _by_pair(pulse: Pulse, pairs: int) -> Progress:
    """Tells of languages that are aligned one after the other."""
    begun: list[str] = []

    def tell(what: str, share: float) -> None:
        if what.startswith("aligning"):
            begun.extend([what] if what not in begun else [])
            pulse.step(what, share, len(begun) - 1, max(pairs, len(begun)))
        else:
            pulse.step(what, share)

    return tell


def _document(pulse: Pulse, upload: Upload, place: int) -> Document:
    from aligner import reading

    try:
        document = reading.read(
            upload.path,
            upload.lang,
            name=pulse.job.name,
            progress=lambda what, share: pulse.step(
                by_given_name(what, upload), share, place, len(pulse.job.uploads)
            ),
        )
    except InputError as error:
        raise InputError(by_given_name(str(error), upload)) from None
    return replace(document, source=upload.name)


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    main(Path(sys.argv[1]))
