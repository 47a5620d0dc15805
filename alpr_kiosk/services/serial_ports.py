# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which serial ports there are, by the names that udev gives; none of them is opened (rules 22)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from alpr_kiosk.domain.queries import QueryControl, QueryHandlers
from alpr_kiosk.domain.relay_queries import SeenPort, SerialPortsWanted

DEV = Path("/dev/serial")
"""Where udev keeps them: ``by-path`` is the socket, ``by-id`` the board."""


def serial_ports(folder: Path = DEV) -> tuple[SeenPort, ...]:
    """Return the ports, sorted by path; those of `by-id` that have no socket of their own too."""
    boards = {device: path for path, device in _links(folder / "by-id")}
    seen: dict[str, SeenPort] = {}
    for path, device in _links(folder / "by-path"):
        board = boards.get(device)
        name = board.name if board is not None else ""
        # udev gives one socket several names; the first in order stands for it.
        seen.setdefault(device, SeenPort(path=str(path), device=device, board=name))
    for device, path in boards.items():
        seen.setdefault(device, SeenPort(path=str(path), device=device, board=path.name))
    return tuple(sorted(seen.values(), key=lambda port: port.path))


def _links(folder: Path) -> Iterator[tuple[Path, str]]:
    try:
        names = sorted(folder.iterdir())
    except OSError:
        return  # no serial port at all: the folder is not there
    for path in names:
        yield path, path.resolve().name


def port_handlers(folder: Path = DEV) -> QueryHandlers:
    """Return who answers which query."""

    def found(_query: SerialPortsWanted, _control: QueryControl) -> tuple[SeenPort, ...]:
        return serial_ports(folder)

    return {SerialPortsWanted: found}
