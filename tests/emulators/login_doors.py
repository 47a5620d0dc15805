# SPDX-License-Identifier: AGPL-3.0-or-later
"""How emulated devices check who asks: HTTP digest and the security header of SOAP."""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
import threading
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from xml.etree import ElementTree as ET  # what comes in was made by ourselves

S = "http://www.w3.org/2003/05/soap-envelope"
WSSE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
WSU = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"

WINDOW = timedelta(seconds=60)  # how far a time stamp may be off; cameras take 5 s to 5 min
_HASHES = {"MD5": "md5", "SHA-256": "sha256"}


class DigestDoor:
    """HTTP digest as RFC 7616 says: a nonce is given out here, and each count is new.

    Args:
        user: User; "" lets everybody in.
        password: Password.
        realm: Realm.
        algorithms: What it offers, one challenge each.
    """

    def __init__(
        self,
        *,
        user: str,
        password: str,
        realm: str,
        algorithms: tuple[str, ...] = ("MD5",),
    ) -> None:
        self.user = user
        self.password = password
        self.realm = realm
        self.algorithms = algorithms
        self.given = 0
        self._nonces: dict[str, int] = {}
        self._lock = threading.Lock()

    def challenges(self) -> list[str]:
        """Return new WWW-Authenticate headers."""
        found = []
        with self._lock:
            self.given += 1
            for algorithm in self.algorithms:
                nonce = secrets.token_hex(16)
                self._nonces[nonce] = 0
                found.append(
                    f'Digest realm="{self.realm}", nonce="{nonce}", algorithm={algorithm}, '
                    'qop="auth"'
                )
        return found

    def expire(self) -> None:
        """Forget all nonces, as a reboot does."""
        with self._lock:
            self._nonces.clear()

    def lets_in(self, header: str, method: str, path: str) -> bool:
        """Check an Authorization header."""
        if not self.user:
            return True
        if not header.startswith("Digest "):
            return False
        parts = {
            key.lower(): re.sub(r"\\(.)", r"\1", quoted) or plain
            for key, quoted, plain in re.findall(
                r'(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^",\s]+))', header
            )
        }
        algorithm = parts.get("algorithm", "MD5")
        if algorithm not in self.algorithms:
            return False

        def hashed(text: str) -> str:
            return hashlib.new(_HASHES[algorithm], text.encode()).hexdigest()

        nonce, count = parts.get("nonce", ""), parts.get("nc", "")
        one, two = hashed(f"{self.user}:{self.realm}:{self.password}"), hashed(f"{method}:{path}")
        wanted = hashed(f"{one}:{nonce}:{count}:{parts.get('cnonce')}:auth:{two}")
        with self._lock:
            if (
                parts.get("username") != self.user
                or parts.get("realm") != self.realm
                or parts.get("uri") != path
                or parts.get("qop") != "auth"
                or not parts.get("cnonce")
                or nonce not in self._nonces
                or not re.fullmatch(r"[0-9a-f]{8}", count)
                or int(count, 16) <= self._nonces[nonce]
                or not secrets.compare_digest(wanted, parts.get("response", ""))
            ):
                return False
            self._nonces[nonce] = int(count, 16)
            return True


class TokenDoor:
    """The UsernameToken of WS-Security: digest, each nonce once, time stamp by its own clock.

    Args:
        user: User.
        password: Password.
        now: Its own time, aware UTC.
    """

    def __init__(self, *, user: str, password: str, now: Callable[[], datetime]) -> None:
        self.user = user
        self.password = password
        self._now = now
        self._nonces: set[str] = set()
        self._lock = threading.Lock()

    def lets_in(self, root: ET.Element) -> bool:
        """Check the security header of a message as UsernameToken Profile 1.0 says."""
        token = root.find(f"{{{S}}}Header/{{{WSSE}}}Security/{{{WSSE}}}UsernameToken")
        if token is None:
            return False
        word = token.find(f"{{{WSSE}}}Password")
        if word is None or not word.get("Type", "").endswith("#PasswordDigest"):
            return False
        nonce, created = token.findtext(f"{{{WSSE}}}Nonce"), token.findtext(f"{{{WSU}}}Created")
        if not nonce or not created or not created.endswith("Z"):
            return False
        raw = base64.b64decode(nonce, validate=True)
        at = datetime.strptime(created.split(".")[0].rstrip("Z"), "%Y-%m-%dT%H:%M:%S").replace(
            tzinfo=timezone.utc
        )
        wanted = base64.b64encode(
            hashlib.sha1(raw + created.encode() + self.password.encode()).digest()  # noqa: S324
        ).decode()
        with self._lock:
            if nonce in self._nonces or len(raw) < 8:
                return False
            self._nonces.add(nonce)
        return (
            token.findtext(f"{{{WSSE}}}Username") == self.user
            and abs(at - self._now()) <= WINDOW
            and secrets.compare_digest(wanted, word.text or "")
        )
