# SPDX-License-Identifier: AGPL-3.0-or-later
"""What may be said of a camera, and when: one table, and a clock that never jumps.

A picture counts as live only while whole, changing frames arrive. Everything else has a name, a
reason and a time since when, and is said by the clock alone, also when nothing arrives any more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import CameraState

LOST_AFTER_S = 4.0
"""Silence after which a camera is lost, seconds: a fault shall be declared within 5 s, and PyAV's
own time-out comes after 6 s (hardware.md 2, measured)."""

CONNECT_S = 4.0
"""Wait for the very first frame after which a camera is lost, seconds; same limit."""

FORMAT_CODES = frozenset({"camera.format"})
LOGIN_CODES = frozenset({"camera.login"})


class CameraEvent(Enum):
    """What happens to a camera."""

    OPENED = "opened"  # a reader was started
    FRAME = "frame"  # a whole frame that shows something and moves
    STILL = "still"  # a whole frame, but the picture has not changed for long
    FLAT = "flat"  # a whole frame, but there has been nothing to see in it for long
    QUIET = "quiet"  # no whole frame for a moment
    SILENT = "silent"  # no frame at all for long
    NO_ANSWER = "no_answer"  # no first frame for long
    BROKEN = "broken"  # the connection failed
    REFUSED = "refused"  # the password was refused
    UNDECODABLE = "undecodable"  # nothing that can be decoded
    OVER = "over"  # a recording came to its end


SHOWING = (CameraState.LIVE, CameraState.LATE, CameraState.FROZEN, CameraState.COVERED)
"""States in which a connection delivers, whatever its pictures are worth."""
_RUNNING = (
    CameraState.CONNECTING,
    *SHOWING,
    CameraState.LOST,
    CameraState.LOGIN,
    CameraState.FORMAT,
)

TRANSITIONS: Mapping[CameraEvent, Mapping[CameraState, CameraState]] = {
    # A camera that is opened again stays what it is until a frame or an error says otherwise.
    CameraEvent.OPENED: {CameraState.ENDED: CameraState.CONNECTING},
    CameraEvent.FRAME: dict.fromkeys(_RUNNING, CameraState.LIVE),
    CameraEvent.STILL: dict.fromkeys(_RUNNING, CameraState.FROZEN),
    CameraEvent.FLAT: dict.fromkeys(_RUNNING, CameraState.COVERED),
    CameraEvent.QUIET: dict.fromkeys(SHOWING, CameraState.LATE),
    CameraEvent.SILENT: dict.fromkeys(SHOWING, CameraState.LOST),
    CameraEvent.NO_ANSWER: {CameraState.CONNECTING: CameraState.LOST},
    CameraEvent.BROKEN: dict.fromkeys(_RUNNING, CameraState.LOST),
    CameraEvent.REFUSED: dict.fromkeys(_RUNNING, CameraState.LOGIN),
    CameraEvent.UNDECODABLE: dict.fromkeys(_RUNNING, CameraState.FORMAT),
    CameraEvent.OVER: dict.fromkeys((*_RUNNING, CameraState.ENDED), CameraState.ENDED),
}
"""Event -> state -> next state; where a state is not named, the event says nothing new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraLimits:
    """When a picture stops being live; seconds, monotonic.

    Attributes:
        stale_after_s: Age of the newest whole frame: late.
        lost_after_s: Age of the newest frame: lost; more than `stale_after_s`.
        connect_s: Wait for the very first frame: lost.
        frozen_after_s: Time without any change: frozen; 0 is never.
        covered_after_s: Time without detail: covered; 0 is never.
    """

    stale_after_s: float = 2.0
    lost_after_s: float = LOST_AFTER_S
    connect_s: float = CONNECT_S
    frozen_after_s: float = 10.0
    covered_after_s: float = 5.0


