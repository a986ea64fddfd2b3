"""All that differs by language, as data.

No other module asks which language it has before it; it asks the language for the fact it needs.
A language that is not listed gets :data:`UNKNOWN`, whose facts are those of left-to-right text
with spaces between words and with Latin list letters.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from aligner import drafting
from aligner.drafting import Drafting

LATIN = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Language:
    """Facts of one language.

    Attributes:
        code: BCP 47 code.
        name: English name.
        endonym: Name in the language itself.
        script: ISO 15924 code.
        rtl: True where text runs from right to left.
        spaces: True where words are separated by spaces.
        cased: True where sentences begin with a capital letter.
        stops: Marks that end a sentence.
        clause_marks: Marks between the clauses of one sentence of legal drafting.
        pauses: Commas.
        conjunctions: Words that may stand after the last mark of a list item (``; and``).
        dash_labels: True where the number of a paragraph is followed by a dash (``1 -``).
        alphabets: Letters of lists in order, the usual one first.
        lookalikes: Letters and the list letters as which they are printed, place by place.
        abbreviations: Words, lower case, after whose full stop a sentence goes on.
        final_abbreviations: Words, lower case, with whose full stop a sentence may end; it does
            before a starter.
        starters: Words, lower case, that begin sentences rather than names; elided ones with their
            apostrophe.
        drafting: How documents are worded.
    """

    code: str
    name: str
    endonym: str
    script: str = "Latn"
    rtl: bool = False
    spaces: bool = True
    cased: bool = True
    stops: str = ".!?…"
    clause_marks: str = ";"
    pauses: str = ","
    conjunctions: tuple[str, ...] = ()
    dash_labels: bool = False
    alphabets: tuple[str, ...] = (LATIN,)
    lookalikes: tuple[str, str] = ("", "")
    abbreviations: frozenset[str] = frozenset()
    final_abbreviations: frozenset[str] = frozenset()
    starters: frozenset[str] = frozenset()
    drafting: Drafting = field(default_factory=Drafting)


def _words(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


_FRENCH = Language(
    "fr",
    "French",
    "français",
    conjunctions=("et", "ou"),
    abbreviations=_words(
        "m mm mme mmes mlle mlles me mes dr pr st ste cf ex éd corr rev av apr j.-c env tél",
        "janv févr avr juill sept oct nov déc op cit ibid vs ltd inc s.e s.m s.a.r v suppl",
    ),
    final_abbreviations=_words(
        "art al par paras p pp t vol chap sect fig no nos n° n°s nº add coll réf rés doc etc",
        "h min",
    ),
    starters=_words(
        "il elle ils elles on ce cette ces le la les un une des en dans à au aux pour par",
        "sur avec si mais et or toutefois cependant selon aucun tout toute tous toutes l’ d’",
        "qu’ j’ c’ s’ n’ m mme nous vous je son sa ses leur leurs depuis lors après",
    ),
    drafting=drafting.FRENCH,
)

_ENGLISH = Language(
    "en",
    "English",
    "English",
    conjunctions=("and", "or"),
    abbreviations=_words(
        "mr mrs ms messrs dr prof st mt ft gen col lt capt sgt maj cmdr adm gov sen rep rev",
        "hon amb h.e h.m cf viz ca ed eds e.g i.e corr ser suppl annex op cit ibid vs v jan",
        "feb mar apr jun jul aug sept sep oct nov dec approx dept est tel ext ltd",
    ),
    final_abbreviations=_words(
        "art arts para paras sect sects chap p pp vol vols fig figs no nos n° n°s nº add doc",
        "etc al co corp inc jr sr bros a.m p.m u.s u.s.a u.k u.n e.u d.c ph.d",
    ),
    starters=_words(
        "the a an it he she they we you i this that these those there in on at by for from",
        "with as if when while what who why how where did do does is are was were has have",
        "had his her its their our my but and or so however nevertheless moreover no not all",
        "any each some mr mrs ms after before under according",
    ),
    drafting=drafting.ENGLISH,
)

_SPANISH = Language(
    "es",
    "Spanish",
    "español",
    alphabets=(LATIN, "abcdefghijklmnñopqrstuvwxyz"),
    conjunctions=("y", "e", "o", "u"),
    abbreviations=_words(
        "sr sra sres sras srta srtas d dª dr dra dres lic ing prof gral cnel párrf párrfs cf",
        "p.ej ej tel add corr rev ed eds ene feb mar abr may jun jul ago sept set oct nov dic",
        "lun mié jue vie sáb dom op cit ibid vs ud uds vd vds s.m s.e excmo excma ilmo admón",
        "avda mt cra km min ee ext",
    ),
    final_abbreviations=_words(
        "art arts párr párrs pág págs p pp vol cap caps secc fig no nos n° n°s nº núm núms",
        "doc etc ee.uu uu d.c a.m p.m s.a hs",
    ),
    starters=_words(
        "el la los las lo un una unos unas en de del al a por para con según si pero y o sin",
        "embargo este esta estos estas ese esa esto eso se su sus no ¿qué qué cómo cuándo",
        "dónde todo toda todos todas él ella ellos ellas es son",
    ),
    drafting=drafting.SPANISH,
)

_RUSSIAN = Language(
    "ru",
    "Russian",
    "русский",
    "Cyrl",
    alphabets=("абвгдежзиклмнопрстуфхцчшщыэюя", "абвгдежзийклмнопрстуфхцчшщэюя", LATIN),
    lookalikes=("асеорхуіј", "aceopxyij"),
    conjunctions=("и", "или"),
    abbreviations=_words(
        "ст стр п пп пункт рез док доп испр т тт гл рис см ср напр г-н г-жа гр проф акад",
        "доц инж д-р им т.е т.к т.н т.о у.е ул пер пл просп обл р-н пос пгт дер с кв корп тел",
        "н.э янв февр апр июн июл авг сент окт нояб дек св млн млрд тыс руб коп дол долл куб",
        "ч мин сек mr ms dr",
    ),
    final_abbreviations=_words(
        "г гг в вв др пр т.д т.п т.ч м км кг",
    ),
    starters=_words(
        "в во на по с со к ко о об от до из за для при под над и а но если когда как что это",
        "этот эта эти тот та те он она они оно мы вы я его её их не ни однако кроме согласно",
        "все всё каждый после",
    ),
    drafting=drafting.RUSSIAN,
)

_ARABIC = Language(
    "ar",
    "Arabic",
    "العربية",
    "Arab",
    rtl=True,
    cased=False,
    stops=".!?…؟۔",
    clause_marks=";؛",
    pauses=",،",
    dash_labels=True,
    alphabets=("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ", "أبتثجحخدذرزسشصضطظعغفقكلمنهوي", LATIN),
    lookalikes=("اإ", "أأ"),
    conjunctions=("و", "أو"),
    abbreviations=_words(
        "د أ م ص ج ف ق رقم مج ط",
    ),
    drafting=drafting.ARABIC,
)

_CHINESE = Language(
    "zh",
    "Chinese",
    "中文",
    "Hans",
    spaces=False,
    cased=False,
    stops="。！？!?…．.",
    clause_marks=";；",
    pauses=",，、",
    conjunctions=("和", "及", "以及", "或"),
    drafting=drafting.CHINESE,
)

UNKNOWN = Language("und", "unknown", "unknown", "Zyyy")

LANGUAGES: dict[str, Language] = {
    language.code: language
    for language in (_FRENCH, _ENGLISH, _SPANISH, _RUSSIAN, _ARABIC, _CHINESE)
}


def language(code: str) -> Language:
    """The facts of a language; of its primary language where a region or script is given."""
    return LANGUAGES.get(code) or LANGUAGES.get(code.split("-")[0].lower()) or UNKNOWN
