# SPDX-License-Identifier: AGPL-3.0-or-later
"""HTTP relays: the addresses of each template, failures before and at the command, secrets.

Addresses are from the documents that `config.relays.http_templates` names; the PulseTime examples
from tasmota.github.io/docs/Commands ("PulseTime 113 = 13 seconds and PulseTime 460 = 6 minutes").
"""

from __future__ import annotations

import json
import logging
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.config.relays import HttpRelayConfig
from alpr_kiosk.errors import ConfigError, RelayError
from alpr_kiosk.gate.drivers.http_answers import tasmota_pulse_time, value_at
from alpr_kiosk.gate.drivers.http_template import HttpTemplateRelay, build
from alpr_kiosk.gate.factory import DriverSetup, make_driver
from tests.emulators.esphome import EsphomeEmulator
from tests.emulators.home_assistant import HomeAssistantEmulator
from tests.emulators.http_device import HttpDevice, Incoming
from tests.emulators.shelly import Fault
from tests.emulators.tasmota import TasmotaEmulator
from tests.fakes.clock import ManualClock

PATIENT_S = 5.0
SECRET = "g e&h=eim/%ü"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


def relay_of(
    device: HttpDevice | str, asked: tuple[int, ...] = (), **keys: Any
) -> HttpTemplateRelay:
    address = device if isinstance(device, str) else device.address
    config = HttpRelayConfig.model_validate(
        {"address": f"http://{address}", "timeout_s": PATIENT_S, **keys}
    )
    return build(config, DriverSetup(clock=ManualClock(), secrets={}.get, inputs=asked))


def code_of(call: Callable[..., object], *args: int) -> str:
    try:
        call(*args)
    except RelayError as exc:
        return exc.code
    return ""


def targets(device: HttpDevice) -> list[str]:
    return [f"{call.method} {call.target}" for call in device.calls]


# ------------------------------------------------------------------------------- addresses


def test_tasmotas_addresses(clock: ManualClock) -> None:
    with TasmotaEmulator(now=clock.monotonic) as device:
        relay = relay_of(device, template="tasmota")
        relay.pulse(700)
        relay.off()
        relay.status()
        assert targets(device) == [
            "GET /cm?cmnd=PulseTime1%207",
            "GET /cm?cmnd=Power1%20ON",
            "GET /cm?cmnd=Power1%20OFF",
            "GET /cm?cmnd=Power1",
        ]


def test_tasmotas_login_is_in_the_address(clock: ManualClock) -> None:
    with TasmotaEmulator(password=SECRET, outputs=4, now=clock.monotonic) as device:
        relay_of(device, template="tasmota", channel=2, password=SECRET).pulse(1000)
        login = "user=admin&password=g+e%26h%3Deim%2F%25%C3%BC"
        assert targets(device) == [
            f"GET /cm?{login}&cmnd=PulseTime2%2010",
            f"GET /cm?{login}&cmnd=Power2%20ON",
        ]
        assert device.output(1)


def test_esphomes_addresses(clock: ManualClock) -> None:
    with EsphomeEmulator(switches=("Gate relay",), now=clock.monotonic) as device:
        device.sensors = {"shut": True}
        inputs = [{"number": 1, "entity": "shut"}, {"number": 2, "entity": "lost"}]
        relay = relay_of(device, (1, 2), template="esphome", entity="Gate relay", inputs=inputs)
        relay.pulse(700)
        relay.off()
        assert relay.status().inputs == ((1, True),)
        assert targets(device) == [
            "POST /switch/Gate%20relay/turn_on",
            "POST /switch/Gate%20relay/turn_off",
            "GET /switch/Gate%20relay",
            "GET /binary_sensor/shut",
            "GET /binary_sensor/lost",
        ]


def test_home_assistants_addresses(clock: ManualClock) -> None:
    with HomeAssistantEmulator(token="ey.x", now=clock.monotonic) as device:
        keys = {"template": "home_assistant", "entity": "switch.gate", "password": "ey.x"}
        relay = relay_of(device, **keys)
        relay.pulse(700)
        relay.off()
        assert targets(device) == [
            "GET /api/states/switch.gate",
            "POST /api/services/switch/turn_on",
            "POST /api/services/switch/turn_off",
        ]
        for call in device.commands:
            assert json.loads(call.body) == {"entity_id": "switch.gate"}
            assert call.headers["content-type"] == "application/json"
            assert call.headers["authorization"] == "Bearer ey.x"


class Listener(HttpDevice):
    """Takes anything."""

    def is_command(self, request: Incoming) -> bool:
        return False

    def answer(self, request: Incoming) -> tuple[int, Any]:
        return (204, b"") if request.path.endswith("/none") else (200, b'{"ok":1}')


