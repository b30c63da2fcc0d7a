"""The made-up map with geopandas and matplotlib: areas, events, title and legend."""
import sys

import geopandas
import matplotlib

matplotlib.use("svg")
import matplotlib.pyplot as plot

folder, output = sys.argv[1:]
areas = geopandas.read_file(f"{folder}/areas.geojson").to_crs(32637)
events = geopandas.read_file(f"{folder}/events-7000.geojson").to_crs(32637)
figure, axes = plot.subplots(figsize=(10, 10))
areas.plot(ax=axes, column="side", cmap="Set3", legend=True)
sizes = events["killed_best"].fillna(0) * 4 + 4
events.plot(ax=axes, markersize=sizes, color="#32215F", alpha=0.74)
axes.set_title("Events  أحداث")
figure.savefig(output)
