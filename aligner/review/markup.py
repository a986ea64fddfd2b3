"""Pieces of HTML that the pages share.

Every text of a person or a file goes through :func:`escape`, here and in the ``*_markup`` modules,
the only places where HTML is put together.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence

from aligner.languages import UNKNOWN, language
from aligner.model import Change, Paragraph
from aligner.review.confidence import band


def escape(text: object) -> str:
    """Text that no browser takes for markup, in an element or in a quoted attribute."""
    return html.escape(str(text), quote=True)


def in_language(lang: str) -> str:
    """Attributes that make a text run and look as its language does."""
    direction = "rtl" if language(lang).rtl else "ltr"
    return f'lang="{escape(lang)}" dir="{direction}"'


def language_name(lang: str) -> str:
    """English name of a language, or its code where it has none here."""
    return lang if language(lang) is UNKNOWN else language(lang).name


def endonym(lang: str) -> str:
    """Name of a language in itself, or its code where it has none here."""
    return lang if language(lang) is UNKNOWN else language(lang).endonym


def chip(confidence: float, reason: str = "") -> str:
    """A confidence as colour, word and number, with its reason."""
    word = band(confidence).word
    because = f'<span class="al-why">{escape(reason)}</span>' if reason else ""
    return f'<span class="al-chip al-{word}"><i></i>{word} <b>{confidence:.2f}</b></span>{because}'


def marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Escaped text with some stretches marked; overlapping ones are joined."""
    out, at = [], 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        start = max(start, at)
        out += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return "".join((*out, escape(text[at:])))


def occurrences(text: str, needles: Iterable[str]) -> list[tuple[int, int]]:
    """Where any of some terms stands in a text, whatever the case and the apostrophe."""
    import re

    plain = text.replace("’", "'")
    found = []
    for needle in filter(None, needles):
        pattern = re.escape(needle.replace("’", "'")).replace(r"\ ", r"\s+")
        found += [m.span() for m in re.finditer(rf"(?<!\w){pattern}", plain, re.IGNORECASE)]
    return found


def excerpt(text: str, start: int, end: int, width: int) -> tuple[str, int]:
    """A stretch of text around a span, cut at spaces, and where the span begins in it."""
    left = max(0, start - width)
    right = min(len(text), end + width)
    if left and (space := text.find(" ", left, start)) >= 0:
        left = space + 1
    if right < len(text) and (space := text.rfind(" ", end, right)) >= 0:
        right = space
    before = "… " if left else ""
    after = " …" if right < len(text) else ""
    return before + text[left:right] + after, start - left + len(before)


def repaired(paragraph: Paragraph, changes: Sequence[Change], around: int | None = None) -> str:
    """A paragraph with its OCR repairs as a diff.

    Args:
        paragraph: As it stands now, repaired save for what was refused.
        changes: Repairs in it.
        around: Only this many characters on either side of the first one; None for all.
    """
    ordered = sorted(changes, key=lambda change: change.start)
    text, shift = paragraph.text, 0
    if around is not None:
        text, start = excerpt(text, ordered[0].start, ordered[-1].end, around)
        shift = start - ordered[0].start
    out, at = [], 0
    for change in ordered:
        start, end = change.start + shift, change.end + shift
        out.append(escape(text[at:start]))
        sides = (change.before, change.after)
        out.append(difference(*(reversed(sides) if change.refused else sides)))
        at = end
    return "".join((*out, escape(text[at:])))


def difference(before: str, after: str) -> str:
    """What was there, struck out, and what stands now."""
    gone = f"<del>{escape(_visible(before))}</del>" if before else ""
    new = f"<ins>{escape(_visible(after))}</ins>" if after else ""
    return gone + new


def _visible(text: str) -> str:
    """Line ends shown by their sign, so that a join can be seen."""
    return text.replace("\r\n", "↵").replace("\n", "↵")
