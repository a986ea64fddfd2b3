"""Exports: files for CAT tools and offices, made when they are asked for."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from aligner import exports
from aligner.model import Status
from aligner.review import desk
from aligner.review.markup import escape
from aligner.store import ProjectSummary


@dataclass(frozen=True, slots=True)
class _File:
    """A kind of file to offer.

    Attributes:
        to: Its name in :data:`aligner.exports.WRITERS`.
    """

    to: str
    title: str
    suffix: str
    mime: str
    what: str


_FILES = (
    _File(
        "tmx", "TMX 1.4", ".tmx", "application/x-tmx+xml",
        "The rows as a translation memory, for any CAT tool.",
    ),
    _File(
        "tbx", "TBX-Basic", ".tbx", "application/x-tbx+xml",
        "The terms with their contexts, ISO 30042:2019.",
    ),
    _File(
        "tbx-basic", "TBX-Basic, older form", ".v2.tbx", "application/x-tbx+xml",
        "The terms in the 2008 form that many tools still expect.",
    ),
    _File(
        "xlsx", "Excel workbook", ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Rows and terms, a sheet each.",
    ),
    _File("csv", "CSV", ".rows.csv", "text/csv", "The rows, one a line, UTF-8."),
)  # fmt: skip


@desk.told
def page() -> None:
    """The page Exports."""
    project = desk.project_picker()
    status = _status(project)
    columns = st.columns(3, gap="medium")
    for i, file in enumerate(_FILES):
        with columns[i % 3], st.container(border=True, key=f"file.{file.to}"):
            st.html(
                f'<div class="al-file"><h3>{escape(file.title)}</h3>'
                f"<p>{escape(file.what)}</p></div>"
            )
            st.download_button(
                "Download",
                data=_maker(project, file, status),
                file_name=f"{project.name}{file.suffix}",
                mime=file.mime,
                on_click="ignore",
                icon=":material/download:",
                key=f"download.{file.to}",
            )


def _status(project: ProjectSummary) -> str:
    """What goes out. Once anything is approved, that alone unless a person asks for more."""
    if not project.rows.get(Status.APPROVED):
        st.html(
            f'<p class="al-quiet">All {project.row_count:,} rows and {project.entries:,} terms go '
            "out, marked as candidates: none is approved yet.</p>"
        )
        return exports.ALL
    names = {
        Status.APPROVED.value: f"Approved only ({project.rows[Status.APPROVED]:,} rows)",
        exports.ALL: f"Everything ({project.row_count:,} rows)",
    }
    return desk.choice("What goes out", names, "status")


def _maker(project: ProjectSummary, file: _File, status: str) -> Callable[[], bytes]:
    database = desk.database()

    def make() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"export{file.suffix}"
            exports.write(database, project, file.to, path, status=status)
            return path.read_bytes()

    return make
