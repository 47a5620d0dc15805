# SPDX-License-Identifier: AGPL-3.0-or-later
r"""An output port of an Axis device: VAPIX port.cgi, where one request carries the whole pulse.

Protocol: developer.axis.com/vapix/network-video/input-and-outputs (I/O port API, AXIS OS 5.00 and
later). ``action=2:/300\`` sets port 2 active, waits 300 ms and sets it inactive; ``:``, ``/`` and
``\`` are percent-encoded; the answer to an action has an empty body. The newer portmanagement.cgi
is not used: it does the same with JSON, on newer devices only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from alpr_kiosk.config.relays import AxisRelayConfig
from alpr_kiosk.domain.ports import RelayStatus
from alpr_kiosk.errors import RelayError
from alpr_kiosk.gate.drivers.http_once import Answer, HttpOnce, Tls
from alpr_kiosk.gate.drivers.network_device import tls_of
from alpr_kiosk.gate.drivers.sign_in import Request, SignedHttp, SignIn
from alpr_kiosk.gate.factory import DriverSetup

PATH = "/axis-cgi/io/port.cgi"
ACTIVE, INACTIVE = "/", "\\"  # action characters
_LINE = re.compile(r"(?:port)?(\d{1,4})\s*=\s*(\w+)")


class AxisRelay:
    """`RelayDriver` of one output port.

    Before the first command, and again after any error, the device is asked whether the port is an
    output: ports of many devices can be turned into inputs, and an action there does nothing. The
    same question gets the challenge of the sign-in, so a command is never the probe.
    """

    timed_by_device = True
    can_read_back = True
    longest_ms = 60_000
    """No limit of the wait is named in the text; our choice, far above any pulse."""

    def __init__(
        self,
        *,
        address: str,
        port: int = 1,
        user: str = "root",
        password: str = "",
        timeout_s: float = 2.0,
        inputs: Sequence[int] = (),
        tls: Tls | None = None,
    ) -> None:
        """Keep what is needed to reach the device; nothing is sent yet.

        Args:
            address: Host or host:port.
            port: Output port, 1..32, as printed on the device.
            user: User.
            password: Its password; "" when the device lets anybody in.
            timeout_s: Longest time of one request, seconds. A command takes one, the first one
                three at most, a status with inputs two.
            inputs: Ports that `status` shall tell, counted as `port` is.
            tls: How its certificate is checked, None for plain HTTP.
        """
        self._address = address
        self._port = port
        self._inputs = tuple(dict.fromkeys(inputs))
        self._once = HttpOnce(address=address, tls=tls)
        self._http = SignedHttp(
            self._once,
            SignIn(user=user, password=password),
            harmless=_question("checkdirection", (port,)),
            timeout_s=timeout_s,
        )
        self._directions: dict[int, str] | None = None

    def __repr__(self) -> str:
        return f"AxisRelay(address={self._address!r}, port={self._port})"

    def pulse(self, pulse_ms: int) -> None:
        """Set the port active; the device sets it inactive after `pulse_ms` milliseconds."""
        self._act(f"{ACTIVE}{pulse_ms}{INACTIVE}")

    def off(self) -> None:
        """Set the port inactive."""
        self._act(INACTIVE)

    def status(self) -> RelayStatus:
        """Ask for the state of the output, and of the inputs.

        An output is on when it is active, whichever way round its contact is. An input is on when
        its circuit is closed, whatever makes it trigger: that needs a request of its own.

        Raises:
            RelayError: ``relay.auth`` or ``relay.refused``; no answer is not an error but
                ``reachable=False``.
        """
        try:
            directions = self._check()
            state = self._ask("checkactive", (self._port,))[self._port]
        except RelayError as exc:
            self._directions = None
            if exc.code in ("relay.unreachable", "relay.ambiguous"):
                return RelayStatus(reachable=False, detail=str(exc.context.get("reason", "")))
            raise
        if state not in ("active", "inactive"):
            return RelayStatus(reachable=False, detail="not the answer of port.cgi")
        inputs, problem = self._read_inputs(directions)
        return RelayStatus(
            reachable=True,
            output_on=state == "active",
            detail=f"Axis; {problem}" if problem else "Axis",
            inputs=inputs,
        )

    def close(self) -> None:
        """Give back sockets; does not switch."""
        self._once.close()

    # ------------------------------------------------------------------ requests

    def _act(self, action: str) -> None:
        try:
            self._check()
        except RelayError as exc:
            # Of the command itself nothing was sent.
            code = "relay.unreachable" if exc.code == "relay.ambiguous" else exc.code
            raise self._error(code, str(exc.context.get("reason", ""))) from None
        try:
            path = f"{PATH}?action={quote(f'{self._port}:{action}', safe='')}"
            answer = self._http.command(Request(path=path))
            self._check_status(answer)
            if answer.body.strip():
                raise self._error("relay.ambiguous", "not the answer to an action")
        except RelayError:
            self._directions = None
            raise

    def _check(self) -> dict[int, str]:
        """Return the direction of each port, asked for once."""
        if self._directions is None:
            ports = dict.fromkeys((self._port, *self._inputs))
            directions = self._ask("checkdirection", tuple(ports))
            if directions[self._port] != "output":
                raise self._error("relay.refused", f"port {self._port} is not set up as an output")
            self._directions = directions
        return self._directions

    def _ask(self, argument: str, ports: Sequence[int]) -> dict[int, str]:
        answer = self._http.ask(_question(argument, ports))
        self._check_status(answer)
        found = {}
        for line in answer.body.decode("latin-1").split("\n"):
            pair = _LINE.fullmatch(line.strip())
            if pair is not None:
                found[int(pair[1])] = pair[2].lower()
        if not set(ports) <= set(found):
            raise self._error("relay.ambiguous", "not the answer of port.cgi")
        return {port: found[port] for port in ports}

    def _read_inputs(self, directions: dict[int, str]) -> tuple[tuple[tuple[int, bool], ...], str]:
        """Return the inputs that could be read, and what is wrong with the others."""
        usable = [port for port in self._inputs if directions[port] == "input"]
        wrong = [str(port) for port in self._inputs if directions[port] != "input"]
        problem = f"not set up as an input: port {', '.join(wrong)}" if wrong else ""
        if not usable:
            return (), problem
        try:
            circuits = self._ask("check", usable)
        except RelayError as exc:
            self._directions = None
            return (), f"inputs: {exc.context.get('reason', '')}"
        return tuple((p, c == "1") for p, c in circuits.items() if c in ("0", "1")), problem

    def _check_status(self, answer: Answer) -> None:
        said = f"HTTP {answer.status}"
        if answer.status == 403:
            raise self._error("relay.auth", f"{said}: the user may not do this")
        if 400 <= answer.status < 500:
            raise self._error("relay.refused", said)
        if answer.status not in (200, 204):
            # A program that broke, or something in between: it may have acted before.
            raise self._error("relay.ambiguous", said)

    def _error(self, code: str, reason: str) -> RelayError:
        return RelayError(code, address=self._address, reason=reason)


def _question(argument: str, ports: Sequence[int]) -> Request:
    return Request(path=f"{PATH}?{argument}={','.join(map(str, ports))}")


def build(config: AxisRelayConfig, setup: DriverSetup) -> AxisRelay:
    """Return the driver of a relay in the site file."""
    return AxisRelay(
        address=config.address,
        port=config.port,
        user=config.user,
        password=config.secret(setup.secrets),
        timeout_s=config.timeout_s,
        inputs=setup.inputs,
        tls=tls_of(config),
    )
