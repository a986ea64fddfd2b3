"""Arabic words cut where clitics join them.

Arabic writes conjunctions, prepositions, the future mark and object pronouns together with the
word they belong to: ``وبحقوقهم`` is *wa-bi-ḥuqūqi-him*, four words. A word is cut by a model of
prefixes, stem and suffix that are independent of one another; ``training/taggers/arabic.py``
estimates it. The tokenizer here is one of spaCy's registry: a pipeline names it in its
configuration.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.tokens import Doc
from spacy.util import registry

if TYPE_CHECKING:
    from spacy.language import Language

CONJUNCTIONS = ("و", "ف")
PREPOSITIONS = ("ب", "ل", "ك", "س")
PRONOUNS = ("هما", "ها", "هم", "هن", "كم", "نا", "ه")
ARTICLE = "ال"
WORD = re.compile(r"[ء-غف-ي]+")
"""A word without vowel signs; others are not cut."""

LETTERS = 34
"""The alphabet with its variants, for the probability of a stem that was never seen."""

UNSEEN = 30.0
"""Weight of an unseen stem without letters; each letter divides it by :data:`LETTERS`.
Set by hand."""

UNCHANGED = 2.0
"""How much likelier a stem that is written as it stands is than one that a clitic changed. Set by
hand; ``python -m benchmarks.taggers`` prints what the pipeline reaches with it."""

_NAMES = (
    "بازل بالاو باليرمو بانكوك بربادوس بروكسل بليز بنغازي بنن بوتان بوتسوانا بوروندي بوكو بوينس "
    "بيلاروس سيشيل فيجي فيينا كابو لاتفيا لاهاي لكسمبرغ ليبريا ليسوتو"
)
NAMES = frozenset(_NAMES.split())
"""Names that begin or end as if a clitic were joined to them, and that are known to have none:
``بوروندي`` is not *bi* and ``وروندي``."""

Cut = tuple[str, ...]
"""The pieces of a word in order."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """One way to cut a word."""

    prefixes: Cut
    stem: str
    suffix: str

    @property
    def pieces(self) -> Cut:
        """The pieces in order."""
        return (*self.prefixes, self.stem, *([self.suffix] if self.suffix else []))

    @property
    def spellings(self) -> list[str]:
        """How the stem may be written when it stands alone."""
        stem, last = self.stem, self.prefixes[-1:]
        found = [stem]
        if last == ("ل",) and stem.startswith("ل"):
            # The article behind the preposition, or a word that begins with the letter itself.
            found.insert(0, ARTICLE[0] + stem)
        for end, alone in (("ت", "ة"), ("ي", "ى"), ("ئ", "ء"), ("ؤ", "ء")):
            if self.suffix and stem.endswith(end):
                found.append(found[0][:-1] + alone)
        return found


@dataclass(slots=True)
class Affixes:
    """What is known of prefixes, stems and suffixes.

    Attributes:
        prefixes: Weight of each run of prefixes, written together with a hyphen behind each.
        suffixes: Weight of each suffix, the empty one included.
        stems: Weight of each stem without article.
        cuts: Words whose cut is known.
    """

    prefixes: Mapping[str, float] = field(default_factory=dict)
    suffixes: Mapping[str, float] = field(default_factory=dict)
    stems: Mapping[str, float] = field(default_factory=dict)
    cuts: Mapping[str, list[str]] = field(default_factory=dict)

    def cut(self, word: str) -> Analysis:
        """The likeliest way to cut a word; one that leaves a known name whole before all others."""
        known = self.cuts.get(word)
        found = list(analyses(word))
        named = [a for a in found if a.stem in NAMES and not a.suffix]
        listed = [a for a in found if known is None or list(a.pieces) == known]
        return max(named or listed, key=self.weight, default=Analysis((), word, ""))

    def alone(self, analysis: Analysis) -> str:
        """How the stem of an analysis is most likely written when it stands alone."""

        def weight(spelling: str) -> float:
            unchanged = UNCHANGED if spelling == analysis.stem else 1.0
            return unchanged * self.stems.get(bare(spelling), 0.0)

        return max(analysis.spellings, key=weight)

    def weight(self, analysis: Analysis, own: Mapping[str, float] | None = None) -> float:
        """How likely an analysis is, up to a constant.

        Args:
            analysis: The analysis.
            own: What the word itself added to the weight of stems, which is no evidence for it.
        """
        own = own or {}
        prefixes = self.prefixes.get(joined(analysis.prefixes), 0.0) + 0.1
        suffix = self.suffixes.get(analysis.suffix, 0.0) + 0.1
        seen = max(
            max(self.stems.get(key, 0.0) - own.get(key, 0.0), 0.0) + UNSEEN * LETTERS ** -len(key)
            for key in map(bare, analysis.spellings)
        )
        return float(prefixes * suffix * seen)


def bare(stem: str) -> str:
    """A stem without article, as :attr:`Affixes.stems` lists it."""
    return stem[len(ARTICLE) :] if stem.startswith(ARTICLE) and len(stem) > 4 else stem


def joined(prefixes: Cut) -> str:
    """A run of prefixes as a key."""
    return "".join(f"{prefix}-" for prefix in prefixes)


def analyses(word: str) -> Iterator[Analysis]:
    """Every way to cut a word."""
    for prefixes, rest in _beginnings(word):
        for suffix in ("", *PRONOUNS):
            stem = rest[: len(rest) - len(suffix)]
            if suffix and _definite(prefixes, stem):
                continue
            if rest.endswith(suffix) and len(stem) >= (2 if suffix or prefixes else 1):
                yield Analysis(prefixes, stem, suffix)
            elif prefixes and suffix and rest == suffix:
                yield Analysis(prefixes, suffix, "")


def _definite(prefixes: Cut, stem: str) -> bool:
    """True for a word with the article, which takes no pronoun."""
    return stem.startswith(ARTICLE) or (prefixes[-1:] == ("ل",) and stem.startswith("ل"))


def _beginnings(word: str) -> list[tuple[Cut, str]]:
    """The prefixes a word may have, with what follows."""
    found: list[tuple[Cut, str]] = [((), word)]
    for letters in (CONJUNCTIONS, PREPOSITIONS):
        for prefixes, rest in tuple(found):
            if rest[:1] in letters and len(rest) > 1:
                found.append(((*prefixes, rest[0]), rest[1:]))
    return found


class CliticTokenizer:
    """spaCy's Arabic tokenizer, with clitics cut off; holds :class:`Affixes` as data.

    Where a clitic changes how its word is written, ``doc.user_data["alone"]`` has the index of the
    word and what it is when it stands alone: ``للأمم`` is ``ل`` and ``لأمم``, alone ``الأمم``.
    """

    def __init__(self, nlp: Language, affixes: Affixes | None = None) -> None:
        self._vocab = nlp.vocab
        self._base: Callable[[str], Doc] = registry.tokenizers.get("spacy.Tokenizer.v1")()(nlp)
        self._hold(affixes or Affixes())

    def __call__(self, text: str) -> Doc:
        """Cut a text into words."""
        words: list[str] = []
        spaces: list[bool] = []
        alone: dict[int, str] = {}
        for token in self._base(text):
            pieces, stem = self._cut(token.text)
            if stem:
                suffixed = len(pieces) > 1 and pieces[-1] in PRONOUNS
                alone[len(words) + len(pieces) - 1 - suffixed] = stem
            words.extend(pieces)
            spaces.extend([False] * (len(pieces) - 1) + [bool(token.whitespace_)])
        return Doc(self._vocab, words=words, spaces=spaces, user_data={"alone": alone})

    def pipe(self, texts: Iterable[str], batch_size: int = 0) -> Iterator[Doc]:
        """Cut texts one after the other."""
        return map(self, texts)

    def to_bytes(self, exclude: Iterable[str] = ()) -> bytes:
        """The affixes, as JSON."""
        data = {name: dict(getattr(self._affixes, name)) for name in Affixes.__slots__}
        return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()

    def from_bytes(self, data: bytes, exclude: Iterable[str] = ()) -> CliticTokenizer:
        """Take over affixes."""
        self._hold(Affixes(**json.loads(data)))
        return self

    def to_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> None:
        """Write the affixes to a file."""
        Path(path).write_bytes(self.to_bytes())

    def from_disk(self, path: str | Path, exclude: Iterable[str] = ()) -> CliticTokenizer:
        """Read the affixes from a file."""
        return self.from_bytes(Path(path).read_bytes())

    def _hold(self, affixes: Affixes) -> None:
        self._affixes = affixes

        @lru_cache(maxsize=100_000)
        def cut(word: str) -> tuple[Cut, str]:
            """The pieces, and the stem alone where it is written otherwise."""
            if not WORD.fullmatch(word):
                return (word,), ""
            analysis = affixes.cut(word)
            stem = affixes.alone(analysis)
            return analysis.pieces, "" if stem == analysis.stem else stem

        self._cut = cut


def clitic_tokenizer() -> Callable[[Language], CliticTokenizer]:
    """For ``[nlp.tokenizer]`` in the configuration of a pipeline."""
    return CliticTokenizer


registry.tokenizers("aligner.clitics.v1", func=clitic_tokenizer)
