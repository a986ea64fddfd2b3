"""The rules of a check: id, usual severity, explanation, on or off."""

from __future__ import annotations

from dataclasses import dataclass

from aligner.consistency.finding import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """What is looked for.

    Attributes:
        id: Its name in findings and in ``aligner.toml``.
        severity: The usual one of what it finds; a finding on weaker evidence has a lesser one.
        explanation: For a person, in a sentence.
        on: Whether it runs unless the settings say otherwise.
    """

    id: str
    severity: Severity
    explanation: str
    on: bool = True


RULES: tuple[Rule, ...] = (
    Rule(
        "term-missing",
        Severity.ERROR,
        "The source has an approved term and the draft has none of its approved renderings.",
    ),
    Rule(
        "term-forbidden",
        Severity.ERROR,
        "The draft has a term that the glossary forbids for this concept.",
    ),
    Rule(
        "term-deprecated",
        Severity.WARNING,
        "The draft has a term that the glossary no longer wants for this concept.",
    ),
    Rule(
        "term-inconsistent",
        Severity.WARNING,
        "One term of the source is rendered in several ways, or several by one.",
    ),
    Rule(
        "segment-inconsistent",
        Severity.WARNING,
        "The same paragraph of the source is translated in several ways.",
    ),
    Rule(
        "reference",
        Severity.ERROR,
        "A number, date, symbol, resolution, percentage or amount of money differs.",
    ),
    Rule(
        "name",
        Severity.ERROR,
        "A body, person or acronym is not named as the glossary names it.",
    ),
    Rule(
        "structure",
        Severity.ERROR,
        "A paragraph is missing, added or merged, its number differs, or it opens with another "
        "verb than the one approved for it.",
    ),
    Rule(
        "negation",
        Severity.ERROR,
        "One side denies, excludes or makes an exception, and the other does not.",
    ),
    Rule(
        "modality",
        Severity.ERROR,
        "An obligation, a recommendation or a permission is rendered as another of these.",
    ),
    Rule(
        "false-friend",
        Severity.WARNING,
        "A word of the draft looks like one of the source and means another.",
    ),
    Rule(
        "omission",
        Severity.WARNING,
        "A stretch of the source paragraph of which the draft seems to say nothing.",
    ),
    Rule(
        "addition",
        Severity.WARNING,
        "A stretch of the draft of which the source paragraph seems to say nothing.",
    ),
    Rule(
        "order",
        Severity.WARNING,
        "Members of an enumeration stand in another order than in the source.",
    ),
    Rule(
        "legal-number",
        Severity.WARNING,
        "A legal term is in the plural where the source has the singular, or the reverse.",
    ),
    Rule("untranslated", Severity.ERROR, "A passage was left in the language of the source."),
    Rule("wrong-language", Severity.ERROR, "A paragraph reads as another language."),
    Rule("doubled-word", Severity.WARNING, "A word stands twice in a row."),
    Rule("brackets", Severity.WARNING, "Brackets or quotation marks do not close, or never open."),
    Rule(
        "typography",
        Severity.HINT,
        "Spaces and marks are not as the language wants them.",
        on=False,
    ),
    Rule("quality", Severity.HINT, "The paragraph is far from the reference translation."),
)

BY_ID = {rule.id: rule for rule in RULES}
