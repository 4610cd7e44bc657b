# make run    set up, take in the sample pages, say how to look at them
# make test   set up, run the tests
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
DB ?= warehouse.db
READY := $(VENV)/ready
BENCH_READY := $(VENV)/bench-ready

# make mutants   deliberate breaks, each of which a test must see
# make eval   figures over pages with gold texts, against their floors
.PHONY: run setup test lint eval soak mutants bench browse serve docs tables
.DEFAULT_GOAL := run

run: setup
	$(BIN)/qinggao ingest --db $(DB) tests/pages/*/page.*
	$(BIN)/qinggao verify --db $(DB)
	@echo "Look at them in a browser: make browse     Let it run on a schedule: make serve"

setup: $(READY)

$(READY): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test]"
	@touch $@

$(BENCH_READY): $(READY) tests/benchmarks/peers.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[test,bench]"
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --requirement tests/benchmarks/peers.txt
	@touch $@

test: setup
	$(BIN)/python -m pytest -n auto

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m tests.tools.cli_reference --check
	$(BIN)/python -m tests.tools.rule_reference --check

eval: setup
	$(BIN)/python -m tests.evaluate

soak: setup
	QINGGAO_SOAK=1 $(BIN)/python -m pytest

mutants: setup
	$(BIN)/python -m tests.mutants

bench: $(BENCH_READY)
	$(BIN)/python -m tests.benchmarks

browse: setup
	$(BIN)/python -m warehouse.inspect $(DB) $(if $(PORT),--port $(PORT))

serve: setup
	$(BIN)/python -m flows.serve $(if $(PORT),--port $(PORT))

docs: setup
	$(BIN)/python -m tests.tools.cli_reference
	$(BIN)/python -m tests.tools.rule_reference

tables: setup
	$(BIN)/python -m tests.tools.make_fold_table
	$(BIN)/python -m tests.tools.make_script_table
	$(BIN)/python -m tests.tools.make_hint_table
