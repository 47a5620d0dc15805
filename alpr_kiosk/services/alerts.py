# SPDX-License-Identifier: AGPL-3.0-or-later
"""Alerts: merged, latched until a person has seen them (screens.md S15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import Alert, Priority
from alpr_kiosk.domain.intents import new_id

MERGE_S = 60.0
"""Same code and source within this time count up instead of ringing anew (screens.md 6)."""


class AlertService:
    """All alerts that are on or not yet seen; used from one thread."""

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self._alerts: dict[tuple[str, str], Alert] = {}
        self._last: dict[tuple[str, str], float] = {}

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """All kept alerts, newest first."""
        return tuple(sorted(self._alerts.values(), key=lambda a: a.raised_at, reverse=True))

    def raise_alert(
        self,
        code: str,
        source: str,
        priority: Priority,
        context: Mapping[str, object] | None = None,
    ) -> Alert:
        """Raise or count an alert and return its new state."""
        key, now = (code, source), self._clock.monotonic()
        self._forget(now)
        values = tuple((name, str(value)) for name, value in (context or {}).items())
        known = self._alerts.get(key)
        if known is not None and (known.active or now - self._last[key] <= MERGE_S):
            rings_again = known.seen and not known.active
            alert = replace(
                known,
                count=known.count + 1,
                active=True,
                seen=known.seen and not rings_again,
                context=values or known.context,
            )
        else:
            alert = Alert(
                alert_id=new_id(),
                code=code,
                source=source,
                priority=priority,
                raised_at=self._clock.utc_now(),
                context=values,
            )
        self._alerts[key], self._last[key] = alert, now
        return alert

    def _forget(self, now: float) -> None:
        """Drop the times of alerts that are gone and can't be merged with any more."""
        self._last = {
            key: at for key, at in self._last.items() if key in self._alerts or now - at <= MERGE_S
        }

    def clear(self, code: str, source: str) -> Alert | None:
        """The cause is over; an alert that was seen goes, one that was not stays to be seen."""
        key = (code, source)
        known = self._alerts.get(key)
        if known is None or not known.active:
            return None
        alert = replace(known, active=False)
        if alert.seen or alert.priority is Priority.LOW:
            del self._alerts[key]
        else:
            self._alerts[key] = alert
        return alert

    def clear_source(self, source: str) -> tuple[Alert, ...]:
        """All causes of one source are over (a car that left); return what changed."""
        codes = [code for code, about in self._alerts if about == source]
        changed = [self.clear(code, source) for code in codes]
        return tuple(alert for alert in changed if alert is not None)

    @property
    def remembered(self) -> int:
        """Sources of which something is kept; bounded by what happens within a minute."""
        return len(self._last)

    def acknowledge(self, alert_id: str) -> Alert | None:
        """A person has seen it; it goes when its cause is over as well."""
        for key, known in list(self._alerts.items()):
            if known.alert_id == alert_id:
                alert = replace(known, seen=True)
                if alert.active:
                    self._alerts[key] = alert
                else:
                    del self._alerts[key]
                return alert
        return None