def test_values_are_written_as_their_place_wants_it() -> None:
    entity = 'a"b&c=d e/\\'
    rows = {
        "open": {
            "method": "PUT",
            "path": "/on/{entity}?ms={pulse_ms}&s={pulse_s}&n={channel}",
            "body": '{"entity": "{entity}", "ms": {pulse_ms}}',
        },
        "off": {"method": "POST", "path": "/off/none", "body": "e={entity}", "status": [204]},
        "state": {
            "method": "POST",
            "path": "/state",
            "body": "{entity}",
            "headers": {"Content-Type": "text/plain", "X-Own": "1"},
        },
    }
    with Listener() as device:
        relay = relay_of(
            f"{device.address}/base/", entity=entity, channel=7, timed_by="device", **rows
        )
        relay.pulse(1250)
        relay.off()
        relay.status()
        on, off, state = device.calls
        assert on.target == "/base/on/a%22b%26c%3Dd%20e%2F%5C?ms=1250&s=1.25&n=7"
        assert json.loads(on.body) == {"entity": entity, "ms": 1250}
        assert off.body == b"e=a%22b%26c%3Dd%20e%2F%5C"
        assert off.headers["content-type"] == "application/x-www-form-urlencoded"
        assert state.body == entity.encode()
        assert (state.headers["content-type"], state.headers["x-own"]) == ("text/plain", "1")


@pytest.mark.parametrize(
    ("pulse_ms", "value"),
    [
        (50, 1),
        (100, 1),
        (101, 2),
        (700, 7),
        (11_100, 111),
        (11_101, 112),
        (12_000, 112),
        (13_000, 113),
        (360_000, 460),
        (64_800_000, 64_900),
    ],
)
def test_tasmotas_pulse_time(pulse_ms: int, value: int) -> None:
    assert tasmota_pulse_time(pulse_ms) == value


@given(st.integers(50, 64_800_000))
def test_a_pulse_time_is_never_too_short_and_at_most_a_step_too_long(pulse_ms: int) -> None:
    device = TasmotaEmulator()
    device.pulse_times[0] = tasmota_pulse_time(pulse_ms)
    seconds = device.seconds_of(1)
    assert seconds is not None
    late_ms = round(seconds * 1000) - pulse_ms
    assert 0 <= late_ms < (100 if pulse_ms <= 11_100 else 1000)


def test_a_pulse_of_the_same_length_saves_nothing_again(clock: ManualClock) -> None:
    # Settings are kept in flash, which wears.
    with TasmotaEmulator(now=clock.monotonic) as device:
        relay = relay_of(device, template="tasmota")
        for _ in range(3):
            relay.pulse(700)
        assert device.saved == 1


# --------------------------------------------------------------------------------- answers


@given(st.binary(max_size=200), st.lists(st.text(max_size=20), max_size=3))
def test_no_answer_is_a_crash(body: bytes, keys: list[str]) -> None:
    value_at(body, tuple(keys))


@pytest.mark.parametrize(
    ("body", "keys", "value"),
    [
        (b'{"a":{"b":[{"c":true}]}}', ("a.b.0.c",), "true"),
        (b'{"a":1}', ("b", "a"), "1"),
        (b'{"a":null}', ("a",), None),
        (b'{"a":"On "}', ("a",), "on"),
        (b"[1,2]", ("2",), None),
        (b"[1,2]", ("-1",), None),
        (b"[" * 100_000, ("0",), None),
        (b"\xff ON\n", (), "\ufffd ON"),
        (b"", (), ""),
    ],
)
def test_values_of_answers(body: bytes, keys: tuple[str, ...], value: str | None) -> None:
    assert value_at(body, keys) == value


# ------------------------------------------------------------------------- before a command

TASMOTA = {"template": "tasmota"}
HOME = {"template": "home_assistant", "entity": "switch.gate", "password": "ey.x"}


@pytest.mark.parametrize("fault", sorted(set(Fault) - {Fault.NONE}))
@pytest.mark.parametrize("kind", ["tasmota", "home_assistant"])
def test_without_success_before_it_no_command_is_sent(
    kind: str, fault: Fault, clock: ManualClock
) -> None:
    made: HttpDevice = (
        TasmotaEmulator(now=clock.monotonic)
        if kind == "tasmota"
        else HomeAssistantEmulator(token="ey.x", now=clock.monotonic)
    )
    with made as device:
        device.fault = fault
        device.is_faulty = lambda request: not device.is_command(request)
        slow = fault.value in {"hang", "act_then_hang", "slow", "slow_header"}
        keys = TASMOTA if kind == "tasmota" else HOME
        relay = relay_of(device, **keys, timeout_s=0.4 if slow else PATIENT_S)
        code = code_of(relay.pulse, 1000)
        assert code in ("relay.unreachable", "relay.auth", "relay.refused")
        assert (code == "relay.auth") is (fault is Fault.UNAUTHORISED)
        assert device.commands == []


@pytest.mark.parametrize("state", ["unavailable", "unknown"])
def test_a_hub_that_lost_its_switch_is_not_commanded(state: str, clock: ManualClock) -> None:
    with HomeAssistantEmulator(token="ey.x", now=clock.monotonic) as device:
        device.states = {"switch.gate": state}
        relay = relay_of(device, **HOME)
        assert code_of(relay.pulse, 1000) == "relay.refused"
        assert device.commands == []
        status = relay.status()
        assert (status.reachable, status.output_on) == (False, None)


