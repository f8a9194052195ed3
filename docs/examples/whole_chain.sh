#!/usr/bin/env bash
# The whole main job with qgis_process, one algorithm after the other: what a scheduled
# job of a municipality or a province looks like.
#
#   docs/examples/whole_chain.sh OUTPUT_FOLDER [FOLDER_WITH_MAP_AND_REGISTER]
#
# Without the second folder the invented municipality is made first. The plugin must be
# installed (make link), or QGIS_PLUGINPATH name the folder that holds it, and Python must find
# pandas, Shapely 2 and pyproj (see README, "Install in QGIS").
set -euo pipefail

output=$(mkdir -p "$1" && cd "$1" && pwd)
input=${2:-}
# On QGIS 3.22 Debian's wrapper qgis_process is broken; the program itself works.
process=$(command -v qgis_process.bin || command -v qgis_process)
export QT_QPA_PLATFORM=${QT_QPA_PLATFORM:-offscreen}

run() { # run ALGORITHM NAME=VALUE ...
  local algorithm=$1; shift
  echo "== $algorithm"
  "$process" run "taxmap:$algorithm" -- "$@"
}

"$process" plugins enable taxmap_plugin >/dev/null 2>&1 || true

if [ -z "$input" ]; then
  input=$output/office_files
  run makedemotown PARCELS=300 FOLDER="$input"
fi
workspace=$output/workspace.gpkg
rm -f "$workspace" "$output/workspace.qgz"

run diagnosefile INPUT="$input/map/parcel.shp" HTML="$output/file_report.html"
run detectdatum INPUT="$input/map/parcel.shp"
run createworkspace NAME="เทศบาลตำบลสาธิต" ZONE=0 OUTPUT="$workspace"

layers=()
for layer in "$input"/map/*.shp "$input"/map/*.geojson "$input"/map/*.gpkg; do
  layers+=(INPUT="$layer")
done
run importlayers WORKSPACE="$workspace" "${layers[@]}" ASIDE_FOLDER="$output/set_aside"
run importregister WORKSPACE="$workspace" INPUT="$input/register/register.xlsx"
run importregister WORKSPACE="$workspace" INPUT="$input/register/land_price.csv"
run matchregister WORKSPACE="$workspace" REPORT="$output/match_report.xlsx"
run numberparcels WORKSPACE="$workspace" OUTPUT="$output/codes.csv"
run exportsheets WORKSPACE="$workspace" FOLDER="$output/sheets" PAPER=1
echo "The results are in $output"
