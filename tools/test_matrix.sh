#!/usr/bin/env bash
# Runs the tests with the QGIS of other Debian suites, each in a chroot below build/matrix.
#   tools/test_matrix.sh [-k EXPRESSION] [SUITE ...]   default: trixie (QGIS 3.40) and sid (3.44)
#   TESTS="tests/e2e tests/exchange" tools/test_matrix.sh sid        a part of the tests
# Needs root and debootstrap. The mirror is taken from this machine's own apt sources.
set -euo pipefail
cd "$(dirname "$0")/.."
[ "$(id -u)" -eq 0 ] || { echo "make test-matrix needs root (chroot)." >&2; exit 1; }
# Mounts and processes of a namespace of our own: nothing is left of them however this ends.
[ -n "${TAXMAP_MATRIX:-}" ] || TAXMAP_MATRIX=1 exec unshare --mount --pid --fork --kill-child \
  --propagation private bash "$PWD/tools/test_matrix.sh" "$@"

expression=""
while getopts k: option; do
  [ "$option" = k ] || exit 2
  expression=$OPTARG
done
shift $((OPTIND - 1))
suites=("$@")
[ ${#suites[@]} -gt 0 ] || suites=(trixie sid)
read -ra tests <<<"${TESTS:-}"
command -v debootstrap >/dev/null || apt-get install -y -qq debootstrap >/dev/null

mirror=$(grep -hE '^(deb|URIs:) ' /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null \
  | grep -oE 'https?://[^ ]+/debian/?' | head -1 || true)
: "${mirror:?no Debian mirror in the apt sources}"

run() { # inside the chroot of $target
  env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 \
    DEBIAN_FRONTEND=noninteractive PIP_CONFIG_FILE=/etc/pip.conf QT_QPA_PLATFORM=offscreen \
    PYTHONDONTWRITEBYTECODE=1 PIP_BREAK_SYSTEM_PACKAGES=1 chroot "$target" "$@"
}

bootstrap() {
  rm -rf --one-file-system "$target"; mkdir -p "$target"
  debootstrap --variant=minbase "$suite" "$target" "$mirror" >"$target.log" 2>&1
  printf '#!/bin/sh\nexit 101\n' >"$target/usr/sbin/policy-rc.d"
  chmod +x "$target/usr/sbin/policy-rc.d"
  cp -r /etc/apt/apt.conf.d/. "$target/etc/apt/apt.conf.d/" 2>/dev/null || true
  mkdir -p "$target/usr/local/share/ca-certificates" "$target/etc/ssl/certs"
}

mount_system() {
  mount -t proc proc "$target/proc"
  mount --rbind /dev "$target/dev"
}

install_base() {
  run apt-get -o Acquire::Check-Valid-Until=false update -qq
  run apt-get install -y -qq --no-install-recommends ca-certificates procps >>"$target.log" 2>&1
  cp /etc/ssl/certs/ca-certificates.crt "$target/etc/ssl/certs/ca-certificates.crt"
  for conf in /etc/pip.conf ~/.config/pip/pip.conf ~/.pip/pip.conf; do
    [ -f "$conf" ] && cp "$conf" "$target/etc/pip.conf"
  done
  touch "$target/.ready"
}

copy_project() { # what is here now, committed or not
  mkdir -p "$target/project"
  find "$target/project" -mindepth 1 -maxdepth 1 ! -name .venv -exec rm -rf {} +
  git ls-files -z --cached --others --exclude-standard \
    | while IFS= read -r -d '' file; do [ ! -f "$file" ] || printf '%s\0' "$file"; done \
    | xargs -0 cp --parents -t "$target/project"
  [ ! -d ../shared ] || { rm -rf "$target/shared"; cp -r ../shared "$target/shared"; }
}

failed=()
for suite in "${suites[@]}"; do
  target=$PWD/build/matrix/$suite
  [ -e "$target/.ready" ] || bootstrap
  mount_system
  [ -e "$target/.ready" ] || install_base
  copy_project
  echo "== $suite"
  # shellcheck disable=SC2016  # the arguments are those of the shell inside
  run sh -c 'cd /project && bash tools/setup.sh && .venv/bin/python -m tools.i18n compile \
    && .venv/bin/python -m pytest -m "not slow" "$@"' tests \
    ${expression:+-k "$expression"} "${tests[@]}" || failed+=("$suite")
done
[ ${#failed[@]} -eq 0 ] || { echo "failed: ${failed[*]}" >&2; exit 1; }
