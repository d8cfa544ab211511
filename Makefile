# Everything runs in .venv, which the first target that needs it makes.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
EXTRAS := $(VENV)/.extras
MAP := maps/israel-russia

.PHONY: demo test check fix lint types bench lock docs images clean help

help:  ## this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(READY): pyproject.toml constraints.txt
	@$(PYTHON) tools/need_python.py
	@test -x $(BIN)/python || { echo "Setting up $(VENV) (once; about a minute) …"; \
		$(PYTHON) -m venv $(VENV); }
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt hatchling editables
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt \
		--no-build-isolation --editable ".[pdf,dev]"
	@touch $@

# The scorers by choice and the cluster are heavy (torch, ray): only checking needs them.
$(EXTRAS): $(READY)
	@echo "Setting up the extras (once; one to three minutes) …"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check -c constraints.txt \
		--no-build-isolation --editable ".[pdf,dev,transformers,openai,ray]"
	@touch $@

demo: $(READY)  ## the main job on the bundled map: check it, read the central claim, draw it
	@$(BIN)/argmap check $(MAP)
	@echo
	@$(BIN)/argmap show --map $(MAP) --thesis
	@echo
	@$(BIN)/argmap draw $(MAP) -o exports/israel-russia.svg
	@echo "Browse it:   $(BIN)/argmap browse $(MAP)"
	@echo "The picture: exports/israel-russia.svg (open it in any browser)"

test: $(READY)  ## the tests
	$(BIN)/python -m pytest -n auto

lint: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(READY)
	$(BIN)/mypy

check: $(EXTRAS) lint types test  ## format, lint, types, contracts, tests: what CI runs

fix: $(READY)  ## format, and mend what the linter can
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(READY)  ## measure the budgets and print the tables
	$(BIN)/python -m benchmarks

docs: $(READY)  ## write the generated parts of the documentation anew
	$(BIN)/python -m tools.generate

images: $(READY)  ## draw the README's pictures anew
	$(BIN)/python -m tools.images

lock: $(READY)  ## choose newer versions within pyproject.toml's bounds
	$(BIN)/python -m tools.lock

clean:  ## remove what was built; the maps stay
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis build dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
