# SPDX-License-Identifier: AGPL-3.0-or-later
"""An Axis device on loopback: its I/O ports by VAPIX port.cgi, HTTP digest really checked.

Written from developer.axis.com/vapix/network-video/input-and-outputs (I/O port API).
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from tests.emulators.faulty_http import Asked, HttpDevice, Told
from tests.emulators.login_doors import DigestDoor

_ACTION = re.compile(r"(?:(\d+):)?((?:[/\\]\d*)+)")


@dataclass
class Port:
    """One I/O port.

    Attributes:
        direction: "input" or "output".
        active_is: Circuit that counts as active (Output.Active or Input.Trig).
        closed: State of an input's circuit.
        steps: What is still to come of an action: (seconds, active).
    """

    direction: str
    active_is: str = "closed"
    closed: bool = False
    active: bool = False
    steps: list[tuple[float, bool]] = field(default_factory=list)


class AxisEmulator(HttpDevice):
    """Ports are numbered from 1.

    Args:
        user: "" lets everybody in.
        password: Password of that user.
        ports: Direction of each port.
        algorithms: Of its digest challenges.
        now: Seconds, for the waits of an action.
    """

    def __init__(
        self,
        *,
        user: str = "",
        password: str = "",
        ports: tuple[str, ...] = ("output", "input", "input"),
        algorithms: tuple[str, ...] = ("MD5",),
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.door = DigestDoor(
            user=user, password=password, realm="AXIS_ACCC8EF12345", algorithms=algorithms
        )
        self.ports = {number: Port(way) for number, way in enumerate(ports, 1)}
        self.now = now
        self.of_port: dict[int, int] = {}
        self.empty_status = 200
        self.action_body = b""

    def reboot(self) -> None:
        """Lose outputs, running actions and nonces."""
        self.stop()
        for port in self.ports.values():
            port.active, port.steps = False, []
        self.door.expire()
        self.start()

    def is_active(self, number: int = 1) -> bool:
        """State of a port now."""
        with self.lock:
            port = self.ports[number]
            if port.direction == "input":
                return port.closed is (port.active_is == "closed")
            while port.steps and port.steps[0][0] <= self.now():
                self._set(number, port.steps.pop(0)[1])
            return port.active

    # ------------------------------------------------------------------ HttpDevice

    def denial(self, asked: Asked) -> Told | None:
        if self.door.lets_in(asked.headers.get("authorization", ""), asked.method, asked.path):
            return None
        return self.no_entry()

    def no_entry(self) -> Told:
        return Told(401, b"", tuple(("WWW-Authenticate", text) for text in self.door.challenges()))

    def is_command(self, asked: Asked) -> bool:
        return "action=" in asked.path

    def act(self, asked: Asked) -> Told:
        url = urlsplit(asked.path)
        if url.path != "/axis-cgi/io/port.cgi":
            return Told(404)
        arguments = parse_qsl(url.query, strict_parsing=True)
        if re.search(r"[:/\\]", url.query):
            return Told(400, b"Error: characters that must be percent-encoded")
        lines = []
        with self.lock:
            for argument, value in arguments:
                if argument == "action":
                    if not self._start(value):
                        return Told(400, b"Error: action")
                    continue
                for number in map(int, value.split(",")):
                    if number not in self.ports:
                        return Told(400, b"Error: no such port")
                    lines.append(f"port{number}={self._word(argument, number)}\r\n")
        if not lines:
            return Told(self.empty_status, self.action_body)
        return Told(200, "".join(lines).encode(), (("Content-Type", "text/plain"),))

    # ------------------------------------------------------------------ ports

    def _word(self, argument: str, number: int) -> str:
        port = self.ports[number]
        active = self.is_active(number)
        match argument:
            case "check":
                return "1" if active is (port.active_is == "closed") else "0"
            case "checkactive":
                return "active" if active else "inactive"
            case "checkdirection":
                return port.direction
        return "unknown"

    def _start(self, action: str) -> bool:
        hit = _ACTION.fullmatch(action)
        if hit is None:
            return False
        number = int(hit[1] or 1)
        port = self.ports.get(number)
        if port is None:
            return False
        if port.direction == "input":
            return True  # "valid for output ports only": nothing happens
        self.is_active(number)
        at, steps = self.now(), []
        for character, wait in re.findall(r"([/\\])(\d*)", hit[2]):
            steps.append((at, character == "/"))
            at += int(wait or 0) / 1000
        port.steps = steps[1:]
        self._set(number, steps[0][1])
        return True

    def _set(self, number: int, active: bool) -> None:
        if active:
            self.switched_on += 1
            self.of_port[number] = self.of_port.get(number, 0) + 1
        self.ports[number].active = active
