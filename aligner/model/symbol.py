"""Document symbols of the United Nations, such as ``S/RES/2331(2016)``.

A symbol is its organ and further elements, joined by slashes: body, kind, session or year, number,
and what became of the document (``Add.1``, ``Rev.2``, ``Corr.1``). The year of a resolution stands
in brackets without a space. (*United Nations Editorial Manual*, "Document symbols".) File names
have no slashes, so people write ``S-RES-2331-2016`` or ``S_RES_2331(2016)``.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

_ORGANS = """
A S E T ST DC DP TD ID ICCD UNEP HSP HRI CCPR CAT CEDAW CERD CRC CRPD CMW CED FCCC CBD BWC NPT CD
CTOC CAC SPLOS ISBA LOS APLC CCM CCW IDB GC UNW UNCDF AFCA ICEF WFP SCM UNODC
"""
ORGANS = frozenset(_ORGANS.split())
"""First elements that a symbol may have: main organs, programmes, treaty bodies, conferences."""

FIRST_SESSION = 1945
"""The first session of the General Assembly opened in 1946; session and this give the year."""

_CHANGE = re.compile(r"(add|rev|corr|amend|summary|resumption)\.?\s*(\d*)", re.I)
_ELEMENT = re.compile(r"[A-Za-z0-9.]+")
_IN_TEXT = re.compile(
    r"(?<![\w/])(?P<organ>[A-Z]{1,5})(?P<rest>(?:/[A-Za-z0-9][A-Za-z0-9.\-]*)+)"
    r"(?:\s?\((?P<year>(?:19|20)\d\d)\))?(?P<more>(?:/(?:Add|Rev|Corr)\.\d+)*)"
)
_YEAR = re.compile(r"(?:19[4-9]|20[0-9])\d")
_SESSION = re.compile(r"(?:(?:RES|DEC|PV|INF|C\.\d+|BUR|L)/)?([1-9]\d?|1[01]\d)(?:/|$)")
"""Where a symbol of the General Assembly has its session; councils count sessions of their own."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol in its usual form.

    Attributes:
        text: Such as ``S/RES/2331(2016)``.
    """

    text: str

    @property
    def organ(self) -> str:
        """Its first element, such as ``S``."""
        return self.text.split("/")[0]

    @property
    def year(self) -> int | None:
        """The year that it names, or that of the session of the General Assembly that it names."""
        if bracketed := re.search(r"\((\d{4})\)", self.text):
            return int(bracketed[1])
        elements = self.text.split("/")[1:]
        for element in elements:
            if _YEAR.fullmatch(element):
                return int(element)
        if self.organ == "A" and (session := _SESSION.match("/".join(elements))):
            return FIRST_SESSION + int(session[1])
        return None

    def __str__(self) -> str:
        return self.text


def normalised(written: str) -> Symbol | None:
    """The symbol that somebody wrote, or that a file is named by; None where it is none.

    >>> normalised("s-res-2331-2016"), normalised("A_80_217_add1")
    (Symbol(text='S/RES/2331(2016)'), Symbol(text='A/80/217/Add.1'))
    >>> normalised("S/RES/2331 (2016)"), normalised("annual report")
    (Symbol(text='S/RES/2331(2016)'), None)
    """
    words = re.sub(r"\s*\(\s*(\d{4})\s*\)", r"/\1/", written.strip())
    parts = [part for part in re.split(r"[/_\s\-]+", words) if part]
    if len(parts) < 3 or parts[0].upper() not in ORGANS:
        return None
    elements = [parts[0].upper()]
    for part in parts[1:]:
        if change := _CHANGE.fullmatch(part):
            elements.append(f"{change[1].capitalize()}.{change[2]}".rstrip("."))
        elif part.isdigit() and re.fullmatch(r"(Add|Rev|Corr|Amend)", elements[-1]):
            elements[-1] += f".{part}"
        elif _ELEMENT.fullmatch(part):
            elements.append(part.upper())
        else:
            return None
    if not any(any(c.isdigit() for c in element) for element in elements):
        return None
    return Symbol(_bracketed(elements))


def _bracketed(elements: list[str]) -> str:
    """The elements joined; the year of a resolution goes into brackets behind its number."""
    joined: list[str] = []
    for element in elements:
        is_year = _YEAR.fullmatch(element) is not None
        numbered = len(joined) >= 2 and joined[-1].isdigit() and elements[0] in ("S", "ST")
        if is_year and numbered and elements[1] == "RES":
            joined[-1] += f"({element})"
        else:
            joined.append(element)
    return "/".join(joined)


def in_text(text: str) -> list[Symbol]:
    """The symbols that stand in a text, each once, in order.

    >>> in_text("United Nations A/80/217/Add.1. Distr.: General, see S/RES/2331 (2016)")
    [Symbol(text='A/80/217/Add.1'), Symbol(text='S/RES/2331(2016)')]
    """
    found = []
    for match in _IN_TEXT.finditer(text):
        if match["organ"] in ORGANS:
            year = f"({match['year']})" if match["year"] else ""
            rest = match["rest"].rstrip(".-")
            found.append(normalised(f"{match['organ']}{rest}{year}{match['more']}"))
    return list(dict.fromkeys(symbol for symbol in found if symbol))


def nearest(written: str, known: Collection[str] = ()) -> str:
    """What somebody may have meant; an empty string where nothing is near.

    Args:
        written: What was typed.
        known: Symbols that there are, such as those of an archive.

    >>> nearest("S-RES-2331 2016"), nearest("SRES/2331(2016)"), nearest("2331")
    ('S/RES/2331(2016)', 'S/RES/2331(2016)', '')
    """
    loose = re.sub(r"^([ASE])(RES|PRST|DEC)\b", r"\1/\2", written.strip().upper())
    symbol = normalised(loose)
    if near := get_close_matches(symbol.text if symbol else loose, known, 1, 0.8):
        return near[0]
    return symbol.text if symbol and symbol.text != written.strip() else ""
