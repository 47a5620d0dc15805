#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# Make this checkout runnable: system packages, then a virtual environment from the hash-locked list.
#   packaging/bootstrap.sh run    what the kiosk needs
#   packaging/bootstrap.sh test   also what the tests need
#   packaging/bootstrap.sh qt68   and the oldest Qt that is supported
# Installs what is missing as root or with password-free sudo; otherwise prints the exact line.
set -eu
cd "$(dirname "$0")/.."
what="${1:-run}"
oldest=""
if [ "$what" = qt68 ]; then
    what=test
    oldest=yes
fi

say() { printf '%s\n' "$*" >&2; }

have_lib() { ldconfig_out=${ldconfig_out:-$( (ldconfig -p || /sbin/ldconfig -p) 2>/dev/null )}; case "$ldconfig_out" in *"$1 "*) return 0 ;; *) return 1 ;; esac; }
have_pkg() { dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q 'install ok installed'; }

# ---- an interpreter of 3.10 to 3.13
python=""
for candidate in "${PYTHON:-}" python3 python3.13 python3.12 python3.11 python3.10; do
    [ -n "$candidate" ] || continue
    if "$candidate" -c 'import sys; sys.exit(not (3, 10) <= sys.version_info < (3, 14))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    say "Python 3.10 to 3.13 is needed, found: $(python3 --version 2>&1 || echo none)."
    say "Install one (Debian 12 and Ubuntu 22.04 or 24.04 have it): apt-get install -y python3 python3-venv"
    exit 1
fi

# ---- system packages: asked for by the library or module, so that renamed packages are found too
missing=""
optional=""
need() { missing="$missing $1"; }
"$python" -c 'import ensurepip, venv' 2>/dev/null || {
    version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
    if [ "$("$python" -c 'import sys; print(sys.prefix)')" = /usr ]; then need "$version-venv"; else need python3-venv; fi
}
have_lib libglib-2.0.so.0 || need libglib2.0-0
have_lib libEGL.so.1 || need libegl1
have_lib libGL.so.1 || need libgl1
have_lib libxkbcommon.so.0 || need libxkbcommon0
have_lib libfontconfig.so.1 || need libfontconfig1
have_lib libdbus-1.so.3 || need libdbus-1-3
if [ -n "${DISPLAY:-}" ] || [ "$what" = test ]; then
    have_lib libxcb-cursor.so.0 || need libxcb-cursor0
    have_lib libxcb-icccm.so.4 || need libxcb-icccm4
    have_lib libxcb-image.so.0 || need libxcb-image0
    have_lib libxcb-keysyms.so.1 || need libxcb-keysyms1
    have_lib libxcb-render-util.so.0 || need libxcb-render-util0
    have_lib libxcb-shape.so.0 || need libxcb-shape0
    have_lib libxkbcommon-x11.so.0 || need libxkbcommon-x11-0
fi
if [ "$what" = test ]; then
    # Real peers of the tests: without them those tests are skipped with a reason.
    for package in xvfb xdotool python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base \
        gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly gstreamer1.0-libav \
        postgresql; do
        have_pkg "$package" || optional="$optional $package"
    done
fi

install_line="apt-get install -y --no-install-recommends$missing$optional"
if [ -n "$missing$optional" ]; then
    if ! command -v apt-get >/dev/null 2>&1; then
        say "These Debian packages are missing and apt-get is not here:$missing$optional"
        [ -z "$missing" ] || exit 1
    elif [ "$(id -u)" = 0 ]; then
        export DEBIAN_FRONTEND=noninteractive
        # shellcheck disable=SC2086
        { apt-get update -q && $install_line; } >&2 || { [ -z "$missing" ] || exit 1; }
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        # shellcheck disable=SC2086
        { sudo -n apt-get update -q && sudo -n DEBIAN_FRONTEND=noninteractive $install_line; } >&2 || { [ -z "$missing" ] || exit 1; }
    elif [ -n "$missing" ]; then
        say "System packages are missing. Run this line once, then the same command again:"
        say "    sudo apt-get update && sudo $install_line"
        exit 1
    else
        say "Some tests will be skipped; for all of them run: sudo $install_line"
    fi
fi

# ---- the virtual environment
venv=.venv
lock=packaging/requirements/runtime.txt
[ "$what" = run ] || lock=packaging/requirements/dev.txt
sum() { sha256sum "$1" | cut -d' ' -f1; }
[ -x "$venv/bin/python" ] && "$venv/bin/python" -c '' 2>/dev/null || { rm -rf "$venv"; "$python" -m venv "$venv"; }
ready() { [ -f "$venv/.ready-$1" ] && [ "$(cat "$venv/.ready-$1")" = "$(sum "packaging/requirements/$1.txt")" ]; }
if ready dev || { [ "$what" = run ] && ready runtime; }; then
    :
else
    say "Installing the locked packages into $venv (once; about 400 MB) ..."
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r "$lock" >&2
    name=$(basename "$lock" .txt)
    sum "$lock" >"$venv/.ready-$name"
fi

# ---- the oldest Qt that is supported (JetPack 6), beside the environment, for tests/runtime and tests/ui
if [ -n "$oldest" ]; then
    old=packaging/requirements/qt68.txt
    if [ ! -f .venv-qt68/.ready ] || [ "$(cat .venv-qt68/.ready)" != "$(sum $old)" ]; then
        rm -rf .venv-qt68
        "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes \
            --target .venv-qt68 -r "$old" >&2
        sum "$old" >.venv-qt68/.ready
    fi
fi
