# make run    the kiosk on its demo site          make test   everything that proves it (about 16 minutes)
# make lint   ruff, mypy, import contracts        make soak   the long counts, report under docs/reports/
SHELL := /bin/sh
PY := .venv/bin/python
ARGS ?=

.PHONY: run test test-qt lint soak test-extras bench screenshots lock clean

run:
	@packaging/bootstrap.sh run
	@$(PY) main.py --demo $(ARGS)

test:
	@packaging/bootstrap.sh test
	@packaging/run_tests.sh $(ARGS)

# What hangs on the version of Qt, on the oldest that is supported: 2 to 3 minutes more.
test-qt:
	@packaging/bootstrap.sh qt68
	@packaging/run_tests_qt68.sh $(ARGS)

lint:
	@packaging/bootstrap.sh test
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports --no-cache

soak:
	@packaging/bootstrap.sh test
	@packaging/soak.sh $(ARGS)

test-extras:
	@packaging/bootstrap.sh test
	@packaging/test_extras.sh $(ARGS)

bench:
	@packaging/bootstrap.sh run
	@$(PY) main.py bench --json

screenshots:
	@packaging/bootstrap.sh run
	@packaging/screenshots.sh docs/screens

lock:
	packaging/requirements/lock.sh

clean:
	rm -rf .venv .venv-qt68 .venv-train .venv-paddle .pytest_cache .mypy_cache .ruff_cache artifacts
