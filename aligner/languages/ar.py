"""Arabic."""

from __future__ import annotations

from aligner.languages.drafting import MASTHEAD_SIGNS, Drafting, Meaning, any_of
from aligner.languages.facts import LATIN, Language, words
from aligner.languages.grammar import SEMITIC, Grammar, Polarity
from aligner.languages.notation import SIGNS, Notation, counted, dmy, months, said
from aligner.languages.usage import Usage
from aligner.languages.words import Inflection, Tagging

DRAFTING = Drafting(
    meaning=Meaning(
        means=r"[يت]عني|[يت]ُ?قصد (?:به|بها)|[يت]شير إلى",
        named=r"(?:مصطلح|تعبير|عبارة)",
        before=r"[يت]ُ?قصد ب(?:تعبير|مصطلح|عبارة)?",
    ),
    title=r"(?:القرار|قرار|المقرر|مقرر)\s+\S*\d|مشروع قرار",
    adoption=r"(?:الذي\s+)?(?:اتخذه|اتخذته|المتخذ|اتُخذ|اعتمده|اعتمدته|المعتمد)\s",
    opening=r"إن\s+(?:مجلس|الجمعية|اللجنة|لجنة|المؤتمر|مؤتمر|المجلس)\b[^.؛:،,]{0,80}[،,]"
    r"|إن (?:مجلس الأمن|الجمعية العامة)",
    preambular=r"(?:و?إذ|وقد|وبعد|ومع|وتصميما)\b",
    operative=r"و?(?:(?:كذلك|أيضا|مجددا)\s+)?[يت]\w{2,}\b",
    annex=r"(?:ال)?(?:مرفق|تذييل|ضميمة)(?:\s+\S+)?",
    article=r"المادة\s+\(?(\d+|الأولى)\)?",
    heading=rf"(?:ال)?{any_of('ديباجة مقدمة استنتاجات توصيات موجز محتويات خاتمة')}",
    masthead=r"الأمم المتحدة|مجلس الأمن|الجمعية العامة|مجلس حقوق الإنسان"
    rf"|المجلس الاقتصادي والاجتماعي|{MASTHEAD_SIGNS}|الدورة\s+\S+(?:\s+\S+)?"
    r"|\d{1,2}\s+(?:\S+\s+)?\S+\s*/\s*\S+\s+\d{4}",
    ordinals=(
        (
            "أولا",
            "ثانيا",
            "ثالثا",
            "رابعا",
            "خامسا",
            "سادسا",
            "سابعا",
            "ثامنا",
            "تاسعا",
            "عاشرا",
        ),
        ("ألف", "باء", "جيم", "دال", "هاء", "واو", "زاي", "حاء", "طاء", "ياء", "كاف", "لام"),
    ),
)

