"""Raw matches of the shipped gazetteer's Arabic names with pyahocorasick, without folding.

The peer of the benchmark "Names recognised": the same names, the same text. It finds names inside
longer words and none under another spelling, so it does less.
"""

import glob
import os
import time

import ahocorasick

root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
names = set()
with open(os.path.join(root, "gazetteer", "places.tsv"), encoding="utf-8") as places:
    for line in places:
        cells = line.rstrip("\n").split("\t")
        for name in cells[4].split("|") if len(cells) > 4 else []:
            text = name.rsplit(":", 1)[-1]
            if any("\u0600" <= letter <= "\u06ff" for letter in text):
                names.add(text)

automaton = ahocorasick.Automaton()
for name in names:
    automaton.add_word(name, len(name))
automaton.make_automaton()

texts = []
for path in sorted(glob.glob(os.path.join(root, "Examples", "reports", "*.ar.*"))):
    with open(path, encoding="utf-8") as report:
        texts.append(report.read())
texts *= 200
size = sum(len(text.encode()) for text in texts)

best = None
for _ in range(5):
    start = time.perf_counter()
    found = sum(1 for text in texts for _ in automaton.iter(text))
    seconds = time.perf_counter() - start
    best = seconds if best is None else min(best, seconds)
print(
    f"pyahocorasick: {len(names)} names, {found} raw matches, {size / best / 1e6:.0f} MB/s"
)
