#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sets everything up and does the main job: sweeps the sample project, writes its HTML report, and opens the window
# on it. With --headless, or without a display, it opens no window.
source "$(dirname "${BASH_SOURCE[0]}")/setup.sh"
headless=
for argument in "$@"; do
    case $argument in
    --headless) headless=1 ;;
    *) say "usage: installers/start.sh [--headless]"; exit 2 ;;
    esac
done
install_packages
build_release -DRB_TESTS=OFF
rarebit=$build/app/rarebit
project=$root/build/tour.rarebit
# The sample project in the source tree stays as it came; the sweep works on a copy, where it finds finished points.
[ -d "$project" ] || cp -r "$root/projects/tour.rarebit" "$project"
"$rarebit" sweep "$project" >&2
"$rarebit" report "$project" -o "$root/build/tour-report.html" >&2
say "Results as a table: $rarebit results $project"
echo "Report: $root/build/tour-report.html"
if [ -z "$headless" ] && [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    exec "$rarebit" open "$project"
fi
