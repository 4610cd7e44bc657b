PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DB ?= warehouse.db
READY := $(VENV)/ready
BENCH_READY := $(VENV)/bench-ready

.PHONY: help run setup test lint eval soak mutants bench browse serve docs tables
.DEFAULT_GOAL := run

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: setup ## set up, take in the sample pages, say how to look at them (also without a target)
	$(BIN)/qinggao ingest --db $(DB) tests/pages/*/page.*
	$(BIN)/qinggao verify --db $(DB)
	@echo "Look at them in a browser: make browse     Let it run on a schedule: make serve"

setup: $(READY) ## make .venv, with qinggao and what its tests need

$(READY): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test]"
	@touch $@

$(BENCH_READY): $(READY) tests/benchmarks/peers.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test,bench]"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --requirement tests/benchmarks/peers.txt
	@touch $@

test: setup ## run the tests, on all cores
	$(BIN)/python -m pytest -n auto

lint: setup ## check style, types, and that the generated pages of docs/ follow the code
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m tests.tools.cli_reference --check
	$(BIN)/python -m tests.tools.rule_reference --check
	$(BIN)/python -m tests.tools.field_table --check
	$(BIN)/python -m tests.tools.module_list --check

eval: setup ## compare pages with their gold texts, and the figures with their floors
	$(BIN)/python -m tests.evaluate

soak: setup ## run the tests with the long campaigns
	QINGGAO_SOAK=1 $(BIN)/python -m pytest

mutants: setup ## make deliberate breaks in a copy, each of which a test must see
	$(BIN)/python -m tests.mutants

bench: $(BENCH_READY) ## measure speed and quality, beside other libraries, and write docs/benchmarks.md
	$(BIN)/python -m tests.benchmarks

browse: setup ## show the warehouse in a browser (DB=warehouse.db), on port 8001 (PORT=)
	$(BIN)/python -m warehouse.inspect $(DB) $(if $(PORT),--port $(PORT))

serve: setup ## start Prefect here: the inbox on a schedule, one-off ingests from a form (PORT=)
	$(BIN)/python -m flows.serve $(if $(PORT),--port $(PORT))

docs: setup ## write the generated pages of docs/: after a change to commands, rules, fields or modules
	$(BIN)/python -m tests.tools.cli_reference
	$(BIN)/python -m tests.tools.rule_reference
	$(BIN)/python -m tests.tools.field_table
	$(BIN)/python -m tests.tools.module_list

tables: setup ## write the generated tables of characters and hints: after a change to patterns or OpenCC
	$(BIN)/python -m tests.tools.make_fold_table
	$(BIN)/python -m tests.tools.make_script_table
	$(BIN)/python -m tests.tools.make_hint_table
