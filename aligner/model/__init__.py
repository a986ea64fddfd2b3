"""The nouns of the house, as frozen dataclasses.

Everything that flows from one step to the next is one of these values::

    file -> Document -> Bitext -> Multitext (of Rows) -> Glossary (of Entries)

A *unit* is what is aligned: a paragraph, a sentence inside a paragraph bead, or a line. Ids are
0-based positions in their document. Languages are BCP 47 codes (``fr``, ``en``, ``zh``).
"""

from aligner.model.bitext import Bead, Bitext, Multitext, Property, Row, TranslationUnit
from aligner.model.decision import CERTIFIED, Actor, Event, Ignored, Note, Presence, Role, Scope
from aligner.model.document import Cell, Change, Document, Kind, LabelPath, Paragraph, Sentence
from aligner.model.glossary import Context, Entry, Glossary, Term
from aligner.model.project import Project
from aligner.model.status import AVOIDED, USABLE, Status, said, together
from aligner.model.thresholds import UNCERTAIN

__all__ = [
    "AVOIDED",
    "CERTIFIED",
    "UNCERTAIN",
    "USABLE",
    "Actor",
    "Bead",
    "Bitext",
    "Cell",
    "Change",
    "Context",
    "Document",
    "Entry",
    "Event",
    "Glossary",
    "Ignored",
    "Kind",
    "LabelPath",
    "Multitext",
    "Note",
    "Paragraph",
    "Presence",
    "Project",
    "Property",
    "Role",
    "Row",
    "Scope",
    "Sentence",
    "Status",
    "Term",
    "TranslationUnit",
    "said",
    "together",
]
