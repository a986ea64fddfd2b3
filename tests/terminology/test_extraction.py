from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from aligner.errors import UsageError
from aligner.model import Bead, Bitext, Entry, Glossary
from aligner.terminology import extract_terms, find_translations

from .conftest import ENGLISH, FRENCH, bitext


def entry(glossary: Glossary, src: str, lang: str = "fr") -> Entry:
    found = [e for e in glossary.entries if any(t.text == src for t in e.terms if t.lang == lang)]
    assert found, f"no entry for {src!r}"
    return found[0]


def texts(entry: Entry, lang: str) -> list[str]:
    return [term.text for term in entry.terms if term.lang == lang]


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("traite d’êtres humains", "trafficking in persons"),
        ("conflit armé", "armed conflict"),
        ("flux financiers", "financial flows"),
        ("aide juridique", "legal assistance"),
        ("groupes terroristes", "terrorist groups"),
        ("Conseil de sécurité", "Security Council"),
    ],
)
def test_a_term_is_found_with_its_translation(glossary, french, english):
    found = [
        e
        for e in glossary.entries
        if e.term("fr") and french in (e.term("fr").text, *e.term("fr").variants)
    ]
    assert english in [form for term in found[0].terms for form in (term.text, *term.variants)]


def test_a_full_form_carries_its_acronym_in_both_languages(glossary):
    found = entry(glossary, "Groupe d’action financière")
    assert found.term("fr").acronym == "GAFI"
    assert found.term("en").text == "Financial Action Task Force"
    assert found.term("en").acronym == "FATF"


def test_the_places_of_the_acronym_count_for_the_full_form(glossary):
    found = entry(glossary, "Groupe d’action financière")
    assert [context.units["fr"] for context in found.contexts] == [(1,), (4,)]


def test_phrases_of_the_text_are_no_terms(glossary):
    sources = {term.text for e in glossary.entries for term in e.terms if term.lang == "fr"}
    assert not sources & {"présente résolution", "première fois", "particulier", "fois"}


def test_contexts_name_the_units_of_both_sides(glossary):
    found = entry(glossary, "flux financiers")
    assert [(c.units["fr"], c.units["en"]) for c in found.contexts] == [((1,), (1,)), ((4,), (4,))]
    assert found.count == 2
    assert found.contexts[0].texts["en"] == ENGLISH[1]


def test_surface_forms_stand_in_the_text_as_they_are_given(glossary, resolution):
    for lang, side in (("fr", resolution.src), ("en", resolution.tgt)):
        whole = "\n".join(paragraph.text for paragraph in side.paragraphs)
        whole += "\n".join(text.text[:1].lower() + text.text[1:] for text in side.paragraphs)
        for found in glossary.entries:
            for term in found.terms:
                if term.lang == lang:
                    assert all(form in whole for form in (term.text, *term.variants))


def test_scores_fall_from_first_to_last_and_are_probabilities(glossary):
    scores = [found.score for found in glossary.entries]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_a_second_run_gives_the_same_glossary(glossary, resolution):
    assert extract_terms([resolution]) == glossary


def test_ids_are_those_of_the_concept_and_not_of_the_document(glossary):
    again = extract_terms([bitext(FRENCH, ENGLISH, name="another")])
    assert {e.id for e in again.entries} == {e.id for e in glossary.entries}
    assert len({e.id for e in glossary.entries}) == len(glossary.entries)


def test_evidence_is_gathered_over_documents(resolution):
    other = bitext(
        ["Les flux financiers illicites nuisent à la paix."],
        ["Peace is harmed by illicit financial flows."],
        name="other",
    )
    found = entry(extract_terms([resolution, other]), "flux financiers")
    assert [context.document for context in found.contexts] == ["example", "example", "other"]


def test_synonyms_of_the_source_share_an_entry_and_its_contexts(glossary):
    found = entry(glossary, "traite d’êtres humains")
    assert "traite des personnes" in texts(found, "fr")
    assert [context.units["fr"] for context in found.contexts] == [(0,), (2,), (5,)]


