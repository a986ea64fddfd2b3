"""Ask a document service for the language versions of documents, one request at a time."""

from __future__ import annotations

import email.utils
import http.client
import re
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import IO
from urllib.parse import quote, urlsplit

from aligner.errors import UsageError
from aligner.fetching.settings import Settings
from aligner.formats.files import aside
from aligner.languages import OFFICIAL
from aligner.model.symbol import Symbol, nearest, normalised
from aligner.version import VERSION

LANGUAGES = tuple(sorted(OFFICIAL))
FORMATS = ("pdf", "doc")
MOST_BYTES = 200_000_000
_TRIES = 3
_TIMEOUT = 60
_KINDS = ((b"%PDF", ".pdf"), (b"PK\x03\x04", ".docx"), (b"\xd0\xcf\x11\xe0", ".doc"))
_BUSY = (429, 503)


@dataclass(frozen=True, slots=True)
class Fetched:
    """What became of one language version.

    Attributes:
        symbol: Symbol of the document.
        lang: BCP 47 code.
        file: Where it lies; None where it was not to be had.
        reason: Why not, or that it was there already; else empty.
    """

    symbol: str
    lang: str
    file: Path | None
    reason: str = ""


class _Refused(Exception):  # noqa: N818
    """An answer that is no file, in words."""

    def __init__(self, words: str, *, missing: bool = False) -> None:
        super().__init__(words)
        self.missing = missing


def fetch(
    symbols: Sequence[str],
    out: Path,
    *,
    langs: Sequence[str] = LANGUAGES,
    to: str = "pdf",
    settings: Settings | None = None,
    asking: Callable[[str], None] = lambda address: None,
    wait: Callable[[float], None] = time.sleep,
) -> Iterator[Fetched]:
    """Fetch documents into ``out/LANG/SYMBOL.pdf``; what is there is not asked for again.

    Args:
        symbols: As people write them.
        out: Folder.
        langs: BCP 47 codes.
        to: ``pdf`` or ``doc``.
        settings: The service; that of the United Nations where None.
        asking: Told of each address before it is asked for.
        wait: Waits so many seconds.

    Yields:
        What became of each version, symbol by symbol.

    Raises:
        UsageError: A symbol is none, before anything is asked for.
        OutputError: The folder cannot be written to.
    """
    service = settings or Settings()
    if to not in FORMATS:
        raise UsageError(f"no format called '{to}'; choose {' or '.join(FORMATS)}")
    asked = _Pace(service, asking, wait)
    for symbol in [symbol_of(written) for written in symbols]:
        name = re.sub(r"[/()]+", "-", symbol.text).strip("-")
        misses = 0
        for lang in langs:
            there = [out / lang / f"{name}{suffix}" for _, suffix in _KINDS]
            if found := next((path for path in there if path.is_file()), None):
                yield Fetched(symbol.text, lang, found, "it is there already")
                continue
            try:
                content = asked.content(_address(service, symbol, lang, to))
                suffix = _suffix(content)
            except _Refused as refused:
                misses += refused.missing
                reason = _no_version(symbol, lang) if refused.missing else str(refused)
                if misses == len(langs):
                    reason = f"{reason}; no language has it{_meant(symbol)}"
                yield Fetched(symbol.text, lang, None, reason)
                continue
            path = out / lang / f"{name}{suffix}"
            with aside(path) as part:
                part.write_bytes(content)
            yield Fetched(symbol.text, lang, path)


def symbol_of(written: str) -> Symbol:
    """The symbol that a person wrote.

    Raises:
        UsageError: It is none; with what may be meant.
    """
    if symbol := normalised(written):
        return symbol
    near = nearest(written)
    raise UsageError(
        f"{written}: no document symbol"
        + (f"; did you mean {near}?" if near else "; write it as on the document, A/80/217")
    )


def _no_version(symbol: Symbol, lang: str) -> str:
    return f"the service has no {lang} version of {symbol}"


def _meant(symbol: Symbol) -> str:
    if re.fullmatch(r"S/RES/\d+", symbol.text):
        return f"; did you mean {symbol}(YEAR)? A resolution of the Council has its year"
    return "; check the symbol"


