#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# All pictures of docs/screens: the running demo site by day and by night, then every screen with
# scripted data on contact sheets. Takes about three minutes.
set -eu
cd "$(dirname "$0")/.."
out=${1:-docs/screens}
export QT_QPA_PLATFORM=offscreen
mkdir -p "$out"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for theme in day night; do
    .venv/bin/python main.py --demo --once --theme "$theme" --size 1280x800 \
        --data-dir "$scratch/data-$theme" --screenshots "$scratch/$theme"
    for picture in "$scratch/$theme"/kiosk-*.png; do
        name=$(basename "$picture" .png)
        # What README.md shows; the rest is on the sheets.
        case "${name#kiosk-}-$theme" in question-day | alarm-*) ;; *) continue ;; esac
        mv "$picture" "$out/demo-${name#kiosk-}-$theme.png"
    done
done
.venv/bin/python -m ui.screenshots --sheet --out "$out"
