# SPDX-License-Identifier: AGPL-3.0-or-later
"""Relay boards at USB: LCUS, Numato, and KMTronic with both kinds of question."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from alpr_kiosk.gate.drivers.kmtronic import KmtronicRelay
from alpr_kiosk.gate.drivers.lcus import LcusRelay
from alpr_kiosk.gate.drivers.numato import NumatoRelay
from alpr_kiosk.gate.drivers.serial_board import SerialBoard
from tests.contracts.relay_bench import PATIENT_S, QUICK_S, Bench, BenchMaker, RelayFault
from tests.emulators.serial_boards import Fault, KmtronicBoard, LcusBoard, NumatoBoard, PtyBoard
from tests.fakes.clock import ManualClock

_ANSWERING = {
    "dead_before": (Fault.IGNORE, False, True),
    "dead_after": (Fault.ACT_THEN_VANISH, True, False),
    "silent_before": (Fault.STALL, False, True),
    "silent_after": (Fault.MUTE, True, True),
    "reset_before": (Fault.VANISH, False, False),
    "garbage": (Fault.GARBAGE, True, True),
    "slow": (Fault.DRIP, True, True),
    "half": (Fault.HALF, True, True),
}
"""Fault of the board, whether it acts, whether it keeps the driver waiting."""
_BLIND = {"silent_before": (Fault.STALL, False, True)}
"""Of a board that never answers: the others look like a good one from here."""


def _faults(board: PtyBoard, names: dict[str, tuple[Fault, bool, bool]]) -> dict[str, RelayFault]:
    def end() -> None:
        board.fail(Fault.NONE)
        board.unplug()
        board.plug()

    def well() -> None:
        board.fail(Fault.NONE)

    found = {
        name: RelayFault(
            begin=lambda fault=fault: board.fail(fault),
            end=end if "vanish" in fault.value else well,
            acts=acts,
            silent=silent,
        )
        for name, (fault, acts, silent) in names.items()
    }
    found["unplugged"] = RelayFault(begin=board.unplug, end=board.plug)
    found["rebooted"] = RelayFault(begin=board.reboot, end=lambda: None, acts=True, harmless=True)
    if names is _BLIND:
        found["garbage"] = RelayFault(
            begin=lambda: board.fail(Fault.GARBAGE), end=well, acts=True, harmless=True
        )
    return found


def _bench(
    make_board: Callable[[Path], PtyBoard],
    make_driver: Callable[[str, float], SerialBoard],
    relay: int,
    names: dict[str, tuple[Fault, bool, bool]],
    inputs: tuple[int, ...] = (),
) -> Iterator[Bench]:
    with (
        tempfile.TemporaryDirectory() as folder,
        make_board(Path(folder) / "gate-relay") as board,
    ):
        driver = make_driver(board.port, PATIENT_S)
        quick = make_driver(board.port, QUICK_S)

        def set_input(number: int, level: bool) -> None:
            assert isinstance(board, NumatoBoard)
            board.gpio[number] = level

        yield Bench(
            driver,
            ManualClock(),
            lambda: board.is_on(relay),
            board.unplug,
            actuations=lambda: board.actuations(relay),
            quick=quick,
            faults=_faults(board, names),
            set_input=set_input if inputs else None,
            inputs=inputs,
        )
        driver.close()
        quick.close()


def _lcus() -> Iterator[Bench]:
    yield from _bench(
        lambda path: LcusBoard(path, relays=2),
        lambda port, limit: LcusRelay(port=port, channel=2, timeout_s=limit),
        2,
        _BLIND,
    )


def _numato() -> Iterator[Bench]:
    yield from _bench(
        lambda path: NumatoBoard(path, relays=16, gpios=12),
        lambda port, limit: NumatoRelay(port=port, channel=11, inputs=(0, 10), timeout_s=limit),
        11,
        _ANSWERING,
        (0, 10),
    )


def _kmtronic(channels: int) -> Iterator[Bench]:
    yield from _bench(
        lambda path: KmtronicBoard(path, relays=channels),
        lambda port, limit: KmtronicRelay(
            port=port, channel=channels - 1, channels=channels, timeout_s=limit
        ),
        channels - 1,
        _ANSWERING,
    )


BENCHES: dict[str, BenchMaker] = {
    "lcus": _lcus,
    "numato": _numato,
    "kmtronic-2": lambda: _kmtronic(2),
    "kmtronic-8": lambda: _kmtronic(8),
}
FAULTS = dict.fromkeys(
    ("numato", "kmtronic-2", "kmtronic-8"), (*_ANSWERING, "unplugged", "rebooted")
) | {"lcus": (*_BLIND, "garbage", "unplugged", "rebooted")}
