"""Consistency: what a reviser would mark in a draft, beside its texts.

Findings are let rest here, in this document or always, with a reason that the whole team sees; they
stay so when the checks run again. Filters and the finding at hand stand in the URL.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from aligner import reading
from aligner.consistency import Finding, Severity
from aligner.consistency.finding import shortened
from aligner.consistency.rules import BY_ID
from aligner.consistency.running import READ
from aligner.consistency.settings import FILE, Settings, load
from aligner.errors import InputError
from aligner.model import Document, Ignored, Scope, Status
from aligner.review import live
from aligner.review.frame import desk, listener, uploads
from aligner.review.pages import drafts
from aligner.review.pages.checked import Checked, mended, of_project, parted
from aligner.review.pages.finding_view import beside, farthest, finding_list, head, resting
from aligner.review.templates import language_name
from aligner.store import OutlineRow, ProjectSummary
from aligner.store.deeds import may
from aligner.store.deeds.findings import IgnoreFinding
from aligner.store.deeds.rows import EditCell
from aligner.store.deeds.undoing import Undo

_PER_PAGE = 20
_SCOPES = {
    Scope.HERE: "Ignore here",
    Scope.DOCUMENT: "Ignore in this document",
    Scope.ALWAYS: "Ignore always",
}
_EVERY_RULE = "every rule"


@desk.told
def page() -> None:
    """The page Consistency."""
    st.html(Path(__file__).with_suffix(".css"))
    drafts.show()
    picker, languages = st.columns([3, 2], vertical_alignment="bottom", gap="medium")
    with picker:
        project = desk.project_picker()
    pivot, *others = project.languages
    with languages:
        target = _target(pivot, others)
    if target is None:
        st.html('<p class="al-none">This document is in one language only.</p>')
        return
    _browse(project, (pivot, target))


def _target(pivot: str, others: Sequence[str]) -> str | None:
    if len(others) < 2:
        return next(iter(others), None)
    titles = {lang: language_name(lang) for lang in others}
    return desk.choice(f"Against {language_name(pivot)}", titles, "target")


@st.fragment
@desk.told
def _browse(project: ProjectSummary, pair: tuple[str, str]) -> None:
    clicked = list(listener.events("consistency"))
    desk.follow_last(clicked)
    for event in clicked:
        if event.value.startswith("finding:"):
            st.query_params["finding"] = event.value.removeprefix("finding:")
    desk.tell()
    rows = live.project(project.id).outline().rows
    shown = st.container()
    evidence, reference = _more(project, pair)
    checked = _checked(project, rows, pair, evidence, reference)
    standing, let_rest = parted(checked.report.findings, desk.database().ignored(project.id))
    with shown:
        st.html(head(checked.report))
    if worst := farthest(checked.report):
        with st.expander("Farthest from the reference: draft struck out, reference underlined"):
            st.html(worst)
    middle, side = st.columns([3, 2], gap="medium")
    with middle:
        found = _filtered(standing, let_rest)
        at_hand = _at_hand(found)
        _list(project, found, at_hand)
    if at_hand is None:
        return
    with side:
        others = [f for f in found if f is not at_hand and f.src_id == at_hand.src_id]
        st.html(beside(project.id, checked, at_hand, others))
        reason = next((why for finding, why in let_rest if finding is at_hand), None)
        if reason is None:
            _suggestions(checked, at_hand, rows, pair[1])
            _ignoring(project, at_hand)
        else:
            _ignored(reason)


def _more(project: ProjectSummary, pair: tuple[str, str]) -> tuple[bool, uploads.Upload | None]:
    """What else to compare the draft with: its own usage, and an official translation."""
    usage, official = st.columns(2, gap="medium", vertical_alignment="center")
    with usage:
        evidence = st.toggle(
            "Find terms rendered in several ways without a glossary",
            value=st.query_params.get("evidence") == "1",
            key="consistency.evidence",
            help=f"Reads the texts themselves, which takes seconds; up to {READ} paragraphs.",
        )
    if evidence:
        st.query_params["evidence"] = "1"
    else:
        st.query_params.pop("evidence", None)
    with official, st.popover("Compare with an official translation", icon=":material/rule:"):
        given = st.file_uploader(
            f"{language_name(pair[1])}: {uploads.TOLD}",
            type=list(uploads.KINDS),
            key=f"consistency.reference.{project.id}.{pair[1]}",
            max_upload_size=uploads.MEGABYTES,
        )
    if given is None:
        return evidence, None
    files = uploads.folder(desk.database_url())
    return evidence, uploads.keep(given.name, given.getvalue(), files)


def _checked(
    project: ProjectSummary,
    rows: Sequence[OutlineRow],
    pair: tuple[str, str],
    evidence: bool,
    reference: uploads.Upload | None,
) -> Checked:
    """The report, made again where a row, a glossary, the memory or the settings have changed."""
    database = desk.database()
    glossaries = [(g.id, g.version) for g in database.glossaries()]
    memory = [(p.id, p.saved, p.rows.get(Status.APPROVED, 0)) for p in database.projects()]
    texts = [(row.id, row.version) for row in rows]
    settings = FILE.stat().st_mtime_ns if FILE.exists() else 0
    state = f"{project.saved.isoformat()} {hash((*texts, *glossaries, *memory))} {settings}"
    return _report(desk.database_url(), project.id, pair, state, evidence, reference, rows)


# Frozen values are shared by all sessions as they are: st.cache_data would copy them each time.
@st.cache_resource(show_spinner="Checking …", max_entries=8)
def _report(
    url: str,
    project_id: int,
    pair: tuple[str, str],
    state: str,
    evidence: bool,
    reference: uploads.Upload | None,
    _rows: Sequence[OutlineRow],
) -> Checked:
    del url, state  # part of the key only
    settings: Settings = load()
    return of_project(
        desk.database(),
        project_id,
        _rows,
        pair,
        settings,
        evidence=evidence,
        reference=_read(reference, pair[1]) if reference else None,
    )


def _read(upload: uploads.Upload, lang: str) -> Document:
    try:
        return reading.read(upload.path, lang)
    except InputError as error:
        raise InputError(uploads.by_given_name(str(error), upload)) from None


def _filtered(
    standing: Sequence[Finding], let_rest: Sequence[tuple[Finding, Ignored]]
) -> list[Finding]:
    """The findings that the filters let through; both filters are kept in the URL."""
    counts = Counter(finding.severity for finding in standing)
    loud = counts[Severity.ERROR] + counts[Severity.WARNING]
    titles = {
        "loud": f"Errors and warnings {loud:,}",
        "error": f"Errors {counts[Severity.ERROR]:,}",
        "all": f"With hints {len(standing):,}",
        "ignored": f"Ignored {len(let_rest):,}",
    }
    shown = desk.choice("Show", titles, "show")
    pool = {
        "loud": [f for f in standing if f.severity.reaches(Severity.WARNING)],
        "error": [f for f in standing if f.severity is Severity.ERROR],
        "all": list(standing),
        "ignored": [finding for finding, _ in let_rest],
    }[shown]
    rule = _rule(Counter(finding.rule for finding in pool))
    return [finding for finding in pool if rule in (_EVERY_RULE, finding.rule)]


def _rule(counts: Counter[str]) -> str:
    named = st.query_params.get("rule", _EVERY_RULE)
    options = [_EVERY_RULE, *(name for name in BY_ID if counts[name] or name == named)]
    picked: str = st.selectbox(
        "Rule",
        options,
        index=options.index(named) if named in options else 0,
        format_func=lambda name: f"{name} ({counts[name]})" if name in BY_ID else name,
        label_visibility="collapsed",
        key="consistency.rule",
    )
    if picked == _EVERY_RULE:
        st.query_params.pop("rule", None)
    elif picked != st.query_params.get("rule"):
        st.query_params["rule"] = picked
    return picked


def _at_hand(found: Sequence[Finding]) -> Finding | None:
    named = st.query_params.get("finding")
    chosen = next((finding for finding in found if finding.place == named), None)
    return chosen or (found[0] if found else None)


def _list(project: ProjectSummary, found: Sequence[Finding], at_hand: Finding | None) -> None:
    """The page of the list that has the finding at hand, unless another is turned to."""
    if at_hand is None:
        st.html('<p class="al-none">Nothing to look at here.</p>')
        return
    pages = -(-len(found) // _PER_PAGE)
    number = found.index(at_hand) // _PER_PAGE + 1
    place = st.container()
    if pages > 1:
        number = st.pagination(pages, default=number, key=f"consistency.page.{at_hand.place}")
    shown = found[(number - 1) * _PER_PAGE : number * _PER_PAGE]
    with place:
        st.html(finding_list(project.id, shown, at_hand, len(found)))


def _suggestions(checked: Checked, finding: Finding, rows: Sequence[OutlineRow], lang: str) -> None:
    """Buttons that put an expected form in place of what was found."""
    row = next((row for row in rows if row.id == checked.row(finding)), None)
    if row is None or not may(desk.actor().role, "edit"):
        return
    for number, form in enumerate(finding.expected[:3]):
        text = mended(checked, finding, form)
        label = f"Use “{shortened(form)}”"
        if text is not None and st.button(label, key=f"use.{finding.place}.{number}"):
            desk.do(EditCell(row.id, row.version, lang, text), why=finding.message)
            st.rerun(scope="fragment")


def _ignoring(project: ProjectSummary, finding: Finding) -> None:
    """Let the finding rest, with a reason."""
    role = desk.actor().role
    if not may(role, "ignore finding"):
        return
    with st.form(f"ignore.{finding.place}", border=False, clear_on_submit=True):
        because = st.text_input("Ignore it, because", placeholder="a reason that others understand")
        scopes = [
            scope
            for scope in _SCOPES
            if scope is not Scope.ALWAYS or may(role, "ignore finding always")
        ]
        columns = st.columns(len(scopes))
        pressed = None
        for column, scope in zip(columns, scopes, strict=True):
            if column.form_submit_button(_SCOPES[scope], width="stretch"):
                pressed = scope
    if pressed is None:
        return
    desk.do(
        IgnoreFinding(
            project.id, finding.rule, finding.topic, finding.place, pressed, because or ""
        )
    )
    st.rerun(scope="fragment")


def _ignored(reason: Ignored) -> None:
    st.html(resting(reason))
    if st.button("Find it again", key=f"again.{reason.event}"):
        desk.do(Undo(reason.event))
        st.rerun(scope="fragment")
