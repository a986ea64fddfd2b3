"""The command ``aligner``, which is ``python -m aligner`` too."""

from __future__ import annotations

import gc
import sys
from typing import NoReturn

from aligner import ending

_OBJECTS = 50_000
"""New objects after which those that nothing refers to are looked for. What a command loads lasts
to its end, and is not worth going through as often as Python does by itself."""


def main() -> NoReturn:
    """Run the command line and leave with its exit status."""
    gc.set_threshold(_OBJECTS)
    sys.exit(ending.of(_command))


def _command() -> int:
    from aligner import cli  # here, so that stopping it while it loads is quiet too

    return cli.command()


if __name__ == "__main__":
    main()
