# SPDX-License-Identifier: AGPL-3.0-or-later
"""Ready requests for devices that many sites have; keys as in `HttpRelayConfig`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Tasmota: tasmota.github.io/docs/Commands (Power<x>, PulseTime<x>, Status 10) and "Command flow,
# web requests": /cm?user=..&password=..&cmnd=.. . A device with one relay answers POWER, others
# POWER1 and so on. PulseTime is set first, so that the device itself ends what Power<x> ON begins.
_TASMOTA_SAYS = {
    "says_no": ['"Command":"Unknown"', '"Command":"Error"'],
    "says_login": ["Need user=", "Need username"],
}
_POWER = ["POWER{channel}", "POWER"]
_TASMOTA: Mapping[str, Any] = {
    "timed_by": "device",
    "login": "path",
    "before": {
        "path": "/cm?{login}cmnd=PulseTime{channel}%20{pulse_time}",
        "key": "PulseTime{channel}.Set",
        "equals": "{pulse_time}",
        **_TASMOTA_SAYS,
    },
    "open": {
        "path": "/cm?{login}cmnd=Power{channel}%20ON",
        "key": _POWER,
        "equals": "ON",
        **_TASMOTA_SAYS,
    },
    "off": {
        "path": "/cm?{login}cmnd=Power{channel}%20OFF",
        "key": _POWER,
        "equals": "OFF",
        **_TASMOTA_SAYS,
    },
    "state": {"path": "/cm?{login}cmnd=Power{channel}", "key": _POWER, **_TASMOTA_SAYS},
    "input": {
        "path": "/cm?{login}cmnd=Status%2010",
        "key": "StatusSNS.Switch{channel}",
        **_TASMOTA_SAYS,
    },
}

# ESPHome: esphome.io/web-api. The answer to an action is a 200 without a body: anything else is
# not the web server of ESPHome. The action is done after the answer, by the device's main loop.
_ESPHOME: Mapping[str, Any] = {
    "login": "any",
    "open": {"method": "POST", "path": "/switch/{entity}/turn_on", "equals": ""},
    "off": {"method": "POST", "path": "/switch/{entity}/turn_off", "equals": ""},
    "state": {"path": "/switch/{entity}", "key": "state"},
    "input": {"path": "/binary_sensor/{entity}", "key": "state"},
}

# Home Assistant: developers.home-assistant.io/docs/api/rest. A service call is answered by the
# list of states that changed, also for an entity that does not exist or is unavailable: so its
# state is asked for first.
_HOME_ASSISTANT: Mapping[str, Any] = {
    "login": "bearer",
    "before": {"path": "/api/states/{entity}", "key": "state", "equals": ["on", "off"]},
    "open": {
        "method": "POST",
        "path": "/api/services/{domain}/turn_on",
        "body": '{"entity_id": "{entity}"}',
        "contains": "[",
    },
    "off": {
        "method": "POST",
        "path": "/api/services/{domain}/turn_off",
        "body": '{"entity_id": "{entity}"}',
        "contains": "[",
    },
    "state": {"path": "/api/states/{entity}", "key": "state"},
    "input": {"path": "/api/states/{entity}", "key": "state"},
}

TEMPLATES: Mapping[str, Mapping[str, Any]] = {
    "tasmota": _TASMOTA,
    "esphome": _ESPHOME,
    "home_assistant": _HOME_ASSISTANT,
}
"""Keys of each template; `input` is for each row of `inputs`."""
