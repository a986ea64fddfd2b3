"""How documents of the United Nations are worded in each official language, as data.

Patterns are regular expressions for text whose white space is single. Where OCR is wont to lose or
misread an accented letter, they have a dot in its place.
"""

from __future__ import annotations

from dataclasses import dataclass

_NEVER = r"(?!)"


@dataclass(frozen=True, slots=True)
class Drafting:
    """How documents of the United Nations are worded in one language.

    Attributes:
        title: Start of the line that names a resolution or decision.
        adoption: Start of the line that says when and by whom it was adopted.
        opening: The whole line with which the organ takes the word.
        preambular: First words of a preambular paragraph.
        operative: First words of an operative paragraph.
        annex: The whole line that opens an annex.
        article: Start of a line that names an article; group 1 is its number.
        heading: The whole line where its words alone make it a heading.
        masthead: Organisation, organ, distribution, original language, session or date, as the
            head of the first page has them.
        ordinals: Labels spelled out as words, in order: those for I, II, ... and for A, B, ...
    """

    title: str = _NEVER
    adoption: str = _NEVER
    opening: str = _NEVER
    preambular: str = _NEVER
    operative: str = _NEVER
    annex: str = _NEVER
    article: str = _NEVER + "()"
    heading: str = _NEVER
    masthead: str = _NEVER
    ordinals: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


def _any(*lines: str) -> str:
    """A pattern for any of the words that are separated by spaces; ``_`` stands for a space."""
    words = (word.replace("_", r"\s+") for line in lines for word in line.split())
    return f"(?:{'|'.join(words)})"


_LABEL_OF_ANNEX = r"(?:\s+(?:[IVXL]+|\d+|[A-ZА-Я]))?"
_MASTHEAD_SIGNS = (
    r"Distr\.?\s*[:：]?\s*\w+|(?:Original|Langue originale|Подлинный язык)\s*[:：]?\s*\w+"
    r"|English|French|Français|Spanish|Español|Russian|Arabic|Chinese"
)


FRENCH = Drafting(
    title=r"(?i:r.solution|d.cision)\s+\S*\d|(?i:projet de r.solution)",
    adoption=r"Adopt.es?\s+(?:par|sans|.\s)",
    opening=rf"(?:L[ea]\s|L\S\s?){_any('Conseil Assembl.e Comit. Commission Conf.rence Congr.s')}\b"
    r"[^.;:,]{0,80},|Le Conseil de s.curit.|L\SAssembl.e g.n.rale",
    preambular=r"(?:(?:Profond|Grave|Vive|Pleine)\w*\s+\w+"
    r"|Se\s+\w+ant|S\S\w+ant|[A-ZÀ-Ý]\w+ant|"
    + _any(
        "Ayant Conscient Mu Attentif Pr.occup\\w* Convaincu\\w* R.solu\\w* D.termin\\w* Alarm\\w*",
        "Inqui\\w* Encourag\\w* Indign\\w* Constern\\w* Guid\\w* D.sireu\\w* Soucieu\\w*",
    )
    + r")\b",
    operative=_any(
        "D.cide D.clare Demande Prie Engage Exhorte Invite Condamne Souligne Affirme R.affirme",
        "Rappelle Note Prend Accueille Appelle Autorise Encourage Exige Exprime F.licite Se_\\w+e",
        "Lance Constate Consid.re Recommande Approuve Adopte Attend Proclame Remercie Charge",
        "Proroge Salue Enjoint Insiste R.it.re D.plore Entend Fait Cr.e Confirme",
    )
    + r"\b",
    annex=rf"(?i:annexe|appendice|pi.ce jointe){_LABEL_OF_ANNEX}",
    article=r"(?i:article|art\.)\s+(premier|\d+)\b",
    heading="(?i:"
    + _any("pr.ambule introduction conclusions? recommandations? r.sum. table_des_mati.res")
    + ")",
    masthead=r"Nations Unies|Conseil de s.curit.|Assembl.e g.n.rale|Conseil .conomique et social"
    rf"|Conseil des droits de l\Shomme|{_MASTHEAD_SIGNS}|Soixante\S*\s+(?:et\s+)?\S+\s+session"
    r"|\d{1,2}(?:er)?\s+"
    + _any("janvier f.vrier mars avril mai juin juillet ao.t septembre octobre novembre d.cembre")
    + r"\s+\d{4}",
)

