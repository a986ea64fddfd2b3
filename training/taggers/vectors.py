"""Raw text, and the subword vectors that it teaches.

The vectors are floret's (fastText with hashed subwords; Bojanowski et al., 2017): a table of a few
thousand rows that gives every word a vector, seen or not.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Iterator
from pathlib import Path

from spacy.language import Language

from training.taggers.recipes import Recipe

SOURCES = frozenset(
    {
        "cc-licences",
        "d365-docs",
        "mozilla-legal",
        "mozilla-www",
        "nextstrain",
        "open-contracting",
        "opensource-governance",
        "python-docs",
        "quran",
        "sdg-metadata",
        "tatoeba",
        "tatoeba-challenge-test",
        "tico19",
        "vote-gov",
        "web-docs",
        "xquad",
    }
)
"""Corpora under permissive, Creative Commons or public terms; none of them holds a treebank."""


def raw_text(corpora: Path, lang: str) -> Iterator[str]:
    """Each line of a language in a folder of ``NAME.L1-L2.tsv.gz`` once."""
    seen: set[int] = set()
    for path in sorted(corpora.glob("*.tsv.gz")):
        name, pair = path.name.split(".")[:2]
        if name not in SOURCES or lang not in pair.split("-"):
            continue
        column = pair.split("-").index(lang)
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            for line in stream:
                fields = line.rstrip("\n").split("\t")
                if len(fields) == 2 and hash(fields[column]) not in seen:
                    seen.add(hash(fields[column]))
                    yield fields[column].strip()


def subword_vectors(nlp: Language, lines: Iterable[str], recipe: Recipe, folder: Path) -> Path:
    """Train subword vectors on lines of text; the folder of a pipeline that holds them.

    Args:
        nlp: A pipeline whose tokenizer cuts the text.
        lines: Raw text.
        recipe: Sizes.
        folder: Where to write.
    """
    import floret
    from spacy.cli.init_pipeline import init_vectors_cli

    text, table = folder / "words.txt", folder / "words.floret"
    with text.open("w", encoding="utf-8") as stream:
        for line in lines:
            words = (token.lower_ for token in nlp.tokenizer(line) if not token.is_space)
            stream.write(" ".join(words) + "\n")
    model = floret.train_unsupervised(
        str(text),
        model="skipgram",
        mode="floret",
        hashCount=2,
        bucket=recipe.buckets,
        dim=recipe.dimensions,
        minn=recipe.ngrams[0],
        maxn=recipe.ngrams[1],
        epoch=5,
        ws=3,
        neg=5,
        minCount=5,
        thread=2,
        verbose=0,
    )
    model.save_floret_vectors(str(table))
    init_vectors_cli(
        nlp.lang,
        table,
        folder / "vectors",
        mode="floret",
        attr="LOWER",
        prune=-1,
        truncate=0,
        name=f"{nlp.lang}-subwords",
        verbose=False,
        jsonl_loc=None,
    )
    return folder / "vectors"
