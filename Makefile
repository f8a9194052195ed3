# Tax Map: every command a developer or a municipality's technician needs.
# `make` alone lists them. Each sets up what it needs and is safe to repeat.

SHELL := /bin/bash
PYTHON := .venv/bin/python
READY := .venv/.ready
export QT_QPA_PLATFORM ?= offscreen
export PYTHONDONTWRITEBYTECODE := 1
# Each file of tests in one process, one more process than there are cores, as a test of the
# desktop waits now and then; its few long tests in the middle, not one after the other at the end.
SIDE_BY_SIDE := -n $(shell echo $$(($$(nproc) + 1))) --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-all lint bench zip check-zip i18n link screenshots test-matrix clean

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(READY): requirements-dev.txt tools/setup.sh
	@bash tools/setup.sh
	@touch $@

setup: $(READY) ## QGIS from Debian's packages and a virtual environment in .venv

demo: $(READY) qm ## the main job, headless; INPUT=FOLDER takes your own layers, OUTPUT=FOLDER says where to
	@$(PYTHON) -m tools.demo $(if $(INPUT),--input "$(INPUT)") $(if $(OUTPUT),--output "$(OUTPUT)")

test: $(READY) qm ## the tests, within 20 minutes
	@$(PYTHON) -m pytest -m "not slow" $(SIDE_BY_SIDE)

test-all: $(READY) qm ## all tests, with the long ones and more random examples
	@$(PYTHON) -m pytest --hypothesis-profile search $(SIDE_BY_SIDE)

lint: $(READY) ## ruff, mypy, and flake8's QGIS rules (Qt 6)
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/flake8 --select QGS taxmap_plugin tools tests

bench: $(READY) ## side by side with QGIS's own tools; writes build/bench.md
	@$(PYTHON) -m benchmarks.run

zip: $(READY) qm ## the plugin as QGIS installs it: build/taxmap_plugin-VERSION.zip
	@$(PYTHON) -m tools.build_zip

check-zip: zip ## what the plugin repository checks: layout, bandit, detect-secrets
	@$(PYTHON) -m tools.check_zip

i18n: $(READY) ## collect the strings into i18n/*.ts and compile them
	@$(PYTHON) tools/i18n.py update
	@$(PYTHON) tools/i18n.py compile

.PHONY: qm
qm: $(READY)
	@$(PYTHON) tools/i18n.py compile

link: $(READY) qm ## put this checkout into a QGIS profile: PROFILE=FOLDER (default: your own)
	@$(PYTHON) -m tools.link $(if $(PROFILE),"$(PROFILE)")

screenshots: $(READY) qm ## pictures of the running plugin, with invented data: build/pictures, README's in docs/pictures
	@$(PYTHON) -m tools.screenshots

test-matrix: ## the tests with newer QGIS, in chroots of other Debian suites (needs root)
	@bash tools/test_matrix.sh

clean: ## remove what was built; the sources stay
	rm -rf .venv build demo_output .pytest_cache .mypy_cache .ruff_cache .hypothesis .qgis-settings
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	rm -f i18n/*.qm
