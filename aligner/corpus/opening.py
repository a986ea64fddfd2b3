"""One document of an archive into a database, to be reviewed at the desk."""

from __future__ import annotations

from pathlib import Path

from aligner import pipeline, reading
from aligner.corpus.archive import Item, usual_pivot
from aligner.errors import InputError
from aligner.model.progress import Progress
from aligner.store import Saved


def open_document(item: Item, db: str, *, progress: Progress = lambda what, share: None) -> Saved:
    """Read, align and save a document, as ``aligner run`` does with its files.

    It is aligned anew, with all that the desk needs beside what a result holds; equal files give
    equal rows. Where the database has the document, what was decided of it stays.

    Args:
        item: The document.
        db: URL of the database.
        progress: Told as it goes on.

    Raises:
        InputError: A file has gone, or is another than was added.
        StoreError: The database cannot be used.
    """
    from aligner import store

    store.reach(db)
    documents = []
    for file in item.files:
        progress(f"reading {Path(file.file).name}", 0.0)
        document = reading.read(file.file, file.lang, name=item.id)
        if document.sha256 != file.sha256:
            raise InputError(f"{file.file}: changed since it was added; add its folder again")
        documents.append(document)
    pivot = usual_pivot(item.languages)
    project = pipeline.renewed(db, documents, pivot=pivot, progress=progress)
    with store.connect(db) as database:
        return pipeline.keep(database, project, progress=progress)
