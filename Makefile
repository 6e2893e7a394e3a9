# `make` alone lists the targets. A line that starts with a target's name and holds two hashes is its help.
SHELL := bash
.DEFAULT_GOAL := help
.PHONY: help setup demo test faults load bench lint audit lock clean

VENV := .venv
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install -qq --disable-pip-version-check
COMPILE := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--custom-compile-command 'make lock'
NODE := sheets_schema

help: ## Lists the targets.
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

setup: $(VENV)/.installed $(VENV)/.checks $(VENV)/.browser $(VENV)/.script ## Makes .venv with everything the other targets use; quick when nothing changed.

demo: $(VENV)/.installed ## Serves a month in a spreadsheet page: the sample agency's, or yours with WORKBOOK=hours.xlsx (SOWS=folder, PORT=9010).
	@$(PY) -m sandbox.demo $(if $(WORKBOOK),"$(WORKBOOK)") $(if $(SOWS),--sows "$(SOWS)") $(if $(PORT),--port "$(PORT)")

# Many tests wait, so there is one process more than there are cores.
test: setup lint ## Runs every check and every test, the browser ones too (TESTS=tests/domain runs only some).
	@$(PY) -m pytest -n $$($(PY) -c 'import os; print(min(4, (os.cpu_count() or 1) + 1))') --dist worksteal $(TESTS)

faults: $(VENV)/.checks ## Breaks whatever can break at each step of billing, kills processes, and prints what came of it.
	@$(PY) -m tests.faults
	@$(PY) -m tests.faults.storm

load: $(VENV)/.checks ## Floods one sheet with 200 calls a second for a minute, and prints what came of it for the others.
	@$(PY) -m tests.load

bench: $(VENV)/.bench ## Measures speed, calls, memory and money beside what people use otherwise, and writes docs/benchmarks.md.
	@$(VENV)/bench/bin/python -m tests.bench $(if $(ONLY),--only $(ONLY))

lint: $(VENV)/.checks ## Checks style with ruff, types with mypy, and dangerous habits with bandit.
	@$(PY) -m ruff check .
	@$(PY) -m mypy
	@$(PY) -m bandit -q -ll -c pyproject.toml -r service

# Without a network nothing is known of advisories, and that is said; an advisory fails.
audit: $(VENV)/.checks ## Asks PyPI whether anything that runs has a known weakness.
	@said=$$(timeout 120 $(PY) -m pip_audit -r requirements.lock --require-hashes --disable-pip --timeout 20 2>&1); ended=$$?; \
	echo "$$said" | tail -20; \
	if [ $$ended -ne 0 ] && ! echo "$$said" | grep -qE "known vulnerabilit|vulnerabilities in"; then \
		echo "The advisories could not be read from here: nothing was audited."; \
	elif [ $$ended -ne 0 ]; then exit 1; fi; \
	unknown=$$(echo "$$said" | grep -c "could not be audited"); \
	if [ "$$unknown" -ne 0 ]; then echo "Of $$unknown packages nothing is known here: they were not audited."; fi

lock: $(VENV)/.checks ## Writes the .lock files afresh from the lists of packages beside them.
	@$(PIP) uv
	$(COMPILE) requirements.txt -o requirements.lock
	$(COMPILE) requirements-dev.txt -c requirements.lock -o requirements-dev.lock
	$(COMPILE) tests/bench/requirements.txt -c requirements-dev.lock -o tests/bench/requirements.lock

clean: ## Removes .venv and whatever else tools have made.
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis test-results $(NODE)/node_modules
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The targets above call what follows. Each leaves a stamp in .venv, and runs again when the file it reads has changed.

# The first Python that is new enough. PYTHON=/path/to/python3.12 chooses another.
$(PY):
	@for python in $${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && found=$$python && break; \
	done; \
	if [ -z "$$found" ]; then \
		echo "Tickmark needs Python 3.11 or newer and found none: install it, or name it with PYTHON=/path/to/python3.12." >&2; \
		exit 1; \
	elif ! "$$found" -c 'import venv, ensurepip' 2>/dev/null; then \
		echo "$$found cannot make a virtual environment: install its venv package (Debian, Ubuntu: apt-get install python3-venv)." >&2; \
		exit 1; \
	fi; \
	echo "Making $(VENV) with $$("$$found" --version)" && "$$found" -m venv $(VENV)

$(VENV)/.installed: requirements.lock | $(PY)
	@echo "Installing what Tickmark needs"
	@$(PIP) --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.checks: requirements-dev.lock $(VENV)/.installed
	@echo "Installing what the checks need"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@

# What others use goes into a folder of its own that sees ours as well, so that no start and no test ever meets it.
$(VENV)/.bench: tests/bench/requirements.lock $(VENV)/.checks
	@echo "Installing what the benchmarks compare with"
	@$(PY) -m venv $(VENV)/bench
	@$(PY) -c 'import sysconfig; print(sysconfig.get_path("purelib"))' >"$$($(VENV)/bench/bin/python -c \
		'import sysconfig; print(sysconfig.get_path("purelib"))')/ours.pth"
	@$(VENV)/bench/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r tests/bench/requirements.lock
	@touch $@

# A browser that is there already is best. Without one there is no stamp, so that the next call looks again.
$(VENV)/.browser: | $(VENV)/.checks
	@has_one() { [ -n "$$(command -v chromium chromium-browser google-chrome google-chrome-stable)" ]; }; \
	if ! has_one && [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
		echo "Installing Chromium for the browser tests"; \
		{ apt-get update && apt-get install -y --no-install-recommends chromium fonts-liberation; } >/dev/null 2>&1; \
	fi; \
	if has_one || { echo "Fetching Playwright's Chromium for the browser tests"; \
			$(PY) -m playwright install chromium >/dev/null 2>&1; }; then \
		touch $@; \
	else \
		echo "There is no Chromium here and none could be installed: the browser tests will be skipped."; \
	fi

# The type check of the Apps Script needs the compiler and Google's types, from npm.
$(VENV)/.script: $(wildcard $(NODE)/package-lock.json) | $(PY)
	@if [ -z "$^" ]; then exit 0; \
	elif ! command -v npm >/dev/null || ! command -v node >/dev/null; then \
		echo "Node.js and npm are not here: the type check of the Apps Script will be skipped."; \
	elif (cd $(NODE) && npm ci --silent --no-audit --no-fund); then touch $@; \
	else echo "npm could not fetch its packages: the type check of the Apps Script will be skipped."; fi
