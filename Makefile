# One entry point. Everything runs in .venv, which is made on first use from the lock file.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help demo test test-processes test-probes test-evidence test-rest check bench format lock clean
help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 10

$(STAMP): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "slotwatch needs Python 3.11 or newer; name one with: make PYTHON=python3.12 ..." >&2; exit 1; }
	@echo "Setting up $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(STAMP) ## Watch a simulated outage from beginning to end
	@$(BIN)/slotwatch demo

# Four groups side by side: most tests wait for files, processes and time limits more than they work. Those of whole
# processes are not measured, for coverage cannot see into processes that are killed.
PROCESSES := tests/cases tests/soak tests/systemd tests/monitor/test_daemon.py tests/monitor/notify/test_sender.py
PROBES := tests/probes tests/benchmarks tests/docs
EVIDENCE := tests/monitor/evidence tests/monitor/dossier tests/monitor/witness tests/monitor/site
COVERED := $(BIN)/coverage run --parallel-mode -m pytest -q
test: $(STAMP) ## Run the tests
	@rm -f .coverage .coverage.*
	@$(MAKE) --no-print-directory --jobs=4 --output-sync=target test-processes test-probes test-evidence test-rest
	$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --fail-under=90
	$(BIN)/coverage report --fail-under=100 --include='monitor/judge/*,probes/contract.py,probes/text.py'

test-processes: $(STAMP)
	$(BIN)/pytest -q $(PROCESSES)

test-probes: $(STAMP)
	$(COVERED) $(PROBES)

test-evidence: $(STAMP)
	$(COVERED) $(EVIDENCE)

test-rest: $(STAMP)
	$(COVERED) tests $(PROCESSES:%=--ignore=%) $(PROBES:%=--ignore=%) $(EVIDENCE:%=--ignore=%)

check: $(STAMP) ## Format, lint, types, imports, spelling
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/codespell
	$(BIN)/python -m monitor config check -c config.example.toml

bench: $(STAMP) ## Measure CPU and memory per check (some minutes)
	$(BIN)/python benchmarks/checks.py
	$(BIN)/python benchmarks/history.py --observations 10000 100000 --runs 3

format: $(STAMP) ## Format the code and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

lock: ## Renew the lock file (needs uv on the PATH)
	uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --upgrade \
	  --python-version 3.11 pyproject.toml --group dev --all-extras -o requirements-dev.lock

clean: ## Remove the environment and caches
	rm -rf $(VENV) .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage dist
