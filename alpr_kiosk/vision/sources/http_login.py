# SPDX-License-Identifier: AGPL-3.0-or-later
"""User and password of an HTTP camera, in the way that the camera asks for."""

from __future__ import annotations

import re
from typing import Any

from requests.auth import HTTPBasicAuth, HTTPDigestAuth
from requests.models import PreparedRequest

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.vision.sources.address import credentials

_SCHEME = re.compile(r"(?:^|,)\s*(basic|digest|[a-z][a-z0-9-]*)\s+(?=[a-z0-9_-]+\s*=)", re.I)
_PAIR = re.compile(r"([a-z0-9_-]+)\s*=\s*(?:\"((?:[^\"\\]|\\.)*)\"|([^\s,]+))", re.I)

_DIGESTS = ("SHA-256", "MD5", "MD5-SESS")
"""Hashes of RFC 7616 that `requests` has, best first; a camera that names none means MD5."""


class CameraLogin:
    """Answers the challenges of one camera; never sends anything before it is asked.

    Args:
        user: User; "" when the camera asks for none.
        password: Password.
    """

    def __init__(self, *, user: str, password: str) -> None:
        self._user = user
        self._password = password
        self._basic = False
        self._digest: Any = None

    @classmethod
    def of(cls, camera: CameraConfig) -> CameraLogin:
        """Return the login of a camera; `password_env` comes first if that variable is set."""
        user, password = credentials(camera)
        return cls(user=user, password=password)

    @property
    def known(self) -> bool:
        """Whether there is a user to log in."""
        return bool(self._user)

    def answer(self, header: str) -> bool:
        """Take the challenge of a 401; return False when it cannot be answered."""
        if not self._user:
            return False
        challenges = challenges_of(header)
        for wanted in _DIGESTS:
            for scheme, values in challenges:
                named = values.get("algorithm", "MD5").upper()
                offered = [word.strip() for word in values.get("qop", "auth").split(",")]
                if scheme == "digest" and named == wanted and "auth" in offered:
                    self._basic = False
                    self._digest = self._digest_of(values)
                    return self._digest is not None
        self._basic = any(scheme == "basic" for scheme, _ in challenges)
        self._digest = None
        return self._basic

    def sign(self, request: PreparedRequest) -> None:
        """Put the answer into a request to the camera itself; nothing before a challenge."""
        if self._digest is not None:
            value = self._digest.build_digest_header(request.method, request.url)
            if value:
                request.headers["Authorization"] = value.encode()
        elif self._basic:
            HTTPBasicAuth(self._user.encode(), self._password.encode())(request)

    def _digest_of(self, values: dict[str, str]) -> Any:
        if "realm" not in values or "nonce" not in values:
            return None
        digest: Any = HTTPDigestAuth(self._user, self._password)
        # Its own way of taking a challenge reads the whole body of the 401, however long, and
        # mixes up several challenges; so only its sums are used.
        digest.init_per_thread_state()
        if "qop" in values:
            values["qop"] = "auth"
        digest._thread_local.chal = values
        return digest


def challenges_of(header: str) -> list[tuple[str, dict[str, str]]]:
    """Return (scheme in lower case, parameters) of each challenge in a WWW-Authenticate header."""
    starts = list(_SCHEME.finditer(header))
    found: list[tuple[str, dict[str, str]]] = []
    for index, start in enumerate(starts):
        until = starts[index + 1].start() if index + 1 < len(starts) else len(header)
        pairs = _PAIR.findall(header[start.end() : until])
        found.append(
            (start[1].lower(), {key.lower(): quoted or bare for key, quoted, bare in pairs})
        )
    if not found and header.strip().lower() == "basic":
        found.append(("basic", {}))
    return found
