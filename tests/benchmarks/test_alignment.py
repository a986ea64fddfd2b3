"""What the benchmark of the alignment counts, counts right."""

from __future__ import annotations

from pathlib import Path

import pytest

from aligner.alignment.gold import GoldPair
from aligner.alignment.metrics import evaluate
from aligner.model import Bead
from benchmarks.calibration import calibration_error, errors_found, most_findable
from benchmarks.peers import overlaps, tokenized
from benchmarks.six_languages import Versions, traced
from benchmarks.stopwatch import Reader, Stopwatch
from benchmarks.trials import Records, Trial, joined, judged

CLEAN = (
    "Preamble",
    "Article 1",
    "All are born free.",
    "Article 2",
    "All have rights, all of them.",
)


def test_noisy_units_are_traced_back_to_the_clean_ones() -> None:
    noisy = ["Preamble Article 1", "Page 9", "Article 2", "All have rights,", "all of them."]
    assert traced(noisy, CLEAN) == [[0, 1], [], [3], [4], [4]]


def test_what_holds_the_same_in_any_two_versions_belongs_together() -> None:
    held = {"fr": [{0}, {1}], "en": [{0, 1}, set()], "es": [{0}, {1}]}
    six = Versions(
        {lang: tuple(f"{lang} {i}" for i in range(2)) for lang in held},
        {
            (lang, i): frozenset((c, 0) for c in cells)
            for lang, sides in held.items()
            for i, cells in enumerate(sides)
        },
    )
    assert six.groups(("fr", "es")) == [{"fr": (0,), "es": (0,)}, {"fr": (1,), "es": (1,)}]
    assert six.groups(("fr", "en", "es")) == [
        {"fr": (0, 1), "en": (0,), "es": (0, 1)},
        {"fr": (), "en": (1,), "es": ()},
    ]


def test_documents_are_put_one_behind_the_other_and_cut_at_a_bead() -> None:
    beads = (Bead((0,), (0,)), Bead((1, 2), (1,)), Bead((), (2,)))
    pair = GoldPair("a", "fr", "en", ("a", "b", "c"), ("A", "B", "C"), beads)
    made = joined([pair], 5)
    assert made.src == ("a", "b", "c", "a")
    assert made.tgt == ("A", "B", "C", "A")
    assert made.beads == (*beads, Bead((3,), (3,)))


def test_confidence_that_means_what_it_says_has_no_error() -> None:
    honest = [(0.8, i % 5 != 0) for i in range(100)]
    assert calibration_error(honest) == pytest.approx(0)
    assert calibration_error([(1.0, i % 5 != 0) for i in range(100)]) == pytest.approx(0.2)


def test_errors_are_looked_for_among_the_least_confident() -> None:
    beads = [(0.2, False), *[(0.9, True)] * 18, (0.95, False)]
    assert errors_found(beads) == 0.5
    assert most_findable(beads) == 1.0
    assert errors_found([(0.9, True)] * 5) == 1.0


def test_omissions_are_judged_one_by_one() -> None:
    gold = [Bead((0,), (0,)), Bead((1, 2), ())]
    found = [Bead((0,), (0,), 0.9), Bead((1,), (), 0.6), Bead((2,), (), 0.3)]
    assert judged(gold, found) == [(0.9, True), (0.6, True), (0.3, True)]


def test_trials_come_back_from_their_file(tmp_path: Path) -> None:
    beads = [Bead((0,), (0,)), Bead((1,), ())]
    trial = Trial("sets", "udhr", "fr-en", "fr-en", 2, "auto", evaluate(beads, beads[:1]),
                  0.5, 0.25, 1.5, 80.0, ((0.9, True),), "static-v1")  # fmt: skip
    Records(tmp_path / "records.jsonl").add([trial])
    again = Records(tmp_path / "records.jsonl")
    assert again.trials == [trial]
    assert again.done("sets", "udhr", ["fr-en", "fr-zh"]) == {"auto"}
    assert again.done("speed", "udhr", ["fr-en"]) == set()


def test_what_two_peers_ask_for_is_read_once_and_paid_for_twice() -> None:
    import numpy as np

    read: list[str] = []

    def embed(texts: list[str]) -> np.ndarray:
        read.extend(texts)
        return np.ones((len(texts), 2), np.float32)

    reader = Reader(embed)
    reader(["a", "b"])
    once = reader.seconds
    reader(["a", "b"])
    assert read == ["a", "b"]
    assert reader.seconds == pytest.approx(2 * once)


def test_calls_inside_calls_are_timed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = iter(range(100))
    monkeypatch.setattr("benchmarks.stopwatch.time.perf_counter", lambda: next(ticks))
    watch = Stopwatch()
    inner = watch.watched(lambda: None)
    watch.watched(lambda: [inner() for _ in range(3)])()
    assert watch.seconds == 1


def test_runs_are_laid_out_as_vecalign_reads_them() -> None:
    assert list(overlaps(["a", "", "c"])) == [
        "a", "BLANK_LINE", "c", "PAD", "a BLANK_LINE", "BLANK_LINE c",
        "PAD", "PAD", "a BLANK_LINE c", "PAD", "PAD", "PAD",
    ]  # fmt: skip


def test_words_are_set_apart_for_hunalign() -> None:
    assert tokenized("L’Article 2: 第二条") == "l ’ article 2 : 第 二 条"
