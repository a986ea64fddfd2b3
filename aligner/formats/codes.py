"""Inline codes of a segment (bold, a line break, a footnote mark) as placeholders in plain text.

A segment such as ``See <bpt i="1"/>note<ept i="1"/>`` becomes ``See ⟦1⟧note⟦2⟧`` with the markup of
⟦1⟧ and ⟦2⟧ kept beside the text. A translator may move the placeholders; written back, they
become the markup again, or ``<ph>`` where the markup belongs to another format.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from aligner.formats.safexml import XML_LANG, XML_SPACE, clean, escaped, local_name

_PLACEHOLDER = re.compile(r"⟦\d+⟧")
_XML_NAMES = {XML_LANG: "xml:lang", XML_SPACE: "xml:space"}

Vocabulary = Mapping[str, frozenset[str]]
"""Inline elements of a format, with the attributes that each may have."""


class Codes:
    """Collects the inline codes of one unit; equal markup gets the same placeholder."""

    def __init__(
        self,
        spanning: frozenset[str],
        unit: etree._Element,
        markup: Callable[[etree._Element], str] | None = None,
    ) -> None:
        """Start a collection.

        Args:
            spanning: Elements around translatable text; any other element is one code.
            unit: The whole unit; a placeholder that its text has by itself is not given out.
            markup: Gives the markup of an element that is one code; its own XML if not given.
        """
        self._spanning = spanning
        self._unit = unit
        self._literal: str | None = None
        self._markup = markup or own_markup
        self._given: dict[str, str] = {}
        self._number = 0

    @property
    def by_placeholder(self) -> dict[str, str]:
        """Markup by placeholder, in the order given out."""
        given = self._given
        return {given[markup]: markup for markup in given} if given else {}

    def text(self, segment: etree._Element) -> str:
        """The text of a segment with its inline elements as placeholders.

        Raises:
            ValueError: It has an entity that the file does not define.
        """
        return "".join(self._pieces(segment)) if len(segment) else segment.text or ""

    def _pieces(self, element: etree._Element) -> Iterator[str]:
        yield element.text or ""
        for child in element:
            if isinstance(child, etree._Entity):
                raise ValueError(f"{child.text} is not defined in the file")  # noqa: TRY004
            if local_name(child) in self._spanning:
                start, end = _tags(child)
                yield self._placeholder(start)
                yield from self._pieces(child)
                yield self._placeholder(end)
            else:
                yield self._placeholder(self._markup(child))
            yield child.tail or ""

    def _placeholder(self, markup: str) -> str:
        if self._literal is None:
            self._literal = "".join(self._unit.itertext())
        if markup not in self._given:
            self._number += 1
            while (placeholder := f"⟦{self._number}⟧") in self._literal:
                self._number += 1
            self._given[markup] = placeholder
        return self._given[markup]


def _bare(element: etree._Element) -> etree._Element:
    """A copy of an element without namespaces."""
    copy = etree.Element(local_name(element))
    for name, value in element.items():
        copy.set(name if name in _XML_NAMES else name.rpartition("}")[2], value)
    copy.text = element.text
    for child in element:
        if local_name(child):
            copy.append(_bare(child))
            copy[-1].tail = child.tail
    return copy


def own_markup(element: etree._Element) -> str:
    """The XML of an element with all it holds, without namespaces."""
    return etree.tostring(_bare(element), encoding="unicode")


def _tags(element: etree._Element) -> tuple[str, str]:
    shell = _bare(element)
    name = local_name(element)
    for child in list(shell):
        shell.remove(child)
    shell.text = ""
    return etree.tostring(shell, encoding="unicode").removesuffix(f"</{name}>"), f"</{name}>"


def pieces(text: str, codes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Split a text at its placeholders: pairs of plain text and the markup that follows it."""
    start = 0
    for match in _PLACEHOLDER.finditer(text):
        if match[0] in codes:
            yield text[start : match.start()], codes[match[0]]
            start = match.end()
    yield text[start:], ""


def fill(
    element: etree._Element, text: str, codes: Mapping[str, str], vocabulary: Vocabulary
) -> bool:
    """Put a text into an element, its placeholders turned back into markup.

    Returns:
        False where the markup is not well-formed or not of the vocabulary; the element is then
        left as it was, and it is for the caller to write the codes in another way.
    """
    if not codes:
        element.text = clean(text)
        return True
    namespace = element.nsmap.get(element.prefix)
    declaration = f' xmlns="{namespace}"' if namespace else ""
    body = "".join(escaped(plain) + markup for plain, markup in pieces(text, codes))
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        filled = etree.fromstring(f"<s{declaration}>{body}</s>", parser)
    except etree.XMLSyntaxError:
        return False
    for inner in filled.iterdescendants():
        allowed = vocabulary.get(local_name(inner))
        if allowed is None or not allowed.issuperset(_XML_NAMES.get(n, n) for n in inner.keys()):  # noqa: SIM118
            return False
    element.text = filled.text
    element.extend(list(filled))
    return True


def fill_opaque(
    element: etree._Element,
    text: str,
    codes: Mapping[str, str],
    add: Callable[[etree._Element, str], etree._Element],
) -> None:
    """Put a text into an element, each code in the one way that any format allows.

    Args:
        element: Where to.
        text: With placeholders.
        codes: Markup by placeholder.
        add: Adds an element that stands for the given markup, and returns it.
    """
    element.text = ""
    last: etree._Element | None = None
    for plain, markup in pieces(text, codes):
        if last is None:
            element.text = clean(plain)
        else:
            last.tail = clean(plain)
        if markup:
            last = add(element, markup)
