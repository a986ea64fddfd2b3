"""One document of an archive, in a process of its own."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from aligner import confinement, pipeline
from aligner.alignment import feature_kernels, lattice_kernels
from aligner.corpus import archive as archives
from aligner.corpus import finding, results, working
from aligner.corpus.archive import Archive
from aligner.corpus.working import Done, Order
from aligner.model import Document
from aligner.similarity import run_kernels

FR = [
    "Le Conseil d’administration se réunit à Genève au printemps.",
    "1. Il approuve le budget de 250 millions de francs pour les ports.",
    "2. Il nomme trois experts de la pêche côtière.",
    "3. Il demande un rapport sur la sécurité des navires.",
    "4. Il remercie le Gouvernement de son accueil.",
]
EN = [
    "The Board of Directors meets in Geneva in the spring.",
    "1. It approves the budget of 250 million francs for the ports.",
    "2. It appoints three experts on coastal fishing.",
    "3. It requests a report on the safety of ships.",
    "4. It thanks the Government for its welcome.",
]
OTHER = [
    "Tomato soup is best when the onions are fried slowly in butter.",
    "Add basil, a spoon of sugar and plenty of pepper.",
    "My grandmother never forgot the cream.",
    "The children used to play violin after dinner.",
    "Nobody remembers who won the match.",
]


def archive_of(tmp_path: Path, texts: dict[str, list[str]]) -> Archive:
    for name, lines in texts.items():
        path = tmp_path / "texts" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n\n".join(lines), "utf-8")
    archive = archives.made(tmp_path / "archive")
    finding.add(archive, finding.in_folder(tmp_path / "texts"))
    return archive


def test_documents_are_done_and_bad_ones_are_set_aside_with_reasons(tmp_path: Path) -> None:
    archive = archive_of(
        tmp_path,
        {
            "fr/S-2031-7.txt": [*FR], "en/S-2031-7.txt": ["S/2031/8", *EN],
            "fr/strangers.txt": FR, "en/strangers.txt": OTHER,
        },
    )  # fmt: skip
    order = Order(archive.folder)
    good, strangers = archive.item("S/2031/7"), archive.item("strangers")

    assert working.work(order, good) == Done("S/2031/7", 10)
    kept = archive.result(good.key).read_bytes()
    result = results.read(archive.result(good.key))
    assert result.languages == ["fr", "en"] and result.pivot == "fr"
    texts = [row.texts for row in result.rows if row.label == "2"]
    assert texts == [{"fr": FR[2][3:], "en": EN[2][3:]}]
    assert result.notes == ["en: the text says S/2031/8 at its head"]
    archive.result(good.key).unlink()
    working.work(order, good)
    assert archive.result(good.key).read_bytes() == kept  # the same bytes again

    reason = "en does not look like a translation of fr"
    assert working.work(order, strangers) == Done("strangers", reason=reason)
    (tmp_path / "texts/en/S-2031-7.txt").write_text("Changed.", "utf-8")
    archive.result(good.key).unlink()
    assert "en is left out" in working.work(order, good).reason
    stands = archives.standing(archive)
    assert [item.id for item, _ in stands.aside] == ["S/2031/7", "strangers"]


def compiled_anew() -> list[str]:
    """In a fork: the loops that a document has compiled though all was loaded before."""
    loops = {
        name: loop
        for module in (run_kernels, feature_kernels, lattice_kernels)
        for name, loop in vars(module).items()
        if hasattr(loop, "signatures")
    }
    before = {name: len(loop.signatures) for name, loop in loops.items()}
    joined = [*EN[:2], " ".join(EN[2:4]), *EN[4:]]
    sides = [Document.of_lines("d", "fr", FR * 3), Document.of_lines("d", "en", joined * 3)]
    pipeline.assemble(sides)
    return [name for name, loop in loops.items() if len(loop.signatures) > before[name]]


def test_no_document_has_to_compile_anything() -> None:
    prepare = partial(working.warm, ("en", "fr"))
    assert confinement.run(compiled_anew, file=Path("d"), prepare=prepare) == []


def test_a_damaged_result_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.json.gz"
    path.write_bytes(b"\x1f\x8b")
    with pytest.raises(archives.InputError, match="a damaged result"):
        results.read(path)
