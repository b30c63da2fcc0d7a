#!/usr/bin/env python3
"""Writes a base map of all Syria with its 7 000 largest settlements, out of the gazetteer.

    syria-places.py GAZETTEER FILE.geojson
"""
import csv
import json
import sys

folder, output = sys.argv[1:]
RANKS = {"city": 2, "town": 3, "village": 4}
places = []
with open(f"{folder}/places.tsv", encoding="utf-8") as rows:
    for row in csv.DictReader((row for row in rows if row[0] != "#"), delimiter="\t"):
        if row["country"] == "SY" and row["kind"] in RANKS:
            people = int(row["population"] or 0)
            rank = 1 if people >= 500_000 else RANKS[row["kind"]]
            places.append((rank, -people, row["place_id"], row))
places.sort(key=lambda place: place[:3])
features = [
    {"type": "Feature", "geometry": {"type": "Point", "coordinates": [float(row["lon"]), float(row["lat"])]},
     "properties": {"kind": row["kind"], "name_en": row["name_en"], "name_ar": row["name_ar"],
                    "rank": rank, "population": -people}}
    for rank, people, _, row in places[:7000]
]
with open(f"{folder}/boundaries.geojson", encoding="utf-8") as boundaries:
    for feature in json.load(boundaries)["features"]:
        if feature["properties"]["kind"] == "country":
            features.append({"type": "Feature", "geometry": feature["geometry"], "properties": {}})
with open(output, "w", encoding="utf-8") as out:
    json.dump({"type": "FeatureCollection", "features": features}, out, ensure_ascii=False)
print(len(places[:7000]), "places,", len(features), "features")
