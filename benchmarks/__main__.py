"""Every benchmark, one after the other: ``python -m benchmarks``."""

import runpy

NAMES = ("embeddings sentences taggers ocr alignment terminology consistency formats store").split()

for name in NAMES:
    print(f"\n== benchmarks.{name}", flush=True)
    runpy.run_module(f"benchmarks.{name}", run_name="__main__")
