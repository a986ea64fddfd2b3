"""Documents are asked of a service that answers in all the ways that services do."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from aligner.corpus import archive as archives
from aligner.errors import InputError, UsageError
from aligner.fetching import Fetched, Settings, fetch, load
from tests.command import call

PDF = b"%PDF-1.4 of the test"


class Service(ThreadingHTTPServer):
    """Answers by symbol; remembers what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.asked: list[str] = []
        self.settings = Settings(
            f"http://127.0.0.1:{self.server_port}/access?s={{symbol}}&l={{lang}}&t={{format}}",
            hosts=(), codes={"zh": "C"}, pause=2.0,
        )  # fmt: skip


class Answer(BaseHTTPRequestHandler):
    server: Service

    def do_GET(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        self.server.asked.append(self.path)
        symbol, lang = asked.get("s", [""])[0], asked.get("l", [""])[0]
        times = self.server.asked.count(self.path)
        number = symbol.split("/")[-1]
        if self.path.startswith("/file"):
            self._say(200, PDF)
        elif number == "1" and lang in ("fr", "C"):
            self._say(302, b"", Location=f"/file/{lang}.pdf")
        elif number == "2":
            self._say(200, b"<!DOCTYPE html><html><title>Please  log in</title></html>")
        elif number == "3" and times < 3:
            self._say(429, b"", **({"Retry-After": "7"} if times == 1 else {}))
        elif number == "3":
            self._say(200, PDF)
        elif number == "4":
            self._say(302, b"", Location="http://elsewhere.invalid/file.pdf")
        elif number == "5":
            self._say(503, b"", **{"Retry-After": "86400"})
        elif number == "6":
            self._say(200, PDF, **{"Content-Length": str(len(PDF) + 9)})
        elif number == "7":
            self._say(200, b"")
        else:
            self._say(404, b"")

    def _say(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in ({"Content-Length": str(len(body))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """It need not tell."""


@pytest.fixture(scope="module")
def server() -> Iterator[Service]:
    with Service() as made:
        thread = threading.Thread(target=made.serve_forever, daemon=True)
        thread.start()
        yield made
        made.shutdown()


@pytest.fixture
def service(server: Service) -> Service:
    server.asked.clear()
    return server


def fetched(
    service: Service, out: Path, *symbols: str, langs: tuple[str, ...] = ("fr",)
) -> tuple[list[Fetched], list[float]]:
    waits: list[float] = []
    found = fetch(symbols, out, langs=langs, settings=service.settings, wait=waits.append)
    return list(found), waits


def test_versions_are_fetched_one_after_the_other_and_not_again(
    service: Service, tmp_path: Path
) -> None:
    got, waits = fetched(service, tmp_path, "a-80-1", langs=("fr", "zh", "en"))
    assert [(one.lang, one.file) for one in got] == [
        ("fr", tmp_path / "fr/A-80-1.pdf"), ("zh", tmp_path / "zh/A-80-1.pdf"), ("en", None),
    ]  # fmt: skip
    assert got[2].reason == "the service has no en version of A/80/1"
    assert (tmp_path / "zh/A-80-1.pdf").read_bytes() == PDF
    assert waits == [2.0, 2.0]
    assert service.asked[0] == "/access?s=A/80/1&l=fr&t=pdf"
    before = len(service.asked)
    again, _ = fetched(service, tmp_path, "A/80/1", langs=("fr",))
    assert again[0].reason == "it is there already" and len(service.asked) == before


@pytest.mark.parametrize(
    ("symbol", "reason"),
    [
        ("A/80/2", "a page in place of the file: Please log in"),
        ("A/80/4", "the service leads to http://elsewhere.invalid, which is none of its hosts"),
        ("A/80/5", "the service asks to wait 86,400 s; start again then"),
        ("A/80/7", "the service sent an empty file"),
        ("A/80/9", "the service has no fr version of A/80/9; no language has it; check the symbol"),
        ("S/RES/99", "did you mean S/RES/99(YEAR)?"),
    ],
)
def test_what_is_no_file_is_told_and_nothing_is_written(
    service: Service, tmp_path: Path, symbol: str, reason: str
) -> None:
    ((one,), _) = fetched(service, tmp_path, symbol)
    assert one.file is None and reason in one.reason
    assert not list(tmp_path.rglob("*.*"))


def test_it_waits_as_long_as_the_service_asks(service: Service, tmp_path: Path) -> None:
    ((one,), waits) = fetched(service, tmp_path, "A/80/3")
    assert one.file and waits == [7.0, 2.0]


def test_a_file_that_is_cut_short_is_asked_for_again_and_then_told(
    service: Service, tmp_path: Path
) -> None:
    ((one,), waits) = fetched(service, tmp_path, "A/80/6")
    assert one.file is None and len(service.asked) == 3 and waits == [4.0, 8.0]


def test_a_symbol_that_is_none_is_told_before_anything_is_asked(
    service: Service, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match=r"did you mean S/RES/2331\(2016\)\?"):
        fetched(service, tmp_path, "A/80/1", "SRES/2331(2016)")
    assert service.asked == []


def test_the_command_takes_the_service_of_the_folder(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    address = service.settings.address
    (tmp_path / "aligner.toml").write_text(
        f'[fetch]\naddress = "{address}"\npause-seconds = 0\n', "utf-8"
    )
    monkeypatch.chdir(tmp_path)
    assert call(monkeypatch, "fetch", "A/80/1", "--lang", "fr,en", "-o", "texts") == 0
    told = capsys.readouterr()
    assert "A/80/1 fr: texts/fr/A-80-1.pdf" in told.out
    assert f"asking for http://127.0.0.1:{service.server_port}/access?s=A/80/1&l=fr" in told.err
    assert call(monkeypatch, "fetch", "A/80/9", "--lang", "fr") == 2


def test_an_archive_is_made_of_symbols(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    settings = f'[fetch]\naddress = "{service.settings.address}"\npause-seconds = 0\n'
    (tmp_path / "aligner.toml").write_text(settings + 'codes = { zh = "C" }\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    wanted = tmp_path / "symbols.txt"
    wanted.write_text("# of the session\n\na/80/1\nA/80/1\nA/80/2\n", "utf-8-sig")
    words = ("corpus", "add", "--symbols", wanted, "--lang", "fr,zh", "-o", "archive")
    assert call(monkeypatch, *words) == 0
    told = capsys.readouterr().out
    assert "A/80/2 zh: a page in place of the file: Please log in" in told
    assert "2 new files; 1 documents in two languages or more" in told
    (item,) = archives.opened(Path("archive")).items()
    assert (item.id, item.languages, item.organ) == ("A/80/1", ("fr", "zh"), "A")
    service.asked.clear()
    assert call(monkeypatch, *words) == 0  # as after a night that broke off
    assert {path.split("&")[0] for path in service.asked} == {"/access?s=A/80/2"}
    assert "0 new files" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("said", "message"),
    [
        (b"A/80/1\nSRES/2331(2016)\n", "line 2: SRES/2331(2016): no document symbol; did you mean"),
        (b"# none yet\n", "has no symbols; write one a line"),
        (b"\xff\xfe\x00", "cannot be read"),
    ],
)
def test_a_list_with_a_mistake_is_told_before_anything_is_asked(
    service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str], said: bytes, message: str,
) -> None:  # fmt: skip
    (tmp_path / "list.txt").write_bytes(said)
    monkeypatch.chdir(tmp_path)
    assert call(monkeypatch, "corpus", "add", "--symbols", "list.txt", "-o", "archive") == 2
    assert message in capsys.readouterr().err
    assert service.asked == [] and not Path("archive").exists()


def test_settings_that_cannot_be_used_are_one_line(tmp_path: Path) -> None:
    file = tmp_path / "aligner.toml"
    for said, message in (
        ('address = "ftp://x/{symbol}"', "no http address"),
        ('address = "https://x/"', "no http address"),
        ("pause-seconds = -1", "pause-seconds is -1"),
        ('host = "x"', "has no 'host'"),
    ):
        file.write_text(f"[fetch]\n{said}\n", "utf-8")
        with pytest.raises((UsageError, InputError), match=message):
            load(file)
