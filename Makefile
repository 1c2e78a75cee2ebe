# Two commands are enough: `make run` and `make test`. Both create .venv and install what is missing. Python compiles a
# module when it is first used.
PYTHON ?= python3
BIN := .venv/bin
# Some containers forbid it. Then every server and every worker of the tests would compile all modules anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: run test quick browser hosted soak lint lock upgrade

run: .venv/app
	$(BIN)/streamlit run app.py

# The branch coverage of the subject is measured here, not in `make quick`: measuring takes an eighth of its time.
test: COVERAGE = --cov
test: quick browser

# Tests write to memory when a gigabyte is free there: on a disk SQLite would wait for each write, and no test cuts the
# power.
MEMORY := $(shell df --output=avail /dev/shm 2>/dev/null | awk '$$1 + 0 > 1048576 { print "TMPDIR=/dev/shm" }')
PYTEST = $(MEMORY) $(BIN)/python -m pytest --durations=20

# A server or a browser on a busy machine is sometimes later than a test expects: up to three tests get a second try, and
# what went wrong in the first is shown at the end. `make soak` gives no second try.
AGAIN = --reruns=1 --max-suite-reruns=3 --rerun-show-tracebacks

# Everything that needs no browser. Servers are waited for, so there is a worker more than two cores would keep busy; each
# further one loads everything once more.
quick: .venv/compiled
	$(PYTEST) --ignore=tests/browser --ignore=tests/hosted --numprocesses=$(or $(WORKERS),3) --dist=worksteal $(COVERAGE) $(AGAIN)

# Everything in Chromium. Each test waits now and then, so there is a worker more than two cores; each further one makes all
# of them slower: with five it took a sixth longer than with three.
browser: .venv/dev .venv/chromium
	$(PYTEST) tests/browser --numprocesses=$(or $(WORKERS),3) --dist=load --maxschedchunk=1 $(AGAIN)

# What several servers share, against a Redis; and two replicas behind nginx on a PostgreSQL, as hosting/ sets them up,
# where the machine has an nginx. `make test` needs neither. The replicas are started once, by one worker.
hosted: .venv/dev .venv/redis
	$(PYTEST) tests/hosted --numprocesses=$(or $(WORKERS),2) --dist=loadfile $(AGAIN)

# In full what the gate only samples; takes hours. Its figures belong in benchmarks/README.md.
soak: .venv/dev .venv/chromium .venv/redis
	DRIVKRAFT_REPEATS=100 $(PYTEST) --numprocesses=$(or $(WORKERS),5) --dist=load --maxschedchunk=1
	$(BIN)/python -m benchmarks

# Where the processes of mypy cannot reach one another, as on a very busy machine, a single one checks.
lint: .venv/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy || $(BIN)/mypy --num-workers=0

# Exact versions, with hashes, for every supported Python on every system. A version that still fits its range stays.
LOCK = $(BIN)/uv --no-config pip compile --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --custom-compile-command "make lock" $(NEWER)

lock: .venv/dev
	$(LOCK) requirements.in --output-file requirements.txt
	$(LOCK) requirements-dev.in --output-file requirements-dev.txt

# The same with the newest release of each range.
upgrade: NEWER = --upgrade
upgrade: lock

PIP = $(BIN)/python -m pip --quiet --disable-pip-version-check

.venv/app: requirements.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) install --no-compile -r requirements.txt
	touch $@

# It has what the app needs as well. uv takes a quarter of pip's time; where it finds no packages, pip installs them.
.venv/dev: requirements-dev.txt
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(PIP) install --no-compile "$$(sed -n 's/^\(uv==[^ ;]*\).*/\1/p' $<)"
	$(BIN)/uv pip install --quiet --python $(BIN)/python -r requirements-dev.txt \
	|| $(PIP) install --no-compile -r requirements-dev.txt
	touch .venv/app $@

# In a new environment one process compiles what all workers need: each by itself would compile all of it.
.venv/compiled: .venv/dev
	$(BIN)/python -m pytest --collect-only --quiet > /dev/null || true
	touch $@

# Any Chromium will do: the one on the machine, Playwright's own, or Debian's package.
.venv/chromium: .venv/dev
	$(BIN)/python -m tests.browser.chromium \
	|| $(BIN)/playwright install chromium \
	|| { apt-get update && apt-get install --yes chromium; }
	$(BIN)/python -m tests.browser.chromium
	touch $@

# Any Redis will do: the one on the machine, or Debian's package.
.venv/redis: .venv/dev
	command -v redis-server || { apt-get update && apt-get install --yes redis-server; }
	touch $@
