# SPDX-License-Identifier: AGPL-3.0-or-later
"""A relay that exists only in memory, for the demo site and for tests."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from alpr_kiosk.config.relays import SimulatedRelayConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.ports import RelayStatus
from alpr_kiosk.errors import RelayError
from alpr_kiosk.gate.factory import DriverSetup

DAY_MS = 24 * 60 * 60 * 1000


class SimulatedRelay:
    """`RelayDriver` whose output goes off by the clock, as a device with a timer does.

    Attributes:
        pulses: Pulses accepted so far.
    """

    timed_by_device = True
    can_read_back = True
    longest_ms = DAY_MS

    def __init__(self, *, clock: Clock, inputs: Sequence[int] = ()) -> None:
        self._wanted = frozenset(inputs)
        self._inputs: dict[int, bool] = {}
        self._clock = clock
        self._lock = threading.Lock()
        self._on_until: float | None = None
        self._closed = False
        self.pulses = 0

    def pulse(self, pulse_ms: int) -> None:
        """Switch on for `pulse_ms` milliseconds."""
        with self._lock:
            self._check()
            self._on_until = self._clock.monotonic() + pulse_ms / 1000.0
            self.pulses += 1

    def off(self) -> None:
        """Switch off."""
        with self._lock:
            self._check()
            self._on_until = None

    def status(self) -> RelayStatus:
        """Return the state of the output."""
        with self._lock:
            if self._closed:
                return RelayStatus(reachable=False, detail="closed")
            on = self._on_until is not None and self._clock.monotonic() < self._on_until
            return RelayStatus(
                reachable=True,
                output_on=on,
                detail="simulated",
                inputs=tuple(item for item in self._inputs.items() if item[0] in self._wanted),
            )

    def set_input(self, number: int, level: bool) -> None:
        """Put a level on an input: True is a closed contact; before, it can't be read."""
        with self._lock:
            self._inputs[number] = level

    def close(self) -> None:
        """Accept nothing from now on."""
        self._closed = True

    def _check(self) -> None:
        if self._closed:
            raise RelayError("relay.unreachable", reason="closed")


def build(_config: SimulatedRelayConfig, setup: DriverSetup) -> SimulatedRelay:
    """Return the driver of a relay in the site file."""
    return SimulatedRelay(clock=setup.clock, inputs=setup.inputs)
