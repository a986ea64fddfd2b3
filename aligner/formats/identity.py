"""Which row of a project a unit of a file is, and which concept of a glossary an entry is.

An id counts only where the texts bear it out: other tools number from one in every file, and a row
that was put in at the top shifts all that follow. Without an id, or against one that lies, a unit
is known by its texts: by all of them, or else by its source together with what stands beside it.
Never by its place alone, nor by what the file or its title is called.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher

from aligner.formats.safexml import clean
from aligner.model import Entry, TranslationUnit

_ALIKE = 0.5
"""Share of the characters of two texts that stand in both, in order; of texts that have nothing to
do with one another it is a quarter to a third."""
_TERMS_ALIKE = 0.7
"""The same of two terms, which are short."""
_ENOUGH = 1_000
"""Characters at the beginning of a text that are compared so."""


def plain(text: str) -> str:
    """A text as it is compared: without what no file may hold, white space made single."""
    return " ".join(clean(text).split())


def alike(one: str, other: str, least: float = _ALIKE) -> bool:
    """Whether a text may be an edit of another one."""
    one, other = one[:_ENOUGH], other[:_ENOUGH]
    if one == other:
        return True
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.quick_ratio() > least and matcher.ratio() > least


def text_id(texts: Mapping[str, str] | Sequence[tuple[str, str]]) -> str:
    """An id made of texts by language, for what has none; the same texts have the same one."""
    pairs = texts.items() if isinstance(texts, Mapping) else texts
    said = json.dumps(sorted((lang, plain(text)) for lang, text in pairs), ensure_ascii=False)
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def matched(
    current: Sequence[TranslationUnit], back: Sequence[TranslationUnit]
) -> list[TranslationUnit | None]:
    """The unit of a project that each unit of a file is, or None; each at most once.

    Args:
        current: The units of the project, in order.
        back: Those of the file, in order.
    """
    search = _Search(current, back)
    search.by_id()
    search.by_all_texts()
    search.by_source()
    search.by_label()
    return [None if row is None else current[row] for row in search.found]


class _Search:
    """The rows that were found for the units of a file so far."""

    def __init__(self, current: Sequence[TranslationUnit], back: Sequence[TranslationUnit]) -> None:
        self.found: list[int | None] = [None] * len(back)
        self._current = current
        self._back = back
        self._taken: set[int] = set()
        self._texts = [_plain_texts(unit) for unit in current]
        self._said = [_plain_texts(unit) for unit in back]
        self._rows: dict[tuple[str, str], list[int]] = defaultdict(list)
        for row, texts in enumerate(self._texts):
            for item in texts.items():
                self._rows[item].append(row)
        self._source = next(iter(current[0].texts), "") if current else ""

    def _open(self) -> list[int]:
        return [number for number, row in enumerate(self.found) if row is None]

    def _take(self, number: int, row: int) -> None:
        self.found[number] = row
        self._taken.add(row)

    def by_id(self) -> None:
        """Units whose row has a text that is the same or alike.

        Where most ids belong to rows of other texts, the file numbers otherwise, and what is only
        alike is so by chance.
        """
        rows = {(unit.document, unit.id): row for row, unit in enumerate(self._current)}
        fitting: list[tuple[int, int]] = []
        strangers = 0
        for number, unit in enumerate(self._back):
            row = rows.get((unit.document, unit.id))
            if row is None:
                continue
            if self._is_edit(number, row):
                fitting.append((number, row))
            else:
                strangers += 1
        for number, row in fitting:
            if row not in self._taken and (strangers <= len(fitting) or self._same(number, row)):
                self._take(number, row)

    def _shared(self, number: int, row: int) -> list[tuple[str, str, str]]:
        """Language, text of the row and text of the unit, where both have one."""
        there = self._texts[row]
        return [(lang, there[lang], t) for lang, t in self._said[number].items() if lang in there]

    def _same(self, number: int, row: int) -> bool:
        """Whether all texts that both have are the same, and there are some."""
        shared = self._shared(number, row)
        return bool(shared) and all(here == said for _, here, said in shared)

    def _is_edit(self, number: int, row: int) -> bool:
        shared = self._shared(number, row)
        if not shared or any(here == said for _, here, said in shared):
            return True
        if any((lang, said) in self._rows for lang, _, said in shared):
            return False  # It has the text of another one.
        return all(alike(here, said) for _, here, said in shared)

    def by_all_texts(self) -> None:
        """Units whose texts are all those of a row; of several, by label, place or order."""
        for number in self._open():
            texts = self._said[number]
            items = [item for item in texts.items() if item in self._rows]
            if not items:
                continue
            rarest = min(items, key=lambda item: len(self._rows[item]))
            rows = [
                row
                for row in self._rows[rarest]
                if row not in self._taken and self._same(number, row)
            ]
            if rows:
                self._take(number, self._nearest(number, rows))

    def _nearest(self, number: int, rows: Sequence[int]) -> int:
        label = self._back[number].label
        before = self.found[number - 1] if number else None
        return min(
            rows,
            key=lambda row: (
                not label or self._current[row].label != label,
                before is None or row != before + 1,
                row,
            ),
        )

    def by_source(self) -> None:
        """Units with the source of a row, where a label, a neighbour or another text agrees."""
        for number in self._open():
            source = self._said[number].get(self._source)
            if not source:
                continue
            rows = [
                row
                for row in self._rows.get((self._source, source), ())
                if row not in self._taken and self._is_beside(number, row)
            ]
            if rows:
                self._take(number, self._nearest(number, rows))

    def _is_beside(self, number: int, row: int) -> bool:
        label = self._back[number].label
        if label and label == self._current[row].label:
            return True
        if any(
            lang != self._source and alike(here, said)
            for lang, here, said in self._shared(number, row)
        ):
            return True
        return any(
            self._text_at(number + step, self._said) == self._text_at(row + step, self._texts) != ""
            for step in (-1, 1)
        )

    def _text_at(self, place: int, texts: Sequence[Mapping[str, str]]) -> str:
        return texts[place].get(self._source, "") if 0 <= place < len(texts) else ""

    def by_label(self) -> None:
        """Units whose label one row alone has, with a text that is alike."""
        rows: dict[str, list[int]] = defaultdict(list)
        for row, unit in enumerate(self._current):
            if unit.label and row not in self._taken:
                rows[unit.label].append(row)
        for number in self._open():
            label = self._back[number].label
            free = [row for row in rows.get(label, ()) if row not in self._taken]
            if label and len(free) == 1 and self._is_edit(number, free[0]):
                self._take(number, free[0])


def _plain_texts(unit: TranslationUnit) -> dict[str, str]:
    """The texts as they are compared; what is so already is not held twice."""
    compared = {}
    for lang, text in unit.texts.items():
        if found := plain(text):
            compared[lang] = text if found == text else found
    return compared


def matched_entries(known: Sequence[Entry], back: Sequence[Entry]) -> list[Entry | None]:
    """The concept of a glossary that each entry of a file is, or None; each at most once.

    By its id, if a term is the same or alike; or else by terms in two languages, or by all that
    it has where that is one.
    """
    by_id = {entry.id: entry for entry in known}
    by_term: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for entry in known:
        for item in _term_texts(entry):
            by_term[item].append(entry)
    found: list[Entry | None] = []
    taken: set[str] = set()
    for entry in back:
        same = by_id.get(entry.id)
        fits = same is not None and same.id not in taken and _may_be(same, entry)
        found.append(same if fits else None)
        if fits:
            taken.add(entry.id)
    for number, entry in enumerate(back):
        if found[number] is None:
            met: dict[str, set[str]] = defaultdict(set)
            for lang, text in _term_texts(entry):
                for other in by_term.get((lang, text), ()):
                    if other.id not in taken:
                        met[other.id].add(lang)
            best = max(met, key=lambda own: len(met[own]), default="")
            if best and len(met[best]) >= min(2, len({term.lang for term in entry.terms})):
                found[number] = by_id[best]
                taken.add(best)
    return found


def _term_texts(entry: Entry) -> set[tuple[str, str]]:
    return {(term.lang, plain(term.text).casefold()) for term in entry.terms}


def _may_be(known: Entry, read: Entry) -> bool:
    """Whether a concept may be an edit of the one of its id."""
    here, there = _term_texts(known), _term_texts(read)
    if here & there:
        return True
    langs = {lang for lang, _ in here} & {lang for lang, _ in there}
    if not langs:
        return bool(known.definition) and plain(known.definition) == plain(read.definition)
    return any(
        alike(one, other, _TERMS_ALIKE)
        for lang, one in here
        for other_lang, other in there
        if lang == other_lang
    )
