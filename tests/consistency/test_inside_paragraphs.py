"""What can go wrong inside a paragraph: its verbs, its lists, its legal terms, its pointers."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from aligner.consistency import Finding, acts, legal_numbers, order, pointers
from aligner.consistency.pairs import pairs
from tests.consistency.drafts import bitext, of_lines

RESOLUTION = (
    "1. Rappelle la Convention; souligne à cet égard l'utilité de la coopération;",
    "2. Prie le Secrétaire général de publier un guide, et encourage les États à le traduire;",
    "3. Invite les États Membres à faire rapport, comme il est dit au paragraphe 2 ci-dessus;",
    "4. Décide d'examiner la question à sa prochaine session.",
)
ENGLISH = (
    "1. Recalls the Convention; underlines in this regard the value of cooperation;",
    "2. Requests the Secretary-General to publish a guide, and encourages States to translate it;",
    "3. Invites Member States to report, as stated in paragraph 2 above;",
    "4. Decides to consider the matter at its next session.",
)


def with_line(number: int, was: str, made: str) -> Sequence[str]:
    assert was in ENGLISH[number]
    return [line.replace(was, made) if i == number else line for i, line in enumerate(ENGLISH)]


def test_a_verb_of_action_inside_a_paragraph_keeps_its_act() -> None:
    assert not list(acts.check(pairs(bitext(ENGLISH, RESOLUTION))))
    lines = with_line(1, "and encourages", "and condemns")
    (finding,) = acts.check(pairs(bitext(lines, RESOLUTION)))
    assert (finding.rule, finding.kind, finding.found) == ("structure", "act", "condemns")
    assert "encourages" in finding.expected


def test_only_documents_of_such_paragraphs_are_read() -> None:
    text = "Les livres sont vendus, demande est faite", "Books are sold, condemns is a verb"
    assert not list(acts.check(pairs(of_lines(*text))))


def test_a_reference_to_a_paragraph_above_has_one_above() -> None:
    assert not list(pointers.check(pairs(bitext(ENGLISH, RESOLUTION))))
    for made, why in (("paragraph 9 above", "has not"), ("paragraph 4 above", "not stand above")):
        lines = with_line(2, "paragraph 2 above", made)
        (finding,) = pointers.check(pairs(bitext(lines, RESOLUTION)))
        assert finding.found == made and why in finding.message


def numbers(fr: str, other: str, lang: str = "en") -> list[Finding]:
    return [f for pair in pairs(of_lines(fr, other, lang)) for f in legal_numbers.check(pair)]


@pytest.mark.parametrize(
    ("lang", "right", "wrong", "found"),
    [
        ("en", "under the Convention on haulage", "under the Conventions on haulage",
         "Conventions"),
        ("es", "en virtud de la Convención del transporte",
         "en virtud de las Convenciones del transporte", "Convenciones"),
        ("ar", "بموجب الاتفاقية", "بموجب الاتفاقيات", "الاتفاقيات"),
    ],
)  # fmt: skip
def test_the_number_of_a_legal_term_counts(lang: str, right: str, wrong: str, found: str) -> None:
    source = "en vertu de la Convention sur le transport"
    assert not numbers(source, right, lang)
    (finding,) = numbers(source, wrong, lang)
    assert finding.found == found


def test_one_and_one_are_two() -> None:
    assert not numbers("la convention de 2001 et la convention de 2004",
                       "the conventions of 2001 and 2004")  # fmt: skip


def moved(fr: str, en: str) -> list[Finding]:
    return [f for pair in pairs(of_lines(fr, en)) for f in order.check(pair)]


def test_swapped_members_of_a_list_are_told() -> None:
    source = "Il invite les juges, les procureurs, les médecins et les journalistes à la réunion."
    right = "It invites judges, prosecutors, doctors and journalists to the meeting."
    wrong = "It invites judges, doctors, prosecutors and journalists to the meeting."
    assert not moved(source, right)
    (finding,) = moved(source, wrong)
    assert finding.found == "doctors, prosecutors"


def test_what_modifies_a_noun_has_no_number() -> None:
    assert not numbers("les obligations issues de traités.", "treaty obligations.", "en")


def test_lists_that_each_language_sorts_are_in_their_order() -> None:
    source = (
        "Il invite des agriculteurs, des journalistes, des juges, des médecins et des procureurs."
    )
    by_letters = "It invites doctors, farmers, journalists, judges and prosecutors."
    by_chance = "It invites doctors, farmers, judges, journalists and prosecutors."
    assert not moved(source, by_letters)
    assert moved(source, by_chance)
