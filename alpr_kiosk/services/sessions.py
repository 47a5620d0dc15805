# SPDX-License-Identifier: AGPL-3.0-or-later
"""PINs and elevations. Opening a gate by hand never passes through here (rules 21).

A wrong PIN makes the next try wait 1, 2, 4 ... 60 s per user; the wait survives a restart.
"""

from __future__ import annotations

import json
import logging
import math
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.ports import Records

logger = logging.getLogger(__name__)

MIN_PIN_DIGITS = 6
MAX_WAIT_S = 60
ELEVATION_IDLE_S = 120.0
"""screens.md 3.3: an elevation ends after two minutes without use."""

_WEAK = frozenset({"123456", "654321", "012345", "121212", "112233"})


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


def pin_problem(pin: str) -> str:
    """Return the message code of what is wrong with a new PIN, "" when it is fine."""
    if not pin.isdigit() or len(pin) < MIN_PIN_DIGITS:
        return "pin.too_short"
    if pin in _WEAK or len(set(pin)) <= 2:
        return "pin.too_simple"
    return ""


class SessionService:
    """Checks PINs and keeps elevations; blocking (argon2id), so never on the GUI thread."""

    def __init__(
        self, *, records: Records, clock: Clock, hasher: PasswordHasher | None = None
    ) -> None:
        """Keep the parts; `hasher` None is argon2id with the library's costs."""
        self._records = records
        self._clock = clock
        self._hasher = hasher or PasswordHasher()
        self._sessions: dict[str, tuple[str, str, float]] = {}

    def set_pin(self, user: str, role: str, pin: str, actor: str) -> None:
        """Keep the argon2id hash of a new PIN (checked with `pin_problem` before)."""
        self._records.set_pin_hash(user, role, self._hasher.hash(pin), actor)
        self._records.set_setting(f"pin.wait.{user}", "")

    def submit(self, user: str, scope: str, pin: str) -> PinAnswer:
        """Check a PIN for a role; a wait that is still running refuses without looking."""
        waiting = self._wait_left(user)
        if waiting > 0:
            return PinAnswer(ok=False, wait_s=waiting)
        known = self._records.pin_hash(user)
        right = False
        if known is not None:
            try:
                right = self._hasher.verify(known[1], pin)
            except (VerifyMismatchError, InvalidHashError):
                right = False
        if known is None or not right or known[0] != scope:
            wait = self._failed(user)
            self._records.append_audit("login.refused", user, {"scope": scope, "wait_s": wait})
            return PinAnswer(ok=False, wait_s=wait)
        self._records.set_setting(f"pin.wait.{user}", "")
        token = secrets.token_hex(16)
        self._sessions[token] = (user, known[0], self._clock.monotonic())
        self._records.append_audit("login", user, {"scope": scope})
        return PinAnswer(ok=True, session=token, role=known[0])

    def user_of(self, token: str, *scopes: str) -> str | None:
        """Return who holds a living elevation to one of `scopes` and renew it; None otherwise."""
        held = self._sessions.get(token)
        if held is None:
            return None
        user, role, used = held
        now = self._clock.monotonic()
        if now - used > ELEVATION_IDLE_S or role not in scopes:
            self._sessions.pop(token, None)
            return None
        self._sessions[token] = (user, role, now)
        return user

    def end(self, token: str) -> None:
        """Give up an elevation."""
        self._sessions.pop(token, None)

    def _wait_left(self, user: str) -> int:
        failures, until = self._wait_state(user)
        if until is None:
            return 0
        left = math.ceil((until - self._clock.utc_now()).total_seconds())
        if left > _wait_after(failures):
            # The clock was set back: the wait begins anew, so that it ends within a minute.
            return self._wait_again(user, failures)
        return max(0, left)

    def _failed(self, user: str) -> int:
        failures, _until = self._wait_state(user)
        return self._wait_again(user, failures + 1)

    def _wait_again(self, user: str, failures: int) -> int:
        wait = _wait_after(failures)
        until = self._clock.utc_now() + timedelta(seconds=wait)
        value = json.dumps({"failures": failures, "until": until.isoformat()})
        self._records.set_setting(f"pin.wait.{user}", value)
        return wait

    def _wait_state(self, user: str) -> tuple[int, datetime | None]:
        """Return the failures so far and until when the next try waits; damage counts as none."""
        raw = self._records.get_setting(f"pin.wait.{user}")
        if not raw:
            return 0, None
        try:
            loaded = json.loads(raw)
            until = datetime.fromisoformat(loaded["until"])
            failures = int(loaded["failures"])
        except (ValueError, KeyError, TypeError):
            logger.warning("the PIN wait of a user is damaged and begins anew")
            return 0, None
        return max(0, failures), until if until.tzinfo is not None else None


def _wait_after(failures: int) -> int:
    """Return the wait after so many wrong PINs in a row, seconds: 1, 2, 4 ... 60."""
    return min(MAX_WAIT_S, 1 << min(max(0, failures - 1), 10))
