"""What ``benchmarks.alignment`` found, as tables in Markdown and a plot."""

from __future__ import annotations

import os
import platform
import shlex
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from aligner.alignment.gold import GoldPair, held_apart
from aligner.alignment.metrics import Evaluation
from benchmarks.calibration import calibration_error, errors_found, most_findable
from benchmarks.six_languages import SixWay
from benchmarks.six_languages import table as six_table
from benchmarks.trials import Trial

RESULTS = Path(__file__).with_name("results.md")
GOALS = {
    "ca_base": ".998/.999", "ca_nolab": ".998/.999", "ca_nat": ".985",
    "ca_noisy10lab": ".98/.997 (.90)", "ca_noisy10": ".97/.995 (.88)",
    "ca_noisy25": ".93/.99 (.87)", "sdg_noisy10": ".985/.997 (.92)",
    "udhr_noisy10": ".975/.996 (.93)", "tb_dev": ".87/.985", "hun_dtm": ".97",
}  # fmt: skip
"""Strict and lax F1 (null F1) to reach."""


def render(trials: Sequence[Trial], six: Sequence[SixWay], command: Sequence[str]) -> str:
    """All tables that there are trials for."""
    sections = [
        ("Whole sets", _figures(_of(trials, "sets"), GOALS)),
        ("Whole sets: seconds and memory", _costs(_of(trials, "sets"))),
        ("Search against search", _figures(_of(trials, "search"), {})),
        ("Search against search: seconds", _costs(_of(trials, "search"))),
        ("Growth", _growth(_of(trials, "speed"))),
        ("Confidence", _confidence(_of(trials, "sets"))),
        ("Six languages", six_table(six)),
    ]
    head = (
        "# Alignment: this project and its peers\n\n"
        f"{datetime.now(UTC):%Y-%m-%d}, Python {platform.python_version()}, "
        f"{platform.machine()}, {os.cpu_count()} cores shared with other work;\n"
        f"`{shlex.join(['python', '-m', 'benchmarks.alignment', *map(_short, command)])}`\n\n"
        "`auto` (the default), `static`, `encoder` are this project's own. F1 is strict / lax "
        "(null), counts added up\nover the documents of a set; what each is: "
        "[metrics](../aligner/alignment/metrics.py), [peers](peers.py).\n"
        f"Signatures:\n\n{_signatures(trials)}"
    )
    notes = {
        "Search against search": "Documents of at most 600 units. vecalign, sentweave and "
        "bertalign read the vectors of this project's encoder.\n\n",
        "Growth": "Documents of ca_noisy10 one behind the other. sentweave and bertalign read the "
        "static embedding here, as\n`auto` does at these lengths. CPU is seconds of all cores.\n\n",
        "Confidence": "ECE: expected calibration error, ten bins. *Held apart*: documents that the "
        "weights were not learned from.\n*Found*: share of the wrong beads that is in the least "
        "confident tenth, and what it could be at the most.\n\n",
    }
    body = "".join(
        f"\n## {title}\n\n{notes.get(title, '')}{text}\n" for title, text in sections if text
    )
    return head + body


def _signatures(trials: Sequence[Trial]) -> str:
    told = dict.fromkeys(trial.signature for trial in trials if trial.signature)
    return "".join(f"    {signature}\n" for signature in told)


def write(text: str, trials: Sequence[Trial]) -> None:
    """Write the tables and the plot beside this module, each aside first."""
    plot = RESULTS.with_suffix(".svg")
    drawn = _plot(_of(trials, "speed"))
    if drawn:
        text += f"\n![Processor seconds and memory by length of the document]({plot.name})\n"
        _replace(plot, drawn)
    _replace(RESULTS, text)


def _replace(path: Path, text: str) -> None:
    aside = path.with_name(f".{path.name}.part")
    aside.write_text(text, "utf-8")
    aside.replace(path)


def _short(argument: str) -> str:
    """Paths of the machine are nobody's business: only their last part is told."""
    return Path(argument).name if "/" in argument else argument


def _of(trials: Iterable[Trial], part: str) -> list[Trial]:
    return [trial for trial in trials if trial.part == part]


def _folders(trials: Sequence[Trial]) -> list[str]:
    return list(dict.fromkeys(trial.folder for trial in trials))


def _aligners(trials: Sequence[Trial]) -> list[str]:
    return list(dict.fromkeys(trial.aligner for trial in trials))


def _cells(
    trials: Sequence[Trial], cell: Callable[[list[Trial]], str], first: str, goals: dict[str, str]
) -> str:
    """A table of a set a row and an aligner a column."""
    if not trials:
        return ""
    names = _aligners(trials)
    whole = {f: max(_count(trials, f, name) for name in names) for f in _folders(trials)}
    lines = [[first, *(["goal"] if goals else []), *names]]
    for folder in whole:
        row = [folder, *([goals.get(folder, "")] if goals else [])]
        for name in names:
            mine = [t for t in trials if (t.folder, t.aligner) == (folder, name)]
            # Figures over part of a set cannot be compared.
            row.append(cell(mine) if len(mine) == whole[folder] else "–")
        lines.append(row)
    return markdown(lines)


