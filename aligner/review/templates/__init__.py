"""The HTML of the desk: Jinja2 templates, autoescaped, and the few words that all of them need.

This folder is the only place where HTML is put together. Templates get frozen values and say how
they look; what is worked out is worked out before, in Python. Each is compiled once a process.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache, lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from aligner import showing
from aligner.languages import language
from aligner.model import said
from aligner.review.confidence import band
from aligner.review.drawing import Cell
from aligner.review.language_names import endonym as endonym
from aligner.review.language_names import language_name as language_name
from aligner.review.links import link, row_link
from aligner.review.spans import marked, visible, word_diff

_FOLDER = Path(__file__).parent


def render(template: str, **of: object) -> str:
    """A template as HTML.

    Args:
        template: Name of its file in this folder; a macro of it may follow, such as
            ``rows.html:table``, which then gets the values in place of the whole.
        of: What it is drawn from.
    """
    file, _, macro = template.partition(":")
    loaded = _environment().get_template(file)
    if macro:
        return str(getattr(loaded.module, macro)(**of))
    return loaded.render(of)


@lru_cache(maxsize=100)
def runs(lang: str) -> Markup:
    """Attributes that make a text run and look as its language does."""
    return Markup(render("parts.html:runs", lang=lang))


@lru_cache(maxsize=4000)
def chip(confidence: float, reason: str = "") -> Markup:
    """A confidence as colour, word and number, with its reason."""
    return Markup(render("parts.html:chip", confidence=confidence, reason=reason))


@lru_cache(maxsize=4000)
def cell(drawn: Cell) -> Markup:
    """One language of one row; the same cells come again with every key."""
    return Markup(render("rows.html:draw_cell", drawn=drawn))


def direction(lang: str) -> str:
    """In which direction a language runs, as HTML says it."""
    return "rtl" if language(lang).rtl else "ltr"


def in_words(at: datetime) -> str:
    """A time as people say it."""
    seconds = (datetime.now(UTC) - at).total_seconds()
    if seconds < 90:
        return "just now"
    if seconds < 5400:
        return f"{seconds / 60:.0f} minutes ago"
    return f"{at:%H:%M} UTC" if seconds < 86400 else f"{at:%-d %b %Y}"


def counted(count: int, one: str, many: str = "") -> str:
    """A number with its noun: ``1 row``, ``2,300 rows``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _number(value: float, spec: str = ",") -> str:
    return format(value, spec)


def _at(value: datetime, spec: str) -> str:
    return value.strftime(spec)


@cache
def _environment() -> Environment:
    found = Environment(
        loader=FileSystemLoader(str(_FOLDER)),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {
        "at": _at,
        "counted": counted,
        "diff": word_diff,
        "direction": direction,
        "endonym": endonym,
        "in_words": in_words,
        "language": language_name,
        "marked": marked,
        "number": _number,
        "said": said,
        "shown": showing.visible,
        "visible": visible,
    }
    found.globals |= {
        "band": band,
        "cell": cell,
        "chip": chip,
        "link": link,
        "row_link": row_link,
        "runs": runs,
    }
    return found
