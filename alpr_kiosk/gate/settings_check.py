# SPDX-License-Identifier: AGPL-3.0-or-later
"""The check of a gate's relays at set-up: each asked for its settings, none changed or switched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from alpr_kiosk.config.relays import (
    ModbusRtuRelayConfig,
    ModbusTcpRelayConfig,
    RelayConfig,
    ShellyGen1RelayConfig,
    ShellyRelayConfig,
    SimulatedRelayConfig,
)
from alpr_kiosk.config.schema import GateConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.gate_records import HOLD_MINUTES_MOST
from alpr_kiosk.domain.ports import RelayDriver
from alpr_kiosk.domain.relay_check import NOT_KNOWN, Finding, Level

_MODBUS_BAD = {"modbus.answers": Level.BAD, "modbus.output_off": Level.BAD}
"""How bad a wrong answer is; those that are not named are a warning."""


def check_gate(
    config: GateConfig, drivers: Mapping[str, RelayDriver], *, clock: Clock
) -> tuple[Finding, ...]:
    """Return what the devices of a gate say of their settings.

    Blocks for a few requests; a device that does not answer is asked once.

    Args:
        config: The gate in the site file.
        drivers: Its drivers by output ("open", "stop", "hold"), used by nobody else meanwhile.
        clock: Today, for the age of firmware.
    """
    found: list[Finding] = []
    for output, relay in config.relays.items():
        driver = drivers.get(output)
        if driver is not None:
            found += [
                replace(one, output=output) for one in _check(config, output, relay, driver, clock)
            ]
    return tuple(found)


def _check(
    config: GateConfig, output: str, relay: RelayConfig, driver: RelayDriver, clock: Clock
) -> tuple[Finding, ...]:
    hold = output == "hold"
    longest_s = HOLD_MINUTES_MOST * 60.0 if hold else config.pulse_ms / 1000.0
    input_used = output == "open" and bool(config.inputs.wired)
    # The modules are loaded with their drivers only.
    match relay:
        case SimulatedRelayConfig():
            return (Finding(code="check.simulated", level=Level.WARN),)
        case ShellyRelayConfig():
            from alpr_kiosk.gate.drivers.shelly import ShellyRelay
            from alpr_kiosk.gate.drivers.shelly_check import check_shelly

            if isinstance(driver, ShellyRelay):
                return check_shelly(
                    driver,
                    pulse_s=longest_s,
                    today=clock.utc_now().date(),
                    use="hold" if hold else "pulse",
                    input_used=input_used,
                )
        case ShellyGen1RelayConfig():
            from alpr_kiosk.gate.drivers.shelly_check import check_gen1
            from alpr_kiosk.gate.drivers.shelly_gen1 import ShellyGen1Relay

            if isinstance(driver, ShellyGen1Relay):
                return check_gen1(
                    driver,
                    pulse_s=longest_s,
                    use="hold" if hold else "pulse",
                    input_used=input_used,
                )
        case ModbusTcpRelayConfig() | ModbusRtuRelayConfig():
            return _modbus(driver, flash_on=relay.flash_on)
    return (Finding(code=NOT_KNOWN, level=Level.UNKNOWN, values=(("type", relay.type),)),)


def _modbus(driver: RelayDriver, *, flash_on: bool) -> tuple[Finding, ...]:
    from alpr_kiosk.gate.drivers.modbus import ModbusRelay
    from alpr_kiosk.gate.drivers.modbus_check import check_board

    if not isinstance(driver, ModbusRelay):
        return (Finding(code=NOT_KNOWN, level=Level.UNKNOWN, values=(("type", "modbus"),)),)
    found = [
        Finding(
            code=one.code,
            level=Level.UNKNOWN
            if one.ok is None
            else Level.OK
            if one.ok
            else _MODBUS_BAD.get(one.code, Level.WARN),
            values=(("value", one.value),),
        )
        for one in check_board(driver)
    ]
    if found[0].level is Level.OK:
        # Modbus knows no sign-in at all: whoever reaches the board switches it (hardware.md 1c).
        found.append(Finding(code="modbus.no_sign_in", level=Level.WARN))
        timed = Level.OK if flash_on else Level.WARN
        found.append(Finding(code="modbus.timed", level=timed))
    return tuple(found)