def test_several_languages_share_an_entry_of_their_pivot_term(resolution):
    spanish = [
        "El Consejo de Seguridad condena la trata de personas durante los conflictos armados.",
        "Invita al Grupo de Acción Financiera (GAFI) a analizar las corrientes financieras.",
        "Las víctimas de la trata de personas tienen derecho a asistencia jurídica.",
        "La presente resolución menciona en particular, por primera vez, los conflictos armados.",
        "El GAFI estudia las corrientes financieras de los grupos terroristas.",
        "La trata de personas es un delito grave, y el Consejo de Seguridad la combate.",
    ]
    found = extract_terms([resolution, bitext(FRENCH, spanish, ("fr", "es"))])
    assert found.languages == ("fr", "en", "es")
    flows = entry(found, "flux financiers")
    assert texts(flows, "en") == ["financial flows"]
    assert texts(flows, "es") == ["corrientes financieras"]
    assert flows.contexts[0].units == {"fr": (1,), "en": (1,), "es": (1,)}
    assert flows.count == 2


@pytest.mark.parametrize(
    ("lang", "target", "wanted"),
    [
        ("ru", "Он призывает анализировать финансовые потоки.", "финансовые потоки"),
        ("zh", "他要求分析资金流动。", "资金流动"),
        ("ar", "ويطلب تحليل التدفقات المالية.", "التدفقات المالية"),
    ],
)
def test_a_language_without_a_tagger_has_candidates_from_stop_words(lang, target, wanted):
    texts = ["Il demande d’analyser les flux financiers."]
    found = extract_terms([bitext(texts, [target], ("fr", lang))])
    assert wanted in [t.text for e in found.entries for t in e.terms if t.lang == lang]


def test_omitted_units_give_no_terms():
    beads = (Bead((0,), ()), Bead((), (0,)))
    omitted = replace(bitext(FRENCH[:1], ENGLISH[:1]), beads=beads)
    assert extract_terms([omitted]).entries == ()


@pytest.mark.parametrize("line", ["", "1234", "…", "S/RES/2331 (2016)", "a"])
def test_texts_without_words_give_no_terms_and_no_error(line):
    assert extract_terms([bitext([line], [line])]).entries == ()


def test_one_word_is_enough():
    found = extract_terms([bitext(["Terrorisme"], ["Terrorism"])])
    assert [t.text for t in found.entries[0].terms] == ["terrorisme", "terrorism"]


def test_shuffled_beads_lower_precision_and_break_nothing(resolution):
    shuffled = tuple(Bead((i,), ((i * 5 + 2) % 6,)) for i in range(6))
    extract_terms([replace(resolution, beads=shuffled)])


def test_no_bitexts_are_refused():
    with pytest.raises(UsageError, match="at least one bitext"):
        extract_terms([])


def test_bitexts_of_several_source_languages_are_refused(resolution):
    turned = Bitext(resolution.tgt, resolution.src, resolution.beads)
    with pytest.raises(UsageError, match="one source language"):
        extract_terms([resolution, turned])


def test_progress_names_each_step(resolution):
    told = []
    extract_terms([resolution], progress=lambda what, share: told.append((what, share)))
    assert {"reading fr", "reading en", "pairing fr and en"} <= {what for what, _ in told}
    assert all(0 <= share <= 1 for _, share in told)


def test_given_terms_are_translated_whatever_their_shape(resolution):
    found = find_translations([resolution], ["condamner", "conflits armés", "licorne"])
    assert "licorne" not in found
    assert found["conflits armés"][0].text.lower() == "armed conflict"
    assert found["condamner"][0].text == "condemns"


def test_the_worked_example_gives_the_terms_it_is_known_for(texts: Path):
    from aligner.alignment import align
    from aligner.reading import read

    pair = align(
        read(texts / "fr" / "S-RES-2331-2016.ocr.txt", "fr"),
        read(texts / "en" / "S-RES-2331-2016.txt", "en"),
        "lexical",
    )
    first = extract_terms([pair]).entries[:100]
    pairs = {(e.term("fr").text, e.term("en").text) for e in first}
    assert {
        ("traite d’êtres humains", "trafficking in persons"),
        ("conflit armé", "armed conflict"),
        ("flux financiers", "financial flows"),
        ("Groupe d’action financière", "Financial Action Task Force"),
    } <= pairs
