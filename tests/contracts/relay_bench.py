# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the contract and the fault matrix of relay drivers run on: a driver and its device.

Each family of drivers has a module in `relay_benches` with ``BENCHES`` (name to a generator of one
`Bench`) and ``FAULTS`` (name of the bench to the names of the faults that its device can have).
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from alpr_kiosk.domain.ports import RelayDriver
from tests.fakes.clock import ManualClock

QUICK_S = 0.4
"""Only where the device never answers: elsewhere a busy machine could exceed it."""
PATIENT_S = 5.0

FAULT_NAMES = (
    "dead_before",
    "dead_after",
    "silent_before",
    "silent_after",
    "reset_before",
    "reset_after",
    "login_refused",
    "garbage",
    "slow",
    "half",
    "unplugged",
    "rebooted",
)
"""The fault matrix: dead, silent and reset come before or after the device has acted; `slow` sends
a byte now and then for ever; `half` is an answer that ends in the middle; `unplugged` is a serial
port that is gone; `rebooted` is a device that has lost its outputs, sessions and nonces."""


@dataclass
class RelayFault:
    """One way in which a device fails.

    Attributes:
        begin: From now on it fails.
        end: It is well again, at the same address.
        acts: It acts on a pulse that reaches it; None when either may happen.
        silent: It keeps a request waiting: the driver with the short time-out is used.
        harmless: A pulse ends well all the same (a device that was rebooted, for one).
    """

    begin: Callable[[], None]
    end: Callable[[], None]
    acts: bool | None = False
    silent: bool = False
    harmless: bool = False


@dataclass
class Bench:
    """A driver and what its device does.

    Attributes:
        driver: With time-outs that a busy machine does not exceed.
        clock: Time of the device and of the driver.
        is_on: Whether the output is on, asked of the device itself.
        cut: Cuts the wire (None: it has none); nothing is there any more.
        actuations: How often the device has switched this output on.
        quick: Another driver for the same output with time-outs of `QUICK_S`.
        faults: By name, out of `FAULT_NAMES`.
        set_input: Puts a level on an input of the device (number, level); None without inputs.
        inputs: Numbers of the inputs that the driver was asked to tell.
    """

    driver: RelayDriver
    clock: ManualClock
    is_on: Callable[[], bool]
    cut: Callable[[], None] | None
    actuations: Callable[[], int] | None = None
    quick: RelayDriver | None = None
    faults: Mapping[str, RelayFault] = field(default_factory=dict)
    set_input: Callable[[int, bool], None] | None = None
    inputs: tuple[int, ...] = ()


BenchMaker = Callable[[], Iterator[Bench]]


def all_benches() -> tuple[dict[str, BenchMaker], list[tuple[str, str]]]:
    """Return the makers by name, and each (bench, fault)."""
    makers: dict[str, BenchMaker] = {}
    faults: list[tuple[str, str]] = []
    for path in sorted((Path(__file__).parent / "relay_benches").glob("*.py")):
        module = importlib.import_module(f"tests.contracts.relay_benches.{path.stem}")
        makers |= module.BENCHES
        for bench, names in module.FAULTS.items():
            assert bench in module.BENCHES
            assert set(names) <= set(FAULT_NAMES)
            faults += [(bench, name) for name in names]
    return makers, faults
