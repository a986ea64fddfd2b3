"""Make the pipelines that ship in ``aligner/models``.

    python -m training.taggers.train es ru ar zh

The treebanks lie in ``treebanks`` and the raw text in ``corpora`` of a folder of development data,
given by ALIGNER_SHARED or ``../shared``. A language takes about ten minutes on two cores. Besides
the project's own, it needs ``floret``, ``opencc-py`` and, for Spanish, ``spacy-lookups-data``.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import spacy
from spacy.attrs import NORM
from spacy.language import Language
from spacy.tokens import DocBin

from aligner.terminology.clitics import CliticTokenizer
from aligner.terminology.inflection import RussianLemmatizer
from aligner.terminology.treebanks import Sentence, read
from training import SHARED
from training.taggers import arabic, treebanks
from training.taggers.package import package
from training.taggers.recipes import RECIPES, Recipe
from training.taggers.rules import Rule, rules
from training.taggers.vectors import raw_text, subword_vectors
from training.taggers.word_classes import word_classes

ROOT = Path(__file__).resolve().parents[2]
TOKENIZERS = {
    "ar": {"@tokenizers": "aligner.clitics.v1"},
    "zh": {"@tokenizers": "spacy.zh.ChineseTokenizer", "segmenter": "jieba"},
}
"""Languages whose words are cut by another tokenizer than spaCy's rules."""


@spacy.registry.callbacks("training.word_classes.v1")
def put_word_classes(lang: str) -> Callable[[Language], Language]:
    """A callback that makes the class of each known form its norm."""

    def put(nlp: Language) -> Language:
        if classes := word_classes(lang):
            table = nlp.vocab.lookups.add_table("lexeme_norm", classes)
            getters = nlp.vocab.lex_attr_getters
            getters[NORM] = spacy.util.add_lookups(getters[NORM], table)
        return nlp

    return put


def sentences(recipe: Recipe, folder: Path) -> tuple[list[Sentence], list[Sentence]]:
    """Training and test sentences of a language."""
    primary = _read(recipe, folder, recipe.primary)
    if recipe.tenth:
        return [s for i, s in enumerate(primary) if i % 10 != 9], primary[9::10]
    others = [s for name in recipe.others for s in _read(recipe, folder, name)]
    test = _read(recipe, folder, recipe.test)
    return primary + treebanks.harmonised(others, primary), test


def train(recipe: Recipe, shared: Path, work: Path) -> Language:
    """Train the pipeline of a language.

    Args:
        recipe: What it is made of.
        shared: Folder with ``treebanks`` and ``corpora``.
        work: Folder for what is made on the way.
    """
    from spacy.cli.train import train as spacy_train

    learned, _ = sentences(recipe, shared / "treebanks")
    watched, learned = learned[:500:10], [s for i, s in enumerate(learned) if i >= 500 or i % 10]
    if recipe.capitals:
        learned += [treebanks.in_capitals(sentence) for sentence in learned[::20]]
    nlp = _tokenizing(recipe, learned, shared)
    if recipe.joined:
        learned += _joined(learned, nlp)
    if recipe.vocalised:
        learned += [arabic.as_printed(sentence) for sentence in learned]
    vectors = subword_vectors(nlp, raw_text(shared / "corpora", recipe.lang), recipe, work)
    overrides = {
        "paths.train": _save(learned, nlp, work / "train.spacy"),
        "paths.dev": _save(watched, nlp, work / "dev.spacy"),
        "paths.vectors": str(vectors),
    }
    _config(recipe).to_disk(work / "config.cfg")
    spacy_train(work / "config.cfg", work, overrides=overrides)
    trained = spacy.load(work / "model-last")
    if recipe.lang == "ar":
        trained.tokenizer.from_bytes(nlp.tokenizer.to_bytes())
    finish(trained, recipe, learned)
    return trained


def _read(recipe: Recipe, folder: Path, name: str) -> list[Sentence]:
    rewrite: Callable[[str], str] = str
    if name in recipe.traditional:
        from opencc import OpenCC

        rewrite = OpenCC("t2s").convert
    found = read(folder / f"{name}.conllu.gz", rewrite)
    return [[replace(word, lemma=_plain(word.lemma)) for word in sentence] for sentence in found]


def _plain(lemma: str) -> str:
    """A lemma without the vowels and with the plain alef of Arabic texts."""
    return arabic.VOWELS.sub("", lemma).replace("ٱ", "ا").replace("`", "")


def _tokenizing(recipe: Recipe, learned: list[Sentence], shared: Path) -> Language:
    """A blank pipeline with the tokenizer that the finished one will have."""
    tokenizer = TOKENIZERS.get(recipe.lang)
    nlp = spacy.blank(recipe.lang, config={"nlp": {"tokenizer": tokenizer}} if tokenizer else {})
    if recipe.lang == "ar":
        affixes = arabic.learned_affixes(learned, raw_text(shared / "corpora", "ar"))
        nlp.tokenizer = CliticTokenizer(nlp, affixes)
    return nlp


