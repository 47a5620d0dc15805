# SPDX-License-Identifier: AGPL-3.0-or-later
# Read by the scripts that run tests; `$py` is the interpreter.
#
# Thousands of tests with threads, cameras and relays on a machine that others use as well: now and then
# one waits too long for its turn. Up to three that failed run once more, by themselves. What passes then
# is named at the end, as a fault to be mended; what fails twice, or more than three, ends the run.
unsteady=artifacts/unsteady-tests.txt
failures=.pytest_cache/v/cache/lastfailed
mkdir -p artifacts
: >"$unsteady"

tests() {
    status=0
    rm -f "$failures"
    $py -m pytest -q "$@" || status=$?
    case $status in 0 | 5) return 0 ;; esac
    if [ $status != 1 ] || [ ! -e "$failures" ]; then return $status; fi
    failed=$($py -c 'import json; print(*json.load(open("'"$failures"'")), sep="\n")')
    if [ "$(printf '%s\n' "$failed" | wc -l)" -gt 3 ]; then return 1; fi
    printf '\n--- once more, by themselves:\n%s\n' "$failed"
    printf '%s\n' "$failed" | (
        set --
        while IFS= read -r one; do set -- "$@" "$one"; done
        $py -m pytest -q "$@"
    ) || return 1
    printf '%s\n' "$failed" >>"$unsteady"
}

# Say at the end which tests passed only by themselves.
name_unsteady() {
    if [ -s "$unsteady" ]; then
        printf '\nUNSTEADY: failed beside others, passed by themselves; mend them (%s):\n' "$unsteady"
        cat "$unsteady"
    fi
}
