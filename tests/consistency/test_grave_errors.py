"""Mistakes that change the law: each of them is told loudly, in its line."""

from __future__ import annotations

from aligner.consistency import Finding, Severity, check
from aligner.model import Entry, Glossary, Status, Term
from tests.consistency.drafts import of_lines

TERMS = (
    ("Convention relative aux droits de l’enfant", "Convention on the Rights of the Child"),
    ("Organisation mondiale de la Santé", "World Health Organization"),
    ("OMS", "WHO"),
    ("Comité des sanctions", "Sanctions Committee"),
    ("Groupe d’experts du Comité des sanctions", "Sanctions Committee Panel of Experts"),
    ("plan d’action national", "national plan of action"),
)
GLOSSARY = Glossary(
    "names",
    ("fr", "en"),
    tuple(
        Entry(
            f"t{number}",
            tuple(Term(*term, status=Status.APPROVED) for term in (("fr", fr), ("en", en))),
            status=Status.APPROVED,
        )
        for number, (fr, en) in enumerate(TERMS)
    ),
)


def told(src: str, tgt: str) -> list[Finding]:
    report = check(of_lines(src, tgt), GLOSSARY)
    return [finding for finding in report.findings if finding.severity.reaches(Severity.WARNING)]


def test_that_before_a_modifier_stands_for_no_term_before() -> None:
    src = "Le Conseil rappelle la Convention relative aux droits de l’enfant."
    assert told(src, "The Council recalls that child soldiers are victims.")
    assert not told(src, "The Council recalls the Convention on the Rights of the Child.")


def test_a_wrong_name_beside_its_right_acronym_is_an_error() -> None:
    src = "Le Conseil engage l’Organisation mondiale de la Santé (OMS) à agir."
    (found,) = told(src, "The Council urges the World Hygiene Organization (WHO) to act.")
    assert (found.rule, found.kind, found.severity) == ("name", "misnamed", Severity.ERROR)
    assert not told(src, "The Council urges the World Health Organization (WHO) to act.")


def test_a_longer_name_does_not_answer_for_the_shorter_one_that_the_source_names_too() -> None:
    src = "Le Groupe d’experts du Comité des sanctions fait rapport au Comité des sanctions."
    (found,) = told(src, "The Sanctions Committee Panel of Experts reports to the Drafting Board.")
    assert found.expected == ("Sanctions Committee",)
    assert not told(
        src, "The Sanctions Committee Panel of Experts reports to the Sanctions Committee."
    )


def test_an_acronym_of_the_source_left_beside_the_right_one_is_an_error() -> None:
    src = "L’OMS agit et demande des fonds pour l’OMS."
    (found,) = told(src, "WHO acts and asks for funds for OMS.")
    assert (found.rule, found.kind, found.found) == ("name", "left in", "OMS")
    assert not told(src, "WHO acts and asks for funds for WHO.")


def test_a_term_of_common_words_counts_if_the_glossary_says_so() -> None:
    src = "Chaque État établit un plan d’action national."
    (found,) = told(src, "Each State draws up a list of measures.")
    assert (found.rule, found.severity) == ("term-missing", Severity.WARNING)


def test_a_number_that_the_draft_spells_out_wrongly_is_an_error() -> None:
    (found,) = told(
        "Il fait rapport dans un délai de 18 mois.", "It shall report within eight months."
    )
    assert (found.rule, found.found, found.expected) == ("reference", "eight", ("18",))
    assert not told(
        "Il fait rapport dans un délai de 18 mois.", "It shall report within eighteen months."
    )
    assert not told("Il y a 2 parties et 12 États.", "There are two parties and twelve States.")


def test_arabic_numbers_in_words_are_read_in_the_construct_state() -> None:
    src = "Il fait rapport tous les 12 mois au Comité."
    tgt = "يقدم تقريرا إلى اللجنة كل اثني عشر شهرا."
    assert not check(of_lines(src, tgt, "ar")).findings


def test_numbers_in_words_are_set_against_each_other() -> None:
    src = "Il fait rapport dans un délai de douze mois."
    (found,) = told(src, "It shall report within six months.")
    assert (found.rule, found.severity, found.found) == ("reference", Severity.WARNING, "six")
    (found,) = told(src, "It shall report within 6 months.")
    assert (found.rule, found.severity, found.expected) == ("reference", Severity.ERROR, ("12",))
    assert not told(src, "It shall report within twelve months.")
    assert not told(src, "It shall report within 12 months.")


def test_an_acronym_left_in_is_told_without_a_glossary() -> None:
    (found,) = check(of_lines("L’AIEA fait rapport.", "AIEA shall report.")).findings
    assert (found.rule, found.kind, found.expected) == ("name", "left in", ("IAEA",))
    assert found.severity is Severity.ERROR
    assert not check(of_lines("L’AIEA fait rapport.", "IAEA shall report.")).findings
    assert not check(of_lines("L’UNICEF fait rapport.", "UNICEF shall report.")).findings


def test_a_name_that_the_source_does_not_have_is_told() -> None:
    src = "Rappelant la déclaration de son président,"
    (found,) = told(src, "Recalling the statement by its Sanctions Committee,")
    assert (found.rule, found.kind, found.found) == ("name", "unasked", "Sanctions Committee")
    assert not told(src, "Recalling the statement by its President,")
    src = "Rappelant la déclaration de son comité,"
    assert not told(src, "Recalling the statement by the Sanctions Committee,")
