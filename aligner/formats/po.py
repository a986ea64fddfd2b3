"""PO files of gettext, read by ``polib``: messages of a program and their translations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from aligner.errors import InputError
from aligner.formats.encodings import EncodingUnknownError, decoded
from aligner.formats.files import opened, plain_stem
from aligner.formats.imported import UNSTATED, Account, Imported
from aligner.formats.tags import language_tag
from aligner.model import Status, TranslationUnit

if TYPE_CHECKING:
    from polib import POEntry, POFile

USUAL_SOURCE = "en"
"""What messages are written in where the file does not say (manual of gettext, "Names")."""
_CHARSET = re.compile(rb"charset=([\w-]+)")


def read(path: Path, *, strict: bool = False, languages: Sequence[str] = ()) -> Imported:
    """Read a PO file; each message is one unit, each form of a plural one more.

    A translation that is marked ``fuzzy`` is a candidate. What translators and programmers noted
    becomes the note, the context of a message its label. A message without a translation has one
    text; what is obsolete is left out and counted.

    Args:
        path: The file.
        strict: Raise where something would be skipped or not kept.
        languages: Source and target, where the file does not name them.

    Raises:
        InputError: It is no PO file, does not say into what it translates, or, in strict reading,
            something in it cannot be kept.
    """
    import polib

    account = Account(path, strict=strict)
    try:
        file = polib.pofile(_text(path), check_for_duplicates=False)
    except OSError as error:
        line = re.search(r"line (\d+)", str(error))
        place = f"{path}, line {line[1]}" if line else str(path)
        raise InputError(f"{place}: not as a PO file is written; mend it with msgfmt") from error
    langs = _languages(file, path, languages, account)
    return account.of_units(tuple(_units(file, plain_stem(path), langs, account)))


def _text(path: Path) -> str:
    with opened(path) as stream:
        raw = stream.read()
    said = _CHARSET.search(raw)
    if b"\0" not in raw:  # Else it was converted to UTF-16, and its header says what it was.
        try:
            return raw.decode(said[1].decode() if said else "utf-8-sig").removeprefix("\ufeff")
        except (LookupError, UnicodeDecodeError):
            pass
    try:
        return decoded(raw)[0]
    except EncodingUnknownError as error:
        raise InputError(f"{path}: its character set is not known; save it as UTF-8") from error


def _languages(
    file: POFile, path: Path, languages: Sequence[str], account: Account
) -> tuple[str, str]:
    said = file.metadata
    source = languages[0] if languages else said.get("X-Source-Language", "")
    if not source:
        source = USUAL_SOURCE
        account.note(f"messages read as {source}; --languages SOURCE,TARGET says otherwise")
    target = languages[1] if len(languages) > 1 else said.get("Language", "")
    if not target:
        raise InputError(
            f"{path}: does not say into what it translates; name it: --languages SOURCE,TARGET"
        )
    try:
        return language_tag(source), language_tag(target)
    except ValueError as error:
        raise InputError(f"{path}: {error}; name it: --languages SOURCE,TARGET") from error


def _units(
    file: POFile, document: str, langs: tuple[str, str], account: Account
) -> Iterator[TranslationUnit]:
    for entry in file:
        if entry.obsolete:
            account.drop("obsolete message", line=entry.linenum or 0)
            continue
        notes = "\n".join(filter(None, (entry.tcomment, entry.comment)))
        for source, target in _forms(entry, account):
            texts = zip(langs, (source, target), strict=True)
            yield TranslationUnit(
                id="",
                texts={lang: text for lang, text in texts if text},
                document=document,
                label=entry.msgctxt or "",
                status=Status.CANDIDATE if entry.fuzzy or not target else UNSTATED,
                note=notes,
            )


def _forms(entry: POEntry, account: Account) -> Iterator[tuple[str, str]]:
    """A message with its translation; of a plural the first form, and the last for the rest."""
    if not entry.msgid_plural:
        yield entry.msgid, entry.msgstr
        return
    forms = [text for _, text in sorted(entry.msgstr_plural.items(), key=lambda form: int(form[0]))]
    yield entry.msgid, forms[0] if forms else ""
    if entry.msgid_plural != entry.msgid:
        yield entry.msgid_plural, forms[-1] if forms else ""
    if between := sum(map(bool, forms[1:-1])):
        account.drop("further plural form", between, line=entry.linenum or 0)
