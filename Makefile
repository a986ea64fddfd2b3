# demo, test, check, docs, bench, models: see README.md
# the first that really starts: a shim of a version that is not installed does not
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do \
	$$p -c 'import sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' 2>/dev/null && command -v $$p && break; done)
BIN := .venv/bin
RUN_PIP = $(BIN)/python -m pip --disable-pip-version-check install --quiet

.PHONY: demo test check docs bench models licences sbom lock

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

docs: .venv/dev ## the docs as pages with the API, in out/site
	$(BIN)/python -m mkdocs build --strict --quiet

bench: .venv/dev ## every benchmark, one after the other; needs the development data
	$(BIN)/python -m benchmarks

models: .venv/dev ## how to make the weights that ship
	@cat training/README.md

licences: .venv/run ## docs/licences.md, from what is installed
	$(BIN)/python docs/packages.py licences

sbom: .venv/run ## a bill of materials (CycloneDX), in out/sbom.json
	$(BIN)/python docs/packages.py sbom out/sbom.json

lock: .venv/run ## requirements.lock: every package of the public index with its hashes, for pip install --require-hashes
	$(RUN_PIP) pip-tools==7.6.2
	env -u PIP_FIND_LINKS -u PIP_EXTRA_INDEX_URL PIP_CONFIG_FILE=/dev/null \
		$(BIN)/python -m piptools compile --quiet --generate-hashes --allow-unsafe --strip-extras \
		--no-header --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
		--output-file requirements.lock requirements.txt

.venv/run: requirements.txt pyproject.toml
	@test -n "$(PYTHON)" || { echo "aligner needs Python 3.11 to 3.14 with venv; install python3 or run make PYTHON=/path/to/python3.12"; exit 1; }
	test -d .venv || $(PYTHON) -m venv .venv
	$(RUN_PIP) -r requirements.txt
	$(RUN_PIP) --no-deps --editable .
	@touch $@

.venv/dev: .venv/run requirements-dev.txt
	$(RUN_PIP) -r requirements-dev.txt
	@touch $@
