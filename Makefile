# BlueBean: what a checkout can do. `make help` lists it; every target prepares what it needs by itself.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PY := .venv/bin/python
PYTEST_ARGS ?=
# Most tests wait for telephones and processes: two at a time take half as long. Those that hold the product to times want the rest.
TEST_WORKERS ?= 2
export PYTHON ?=
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help bootstrap asterisk demo test lint format screens bench package translations requirements clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

bootstrap: ## install what is missing: Debian packages, .venv, translations, Asterisk
	@tools/bootstrap.sh run test

asterisk: ## only Asterisk, for this user, where the system has none
	@tools/bootstrap.sh asterisk

demo: ## server, client and simulated customers on this machine
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then tools/bootstrap.sh run; else tools/bootstrap.sh run test; fi
	@$(PY) -m tools.demo

test: bootstrap ## every test (PYTEST_ARGS="tests/server -x" for fewer)
	@env -u DISPLAY -u WAYLAND_DISPLAY QT_QPA_PLATFORM=offscreen $(PY) -m pytest --durations=15 -n $(TEST_WORKERS) --dist loadfile --no-loadscope-reorder $(PYTEST_ARGS)

lint: ## style, types, import direction, locks, translations
	@tools/bootstrap.sh python
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports
	$(PY) tools/check_tree.py
	$(PY) tools/check_requirements.py
	@if [ -f tools/translations.py ]; then echo "$(PY) tools/translations.py check"; $(PY) tools/translations.py check; fi

format: ## rewrite the sources in the project's style
	@tools/bootstrap.sh python
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

screens: bootstrap ## pictures of every screen, ja and en, into build/screens/
	@QT_QPA_PLATFORM=offscreen $(PY) -m tools.screens

bench: bootstrap ## the figures of the product, with peers and controls, into build/bench.md
	@tools/bootstrap.sh bench
	@$(PY) -m tools.bench

package: bootstrap ## the frozen client and its .deb into dist/
	@$(PY) -m tools.package

translations: ## collect new texts and compile the translations
	@tools/bootstrap.sh python
	@$(PY) tools/translations.py update
	@$(PY) tools/translations.py build

requirements: ## write the locks again from pyproject.toml
	@tools/bootstrap.sh python
	@tools/compile_requirements.sh

clean: ## remove what was built; .venv and caches of tools stay
	@rm -rf build dist *.egg-info .pytest_cache .hypothesis .mypy_cache .ruff_cache .import_linter_cache
	@find bluebean_client server tests tools -name __pycache__ -type d -prune -exec rm -rf {} +
