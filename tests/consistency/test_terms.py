"""Approved, forbidden and deprecated terms, by lemma."""

from __future__ import annotations

import pytest

from aligner.consistency import Finding, Severity, check
from aligner.model import Context, Entry, Glossary, Status, Term
from aligner.terminology.inconsistency import Inconsistency, Use
from tests.consistency.drafts import bitext, draft, glossary, numbered, of_lines

TERM_RULES = {"term-missing", "term-forbidden", "term-deprecated", "name"}


def entry(fr: str, *english: str, lang: str = "en", **terms: Status) -> Entry:
    made = [Term("fr", fr, status=Status.APPROVED)]
    made += [Term(lang, text, status=Status.APPROVED) for text in english]
    made += [Term(lang, text.replace("_", " "), status=status) for text, status in terms.items()]
    return Entry(f"{fr}-{english}", tuple(made), status=Status.APPROVED)


def found(fr: str, other: str, *entries: Entry, lang: str = "en") -> list[Finding]:
    report = check(of_lines(fr, other, lang), Glossary("g", ("fr", lang), entries))
    return [f for f in report.findings if f.rule in TERM_RULES]


TRAFFICKING = entry("traite d'êtres humains", "trafficking in persons")


def test_a_right_draft_with_inflections_gives_no_finding_at_all() -> None:
    assert check(bitext(draft()), glossary()).findings == ()


def test_one_wrong_and_one_forbidden_term_give_exactly_two_findings() -> None:
    missing, forbidden = check(bitext(draft(wrong=True)), glossary()).findings
    assert (missing.rule, missing.label) == ("term-missing", "2")
    assert missing.expected == ("money-laundering",)
    assert (forbidden.rule, forbidden.label) == ("term-forbidden", "3")
    assert forbidden.severity is Severity.ERROR
    assert forbidden.found == "human trafficking"
    assert forbidden.expected == ("trafficking in human beings",)


@pytest.mark.parametrize(
    ("fr", "en"),
    [
        ("la traite d’êtres humains", "trafficking in persons"),
        ("LA TRAITE D'ÊTRES HUMAINS", "TRAFFICKING IN PERSONS"),
        ("la traite des êtres humains", "the trafficking in persons"),
        ("de la traite d'êtres humains", "Trafficking in Persons"),
        ("la traite d'êtres humains", "trafficking in women and persons"),
    ],
)
def test_inflection_elision_contraction_and_capitals_do_not_matter(fr: str, en: str) -> None:
    assert found(fr, en, TRAFFICKING) == []


@pytest.mark.parametrize(
    ("pair", "fr", "en"),
    [
        (
            ("blanchiment d'argent", "money-laundering"),
            "le blanchiment d’argent",
            "money laundering",
        ),
        (
            ("blanchiment d'argent", "money laundering"),
            "du blanchiment d’argent",
            "money-laundering",
        ),
        (("conflit armé", "armed conflict"), "des conflits armés", "armed conflicts"),
        (
            ("criminalité transnationale organisée", "transnational organized crime"),
            "la criminalité transnationale organisée",
            "organized transnational crime",
        ),
        (("actes terroristes", "terrorist acts"), "des actes terroristes", "acts of terrorism"),
        (
            ("violence sexuelle", "sexual violence"),
            "la violence sexuelle et sexiste",
            "sexual and gender-based violence",
        ),
    ],
)
def test_word_order_hyphens_and_derivation_do_not_matter(
    pair: tuple[str, str], fr: str, en: str
) -> None:
    assert found(fr, en, entry(*pair)) == []


def test_developed_countries_are_not_developing_ones() -> None:
    known = entry("pays en développement", "developing country")
    assert found("les pays en développement", "developed countries", known) != []


def test_words_of_other_terms_do_not_make_up_a_rendering_in_another_order() -> None:
    known = entry("directeur du scrutin", "returning officer")
    said = "the chief electoral officer may instruct a returning animal"
    assert found("il peut ordonner au directeur du scrutin", said, known) != []


def test_the_longest_term_counts() -> None:
    short = entry("traite", "draft")
    assert found("la traite d'êtres humains", "trafficking in persons", short, TRAFFICKING) == []


