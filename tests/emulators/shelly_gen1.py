# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Shelly of generation 1: /relay/N, /status and /shelly, Basic sign-in, timer of whole seconds.

Protocol: shelly-api-docs.shelly.cloud/gen1 (Common HTTP API; Shelly1/1PM: /relay/0, /status).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from tests.emulators.http_device import HttpDevice, Incoming


class ShellyGen1Emulator(HttpDevice):
    """`levels` are those of the inputs, 0 or 1; a momentary button may say 2."""

    realm = "shelly1-B9A4BC"

    def __init__(
        self,
        *,
        password: str = "",
        outputs: int = 1,
        inputs: int = 0,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(
            password=password, login="basic" if password else "", outputs=outputs, now=now
        )
        self.levels = [0] * inputs
        self.firmware = "20230913-112003/v1.14.0-gcb84623"
        self.settings = self._settings(outputs)

    def is_command(self, request: Incoming) -> bool:
        return request.path.startswith("/relay/") and "turn" in request.query

    def is_authorised(self, request: Incoming) -> bool:
        return request.path == "/shelly" or super().is_authorised(request)

    @staticmethod
    def _settings(outputs: int) -> dict[str, Any]:
        """Answer of /settings, set up as a gate's relay should be; keys as in public dumps."""
        relay = {
            "name": None,
            "default_state": "off",
            "btn_type": "detached",
            "btn_reverse": 0,
            "auto_on": 0.0,
            "auto_off": 2.0,
            "schedule": False,
        }
        return {
            "device": {"type": "SHSW-1", "mac": "B9A4BC", "num_outputs": outputs},
            "wifi_ap": {"enabled": False, "ssid": "shelly1-B9A4BC", "key": ""},
            "mqtt": {"enable": False, "server": "192.168.33.3:1883"},
            "cloud": {"enabled": False, "connected": False},
            "relays": [dict(relay) for _ in range(outputs)],
        }

    def _relay(self, index: int) -> dict[str, Any]:
        output = self.outputs[index]
        on = output.is_on()
        left = 0 if output.off_at is None else max(0, round(output.off_at - self.now()))
        return {
            "ison": on,
            "has_timer": output.off_at is not None,
            "timer_started": 0,
            "timer_duration": left,
            "timer_remaining": left,
            "source": "http",
        }

    def answer(self, request: Incoming) -> tuple[int, Any]:
        path = request.path
        if path == "/shelly":
            shown = {"type": "SHSW-1", "mac": "B9A4BC", "fw": self.firmware}
            return 200, {**shown, "auth": bool(self.password), "num_outputs": len(self.outputs)}
        if path == "/settings":
            login = {"enabled": bool(self.password), "unprotected": False, "username": "admin"}
            login["password"] = self.password  # it does that
            return 200, {**self.settings, "login": login, "fw": self.firmware}
        if path == "/status":
            return 200, {
                "relays": [self._relay(index) for index in range(len(self.outputs))],
                "inputs": [{"input": level, "event": "", "event_cnt": 0} for level in self.levels],
                "uptime": 1234,
            }
        if not path.startswith("/relay/"):
            return 404, b"Not Found"
        index = path.removeprefix("/relay/")
        if not index.isdigit() or int(index) >= len(self.outputs):
            return 404, b"Not Found"
        if "turn" in request.query:
            turn = request.query["turn"]
            timer = request.query.get("timer")
            if turn not in ("on", "off", "toggle") or (timer and not timer.isdigit()):
                return 400, b"Bad turn!"
            output = self.outputs[int(index)]
            on = not output.is_on() if turn == "toggle" else turn == "on"
            output.set(on, int(timer) if timer else None)
        return 200, self._relay(int(index))
