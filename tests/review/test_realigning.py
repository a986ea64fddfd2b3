"""Realigning in the background: told, stopped, and saved whole or not at all."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event as Flag

import pytest

from aligner import pipeline, store
from aligner.errors import Conflict
from aligner.model import Actor, Role
from aligner.review.frame.realigning import Realignment

ANA = Actor("Ana", Role.ADMIN)
Work = Callable[..., object]


def run(url: str, monkeypatch: pytest.MonkeyPatch, work: Work, stop: bool = False) -> Realignment:
    begun, go_on = Flag(), Flag()

    def realign(*args: object, progress: Callable[[str, float], None]) -> object:
        progress("aligning", 0.5)
        begun.set()
        go_on.wait(10)
        progress("aligning", 0.9)
        return work()

    monkeypatch.setattr(pipeline, "realign", realign)
    with store.connect(url) as database:
        made = Realignment(database, 1, ANA)
        made.start()
        assert begun.wait(10)
        assert made.running
        assert made.share == 0.5
        if stop:
            made.stop()
        go_on.set()
        made._thread.join(10)
    return made


def test_it_says_how_it_ended(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "came out as it was" in run(url, monkeypatch, lambda: None).said
    done = run(url, monkeypatch, lambda: "an event")
    assert done.said.startswith("Realigned")
    assert done.is_news


def test_it_can_be_stopped_before_anything_is_saved(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved: list[str] = []
    stopped = run(url, monkeypatch, lambda: saved.append("saved"), stop=True)
    assert stopped.said == "Realigning was stopped; nothing changed"
    assert saved == []


def test_a_row_that_somebody_decided_meanwhile_is_told(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def work() -> None:
        raise Conflict("row 4 was changed by Li")

    assert run(url, monkeypatch, work).said == "Not realigned: row 4 was changed by Li"
