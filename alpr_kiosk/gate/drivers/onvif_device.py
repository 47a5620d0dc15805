# SPDX-License-Identifier: AGPL-3.0-or-later
"""SOAP to one ONVIF device for the gate: each error tells whether the device may have acted.

Logins as in ONVIF Core 5.9: a UsernameToken in each message, whose time stamp follows the device's
own clock, and HTTP digest where the device asks for it. The password itself is never sent.
"""

from __future__ import annotations

import time
from datetime import timedelta

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.errors import RelayError
from alpr_kiosk.gate.drivers.http_once import MAX_BODY, Answer, HttpOnce, RequestError, Tls
from alpr_kiosk.gate.drivers.sign_in import SignIn
from alpr_kiosk.wire import safe_xml, soap
from alpr_kiosk.wire.safe_xml import BadXmlError, Node, plain_text

SENDER = frozenset({"Sender", "Client"})
"""First code of a fault that says: the request is wrong, nothing was done (SOAP 1.2 and 1.1)."""
NOT_KNOWN = "ActionNotSupported"
"""ONVIF Core 5.8.2.4: the device does not know the operation; comes with either first code."""
CLOCK_MOVED = timedelta(seconds=3)  # below the 5 s that the strictest devices allow; our choice
NO_ANSWER = frozenset({"relay.unreachable", "relay.ambiguous"})


class OnvifDevice:
    """One device; every use begins with `begin`, which sets the deadline of all its requests.

    Not thread-safe: it belongs to one gate thread.
    """

    def __init__(
        self,
        *,
        address: str,
        clock: Clock,
        user: str = "",
        password: str = "",
        timeout_s: float,
        tls: Tls | None = None,
    ) -> None:
        """Keep what is needed; nothing is sent.

        Args:
            address: Host or host:port.
            clock: For the time stamps of logins.
            user: User, "" to ask without a login.
            password: Password.
            timeout_s: Longest time of one request, seconds; all requests between two `begin`
                together take at most twice that.
            tls: How its certificate is checked, None for plain HTTP.
        """
        self.address = address
        self.timeout_s = timeout_s
        self._clock = clock
        self._user = user
        self._password = password
        self._http = HttpOnce(address=address, tls=tls)
        self._sign_in = SignIn(user=user, password=password)
        self._deadline = 0.0
        self._offset: timedelta | None = None

    def __repr__(self) -> str:
        return f"OnvifDevice(address={self.address!r})"

    def begin(self) -> None:
        """Start a command or a status: its requests must end within twice `timeout_s`."""
        self._deadline = time.monotonic() + 2 * self.timeout_s

    def ask(self, body: str, *, path: str = soap.DEVICE_PATH, header: str = "") -> Node:
        """Send a request that never acts; returns its answer, the element in the body.

        Raises:
            RelayError: ``relay.unreachable`` or ``relay.ambiguous`` when no whole answer came,
                ``relay.auth``, ``relay.refused``.
        """
        before = self._offset
        try:
            return self._exchange(body, path, header)
        except RelayError as exc:
            if exc.code != "relay.auth" or not self._clock_moved(before):
                raise
        return self._exchange(body, path, header)

    def command(self, body: str, *, path: str = soap.DEVICE_PATH) -> Node:
        """Send a request that acts, once; returns and raises as `ask` does.

        ``relay.unreachable`` says that nothing of it was sent, ``relay.ambiguous`` that it may
        have acted.
        """
        try:
            return self._exchange(body, path, "")
        except RelayError as exc:
            if exc.code == "relay.auth":
                self._offset = None
            raise

    def error(self, code: str, reason: str) -> RelayError:
        """Return an error that names the device."""
        return RelayError(code, address=self.address, reason=reason)

    def close(self) -> None:
        """Give back sockets."""
        self._http.close()

    # ------------------------------------------------------------------ one message

    def _exchange(self, body: str, path: str, header: str) -> Node:
        self._find_clock()
        answer = self._send(body, path, header)
        if answer.status == 401 and self._sign_in.take(answer.challenges):
            # A 401 did not act: it was the first challenge, or the nonce was too old.
            answer = self._send(body, path, header)
        return self._read(answer)

    def _send(self, body: str, path: str, header: str, *, login: bool = True) -> Answer:
        left = min(self.timeout_s, self._deadline - time.monotonic())
        if left <= 0:
            raise self.error("relay.unreachable", "deadline of the command")
        headers = {"Content-Type": "application/soap+xml; charset=utf-8"}
        if login and self._user:
            header += soap.username_token(
                self._user,
                self._password,
                now=self._clock.utc_now(),
                offset=self._offset or timedelta(0),
            )
            signature = self._sign_in.header("POST", path)
            if signature:
                headers["Authorization"] = signature
        try:
            return self._http.request(
                "POST",
                path,
                body=soap.envelope(body, header),
                headers=headers,
                timeout_s=left,
                with_error_body=True,
            )
        except RequestError as exc:
            code = "relay.ambiguous" if exc.sent else "relay.unreachable"
            raise self.error(code, exc.reason) from None

    def _find_clock(self) -> timedelta:
        """Return by how much the device's clock is ahead, asked for once and without a login.

        Its time is what time stamps of logins are compared with.

        Raises:
            RelayError: ``relay.unreachable``.
        """
        if self._offset is not None:
            return self._offset
        if not self._user:
            return timedelta(0)
        body = f'<GetSystemDateAndTime xmlns="{soap.DEVICE}"/>'
        told = None
        try:
            told = soap.utc_time(self._read(self._send(body, soap.DEVICE_PATH, "", login=False)))
        except RelayError as exc:
            if exc.code in NO_ANSWER:
                # Of what comes after it nothing was sent.
                raise self.error("relay.unreachable", str(exc.context.get("reason", ""))) from None
            # Some firmware tells its time after a login only: then it has to be right.
        offset = told - self._clock.utc_now() if told is not None else timedelta(0)
        self._offset = offset
        return offset

    def _clock_moved(self, before: timedelta | None) -> bool:
        """Return whether the device's clock was set since its offset was `before`.

        If not, the login is wrong: it is not tried again, since devices count such attempts.
        """
        if before is None:
            return False
        self._offset = None
        return abs(self._find_clock() - before) > CLOCK_MOVED

    def _read(self, answer: Answer) -> Node:
        """Return the first element of the body, or raise what the device said."""
        said = f"HTTP {answer.status}"
        try:
            root = safe_xml.parse(answer.body, max_bytes=MAX_BODY)
        except BadXmlError:
            root = Node("")
        codes = soap.fault_codes(root)
        if answer.status in (401, 403) or soap.LOGIN_FAULTS.intersection(codes):
            self._sign_in.forget()
            raise self.error("relay.auth", "sign-in refused")
        if codes:
            # A fault of the receiver may come after it has acted.
            surely_not = codes[0] in SENDER or NOT_KNOWN in codes
            code = "relay.refused" if surely_not else "relay.ambiguous"
            raise self.error(code, f"fault {plain_text(codes[-1])}")
        if 400 <= answer.status < 500:
            raise self.error("relay.refused", said)
        body = root.find("Body")
        if answer.status != 200 or root.name != "Envelope" or body is None or not body.children:
            raise self.error("relay.ambiguous", f"{said}, not the answer of ONVIF")
        return body.children[0]
