# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the keys of the site file to a Modbus relay."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from alpr_kiosk.config.relays import RelayConfig
from alpr_kiosk.domain.ports import RelayDriver
from alpr_kiosk.errors import ConfigError
from alpr_kiosk.gate.drivers.modbus import DAY_MS, ModbusRelay
from alpr_kiosk.gate.drivers.modbus_lines import TcpLine
from alpr_kiosk.gate.factory import make_driver
from tests.fakes.clock import ManualClock

TCP = {"type": "modbus_tcp", "address": "192.168.1.50"}
SERIAL = {"type": "modbus_rtu", "port": "/dev/gate-relay"}


def made(keys: dict[str, object], *, inputs: tuple[int, ...] = ()) -> RelayDriver:
    config: RelayConfig = TypeAdapter(RelayConfig).validate_python(keys)
    return make_driver(config, clock=ManualClock(), secrets={}.get, inputs=inputs)


@pytest.mark.parametrize("keys", [TCP, TCP | {"framing": "rtu"}, SERIAL])
def test_only_flash_on_is_timed_by_the_board(keys: dict[str, object]) -> None:
    plain, flash = made(keys), made(keys | {"flash_on": True})
    assert (plain.timed_by_device, plain.longest_ms) == (False, DAY_MS)
    assert (flash.timed_by_device, flash.longest_ms) == (True, 3_276_700)
    assert plain.can_read_back


@pytest.mark.parametrize(
    ("keys", "port"),
    [
        (TCP, 502),
        (TCP | {"framing": "rtu"}, 4196),
        (TCP | {"address": "192.168.1.50:1502"}, 1502),
        (TCP | {"address": "[fe80::1]:1502", "framing": "rtu"}, 1502),
    ],
)
def test_the_port_is_that_of_the_framing_unless_named(keys: dict[str, object], port: int) -> None:
    relay = made(keys)
    assert isinstance(relay, ModbusRelay)
    assert isinstance(relay._line, TcpLine)
    assert relay._line._port == port
    assert relay._rtu is (keys.get("framing") == "rtu")


@pytest.mark.parametrize("keys", [TCP, SERIAL])
def test_inputs_that_there_are_not_are_told_at_the_start(keys: dict[str, object]) -> None:
    made(keys, inputs=(0, 7))
    for wrong, inputs in ((keys, (8,)), (keys | {"inputs": 0}, (0,)), (keys, (-1,))):
        with pytest.raises(ConfigError) as caught:
            made(wrong, inputs=inputs)
        assert caught.value.code == "relay.no_inputs"
    made(keys | {"inputs": 16}, inputs=(15,))


@pytest.mark.parametrize(
    "keys",
    [
        TCP | {"channel": 8},
        TCP | {"unit": 0},  # all boards at once
        TCP | {"unit": 256},
        TCP | {"unit": 248, "framing": "rtu"},
        SERIAL | {"unit": 248},
        SERIAL | {"baud": 9601},
        SERIAL | {"port": "COM3"},
    ],
)
def test_what_cannot_be_is_refused(keys: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        made(keys)


def test_unit_255_is_for_boards_that_are_themselves_in_the_network() -> None:
    made(TCP | {"unit": 255})
    made(TCP | {"channel": 15, "outputs": 16})
