#!/usr/bin/env bash
# Draws the gallery again: docs/maps/gallery.sh, after make build. Needs gdal-bin.
# The maps of 2017 need the folder `shared` beside the repository and are left as they are without it.
set -euo pipefail
cd "$(dirname "$0")/../.."
program=${CONFLICTMAP:-.build/release/conflictmap}
out=docs/maps
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

"$program" map Examples/reports --marks Examples/control-2019-04-24.csv --output "$work/2019" -q
package=$work/2019/conflict.gpkg
campaign=(--from 2019-04-29 --to 2019-08-31)
titled=(--title "Northern Hama and southern Idlib, 2019" --title-ar "شمال حماة وجنوب إدلب ٢٠١٩")
draw() { "$program" render "$@" -q; }

cp "$work/2019/maps/whole-period.svg" "$out/hama-idlib-2019.svg"
rm -rf "$out/2019-weeks"
draw "$package" "${campaign[@]}" --every week "${titled[@]}" -o "$out/2019-weeks"
draw "$package" "${campaign[@]}" "${titled[@]}" --small-multiples 3x6 --every week \
  -o "$out/small-multiples.svg"
draw "$package" "${campaign[@]}" "${titled[@]}" --every week --animate -o "$out/animated.svg"
draw "$package" "${campaign[@]}" "${titled[@]}" --every week --slider -o "$out/slider.svg"
draw "$package" "${campaign[@]}" "${titled[@]}" --change-since 2019-05-05 -o "$out/change.svg"
draw "$package" "${campaign[@]}" "${titled[@]}" --theme dark -o "$out/dark.svg"
draw "$package" "${campaign[@]}" "${titled[@]}" --theme grey -o "$out/grey.svg"
draw "$package" "${campaign[@]}" "${titled[@]}" --language ar -o "$out/arabic.svg"
draw "$package" "${campaign[@]}" "${titled[@]}" --language ar --text paths -o "$out/paths.svg"
"$program" chart "$package" "${campaign[@]}" -o "$out/chart.svg" -q

if [ -f ../shared/reference/ucdp_ged_syria_2017.csv ]; then
  CONFLICTMAP=$program Benchmarks/maps/target-map.sh "$work/2017"
  marks="Settlements by who held them: Wikipedia contributors, Syrian Civil War detailed map, 2017, \
CC BY-SA 4.0; this map is under that licence."
  ucdp="Events: UCDP Georeferenced Event Dataset (Sundberg and Melander 2013), CC BY 4.0."
  draw "$work/2017/conflict.gpkg" --extent 36.14,34.97,37.16,35.82 --from 2017-07-01 \
    --to 2017-12-31 --title "The front line north of Hama" --title-ar "خط الجبهة شمال حماة" \
    --note "$marks" --note "$ucdp" -o "$out/front-hama-2017.svg"
  draw "$work/2017/ucdp.gpkg" --extent 39.3,34.3,41.4,36 --from 2017-09-01 --to 2017-12-31 \
    --title "Deir ez-Zor, autumn 2017" --title-ar "دير الزور، خريف ٢٠١٧" --note "$ucdp" \
    -o "$out/deir-ez-zor-2017.svg"
  draw "$work/2017/ucdp.gpkg" --region SY --title "Deadly events in Syria, 2017" \
    --title-ar "أحداث قاتلة في سوريا عام ٢٠١٧" --note "$ucdp" -o "$out/syria-2017.svg"
fi
for map in "$out"/*.svg "$out"/2019-weeks/*.svg; do xmllint --noout "$map"; done
