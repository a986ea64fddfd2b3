"""Exports: files for CAT tools and offices, made when they are asked for.

Approved rows and terms go out, and nothing else unless a person asks for it; what is left out is
told beforehand.
"""

from __future__ import annotations

import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import streamlit as st

from aligner import exports
from aligner.formats.ids import fresh
from aligner.model import Status
from aligner.review import live
from aligner.review.frame import desk
from aligner.review.templates import language_name, render
from aligner.store import ProjectSummary, Store


@dataclass(frozen=True, slots=True)
class File:
    """A kind of file to offer.

    Attributes:
        title: What people call it.
        suffix: How its name ends.
        what: What it is for.
        pair: It holds two languages only.
    """

    title: str
    suffix: str
    mime: str
    what: str
    pair: bool = False


_OFFICE = "application/vnd.openxmlformats-officedocument"
FILES: Mapping[str, File] = {
    "tmx": File(
        "TMX 1.4", ".tmx", "application/x-tmx+xml",
        "The rows as a translation memory, for any CAT tool.",
    ),
    "xliff": File(
        "XLIFF", ".xlf", "application/xliff+xml",
        "The rows of two languages, to work on them in a CAT tool.", pair=True,
    ),
    "tbx": File(
        "TBX-Basic", ".tbx", "application/x-tbx+xml",
        "The terms with their contexts, ISO 30042:2019.",
    ),
    "tbx-dct": File(
        "TBX-Basic, DCT style", ".dct.tbx", "application/x-tbx+xml",
        "The same terms, each data category an element of its own.",
    ),
    "tbx-basic": File(
        "TBX-Basic, older form", ".v2.tbx", "application/x-tbx+xml",
        "The terms in the 2008 form that many tools still expect.",
    ),
    "xlsx": File(
        "Excel workbook", ".xlsx", f"{_OFFICE}.spreadsheetml.sheet",
        "Rows and terms, a sheet each.",
    ),
    "csv": File("CSV", ".rows.csv", "text/csv", "The rows, one a line, UTF-8."),
    "html": File("Web page", ".html", "text/html", "The rows side by side, to read and print."),
    "docx": File(
        "Word document", ".docx", f"{_OFFICE}.wordprocessingml.document",
        "The rows side by side, in a table.",
    ),
}  # fmt: skip
"""Each format of :data:`aligner.exports.WRITERS`, in the order in which they are offered."""


@desk.told
def page() -> None:
    """The page Exports."""
    project = desk.project_picker()
    status = _status(project)
    languages = _languages(project)
    st.html(_told(project, status, languages))
    columns = st.columns(3, gap="medium")
    for i, to in enumerate(FILES):
        with columns[i % 3], st.container(border=True, key=f"file.{to}"):
            offer(project, to, status, languages)
    found = desk.projects()
    if len(found) > 1:
        _several(found, status)


def _several(found: Sequence[ProjectSummary], status: str) -> None:
    """Some documents or all of them in one archive, a file each."""
    with st.expander("Several documents at once", icon=":material/folder_zip:"):
        chosen, kinds = st.columns([3, 2], vertical_alignment="bottom")
        with chosen:
            picked = st.multiselect(
                "Documents", found, format_func=lambda one: one.name, placeholder="All of them"
            )
        with kinds:
            formats = st.multiselect(
                "Kinds of file",
                [to for to, file in FILES.items() if not file.pair],
                default=["tmx"],
                format_func=lambda to: FILES[to].title,
            )
        st.download_button(
            "Download",
            data=partial(archive, desk.database(), picked or found, formats, status),
            file_name="documents.zip",
            mime="application/zip",
            on_click="ignore",
            icon=":material/download:",
            key="download.several",
            disabled=not formats,
        )


