"""A language that was added by its module alone (``docs/languages.md``): Portuguese."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner.alignment import align
from aligner.amounts.items import items
from aligner.languages import lacking, language
from aligner.model import Document
from aligner.reading import read, sentences
from aligner.reading.detection import detect, from_path
from aligner.terminology import extract_terms

PORTUGUESE = (
    ("title", "", "Nações Unidas"),
    ("title", "", "Resolução 9901 (2031)"),
    ("adoption", "", "Adotada pelo Conselho de Segurança na sua 9640.ª sessão, em 14 de março"),
    ("organ", "", "O Conselho de Segurança,"),
    ("preambular", "", "Recordando as suas resoluções sobre as fontes de água potável,"),
    ("preambular", "", "Profundamente preocupado com os ataques contra as estações de água,"),
    ("preambular", "", "Tendo em conta o relatório do Sr. Almeida, nos termos do art. 12,"),
    ("operative", "1", "1. Condena todos os ataques contra as estações de tratamento de água;"),
    ("operative", "2", "2. Exorta os Estados-Membros a:"),
    ("item", "2 (a)", "a) Proteger as fontes de água potável nas zonas de conflito armado;"),
    ("item", "2 (b)", "b) Punir os ataques contra as estações de tratamento de água; e"),
    ("item", "2 (c)", "c) Prestar assistência técnica às autoridades locais;"),
    ("operative", "3", "3. Solicita um relatório até 30 de junho de 2032. Será público;"),
    ("operative", "4", "4. Decide continuar a ocupar-se ativamente da questão."),
    ("heading", "", "Anexo"),
    ("heading", "1", "Artigo 1"),
    ("body", "", "As fontes de água potável são bens de caráter civil."),
)  # fmt: skip
FRENCH = (
    "Nations Unies",
    "Résolution 9901 (2031)",
    "Adoptée par le Conseil de sécurité à sa 9640e séance, le 14 mars",
    "Le Conseil de sécurité,",
    "Rappelant ses résolutions sur les sources d’eau potable,",
    "Profondément préoccupé par les attaques contre les stations d’eau,",
    "Ayant à l’esprit le rapport de M. Almeida, conformément à l’art. 12,",
    "1. Condamne toutes les attaques contre les stations de traitement de l’eau;",
    "2. Exhorte les États Membres à:",
    "a) Protéger les sources d’eau potable dans les zones de conflit armé;",
    "b) Punir les attaques contre les stations de traitement de l’eau; et",
    "c) Prêter une assistance technique aux autorités locales;",
    "3. Demande un rapport d’ici au 30 juin 2032. Il sera public;",
    "4. Décide de demeurer activement saisi de la question.",
    "Annexe",
    "Article 1",
    "Les sources d’eau potable sont des biens de caractère civil.",
)


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    texts = tmp_path_factory.mktemp("texts")
    lines = {"fr": FRENCH, "pt": [text for _, _, text in PORTUGUESE]}
    for lang, found in lines.items():
        (texts / lang).mkdir()
        (texts / lang / "water.txt").write_text("\n\n".join(found), encoding="utf-8")
    return {lang: read(texts / lang / "water.txt") for lang in lines}


def test_only_a_pipeline_that_tags_its_words_is_lacking():
    assert lacking(language("pt-BR")) == ("tagging",)


def test_its_folder_and_its_text_name_it(documents: dict[str, Document]):
    assert documents["pt"].lang == "pt"
    assert from_path(Path("water.pt.txt")) == "pt"
    assert (
        detect("A Comissão aprovou o relatório. Segundo o n.º 3, o prazo termina amanhã.").lang
        == "pt"
    )


def test_its_documents_have_their_structure(documents: dict[str, Document]):
    found = [(p.kind.value, p.path, p.text) for p in documents["pt"].paragraphs]
    assert found == list(PORTUGUESE)


def test_abbreviations_end_no_sentence():
    text = "O Sr. Almeida cita o art. 12 da Carta. Segundo o n.º 3, o prazo termina."
    spans = sentences.split(text, language("pt"))
    assert [text[s.start : s.end] for s in spans] == [
        "O Sr. Almeida cita o art. 12 da Carta.", "Segundo o n.º 3, o prazo termina."
    ]  # fmt: skip


def test_the_encoder_aligns_it_and_its_terms_are_found(documents: dict[str, Document]):
    bitext = align(documents["fr"], documents["pt"])
    assert "encoder" in bitext.signature
    assert [(b.src, b.tgt) for b in bitext.beads] == [((i,), (i,)) for i in range(len(FRENCH))]
    found = {tuple(t.text for t in entry.terms) for entry in extract_terms([bitext]).entries}
    assert {("assistance technique", "assistência técnica"), ("conflit armé", "conflito armado"),
            ("Condamne", "Condena")} <= found  # fmt: skip


def test_its_dates_numbers_and_amounts_are_those_of_other_languages():
    pairs = (
        ("em 30 de junho de 2032", "le 30 juin 2032"),
        ("2,5 milhões de dólares", "2,5 millions de dollars"),
        ("20 por cento", "20 pour cent"),
    )
    for portuguese, french in pairs:
        ours, theirs = ([i.values for i in items(text, lang)] for text, lang in
                        ((portuguese, "pt"), (french, "fr")))  # fmt: skip
        assert ours == theirs != []
