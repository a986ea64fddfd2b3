"""Whether a database can be used, asked before the work and not after it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from aligner.errors import StoreError
from aligner.store import backend


def reach(url: str) -> None:
    """See that a database can be written to; nothing is changed, no file is made but its folder.

    Raises:
        StoreError: The URL is not one, nobody answers there, or it cannot be written.
    """
    target = backend.parsed(url)
    backend.make_folder(target, create=True)
    name = backend.called(target)
    engine = backend.engine(target)
    file = Path(str(target.database))
    if backend.is_file(target) and not file.exists():
        try:
            with tempfile.TemporaryFile(dir=file.parent):
                return
        except OSError as error:
            raise StoreError(
                f"{name}: cannot be made there ({error.strerror}); give another path"
            ) from error
    try:
        with backend.told_in_one_line(name), backend.transaction(engine, write=True) as connection:
            connection.exec_driver_sql("SELECT 1")
    finally:
        engine.dispose()
