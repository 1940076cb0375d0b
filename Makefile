# make start: the registry at http://127.0.0.1:8000/ from a fresh clone (Python 3.11 or newer is all it needs)
# make test:  every check and every test, on SQLite and on PostgreSQL, in a real browser
SHELL := /bin/bash
.NOTPARALLEL:
PORT ?= 8000
BIN := .venv/bin
MANAGE := $(BIN)/python manage.py
# an account without a home has no place for uv's cache
UV := UV_NO_CONFIG=1 $(shell test -w "$$HOME" || echo UV_NO_CACHE=1) $(BIN)/uv
SYNC := $(UV) pip install -q --python $(BIN)/python --require-hashes --compile-bytecode -r
COMPILE := $(UV) pip compile -q --universal --generate-hashes --no-header --no-annotate --python-version 3.11
# SQLite in the test run even where DATABASE_URL is set
SQLITE := env -u DATABASE_URL

# The first interpreter that really runs (version managers leave dead names behind), is new enough and can make an environment.
SUITS := import importlib.util as i, sys, venv; sys.exit(sys.version_info < (3, 11) or not (i.find_spec("pip") or i.find_spec("ensurepip")))
NO_PYTHON := Python 3.11 or newer with its venv module is needed (on Debian: apt-get install python3-venv).
PY = $(shell for p in python3.13 python3.12 python3.11 python3.14 python3 python /usr/bin/python3; do $$p -c '$(SUITS)' >/dev/null 2>&1 && { command -v $$p; break; }; done)

start: port .venv/.app
	@made="$${VAR_DIR:-var}/static/.made"; \
	{ test -z "$$(find static mobilization/settings.py requirements.lock -newer "$$made" -print 2>&1)" || \
	{ $(MANAGE) collectstatic --noinput -v0 && touch "$$made"; }; } & \
	$(MANAGE) migrate -v0 && $(MANAGE) demo && wait $$!
	@PORT=$(PORT) exec $(BIN)/python -m gunicorn mobilization.wsgi

port:
	@py=$(BIN)/python; $$py -c '' 2>/dev/null || { rm -rf .venv; py="$(PY)"; }; \
	test -n "$$py" || { echo "$(NO_PYTHON)"; exit 1; }; \
	"$$py" scripts/free_port.py "$(PORT)"

# ---- tests: nothing may be skipped where CI=true ----
test: tools check test-sqlite test-postgres test-browser

test-sqlite: .venv/.dev
	@echo "== Tests on SQLite"; $(SQLITE) $(BIN)/python -m pytest -m "not browser" $(ARGS)

test-postgres: .venv/.dev
	@echo "== Tests on PostgreSQL"; $(BIN)/python scripts/with_postgres.py $(BIN)/python -m pytest -m "not browser" $(ARGS)

test-browser: .venv/.dev
	@echo "== Tests in the browser"; $(SQLITE) $(BIN)/python -m pytest -m browser $(ARGS)

check: .venv/.dev
	@$(BIN)/ruff check -q .
	@$(BIN)/ruff format --check .
	@mkdir -p var/cache; $(BIN)/python -c 'from importlinter.cli import lint_imports_command as run; run()' --no-logo --cache-dir var/cache/imports
	@find templates -name '*.html' -exec $(BIN)/djade --target-version 5.2 --check {} +
	@$(SQLITE) $(MANAGE) makemigrations --check --dry-run

# Chromium and PostgreSQL come by themselves where this is root on Debian; elsewhere the tests name what they miss.
tools:
	@test "$$(id -u)" = 0 && command -v apt-get >/dev/null || exit 0; \
	missing=; for tool in chromium postgresql; do dpkg-query -W -f '$${Status}' $$tool 2>/dev/null | grep -q 'ok installed' || missing="$$missing $$tool"; done; \
	test -n "$$missing" || exit 0; echo "Installing$$missing for the tests ..."; export DEBIAN_FRONTEND=noninteractive; mkdir -p var/cache; \
	{ apt-get update -qq && apt-get install -y -qq --no-install-recommends $$missing; } >var/cache/apt.log 2>&1 </dev/null || \
	{ tail -n 5 var/cache/apt.log; echo "Could not install$$missing: see var/cache/apt.log"; }

# ---- now and then ----
bench: .venv/.dev
	@$(BIN)/python -m bench $(ARGS)

messages: .venv/.dev
	@command -v msgfmt >/dev/null || { echo "GNU gettext is needed (on Debian: apt-get install gettext)."; exit 1; }
	@$(SQLITE) $(MANAGE) makemessages --all --no-obsolete --add-location file -i .venv -i var -i tests -i bench
	@$(SQLITE) $(MANAGE) compilemessages -v0 -i .venv -i var

vendor: .venv/.app
	@$(BIN)/python scripts/vendor.py

lock: .venv/bin/uv
	@$(COMPILE) $(ARGS) pyproject.toml -o requirements.lock
	@$(COMPILE) $(ARGS) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock
	@$(BIN)/uv --version | sed 's/uv \([0-9.]*\).*/uv==\1/' | $(COMPILE) - -o requirements-uv.lock

# ---- the environment: uv comes through pip, whichever way this Python offers it, and installs by hash what the locks name ----
.venv/bin/uv:
	@py="$(PY)"; test -n "$$py" || { echo "$(NO_PYTHON)"; exit 1; }; \
	echo "Preparing .venv (once, some 20 seconds) ..."; rm -rf .venv; pip="-m pip --disable-pip-version-check"; \
	if "$$py" -m pip --version >/dev/null 2>&1; \
	then "$$py" -m venv --without-pip .venv && "$$py" $$pip --python .venv install -q --require-hashes -r requirements-uv.lock; \
	else "$$py" -m venv .venv && $(BIN)/python $$pip install -q --require-hashes -r requirements-uv.lock; fi
.venv/.app: requirements.lock | .venv/bin/uv
	@$(SYNC) requirements.lock && touch $@
.venv/.dev: requirements-dev.lock .venv/.app
	@$(SYNC) requirements-dev.lock && touch $@

.PHONY: start port test test-sqlite test-postgres test-browser check tools bench messages vendor lock
