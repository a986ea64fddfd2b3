"""``aligner fetch``: language versions of documents from the document service."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from aligner.errors import InputError
from aligner.showing import visible


def fetch(
    symbols: Annotated[
        list[str], typer.Argument(metavar="SYMBOL...", help="Such as 'S/RES/2331(2016)'.")
    ],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the files.")] = Path("texts"),
    lang: Annotated[
        str, typer.Option(metavar="LANG,LANG", help="Which languages [default: all six].")
    ] = "",
    to: Annotated[str, typer.Option("--format", help="pdf or doc.")] = "pdf",
) -> None:
    """Fetch language versions of documents from the UN's document service into OUT/LANG.

    It says what it asks for, and asks for nothing else; what is there is not fetched again.
    """
    if not told(symbols, out, lang, to):
        raise InputError("nothing could be fetched; the lines above say why")


def told(symbols: Sequence[str], out: Path, lang: str, to: str) -> int:
    """Fetch, tell what becomes of each version, and count those that are there now."""
    from aligner import fetching
    from aligner.formats.tags import language_tags

    there = 0
    for fetched in fetching.fetch(
        symbols, out, langs=language_tags(lang) or fetching.LANGUAGES, to=to,
        settings=fetching.load(),
        asking=lambda address: print(visible(f"asking for {address}"), file=sys.stderr),
    ):  # fmt: skip
        there += fetched.file is not None
        if fetched.file is None:
            print(visible(f"{fetched.symbol} {fetched.lang}: {fetched.reason}"))
        else:
            why = f" ({fetched.reason})" if fetched.reason else ""
            print(visible(f"{fetched.symbol} {fetched.lang}: {fetched.file}{why}"))
    return there
