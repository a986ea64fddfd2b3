"""What OCR engines take for what, in Latin script.

Each confusion says what stood on the page, what the engine reads in its place, and how odd that
is: 1 for accents, 2 for shapes that many engines mix up, 3 for shapes that few do. How often a
confusion really happens is not written here; it is estimated from each document (``channel``).
The pairs are those of the OCR post-correction literature (accents, split and joined strokes,
digits and symbols for letters, the long s) and hold for any language that uses the letters.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Confusion:
    """One way to misread.

    Attributes:
        true: What stands on the page.
        seen: What the engine makes of it.
        oddity: 1 (common) to 3 (rare).
    """

    true: str
    seen: str
    oddity: int

    @property
    def name(self) -> str:
        """``ê→é``: what was, and what it became."""
        return f"{self.true or '∅'}→{self.seen}"

    @property
    def is_accent(self) -> bool:
        """Whether only an accent is lost or taken for another."""
        return self.oddity == 1


SPACE = Confusion(" ", "", 3)
APOSTROPHE = Confusion("’", "", 3)

_FAMILIES = ("aàâä", "eéèêë", "iîïí", "oôöó", "uùûü", "cç", "nñ")

_COMMON = """
ç g  ç ¢  é ¢  ê ¢  è ¢  ê €  é €  è €  c ¢  e ¢  ô 6  ó 6  é 6  ô d  ô O  ô 0  ô oO
é ¢é  é é¢  è ¢è  ê ¢ê  è eé  ê eé  é eé  è c  é c  ê c  e c  c e  œ ce  œ oe  œ ae  æ ae
Œ OE  Œ CE  l 1  l I  l |  i 1  i l  l i  I 1  I l  I |  o 0  O 0  s 5  S 5  B 8  g 9
m rn  rn m  d cl  cl d  s ſ  s f
"""
_RARE = """
n u  u n  u ii  ii u  n ii  h li  li h  h b  b h  m in  in m  m ni  ni m  n ri  ri n  fi ﬁ  fl ﬂ
w vv  vv w  t f  f t  t l  l t  i !  l !  e o  o e  e é  g q  q g  i j  j i  y v  v y  k lc
i ¡  z 2  Z 2  b 6  G 6  a @  f ſ  ff ſſ  t r  û ii  û fi  î f  ï r  ê ë  é ě  à 4  d cI  d c1
"""


def _accents() -> list[Confusion]:
    confusions = []
    for family in _FAMILIES:
        for letters in (family, family.upper()):
            plain = letters[0]
            confusions += [
                Confusion(true, seen, 3 if true == plain else 1)
                for true in letters
                for seen in letters
                if true != seen
            ]
    return confusions


def _pairs(table: str, oddity: int) -> list[Confusion]:
    cells = table.split()
    return [
        Confusion(true, seen, oddity) for true, seen in zip(cells[::2], cells[1::2], strict=True)
    ]


def _by_seen() -> dict[str, tuple[Confusion, ...]]:
    table: dict[str, dict[str, Confusion]] = defaultdict(dict)
    strays = [Confusion("", mark, 3) for mark in "¢|["]
    for confusion in [*_accents(), *_pairs(_COMMON, 2), *_pairs(_RARE, 3), *strays]:
        table[confusion.seen].setdefault(confusion.true, confusion)
    return {seen: tuple(trues.values()) for seen, trues in table.items()}


CONVENTIONS = frozenset(
    confusion.name
    for confusion in [*_accents(), *_pairs(_COMMON, 2)]
    if confusion.seen in ("oe", "ae", "OE")
    or (confusion.true, confusion.seen) in (("î", "i"), ("û", "u"))
    or (confusion.true.isupper() and confusion.seen in "AEIOUC" and confusion.oddity == 1)
)
"""Names of what undamaged texts do as a matter of style: Etat, oeuvre, entrainer."""

LIGATURES = frozenset(("œ→oe", "æ→ae", "Œ→OE"))
"""Names of conventions so common in writing that they are doubted and never mended."""

BY_SEEN = _by_seen()
"""Every confusion by what the engine makes of it."""

LONGEST = max(map(len, BY_SEEN))

MARKS = "¢€£|[]!¡@"
"""Characters that are no letters and that engines put in the place of letters."""
