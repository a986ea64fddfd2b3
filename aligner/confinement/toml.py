"""Settings in TOML, read with care: they may come from anywhere, as with ``--config``."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from aligner.errors import InputError

FILE = Path("aligner.toml")
"""Looked for in the working folder."""

_LARGEST = 1_000_000


def read(file: Path) -> dict[str, Any]:
    """What a TOML file says.

    Raises:
        InputError: It cannot be read, is too large, or is no TOML.
    """
    try:
        with file.open("rb") as opened:
            data = opened.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise InputError(f"{file}: has over {_LARGEST // 10**6} MB; give a file of settings")
        return tomllib.loads(data.decode("utf-8-sig"))
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({error.strerror or error})") from error
    except RecursionError:
        raise InputError(f"{file}: is nested too deeply for settings; mend it") from None
    except ValueError as error:  # no UTF-8, no TOML, or a number without end
        reason = " ".join(str(error).split())[:200]
        raise InputError(f"{file}: is no TOML ({reason}); mend that line") from None