def _count(trials: Sequence[Trial], folder: str, name: str) -> int:
    return sum((t.folder, t.aligner) == (folder, name) for t in trials)


def markdown(lines: Sequence[Sequence[str]]) -> str:
    """Rows of cells as a table, the first its head."""
    head, *rows = lines
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)) + "\n"


def _figures(trials: Sequence[Trial], goals: dict[str, str]) -> str:
    def cell(mine: list[Trial]) -> str:
        total = sum((t.agreement for t in mine), Evaluation())
        return f"{three(total.strict.f1)}/{three(total.lax.f1)} ({three(total.null.f1)})"

    return _cells(trials, cell, "set", goals)


def three(value: float) -> str:
    """Three places, without the zero before the point."""
    return f"{value:.3f}".removeprefix("0")


def _costs(trials: Sequence[Trial]) -> str:
    def cell(mine: list[Trial]) -> str:
        embedding, search = sum(t.embedding for t in mine), sum(t.search for t in mine)
        told = f"{embedding:.1f} + {search:.1f}" if embedding else f"{search:.1f}"
        return f"{told} s, {max(t.peak_mb for t in mine):.0f} MB"

    return _cells(trials, cell, "embedding + search, peak", {})


def _growth(trials: Sequence[Trial]) -> str:
    if not trials:
        return ""
    sizes = sorted({int(t.document) for t in trials})
    found = {(t.aligner, int(t.document)): t for t in trials}
    lines = [["aligner", "units", "seconds", "of them embedding", "CPU", "peak MB", "strict F1",
              "time grows by", "CPU grows by", "of hunalign's time", "of its CPU"]]  # fmt: skip
    for name in _aligners(trials):
        for before, size in zip([0, *sizes], sizes, strict=False):
            if not (trial := found.get((name, size))):
                continue
            smaller, rival = found.get((name, before)), found.get(("hunalign", size))
            lines.append([
                name, f"{size:,}", f"{trial.seconds:.1f}", f"{trial.embedding:.1f}",
                f"{trial.cpu:.1f}", f"{trial.peak_mb:.0f}", three(trial.agreement.strict.f1),
                *_ratios(trial, smaller, 1), *_ratios(trial, rival if rival != trial else None, 2),
            ])  # fmt: skip
    return markdown(lines)


def _ratios(trial: Trial, other: Trial | None, places: int) -> list[str]:
    """Wall and processor seconds, as multiples of another trial's."""
    if other is None:
        return ["", ""]
    return [f"{mine / its:.{places}f}" if its else ""
            for mine, its in ((trial.seconds, other.seconds), (trial.cpu, other.cpu))]  # fmt: skip


def _confidence(trials: Sequence[Trial]) -> str:
    own = [t for t in trials if t.beads and t.aligner == "auto"]
    if not own:
        return ""
    lines = [["set", "beads", "wrong", "ECE", "found", "held apart: beads", "ECE", "found"]]
    for folder in [*_folders(own), "all"]:
        mine = [t for t in own if folder in ("all", t.folder)]
        apart = [t for t in mine if held_apart(GoldPair(t.document, "", "en", (), (), ()))]
        beads, held = ([b for t in some for b in t.beads] for some in (mine, apart))
        lines.append([
            folder, str(len(beads)), str(sum(not right for _, right in beads)),
            three(calibration_error(beads)), _found(beads),
            *([str(len(held)), three(calibration_error(held)), _found(held)] if held
              else ["", "", ""]),
        ])  # fmt: skip
    return markdown(lines)


def _found(beads: Sequence[tuple[float, bool]]) -> str:
    return f"{errors_found(beads):.2f} of {most_findable(beads):.2f}"


def _plot(trials: Sequence[Trial]) -> str:
    """Processor seconds by units, and memory by units, an aligner a line, as SVG."""
    if not trials:
        return ""
    import altair as alt
    import pandas as pd
    import vl_convert

    data = pd.DataFrame(
        {"aligner": t.aligner, "units": int(t.document), "seconds": t.cpu, "MB": t.peak_mb}
        for t in trials
    )
    base = alt.Chart(data).mark_line(point=True).properties(width=340, height=260)
    log = alt.Scale(type="log")
    charts = [
        base.encode(
            x=alt.X("units:Q", scale=log, title="units a side"),
            y=alt.Y(f"{what}:Q", scale=log, title=title),
            color=alt.Color("aligner:N", title=None),
        )
        for what, title in (("seconds", "processor seconds, embedding included"), ("MB", "peak MB"))
    ]
    return str(vl_convert.vegalite_to_svg(alt.hconcat(*charts).to_json()))
