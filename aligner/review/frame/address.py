"""Which database the desk serves."""

from __future__ import annotations

import argparse
import os
import sys

from aligner import store


def database_url() -> str:
    """``-- --db URL`` on the command line, else the environment's ``ALIGNER_DB``, else ``out/``."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--db")
    given: str | None = parser.parse_known_args(sys.argv[1:])[0].db
    return given or os.environ.get("ALIGNER_DB") or store.DEFAULT_URL
