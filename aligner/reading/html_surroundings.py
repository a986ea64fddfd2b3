"""What surrounds the text of a web page: menus, trails, share links, notices of cookies, footers.

The landmarks of HTML say so themselves (``nav``, ``main``, ``role``); older pages say it in the
names of their ``div`` elements, which are much the same everywhere. An element that holds most of
the words of a page is never taken for its surroundings, whatever it is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from aligner.reading.html_elements import is_note

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ELEMENTS = _names("nav header footer aside menu")
_ROLES = _names("navigation banner contentinfo search complementary menu doc-toc")
_SECTIONS = _names("article main section")
_CONTAINERS = _names("div section ul ol table p form span details dl")
_CALLED = _names(
    "breadcrumb breadcrumbs cookie cookies consent gdpr navbar navigation nav menu submenu sidebar "
    "sidenav share sharing social pagination pager paging skip skiplink skiplinks login search "
    "newsletter subscribe pagedetails toolbar languages langnav advert ads related"
)
"""Words in the id or class of an element, any of which says that it surrounds the text."""
_CALLED_WHOLE = _names(
    "header footer banner masthead site-header site-footer page-header page-footer "
    "global-header global-footer colophon copyright topbar top-bar bottom-bar "
    "wb-lng wb-info wb-sttl wb-bc wb-srch toc table-of-contents tableofcontents"
)
"""Ids and classes that say it as a whole."""
_MOST = 0.5
"""Share of the words of a page from which on an element is no surroundings."""
_ENOUGH = 0.2
"""Share of the words of a page that a ``main`` element has to hold to be believed."""
_PARTS = re.compile(r"[A-Za-z][a-z]+|[A-Z]+(?![a-z])")


def surroundings(body: LexborNode, notes: frozenset[str]) -> frozenset[int]:
    """The outermost elements that surround the text of a page, by ``mem_id``.

    Args:
        body: The body of the page.
        notes: Ids of the notes that the text points at; what holds one belongs to the text.
    """
    whole = len(body.text().split())
    found = {
        node.mem_id
        for node in body.css("*")
        if _is_around(node)
        and len(node.text().split()) <= _MOST * whole
        and not _notes(node, notes)
    }
    main = body.css("main, [role=main]")
    if len(main) == 1 and len(main[0].text().split()) >= _ENOUGH * whole:
        found.update(node.mem_id for node in _beside(main[0]) if not _notes(node, notes))
    return frozenset(found)


def _is_around(node: LexborNode) -> bool:
    """True for what surrounds a text; the header and footer of an article belong to it."""
    role = (node.attributes.get("role") or "").lower()
    if role in _ROLES:
        return True
    if node.tag in {"header", "footer"}:
        return not _is_inside(node, _SECTIONS)
    if node.tag in _ELEMENTS or (node.tag in {"ul", "ol"} and _is_menu(node)):
        return True
    return node.tag in _CONTAINERS and _is_called_so(node)


def _is_called_so(node: LexborNode) -> bool:
    names = [node.attributes.get("id") or "", *(node.attributes.get("class") or "").split()]
    if not _CALLED_WHOLE.isdisjoint(name.lower() for name in names):
        return not _is_inside(node, _SECTIONS)
    parts = (part.lower() for name in names for part in _PARTS.findall(name))
    return not _CALLED.isdisjoint(parts)


def _is_inside(node: LexborNode, tags: frozenset[str]) -> bool:
    parent = node.parent
    while parent is not None:
        if parent.tag in tags:
            return True
        parent = parent.parent
    return False


def _is_menu(node: LexborNode) -> bool:
    """True for a list of three or more items that are links and nothing else."""
    items = [child for child in node.iter() if child.tag == "li"]
    words = len(" ".join(item.text() for item in items).split())
    linked = len(" ".join(link.text() for item in items for link in item.css("a")).split())
    return len(items) >= 3 and linked == words and words < 8 * len(items)


def _notes(node: LexborNode, notes: frozenset[str]) -> bool:
    """True where an element is or holds a note of the text."""
    if is_note(node, notes):
        return True
    return any(is_note(inner, notes) for inner in node.css("[id], [name], [role]"))


def _beside(main: LexborNode) -> Iterator[LexborNode]:
    """The elements that stand beside the main one or beside what holds it."""
    node: LexborNode | None = main
    while node is not None and node.tag != "body":
        parent = node.parent
        if parent is not None:
            yield from (child for child in parent.iter() if child.mem_id != node.mem_id)
        node = parent
