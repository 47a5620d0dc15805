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
    .venv/bin/python -m pytest -q -m "soak and not gpu" --timeout 7200 --durations 20 -p no:cacheprovider "$@" 2>&1
} | tee "$report.part"
grep -qE '[0-9]+ passed' "$report.part" && ! grep -qE '[0-9]+ (failed|error)' "$report.part"
mv "$report.part" "$report"
