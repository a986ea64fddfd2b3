from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.similarity import static
from aligner.similarity.folding import fold
from aligner.similarity.static import Static

TEXTS = [
    "The Security Council, recalling its resolution 2253 (2015),",
    "Le Conseil de sécurité, rappelant sa résolution 2253 (2015),",
    "Совет Безопасности, ссылаясь на свою резолюцию 2253 (2015), ёлка, Йод",
    "إنّ مجلس الأمن، إذ يشير إلى قراره ٢٢٥٣ (٢٠١٥) والدول الأعضاء",
    "安全理事会，回顾其第2253（2015）号决议，第十七条，二〇一五年，十、一、",
    "安全理事會回顧其決議 第三十屆",
    "Chapter XIV, (iv), ii) Ⅳ ½ ﬁn … «œuvre» “x” № ﷺ e\u0301 É ß İ",
    "  leading\tand\u00a0odd\u2003space\r\n",
    "\u0301\u200b start",
    "1,000.50 A/RES/70/1",
]


def vocabulary(text: str) -> list[int]:
    known = static.Tokenizer(static.FOLDER / "tokenizer.model")
    return sorted(known.pieces(text.split())[0].tolist())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Article 17", "ARTICLE 17"),
        ("sécurité", "securite"),
        ("٢٠١٥", "2015"),
        ("２０１５", "2015"),
        ("ARTICLE IV", "Article 4"),
        ("(iii)", "(3)"),
        ("第十七条", "第17条"),
        ("第一百零五条", "第105条"),
        ("二〇一五年", "2015年"),
        ("二千零一十五年", "2015年"),
        ("三十、", "30、"),
        ("國際合作", "国际合作"),
        ("الأمم", "الامم"),
        ("مُحَمَّد", "محمد"),
        ("الدولــة", "الدوله"),
        ("والدول", "و ال دول"),
        ("للدول", "ل ال دول"),
        ("بالأشخاص", "ب ال أشخاص"),
        ("œuvre", "oeuvre"),
        ("« x »", '" x "'),
    ],
)
def test_forms_of_the_same_word_are_the_same_pieces(one: str, other: str):
    assert vocabulary(one) == vocabulary(other)


@pytest.mark.parametrize("text", ["一个国家", "I have", "CIVIL", "mix", "统一", "إلى"])
def test_words_that_only_look_like_numerals_or_articles_stay(text: str):
    assert fold(text) == text


def test_digits_are_read_one_by_one():
    assert len(vocabulary("2253")) == 4


def test_sentence_transformers_gives_the_same_vectors(bags: Static):
    library = pytest.importorskip("sentence_transformers")
    model = library.SentenceTransformer(str(static.FOLDER))
    assert np.abs(model.encode(TEXTS) - bags.embed(TEXTS)).max() < 1e-3


def test_a_translation_is_nearer_than_any_other_text(bags: Static):
    english = [
        "Everyone has the right to education",
        "No one shall be held in slavery",
        "The Security Council decides to remain seized of the matter",
        "Everyone has the right to a nationality",
    ]
    french = [
        "Toute personne a droit à l'éducation",
        "Nul ne sera tenu en esclavage",
        "Le Conseil de sécurité décide de demeurer saisi de la question",
        "Tout individu a droit à une nationalité",
    ]
    cosines = bags.embed(english) @ bags.embed(french).T
    assert cosines.argmax(axis=1).tolist() == [0, 1, 2, 3]


def test_rows_have_length_one_and_empty_texts_rows_of_zeros(bags: Static):
    vectors = bags.embed(["", "text", " \n\t", "\u200b"])
    assert vectors.dtype == np.float32
    assert vectors.shape == (4, bags.dimensions)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([0, 1, 0, 0], abs=1e-5)


def test_no_texts_give_no_rows(bags: Static):
    assert bags.embed([]).shape == (0, bags.dimensions)


@settings(max_examples=50)
@given(st.lists(st.text(max_size=40), min_size=1, max_size=6))
def test_the_bag_of_joined_texts_is_the_sum_of_their_bags(texts: list[str]):
    known = static.load()
    joined = known.bag([" ".join(texts)])[0]
    assert joined == pytest.approx(known.bag(texts).sum(axis=0), abs=1e-4)
    assert np.isfinite(joined).all()


def test_company_does_not_matter_across_slices(bags: Static):
    texts = [f"Article {i}: " + "obligation of the State party " * (i % 300) for i in range(2500)]
    together = bags.bag(texts)
    for i in (0, 1, 299, 2047, 2048, 2499):
        assert together[i] == pytest.approx(bags.bag([texts[i]])[0], rel=1e-4, abs=1e-3)


@pytest.mark.parametrize("text", ["x" * 50_000, "12 " * 17_000, "贿" * 50_000, "第十" * 30_000])
def test_a_text_of_fifty_thousand_characters_is_read(bags: Static, text: str):
    assert np.isfinite(bags.embed([text])).all()


def test_loading_needs_no_torch():
    script = (
        "import sys; from aligner.similarity import static; static.load().embed(['a']); "
        "sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_a_result_says_which_weights_made_it(bags: Static):
    assert bags.signature.startswith(f"{bags.name}-v{static.VERSION}-")
