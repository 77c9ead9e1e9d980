.DEFAULT_GOAL := help
.PHONY: help setup check fix test eval ask index run

PYTHON ?= python3.11
BIN := .venv/bin
STAMP := .venv/.installed
TOOLS := .venv/.tools
# Where the bot looks for them (.env.example).
REBUILD := $(BIN)/python scripts/rebuild_index.py \
	--corpus "$${KEIKAKU_CORPUS:-corpus}" --out "$${KEIKAKU_INDEX:-var/index}"
Q ?= ジオツアー参加者数の目標値は？

help:  ## what there is to type
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

$(STAMP): pyproject.toml requirements.lock
	@echo "必要なものを入れています（はじめの一度だけ、1分ほど）"
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e .
	@touch $@

$(TOOLS): $(STAMP)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements.lock -e '.[models,dev]'
	@touch $@

setup: $(TOOLS)  ## make .venv with everything in it, the tools for tests and other encoders too

ask: $(STAMP)  ## Q="…": ask the plans (builds the index when it must)
	@$(BIN)/python scripts/ask.py "$(Q)"

index: $(STAMP)  ## rebuild the index and publish it
	@$(REBUILD)

run: $(STAMP)  ## the bot (needs SLACK_BOT_TOKEN and SLACK_APP_TOKEN; builds a first index)
	@test -e "$${KEIKAKU_INDEX:-var/index}/CURRENT" || $(REBUILD)
	@$(BIN)/python -m bot

test: $(TOOLS)  ## run the tests
	@$(BIN)/python -m pytest -q -n 2

check: $(TOOLS)  ## format, lint, types, tests: all that must pass
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/python -m pytest -q -n 2

fix: $(TOOLS)  ## format and mend what can be mended
	@$(BIN)/ruff check --fix-only .
	@$(BIN)/ruff format .

eval: $(STAMP)  ## answer the question set of tests/eval and score it
	@$(BIN)/python scripts/evaluate.py answers tests/eval/questions.jsonl
