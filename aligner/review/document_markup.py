"""HTML of the page Documents: the list of projects, and how one was made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from aligner.model import Document
from aligner.review import desk
from aligner.review.confidence import BANDS, band
from aligner.review.markup import escape, language_name
from aligner.review.window import is_uncertain
from aligner.store import OutlineRow, ProjectSummary


def projects_table(
    projects: Sequence[ProjectSummary], outlines: Mapping[int, Sequence[OutlineRow]], at_hand: int
) -> str:
    """One line a project; `outlines` may lack some, whose confidences are then not drawn."""
    head = "".join(
        f"<th{css}>{name}</th>"
        for name, css in (
            ("Document", ""),
            ("Paragraphs", ""),
            ("Rows", ' class="al-number"'),
            ("Confidence", ""),
            ("Uncertain", ' class="al-number"'),
            ("Terms", ' class="al-number"'),
            ("Repairs", ' class="al-number"'),
            ("Saved (UTC)", ""),
            ("", ""),
        )
    )
    lines = "".join(
        _project(project, outlines.get(project.id, ()), project.id == at_hand)
        for project in projects
    )
    return (
        f'<table class="al-projects"><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>'
    )


def _project(project: ProjectSummary, rows: Sequence[OutlineRow], at_hand: bool) -> str:
    here = escape(desk.link(desk.HOME, project=project.id))
    review = escape(desk.link("review", project=project.id))
    langs = "".join(
        f"<span>{escape(language_name(lang))} <small>{count:,}</small></span>"
        for lang, count in project.paragraphs.items()
    )
    current = ' aria-current="true"' if at_hand else ""
    uncertain = f"{sum(map(is_uncertain, rows)):,}" if rows else "–"
    return (
        f'<tr data-go="{here}"{current}>'
        f'<td><a href="{here}" data-go="{here}"><strong>{escape(project.name)}</strong></a></td>'
        f'<td class="al-langs">{langs}</td>'
        f'<td class="al-number">{project.row_count:,}</td>'
        f"<td>{_bar(rows)}</td>"
        f'<td class="al-number">{uncertain}</td>'
        f'<td class="al-number">{project.entries:,}</td>'
        f'<td class="al-number">{project.changes:,}</td>'
        f"<td>{project.saved:%-d %b %Y %H:%M}</td>"
        f'<td><a class="al-open" href="{review}" data-go="{review}">Review</a></td></tr>'
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
