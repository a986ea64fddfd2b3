"""The command ``aligner``, which is ``python -m aligner`` too."""

from __future__ import annotations

import sys
from typing import NoReturn

from aligner import ending


def main() -> NoReturn:
    """Run the command line and leave with its exit status."""
    sys.exit(ending.of(_command))


def _command() -> int:
    from aligner import cli  # here, so that stopping it while it loads is quiet too

    return cli.command()


if __name__ == "__main__":
    main()
