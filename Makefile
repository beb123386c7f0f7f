# Everything one does with this house. `make help` explains.

PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
LANGS  := zh_Hans en

.DEFAULT_GOAL := help
.PHONY: help install demo test quick lint format bench words migration rows lock clean

help: ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

install: $(VENV)/.run locales/.compiled ## the environment of a real office

demo: $(VENV)/.run locales/.compiled ## the demo office with phones in the browser (ARGS="--port 8088 --fresh")
	$(BIN)/python -m bot demo $(ARGS)

test: $(VENV)/.dev locales/.compiled ## every test, PostgreSQL and the browser included where they are there
	$(BIN)/pytest -n 2 $(ARGS)

quick: $(VENV)/.dev locales/.compiled ## rules and in-process stories, under a minute
	$(BIN)/pytest -n 2 -m "not browser and not postgres and not slow" $(ARGS)

lint: $(VENV)/.dev ## ruff, mypy and import-linter (the catalogues are held by `make quick`)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: $(VENV)/.dev ## put the code into its usual form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev locales/.compiled ## how long an update takes to its screen
	$(BIN)/python -m tests.bench

rows: $(VENV)/.dev ## which row of the handbook is shown by which test
	$(BIN)/python -m tests.rows

words: $(VENV)/.dev ## bring the catalogues up to date with the code
	$(BIN)/pybabel -q extract --no-default-keywords -k T:1c,2 --project Guanjia --version 0.1 --sort-by-file --no-wrap -o locales/messages.pot bot handlers jobs
	for lang in $(LANGS); do $(BIN)/pybabel -q update --no-fuzzy-matching --ignore-obsolete --no-wrap -i locales/messages.pot -d locales -l $$lang; done

migration: $(VENV)/.dev ## draft a migration for changed tables (m="why")
	$(BIN)/python -c "from bot.commands.office import open_store; from bot import schema; s = open_store('sqlite:///data/draft.db'); schema.upgrade(s.engine); schema.draft(s.engine, '$(m)')"

lock: $(VENV)/.dev ## pin the dependencies anew, with hashes and without any registry's address
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --no-header --no-emit-index-url --python-version 3.11 pyproject.toml --group dev -o requirements-dev.lock

clean: ## forget the environment, the demo's data and everything compiled
	rm -rf $(VENV) data build .mypy_cache .ruff_cache .pytest_cache locales/.compiled
	find locales -name '*.mo' -delete

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Guanjia needs Python 3.11 or later; try: make PYTHON=python3.12 ...") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock | $(VENV)/bin/python
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	touch $@

locales/.compiled: $(wildcard locales/*/LC_MESSAGES/messages.po) | $(VENV)/.run
	$(BIN)/pybabel -q compile -d locales
	touch $@
