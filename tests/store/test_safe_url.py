"""A password in the address of a database is never shown."""

from __future__ import annotations

import pytest

from aligner import store
from aligner.errors import Forbidden, StoreError
from aligner.model import Actor, Role


@pytest.mark.parametrize(
    "url",
    [
        "postgresql+psycopg://ana:hush@db.example.org/aligner",
        "postgresql://ana:hush@db.example.org:port/aligner",
        "postgresql://ana:h@ush@db/aligner",
        "postgresql://ana:hush/hush@db/aligner",
        "mysql://ana:hush@db/aligner",
        "ana://x:hush@",
        "postgresql://db/aligner?password=hush&user=ana",
        "postgresql://db/aligner?user=ana&sslpassword=hush",
    ],
)
def test_it_is_not_shown(url: str) -> None:
    assert "hush" not in store.safe_url(url)
    assert "***" in store.safe_url(url)
    with pytest.raises(StoreError) as caught, store.connect(url, create=False):
        pass
    assert "hush" not in str(caught.value)
    assert "ush@" not in str(caught.value)


@pytest.mark.parametrize("url", ["sqlite:///out/aligner.db", "postgresql://db.example.org/aligner"])
def test_the_rest_is(url: str) -> None:
    assert store.safe_url(url) == url


def test_long_work_is_begun_and_ended_by_who_may() -> None:
    ana, li, viewer = (
        Actor("Ana", Role.TRANSLATOR),
        Actor("Li", Role.ADMIN),
        Actor("Eve", Role.VIEWER),
    )
    store.allow(ana, "run")
    store.allow(li, "run", begun_by="Ana")
    store.allow(viewer, "run", begun_by="Eve")
    for word in ("run", "realign"):
        with pytest.raises(Forbidden):
            store.allow(viewer, word)
        with pytest.raises(Forbidden):
            store.allow(viewer, word, begun_by="Ana")


def test_a_new_database_is_for_its_owner_alone(tmp_path) -> None:
    file = tmp_path / "aligner.db"
    with store.connect(f"sqlite:///{file}"):
        modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.iterdir()}
    assert set(modes.values()) == {0o600}, modes
