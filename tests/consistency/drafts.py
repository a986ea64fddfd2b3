"""A short resolution with drafts of its translation: a right one, and one with known slips."""

from __future__ import annotations

from collections.abc import Sequence

from aligner.model import (
    Bead,
    Bitext,
    Document,
    Entry,
    Glossary,
    Kind,
    Multitext,
    Paragraph,
    Project,
    Row,
    Status,
    Term,
)

SOURCE = (
    "1. Condamne tous les actes de traite d’êtres humains commis en période de conflit armé;",
    "2. Engage les États Membres à agir contre le blanchiment d’argent;",
    "3. Souligne que la traite des êtres humains alimente les conflits armés;",
    "4. Prie l’Office des Nations Unies contre la drogue et le crime (ONUDC) d’aider les États;",
    "5. Invite le Groupe d’action financière (GAFI) à analyser ces flux financiers;",
    "6. Décide de rester activement saisi de la question.",
)
RIGHT = (
    "1. Condemns all acts of trafficking in human beings committed in armed conflicts;",
    "2. Calls upon Member States to act against the laundering of money;",
    "3. Stresses that trafficking in human beings fuels armed conflicts;",
    "4. Requests the United Nations Office on Drugs and Crime (UNODC) to assist States;",
    "5. Invites the Financial Action Task Force (FATF) to analyse such financial flows;",
    "6. Decides to remain actively seized of the matter.",
)
WRONG = {
    1: "2. Calls upon Member States to act against dirty gains;",
    2: "3. Stresses that human trafficking fuels armed conflicts;",
}
TERMS: tuple[tuple[str, str, str], ...] = (
    ("traite d'êtres humains", "trafficking in human beings", "human trafficking"),
    ("conflit armé", "armed conflict", ""),
    ("blanchiment d'argent", "money-laundering", ""),
    ("Groupe d'action financière", "Financial Action Task Force", ""),
    ("GAFI", "FATF", ""),
    ("Office des Nations Unies contre la drogue et le crime",
     "United Nations Office on Drugs and Crime", ""),
    ("ONUDC", "UNODC", ""),
    ("flux financier", "financial flow", ""),
)  # fmt: skip
"""French, approved English, forbidden English."""


def draft(*, wrong: bool = False) -> list[str]:
    """The English lines, right or with one wrong and one forbidden term."""
    return [WRONG.get(i, line) if wrong else line for i, line in enumerate(RIGHT)]


def glossary() -> Glossary:
    """:data:`TERMS`, approved."""
    entries = []
    for number, (fr, en, forbidden) in enumerate(TERMS):
        terms = [Term("fr", fr, status=Status.APPROVED), Term("en", en, status=Status.PREFERRED)]
        if forbidden:
            terms.append(Term("en", forbidden, status=Status.FORBIDDEN))
        entries.append(Entry(f"t{number}", tuple(terms), status=Status.APPROVED))
    return Glossary("crime", ("fr", "en"), tuple(entries), version=3)


def numbered(lang: str, lines: Sequence[str], name: str = "draft") -> Document:
    """A document of numbered operative paragraphs."""
    return Document(
        name,
        lang,
        tuple(
            Paragraph(i, line, Kind.OPERATIVE, (str(i + 1),), line.index(" ") + 1, line=i + 1)
            for i, line in enumerate(lines)
        ),
        source=f"{name}.{lang}.txt",
    )


def bitext(lines: Sequence[str], source: Sequence[str] = SOURCE, lang: str = "en") -> Bitext:
    """Source and draft, paragraph by paragraph."""
    beads = tuple(Bead((i,), (i,)) for i in range(len(source)))
    return Bitext(numbered("fr", source), numbered(lang, lines), beads)


def project(name: str, lines: Sequence[str]) -> Project:
    """Source and draft as a project with the glossary."""
    sides = {"fr": numbered("fr", SOURCE, name), "en": numbered("en", lines, name)}
    rows = tuple(Row(i, {"fr": (i,), "en": (i,)}, 0.98) for i in range(len(SOURCE)))
    made = Bitext(sides["fr"], sides["en"], tuple(Bead((i,), (i,)) for i in range(len(SOURCE))))
    return Project(name, Multitext("fr", sides, rows), (made,), glossary())


def of_lines(fr: str, other: str, lang: str = "en") -> Bitext:
    """One paragraph and its translation."""
    sides = Document.of_lines("a", "fr", [fr]), Document.of_lines("a", lang, [other])
    return Bitext(*sides, (Bead((0,), (0,)),))
