# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a row of the health page is, and what it is made of (screens.md S23)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from alpr_kiosk.domain.events import Alert, CameraHealth
from alpr_kiosk.domain.health_queries import HealthFact
from alpr_kiosk.runtime.views import GateView, SiteHealth

OLD_S = 10.0
"""Values that are older are shown grey (screens.md S23)."""
FPS_LOW = 5.0
"""Frames a second below which a camera is watched: a car at 30 km/h passes a zone of 5 m in 0.6 s,
and two frames must agree. Ours."""
READER_SLOW_MS = 500.0
"""A pass of the reader that takes longer leaves a car waiting. Ours."""
QUEUE_WATCH, QUEUE_BAD = 100, 1000
"""Records that wait for the disk: a minute of dense traffic, and a quarter of what fits. Ours."""
DISK_WATCH, DISK_BAD = 80, 95
"""Percent; those of the status bar."""
DRIFT_CODES = ("reader.drift", "camera.drift", "reader.fewer_cars")


class State(Enum):
    """How a part is."""

    OK = "ok"
    WATCH = "watch"
    BAD = "bad"
    UNKNOWN = "unknown"


ORDER = {State.BAD: 0, State.WATCH: 1, State.UNKNOWN: 2, State.OK: 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthRow:
    """One part of the site.

    Attributes:
        key: Stable name.
        icon: Icon.
        title: What it is.
        value: How it is, in numbers.
        state: How that is to be taken.
        advice: What to do, "" when it is well.
        age_s: Age of the value, seconds.
        alert: A drift alert with pictures of then and now, None without.
    """

    key: str
    icon: str
    title: str
    value: str
    state: State
    advice: str = ""
    age_s: float = 0.0
    alert: Alert | None = None

    @property
    def old(self) -> bool:
        """Whether the value may not be true any more."""
        return self.age_s > OLD_S


@dataclass(kw_only=True)
class HealthFacts:
    """What the page knows.

    Attributes:
        site: Newest word of the site, None before the first.
        cameras: Newest word of each camera.
        gates: Newest panel of each gate.
        drifts: Drift alerts that hold, by camera.
        record: What a look through the record found, None before one.
        names: Names of cameras and gates by id.
    """

    site: SiteHealth | None = None
    cameras: dict[str, CameraHealth] = field(default_factory=dict)
    gates: dict[str, GateView] = field(default_factory=dict)
    drifts: dict[str, Alert] = field(default_factory=dict)
    record: tuple[HealthFact, ...] | None = None
    names: Mapping[str, str] = field(default_factory=dict)
