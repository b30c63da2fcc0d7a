# Two commands for a fresh machine: `make demo` and `make test`. Both install what is missing.

SHELL := /bin/bash
.ONESHELL:
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# Debian and Ubuntu packages that the build and the program need.
PACKAGES := libgdal-dev libproj-dev libsqlite3-dev libxml2-dev libssl-dev librsvg2-2 libharfbuzz-dev \
  libfribidi-dev libbrotli-dev fonts-noto-core pkg-config

OUTPUT := output

.PHONY: help setup build demo gallery test lint clean

help:
	@echo "make demo    install what is missing, build, and map Examples/reports into $(OUTPUT)/"
	echo "make test    install what is missing, build, and run every test"
	echo "make build   the release build: .build/release/conflictmap"
	echo "make gallery the maps of docs/maps, drawn again"
	echo "make lint    check the formatting of the sources"

setup:
	@missing=()
	for package in $(PACKAGES); do
	  if ! dpkg-query -W -f '$${Status}' "$$package" 2>/dev/null | grep -q 'ok installed'; then
	    missing+=("$$package")
	  fi
	done
	if ! command -v swift >/dev/null; then
	  echo "Swift 6.3 is not installed or not on the PATH; see https://www.swift.org/install" >&2
	  exit 1
	fi
	if [ "$${#missing[@]}" -eq 0 ]; then exit 0; fi
	if ! command -v apt-get >/dev/null; then
	  echo "This system has no apt-get. Install these libraries (GDAL 3.6, PROJ 9.1, SQLite 3.31, libxml2," >&2
	  echo "OpenSSL 3, librsvg, HarfBuzz 6, FriBidi, Brotli with their headers, Noto fonts and pkg-config) by its own means, then run make build:" >&2
	  echo "  $${missing[*]}" >&2
	  exit 1
	fi
	as_root=()
	if [ "$$(id -u)" -ne 0 ]; then
	  if ! command -v sudo >/dev/null; then
	    echo "Run as root, or install sudo: apt-get install $${missing[*]}" >&2
	    exit 1
	  fi
	  as_root=(sudo)
	fi
	echo "Installing from Debian's packages: $${missing[*]}"
	"$${as_root[@]}" apt-get update -q
	"$${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q \
	  --no-install-recommends "$${missing[@]}"

build: setup
	@swift build -c release --product conflictmap

demo: build
	@.build/release/conflictmap map Examples/reports \
	  --marks Examples/control-2019-04-24.csv --output $(OUTPUT)/
	echo "The maps are in $(OUTPUT)/maps/; open $(OUTPUT)/conflict.qgz in QGIS."

gallery: build
	@docs/maps/gallery.sh

# What failed is told once more at the end, for the log of a run has thousands of lines.
test: setup
	@swift build --build-tests
	log=.build/tests.log
	if ! swift test --skip-build 2>&1 | tee "$$log"; then
	  echo "== what failed"
	  grep -aE -A 4 '✘|error: ' "$$log" | tail -n 100 || tail -n 40 "$$log"
	  exit 1
	fi

lint:
	@swift format lint --strict --recursive Package.swift Sources Tests

clean:
	@swift package clean
