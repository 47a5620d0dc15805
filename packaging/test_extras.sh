#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# The optional back ends in environments of their own: `train` (ultralytics + torch, 7 GB) and
# `paddle` (paddleocr + paddlepaddle, 2 GB). Each is the locked environment with the extra on top,
# built once and kept until this script or the lock changes. Name one to have only that; what
# follows `--` goes to pytest. What they prove: docs/extras.md.
set -eu
cd "$(dirname "$0")/.."
export QT_QPA_PLATFORM=offscreen PYTHONDONTWRITEBYTECODE=1
lock=packaging/requirements/dev.txt

say() { printf '%s\n' "$*" >&2; }
pip() { "$venv/bin/python" -m pip "$@" --quiet --disable-pip-version-check >&2; }

# Requirements of the installed package $1, without its extras and the packages that follow.
needs_of() {
    "$venv/bin/python" - "$@" <<'PY'
import sys
from importlib.metadata import requires

from packaging.requirements import Requirement

package, *unwanted = sys.argv[1:]
for line in requires(package) or ():
    need = Requirement(line)
    if need.name not in unwanted and (not need.marker or need.marker.evaluate({"extra": ""})):
        print(f"{need.name}{need.specifier}")
PY
}

# Two OpenCV wheels overwrite each other's files: exactly $1 may be there.
only_opencv() {
    found=$("$venv/bin/python" -c 'from importlib.metadata import distributions as d
print(*sorted({p.name for p in d() if p.name.startswith("opencv")}))')
    [ "$found" = "$1" ] || { say "$venv has OpenCV as: $found; wanted: $1"; return 1; }
}

# The builds are chains of &&: `set -e` does not hold inside what an `if` asks for.
build_train() {
    # ultralytics asks for the windowed OpenCV, and for the client of its platform, which it
    # imports only for an account there. The headless OpenCV of the lock serves it as well.
    pip install --no-deps --require-hashes -r $lock &&
        pip install torch==2.14.1 torchvision==0.29.1 &&
        pip install --no-deps ultralytics==8.4.190 &&
        needs_of ultralytics opencv-python ultralytics-platform >"$venv/needs.txt" &&
        pip install -r "$venv/needs.txt" 'onnx>=1.18' onnxslim &&
        only_opencv opencv-python-headless
}

build_paddle() {
    # PaddleX does not work without the distribution of the name opencv-contrib-python, so here
    # the headless one of the lock is left out instead.
    awk '/^[a-z0-9]/ { skip = /^opencv/ } !skip' $lock >"$venv/lock.txt" &&
        pip install --no-deps --require-hashes -r "$venv/lock.txt" &&
        pip install paddleocr==3.7.0 'paddlepaddle>=3.2,<3.4' &&
        only_opencv opencv-contrib-python
}

[ $# -gt 0 ] && [ "$1" != -- ] || set -- train paddle "$@"
wanted=""
while [ $# -gt 0 ] && [ "$1" != -- ]; do
    case "$1" in
    train | paddle) wanted="$wanted $1" ;;
    *) say "unknown extra: $1 (train or paddle)"; exit 2 ;;
    esac
    shift
done
[ $# -eq 0 ] || shift

failed=""
for extra in $wanted; do
    venv=.venv-$extra
    stamp=$(cat $lock packaging/test_extras.sh | sha256sum | cut -d' ' -f1)
    if [ ! -f "$venv/.ready" ] || [ "$(cat "$venv/.ready")" != "$stamp" ]; then
        say "Building $venv (once; several GB are fetched from the package index) ..."
        rm -rf "$venv"
        if ! { .venv/bin/python -m venv "$venv" && "build_$extra"; }; then
            say "$venv could not be built (above: why); $extra was not tested. See docs/extras.md."
            failed="$failed $extra"
            continue
        fi
        printf '%s\n' "$stamp" >"$venv/.ready"
    fi
    say "--- $extra"
    "$venv/bin/python" -m pytest -q -m "extra_$extra" -p no:cacheprovider tests/extras "$@" ||
        failed="$failed $extra"
done
[ -z "$failed" ] || { say "failed:$failed"; exit 1; }
