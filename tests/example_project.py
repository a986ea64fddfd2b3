"""A small project put together by hand, for tests of what comes after the pipeline.

It has what reviewing must cope with: six languages, rows that are not 1-1, an omission, a crossing
block, OCR repairs, markup inside the text, and terms with variants and contexts.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from aligner.model import (
    Bead,
    Bitext,
    Change,
    Context,
    Document,
    Entry,
    Glossary,
    Kind,
    Multitext,
    Paragraph,
    Project,
    Row,
    Sentence,
    Term,
)

MARKUP = '<script>document.title = "owned"</script><img src=x onerror="document.title=1">'

_OPERATIVE = Kind.OPERATIVE
FRENCH = (
    (Kind.TITLE, (), "Résolution 2331 (2016)"),
    (Kind.ORGAN, (), "Le Conseil de sécurité,"),
    (Kind.PREAMBULAR, (), "Rappelant la déclaration de son président (S/PRST/2015/25),"),
    (_OPERATIVE, ("1",), "1. Condamne tous les actes de traite d’êtres humains ;"),
    (_OPERATIVE, ("2",), f"2. Prend note du rapport {MARKUP} & de son annexe ;"),
    (Kind.ITEM, ("2", "a"), "a) Des flux financiers des groupes terroristes ;"),
    (_OPERATIVE, ("3",), "3. Décide de rester saisi de la question. Il agira."),
)
ENGLISH = (
    (Kind.TITLE, (), "Resolution 2331 (2016)"),
    (Kind.ORGAN, (), "The Security Council,"),
    (Kind.PREAMBULAR, (), "Recalling the statement by its President (S/PRST/2015/25),"),
    (_OPERATIVE, ("1",), "1. Condemns all acts of trafficking in persons;"),
    (_OPERATIVE, ("2",), f"2. Takes note of the report {MARKUP} & its annex;"),
    (_OPERATIVE, ("3",), "3. Decides to remain seized of the matter."),
    (Kind.CONTINUATION, ("3",), "It will act."),
    (Kind.FOOTNOTE, (), "1/ See S/2016/949."),
)
ARABIC = (
    (Kind.TITLE, (), "القرار 2331 (2016)"),
    (Kind.ORGAN, (), "إن مجلس الأمن،"),
    (_OPERATIVE, ("1",), "1 - يدين جميع أعمال الاتجار بالأشخاص؛"),
)
CHINESE = (
    (Kind.TITLE, (), "第2331(2016)号决议"),
    (Kind.ORGAN, (), "安全理事会，"),
    (_OPERATIVE, ("1",), "1. 谴责一切贩运人口行为；"),
)
CELLS = (
    ({"fr": (0,), "en": (0,), "ar": (0,), "zh": (0,)}, 0.99, ""),
    ({"fr": (1,), "en": (1,), "ar": (1,), "zh": (1,)}, 0.97, ""),
    ({"fr": (2,), "en": (2,), "ar": (), "zh": ()}, 0.91, "no counterpart in ar, zh"),
    ({"fr": (3,), "en": (3,), "ar": (2,), "zh": (2,)}, 0.98, ""),
    ({"fr": (4,), "en": (4,), "ar": (), "zh": ()}, 0.83, "no counterpart in ar, zh"),
    ({"fr": (5,), "en": (), "ar": (), "zh": ()}, 0.42, "no counterpart in en"),
    ({"fr": (6,), "en": (5, 6), "ar": (), "zh": ()}, 0.55, "two paragraphs against one"),
    ({"fr": (), "en": (7,), "ar": (), "zh": ()}, 0.61, "no counterpart in fr"),
)


def document(lang: str, lines: tuple[tuple[Kind, tuple[str, ...], str], ...]) -> Document:
    paragraphs = tuple(
        Paragraph(
            id=i,
            text=text,
            kind=kind,
            label=label,
            body_start=text.index(" ") + 1 if label and text[0].isdigit() else 0,
            page=1,
            line=i + 1,
            sentences=(Sentence(0, len(text), clauses=(len(text) // 2,)),),
        )
        for i, (kind, label, text) in enumerate(lines)
    )
    return Document("S-RES-2331-2016", lang, paragraphs, f"S-RES-2331-2016.{lang}.txt", lang * 32)


def project() -> Project:
    start = FRENCH[3][2].index("êtres")
    french = replace(
        document("fr", FRENCH),
        changes=(
            Change(3, start, start + 5, "étres", "êtres", "confusion", "é for ê", 0.99, 12),
            Change(4, 0, 2, "I.", "2.", "label", f"a number {MARKUP}", 0.7, 14),
        ),
        furniture=("S/RES/2331 (2016)", "2/9"),
    )
    versions = {
        "fr": french,
        "en": document("en", ENGLISH),
        "ar": document("ar", ARABIC),
        "zh": document("zh", CHINESE),
    }
    rows = tuple(Row(i, cells, sure, why) for i, (cells, sure, why) in enumerate(CELLS))
    bitexts = tuple(
        Bitext(
            french,
            versions[lang],
            tuple(
                Bead(
                    row.cells["fr"],
                    row.cells[lang],
                    row.confidence,
                    row.reason,
                    crossing=row.id == 4,
                    sentences=(Bead((0,), (0,), 0.9),) if row.id == 3 else (),
                )
                for row in rows
                if row.cells["fr"] or row.cells[lang]
            ),
            signature=f"lexical|fr-{lang}",
        )
        for lang in versions
        if lang != "fr"
    )
    multitext = Multitext("fr", versions, rows, "aligner:0.1.0|similarity:lexical")
    return Project("S-RES-2331-2016", multitext, bitexts, glossary())


def glossary() -> Glossary:
    trafficking = Entry(
        "c1",
        (
            Term(
                "fr", "traite d’êtres humains", "traite être humain", ("traite des êtres humains",)
            ),
            Term("en", "trafficking in persons", "trafficking in person", pos="NOUN"),
        ),
        score=0.94,
        count=12,
        related=("c2",),
        created=datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
        creator="aligner",
        contexts=(
            Context(
                "S-RES-2331-2016",
                "1",
                {"fr": (3,), "en": (3,)},
                {"fr": FRENCH[3][2], "en": ENGLISH[3][2]},
            ),
        ),
    )
    report = Entry(
        "c2",
        (Term("fr", "rapport <b>", variants=()), Term("en", "report <b>", acronym="R")),
        score=0.41,
        count=1,
        contexts=(
            Context(
                "S-RES-2331-2016",
                "2",
                {"fr": (4,), "en": (4,)},
                {"fr": FRENCH[4][2], "en": ENGLISH[4][2]},
            ),
        ),
    )
    return Glossary("S-RES-2331-2016", ("fr", "en"), (trafficking, report))
