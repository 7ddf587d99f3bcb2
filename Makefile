# make help lists what there is to do. All of it needs Python 3.11 or later, its venv module, and make.
PYTHON ?= python3
DATA ?= ../shared
VENV := .venv
BIN := $(VENV)/bin
SOURCES := $(shell find src -type f ! -name '*.db' ! -path '*/__pycache__/*') hatch_build.py pyproject.toml LICENSE NOTICE README.md
GAZETTEER := src/onrecord/gazetteer/data/places.db
NAMES := $(addprefix src/onrecord/,gazetteer/build.py gazetteer/fold.py gazetteer/rows.py gazetteer/table.py codebook/data/places.yaml)
PIP := -m pip --quiet --disable-pip-version-check install

.PHONY: help demo test lint format types words accuracy docs picture lock clean python
help:  ## this list
	@sed -n 's/^\([a-z]*\):.*## /\1: /p' Makefile

demo: $(if $(wildcard $(VENV)/.dev),$(VENV)/.dev,$(VENV)/.run)  ## code the example report: prints the table, writes demo.html
	@$(BIN)/onrecord code examples/samarra.txt
	@$(BIN)/onrecord code examples/samarra.txt --format html --out demo.html
	@echo "The same as a page: demo.html"

test: $(VENV)/.dev  ## all tests (those of the page in a browser are skipped where Chromium is missing)
	@$(BIN)/python -m pytest

lint: $(VENV)/.dev  ## ruff: faults and format
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

format: $(VENV)/.dev  ## ruff: put the format right
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

types: $(VENV)/.dev  ## mypy --strict
	@$(BIN)/mypy

words: $(VENV)/.dev  ## the English words that are left in the code of src/onrecord/coding (as data, in patterns)
	@$(BIN)/python scripts/words.py

accuracy: $(VENV)/.dev  ## every suite of the bench against its floors (DATA: the folder that holds corpora/ and hand/; FLAGS=--quick: a part of each)
	@$(BIN)/python -m bench accuracy --data $(DATA)/corpora --hand $(DATA)/hand $(FLAGS)

docs: $(VENV)/.dev  ## rebuild the generated docs: docs/cli.md, docs/codebook.md, the tables in README and guide
	@$(BIN)/python scripts/docs.py

picture: $(VENV)/.dev  ## take the picture of the page again (needs Chromium)
	@$(BIN)/python scripts/picture.py

python:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not found: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "onrecord needs Python 3.11 or later, $(PYTHON) is older: make PYTHON=/path/to/python3.11"; exit 1; }

$(BIN)/python: | python
	@$(PYTHON) -m venv $(VENV)

# The wheel is built in an environment of its own, which is thrown away: the data that the place names are made from is four times
# as large as what is made. Everything in it is pinned by hash as well, which pip's own build isolation cannot do.
define BUILD
	@echo "Building the gazetteer and the wheel (a minute or two) …"
	@rm -rf dist .venv-build && $(PYTHON) -m venv .venv-build
	@.venv-build/bin/python $(PIP) --require-hashes -r requirements-build.lock
	@.venv-build/bin/python -m hatchling build -t wheel -d dist >/dev/null
	@rm -rf .venv-build && touch $(GAZETTEER) dist/.built
endef

dist/.built: $(SOURCES) requirements-build.lock | python
	$(BUILD)

$(GAZETTEER): $(NAMES) hatch_build.py requirements-build.lock | python
	$(BUILD)

# --no-compile: bytecode is made for the modules that are used, not for all of spaCy's languages (60 MB less)
$(VENV)/.run: requirements.lock dist/.built | $(BIN)/python
	@echo "Installing …"
	@$(BIN)/python $(PIP) --no-compile --require-hashes -r requirements.lock
	@$(BIN)/python $(PIP) --no-compile --no-deps --force-reinstall dist/*.whl
	@touch $@

$(VENV)/.dev: requirements.lock requirements-dev.lock $(GAZETTEER) | $(BIN)/python
	@echo "Installing the project in place, with its tools …"
	@$(BIN)/python $(PIP) --require-hashes -r requirements-dev.lock
	@$(BIN)/python $(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

COMPILE := pip-compile --quiet --upgrade --generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate --no-emit-options \
	--no-emit-index-url --no-emit-trusted-host --no-emit-find-links

lock:  ## pin all dependencies again (needs pip-tools on the PATH)
	$(COMPILE) --output-file requirements.lock pyproject.toml
	$(COMPILE) --extra dev --constraint requirements.lock --output-file requirements-dev.lock pyproject.toml
	$(COMPILE) --only-build-deps --build-deps-for wheel --output-file requirements-build.lock pyproject.toml

clean:  ## remove what was made
	rm -rf $(VENV) .venv-build dist build demo.html .pytest_cache .mypy_cache .ruff_cache .hypothesis src/onrecord/gazetteer/data/*.db