def test_any_approved_variant_passes() -> None:
    both = entry("traite d'êtres humains", "trafficking in persons", "human trafficking")
    assert found("la traite d'êtres humains", "human trafficking", both) == []


def test_an_acronym_or_the_full_form_passes() -> None:
    office = Entry(
        "unodc",
        (
            Term("fr", "Office des Nations Unies contre la drogue et le crime", acronym="ONUDC"),
            Term("en", "United Nations Office on Drugs and Crime", acronym="UNODC"),
        ),
        status=Status.APPROVED,
    )
    full = "Prie l'Office des Nations Unies contre la drogue et le crime d'agir"
    assert found(full, "Requests UNODC to act", office) == []
    assert found("Prie l'ONUDC", "Requests the UN Office on Drugs", office)[0].rule == "name"
    assert (
        found("Prie l'ONUDC", "Requests the United Nations Office on Drugs and Crime", office) == []
    )


def test_such_trafficking_is_a_hint() -> None:
    (finding,) = found("la traite d'êtres humains", "to prevent such trafficking", TRAFFICKING)
    assert (finding.kind, finding.severity) == ("anaphora", Severity.HINT)


def test_a_deprecated_term_is_a_warning_with_the_preferred_one() -> None:
    old = entry("traite d'êtres humains", "trafficking in persons", white_slavery=Status.DEPRECATED)
    (finding,) = found("la traite d'êtres humains", "white slavery", old)
    assert (finding.rule, finding.severity) == ("term-deprecated", Severity.WARNING)
    assert finding.expected == ("trafficking in persons",)


def test_a_forbidden_term_inside_a_longer_approved_one_is_none() -> None:
    entries = (
        entry("traite", "trade", trafficking=Status.FORBIDDEN),
        TRAFFICKING,
    )
    assert found("la traite d'êtres humains et la traite", "trafficking in persons and trade",
                 *entries) == []  # fmt: skip


def test_a_term_that_is_rendered_as_approved_elsewhere_is_an_error_where_it_is_not() -> None:
    source = [f"{i}. Condamne la traite d'êtres humains au point {i}" for i in range(1, 9)]
    lines = [f"{i}. Condemns trafficking in persons at point {i}" for i in range(1, 9)]
    lines[4] = "5. Condemns smuggling at point 5"
    beads = bitext(lines, source)
    (finding,) = check(beads, Glossary("g", ("fr", "en"), (TRAFFICKING,))).findings
    assert (finding.label, finding.severity) == ("5", Severity.ERROR)


def test_a_term_that_is_never_rendered_as_approved_is_told_loudly_once() -> None:
    source = [f"{i}. Condamne la traite d'êtres humains au point {i}" for i in range(1, 9)]
    lines = [f"{i}. Condemns smuggling at point {i}" for i in range(1, 9)]
    report = check(bitext(lines, source), Glossary("g", ("fr", "en"), (TRAFFICKING,)))
    assert [f.severity for f in report.findings] == [Severity.WARNING, *[Severity.HINT] * 7]


def test_a_term_that_is_seldom_rendered_as_approved_is_a_warning_at_the_first_place() -> None:
    source = [f"{i}. Le Fonds finance le déminage humanitaire." for i in range(1, 6)]
    lines = [f"{i}. The Fund finances mine removal for relief." for i in range(1, 6)]
    for i in (1, 3):
        lines[i] = f"{i + 1}. The Fund finances humanitarian demining."
    terms = Glossary("g", ("fr", "en"), (entry("déminage humanitaire", "humanitarian demining"),))
    findings = check(bitext(lines, source), terms).findings
    told = [(f.label, f.severity) for f in findings if f.rule == "term-missing"]
    assert told == [("1", Severity.WARNING), ("3", Severity.HINT), ("5", Severity.HINT)]


def test_a_glossary_where_nothing_is_decided_is_taken_as_approved_and_says_so() -> None:
    raw = Entry("t", (Term("fr", "traite d'êtres humains"), Term("en", "trafficking in persons")))
    report = check(
        of_lines("la traite d'êtres humains", "smuggling"), Glossary("g", ("fr", "en"), (raw,))
    )
    assert [f.rule for f in report.findings] == ["term-missing"]
    assert any("taken as approved" in note for note in report.notes)


