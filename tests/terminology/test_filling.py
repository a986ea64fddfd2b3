"""What one language lacks is found by what the others say together."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from aligner.terminology import filling, variants
from aligner.terminology.pairing import Paired, encoder, pair, remembering
from aligner.terminology.variants import ConceptDraft

from .conftest import bitext

LINES = {
    "fr": [
        "La Commission étudie les armes de petit calibre et la fonte des glaces.",
        "Les armes de petit calibre circulent librement.",
        "La fonte des glaces menace les communautés côtières.",
    ],
    "en": [
        "The Commission studies small arms and the melting of ice.",
        "Small arms circulate freely.",
        "The melting of ice threatens coastal communities.",
    ],
    "es": [
        "La Comisión estudia las armas pequeñas y el deshielo de los glaciares.",
        "Las armas pequeñas circulan libremente.",
        "El deshielo de los glaciares amenaza a las comunidades costeras.",
    ],
    "ru": [
        "Комиссия изучает стрелковое оружие и таяние льдов.",
        "Стрелковое оружие находится в свободном обращении.",
        "Таяние льдов угрожает прибрежным общинам.",
    ],
}
Found = tuple[Paired, Sequence[ConceptDraft]]


@pytest.fixture(scope="module")
def found() -> Found:
    french, *others = LINES
    bitexts = [bitext(LINES[french], LINES[lang], (french, lang)) for lang in others]
    paired = pair(bitexts, remembering(encoder()))
    concepts = variants.concepts(paired.found, paired.sources, paired.targets, encoder())
    return paired, concepts


def concept(found: Found, source: str) -> ConceptDraft:
    paired, concepts = found
    return next(c for c in concepts if paired.sources.terms[c.src[0]].form == source)


def filled(found: Found, draft: ConceptDraft, lang: str) -> str:
    paired, concepts = found
    rivals = [c for c in concepts if c.src != draft.src]
    filling.fill([draft], rivals, paired, remembering(encoder()))
    return paired.targets[lang].terms[draft.best[lang].tgt].form if lang in draft.best else ""


def test_a_term_that_one_language_lacks_is_found_by_the_others(found):
    draft = concept(found, "armes")
    lacking = ConceptDraft(draft.src, {k: r for k, r in draft.renderings.items() if k != "ru"})
    assert filled(found, lacking, "ru") == "оружие"
    assert lacking.filled == {"ru"}


def test_a_term_of_another_concept_is_not_taken(found):
    paired, _ = found
    draft = concept(found, "armes")
    rival = ConceptDraft(concept(found, "glaces").src, {"ru": draft.renderings["ru"]})
    lacking = ConceptDraft(draft.src, {k: r for k, r in draft.renderings.items() if k != "ru"})
    filling.fill([lacking], [rival], paired, remembering(encoder()))
    assert "ru" not in lacking.renderings


def test_two_languages_alone_fill_nothing():
    pair_alone = pair([bitext(LINES["fr"], LINES["en"])], remembering(encoder()))
    draft = ConceptDraft([0])
    filling.fill([draft], [], pair_alone, remembering(encoder()))
    assert not draft.renderings
