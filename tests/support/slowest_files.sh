#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# The ten slowest steps of the last build, from Ninja's log. slowest_files.sh BUILD_FOLDER
set -euo pipefail
echo "Slowest steps of the build (seconds):"
awk 'NR > 1 {time[$4] = ($2 - $1) / 1000} END {for (f in time) printf "%7.1f  %s\n", time[f], f}' "$1/.ninja_log" |
    sort -rn | awk 'NR <= 10'
