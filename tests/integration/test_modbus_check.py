# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the check at set-up reads of a Modbus board, and that it writes nothing."""

from __future__ import annotations

import pytest

from alpr_kiosk.gate.drivers.modbus import ModbusRelay
from alpr_kiosk.gate.drivers.modbus_check import Finding, check_board
from alpr_kiosk.gate.drivers.modbus_lines import TcpLine
from tests.emulators.modbus_board import COIL, REGISTERS, Board, Fault, TcpBoard


def found(board: Board, *, rtu: bool = True, timeout_s: float = 5.0) -> dict[str, Finding]:
    with TcpBoard(board, rtu=rtu) as front:
        line = TcpLine(front.address, port=1)
        relay = ModbusRelay(line=line, rtu=rtu, unit=board.unit, timeout_s=timeout_s)
        findings = check_board(relay)
        assert all(pdu[0] != COIL and pdu[0] in (1, 2, 3) for pdu in board.pdus)
        return {finding.code: finding for finding in findings}


@pytest.mark.parametrize("rtu", [False, True])
def test_a_board_as_it_should_be(rtu: bool) -> None:
    findings = found(Board(unit=3), rtu=rtu)
    assert {code: finding.ok for code, finding in findings.items()} == {
        "modbus.answers": True,
        "modbus.output_off": True,
        "modbus.inputs_apart": True,
        "modbus.address": True,
        "modbus.firmware": True,
    }
    assert findings["modbus.firmware"].value == "2.00"
    assert findings["modbus.address"].value == "3"


@pytest.mark.parametrize("mode", [1, 2, 3])
def test_an_input_that_switches_an_output_is_told(mode: int) -> None:
    board = Board()
    board.modes[5] = mode
    finding = found(board)["modbus.inputs_apart"]
    assert (finding.ok, finding.value) == (False, f"0 0 0 0 0 {mode} 0 0")


def test_an_output_that_is_on_is_told() -> None:
    board = Board()
    board.act(bytes.fromhex("050000ff00"))
    board.pdus.clear()
    assert found(board)["modbus.output_off"].ok is False


def test_a_board_without_these_registers_is_not_known() -> None:
    board = Board()
    board.fault, board.fault_functions = Fault.EXCEPTION, frozenset({REGISTERS})
    board.exception = 2
    findings = found(board)
    assert findings["modbus.answers"].ok is True
    assert {findings[f"modbus.{name}"].ok for name in ("inputs_apart", "address", "firmware")} == {
        None
    }


def test_a_dead_board_is_one_line() -> None:
    board = Board()
    board.fault, board.fault_functions = Fault.RESET, frozenset({1, 2, 3, COIL})
    findings = found(board)
    assert [(code, finding.ok) for code, finding in findings.items()] == [("modbus.answers", False)]
    assert findings["modbus.answers"].value
