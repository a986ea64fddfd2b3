"""spaCy's pipelines loaded without what they do not need, which takes most of a short run's time.

Importing spaCy imports torch where that is installed, and spaCy's own command line with what it
downloads by, though no pipeline here uses them. And spaCy's French tokenizer compiles 266
alternatives which each hold the letters of all alphabets anew; with their common ends written once
the expression matches the same words and compiles twenty times as fast. Tables for lemmatizers are
filled entry by entry in Python, with a filter that answers only a question which nobody asks here;
as they lie in the file they answer alike.
"""

from __future__ import annotations

import importlib
import re
import sys
import types
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

_LONG = 100_000
"""Characters from which an expression is worth looking at."""

_ALTERNATIVES = re.compile(r"(\(\?[a-z]+\))?\(\?:\^(.*)\$\)", re.DOTALL)
_BETWEEN = "$)|(?:^"
_END = re.compile(r"(?:\[[^\]]{200,}\][+*]?)+\Z")
"""Classes of many letters at the end of an alternative."""


def import_spacy() -> None:
    """Import spaCy, without torch and its command line if none is imported yet.

    Both can be imported afterwards; ``spacy.info`` is not there.
    """
    if "torch" in sys.modules or "thinc" in sys.modules or "spacy" in sys.modules:
        return
    command = types.ModuleType("spacy.cli.info")
    command.info = None  # type: ignore[attr-defined]  # what spaCy imports of it
    instead = {"torch": None, "spacy.cli": types.ModuleType("spacy.cli"), "spacy.cli.info": command}
    sys.modules.update(instead)  # type: ignore[arg-type]  # None is how Python spells "not there"
    try:
        importlib.import_module("spacy")
    finally:
        for name in instead:
            del sys.modules[name]


class Table(dict[int, Any]):
    """A table for lemmatizers, as it was written: its keys are hashes, asked for by string."""

    def __init__(self, name: str | None = None, data: Mapping[Any, Any] | None = None) -> None:
        read = data or {}
        hashed = all(isinstance(key, int) for key in read)
        super().__init__(read if hashed else {_hash(key): value for key, value in read.items()})
        self.name = name

    def __getitem__(self, key: int | str) -> Any:  # noqa: ANN401 - whatever the table holds
        return super().__getitem__(_hash(key))

    def __contains__(self, key: object) -> bool:
        return isinstance(key, int | str) and super().__contains__(_hash(key))

    def get(self, key: int | str, default: Any = None) -> Any:  # noqa: ANN401 - as above
        """The value of a key, as a dictionary gives it."""
        return super().get(_hash(key), default)


def _hash(key: int | str) -> int:
    from spacy.strings import get_string_id

    return key if isinstance(key, int) else int(get_string_id(key))


@contextmanager
def quick() -> Iterator[None]:
    """Meanwhile whatever compiles a long regular expression compiles it :func:`factored`.

    And what reads a table for lemmatizers gets a :class:`Table`.
    """
    from spacy import lookups

    table = lookups.Table
    compile_as_it_is = re.compile

    def compile_factored(pattern: Any, flags: Any = 0) -> Any:  # noqa: ANN401 - as re has it
        if isinstance(pattern, str) and len(pattern) > _LONG:
            pattern = factored(pattern)
        return compile_as_it_is(pattern, flags)

    re.compile = compile_factored
    lookups.Table = Table  # type: ignore[assignment, misc]  # as far as it is asked
    try:
        yield
    finally:
        re.compile = compile_as_it_is
        lookups.Table = table  # type: ignore[misc]


def factored(pattern: str) -> str:
    """An expression of whole-word alternatives that matches the same words, common ends once.

    Args:
        pattern: Such as spaCy's languages have: ``(?iu)(?:^one$)|(?:^other$)``; another one comes
            back as it is.

    >>> letters = f"[{'a' * 200}]+"
    >>> factored(f"(?:^un-{letters}$)|(?:^non-{letters}$)") == f"^(?:un-|non-){letters}$"
    True
    """
    found = _ALTERNATIVES.fullmatch(pattern)
    if not found:
        return pattern
    heads: dict[str, list[str]] = defaultdict(list)
    for alternative in found[2].split(_BETWEEN):
        end = _END.search(alternative)
        at = end.start() if end else len(alternative)
        head = alternative[:at]
        if not _whole(head):
            return pattern
        heads[alternative[at:]].append(head)
    wholes = (f"^(?:{'|'.join(starts)}){end}$" for end, starts in heads.items())
    return (found[1] or "") + "|".join(wholes)


def _whole(expression: str) -> bool:
    """True where every bracket that opens closes: what was cut is no part of a group."""
    depth = 0
    for character in re.findall(r"\\.|[()]", expression):
        depth += {"(": 1, ")": -1}.get(character, 0)
        if depth < 0:
            return False
    return depth == 0
