"""The report of an archive as one page of HTML that needs nothing else, and prints well."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aligner.corpus.history import Told
from aligner.corpus.reporting import BINS, Report
from aligner.formats.files import aside
from aligner.languages import language
from aligner.model.thresholds import SURE, UNCERTAIN

WIDTH, HEIGHT = 640, 160
"""Size of the histogram, in points of its own."""
YEARS, LINE = 260, 16
"""Width of a line of years, and its height."""
MOST = 60
"""Documents that are named in a list; the tables have them all."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the histogram: where it stands, what it counts, and how sure that is."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    count: int
    said: str


@dataclass(frozen=True, slots=True)
class Dot:
    """A year in which a rendering stood."""

    x: float
    radius: float
    said: str


def write(report: Report, path: Path) -> None:
    """Write a report as HTML.

    Raises:
        OutputError: The file cannot be written.
    """
    with aside(path) as part:
        part.write_text(page(report), encoding="utf-8")


def page(report: Report) -> str:
    """The whole page; it fetches nothing and runs nothing."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("aligner.corpus", "."), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    made.filters |= {"share": _share, "language": lambda lang: language(lang).name}
    return made.get_template("report.html").render(
        report=report, bars=bars(report.histogram), dots=dots, most=MOST,
        width=WIDTH, height=HEIGHT, years_width=YEARS, line=LINE, sure=SURE, uncertain=UNCERTAIN,
        name=lambda lang: language(lang).name,
        direction=lambda lang: "rtl" if language(lang).rtl else "ltr",
    )  # fmt: skip


def bars(histogram: Sequence[int]) -> list[Bar]:
    """The histogram; heights by the square root of the count, so that the few doubtful show."""
    most, wide = max(histogram, default=0) or 1, WIDTH / BINS
    made = []
    for n, count in enumerate(histogram):
        low, high = n / BINS, (n + 1) / BINS
        kind = "sure" if low >= SURE else "middle" if low >= UNCERTAIN else "unsure"
        height = max(1.0, HEIGHT * (count / most) ** 0.5) if count else 0.0
        said = f"{low:.2f} to {high:.2f}: {count:,} rows"
        made.append(Bar(n * wide + 1, HEIGHT - height, wide - 2, height, kind, count, said))
    return made


def dots(told: Told, years: tuple[int, int]) -> list[Dot]:
    """The years of a rendering on a line from a first to a last year."""
    most = max(told.years.values(), default=0)
    step = (YEARS - LINE) / max(1, years[1] - years[0])
    return [
        Dot(
            LINE / 2 + (year - years[0]) * step,
            max(1.5, (count / most) ** 0.5 * LINE / 2.4),
            f"{year}: {count:,} rows",
        )
        for year, count in told.years.items()
    ]


def _share(part: float, whole: float) -> str:
    """A part in hundredths, as one reads it: never 0 % where there is something."""
    if not whole:
        return "–"
    hundredths = 100 * part / whole
    if 0 < hundredths < 0.1:
        return "< 0.1 %"
    return f"{hundredths:.1f} %" if hundredths < 10 else f"{hundredths:.0f} %"
