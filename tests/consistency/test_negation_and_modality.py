"""What denies, binds and permits on one side has to do so on the other."""

from __future__ import annotations

import pytest

from aligner.consistency import Severity, modality, negation, tables
from aligner.consistency.pairs import Pair, pairs
from aligner.model import Bead, Bitext, Document


def pair(src: str, tgt: str, langs: tuple[str, str] = ("fr", "en")) -> Pair:
    sides = (
        Document.of_lines("draft", lang, [text])
        for lang, text in zip(langs, (src, tgt), strict=True)
    )
    return pairs(Bitext(*sides, (Bead((0,), (0,), 1.0),), ""))[0]


DENIED = {
    "fr": "Le Comité ne communique pas les noms des témoins.",
    "en": "The Committee does not disclose the names of witnesses.",
    "es": "El Comité no revela los nombres de los testigos.",
    "ru": "Комитет не разглашает имена свидетелей.",
    "ar": "لا تكشف اللجنة أسماء الشهود.",
    "zh": "委员会不得透露证人姓名。",
}
SAID = {
    "fr": "Le Comité communique les noms des témoins.",
    "en": "The Committee discloses the names of witnesses.",
    "es": "El Comité revela los nombres de los testigos.",
    "ru": "Комитет разглашает имена свидетелей.",
    "ar": "تكشف اللجنة أسماء الشهود.",
    "zh": "委员会透露证人姓名。",
}


@pytest.mark.parametrize("lang", ["en", "es", "ru", "ar", "zh"])
def test_a_negation_that_the_draft_lost_is_an_error(lang: str) -> None:
    found = list(negation.check(pair(DENIED["fr"], SAID[lang], ("fr", lang))))
    assert [(f.kind, f.severity) for f in found] == [("lost", Severity.ERROR)]
    assert not list(negation.check(pair(DENIED["fr"], DENIED[lang], ("fr", lang))))
    assert not list(negation.check(pair(SAID["fr"], SAID[lang], ("fr", lang))))


@pytest.mark.parametrize("lang", ["en", "es", "ru", "ar", "zh"])
def test_a_negation_that_the_draft_added_is_told(lang: str) -> None:
    found = list(negation.check(pair(SAID["fr"], DENIED[lang], ("fr", lang))))
    assert [(f.kind, f.severity) for f in found] == [("added", Severity.WARNING)]


@pytest.mark.parametrize(
    ("src", "tgt"),
    [
        (
            "Le rapport est présenté dans un délai maximal de six mois.",
            "The report is due not later than six months.",
        ),
        (
            "Le permis n’est valable que s’il est signé.",
            "The permit is not valid unless it is signed.",
        ),
        (
            "L’absence de quorum est constatée par le Président.",
            "The President notes that there is no quorum.",
        ),
        (
            "Les pays en développement sans littoral participent.",
            "Landlocked developing countries take part.",
        ),
        (
            "Il est venu avant qu’elle ne parle au Conseil.",
            "He came before she spoke to the Council.",
        ),
        (
            "Non seulement les États mais aussi les villes agissent.",
            "Not only States but also cities act.",
        ),
        (
            "La vente ne peut être conclue qu’avec l’accord du propriétaire.",
            "The sale requires the consent of the owner.",
        ),
        (
            "Les revenus autres qu’agricoles sont déclarés.",
            "Income not from farming is declared.",
        ),
    ],
)
def test_what_is_denied_in_another_way_is_no_finding(src: str, tgt: str) -> None:
    assert not list(negation.check(pair(src, tgt)))


def test_sentences_answer_one_another_where_both_sides_have_as_many() -> None:
    src = "Le témoin n’est pas tenu de répondre. Le juge ne le sanctionne pas."
    tgt = "The witness is not bound to answer. The judge punishes the witness."
    (found,) = negation.check(pair(src, tgt))
    assert found.src_span is not None
    assert src[slice(*found.src_span)] == "ne le sanctionne pas"