NOTATION = Notation(
    months=months(
        "كانون الثاني/يناير|كانون الثاني|يناير|جانفي", "شباط/فبراير|شباط|فبراير|فيفري",
        "آذار/مارس|آذار|مارس", "نيسان/أبريل|نيسان|أبريل", "أيار/مايو|أيار|مايو|ماي",
        "حزيران/يونيه|حزيران/يونيو|حزيران|يونيه|يونيو|جوان",
        "تموز/يوليه|تموز/يوليو|تموز|يوليه|يوليو", "آب/أغسطس|أغسطس|آب|أوت",
        "أيلول/سبتمبر|أيلول|سبتمبر",
        "تشرين الأول/أكتوبر|تشرين الأول|أكتوبر",
        "تشرين الثاني/نوفمبر|تشرين الثاني|نوفمبر", "كانون الأول/ديسمبر|كانون الأول|ديسمبر",
    ),
    dates=(dmy(year="(?:عام |سنة )?"), r"(?P<m>MONTH)\s+(?P<y>\d{4})(?!\d)"),
    numerals=counted(
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
    money=SIGNS | {"دولار": "USD", "دولارا": "USD", "دولارات": "USD", "يورو": "EUR"},
    worded=said(half="نصف النصف ونصف", quarter="ربع الربع", noon="ظهرا الظهر", midnight="الليل"),
    through="[-–]|إلى|الى",
)  # fmt: skip

GRAMMAR = Grammar(
    pattern=SEMITIC,
    linking=words("ب ل في من على عن إلى ضد بين عبر لدى"),
    determining=words(
        "هذا ذلك كل جميع بعض أي سائر غير نفس أحد آخر أخرى عدد مختلف كافة مزيد ذو ذات ما"
    ),
    standing=words("الغير"),
    weak_modifiers=words(
        "أول ثان ثالث أخير جديد خاص معين تال سابق حالي ممكن مهم كبير صغير رئيسي كامل مناسب "
        "لازم متعلق متصل مرتبط مرتكب ناجم قائم متضرر متخذ وارد مذكور مشار معني مكمل معقود "
        "مبين مب معروف تابع بالغ قصوى ماس ماسة شبيه عامل متاح ذي صل"
    ),
    weak_heads=words(
        "غير نسبة مليون بليون مليار ألف طن كمية "
        "وجه نحو سبيل شأن إطار سياق ضوء جانب أجل سبب حالة صدد إزاء أساس غرض خصوص صدد مجال "
        "مرة طريق شكل نوع قبل بعد خلال أثناء يوم سنة عام شهر تاريخ رقم فقرة مادة جزء مقتضى "
        "نتيجة حين طائفة عدد أهمية تأكيد حرص إذ داع صفة مستوى حال خاصة حسب ضمن اسم عند"
    ),
    light_modifiers=words("أول ثان ثالث جديد خاص كبير صغير رئيسي قصوى أقل"),
    light_heads=words("أساس طريق شكل مادة عام مجال"),
    twofold="[NP]C[NP]",
    going_on="NPA",
    polarity=Polarity(
        denied=r"\bغير\b|\bعدم\b|\bانعدام\b|\bال?لا(?=مساواة|عنف)|\bأقل\b|\bتفاوت",
        ongoing=r"\b((?:ال)?نامي)ة?\b",
        completed=r"\b((?:ال)?متقدم)ة?\b",
    ),
    vague=words("فعال قوي محدد ملموس شامل كاف أساسي حاسم واسع ذي وثيق"),
    adjectives_follow=True,
    capitals="none",
    longest=10,
    stopped=words("في من على إلى عن و"),
)

INFLECTION = Inflection(
    dictionary=True,
    irregular={
        "نساء": "امراه", "خطط": "خطه", "طرق": "طريق", "اسر": "اسره", "قيم": "قيمه",
        "قري": "قريه", "مرافق": "مرفق", "اسري": "اسير", "ارمل": "ارمله", "بحار": "بحر",
        "مخاطر": "خطر", "حلول": "حل", "نظم": "نظام", "نقاب": "نقابه", "سلفه": "سليفه",
        "اشهر": "شهر", "اسس": "اساس", "نسب": "نسبه", "عراقيل": "عرقله", "ايراد": "اورد",
    },
    proclitics=r"[وف]?(?:[بك]?ال|لل)|[وف](?=.{4})",
    suffixes=r"(?<=...)(?:ات|ون|ين)$",
    attached="ال",
    accusative="ا",
    agreeing=("ين", "ون"),
)  # fmt: skip

TAGGING = Tagging(
    ships=True,
    cuts_words=True,
)

USAGE = Usage(
    demonstratives=words("هذا هذه هذان هؤلاء ذلك تلك لهذا لهذه بهذا بهذه"),
    typography=(
        (r"(?<=[\u0621-\u064a])[,;?]", "a Latin mark after an Arabic word"),
        (r"(?<=\w) (?=[،؛؟.](?:\s|$))", "a space before a mark"),
    ),
    modifiers="أيضا|كذلك|مرة أخرى|مجددا|بشدة|بقوة|من جديد|علاوة على ذلك",
    proclitic="[وف]?",
)

LANGUAGE = Language(
    "ar",
    "Arabic",
    "العربية",
    "Arab",
    tesseract="ara",
    rtl=True,
    cased=False,
    stops=".!?…؟۔",
    clause_marks=";؛",
    pauses=",،",
    dash_labels=True,
    alphabets=("أبجدهوزحطيكلمنسعفصقرشتثخذضظغ", "أبتثجحخدذرزسشصضطظعغفقكلمنهوي", LATIN),
    lookalikes=("اإ", "أأ"),
    conjunctions=("و", "أو"),
    abbreviations=words(
        "د أ م ص ج ف ق رقم مج ط",
    ),
    substitutes={0x06CC: "ي", 0x06A9: "ك", 0x06C1: "ه", 0x06BE: "ه", 0x06D5: "ه"},
    charsets=("cp1256", "iso8859-6"),
    drafting=DRAFTING,
    notation=NOTATION,
    grammar=GRAMMAR,
    inflection=INFLECTION,
    tagging=TAGGING,
    usage=USAGE,
    without=frozenset(
        {
            "final_abbreviations",
            "grammar.articles",
            "grammar.of",
            "starters",
            "usage.function_words",
        }
    ),
)
