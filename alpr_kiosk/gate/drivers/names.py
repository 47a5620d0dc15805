# SPDX-License-Identifier: AGPL-3.0-or-later
"""Host names of relays, looked up within a time."""

from __future__ import annotations

import socket
import threading


def look_up(host: str, port: int, seconds: float) -> tuple[str, ...]:
    """Return the addresses of a host, in the order of the name servers.

    Args:
        host: Name.
        port: Port that will be connected to.
        seconds: Longest wait.

    Raises:
        OSError: There is none, or the name servers hang.
    """
    found: list[str] = []

    def ask() -> None:
        try:
            infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(info[4][0]) for info in infos))
        except (OSError, UnicodeError):
            return  # nothing found: said by the caller

    # getaddrinfo takes no time-out: left behind as a daemon when it hangs.
    thread = threading.Thread(target=ask, name="relay-dns", daemon=True)
    thread.start()
    thread.join(seconds)
    if not found:
        raise OSError("host name not found")
    return tuple(found)
