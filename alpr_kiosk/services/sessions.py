# SPDX-License-Identifier: AGPL-3.0-or-later
"""PINs and sessions. Opening a gate by hand never waits for anything here (rules 21).

A wrong PIN makes the next try wait 1, 2, 4 ... 60 s per user; the wait survives a restart.
"""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.ports import Records
from alpr_kiosk.services.waits import Waits

MIN_PIN_DIGITS = 6
ROLES = ("guard", "supervisor", "installer", "auditor")
"""screens.md 3.2."""
ELEVATION_IDLE_S = 120.0
"""screens.md 3.3: an elevation ends after two minutes without use."""
IDLE_S = {"auditor": 300.0, "guard": 1800.0}
"""Others than that, seconds: an auditor reads more than he touches (screens.md 3.3); a guard's PIN
that begins no shift is good for half an hour (our choice). The session of a shift does not end."""

_WEAK = frozenset({"121212", "112233", "123123", "159753", "147258", "258369", "789456"})
"""Patterns of the keypad; rows and repetitions are found by rule."""
_DATES = ("%d%m%y", "%m%d%y", "%y%m%d", "%d%m%Y", "%m%d%Y", "%Y%m%d")


@dataclass(frozen=True, slots=True, kw_only=True)
class PinAnswer:
    """Answer to a PIN.

    Attributes:
        ok: It was right.
        session: Token of the elevation, "" when refused.
        wait_s: Seconds until the next try is looked at, 0 when at once.
        role: Role of the user when right.
    """

    ok: bool
    session: str = ""
    wait_s: int = 0
    role: str = ""


def generate_pin() -> str:
    """Return six random digits that are not a weak pattern."""
    while True:
        pin = f"{secrets.randbelow(10**MIN_PIN_DIGITS):0{MIN_PIN_DIGITS}d}"
        if pin_problem(pin) == "":
            return pin


def hash_pin(pin: str) -> str:
    """Return the argon2id hash of a PIN, with the library's costs; takes a quarter of a second."""
    return PasswordHasher().hash(pin)


def pin_problem(pin: str) -> str:
    """Return the message code of what is wrong with a new PIN, "" when it is fine."""
    if not pin.isdigit() or len(pin) < MIN_PIN_DIGITS:
        return "pin.too_short"
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    if pin in _WEAK or len(set(pin)) <= 2 or steps <= {1, -9} or steps <= {-1, 9}:
        return "pin.too_simple"
    return "pin.like_date" if any(_is_date(pin, form) for form in _DATES) else ""


def _is_date(pin: str, form: str) -> bool:
    """Return whether it may be somebody's birthday."""
    if len(pin) != (8 if "Y" in form else 6):
        return False
    try:
        year = datetime.strptime(pin, form).year  # noqa: DTZ007 - a date of the calendar, no time
    except ValueError:
        return False
    return 1900 <= year <= 2099


class SessionService:
    """Checks PINs and keeps sessions; used from several threads.

    `submit` and `set_pin` take as long as argon2id does (a quarter of a second on a small
    computer) and write to the record, so they belong to the thread of the door; whatever asks for
    a token only looks into a table.
    """

    def __init__(
        self, *, records: Records, clock: Clock, hasher: PasswordHasher | None = None
    ) -> None:
        """Keep the parts; `hasher` None is argon2id with the library's costs."""
        self._records = records
        self._clock = clock
        self._hasher = hasher or PasswordHasher()
        self._waits = Waits(records=records, clock=clock)
        self._sessions: dict[str, tuple[str, str, float]] = {}
        self._lock = threading.Lock()
        self._on_shift = ""

    def set_pin(self, user: str, role: str, pin: str, actor: str) -> None:
        """Keep the argon2id hash of a new PIN (checked with `pin_problem` before)."""
        self.keep_hash(user, role, self.hash_of(pin), actor)

    def keep_hash(self, user: str, role: str, hashed: str, actor: str) -> None:
        """Keep a hash that was made elsewhere (`hash_pin`)."""
        self._records.set_pin_hash(user, role, hashed, actor)
        self._waits.over(user)

    def hash_of(self, secret: str) -> str:
        """Return the argon2id hash of a secret; slow on purpose."""
        return self._hasher.hash(secret)

    def fits(self, known: str, secret: str) -> bool:
        """Return whether this hash is that of the secret; slow on purpose."""
        try:
            return self._hasher.verify(known, secret)
        except (VerifyMismatchError, InvalidHashError):
            return False

    def submit(self, user: str, scope: str, pin: str) -> PinAnswer:
        """Check a PIN for a role; a wait that is still running refuses without looking."""
        waiting = self._waits.left(user)
        if waiting > 0:
            return PinAnswer(ok=False, wait_s=waiting)
        known = self._records.pin_hash(user)
        right = known is not None and self.fits(known[1], pin)
        if known is None or not right or known[0] != scope:
            wait = self._waits.failed(user)
            self._records.append_audit("login.refused", user, {"scope": scope, "wait_s": wait})
            return PinAnswer(ok=False, wait_s=wait)
        self._waits.over(user)
        self._records.append_audit("login", user, {"scope": scope})
        return PinAnswer(ok=True, session=self.open(user, known[0]), role=known[0])

    def open(self, user: str, role: str) -> str:
        """Return a new token without a PIN: for a shift that goes on after a restart."""
        token = secrets.token_hex(16)
        with self._lock:
            self._sessions[token] = (user, role, self._clock.monotonic())
        return token

    def user_of(self, token: str, *scopes: str) -> str | None:
        """Return who holds a living session of one of `scopes` and renew it; None otherwise."""
        found = self.holder(token, *scopes)
        return found[0] if found is not None else None

    def holder(self, token: str, *scopes: str) -> tuple[str, str] | None:
        """Return (user, role) of a living session of one of `scopes`, all roles without any."""
        now = self._clock.monotonic()
        with self._lock:
            held = self._sessions.get(token)
            if held is None:
                return None
            user, role, used = held
            if token != self._on_shift and now - used > IDLE_S.get(role, ELEVATION_IDLE_S):
                self._sessions.pop(token, None)
                return None
            if role not in (scopes or ROLES):
                return None  # who asks for too much is still who they are
            self._sessions[token] = (user, role, now)
        return user, role

    def keep(self, token: str) -> None:
        """Let the session of a shift go on for as long as it goes on; "" when it is over."""
        with self._lock:
            before, self._on_shift = self._on_shift, token
            if before not in ("", token):
                self._sessions.pop(before, None)

    def take_over(self, other: SessionService) -> None:
        """Go on with the elevations of a site that is built anew."""
        with self._lock, other._lock:
            self._sessions.update(other._sessions)

    def end(self, token: str) -> None:
        """Give up a session."""
        with self._lock:
            self._sessions.pop(token, None)

    def end_all(self, user: str) -> None:
        """End all sessions of a user, whose PIN is another now or who has no access any more."""
        with self._lock:
            kept = {token: held for token, held in self._sessions.items() if held[0] != user}
            self._sessions = kept
