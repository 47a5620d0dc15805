#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# What hangs on the version of Qt, on the oldest one that is supported (JetPack 6): `make test-qt`.
set -eu
cd "$(dirname "$0")/.."
export QT_QPA_PLATFORM=offscreen PYTHONDONTWRITEBYTECODE= PYTHONPATH=.venv-qt68
py=.venv/bin/python
# shellcheck source=packaging/once_more.sh
. packaging/once_more.sh

echo "--- runtime and ui on $($py -c 'import PySide6; print("PySide6", PySide6.__version__)')"
# There every scene of every screen is made, shown, painted and walked through; what a screen does
# when it is touched does not hang on the version of Qt.
tests -n 3 --dist loadfile --no-loadscope-reorder \
    -m "not soak and not gpu and not golden" tests/runtime \
    tests/ui/test_every_scene.py tests/ui/test_window.py tests/ui/test_camera_tile.py \
    tests/ui/test_hold_to_open.py tests/ui/test_ask_overlay.py tests/ui/test_language.py \
    tests/ui/test_accessibility.py tests/ui/test_look.py tests/ui/test_picture_editor.py "$@"
name_unsteady
