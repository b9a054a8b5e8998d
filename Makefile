# The first command on a fresh checkout may be any of these; each makes what it needs, once.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
UV ?= uv

LOCK := $(UV) pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--custom-compile-command 'make lock' --quiet $(LOCK_OPTIONS)

.PHONY: setup demo test coverage check bench crash screenshots lock build
.DELETE_ON_ERROR:

setup: $(VENV)/.run  ## make .venv with what is needed to run

demo: $(VENV)/.run  ## try the bot in a browser, on http://127.0.0.1:8765; DEMO_OPTIONS=--no-browser
	$(BIN)/steady demo $(DEMO_OPTIONS)

test: $(VENV)/.develop  ## run every test
	$(BIN)/python -m pytest --numprocesses=auto $(TEST_OPTIONS)

coverage: TEST_OPTIONS = --cov --cov-report=term-missing:skip-covered
coverage: test  ## the same, and which branches no test takes; twice as slow

check: $(VENV)/.develop  ## lint, types, import rules, readability, and the bot's own check of its words
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tests/readability.py
	$(BIN)/steady check

bench: $(VENV)/.develop  ## print the side-by-side tables and write them down
	$(BIN)/python tests/benchmarks/bench.py
	$(BIN)/python tests/benchmarks/reminders.py

crash: $(VENV)/.develop  ## kill the bot again and again, and count what was lost
	$(BIN)/python tests/benchmarks/crash.py
	$(BIN)/python tests/benchmarks/crash_reminders.py

screenshots: $(VENV)/.develop  ## take the pictures of the demo's page anew (needs Chromium)
	STEADY_BROWSER=required STEADY_SCREENSHOTS=docs/screenshots $(BIN)/python -m pytest tests/browser/test_screenshots.py

build: $(VENV)/.develop  ## make the wheel
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .

lock:  ## refresh the lock files (needs uv); LOCK_OPTIONS=--upgrade takes newer versions
	$(LOCK) --group build --output-file requirements/run.txt
	$(LOCK) --group develop --output-file requirements/develop.txt

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Steady needs Python 3.11 or newer: make PYTHON=python3.11 setup")'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.run: requirements/run.txt pyproject.toml bot/__init__.py $(VENV)/.python
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements/run.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

$(VENV)/.develop: requirements/develop.txt $(VENV)/.run
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements/develop.txt
	touch $@
