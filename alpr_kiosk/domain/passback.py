# SPDX-License-Identifier: AGPL-3.0-or-later
"""Anti-passback: a car that is inside does not come in again (rules 14).

It takes an opening back, or says something with it; it never opens anything. Who is inside is
known as well as plates are read, so what is not sure asks the guard and says why.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import Enum

from alpr_kiosk.domain.events import Action, Decision, Direction, Reason
from alpr_kiosk.domain.inside import InsideView
from alpr_kiosk.domain.stays import Fit, Stay


class Passback(str, Enum):
    """What happens when a car comes in that is inside, or leaves that has left.

    `TIMED` asks as `HARD` does, but for so many minutes after the entry only.
    """

    OFF = "off"
    SOFT = "soft"
    HARD = "hard"
    TIMED = "timed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PassbackPolicy:
    """Anti-passback of a lane.

    Attributes:
        mode: What happens.
        minutes: Of `TIMED`, how long.
    """

    mode: Passback = Passback.OFF
    minutes: int = 10


_SURELY_LEFT = (Fit.EXACT, Fit.NONE, Fit.BY_HAND)
"""The plate itself was read leaving, or a guard said so."""


def passback(
    text: str,
    direction: Direction,
    policy: PassbackPolicy,
    inside: InsideView,
    *,
    now: datetime,
    tz: tzinfo,
) -> Decision | None:
    """Return what becomes of an opening for this plate, None when it stays as it is.

    Args:
        text: Plate that was read.
        direction: Which way it drives; nothing is said of an unknown one.
        policy: Anti-passback of the lane.
        inside: Who is inside.
        now: Aware time.
        tz: Time zone of the site, for the texts.
    """
    if policy.mode is Passback.OFF or direction is Direction.UNKNOWN:
        return None
    if direction is Direction.OUT:
        stay, reason = _left(text, inside), Reason.ASK_PASSBACK_OUT
        at = stay.left_at if stay is not None else None
    else:
        stay, reason = _came_in(text, inside, now)
        at = stay.entered_at if stay is not None else None
    if stay is None or at is None:
        return None
    if policy.mode is Passback.TIMED and now - at >= timedelta(minutes=policy.minutes):
        return None
    context = (("time", f"{at.astimezone(tz):%H:%M}"), ("other", stay.text))
    if policy.mode is not Passback.SOFT:
        return Decision(action=Action.ASK, reason=reason, context=context)
    if reason is Reason.ASK_PASSBACK:
        return Decision(action=Action.OPEN, reason=Reason.ALLOW_PASSBACK, context=context)
    if reason is Reason.ASK_PASSBACK_OUT:
        return Decision(action=Action.OPEN, reason=Reason.ALLOW_PASSBACK_OUT, context=context)
    return None


def _came_in(text: str, inside: InsideView, now: datetime) -> tuple[Stay | None, Reason]:
    """Return the stay of a car that may be inside already, and how sure that is."""
    stay = inside.find(text)
    if stay is not None:
        doubt = inside.in_doubt(stay, now)
        return stay, Reason.ASK_PASSBACK_DOUBT if doubt else Reason.ASK_PASSBACK
    alike = inside.look_alikes(text)
    return (alike[0] if alike else None), Reason.ASK_PASSBACK_ALIKE


def _left(text: str, inside: InsideView) -> Stay | None:
    """Return the stay of a car that has left and is surely outside.

    One that nobody is known of may have been inside since before the record; while unread cars are
    inside it may be one of them.
    """
    stay = inside.left.get(text)
    if inside.find(text) is not None or inside.unread or stay is None:
        return None
    return stay if stay.fit in _SURELY_LEFT else None
