"""PO files as translators of software have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner.errors import InputError
from aligner.formats import factory
from aligner.model import Status

FILE = r"""# Traduction des relais de la Cour
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"
"Language: fr_CA\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"

#. shown above the list
# à revoir avec le greffe
#: registry.c:12
msgctxt "court"
msgid "Registry"
msgstr "Greffe"

#, fuzzy
msgid "The hearing is adjourned\nuntil further notice."
msgstr "L’audience est levée\njusqu’à nouvel ordre."

#, c-format
msgid "%d judge"
msgid_plural "%d judges"
msgstr[0] "%d juge"
msgstr[1] "%d juges"

msgid "Bench"
msgstr ""

#~ msgid "Usher"
#~ msgstr "Huissier"
"""


def written(folder: Path, text: str, charset: str = "utf-8") -> Path:
    path = folder / "court.po"
    path.write_bytes(text.encode(charset))
    return path


def test_each_message_is_a_unit_with_what_is_known_of_it(tmp_path: Path) -> None:
    read = factory.read(written(tmp_path, FILE))
    assert [(*unit.texts.values(), unit.status) for unit in read.units] == [
        ("Registry", "Greffe", Status.APPROVED),
        (
            "The hearing is adjourned\nuntil further notice.",
            "L’audience est levée\njusqu’à nouvel ordre.",
            Status.CANDIDATE,
        ),
        ("%d judge", "%d juge", Status.APPROVED),
        ("%d judges", "%d juges", Status.APPROVED),
        ("Bench", Status.CANDIDATE),
    ]
    first = read.units[0]
    assert list(first.texts) == ["en", "fr-CA"]
    assert (first.label, first.note) == ("court", "à revoir avec le greffe\nshown above the list")
    assert read.notes == (
        "messages read as en; --languages SOURCE,TARGET says otherwise",
        "not kept: obsolete message (1)",
    )


def test_languages_can_be_named_and_other_character_sets_are_read(tmp_path: Path) -> None:
    text = FILE.replace("UTF-8", "CP1252").replace("fr_CA", "")
    path = written(tmp_path, text, "cp1252")
    with pytest.raises(InputError, match="does not say into what it translates; name it"):
        factory.read(path)
    read = factory.read(path, languages=("en-GB", "fr"))
    assert read.units[1].texts["fr"].startswith("L’audience")
    assert set(read.units[0].texts) == {"en-GB", "fr"}


@pytest.mark.parametrize("charset", ["utf-16", "utf-16-le", "utf-16-be"])
def test_a_file_that_was_converted_to_utf_16_is_read_the_same(tmp_path: Path, charset: str) -> None:
    plain = factory.read(written(tmp_path, FILE))
    assert factory.read(written(tmp_path, FILE, charset)) == plain


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (FILE.replace('msgstr "Greffe"', 'french "Greffe"'), "court.po, line 13: not as a PO file"),
        (FILE.replace("fr_CA", "français de la Cour"), "name it: --languages SOURCE,TARGET"),
    ],
)
def test_a_damaged_file_is_told_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        factory.read(written(tmp_path, text))
    assert "\n" not in str(caught.value)


def test_strict_reading_refuses_what_cannot_be_kept(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="obsolete message cannot be kept"):
        factory.read(written(tmp_path, FILE), strict=True)
