#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# The optional back ends in environments of their own: `train` (ultralytics + torch) and `paddle`.
# They are large (5.5 GB and 1.5 GB), so each is built once and kept. Name one to run only that.
set -eu
cd "$(dirname "$0")/.."
wanted="${*:-train paddle}"
for extra in $wanted; do
    venv=.venv-$extra
    [ -x "$venv/bin/python" ] || .venv/bin/python -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check pytest hypothesis pytest-timeout
    case "$extra" in
    train)
        "$venv/bin/python" -m pip install --quiet torch==2.14.1 torchvision==0.29.1
        "$venv/bin/python" -m pip install --quiet ultralytics
        # ultralytics brings the windowed OpenCV: only one may stay
        "$venv/bin/python" -m pip uninstall --quiet -y opencv-python opencv-contrib-python
        "$venv/bin/python" -m pip install --quiet --force-reinstall --no-deps opencv-python-headless ;;
    paddle) "$venv/bin/python" -m pip install --quiet paddlepaddle paddleocr ;;
    *) echo "unknown extra: $extra (train or paddle)" >&2; exit 2 ;;
    esac
    "$venv/bin/python" -m pip install --quiet numpy pydantic av onnxruntime
    "$venv/bin/python" -m pytest -q -m "extra_$extra" tests/extras -p no:cacheprovider
done
