# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Shelly of generation 2 or later: HTTP RPC, pulse timed by the device, digest sign-in.

Protocol: shelly-api-docs.shelly.cloud/gen2 (General/Authentication and RPCChannels,
ComponentsAndServices/Switch). The device has no keep-alive on HTTP and wants SHA-256 digests
(RFC 7616) of the user "admin".
"""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from typing import Any

from requests.utils import parse_dict_header

from alpr_kiosk.config.relays import ShellyRelayConfig
from alpr_kiosk.domain.ports import RelayStatus
from alpr_kiosk.errors import RelayError
from alpr_kiosk.gate.drivers.http_once import Answer, HttpOnce, RequestError
from alpr_kiosk.gate.factory import DriverSetup

USER = "admin"  # the only one, General/Authentication
GATEWAY_ERRORS = frozenset({502, 504})  # of something in between: it may have handed it on


class ShellyRelay:
    """`RelayDriver` of one output.

    With a password a harmless question gets the challenge first, never the command itself: so
    whatever fails at the challenge has surely not acted, and a device whose sign-in was switched
    off is not pulsed by the probe.
    """

    timed_by_device = True
    can_read_back = True
    longest_ms = 24 * 60 * 60 * 1000
    """`toggle_after` has no named limit; what a gate may be held open for is far below a day."""

    def __init__(
        self, *, address: str, channel: int = 0, password: str = "", timeout_s: float = 2.0
    ) -> None:
        """Keep what is needed to reach the device; nothing is sent yet.

        Args:
            address: Host or host:port.
            channel: Output, 0..7.
            password: Of the user admin; "" when the sign-in is off.
            timeout_s: Longest time of one request, seconds; a whole command with its challenge
                may take 1.5 of it.
        """
        self._http = HttpOnce(address=address)
        self._channel = channel
        self._password = password
        self._timeout_s = timeout_s
        self._challenge: dict[str, str] | None = None
        self._count = 0

    def __repr__(self) -> str:
        return f"ShellyRelay(address={self._http.address!r}, channel={self._channel})"

    def pulse(self, pulse_ms: int) -> None:
        """Switch on; the device switches off by itself after `pulse_ms` milliseconds."""
        self._switch({"id": self._channel, "on": True, "toggle_after": pulse_ms / 1000.0})

    def off(self) -> None:
        """Switch off."""
        self._switch({"id": self._channel, "on": False})

    def status(self) -> RelayStatus:
        """Ask for the state of the output.

        Raises:
            RelayError: ``relay.auth`` or ``relay.refused``; no answer is not an error but
                ``reachable=False``.
        """
        deadline = time.monotonic() + 1.5 * self._timeout_s
        try:
            result = self._call("Switch.GetStatus", {"id": self._channel}, deadline)
        except RelayError as exc:
            if exc.code in ("relay.unreachable", "relay.ambiguous"):
                return RelayStatus(reachable=False, detail=str(exc.context.get("reason", "")))
            raise
        output = result.get("output")
        if not isinstance(output, bool):
            return RelayStatus(reachable=False, detail="not the answer of a Shelly switch")
        return RelayStatus(reachable=True, output_on=output, detail="Shelly")

    def device_info(self) -> dict[str, Any]:
        """Return model, firmware and whether the sign-in is on (needs no sign-in itself)."""
        deadline = time.monotonic() + self._timeout_s
        return self._call("Shelly.GetDeviceInfo", {}, deadline)

    def close(self) -> None:
        """Give back sockets; does not switch."""
        self._http.close()

    # ------------------------------------------------------------------ one command

    def _switch(self, params: dict[str, Any]) -> None:
        deadline = time.monotonic() + 1.5 * self._timeout_s
        if self._password and self._challenge is None:
            try:
                self._post("Switch.GetStatus", {"id": self._channel}, deadline)
            except RequestError as exc:
                raise self._error("relay.unreachable", exc.reason) from exc
        result = self._call("Switch.Set", params, deadline)
        if not isinstance(result.get("was_on"), bool):
            raise self._error("relay.ambiguous", "not the answer to Switch.Set")

    def _call(self, method: str, params: dict[str, Any], deadline: float) -> dict[str, Any]:
        try:
            answer = self._post(method, params, deadline)
            if answer.status == 401 and self._challenge is not None:
                # A 401 did not act. Its nonce was too old, or this is the first challenge.
                answer = self._post(method, params, deadline)
        except RequestError as exc:
            code = "relay.ambiguous" if exc.sent else "relay.unreachable"
            raise self._error(code, exc.reason) from exc
        if answer.status == 401:
            self._challenge = None
            raise self._error("relay.auth", "sign-in refused")
        if answer.status in GATEWAY_ERRORS or 200 < answer.status < 400:
            raise self._error("relay.ambiguous", f"HTTP {answer.status}")
        if answer.status >= 400:
            raise self._error("relay.refused", f"HTTP {answer.status}")
        return self._result(answer)

    def _result(self, answer: Answer) -> dict[str, Any]:
        try:
            result = json.loads(answer.body)
        except (ValueError, RecursionError) as exc:
            raise self._error("relay.ambiguous", "not JSON") from exc
        if not isinstance(result, dict):
            raise self._error("relay.ambiguous", "not an object")
        if isinstance(result.get("code"), int) and "message" in result:
            raise self._error("relay.refused", f"RPC error {result['code']}")
        return result

    def _post(self, method: str, params: dict[str, Any], deadline: float) -> Answer:
        path = f"/rpc/{method}"
        left = min(self._timeout_s, deadline - time.monotonic())
        if left <= 0:
            raise RequestError("deadline of the command", sent=False)
        headers = {"Content-Type": "application/json"}
        if self._challenge:
            headers["Authorization"] = self._sign(path)
        body = json.dumps(params).encode()
        answer = self._http.request("POST", path, body=body, headers=headers, timeout_s=left)
        if answer.status == 401:
            self._take_challenge(answer.challenge)
        return answer

    def _error(self, code: str, reason: str) -> RelayError:
        return RelayError(code, address=self._http.address, reason=reason)

    # ------------------------------------------------------------------ sign-in

    def _take_challenge(self, header: str) -> None:
        """Keep a challenge that may be answered; weaker digests than SHA-256 are not."""
        self._challenge, self._count = None, 0
        scheme, _, rest = header.partition(" ")
        if not self._password or scheme.lower() != "digest":
            return
        fields = parse_dict_header(rest)  # type: ignore[no-untyped-call]
        parts = {str(key).lower(): str(value) for key, value in fields.items() if value}
        offered = [part.strip() for part in parts.get("qop", "").split(",")]
        usable = parts.get("algorithm", "").upper() == "SHA-256" and "auth" in offered
        safe = all('"' not in parts.get(key, "") for key in ("realm", "nonce", "opaque"))
        if usable and safe and parts.get("nonce") and "realm" in parts:
            self._challenge = parts

    def _sign(self, path: str) -> str:
        challenge = self._challenge or {}
        self._count += 1
        nonce, realm = challenge["nonce"], challenge["realm"]
        count, cnonce = f"{self._count:08x}", secrets.token_hex(8)
        ha1 = _sha256(f"{USER}:{realm}:{self._password}")
        ha2 = _sha256(f"POST:{path}")
        response = _sha256(f"{ha1}:{nonce}:{count}:{cnonce}:auth:{ha2}")
        opaque = f', opaque="{challenge["opaque"]}"' if "opaque" in challenge else ""
        return (
            f'Digest username="{USER}", realm="{realm}", nonce="{nonce}", uri="{path}", '
            f'algorithm=SHA-256, qop=auth, nc={count}, cnonce="{cnonce}", '
            f'response="{response}"{opaque}'
        )


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def build(config: ShellyRelayConfig, setup: DriverSetup) -> ShellyRelay:
    """Return the driver of a relay in the site file."""
    return ShellyRelay(
        address=config.address,
        channel=config.channel,
        password=config.secret(setup.secrets),
        timeout_s=config.timeout_s,
    )
