"""The automatic numbers of a Word document, written out as Word prints them.

Follows ISO/IEC 29500-1, 17.9 (Numbering): a paragraph names a list and a level, or its style does;
the list is an instance of an abstract list whose levels say in which style, from what number and
with what text around it they count. Instances of one abstract list count on from one another,
unless one says where it starts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field

from lxml import etree

from aligner.reading.numerals import printed

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SLOT = re.compile(r"%([1-9])")
_SYMBOL_BULLETS = re.compile("[\uf000-\uf0ff]")
Element = etree._Element


@dataclass(frozen=True, slots=True)
class _Level:
    style: str = "decimal"
    text: str = "%1."
    start: int = 1
    restart: int | None = None
    legal: bool = False
    paragraph_style: str = ""


@dataclass(slots=True)
class Numbering:
    """Counts through a document; each paragraph is asked for once, in order."""

    _levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    _abstract: dict[str, str] = field(default_factory=dict)
    _restarts: dict[str, dict[int, int]] = field(default_factory=dict)
    _styles: dict[str, Element] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    _begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def of(cls, numbering: Element | None, styles: Element | None) -> Numbering:
        """Read the parts ``numbering.xml`` and ``styles.xml``; either may be missing."""
        self = cls()
        if styles is not None:
            self._styles = {_attribute(s, "styleId"): s for s in styles.iter(f"{W}style")}
        if numbering is None:
            return self
        abstracts = {
            _attribute(node, "abstractNumId"): node for node in numbering.iter(f"{W}abstractNum")
        }
        linked = {
            _value(node, "styleLink"): key
            for key, node in abstracts.items()
            if node.find(f"{W}styleLink") is not None
        }
        for num in numbering.iterchildren(f"{W}num"):
            key = _attribute(num, "numId")
            abstract = _value(num, "abstractNumId")
            link = _value(abstracts[abstract], "numStyleLink") if abstract in abstracts else ""
            abstract = linked.get(link, abstract)
            if abstract not in abstracts:
                continue
            self._abstract[key] = abstract
            self._levels[key] = _levels(abstracts[abstract])
            self._restarts[key] = {}
            for override in num.iterchildren(f"{W}lvlOverride"):
                self._override(key, override)
        return self

    def label(self, paragraph: Element) -> str:
        """The number of a paragraph as it is printed, or an empty string; counts one on."""
        num, level = self._place(paragraph)
        levels = self._levels.get(num, {})
        if level not in levels:
            return ""
        counts = self._counts[self._abstract[num]]
        facts = levels[level]
        restart = self._restarts[num].get(level)
        if restart is not None and (num, level) not in self._begun:
            counts[level] = restart
        else:
            counts[level] = counts.get(level, facts.start - 1) + 1
        self._begun.add((num, level))
        for deeper in [key for key in counts if key > level]:
            after = levels[deeper].restart if deeper in levels else None
            if after is None or (after and level < after):
                del counts[deeper]
        if facts.style == "bullet":
            return _SYMBOL_BULLETS.sub("•", facts.text)
        return _SLOT.sub(lambda match: self._number(int(match[1]) - 1, num, facts), facts.text)

    def _number(self, level: int, num: str, asking: _Level) -> str:
        facts = self._levels[num].get(level, _Level())
        count = self._counts[self._abstract[num]].get(level, facts.start)
        return printed(count, "decimal" if asking.legal else facts.style)

    def _override(self, key: str, override: Element) -> None:
        level = int(_attribute(override, "ilvl") or 0)
        redefined = override.find(f"{W}lvl")
        if redefined is not None:
            self._levels[key][level] = _level(redefined)
        start = _value(override, "startOverride")
        if start:
            self._restarts[key][level] = int(start)

    def _place(self, paragraph: Element) -> tuple[str, int]:
        """List and level of a paragraph: its own, or those of its style and the styles under it."""
        num, level = _numbers(paragraph.find(f"{W}pPr"))
        style = _value(paragraph.find(f"{W}pPr"), "pStyle")
        seen: set[str] = set()
        while style in self._styles and style not in seen and (num is None or level is None):
            seen.add(style)
            node = self._styles[style]
            style_num, style_level = _numbers(node.find(f"{W}pPr"))
            if num is None and style_num is not None:
                num = style_num
                level = self._level_of_style(style_num, style) if level is None else level
            level = style_level if level is None and style_num == num else level
            style = _value(node, "basedOn")
        return num or "0", level or 0

    def _level_of_style(self, num: str, style: str) -> int | None:
        levels = self._levels.get(num, {})
        return next((i for i, facts in levels.items() if facts.paragraph_style == style), None)


def _levels(abstract: Element) -> dict[int, _Level]:
    return {
        int(_attribute(level, "ilvl") or 0): _level(level)
        for level in abstract.iterchildren(f"{W}lvl")
    }


def _level(level: Element) -> _Level:
    restart = _value(level, "lvlRestart")
    legal = level.find(f"{W}isLgl")
    style = _value(level, "numFmt") or "decimal"
    return _Level(
        style=style,
        text=_value(level, "lvlText"),
        start=int(_value(level, "start") or 0),
        restart=int(restart) if restart else None,
        legal=legal is not None and _attribute(legal, "val") not in {"0", "false"},
        paragraph_style=_value(level, "pStyle"),
    )


def _numbers(properties: Element | None) -> tuple[str | None, int | None]:
    numbers = properties.find(f"{W}numPr") if properties is not None else None
    if numbers is None:
        return None, None
    level = _value(numbers, "ilvl")
    return _value(numbers, "numId") or None, int(level) if level else None


def _value(node: Element | None, name: str) -> str:
    child = node.find(f"{W}{name}") if node is not None else None
    return _attribute(child, "val") if child is not None else ""


def _attribute(node: Element, name: str) -> str:
    return str(node.get(f"{W}{name}") or "")
