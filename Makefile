# Comity, in few words. `make` alone lists them.

PYTHON ?= $(firstword $(foreach p,python3.11 python3.12 python3.13 python3,$(shell command -v $(p))))
BIN := .venv/bin
READY := .venv/.ready
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
COMPILE := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-header --no-annotate --fork-strategy fewest
COMITY_CAMPAIGN ?= 20

.DEFAULT_GOAL := help
.PHONY: help venv demo test check cover bench build dist schema names lock campaign campaign-mrz campaign-count campaign-verify clean

help: ## list these words
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

venv: $(READY) ## set up .venv from the hashed requirements

$(READY): requirements/dev.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@$(PIP) install --no-build-isolation --no-deps --no-index --editable .
	@$(BIN)/python -m compileall -q src
	@touch $@

demo: $(READY) ## the case the project was born from, answered
	@PATH="$(CURDIR)/$(BIN):$$PATH" scripts/demo.sh

test: $(READY) ## every test; the pure rooms covered to 100 %
	@scripts/test.sh -n auto

check: $(READY) ## format, lint, types, import contracts, the register
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --no-cache
	$(BIN)/comity validate
	$(BIN)/comity snapshot --check

cover: $(READY) ## branch coverage of every room, line by line
	@$(BIN)/python -m pytest --cov=comity --cov-branch --cov-report=term-missing --cov-report=html

bench: $(READY) ## how long a cold start takes
	@for bench in benchmarks/*.py; do $(BIN)/python "$$bench" || exit; done

build: $(READY) ## compile the register to its bundle
	$(BIN)/comity build

dist: build ## a wheel with the compiled register in it
	$(PIP) wheel --no-build-isolation --no-deps --wheel-dir dist .
	rm -rf build

schema: $(READY) ## draw the JSON Schemas and the tables of docs/format.md from the types
	$(BIN)/python scripts/make_schema.py

readme: $(READY) ## write the figures of the README and of docs/data.md anew
	$(BIN)/python scripts/make_readme.py
	$(BIN)/python scripts/make_data_page.py

names: $(READY) ## compile the names of states from CLDR and ISO 3166
	$(BIN)/python scripts/make_names.py

lock: $(READY) ## pin the requirements again, with hashes
	$(COMPILE) --upgrade --output-file requirements/base.txt
	$(COMPILE) --upgrade --all-extras --constraint requirements/base.txt \
		--output-file requirements/dev.txt

campaign: $(READY) ## the properties over many more examples (COMITY_CAMPAIGN=N)
	@COMITY_CAMPAIGN=$(COMITY_CAMPAIGN) $(BIN)/python -m pytest

campaign-mrz: $(READY) ## a million mutated machine-readable zones
	@COMITY_CAMPAIGN=500 $(BIN)/python -m pytest -s tests/mrz/test_campaign.py

campaign-count: $(READY) ## counting against a day-by-day oracle, 50,000 x COMITY_CAMPAIGN questions
	@$(BIN)/python -m tests.count.campaign $$((50000 * $(COMITY_CAMPAIGN)))

campaign-verify: $(READY) ## every decision twice: the engine and the answer-set programme
	@$(BIN)/comity verify --dates 24

clean: ## remove .venv and everything that was made
	rm -rf .venv build dist htmlcov .coverage .coverage.* .pytest_cache .mypy_cache .ruff_cache \
		.import_linter_cache .hypothesis src/*.egg-info
	find src tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
