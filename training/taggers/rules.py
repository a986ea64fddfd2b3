"""What a tagger has to be told about legal drafting, as patterns of spaCy's attribute ruler.

The treebanks are news, encyclopedias and blogs; they hold no ``trata de personas`` and no sentence
that begins ``Exhorta a los Estados Miembros``. A rule is general to official prose, never to one
document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

Pattern = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Rule:
    """Attributes that a word gets where a pattern matches.

    Attributes:
        pattern: One description a word, as for spaCy's matcher.
        attributes: What the word gets, such as ``{"POS": "NOUN"}``.
        index: Which word of the pattern gets it.
    """

    pattern: Pattern
    attributes: dict[str, str] = field(default_factory=dict)
    index: int = 0


_OPERATIVE = (
    "Acoge Afirma Alienta Apoya Aprueba Autoriza Condena Decide Deplora Destaca Exhorta Exige "
    "Expresa Hace Insta Invita Lamenta Observa Pide Reafirma Recalca Recomienda Reconoce Recuerda "
    "Reitera Señala Solicita Subraya Toma"
)
"""Verbs that open operative paragraphs; several are nouns or names elsewhere."""

_PARTICIPLES = "armado autorizado desplazado forzado organizado privado refugiado unido"
"""Participles that are adjectives in terms; the treebank has them under verb and adjective."""

_CLITIC = ["se", "me", "te", "le", "les", "lo", "los", "nos", "no", "que", "él", "ella", "quien"]
"""Words behind which ``trata`` is a verb."""


def rules(lang: str) -> list[Rule]:
    """The rules of a language, in the order in which they apply."""
    return list(_RULES.get(lang, tuple)())


def _spanish() -> Iterator[Rule]:
    noun = {"POS": "NOUN", "LEMMA": "trata", "MORPH": "Gender=Fem|Number=Sing"}
    before = {"LOWER": {"NOT_IN": _CLITIC}}
    yield Rule([before, {"LOWER": "trata"}], noun, 1)
    article = {"POS": "DET", "MORPH": "Definite=Def|Gender=Fem|Number=Sing|PronType=Art"}
    yield Rule([{"LOWER": "la"}, {"LOWER": "trata"}], article)
    gerund = {"TEXT": {"REGEX": "(?:ándo|iéndo|yéndo)(?:[mts]e|l[aeo]s?|nos)+$"}}
    yield Rule([gerund], {"POS": "VERB", "MORPH": "VerbForm=Ger"})
    for verb in _OPERATIVE.split():
        finite = {"POS": "VERB", "MORPH": "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin"}
        yield Rule([{"TEXT": verb, "POS": {"IN": ["NOUN", "PROPN", "ADJ"]}}], finite)
    for lemma in _PARTICIPLES.split():
        forms = _inflected(lemma, ("o", "a", "os", "as"))
        yield Rule([{"LOWER": {"IN": forms}, "POS": "ADJ"}], {"LEMMA": lemma})


def _russian() -> Iterator[Rule]:
    yield Rule([{"LOWER": "г", "IS_ALPHA": True}, {"TEXT": "."}], {"LEMMA": "год"})


def _arabic() -> Iterator[Rule]:
    yield Rule([{"TEXT": {"IN": ["،", "؛", "؟"]}}], {"POS": "PUNCT", "MORPH": ""})
    verbal_noun = {"TEXT": {"REGEX": "^ت[ء-ي]{2}ي[ء-ي]$"}, "POS": "VERB"}
    yield Rule([verbal_noun], {"POS": "NOUN", "MORPH": "Gender=Masc|Number=Sing"})


def _chinese() -> Iterator[Rule]:
    yield Rule([{"NORM": "=nt", "POS": {"IN": ["VERB", "ADV", "ADJ"]}}], {"POS": "PROPN"})


def _inflected(lemma: str, endings: Sequence[str]) -> list[str]:
    return [lemma[:-1] + ending for ending in endings]


_RULES = {"es": _spanish, "ru": _russian, "ar": _arabic, "zh": _chinese}
