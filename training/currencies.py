"""Names of currencies in the official languages, from CLDR, as the package has them.

    python -m training.currencies

Needs ``pip install babel`` (CLDR under the Unicode licence); writes
``aligner/languages/currencies.tsv``.
"""

from __future__ import annotations

from pathlib import Path

from aligner.languages import OFFICIAL

TABLE = Path(__file__).resolve().parents[1] / "aligner" / "languages" / "currencies.tsv"


def main() -> None:
    """Write the table."""
    from babel import Locale

    names = [Locale(lang).currencies for lang in OFFICIAL]
    codes = sorted(code for code in names[0] if all(code in known for known in names))
    rows = [("code", *OFFICIAL), *((code, *(known[code] for known in names)) for code in codes)]
    TABLE.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
