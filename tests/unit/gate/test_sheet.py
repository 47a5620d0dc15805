# SPDX-License-Identifier: AGPL-3.0-or-later
"""The result sheet: where the relay is without its secrets, and a text that can be signed."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

from alpr_kiosk.config.relay_place import relay_address
from alpr_kiosk.config.relays import RelayConfig
from alpr_kiosk.config.schema import GateConfig
from alpr_kiosk.domain.commissioning import Commissioning
from alpr_kiosk.domain.commissioning_walk import SecondPulse, WalkSettings
from alpr_kiosk.domain.relay_check import Finding, Level
from alpr_kiosk.errors import StorageError
from alpr_kiosk.gate.sheet import sheet_of
from alpr_kiosk.storage.sheets import SheetFolder

AT = datetime(2026, 11, 26, 16, 30, 5, tzinfo=timezone.utc)
SECRET = {"password": "canary"}
WHAT = WalkSettings(
    pulse_s=0.5, travel_s=8.0, closed_within_s=128.0, can_read_back=True, position_contact=True
)


@pytest.mark.parametrize(
    ("relay", "where"),
    [
        ({"type": "simulated"}, "in memory"),
        ({"type": "shelly", "address": "10.0.0.21", **SECRET}, "10.0.0.21, channel 0"),
        ({"type": "shelly_gen1", "address": "h:81", "channel": 1, **SECRET}, "h:81, channel 1"),
        (
            {
                "type": "http",
                "address": "http://10.0.0.5:8080/canary",
                "template": "tasmota",
                "channel": 2,
                **SECRET,
            },
            "10.0.0.5:8080, channel 2",
        ),
        ({"type": "axis", "address": "10.0.0.6", "port": 3, **SECRET}, "10.0.0.6, port 3"),
        ({"type": "onvif", "address": "10.0.0.7", "token": "R1"}, "10.0.0.7, token R1"),
        (
            {"type": "modbus_tcp", "address": "10.0.0.8:4196", "channel": 4},
            "10.0.0.8:4196, unit 1, channel 4",
        ),
        ({"type": "lcus", "port": "/dev/gate-relay"}, "/dev/gate-relay, channel 1"),
        ({"type": "plugin", "name": "own", "options": {"key": "canary"}}, "own"),
    ],
)
def test_where_a_relay_is(relay: dict[str, Any], where: str) -> None:
    config: RelayConfig = TypeAdapter(RelayConfig).validate_python(relay)
    assert relay_address(config) == where


def state(**changes: Any) -> Commissioning:
    return replace(Commissioning(gate_id="gate-a", what=WHAT), **changes)


GATE = GateConfig.model_validate(
    {
        "id": "gate-a",
        "relay": {"type": "shelly", "address": "10.0.0.21", **SECRET},
        "inputs": {"position": {"input": 0}, "loop": {"input": 1}},
    }
)


def test_an_empty_sheet_says_what_is_open() -> None:
    sheet = sheet_of("North works", GATE, state(), actor="", at=AT)
    text = sheet.text()
    assert "canary" not in json.dumps(sheet.to_dict())
    for line in (
        "NOT commissioned yet (0 good pulses in a row).",
        "By             not signed in",
        "Firmware       not known",
        "  not checked",
        "  none",
        "  not answered",
        "  position: NOT seen to change; loop: NOT seen to change",
        "  nothing is known yet",
        "  - Three good test pulses in a row are needed.",
    ):
        assert line in text.splitlines()
    assert text.splitlines()[-1].startswith("Installer ____")


def test_who_answered_and_what_the_device_said() -> None:
    findings = (
        Finding(code="shelly.answers", level=Level.OK, values=(("version", "1.8.0"),)),
        Finding(code="shelly.sign_in", level=Level.BAD, output="hold"),
    )
    levels = frozenset({("loop", True), ("loop", False), ("position", False)})
    seen = state(
        findings=findings, levels=levels, contact=SecondPulse.TURNS_BACK, said=SecondPulse.NOTHING
    )
    text = sheet_of("North works", GATE, seen, actor="Anna", at=AT).text()
    assert "Firmware       1.8.0" in text
    assert "  BAD       [hold] Anybody in the network can switch it" in text
    assert "  It turns back (told by the contact)" in text
    assert "position: NOT seen to change; loop: seen to change" in text
    told = sheet_of("x", GATE, state(said=SecondPulse.STOPS), actor="", at=AT).text()
    assert "  It stops (told by the person there)" in told
    board = (Finding(code="modbus.firmware", level=Level.OK, values=(("value", "2.00"),)),)
    assert sheet_of("x", GATE, state(findings=board), actor="", at=AT).firmware == "2.00"


def test_the_newest_whole_sheet_is_found(tmp_path: Path) -> None:
    folder = SheetFolder(tmp_path)
    assert folder.newest("gate-a") is None
    for minute in (1, 2):
        folder.keep(sheet_of("x", GATE, state(), actor="", at=AT.replace(minute=minute)))
    other = sheet_of("x", GATE.model_copy(update={"id": "gate-a-2"}), state(), actor="", at=AT)
    folder.keep(other)
    (tmp_path / "commissioning" / "gate-a-29991231T000000Z.json").write_text("half", "utf-8")
    found = folder.newest("gate-a")
    assert found is not None
    assert found[0] == "commissioning/gate-a-20261126T160205Z.json"
    assert not [path for path in (tmp_path / "commissioning").iterdir() if path.suffix == ".tmp"]


def test_a_sheet_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "commissioning").write_text("in the way", "utf-8")
    sheet = sheet_of("x", GATE, state(), actor="", at=AT)
    with pytest.raises(StorageError, match=r"storage\.unwritable"):
        SheetFolder(tmp_path).keep(sheet)
