# The commands of this project. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PYTHON ?= $(shell command -v python3.11 || command -v python3)
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin
RUN := $(BIN)/python manage.py

.PHONY: help
help: ## list these commands
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-18s %s\n", $$1, $$2}'

# One stamp for each lock: a lock that did not change installs nothing.
.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11) and "Python 3.11 is needed; name it with PYTHON=…")'
	@echo "Making the virtual environment in .venv …"
	@$(PYTHON) -m venv .venv

.venv/.base: requirements/base.txt | .venv/bin/python
	@echo "Installing the locked dependencies …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

.venv/.dev: requirements/dev.txt | .venv/bin/python
	@echo "Installing the locked dependencies for development …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@ .venv/.base

.venv/.e2e: requirements/e2e.txt | .venv/bin/python
	@echo "Installing the locked dependencies for browser tests …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@ .venv/.dev .venv/.base

.venv/.bench: requirements/bench.txt | .venv/bin/python
	@echo "Installing the locked dependencies for measuring …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@ .venv/.dev .venv/.base

.PHONY: serve
serve: .venv/.base ## serve in production, with the settings of the environment (WORKERS=2)
	@exec $(BIN)/granian --interface wsgi --host $(HOST) --port $(PORT) --workers $(or $(WORKERS),2) \
		--blocking-threads 2 --backpressure 64 --no-ws cms.wsgi:application

.PHONY: bench
bench: .venv/.bench ## measure the endpoint beside its alternatives on PostgreSQL (QUICK=1 for five minutes; needs wrk)
	@command -v wrk >/dev/null || { apt-get update -qq && apt-get install -y -qq wrk >/dev/null; }
	@$(BIN)/python -m bench $(if $(QUICK),--quick) $(ARGS)

.PHONY: run
run: .venv/.base ## start the CMS on http://localhost:8000 (PORT=8765 for another port)
	@export BASE_URL="$${BASE_URL:-http://localhost:$(PORT)}"; \
	$(RUN) prepare_site && exec $(RUN) runserver --noreload $(HOST):$(PORT)

.PHONY: test
test: .venv/.dev ## run the tests on SQLite, or on the PostgreSQL that TEST_DATABASE_URL names
	@$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder $(ARGS)

.PHONY: lint
lint: .venv/.dev ## look for mistakes (ruff)
	@$(BIN)/ruff check .

.PHONY: format
format: .venv/.dev ## format the code (ruff)
	@$(BIN)/ruff check --fix-only --quiet .
	@$(BIN)/ruff format .

.PHONY: format-check
format-check: .venv/.dev ## fail when the code is not formatted
	@$(BIN)/ruff format --check .

.PHONY: types
types: .venv/.dev ## check the types (mypy, strict)
	@$(BIN)/mypy access accounts cms conflicts content_version desk media membership outbound pages preview search snippets statements translation

.PHONY: imports
imports: .venv/.dev ## check who imports whom (import-linter)
	@$(BIN)/lint-imports

.PHONY: schema
schema: .venv/.base ## write graphql/schema.graphql from the code
	@$(RUN) export_schema

.PHONY: schema-check
schema-check: .venv/.base ## fail when graphql/schema.graphql is not what is served
	@$(RUN) export_schema --check

.PHONY: migrations-check
migrations-check: .venv/.base ## fail when a migration is missing
	@$(RUN) makemigrations --check --dry-run

.PHONY: deploy-check
deploy-check: .venv/.base ## run Django's deployment checks with production settings
	@ENVIRONMENT=production SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(64))')" \
	ALLOWED_HOSTS=cms.example.org BASE_URL=https://cms.example.org FRONTEND_URL=https://www.example.org \
	$(RUN) check --deploy --fail-level WARNING

# Where PyPI cannot be asked, it says so and fails nothing.
.PHONY: audit
audit: .venv/.dev ## look for known holes in the locked dependencies (pip-audit)
	@$(BIN)/python -m tests.audit

.PHONY: backup
backup: .venv/.base ## write database and media into one file (FILE=… for another name)
	@$(RUN) backup $(FILE)

.PHONY: restore
restore: .venv/.base ## put database and media back as they are in FILE=…
	@$(RUN) restore $(FILE)

tests/e2e/node_modules/.installed: tests/e2e/package.json tests/e2e/package-lock.json
	@command -v npm >/dev/null || { echo "npm is needed: https://nodejs.org"; exit 1; }
	@cd tests/e2e && npm ci --loglevel error
	@touch $@

