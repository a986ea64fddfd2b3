"""Clean bitext and approved glossaries for the benchmark of the consistency checks."""

from __future__ import annotations

import csv
import json
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from aligner import alignment, reading
from aligner.model import Bead, Bitext, Document, Entry, Glossary, Status, Term

OTHERS = ("es", "ru", "ar", "zh")
LARGE = 1500
"""Units from which on a document of ca_base is left out of the runs with faults."""
_LABEL = re.compile(r"^\s*(?:\d[\d.]*(?:\s+\(\d[\d.]*\))?|\(?[\w.]{1,6}\))\s+")

NAMES = """\
fr|en|es|ru|ar|zh
Conseil de sécurité|Security Council|Consejo de Seguridad|Совет Безопасности|مجلس الأمن|安全理事会
Secrétaire général|Secretary-General|Secretario General|Генеральный секретарь|الأمين العام|秘书长
Nations Unies|United Nations|Naciones Unidas|Организация Объединенных Наций|الأمم المتحدة|联合国
États Membres|Member States|Estados Miembros|государства-члены|الدول الأعضاء|会员国
Office des Nations Unies contre la drogue et le crime|United Nations Office on Drugs and Crime|\
Oficina de las Naciones Unidas contra la Droga y el Delito|\
Управление Организации Объединенных Наций по наркотикам и преступности|\
مكتب الأمم المتحدة المعني بالمخدرات والجريمة|联合国毒品和犯罪问题办公室
ONUDC|UNODC|UNODC|ЮНОДК|المكتب|毒品和犯罪问题办公室
Al-Qaida|Al-Qaida|Al-Qaida|«Аль-Каида»|القاعدة|基地组织
Comité contre le terrorisme|Counter-Terrorism Committee|Comité contra el Terrorismo|\
Контртеррористический комитет|لجنة مكافحة الإرهاب|反恐怖主义委员会
Organisation internationale pour les migrations|International Organization for Migration|\
Organización Internacional para las Migraciones|Международная организация по миграции|\
المنظمة الدولية للهجرة|国际移民组织
GAFI|FATF|GAFI|ФАТФ|فرقة العمل|金融行动任务组
"""
"""Bodies of the worked example, as its six versions name them."""


def canada(shared: Path, least: int = 1) -> Glossary:
    """The defined terms of Canadian law, those of at least so many Acts."""
    table = shared / "bench" / "terms" / "canada-defined-terms.tsv"
    by_english: dict[str, list[str]] = {}
    with table.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if int(row["n_instruments"]) >= least:
                by_english.setdefault(row["en"], []).append(row["fr"])
    entries = (
        entry(f"ca{i}", [("en", en), *(("fr", fr) for fr in french)])
        for i, (en, french) in enumerate(by_english.items())
    )
    return Glossary(f"Canada, {least} or more Acts", ("fr", "en"), tuple(entries))


def unbis(shared: Path) -> Glossary:
    """The thesaurus of the UN library."""
    table = shared / "termbases" / "unbis-thesaurus.tsv"
    langs = ("fr", "en", *OTHERS)
    with table.open(encoding="utf-8") as lines:
        entries = [
            entry(row["id"], [(lang, row[lang]) for lang in langs if row[lang]])
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]
    return Glossary("UNBIS", langs, tuple(entries))


def names() -> Glossary:
    """:data:`NAMES` as a glossary."""
    head, *rows = NAMES.splitlines()
    langs = tuple(head.split("|"))
    entries = (
        entry(f"n{i}", list(zip(langs, row.split("|"), strict=True))) for i, row in enumerate(rows)
    )
    return Glossary("names", langs, tuple(entries))


def entry(name: str, terms: Sequence[tuple[str, str]]) -> Entry:
    """An approved concept, by language and term."""
    made = tuple(Term(lang, text, status=Status.APPROVED) for lang, text in terms)
    return Entry(name, made, status=Status.APPROVED)


def gold(folder: Path, name: str, langs: tuple[str, str]) -> Bitext:
    """A document with its gold beads, whichever of its languages is the source."""
    beads = map(json.loads, (folder / f"{name}.gold.jsonl").read_text("utf-8").splitlines())
    flipped = folder.name == "ca_base" and langs[0] == "fr"
    first, second = ("tgt", "src") if flipped else ("src", "tgt")
    sides = (_lines(folder / f"{name}.{lang}", lang) for lang in langs)
    made = tuple(Bead(tuple(b[first]), tuple(b[second])) for b in beads)
    return Bitext(*sides, made, "gold")


def _lines(path: Path, lang: str) -> Document:
    text = unicodedata.normalize("NFC", path.read_text("utf-8"))
    lines = text.removesuffix("\n").split("\n")
    made = Document.of_lines(path.stem, lang, lines)
    marked = (
        replace(p, body_start=match.end(), label=()) if (match := _LABEL.match(p.text)) else p
        for p in made.paragraphs
    )
    return replace(made, paragraphs=tuple(marked))


def acts(shared: Path, langs: tuple[str, str], *, large: bool) -> list[Bitext]:
    """The documents of ca_base."""
    folder = shared / "bench" / "alignment" / "ca_base"
    made = [gold(folder, path.stem, langs) for path in sorted(folder.glob("*.en"))]
    return [b for b in made if large or len(b.src.paragraphs) < LARGE]


def un_texts(shared: Path, lang: str) -> list[Bitext]:
    """The Declaration and the Goals."""
    folders = (shared / "bench" / "alignment" / name for name in ("udhr", "sdg"))
    return [gold(folder, f"fr-{lang}", ("fr", lang)) for folder in folders]


@cache
def example(lang: str, src: str = "fr") -> Bitext:
    """The worked example, aligned by the tool."""
    sides = [reading.read(next(Path("texts", code).glob("S-RES*"))) for code in (src, lang)]
    return alignment.align(*sides, sentences=False)
