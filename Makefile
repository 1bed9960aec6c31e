# Everything a person or CI types. Each target sets up what it needs; a second call finds it done.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export QUEN_HOME ?= $(CURDIR)/.quen
PORT ?= 8000
PYTEST_WORKERS ?= 2

.PHONY: run test pytest check fix bench demo lock reference clean

run: .make/install .make/assets ## start everything; the demo shop is loaded on the first start
	@$(BIN)/quen serve --demo --port $(PORT)

demo: .make/install .make/assets ## load the demo shop into an empty installation
	@$(BIN)/quen demo

test: .make/develop ## everything CI runs; types are checked while the tests run
	@$(MAKE) --no-print-directory --jobs=2 .make/assets .make/chromium
	@$(MAKE) --no-print-directory --jobs=2 check pytest

pytest: .make/assets .make/chromium ## the tests alone
	$(BIN)/pytest -n $(PYTEST_WORKERS) --dist loadscope --no-loadscope-reorder

check: .make/develop .make/assets ## style, types, import floors, translations, reference docs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tools/translations.py check
	$(BIN)/python tools/reference.py check
	cd frontend && PATH="$(abspath $(BIN)):$$PATH" npm run --silent check

fix: .make/develop ## let the tools mend what they can
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	$(BIN)/python tools/translations.py update
	$(BIN)/python tools/reference.py write

bench: .make/develop .make/assets ## measure every budget as a ratio to a limit in the same run
	$(BIN)/python -m bench

lock: .make/develop ## bring the lock files up to date (versions and hashes, no addresses)
	for set in run build node develop; do \
	  $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	    --no-emit-index-url --no-emit-find-links requirements/$$set.in --output-file requirements/$$set.lock; \
	done

clean: ## forget what was built (not the data in QUEN_HOME)
	rm -rf $(VENV) .make src/quen/assets/dist frontend/node_modules

# --- set-up, each step once -------------------------------------------------------------------------------------

.make/venv:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed." if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)
	@mkdir -p .make && touch $@

.make/install: .make/venv requirements/run.lock requirements/build.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/build.lock
	$(BIN)/python tools/install_self.py
	@touch $@

.make/develop: .make/venv requirements/develop.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/develop.lock
	$(BIN)/python tools/install_self.py
	@touch $@ .make/install

FRONTEND := $(shell find frontend -type f -not -path '*/node_modules/*' 2>/dev/null)
CATALOGUES := $(shell find src -name django.po 2>/dev/null)
.make/assets: .make/install $(FRONTEND) $(CATALOGUES) ## the built front end and the compiled translations
	$(BIN)/python tools/build_assets.py
	@touch $@

.make/chromium: .make/develop
	$(BIN)/python tools/chromium.py
	@touch $@
