# SPDX-License-Identifier: AGPL-3.0-or-later
"""What can be read of the settings of a Modbus board, for the check at set-up. Nothing is written.

Registers: Waveshare wiki, "Modbus RTU IO 8CH", "Modbus RTU Relay (D)" and "Modbus POE ETH Relay",
section Modbus commands. Other boards do not have them, and say so or say nothing: not known then.
Whether a board knows flash-on cannot be asked without switching, so it is not.
"""

from __future__ import annotations

from dataclasses import dataclass

from alpr_kiosk.errors import RelayError
from alpr_kiosk.gate.drivers.modbus import ModbusRelay

CONTROL_MODES = 0x1000
"""Of the outputs, one register each: 0 only Modbus switches the output, 1 it follows its input
(linkage), 2 the input toggles it, 3 each edge of the input toggles it."""
MODE_COUNT = 8
DEVICE_ADDRESS = 0x4000  # its own Modbus address
FIRMWARE = 0x8000  # version x 100: 200 is 2.00


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the check.

    Attributes:
        code: Stable name, key of the words for people.
        ok: Whether it is as it should be, None when the board does not say.
        value: What was read, "" for nothing.
    """

    code: str
    ok: bool | None
    value: str = ""


def check_board(relay: ModbusRelay) -> tuple[Finding, ...]:
    """Return what a board says of itself.

    Args:
        relay: One of its outputs, used by nobody else meanwhile.

    Returns:
        ``modbus.answers``, ``modbus.output_off`` (the output of `relay`), ``modbus.inputs_apart``
        (no input switches an output by itself), ``modbus.address`` (its own is the one that is
        asked) and ``modbus.firmware``. When it does not answer there is only the first.
    """
    try:
        status = relay.status()
    except RelayError as exc:
        return (Finding(code="modbus.answers", ok=False, value=_reason(exc)),)
    if not status.reachable:
        return (Finding(code="modbus.answers", ok=False, value=status.detail),)
    modes = _read(relay, CONTROL_MODES, MODE_COUNT)
    address = _read(relay, DEVICE_ADDRESS, 1)
    firmware = _read(relay, FIRMWARE, 1)
    return (
        Finding(code="modbus.answers", ok=True, value=status.detail),
        Finding(
            code="modbus.output_off",
            ok=None if status.output_on is None else not status.output_on,
        ),
        Finding(
            code="modbus.inputs_apart",
            ok=not any(modes) if modes else None,
            value=" ".join(str(mode) for mode in modes),
        ),
        Finding(
            code="modbus.address",
            ok=address[0] == relay.unit if address else None,
            value=str(address[0]) if address else "",
        ),
        Finding(
            code="modbus.firmware",
            ok=True if firmware else None,
            value=f"{firmware[0] / 100:.2f}" if firmware else "",
        ),
    )


def _read(relay: ModbusRelay, address: int, count: int) -> tuple[int, ...]:
    """Return registers, none when the board has none there or says nothing to it."""
    try:
        return relay.read_registers(address, count)
    except RelayError:
        return ()


def _reason(exc: RelayError) -> str:
    return str(exc.context.get("reason", ""))
