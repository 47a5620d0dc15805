# SPDX-License-Identifier: AGPL-3.0-or-later
"""The web server of an ESPHome device: switches and binary sensors.

Protocol: esphome.io/web-api, and esphome/components/web_server/web_server.cpp (the JSON of
switch_json, 200 without a body for an action, 404 for what is not there).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from tests.emulators.http_device import HttpDevice, Incoming, Login


class EsphomeEmulator(HttpDevice):
    """Switches by name, each an output; `sensors` by name."""

    realm = "asyncesp"

    def __init__(
        self,
        *,
        switches: tuple[str, ...] = ("gate",),
        password: str = "",
        login: Login = "",
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(password=password, login=login, outputs=len(switches), now=now)
        self.switches = switches
        self.sensors: dict[str, bool] = {}

    def is_command(self, request: Incoming) -> bool:
        return request.path.endswith(("/turn_on", "/turn_off", "/toggle"))

    def answer(self, request: Incoming) -> tuple[int, Any]:
        domain, name, *action = request.path.strip("/").split("/")
        if domain == "binary_sensor" and name in self.sensors and not action:
            level = self.sensors[name]
            return 200, {
                "id": f"binary_sensor-{name}",
                "value": level,
                "state": "ON" if level else "OFF",
            }
        if domain != "switch" or name not in self.switches:
            return 404, b""
        output = self.outputs[self.switches.index(name)]
        if not action:
            on = output.is_on()
            return 200, {"id": f"switch-{name}", "value": on, "state": "ON" if on else "OFF"}
        if request.method != "POST" or "content-length" not in request.headers:
            return 405, b""
        if action[0] not in ("turn_on", "turn_off", "toggle"):
            return 404, b""
        output.set(action[0] == "turn_on" or (action[0] == "toggle" and not output.is_on()))
        return 200, b""
