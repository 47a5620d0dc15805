# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Tasmota device: /cm with Power, PulseTime and Status 10, and the login in the address.

Protocol: tasmota.github.io/docs/Commands and arendst/Tasmota: support_command.ino (the JSON of
CmndPulsetime), xdrv_01_webserver.ino (HandleHttpCommand: 200 with a WARNING for a wrong login).
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from typing import Any

from tests.emulators.http_device import HttpDevice, Incoming


class TasmotaEmulator(HttpDevice):
    """`pulse_times` are the PulseTime settings, `switches` the levels of Switch1 and on."""

    def __init__(
        self,
        *,
        password: str = "",
        outputs: int = 1,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(password=password, outputs=outputs, now=now)
        self.pulse_times = [0] * 32
        self.switches: list[bool] = []
        self.saved = 0

    def is_command(self, request: Incoming) -> bool:
        command = request.query.get("cmnd", "")
        return re.fullmatch(r"(?i)power\d* (on|off|1|0|toggle)", command) is not None

    def is_authorised(self, request: Incoming) -> bool:
        query = request.query
        return not self.password or (
            query.get("user") == self.user and query.get("password") == self.password
        )

    def refuse_login(self) -> tuple[int, Any, dict[str, str]]:
        return 200, b'{"WARNING":"Need user=<username>&password=<password>"}', {}

    def answer(self, request: Incoming) -> tuple[int, Any]:
        if request.path != "/cm":
            return 404, b"File Not Found"
        found = re.fullmatch(r"([A-Za-z]+)(\d*) ?(.*)", request.query.get("cmnd", ""))
        if found is None:
            return 200, b'{"WARNING":"Enter command cmnd="}'
        command, index, payload = found[1].lower(), int(found[2] or 1), found[3]
        if command == "power":
            return 200, self._power(index, payload.lower())
        if command == "pulsetime":
            return 200, self._pulse_time(index, payload)
        if command == "status" and payload == "10":
            switches = {
                f"Switch{number}": "ON" if level else "OFF"
                for number, level in enumerate(self.switches, start=1)
            }
            return 200, _compact({"StatusSNS": {"Time": "2026-11-22T12:00:00", **switches}})
        return 200, b'{"Command":"Unknown"}'

    def _power(self, index: int, payload: str) -> bytes:
        if not 1 <= index <= len(self.outputs):
            return b'{"Command":"Error"}'
        output = self.outputs[index - 1]
        if payload in ("on", "1", "off", "0", "toggle"):
            on = not output.is_on() if payload == "toggle" else payload in ("on", "1")
            output.set(on, self.seconds_of(index) if on else None)
        name = "POWER" if len(self.outputs) == 1 else f"POWER{index}"
        return _compact({name: "ON" if output.is_on() else "OFF"})

    def _pulse_time(self, index: int, payload: str) -> bytes:
        if not 1 <= index <= len(self.pulse_times):
            return b'{"Command":"Error"}'
        if payload.isdigit() and int(payload) < 65536:
            self.saved += self.pulse_times[index - 1] != int(payload)
            self.pulse_times[index - 1] = int(payload)
            if index <= len(self.outputs) and self.outputs[index - 1].is_on():
                # SetPulseTimer: a relay that is on goes off after the new time.
                seconds = self.seconds_of(index)
                self.outputs[index - 1].off_at = None if seconds is None else self.now() + seconds
        value = self.pulse_times[index - 1]
        return _compact({f"PulseTime{index}": {"Set": value, "Remaining": value}})

    def seconds_of(self, index: int) -> float | None:
        """What a setting means: 1..111 in tenths of a second, from 112 on in seconds plus 100."""
        value = self.pulse_times[index - 1]
        if value == 0:
            return None
        return value / 10 if value <= 111 else value - 100


def _compact(value: Any) -> bytes:

    return json.dumps(value, separators=(",", ":")).encode()
