#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sets everything up and runs every test; ends with "N passed, N failed".
source "$(dirname "${BASH_SOURCE[0]}")/../installers/setup.sh"
install_packages
build_release -DRB_TESTS=ON
"$root/tests/support/slowest_files.sh" "$build" >&2 || true
log=$build/tests.log
status=0
(cd "$build" && xvfb-run -a ctest --verbose --timeout 1500 -LE bench) >"$log" 2>&1 || status=$?
# QtTest's closing lines, less the two bookkeeping functions that it counts in each program.
totals=$(sed -nE 's/^[0-9]+: Totals: ([0-9]+) passed, ([0-9]+) failed, ([0-9]+) skipped.*/\1 \2 \3/p' "$log" |
    awk '{p += $1 - 2; f += $2; s += $3} END {print p + 0, f + 0, s + 0}')
read -r passed failed skipped <<<"$totals"
grep -E '^[0-9]+: (FAIL!|SKIP)|^[0-9]+:    Loc|^[0-9]+:    [a-z_]+\.cpp|The following tests FAILED|\((Failed|Timeout|SEGFAULT|Subprocess aborted)\)' "$log" >&2 || true
if [ "$status" != 0 ] && [ "$failed" = 0 ]; then failed=1; fi
[ "$passed" -gt 0 ] || { say "no test ran"; status=1; failed=$((failed + 1)); }
[ "$skipped" = 0 ] || say "$skipped skipped (each with its reason above)"
echo "$passed passed, $failed failed"
[ "$status" = 0 ] && [ "$failed" = 0 ]