def test_an_entity_that_is_not_there_is_refused(clock: ManualClock) -> None:
    with HomeAssistantEmulator(token="ey.x", now=clock.monotonic) as device:
        relay = relay_of(device, **{**HOME, "entity": "switch.lost"})
        assert code_of(relay.pulse, 1000) == "relay.refused"
        assert code_of(relay.status) == "relay.refused"
        assert device.commands == []


def test_a_relay_that_tasmota_does_not_have_is_refused(clock: ManualClock) -> None:
    with TasmotaEmulator(outputs=2, now=clock.monotonic) as device:
        assert code_of(relay_of(device, template="tasmota", channel=3).pulse, 1000) == (
            "relay.refused"
        )


class Quiet(TasmotaEmulator):
    """Old firmware that switches, but does not say so."""

    def answer(self, request: Incoming) -> tuple[int, Any]:
        said = super().answer(request)
        quiet = b'{"WARNING":"Enable weblog 2 if response expected"}'
        return (200, quiet) if self.is_command(request) else said


def test_a_command_that_is_not_confirmed_is_in_doubt(clock: ManualClock) -> None:
    with Quiet(now=clock.monotonic) as device:
        assert code_of(relay_of(device, template="tasmota").pulse, 1000) == "relay.ambiguous"
        assert device.switched_on() == 1


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"template": "tasmota"}, "relay.unreachable"),
        ({"template": "esphome", "entity": "gate"}, "relay.ambiguous"),
        ({"template": "home_assistant", "entity": "switch.gate", "password": "x"}, "relay."),
    ],
)
def test_any_other_web_server_is_no_relay(keys: dict[str, Any], code: str) -> None:
    with Listener() as device:
        relay = relay_of(device, **keys)
        assert code_of(relay.pulse, 1000).startswith(code)
        assert not relay.status().reachable


STATUSES = [
    (400, "relay.refused"),
    (403, "relay.refused"),
    (404, "relay.refused"),
    (408, "relay.ambiguous"),
    (500, "relay.ambiguous"),
    (502, "relay.ambiguous"),
    (503, "relay.ambiguous"),
    (202, "relay.ambiguous"),
    (204, "relay.ambiguous"),
]


@pytest.mark.parametrize(("status", "code"), STATUSES)
def test_only_a_status_that_surely_did_not_act_is_a_refusal(status: int, code: str) -> None:
    class Says(Listener):
        def answer(self, request: Incoming) -> tuple[int, Any]:
            return status, b""

    with Says() as device:
        relay = relay_of(device, open={"path": "/on"}, off={"path": "/off"})
        assert code_of(relay.pulse, 1000) == code
        assert code_of(relay.off) == code


# --------------------------------------------------------------------------------- secrets


@pytest.mark.parametrize("fault", [Fault.NONE, Fault.HANG, Fault.RESET, Fault.GARBAGE])
def test_a_secret_is_told_nowhere(
    fault: Fault, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    secret = "geheim-4711"
    with TasmotaEmulator(password=secret + "x", now=clock.monotonic) as device:
        device.fault = fault
        device.is_faulty = lambda request: True
        relay = relay_of(device, template="tasmota", password=secret, timeout_s=0.4)
        with caplog.at_level(logging.DEBUG), pytest.raises(RelayError) as caught:
            relay.pulse(1000)
        if fault is Fault.NONE:
            assert caught.value.code == "relay.auth"
        assert any(secret in call.target for call in device.calls)
        told = "".join(traceback.format_exception(caught.value)) + caplog.text + repr(relay)
        assert secret not in told


def test_a_missing_secret_and_a_missing_authority_are_mistakes(tmp_path: Path) -> None:
    keys = {"address": "https://192.168.1.50", "open": {"path": "/"}, "off": {"path": "/"}}
    with pytest.raises(ConfigError) as caught:
        make_driver(
            HttpRelayConfig.model_validate(
                {**keys, "login": "bearer", "password_env": "GATE_TOKEN"}
            ),
            clock=ManualClock(),
            secrets={}.get,
        )
    assert caught.value.code == "relay.password_missing"
    with pytest.raises(ConfigError) as caught:
        make_driver(
            HttpRelayConfig.model_validate({**keys, "ca_file": str(tmp_path / "none.pem")}),
            clock=ManualClock(),
        )
    assert caught.value.code == "relay.certificate"


def test_an_input_that_the_site_file_does_not_describe_is_a_mistake() -> None:
    with pytest.raises(ConfigError) as caught:
        relay_of("192.168.1.50", (1,), open={"path": "/on"}, off={"path": "/off"})
    assert caught.value.code == "relay.no_inputs"


def test_two_gates_at_one_device_do_not_meddle(clock: ManualClock) -> None:
    with TasmotaEmulator(outputs=2, now=clock.monotonic) as device:
        one, two = (relay_of(device, template="tasmota", channel=n) for n in (1, 2))
        one.pulse(500)
        two.pulse(5000)
        clock.advance(0.6)
        assert (device.output(0), device.output(1)) == (False, True)
        two.off()
        assert (device.switched_on(0), device.switched_on(1)) == (1, 1)
