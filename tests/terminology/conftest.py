from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from aligner.model import Bead, Bitext, Document, Glossary, Paragraph
from aligner.terminology import candidates, extract_terms, names, participles
from aligner.terminology.grammar import grammar
from aligner.terminology.tagging import tagger

FRENCH = (
    "Le Conseil de sécurité condamne la traite d’êtres humains en période de conflit armé.",
    "Il invite le Groupe d’action financière (GAFI) à analyser les flux financiers.",
    "Les victimes de la traite d’êtres humains ont droit à une aide juridique.",
    "La présente résolution mentionne en particulier, pour la première fois, les conflits armés.",
    "Le GAFI étudie les flux financiers des groupes terroristes.",
    "La traite des personnes est un crime grave, et le Conseil de sécurité la combat.",
)
ENGLISH = (
    "The Security Council condemns trafficking in persons during armed conflict.",
    "It invites the Financial Action Task Force (FATF) to analyse financial flows.",
    "Victims of trafficking in persons are entitled to legal assistance.",
    "The present resolution mentions in particular, for the first time, armed conflict.",
    "FATF studies the financial flows of terrorist groups.",
    "Trafficking in persons is a serious crime, and the Security Council fights it.",
)

MakeBitext = Callable[..., Bitext]


def document(lang: str, lines: Sequence[str], name: str = "example") -> Document:
    return Document(name, lang, tuple(Paragraph(i, line) for i, line in enumerate(lines)))


def bitext(
    src: Sequence[str], tgt: Sequence[str], langs: tuple[str, str] = ("fr", "en"), **names: str
) -> Bitext:
    beads = tuple(Bead((i,), (i,)) for i in range(min(len(src), len(tgt))))
    return Bitext(document(langs[0], src, **names), document(langs[1], tgt, **names), beads)


def found(lang: str, *texts: str) -> list[str]:
    """The candidates of the last text, as they stand in it, read together with the others."""
    service = tagger(lang)
    rules = grammar(lang, tagged=service.tags)
    read = participles.attributive(service.read(texts), rules)
    spans = candidates.read(read[-1], rules, None, names.bonds(read))
    return [
        candidates.form(texts[-1], spans.tokens[a:b], spans.codes[a:b])
        for a, b in ((span.start, span.end) for span in spans.spans)
    ]


@pytest.fixture(scope="session")
def resolution() -> Bitext:
    return bitext(FRENCH, ENGLISH)


@pytest.fixture(scope="session")
def glossary(resolution: Bitext) -> Glossary:
    return extract_terms([resolution])
