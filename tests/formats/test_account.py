"""Whatever a reader does not keep is named with its count, and only that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from aligner.formats import skos, tables, tbx, tmx, xliff
from aligner.formats.imported import Imported

NAMES = st.lists(st.sampled_from(["x-shape", "x-colour", "x-weight"]), min_size=1, max_size=5)
few = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _tmx(names: list[str]) -> str:
    props = "".join(f'<prop type="{name}">v</prop>' for name in names)
    return (
        f'<tmx version="1.4"><header srclang="en">{props}</header><body><tu>'
        '<tuv xml:lang="en"><seg>yes</seg></tuv><tuv xml:lang="fr"><seg>oui</seg></tuv>'
        "</tu></body></tmx>"
    )


def _xliff(names: list[str]) -> str:
    meta = "".join(f'<mda:metaGroup category="{name}"/>' for name in names)
    return (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="en" '
        'trgLang="fr" xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0"><file id="f"><unit id="u">'
        f"<mda:metadata>{meta}</mda:metadata>"
        "<segment><source>yes</source><target>oui</target></segment></unit></file></xliff>"
    )


def _tbx(names: list[str]) -> str:
    notes = "".join(f'<termNote type="{name}">v</termNote>' for name in names)
    return (
        '<martif type="TBX"><text><body><termEntry id="c"><langSet xml:lang="en">'
        f"<tig><term>law</term>{notes}</tig></langSet></termEntry></body></text></martif>"
    )


def _skos(names: list[str]) -> str:
    said = "".join(f'; o:{name} "{place}" ' for place, name in enumerate(names))
    return (
        "@prefix s: <http://www.w3.org/2004/02/skos/core#> .\n@prefix o: <http://other.org/> .\n"
        f'<http://e.org/1> a s:Concept ; s:prefLabel "law"@en {said}.'
    )


def _table(names: list[str]) -> str:
    head = ",".join(["en", "fr", *dict.fromkeys(names)])
    return f"{head}\nlaw,droit{',v' * len(set(names))}\n"


FORMATS: dict[str, tuple[Callable[[list[str]], str], Callable[[Path], Imported]]] = {
    "a.tmx": (_tmx, tmx.read),
    "a.xlf": (_xliff, xliff.read),
    "a.tbx": (_tbx, tbx.read),
    "a.ttl": (_skos, skos.read),
    "a.csv": (_table, tables.read),
}


@pytest.mark.parametrize("name", FORMATS)
@few
@given(names=NAMES)
def test_what_is_not_kept_is_named_with_its_count(
    tmp_path: Path, name: str, names: list[str]
) -> None:
    make, read = FORMATS[name]
    path = tmp_path / name
    path.write_text(make(names), "utf-8")
    notes = read(path).notes
    counts = Counter(names) if name != "a.csv" else dict.fromkeys(names, 1)
    assert len(notes) == len(counts), notes
    for what, count in counts.items():
        assert any(what in note and note.endswith(f"({count})") for note in notes), notes
