# demo, test, check, bench, models: see README.md
PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3)
BIN := .venv/bin
RUN_PIP = $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: demo test check bench models

demo: .venv/run ## set up, align the worked example, say where the results are
	$(BIN)/aligner run texts/fr/S-RES-2331-2016.ocr.txt texts/en/S-RES-2331-2016.txt --out out
	@echo
	@echo "Results are in out/. To look at them in the browser: $(BIN)/aligner review"

test: .venv/dev ## set up, run every test
	$(BIN)/python -m pytest -n auto --dist loadfile

check: .venv/dev ## style, types, the floors of the house
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: .venv/dev ## every benchmark, one after the other; needs the development data
	$(BIN)/python -m benchmarks

models: .venv/dev ## how to make the weights that ship
	@cat training/README.md

.venv/run: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(None if (3, 11) <= v[:2] <= (3, 12) else "aligner needs Python 3.11 or 3.12, found %d.%d; install python3.11 or run make PYTHON=/path/to/python3.11" % v[:2])'
	test -d .venv || $(PYTHON) -m venv .venv
	$(RUN_PIP) -r requirements.txt
	$(RUN_PIP) --no-deps --editable .
	@touch $@

.venv/dev: .venv/run requirements-dev.txt
	$(RUN_PIP) -r requirements-dev.txt
	@touch $@
