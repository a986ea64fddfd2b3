"""Pipelines that are loaded without what they do not need read the same words."""

from __future__ import annotations

import re
import subprocess
import sys

import spacy
from hypothesis import given
from hypothesis import strategies as st

from aligner.terminology.loading import Table, factored
from aligner.terminology.tagging import tagger

LETTERS = "[" + "".join(map(chr, range(ord("a"), ord("a") + 26))) * 8 + "]"
ALTERNATIVES = [
    f"^anti-{LETTERS}+$",
    f"^(?:i?nter|semi)-{LETTERS}+$",
    f"^{LETTERS}+-en-{LETTERS}+$",
    "^ou bien$",
    f"^r'{LETTERS}*$",
]
PATTERN = "(?iu)" + "|".join(f"(?:{alternative})" for alternative in ALTERNATIVES)

pieces = st.sampled_from(["anti", "inter", "semi", "en", "ou bien", "r", "a", "Z", "-", "'", ""])


@given(st.lists(pieces, max_size=5).map("".join))
def test_the_factored_expression_matches_what_the_long_one_does(word: str) -> None:
    assert len(factored(PATTERN)) < len(PATTERN)
    assert bool(re.match(factored(PATTERN), word)) == bool(re.match(PATTERN, word))


def test_an_expression_of_another_kind_stays() -> None:
    for pattern in ("abc", "(?:^a$)x(?:^b$)", f"(?:^(a|b{LETTERS}$)|(?:^c)d$)"):
        assert factored(pattern) == pattern


def test_french_compounds_are_one_word_as_spacy_has_them() -> None:
    text = "Les États-Unis, l'arc-en-ciel, les sous-régions et l'ex-Yougoslavie entr'ouvrent"
    tokens = [token.text for token in tagger("fr").nlp.tokenizer(text)]
    assert tokens == [
        "Les", "États-Unis", ",", "l'", "arc-en-ciel", ",", "les", "sous-régions", "et", "l'",
        "ex-Yougoslavie", "entr'ouvrent",
    ]  # fmt: skip


def test_no_pipeline_imports_torch_or_the_command_line_of_spacy_and_both_can_be() -> None:
    script = (
        "import sys; from aligner.terminology.tagging import tagger\n"
        "tagger('en'); assert not {'torch', 'spacy.cli', 'requests'} & set(sys.modules)\n"
        "import importlib.util; assert importlib.util.find_spec('torch')\n"
        "import spacy.cli; assert spacy.cli.download"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


def test_a_table_is_asked_by_string_or_hash_whatever_its_keys_were() -> None:
    by_string = Table("lemmas", {"chevaux": "cheval"})
    by_hash = Table("lemmas", dict(by_string))
    for table in (by_string, by_hash):
        assert table["chevaux"] == table.get("chevaux") == "cheval"
        assert "chevaux" in table and "cheval" not in table and None not in table
        assert table.get("cheval", "none") == "none"
    assert isinstance(next(iter(by_string)), int)


def test_french_reads_as_its_package_does_with_all_its_strings() -> None:
    text = "Rappelant les résolutions adoptées, réaffirmant que des groupes armés y prennent part"
    whole = spacy.load("fr_core_news_md", exclude=["ner", "parser", "senter"])
    quick, slow = (
        [(word.text, word.lemma_, word.pos_, str(word.morph)) for word in nlp(text)]
        for nlp in (tagger("fr").nlp, whole)
    )
    assert quick == slow
