"""The terms that count wherever they stand: what was decided in any glossary, or imported."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, func, or_, select

from aligner.model import AVOIDED, USABLE, Status, Term
from aligner.store import schema


class DecidedTerm(NamedTuple):
    """A term with all forms by which it is known.

    Attributes:
        glossary: Id of its glossary.
        entry: Id of its concept there.
        imported: The glossary is of no document.
        lang: BCP 47 code.
        forms: What it is called, its variants, its acronym.
        status: Its own, or that of its concept where nothing was decided of it alone.
    """

    glossary: int
    entry: str
    imported: bool
    lang: str
    forms: tuple[str, ...]
    status: Status


def read(connection: Connection) -> list[DecidedTerm]:
    """All of them, by glossary; what was only found in a document, or rejected, is left out."""
    glossary, project, entry, term = schema.glossary, schema.project, schema.entry, schema.term
    own = func.nullif(term.c.status, Status.CANDIDATE.value)
    status = func.coalesce(own, entry.c.status)
    query = (
        select(
            entry.c.glossary_id,
            entry.c.key,
            glossary.c.project_id.is_(None),
            term.c.lang,
            term.c.text,
            term.c.variants,
            term.c.acronym,
            status,
        )
        .select_from(term)
        .join(entry, entry.c.id == term.c.entry_id)
        .join(glossary, glossary.c.id == entry.c.glossary_id)
        .outerjoin(project, project.c.id == glossary.c.project_id)
        .where(
            glossary.c.removed.is_(None),
            project.c.removed.is_(None),
            project.c.superseded_by.is_(None),
            entry.c.status != Status.REJECTED,
            status != Status.REJECTED,
            or_(glossary.c.project_id.is_(None), status.in_((*USABLE, *AVOIDED))),
        )
        .order_by(entry.c.glossary_id, entry.c.position, term.c.ordinal)
    )
    return [
        DecidedTerm(
            glossary_id, key, bool(imported), lang,
            Term(lang, text, variants=tuple(variants), acronym=acronym).forms, Status(standing),
        )
        for glossary_id, key, imported, lang, text, variants, acronym, standing
        in connection.execute(query)
    ]  # fmt: skip
