#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing and builds the release preset. Sourced by start.sh and tests/run.sh.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
build=$root/build/release

say() { printf '%s\n' "$*" >&2; }
packages() { grep -vE '^(#|$)' "$root/installers/debian-packages.txt"; }

install_packages() {
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "This is not a Debian system, so nothing is installed. Rarebit needs what these Debian 12 packages hold:"
        packages | sed 's/^/  /' >&2
        return 0
    fi
    local missing=() package sudo=
    while read -r package; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done < <(packages)
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null || { say "These packages are missing; install them as root: ${missing[*]}"; exit 1; }
        sudo=sudo
    fi
    say "Installing ${missing[*]}"
    $sudo apt-get update -qq >&2
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# build_release OPTION...: options for CMake.
build_release() {
    mkdir -p "$build"
    (cd "$root" && cmake --preset release "$@") >"$build/configure.log" 2>&1 || { cat "$build/configure.log" >&2; exit 1; }
    say "Building (up to 15 minutes on two cores, the first time)"
    cmake --build "$build" >"$build/build.log" 2>&1 || { grep -E 'FAILED|error' -A5 "$build/build.log" >&2; exit 1; }
}
