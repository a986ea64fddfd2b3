"""What a pipeline's parts of speech leave wrong, put right by rules of its language.

English pipelines are trained on Penn Treebank tags, and without a parser they cannot tell *have*
the auxiliary from *have* the verb, or *this* that determines a noun from *this* that stands for
one; Universal Dependencies does. The tags around a word tell nearly always. Rules are patterns of
spaCy's matcher; of those that match a word the last one holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from aligner.languages import language

if TYPE_CHECKING:
    from spacy.language import Language


def apply(nlp: Language, lang: str) -> None:
    """Add the rules of a language to a pipeline that has Penn tags.

    Args:
        nlp: A pipeline; one without an attribute ruler stays as it is.
        lang: BCP 47 code without region.
    """
    if not nlp.has_pipe("attribute_ruler"):
        return
    ruler = nlp.get_pipe("attribute_ruler")
    for rule in language(lang).tagging.rules:
        ruler.add([rule.pattern], {"POS": rule.pos}, rule.place)  # type: ignore[attr-defined]
