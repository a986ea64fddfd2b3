"""The server is for this machine alone, however it is started."""

from __future__ import annotations

import http.client
import sys
from pathlib import Path
from urllib.parse import urlsplit

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


def test_the_settings_of_a_checkout_are_those_of_the_package() -> None:
    packaged = ROOT / "aligner" / "review" / "served" / "streamlit.toml"
    assert (ROOT / ".streamlit" / "config.toml").read_text("utf-8") == packaged.read_text("utf-8")


def test_without_streamlit_the_extra_that_brings_it_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "streamlit", None)
    with pytest.raises(UsageError, match=r"un-aligner\[desk\]"):
        server.command("sqlite:///a.db")


def _handshake(port: int, host: str, origin: str | None) -> int:
    """The status with which the desk answers a browser that asks for its WebSocket."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.putrequest("GET", "/_stcore/stream", skip_host=True)
    headers = {
        "Host": host,
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }
    for name, value in (headers | ({"Origin": origin} if origin else {})).items():
        connection.putheader(name, value)
    connection.endheaders()
    try:
        return connection.getresponse().status
    finally:
        connection.close()


def test_a_page_whose_name_was_led_here_opens_no_session(tmp_path: Path) -> None:
    with server.running(f"sqlite:///{tmp_path / 'a.db'}", patience=120) as address:
        port = urlsplit(address).port
        assert port
        ours = f"127.0.0.1:{port}"
        assert _handshake(port, ours, f"http://{ours}") == 101
        assert _handshake(port, f"rebound.example.net:{port}", None) == 403
        assert (
            _handshake(port, f"rebound.example.net:{port}", f"http://rebound.example.net:{port}")
            == 403
        )
        assert _handshake(port, ours, "http://rebound.example.net") == 403
