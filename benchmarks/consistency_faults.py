"""Faults put into a clean translation at known places, one kind at a time.

A fault is made from the text itself: a digit that changes, a paragraph that is left out, a term
that gives way to another. Each maker gets a bitext and a random generator and returns the bitext
with faults and where they are; a paragraph has one fault at the most, and a document few enough
that the rest of it stays what it was.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from aligner.amounts import items as amounts
from aligner.consistency import openings
from aligner.consistency.marks import unbalanced
from aligner.consistency.pairs import Pair, pairs
from aligner.languages import language
from aligner.model import Bead, Bitext, Document, Paragraph

SHARE = 0.15
"""Of the paragraphs that could have a fault, those that get one."""


class Fault(NamedTuple):
    """Where something was put in.

    Attributes:
        kind: What, in words.
        src: Paragraph of the source, or None.
        tgt: Paragraph of the draft, or None where it was left out.
    """

    kind: str
    src: int | None
    tgt: int | None


@dataclass(frozen=True, slots=True)
class Faulty:
    """A bitext with faults; its beads are gold for what was left as it was.

    Attributes:
        realign: True where paragraphs went or came, so that the beads have to be found again.
    """

    bitext: Bitext
    faults: tuple[Fault, ...]
    realign: bool = False


Edit = Callable[[Pair, random.Random], Iterator[tuple[str, str]]]
"""The ways in which the draft text of a pair can be damaged: kind, and the text."""


def edited(bitext: Bitext, edit: Edit, rng: random.Random, share: float = SHARE) -> Faulty:
    """Damage some paragraphs of the draft."""
    texts: dict[int, str] = {}
    faults = []
    for pair in pairs(bitext):
        if len(pair.src.paragraphs) != 1 or len(pair.tgt.paragraphs) != 1:
            continue
        ways = list(edit(pair, rng))
        if not ways or rng.random() > share:
            continue
        kind, text = rng.choice(ways)
        paragraph = pair.tgt.paragraphs[0]
        texts[paragraph.id] = paragraph.text[: paragraph.body_start] + text
        faults.append(Fault(kind, pair.src.paragraphs[0].id, paragraph.id))
    return Faulty(replace(bitext, tgt=with_texts(bitext.tgt, texts)), tuple(faults))


def with_texts(document: Document, texts: dict[int, str]) -> Document:
    """A document in which some paragraphs have another text."""
    changed = (
        replace(p, text=texts[p.id], sentences=()) if p.id in texts else p
        for p in document.paragraphs
    )
    return replace(document, paragraphs=tuple(changed))


def references(pair: Pair, rng: random.Random) -> Iterator[tuple[str, str]]:
    """A changed digit, a swapped year, another month, a number left out."""
    text = pair.tgt.text
    there = amounts.items(pair.src.text, pair.src.lang)
    for item in amounts.items(text, pair.tgt.lang):
        said = text[item.start : item.end]
        if not _stands_in(item, there):
            continue
        if item.kind in ("number", "roman") and all(len(v) < 2 for v in item.values):
            continue
        digits = [i for i, char in enumerate(said) if char.isdecimal()]
        if digits:
            at = rng.choice(digits)
            other = rng.choice([d for d in "123456789" if d != said[at]])
            changed = said[:at] + other + said[at + 1 :]
            yield f"changed digit in a {item.kind}", put(text, item.start, item.end, changed)
        if item.kind == "resolution":
            year = re.search(r"(19|20)\d\d", said)
            if year:
                new = str(int(year.group()) + rng.choice((-1, 1)))
                yield (
                    "swapped year",
                    put(text, item.start, item.end, said.replace(year.group(), new)),
                )
        if item.kind == "date":
            yield from _other_month(pair, item, said, rng)
        if item.kind in ("symbol", "resolution", "percentage", "currency"):
            yield f"{item.kind} left out", put(text, item.start, item.end, "")
        if item.kind == "percentage" and digits:
            bare = said[digits[0] : digits[-1] + 1]
            yield "percent sign lost", put(text, item.start, item.end, bare)


def _stands_in(item: amounts.Item, there: Sequence[amounts.Item]) -> bool:
    """True where the source has the same, be it a year for a date: *2030*, *到2030年*."""
    said = {value for other in there for atom in other.atoms for value in atom}
    return any(item.values & other.values for other in there) or all(
        atom & said for atom in item.atoms
    )


def _other_month(
    pair: Pair, item: amounts.Item, said: str, rng: random.Random
) -> Iterator[tuple[str, str]]:
    months = language(pair.tgt.lang).notation.months
    for names in months:
        for name in sorted(names, key=len, reverse=True):
            for form in (name, name.capitalize()):
                if re.search(rf"(?<!\w){re.escape(form)}(?!\w)", said):
                    other = rng.choice([m[0] for m in months if name not in m])
                    other = other.capitalize() if form[0].isupper() else other
                    changed = said.replace(form, other)
                    yield "another month", put(pair.tgt.text, item.start, item.end, changed)
                    return


def doubled_words(pair: Pair, rng: random.Random) -> Iterator[tuple[str, str]]:
    """A word said twice."""
    if pair.tgt.lang == "zh":
        found = list(re.finditer(r"[\u4e00-\u9fff]{2}", pair.tgt.text))
    else:
        found = list(re.finditer(r"(?<![\w'’-])[^\W\d_]{2,}(?![\w'’-])", pair.tgt.text))
    if found:
        word = rng.choice(found)
        joint = "" if pair.tgt.lang == "zh" else " "
        yield "doubled word", put(pair.tgt.text, *word.span(), word.group() + joint + word.group())


def lost_brackets(pair: Pair, rng: random.Random) -> Iterator[tuple[str, str]]:
    """A bracket or quotation mark lost, or one too many."""
    text = pair.tgt.text
    if unbalanced(text) or unbalanced(pair.src.text):
        return
    paired = list(
        re.finditer(r"\([^()]+\)|（[^（）]+）|\[[^]]+\]|«[^»]+»|“[^”]+”|《[^》]+》", text)
    )
    if paired:
        at = rng.choice([end for match in paired for end in (match.start(), match.end() - 1)])
        yield "lost mark", put(text, at, at + 1, "")
    spaces = [m.end() for m in re.finditer(r"\s(?=\w)|[\u4e00-\u9fff](?=[\u4e00-\u9fff])", text)]
    if spaces:
        at = rng.choice(spaces)
        yield "bracket too many", put(text, at, at, "(")


MARKS: dict[str, dict[str, str]] = {
    **{lang: {",": " ,", ";": " ;"} for lang in ("en", "es", "ru")},
    "ar": {"،": " ،", "؛": " ؛"},
    "zh": {"，": ",", "；": ";", "：": ":", "。": "."},
}
"""Marks of a language, each with a wrong way to write it."""


def typography(pair: Pair, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Spaces and marks that the language does not want."""
    text, lang = pair.tgt.text, pair.tgt.lang
    places = r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])" if lang == "zh" else r"(?<=\w) (?=\w)"
    if spaces := [match.start() for match in re.finditer(places, text)]:
        at = rng.choice(spaces)
        yield "a space too many", put(text, at, at, " ")
    marks = "".join(MARKS[lang])
    before, after = ("[\u4e00-\u9fff]", "[\u4e00-\u9fff]|$") if lang == "zh" else (r"\w", " ")
    if found := list(re.finditer(rf"(?<={before})[{marks}](?={after})", text)):
        match = rng.choice(found)
        yield "a mark written wrongly", put(text, *match.span(), MARKS[lang][match.group()])


