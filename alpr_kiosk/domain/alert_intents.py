# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a person asks of the alerts: quiet, out of sight for a while, a drill."""

from __future__ import annotations

from dataclasses import dataclass

from alpr_kiosk.domain.intents import Intent

SHELVE_MINUTES = (30, 240, 720)
"""How long an alert may be hidden (screens.md S15); never a Critical one."""

DRILL_S = 300.0
"""A drill ends by itself after five minutes (screens.md S23)."""

DRILLS: dict[str, str] = {
    "camera": "camera.gone",
    "reader": "reader.gone",
    "relay": "relay.gone",
    "database": "db.gone",
    "disk": "disk.full",
    "heat": "temp.hot",
    "clock": "clock.wrong",
    "sound": "sound.gone",
    "restart": "screen.back",
}
"""Losses that can be practised, with the code that a real one rings by (screens.md S25)."""

DRILL_SOURCE = "drill"
"""Source of an alert that is practised: no camera and no gate has this name to the desks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertsSilenced(Intent):
    """Quiet the alarms that sound now for so many seconds; a new one is heard all the same."""

    seconds: float = 30.0
    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertDeskIntent(Intent):
    """A request that needs somebody's `session`."""

    session: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertShelved(AlertDeskIntent):
    """Hide an alert for one of `SHELVE_MINUTES`; needs a supervisor's session."""

    alert_id: str
    minutes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillStarted(AlertDeskIntent):
    """Practise one of `DRILLS`; needs the session of an installer or a supervisor."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockConfirmed(AlertDeskIntent):
    """A supervisor has looked at the clock that jumped: it is right as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillEnded(Intent):
    """The drill is over; anybody may end one."""

    actor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundTestRequested(Intent):
    """Have a sound heard once, whatever is switched off; `sound` is a `SoundName`."""

    sound: str
