#!/usr/bin/python3
"""Draws SVG maps by librsvg and by Chromium and compares the pictures.

  compare_renderers.py MAP.svg …

Edges and letters are smoothed differently, so the pictures are compared after both were blurred over
4 x 4 pixels: of the cells at most 0.2 % may differ by more than a quarter of the scale, and the mean
difference may be at most 1 % of it. What is drawn by one and not by the other (a clip, a pattern, an
Arabic name, a halo) exceeds that. The maps of the gallery have 0.00 % and at most 0.6 %.
Needs librsvg2-bin, chromium, python3-gdal and python3-numpy. Ends with 1 where a map differs.
"""
import os
import re
import subprocess
import sys
import tempfile

import numpy
from osgeo import gdal

gdal.UseExceptions()

MOST_CELLS = 0.002
MOST_MEAN = 0.01


def size(path):
    with open(path, encoding="utf-8") as file:
        head = file.read(400)
    return [int(float(re.search(name + r'="([0-9.]+)"', head)[1])) for name in ("width", "height")]


def cells(path):
    """The picture as means over 4 x 4 pixels, 0 to 1."""
    data = gdal.Open(path).ReadAsArray()[:3].astype(float) / 255
    height, width = (length // 4 * 4 for length in data.shape[1:])
    data = data[:, :height, :width]
    return data.reshape(3, height // 4, 4, width // 4, 4).mean(axis=(2, 4))


def compare(path, folder):
    width, height = size(path)
    ours = os.path.join(folder, "rsvg.png")
    theirs = os.path.join(folder, "chromium.png")
    subprocess.run(["rsvg-convert", path, "-o", ours], check=True)
    # A page without margins: an SVG by itself would be scaled into the window.
    page = os.path.join(folder, "page.html")
    with open(path, encoding="utf-8") as svg, open(page, "w", encoding="utf-8") as out:
        out.write('<!doctype html><meta charset="utf-8"><style>body{margin:0}svg{display:block}'
                  "</style>" + svg.read())
    subprocess.run(
        ["chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
         "--force-prefers-reduced-motion", "--force-device-scale-factor=1",
         f"--window-size={width},{height}", f"--screenshot={theirs}", "file://" + page],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    a, b = cells(ours), cells(theirs)
    height, width = (min(a.shape[i], b.shape[i]) for i in (1, 2))
    difference = numpy.abs(a[:, :height, :width] - b[:, :height, :width]).max(axis=0)
    return (difference > 0.25).mean(), difference.mean()


def main():
    failed = 0
    for path in sys.argv[1:]:
        with tempfile.TemporaryDirectory() as folder:
            far, mean = compare(path, folder)
        isFine = far <= MOST_CELLS and mean <= MOST_MEAN
        failed += not isFine
        print(f"{'same' if isFine else 'DIFFERS'}  {path}: {100 * far:.2f} % of cells, "
              f"mean {100 * mean:.2f} %")
    return 1 if failed else 0


sys.exit(main())
