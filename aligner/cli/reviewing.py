"""``aligner review``: the desk in the browser."""

from __future__ import annotations

import typer

from aligner.cli.options import DATABASE, DbOption


def review(db: DbOption = DATABASE) -> None:
    """Start the review UI in the browser, on this machine only."""
    import signal
    import subprocess

    from aligner import store
    from aligner.review.frame import server

    store.reach(db)
    with subprocess.Popen(server.command(db)) as desk:
        signal.signal(signal.SIGTERM, lambda *_: desk.terminate())  # no server outlives its command
        try:
            raise typer.Exit(desk.wait())
        except KeyboardInterrupt:  # the desk was told as well
            desk.wait()
            raise
