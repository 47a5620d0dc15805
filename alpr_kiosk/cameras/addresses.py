# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of cameras: what may be shown of them, and to which host a login may go.

A camera names addresses itself (XAddrs, stream URIs). Behind a port forwarding they name a host
that cannot be reached; from a hostile device they may name any host, which would then be sent the
login. So the host is always the one that the person asked for: another one is replaced.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from alpr_kiosk.vision.sources.address import without_login

MAX_ADDRESS = 1024  # longer than any camera's; our choice
DEFAULT_PORTS = {"rtsp": 554, "rtsps": 322, "http": 80, "https": 443}
STREAM_SCHEMES = frozenset(DEFAULT_PORTS)
LOGIN_KEYS = frozenset(
    {"user", "username", "usr", "loginuse", "pwd", "password", "pass", "passwd", "loginpas", "auth"}
)
"""Query keys in which makers put logins (Foscam: usr, pwd; Reolink: user, password)."""


class BadAddressError(ValueError):
    """Not an address; its text is not repeated, a password may be in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A network address without credentials.

    Attributes:
        scheme: Lower case.
        host: Name or IP address, an IPv6 one without brackets.
        port: Given or the scheme's own.
        rest: Path and query as they were, without login.
    """

    scheme: str
    host: str
    port: int
    rest: str = ""

    @property
    def uri(self) -> str:
        """The whole address, without login."""
        return f"{self.origin}{self.rest}"

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == DEFAULT_PORTS.get(self.scheme) else f":{self.port}"
        return f"{self.scheme}://{host}{port}"

    @property
    def shown(self) -> str:
        """For a person or a log: without query, in which some cameras take a login."""
        return f"{self.origin}{without_login(self.rest.partition('?')[0])}"

    def on(self, other: Address) -> Address:
        """Return this address on the host of `other`."""
        return Address(scheme=self.scheme, host=other.host, port=self.port, rest=self.rest)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Login:
    """A user and a password that stood in an address; its repr shows neither."""

    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        return "Login(...)"

    def __bool__(self) -> bool:
        return bool(self.user or self.password)


def parse(text: str) -> tuple[Address, Login]:
    """Take an address apart.

    Raises:
        BadAddressError: No scheme, no host, a port that is no number, odd characters. The text is
            never part of the error.
    """
    text = text.strip()
    if not text or len(text) > MAX_ADDRESS or re.search(r"[\x00-\x20\x7f\\<>\"]", text):
        raise BadAddressError("odd characters or length")
    try:
        parts = urlsplit(text)
        host, port = parts.hostname or "", parts.port
        user, password = parts.username or "", parts.password or ""
    except ValueError:
        raise BadAddressError("not an address") from None
    scheme = parts.scheme.lower()
    if not scheme or "://" not in text or not _is_host(host) or port == 0:
        raise BadAddressError("no scheme or no host")
    # A password with a slash: "rtsp://user:12/34@host" has the host "user" and the port 12.
    if "@" in parts.path.lstrip("/").partition("/")[0] or parts.netloc.count("@") > 1:
        raise BadAddressError("a login that cannot be taken apart")
    rest = parts.path
    if parts.query:
        query, taken = _without_login(parts.query)
        user, password = user or taken.user, password or taken.password
        rest += f"?{query}" if query else ""
    address = Address(
        scheme=scheme, host=host, port=port or DEFAULT_PORTS.get(scheme, 0), rest=rest
    )
    return address, Login(user=unquote(user), password=unquote(password))


def _without_login(query: str) -> tuple[str, Login]:
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = [(key, value) for key, value in pairs if key.lower() not in LOGIN_KEYS]
    if len(kept) == len(pairs):
        return query, Login()  # as it was: makers differ in what they escape
    found = {key.lower(): value for key, value in pairs}
    users = (found[key] for key in ("user", "username", "usr", "loginuse") if key in found)
    secrets = ("pwd", "password", "pass", "passwd", "loginpas")
    words = (found[key] for key in secrets if key in found)
    return urlencode(kept), Login(user=next(users, ""), password=next(words, ""))


def _is_host(host: str) -> bool:
    try:
        ipaddress.ip_address(host.partition("%")[0])
    except ValueError:
        return bool(re.fullmatch(r"(?!-)[A-Za-z0-9._-]{1,253}", host))
    return True


def same_host(one: str, other: str) -> bool:
    """Return whether two host names or IP addresses are written the same way."""
    try:
        return ipaddress.ip_address(one) == ipaddress.ip_address(other)
    except ValueError:
        return one.rstrip(".").lower() == other.rstrip(".").lower()


def pinned(
    text: str, contact: Address, known: frozenset[str] = frozenset()
) -> tuple[Address, bool]:
    """Return an address that a camera named, on the host that was asked.

    Args:
        text: What the camera said.
        contact: Where it was asked.
        known: Further spellings of that host (the IP address that its name led to).

    Returns:
        The address without login on the host of `contact`, and whether the camera had named
        another one.

    Raises:
        BadAddressError: It is no network address.
    """
    address, _login = parse(text)
    if address.scheme not in STREAM_SCHEMES:
        raise BadAddressError("not a scheme of a stream")
    ours = any(same_host(address.host, host) for host in (contact.host, *known))
    return address.on(contact), not ours


def holds(text: str, secret: str) -> bool:
    """Return whether a text holds a secret, plain or escaped.

    Secrets of fewer than 4 characters are found in anything, so they are not looked for.
    """
    return len(secret) >= 4 and (secret in text or secret in unquote(text))
