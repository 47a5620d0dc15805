# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Shelly of generation 1: plain HTTP, timer of whole seconds, Basic sign-in.

Protocol: shelly-api-docs.shelly.cloud/gen1 (/relay/N with `turn` and `timer`, /status). The
device knows no sign-in but Basic, so the password goes over the network in clear; it is sent only
where the device asked for it.
"""

from __future__ import annotations

import json
from typing import Any

from alpr_kiosk.config.relays import ShellyGen1RelayConfig
from alpr_kiosk.domain.ports import RelayStatus
from alpr_kiosk.errors import RelayError
from alpr_kiosk.gate.drivers.http_once import Answer, HttpOnce
from alpr_kiosk.gate.drivers.sign_in import BASIC, Request, SignedHttp, SignIn
from alpr_kiosk.gate.factory import DriverSetup


class ShellyGen1Relay:
    """`RelayDriver` of one output, timed by the gate thread.

    The device's timer knows whole seconds, and the usual pulse is shorter. So each command also
    starts that timer, rounded up, as a dead man's handle: it never ends a pulse early, and when
    this process or the network is gone the contact is open again less than a second late.
    """

    timed_by_device = False
    can_read_back = True
    longest_ms = 24 * 60 * 60 * 1000
    """`timer` has no named limit; what a gate may be held open for is far below a day."""

    def __init__(
        self,
        *,
        address: str,
        channel: int = 0,
        user: str = "admin",
        password: str = "",
        timeout_s: float = 2.0,
        inputs: tuple[int, ...] = (),
    ) -> None:
        """Keep what is needed to reach the device; nothing is sent yet.

        Args:
            address: Host or host:port.
            channel: Output, 0..3.
            user: Name of the user, as set at the device.
            password: "" when the sign-in is off.
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
            SignIn(user=user, password=password, allowed=(BASIC,)),
            harmless=Request(path=self._path()),
            timeout_s=timeout_s,
        )

    def __repr__(self) -> str:
        return f"ShellyGen1Relay(address={self._address!r}, channel={self._channel})"

    def pulse(self, pulse_ms: int) -> None:
        """Switch on; the gate thread ends it, the device at the latest at the next whole second."""
        seconds = -(-pulse_ms // 1000)
        self._turn(f"turn=on&timer={seconds}", on=True)

    def off(self) -> None:
        """Switch off."""
        self._turn("turn=off", on=False)

    def status(self) -> RelayStatus:
        """Ask for the state of the output, and of the inputs.

        Raises:
            RelayError: ``relay.auth`` or ``relay.refused``; no answer is not an error but
                ``reachable=False``.
        """
        try:
            if not self._inputs:
                relay = self._result(self._http.ask(Request(path=self._path())))
                return self._status(relay, [])
            whole = self._result(self._http.ask(Request(path="/status")))
        except RelayError as exc:
            if exc.code in ("relay.unreachable", "relay.ambiguous"):
                return RelayStatus(reachable=False, detail=str(exc.context.get("reason", "")))
            raise
        relays, inputs = whole.get("relays"), whole.get("inputs")
        if isinstance(relays, list) and len(relays) <= self._channel:
            raise self._error("relay.refused", f"it has no relay {self._channel}")
        return self._status(
            relays[self._channel] if isinstance(relays, list) else None,
            inputs if isinstance(inputs, list) else [],
        )

    def device_info(self) -> dict[str, Any]:
        """Return model, firmware and whether the sign-in is on (needs no sign-in itself)."""
        return self._result(self._http.ask(Request(path="/shelly")))

    def device_config(self) -> dict[str, Any]:
        """Return all settings; the device puts its password among them."""
        return self._result(self._http.ask(Request(path="/settings")))

    @property
    def channel(self) -> int:
        """Number of the output."""
        return self._channel

    def close(self) -> None:
        """Give back sockets; does not switch."""
        self._once.close()

    # ------------------------------------------------------------------ one command

    def _path(self) -> str:
        return f"/relay/{self._channel}"

    def _turn(self, query: str, *, on: bool) -> None:
        answer = self._http.command(Request(path=f"{self._path()}?{query}"))
        if self._result(answer).get("ison") is not on:
            raise self._error("relay.ambiguous", f"it does not say that it is {_word(on)}")

    def _status(self, relay: object, inputs: list[object]) -> RelayStatus:
        output = relay.get("ison") if isinstance(relay, dict) else None
        if not isinstance(output, bool):
            return RelayStatus(reachable=False, detail="not the answer of a Shelly relay")
        levels: list[tuple[int, bool]] = []
        for number in self._inputs:
            row = inputs[number] if number < len(inputs) else None
            level = row.get("input") if isinstance(row, dict) else None
            if level in (0, 1):
                levels.append((number, level == 1))
        return RelayStatus(
            reachable=True, output_on=output, detail="Shelly, generation 1", inputs=tuple(levels)
        )

    def _result(self, answer: Answer) -> dict[str, Any]:
        if 400 <= answer.status < 500:
            raise self._error("relay.refused", f"HTTP {answer.status}")
        if answer.status != 200:
            raise self._error("relay.ambiguous", f"HTTP {answer.status}")
        try:
            result = json.loads(answer.body)
        except (ValueError, RecursionError):
            result = None
        if not isinstance(result, dict):
            raise self._error("relay.ambiguous", "not the answer of a Shelly relay")
        return result

    def _error(self, code: str, reason: str) -> RelayError:
        return RelayError(code, address=self._address, reason=reason)


def _word(on: bool) -> str:
    return "on" if on else "off"


def build(config: ShellyGen1RelayConfig, setup: DriverSetup) -> ShellyGen1Relay:
    """Return the driver of a relay in the site file."""
    return ShellyGen1Relay(
        address=config.address,
        channel=config.channel,
        user=config.user,
        password=config.secret(setup.secrets),
        timeout_s=config.timeout_s,
        inputs=setup.inputs,
    )
