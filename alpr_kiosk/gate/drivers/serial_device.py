# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names and kinds of serial ports: which names last, and why a port cannot be opened, in words."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

SYSFS = Path("/sys")
_NUMBERED = re.compile(r"/dev/tty(USB|ACM)\d+|/dev/pts/\d+")
_NAMELESS = re.compile(r"/dev/serial/by-id/usb-1a86_USB(2\.0)?[-_]Serial-if\d+.*")
_PARENTS = 8  # of a tty up to its USB device; a hub in between adds none


def is_stable_path(path: str) -> bool:
    """Return whether a path means the same board after a restart.

    ``/dev/ttyUSB0`` and ``/dev/ttyACM0`` are given in the order of finding. The by-id name of a
    CH340 (1a86) has no serial number in it, so that two equal boards share it (hardware.md 1b).
    """
    return path.startswith("/") and not (_NUMBERED.fullmatch(path) or _NAMELESS.fullmatch(path))


def kind_of(device: int, sysfs: Path = SYSFS) -> str:
    """Return the kind of a character device: "usb 1a86:7523", else "tty 4" by its major number.

    Args:
        device: Its number (`st_rdev`).
        sysfs: Where sysfs is.
    """
    link = sysfs / "dev" / "char" / f"{os.major(device)}:{os.minor(device)}"
    place = link.resolve()
    for folder in (place, *place.parents[:_PARENTS]):
        try:
            vendor = (folder / "idVendor").read_text("ascii").strip()
            product = (folder / "idProduct").read_text("ascii").strip()
        except (OSError, ValueError):
            continue
        return f"usb {vendor}:{product}"
    return f"tty {os.major(device)}"


def why_not_opened(path: str, exc: BaseException) -> str:
    """Return why a port cannot be opened and what to do, for the log and the health page."""
    number = getattr(exc, "errno", None)
    if number in (errno.EACCES, errno.EPERM):
        return (
            f"no permission for {path}: the service's user must be in the group of the port "
            "(dialout, or gate with the udev rule)"
        )
    if number in (errno.EAGAIN, errno.EBUSY):
        return (
            f"{path} is held by another program: end it (a second kiosk, a terminal program, "
            "ModemManager or brltty)"
        )
    if number in (errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.EIO):
        return f"{path} is not there: the board is unplugged, without power, or renamed"
    return f"{path} cannot be opened: {exc}"
