# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Shelly of generation 2 or later: HTTP RPC, pulse timed by the device, digest sign-in.

Protocol: shelly-api-docs.shelly.cloud/gen2 (General/Authentication and RPCChannels,
ComponentsAndServices/Switch, Input and Shelly). The device has no keep-alive on HTTP and wants
SHA-256 digests (RFC 7616) of the user "admin".
"""

from __future__ import annotations

import json
from typing import Any

from alpr_kiosk.config.relays import ShellyRelayConfig
from alpr_kiosk.domain.ports import RelayStatus
from alpr_kiosk.errors import RelayError
from alpr_kiosk.gate.drivers.http_once import Answer, HttpOnce
from alpr_kiosk.gate.drivers.sign_in import SHA256, Request, SignedHttp, SignIn
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
        self,
        *,
        address: str,
        channel: int = 0,
        password: str = "",
        timeout_s: float = 2.0,
        inputs: tuple[int, ...] = (),
    ) -> None:
        """Keep what is needed to reach the device; nothing is sent yet.

        Args:
            address: Host or host:port.
            channel: Output, 0..7.
            password: Of the user admin; "" when the sign-in is off.
            timeout_s: Longest time of one request, seconds; a whole command with its challenge
                may take 1.5 of it.
            inputs: Numbers of the inputs to tell, from 0.
        """
        self._address = address
        self._channel = channel
        self._inputs = inputs
        self._once = HttpOnce(address=address)
        self._http = SignedHttp(
            self._once,
            SignIn(user=USER, password=password, allowed=(SHA256,)),
            harmless=_rpc("Switch.GetStatus", {"id": channel}),
            timeout_s=timeout_s,
        )

    def __repr__(self) -> str:
        return f"ShellyRelay(address={self._address!r}, channel={self._channel})"

    def pulse(self, pulse_ms: int) -> None:
        """Switch on; the device switches off by itself after `pulse_ms` milliseconds."""
        self._switch({"id": self._channel, "on": True, "toggle_after": pulse_ms / 1000.0})

    def off(self) -> None:
        """Switch off."""
        self._switch({"id": self._channel, "on": False})

    def status(self) -> RelayStatus:
        """Ask for the state of the output, and of the inputs.

        With inputs one `Shelly.GetStatus` tells all of one moment. A question for each would take
        as many connections, of which the device has six (General/RPCChannels), twice a second.

        Raises:
            RelayError: ``relay.auth`` or ``relay.refused``; no answer is not an error but
                ``reachable=False``.
        """
        try:
            output, inputs = self._whole() if self._inputs else (self._switch_status(), ())
        except RelayError as exc:
            if exc.code in ("relay.unreachable", "relay.ambiguous"):
                return RelayStatus(reachable=False, detail=str(exc.context.get("reason", "")))
            raise
        if not isinstance(output, bool):
            return RelayStatus(reachable=False, detail="not the answer of a Shelly switch")
        return RelayStatus(reachable=True, output_on=output, detail="Shelly", inputs=inputs)

    def _switch_status(self) -> object:
        answer = self._http.ask(_rpc("Switch.GetStatus", {"id": self._channel}))
        return self._result(answer).get("output")

    def _whole(self) -> tuple[object, tuple[tuple[int, bool], ...]]:
        result = self._result(self._http.ask(_rpc("Shelly.GetStatus", {})))
        if "sys" in result and f"switch:{self._channel}" not in result:
            # As `Switch.GetStatus` says it: another number, or a device set up for shutters.
            raise self._error("relay.refused", f"it has no switch:{self._channel}")
        # The state of an input is null when it is a button, and missing when it is analogue
        # (ComponentsAndServices/Input).
        levels = ((number, _part(result, f"input:{number}", "state")) for number in self._inputs)
        return (
            _part(result, f"switch:{self._channel}", "output"),
            tuple((number, level) for number, level in levels if isinstance(level, bool)),
        )

    def device_info(self) -> dict[str, Any]:
        """Return model, firmware and whether the sign-in is on (needs no sign-in itself)."""
        return self._result(self._http.ask(_rpc("Shelly.GetDeviceInfo", {})))

    def device_config(self) -> dict[str, Any]:
        """Return the settings of all components by their keys, such as ``switch:0``."""
        return self._result(self._http.ask(_rpc("Shelly.GetConfig", {})))

    @property
    def channel(self) -> int:
        """Number of the output."""
        return self._channel

    def close(self) -> None:
        """Give back sockets; does not switch."""
        self._once.close()

    # ------------------------------------------------------------------ one command

    def _switch(self, params: dict[str, Any]) -> None:
        result = self._result(self._http.command(_rpc("Switch.Set", params)))
        if not isinstance(result.get("was_on"), bool):
            raise self._error("relay.ambiguous", "not the answer to Switch.Set")

    def _result(self, answer: Answer) -> dict[str, Any]:
        if answer.status in GATEWAY_ERRORS or 200 < answer.status < 400:
            raise self._error("relay.ambiguous", f"HTTP {answer.status}")
        if answer.status >= 400:
            raise self._error("relay.refused", f"HTTP {answer.status}")
        try:
            result = json.loads(answer.body)
        except (ValueError, RecursionError) as exc:
            raise self._error("relay.ambiguous", "not JSON") from exc
        if not isinstance(result, dict):
            raise self._error("relay.ambiguous", "not an object")
        if isinstance(result.get("code"), int) and "message" in result:
            raise self._error("relay.refused", f"RPC error {result['code']}")
        return result

    def _error(self, code: str, reason: str) -> RelayError:
        return RelayError(code, address=self._address, reason=reason)


def _rpc(method: str, params: dict[str, Any]) -> Request:
    return Request(
        method="POST",
        path=f"/rpc/{method}",
        body=json.dumps(params).encode(),
        headers={"Content-Type": "application/json"},
    )


def _part(result: dict[str, Any], component: str, key: str) -> object:
    part = result.get(component)
    return part.get(key) if isinstance(part, dict) else None


def build(config: ShellyRelayConfig, setup: DriverSetup) -> ShellyRelay:
    """Return the driver of a relay in the site file."""
    return ShellyRelay(
        address=config.address,
        channel=config.channel,
        password=config.secret(setup.secrets),
        timeout_s=config.timeout_s,
        inputs=setup.inputs,
    )
