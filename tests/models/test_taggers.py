"""The taggers that ship: whole, small, and right about sentences as resolutions write them."""

import gzip
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.models.manifest import MODELS, check
from aligner.terminology.tagging import tagger
from aligner.terminology.treebanks import TreebankWord, read
from training.taggers import treebanks
from training.taggers.arabic import Cutter
from training.taggers.package import FORMAT, LIMIT, MODEL
from training.taggers.recipes import RECIPES

NOUN_PHRASES = {
    "es": (
        "El Consejo de Seguridad condena la trata de personas en los conflictos armados.",
        {"trata": ("NOUN", "trata"), "personas": ("NOUN", "persona"), "armados": ("ADJ", "armado")},
    ),
    "ru": (
        "Совет Безопасности осуждает торговлю людьми в вооруженных конфликтах.",
        {
            "торговлю": ("NOUN", "торговля"),
            "вооруженных": ("ADJ", "вооруженный"),
            "конфликтах": ("NOUN", "конфликт"),
        },
    ),
    "ar": (
        "يدين مجلس الأمن الاتجار بالأشخاص في النزاعات المسلحة.",
        {"الأشخاص": ("NOUN", "شخص"), "المسلحة": ("ADJ", "مسلح")},
    ),
    "zh": (
        "安全理事会谴责恐怖主义团体贩运人口。",
        {"谴责": ("VERB", ""), "团体": ("NOUN", ""), "人口": ("NOUN", "")},
    ),
}


def pipeline(lang):
    return tagger(lang).nlp


@pytest.mark.parametrize("lang", sorted(RECIPES))
def test_a_pipeline_is_whole_and_small(lang):
    folder = MODELS / lang
    check(folder, MODEL, FORMAT)
    assert (folder / "MODEL_CARD.md").read_text(encoding="utf-8").startswith("# ")
    assert sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) <= LIMIT


@pytest.mark.parametrize("lang", sorted(RECIPES))
def test_a_pipeline_needs_nothing_of_the_training(lang):
    config = (MODELS / lang / "config.cfg").read_text(encoding="utf-8")
    assert "training." not in config
    assert "/tmp" not in config


@pytest.mark.parametrize("lang", sorted(NOUN_PHRASES))
def test_words_of_a_resolution_have_their_part_of_speech_and_lemma(lang):
    text, expected = NOUN_PHRASES[lang]
    found = {token.text: (token.pos_, token.lemma_.lower()) for token in pipeline(lang)(text)}
    assert {word: found[word] for word in expected} == expected


def test_a_heading_in_capitals_is_not_all_names():
    text = "PRINCIPIOS GENERALES DE LA COOPERACIÓN INTERNACIONAL"
    tags = [token.pos_ for token in pipeline("es")(text)]
    assert tags == ["NOUN", "ADJ", "ADP", "DET", "NOUN", "ADJ"]


def test_a_verb_that_opens_an_operative_paragraph_is_a_verb():
    doc = pipeline("es")("Exhorta a los Estados Miembros a que adopten medidas decisivas.")
    assert (doc[0].pos_, str(doc[0].morph.get("VerbForm"))) == ("VERB", "['Fin']")


def test_trata_is_a_noun_but_not_behind_a_pronoun():
    doc = pipeline("es")("Los casos de trata son muchos, y no se trata de un delito nuevo.")
    assert [token.pos_ for token in doc if token.text == "trata"] == ["NOUN", "VERB"]


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("постконфликтных", "постконфликтный"),
        ("определенными", "определенный"),
        ("основных", "основной"),
    ],
)
def test_russian_words_have_lemmas_that_the_dictionary_lacks_too(word, lemma):
    doc = pipeline("ru")(f"Они говорят о {word} ситуациях.")
    assert {token.text: token.lemma_ for token in doc}[word] == lemma