class CameraStateMachine:
    """State of one camera with reason and since when. Not locked: its owner does that.

    Args:
        clock: Ages by its monotonic time, which wall clock jumps do not move.
        limits: When a picture stops being live.
    """

    def __init__(self, *, clock: Clock, limits: CameraLimits) -> None:
        self._clock = clock
        self._limits = limits
        self._state = CameraState.CONNECTING
        self._code = ""
        self._since_at = clock.utc_now()
        self._opened_mono: float | None = None
        self._frame_mono: float | None = None
        self._whole_mono: float | None = None
        self._captured_mono: float | None = None
        self._still_mono: float | None = None
        self._fault = ""

    @property
    def state(self) -> CameraState:
        """The state as of the last event; call `tick` first where time may have passed."""
        return self._state

    @property
    def code(self) -> str:
        """Message code of the reason, "" while live or connecting."""
        return self._code

    @property
    def since_at(self) -> datetime:
        """Aware UTC when the state began; a new reason of the same state keeps it."""
        return self._since_at

    @property
    def accepts_reads(self) -> bool:
        """Whether a plate may be read in the newest frame."""
        return self._state is CameraState.LIVE

    @property
    def age_s(self) -> float | None:
        """Age of the newest frame in seconds, None before the first one."""
        if self._captured_mono is None:
            return None
        return max(0.0, self._clock.monotonic() - self._captured_mono)

    def opened(self) -> None:
        """A reader was started."""
        if self._state is CameraState.ENDED:
            self._opened_mono = self._frame_mono = self._whole_mono = None
            self._captured_mono = None
        if self._opened_mono is None:
            self._opened_mono = self._clock.monotonic()
        self._apply(CameraEvent.OPENED, "")

    def frame(
        self,
        *,
        captured_mono: float | None = None,
        still_s: float = 0.0,
        flat_s: float = 0.0,
        damaged: bool = False,
        moved: bool = True,
    ) -> str:
        """A frame arrived.

        Args:
            captured_mono: When it would have arrived without delay, monotonic; None is now.
            still_s: Seconds since the picture last changed.
            flat_s: Seconds for which it has had no detail.
            damaged: It is not whole: a sign of life of the connection, but not a live picture.
            moved: Something moved in it. A still that is coded again and again may stay away from
                all of its older pictures for a moment; what was frozen is live again only with a
                movement, or after as long without a still.

        Returns:
            "" for a frame that is as it should be, else ``camera.damaged`` or ``camera.late``.
        """
        now = self._clock.monotonic()
        captured = now if captured_mono is None else min(now, captured_mono)
        limits = self._limits
        self._frame_mono, self._captured_mono = now, captured
        self._fault = "camera.damaged" if damaged else ""
        if not damaged and now - captured >= limits.stale_after_s:
            self._fault = "camera.late"
        if self._fault:
            self.tick()
            return self._fault
        before, self._whole_mono = self._whole_mono, captured
        gap_s = captured - before if before is not None else 0.0
        if self._state in SHOWING and gap_s >= limits.stale_after_s:
            # The first one after a silence may have waited in a buffer: a decoder hands out its
            # last picture when its connection breaks (seen with PyAV). The second one counts,
            # whether or not `tick` was in time to say that it was late.
            self._apply(CameraEvent.QUIET, "camera.late")
            return "camera.late"
        if moved:
            self._still_mono = None
        if limits.frozen_after_s > 0 and still_s >= limits.frozen_after_s:
            self._still_mono = now
        thaws = self._still_mono is None or now - self._still_mono >= limits.frozen_after_s
        if limits.covered_after_s > 0 and flat_s >= limits.covered_after_s:
            self._apply(CameraEvent.FLAT, "camera.covered")
        elif not thaws:
            self._apply(CameraEvent.STILL, "camera.frozen")
        else:
            self._apply(CameraEvent.FRAME, "")
        return ""

    def failed(self, code: str) -> None:
        """The connection ended with the error `code`."""
        if code in LOGIN_CODES:
            self._apply(CameraEvent.REFUSED, code)
        elif code in FORMAT_CODES:
            self._apply(CameraEvent.UNDECODABLE, code)
        else:
            self._apply(CameraEvent.BROKEN, code)

    def ended(self) -> None:
        """A recording came to its end."""
        self._apply(CameraEvent.OVER, "camera.ended")

    def tick(self) -> None:
        """Let time pass: what was live is not for ever."""
        now = self._clock.monotonic()
        limits = self._limits
        if self._state is CameraState.CONNECTING:
            if self._opened_mono is not None and now - self._opened_mono >= limits.connect_s:
                self._apply(CameraEvent.NO_ANSWER, self._fault or "camera.unreachable")
        elif self._frame_mono is not None and now - self._frame_mono >= limits.lost_after_s:
            self._apply(CameraEvent.SILENT, "camera.stalled")
        elif self._whole_mono is not None and now - self._whole_mono >= limits.stale_after_s:
            comes = self._frame_mono is not None and now - self._frame_mono < limits.stale_after_s
            self._apply(CameraEvent.QUIET, self._fault if comes and self._fault else "camera.late")

    def due_in_s(self) -> float | None:
        """Return the seconds until `tick` may say something new, None when it cannot."""
        now = self._clock.monotonic()
        limits = self._limits
        if self._state is CameraState.CONNECTING:
            if self._opened_mono is None:
                return None
            return max(0.0, self._opened_mono + limits.connect_s - now)
        if self._state not in SHOWING or self._frame_mono is None or self._whole_mono is None:
            return None
        ends = self._frame_mono + limits.lost_after_s
        if self._state is not CameraState.LATE:
            ends = min(ends, self._whole_mono + limits.stale_after_s)
        return max(0.0, ends - now)

    def _apply(self, event: CameraEvent, code: str) -> None:
        state = TRANSITIONS[event].get(self._state)
        if state is None:
            return
        if state is not self._state:
            self._state = state
            self._since_at = self._clock.utc_now()
        self._code = code
