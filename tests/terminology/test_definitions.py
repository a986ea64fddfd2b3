"""Definitions that a text gives, and which term is broader."""

from __future__ import annotations

import pytest

from aligner.model import Entry, Term
from aligner.terminology import definitions

from .conftest import bitext, document, found


@pytest.mark.parametrize(
    ("lang", "term", "said", "text"),
    [
        ("fr", "déchet", "tout rejet", "Aux fins de la loi, « déchet » désigne tout rejet ; et"),
        ("fr", "eau", "tout cours", "L’expression « eau » s’entend de tout cours."),
        ("fr", "navire de pêche", "tout bateau", "On entend par navire de pêche tout bateau."),
        ("fr", "navire", "tout bateau", "On entend par « navire » tout bateau."),
        ("en", "waste", "any discharge", 'The term "waste" means any discharge. It follows.'),
        ("en", "Ship", "any vessel", "(a) “Ship” means any vessel;"),
        ("es", "desecho", "todo vertido", "Por «desecho» se entenderá todo vertido."),
        ("ru", "Отходы", "любой сброс", "«Отходы» означают любой сброс."),
        ("ru", "отходами", "любой сброс", "Под отходами понимается любой сброс."),
        ("ar", "النفايات", "أي مادة", "يقصد بتعبير «النفايات» أي مادة."),
        ("zh", "废物", "任何物质", "“废物”一词是指任何物质。"),
    ],
)
def test_a_definition_is_found_with_its_term(lang, term, said, text):
    read = list(definitions.find(document(lang, [text])))
    assert [(d.term, d.text) for d in read][:1] == [(term, said)]
    assert read[0].source == "example"


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Le Conseil désigne un président."),
        ("en", "He said “no”, by all means."),
        ("en", "This means that the term ends."),
        ("de", "„Abfall“ bedeutet jeden Stoff."),
    ],
)
def test_what_defines_no_term_is_no_definition(lang, text):
    assert not list(definitions.find(document(lang, [text])))


def entry(number: int, **lemmas: str) -> Entry:
    terms = tuple(Term(lang, text, lemma=text.lower()) for lang, text in lemmas.items())
    return Entry(str(number), terms, source="example")


def test_an_entry_gets_the_definition_of_its_term_with_the_source():
    pair = bitext(["Les déchets sont interdits."], ["“Waste” means any substance."])
    plain, other = entry(1, fr="déchets", en="waste"), entry(2, fr="accord", en="agreement")
    defined, same = definitions.add([plain, other], [pair])
    assert (defined.definition, defined.source) == ("any substance", "example")
    assert same == other


def test_an_entry_refers_to_the_next_broader_one():
    entries = [
        entry(1, fr="traité", en="treaty"),
        entry(2, fr="traité bilatéral", en="bilateral treaty"),
        entry(3, fr="traité bilatéral secret", en="secret bilateral treaty"),
        entry(4, fr="organe du traité", en="treaty body"),
        entry(5, fr="bilatéral", en="bilateral"),
        entry(6, fr="traité et accord", en="agreement and treaty"),
    ]
    related = {e.id: e.related for e in definitions.relate(entries)}
    assert related == {"1": (), "2": ("1",), "3": ("2",), "4": (), "5": (), "6": ()}


def test_others_may_end_a_term():
    assert "exploitation of the labour of others" in found(
        "en", "The exploitation of the labour of others is a crime."
    )
