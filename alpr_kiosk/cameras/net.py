# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names, connections and single HTTP requests, each with one deadline.

Of HTTP only what SOAP needs: no redirect, no proxy and no login file of the environment, no kept
connection, no decompression, and an answer that is cut off at its limit in bytes and in seconds.
"""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
from dataclasses import dataclass, field

from alpr_kiosk.cameras.addresses import Address
from alpr_kiosk.errors import CameraError


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer: status, headers by lower-case name, body (cut at its limit: `cut`)."""

    status: int
    headers: dict[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    cut: bool = False


def resolve(host: str, port: int, *, timeout_s: float) -> str:
    """Return an IP address of a host.

    Raises:
        CameraError: ``camera.name`` when there is none or the name servers hang.
    """
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass  # a name, then
    found: list[str] = []

    def look_up() -> None:
        try:
            infos = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return  # nothing found: said below
        found.extend(str(info[4][0]) for info in infos)

    # getaddrinfo takes no time-out: left behind as a daemon when it hangs.
    thread = threading.Thread(target=look_up, name="camera-dns", daemon=True)
    thread.start()
    thread.join(timeout_s)
    if not found:
        raise CameraError("camera.name", host=host)
    return found[0]


def answers(ip: str, port: int, *, timeout_s: float) -> None:
    """Connect once by TCP.

    Raises:
        CameraError: ``camera.refused`` (the host is there, nothing listens at that port) or
            ``camera.unreachable``.
    """
    try:
        socket.create_connection((ip, port), timeout=timeout_s).close()
    except ConnectionRefusedError:
        raise CameraError("camera.refused", host=ip, port=port) from None
    except (OSError, OverflowError) as exc:
        raise CameraError(
            "camera.unreachable", host=ip, port=port, detail=type(exc).__name__
        ) from None


def post(
    address: Address,
    ip: str,
    body: bytes,
    headers: dict[str, str],
    *,
    timeout_s: float,
    max_bytes: int,
) -> Reply:
    """Send one request to `ip` and return its answer.

    Args:
        address: Where to; its host goes into the ``Host`` header only.
        ip: Address that its host was found at.
        body: What to send.
        headers: Besides the usual ones.
        timeout_s: For the whole of it, seconds.
        max_bytes: Longest body that is taken.

    Raises:
        CameraError: ``camera.refused``, ``camera.unreachable``, ``camera.slow`` (connected, but no
            whole answer in time); no answer that is HTTP is ``onvif.none``.
    """
    connection: http.client.HTTPConnection
    if address.scheme == "https":
        # Cameras sign for themselves. The login goes as a digest only, as with plain HTTP, which
        # proves the other side no better.
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        connection = http.client.HTTPSConnection(
            ip, address.port, timeout=timeout_s, context=context
        )
    else:
        connection = http.client.HTTPConnection(ip, address.port, timeout=timeout_s)

    expired = threading.Event()
    held: list[socket.socket] = []

    def cut_off() -> None:
        # A time-out of the socket counts from each byte anew; this one does not.
        expired.set()
        for sock in held:
            with contextlib.suppress(OSError):  # over already
                sock.shutdown(socket.SHUT_RDWR)

    ended = contextlib.ExitStack()
    ended.callback(connection.close)
    timer = threading.Timer(timeout_s, cut_off)
    timer.daemon = True
    timer.start()
    host = address.origin.partition("://")[2]
    try:
        connection.connect()
        held.append(connection.sock)
        connection.request(
            "POST",
            address.rest or "/",
            body=body,
            headers={
                "Host": host,
                "Connection": "close",
                "Accept-Encoding": "identity",
                "User-Agent": "alpr-kiosk",
                **headers,
            },
        )
        response = connection.getresponse()
        ended.callback(response.close)
        data = response.read(max_bytes + 1)
        if expired.is_set() and len(data) <= max_bytes:
            raise TimeoutError  # noqa: TRY301 - what came was cut off by us
        return Reply(
            status=response.status,
            headers={key.lower(): value for key, value in response.getheaders()},
            body=data[:max_bytes],
            cut=len(data) > max_bytes,
        )
    except ConnectionRefusedError:
        raise CameraError("camera.refused", host=address.host, port=address.port) from None
    except http.client.HTTPException as exc:
        code = "camera.slow" if expired.is_set() else "onvif.none"
        raise CameraError(
            code, host=address.host, port=address.port, detail=type(exc).__name__
        ) from None
    except TimeoutError:
        code = "camera.slow" if held else "camera.unreachable"
        raise CameraError(code, host=address.host, port=address.port) from None
    except (OSError, ValueError) as exc:
        code = "camera.slow" if expired.is_set() else "camera.unreachable"
        raise CameraError(
            code, host=address.host, port=address.port, detail=type(exc).__name__
        ) from None
    finally:
        timer.cancel()
        ended.close()
