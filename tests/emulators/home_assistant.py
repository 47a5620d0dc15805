# SPDX-License-Identifier: AGPL-3.0-or-later
"""Home Assistant's REST API: states, and services that switch; long-lived access token.

Protocol: developers.home-assistant.io/docs/api/rest and homeassistant/components/api/__init__.py:
a service call is answered by the list of states that it changed, also for an entity that does not
exist; an unknown service is a 400, an unknown entity's state a 404.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

from tests.emulators.http_device import HttpDevice, Incoming

SWITCHING = ("switch", "input_boolean", "light")


class HomeAssistantEmulator(HttpDevice):
    """Entities that switch, each an output; `states` are those of the others."""

    def __init__(
        self,
        *,
        entities: tuple[str, ...] = ("switch.gate",),
        token: str,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(password=token, outputs=len(entities), now=now)
        self.entities = entities
        self.states: dict[str, str] = {}

    def is_command(self, request: Incoming) -> bool:
        return request.path.startswith("/api/services/")

    def is_authorised(self, request: Incoming) -> bool:
        return request.headers.get("authorization") == f"Bearer {self.password}"

    def refuse_login(self) -> tuple[int, Any, dict[str, str]]:
        return 401, b"401: Unauthorized", {}

    def _state(self, entity: str) -> dict[str, Any] | None:
        if entity in self.states:
            shown = self.states[entity]
        elif entity in self.entities:
            shown = "on" if self.outputs[self.entities.index(entity)].is_on() else "off"
        else:
            return None
        return {"entity_id": entity, "state": shown, "attributes": {"friendly_name": "Gate"}}

    def answer(self, request: Incoming) -> tuple[int, Any]:
        parts = request.path.strip("/").split("/")
        if parts[:2] == ["api", "states"] and len(parts) == 3 and request.method == "GET":
            state = self._state(parts[2])
            return (200, state) if state else (404, {"message": "Entity not found."})
        if parts[:2] != ["api", "services"] or len(parts) != 4 or request.method != "POST":
            return 404, b"404: Not Found"
        domain, service = parts[2:]
        if domain not in SWITCHING or service not in ("turn_on", "turn_off", "toggle"):
            return 400, b"400: Bad Request"
        try:
            entity = json.loads(request.body)["entity_id"]
        except (ValueError, KeyError):
            return 400, {"message": "Data should be valid JSON."}
        if entity not in self.entities or entity in self.states:
            return 200, []  # unknown or unavailable: a line in its log, nothing in the answer
        output = self.outputs[self.entities.index(entity)]
        was = output.is_on()
        output.set(service == "turn_on" or (service == "toggle" and not was))
        changed = self._state(entity)
        return 200, [changed] if output.is_on() is not was else []