ENGLISH = Drafting(
    title=r"(?i:resolution|decision)\s+\S*\d|(?i:draft resolution)",
    adoption=r"Adopted\s+(?:by|at|on|without|unanimously)",
    opening=r"The(?:\s+(?:[A-Z][\w-]*|of|on|for|the|and|to|in)){1,13},"
    r"|The Security Council|The General Assembly",
    preambular=r"(?:(?:Deeply|Gravely|Fully|Seriously|Profoundly|Further|Also|Strongly|Highly"
    r"|Particularly|Firmly)\s+\w+|[A-Z]\w+ing|"
    + _any(
        "Aware Conscious Mindful Convinced Concerned Alarmed Determined Resolved Disturbed",
        "Encouraged Guided Cognizant Desirous Dismayed Appalled Outraged Committed",
    )
    + r")\b",
    operative=r"(?:(?:Also|Further|Strongly|Again)\s+\w+s|(?!As\b|This\b|His\b|Its\b|Has\b|Is\b)"
    r"[A-Z][a-z]+s)\b",
    annex=rf"(?i:annex|appendix|enclosure){_LABEL_OF_ANNEX}",
    article=r"(?i:article|art\.)\s+(\d+)\b",
    heading="(?i:"
    + _any("preamble introduction conclusions? recommendations? summary contents")
    + ")",
    masthead=r"United Nations|Security Council|General Assembly|Human Rights Council"
    rf"|Economic and Social Council|{_MASTHEAD_SIGNS}"
    r"|[A-Z]\w+(?:-\w+)?\s+(?:special\s+)?session|\d{1,2}\s+"
    + _any("January February March April May June July August September October November December")
    + r"\s+\d{4}",
)

SPANISH = Drafting(
    title=r"(?i:resoluci.n|decisi.n)\s+\S*\d|(?i:proyecto de resoluci.n)",
    adoption=r"(?:Aprobad|Adoptad)[ao]s?\s+(?:por|en|sin)",
    opening=rf"(?:El|La)\s+{_any('Consejo Asamblea Comit. Comisi.n Conferencia Congreso')}\b"
    r"[^.;:,]{0,80},|El Consejo de Seguridad|La Asamblea General",
    preambular=r"(?:(?:Profunda|Grave|Seria|Plena|Viva|Suma|Hond)\w*\s+\w+"
    r"|[A-ZÁÉÍÓÚ]\w*ndo(?:se|la|lo)?|"
    + _any(
        "Consciente Habida Preocupad\\w+ Convencid\\w+ Decidid\\w+ Resuelt\\w+ Alarmad\\w+",
        "Alentad\\w+ Guiad\\w+ Consternad\\w+ Indignad\\w+",
    )
    + r")\b",
    operative=_any(
        "Decide Declara Solicita Pide Exhorta Insta Invita Condena Subraya Afirma Reafirma",
        "Recuerda Observa Toma Acoge Hace Autoriza Alienta Exige Expresa Encomia Recomienda",
        "Aprueba Espera Proclama Agradece Encarga Prorroga Destaca Pone Reitera Deplora Señala",
        "Se_\\w+a Confirma Establece Considera Apoya Resuelve",
    )
    + r"\b",
    annex=rf"(?i:anexo|ap.ndice|documento adjunto){_LABEL_OF_ANNEX}",
    article=r"(?i:art.culo|art\.)\s+(\d+)\b",
    heading="(?i:"
    + _any(
        "pre.mbulo introducci.n conclusi.n conclusiones recomendaci.n recomendaciones resumen",
        ".ndice",
    )
    + ")",
    masthead=r"Naciones Unidas|Consejo de Seguridad|Asamblea General|Consejo Econ.mico y Social"
    rf"|Consejo de Derechos Humanos|{_MASTHEAD_SIGNS}"
    r"|\w+\s+per.odo\s+(?:\w+\s+)?de sesiones|\d{1,2}\S?\s+de\s+"
    + _any(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
    )
    + r"\s+de\s+\d{4}",
)

