#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# Everything `make test` runs, on the current Qt; `run_tests_qt68.sh` has the oldest one.
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

# shellcheck source=packaging/once_more.sh
. packaging/once_more.sh

# Four at a time on two cores: one of them waits for devices that do not answer, most of the time.
tests -n 4 --dist loadfile --no-loadscope-reorder \
    -m "not soak and not gpu and not serial and not paced and not heavy" "$@"
# Whole kiosks and servers, which are waited for more than they compute: a test at a time each.
# shellcheck disable=SC2046
tests -n 3 --dist worksteal -m "heavy and not soak and not gpu" $(marked heavy "$@") "$@"
# A site that reads live pictures takes a core: two files of them at a time.
# shellcheck disable=SC2046
tests -n 2 --dist loadfile -m "paced and not soak and not gpu" $(marked paced "$@") "$@"
# What measures runs alone.
# shellcheck disable=SC2046
tests -m "serial and not soak and not gpu" $(marked serial "$@") "$@"
name_unsteady
