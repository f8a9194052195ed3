#!/usr/bin/env bash
# The whole main job with qgis_process, one algorithm after the other: what a scheduled
# job of a municipality or a province looks like.
#
#   docs/examples/whole_chain.sh OUTPUT_FOLDER [FOLDER_WITH_LAYERS_AND_REGISTERS]
#
# Without the second folder the invented municipality is made first. The municipality's own
# name and UTM zone: NAME="เทศบาลตำบล…" ZONE=48 docs/examples/whole_chain.sh …
# The plugin must be installed (make link), or QGIS_PLUGINPATH name the folder that holds it,
# and Python must find pandas, Shapely 2 and pyproj (see README, "Install in QGIS").
set -euo pipefail

[ $# -ge 1 ] || { sed -n '2,/^set /{/^#/s/^# \{0,1\}//p}' "$0" >&2; exit 2; }
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
[ ! -e "$workspace" ] || { echo "$workspace is there already; name a new folder." >&2; exit 1; }

files() { # files PATTERN ... : those of the folder, but not the demo's key to its errors
  local patterns=()
  for pattern in "$@"; do patterns+=(-o -iname "$pattern"); done
  find "$input" -name truth -prune -o \( "${patterns[@]:1}" \) -print | sort
}

mapfile -t layers < <(files '*.shp' '*.geojson' '*.gpkg' '*.kml')
mapfile -t registers < <(files '*.xlsx' '*.ods' '*.csv')
parcels=$(printf '%s\n' "${layers[@]}" | grep -i -m1 parcel || echo "${layers[0]}")

run diagnosefile INPUT="$parcels" HTML="$output/file_report.html"
run detectdatum INPUT="$parcels" || echo "Its map sheets cannot tell; ZONE decides."
run createworkspace NAME="${NAME:-เทศบาลตำบลสาธิต}" ZONE=$((${ZONE:-47} - 47)) OUTPUT="$workspace"
run importlayers WORKSPACE="$workspace" "${layers[@]/#/INPUT=}" ASIDE_FOLDER="$output/set_aside"
for register in "${registers[@]}"; do
  run importregister WORKSPACE="$workspace" INPUT="$register"
done
[ ${#registers[@]} -eq 0 ] || run matchregister WORKSPACE="$workspace" REPORT="$output/match_report.xlsx"
run numberparcels WORKSPACE="$workspace" OUTPUT="$output/codes.xlsx"
run exportsheets WORKSPACE="$workspace" FOLDER="$output/sheets" PAPER=1
# FAIL_ON=1 would end the chain here while there are errors that nobody has accepted.
run checkquality WORKSPACE="$workspace" PDF="$output/quality.pdf" XLSX="$output/quality.xlsx"
run reportprogress WORKSPACE="$workspace" PDF="$output/progress.pdf"
echo "The results are in $output"
