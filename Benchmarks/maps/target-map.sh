#!/usr/bin/env bash
# Makes the layers of the target map: the front north of Hama in 2017 from 381 marks of Wikipedia
# (CC BY-SA 4.0) and the events of UCDP GED (CC BY 4.0), both in the folder `shared` beside the
# repository. Needs gdal-bin and a release build.
#   target-map.sh FOLDER    writes FOLDER/conflict.gpkg
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
program=${CONFLICTMAP:-$root/.build/release/conflictmap}
reference=$root/../shared/reference
folder=$1
mkdir -p "$folder/report"
python3 - "$reference/wikipedia_control_marks_hama_idlib_2017.csv" "$folder/marks.csv" <<'PYTHON'
import csv, sys
sides = {"HTS (Jabhat al-Nusra/HTS)": "hts", "opposition+HTS mixed": "opposition"}
with open(sys.argv[1]) as marks, open(sys.argv[2], "w") as out:
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["lat", "lon", "side", "date", "source"])
    for row in csv.DictReader(marks):
        side = sides.get(row["side"], row["side"].lower())
        writer.writerow([row["lat"], row["lon"], side, "2017-07-01", "Wikipedia"])
PYTHON
# The command map wants a report; this one names no place.
printf -- '---\npublished: 2017-07-01\n---\nNo event is told here.\n' > "$folder/report/none.txt"
"$program" map "$folder/report" --marks "$folder/marks.csv" --output "$folder" -q
"$program" import --format ucdp "$reference/ucdp_ged_syria_2017.csv" -o "$folder/ucdp.gpkg" -q
ogr2ogr -update -overwrite -nln events "$folder/conflict.gpkg" "$folder/ucdp.gpkg" events \
  -where "date_start >= '2017-07-01' AND date_end <= '2017-12-31'"
