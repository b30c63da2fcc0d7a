#!/usr/bin/env bash
# Times maps, start-up included, and tells their sizes; beside geopandas with matplotlib where Python
# has both (pip install geopandas matplotlib). Needs gdal-bin, a release build, and for the target map the
# folder `shared` beside the repository.
#   maps.sh [runs]    the best and the median of so many runs (5), wall clock and processor seconds
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
program=${CONFLICTMAP:-$root/.build/release/conflictmap}
runs=${1:-5}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# measure NAME FILE COMMAND …
measure() {
  local name=$1 file=$2
  shift 2
  "$@" >/dev/null 2>&1
  for _ in $(seq "$runs"); do
    /usr/bin/time -f '%e %U %S' -a -o "$work/times" "$@" >/dev/null 2>&1
  done
  sort -n "$work/times" | awk -v name="$name" -v size="$(stat -c %s "$file")" '
    { wall[NR] = $1; cpu[NR] = $2 + $3 }
    END {
      n = asort(cpu)
      printf "%-44s best %.2f s, median %.2f s, processor %.2f s, %d KB\n",
        name, wall[1], wall[int((NR + 1) / 2)], cpu[int((n + 1) / 2)], size / 1000
    }' 2>/dev/null || awk -v name="$name" -v size="$(stat -c %s "$file")" '
    { wall = wall == "" || $1 < wall ? $1 : wall; cpu = cpu == "" || $2 + $3 < cpu ? $2 + $3 : cpu }
    END { printf "%-44s best %.2f s, processor %.2f s, %d KB\n", name, wall, cpu, size / 1000 }
    ' "$work/times"
  rm -f "$work/times"
}

if [ -d "$root/../shared/reference" ]; then
  CONFLICTMAP=$program "$here/target-map.sh" "$work/2017"
  package=$work/2017/conflict.gpkg
  ground=(--extent 36.14,34.97,37.16,35.82)
  measure "target map" "$work/t.svg" "$program" render "$package" "${ground[@]}" -o "$work/t.svg" -q
  measure "30 days of it, animated" "$work/d.svg" "$program" render "$package" "${ground[@]}" \
    --from 2017-07-01 --to 2017-07-30 --every day --animate -o "$work/d.svg" -q
  measure "all Syria, its labels, a year of events" "$work/s.svg" \
    "$program" render "$work/2017/ucdp.gpkg" --region SY --size 2400 -o "$work/s.svg" -q
fi

# Every settlement may have a name, where it finds room.
python3 "$here/syria-places.py" "$root/gazetteer" "$work/syria.geojson"
ogr2ogr -f GPKG "$work/syria.gpkg" "$work/syria.geojson" -nln places
measure "all Syria with 7000 places" "$work/p.svg" \
  "$program" render --basemap "$work/syria.gpkg" --region SY -o "$work/p.svg" -q

python3 "$here/made-up-layers.py" "$work"
for count in 7000 100000; do
  ogr2ogr -f GPKG "$work/e$count.gpkg" "$work/events-$count.geojson" -nln events
  measure "$count events, 77 areas, 12 colours" "$work/e.svg" \
    "$program" render "$work/e$count.gpkg" --areas "$work/areas.geojson" \
    --style "$work/style.yaml" --title "Events" --title-ar "أحداث" -o "$work/e.svg" -q
done
if python3 -c 'import geopandas, matplotlib' 2>/dev/null; then
  measure "the same 7000 with geopandas and matplotlib" "$work/g.svg" \
    python3 "$here/geopandas_map.py" "$work" "$work/g.svg"
else
  echo "geopandas or matplotlib is not installed: pip install geopandas matplotlib"
fi
