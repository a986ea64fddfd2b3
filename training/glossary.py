"""The seed glossary: what the tool finds in the worked example, and what was decided of it.

    python -m training.glossary

Runs the example in French and English, takes each decision of
``glossaries/un-peace-security.decisions.csv`` over into a project of its own, and writes what is
approved as ``glossaries/un-peace-security.tbx``. A decision on a pair that is no longer found is
named.
"""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path

from aligner import exports, pipeline, store
from aligner.model import Actor, Role, Status
from aligner.store.deeds.concepts import DecideEntry

ROOT = Path(__file__).parents[1]
NAME = "un-peace-security"
FILES = (
    ROOT / "texts/fr/S-RES-2331-2016.ocr.txt",
    ROOT / "texts/en/S-RES-2331-2016.txt",
)


def main() -> None:
    """Extract, decide, export."""
    folder = ROOT / "glossaries"
    with (folder / f"{NAME}.decisions.csv").open(encoding="utf-8", newline="") as file:
        decisions = list(csv.DictReader(file))
    with tempfile.TemporaryDirectory() as out:
        url = f"sqlite:///{out}/aligner.db"
        pipeline.run(FILES, out=Path(out), db=url)
        with store.connect(url) as database:
            (project,) = database.projects()
            for row in decisions:
                glossary = database.glossary(project.id)
                entry = next(
                    (
                        entry
                        for entry in glossary.entries
                        if {row["fr"], row["en"]} <= {term.text for term in entry.terms}
                    ),
                    None,
                )
                if entry is None:
                    print(f"not found any more: {row['fr']} / {row['en']}")
                    continue
                deed = DecideEntry(glossary.id, entry.id, entry.version, Status(row["decision"]))
                database.decide(Actor("aligner project", Role.TERMINOLOGIST), deed, row["because"])
        made = exports.export(url, "tbx", folder / f"{NAME}.tbx")
    print(made.sentence)


if __name__ == "__main__":
    main()
