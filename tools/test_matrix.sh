#!/usr/bin/env bash
# Runs the tests with the QGIS of other Debian suites, each in a chroot below build/matrix.
#   tools/test_matrix.sh [SUITE ...]      default: trixie (QGIS 3.40) and sid (3.44)
# Needs root and debootstrap. The mirror is taken from this machine's own apt sources.
set -euo pipefail
cd "$(dirname "$0")/.."
ROOT=$PWD
SUITES=("${@:-trixie sid}")
read -ra SUITES <<<"${SUITES[*]}"
[ "$(id -u)" -eq 0 ] || { echo "make test-matrix needs root (chroot)." >&2; exit 1; }
command -v debootstrap >/dev/null || apt-get install -y -qq debootstrap >/dev/null

mirror=$(grep -hE '^(deb|URIs:) ' /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null \
  | grep -oE 'https?://[^ ]+/debian/?' | head -1 || true)
: "${mirror:?no Debian mirror in the apt sources}"

release() { # unmount whatever is still mounted below a chroot
  local target=$1
  for point in proc dev; do
    mountpoint -q "$target/$point" && umount -l "$target/$point" || true
  done
}

failed=()
for suite in "${SUITES[@]}"; do
  target=$ROOT/build/matrix/$suite
  trap 'release "$target"' EXIT
  if [ ! -e "$target/.ready" ]; then
    release "$target"; rm -rf "$target"; mkdir -p "$target"
    debootstrap --variant=minbase "$suite" "$target" "$mirror" >"$target.log" 2>&1
    printf '#!/bin/sh\nexit 101\n' >"$target/usr/sbin/policy-rc.d"
    chmod +x "$target/usr/sbin/policy-rc.d"
    cp -r /etc/apt/apt.conf.d/. "$target/etc/apt/apt.conf.d/" 2>/dev/null || true
    mkdir -p "$target/usr/local/share/ca-certificates" "$target/etc/ssl/certs"
  fi
  mount --bind /proc "$target/proc"; mount --bind /dev "$target/dev"
  run() { env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
    DEBIAN_FRONTEND=noninteractive PIP_CONFIG_FILE=/etc/pip.conf QT_QPA_PLATFORM=offscreen \
    PIP_BREAK_SYSTEM_PACKAGES=1 chroot "$target" "$@"; }
  if [ ! -e "$target/.ready" ]; then
    run apt-get -o Acquire::Check-Valid-Until=false update -qq
    run apt-get install -y -qq --no-install-recommends ca-certificates procps >>"$target.log" 2>&1
    cp /etc/ssl/certs/ca-certificates.crt "$target/etc/ssl/certs/ca-certificates.crt"
    for conf in /etc/pip.conf ~/.config/pip/pip.conf ~/.pip/pip.conf; do
      [ -f "$conf" ] && cp "$conf" "$target/etc/pip.conf"
    done
    touch "$target/.ready"
  fi
  mkdir -p "$target/project"
  find "$target/project" -mindepth 1 -maxdepth 1 ! -name .venv -exec rm -rf {} +
  git ls-files -z | xargs -0 cp --parents -t "$target/project"
  [ -d "$ROOT/../shared" ] && { rm -rf "$target/shared"; cp -r "$ROOT/../shared" "$target/shared"; }
  echo "== $suite"
  run sh -c 'cd /project && bash tools/setup.sh && .venv/bin/python -m tools.i18n compile \
    && .venv/bin/python -m pytest -m "not slow"' || failed+=("$suite")
  release "$target"
done
[ ${#failed[@]} -eq 0 ] || { echo "failed: ${failed[*]}" >&2; exit 1; }