def _joined(learned: list[Sentence], nlp: Language) -> list[Sentence]:
    """The sentences that the pipeline's own tokenizer would cut less often, cut that way."""

    def cut(text: str) -> list[str]:
        return [token.text_with_ws for token in nlp.tokenizer(text)]

    pairs = ((treebanks.joined(sentence, cut), sentence) for sentence in learned)
    return [longer for longer, sentence in pairs if len(longer) < len(sentence)]


def _save(sentences: Iterable[Sentence], nlp: Language, path: Path) -> str:
    attributes = ["ORTH", "SPACY", "POS", "MORPH", "LEMMA"]
    docs = [treebanks.document(sentence, nlp.vocab) for sentence in sentences]
    DocBin(attrs=attributes, docs=docs).to_disk(path)
    return str(path)


def _config(recipe: Recipe) -> spacy.util.Config:
    """The training configuration of a language, complete."""
    config = spacy.util.load_config(Path(__file__).with_name("config.cfg"))
    config["nlp"]["lang"] = recipe.lang
    config["training"]["max_steps"] = recipe.steps
    config["initialize"]["before_init"]["lang"] = recipe.lang
    config["components"]["tok2vec"]["model"]["embed"]["rows"] = list(recipe.rows)
    if recipe.lang in TOKENIZERS:
        config["nlp"]["tokenizer"] = TOKENIZERS[recipe.lang]
    if recipe.lemmas != "learned":
        del config["components"]["trainable_lemmatizer"]
        config["nlp"]["pipeline"].remove("trainable_lemmatizer")
    return spacy.util.load_model_from_config(config, auto_fill=True, validate=False).config


def finish(nlp: Language, recipe: Recipe, learned: list[Sentence]) -> None:
    """Put what is not trained on a trained pipeline: rules, and lemmas of a dictionary."""
    for name in {"attribute_ruler", "lemmatizer"} & set(nlp.pipe_names):
        nlp.remove_pipe(name)
    found = rules(recipe.lang)
    if recipe.lemmas == "dictionary":
        found += _lemma_rules(learned, nlp)
    ruler: Any = nlp.add_pipe("attribute_ruler")
    for rule in found:
        ruler.add([rule.pattern], rule.attributes, rule.index)
    if recipe.lemmas == "dictionary":
        nlp.add_pipe("russian_lemmatizer", name="lemmatizer")


def _lemma_rules(learned: list[Sentence], nlp: Language) -> Iterator[Rule]:
    """The lemmas of frequent words that the treebanks know better than the dictionary."""
    golds: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    ours: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    lemmatizer = RussianLemmatizer()
    for sentence in learned:
        doc = treebanks.document([replace(word, lemma="") for word in sentence], nlp.vocab)
        for token, word in zip(lemmatizer(doc), sentence, strict=True):
            if word.pos and word.lemma != "_" and word.pos not in {"PUNCT", "SYM", "X", "PROPN"}:
                golds[word.form.lower(), word.pos][word.lemma.lower()] += 1
                ours[word.form.lower(), word.pos][token.lemma_] += 1
    by_lemma: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (form, pos), lemmas in golds.items():
        lemma, count = lemmas.most_common(1)[0]
        wrong = lemmas.total() - ours[form, pos][lemma]
        if count >= 3 and count >= 0.8 * lemmas.total() and wrong > 0.3 * lemmas.total():
            by_lemma[pos, lemma].append(form)
    for (pos, lemma), forms in sorted(by_lemma.items()):
        yield Rule([{"LOWER": {"IN": sorted(forms)}, "POS": pos}], {"LEMMA": lemma})


def main() -> None:
    """Train the languages that the command names and put them into ``aligner/models``."""
    parser = argparse.ArgumentParser(description=str(__doc__).split("\n", maxsplit=1)[0])
    parser.add_argument("languages", nargs="+", choices=sorted(RECIPES))
    parser.add_argument("--shared", type=Path, default=SHARED, help="folder of development data")
    parser.add_argument(
        "--rules-only", action="store_true", help="put the rules anew on the networks that stand"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "aligner" / "models")
    arguments = parser.parse_args()
    for lang in arguments.languages:
        recipe = RECIPES[lang]
        with tempfile.TemporaryDirectory(prefix=f"tagger-{lang}-") as work:
            if arguments.rules_only:
                nlp = spacy.load(arguments.out / lang)
                finish(nlp, recipe, sentences(recipe, arguments.shared / "treebanks")[0])
            else:
                nlp = train(recipe, arguments.shared, Path(work))
            weights = package(nlp, arguments.out / lang)
        print(lang, weights.signature)


if __name__ == "__main__":
    main()
