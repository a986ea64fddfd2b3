"""XML from strangers, read record by record within bounds; and text made fit for XML.

The bounds are those of libxml2 without ``huge_tree``: 10 million characters a text node, 256 (or
2048, by its version) levels of nesting. Entities are never expanded and nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

from lxml import etree

from aligner.errors import InputError
from aligner.formats.files import opened
from aligner.formats.imported import Account

DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_STRETCH = 1 << 16
"""Bytes read at a time; the records that end in them are in memory together."""
_NOT_XML = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
)
"""What XML 1.0 forbids, with the C1 controls and non-characters that it discourages (2.2)."""

_IN_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})
_IN_ATTRIBUTES = _IN_TEXT | str.maketrans({'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})
_BOUNDS = {
    "Excessive depth": "elements nested too deeply",
    "too long": "a text of more than 10 million characters",
    "huge": "a text of more than 10 million characters",
    "amplification": "entities that grow beyond bounds",
}
"""What libxml2 says of a file beyond its bounds, in words for a person."""
BOUNDS = frozenset(_BOUNDS.values())


def clean(text: str) -> str:
    """The text without control characters, lone surrogates and non-characters."""
    return _NOT_XML.sub("", text)


def escaped(text: str) -> str:
    """The text as the content of an element: :func:`clean`, its special characters escaped."""
    if not text.isprintable():  # What is has nothing that clean would take out.
        return clean(text).translate(_IN_TEXT)
    if "&" in text or "<" in text or ">" in text:  # Many times as fast as translate.
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text


def quoted(text: str) -> str:
    """The text as the value of an attribute, in quotes."""
    if text.isprintable() and '"' not in text:
        return f'"{escaped(text)}"'
    return f'"{clean(text).translate(_IN_ATTRIBUTES)}"'


def records(
    path: Path, names: Sequence[str], account: Account, *, root: Sequence[str]
) -> Iterator[etree._Element]:
    """Stream the elements of the given names, each complete; each is emptied afterwards.

    Args:
        path: An XML file; its encoding is that of its declaration or byte-order mark.
        names: Local names, in any namespace; of elements inside one another, the outer one.
        account: Told where the file breaks off, if it does.
        root: Local names that the root element may have.

    Yields:
        Elements, in the order in which they end.

    Raises:
        InputError: The file cannot be opened, is no XML of this kind, declares entities, or (in
            strict reading) is not well-formed to its end.
    """
    _check_start(path, root)
    outside = None
    try:
        for batch in _batches(path, "end", names):
            last = None
            for element in batch:
                parent = element.getparent()
                if parent is not outside:
                    if _within(parent, names):
                        continue
                    outside = parent
                last = element
                yield element
            if last is not None:
                _forget(last)
    except etree.XMLSyntaxError as error:
        line, reason = _what(error)
        account.skip(line, f"the file breaks off here ({reason}); what follows was not read")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from error


def _within(element: etree._Element | None, names: Sequence[str]) -> bool:
    """Whether an element is a record or inside one."""
    while element is not None:
        if local_name(element) in names:
            return True
        element = element.getparent()
    return False


def _batches(
    path: Path, event: Literal["start", "end"], names: Sequence[str]
) -> Iterator[list[etree._Element]]:
    """The elements that start or end in each stretch of a file; stretches without any left out."""
    parser = etree.XMLPullParser(
        events=(event,),
        tag=[f"{{*}}{name}" for name in names],
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    broken: etree.XMLSyntaxError | None = None
    with opened(path) as file:
        stretch = b"-"
        while stretch and broken is None:
            stretch = file.read(_STRETCH)
            try:
                if stretch:
                    parser.feed(stretch)
                else:
                    parser.close()
            except etree.XMLSyntaxError as error:
                broken = error
            if batch := [element for _, element in parser.read_events()]:
                yield batch
    if broken is not None:
        raise broken


def start_of(path: Path) -> etree._Element:
    """The root element of a file as it begins, without what it holds.

    Raises:
        InputError: The file cannot be opened or does not begin as XML.
    """
    try:
        return next(batch[0] for batch in _batches(path, "start", ("*",)))
    except (etree.XMLSyntaxError, StopIteration) as error:
        line, reason = _what(error) if isinstance(error, etree.XMLSyntaxError) else (1, "no root")
        raise InputError(
            f"{path}, line {line}: not a well-formed XML file ({reason}); export it again"
        ) from error
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror or error})") from error


def _check_start(path: Path, root: Sequence[str]) -> None:
    element = start_of(path)
    if local_name(element) not in root:
        raise InputError(f"{path}: not a {' or '.join(root)} file; check that it is the right one")
    dtd = element.getroottree().docinfo.internalDTD
    if dtd is not None and next(iter(dtd.iterentities()), None) is not None:
        raise InputError(
            f"{path}: declares entities in its DOCTYPE, which is not safe to read; "
            "export it again without them"
        )


def _what(error: etree.XMLSyntaxError) -> tuple[int, str]:
    """Line and reason of a syntax error, the reason on one line without the place."""
    message = error.msg or ""
    for sign, reason in _BOUNDS.items():
        if sign in message:
            return error.lineno or 0, reason
    message = re.sub(r"(, line \d+, column \d+)?( \([^()]*, line \d+\))?$", "", message)
    return error.lineno or 0, " ".join(message.split()) or "empty file"


def _forget(element: etree._Element) -> None:
    """Free a record that was read and all that stands before it; the parser would keep it."""
    element.clear(keep_tail=True)
    for inner in (element, *element.iterancestors()):
        parent = inner.getparent()
        if parent is not None:
            del parent[: parent.index(inner)]


def local_name(element: Any) -> str:  # noqa: ANN401 (lxml has no public type for any node)
    """The name of an element without its namespace; empty for comments and entities."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2] if "}" in tag else tag


def text_of(element: etree._Element | None) -> str:
    """All text inside an element, white space collapsed; empty for None."""
    return "" if element is None else " ".join("".join(element.itertext()).split())
