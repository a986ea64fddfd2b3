"""What a page carries besides the text: running heads, page numbers, symbols, mastheads, rules.

A line is taken out only on two grounds: it says nothing but furniture (a page number, a document
symbol, a job number, a masthead) where furniture stands; or it stands at the same edge of several
pages, a page number aside. A sentence is never taken out for standing at an edge.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from aligner.languages import Language
from aligner.reading.blocks import Block, Role

_EDGE = 3
"""Lines at the top and at the bottom of a page among which its furniture is looked for."""
_MASTHEAD_LINES = 20
_STRANGE_LINES = 3
"""Lines of other content, one after the other, that end a masthead."""
_LONG = 100
_CLOSING = tuple(".。;；؛:,，،")
"""What a line of text may end with and a running head does not."""

_SYMBOL = (
    r"[A-Z]{1,6}(?:/[A-Z0-9][\w.\-]*)+(?:\s?[(（]\d{4}[)）])?"
    r"(?:/(?:Add|Corr|Rev)\.\s?\d+)*[*†]*"
)
_JOB = (
    r"(?:GE\.)?\d{2}-\d{4,6}(?:\s?\*?\s?\([A-Z]\))?(?:\s+\d{6})?|\*\d{6,8}\*|\d{2}-\d{5}\s+\*\d+\*"
)
_PAGE = (
    r"(?:[-–—]\s?)?\d{1,4}(?:\s?[-–—])?|[ivxl]{1,6}"
    r"|(?:page|p\.|página|pág\.|страница|стр\.|الصفحة|صفحة|第)\s?\d{1,4}(?:\s?页)?"
)
_PAGE_OF_PAGES = (
    r"\d{1,4}\s?/\s?\d{1,4}|(?:page|página|страница|صفحة|第)\s?\d{1,4}\s?(?:页\s?)?"
    r"(?:/|of|de|sur|из|من|共)\s?\d{1,4}(?:\s?页)?"
)
_BROWSER = r"(?:https?|file)://\S+|\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d{2}(?:\s?[AP]M)?"
"""What browsers print above and below a page."""
_RULE = re.compile(r"[_\-=*~–—·.\s]{5,}|[_–—]{3,}")
_NUMBER_AT_END = re.compile(r"(?:(\d{1,4})\s+)?(.*?)(?:\s+(\d{1,4})(?:\s?/\s?\d{1,4})?)?")


_KEPT_OUT = {Role.FURNITURE, Role.UNSEEN, Role.CONTENTS}
_ENTRY = re.compile(r"(?:.*[^\s.·…_])?\s*(?:[.·…_]\s?){4,}\s*(\d{1,4}|[ivxlIVXL]{1,6})")
"""An entry of a table of contents: words, a row of dots, the page."""
_LONG_ENTRY = 400
_ENTRIES = 3
"""Entries from which on there is a table of contents."""
_WRAPPED = 2
"""Lines of an entry that may stand before the one with its page."""


def is_rule(text: str) -> bool:
    """True for a line that is nothing but a drawn line."""
    return bool(text.strip()) and bool(_RULE.fullmatch(text.strip()))


def find(blocks: Sequence[Block], language: Language) -> set[int]:
    """Positions of the blocks that are furniture.

    Args:
        blocks: What a format reader gives, in reading order, empty lines included.
        language: Gives the words of mastheads.
    """
    found = {i for i, block in enumerate(blocks) if block.role in _KEPT_OUT}
    found |= _contents(blocks, found)
    found |= _masthead(blocks, language)
    lines = [i for i, block in enumerate(blocks) if block.role is Role.LINE and block.text.strip()]
    found |= {i for i in lines if is_rule(blocks[i].text)}
    found |= {i for i in lines if re.fullmatch(_JOB, blocks[i].text.strip())}
    pages = _pages(blocks, lines)
    if len(pages) > 1:
        if all(block.room is None for block in blocks):
            # where places on the page are known, they have told what is repeated
            found |= _repeated(blocks, pages)
        return found | _at_edges(blocks, pages, found)
    return found | _at_edges(blocks, pages, found) | _pageless(blocks, lines)


def _contents(blocks: Sequence[Block], out: set[int]) -> set[int]:
    """The entries of tables of contents: rows of dots to pages that never go back."""
    found: set[int] = set()
    run: list[int] = []
    waiting: list[int] = []
    entries = page = 0
    for i, block in enumerate([*blocks, Block(".", Role.HEADING)]):
        text = " ".join(block.text.split())
        if i in out or (not text and len(waiting) == 0):
            continue
        match = _ENTRY.fullmatch(text) if len(text) <= _LONG_ENTRY else None
        number = int(match[1]) if match and match[1].isdecimal() else 0
        if match and (not number or number >= page):
            run += [*waiting, i] if entries else [i]
            waiting, page, entries = [], number or page, entries + 1
        elif entries and text and len(waiting) < _WRAPPED and i < len(blocks) and not match:
            waiting.append(i)
        elif entries and text:
            found |= set(run) if entries >= _ENTRIES else set()
            run, waiting, entries, page = [], [], 0, 0
    return found


def _pages(blocks: Sequence[Block], lines: Sequence[int]) -> list[list[int]]:
    pages: defaultdict[int | None, list[int]] = defaultdict(list)
    for i in lines:
        pages[blocks[i].page].append(i)
    return list(pages.values())


def _repeated(blocks: Sequence[Block], pages: Sequence[Sequence[int]]) -> set[int]:
    """Lines that stand at the same edge of several pages, a page number at either end aside.

    The number must grow with the pages: headings such as ``Article 3`` and ``Article 9`` at the
    top of two pages are no running heads, nor are ``Article 18`` at the foot of one page and
    ``Article 19`` at the head of the next.
    """
    places: defaultdict[tuple[bool, str], list[tuple[int, int]]] = defaultdict(list)
    for number, page in enumerate(pages):
        reach = min(_EDGE, len(page) // 2)
        edges = [(True, i) for i in page[:reach]] + [(False, i) for i in page[-reach:]]
        for top, i in edges if reach else [(True, page[0])]:
            match = _NUMBER_AT_END.fullmatch(" ".join(blocks[i].text.split()))
            if match is None:
                continue
            counted = match[1] or match[3]
            suffix = f"\0{int(counted) - number}" if counted else ""
            places[top, match[2].casefold() + suffix].append((number, i))
    enough = max(2, len(pages) // 4)
    return {
        i
        for (_, key), hits in places.items()
        if len({number for number, _ in hits}) >= enough and not key.endswith(_CLOSING)
        for _, i in hits
    }


def _at_edges(blocks: Sequence[Block], pages: Sequence[Sequence[int]], found: set[int]) -> set[int]:
    """Lines at the edge of a page that are nothing but a symbol, job number or page number.

    A number alone is a page number only where there are several pages.
    """
    numbers = f"{_PAGE}|{_PAGE_OF_PAGES}" if len(pages) > 1 else _PAGE_OF_PAGES
    # a number that has been read is not read again in another way: rows of figures would take ages
    one = rf"(?>{_SYMBOL}|{_JOB}|{_BROWSER}|{_PAGE_OF_PAGES}|{numbers})(?:\s+|$)"
    alone = re.compile(rf"(?:{one})++", re.IGNORECASE)
    edge: set[int] = set()
    for page in pages:
        for ends in (page, page[::-1]):
            for i in ends:
                text = blocks[i].text.strip()
                if i not in found and not (len(text) <= _LONG and alone.fullmatch(text)):
                    break
                edge.add(i)
    return edge


def _pageless(blocks: Sequence[Block], lines: Sequence[int]) -> set[int]:
    """Heads and feet that were copied into a text without page breaks: ``3/10``, a symbol again."""
    texts = {i: " ".join(blocks[i].text.split()) for i in lines}
    times = Counter(texts.values())
    paged = re.compile(rf"(?:{_SYMBOL}\s+)?(?:{_PAGE_OF_PAGES})(?:\s+{_SYMBOL})?", re.IGNORECASE)
    return {
        i
        for i, text in texts.items()
        if paged.fullmatch(text) or (times[text] > 1 and re.fullmatch(_SYMBOL, text))
    }


def _masthead(blocks: Sequence[Block], language: Language) -> set[int]:
    """Lines above the title that name only organisation, organ, symbol, distribution and date."""
    drafting = language.drafting
    words = drafting.masthead
    token = re.compile(rf"(?:{words}|{_SYMBOL}|{_JOB}|\d{{1,3}}\S{{0,3}}\s?)(?!\w)", re.IGNORECASE)
    sign = re.compile(rf".*\bDistr\b|(?:.*\s)?{_SYMBOL}$|{_JOB}")
    first_words = re.compile(rf"(?:{drafting.title}|{drafting.adoption})|(?:{drafting.opening})$")
    only: set[int] = set()
    strange = 0
    signed = False
    for i in [i for i, block in enumerate(blocks) if block.text.strip()][:_MASTHEAD_LINES]:
        text = blocks[i].text.strip()
        if len(text) <= _LONG and not re.search(r"\w", token.sub("", text)):
            only.add(i)
            signed = signed or bool(sign.match(text))
            strange = 0
            continue
        strange += 1
        if first_words.match(text) or strange >= _STRANGE_LINES or len(text) > _LONG:
            break
    return only if signed else set()
