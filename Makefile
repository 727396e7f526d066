# make             set up everything and load the demonstration
# make demo        the same, then serve it at http://127.0.0.1:8000 (PORT changes it)
# make test        everything that tests need, then every test, on SQLite and on PostgreSQL where that is installed
# make check       format, types, import rules, templates, migrations, then make test: what CI runs
# make fix         put format and simple faults right
# make bench       how quick the pages of a big place are, against an empty page
# make requirements    pin newer packages (UPGRADE=1), or those that pyproject.toml has gained

MAKEFLAGS += --no-print-directory
BIN := .venv/bin
STEP := tools/step
# Each process begins with a half of the tests, so that what a file or a folder needs is made in one of them.
BOTH := --numprocesses 2 --dist worksteal

.PHONY: shape load demo test sqlite postgresql databases unit pages proofs journeys check fix bench requirements front-end clean
load: .venv/.base front-end
	@$(BIN)/counterpoint demo --load-only

demo: .venv/.base front-end
	@exec $(BIN)/counterpoint demo

# One environment: `base` is enough to run, `postgres` to run on PostgreSQL too; `dev` adds what tests and checks need,
# and is enough for all.
.venv/.base: requirements/base.txt requirements/build.txt pyproject.toml
	@$(STEP) "Installing Python packages" tools/packages base
	@rm -f .venv/.dev .venv/.postgres && touch $@

.venv/.postgres: requirements/postgres.txt requirements/build.txt pyproject.toml
	@$(STEP) "Installing Python packages, with those for PostgreSQL" tools/packages postgres
	@rm -f .venv/.dev && touch .venv/.base $@

.venv/.dev: requirements/dev.txt requirements/build.txt pyproject.toml
	@$(STEP) "Installing Python packages, with those for tests" tools/packages dev
	@touch .venv/.base .venv/.postgres $@

node_modules/.package-lock.json: package-lock.json
	@$(STEP) "Installing front-end packages" tools/node npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

front-end: node_modules/.package-lock.json
	@$(STEP) "Building the front end" tools/node node frontend/build.mjs

test: sqlite postgresql

sqlite: unit shape pages proofs journeys

# Again, on a server of its own: whatever asks for a database (tests/conftest.py). Each page has been looked at by then,
# and is only opened: pages are the same on both.
postgresql: .venv/.dev front-end
	@tools/postgres $(MAKE) databases journeys JOURNEYS="--ignore tests/journeys/test_every_page.py"

unit: .venv/.dev front-end
	@tools/pytest tests --ignore tests/journeys --ignore tests/shape --ignore tests/docs $(BOTH) -m "not page and not proof"

# Of the house itself: its files, templates and documents. The same whatever the database is.
shape: .venv/.dev front-end
	@tools/pytest tests/shape tests/docs $(BOTH) -m "not page and not proof"

databases: .venv/.dev front-end
	@tools/pytest tests --ignore tests/journeys --ignore tests/shape $(BOTH)

pages: .venv/.dev front-end
	@tools/pytest tests --ignore tests/journeys $(BOTH) -m page

proofs: .venv/.dev front-end
	@tools/pytest tests --ignore tests/journeys $(BOTH) -m proof

journeys: .venv/.dev front-end
	@$(STEP) "Looking for Chromium" tools/chromium
	@CHROMIUM="$$(tools/chromium)" tools/pytest tests/journeys $(JOURNEYS) $(BOTH)

check: .venv/.dev front-end
	@$(STEP) "Checking the format" $(BIN)/ruff format --check .
	@$(STEP) "Checking for faults" $(BIN)/ruff check .
	@$(STEP) "Checking types" $(BIN)/mypy
	@$(STEP) "Checking who imports whom" $(BIN)/lint-imports
	@$(STEP) "Checking templates" tools/templates
	@$(STEP) "Checking migrations" tools/migrations
	@$(MAKE) test

fix: .venv/.dev
	@$(STEP) "Putting simple faults right" $(BIN)/ruff check --fix --exit-zero .
	@$(STEP) "Putting the format right" $(BIN)/ruff format .

bench: .venv/.dev front-end
	@$(BIN)/python -m bench
	@$(BIN)/python -m bench.bundle
	@$(BIN)/python -m bench.charts

requirements:
	@$(STEP) "Pinning packages" tools/requirements $(if $(UPGRADE),--upgrade)

clean:
	@$(STEP) "Removing what make made (var/ stays)" rm -rf .venv .tools node_modules counterpoint/web/static/dist .mypy_cache .ruff_cache .import_linter_cache .hypothesis test-results
