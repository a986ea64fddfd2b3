"""The project database: what runs have made and what was decided of it, kept in one place.

::

    with store.connect("sqlite:///out/aligner.db") as database:
        saved = database.save(project)
        for unit in database.units(saved.project_id):
            ...

No other package reads or writes the database.
"""

from aligner.store.backend import safe_url
from aligner.store.concordance import Hit
from aligner.store.copies import Copied, backup, restore
from aligner.store.database import DEFAULT_URL, Store, connect, exists
from aligner.store.decided_terms import DecidedTerm
from aligner.store.differences import Difference, Renewal
from aligner.store.door import allow
from aligner.store.entries import GlossarySummary
from aligner.store.holdings import Removed
from aligner.store.importing import Merged
from aligner.store.lookup import Found
from aligner.store.outline import OutlineRow
from aligner.store.project import ProjectSummary, Saved
from aligner.store.reach import reach
from aligner.store.realignment import Stretch
from aligner.store.schema import IMPORTED

__all__ = [
    "DEFAULT_URL",
    "IMPORTED",
    "Copied",
    "DecidedTerm",
    "Difference",
    "Found",
    "GlossarySummary",
    "Hit",
    "Merged",
    "OutlineRow",
    "ProjectSummary",
    "Removed",
    "Renewal",
    "Saved",
    "Store",
    "Stretch",
    "allow",
    "backup",
    "connect",
    "exists",
    "reach",
    "restore",
    "safe_url",
]
