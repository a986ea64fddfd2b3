"""Files that nobody matched, paired by what they say.

Every file becomes one vector: the mean of the static vectors of its paragraphs, which mean the same
in six languages, and the numbers that stand in it. Two files are taken for versions of one document
where each is the other's nearest, by a clear margin. Whether they really are one is seen when they
are aligned, and told then.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from aligner import confinement
from aligner.corpus.archive import File, usual_pivot
from aligner.errors import AlignerError
from aligner.model.progress import Progress
from aligner.reading import detection, source

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NUMBERS = 0.5
"""What shared numbers weigh beside meaning."""
MARGIN = 0.02
"""By how much a counterpart must be nearer than the next; set by hand."""
LEAST = 0.5
"""Likeness from which on two files may be one document; set by hand."""
_CHARACTERS = 20_000
_NUMBER = re.compile(r"\d+")
_AT_ONCE = 512


def pairs(
    files: Sequence[File], progress: Progress = lambda what, share: None
) -> list[tuple[File, File]]:
    """Which files are versions of one document, by what they say.

    Args:
        files: In any languages that the static vectors know.
        progress: Told as it goes on.

    Returns:
        Pairs, the pivot of the archive (French, English or the first language) first.
    """
    known = [file for file in files if _is_known(file.lang)]
    texts: dict[str, list[str]] = {}
    for count, file in enumerate(known):
        progress("reading", count / len(known))
        try:
            texts[file.file] = confinement.run(
                partial(passages, Path(file.file)), file=Path(file.file),
                prepare=detection.prepare,
            )  # fmt: skip
        except AlignerError:
            continue  # the run says what is wrong with it
    by_lang: dict[str, list[File]] = defaultdict(list)
    for file in known:
        if file.file in texts:
            by_lang[file.lang].append(file)
    found = []
    first = usual_pivot(by_lang)
    for lang in sorted(by_lang.keys() - {first}):
        sides = by_lang[first], by_lang[lang]
        for i, j in matched([texts[f.file] for f in sides[0]], [texts[f.file] for f in sides[1]]):
            found.append((sides[0][i], sides[1][j]))
    return found


def joined(found: Sequence[tuple[File, File]]) -> list[File]:
    """The files of pairs, each second with the document of the first."""
    return [
        replace(
            second, document=first.document, symbol=first.symbol, organ=first.organ,
            year=first.year,
        )
        for first, second in found
    ]  # fmt: skip


def passages(path: Path) -> list[str]:
    """The first texts of a file, as it has them, without any mending.

    Raises:
        InputError: It cannot be read.
    """
    kept, length = [], 0
    for block in source.load(path).blocks:
        kept.append(block.text)
        length += len(block.text)
        if length > _CHARACTERS:
            break
    return kept


def matched(src: Sequence[Sequence[str]], tgt: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Which texts are each other's nearest, by a margin.

    Args:
        src: The passages of each text of one language.
        tgt: Those of another.

    Returns:
        Positions in both, each at most once.
    """
    import numpy as np

    if not src or not tgt:
        return []
    likeness = _meanings(src) @ _meanings(tgt).T
    likeness += NUMBERS * _shared_numbers(src, tgt)
    # What is near to everything is near to nothing: the mean of the nearest is taken off.
    likeness -= (_usual(likeness)[:, None] + _usual(likeness.T)[None, :]) / 2
    found = []
    for i, j in enumerate(likeness.argmax(1)):
        if int(likeness[:, j].argmax()) != i:
            continue
        others = np.delete(likeness[i], j), np.delete(likeness[:, j], i)
        second = max((side.max() for side in others if len(side)), default=-1.0)
        if likeness[i, j] - second >= MARGIN:
            found.append((i, int(j)))
    return found


def _usual(likeness: NDArray[np.float32]) -> NDArray[np.float32]:
    import numpy as np

    count = min(4, likeness.shape[1])
    nearest = np.partition(likeness, likeness.shape[1] - count, axis=1)[:, -count:]
    return np.asarray(nearest.mean(1), np.float32)


def _meanings(texts: Sequence[Sequence[str]]) -> NDArray[np.float32]:
    """Unit vectors (n, d) of texts, the common part taken off."""
    import numpy as np

    from aligner.similarity import static

    model = static.load()
    means = np.zeros((len(texts), model.dimensions), np.float32)
    for start in range(0, len(texts), _AT_ONCE):
        some = texts[start : start + _AT_ONCE]
        vectors = model.embed([text for passage in some for text in passage])
        ends = np.cumsum([len(passage) for passage in some])
        for row, (end, passage) in enumerate(zip(ends, some, strict=True)):
            weights = np.sqrt([len(text) + 1 for text in passage])[:, None]
            if passage:
                means[start + row] = (vectors[end - len(passage) : end] * weights).sum(0)
    means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    if len(texts) > 3:
        means -= means.mean(0)
        means /= np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-9)
    return means


def _shared_numbers(
    src: Sequence[Sequence[str]], tgt: Sequence[Sequence[str]]
) -> NDArray[np.float32]:
    """Cosines (n, m) of the numbers of texts; one that stands in few texts says more."""
    from scipy.sparse import csr_array

    counted = [Counter(_NUMBER.findall(" ".join(text))) for text in (*src, *tgt)]
    in_texts = Counter(number for numbers in counted for number in numbers)
    places = {number: i for i, number in enumerate(in_texts)}

    def matrix(rows: Sequence[Counter[str]]) -> csr_array:
        import numpy as np

        weights = [
            (n, places[number], np.log(2 * len(counted) / in_texts[number]) * np.sqrt(count))
            for n, numbers in enumerate(rows)
            for number, count in numbers.items()
        ]
        lines, columns, values = zip(*weights, strict=True) if weights else ((), (), ())
        made = csr_array((values, (lines, columns)), shape=(len(rows), max(1, len(places))))
        norms = np.sqrt(made.multiply(made).sum(axis=1))
        return csr_array(made.multiply((1 / np.maximum(norms, 1e-9))[:, None]))

    import numpy as np

    cosines = matrix(counted[: len(src)]) @ matrix(counted[len(src) :]).T
    return np.asarray(cosines.todense(), np.float32)


def _is_known(lang: str) -> bool:
    from aligner.similarity.providers import static_knows

    return bool(lang) and static_knows(lang)
