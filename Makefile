# Everything from a fresh machine: `make run` sets up and starts, `make test` sets up and tests.
# Needs a Python 3.9 or newer with venv (for uv); uv finds or fetches Python 3.13.

UV := .uv/bin/uv
BIN := .venv/bin
SUDO := $(shell test "$$(id -u)" = 0 || echo sudo -n)
PYTEST := $(BIN)/python -m pytest
export UV_PYTHON_PREFERENCE := system
# The tests start the program some hundred times: without byte code, each start takes seconds more.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help run test test-faults test-program test-detection test-units test-long lint format wheel bench growth eval train lock node extension chromium firefox screenshots clean

help:
	@echo "make run        set up, start Paravent with its demo service, http://127.0.0.1:8788/"
	@echo "make test       set up, run the tests (15 minutes at most)"
	@echo "make test-long  the proofs that take longer"
	@echo "make lint       ruff, mypy, import-linter"
	@echo "make screenshots  draw the local pages into docs/images"
	@echo "make extension  build the browser extension into extension/dist"
	@echo "make bench      measure against bare mitmproxy"
	@echo "make growth     draw how the costs grow"
	@echo "make eval       measure detection beside stock Presidio; SETS=\"file ...\" for other sets"
	@echo "make train      learn the name model anew"
	@echo "make wheel      build dist/paravent-*.whl"
	@echo "make lock       pin the dependencies anew"

run: $(BIN)/.run
	@$(BIN)/paravent up --foreground

# Four runs, two at a time: the tests of the whole program mostly wait. Each is shown at its end.
RUNS := faults program detection units
test: $(BIN)/.dev .venv-sdk/.done node extension chromium
	@$(MAKE) --no-print-directory --keep-going --jobs 2 --output-sync=target $(RUNS:%=test-%)

test-faults:
	$(PYTEST) -m "not long" tests/faults
test-program:
	$(PYTEST) -m "not long" tests/e2e tests/integration tests/contract
test-detection:
	$(PYTEST) -m "not long" tests/unit/detect tests/property
test-units:
	$(PYTEST) -m "not long" tests/unit --ignore tests/unit/detect

test-long: $(BIN)/.dev .venv-sdk/.done node extension chromium firefox extension/lint/node_modules/.done
	$(PYTEST) -m long --timeout 3600

lint: $(BIN)/.dev
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: $(BIN)/.dev
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

bench: $(BIN)/.dev
	$(BIN)/python tests/bench/run.py

# The curves of docs/images, ten minutes.
growth: $(BIN)/.dev
	$(BIN)/python tests/bench/growth.py

# Writes the tables of docs/*/detection.md unless SETS names other sets.
eval: $(BIN)/.dev
	$(BIN)/python tests/eval/run.py --stock $(SETS)

# The name model anew, in an hour or two; cut short, it goes on where it stopped.
train: $(BIN)/.dev
	OPENBLAS_NUM_THREADS=1 $(BIN)/python models/train/train.py build/names/weights.zst
	@echo "then: cp build/names/weights.zst models/names/, its sha256 into models/manifest.yaml, make eval"

