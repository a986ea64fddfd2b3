"""The server is for this machine alone, however it is started."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from aligner.errors import UsageError
from aligner.review.frame import server, uploads

ROOT = Path(__file__).resolve().parents[2]


def test_the_server_listens_here_bounds_uploads_and_tells_nobody() -> None:
    command = server.command("sqlite:///a.db", "--server.port=8600")
    for option in (
        "--server.address=127.0.0.1",
        f"--server.maxUploadSize={uploads.MEGABYTES}",
        "--browser.gatherUsageStats=false",
        "--client.showErrorDetails=none",
        "--server.port=8600",
    ):
        assert option in command
    assert command[-3:] == ["--", "--db", "sqlite:///a.db"]


def test_what_is_told_last_counts_so_that_a_person_may_open_the_desk_to_others() -> None:
    command = server.command("sqlite:///a.db", "--server.address=0.0.0.0")
    addresses = [option for option in command if option.startswith("--server.address")]
    assert addresses[-1] == "--server.address=0.0.0.0"


def test_the_settings_of_a_checkout_say_the_same() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["address"] == "127.0.0.1"
    assert settings["server"]["maxUploadSize"] == uploads.MEGABYTES
    assert settings["browser"]["gatherUsageStats"] is False
    assert settings["client"]["showErrorDetails"] == "none"
    assert settings["client"]["showErrorLinks"] is False


def test_without_a_checkout_the_way_to_start_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "_APP", tmp_path / "app.py")
    with pytest.raises(UsageError, match="start the review desk from a checkout"):
        server.command("sqlite:///a.db")
