#!/usr/bin/env bash
# Times conflictmap beside ogr2ogr on the same layer, in one run. Needs gdal-bin and a release build.
set -euo pipefail
cd "$(dirname "$0")/.."
program=.build/release/conflictmap
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
seconds() {
  local start end
  start=$(date +%s.%N)
  "$@" >/dev/null 2>&1
  end=$(date +%s.%N)
  awk -v a="$start" -v b="$end" 'BEGIN { printf "%.2f", b - a }'
}
echo "map of Examples/reports: $(seconds "$program" map Examples/reports \
  --marks Examples/control-2019-04-24.csv --output "$folder/out") s"
if [ -n "${UCDP:-}" ]; then
  ours=$(seconds "$program" import --format ucdp "$UCDP" -o "$folder/ucdp.geojson")
  echo "import of $UCDP: $ours s"
fi
package=$folder/out/conflict.gpkg
ours=$(seconds "$program" export "$package" --layer events -o "$folder/ours.geojson")
peer=$(seconds ogr2ogr -f GeoJSON -lco RFC7946=YES "$folder/theirs.geojson" "$package" events)
echo "export of the events to GeoJSON: conflictmap $ours s, ogr2ogr $peer s"
