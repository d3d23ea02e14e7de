# Everything there is to do. `make` alone lists it; the text after ## is the help.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/runtime.stamp
TEST := $(VENV)/test.stamp
BENCH := $(VENV)/bench
OUT := outputs

.PHONY: help
help: ## List what there is to do
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' Makefile

.PHONY: graph
graph: $(RUNTIME) ## Build sources/ into outputs/: the graph, an explorer and a report
	@$(BIN)/procgraph build sources --out $(OUT) --formats ttl,json,explorer,report

.PHONY: report
report: graph ## The same, and say where the report is
	@echo 'report    $(OUT)/report.html'

.PHONY: test
test: $(TEST) ## Run the tests
	@$(BIN)/pytest -q -n auto

.PHONY: lint
lint: $(TEST) ## Look at format, style, types and layers
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

.PHONY: check
check: lint test ## Run what CI runs: lint, and the tests

.PHONY: check-long
check-long: check ## Run check, and the tests that take minutes
	@$(BIN)/pytest -q -n auto -m long

.PHONY: fuzz
fuzz: $(TEST) ## Read made documents until one breaks a promise (INPUTS=1000000 LIMIT=14400)
	@$(BIN)/python -m tests.fuzz --inputs $(or $(INPUTS),1000000) \
		--seconds $(or $(LIMIT),14400)

.PHONY: bench
bench: $(BENCH)/stamp ## Compare speed and quality with programs of other hands
	@$(BENCH)/bin/python -m benchmarks.extraction
	@$(BENCH)/bin/python -m benchmarks.peers
	@$(BENCH)/bin/python -m benchmarks.terminology
	@$(BENCH)/bin/python -m benchmarks.grounding
	@$(BENCH)/bin/python -m benchmarks.exports
	@$(BENCH)/bin/python -m benchmarks.exploring
	@$(BENCH)/bin/python -m benchmarks.building --plot $(VENV)/building.png

.PHONY: query
query: graph ## Ask the graph: make query Q=NAME (without Q: list the names)
	@$(BIN)/procgraph query --data $(OUT) $(if $(Q),'$(Q)',--list)

.PHONY: serve
serve: graph ## Serve the graph: an endpoint and pages (PORT=7878)
	@$(BIN)/procgraph serve $(OUT) $(if $(PORT),--port '$(PORT)')

.PHONY: diff
diff: $(RUNTIME) ## Tell what changed: make diff OLD=FOLDER (NEW is outputs/ unless given)
	@$(BIN)/procgraph diff '$(or $(OLD),$(error OLD is a folder or a graph.ttl))' \
		'$(or $(NEW),$(OUT))'

.PHONY: lock
lock: $(TEST) ## Resolve the lock files again (needs uv)
	@scripts/lock

.PHONY: clean
clean: ## Remove what the build and the tools wrote
	@find $(OUT) -mindepth 1 -not -name README.md -delete
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist build
	@find pipeline ontology tests benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +

.PHONY: distclean
distclean: clean ## Remove the set-up too
	@rm -rf $(VENV)

$(RUNTIME): requirements/runtime.txt pyproject.toml scripts/set-up
	@scripts/set-up $<
	@touch $@

$(TEST): requirements/test.txt $(RUNTIME)
	@scripts/set-up $<
	@touch $@

$(BENCH)/stamp: requirements/bench.txt pyproject.toml scripts/set-up
	@scripts/set-up $< $(BENCH)
	@touch $@
