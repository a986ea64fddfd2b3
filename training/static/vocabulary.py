"""The tokenizer of the static embedding: how characters are folded and words are cut.

One table folds single characters, whatever their neighbours; it is compiled into the SentencePiece
model and written into ``tokenizer.json`` from the same bytes, so that both cut alike. What looks at
neighbours are the rules of :mod:`aligner.similarity.folding`.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import sentencepiece
from sentencepiece import sentencepiece_model_pb2

from aligner.similarity.folding import FAMILIES

MAX_PIECE = 12
_UNMARKED = re.compile(r"(?<!\S)(?=[\u0621-\u0652\u0670-\u06d3\u3400-\u4dbf\u4e00-\u9fff])")
_MARKS = [
    *range(0x0300, 0x0370),  # Latin, Greek, Cyrillic accents
    *range(0x0610, 0x061B),  # Arabic honorific and Quranic signs
    *range(0x064B, 0x0660),  # Arabic vowels, hamza above and below
    0x0670,
    *range(0x06D6, 0x06EE),
]
_LETTERS = {
    "\u0640": "",  # tatweel
    "ى": "ي",
    "ة": "ه",
    "ی": "ي",
    "ک": "ك",
    "й": "й",  # a letter of its own, not и with a breve
    "Й": "й",
    "æ": "ae",
    "œ": "oe",
    "ı": "i",
    "ø": "o",
    "ł": "l",
    "đ": "d",
}
_MARKS_OF_TEXT = {
    **dict.fromkeys("‘’‚‛′´`ʼ", "'"),
    **dict.fromkeys("“”„‟″«»「」『』《》〈〉", '"'),
    **dict.fromkeys("‐‑‒–—―−ー", "-"),
    **dict.fromkeys("、،", ","),
    "。": ".",
    "۔": ".",
    "؛": ";",
    "؟": "?",
    "٪": "%",
    "٫": ".",
    "٬": ",",
    "·": ".",
    "•": "-",
}


def fold_character(character: str, simplified: dict[str, str]) -> str:
    """What a single character is folded to: lower case, without accent, in one form, plain digit.

    Args:
        character: One character.
        simplified: Simplified characters by traditional ones.
    """
    if character in _LETTERS:
        return _LETTERS[character]
    if character in _MARKS_OF_TEXT:
        return _MARKS_OF_TEXT[character]
    if character.isspace():
        return " "
    if unicodedata.category(character) in ("Cc", "Cf"):
        return ""
    if "\u2160" <= character <= "\u217f":  # Roman numerals as one character
        return str(int(unicodedata.numeric(character)))
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    folded = unicodedata.normalize("NFKD", character).casefold()
    folded = unicodedata.normalize("NFKD", folded)
    return "".join(
        _LETTERS.get(c, _MARKS_OF_TEXT.get(c, simplified.get(c, c)))
        for c in folded
        if ord(c) not in _MARKS
    )


def character_rules(simplified: dict[str, str]) -> list[tuple[str, str]]:
    """Every character of Unicode that is folded to something else, with what it is folded to."""
    rules = []
    for code in range(1, sys.maxunicode + 1):
        character = chr(code)
        if unicodedata.category(character) in ("Cs", "Co", "Cn"):
            continue
        if "\uac00" <= character <= "\ud7a3":  # Korean syllables would fall apart
            continue
        folded = fold_character(character, simplified)
        if folded != character:
            rules.append((character, folded))
    return rules


def read_simplified(table: str) -> dict[str, str]:
    """Simplified characters by traditional ones, from the text of OpenCC's ``TSCharacters.txt``."""
    rows = (line.split("\t") for line in table.splitlines() if "\t" in line)
    return {traditional: simple.split(" ")[0] for traditional, simple in rows}


def train(
    lines: Iterable[str], rules: list[tuple[str, str]], pieces: int, folder: Path, threads: int
) -> Path:
    """Train a unigram model over folded lines; returns ``tokenizer.model``.

    Pieces at the beginning of a word are told apart from those inside it, except in Arabic and Han
    script: there a joiner at the beginning keeps the mark out of the pieces, so that an Arabic stem
    is one piece with and without a prefix, and a Chinese word wherever it stands.
    """
    table = folder / "characters.tsv"
    table.write_text(
        "".join(
            f"{ord(source):X}\t{' '.join(f'{ord(c):X}' for c in target)}\n"
            for source, target in rules
        ),
        encoding="utf-8",
    )
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=(_UNMARKED.sub("\u203f", line) for line in lines),
        model_prefix=str(folder / "tokenizer"),
        vocab_size=pieces,
        model_type="unigram",
        normalization_rule_tsv=str(table),
        character_coverage=0.9998,
        max_sentencepiece_length=MAX_PIECE,
        split_digits=True,
        max_sentence_length=20_000,
        bos_id=-1,
        eos_id=-1,
        num_threads=threads,
        minloglevel=1,
    )
    table.unlink()
    (folder / "tokenizer.vocab").unlink()
    return folder / "tokenizer.model"


def write_json(model: Path, rules: list[tuple[str, str]], target: Path) -> None:
    """The same tokenizer as ``tokenizer.json``, for sentence-transformers."""
    from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

    proto = sentencepiece_model_pb2.ModelProto()
    proto.ParseFromString(model.read_bytes())
    tokenizer = Tokenizer(models.Unigram([(p.piece, p.score) for p in proto.pieces], unk_id=0))
    tokenizer.normalizer = normalizers.Sequence(
        [
            *(
                normalizers.Replace(Regex(pattern), text)
                for family in FAMILIES
                for pattern, text in family.rules
            ),
            # Precompiled fails where a character is folded to nothing at the beginning of a text.
            normalizers.Replace(
                Regex(_class(source for source, folded in rules if not folded)), ""
            ),
            normalizers.Precompiled(proto.normalizer_spec.precompiled_charsmap),
            normalizers.Strip(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always", split=True)
    tokenizer.save(str(target), pretty=False)


def _class(characters: Iterable[str]) -> str:
    """A regular expression for one of the characters."""
    return "[" + "".join(f"\\x{{{ord(c):X}}}" for c in characters) + "]"
