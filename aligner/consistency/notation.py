"""How each language writes numbers, dates, percentages and money, as data.

Words are in lower case, without accents that OCR or capitals may take away: they are compared with
text folded in the same way (:func:`fold`). Russian and Arabic words are listed in the forms in
which UN documents inflect them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache


def fold(text: str) -> str:
    """Lower case, digits of any script as ASCII, one letter for one, so that offsets stay.

    >>> fold("Février ٢٠١٥")
    'fevrier 2015'
    """
    return "".join(map(_fold, text))


@cache
def _fold(char: str) -> str:
    if (digit := unicodedata.digit(char, None)) is not None and char.isdecimal():
        return str(digit)
    small = char.lower()
    base = next(
        (c for c in unicodedata.normalize("NFD", small) if not unicodedata.combining(c)), ""
    )
    kept = base if len(base) == 1 else char
    return _ODD.get(kept, kept)


_ODD = {"’": "'", "‘": "'", "（": "(", "）": ")", "％": "%", "／": "/"} | {
    "أ": "ا", "إ": "ا", "آ": "ا",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2011": "-", "\u2010": "-", "\u00ad": "-",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Notation:
    """How one language writes what can be counted.

    Attributes:
        months: Names and abbreviations of the twelve months.
        dates: Patterns of dates with the groups ``d``, ``m`` (a month name) or ``n`` (its number),
            and ``y``; the first that matches counts.
        numerals: Words for numbers and their values, ordinals too.
        ones_first: True where ones stand before tens, joined by "and" (five and twenty).
        joiners: Words between the parts of a number.
        scales: Words that multiply the number before them.
        times: Patterns of times of day with the groups ``h``, ``min`` and ``pm``.
        percent: Pattern of the percent sign and its words, after the number.
        money: Currency code by its sign or its words; the longest that fits counts.
        items: Words before the letter of a sub-paragraph.
        worded: Words that say a number without being one, with what it may be on the other side:
            half as 50 per cent, a quarter as 15 minutes, noon as 12.
        through: Pattern of the words between the first and the last number of a series.
    """

    months: tuple[tuple[str, ...], ...] = ()
    dates: tuple[str, ...] = ()
    numerals: Mapping[str, int] = field(default_factory=dict)
    ones_first: bool = False
    joiners: frozenset[str] = frozenset()
    scales: Mapping[str, int] = field(default_factory=dict)
    times: tuple[str, ...] = ()
    percent: str = "%"
    money: Mapping[str, str] = field(default_factory=dict)
    items: frozenset[str] = frozenset()
    worded: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    through: str = "[-–]"

    @property
    def month_numbers(self) -> dict[str, int]:
        """Number of a month by its name."""
        return {fold(name): i for i, names in enumerate(self.months, 1) for name in names}


def _months(*names: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(of_month.replace("_", " ").split("|")) for of_month in names)


def _counted(**groups: str) -> dict[str, int]:
    """Values by word; the groups are ``from_N`` (rising by one), ``tens``, ``hundreds``."""
    found: dict[str, int] = {}
    for group, words in groups.items():
        step = {"tens": 10, "hundreds": 100}.get(group.rstrip("_0123456789"), 1)
        first = int(number) if (number := group.rpartition("_")[2]).isdigit() else step
        for i, alike in enumerate(words.split()):
            for word in alike.split("|"):
                found[fold(word)] = first + i * step
    return found


_HALF, _QUARTER, _NOON = ("50", "0.5", "30"), ("25", "0.25", "15"), ("12",)
_MIDNIGHT = ("0", "12", "24")


def _said(**words: str) -> dict[str, tuple[str, ...]]:
    values = {"half": _HALF, "quarter": _QUARTER, "noon": _NOON, "midnight": _MIDNIGHT}
    return {fold(word): values[what] for what, given in words.items() for word in given.split()}


_SIGNS = {"$": "USD", "us$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "usd": "USD", "eur": "EUR"}


def _dmy(ordinal: str = "", of: str = "", year: str = "") -> str:
    day = rf"(?<!\d)(?P<d>\d{{1,2}}){ordinal}"
    return rf"{day}\s+{of}(?P<m>MONTH)\b(?:,?\s+{year}(?P<y>\d{{4}})(?!\d))?"


FRENCH = Notation(
    months=_months(
        "janvier|janv", "février|févr", "mars", "avril|avr", "mai", "juin", "juillet|juil",
        "août", "septembre|sept", "octobre|oct", "novembre|nov", "décembre|déc",
    ),
    dates=(_dmy(ordinal="(?:er)?"), r"(?P<m>MONTH)\s+(?P<y>\d{4})(?!\d)"),
    numerals=_counted(
        from_0="zéro un|une|premier|première|unième deux|deuxième|second|seconde "
        "trois|troisième quatre|quatrième|quatrièmes cinq|cinquième six|sixième sept|septième "
        "huit|huitième neuf|neuvième dix|dixième onze|onzième douze|douzième treize|treizième "
        "quatorze|quatorzième quinze|quinzième seize|seizième",
        tens="dix vingt|vingts|vingtième trente|trentième quarante|quarantième "
        "cinquante|cinquantième soixante|soixantième",
        from_100="cent|cents|centième",
        from_1000="mille|millième",
    )
    | {"septante": 70, "huitante": 80, "nonante": 90},
    joiners=frozenset({"et"}),
    scales={"millier": 10**3, "milliers": 10**3, "million": 10**6, "millions": 10**6,
            "milliard": 10**9, "milliards": 10**9},
    times=(
        r"(?P<h>\d{1,2})\s?h(?:eures?)?(?:\s?(?P<min>\d{2}))?\b",
        r"(?P<h>\d{1,2}):(?P<min>\d{2})",
    ),
    percent=r"%|pour\s+cents?\b|p\.\s?100",
    money=_SIGNS | {"dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR",
                    "dollar des etats-unis": "USD", "dollars des etats-unis": "USD"},
    items=frozenset({"alinéa", "alinéas", "paragraphe", "paragraphes", "point", "al."}),
    worded=_said(half="moitié demi demie demies", quarter="quart quarts", noon="midi",
                 midnight="minuit"),
    through="[-–]|a|au",
)  # fmt: skip

ENGLISH = Notation(
    months=_months(
        "january|jan", "february|feb", "march|mar", "april|apr", "may", "june|jun", "july|jul",
        "august|aug", "september|sept|sep", "october|oct", "november|nov", "december|dec",
    ),
    dates=(
        _dmy(ordinal="(?:st|nd|rd|th)?", of="(?:day of )?"),
        r"\b(?P<m>MONTH)\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<y>\d{4}))?(?!\d)",
        r"\b(?P<m>MONTH),?\s+(?P<y>\d{4})(?!\d)",
    ),
    numerals=_counted(
        from_0="zero one|first|once two|second|twice three|third four|fourth five|fifth six|sixth "
        "seven|seventh eight|eighth nine|ninth ten|tenth eleven|eleventh twelve|twelfth "
        "thirteen|thirteenth fourteen|fourteenth fifteen|fifteenth sixteen|sixteenth "
        "seventeen|seventeenth eighteen|eighteenth nineteen|nineteenth",
        tens="ten twenty|twentieth thirty|thirtieth forty|fortieth fifty|fiftieth sixty|sixtieth "
        "seventy|seventieth eighty|eightieth ninety|ninetieth",
        from_100="hundred|hundredth",
        from_1000="thousand|thousandth",
    ),
    joiners=frozenset({"and"}),
    scales={"million": 10**6, "millions": 10**6, "billion": 10**9, "billions": 10**9,
            "trillion": 10**12},
    times=(
        r"(?P<h>\d{1,2})(?:[:.](?P<min>\d{2}))?\s?(?:a\.?m\b|(?P<pm>p\.?m\b)|o'clock)\.?",
        r"(?P<h>\d{1,2}):(?P<min>\d{2})",
    ),
    percent=r"%|per\s?cent\b|pct\b",
    money=_SIGNS | {"dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR",
                    "united states dollar": "USD", "united states dollars": "USD"},
    items=frozenset({"paragraph", "paragraphs", "subparagraph", "sub-paragraph", "clause"}),
    worded=_said(half="half halves", quarter="quarter quarters", noon="noon midday",
                 midnight="midnight"),
    through="[-–]|to|through",
)  # fmt: skip

SPANISH = Notation(
    months=_months(
        "enero|ene", "febrero|feb", "marzo|mar", "abril|abr", "mayo", "junio|jun", "julio|jul",
        "agosto|ago", "septiembre|setiembre|sept", "octubre|oct", "noviembre|nov", "diciembre|dic",
    ),
    dates=(
        _dmy(ordinal="[ºo]?", of="de ", year="del? "),
        r"\b(?P<m>MONTH)\s+del?\s+(?P<y>\d{4})(?!\d)",
    ),
    numerals=_counted(
        from_0="cero un|uno|una|primero|primera|primer dos|segundo|segunda tres|tercero|tercera"
        "|tercer cuatro|cuarto|cuarta cinco|quinto|quinta seis|sexto|sexta siete|séptimo|séptima "
        "ocho|octavo|octava nueve|noveno|novena diez|décimo|décima once|undécimo|undécima "
        "doce|duodécimo|duodécima trece catorce quince dieciséis diecisiete dieciocho diecinueve "
        "veinte veintiuno|veintiún|veintiuna veintidós veintitrés veinticuatro veinticinco "
        "veintiséis veintisiete veintiocho veintinueve",
        tens="diez veinte|vigésimo|vigésima treinta|trigésimo|trigésima "
        "cuarenta|cuadragésimo|cuadragésima cincuenta|quincuagésimo|quincuagésima "
        "sesenta|sexagésimo|sexagésima setenta|septuagésimo|septuagésima "
        "ochenta|octogésimo|octogésima noventa|nonagésimo|nonagésima",
        hundreds="cien|ciento doscientos|doscientas trescientos|trescientas "
        "cuatrocientos|cuatrocientas quinientos|quinientas seiscientos|seiscientas "
        "setecientos|setecientas ochocientos|ochocientas novecientos|novecientas",
        from_1000="mil",
    ),
    joiners=frozenset({"y"}),
    scales={"millón": 10**6, "millon": 10**6, "millones": 10**6, "billón": 10**12,
            "billon": 10**12, "billones": 10**12, "mil": 10**3},
    times=(r"(?P<h>\d{1,2})(?:[:.](?P<min>\d{2}))?\s?horas?\b", r"(?P<h>\d{1,2}):(?P<min>\d{2})"),
    percent=r"%|por\s+(?:ciento|cien|100)\b",
    money=_SIGNS | {"dolar": "USD", "dolares": "USD", "euro": "EUR", "euros": "EUR",
                    "dolares de los estados unidos": "USD"},
    items=frozenset({"apartado", "apartados", "párrafo", "párrafos", "inciso"}),
    worded=_said(half="mitad medio media", quarter="cuarto cuartos", noon="mediodía",
                 midnight="medianoche"),
    through="[-–]|a|al",
)  # fmt: skip

RUSSIAN = Notation(
    months=_months(
        "января|январь|январе", "февраля|февраль|феврале", "марта|март|марте",
        "апреля|апрель|апреле", "мая|май|мае", "июня|июнь|июне", "июля|июль|июле",
        "августа|август|августе", "сентября|сентябрь|сентябре", "октября|октябрь|октябре",
        "ноября|ноябрь|ноябре", "декабря|декабрь|декабре",
    ),
    dates=(_dmy(ordinal="(?:-?го)?"), r"\b(?P<m>MONTH)\s+(?P<y>\d{4})(?!\d)"),
    numerals=_counted(
        from_1="один|одна|одно|одного|одной|одному|одним|первый|первая|первое|первого|первой|первом"
        " два|две|двух|двум|двумя|второй|вторая|второе|второго|втором "
        "три|трех|трем|тремя|третий|третья|третье|третьего|третьей|третьем "
        "четыре|четырех|четырем|четвертый|четвертая|четвертой|четвертого "
        "пять|пяти|пятью|пятый|пятая|пятой|пятого шесть|шести|шестью|шестой|шестая|шестого "
        "семь|семи|семью|седьмой|седьмая|седьмого восемь|восьми|восьмой|восьмая|восьмого "
        "девять|девяти|девятый|девятая|девятой десять|десяти|десятый|десятая|десятой "
        "одиннадцать|одиннадцати двенадцать|двенадцати тринадцать|тринадцати "
        "четырнадцать|четырнадцати пятнадцать|пятнадцати шестнадцать|шестнадцати "
        "семнадцать|семнадцати восемнадцать|восемнадцати девятнадцать|девятнадцати",
        tens="десять двадцать|двадцати тридцать|тридцати сорок|сорока пятьдесят|пятидесяти"
        "|пятидесятой шестьдесят|шестидесяти|шестидесятой семьдесят|семидесяти|семидесятой "
        "восемьдесят|восьмидесяти|восьмидесятой девяносто|девяностой",
        hundreds="сто|ста двести|двухсот триста|трехсот четыреста|четырехсот пятьсот|пятисот "
        "шестьсот|шестисот семьсот|семисот восемьсот|восьмисот девятьсот|девятисот",
        from_1000="тысяча|тысячи|тысяч|тысячу",
    ),
    scales={"тыс": 10**3, "тысяч": 10**3, "тысячи": 10**3, "млн": 10**6, "миллион": 10**6,
            "миллиона": 10**6, "миллионов": 10**6, "млрд": 10**9, "миллиард": 10**9,
            "миллиарда": 10**9, "миллиардов": 10**9},
    times=(
        r"(?P<h>\d{1,2})(?:[:.](?P<min>\d{2}))?\s?(?:ч\b|час(?:а|ов)?\b)",
        r"(?P<h>\d{1,2}):(?P<min>\d{2})",
    ),
    percent=r"%|-?процент\w*",
    money=_SIGNS | {"доллар": "USD", "доллара": "USD", "долларов": "USD", "долл": "USD",
                    "долларов сша": "USD", "доллара сша": "USD", "евро": "EUR"},
    items=frozenset({"пункт", "пункта", "пункте", "подпункт", "подпункта", "подпункте"}),
    worded=_said(half="половина половины половину половиной половине", quarter="четверть четверти",
                 noon="полдень полудня", midnight="полночь полуночи"),
    through="[-–—]|до|по",
)  # fmt: skip

ARABIC = Notation(
    months=_months(
        "كانون الثاني/يناير|كانون الثاني|يناير|جانفي", "شباط/فبراير|شباط|فبراير|فيفري",
        "آذار/مارس|آذار|مارس", "نيسان/أبريل|نيسان|أبريل", "أيار/مايو|أيار|مايو|ماي",
        "حزيران/يونيه|حزيران/يونيو|حزيران|يونيه|يونيو|جوان",
        "تموز/يوليه|تموز/يوليو|تموز|يوليه|يوليو", "آب/أغسطس|أغسطس|آب|أوت",
        "أيلول/سبتمبر|أيلول|سبتمبر",
        "تشرين الأول/أكتوبر|تشرين الأول|أكتوبر",
        "تشرين الثاني/نوفمبر|تشرين الثاني|نوفمبر", "كانون الأول/ديسمبر|كانون الأول|ديسمبر",
    ),
    dates=(_dmy(year="(?:عام |سنة )?"), r"(?P<m>MONTH)\s+(?P<y>\d{4})(?!\d)"),
    numerals=_counted(
        from_1="واحد|واحدة|الأول|الأولى|أول|أولى "
        "اثنان|اثنين|اثنتان|اثنتين|اثني|اثنتي|اثنا|اثنتا|الثاني|الثانية "
        "ثلاثة|ثلاث|الثالث|الثالثة أربعة|أربع|الرابع|الرابعة خمسة|خمس|الخامس|الخامسة "
        "ستة|ست|السادس|السادسة سبعة|سبع|السابع|السابعة ثمانية|ثمان|ثماني|الثامن|الثامنة "
        "تسعة|تسع|التاسع|التاسعة عشرة|عشر|العاشر|العاشرة",
        tens="عشر عشرون|عشرين ثلاثون|ثلاثين أربعون|أربعين خمسون|خمسين ستون|ستين سبعون|سبعين "
        "ثمانون|ثمانين تسعون|تسعين",
        hundreds="مائة|مئة مائتان|مائتين|مئتان|مئتين ثلاثمائة أربعمائة خمسمائة ستمائة سبعمائة "
        "ثمانمائة تسعمائة",
        from_1000="ألف",
    ),
    ones_first=True,
    joiners=frozenset({"و"}),
    scales={"ألف": 10**3, "آلاف": 10**3, "مليون": 10**6, "ملايين": 10**6, "مليار": 10**9,
            "بليون": 10**9},
    times=(r"الساعة\s+(?P<h>\d{1,2})(?:[:/](?P<min>\d{2}))?", r"(?P<h>\d{1,2}):(?P<min>\d{2})"),
    percent=r"[%٪]|(?:في\s+|ب)الما?[يئ]ة",
    money=_SIGNS | {"دولار": "USD", "دولارا": "USD", "دولارات": "USD", "يورو": "EUR"},
    items=frozenset({"الفقرة", "الفقرات", "للفقرة", "بالفقرة"}),
    worded=_said(half="نصف النصف ونصف", quarter="ربع الربع", noon="ظهرا الظهر", midnight="الليل"),
    through="[-–]|إلى|الى",
)  # fmt: skip

CHINESE = Notation(
    dates=(
        r"(?P<y>[0-9〇零○一二三四五六七八九]{4})年(?:(?P<n>[0-9一二三四五六七八九十]{1,3})月"
        r"(?:(?P<d>[0-9一二三四五六七八九十]{1,3})[日号])?)?",
        r"(?P<n>[0-9]{1,2})月(?P<d>[0-9]{1,2})[日号]",
    ),
    times=(
        r"(?:上午|(?P<pm>下午))?(?P<h>\d{1,2})[时時点點](?:(?P<min>\d{2})分)?",
        r"(?P<h>\d{1,2})[:：](?P<min>\d{2})",
    ),
    scales={"千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8, "十亿": 10**9,
            "萬": 10**4, "億": 10**8},
    money=_SIGNS | {"美元": "USD", "欧元": "EUR", "歐元": "EUR"},
    worded=_said(half="一半 半数", noon="中午 正午", midnight="午夜"),
    through="[-–~]|至|到",
)  # fmt: skip

NOTATIONS: Mapping[str, Notation] = {
    "fr": FRENCH, "en": ENGLISH, "es": SPANISH, "ru": RUSSIAN, "ar": ARABIC, "zh": CHINESE,
}  # fmt: skip


def notation(lang: str) -> Notation:
    """The notation of a language; plain digits where it is not known."""
    return NOTATIONS.get(lang.split("-")[0].lower(), _PLAIN)


_PLAIN = Notation()


@cache
def date_patterns(lang: str) -> tuple[re.Pattern[str], ...]:
    """The date patterns of a language for folded text, its month names filled in."""
    here = notation(lang)
    names = sorted(here.month_numbers, key=len, reverse=True)
    months = "|".join(re.escape(name) + r"\.?" for name in names) or "(?!)"
    return tuple(re.compile(fold_pattern.replace("MONTH", months)) for fold_pattern in here.dates)


@cache
def time_patterns(lang: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of times of day of a language, for folded text."""
    return tuple(re.compile(rf"(?<![\d.,:]){pattern}") for pattern in notation(lang).times)
