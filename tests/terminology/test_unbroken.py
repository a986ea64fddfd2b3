"""Texts without spaces are read by pieces, and nothing of them is lost."""

from __future__ import annotations

import pytest

from aligner.model import Bead, Bitext, Document
from aligner.terminology import corpus, tagging, unbroken
from aligner.terminology.pairing import LONGEST, segments


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_all_characters_are_in_the_words_and_where_they_were(lang: str) -> None:
    nlp = tagging.tagger(lang).nlp
    text = f"للأمم ({'[]' * 700} words, {'x' * 300} للأمم."
    doc = unbroken.words(nlp, text)
    assert doc.text == text
    assert all(text[word.idx : word.idx + len(word)] == word.text for word in doc)
    alone = doc.user_data.get("alone", {})
    assert [doc[i].text for i in alone] == (["لأمم"] * 2 if lang == "ar" else [])


def test_a_usual_text_is_read_whole() -> None:
    nlp = tagging.tagger("en").nlp
    text = f"See https://example.org/{'a' * 200} and the States' rights."
    assert [w.text for w in unbroken.words(nlp, text)] == [w.text for w in nlp.make_doc(text)]


def test_a_unit_of_thousands_of_words_is_weighed_in_parts() -> None:
    texts = {
        lang: Document.of_lines("long", lang, [line * (LONGEST * 3 // 5)])
        for lang, line in (("fr", "la paix et la sécurité, "), ("en", "peace and security, "))
    }
    sides = [corpus.read(lang, tagging.tagger(lang), [text]) for lang, text in texts.items()]
    bead = Bead((0,), (0,), 1.0)
    found = list(segments(Bitext(texts["fr"], texts["en"], (bead,), "given"), bead, 7, *sides))
    assert len(found) > 1
    for whole, parts in (
        (sides[0].stretches[0], [part.src[0] for part in found]),
        (sides[1].stretches[0], [part.tgt[0] for part in found]),
    ):
        assert [w for part in parts for w in part.words.tolist()] == whole.words.tolist()
        assert all(len(part.words) <= LONGEST for part in parts)
        assert all((part.ends <= len(part.words)).all() for part in parts)
        assert len(whole.terms) - len(found) * 12 <= sum(len(p.terms) for p in parts)
    assert {part.bead for part in found} == {7}
