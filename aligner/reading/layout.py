"""From physical lines to logical paragraphs.

Furniture goes out, then each pair of neighbouring lines is asked whether the second goes on with
the paragraph of the first (:mod:`aligner.reading.wrapping`), what goes on is joined, and what was
run together on one line is parted (:mod:`aligner.reading.parting`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from aligner.languages import Language
from aligner.reading import furniture, parting, wrapping
from aligner.reading.blocks import Block, Role
from aligner.reading.hyphens import HYPHENS, Hyphens

_FOOTNOTE = re.compile(
    r"\s*(?:\d{1,3}\s?/|[¹²³⁰⁴-⁹]+|\d{1,3}(?=\s+[^\W\d])|[*†‡]+|\[\d{1,3}\])\s*\S"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """What was read, sorted.

    Attributes:
        paragraphs: One block a logical paragraph, in reading order, footnotes last. White space
            is single.
        furniture: What was kept out, in reading order.
        unseen: What the file holds and its pages do not show, a sentence each.
    """

    paragraphs: tuple[Block, ...]
    furniture: tuple[str, ...]
    unseen: tuple[str, ...] = ()


def join(blocks: Sequence[Block], language: Language) -> Layout:
    """Logical paragraphs out of what a format reader gives.

    Lines that were wrapped are joined, hyphens at their ends undone where they are not the
    word's own, paragraphs that run together are parted and those that an empty line or a page
    break cut are made whole. Blocks that are paragraphs already pass through.

    Args:
        blocks: Lines, or paragraphs, headings, table rows and footnotes, in reading order.
        language: The language of the text.
    """
    out = furniture.find(blocks, language)
    notes = _footnotes(blocks, out)
    body = [None if i in out or i in notes else block for i, block in enumerate(blocks)]
    hyphens = Hyphens((block.text for block in blocks), language)
    runs = [*_flows(body, language), *_note_runs([blocks[i] for i in sorted(notes)])]
    whole = [_paragraph(run, language, hyphens) for run in runs]
    parts = [part for block in whole if block.text for part in parting.part(block, language)]
    return Layout(
        tuple(sorted(parts, key=lambda block: block.role is Role.FOOTNOTE)),
        tuple(" ".join(blocks[i].text.split()) for i in sorted(out)),
        tuple(block.text for block in blocks if block.role is Role.UNSEEN),
    )


def _flows(blocks: Sequence[Block | None], language: Language) -> list[list[Block]]:
    """Paragraphs of each flow, in the order in which they begin; each flow is measured by itself.

    A flow too short to tell how it was set is taken to be set as the running text is.
    """
    flows: dict[int, list[tuple[int, Block | None]]] = {0: []}
    for i, block in enumerate(blocks):
        if block is None:
            for members in flows.values():
                members.append((i, None))
        else:
            flows.setdefault(block.flow, []).append((i, block))
    usual = wrapping.Shape(language)
    found: list[tuple[int, list[Block]]] = []
    for flow, members in flows.items():
        lines = [b if b and b.role is Role.LINE else None for _, b in members]
        shape = wrapping.measure(lines, language)
        if any(line.room is not None for line in lines if line):
            shape = replace(shape, wrapped=True)
        if not flow:
            usual = shape
        places = {id(block): i for i, block in members if block}
        runs = _runs([b for _, b in members], shape if shape.wrapped else usual)
        found += [(places[id(run[0])], run) for run in runs]
    return [run for _, run in sorted(found, key=lambda pair: pair[0])]


def _runs(blocks: Sequence[Block | None], shape: wrapping.Shape) -> Iterator[list[Block]]:
    """Stretches of blocks that make one paragraph each; None stands for what was taken out.

    Of what is no line, only blocks of one unit go together.
    """
    run: list[Block] = []
    gap, turned = 0, False
    for block in blocks:
        if block is None:
            turned = True
        elif block.role is not Role.LINE:
            if run and block.unit is not None and run[-1].unit == block.unit:
                run.append(block)
                continue
            if run:
                yield run
            run = [block]
        elif not block.text.strip():
            gap += 1
        else:
            turned = turned or bool(run and run[-1].page != block.page)
            if run and (
                run[-1].role is not Role.LINE
                or not wrapping.goes_on(run[-1].text, block.text, gap, turned, shape, block.room)
            ):
                yield run
                run = []
            run.append(block)
            gap, turned = 0, False
    if run:
        yield run


def _paragraph(run: Sequence[Block], language: Language, hyphens: Hyphens) -> Block:
    first = run[0]
    text = ""
    for block in run:
        text = _append(text, " ".join(block.text.split()), language, hyphens)
    role = Role.PARAGRAPH if first.role is Role.LINE else first.role
    unsure = tuple(word for block in run for word in block.unsure)
    return replace(first, text=text, role=role, unsure=unsure)


def _append(text: str, line: str, language: Language, hyphens: Hyphens) -> str:
    if not text or not line:
        return text + line
    if text[-1] in HYPHENS and text[-2:-1].isalnum() and line[0].isalnum():
        return hyphens.join(text, line)
    ends = text[-1] + line[0]
    if not language.spaces and not (ends.isascii() and ends.isalnum()):
        return text + line
    return f"{text} {line}"


def _footnotes(blocks: Sequence[Block], out: set[int]) -> set[int]:
    """Positions of the lines that are said to be of notes, and of those under a typed rule.

    They go down to the end of the page, if a note begins there.
    """
    notes = {i for i, block in enumerate(blocks) if block.role is Role.NOTE}
    page: int | None = None
    under_rule = False
    filled = [i for i, b in enumerate(blocks) if b.role is Role.LINE and b.text.strip()]
    for place, i in enumerate(filled):
        block = blocks[i]
        if block.page != page:
            page, under_rule = block.page, False
        if furniture.is_rule(block.text):
            below = filled[place + 1 : place + 2]
            under_rule = any(_FOOTNOTE.match(blocks[j].text) for j in below)
        elif under_rule and i not in out:
            notes.add(i)
    return notes


def _note_runs(lines: Sequence[Block]) -> Iterator[list[Block]]:
    run: list[Block] = []
    for block in lines:
        if run and _FOOTNOTE.match(block.text):
            yield run
            run = []
        run.append(replace(block, role=Role.FOOTNOTE))
    if run:
        yield run
