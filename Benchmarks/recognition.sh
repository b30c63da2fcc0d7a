#!/bin/sh
# Recognition of the shipped gazetteer's names in Arabic text, beside pyahocorasick, in one run.
# Needs: pip install pyahocorasick (a virtual environment will do; PYTHON names its python3).
set -eu
cd "$(dirname "$0")"
"${PYTHON:-python3}" recognition.py
swift package --disable-sandbox benchmark --target Stages --filter "Names recognised.*" 2>/dev/null |
  grep -v ETA | grep -E "MB of Arabic|wall clock"
