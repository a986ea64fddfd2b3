"""Terms that candidates used to miss, and phrases that they used to take."""

from __future__ import annotations

import pytest

from aligner.terminology import extract_terms, polarity
from aligner.terminology.corpus import read
from aligner.terminology.soundness import Soundness, soundness
from aligner.terminology.tagging import tagger
from tests.terminology.conftest import bitext, document, found

TREATY = (
    "L’État requérant informe l’État requis des mesures provisoires.",
    "L’État requis accorde les facilités et garanties aux pays en développement.",
    "L’État requérant renonce aux mesures provisoires.",
    "Les pays en développement et les pays développés aident l’État requis.",
)
TREATY_EN = (
    "The requesting State shall inform the requested State of the interim measures.",
    "The requested State shall grant facilities and guarantees to developing countries.",
    "The requesting State shall waive the interim measures.",
    "Developing countries and developed countries shall assist the requested State.",
)


@pytest.fixture(scope="module")
def pairs() -> list[tuple[str, str]]:
    glossary = extract_terms([bitext(TREATY, TREATY_EN)])
    return [
        (src.text, tgt.text.lower())
        for entry in glossary.entries
        if (src := entry.term("fr")) and (tgt := entry.term("en"))
    ]


def test_participles_beside_nouns_and_joined_nouns_are_paired(pairs):
    wanted = {
        ("État requérant", "requesting state"),
        ("facilités et garanties", "facilities and guarantees"),
        ("pays en développement", "developing countries"),
        ("mesures provisoires", "interim measures"),
    }
    assert wanted <= set(pairs)


def test_no_pair_joins_opposites(pairs):
    assert ("pays en développement", "developed countries") not in pairs
    assert ("pays développés", "developing countries") not in pairs


def test_a_negation_on_one_side_is_an_opposite_only_where_the_texts_have_both():
    lines = {
        "fr": ("Les États dotés d’armes et les États non dotés d’armes siègent.",),
        "en": ("The States signed. Landlocked countries and armed States sit.",),
    }
    corpora = {lang: read(lang, tagger(lang), [document(lang, x)]) for lang, x in lines.items()}
    poles = polarity.poles(corpora["fr"])
    forms = [term.form for term in corpora["fr"].terms]
    denied = {form for form, no in zip(forms, poles.denied, strict=True) if no}
    assert "États non dotés d’armes" in denied
    assert "États dotés d’armes" not in denied


def test_a_participle_with_an_object_stays_a_verb():
    text = "It helps by providing assistance, and by providing the funds."
    assert "providing assistance" not in found("en", text)


@pytest.mark.parametrize(
    ("lang", "text", "term"),
    [
        ("fr", "Il évoque un cas de force majeure, et la force majeure libère.", "force majeure"),
        ("en", "It restores public order.", "public order"),
        ("en", "The best interests of the child prevail.", "best interests of the child"),
        ("en", "It protects persons with disabilities.", "persons with disabilities"),
    ],
)
def test_a_light_word_is_part_of_a_term(lang, text, term):
    assert term in found(lang, text)


def test_two_nouns_keep_one_article_in_the_text_and_none_in_the_term():
    assert "femmes et filles" in found("fr", "Il protège les femmes et les filles.")


@pytest.mark.parametrize(
    "text",
    [
        "L’État notifie au Conseil de sécurité la nomination de son agent.",
        "Il prie le Secrétaire général de présenter un rapport.",
        "Il charge le Secrétaire général conformément aux règles établies.",
    ],
)
def test_a_name_ends_before_its_sentence_goes_on(text):
    names = [name for name in found("fr", text) if name.startswith(("Conseil", "Secrétaire"))]
    assert names
    assert not [n for n in names if {"la", "présenter", "conformément"} & set(n.split())]


def test_an_empty_phrase_has_no_soundness():
    from aligner.terminology.grammar import grammar

    tokens = tagger("fr").tag(["nombre"])[0]
    assert soundness(tokens, "N", grammar("fr", tagged=True)) == Soundness.BROKEN
