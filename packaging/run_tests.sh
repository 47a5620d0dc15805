#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# Everything `make test` runs, on the current Qt and, for runtime and ui, on Qt 6.8.0.2 too.
set -eu
cd "$(dirname "$0")/.."
# Compiled once and kept: some hundred processes start here, and each would compile the program.
export QT_QPA_PLATFORM=offscreen PYTHONDONTWRITEBYTECODE=
py=.venv/bin/python

# The files that bear a marker, so that nothing else is read; what was asked for by path goes alone.
marked() {
    name=$1
    shift
    for word in "$@"; do
        if [ -e "${word%%::*}" ]; then return; fi
    done
    grep -rlE "mark\.$name\b" tests --include='test_*.py'
}

$py -m pytest -q -n 3 --dist loadfile --no-loadscope-reorder \
    -m "not soak and not gpu and not serial and not heavy" "$@"
# Whole kiosks and servers, which are waited for more than they compute: a test at a time each.
# shellcheck disable=SC2046
$py -m pytest -q -n 3 --dist worksteal -m "heavy and not soak and not gpu" $(marked heavy "$@") "$@" || [ $? = 5 ]
# What measures runs alone.
# shellcheck disable=SC2046
$py -m pytest -q -m "serial and not soak and not gpu" $(marked serial "$@") "$@" || [ $? = 5 ]
echo "--- runtime and ui on $(PYTHONPATH=.venv-qt68 $py -c 'import PySide6; print("PySide6", PySide6.__version__)')"
# There every scene of every screen is made, shown, painted and walked through; what a screen does
# when it is touched does not hang on the version of Qt.
PYTHONPATH=.venv-qt68 $py -m pytest -q -n 3 --dist loadfile --no-loadscope-reorder \
    -m "not soak and not gpu and not golden" tests/runtime \
    tests/ui/test_every_scene.py tests/ui/test_window.py tests/ui/test_camera_tile.py \
    tests/ui/test_hold_to_open.py tests/ui/test_ask_overlay.py tests/ui/test_language.py \
    tests/ui/test_accessibility.py tests/ui/test_look.py tests/ui/test_picture_editor.py "$@"
