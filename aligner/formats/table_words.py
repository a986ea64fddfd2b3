"""What people and tools write over the columns of a table, as data: in six languages, and German.

The words are written as they are compared: in lower case, without accents, with single spaces.
"""

from __future__ import annotations

from aligner.accents import bare
from aligner.model import Status


def _by_word(words: dict[str, str]) -> dict[str, str]:
    return {bare(word): kind for kind, line in words.items() for word in line.split("|")}


FIELDS = _by_word(
    {
        "term": "term|terms|terme|termes|termino|terminos|термин|термины|مصطلح|المصطلح|术语|術語"
        "|词条|benennung|expression|entry term|headword|equivalent|translation|traduccion"
        "|traduction|перевод|ترجمة|译文",
        "definition": "definition|definitions|def|definicion|definiciones|определение|дефиниция"
        "|تعريف|التعريف|定义|定義|释义|entry definition",
        "note": "note|notes|comment|comments|remark|remarks|remarque|remarques|commentaire"
        "|commentaires|nota|notas|comentario|comentarios|observacion|observaciones|observation"
        "|observations|примечание|примечания|комментарий|комментарии|замечание|замечания"
        "|ملاحظة|ملاحظات|تعليق|تعليقات|备注|附注|注释|说明|備註|bemerkung|anmerkung|kommentar"
        "|entry note|usage note|note text|translator comments|developer comments",
        "context": "context|contexts|contexte|contextes|contexto|контекст|سياق|السياق|语境|上下文"
        "|kontext|example|examples|exemple|exemples|ejemplo|ejemplos|пример|примеры|مثال|أمثلة"
        "|例句|示例|例子|beispiel|term example|usage|usage example",
        "domain": "domain|domains|domaine|domaines|dominio|ambito|subject|subject field|sujet"
        "|topic|tema|materia|entry subject|entry domain|область|предметная область|тематика|тема"
        "|مجال|المجال|الموضوع|领域|学科|专业|主题|領域|fachgebiet|sachgebiet",
        "id": "id|entry id|concept id|term id|entry number|concept number|identifier|identifiant"
        "|identificador|идентификатор|المعرف|标识|eintrag id",
        "status": "status|statut|estado|estatus|статус|состояние|حالة|الحالة|状态|狀態"
        "|term status|usage status|entry status|approval",
        "synonym": "synonym|synonyms|synonyme|synonymes|sinonimo|sinonimos|синоним|синонимы"
        "|مرادف|مرادفات|المرادفات|同义词|同義詞|alternative|alternatives|other terms|alt",
        "acronym": "acronym|acronyms|acronyme|acronymes|acronimo|sigle|sigla|siglas|аббревиатура"
        "|اختصار|مختصر|المختصر|缩写|缩略语|縮寫|kurzel",
        "abbreviation": "abbreviation|abbreviations|abbr|abreviation|abreviatura|сокращение|简称"
        "|abkurzung|short form|forme abregee",
        "variants": "variants|variant|variante|variantes|вариант|варианты",
        "forbidden": "forbidden|forbidden term|forbidden terms|do not use|interdit|a eviter"
        "|prohibido|no usar|запрещено|не использовать|ممنوع|禁用|verboten",
        "info": "term info",
        "source": "reference|references|referencia|quelle|fuente|источник|المصدر|مصدر|来源"
        "|source of definition",
        "created": "created|entry created|created on|creation date|date created",
        "creator": "creator|entry creator|created by|author|auteur|autor",
        "changed": "changed|entry lastmodified|modified on|last modified|modification date",
        "changer": "changer|entry modifier|modified by|last modified by",
    }
)
"""What a column holds, by what stands over it."""

SIDES = {
    side: frozenset(map(bare, words.split("|")))
    for side, words in {
        "source": "source|src|source term|source text|original|исходный|源|原文|المصدر",
        "target": "target|tgt|trg|target term|target text|translation|cible|traduction|destino"
        "|перевод|译文|ترجمة",
    }.items()
}
"""Names of the two sides of a table that does not say which languages they are."""

LETTERS = {"e": "en", "f": "fr", "s": "es", "r": "ru", "c": "zh", "a": "ar"}
"""Languages by the letter that stands for them in the symbols of UN documents."""

ABBREVIATIONS = {
    "angl": "en", "engl": "en", "ang": "en", "ingl": "en", "ing": "en", "англ": "en", "анг": "en",
    "fran": "fr", "franc": "fr", "fre": "fr", "фр": "fr", "франц": "fr",
    "esp": "es", "span": "es", "исп": "es",
    "russ": "ru", "rus": "ru", "рус": "ru",
    "arab": "ar", "араб": "ar", "chin": "zh", "кит": "zh",
    "الانجليزي": "en", "انجليزي": "en", "بالانجليزية": "en", "الفرنسي": "fr", "فرنسي": "fr",
    "بالفرنسية": "fr", "الاسباني": "es", "اسباني": "es", "بالاسبانية": "es", "الروسي": "ru",
    "روسي": "ru", "بالروسية": "ru", "العربي": "ar", "عربي": "ar", "بالعربية": "ar",
    "الصيني": "zh", "صيني": "zh", "بالصينية": "zh",
    "英": "en", "法": "fr", "西": "es", "俄": "ru", "阿": "ar", "中": "zh", "汉语": "zh",
}  # fmt: skip
"""Shortened names of the six languages, and the forms that names take beside a noun."""

STATUSES = {
    word: Status(status)
    for status, words in {
        "approved": "approved|final|validated|confirmed|approuve|valide|aprobado|validado"
        "|утверждено|утвержден|одобрено|معتمد|موافق عليه|已批准|批准|已审定|freigegeben|reviewed",
        "preferred": "preferred|recommended|standardized|standardised|privilegie|prefere"
        "|recommande|preferido|preferente|предпочтительный|рекомендуемый|مفضل|首选|推荐|bevorzugt",
        "admitted": "admitted|accepted|allowed|admis|accepte|admitido|aceptado|допустимый|مقبول"
        "|允许|可用|zulassig|zugelassen",
        "deprecated": "deprecated|obsolete|superseded|not recommended|deconseille|perime"
        "|obsoleto|desaconsejado|устаревший|не рекомендуется|مهجور|不推荐|弃用|废弃|veraltet",
        "forbidden": "forbidden|prohibited|do not use|interdit|a eviter|a proscrire|prohibido"
        "|запрещено|запрещенный|ممنوع|禁用|禁止|verboten",
        "rejected": "rejected|refused|rejete|refuse|rechazado|отклонено|отклонен|مرفوض|已拒绝|拒绝"
        "|abgelehnt",
        "excluded": "excluded",
        "candidate": "candidate|new|draft|proposed|provisional|pending|nouveau|brouillon|propose"
        "|nuevo|borrador|propuesto|новый|черновик|предложено|جديد|مسودة|مقترح|新建|草稿|待定|候选"
        "|neu|entwurf",
    }.items()
    for word in map(bare, words.split("|"))
}
"""Status by the words that people write for it."""

YES = frozenset(
    ("1", "x", "yes", "y", "true", "oui", "o", "vrai", "si", "да", "д", "نعم", "是", "√", "✓", "ja")
)
NO = frozenset(("0", "no", "n", "false", "non", "faux", "нет", "н", "لا", "否", "nein"))
"""What stands in a column that is ticked or not."""
