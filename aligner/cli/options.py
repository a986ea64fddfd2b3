"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DATABASE = "sqlite:///out/aligner.db"
JsonOption = Annotated[
    Path, typer.Option("--json", metavar="FILE", help="JSON Lines to write; - is standard output.")
]
SrcLang = Annotated[str, typer.Option("--src-lang", help="Language of the source (BCP 47).")]
TgtLang = Annotated[str, typer.Option("--tgt-lang", help="Language of the target (BCP 47).")]
LinesOption = Annotated[
    bool, typer.Option("--lines", help="Every line is one unit; ids are line numbers from 0.")
]
SegmentsOption = Annotated[
    str, typer.Option(help="What a unit of TMX and tables is: paragraph, sentence or clause.")
]
LockedOption = Annotated[
    bool, typer.Option("--source-locked", help="Never join sentences of the source.")
]
SimilarityOption = Annotated[
    str, typer.Option(help="auto, static, encoder, transformer[:NAME or PATH] or lexical.")
]
DbOption = Annotated[str, typer.Option("--db", metavar="URL", help="Project database.")]