def left_untranslated(pair: Pair, rng: random.Random) -> Iterator[tuple[str, str]]:
    """The whole paragraph, or its second half, left in the language of the source."""
    words = pair.src.text.split()
    if len(words) < 10:
        return
    yield "whole paragraph", pair.src.text
    tgt = pair.tgt.text.split()
    half = " ".join(words[len(words) // 2 :])
    yield "second half", " ".join(tgt[: len(tgt) // 2]) + " " + half


def strays(texts: Sequence[str]) -> Edit:
    """Paragraphs that are in a third language."""

    def edit(pair: Pair, rng: random.Random) -> Iterator[tuple[str, str]]:
        if len(pair.src.text) > 60:
            yield "third language", rng.choice(texts)

    return edit


def wrong_openings(pair: Pair, rng: random.Random) -> Iterator[tuple[str, str]]:
    """An opening that does not render the one of the source."""
    src = openings.opening(pair.src.text, pair.src.lang)
    tgt = openings.opening(pair.tgt.text, pair.tgt.lang)
    if src is None or tgt is None or not src.acts & tgt.acts:
        return
    lang, text = pair.tgt.lang, pair.tgt.text
    said = text[: tgt.end]
    column = openings.LANGUAGES.index(lang)
    for row in openings.ACTS:
        for phrase in row[column].split("|"):
            if lang == "ar":  # whose verbs begin with the person
                phrase = phrase.replace(" *", " ي").removeprefix("*")
                phrase = phrase if phrase.startswith("إذ") else f"ي{phrase}"
            if "*" in phrase or not _same_form(phrase, said, lang):
                continue
            phrase = phrase.capitalize() if said.strip()[:1].isupper() else phrase
            found = openings.opening(phrase + text[tgt.end :], lang)
            if found is not None and not found.acts & src.acts:
                yield "wrong opening", phrase + text[tgt.end :]


def _same_form(phrase: str, said: str, lang: str) -> bool:
    """Participles for participles, verbs for verbs."""
    endings = {"en": ("ing", "ed"), "es": ("ndo", "do"), "ru": ("я", "сь")}.get(lang)
    if endings is None:
        return True
    return phrase.split()[0].endswith(endings) == said.strip().split()[0].lower().endswith(endings)


def renumbered(pair: Pair, rng: random.Random) -> Iterator[tuple[str, str]]:
    """A paragraph number that is another in the draft."""
    match = re.match(r"\s*(\d+)(?=[.\s])", pair.tgt.text)
    theirs = re.match(r"\s*(\d+)(?=[.\s])", pair.src.text)
    if match and theirs and match.group(1) == theirs.group(1):
        yield "another number", put(pair.tgt.text, *match.span(1), str(int(match.group(1)) + 1))


def dropped(bitext: Bitext, rng: random.Random) -> Faulty:
    """Paragraphs of the draft left out."""
    gone: list[int] = []
    faults = []
    for bead in bitext.beads:
        if (
            (
                len(bead.src) == len(bead.tgt) == 1
                and _is_long(bitext.tgt.paragraphs[bead.tgt[0]].body, bitext.tgt.lang)
            )
            and rng.random() < 0.7 * SHARE
            and (not gone or bead.tgt[0] - gone[-1] > 2)
        ):
            gone.append(bead.tgt[0])
            faults.append(Fault("paragraph left out", bead.src[0], None))
    kept = [p for p in bitext.tgt.paragraphs if p.id not in set(gone)]
    return Faulty(_renewed(bitext, kept), tuple(faults), realign=True)


def added(foreign: Sequence[str]) -> Callable[[Bitext, random.Random], Faulty]:
    """Paragraphs of another document put into the draft."""

    def make(bitext: Bitext, rng: random.Random) -> Faulty:
        paragraphs: list[Paragraph] = []
        faults = []
        for paragraph in bitext.tgt.paragraphs:
            paragraphs.append(paragraph)
            if rng.random() < SHARE / 3:
                faults.append(Fault("paragraph added", None, len(paragraphs)))
                paragraphs.append(Paragraph(0, rng.choice(foreign)))
        return Faulty(_renewed(bitext, paragraphs), tuple(faults), realign=True)

    return make


def merged(bitext: Bitext, rng: random.Random) -> Faulty:
    """Neighbouring paragraphs of the draft run together."""
    paragraphs: list[Paragraph] = []
    faults = []
    single = {b.tgt[0]: b.src[0] for b in bitext.beads if len(b.src) == len(b.tgt) == 1}
    i, last = 0, len(bitext.tgt.paragraphs)
    while i < last:
        here = bitext.tgt.paragraphs[i]
        following = bitext.tgt.paragraphs[i + 1] if i + 1 < last else None
        if (
            following and i in single and i + 1 in single and single[i + 1] == single[i] + 1
            and all(_is_long(p.body, bitext.tgt.lang) for p in (here, following))
            and rng.random() < 2 * SHARE
        ):  # fmt: skip
            faults.append(Fault("paragraphs merged", single[i], len(paragraphs)))
            paragraphs.append(replace(here, text=f"{here.text} {following.body}", sentences=()))
            i += 2
            continue
        paragraphs.append(here)
        i += 1
    return Faulty(_renewed(bitext, paragraphs), tuple(faults), realign=True)


def _is_long(text: str, lang: str) -> bool:
    """Longer than a heading; a Chinese character does for three letters."""
    return len(text) > (60 if language(lang).spaces else 20)


def _renewed(bitext: Bitext, paragraphs: Sequence[Paragraph]) -> Bitext:
    numbered = tuple(replace(p, id=i) for i, p in enumerate(paragraphs))
    return replace(bitext, tgt=replace(bitext.tgt, paragraphs=numbered))


def repeated(bitext: Bitext, rng: random.Random) -> Faulty:
    """Paragraphs that come again at the end of both sides, translated otherwise there."""
    src, tgt = list(bitext.src.paragraphs), list(bitext.tgt.paragraphs)
    beads, faults = list(bitext.beads), []
    for pair in pairs(bitext):
        if len(pair.src.paragraphs) != 1 or len(pair.tgt.paragraphs) != 1:
            continue
        words = pair.tgt.text.split() if pair.tgt.lang != "zh" else list(pair.tgt.text)
        if len(words) < 8 or len(pair.src.text.split()) < 5 or rng.random() > SHARE:
            continue
        at = rng.randrange(1, len(words) - 1)
        joint = "" if pair.tgt.lang == "zh" else " "
        text = joint.join([*words[:at], words[0], *words[at + 1 :]])
        if text.lower() == pair.tgt.text.lower():
            continue
        faults.append(Fault("translated otherwise", len(src), len(tgt)))
        beads.append(Bead((len(src),), (len(tgt),)))
        src.append(Paragraph(len(src), pair.src.text))
        tgt.append(Paragraph(len(tgt), text))
    made = Bitext(
        replace(bitext.src, paragraphs=tuple(src)),
        replace(bitext.tgt, paragraphs=tuple(tgt)),
        tuple(beads),
        bitext.signature,
    )
    return Faulty(made, tuple(faults))


def put(text: str, start: int, end: int, new: str) -> str:
    """A text with something else in place of a stretch."""
    return text[:start] + new + text[end:]
