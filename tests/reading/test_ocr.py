"""OCR repair: what is mended, what is left, and that a person has the last word."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.errors import ModelError, UsageError
from aligner.languages import language
from aligner.models import manifest
from aligner.reading.blocks import Block, Role
from aligner.reading.ocr import Repaired, lexicon_languages, refuse, repair, repair_model
from aligner.reading.ocr.noise import SCAN, damage

FRENCH = language("fr")

SCANNED = (
    "Le Comité a décidé de mener des enquétes sur la traite d’étres humains, a la premiére "
    "occasion, et de veiller a ce que I’esclavage, le travail forcé et 1’exploitation soient "
    "réprimés, conformément au réglement.",
    "Il appartient aux Etats Membres, et au chef de chaque Etat, d’arréter les mesures "
    "nécessaires, notamment pour combattre "
    "I’enr6lement des gargons, de fagon a protéger ¢galement les réfugiés.",
    "a) A envisager de coopérer avec Boko Haram, la GAFI, ’ONUDC, Daech et les Yézidis;",
)
"""A made-up text with the damage of an English engine on a French page."""

CLEAN = (
    "Le Comité a décidé de mener des enquêtes sur la traite d’êtres humains, à la première "
    "occasion, et de veiller à ce que l’esclavage, le travail forcé et l’exploitation soient "
    "réprimés, conformément au règlement.",
    "Il appartient aux États Membres, et au chef de chaque État, d’arrêter les mesures "
    "nécessaires, notamment pour combattre "
    "l’enrôlement des garçons, de façon à protéger également les réfugiés.",
    "a) À envisager de coopérer avec Boko Haram, la GAFI, l’ONUDC, Daech et les Yézidis;",
)


def mend(*texts: str, lang: str = "fr") -> Repaired:
    return repair([Block(text, Role.PARAGRAPH) for text in texts], language(lang))


def texts_of(repaired: Repaired) -> tuple[str, ...]:
    return tuple(block.text for block in repaired.paragraphs)


def test_a_scan_is_read_as_it_was_printed() -> None:
    repaired = mend(*SCANNED)
    assert repaired.damaged
    assert texts_of(repaired) == CLEAN


def test_clean_text_comes_back_as_it_was() -> None:
    repaired = mend(*CLEAN)
    assert texts_of(repaired) == CLEAN
    assert not repaired.changes
    assert not repaired.damaged


def test_the_verb_a_stays_where_the_accents_are_lost() -> None:
    repaired = mend(*SCANNED)
    assert repaired.paragraphs[0].text.startswith("Le Comité a décidé")


def test_names_and_acronyms_stay() -> None:
    names = "GAFI, ONUDC, EIIL, Daech, Yézidis, Boko Haram, Chabab, el-Nosra, Al-Qaida, INTERPOL"
    repaired = mend(*SCANNED, f"Sont nommés {names}.")
    assert repaired.paragraphs[-1].text == f"Sont nommés {names}."


def test_spelling_without_accents_on_capitals_is_no_damage() -> None:
    texts = (
        "Les Etats et l’Egypte ont mis en oeuvre le projet à la même époque, après l’étude.",
        "A la première séance, les Etats ont élu leur président, dès lors que les règles le "
        "permettaient; les Emirats et l’Equateur ont même présenté des thèses à Evian.",
    )
    assert texts_of(mend(*texts)) == texts


def test_the_place_of_each_change_is_where_it_says() -> None:
    repaired = mend(*SCANNED)
    for change in (*repaired.changes,):
        text = repaired.paragraphs[change.paragraph].text
        assert text[change.start : change.end] == change.after
        assert change.before != change.after
        assert 0.5 <= change.confidence <= 1.0
        assert change.reason
    for doubt in repaired.doubts:
        text = repaired.paragraphs[doubt.paragraph].text
        assert text[doubt.start : doubt.end] == doubt.before


def test_a_change_can_be_refused_alone() -> None:
    repaired = mend(*SCANNED)
    change = next(c for c in repaired.changes if c.after == "êtres")
    after = refuse(repaired, change)
    assert "d’étres humains, à la première" in after.paragraphs[0].text
    assert len(after.changes) == len(repaired.changes) - 1
    for other in after.changes:
        assert after.paragraphs[other.paragraph].text[other.start : other.end] == other.after


def test_refusing_what_is_no_change_is_told() -> None:
    repaired = mend(*SCANNED)
    once = refuse(repaired, repaired.changes[0])
    with pytest.raises(UsageError, match="no change"):
        refuse(once, repaired.changes[0])


@settings(max_examples=40)
@given(st.data())
def test_refusing_every_change_in_any_order_gives_the_scan_back(data: st.DataObject) -> None:
    rng = random.Random(data.draw(st.integers(0, 10**6)))
    noisy = [damage(text, SCAN, rng) for text in CLEAN]
    repaired = mend(*noisy)
    while repaired.changes:
        repaired = refuse(repaired, data.draw(st.sampled_from(repaired.changes)))
    assert list(texts_of(repaired)) == noisy


@settings(max_examples=60)
@given(
    st.lists(
        st.text(alphabet="aàéèêIl1’'[]¢€&2 bcdnrtsuœ.,;()\u00a0<>°ſ0", max_size=60), max_size=4
    ),
    st.sampled_from(["fr", "en", "es", "ru", "ar", "zh", "de"]),
)
def test_any_text_keeps_its_paragraphs_and_its_changes_fit(texts: list[str], lang: str) -> None:
    repaired = mend(*texts, lang=lang)
    assert len(repaired.paragraphs) == len(texts)
    for change in repaired.changes:
        text = repaired.paragraphs[change.paragraph].text
        assert text[change.start : change.end] == change.after
    while repaired.changes:
        repaired = refuse(repaired, repaired.changes[0])
    assert list(texts_of(repaired)) == texts


def test_nothing_to_repair_is_no_error() -> None:
    assert repair([], FRENCH) == Repaired((), (), False)
    assert texts_of(mend("", " ")) == ("", " ")


def test_an_ordinal_is_told_from_degrees() -> None:
    scan = (*SCANNED, "Adoptée a sa 7847° séance, par 20° a I’ombre, selon le 1° de I’article 3.")
    text = mend(*scan).paragraphs[-1].text
    assert text == "Adoptée à sa 7847e séance, par 20° à l’ombre, selon le 1° de l’article 3."


def test_a_stray_bracket_before_a_capital_goes_and_a_pair_stays() -> None:
    scan = (*SCANNED, "21. [Invite le Comité a agir;", "22. [Invite] le Comité a agir;")
    assert texts_of(mend(*scan))[-2:] == (
        "21. Invite le Comité à agir;",
        "22. [Invite] le Comité à agir;",
    )


def test_a_text_without_any_accent_gets_those_that_are_sure() -> None:
    text = (
        mend(
            "Le reglement interieur a ete adopte a la premiere seance, apres les elections "
            "generales.",
            "La societe a presente ses resultats; les debats ont ete menes a huis clos, des la "
            "deuxieme journee, a cause des difficultes financieres.",
        )
        .paragraphs[0]
        .text
    )
    assert "règlement intérieur" in text
    assert "première séance, après les élections générales" in text
    assert "a été" in text


def test_quotation_marks_read_as_two_signs_are_mended_in_any_language() -> None:
    assert texts_of(mend("Il dit <<oui>>.", lang="es")) == ("Il dit «oui».",)


def test_latin_letters_in_a_russian_word_become_cyrillic() -> None:
    repaired = mend("Coвет Безопасности, ссылaясь на S/RES/2331", lang="ru")
    assert texts_of(repaired) == ("Совет Безопасности, ссылаясь на S/RES/2331",)


def test_digits_between_letters_become_letters_without_a_lexicon() -> None:
    assert texts_of(mend("The res0lution of the Counci1, i18n, H2O", lang="en")) == (
        "The resolution of the Counci1, i18n, H2O",
    )


def test_the_first_number_of_a_list_is_told_from_a_capital_i() -> None:
    assert texts_of(mend("I. Decides;", "2. Urges;", lang="en")) == ("1. Decides;", "2. Urges;")
    assert texts_of(mend("I. Scope", "II. Aim", lang="en")) == ("I. Scope", "II. Aim")


def test_a_label_read_as_a_sign_is_mended() -> None:
    assert texts_of(mend("¢) A prendre des mesures;"))[0].startswith("c) ")


def test_french_has_a_lexicon() -> None:
    assert "fr" in lexicon_languages()


def test_damaged_weights_are_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "xx"
    folder.mkdir()
    (folder / "profile.json").write_text("{}", "utf-8")
    manifest.write_manifest(folder, "ocr", repair_model.VERSION, ["profile.json"])
    (folder / "profile.json").write_text("[]", "utf-8")
    monkeypatch.setattr(repair_model, "_FOLDER", tmp_path)
    with pytest.raises(ModelError, match=r"was changed .* install the package again"):
        repair_model.load("xx")
    manifest.write_manifest(folder, "ocr", repair_model.VERSION + 1, ["profile.json"])
    with pytest.raises(ModelError, match="version"):
        repair_model.load("xx")


def test_the_manifest_fits_what_ships() -> None:
    manifest.check(manifest.MODELS / "ocr" / "fr", "ocr", repair_model.VERSION)


def test_the_scanned_preamble_is_mended(shared: Path) -> None:
    folder = shared / "bench" / "ocr"
    clean = (folder / "seed-preamble.clean.txt").read_text("utf-8").splitlines()
    scanned = (folder / "seed-preamble.raw.txt").read_text("utf-8").split()
    paragraphs, at = [], 0
    for line in clean:
        size = len(line.split())
        paragraphs.append(" ".join(scanned[at : at + size]))
        at += size
    mended = " ".join(texts_of(mend(*paragraphs))).split()
    truth = " ".join(clean).split()
    wrong = sum(a != b for a, b in zip(scanned, truth, strict=True))
    left = sum(a != b for a, b in zip(mended, truth, strict=True))
    assert left <= 0.05 * wrong


CUT = (
    "Le comité dé noncer ces actes et confir me que les ma- rées sont hautes.",
    "Il veut dé clarer que la pêche est un bien com mun de la région.",
)


def test_words_cut_in_two_are_made_whole():
    result = repair([Block(text, Role.PARAGRAPH) for text in CUT], language("fr"))
    assert [block.text for block in result.paragraphs] == [
        "Le comité dénoncer ces actes et confirme que les marées sont hautes.",
        "Il veut déclarer que la pêche est un bien commun de la région.",
    ]
    assert {change.rule for change in result.changes} == {"cut"}


def test_a_piece_of_a_word_is_left_where_its_other_half_is_elsewhere():
    damaged = "Le Conseil rappelle que 1’État étre prét a la féte de méme que 1’année derniére."
    texts = [
        damaged,
        damaged,
        "Il se tient d'une manière très modé",
        "rée mais sans consé",
        "quence",
    ]
    result = repair([Block(text, Role.PARAGRAPH) for text in texts], language("fr"))
    assert [block.text for block in result.paragraphs[3:]] == texts[3:]
    assert result.paragraphs[2].text.endswith("modé") and result.damaged


def test_apostrophes_of_a_scan_are_made_alike():
    line = "Le Conseil rappelle que l’État d’origine a été averti qu’il s’agit d’une derniére féte."
    texts = [*[line] * 15, "Il veut [’aide et ['union d'autrui."]
    result = repair([Block(text, Role.PARAGRAPH) for text in texts], language("fr"))
    assert result.paragraphs[15].text == "Il veut l’aide et l’union d’autrui."
    clean = [block.text for block in result.paragraphs]
    straight = clean[15].replace("l’", "l'")
    again = repair(
        [Block(text, Role.PARAGRAPH) for text in (*clean[:15], straight)], language("fr")
    )
    assert again.paragraphs[15].text == straight and not again.damaged
