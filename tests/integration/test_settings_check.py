# SPDX-License-Identifier: AGPL-3.0-or-later
"""Each bad setting of a device is found by its name, and the check switches and changes nothing."""

from __future__ import annotations

from datetime import date, datetime, timezone
from typing import Any

import pytest

from alpr_kiosk.config.relays import (
    LcusRelayConfig,
    ModbusTcpRelayConfig,
    ShellyRelayConfig,
    SimulatedRelayConfig,
)
from alpr_kiosk.config.schema import GateConfig
from alpr_kiosk.domain.relay_check import Finding, Level, worst
from alpr_kiosk.domain.relay_check_words import finding_words
from alpr_kiosk.gate.drivers.shelly import ShellyRelay
from alpr_kiosk.gate.drivers.shelly_check import check_gen1, check_shelly
from alpr_kiosk.gate.drivers.shelly_gen1 import ShellyGen1Relay
from alpr_kiosk.gate.factory import make_driver
from alpr_kiosk.gate.settings_check import check_gate
from tests.emulators.modbus_board import COIL, Board, TcpBoard
from tests.emulators.shelly import Fault, ShellyEmulator
from tests.emulators.shelly_gen1 import ShellyGen1Emulator
from tests.fakes.clock import ManualClock
from tests.fakes.relay import FakeRelay
from tests.peers import free_port

PASSWORD = "canary correct horse"
TODAY = date(2026, 11, 22)
READING = {"Shelly.GetDeviceInfo", "Shelly.GetConfig"}


def by_code(findings: tuple[Finding, ...]) -> dict[str, Finding]:
    assert len({one.code for one in findings}) == len(findings)
    assert "canary" not in repr(findings)
    for one in findings:
        said = finding_words(one)
        assert said != one.code, one
        assert "{" not in said
    return {one.code: one for one in findings}


def bad(findings: dict[str, Finding]) -> dict[str, Level]:
    return {code: one.level for code, one in findings.items() if one.level is not Level.OK}


def check(device: ShellyEmulator, password: str = PASSWORD, **more: Any) -> dict[str, Finding]:
    with device:
        relay = ShellyRelay(address=device.address, password=password, timeout_s=5.0)
        found = check_shelly(relay, **{"pulse_s": 1.0, "today": TODAY, **more})
        assert device.switched_on == 0
        assert {call.method for call in device.calls if call.authorised} <= READING
        return by_code(found)


def test_a_shelly_as_it_should_be() -> None:
    found = check(ShellyEmulator(password=PASSWORD))
    assert bad(found) == {}
    assert set(found) == {
        "shelly.answers",
        "shelly.sign_in",
        "shelly.firmware",
        "shelly.power_on",
        "shelly.auto_off",
        "shelly.auto_on",
        "shelly.input_mode",
        "shelly.access_point",
        "shelly.bluetooth",
        "shelly.cloud",
        "shelly.mqtt",
    }


SWITCH = "switch:0"
BAD, WARN, UNKNOWN = Level.BAD, Level.WARN, Level.UNKNOWN


@pytest.mark.parametrize(
    ("part", "change", "code", "level"),
    [
        (SWITCH, {"initial_state": "restore_last"}, "shelly.power_on", BAD),
        (SWITCH, {"initial_state": "match_input"}, "shelly.power_on", BAD),
        (SWITCH, {"initial_state": "on"}, "shelly.power_on", BAD),
        (SWITCH, {"auto_off": False}, "shelly.auto_off_missing", BAD),
        (SWITCH, {"auto_off_delay": 0.5}, "shelly.auto_off_short", BAD),
        (SWITCH, {"auto_off_delay": 1.0}, "shelly.auto_off_short", BAD),
        (SWITCH, {"auto_off_delay": 60.0}, "shelly.auto_off_long", WARN),
        (SWITCH, {"auto_on": True}, "shelly.auto_on", BAD),
        (SWITCH, {"in_mode": "follow"}, "shelly.input_mode", WARN),
        (SWITCH, {"initial_state": None}, "shelly.power_on", UNKNOWN),
        (SWITCH, {"auto_off": "yes"}, "shelly.auto_off", UNKNOWN),
        (SWITCH, {"auto_off_delay": True}, "shelly.auto_off", UNKNOWN),
        ("wifi", {"ap": {"enable": True, "is_open": True}}, "shelly.access_point_open", BAD),
        ("wifi", {"ap": {"enable": True, "is_open": False}}, "shelly.access_point", BAD),
        ("wifi", {"ap": None}, "shelly.access_point", UNKNOWN),
        ("ble", {"enable": True}, "shelly.bluetooth", WARN),
        ("cloud", {"enable": True}, "shelly.cloud", WARN),
        ("mqtt", {"enable": True}, "shelly.mqtt", WARN),
    ],
)
def test_each_bad_setting(part: str, change: dict[str, Any], code: str, level: Level) -> None:
    device = ShellyEmulator(password=PASSWORD)
    device.config[part] |= change
    assert bad(check(device)) == {code: level}


