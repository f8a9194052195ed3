#!/usr/bin/env bash
# Sets up a Debian 12 for developing and running Tax Map: QGIS and a few tools from
# Debian, then a virtual environment in .venv that can see them. Safe to repeat.
set -euo pipefail
cd "$(dirname "$0")/.."

PACKAGES=(
  qgis python3-qgis python3-venv python3-gdal gdal-bin
  pyqt5-dev-tools qttools5-dev-tools
  xvfb xauth poppler-utils
  fonts-noto-core fonts-thai-tlwg
  postgresql-postgis
)

if ! command -v apt-get >/dev/null; then
  cat >&2 <<'TEXT'
This set-up is for Debian 12 or newer. On another system install by hand:
  QGIS 3.22 to 3.44 with its Python bindings, Python's venv module, Qt's lrelease and
  pylupdate5, Xvfb, poppler's pdftoppm, a Thai font (Noto Sans Thai or Sarabun);
then: python3 -m venv --system-site-packages .venv
      .venv/bin/pip install -r requirements-dev.txt && touch .venv/.ready
where python3 is the Python that can "import qgis".
TEXT
  exit 1
fi

missing=()
for package in "${PACKAGES[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' \
    || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "Installing from Debian: ${missing[*]}"
  as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
      echo "Run as root, or install sudo, or install these yourself: ${missing[*]}" >&2
      exit 1
    }
    as_root=(sudo)
  fi
  "${as_root[@]}" apt-get update -qq
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

# Debian's own Python: another python3 on PATH cannot see QGIS.
if [ ! -x .venv/bin/python ]; then
  echo "Making the virtual environment .venv"
  /usr/bin/python3 -m venv --system-site-packages .venv
fi
echo "Installing Python packages into .venv"
# Debian's own pyproj does not find its data from inside a virtual environment: take the wheel.
if .venv/bin/python -c 'import sys, pyproj; sys.exit(pyproj.__file__.startswith(sys.prefix))' 2>/dev/null
then
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --ignore-installed --no-deps \
    'pyproj>=3.7,<4'
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
.venv/bin/python -c 'import qgis.core, shapely, pandas; print("Ready: QGIS", qgis.core.Qgis.QGIS_VERSION)'
