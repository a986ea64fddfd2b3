"""HTML of the page Concordance: hits with the words before and after them, in columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from aligner.review.markup import escape, in_language, language_name
from aligner.review.row_markup import row_link
from aligner.store import Hit


def hit_list(hits: Sequence[Hit], most: int) -> str:
    """One line a hit, the words searched for one below the other; each leads to its row.

    Args:
        hits: In the order in which they are drawn.
        most: How many are asked for; as many as that may not be all.
    """
    if not hits:
        return '<p class="al-none" role="status">These words stand nowhere.</p>'
    counts = Counter(hit.lang for hit in hits)
    told = ", ".join(f"{language_name(lang)} {count:,}" for lang, count in counts.items())
    first = "the first " if len(hits) >= most else ""
    places = "1 place" if len(hits) == 1 else f"{len(hits):,} places"
    lines = "".join(map(_line, hits))
    return (
        f'<p class="al-quiet" role="status">{first}{places}: {escape(told)}</p>'
        f'<div class="al-hits" role="table" aria-label="Concordance">{lines}</div>'
    )


def _line(hit: Hit) -> str:
    url = escape(row_link(hit.project, hit.row))
    name = escape(f"{hit.document} {hit.label}".strip())
    return (
        f'<div class="al-hit" role="row" data-go="{url}">'
        f'<span role="rowheader"><a href="{url}" data-go="{url}">{name}</a> '
        f'<small class="al-quiet">{escape(language_name(hit.lang))}</small></span>'
        f'<div class="al-kwic al-cell" role="cell" {in_language(hit.lang)}>'
        f"<span>{escape(hit.left)}</span><mark>{escape(hit.match)}</mark>"
        f"<span>{escape(hit.right)}</span></div></div>"
    )
