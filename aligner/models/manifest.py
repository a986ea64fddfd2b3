"""Weights that ship with the package, and the check that they are whole.

A folder of weights holds a ``manifest.json`` beside its files::

    {"model": "encoder", "version": 1, "files": {"table.bin": {"bytes": 1, "sha256": "..."}}}

``version`` is the version of the file format and of the computation over it: code and weights
belong together only where it is the same.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aligner.errors import ModelError

if TYPE_CHECKING:
    from sentencepiece import SentencePieceProcessor

MODELS = Path(__file__).resolve().parent
"""The folder of all weights that ship."""

_MANIFEST = "manifest.json"
_AGAIN = "install the package again, or make the weights again with {script}"


@dataclass(frozen=True, slots=True)
class ModelFolder:
    """A folder of weights whose files were found whole.

    Attributes:
        folder: Where they lie.
        model: Name of the model.
        version: Version of the format.
        digest: First eight hexadecimal digits of the hash over all files.
    """

    folder: Path
    model: str
    version: int
    digest: str

    @property
    def signature(self) -> str:
        """Name, version and digest, such as ``encoder-v1-0123abcd``."""
        return f"{self.model}-v{self.version}-{self.digest}"

    def path(self, file: str) -> Path:
        """One of the files."""
        return self.folder / file


def check(folder: Path, model: str, version: int) -> ModelFolder:
    """Find every file of the manifest whole.

    Args:
        folder: The folder that holds ``manifest.json`` and the files it lists.
        model: Name that the manifest must give.
        version: Version that the manifest must give.

    Raises:
        ModelError: A file is missing, cut short, changed, or of another model or version.
    """
    manifest = _read_manifest(folder, model)
    found = (manifest.get("model"), manifest.get("version"))
    if found != (model, version):
        raise _error(
            folder / _MANIFEST,
            f"holds weights {found[0]!r} version {found[1]!r}, "
            f"while this program needs {model!r} version {version}",
            model,
        )
    digest = hashlib.sha256()
    for file, facts in sorted(manifest["files"].items()):
        digest.update(_check_file(folder / file, facts, model).encode())
    return ModelFolder(folder, model, version, digest.hexdigest()[:8])


def sentencepiece(path: Path) -> SentencePieceProcessor:
    """The tokenizer of a model.

    Raises:
        ModelError: The sentencepiece library is not installed.
    """
    try:
        from sentencepiece import SentencePieceProcessor
    except ImportError:
        raise ModelError(
            f"{path} needs the sentencepiece library: pip install sentencepiece"
        ) from None
    return SentencePieceProcessor(model_file=str(path))


def write_manifest(folder: Path, model: str, version: int, files: list[str]) -> ModelFolder:
    """Describe finished weights, so that :func:`check` finds them whole.

    Args:
        folder: The folder that holds the files.
        model: Name of the model.
        version: Version of the format.
        files: Names of the files, relative to the folder.
    """
    facts = {}
    for file in sorted(files):
        content = (folder / file).read_bytes()
        facts[file] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    manifest = {"model": model, "version": version, "files": facts}
    aside = folder / f"{_MANIFEST}.part"
    aside.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    aside.replace(folder / _MANIFEST)
    return check(folder, model, version)


def _read_manifest(folder: Path, model: str) -> dict[str, Any]:
    path = folder / _MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _error(path, "is missing", model) from None
    except (OSError, ValueError) as error:
        raise _error(path, f"cannot be read ({error})", model) from None
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        raise _error(path, "is not a manifest of weights", model)
    return manifest


def _check_file(path: Path, facts: Any, model: str) -> str:  # noqa: ANN401 (as read from JSON)
    """The hash of a file that is whole."""
    size, expected = (
        (facts.get("bytes"), facts.get("sha256")) if isinstance(facts, dict) else (0, 0)
    )
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        raise _error(path, "is missing", model) from None
    except OSError as error:
        raise _error(path, f"cannot be read ({error.strerror})", model) from None
    if len(content) != size:
        raise _error(path, f"is not whole ({len(content)} of {size} bytes)", model)
    digest = hashlib.sha256(content).hexdigest()
    if digest != expected:
        raise _error(path, "was changed (its hash is not that of the manifest)", model)
    return digest


def _error(path: Path, wrong: str, model: str) -> ModelError:
    again = _AGAIN.format(script=f"training/{model}")
    return ModelError(f"{path} {wrong}: {again}")
