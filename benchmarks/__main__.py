"""Every benchmark, one after the other: ``python -m benchmarks``."""

import runpy

for name in (
    "embeddings",
    "sentences",
    "taggers",
    "ocr",
    "alignment",
    "terminology",
    "consistency",
    "formats",
    "store",
):
    print(f"\n== benchmarks.{name}", flush=True)
    runpy.run_module(f"benchmarks.{name}", run_name="__main__")