def test_an_input_that_is_a_contact_must_be_detached() -> None:
    device = ShellyEmulator(password=PASSWORD, inputs=1)
    device.config[SWITCH]["in_mode"] = "follow"
    assert bad(check(device, input_used=True)) == {"shelly.input_mode": BAD}


def test_bluetooth_without_commands_is_no_way_in() -> None:
    device = ShellyEmulator(password=PASSWORD)
    device.config["ble"] = {"enable": True, "rpc": {"enable": False}}
    assert bad(check(device)) == {}
    del device.config["ble"]
    assert "shelly.bluetooth" not in check(device)


def test_no_sign_in() -> None:
    assert bad(check(ShellyEmulator(), password="")) == {"shelly.sign_in": BAD}


@pytest.mark.parametrize(
    ("info", "wanted"),
    [
        ({"gen": 4, "ver": "1.7.4"}, {"shelly.firmware_open_ap": BAD}),
        ({"gen": 4, "ver": "1.8.0"}, {}),
        ({"gen": 3, "ver": "1.7.4"}, {}),
        ({"gen": 4, "ver": "1.5.99-g4prod1"}, {"shelly.firmware_open_ap": BAD}),
        ({"app": "Pro4PM", "ver": "1.5.1"}, {"shelly.firmware_reboots": BAD}),
        ({"model": "SPSW-104PE16EU", "ver": "1.5.1"}, {"shelly.firmware_reboots": BAD}),
        ({"app": "Pro4PM", "ver": "1.6.0"}, {}),
        ({"fw_id": "20250601-000000/1.6.2-gtest"}, {}),
        ({"fw_id": "20250530-000000/1.6.2-gtest"}, {"shelly.firmware_old": WARN}),
        ({"fw_id": "none", "ver": "?"}, {"shelly.firmware": UNKNOWN}),
    ],
)
def test_firmware(info: dict[str, Any], wanted: dict[str, Level]) -> None:
    device = ShellyEmulator(password=PASSWORD)
    device.info = info
    assert bad(check(device)) == wanted


def test_a_shelly_that_does_not_tell_its_settings() -> None:
    found = check(ShellyEmulator(password=PASSWORD), password="wrong")
    assert bad(found) == {"shelly.settings": UNKNOWN}
    device = ShellyEmulator(password=PASSWORD)
    device.fault, device.fault_methods = Fault.RPC_ERROR, frozenset({"Shelly.GetConfig"})
    assert bad(check(device)) == {"shelly.settings": UNKNOWN}
    device = ShellyEmulator(password=PASSWORD)
    device.config = {}
    assert worst(tuple(check(device).values())) is UNKNOWN


def test_a_dead_shelly_is_one_line() -> None:
    relay = ShellyRelay(address=f"127.0.0.1:{free_port()}", password=PASSWORD)
    found = by_code(check_shelly(relay, pulse_s=1.0, today=TODAY))
    assert bad(found) == {"shelly.answers": BAD}


# ---------------------------------------------------------------------------------- generation 1


def gen1(device: ShellyGen1Emulator, **more: Any) -> dict[str, Finding]:
    with device:
        relay = ShellyGen1Relay(address=device.address, password=device.password, timeout_s=5.0)
        found = check_gen1(relay, **{"pulse_s": 1.0, **more})
        assert all(output.switched_on == 0 for output in device.outputs)
        assert {request.path for request in device.calls} <= {"/shelly", "/settings", "/relay/0"}
        return by_code(found)


def test_a_generation_1_as_it_should_be() -> None:
    # Its answer holds its own password: `by_code` looks that nothing of it is told.
    assert bad(gen1(ShellyGen1Emulator(password=PASSWORD))) == {}