def test_arabic_clitics_are_words_of_their_own():
    text = "وبحقوقهم وللأمم المتحدة بالتعاون معها وفقا للقانون الدولي"
    found = " ".join(token.text for token in pipeline("ar")(text))
    assert found == "و ب حقوق هم و ل لأمم المتحدة ب التعاون مع ها وفقا ل لقانون الدولي"


@pytest.fixture(scope="module", params=sorted(RECIPES))
def loaded(request):
    """A pipeline whose dictionaries are in memory: they are loaded with the first text."""
    found = pipeline(request.param)
    found.make_doc("人口")
    return found


@given(text=st.text(alphabet="والعنف trata людей 人口。,.-()’\n0٣", max_size=40))
def test_the_words_of_any_text_are_the_text(loaded, text):
    doc = loaded.make_doc(text)
    assert all(text[token.idx : token.idx + len(token)] == token.text for token in doc)
    assert sum(len(token.text_with_ws) for token in doc) == len(text)


def words(text):
    """``form/TAG form/TAG`` as a sentence without spaces between words."""
    pairs = (item.split("/") for item in text.split())
    return [TreebankWord(form, form, pos, "", 0, "dep", False) for form, pos in pairs]


def test_a_multiword_token_is_one_token_led_by_its_preposition_or_verb(tmp_path):
    lines = [
        "1\tdar\tdar\tVERB\t_\t_\t0\troot\t_\t_",
        "2-3\tdel\t_\t_\t_\t_\t_\t_\t_\t_",
        "2\tde\tde\tADP\t_\t_\t4\tcase\t_\t_",
        "3\tel\tel\tDET\t_\t_\t4\tdet\t_\t_",
        "4\tpan\tpan\tNOUN\t_\tNumber=Sing\t1\tobj\t_\tSpaceAfter=No",
    ]
    path = tmp_path / "es.conllu.gz"
    path.write_bytes(gzip.compress(("# text\n" + "\n".join(lines) + "\n\n").encode()))
    (whole,) = read(path)
    assert [(w.form, w.pos, w.head, w.size) for w in whole] == [
        ("dar", "VERB", 0, 1),
        ("del", "ADP", 2, 2),
        ("pan", "NOUN", 0, 1),
    ]
    (apart,) = read(path, whole=False)
    assert [(w.form, w.head) for w in apart] == [("dar", 0), ("de", 3), ("el", 3), ("pan", 0)]


def test_another_treebank_is_annotated_as_the_primary_one():
    primary = [words("su/DET casa/NOUN que/PRON")] * 3 + [words("que/SCONJ")] * 3
    other = [words("su/PRON casa/NOUN que/ADP")] * 3
    assert [w.pos for w in treebanks.harmonised(other, primary)[0]] == ["DET", "NOUN", ""]


def test_words_that_a_segmenter_keeps_together_are_learned_as_one():
    sentence = words("总/ADJ 面积/NOUN 的/PART 加速/VERB 度/PART")
    joined = treebanks.joined(sentence, lambda text: ["总面积", "的", "加速度"])
    assert [(w.form, w.pos) for w in joined] == [
        ("总面积", "NOUN"),
        ("的", "PART"),
        ("加速度", "NOUN"),
    ]


def test_a_word_that_merely_begins_like_a_clitic_stays_whole():
    treebank = [words("و/CCONJ حقوق/NOUN")] * 5 + [words("وزارة/NOUN")] * 5
    cutter = Cutter(treebank)
    cutter.adapt(Counter({"وحقوق": 9, "حقوق": 9, "الوزارة": 9, "وزارة": 9}))
    affixes = cutter.finished()
    assert affixes.cut("وحقوق").pieces == ("و", "حقوق")
    assert affixes.cut("وزارة").pieces == ("وزارة",)


def test_a_stem_is_known_as_it_is_written_alone():
    doc = pipeline("ar").make_doc("للأمم المتحدة وسلطتها")
    words = {token.text: doc.user_data["alone"].get(token.i, "") for token in doc}
    assert words["لأمم"] == "الأمم"
    assert words["سلطت"] == "سلطة"
    assert words["المتحدة"] == ""