@pytest.mark.parametrize(
    ("src", "tgt", "severity"),
    [
        (
            "Les Parties doivent notifier le dépositaire.",
            "The Parties may notify the depositary.",
            Severity.ERROR,
        ),
        (
            "Les Parties peuvent notifier le dépositaire.",
            "The Parties shall notify the depositary.",
            Severity.ERROR,
        ),
        (
            "Les Parties doivent notifier le dépositaire.",
            "The Parties should notify the depositary.",
            Severity.WARNING,
        ),
        (
            "Les Parties devraient notifier le dépositaire.",
            "The Parties may notify the depositary.",
            Severity.WARNING,
        ),
    ],
)
def test_another_modal_is_told(src: str, tgt: str, severity: Severity) -> None:
    (found,) = modality.check(pair(src, tgt))
    assert (found.kind, found.severity) == ("changed", severity)
    assert found.expected


@pytest.mark.parametrize(
    ("lang", "tgt"),
    [
        ("es", "Las Partes podrán notificar al depositario."),
        ("ru", "Стороны могут уведомить депозитария."),
        ("ar", "يجوز للأطراف إخطار الوديع."),
        ("zh", "缔约方可以通知保存人。"),
    ],
)
def test_a_duty_rendered_as_a_permission_is_told_in_each_language(lang: str, tgt: str) -> None:
    src = "Les Parties doivent notifier le dépositaire."
    assert list(modality.check(pair(src, tgt, ("fr", lang))))


@pytest.mark.parametrize(
    ("src", "tgt"),
    [
        ("Le juge notifie les Parties.", "The judge shall notify the Parties."),
        ("Nul ne peut être tenu en esclavage.", "No one shall be held in slavery."),
        (
            "Les Parties ne peuvent formuler de réserves.",
            "The Parties shall not make reservations.",
        ),
        ("Le juge, qui peut siéger, décide.", "The judge, who is able to sit, shall decide."),
    ],
)
def test_the_present_tense_binds_and_a_denied_permission_forbids(src: str, tgt: str) -> None:
    assert not list(modality.check(pair(src, tgt)))


def test_a_permission_that_became_a_fact_is_told() -> None:
    src = "Ces actes peuvent compromettre la sécurité des civils."
    (finding,) = modality.check(pair(src, "These acts compromise the safety of civilians."))
    assert (finding.kind, finding.severity) == ("lost", Severity.WARNING)
    for said in ("may compromise", "are capable of compromising"):
        assert not list(modality.check(pair(src, f"These acts {said} the safety of civilians.")))


def test_what_must_be_excluded_may_not_be_there() -> None:
    src = "Cette zone ne peut faire l’objet d’un permis."
    assert not list(modality.check(pair(src, "That area must be excluded from permits.")))


def test_a_duty_in_reported_speech_is_one() -> None:
    src = "Il rappelle que les États devaient protéger les témoins."
    (finding,) = modality.check(pair(src, "It recalls that States should protect witnesses."))
    assert finding.kind == "changed"


def test_arabic_words_are_found_with_a_conjunction_and_drawn_out() -> None:
    pattern = tables.pattern(["لا سيما"], "ar")
    assert pattern.search("ولا ســيما البلدان النامية")


def test_a_negation_is_answered_near_its_place() -> None:
    far = " dans les conditions que fixent les règlements adoptés par la Conférence des Parties" * 3
    way = " under the conditions that the regulations adopted by the Conference of Parties set" * 3
    src = f"Les témoins ne sont pas poursuivis{far}, sans retard et sans frais."
    lost = f"Witnesses are prosecuted{way}, without delay and at little cost."
    (found,) = negation.check(pair(src, lost))
    assert (found.kind, found.severity) == ("lost", Severity.WARNING)
    kept = f"Witnesses are not prosecuted{way}, without delay and at little cost."
    assert not list(negation.check(pair(src, kept)))


def test_a_permission_that_the_draft_adds_is_a_hint() -> None:
    src = "Les témoins doivent être protégés et leurs noms restent secrets."
    (found,) = modality.check(
        pair(src, "Witnesses must be protected and their names may remain secret.")
    )
    assert (found.kind, found.severity, found.found) == ("added", Severity.HINT, "may")


def test_each_change_of_kind_is_told() -> None:
    src = "Les États doivent agir, doivent faire rapport et doivent protéger les témoins."
    tgt = "States should act, should report and may protect witnesses."
    assert [f.found for f in modality.check(pair(src, tgt))] == ["should", "may"]
