# Everything here needs Python 3.11 or later and make; each target makes its own virtual environment.
#   make demo     one month of four small firms, written to out/month
#   make test     style, types, layers, tests          make lint     the first three of them
#   make bench    what an invoice and a payment cost   make format   lay the code out
#   make soak     kills, crowds and long runs: an hour make clean    remove all that was made here
#   make lock     write requirements/ anew
# Another interpreter: make clean, then make PYTHON=python3.12 test

.DEFAULT_GOAL := help
.NOTPARALLEL:
.DELETE_ON_ERROR:
.PHONY: help venv demo test lint style types format bench soak lock clean

# Byte code is kept: the tests start many processes, and each of them would compile the package anew.
unexport PYTHONDONTWRITEBYTECODE

# The first interpreter that is new enough and can make virtual environments.
PROBE := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
ifndef PYTHON
PYTHON = $(firstword $(foreach python,python3.13 python3.12 python3.11 python3.14 python3 python,\
  $(shell $(python) -c '$(PROBE)' >/dev/null 2>&1 && echo $(python))))
endif

need-python = $(if $(shell $(or $(PYTHON),false) -c '$(PROBE)' 2>/dev/null && echo yes),,$(error \
  faktura needs Python 3.11 or later with its venv module: install it, or say make PYTHON=/path/to/python3.11))

VENV := .venv
RUN := $(VENV)/bin/python
PIP := $(RUN) -m pip --disable-pip-version-check install --quiet
CODE := src tests $(wildcard conftest.py tools benchmarks examples)

help:
	@sed -n '2,6s/^# //p' Makefile

$(RUN):
	$(need-python)$(PYTHON) -m venv $(VENV)

# Two marks: the demo waits only for what it runs with, the rest brings everything (that included).
# The package itself comes last, from the tree, with the build tools of the lock: nothing else is fetched.
$(VENV)/run.mark: requirements/run.txt | $(RUN)
	$(PIP) --require-hashes -r requirements/run.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev.mark: requirements/dev.txt | $(RUN)
	$(PIP) --require-hashes -r requirements/dev.txt
	$(PIP) --no-deps --no-build-isolation -e .
	@touch $(VENV)/run.mark $@

venv: $(VENV)/dev.mark

demo: $(VENV)/run.mark
	$(RUN) examples/month/run.py

lint: style types

style: $(VENV)/dev.mark
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .

types: $(VENV)/dev.mark
	$(RUN) -m mypy $(CODE)
	$(VENV)/bin/lint-imports

# Types and layers are looked at beside the tests, and told after them; each of the three may fail the run.
# By file, in the order of tests/conftest.py: the examples of a page build on each other, and the schemas of a format
# are compiled once.
test: style
	@$(MAKE) --no-print-directory types >$(VENV)/types.log 2>&1 & \
	$(RUN) -m pytest -n 2 --dist loadfile --no-loadscope-reorder; tests=$$?; \
	wait $$!; types=$$?; cat $(VENV)/types.log; exit $$((tests + types))

format: $(VENV)/dev.mark
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .

bench: $(VENV)/dev.mark
	$(RUN) -m benchmarks

# The campaigns in full size, one after the other; the machines that drive all stores in lock step; and every property
# on ten times as many examples, which are others each time.
soak: $(VENV)/dev.mark
	$(RUN) -m pytest -m soak
	HYPOTHESIS_PROFILE=thorough $(RUN) -m pytest -n 2 --dist loadfile --no-loadscope-reorder --timeout 3600 tests
	HYPOTHESIS_PROFILE=soak $(RUN) -m pytest --timeout 3600 tests/ports/adapters/test_machine.py \
	  tests/desk/test_stateful.py tests/campaigns/test_bank_files.py

# Names, versions and hashes; no addresses. New releases are left to others for two weeks.
# holidays 0.109 is wanted sooner than that: drop its line once the two weeks are over.
COMPILE = out/lock/bin/uv pip compile --quiet --system-certs --universal --python-version 3.11 --generate-hashes \
  --no-header --no-annotate --upgrade --exclude-newer "14 days" --exclude-newer-package "holidays=2026-11-18"

lock:
	$(need-python)$(PYTHON) -m venv out/lock
	out/lock/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes -r requirements/lock.txt
	$(COMPILE) --group dev --all-extras pyproject.toml -o requirements/dev.txt
	$(COMPILE) --group build --extra pdf-merge --constraint requirements/dev.txt pyproject.toml -o requirements/run.txt
	echo uv | $(COMPILE) - -o requirements/lock.txt

clean:
	rm -rf $(VENV) out dist build .coverage .hypothesis .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
