"""The process that looks at a long document, in a process of its own as the desk starts it."""

from __future__ import annotations

from pathlib import Path

from aligner import store
from aligner.review import facts, facts_worker
from aligner.review.fact_book import FactBook
from tests import example_project


def test_a_process_of_its_own_finds_what_is_found_here(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'aligner.db'}"
    with store.connect(url) as database:
        saved = database.save(example_project.project()).project_id
        rows = database.outline(saved)
        here = facts.look(database, rows)
    there = {
        i: fact
        for some in facts_worker.begin(url, saved, [row.id for row in rows[1:]])
        for i, fact in some.items()
    }
    del here[rows[0].id]
    assert there == here


def test_a_database_that_is_gone_ends_it_in_one_line(tmp_path: Path, capfd) -> None:
    url = f"sqlite:///{tmp_path / 'aligner.db'}"
    assert list(facts_worker.begin(url, 1, [1])) == []
    told = capfd.readouterr().err.splitlines()
    assert len(told) == 1
    assert "no database there yet" in told[0]
    assert not (tmp_path / "aligner.db").exists()


def test_what_was_looked_at_since_is_not_taken_back_by_what_is_read_in_the_background(
    tmp_path: Path,
) -> None:
    with store.connect(f"sqlite:///{tmp_path / 'aligner.db'}") as database:
        saved = database.save(example_project.project()).project_id
        book = FactBook(database, saved)
        rows = database.outline(saved)
        newer = facts.Facts(rows[0].version + 1, numbers_differ=True, same_number=False)
        book.keep({rows[0].id: newer})
        book.read_on(rows).join()
        assert book.unknown(rows) == [rows[0]]
        book.keep(facts.look(database, rows))
        assert book.unknown(rows) == [rows[0]]