RUSSIAN = Drafting(
    title=r"(?i:резолюция|решение)\s+\S*\d|(?i:проект резолюции)",
    adoption=r"[Пп]ринят[аоы]\S*\s+(?:Совет|Генеральн|без|на|единогласно|Комитет|Комисси)",
    opening=r"(?:Совет|Генеральная Ассамблея|Комитет|Комиссия|Конференция|Экономический и "
    r"Социальный Совет)\b[^.;:,]{0,80},|Совет Безопасности|Генеральная Ассамблея",
    preambular=r"(?:(?:глубоко|серьезно|вновь|далее|также|особо|решительно|полностью)\s+\w+"
    r"|[а-яё]+(?:ая|яя|уя|юя|ея|ясь|ись|ив|ыв|ав|ев)|выраж\w+|"
    + _any(
        "будучи памятуя помня исходя действуя озабоченн\\w+ обеспокоенн\\w+ убежденн\\w+",
        "встревоженн\\w+",
    )
    + r")\b",
    operative=r"(?:(?:вновь|также|далее)\s+)?[а-яё]+(?:ает|яет|ует|юет|ит)(?:ся)?\b",
    annex=rf"(?i:приложение|добавление){_LABEL_OF_ANNEX}",
    article=r"(?i:статья|ст\.)\s+(\d+)\b",
    heading="(?i:"
    + _any("преамбула введение выводы рекомендации резюме содержание заключение")
    + ")",
    masthead=r"Организация Объединенных Наций|Совет Безопасности|Генеральная Ассамблея"
    rf"|Совет по правам человека|Экономический и Социальный Совет|{_MASTHEAD_SIGNS}"
    r"|\w+\s+сессия|\d{1,2}\s+"
    + _any("января февраля марта апреля мая июня июля августа сентября октября ноября декабря")
    + r"\s+\d{4}(?:\s+года)?",
)

ARABIC = Drafting(
    title=r"(?:القرار|قرار|المقرر|مقرر)\s+\S*\d|مشروع قرار",
    adoption=r"(?:الذي\s+)?(?:اتخذه|اتخذته|المتخذ|اتُخذ|اعتمده|اعتمدته|المعتمد)\s",
    opening=r"إن\s+(?:مجلس|الجمعية|اللجنة|لجنة|المؤتمر|مؤتمر|المجلس)\b[^.؛:،,]{0,80}[،,]"
    r"|إن (?:مجلس الأمن|الجمعية العامة)",
    preambular=r"(?:و?إذ|وقد|وبعد|ومع|وتصميما)\b",
    operative=r"و?(?:(?:كذلك|أيضا|مجددا)\s+)?[يت]\w{2,}\b",
    annex=r"(?:ال)?(?:مرفق|تذييل|ضميمة)(?:\s+\S+)?",
    article=r"المادة\s+\(?(\d+|الأولى)\)?",
    heading=rf"(?:ال)?{_any('ديباجة مقدمة استنتاجات توصيات موجز محتويات خاتمة')}",
    masthead=r"الأمم المتحدة|مجلس الأمن|الجمعية العامة|مجلس حقوق الإنسان"
    rf"|المجلس الاقتصادي والاجتماعي|{_MASTHEAD_SIGNS}|الدورة\s+\S+(?:\s+\S+)?"
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

CHINESE = Drafting(
    title=r"第\s?\d+(?:/\d+)?\s?(?:[（(]\d+[）)]\s?)?号(?:决议|决定)|(?:决议|决定)草案",
    adoption=r".{0,40}(?:第\s?\d+\s?次(?:全体)?会议|未经表决).{0,10}通过",
    opening=r"(?:安全理事会|大会|人权理事会|经济及社会理事会)[，,]?"
    r"|\w{2,16}(?:理事会|委员会|会议|大会)[，,]",
    preambular=r"(?:又|还|再次|深切|深为|严重|充分|特别|坚决)?"
    + _any(
        "回顾 重申 注意 考虑 认识 意识 强调 欢迎 赞扬 赞赏 表示 铭记 确认 关切 深信 决心 震惊 谴责",
        "感到 遵循 审议 听取 收到 念及 谨记",
    ),
    operative=r"(?:又|还|再次|强烈|进一步)?"
    + _any(
        "决定 请 呼吁 敦促 促请 要求 强调 谴责 重申 欢迎 鼓励 表示 注意 申明 宣布 授权 赞扬 吁请",
        "建议 核准 邀请 确认 回顾 认识 期待 延长 通过",
    ),
    annex=r"(?:附件|附录|附文)(?:[一二三四五六七八九十]+|\s?\d+|\s?[IVX]+)?",
    article=r"第\s?([一二三四五六七八九十百零〇]+|\d+)\s?条",
    heading=r"(?:序\s?言(?:部分)?|导\s?言|结\s?论|建\s?议|摘\s?要|目\s?录|引\s?言)",
    masthead=r"联合国|安全理事会|大会|人权理事会|经济及社会理事会|第\S{1,5}届会议"
    rf"|{_MASTHEAD_SIGNS}|\d{{1,2}}\s+\w+\s+\d{{4}}|\d{{4}}年\d{{1,2}}月\d{{1,2}}日",
)
