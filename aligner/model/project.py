"""Everything one run makes of one document."""

from __future__ import annotations

from dataclasses import dataclass

from aligner.model.bitext import Bitext, Multitext
from aligner.model.glossary import Glossary


@dataclass(frozen=True, slots=True)
class Project:
    """Everything one run makes of one document.

    Attributes:
        name: Name of the document.
        bitexts: The pivot with each other language, in the order of ``multitext.documents``.
    """

    name: str
    multitext: Multitext
    bitexts: tuple[Bitext, ...]
    glossary: Glossary
