# `make help` lists what can be made. Files are built only when something they are made of is newer.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := build

TARGET := $(or $(CARGO_TARGET_DIR),target)
BATON  := $(TARGET)/release/baton
DATA  ?= data/example
LISTEN ?= 127.0.0.1:7400

RUST_FILES := $(shell find crates examples locales -type f -not -name '*.md' 2>/dev/null) Cargo.toml Cargo.lock
WEB_FILES  := $(shell find web -type f -not -path '*/node_modules/*' -not -path 'web/dist/*' -not -path 'web/e2e/*' \
                -not -path 'web/test-results/*' -not -path 'web/playwright-report/*' 2>/dev/null)

SHIMS := $(patsubst reliability/shim/%.c,$(TARGET)/shim/%.so,$(wildcard reliability/shim/*.c))

.PHONY: build run test check reliability shims fuzz bench screens fmt clean help

build: $(BATON) ## Build the web app and target/release/baton (the default)

run: $(BATON) ## Build, then start an example workspace on http://127.0.0.1:7400; a second start keeps its data
	@echo "Baton's example workspace: http://$(LISTEN)"
	@$(BATON) serve --data $(DATA) --example --listen $(LISTEN)

test: ## Check everything: format, lints, house rules, unit, scenario, property, route and browser tests
	@scripts/test

check: ## The quick part of `make test`: format, lints, house rules, types
	@scripts/test quick

reliability: $(BATON) $(SHIMS) ## Try to break it: CHECK=power-cut COUNT=1000, or all checks as often as before a release
	cargo build --release --locked --package baton-reliability
	$(TARGET)/release/baton-reliability $(or $(CHECK),all) $(if $(COUNT),--count $(COUNT),--full) --baton $(BATON)

shims: $(SHIMS)

$(TARGET)/shim/%.so: reliability/shim/%.c
	@scripts/need cc
	@mkdir -p $(@D)
	cc -O2 -Wall -Wextra -Werror -shared -fPIC -o $@ $< -ldl -lpthread

fuzz: ## Try mutated expressions and decision models: FUZZ=1000000 of each, or as many as are given
	FUZZ=$(or $(FUZZ),1000000) cargo test --release --locked --package baton-feel $(if $(wildcard crates/interop/tests),--package baton-interop) --test it fuzz

bench: ## Measure what a command, an append, and checking 200 steps cost, each alone (divan); `baton bench` measures a server
	cargo bench --locked --package baton-engine --package baton-model --package baton-store-sqlite --bench purchase --bench compile --bench append

screens: $(BATON) ## Write pictures of every page, wide and narrow, light and dark, into screenshots/; renew those of the docs
	@scripts/need chromium
	@cd web && BATON_BIN=$(abspath $(BATON)) npm run --silent screens
	@cp screenshots/inbox-1280-light.png docs/pictures/inbox.png
	@cp screenshots/run-1280-light.png docs/pictures/run.png

fmt: ## Format the sources
	cargo fmt --all

clean: ## Take away what was built, also the example's data
	rm -rf $(TARGET) web/dist web/node_modules web/test-results web/playwright-report screenshots data/example

help: ## Say what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

$(BATON): web/dist/index.html $(RUST_FILES)
	@scripts/need cargo
	cargo build --release --locked --package baton-cli
	@touch $@

web/dist/index.html: web/node_modules/.package-lock.json $(WEB_FILES)
	cd web && npm run --silent build
	@touch $@

web/node_modules/.package-lock.json: web/package-lock.json
	@scripts/need node
	cd web && npm ci --no-audit --no-fund
	@touch $@
