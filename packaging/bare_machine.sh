#!/bin/sh
# SPDX-License-Identifier: AGPL-3.0-or-later
# The promise of the README on a bare system: Debian or Ubuntu with git, make and python3, nothing else.
#   packaging/bare_machine.sh SUITE FOLDER [TARGET [ARGS]]
#   packaging/bare_machine.sh bookworm /tmp/bare              make run ARGS=--once
#   packaging/bare_machine.sh noble /tmp/bare-noble test      make test
# Makes FOLDER by debootstrap if it is not there yet, clones the last commit into it and calls make in it.
# Wants root and debootstrap. MIRROR is needed for a suite that this debootstrap does not know. Takes 2 GB.
set -eu
if [ $# -lt 2 ]; then
    sed -n '3,8p' "$0" | cut -c3- >&2
    exit 2
fi
suite=$1
folder=$2
target=${3:-run}
args=${4:-}
[ "$target" != run ] || args=${args:---once}
if [ "$(id -u)" != 0 ] || ! command -v debootstrap >/dev/null; then
    echo "Run this as root, with debootstrap installed: apt-get install -y debootstrap" >&2
    exit 2
fi
here=$(cd "$(dirname "$0")/.." && pwd)
components=main
# Half of what Ubuntu has, fonts and codecs among it, is in universe, which a fresh Ubuntu has switched on.
case $suite in jammy | noble) components=main,universe ;; esac
if [ ! -e "$folder/bin/sh" ]; then
    # An older debootstrap knows no newer Ubuntu by name; all of them are made the same way.
    script=""
    if [ ! -e "/usr/share/debootstrap/scripts/$suite" ]; then
        script=/usr/share/debootstrap/scripts/jammy
        : "${MIRROR:?debootstrap does not know $suite: say the address of its archive}"
    fi
    debootstrap --variant=minbase --components="$components" --include=git,make,python3,ca-certificates \
        "$suite" "$folder" ${MIRROR:+"$MIRROR"} ${script:+"$script"}
fi
cp /etc/resolv.conf /etc/hosts "$folder/etc/"
# A house that looks into its own traffic has certificates of its own.
cp /etc/ssl/certs/ca-certificates.crt "$folder/etc/ssl/certs/"

mounted=""
let_go() {
    for place in $mounted; do umount "$folder/$place"; done
}
trap let_go EXIT
trap "exit 130" INT TERM
for place in proc sys dev dev/shm dev/pts; do
    if [ -d "/$place" ] && ! mountpoint -q "$folder/$place"; then
        mount --bind "/$place" "$folder/$place"
        mounted="$place $mounted"
    fi
done

rm -rf "$folder/root/guardhouse"
git clone -q "$here" "$folder/root/guardhouse"
chroot "$folder" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 CI="${CI:-}" \
    PIP_CERT=/etc/ssl/certs/ca-certificates.crt SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt \
    make -C /root/guardhouse "$target" ARGS="$args"
