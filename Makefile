# People and CI run the same targets: `make help` lists them.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.ONESHELL:
.PHONY: help up test test-long fmt lint types contracts lock relevance baseline bench check

BIN := .venv/bin
INSTALLED := .venv/.installed
MIGRATIONS = $(wildcard libs/kit/migrations/*.sql services/*/*/migrations/*.sql)

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 12

up: $(INSTALLED) ## Start everything on this machine, with an invented catalogue
	@exec $(BIN)/wishmi up --demo

# two workers: one leaves half of two cores idle, and each has servers of its own (1 GB)
test: $(INSTALLED) ## Run the whole suite on the real servers (12 minutes on 2 cores)
	@$(BIN)/pytest -n 2

test-long: $(INSTALLED) ## The same, with ten times the rounds of kills, soak and Hypothesis
	@WISHMI_ROUNDS=10 $(BIN)/pytest -n 2

fmt: $(INSTALLED) ## Put the code in its form
	@$(BIN)/ruff format
	$(BIN)/ruff check --fix

lint: $(INSTALLED) ## Look for faults in code, imports, migrations and what is made from the code
	@$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/lint-imports
	# dbmate runs each in a transaction, kit.migrate sets the limits; the way down is not linted
	for file in $(MIGRATIONS); do
	  sed '/^-- migrate:down/,$$d' "$$file" | $(BIN)/squawk --pg-version 18.0 \
	    --assume-in-transaction --exclude=require-lock-timeout,require-statement-timeout \
	    --stdin-filepath "$$file"
	done
	$(BIN)/python -m wishmi.documents --check

types: $(INSTALLED) ## Check the types
	@$(BIN)/mypy

contracts: $(INSTALLED) ## Rewrite schemas, AsyncAPI and OpenAPI from the code
	@$(BIN)/python -m wishmi.documents

lock: $(INSTALLED) ## Pin every dependency of pyproject.toml with its hash
	@$(BIN)/uv pip compile --quiet --generate-hashes --no-emit-index-url --no-header \
	  --python-version 3.11 --group dev pyproject.toml --output-file requirements.lock

JUDGED := tests/relevance/dev.csv tests/relevance/dev-languages.csv

relevance: $(INSTALLED) ## Ask the judged queries, perhaps WITHOUT=a factor: what comes first
	@$(BIN)/wishmi relevance --demo $(WITHOUT:%=--without %) $(JUDGED)

baseline: $(INSTALLED) ## Hold from now on what the judged queries give
	@$(BIN)/wishmi relevance --demo --baseline tests/relevance/baseline.json $(JUDGED)

bench: $(INSTALLED) ## Measure search and index against the bare engine, as JSON
	@$(BIN)/wishmi bench search
	$(BIN)/wishmi bench day
	$(BIN)/wishmi bench meaning --entries 10000
	$(BIN)/wishmi bench suggest
	$(BIN)/wishmi bench index
	$(BIN)/wishmi bench places
	$(BIN)/wishmi bench growth --entries 1000 --entries 10000 --entries 100000

check: export CI := true
check: lint types test ## What CI runs: here a missing file of the city or program is a failure

# One environment, made again only when what it is made from has changed. Everything is pinned with
# its hash, hatchling too: pip refuses to mix hashes with `-e .`, which therefore comes after.
$(INSTALLED): requirements.lock pyproject.toml
	@if ! $(BIN)/python -c '' 2>/dev/null; then
	  for python in python3.11 python3.12 python3.13 python3.14 python3 none; do
	    "$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break
	  done
	  if [[ "$$python" == none ]]; then
	    echo "Python 3.11 or later is needed, and none was found." >&2
	    exit 1
	  fi
	  if ! "$$python" -c 'import ensurepip, venv' 2>/dev/null; then
	    echo "$$python cannot make virtual environments: on Debian, install $$("$$python" -c \
	      'import sys; print("python%d.%d-venv" % sys.version_info[:2])')." >&2
	    exit 1
	  fi
	  "$$python" -m venv --clear .venv
	fi
	$(BIN)/python -m pip install --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@
