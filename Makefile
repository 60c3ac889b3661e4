# Every target makes and uses .venv by itself; nothing is done twice.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: help setup run test check format bench soak triage-report triage-train lock

help:
	@echo "make run      try the bot in the browser; with TELEGRAM_BOT_TOKEN set, run it on Telegram"
	@echo "make test     all tests"
	@echo "make check    format, lint, types, import rule, content"
	@echo "make bench    measure ours and other bots side by side; ARGS=--quick takes less than a minute"
	@echo "make soak     the long tests"
	@echo "make triage-report   how well free text is heard, on messages set aside"
	@echo "make triage-train    make the weights of the triage anew"
	@echo "make format   put the code into shape"
	@echo "make setup    only make .venv"
	@echo "make lock     work out requirements.lock anew"

setup: $(READY)

$(READY): requirements.lock
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Backcare needs Python 3.11 or newer")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $(READY)

run: $(READY)
	@if [ -n "$$TELEGRAM_BOT_TOKEN" ] || grep -qs '^ *TELEGRAM_BOT_TOKEN *= *[^ ]' .env; \
	then exec $(BIN)/python -m bot run; else exec $(BIN)/python -m bot sandbox; fi

test: $(READY)
	$(BIN)/python -m pytest -n auto --dist worksteal

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m bot content check

format: $(READY)
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(READY) .venv-peers/.ready
	@$(BIN)/python -m tests.benchmarks $(ARGS)

.venv-peers/.ready: tests/benchmarks/peers/requirements.lock
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

soak: $(READY)
	$(BIN)/python -m pytest -n auto -m soak

triage-report: $(READY)
	@$(BIN)/python -m training.triage.report

triage-train: .venv-training/.ready
	.venv-training/bin/python -m training.triage.train tips/en/triage.weights

.venv-training/.ready: training/requirements.lock
	$(PYTHON) -m venv .venv-training
	.venv-training/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r training/requirements.lock
	@touch $@

COMPILE := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-annotate --no-header
lock: $(READY)
	$(COMPILE) --extra dev pyproject.toml --output-file requirements.lock
	$(COMPILE) training/requirements.in --output-file training/requirements.lock
	$(COMPILE) tests/benchmarks/peers/requirements.in --output-file tests/benchmarks/peers/requirements.lock
