#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# The long counts. Writes docs/reports/soak-DATE.txt, to be committed.
set -eu
cd "$(dirname "$0")/.."
export QT_QPA_PLATFORM=offscreen ALPR_SOAK=1
mkdir -p docs/reports
report=docs/reports/soak-$(date -u +%Y-%m-%d).txt
{
    echo "make soak on $(git rev-parse --short HEAD), $(date -u +%FT%TZ), $(nproc) cores"
    echo "--- tests that exist only here, and the kills of whole runs"
    .venv/bin/python -m pytest -q -m "soak and not gpu" --timeout 7200 -o faulthandler_timeout=0 --durations 10 -p no:cacheprovider "$@" 2>&1
    .venv/bin/python -m pytest -q tests/e2e/test_kill.py tests/e2e/test_kill_in_pulse.py --timeout 7200 -o faulthandler_timeout=0 --durations 5 -p no:cacheprovider "$@" 2>&1
    echo "--- property tests with 10,000 examples each"
    .venv/bin/python -m pytest -q -n 2 --dist loadfile -m "hypothesis and not soak" \
        --timeout 7200 -o faulthandler_timeout=0 --durations 10 -p no:cacheprovider "$@" 2>&1
} | tee "$report.part"
grep -qE '[0-9]+ passed' "$report.part" && ! grep -qE '[0-9]+ (failed|error)' "$report.part"
mv "$report.part" "$report"
