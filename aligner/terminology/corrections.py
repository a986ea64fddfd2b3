"""What a pipeline's parts of speech leave wrong, as rules kept as data.

English pipelines are trained on Penn Treebank tags, and without a parser they cannot tell *have*
the auxiliary from *have* the verb, or *this* that determines a noun from *this* that stands for
one; Universal Dependencies does. The tags around a word tell nearly always. Rules are patterns of
spaCy's matcher; of those that match a word the last one holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from spacy.language import Language

Pattern = list[dict[str, Any]]


class Rule(NamedTuple):
    """A part of speech for one word of a pattern.

    Attributes:
        pos: Universal POS tag.
        pattern: Of spaCy's matcher; it may ask for words and Penn tags.
        place: Which word of the match is meant.
    """

    pos: str
    pattern: Pattern
    place: int = 0


def _tag(*tags: str, **more: str) -> dict[str, Any]:
    return {"TAG": {"IN": list(tags)}, **more}


def _words(text: str, *tags: str) -> dict[str, Any]:
    words = {"LOWER": {"IN": text.split()}}
    return words | _tag(*tags) if tags else words


_VERBAL = ("VB", "VBD", "VBN", "VBP", "VBZ", "VBG")
_HAVE = _words("have has had having 've 'd", *_VERBAL)
_DO = _words("do does did done doing", *_VERBAL)
_BE = _words("be am is are was were been being 's 're 'm s", *_VERBAL)
_ADVERBS = _tag("RB", "PRP", OP="*")
_POINTING = _words("this that these those", "DT")
_NOMINAL = ("NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "CD")
_RELATIVE = _words("which that whichever", "WDT")
_PREPOSITION = _words(
    "of for by in from without after before with about on at to than like into through", "IN"
)
_SUBJECTS = "i you he she it we they there"

RULES: dict[str, tuple[Rule, ...]] = {
    "en": (
        Rule("VERB", [_HAVE]),
        Rule("AUX", [_HAVE, _ADVERBS, _tag("VBN", "VBD")]),
        Rule("VERB", [_DO]),
        Rule("AUX", [_DO, _ADVERBS, _tag("VB")]),
        Rule("AUX", [_DO, _words("not n't")]),
        Rule("AUX", [_BE]),
        Rule("VERB", [_tag("EX"), _ADVERBS, _BE], -1),
        Rule("PRON", [_POINTING]),
        Rule("DET", [_POINTING, _tag("RB", "RBS", OP="?"), _tag(*_NOMINAL, "VBG", "VBN")]),
        Rule("PRON", [_RELATIVE]),
        Rule("ADV", [_tag("WRB")]),
        Rule("ADP", [_tag("TO")]),
        Rule("PART", [_tag("TO"), _tag("RB", OP="?"), _tag("VB")]),
        Rule("PART", [_tag("TO"), _tag("VBP", "VBN")]),
        Rule("ADP", [_words("upon per", "IN")]),
        Rule("SCONJ", [_PREPOSITION, _tag("VBG")]),
        Rule("SCONJ", [_words("as before after since than", "IN"), _words(_SUBJECTS)]),
        Rule("PRON", [_tag("WP$")]),
        Rule("PROPN", [_tag("ADD")]),
        Rule("PUNCT", [{"TEXT": {"IN": ["<", ">", "[", "]"]}}]),
        Rule("PUNCT", [_tag("NN", "NNP", TEXT="-")]),
        Rule("SYM", [{"TEXT": {"IN": ["%", ":)", ":-)", ";)", ":("]}}]),
    ),
}
"""By language."""


def apply(nlp: Language, lang: str) -> None:
    """Add the rules of a language to a pipeline that has Penn tags.

    Args:
        nlp: A pipeline; one without an attribute ruler stays as it is.
        lang: BCP 47 code without region.
    """
    if not nlp.has_pipe("attribute_ruler"):
        return
    ruler = nlp.get_pipe("attribute_ruler")
    for rule in RULES.get(lang, ()):
        ruler.add([rule.pattern], {"POS": rule.pos}, rule.place)  # type: ignore[attr-defined]
