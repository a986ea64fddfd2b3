"""Links between the pages."""

from __future__ import annotations

from urllib.parse import urlencode

HOME = "."
"""What :func:`link` calls the first page."""


def link(page: str, **query: object) -> str:
    """A relative URL; in a new tab it opens as it is, in this one without a reload."""
    return f"{page}/?{urlencode(query)}" if page == HOME else f"{page}?{urlencode(query)}"


def terms_of(project: int | None, glossary: int) -> dict[str, object]:
    """What names a glossary in a URL: its document, where it has one."""
    return {"glossary": glossary} if project is None else {"project": project}


def row_link(project_id: int, row_id: int) -> str:
    """The URL of a row."""
    return link("review", project=project_id, row=row_id)
