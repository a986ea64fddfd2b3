"""A reading copy: the versions side by side on one page that opens anywhere and prints well."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from lxml import etree
from lxml.html import builder as E  # noqa: N812 (the name that lxml gives it)

from aligner.formats.codes import pieces
from aligner.formats.files import aside
from aligner.formats.safexml import clean
from aligner.languages import language
from aligner.model import TranslationUnit

_STYLE = """
:root { color-scheme: light dark; }
body { font: 1rem/1.5 Georgia, "Noto Serif", serif; margin: 2rem; }
h1 { font-size: 1.4rem; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { border-top: 1px solid #8888; padding: .5rem .75rem; vertical-align: top;
         text-align: start; overflow-wrap: break-word; }
thead th { position: sticky; top: 0; background: Canvas; font-family: sans-serif; }
tbody th { font: .85rem sans-serif; color: GrayText; }
.label { width: 4rem; }
@media print {
  @page { size: landscape; margin: 1.5cm; }
  body { margin: 0; font-size: 9pt; }
  thead { display: table-header-group; }
  thead th { position: static; }
  tr { break-inside: avoid; }
}
"""


def write(
    units: Iterable[TranslationUnit],
    path: Path,
    languages: Sequence[str],
    *,
    title: str = "",
    signature: str = "",
) -> int:
    """Write units as one HTML page with a column for each language.

    The page needs nothing else: no script, no font, no network.

    Args:
        units: In reading order; which status may go out is for the caller to say.
        path: Where to.
        languages: Columns, in this order.
        title: Heading; the document of the first unit if not given.
        signature: How the alignment was made, for the foot of the page.

    Returns:
        Number of rows written.

    Raises:
        OutputError: The file cannot be written.
    """
    rows = list(units)
    title = clean(title or next((unit.document for unit in rows if unit.document), "Alignment"))
    head = [E.TH(E.CLASS("label"), "¶", scope="col")]
    head += [E.TH(language(lang).endonym, _speaks(lang), scope="col") for lang in languages]
    page = E.HTML(
        E.HEAD(
            E.META(charset="utf-8"),
            E.META(name="viewport", content="width=device-width, initial-scale=1"),
            E.TITLE(title),
            E.STYLE(_STYLE),
        ),
        E.BODY(
            E.H1(title),
            E.TABLE(
                E.THEAD(E.TR(*head)),
                E.TBODY(*(_row(unit, languages) for unit in rows)),
            ),
            *([E.P(E.SMALL(clean(signature)))] if signature else []),
        ),
        lang="en",
    )
    with aside(path) as part:
        part.write_bytes(
            etree.tostring(page, encoding="utf-8", method="html", doctype="<!DOCTYPE html>")
        )
    return len(rows)


def _speaks(lang: str) -> dict[str, str]:
    """Attributes by which a browser chooses fonts, hyphens and direction."""
    return {"lang": lang, "dir": "rtl" if language(lang).rtl else "ltr"}


def _row(unit: TranslationUnit, languages: Sequence[str]) -> etree._Element:
    cells = [E.TD(plain(unit, lang), _speaks(lang)) for lang in languages]
    return E.TR(E.TH(clean(unit.label), scope="row"), *cells)


def plain(unit: TranslationUnit, lang: str) -> str:
    """The text of one language without the placeholders of inline codes."""
    text = unit.texts.get(lang, "")
    return clean("".join(words for words, _ in pieces(text, unit.codes)))
