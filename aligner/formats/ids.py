"""Ids as files have them: such as XML allows, and each of them once."""

from __future__ import annotations

import re


def to_xml_id(name: str) -> str:
    """The name as an XML id.

    What an id may not have is escaped as ``_xHHHH_`` (ISO/IEC 9075-14); a name that begins with a
    digit, a dot or a hyphen gets an underscore in front.
    """
    name = re.sub(r"^_(?=[\d.-])|_x(?=[0-9A-F]+_)|[^\w.-]", _escape, name, flags=re.ASCII)
    return name if re.match(r"[A-Za-z_]", name) else f"_{name}"


def _escape(match: re.Match[str]) -> str:
    return f"_x{ord(match[0][0]):04X}_" + match[0][1:]


def from_xml_id(name: str) -> str:
    """The name that :func:`to_xml_id` was given."""
    name = re.sub(r"^_(?=[\d.-])", "", name, flags=re.ASCII)
    return re.sub(r"_x([0-9A-F]{4,5})_", lambda match: chr(int(match[1], 16)), name)


def fresh(name: str, taken: dict[str, int]) -> str:
    """The name, or the name with the first number that is free; it is taken from then on.

    Args:
        name: As the file has it; many may be alike.
        taken: The names that are, with the last number that each was given.
    """
    free, number = name, taken.get(name, 1)
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    taken[name] = number
    taken.setdefault(free, 1)
    return free
