"""A document done in a moment, as workers of a test do it: it tells when it began, and who did it.

Run as a programme, it runs a whole archive and is there to be killed.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from aligner.corpus import archive as archives
from aligner.corpus import running
from aligner.corpus.archive import Archive, Item
from aligner.corpus.working import Done, Order
from aligner.formats.files import aside


def content(item: Item) -> bytes:
    return f"{item.id} {item.key}\n".encode() * 50


def work(order: Order, item: Item) -> Done:
    archive = Archive(order.archive)
    target = archive.result(item.key)
    if target.exists():
        return Done(item.id)
    with (order.archive / "begun.log").open("a", encoding="utf-8") as log:
        log.write(f"{os.getpid()} {item.id}\n")
    if "bad" in item.id:
        archive.set_aside(item, "it is bad", 2)
        return Done(item.id, reason="it is bad")
    time.sleep(0.05)
    with aside(target) as part:
        part.write_bytes(content(item))
    return Done(item.id, 2)


if __name__ == "__main__":
    running.run(archives.opened(Path(sys.argv[1])), workers=2, work=work)
