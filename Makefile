# make graph   build the graph of the seeds into exports/        make test    run the tests
# make check   lint, types and tests                             make bench   measure
# make model   train the tagger anew from the corpora in DATA
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin

.PHONY: graph test lint types check bench model clean
.DELETE_ON_ERROR:

$(VENV)/.done: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[dev]'
	touch $@

graph: $(VENV)/.done
	$(BIN)/kg build seeds --out exports

test: $(VENV)/.done
	$(BIN)/python -m pytest

lint: $(VENV)/.done
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.done
	$(BIN)/mypy --strict kg

check: lint types test

model: $(VENV)/.done
	$(BIN)/python -m kg.recognise.train --data $(DATA)

DATA ?= ../shared/data
bench: $(VENV)/.done
	$(BIN)/python -m benchmarks --data $(DATA)

clean:
	rm -rf $(VENV) build dist
