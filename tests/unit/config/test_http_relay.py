# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mistakes in the keys of an HTTP relay: each named with its key, its line and an example."""

from __future__ import annotations

from pathlib import Path

import pytest

from alpr_kiosk.config.loader import ConfigInvalidError, parse_config
from alpr_kiosk.config.relays.http import HttpRelayConfig
from alpr_kiosk.config.relays.http_templates import TEMPLATES

OWN = """open = { path = "/on" }
off = { path = "/off" }
"""


def problems(keys: str) -> list[str]:
    text = f'[[gates]]\nid = "gate-a"\n[gates.relay]\ntype = "http"\n{keys}'
    try:
        parse_config(text, Path("site.toml"))
    except ConfigInvalidError as exc:
        return [str(problem) for problem in exc.problems]
    return []


def with_address(keys: str, address: str = "http://192.168.1.50") -> str:
    return f'address = "{address}"\n{keys}'


@pytest.mark.parametrize(
    "keys",
    [
        OWN,
        'template = "tasmota"',
        'template = "tasmota"\nchannel = 3\npassword_env = "GATE"\nuser = "admin"',
        'template = "tasmota"\ninputs = [{ number = 1 }, { number = 2, on = "OFF", off = "ON" }]',
        'template = "esphome"\nentity = "Gate relay"\npassword = "x"\nlogin = "digest"',
        'template = "home_assistant"\nentity = "switch.gate"\npassword_env = "GATE"',
        'template = "esphome"\nentity = "gate"\nopen = { method = "POST", path = "/own" }',
        OWN.replace("/on", "/on?ms={pulse_ms}") + 'timed_by = "device"',
    ],
)
def test_what_is_right(keys: str) -> None:
    assert problems(with_address(keys)) == []


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        (
            'open = { path = "/on" }',
            "line 3: gates.1.relay.off: is missing (for example: off = { path",
        ),
        (OWN + 'template = "sonoff"', "line 8: gates.1.relay.template: 'sonoff' must be '', "),
        (
            'open = { path = "/on?t={ms}" }\noff = { path = "/off" }',
            "line 6: gates.1.relay.open.path: has no placeholder {ms} (known: {channel}, ",
        ),
        (
            'open = { path = "/on", body = "{login}" }\noff = { path = "/off" }',
            "line 6: gates.1.relay.open.body: has no placeholder {login}",
        ),
        (
            'open = { path = "on" }\noff = { path = "/off" }',
            "line 6: gates.1.relay.open.path: 'on' has a form that is not allowed here",
        ),
        (
            'open = { path = "/on off" }\noff = { path = "/off" }',
            "line 6: gates.1.relay.open.path: '/on off' has a form",
        ),
        (
            'open = { path = "/on", method = "DELETE" }\noff = { path = "/off" }',
            "line 6: gates.1.relay.open.method: 'DELETE' must be 'GET', 'POST' or 'PUT'",
        ),
        (
            'open = { path = "/on", status = [302] }\noff = { path = "/off" }',
            "line 6: gates.1.relay.open.status.1: 302 must be at most 299",
        ),
        (
            'open = { path = "/on", headers = { Authorization = "Basic x" } }\n'
            'off = { path = "/off" }',
            "line 6: gates.1.relay.open.headers: must not hold Authorization: use login",
        ),
        (
            'open = { path = "/on" }\noff = { path = "/off?for={pulse_ms}" }',
            "line 7: gates.1.relay.off: must not hold the length of a pulse",
        ),
        (
            'open = { path = "/on/{entity}" }\noff = { path = "/off" }',
            "gates.1.relay.entity: is missing: a request holds {entity} (for example: entity = ",
        ),
        (OWN + 'timed_by = "device"', "line 8: gates.1.relay.timed_by: is device, but no request"),
        (OWN + 'login = "digest"', "line 8: gates.1.relay.login: is digest, but there is no pass"),
        (
            OWN + 'login = "digest"\npassword = "geheim"',
            "line 8: gates.1.relay.login: is digest, which needs a state",
        ),
        (
            OWN + 'login = "path"\npassword = "geheim"',
            "line 8: gates.1.relay.login: is path, but no path holds {login}",
        ),
        (OWN + 'password = "geheim"', "gates.1.relay.login: is none, but there is a password"),
        (
            'template = "home_assistant"\nentity = "switch.gate"',
            "gates.1.relay.login: is bearer, but there is no password",
        ),
        (
            'template = "home_assistant"\nentity = "cover.gate"\npassword = "geheim"',
            "line 7: gates.1.relay.entity: must be a switch, input_boolean or light",
        ),
        (
            OWN + f'fingerprint = "{"0" * 64}"',
            "line 8: gates.1.relay.fingerprint: needs an address with https://",
        ),
        (OWN + 'fingerprint = "12:34"', "line 8: gates.1.relay.fingerprint: '12:34' has a form"),
        (
            'template = "tasmota"\ninputs = [{ number = 1 }, { number = 1 }]',
            "line 7: gates.1.relay.inputs: every input must have a number of its own",
        ),
    ],
)
def test_what_is_wrong_is_named(keys: str, said: str) -> None:
    found = problems(with_address(keys))
    assert any(said in one for one in found), found
    assert "geheim" not in " ".join(found)


@pytest.mark.parametrize(
    "address",
    [
        "192.168.1.50",
        "ftp://192.168.1.50",
        "http://admin:geheim@192.168.1.50",
        "http://192.168.1.50/?a=b",
        "http://192.168.1.50#x",
        "http://",
        "http://a b",
    ],
)
def test_what_is_no_address(address: str) -> None:
    found = problems(with_address(OWN, address))
    assert len(found) == 1
    assert "gates.1.relay.address" in found[0]
    assert "geheim" not in found[0]


def test_a_password_in_a_path_is_not_shown() -> None:
    keys = 'open = { path = "/on off?password=geheim" }\noff = { path = "/off" }'
    found = problems(with_address(keys))
    assert len(found) == 1
    assert "geheim" not in found[0]


@pytest.mark.parametrize("template", sorted(TEMPLATES))
def test_templates_fill_only_what_is_left_out(template: str) -> None:
    keys = {
        "address": "http://192.168.1.50",
        "template": template,
        "entity": "switch.gate",
        "password": "x",
    }
    ready = HttpRelayConfig.model_validate(keys)
    own = HttpRelayConfig.model_validate({**keys, "off": {"path": "/own"}, "timed_by": "us"})
    assert (own.open, own.state) == (ready.open, ready.state)
    assert (own.off.path, own.timed_by) == ("/own", "us")
