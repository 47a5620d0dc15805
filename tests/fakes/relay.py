# SPDX-License-Identifier: AGPL-3.0-or-later
"""A relay in memory that can be told how each command ends."""

from __future__ import annotations

from collections import deque

from alpr_kiosk.domain.ports import RelayStatus
from alpr_kiosk.errors import RelayError
from tests.fakes.clock import ManualClock


class FakeRelay:
    """`RelayDriver` that keeps what was done and plays back failures.

    `plan` holds how the next pulses end: "" (accepted), an error code, or "acted" (acts, but the
    answer is lost: ``relay.ambiguous``). `dead` makes everything ``relay.unreachable``;
    `status_code` makes `status` fail with it; `stuck` keeps the output on whatever is told.
    """

    def __init__(
        self,
        *,
        clock: ManualClock,
        timed_by_device: bool = True,
        can_read_back: bool = True,
        longest_ms: int = 24 * 60 * 60 * 1000,
    ) -> None:
        self.longest_ms = longest_ms
        self.inputs: dict[int, bool] = {}
        """What its inputs say; one that is left out can't be read."""
        self.timed_by_device = timed_by_device
        self.can_read_back = can_read_back
        self.clock = clock
        self.plan: deque[str] = deque()
        self.dead = False
        self.stuck = False
        self.status_code = ""
        self.takes_s = 0.0
        """How long a pulse takes; what `dead` ends takes `dead_takes_s`."""
        self.dead_takes_s = 0.0
        self.answer_takes_s = 0.0
        self.log: list[str] = []
        self.pulses = 0
        """Pulses that were commanded, acted or not."""
        self.pulsed_mono = 0.0
        """Monotonic time at which the last one was."""
        self._on_since: float | None = None
        self._off_at: float | None = None

    @property
    def on(self) -> bool:
        if self._on_since is None:
            return False
        if self.stuck or self._off_at is None:
            return True
        return self.clock.monotonic() < self._off_at

    def switch_on(self) -> None:
        """As by the button on the device."""
        self._on_since, self._off_at = self.clock.monotonic(), None

    def pulse(self, pulse_ms: int) -> None:
        self.log.append("pulse")
        self.pulses += 1
        self.pulsed_mono = self.clock.monotonic()
        self.clock.advance(self.takes_s)
        self._time_out()
        end = self.plan.popleft() if self.plan else ""
        if end in ("", "acted"):
            self._on_since = self.clock.monotonic()
            until = self.clock.monotonic() + pulse_ms / 1000.0
            self._off_at = until if self.timed_by_device else None
        if end == "acted":
            raise RelayError("relay.ambiguous", reason="told to")
        if end:
            raise RelayError(end, reason="told to")

    def _time_out(self) -> None:
        if self.dead:
            self.clock.advance(self.dead_takes_s)
            raise RelayError("relay.unreachable", reason="dead")

    def off(self) -> None:
        self.log.append("off")
        self._time_out()
        if self.stuck:
            self._off_at = (
                self.clock.monotonic()
            )  # the coil is off: a contact that comes loose opens
        else:
            self._on_since = None

    def status(self) -> RelayStatus:
        self.log.append("status")
        if self.status_code:
            raise RelayError(self.status_code, reason="told to")
        if self.dead:
            self.clock.advance(self.dead_takes_s)
            return RelayStatus(reachable=False)
        self.clock.advance(self.answer_takes_s)
        return RelayStatus(
            reachable=True,
            output_on=self.on if self.can_read_back else None,
            inputs=tuple(sorted(self.inputs.items())),
        )

    def close(self) -> None:
        self.log.append("close")
