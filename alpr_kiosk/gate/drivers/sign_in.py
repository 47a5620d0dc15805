# SPDX-License-Identifier: AGPL-3.0-or-later
"""Signing in at a device over HTTP: Digest (RFC 7616) and, where a driver allows it, Basic.

Nothing is proven before it was asked for, and a command never serves as the question: a harmless
request gets the challenge, so whatever fails at the challenge has surely not acted.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from alpr_kiosk.errors import RelayError
from alpr_kiosk.gate.drivers.challenges import Challenge, parse_challenges
from alpr_kiosk.gate.drivers.http_once import Answer, HttpOnce, RequestError

SHA256, MD5, BASIC = "SHA-256", "MD5", "basic"
"""Ways to sign in, the stronger first; the names of digests are those of RFC 7616, 3.3."""
_HASHES: Mapping[str, Callable[[bytes], str]] = {
    SHA256: lambda data: hashlib.sha256(data).hexdigest(),
    # What many cameras have: the caller allows it, and it only signs, it keeps no secret.
    MD5: lambda data: hashlib.md5(data, usedforsecurity=False).hexdigest(),
}


class SignIn:
    """One user at one device: keeps the challenge, and signs requests with it.

    Not thread-safe: it belongs to one gate thread, as `HttpOnce` does.
    """

    def __init__(
        self,
        *,
        user: str,
        password: str,
        allowed: Iterable[str] = (SHA256, MD5),
        make_cnonce: Callable[[], str] = lambda: secrets.token_hex(8),
    ) -> None:
        """Keep the login; nothing is sent.

        Args:
            user: Name of the user.
            password: "" when the device asks for none: then nothing is ever signed.
            allowed: Ways that may be answered, out of `SHA256`, `MD5` and `BASIC`; Basic sends
                the password itself.
            make_cnonce: The client's nonce, for known vectors in tests.
        """
        self._user = user
        self._password = password
        self._allowed = frozenset(allowed)
        self._make_cnonce = make_cnonce
        self._way = ""
        self._parameters: Mapping[str, str] = {}
        self._count = 0

    def __repr__(self) -> str:
        return f"SignIn(way={self._way!r})"

    @property
    def is_wanted(self) -> bool:
        """There is a password to sign with."""
        return bool(self._password)

    @property
    def way(self) -> str:
        """How requests are signed now, "" while no challenge is held."""
        return self._way

    def forget(self) -> None:
        """Drop the challenge: the next harmless request asks for a new one."""
        self._way, self._parameters, self._count = "", {}, 0

    def take(self, headers: Iterable[str]) -> bool:
        """Keep the strongest challenge that may be answered; returns whether there is one.

        Of Digest a "qop" of auth is known, and for MD5 none at all (RFC 2069, old cameras).
        """
        self.forget()
        if not self._password:
            return False
        usable: dict[str, Mapping[str, str]] = {}
        for challenge in parse_challenges(headers):
            way = _way_of(challenge)
            if way in self._allowed:
                usable.setdefault(way, challenge.parameters)
        for way in (SHA256, MD5, BASIC):
            if way in usable:
                self._way, self._parameters = way, usable[way]
                return True
        return False

    def header(self, method: str, path: str) -> str:
        """Return the Authorization header of a request, "" without a challenge.

        Args:
            method: HTTP method.
            path: Path and query as they are sent.
        """
        if not self._way:
            return ""
        if self._way == BASIC:
            # RFC 7617, 2.1: UTF-8.
            token = base64.b64encode(f"{self._user}:{self._password}".encode())
            return f"Basic {token.decode()}"
        return self._digest(method, path)

    def _digest(self, method: str, path: str) -> str:
        hashed = _HASHES[self._way]

        def digest(*parts: str) -> str:
            return hashed(":".join(parts).encode())

        asked = self._parameters
        realm, nonce = asked["realm"], asked["nonce"]
        fields = {
            "username": _quoted(self._user),
            "realm": _quoted(realm),
            "nonce": _quoted(nonce),
            "uri": _quoted(path),
        }
        ha1 = digest(self._user, realm, self._password)
        ha2 = digest(method, path)
        if "algorithm" in asked:
            fields["algorithm"] = self._way
        if "qop" in asked:
            self._count += 1
            count, cnonce = f"{self._count:08x}", self._make_cnonce()
            fields |= {"qop": "auth", "nc": count, "cnonce": _quoted(cnonce)}
            response = digest(ha1, nonce, count, cnonce, "auth", ha2)
        else:
            response = digest(ha1, nonce, ha2)
        fields["response"] = _quoted(response)
        if "opaque" in asked:
            fields["opaque"] = _quoted(asked["opaque"])
        said = ", ".join(f"{name}={value}" for name, value in fields.items())
        # Header text is Latin-1 on its way out; a name beyond that goes as UTF-8.
        return f"Digest {said}".encode().decode("latin-1")


def _way_of(challenge: Challenge) -> str:
    """Return how a challenge is answered, "" when this module cannot."""
    asked = challenge.parameters
    if challenge.scheme == "basic":
        return BASIC
    if challenge.scheme != "digest" or not asked.get("nonce") or "realm" not in asked:
        return ""
    way = asked.get("algorithm", MD5).upper()  # RFC 7616, 3.3: MD5 when it is not said
    if "qop" in asked:
        known = "auth" in [part.strip().lower() for part in asked["qop"].split(",")]
    else:
        known = way == MD5
    return way if known and way in _HASHES else ""


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


# -------------------------------------------------------------------------------- requests


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request.

    Attributes:
        method: HTTP method.
        path: Path and query, sent as it is.
        body: Body, empty for none.
        headers: Headers besides those of the connection and of the sign-in.
        with_error_body: Read what a status other than 200 says, too.
    """

    method: str = "GET"
    path: str = field(repr=False)
    body: bytes = field(default=b"", repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    with_error_body: bool = False


class SignedHttp:
    """Requests to one device, signed where it asks for it; each error tells whether it may act.

    Nothing is repeated but what a 401 answered, which did not act.
    """

    def __init__(
        self, http: HttpOnce, sign_in: SignIn, *, harmless: Request, timeout_s: float
    ) -> None:
        """Keep what is needed; nothing is sent.

        Args:
            http: The device.
            sign_in: The login there.
            harmless: A request that never switches anything and that needs the sign-in.
            timeout_s: Longest time of one request, seconds; a whole command with its challenge
                may take 1.5 of it.
        """
        self._http = http
        self._sign_in = sign_in
        self._harmless = harmless
        self._timeout_s = timeout_s

    def deadline(self) -> float:
        """Return when a whole command that begins now must be over, monotonic seconds."""
        return time.monotonic() + 1.5 * self._timeout_s

    def command(self, request: Request, *, deadline: float | None = None) -> Answer:
        """Send a request that acts, after a harmless one where there is no challenge yet.

        Args:
            request: The command.
            deadline: Of a command that has begun already, None for one that begins now.

        Returns:
            The answer, whatever its status but 401.

        Raises:
            RelayError: ``relay.unreachable`` (nothing of the command was sent), ``relay.auth``,
                or ``relay.ambiguous`` (sent, but no whole answer).
        """
        deadline = self.deadline() if deadline is None else deadline
        is_fresh = False
        if self._sign_in.is_wanted and not self._sign_in.way:
            try:
                answer = self._send(self._harmless, deadline)
            except RequestError as exc:
                raise self._error("relay.unreachable", exc.reason) from None
            if answer.status == 401:
                is_fresh = self._take(answer)
        return self._exchange(request, deadline, is_fresh=is_fresh)

    def ask(self, request: Request, *, deadline: float | None = None) -> Answer:
        """Send a request that never acts; returns and raises as `command` does."""
        deadline = self.deadline() if deadline is None else deadline
        return self._exchange(request, deadline, is_fresh=False)

    def _exchange(self, request: Request, deadline: float, *, is_fresh: bool) -> Answer:
        try:
            answer = self._send(request, deadline)
            # A 401 did not act. Its nonce was too old, or this is the first challenge; one that
            # was fresh and is not called stale means that the password is wrong.
            if answer.status == 401 and (not is_fresh or _is_stale(answer)):
                was_told = self._sign_in.way == BASIC
                self._take(answer)
                if not was_told:
                    answer = self._send(request, deadline)
        except RequestError as exc:
            code = "relay.ambiguous" if exc.sent else "relay.unreachable"
            raise self._error(code, exc.reason) from None
        if answer.status == 401:
            self._sign_in.forget()
            raise self._error("relay.auth", "sign-in refused")
        return answer

    def _take(self, answer: Answer) -> bool:
        """Keep the challenge of a 401.

        Raises:
            RelayError: ``relay.auth`` when there is no password, or no way that may be used.
        """
        if self._sign_in.take(answer.challenges):
            return True
        reason = "it asks for a password"
        if self._sign_in.is_wanted:
            reason = "it asks for a way to sign in that is not used here"
        raise self._error("relay.auth", reason)

    def _send(self, request: Request, deadline: float) -> Answer:
        left = min(self._timeout_s, deadline - time.monotonic())
        if left <= 0:
            raise RequestError("deadline of the command", sent=False)
        headers = dict(request.headers)
        signature = self._sign_in.header(request.method, request.path)
        if signature:
            headers["Authorization"] = signature
        return self._http.request(
            request.method,
            request.path,
            body=request.body,
            headers=headers,
            timeout_s=left,
            with_error_body=request.with_error_body,
        )

    def _error(self, code: str, reason: str) -> RelayError:
        return RelayError(code, address=self._http.address, reason=reason)


def _is_stale(answer: Answer) -> bool:
    return any(
        challenge.parameters.get("stale", "").lower() == "true"
        for challenge in parse_challenges(answer.challenges)
    )
