"""HTML of the page Documents: the list of projects, how one was made, uploads and runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from aligner.model import Document, Status
from aligner.review.confidence import BANDS, band
from aligner.review.filters import is_pending, is_uncertain
from aligner.review.frame import desk
from aligner.review.frame.jobs import Job, State
from aligner.review.frame.uploads import Upload
from aligner.review.markup import escape, language_name
from aligner.store import OutlineRow, ProjectSummary

_HEAD = (
    ("Document", ""),
    ("Paragraphs", ""),
    ("Rows", "al-number"),
    ("Approved", "al-number"),
    ("Confidence", ""),
    ("Uncertain", "al-number"),
    ("Terms", "al-number"),
    ("Repairs", "al-number"),
    ("Saved (UTC)", ""),
    ("", ""),
)


def projects_table(
    projects: Sequence[ProjectSummary], outlines: Mapping[int, Sequence[OutlineRow]], at_hand: int
) -> str:
    """One line a project; `outlines` may lack some, whose confidences are then not drawn."""
    head = "".join(
        f'<th scope="col" class="{css}">{name or "<span class=al-hidden>Go on</span>"}</th>'
        for name, css in _HEAD
    )
    lines = "".join(
        _project(project, outlines.get(project.id, ()), project.id == at_hand)
        for project in projects
    )
    return (
        '<table class="al-projects"><caption class="al-hidden">Documents</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>"
    )


def _project(project: ProjectSummary, rows: Sequence[OutlineRow], at_hand: bool) -> str:
    here = escape(desk.link(desk.HOME, project=project.id))
    langs = "".join(
        f"<span>{escape(language_name(lang))} <small>{count:,}</small></span>"
        for lang, count in project.paragraphs.items()
    )
    current = ' aria-current="true"' if at_hand else ""
    uncertain = f"{sum(is_uncertain(row) and is_pending(row) for row in rows):,}" if rows else "–"
    return (
        f'<tr data-go="{here}"{current}>'
        f'<td><a href="{here}" data-go="{here}"><strong>{escape(project.name)}</strong></a></td>'
        f'<td class="al-langs">{langs}</td>'
        f'<td class="al-number">{project.row_count:,}</td>'
        f'<td class="al-number">{_approved(project)}</td>'
        f"<td>{_bar(rows)}</td>"
        f'<td class="al-number">{uncertain}</td>'
        f'<td class="al-number">{project.entries:,}</td>'
        f'<td class="al-number">{project.changes:,}</td>'
        f"<td>{project.saved:%-d %b %Y %H:%M}</td>"
        f"<td>{_way_on(project)}</td></tr>"
    )


def _approved(project: ProjectSummary) -> str:
    """Share of the rows that are to be exported and are approved, rounded down: 100 % is all."""
    wanted = project.row_count - project.rows.get(Status.EXCLUDED, 0)
    approved = project.rows.get(Status.APPROVED, 0)
    if not wanted:
        return "–"
    told = f"{approved:,} of {wanted:,} rows"
    return f'<span title="{told}">{100 * approved // wanted} %</span>'


def _way_on(project: ProjectSummary) -> str:
    url = escape(desk.link("review", project=project.id))
    pending = project.rows.get(Status.CANDIDATE, 0)
    begun = pending < project.row_count
    name = "Continue" if begun and pending else "Look again" if begun else "Review"
    return (
        f'<a class="al-open" href="{url}" data-go="{url}" '
        f'aria-label="{name}: {escape(project.name)}">{name}</a>'
    )


def _bar(rows: Sequence[OutlineRow]) -> str:
    counts = Counter(band(row.confidence).word for row in rows)
    told = ", ".join(f"{counts[b.word]} {b.word}" for b in BANDS if counts[b.word])
    parts = "".join(
        f'<i class="al-{b.word}" style="width:{100 * counts[b.word] / len(rows):.1f}%"></i>'
        for b in BANDS
        if counts[b.word]
    )
    return f'<div class="al-bar" role="img" aria-label="{told}" title="{told}">{parts}</div>'


def making(project: ProjectSummary, documents: Mapping[str, Document]) -> str:
    """Files, hashes, signature, and what was kept out of the text."""
    lines = "".join(
        f"<tr><td>{escape(language_name(lang))}</td><td>{escape(document.source or '–')}</td>"
        f"<td><code>{escape(document.sha256[:16] or '–')}</code></td>"
        f'<td class="al-number">{len(document.paragraphs):,}</td>'
        f'<td class="al-number">{len(document.changes):,}</td>'
        f'<td class="al-quiet">{escape(" · ".join(document.furniture[:12]) or "–")}'
        f"{' …' if len(document.furniture) > 12 else ''}</td></tr>"
        for lang, document in documents.items()
    )
    return (
        f"<p>Aligned by <code>{escape(project.signature)}</code></p>"
        '<table class="al-projects"><thead><tr><th>Language</th><th>File</th><th>SHA-256</th>'
        '<th class="al-number">Paragraphs</th><th class="al-number">Repairs</th>'
        f"<th>Kept out as page furniture</th></tr></thead><tbody>{lines}</tbody></table>"
    )


def nothing_yet(url: str) -> str:
    """What stands above the form for a first document."""
    return (
        '<div class="al-first"><h1>Nothing to review yet</h1>'
        "<p>Give the language versions of one document below: one file each. Or run the worked "
        "example with <code>make demo</code> and reload this page.</p>"
        f"<p class='al-quiet'>This desk looks in <code>{escape(url)}</code>; the environment "
        "variable <code>ALIGNER_DB</code> names another place.</p></div>"
    )


def upload_line(upload: Upload, size: int) -> str:
    """A file that was given."""
    amount = f"{size / 2**20:.1f} MB" if size >= 2**20 else f"{max(1, size // 1024):,} kB"
    return (
        f'<p class="al-upload">{escape(upload.name)} <small class="al-quiet">{amount} · '
        f"<code>{escape(upload.sha256[:12])}</code></small></p>"
    )


def job_line(job: Job) -> str:
    """How far a run is, or how it ended."""
    name = escape(job.name)
    match job.state:
        case State.DONE:
            url = escape(desk.link("review", project=job.project))
            rest = (
                f"is aligned: {job.rows:,} rows. "
                f'<a class="al-open" href="{url}" data-go="{url}">Review</a>'
            )
        case State.FAILED:
            rest = f'<span class="al-error">{escape(job.error)}</span>'
        case State.CANCELLED:
            rest = "was cancelled; nothing of it was saved."
        case State.RUNNING:
            rest = f'<span class="al-quiet">{escape(job.what)} · {job.share:.0%}</span>'
        case _:
            rest = f'<span class="al-quiet">{escape(job.what)}</span>'
    return f'<p class="al-run al-{job.state}" role="status"><strong>{name}</strong> {rest}</p>'
