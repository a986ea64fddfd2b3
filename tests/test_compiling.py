"""Loops are compiled wherever the tool is allowed to write, and also where it is not."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

CODE = """
import sys
from numba.core import caching
# Neither the package nor the account's home can be written to: what numba is told remains.
caching.CacheImpl._locator_classes = [caching.UserProvidedCacheLocator]
from aligner.compiling import compiled
def double(x):
    return 2 * x
double.__code__ = double.__code__.replace(co_filename=sys.argv[1])
print(compiled()(double)(21))
"""


@pytest.mark.parametrize("planted", [False, True], ids=["own folder", "a folder of somebody else"])
def test_without_a_place_for_its_cache_a_loop_runs_all_the_same(
    planted: bool, tmp_path: Path
) -> None:
    source = tmp_path / "loop.py"
    source.write_text("def double(x):\n    return 2 * x\n", "utf-8")
    kept = tmp_path / f"aligner-compiled-{os.getuid() if hasattr(os, 'getuid') else 0}"
    if planted:
        kept.mkdir(mode=0o777)
        kept.chmod(0o777)
    env = os.environ | {"TMPDIR": str(tmp_path), "PYTHONPATH": str(ROOT)}
    env.pop("NUMBA_CACHE_DIR", None)
    ran = subprocess.run(
        [sys.executable, "-c", CODE, str(source)], env=env, capture_output=True, text=True
    )
    assert ran.stdout.strip() == "42", ran.stderr
    assert planted != bool(list(kept.rglob("*.nbi")))  # code is never loaded from there
