"""Writes made-up layers: 77 areas in 12 colours, and 7 000 and 100 000 events over them."""
import json
import random
import sys

folder = sys.argv[1]
random.seed(2017)
WEST, SOUTH, COLUMNS, ROWS = 35.8, 32.5, 11, 7


def ring(column, row):
    """A cell of the lattice with jagged sides that its neighbours share."""
    def edge(a, b, seed):
        rnd = random.Random(seed)
        points = []
        for step in range(24):
            t = step / 24
            wobble = 0 if step == 0 else rnd.uniform(-0.03, 0.03)
            points.append([a[0] + (b[0] - a[0]) * t + wobble, a[1] + (b[1] - a[1]) * t + wobble])
        return points

    def corner(i, j):
        return [WEST + 0.55 * i, SOUTH + 0.65 * j]

    def side(i, j, k, l):
        forward = (i, j) < (k, l)
        a, b = ((i, j), (k, l)) if forward else ((k, l), (i, j))
        points = edge(corner(*a), corner(*b), f"{a}{b}") + [corner(*b)]
        return points if forward else points[::-1]

    c, r = column, row
    points = []
    for piece in (side(c, r, c + 1, r), side(c + 1, r, c + 1, r + 1),
                  side(c + 1, r + 1, c, r + 1), side(c, r + 1, c, r)):
        points += piece[:-1]
    return [[round(x, 5), round(y, 5)] for x, y in points + points[:1]]


def write(name, features):
    with open(f"{folder}/{name}", "w", encoding="utf-8") as out:
        json.dump({"type": "FeatureCollection", "features": features}, out, ensure_ascii=False)


write("areas.geojson", [
    {"type": "Feature", "properties": {"side": f"side{(c * 5 + r) % 12}"},
     "geometry": {"type": "Polygon", "coordinates": [ring(c, r)]}}
    for c in range(COLUMNS) for r in range(ROWS)])
colors = ["#E99A84", "#BDE5C2", "#7FBFDB", "#F9E7A2", "#BDB6A8", "#85858A", "#B27FB0", "#E3B778",
          "#9FD3C7", "#C9C2E6", "#D8D8A0", "#F2B8C6"]
with open(f"{folder}/style.yaml", "w", encoding="utf-8") as out:
    out.write("sides:\n")
    for number, color in enumerate(colors):
        out.write(f'  side{number}: {{name_en: Side {number + 1}, name_ar: الجهة {number + 1}, '
                  f'camp: c{number}, fill: "{color}", line: "#404040"}}\n')
types = ["battles", "explosions_remote_violence", "violence_against_civilians", "protests",
         "strategic_developments"]
for count in (7000, 100000):
    write(f"events-{count}.geojson", [
        {"type": "Feature", "properties": {
            "event_id": f"e{n}", "event_type": types[n % 5], "sub_type": "shelling",
            "date_start": f"2017-{n % 12 + 1:02}-{n % 28 + 1:02}",
            "date_end": f"2017-{n % 12 + 1:02}-{n % 28 + 1:02}", "geo_prec": 1,
            "killed_best": n % 9 if n % 3 else None, "place_en": "Place", "place_ar": "مكان",
            "polarity": "asserted", "status": "reviewed"},
         "geometry": {"type": "Point", "coordinates": [
             round(random.uniform(WEST, WEST + 0.55 * COLUMNS), 5),
             round(random.uniform(SOUTH, SOUTH + 0.65 * ROWS), 5)]}}
        for n in range(count)])
