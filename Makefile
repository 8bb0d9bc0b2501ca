# Rehsos. A machine with Python 3.11 and make is enough; `make run` does the rest.
MAKEFLAGS += -s
PYTHON ?= python3
PORT ?= 8000
PYTEST_ARGS ?= -n 2 --dist loadfile
PG15 ?= /usr/lib/postgresql/15/bin
VENV := .venv/bin
LOCK := $(VENV)/pip-compile --quiet --generate-hashes --allow-unsafe --strip-extras --no-config --no-header \
	--no-emit-options --no-emit-index-url --no-emit-trusted-host --no-emit-find-links
export PORT

.DEFAULT_GOAL := help
.PHONY: help setup run test test-15 check fix lock bench clean _dev _port _pytest

help: ## daftar perintah ini
	grep -E '^[a-z0-9-]+:.*## ' Makefile | sed -E 's/^([a-z0-9-]+):.*## (.*)/  make \1\t\2/' | expand -t 16

setup: ## pasang pustaka, basis data, wilayah dan contoh
	$(PYTHON) -m ops.setup

run: _port setup ## jalankan Rehsos di http://localhost:8000 (PORT=... untuk port lain)
	exec $(VENV)/python -m ops.serve

_port:
	$(PYTHON) -m ops.port

test: _dev ## periksa lalu uji semuanya
	$(VENV)/python -m ops.postgres during $(MAKE) check _pytest

test-15: ## uji yang sama pada PostgreSQL 15 milik Debian
	test -x $(PG15)/postgres || { echo "Pasang dahulu / install first: sudo apt-get install -y postgresql-15"; exit 1; }
	REHSOS_PG_BIN=$(PG15) $(MAKE) _dev
	REHSOS_PG_BIN=$(PG15) $(VENV)/python -m ops.postgres during $(MAKE) _pytest

check: ## baca kodenya tanpa mengujinya
	$(VENV)/python -m ops.check

fix: ## rapikan kodenya
	$(VENV)/ruff check --fix --quiet . ; $(VENV)/ruff format --quiet .

lock: _dev ## patok ulang versi pustaka, masing-masing dengan hash
	cd requirements && ../$(LOCK) --output-file app.txt app.in && ../$(LOCK) --output-file dev.txt dev.in
	$(VENV)/python -m ops.check_locks

bench: setup ## ukur kecepatannya
	$(VENV)/python -m bench

clean: ## hapus yang dapat dibuat lagi; data dan kuncinya tetap
	if test -x $(VENV)/python; then $(VENV)/python -m ops.postgres stop; fi
	rm -rf .venv var/stamps var/static var/mypy var/ruff var/import-linter *.egg-info .pytest_cache .hypothesis

_dev:
	$(PYTHON) -m ops.setup test

_pytest:
	$(VENV)/python -m pytest $(PYTEST_ARGS)
