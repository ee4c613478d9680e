#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Sets everything up and runs every test; ends with "N passed, N failed".
source "$(dirname "${BASH_SOURCE[0]}")/../installers/setup.sh"
install_packages
build_release -DRB_TESTS=ON
"$root/tests/support/slowest_files.sh" "$build" >&2
export RAREBIT_MODELS=${RAREBIT_MODELS:-$root/.cache/models}
if [ -n "${RAREBIT_CI:-}" ]; then "$root/tests/support/fetch_models.sh" >&2; fi
log=$build/tests.log
status=0
(cd "$build" && xvfb-run -a ctest --verbose --timeout 1500 -LE bench) >"$log" 2>&1 || status=$?
# QtTest's closing lines, less the two bookkeeping functions that it counts in each program.
read -r passed failed skipped < <(
    sed -nE 's/^[0-9]+: Totals: ([0-9]+) passed, ([0-9]+) failed, ([0-9]+) skipped.*/\1 \2 \3/p' "$log" |
        awk '{p += $1 - 2; f += $2; s += $3} END {print p + 0, f + 0, s + 0}'
)
grep -E '^[0-9]+: (FAIL!|SKIP|   [A-Za-z_]+\.[ch]pp:)|Test +#.*(Failed|Timeout|SEGFAULT|aborted)' "$log" >&2 || true
if [ "$status" != 0 ] && [ "$failed" = 0 ]; then failed=1; fi
if [ "$passed" = 0 ]; then
    say "no test ran"
    failed=$((failed + 1))
fi
[ "$skipped" = 0 ] || say "$skipped skipped, each with its reason above"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