def test_mixing_two_approved_renderings_is_inconsistent() -> None:
    both = entry("traite d'êtres humains", "trafficking in persons", "human trafficking")
    source = [f"{i}. Condamne la traite d'êtres humains au point {i}" for i in range(1, 7)]
    lines = [f"{i}. Condemns trafficking in persons at point {i}" for i in range(1, 7)]
    lines[3] = "4. Condemns human trafficking at point 4"
    (finding,) = check(bitext(lines, source), Glossary("g", ("fr", "en"), (both,))).findings
    assert (finding.rule, finding.label) == ("term-inconsistent", "4")
    assert finding.expected == ("trafficking in persons",)


@pytest.mark.parametrize(
    ("lang", "term", "text"),
    [
        ("es", "trata de personas", "la trata de las personas"),
        ("ru", "торговля людьми", "в борьбе с торговлей людьми"),
        ("ar", "الاتجار بالأشخاص", "مكافحة الاتِّجار بالأشخاص"),
        ("zh", "贩运人口", "打击贩运人口行为"),
        ("zh", "贩运人口", "打擊販運人口行為"),
    ],
)
def test_terms_are_recognised_in_every_language_vowelled_or_traditional(
    lang: str, term: str, text: str
) -> None:
    known = entry("traite d'êtres humains", term, lang=lang)
    assert found("la traite d'êtres humains", text, known, lang=lang) == []


@pytest.mark.parametrize("odd", ["a.*b (c|d)[", "(((", "\\", "x", "$^", "de la", "的", "  "])
def test_odd_terms_in_a_glossary_do_no_harm(odd: str) -> None:
    made = Entry("odd", (Term("fr", odd), Term("en", odd + "?")), status=Status.APPROVED)
    report = check(
        of_lines("la traite d'êtres humains de la paix", "trafficking in persons, x"),
        Glossary("g", ("fr", "en"), (made, TRAFFICKING)),
    )
    assert [f for f in report.findings if f.rule == "term-missing"] == []


def test_one_letter_terms_are_counted_in_a_note() -> None:
    made = Entry("x", (Term("fr", "x"), Term("en", "y")), status=Status.APPROVED)
    report = check(of_lines("Décide", "Decides"), Glossary("g", ("fr", "en"), (made,)))
    assert any("cannot be looked for" in note for note in report.notes)


def test_an_empty_glossary_is_told() -> None:
    report = check(of_lines("Décide", "Decides"), Glossary("g", ("fr", "en"), ()))
    assert any("empty" in note for note in report.notes)


def test_twenty_thousand_terms_are_no_trouble() -> None:
    entries = tuple(
        Entry(str(i), (Term("fr", f"terme numéro{i}"), Term("en", f"term no{i}")),
              status=Status.APPROVED)
        for i in range(20_000)
    )  # fmt: skip
    big = Glossary("g", ("fr", "en"), (*entries, TRAFFICKING))
    (finding,) = check(of_lines("la traite d'êtres humains", "smuggling"), big).findings
    assert finding.rule == "term-missing"


def test_what_the_texts_show_of_a_term_without_a_glossary_is_reported_where_it_differs() -> None:
    source = [f"{i}. L'aide juridique est un droit" for i in range(1, 6)]
    lines = [f"{i}. Legal aid is a right" for i in range(1, 6)]
    lines[3] = "4. Judicial assistance is a right"
    where = tuple(Context("d", "", {"fr": (i,), "en": (i,)}) for i in range(5))
    uses = (
        Use("Legal aid", (), 4, 0.9, (*where[:3], where[4])),
        Use("Judicial assistance", (), 1, 0.8, (where[3],)),
    )
    shown = [Inconsistency("fr", "en", "aide juridique", (), uses, reverse=False)]
    found = check(bitext(lines, source), evidence=shown).findings
    (finding,) = [f for f in found if f.rule == "term-inconsistent"]
    assert finding.label == "4"
    assert (finding.severity, finding.expected) == (Severity.WARNING, ("Legal aid",))
    assert lines[3][slice(*finding.span)] == "Judicial assistance"


