# SPDX-License-Identifier: AGPL-3.0-or-later
"""Modbus boards: Modbus TCP, with flash-on, RTU over TCP, and pymodbus' servers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from tempfile import TemporaryDirectory

from alpr_kiosk.gate.drivers.modbus import ModbusRelay
from alpr_kiosk.gate.drivers.modbus_lines import Line, RtuLine, TcpLine
from alpr_kiosk.gate.drivers.serial_line import LineSettings
from tests.contracts.relay_bench import PATIENT_S, QUICK_S, Bench, BenchMaker, RelayFault
from tests.emulators.modbus_board import Board, Fault, SerialBoard, TcpBoard
from tests.fakes.clock import ManualClock

CHANNEL = 2
INPUTS = (0, 5)

_TCP = {
    "silent_before": (Fault.HANG, False, True),
    "silent_after": (Fault.ACT_THEN_HANG, True, True),
    "reset_before": (Fault.RESET, False, False),
    "reset_after": (Fault.ACT_THEN_RESET, True, False),
    "garbage": (Fault.GARBAGE, True, False),
    "slow": (Fault.SLOW, True, True),
    "half": (Fault.HALF, True, False),
}
"""Fault of the board, whether it acts, whether it keeps the request waiting."""
_RTU_TCP = _TCP | {"garbage": (Fault.GARBAGE, True, True)}
"""Without a length in front noise is only known by the silence after it."""
_SERIAL = {
    name: (fault, acts, True) for name, (fault, acts, _) in _TCP.items() if "reset" not in name
}
"""A serial line has no resets; only silence ends a frame."""
_OTHERS = ("dead_before", "dead_after", "rebooted")


def _faults(
    board: Board,
    front: TcpBoard | SerialBoard,
    kinds: dict[str, tuple[Fault, bool, bool]],
) -> dict[str, RelayFault]:
    def fails(how: Fault) -> None:
        board.fault = how

    def revive() -> None:
        board.fault = Fault.NONE
        front.stop()
        front.start()

    def reboot() -> None:
        front.stop()
        board.reboot()
        front.start()

    found = {
        name: RelayFault(
            begin=lambda fault=fault: fails(fault),
            end=lambda: fails(Fault.NONE),
            acts=acts,
            silent=silent,
        )
        for name, (fault, acts, silent) in kinds.items()
    }
    if isinstance(front, SerialBoard):
        found["unplugged"] = RelayFault(begin=front.stop, end=front.start)
    found["dead_before"] = RelayFault(begin=front.stop, end=front.start)
    found["dead_after"] = RelayFault(begin=lambda: fails(Fault.ACT_THEN_DIE), end=revive, acts=True)
    found["rebooted"] = RelayFault(begin=reboot, end=lambda: None, acts=True, harmless=True)
    return found


def _tcp(*, rtu: bool, flash_on: bool) -> Iterator[Bench]:
    clock = ManualClock()
    board = Board(now=clock.monotonic)

    def driver(timeout_s: float) -> ModbusRelay:
        return _driver(TcpLine(front.address, port=1), timeout_s, rtu=rtu, flash_on=flash_on)

    with TcpBoard(board, rtu=rtu) as front:
        yield from _bench(board, front, clock, driver, _RTU_TCP if rtu else _TCP)


def _serial(*, flash_on: bool) -> Iterator[Bench]:
    clock = ManualClock()
    board = Board(now=clock.monotonic)

    def driver(timeout_s: float) -> ModbusRelay:
        line = RtuLine(front.port, LineSettings(baud=9600))
        return _driver(line, timeout_s, rtu=True, flash_on=flash_on)

    with TemporaryDirectory() as folder, SerialBoard(board, f"{folder}/gate-relay") as front:
        yield from _bench(board, front, clock, driver, _SERIAL)


def _driver(line: Line, timeout_s: float, *, rtu: bool, flash_on: bool) -> ModbusRelay:
    return ModbusRelay(
        line=line,
        rtu=rtu,
        channel=CHANNEL,
        flash_on=flash_on,
        timeout_s=timeout_s,
        inputs=INPUTS,
    )


def _bench(
    board: Board,
    front: TcpBoard | SerialBoard,
    clock: ManualClock,
    driver: Callable[[float], ModbusRelay],
    kinds: dict[str, tuple[Fault, bool, bool]],
) -> Iterator[Bench]:
    patient, quick = driver(PATIENT_S), driver(QUICK_S)
    yield Bench(
        patient,
        clock,
        lambda: board.output(CHANNEL),
        front.stop,
        actuations=lambda: board.switched_on,
        quick=quick,
        faults=_faults(board, front, kinds),
        set_input=board.set_input,
        inputs=INPUTS,
    )
    patient.close()
    quick.close()


BENCHES: dict[str, BenchMaker] = {
    "modbus-tcp": lambda: _tcp(rtu=False, flash_on=False),
    "modbus-tcp-flash": lambda: _tcp(rtu=False, flash_on=True),
    "modbus-rtu-over-tcp": lambda: _tcp(rtu=True, flash_on=True),
    "modbus-rtu": lambda: _serial(flash_on=False),
    "modbus-rtu-flash": lambda: _serial(flash_on=True),
}
FAULTS = {
    "modbus-tcp": (*_TCP, *_OTHERS),
    "modbus-tcp-flash": (*_TCP, *_OTHERS),
    "modbus-rtu-over-tcp": (*_RTU_TCP, *_OTHERS),
    "modbus-rtu": (*_SERIAL, *_OTHERS, "unplugged"),
    "modbus-rtu-flash": (*_SERIAL, *_OTHERS, "unplugged"),
}