@pytest.mark.parametrize(
    ("change", "code", "level"),
    [
        ({"default_state": "last"}, "shelly.power_on", BAD),
        ({"default_state": "switch"}, "shelly.power_on", BAD),
        ({"auto_off": 0.0}, "shelly.auto_off_missing", BAD),
        ({"auto_off": 0.5}, "shelly.auto_off_short", BAD),
        ({"auto_off": 300.0}, "shelly.auto_off_long", WARN),
        ({"auto_on": 5.0}, "shelly.auto_on", BAD),
        ({"btn_type": "momentary"}, "shelly.input_mode", WARN),
        ({"btn_type": None}, "shelly.input_mode", UNKNOWN),
    ],
)
def test_each_bad_setting_of_generation_1(change: dict[str, Any], code: str, level: Level) -> None:
    device = ShellyGen1Emulator(password=PASSWORD)
    device.settings["relays"][0] |= change
    assert bad(gen1(device)) == {code: level}


def test_the_rest_of_generation_1() -> None:
    assert bad(gen1(ShellyGen1Emulator())) == {"shelly.sign_in": BAD}
    device = ShellyGen1Emulator(password=PASSWORD)
    device.settings["wifi_ap"]["enabled"] = True
    device.settings["mqtt"]["enable"] = True
    device.settings["cloud"]["enabled"] = True
    assert bad(gen1(device)) == {
        "shelly.access_point": BAD,
        "shelly.mqtt": WARN,
        "shelly.cloud": WARN,
    }
    device = ShellyGen1Emulator(password=PASSWORD)
    device.firmware = "20190531-075812/v1.5.0-hotfix2@022ec015"
    assert bad(gen1(device)) == {"shelly.firmware_not_last": WARN}
    device.firmware = ""
    assert bad(gen1(device)) == {"shelly.firmware": UNKNOWN}
    relay = ShellyGen1Relay(address=f"127.0.0.1:{free_port()}")
    assert bad(by_code(check_gen1(relay, pulse_s=1.0))) == {"shelly.answers": BAD}


# -------------------------------------------------------------------------------- a gate's relays


def of_gate(config: GateConfig, **drivers: Any) -> tuple[Finding, ...]:
    clock = ManualClock(utc=datetime(2026, 11, 22, 12, tzinfo=timezone.utc))
    made = {
        name: drivers.get(name) or make_driver(relay, clock=clock)
        for name, relay in config.relays.items()
    }
    return check_gate(config, made, clock=clock)


def test_a_board_is_asked_by_its_own_check() -> None:
    board = Board()
    board.modes[2] = 1
    with TcpBoard(board, rtu=False) as front:
        relay = ModbusTcpRelayConfig(address=front.address, timeout_s=5.0, flash_on=True)
        found = by_code(of_gate(GateConfig(id="g", relay=relay)))
        assert board.switched_on == 0
        assert all(pdu[0] != COIL for pdu in board.pdus)
    assert bad(found) == {"modbus.inputs_apart": WARN, "modbus.no_sign_in": WARN}
    assert found["modbus.timed"].level is Level.OK
    relay = ModbusTcpRelayConfig(address=f"127.0.0.1:{free_port()}")
    assert bad(by_code(of_gate(GateConfig(id="g", relay=relay)))) == {"modbus.answers": BAD}


def test_each_output_is_asked_and_named() -> None:
    with ShellyEmulator(outputs=2) as device:
        device.config["switch:1"]["auto_off_delay"] = 3900.0
        config = GateConfig(
            id="g",
            relay=SimulatedRelayConfig(),
            hold_relay=ShellyRelayConfig(address=device.address, channel=1, timeout_s=5.0),
        )
        found = of_gate(config)
    assert (found[0].output, found[0].code) == ("open", "check.simulated")
    held = {one.code: one.level for one in found if one.output == "hold"}
    # An hour may be held open: an `auto_off` that is longer is right there.
    assert held["shelly.auto_off"] is Level.OK
    assert held["shelly.sign_in"] is BAD


def test_a_relay_without_a_check_says_so() -> None:
    config = GateConfig(id="g", relay=LcusRelayConfig(port="/dev/gate-relay"))
    (finding,) = of_gate(config, open=FakeRelay(clock=ManualClock()))
    assert (finding.code, finding.level) == ("check.not_known", UNKNOWN)
    assert finding.values == (("type", "lcus"),)
