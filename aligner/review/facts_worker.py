"""A process that looks at the rows of one long document, so that keys are answered meanwhile.

``python -m aligner.review.facts_worker PROJECT`` takes the ids of rows from its standard input,
reads the database that ``ALIGNER_DB`` names and writes what it finds to its standard output, some
rows at a time; :func:`begin` starts it.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress

from aligner import store
from aligner.errors import AlignerError
from aligner.review.facts import Facts, batches, look
from aligner.review.frame import jobs

_NICENESS = 5  # the desk answers first


def begin(url: str, project_id: int, row_ids: Sequence[int]) -> Iterator[dict[int, Facts]]:
    """The facts of rows of a project by row id, some at a time, from a process of its own.

    It ends early where that process does: the database may be gone or busy.
    """
    command = [sys.executable, "-m", "aligner.review.facts_worker", str(project_id)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=jobs.environment(url)
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        with suppress(BrokenPipeError):
            pickle.dump(set(row_ids), process.stdin)
            process.stdin.close()
        try:
            while True:
                yield pickle.load(process.stdout)
        except (EOFError, pickle.UnpicklingError):
            return
        finally:
            process.kill()


def main(project_id: int) -> None:
    """Write the facts of the rows of a project that are asked for."""
    wanted: set[int] = pickle.load(sys.stdin.buffer)
    try:
        with store.connect(os.environ["ALIGNER_DB"], create=False) as database:
            asked = [row for row in database.outline(project_id) if row.id in wanted]
            for rows in batches(asked):
                pickle.dump(look(database, rows), sys.stdout.buffer)
                sys.stdout.buffer.flush()
    except (AlignerError, BrokenPipeError) as error:
        sys.exit(str(error))  # the next page to ask begins again


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(_NICENESS)
    main(int(sys.argv[1]))