def test_a_worse_cut_of_the_usual_term_is_no_other_term() -> None:
    source = [f"{i}. Les abus sexuels et moraux commis partout" for i in range(1, 6)]
    lines = [f"{i}. Sexual and moral abuse committed everywhere" for i in range(1, 6)]
    where = tuple(Context("d", "", {"fr": (i,), "en": (i,)}) for i in range(5))
    uses = (
        Use("abus sexuels et moraux", (), 4, 0.9, where[:4]),
        Use("moraux commis partout", (), 1, 0.8, (where[4],)),
    )
    shown = [Inconsistency("en", "fr", "sexual and moral abuse", (), uses, reverse=True)]
    assert not [f for f in check(bitext(lines, source), evidence=shown).findings
                if f.rule == "term-inconsistent"]  # fmt: skip


def test_a_word_inside_a_rendering_does_not_make_it_rarer() -> None:
    found_here = found(
        "Le Conseil engage les États à agir et engage les banques à coopérer.",
        "The Council calls upon States to act and calls also upon banks to cooperate.",
        entry("engager", "call upon"),
    )
    assert [f for f in found_here if f.kind == "times"] == []


@pytest.mark.parametrize(
    ("lang", "usual", "other"),
    [
        ("ar", "الأهداف الاستراتيجية", "أهدافا استراتيجية"),
        ("zh", "性奴役", "为性奴役"),
        ("en", "terrorist groups", "a terrorist group"),
    ],
)
def test_forms_of_the_same_words_are_no_other_rendering(lang: str, usual: str, other: str) -> None:
    source = [f"{i}. Les groupes terroristes sont là." for i in range(1, 6)]
    lines = [f"{i}. {other if i == 4 else usual}" for i in range(1, 6)]
    where = tuple(Context("d", "", {"fr": (i,), lang: (i,)}) for i in range(5))
    uses = Use(usual, (), 4, 0.9, (*where[:3], where[4])), Use(other, (), 1, 0.8, (where[3],))
    shown = [Inconsistency("fr", lang, "groupes terroristes", (), uses, reverse=False)]
    findings = check(bitext(lines, source, lang), evidence=shown).findings
    assert [f for f in findings if f.rule == "term-inconsistent"] == []


def test_the_first_letters_of_a_rendering_stand_for_it() -> None:
    known = entry("produit intérieur brut", "gross domestic product")
    assert found("le produit intérieur brut (PIB)", "in terms of GDP", known) == []
    russian = entry("produit intérieur brut", "валовой внутренний продукт", lang="ru")
    assert found("le produit intérieur brut", "к ВВП", russian, lang="ru") == []


def test_the_country_of_a_currency_is_not_asked_for() -> None:
    known = entry("États-Unis", "United States")
    assert found("1,25 dollar des États-Unis par jour", "$1.25 a day", known) == []
    assert found("les lois des États-Unis", "the laws", known) != []


def test_a_term_that_the_source_has_more_often_is_a_hint() -> None:
    fr = "la traite d'êtres humains, et toute traite d'êtres humains"
    (finding,) = found(fr, "trafficking in persons, and all of it", TRAFFICKING)
    assert (finding.kind, finding.severity) == ("times", Severity.HINT)
    assert fr[slice(*finding.span)] == "traite d'êtres humains"
    assert found(fr, "trafficking in persons and such trafficking", TRAFFICKING) == []


def test_a_name_of_one_hyphened_word_is_a_name() -> None:
    (finding,) = found("le réseau Al-Qaida", "the network", entry("Al-Qaida", "Al-Qaida"))
    assert finding.rule == "name"


@pytest.mark.parametrize(
    ("lang", "term", "text"),
    [
        ("ru", "вооруженные конфликты", "в районах, затронутых вооруженным конфликтом"),
        ("ru", "развитые страны", "с развитыми странами"),
        ("ar", "نزاع مسلح", "النزاعات المسلحة"),
        ("ar", "امرأة وفتاة", "النساء والفتيات"),
        ("ar", "مقاتل أجنبي", "المقاتلون الأجانب"),
        ("zh", "国际法", "违反国际人道主义法"),
    ],
)
def test_participles_broken_plurals_and_words_between_do_not_matter(
    lang: str, term: str, text: str
) -> None:
    known = entry("terme du texte", term, lang=lang)
    assert found("terme du texte", text, known, lang=lang) == []


def test_numbered_paragraphs_are_named_by_their_number() -> None:
    assert numbered("fr", ["1. Un"]).paragraphs[0].path == "1"
