"""What was seen of the rows of a document in their texts, read once for each version of a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock, Semaphore, Thread

from aligner.review import facts_worker
from aligner.review.facts import Facts, batches, look
from aligner.review.subject import lasts
from aligner.store import OutlineRow, Store

_ONE_AT_A_TIME = Semaphore()  # of the documents that are read in the background
SOON = 200
"""Rows that are looked at while a person waits: a quarter of a second for two languages."""


class FactBook:
    """The facts of a project's rows, each found once for each version of a row."""

    def __init__(self, database: Store, project_id: int) -> None:
        self._database = database
        self._project_id = project_id
        self._known: dict[int, Facts] = {}
        self._lock = Lock()
        self._reader: Thread | None = None

    def of(self, rows: Sequence[OutlineRow]) -> Mapping[int, Facts]:
        """The facts of rows, by row id; those of other rows may be there too."""
        with self._lock:
            for some in batches(self.unknown(rows)):
                self.keep(look(self._database, some))
        return self._known

    def known(self, row: OutlineRow) -> Facts | None:
        """The facts of a row as it stands, where it was looked at."""
        found = self._known.get(row.id)
        return found if found is not None and found.version == row.version else None

    def unknown(self, rows: Sequence[OutlineRow]) -> list[OutlineRow]:
        """Those of some rows that nobody has looked at as they stand."""
        return [row for row in rows if self.known(row) is None]

    def keep(self, facts: Mapping[int, Facts]) -> None:
        """Take up facts by row id, but for those of rows that were looked at since."""
        known = self._known
        self._known |= {
            row_id: fact
            for row_id, fact in facts.items()
            if row_id not in known or known[row_id].version <= fact.version
        }

    def read_on(self, rows: Sequence[OutlineRow]) -> Thread:
        """Look at rows in the background, unless that is being done; where it is done."""
        if self._reader is None or not self._reader.is_alive():
            self._reader = Thread(target=self._read, args=(rows,), daemon=True)
            self._reader.start()
        return self._reader

    def _read(self, rows: Sequence[OutlineRow]) -> None:
        with _ONE_AT_A_TIME:
            for some in facts_worker.begin(
                self._database.url, self._project_id, [row.id for row in rows]
            ):
                self.keep(some)
        lasts()
