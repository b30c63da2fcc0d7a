#!/usr/bin/env bash
# Imports made-up events of 15 columns beside ogr2ogr on the same table, in one run: ROWS=1000000; then
# draws days of them in QGIS, and imports UCDP's table where UCDP names it. Prints wall clock, the
# processors' time and the most memory. Needs gdal-bin, python3-gdal, GNU time and a release build.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$PWD/.build/release/conflictmap
rows=${ROWS:-1000000}
frame=$PWD/Benchmarks/frame.py
ucdp=${UCDP:+$(realpath "$UCDP")}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
awk -v rows="$rows" 'BEGIN {
  srand(7)
  split("armed_clash shelling_artillery_missile air_drone_strike attack", types, " ")
  print "id,day,until,what,who,against,where,lat,lon,exact,dead,civ,hurt,outlet,title"
  for (i = 0; i < rows; i++)
    printf "%d,%d-%02d-%02d,,%s,actor%d,actor%d,Place %d,%.5f,%.5f,2,%d,%d,%d,outlet %d,Report %d\n",
      i, 2012 + int(rand() * 9), 1 + int(rand() * 12), 1 + int(rand() * 28),
      types[1 + int(rand() * 4)], 1 + int(rand() * 9), 1 + int(rand() * 9),
      1 + int(rand() * 5000), 32.5 + rand() * 4.5, 36 + rand() * 6, int(rand() * 10),
      int(rand() * 4), int(rand() * 21), 1 + int(rand() * 40), i
}' > events.csv
cat > mapping.yaml <<'YAML'
name: benchmark
columns:
  event_id: id
  date_start: day
  date_end: until
  sub_type: what
  side_a: who
  side_b: against
  place_en: where
  lat: lat
  lon: lon
  geo_prec: exact
  killed_best: dead
  killed_civ: civ
  injured_best: hurt
  source: outlet
  title: title
YAML
timed() {
  local name=$1
  shift
  /usr/bin/time -f "$name: %e s, busy %U + %S s, %M KiB" "$@" 2>&1 >/dev/null | tail -n 1
}
points=(-oo X_POSSIBLE_NAMES=lon -oo Y_POSSIBLE_NAMES=lat -oo AUTODETECT_TYPE=YES
  -a_srs EPSG:4326 -nln events)
import=("$program" import --quiet --format csv --mapping mapping.yaml events.csv)
timed "conflictmap, GeoPackage" "${import[@]}" -o ours.gpkg
timed "ogr2ogr, GeoPackage" ogr2ogr -f GPKG theirs.gpkg events.csv "${points[@]}"
timed "conflictmap, GeoJSON" "${import[@]}" -o ours.geojson
timed "ogr2ogr, GeoJSON" ogr2ogr -f GeoJSON -lco RFC7946=YES theirs.geojson events.csv "${points[@]}"
/usr/bin/python3 -m osgeo_utils.samples.validate_gpkg --extra ours.gpkg && echo "ours.gpkg is valid"
ogrinfo -q ours.gpkg -dialect SQLite -sql "SELECT rtreecheck('rtree_events_geom') AS answer" \
  | grep "answer"
ls -l ours.gpkg theirs.gpkg ours.geojson theirs.geojson | awk '{print $9 ": " $5 " bytes"}'
if [ -n "$ucdp" ]; then
  timed "conflictmap, UCDP" "$program" import --quiet --format ucdp "$ucdp" -o ucdp.gpkg
fi
if /usr/bin/python3 -c "import qgis.core" 2>/dev/null; then
  QT_QPA_PLATFORM=offscreen /usr/bin/python3 "$frame" ours.gpkg 2>/dev/null
fi
