"""Letters come out as they were meant, and what was right stays."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligner.languages import LANGUAGES, language
from aligner.reading import bidi
from aligner.reading.characters import clean


@pytest.mark.parametrize(
    ("lang", "damaged", "meant"),
    [
        ("fr", "le Conseil de sÃ©curitÃ©, lâ€™article", "le Conseil de sécurité, l’article"),
        ("fr", "\ufeffefﬁcace et ﬂux, œuvre", "efficace et flux, œuvre"),
        ("fr", "sé\u00adcurité\u200b \u2060ici", "sécurité ici"),
        ("fr", "«\u00a0mot\u00a0»\u202f;", "« mot » ;"),
        ("fr", "e\u0301tat de la Co\u0302te", "état de la Côte"),
        ("fr", "vous\u2011mêmes", "vous-mêmes"),
        ("fr", "a\x00b\x1b[1mc\x7f", "abc"),
        ("fr", "l’article ‘x’ “y”", "l’article ‘x’ “y”"),
        ("fr", "10³ m², 1º, ½", "10³ m², 1º, ½"),
        ("en", "\uf0b7 item", "• item"),
        ("en", "Secretаry-Gеneral", "Secretary-General"),
        ("ru", "Совет Бeзoпаcнoсти", "Совет Безопасности"),
        ("ru", "доклад FATF, a) пункт c", "доклад FATF, a) пункт c"),
        ("ru", "вместе c ними", "вместе с ними"),
        ("zh", "第１４８３（２００３）号决议，Ａ／ＲＥＳ", "第1483（2003）号决议，A/RES"),
        ("zh", "１．回顾：“一切”；（ａ）！？", "1.回顾：“一切”；（a）！？"),
        ("zh", "⼈⺠⼤会", "人民大会"),
        ("ar", "ﺇﻥ ﻣﺠﻠﺲ ﺍﻷﻣﻦ", "إن مجلس الأمن"),
        ("ar", "،ﻦﻣﻷﺍ ﺲﻠﺠﻣ ﻥﺇ", "إن مجلس الأمن،"),
        ("ar", "مجـــلس (هـ)", "مجلس (هـ)"),
        ("ar", "الاتحاد الأوروبی", "الاتحاد الأوروبي"),
    ],
)
def test_damage_is_mended(lang, damaged, meant):
    assert clean(damaged, language(lang)) == meant


def test_joiners_stay_where_arabic_letters_need_them():
    assert clean("می\u200cخواهم", language("fa")) == "می\u200cخواهم"
    assert clean("a\u200cb", language("en")) == "ab"


def test_tabs_line_feeds_and_indentation_stay():
    assert clean("  a\tb\n  é", language("fr")) == "  a\tb\n  é"


@given(st.text(), st.sampled_from(sorted(LANGUAGES)))
def test_cleaning_twice_changes_nothing_more(content, lang):
    once = clean(content, language(lang))
    assert clean(once, language(lang)) == once
    assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize(
    ("visual", "logical"),
    [
        ("نمألا سلجم نإ", "إن مجلس الأمن"),
        ("؛(2001) 1373 رارقلا ىلإ", "إلى القرار 1373 (2001)؛"),
        ("(٢٠١٦) ٢٣٣١ رارقلا", "القرار ٢٣٣١ (٢٠١٦)"),
        ("S/PRST/2015/25 ةقيثولا", "الوثيقة S/PRST/2015/25"),
        ("(FATF) لمعلا ةقرف", "فرقة العمل (FATF)"),
        ("2001 ربمتبس/لوليأ 28", "28 أيلول/سبتمبر 2001"),
    ],
)
def test_visual_order_is_put_in_reading_order(visual, logical):
    assert bidi.to_logical(visual, rtl=True) == logical


def test_arabic_words_inside_a_line_of_latin_ones_are_turned_alone():
    assert bidi.to_logical("see نمألا سلجم here", rtl=False) == "see مجلس الأمن here"


@given(st.text("ابتثجحخدذرزسشصضطظعغفقكلمنهوي "))
def test_turning_plain_words_twice_gives_them_back(words):
    assert bidi.to_logical(bidi.to_logical(words, rtl=True), rtl=True) == words


def test_every_letter_that_runs_from_right_to_left_is_seen():
    letters = [
        c for c in map(chr, range(sys.maxunicode)) if unicodedata.bidirectional(c) in {"R", "AL"}
    ]
    assert [c for c in letters if not bidi.is_rtl(f"«{c}»")] == []
    assert not bidi.is_rtl("L’État – « 5 % »")
