# SPDX-License-Identifier: AGPL-3.0-or-later
"""PINs and elevations. Opening a gate by hand never passes through here (rules 21).

A wrong PIN makes the next try wait 1, 2, 4 ... 60 s per user; the wait survives a restart.
"""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.ports import Records

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

    def __init__(self, *, records: Records, clock: Clock) -> None:
        self._records = records
        self._clock = clock
        self._hasher = PasswordHasher()
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

    def user_of(self, token: str, scope: str) -> str | None:
        """Return who holds a living elevation to `scope` and renew it; None otherwise."""
        held = self._sessions.get(token)
        if held is None:
            return None
        user, role, used = held
        now = self._clock.monotonic()
        if now - used > ELEVATION_IDLE_S or role != scope:
            self._sessions.pop(token, None)
            return None
        self._sessions[token] = (user, role, now)
        return user

    def end(self, token: str) -> None:
        """Give up an elevation."""
        self._sessions.pop(token, None)

    def _wait_left(self, user: str) -> int:
        state = self._wait_state(user)
        if state is None:
            return 0
        until = datetime.fromisoformat(str(state["until"]))
        left = (until - self._clock.utc_now()).total_seconds()
        # A clock set back must not lock anybody out for longer than the longest wait.
        return max(0, min(MAX_WAIT_S, round(left + 0.499)))

    def _failed(self, user: str) -> int:
        state = self._wait_state(user)
        failures = (int(str(state["failures"])) if state else 0) + 1
        wait = min(MAX_WAIT_S, 1 << min(failures - 1, 10))
        until = self._clock.utc_now() + timedelta(seconds=wait)
        value = json.dumps({"failures": failures, "until": until.isoformat()})
        self._records.set_setting(f"pin.wait.{user}", value)
        return wait

    def _wait_state(self, user: str) -> dict[str, object] | None:
        raw = self._records.get_setting(f"pin.wait.{user}")
        if not raw:
            return None
        loaded = json.loads(raw)
        return loaded if isinstance(loaded, dict) else None
