"""``aligner fetch``: language versions of documents from the document service."""

from __future__ import annotations

import sys
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
    from aligner import fetching
    from aligner.formats.tags import language_tags

    langs = language_tags(lang) or fetching.LANGUAGES
    missing = 0
    for fetched in fetching.fetch(
        symbols, out, langs=langs, to=to, settings=fetching.load(),
        asking=lambda address: print(visible(f"asking for {address}"), file=sys.stderr),
    ):  # fmt: skip
        missing += fetched.file is None
        if fetched.file is None:
            print(visible(f"{fetched.symbol} {fetched.lang}: {fetched.reason}"))
        else:
            why = f" ({fetched.reason})" if fetched.reason else ""
            print(visible(f"{fetched.symbol} {fetched.lang}: {fetched.file}{why}"))
    if missing and missing == len(langs) * len(symbols):
        raise InputError("nothing could be fetched; the lines above say why")
