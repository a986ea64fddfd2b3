"""Found terms as ``terms`` writes them, one record a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from aligner.model import Entry, Glossary
from aligner.terminology import known
from aligner.terminology.extraction import FoundTerm
from aligner.terminology.known import Standing

Record = dict[str, object]
_ORDER = list(Standing)


def pairs(
    entries: Sequence[Entry], langs: tuple[str, str], glossary: Glossary | None = None
) -> list[Record]:
    """Entries of two languages, best first; the further terms of a concept are variants.

    Args:
        entries: Those that have both languages.
        langs: Source and target.
        glossary: What is known. Every record then says in ``standing`` if it is new,
            contradicts the glossary or is known; these come in this order, each best first.
    """
    records = [_pair(entry, *langs) for entry in entries]
    if glossary is None:
        return records
    has = known.renderings(glossary, *langs)
    return _told(records, [known.standing(entry, has, *langs) for entry in entries])


def candidates(
    found: Sequence[FoundTerm], lang: str, glossary: Glossary | None = None
) -> list[Record]:
    """Candidate terms of one language, best first; see :func:`pairs` for the glossary."""
    records: list[Record] = [
        {
            "term": term.text,
            "score": round(term.score, 4),
            "count": term.count,
            "variants": list(term.variants),
        }
        for term in found
    ]
    if glossary is None:
        return records
    has = known.renderings(glossary, lang, lang)
    standings = [known.single((term.text, *term.variants), has, lang) for term in found]
    return _told(records, standings)


def _told(records: Iterable[Record], standings: Sequence[Standing]) -> list[Record]:
    told = [record | {"standing": s} for record, s in zip(records, standings, strict=True)]
    order = sorted(range(len(told)), key=lambda i: _ORDER.index(standings[i]))
    return [told[i] for i in order]


def _pair(entry: Entry, src_lang: str, tgt_lang: str) -> Record:
    src, tgt = entry.term(src_lang), entry.term(tgt_lang)
    assert src and tgt
    found: Mapping[str, object] = {
        "src": src.text,
        "tgt": tgt.text,
        "score": entry.score,
        "count": entry.count,
        "contexts": [
            [list(c.units.get(src_lang, ())), list(c.units.get(tgt_lang, ()))]
            for c in entry.contexts
        ],
        "variants": {"src": _variants(entry, src_lang), "tgt": _variants(entry, tgt_lang)},
    }
    return {**found, **({"domain": entry.domain} if entry.domain else {})}


def _variants(entry: Entry, lang: str) -> list[str]:
    """All forms of a concept in one language but the first, acronyms included."""
    forms = [form for term in entry.terms if term.lang == lang for form in term.forms]
    return list(dict.fromkeys(forms))[1:]
