#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# Everything `make test` runs, on the current Qt and, for runtime and ui, on Qt 6.8.0.2 too.
set -eu
cd "$(dirname "$0")/.."
export QT_QPA_PLATFORM=offscreen PYTHONDONTWRITEBYTECODE=1
py=.venv/bin/python
# Tests that bind ports, start servers or measure run alone, after the others ran side by side.
$py -m pytest -q -n 3 --dist loadfile -m "not soak and not gpu and not serial" "$@"
$py -m pytest -q -m "serial and not soak and not gpu" "$@" || [ $? = 5 ]
echo "--- runtime and ui on $(PYTHONPATH=.venv-qt68 $py -c 'import PySide6; print("PySide6", PySide6.__version__)')"
PYTHONPATH=.venv-qt68 $py -m pytest -q -n 3 --dist loadfile -m "not soak and not gpu and not golden" tests/runtime tests/ui "$@"