def archive(
    database: Store, projects: Sequence[ProjectSummary], formats: Sequence[str], status: str
) -> bytes:
    """Documents in a ZIP archive, a file for each of them and each kind.

    Args:
        database: The open database.
        projects: The documents.
        formats: Of :data:`FILES`, such as ``tmx``.
        status: ``all`` or a status, as :func:`aligner.exports.write` takes it.
    """
    taken: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder) / "documents.zip"
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
            for project in projects:
                plain = "".join(c if c.isalnum() or c in " -_.()" else "-" for c in project.name)
                name = fresh(plain.strip(" .") or "document", taken)
                for to in formats:
                    path = Path(folder) / f"export{FILES[to].suffix}"
                    exports.write(database, project, to, path, status=status)
                    packed.write(path, f"{name}{FILES[to].suffix}")
        return made.read_bytes()


def _status(project: ProjectSummary) -> str:
    names = {
        Status.APPROVED.value: "Approved only",
        exports.ALL: "Everything, with its status",
    }
    return desk.choice("What goes out", names, "status")


def _languages(project: ProjectSummary) -> list[str]:
    """The languages that go out, the pivot always and first; kept in the URL."""
    others = [lang for lang in project.languages if lang != project.pivot]
    if len(others) < 2:
        return list(project.languages)
    named = [lang for lang in st.query_params.get("langs", "").split(",") if lang in others]
    picked = st.pills(
        f"With {language_name(project.pivot)}",
        others,
        selection_mode="multi",
        default=named or others,
        format_func=language_name,
        key=f"exports.langs.{project.id}",
    )
    if not picked or len(picked) == len(others):
        st.query_params.pop("langs", None)
        return list(project.languages)
    st.query_params["langs"] = ",".join(picked)
    return [project.pivot, *(lang for lang in others if lang in picked)]


def _told(project: ProjectSummary, status: str, languages: Sequence[str]) -> str:
    """How many rows and concepts go out, and how many of what standing do not."""
    terms = Counter(entry.status for entry in desk.glossary(project).entries)
    told = [share("rows", project.rows, status), share("concepts", terms, status)]
    alone = sum(
        exports.goes_out(row.status, status)
        and sum(lang in row.edited or bool(row.cells[lang]) for lang in languages) < 2
        for row in live.project(project.id).outline().rows
    )
    if alone:
        told[0] += f" {alone:,} in one language only: translation memories cannot hold these."
    return render("exports.html:told", lines=told)


_WORDS = {Status.CANDIDATE: "pending", Status.EXCLUDED: "set aside"}


def share(name: str, counts: Mapping[Status, int], asked: str) -> str:
    """In words: how many go out, and how many are left out, by their status.

    Args:
        name: What is counted, in the plural.
        counts: How many there are of each status.
        asked: ``all`` or a status, as :func:`aligner.exports.write` takes it.
    """
    out = sum(count for status, count in counts.items() if exports.goes_out(status, asked))
    left = {s: n for s, n in counts.items() if n and not exports.goes_out(s, asked)}
    told = f"{out:,} of {sum(counts.values()):,} {name} go out."
    named = ", ".join(
        f"{count:,} {_WORDS.get(status, status.value)}" for status, count in left.items()
    )
    return f"{told} Left out: {named}." if named else told


def offer(project: ProjectSummary, to: str, status: str, languages: Sequence[str]) -> None:
    """A format, and a button for each file of it."""
    file = FILES[to]
    st.html(render("exports.html:file", title=file.title, what=file.what))
    pairs = [[languages[0], other] for other in languages[1:]]
    parted = file.pair and len(pairs) > 1
    with st.container(horizontal=True):
        for langs in pairs if parted else [list(languages)]:
            name = " – ".join(map(language_name, langs))
            st.download_button(
                name if parted else "Download",
                data=_maker(project, to, file, status, langs),
                file_name=f"{project.name}{f'.{langs[1]}' if parted else ''}{file.suffix}",
                mime=file.mime,
                on_click="ignore",
                icon=":material/download:",
                key=f"download.{to}.{langs[1]}" if parted else f"download.{to}",
            )


def _maker(
    project: ProjectSummary, to: str, file: File, status: str, languages: Sequence[str]
) -> Callable[[], bytes]:
    database = desk.database()

    def make() -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"export{file.suffix}"
            exports.write(database, project, to, path, status=status, languages=languages)
            return path.read_bytes()

    return make
