# SPDX-License-Identifier: AGPL-3.0-or-later
"""The record of outputs that may be on, and the switch-off that reads it."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from alpr_kiosk.config.relays import ShellyRelayConfig, SimulatedRelayConfig
from alpr_kiosk.config.schema import AppConfig, GateConfig
from alpr_kiosk.errors import ConfigError, StorageError
from alpr_kiosk.gate.drivers.shelly import ShellyRelay
from alpr_kiosk.gate.drivers.simulated import SimulatedRelay
from alpr_kiosk.gate.factory import make_driver
from alpr_kiosk.gate.last_commands import LastCommands, relays_off
from tests.emulators.shelly import ShellyEmulator
from tests.fakes.clock import ManualClock


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "last-commands.json"


@pytest.fixture
def record(path: Path) -> LastCommands:
    return LastCommands(path=path, clock=ManualClock())


def site(*addresses: str, password: str = "") -> AppConfig:
    gates = tuple(
        GateConfig(
            id=f"gate-{number}",
            relay=ShellyRelayConfig(address=address, password=password, timeout_s=5.0),  # type: ignore[arg-type]
        )
        for number, address in enumerate(addresses)
    )
    return AppConfig(gates=gates)


def test_it_remembers_and_forgets(record: LastCommands, path: Path) -> None:
    record.remember("gate-0")
    record.remember("gate-1")
    record.remember("gate-0")
    assert list(record.remembered() or {}) == ["gate-0", "gate-1"]
    record.forget("gate-0")
    record.forget("gate-7")
    assert list(LastCommands(path=path, clock=ManualClock()).remembered() or {}) == ["gate-1"]


def test_only_the_owner_may_read_it_and_nothing_else_is_left(
    record: LastCommands, path: Path
) -> None:
    record.remember("gate-0")
    record.forget("gate-0")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    record = LastCommands(path=tmp_path / "file" / "last.json", clock=ManualClock())
    with pytest.raises(StorageError) as caught:
        record.remember("gate-0")
    assert caught.value.code == "last_commands.unwritable"


def test_what_may_be_on_is_switched_off_and_forgotten(record: LastCommands, path: Path) -> None:
    with ShellyEmulator(password="geheim") as one, ShellyEmulator(password="geheim") as other:
        one.switch(True)
        other.switch(True)
        record.remember("gate-0")
        config = site(one.address, other.address, password="geheim")
        assert relays_off(config, path) == [("gate-0", True, "")]
        assert (one.output(), other.output()) == (False, True)
        assert one.sets == [{"id": 0, "on": False}]
        assert relays_off(config, path) == []


def test_nothing_is_switched_where_nothing_was_recorded(path: Path) -> None:
    with ShellyEmulator() as device:
        assert relays_off(site(device.address), path) == []
        assert device.calls == []


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"gates": []}', "\x00", "[" * 5000, '{"version": 1}']
)
def test_a_damaged_record_switches_off_everything(text: str, path: Path) -> None:
    path.parent.mkdir()
    path.write_text(text)
    with ShellyEmulator() as device:
        device.switch(True)
        assert relays_off(site(device.address), path) == [("gate-0", True, "")]
        assert not device.output()
    assert json.loads(path.read_text())["gates"] == {}


def test_a_relay_that_does_not_answer_stays_recorded(record: LastCommands, path: Path) -> None:
    with ShellyEmulator() as device:
        config = site(device.address)
    record.remember("gate-0")
    record.remember("gate-9")
    assert relays_off(config, path) == [
        ("gate-0", False, "relay.unreachable"),
        ("gate-9", False, "gate.not_in_config"),
    ]
    assert list(record.remembered() or {}) == ["gate-0", "gate-9"]


def test_drivers_are_made_from_the_site_file() -> None:
    clock = ManualClock()
    assert isinstance(make_driver(SimulatedRelayConfig(), clock=clock), SimulatedRelay)
    config = ShellyRelayConfig(address="10.0.0.9", password_env="GATE_PASSWORD")
    secrets = {"GATE_PASSWORD": "hidden-4711"}
    driver = make_driver(config, clock=clock, secrets=secrets.get)
    assert isinstance(driver, ShellyRelay)
    assert "hidden-4711" not in repr(driver)
    with pytest.raises(ConfigError) as caught:
        make_driver(config, clock=clock, secrets={}.get)
    assert caught.value.code == "relay.password_missing"
    assert caught.value.context == {"variable": "GATE_PASSWORD"}
