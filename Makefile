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

.PHONY: run
run: .venv/.base ## start the CMS on http://localhost:8000 (PORT=8765 for another port)
	@export BASE_URL="$${BASE_URL:-http://localhost:$(PORT)}"; \
	$(RUN) prepare_site && exec $(RUN) runserver --noreload $(HOST):$(PORT)

.PHONY: test
test: .venv/.dev ## run the tests on SQLite, or on the PostgreSQL that TEST_DATABASE_URL names
	@$(BIN)/pytest -n auto --dist loadfile $(ARGS)

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
	@$(BIN)/mypy cms content_version membership translation search pages snippets media

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

# The form to join speaks all languages of the site, the admin only its own.
ONLY_ADMIN := admin.py apps.py models.py views.py wagtail_hooks.py 'admin/*' 'views/*' 'templates/*'

.PHONY: messages
messages: .venv/.dev ## collect and compile the translations of the admin and of the form to join (needs gettext)
	@$(RUN) makemessages --locale fr --ignore '.venv/*' --no-wrap --no-location
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
	@for name in base dev e2e; do \
		$(BIN)/uv pip compile --quiet --upgrade --python-version 3.11 --generate-hashes --no-emit-index-url \
			--custom-compile-command 'make lock' requirements/$$name.in -o requirements/$$name.txt; \
	done

.PHONY: clean
clean: ## remove the virtual environment and all local data
	@rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache tests/clients/{node_modules,generated,build}