# The wheel must carry the rules and the models.
wheel: $(BIN)/.dev
	rm -rf dist
	$(BIN)/python -m hatchling build -t wheel -d dist
	$(BIN)/python -m zipfile -l dist/*.whl | grep -q paravent/data/rules/policies/freelance.yaml
	$(BIN)/python -m zipfile -l dist/*.whl | grep -q paravent/data/models/manifest.yaml

# A lock names versions and hashes, never where they are fetched from.
LOCK := $(UV) pip compile --quiet --universal --python 3.13 --generate-hashes --no-emit-index-url --no-header
lock: $(UV)
	$(LOCK) --upgrade pyproject.toml --group build -o requirements.lock
	$(LOCK) --upgrade pyproject.toml --group build --group dev -c requirements.lock -o requirements-dev.lock
	$(LOCK) --upgrade tests/e2e/sdk/requirements.in -o tests/e2e/sdk/requirements.lock
	! command -v npm >/dev/null || for folder in tests/e2e extension extension/lint; do \
		( cd $$folder && npm update --silent --package-lock-only --omit-lockfile-registry-resolved ) || exit 1; done

$(UV):
	@for python in python3.13 python3 python /usr/bin/python3; do \
		if $$python -c 'import venv, ensurepip' 2>/dev/null; then \
			$$python -m venv .uv && exit 0; fi; done; \
		echo "no Python with venv found: install python3-venv" >&2; exit 1
	.uv/bin/python -m pip install --quiet --disable-pip-version-check uv

$(BIN)/.run: $(UV) pyproject.toml requirements.lock
	test -x $(BIN)/python || $(UV) venv --quiet --python 3.13 .venv
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements.lock
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	touch $@

$(BIN)/.dev: $(BIN)/.run requirements-dev.lock
	$(UV) pip install --quiet --python $(BIN)/python --require-hashes -r requirements-dev.lock
	touch $@

# The vendors' SDKs, apart: their pins differ from mitmproxy's.
.venv-sdk/.done: $(UV) tests/e2e/sdk/requirements.lock
	$(UV) venv --quiet --clear --python 3.13 .venv-sdk
	$(UV) pip install --quiet --python .venv-sdk/bin/python --require-hashes -r tests/e2e/sdk/requirements.lock
	touch $@

# Those for Node. Without it their tests are skipped.
node:
	@command -v npm >/dev/null || echo "notice: npm is not installed, the tests of the SDKs for Node will be skipped"
	@! command -v npm >/dev/null || $(MAKE) --no-print-directory tests/e2e/node_modules/.done
tests/e2e/node_modules/.done: tests/e2e/package-lock.json
	cd tests/e2e && npm ci --silent --ignore-scripts --no-audit --no-fund
	touch $@

# The extension for Chromium and Firefox. Without npm its tests are skipped.
extension:
	@command -v npm >/dev/null || echo "notice: npm is not installed, the browser extension will not be built or tested"
	@! command -v npm >/dev/null || $(MAKE) --no-print-directory extension/dist/.done
extension/dist/.done: $(BIN)/.run extension/node_modules/.done $(wildcard extension/*.* extension/*/*.* extension/_locales/*/*.json rules/services/*/service.yaml)
	rm -rf extension/build && mkdir extension/build
	$(BIN)/python extension/services.py > extension/build/services.json
	cd extension && npm run --silent build
	touch $@
extension/node_modules/.done: extension/package-lock.json
	cd extension && npm ci --silent --ignore-scripts --no-audit --no-fund
	touch $@
# What Mozilla checks an extension with.
extension/lint/node_modules/.done: extension/lint/package-lock.json
	! command -v npm >/dev/null || { cd extension/lint && npm ci --silent --ignore-scripts --no-audit --no-fund; }
	! command -v npm >/dev/null || touch $@

# Debian's Chromium, and what set-up works with: certutil, gsettings, a socket of systemd's.
# Elsewhere the browser tests are skipped.
BROWSING := chromium libnss3-tools libglib2.0-bin gsettings-desktop-schemas systemd
chromium:
	@(for tool in chromium certutil gsettings systemd-socket-activate; do command -v $$tool || exit 1; done) >/dev/null \
	|| { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -qq -y $(BROWSING); } >/dev/null 2>&1 \
	|| echo "notice: chromium could not be installed, the browser tests will be skipped"

# Debian's Firefox, for the proofs that take longer.
firefox:
	@command -v firefox-esr >/dev/null \
	|| { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -qq -y firefox-esr; } >/dev/null 2>&1 \
	|| echo "notice: firefox-esr could not be installed, its tests will be skipped"

# The pictures of docs/images, from the real program with made-up data.
screenshots: $(BIN)/.dev chromium
	PYTHONPATH=tests PARAVENT_KEYRING=off $(BIN)/python tests/screens.py

clean:
	rm -rf .venv .venv-sdk .uv dist build tests/e2e/node_modules extension/node_modules \
		extension/lint/node_modules extension/build extension/dist
