"""Units and a glossary small enough to read, and hypothesis strategies for any of them."""

from __future__ import annotations

import string
from datetime import UTC, datetime

from hypothesis import strategies as st

from aligner.model import Context, Entry, Glossary, Status, Term, TranslationUnit

WHEN = datetime(2016, 12, 20, 15, 0, tzinfo=UTC)
LATER = datetime(2017, 1, 9, 8, 30, tzinfo=UTC)
LANGUAGES = ("fr", "en", "es", "ru", "ar", "zh")

UNITS = (
    TranslationUnit(
        "1",
        {
            "fr": "Condamne la traite d’êtres humains ;",
            "en": "Condemns trafficking in persons;",
            "ar": "يدين الاتجار بالأشخاص؛",
            "zh": "谴责贩运人口；",
        },
        document="S-RES-2331-2016",
        label="2 (c)",
        status=Status.APPROVED,
        confidence=0.9375,
        created=WHEN,
        creator="aligner",
        changed=LATER,
        changer="reviewer",
        note="checked against the print",
    ),
    TranslationUnit(
        "2",
        {"fr": "Coûts < 5 % & « en hausse »", "en": "Costs < 5 % & “rising”"},
        document="S-RES-2331-2016",
        confidence=0.5,
    ),
    TranslationUnit("3", {"fr": "Sans équivalent."}, document="S-RES-2331-2016"),
)

GLOSSARY = Glossary(
    "Trafficking",
    ("fr", "en"),
    (
        Entry(
            "traffic",
            (
                Term("fr", "traite d’êtres humains", pos="NOUN", status=Status.PREFERRED),
                Term("fr", "traite des personnes", pos="NOUN", status=Status.DEPRECATED),
                Term("en", "trafficking in persons", pos="NOUN", status=Status.PREFERRED),
                Term("en", "human trade", pos="NOUN", status=Status.FORBIDDEN),
            ),
            contexts=(
                Context(
                    "S-RES-2331-2016",
                    "2 (c)",
                    {},
                    {"fr": "Condamne la traite.", "en": "Condemns trafficking."},
                ),
            ),
            status=Status.APPROVED,
            definition="The recruitment of persons by force for exploitation.",
            source="Palermo Protocol, art. 3",
            domain="criminal law",
            note="Not smuggling.",
            related=("fatf",),
            created=WHEN,
            creator="aligner",
            changed=LATER,
            changer="reviewer",
        ),
        Entry(
            "fatf",
            (
                Term(
                    "fr",
                    "Groupe d’action financière",
                    variants=("groupe d’action financière",),
                    acronym="GAFI",
                ),
                Term("en", "Financial Action Task Force", acronym="FATF"),
            ),
            status=Status.CANDIDATE,
        ),
    ),
)

_CHARACTERS = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp", "Zs")
)
_LETTERS = st.one_of(_CHARACTERS, st.sampled_from("éà’ ش中<&>\"'=+-@|[];,⟦1⟧"))


def _one_line(text: str) -> str:
    return " ".join(text.split())


lines = st.text(_LETTERS, max_size=30).map(_one_line)
"""Text on one line without outer white space, as the house has it; perhaps none."""
texts = lines.filter(bool)
names = st.text(string.ascii_letters + string.digits + " ./#é-_", min_size=1, max_size=12).map(
    str.strip
)
moments = st.none() | st.datetimes(
    datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)
).map(lambda moment: moment.replace(microsecond=0))

days = moments.map(lambda moment: moment and moment.replace(hour=0, minute=0, second=0))


@st.composite
def units(draw: st.DrawFn, languages: tuple[str, ...] = LANGUAGES) -> TranslationUnit:
    """A unit with text in at least the first two of the languages."""
    chosen = draw(st.sets(st.sampled_from(languages))) | set(languages[:2])
    return TranslationUnit(
        id=draw(names.filter(bool)),
        texts={lang: draw(texts) for lang in languages if lang in chosen},
        document=draw(names),
        label=draw(lines),
        status=draw(st.sampled_from(Status)),
        confidence=draw(st.none() | st.floats(0, 1).map(lambda share: round(share, 4))),
        created=draw(moments),
        creator=draw(lines),
        changed=draw(moments),
        changer=draw(lines),
        note=draw(lines),
    )


@st.composite
def glossaries(draw: st.DrawFn, languages: tuple[str, ...] = ("fr", "en", "ar")) -> Glossary:
    """A glossary with a term in each language, and what each term and concept may have."""
    ids = draw(st.lists(names.filter(bool), min_size=1, max_size=3, unique=True))
    entries = tuple(draw(_entries(name, languages, ids)) for name in ids)
    return Glossary(draw(texts), languages, entries)


@st.composite
def _entries(draw: st.DrawFn, name: str, languages: tuple[str, ...], ids: list[str]) -> Entry:
    terms = tuple(
        Term(
            lang,
            draw(texts),
            variants=tuple(draw(st.lists(texts, max_size=2))),
            acronym=draw(lines),
            pos=draw(st.sampled_from(["", "NOUN", "VERB", "ADJ", "ADV"])),
            status=draw(st.sampled_from(Status)),
        )
        for lang in languages
        for _ in range(draw(st.integers(1, 2)))
    )
    places = draw(st.lists(names.filter(bool), max_size=2, unique=True))
    contexts = tuple(
        Context(place, draw(lines), {}, {lang: draw(texts) for lang in languages})
        for place in places
    )
    return Entry(
        name,
        terms,
        contexts=contexts,
        status=draw(st.sampled_from(Status)),
        definition=draw(lines),
        note=draw(lines),
        domain=draw(lines),
        source=draw(lines),
        related=tuple(draw(st.lists(st.sampled_from(ids), max_size=2, unique=True))),
        created=draw(days),
        creator=draw(lines),
        changed=draw(days),
        changer=draw(lines),
    )
