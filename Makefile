# Every command of the project. `make help` lists what stands behind ##.

PYTHON ?= python3
BIN := .venv/bin
CITY ?= cities/aldermere
LANGUAGES := de
CODE := src tests benchmarks docs bootstrap.py .ci

# One line, whatever is missing; without it, make would add lines of its own.
ifneq ($(filter-out help clean,$(MAKECMDGOALS)),)
  REFUSAL := $(shell command -v $(PYTHON) >/dev/null 2>&1 && $(PYTHON) bootstrap.py --only-refuse \
    || echo "Commonweal needs Python 3.12 or newer: apt install python3 python3-venv")
  ifneq ($(REFUSAL),)
    $(error $(REFUSAL))
  endif
endif

.DEFAULT_GOAL := help
.PHONY: help setup run test check format lint types contracts sizes docs messages bench measure mutants requirements clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' Makefile

setup: ## make .venv and fill it with the pinned packages (nothing to do: an instant)
	@$(PYTHON) bootstrap.py

run: setup ## open the workbench on the made-up city Aldermere and print who can sign in
	@$(BIN)/commonweal serve $(CITY) --made-up

test: setup ## set up and run every test (one test: make test TESTS=tests/rules)
	@$(BIN)/python -m pytest $(TESTS)

check: setup ## format, lint, types, contracts, sizes, tests, docs: green before a review
	@for part in lint types contracts sizes test; do echo "== $$part"; $(MAKE) --no-print-directory $$part || exit 1; done
	@echo "== docs"; $(BIN)/python -m docs.generate --check

format: setup ## write the code the way ruff formats it
	@$(BIN)/ruff check --quiet --fix-only --select I $(CODE)
	@$(BIN)/ruff format $(CODE)

lint: setup ## formatting and lint, nothing is changed
	@$(BIN)/ruff format --check $(CODE)
	@$(BIN)/ruff check $(CODE)

types: setup ## mypy --strict
	@$(BIN)/mypy
	@$(BIN)/mypy bootstrap.py .ci/with_postgres.py
	@$(BIN)/mypy -p benchmarks -p docs

contracts: setup ## which package may import which
	@$(BIN)/lint-imports --no-cache

sizes: setup ## lengths of functions and modules; the record in tests/rules/sizes.toml only tightens
	@$(BIN)/python -m tests.rules.sizes --tighten

docs: setup ## write the generated pages and tables, and check links and commands
	@$(BIN)/python -m docs.generate
	@$(BIN)/python -m pytest -q tests/rules/test_docs.py tests/rules/test_measured.py

messages: setup ## gather and compile the words of the workbench (needs the gettext tools)
	@command -v msgfmt >/dev/null || { echo "The gettext tools are missing: apt install gettext"; exit 1; }
	@$(BIN)/python -m docs.shipped_words
	@cd src/workbench && for language in $(LANGUAGES); do \
	  ../../$(BIN)/django-admin makemessages --locale $$language --no-wrap --no-obsolete \
	    --add-location file --keep-pot --verbosity 0 || exit 1; done; rm -f locale/django.pot
	@cd src/workbench && ../../$(BIN)/django-admin compilemessages --verbosity 0

bench: setup ## ratios of time and memory against a named peer (one: make bench ONLY=NAME)
	@$(BIN)/python -m benchmarks.run $(if $(ONLY),--only "$(ONLY)")

measure: setup ## the long simulations; writes docs/measured (one: make measure ONLY=NAME)
	@$(BIN)/python -m benchmarks.measure $(if $(ONLY),--only "$(ONLY)")

mutants: setup ## break one named line per guarantee; every break must turn a test red
	@$(BIN)/python -m tests.mutants.run $(if $(ONLY),--only "$(ONLY)")

requirements: setup ## pin requirements/*.in anew, with hashes and without registry addresses
	@for name in uv run dev; do \
	  UV_NO_CONFIG=1 UV_SYSTEM_CERTS=1 UV_PYTHON_DOWNLOADS=never $(BIN)/uv pip compile --quiet --upgrade \
	    --universal --python-version 3.12 --generate-hashes --no-header \
	    requirements/$$name.in -o requirements/$$name.txt || exit 1; \
	done

clean: ## remove what the commands made, except cities
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build src/*.egg-info
