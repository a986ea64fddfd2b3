"""Where documents are fetched from: the table ``[fetch]`` of ``aligner.toml``."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from aligner import confinement
from aligner.errors import UsageError

FILE = Path("aligner.toml")
SECTION = "fetch"
UNITED_NATIONS = "https://documents.un.org/api/symbol/access?s={symbol}&l={lang}&t={format}"
"""As public programmes of 2025 and 2026 ask the Official Document System; not tried live here."""
_UN_HOSTS = ("documents.un.org", "documents-dds-ny.un.org", "undocs.org", "digitallibrary.un.org")


@dataclass(frozen=True, slots=True)
class Settings:
    """How to ask a document service.

    Attributes:
        address: Template of the address, with ``{symbol}``, ``{lang}`` and ``{format}``.
        hosts: Hosts that a redirect may lead to beside that of the address.
        codes: What the service calls a language, by BCP 47 code, where it is not that code.
        pause: Seconds between two requests.
        patience: Seconds that the service may ask to wait; beyond, the person starts again later.
    """

    address: str = UNITED_NATIONS
    hosts: tuple[str, ...] = _UN_HOSTS
    codes: dict[str, str] = field(default_factory=dict)
    pause: float = 2.0
    patience: float = 300.0


def load(file: Path = FILE) -> Settings:
    """The settings of a file; those of the United Nations where it has none.

    Raises:
        InputError: The file cannot be read.
        UsageError: A setting cannot be used.
    """
    said = confinement.table(file).get(SECTION, {}) if file.is_file() else {}
    where = f"{file}: [{SECTION}]"
    known = {"address", "hosts", "codes", "pause-seconds", "patience-seconds"}
    if not isinstance(said, dict) or (unknown := sorted(set(said) - known)):
        name = unknown[0] if isinstance(said, dict) else said
        raise UsageError(f"{where}: has no {name!r}; it has {', '.join(sorted(known))}")
    address = str(said.get("address", UNITED_NATIONS))
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname or "{symbol}" not in address:
        raise UsageError(f"{where}: address is no http address with {{symbol}} in it")
    default_hosts = _UN_HOSTS if address == UNITED_NATIONS else ()
    hosts, codes = said.get("hosts", default_hosts), said.get("codes", {})
    if not isinstance(hosts, list | tuple) or not isinstance(codes, dict):
        raise UsageError(f"{where}: hosts is a list and codes a table; see docs/corpus.md")
    return Settings(
        address,
        tuple(map(str, hosts)),
        {str(lang): str(code) for lang, code in codes.items()},
        _seconds(said, "pause-seconds", 2.0, where),
        _seconds(said, "patience-seconds", 300.0, where),
    )


def _seconds(said: dict[str, Any], name: str, default: float, where: str) -> float:
    value = said.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e6:
        raise UsageError(f"{where}: {name} is {value!r}; give seconds")
    return float(value)
