# Everything a developer or operator starts. `make` alone lists it.
SHELL := /bin/bash
.DEFAULT_GOAL := help
.PHONY: help setup run test lint format bench docs messages clean

PYTHON := .venv/bin/python
STAMP := .venv/.installed
PORT ?= 8000
ROOMS := accounts audit columns content interaction publishing services sites govsite templates

help: ## List the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'
	@echo "  PORT=8080 make run   serves on another port (8000 is the default)"

setup: $(STAMP) ## Create .venv with everything pinned (again only when requirements change)

$(STAMP): requirements.txt requirements-dev.txt
	@command -v python3.11 >/dev/null || { echo "GovSite needs Python 3.11: please install python3.11 (Debian 12: apt-get install python3 python3-venv)."; exit 1; }
	@test -x $(PYTHON) || python3.11 -m venv .venv || { echo "Python's venv module is missing: apt-get install python3-venv"; rm -rf .venv; exit 1; }
	@echo "Installing the pinned packages into .venv …"
	@$(PYTHON) -m pip install -qq --disable-pip-version-check -r requirements-dev.txt
	@touch $(STAMP)

run: $(STAMP) ## Serve the demo: database, content, web server and scheduler in one
	@GOVSITE_DEMO=$${GOVSITE_DEMO:-1} PORT=$(PORT) exec $(PYTHON) manage.py run --prepare

test: $(STAMP) ## Run every test on SQLite, then on PostgreSQL + Redis where they answer
	@$(PYTHON) -m tests.profiles $(ARGS)

lint: $(STAMP) ## Check style, types, import order, migrations and the clause table
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m mypy .
	.venv/bin/lint-imports
	$(PYTHON) manage.py makemigrations --check --dry-run
	$(PYTHON) -m tests.clauses --check

format: $(STAMP) ## Put every Python file into the house format
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .

bench: $(STAMP) ## Measure the speed bounds (tests/bench) on SQLite, then on PostgreSQL where it answers
	@$(PYTHON) -m tests.profiles --bench $(ARGS)

docs: $(STAMP) ## Write docs/clauses.md again from the tests' marks
	$(PYTHON) -m tests.clauses

messages: $(STAMP) ## Collect and compile the strings of all rooms into locale/
	$(PYTHON) manage.py catalogues

clean: ## Remove caches (never data: that is in var/)
	rm -rf .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
