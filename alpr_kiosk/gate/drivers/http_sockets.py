# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sockets that end at the deadline of a request, plain and inside TLS, and note what left."""

from __future__ import annotations

import hashlib
import hmac
import socket
import ssl
import time
from typing import Any


class Budget:
    """The current request: its deadline, its path, and whether a byte of it was sent."""

    def __init__(self) -> None:
        self.deadline = 0.0
        self.path = ""
        self.sent = False

    def begin(self, seconds: float) -> None:
        """Start a request that must end within `seconds`."""
        self.deadline = time.monotonic() + seconds
        self.sent = False

    def left(self) -> float:
        """Return the seconds left; raises `TimeoutError` when there are none."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError("deadline of the request")
        return left


class BudgetSocket(socket.socket):
    """A connected socket whose every wait ends at the budget's deadline."""

    budget: Budget

    def sendall(self, *args: Any) -> None:
        """Send all of it before the deadline."""
        self.settimeout(self.budget.left())
        self.budget.sent = True  # before: a send that fails may have left in part
        super().sendall(*args)

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        """Wait for bytes until the deadline."""
        self.settimeout(self.budget.left())
        return super().recv_into(*args, **kwargs)


class BudgetTlsSocket(ssl.SSLSocket):
    """The same inside TLS; a time-out of `ssl` counts for a whole call, hand-shake included."""

    budget: Budget

    def sendall(self, *args: Any) -> None:
        """Send all of it before the deadline."""
        self.settimeout(self.budget.left())
        self.budget.sent = True  # what the hand-shake sent before commands nothing
        super().sendall(*args)

    def send(self, *args: Any) -> int:
        """Send some of it before the deadline."""
        self.settimeout(self.budget.left())
        return super().send(*args)

    def recv_into(self, *args: Any, **kwargs: Any) -> int:
        """Wait for bytes until the deadline."""
        self.settimeout(self.budget.left())
        return super().recv_into(*args, **kwargs)


class Tls:
    """How the certificate of a device is checked.

    Raises:
        OSError: The file cannot be read, or there is no certificate in it.
    """

    def __init__(self, *, ca_file: str = "", fingerprint: str = "") -> None:
        """Keep the trust.

        Args:
            ca_file: Certificates to trust (PEM) instead of the system's, "" for those.
            fingerprint: SHA-256 of the one certificate to trust, hexadecimal, with or without
                colons: neither its names nor its dates count then.
        """
        self._fingerprint = fingerprint.replace(":", "").lower()
        self._context = ssl.create_default_context(cafile=ca_file or None)
        self._context.sslsocket_class = BudgetTlsSocket
        if self._fingerprint:
            self._context.check_hostname = False
            self._context.verify_mode = ssl.CERT_NONE

    def wrap(self, plain: socket.socket, host: str, budget: Budget) -> ssl.SSLSocket:
        """Return `plain` inside TLS, its hand-shake done within the budget."""
        sock = self._context.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)
        try:
            sock.budget = budget  # type: ignore[attr-defined]
            sock.settimeout(budget.left())
            sock.do_handshake()
            if self._fingerprint:
                found = hashlib.sha256(sock.getpeercert(binary_form=True) or b"").hexdigest()
                if not hmac.compare_digest(found, self._fingerprint):
                    raise ssl.SSLCertVerificationError("another certificate")  # noqa: TRY301
        except BaseException:
            sock.close()
            raise
        return sock
