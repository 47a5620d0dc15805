# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who sits in front of the screen: a guard on shift, and for a while somebody who may do more.

Supervisor, installer and auditor are elevations on top of the guard's shift (screens.md 3.3). None
of this ever stands between a person and OPEN.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.shift import ShiftView

SESSION_IDLE_S = 120.0
"""An elevation ends after two minutes without touch (screen specification, 3.3)."""
AUDITOR_IDLE_S = 300.0
"""That of an auditor, who reads more than he touches."""
PRIVACY_S = 600.0
"""After so long without a touch names and plates are not on show any more (3.3)."""
RENEW_S = 20.0
"""The site is told of a touch at most this often: well within the shortest session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """What a PIN opened; the one without a token is none.

    Attributes:
        token: What the site knows it by.
        user: Who.
        role: ``guard``, ``supervisor``, ``installer`` or ``auditor``.
    """

    token: str = ""
    user: str = ""
    role: str = ""

    def __bool__(self) -> bool:
        return bool(self.token)


@dataclass(frozen=True, slots=True, kw_only=True)
class PinWanted:
    """Somebody must show that he may.

    Attributes:
        purpose: For what, as it stands on the PIN pad.
        roles: Whose PIN is good for it.
        then: What goes on after a right one.
        prefer: Who is chosen already, "" for the first.
        elevates: The session becomes that of the screen; False when it is for one thing alone.
        opening: Called with the milliseconds that "Open without PIN" was held; None where no gate
            is to be opened.
        unsigned: Called with who was chosen when PINs can't be checked; None where that is no way.
    """

    purpose: str
    roles: tuple[str, ...]
    then: Callable[[Session], object]
    prefer: str = ""
    elevates: bool = True
    opening: Callable[[int], object] | None = None
    unsigned: Callable[[str], object] | None = None


class People(QObject):
    """The guard on shift and the elevation.

    Signals:
        changed (): Somebody came or went, the screen was locked or unlocked, or names are veiled
            or shown again.
        pin_wanted (PinWanted): Ask for a PIN.
        ended (Session): An elevation is over; the site must be told.
        renewed (str token): The screen was touched; the site must be told.
        lock_wanted (): Nobody has touched the screen for as long as the site allows.
    """

    changed = Signal()
    pin_wanted = Signal(object)
    ended = Signal(object)
    renewed = Signal(str)
    lock_wanted = Signal()

    def __init__(
        self,
        *,
        clock: Clock,
        idle_lock_s: float | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._idle_lock_s = idle_lock_s
        self._guard = ""
        self._guard_token = ""
        self._shift: ShiftView | None = None
        self._session = Session()
        self._used = clock.monotonic()
        self._told = float("-inf")
        self._locked = False
        self._resting = False

    # ----------------------------------------------------------------------------- who is there

    @property
    def guard(self) -> str:
        """Who is on shift and has signed in, "" when nobody has."""
        return self._guard

    @property
    def shift(self) -> ShiftView | None:
        """The shift that goes on, also an unsigned one."""
        return self._shift

    @property
    def session(self) -> Session:
        """The elevation; false when there is none."""
        return self._session

    @property
    def token(self) -> str:
        """What the site knows who sits there by: of the elevation, else of the shift."""
        return "" if self._locked else self._session.token or self._guard_token

    @property
    def actor(self) -> str:
        """Who answers for what is done now: who has signed in, else the guard; "" on a lock."""
        return "" if self._locked else self._session.user or self._guard

    @property
    def locked(self) -> bool:
        """Whether the screen is locked."""
        return self._locked

    @property
    def veiled(self) -> bool:
        """Whether names, hosts and plates are not on show: on a lock, and when nobody is there."""
        return self._locked or self._resting

    def may(self, *roles: str) -> bool:
        """Return whether who sits there has one of these roles, ``guard`` among them."""
        if self._locked:
            return False
        return self._session.role in roles or ("guard" in roles and bool(self._guard))

    # ---------------------------------------------------------------------------------- asking

    def need(self, roles: tuple[str, ...], purpose: str, then: Callable[[Session], object]) -> None:
        """Go on with `then` once somebody of these roles has signed in; at once if one has."""
        if self._session and self._session.role in roles and not self._locked:
            self.renew()
            then(self._session)
        elif "guard" in roles and self._guard and not self._locked:
            self.renew()
            then(Session(token=self._guard_token, user=self._guard, role="guard"))
        else:
            self.pin_wanted.emit(PinWanted(purpose=purpose, roles=roles, then=then))

    def challenge(self, wanted: PinWanted) -> None:
        """Ask for a PIN, whoever has signed in already."""
        self.pin_wanted.emit(wanted)

    # ---------------------------------------------------------------------------- coming, going

    def elevate(self, session: Session) -> None:
        """Somebody has signed in."""
        if self._session and self._session.token != session.token:
            self.ended.emit(self._session)
        self._session = session
        self._told = self._clock.monotonic()
        self.renew()
        self.changed.emit()

    def take_over(self, other: People) -> None:
        """Go on with who sat in front of a window that was built anew."""
        self._guard, self._guard_token = other._guard, other._guard_token
        self._shift, self._session = other._shift, other._session
        self._locked = other._locked
        self.renew()
        self.changed.emit()

    def set_shift(self, view: ShiftView | None) -> None:
        """The site has said who is on shift; with a shift an elevation ends as well."""
        over = view is None and (self._shift is not None or bool(self._guard))
        self._shift = view
        signed = view is not None and view.shift.signed
        self._guard = view.shift.user if view is not None and signed else ""
        self._guard_token = view.session if view is not None else ""
        if over:
            self.end()
        self.changed.emit()

    def start_shift(self, guard: str, token: str = "") -> None:
        """A guard has come; the site will say so too."""
        self._guard, self._guard_token = guard, token
        self.changed.emit()

    def end_shift(self) -> None:
        """The guard has gone."""
        self.set_shift(None)

    def end(self) -> None:
        """Give up the elevation, if there is one."""
        if self._session:
            session, self._session = self._session, Session()
            self.ended.emit(session)
            self.changed.emit()

    def lock(self) -> None:
        """Lock the screen; an elevation ends with it, a shift does not."""
        self.end()
        self._locked = True
        self.changed.emit()

    def unlock(self) -> None:
        """Unlock it."""
        self._locked = False
        self.renew()
        self.changed.emit()

    # ------------------------------------------------------------------------------------ time

    def renew(self) -> None:
        """The screen was touched."""
        now = self._clock.monotonic()
        self._used = now
        if self._resting:
            self._resting = False
            self.changed.emit()
        if self._session and now - self._told >= RENEW_S:
            self._told = now
            self.renewed.emit(self._session.token)

    @property
    def idle_s(self) -> float:
        """Seconds since the last touch."""
        return self._clock.monotonic() - self._used

    def tick(self) -> bool:
        """Look at the clock; True when an elevation has just ended for want of a touch."""
        idle = self.idle_s
        limit = AUDITOR_IDLE_S if self._session.role == "auditor" else SESSION_IDLE_S
        ended = bool(self._session) and idle > limit
        if ended:
            self.end()
        if idle >= PRIVACY_S and not self._resting:
            self._resting = True
            self.changed.emit()
        if self._idle_lock_s is not None and idle >= self._idle_lock_s and not self._locked:
            self.lock_wanted.emit()
        return ended
