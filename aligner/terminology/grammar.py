"""How terms are built in each language, as data.

A word is one letter, its *code*, and a pattern is a regular expression over codes:

====  =========================================  ====  ====================================
N     noun                                       P     proper noun
A     adjective                                  V     past participle
G     present participle, gerund                 F     finite verb
R     adverb                                     0     number
D     article                                    C     coordinating conjunction
o     preposition of the ``de``/``of`` kind      i     another preposition that terms contain
d     the two in one word: ``du``, ``aux``       s     sign of the genitive
e     any other preposition: only names cross    I     infinitive
,     comma                                      x     anything else: no term crosses it
W     word without a part of speech              L     function word inside an untagged term
====  =========================================  ====  ====================================

The lists of weak words are lemmas that are grammatical where the patterns can see them: they
determine (``autre``, ``such``), point (``susmentionné``) or are half of a prepositional phrase
(``égard``, ``connection``). A noun phrase that starts or ends with one is a phrase of the text
rather than a term. They are general to official prose, not to one document.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Grammar:
    """Facts of one language that candidates need.

    Attributes:
        pattern: The whole of a noun phrase, as a regular expression over codes.
        articles: Lemmas with code ``D``; other determiners break a term.
        contracted: Forms with code ``d``.
        of: Lemmas with code ``o``.
        genitive: Lemmas with code ``s``, which mark the word before as a possessor.
        linking: Lemmas with code ``i`` (``L`` in a language without a tagging pipeline).
        determining: Lemmas that determine, whatever their part of speech; no term contains one.
        weak_modifiers: Lemmas that may not stand at either edge.
        weak_heads: Lemmas that may not be the head.
        vague: Lemmas that measure or judge; a phrase with one is seldom a term.
        especially: Lemmas behind a comma and a preposition that single out a part of a whole:
            ``, en particulier des femmes``; a name may go on so.
        codes: Codes of parts of speech, or of forms such as ``Inf``, that are not those of the
            table: ``W`` for a verb where verbs stand in noun phrases as they are.
        head_first: True where the first noun is the head; False where it is the last noun before
            the first preposition.
        adjectives_follow: True where an adjective in front of its noun is seldom part of a term.
        capitals: How names are written: ``all`` words but the grammatical ones have a capital,
            the ``first`` word has one, or the script has ``none``.
        longest: Most words in a noun phrase.
    """

    pattern: re.Pattern[str]
    articles: frozenset[str] = frozenset()
    contracted: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    genitive: frozenset[str] = frozenset()
    linking: frozenset[str] = frozenset()
    determining: frozenset[str] = frozenset()
    weak_modifiers: frozenset[str] = frozenset()
    weak_heads: frozenset[str] = frozenset()
    vague: frozenset[str] = frozenset()
    especially: frozenset[str] = frozenset()
    codes: Mapping[str, str] = field(default_factory=dict)
    head_first: bool = True
    adjectives_follow: bool = False
    capitals: str = "first"
    longest: int = 8


_ROMANCE_NOUN = r"A?[NP]+(?:R?[AV]|C[AV])*"
_ROMANCE_LINK = r"(?:[oi]D?|d|oi)"
_ROMANCE = (
    rf"{_ROMANCE_NOUN}(?:{_ROMANCE_LINK}{_ROMANCE_NOUN}(?:C{_ROMANCE_LINK}?{_ROMANCE_NOUN})?)*"
)
_IBERIAN = (
    rf"{_ROMANCE_NOUN}(?:{_ROMANCE_LINK}{_ROMANCE_NOUN}"
    rf"(?:C(?:{_ROMANCE_LINK}|D)?{_ROMANCE_NOUN})?)*"
)
_GERMANIC_NOUN = r"(?:R?[AVNP]s?(?:C[AVNP])?)*[NP]"
_GERMANIC = rf"(?:{_GERMANIC_NOUN}|G(?=[oi]))(?:[oi]D?{_GERMANIC_NOUN}(?:C{_GERMANIC_NOUN})?)*"
_SLAVIC_NOUN = r"(?:R?[AVG](?:C[AVG])?)*[NP]"
_SLAVIC = rf"{_SLAVIC_NOUN}(?:i?{_SLAVIC_NOUN}(?:C{_SLAVIC_NOUN})?)*"
_SEMITIC_NOUN = r"[NP]+A*(?:CA+)?"
_SEMITIC = rf"{_SEMITIC_NOUN}(?:i{_SEMITIC_NOUN}(?:Ci?{_SEMITIC_NOUN})?)*"
_SINITIC_NOUN = r"(?:R?[ANPW])*[NPW]"
_SINITIC = rf"{_SINITIC_NOUN}(?:[oiC]{_SINITIC_NOUN})?(?:o{_SINITIC_NOUN})?"
_UNTAGGED = re.compile(r"W(?:L{0,2}W)*")

GRAMMARS: dict[str, Grammar] = {
    "fr": Grammar(
        pattern=re.compile(_ROMANCE),
        articles=_words("le un"),
        contracted=_words("du des au aux"),
        of=_words("de d'"),
        linking=_words("à en contre sur pour par sans entre envers après"),
        determining=_words(
            "tel autre même certain différent divers ce quelque plusieurs chaque aucun tout ledit "
            "différents dit notamment"
        ),
        weak_modifiers=_words(
            "présent premier deuxième second troisième dernier nouveau propre seul particulier "
            "suivant précédent susmentionné susvisé éventuel compris concerné concerner "
            "nombreux nécessaire important grand petit bon meilleur majeur récent actuel possible "
            "voulu vouloir commis commettre visé viser lié lier associé associer fondé fonder "
            "relatif touché toucher prévu prévoir énoncé énoncer mentionné mentionner donné donner "
            "pris prendre fait faire mené mener chargé charger connu connaître exposé exposer "
            "exigé établi établir engagé engager subi subir ci-dessus ci-après ci-dessous dire "
            "plein entier multiple moindre semblable quelconque concomitant servi appelé appeler "
            "tenu tenir mis mettre dû devoir étroit susceptible disponible conforme propice vaste "
            "notable considérable ayant étant prochain applicable voisin issu celui "
            "présenté présenter adopté adopter soumis soumettre formulé formuler situé situer "
            "désigné désigner"
        ),
        adjectives_follow=True,
        weak_heads=_words(
            "fois égard cas façon manière sorte titre fait nombre ensemble plupart suite sein "
            "issue lieu raison matière point cours proie occasion vue fin but question encontre "
            "faveur regard propos compte moment temps période type genre série majorité "
            "totalité part effet conformité vertu application exception faute force mesure "
            "instar aide-mémoire lumière base cadre jour an année mois date côté demande "
            "tant peu beaucoup chose contexte appui article paragraphe alinéa "
            "intention intermédiaire moyen réserve défaut lors face aperçu être facon portée "
            "intérêt besoin avis voie ligne sujet objet terme note main nom voix "
            "domaine stade particulier suivant ensemble présent"
        ),
        vague=_words(
            "pertinent compétent solide extrême massif approprié adéquat efficace global concret "
            "spécifique essentiel crucial fort faible significatif suffisant considérable"
        ),
        especially=_words("particulier premier"),
    ),
    "en": Grammar(
        pattern=re.compile(_GERMANIC),
        articles=_words("the a an"),
        of=_words("of"),
        genitive=_words("'s '"),
        linking=_words("in on for to against from"),
        determining=_words(
            "such other same certain various different several many any all each both some this "
            "that these those include including"
        ),
        weak_modifiers=_words(
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
            "refer referred state stated which who that what whose not known"
        ),
        weak_heads=_words(
            "time way case fact number part order view regard connection context basis account "
            "respect purpose kind type sort variety range extent matter thing issue manner "
            "instance example addition occasion behalf accordance light course lot majority "
            "end set series sake pursuance virtue face relation reference result place "
            "day year month date other others one something anything effect mind "
            "article paragraph subparagraph subsection section a priority implementation "
            "who which what that this those these here there concern need interest subject note "
            "hand name voice area stage following present particular"
        ),
        vague=_words(
            "relevant strong robust extreme massive appropriate adequate effective comprehensive "
            "concrete specific essential crucial weak significant sufficient considerable"
        ),
        head_first=False,
        capitals="all",
    ),
    "es": Grammar(
        pattern=re.compile(_IBERIAN),
        articles=_words("el uno"),
        contracted=_words("del al"),
        of=_words("de"),
        linking=_words("a en contra sobre por para con sin entre hacia"),
        determining=_words(
            "tal otro mismo cierto diferente diverso varios alguno ninguno cada todo ambos dicho "
            "demás cualquier cualquiera incluido inclusive mediante"
        ),
        weak_modifiers=_words(
            "presente primero segundo tercero último nuevo propio solo particular siguiente "
            "anterior posterior mencionado eventual necesario importante grande pequeño bueno "
            "mejor mayor menor máximo reciente actual posible cometido cometer cometir dirigido "
            "dirigir vinculado vincular asociado asociar basado basar relativo afectado afectar "
            "previsto prever enunciado enunciar tomado tomar dado dar hecho hacer establecido "
            "establecer implicado implicar dedicado dedicar relacionado relacionar conexo ajeno "
            "contrario conforme disponible numeroso aplicable entero pleno semejante "
            "debido deber procedente resultante dimanante existente convenido convenir "
            "presentado presentar aprobado aprobar sufrido sufrir celebrado celebrar "
            "determinado determinar presunto unido unir encaminado encaminar "
            "susceptible compuesto suficiente"
        ),
        weak_heads=_words(
            "vez respecto caso forma manera tipo título hecho número conjunto mayoría parte seno "
            "razón materia punto curso ocasión vista fin objetivo cuestión favor propósito cuenta "
            "momento tiempo período género efecto conformidad virtud aplicación excepción falta "
            "medida luz base marco día año mes fecha lado tanto cosa contexto apoyo artículo "
            "párrafo apartado intención medio reserva interés necesidad opinión vía línea tema "
            "objeto término nota mano nombre voz ámbito sector etapa particular presente relieve "
            "importancia carácter posibilidad lugar causa consecuencia resultado relación mira "
            "disposición nivel índole junto resto"
        ),
        vague=_words(
            "pertinente competente sólido extremo masivo apropiado adecuado eficaz global concreto "
            "específico esencial crucial fuerte débil significativo suficiente considerable "
            "profundo enérgico pleno"
        ),
        adjectives_follow=True,
        capitals="all",
        longest=11,
    ),
    "ru": Grammar(
        pattern=re.compile(_SLAVIC),
        linking=_words("о об по в на с со для против из от к при между через без за"),
        determining=_words(
            "такой другой иной тот этот сам самый весь всякий каждый любой некоторый какой "
            "какой-либо какой-то который свой его ее их наш один оба многие многий несколько "
            "включая также том"
        ),
        weak_modifiers=_words(
            "настоящий первый второй третий последний новый собственный следующий данный "
            "указанный вышеуказанный упомянутый вышеупомянутый необходимый важный большой малый "
            "хороший лучший возможный соответствующий надлежащий различный определенный "
            "определять касающийся касаться связанный связать затронутый затронуть совершенный "
            "совершить совершаемый совершать причастный виновный вызванный вызвать имеющийся "
            "иметься содержащийся содержаться предусмотренный предусмотреть изложенный изложить "
            "сходный сопутствующий исключительный особый полный целый общий подобный имеющий "
            "иметь являющийся являться находящийся находиться действующий представленный "
            "предполагаемый стимулировать проводимый широкий самый уязвимый переместить "
            "пострадать осуществляемый осуществлять возникающий дополняющий дополнять"
        ),
        weak_heads=_words(
            "раз случай образ вид способ число ряд часть основа рамка связь отношение цель "
            "результат ход порядок соответствие учет время период момент год месяц день дата "
            "вопрос предмет смысл мера степень основание исключение условие область сфера сторона "
            "повод причина счет помощь пункт статья подпункт абзац контекст важность внимание "
            "нужда частность сведение просьба запрос интерес комплекс целое"
        ),
        vague=_words(
            "эффективный активный решительный конкретный надежный значительный достаточный "
            "серьезный глубокий масштабный всеобъемлющий тесный"
        ),
        especially=_words("частность особенность первый"),
        codes={"Inf": "x", "Conv": "F"},
        longest=10,
    ),
    "ar": Grammar(
        pattern=re.compile(_SEMITIC),
        linking=_words("ب ل في من على عن إلى ضد بين عبر لدى"),
        determining=_words(
            "هذا ذلك كل جميع بعض أي سائر غير نفس أحد آخر أخرى عدد مختلف كافة مزيد ذو ذات ما"
        ),
        weak_modifiers=_words(
            "أول ثان ثالث أخير جديد خاص معين تال سابق حالي ممكن مهم كبير صغير رئيسي كامل مناسب "
            "لازم متعلق متصل مرتبط مرتكب ناجم قائم متضرر متخذ وارد مذكور مشار معني مكمل معقود "
            "مبين مب معروف تابع بالغ قصوى ماس ماسة شبيه عامل متاح ذي صل"
        ),
        weak_heads=_words(
            "وجه نحو سبيل شأن إطار سياق ضوء جانب أجل سبب حالة صدد إزاء أساس غرض خصوص صدد مجال "
            "مرة طريق شكل نوع قبل بعد خلال أثناء يوم سنة عام شهر تاريخ رقم فقرة مادة جزء مقتضى "
            "نتيجة حين طائفة عدد أهمية تأكيد حرص إذ داع صفة مستوى حال خاصة حسب ضمن اسم عند"
        ),
        vague=_words("فعال قوي محدد ملموس شامل كاف أساسي حاسم واسع ذي وثيق"),
        adjectives_follow=True,
        capitals="none",
        longest=10,
    ),
    "zh": Grammar(
        pattern=re.compile(_SINITIC),
        of=_words("的"),
        linking=_words("后 中 间 前 内 上 对"),
        determining=_words(
            "其他 其它 这 这些 这种 该 此 此类 某 某些 各 各种 每 任何 所有 一切 一些 其 及其 他们 "
            "地 得 所 了 着 过 们 等 之 之一 为 以 在 向 从 因 由 被 把 将 就 而 但 也 还 又 都 已 "
            "并 不 没有 或 是 于 与其 以便 从而 如 同 当 则 且 仍 仍然 该等 "
            "包括 第 号 各自 本 另 以下 上述 有关 相关"
        ),
        weak_modifiers=_words(
            "回顾 重申 强调 着重指出 注意 注意到 到 意识 认为 认识 谴责 促请 敦促 呼吁 请 邀请 "
            "鼓励 要求 欢迎 赞扬 表示 关切 决定 建议 确认 承认 指出 赞赏 支持 考虑 铭记 深为 "
            "有 无 使 让 给予 给出 提供 进行 采取 加强 确保 成为 作为 构成 导致 助长 涉及 参与 "
            "受 受到 遭受 存在 根据 按照 为 是 可 需要 必须 应 可能 能够 继续 开展 作出 "
            "具有 负责 产生 实现 履行 执行 返回 列入 身处 处于 属于 来自 用于 以及 得到 "
            "特别 严重 充分 全面 直接 间接 有效 适当 立即 首次 目前 现有 新 大 小 多 主要 重要 各国"
        ),
        weak_heads=_words(
            "时 情况 方面 期间 过程 基础 目的 方式 形式 类型 范围 原因 结果 问题 事项 能力 作用 "
            "重要性 可能 内容 部分 程度 领域 条件 次 年 月 日 段 条 款 项 这方面 其中 之间 一部分 "
            "因素 人 者 行为 作法 做法 状况 在内 方面 各项 之处 同时"
        ),
        vague=_words("有效 充分 适当 具体 重大 显著 全面"),
        codes={"VERB": "W", "PART": "N"},
        head_first=False,
        capitals="none",
        longest=9,
    ),
}

_STOPPED: dict[str, frozenset[str]] = {
    "es": _words("de del la el los las en y a al para contra sobre por con entre"),
    "ru": _words("и в с по на для о об от к против"),
    "ar": _words("في من على إلى عن و"),
    "zh": _words("的 和 与 及 在"),
}
"""Lemmas with code ``L`` where the words of a language carry no parts of speech."""

PLAIN = Grammar(pattern=_UNTAGGED, longest=5)
"""A language of which nothing is known."""


def grammar(lang: str, *, tagged: bool) -> Grammar:
    """The grammar of a language.

    Args:
        lang: BCP 47 code.
        tagged: True where the words carry parts of speech.
    """
    primary = lang.split("-")[0].lower()
    found = GRAMMARS.get(primary, PLAIN)
    if tagged or found is PLAIN:
        return found
    linking = _STOPPED.get(primary, found.linking)
    return replace(found, pattern=_UNTAGGED, linking=linking, longest=min(found.longest, 7))