.PHONY: e2e
e2e: .venv/.e2e tests/e2e/node_modules/.installed ## run the browser tests in Chromium (needs npm)
	@command -v "$${CHROMIUM:-chromium}" >/dev/null || { apt-get update -qq && apt-get install -y -qq chromium >/dev/null; }
	@$(BIN)/pytest tests/e2e $(ARGS)

# npm installs only what the lock names, and only when it changed.
tests/clients/node_modules/.installed: tests/clients/package.json tests/clients/package-lock.json
	@node --eval 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null && command -v npm >/dev/null || \
		{ echo "Node.js 20 or later with npm is needed: https://nodejs.org"; exit 1; }
	@echo "Installing the locked GraphQL clients …"
	@cd tests/clients && npm ci --loglevel error
	@touch $@

.PHONY: clients
clients: .venv/.dev tests/clients/node_modules/.installed ## run real GraphQL clients (needs Node.js 20)
	@cd tests/clients && npm run --silent codegen && npm run --silent build
	@$(BIN)/pytest tests/clients $(ARGS)

tests/audits/node_modules/.installed: tests/audits/package.json tests/audits/package-lock.json
	@node --eval 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null && command -v npm >/dev/null || \
		{ echo "Node.js 20 or later with npm is needed: https://nodejs.org"; exit 1; }
	@echo "Installing the locked audits …"
	@cd tests/audits && npm ci --loglevel error
	@touch $@

.PHONY: audits
audits: .venv/.dev tests/audits/node_modules/.installed ## audit GraphQL over HTTP with graphql-http (needs Node.js 20)
	@$(BIN)/pytest tests/audits $(ARGS)

.PHONY: slow-clients
slow-clients: .venv/.dev ## hold half-sent requests open against the documented proxy (nginx)
	@command -v nginx >/dev/null || { apt-get update -qq && apt-get install -y -qq nginx >/dev/null; }
	@$(BIN)/pytest tests/slow_clients $(ARGS)

.PHONY: previous-release
previous-release: .venv/.dev ## run the code of the release before on the tables of this one (needs its commit)
	@$(BIN)/pytest tests/previous_release/test_old_code.py -rs $(ARGS)

.PHONY: attack-times
attack-times: .venv/.dev ## measure how much CPU known attacks buy, and what a neighbour notices of them
	@$(BIN)/python -m tests.attack_times
	@$(BIN)/python -m tests.attack_load

.PHONY: defences
defences: .venv/.dev ## take out one defence after the other: a test must miss each (ARGS="--only depth --jobs 1")
	@$(BIN)/python -m tests.defences $(ARGS)

# The form to join speaks all languages of the site, the admin only its own.
ONLY_ADMIN := admin.py apps.py models.py views.py wagtail_hooks.py 'admin/*' 'views/*' 'templates/*'

.PHONY: messages
messages: .venv/.dev ## collect and compile the translations of the admin and of the form to join (needs gettext)
	@$(RUN) makemessages --locale fr --ignore '.venv/*' --ignore node_modules --no-wrap --no-location
	@cd membership && ../$(BIN)/python ../manage.py makemessages --locale de --locale rom --no-wrap --no-location \
		$(addprefix --ignore ,$(ONLY_ADMIN))
	@$(RUN) compilemessages --ignore '.venv/*'

.PHONY: messages-check
messages-check: .venv/.dev ## fail when a text of the admin or of the form to join is not translated
	@$(BIN)/python -m tests.catalogs

.PHONY: settings-table
settings-table: .venv/.base ## print the README's table of settings
	@$(BIN)/python -m cms.settings.env

.PHONY: graphiql
graphiql: ## fetch the assets of the in-browser IDE again (needs npm)
	@cms/static/graphiql/update

.PHONY: lock
lock: .venv/.dev ## resolve the dependencies anew and write the locks
	@for name in base dev e2e bench; do \
		$(BIN)/uv pip compile --quiet --upgrade --python-version 3.11 --generate-hashes --no-emit-index-url \
			--custom-compile-command 'make lock' requirements/$$name.in -o requirements/$$name.txt; \
	done

.PHONY: clean
clean: ## remove the virtual environment and all local data
	@rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache tests/{audits,clients,e2e}/node_modules tests/clients/{generated,build}
