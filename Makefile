# Two commands, each sets up what it needs on a machine with Python 3.11+ and pip:
#   make demo   one digest of the sample articles, then a chat with the bot
#   make test   format, lint, types, import rules and every test
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: demo test lock clean

demo: $(READY)
	@$(BIN)/digestbot demo

test: $(READY)
	@$(BIN)/python tests/setup_browser.py
	@$(BIN)/python tests/check.py

# The stamp is as new as the files that say what the environment holds.
$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "digestbot needs Python 3.11 or newer; set PYTHON=/path/to/one" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet --disable-pip-version-check "uv>=0.9"
	@echo "Setting up $(VENV) (once) …"
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --require-hashes --compile-bytecode \
		--requirement requirements.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m compileall -q bot summarizer
	@touch $(READY)

lock: $(READY)
	$(BIN)/uv pip compile --quiet --upgrade --universal --generate-hashes --group dev pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