def _address(service: Settings, symbol: Symbol, lang: str, to: str) -> str:
    values = {"symbol": symbol.text, "lang": service.codes.get(lang, lang), "format": to}
    return re.sub(
        r"\{(symbol|lang|format)\}", lambda m: quote(values[m[1]], safe="/()"), service.address
    )


class _Pace:
    """One request at a time, with a pause before each but the first."""

    def __init__(
        self, service: Settings, asking: Callable[[str], None], wait: Callable[[float], None]
    ) -> None:
        self._service, self._asking, self._wait = service, asking, wait
        self._opener = urllib.request.build_opener(_SameService(service))
        self._begun = False

    def content(self, address: str) -> bytes:
        """What an address gives.

        Raises:
            _Refused: It gives no file.
        """
        pause = self._service.pause if self._begun else 0.0
        for tried in range(1, _TRIES + 1):
            if pause:
                self._wait(pause)
            self._begun = True
            self._asking(address)
            try:
                return self._read(address)
            except urllib.error.HTTPError as error:
                error.close()
                if error.code in (404, 410):
                    raise _Refused("not there", missing=True) from None
                if error.code not in _BUSY or tried == _TRIES:
                    raise _Refused(f"the service answers {error.code} {error.reason}") from None
                pause = self._asked_to_wait(error.headers)
            except (OSError, http.client.HTTPException) as error:
                reason = getattr(error, "reason", None) or error
                if tried == _TRIES:
                    raise _Refused(f"{urlsplit(address).hostname}: {reason}") from None
                pause = max(self._service.pause, 1.0) * 2**tried
        raise AssertionError  # the last try returns or raises

    def _read(self, address: str) -> bytes:
        request = urllib.request.Request(address, headers={"User-Agent": f"aligner/{VERSION}"})
        with self._opener.open(request, timeout=_TIMEOUT) as answer:
            content = bytes(answer.read(MOST_BYTES + 1))
            said = answer.headers.get("Content-Length", "")
        if len(content) > MOST_BYTES:
            raise _Refused(f"more than {MOST_BYTES // 10**6} MB")
        if said.isdecimal() and len(content) < int(said):
            raise http.client.IncompleteRead(content, int(said) - len(content))
        return content

    def _asked_to_wait(self, headers: Message) -> float:
        """Seconds that the service asks for, its own pause at least."""
        said = str(headers.get("Retry-After", "")).strip()
        seconds = float(said) if said.isdecimal() else 0.0
        if said and not said.isdecimal():
            try:
                seconds = email.utils.parsedate_to_datetime(said).timestamp() - time.time()
            except (TypeError, ValueError):
                seconds = 0.0
        if seconds > self._service.patience:
            raise _Refused(f"the service asks to wait {seconds:,.0f} s; start again then")
        return max(seconds, self._service.pause, 1.0)


class _SameService(urllib.request.HTTPRedirectHandler):
    """Redirects lead to the hosts of the service, and from https to https."""

    def __init__(self, service: Settings) -> None:
        self._first = urlsplit(service.address)
        self._hosts = {self._first.hostname, *service.hosts}

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        to = urlsplit(newurl)
        if to.scheme not in ("https", self._first.scheme) or to.hostname not in self._hosts:
            raise _Refused(
                f"the service leads to {to.scheme}://{to.hostname}, which is none of its hosts; "
                "if it is, name it: hosts in [fetch] of aligner.toml"
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _suffix(content: bytes) -> str:
    """The extension of a file by its first bytes.

    Raises:
        _Refused: It is no document.
    """
    for start, suffix in _KINDS:
        if content.startswith(start):
            return suffix
    if not content:
        raise _Refused("the service sent an empty file")
    if re.match(rb"\s*(?:\xef\xbb\xbf)?\s*<", content):
        title = re.search(rb"<title[^>]*>([^<]{0,200})", content, re.I)
        words = " ".join(title[1].decode("utf-8", "replace").split()) if title else ""
        raise _Refused(f"a page in place of the file{f': {words}' if words else ''}")
    raise _Refused("the service sent something that is neither PDF nor Word")
