# SPDX-License-Identifier: AGPL-3.0-or-later
"""Alerts: merged, latched until a person has seen them (screens.md S15)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from alpr_kiosk.domain.alert_intents import SHELVE_MINUTES
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import Alert, Priority
from alpr_kiosk.domain.intents import new_id

MERGE_S = 60.0
"""Same code and source within this time count up instead of ringing anew (screens.md 6)."""
FLOOD_S = 600.0
FLOOD_MORE_THAN = 10
"""More alerts than this within ten minutes are more than a person can look at one by one
[EEMUA 191, second-hand]."""
OLDER_MOST = 300
"""Unseen ones that are kept although the same rang anew; more of them count up instead."""
FLOOD_CODE = "alert.flood"
FLOOD_SOURCE = "site"


class AlertService:
    """All alerts that are on or not yet seen; used from one thread."""

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self._alerts: dict[tuple[str, str], Alert] = {}
        self._older: dict[tuple[str, str], Alert] = {}
        self._carried: set[tuple[str, str]] = set()
        self._standing: dict[tuple[str, str], tuple[str, str]] = {}
        self._last: dict[tuple[str, str], float] = {}
        self._raised: deque[tuple[float, Alert]] = deque(maxlen=1000)

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """All kept alerts, newest first."""
        kept = (alert for _, _, alert in self._all())
        return tuple(sorted(kept, key=lambda a: a.raised_at, reverse=True))

    @property
    def unseen(self) -> tuple[Alert, ...]:
        """High and critical ones that nobody has seen, oldest first; none that is practised."""
        return tuple(
            alert
            for alert in reversed(self.alerts)
            if not alert.seen and not alert.drill and alert.priority is not Priority.LOW
        )

    def carry(self, alerts: Iterable[Alert]) -> None:
        """Keep alerts of the run before until somebody has seen them.

        Its causes ended with it. One that still holds is raised again: it goes on as the same
        alert, however long it takes until that is noticed. A car that stands there is a passage of
        its own in this run; by its plate it is the same for `MERGE_S`, then it has come again.
        """
        now = self._clock.utc_now()
        for alert in sorted(alerts, key=lambda one: one.raised_at):
            if alert.seen or alert.drill or alert.priority is Priority.LOW:
                continue
            if alert.code == FLOOD_CODE and not alert.context:
                continue  # nobody knows how many they were; they are there one by one
            key = (alert.code, alert.source)
            plate = dict(alert.context).get("plate", "")
            if alert.active and plate:
                self._standing[alert.code, plate] = key
            ended = replace(alert, active=False, ended_at=alert.ended_at or now)
            self._put(key, ended)
            self._carried.add(key)
            self._last[key] = self._clock.monotonic()

    def take_over(self, other: AlertService) -> None:
        """Begin with what was unseen in `other`, a site that has ended in this process.

        It knows more than the record: all values, and what was seen while the disk was full.
        """
        self._alerts.clear()
        self._older.clear()
        self._carried.clear()
        self._standing.clear()
        self.carry(other.unseen)

    def raise_alert(
        self,
        code: str,
        source: str,
        priority: Priority,
        context: Mapping[str, object] | None = None,
        *,
        drill: bool = False,
    ) -> Alert:
        """Raise or count an alert and return its new state; one that is practised says so."""
        key, now = (code, source), self._clock.monotonic()
        self._forget(now)
        values = tuple((name, str(value)) for name, value in (context or {}).items())
        self._find_car(key, dict(values).get("plate", ""), now)
        known = self._alerts.get(key)
        if known is not None and self._goes_on(key, known, now):
            rings_again = known.seen and not known.active
            alert = replace(
                known,
                source=source,
                count=known.count + 1,
                active=True,
                seen=known.seen and not rings_again,
                context=values or known.context,
                ended_at=None,
            )
        else:
            alert = Alert(
                alert_id=new_id(),
                code=code,
                source=source,
                priority=priority,
                raised_at=self._clock.utc_now(),
                context=values,
                drill=drill,
            )
        self._put(key, alert)
        self._last[key] = now
        self._carried.discard(key)
        if priority is not Priority.LOW and not drill:
            self._raised.append((now, alert))
        return alert

    def flood(self) -> Alert | None:
        """Return the one line for more alerts than a person can look at; None for no change.

        Its context names the first one (``first_code``, ``first_source`` and its values behind
        ``first.``), for words are made by the screen.
        """
        now = self._clock.monotonic()
        while self._raised and now - self._raised[0][0] > FLOOD_S:
            self._raised.popleft()
        count = len(self._raised)
        known = self._alerts.get((FLOOD_CODE, FLOOD_SOURCE))
        if count <= FLOOD_MORE_THAN:
            return self.clear(FLOOD_CODE, FLOOD_SOURCE)
        if known is not None and known.active:
            if dict(known.context).get("n") == str(count):
                return None
            context = (("n", str(count)), *known.context[1:])
            alert = replace(known, context=context)
        else:
            first = self._raised[0][1]
            context = (
                ("n", str(count)),
                ("first_code", first.code),
                ("first_source", first.source),
                *((f"first.{name}", value) for name, value in first.context),
            )
            alert = Alert(
                alert_id=new_id(),
                code=FLOOD_CODE,
                source=FLOOD_SOURCE,
                priority=Priority.HIGH,
                raised_at=self._clock.utc_now(),
                context=context,
            )
        self._put((FLOOD_CODE, FLOOD_SOURCE), alert)
        return alert

    def shelve(self, alert_id: str, minutes: int, actor: str) -> Alert | None:
        """Hide an alert for one of `SHELVE_MINUTES`; None for one that is not there.

        Raises:
            ValueError: It is critical, or the time is none of those.
        """
        for kept, key, known in self._all():
            if known.alert_id == alert_id:
                if known.priority is Priority.CRITICAL or minutes not in SHELVE_MINUTES:
                    raise ValueError("a critical alert is never hidden")
                until = self._clock.utc_now() + timedelta(minutes=minutes)
                alert = replace(known, shelved_until=until, shelved_by=actor)
                kept[key] = alert
                return alert
        return None

    def unshelved(self) -> tuple[Alert, ...]:
        """Return the alerts whose time out of sight is over; what still holds is to be seen anew.

        After a clock that was set back by hours the rest of the time is no longer than it was.
        """
        now, changed = self._clock.utc_now(), []
        longest = timedelta(minutes=max(SHELVE_MINUTES))
        for kept, key, known in self._all():
            until = known.shelved_until
            if until is not None and (until <= now or until - now > longest):
                alert = replace(known, shelved_until=None, shelved_by="", seen=False)
                kept[key] = alert
                changed.append(alert)
        return tuple(changed)

    def holds(self, code: str, source: str) -> bool:
        """Return whether the cause of an alert still holds."""
        known = self._alerts.get((code, source))
        return known is not None and known.active

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
        alert = replace(known, active=False, ended_at=self._clock.utc_now())
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
        for kept, key, known in self._all():
            if known.alert_id == alert_id:
                alert = replace(known, seen=True)
                if alert.active:
                    kept[key] = alert
                else:
                    del kept[key]
                    if kept is self._alerts:
                        self._carried.discard(key)
                return alert
        return None

    def _all(self) -> Iterator[tuple[dict[tuple[str, str], Alert], tuple[str, str], Alert]]:
        """Yield all alerts with where they are kept, which may be changed meanwhile."""
        for kept in (self._alerts, self._older):
            for key, alert in list(kept.items()):
                yield kept, key, alert

    def _put(self, key: tuple[str, str], alert: Alert) -> None:
        """Keep an alert; an unseen one that it takes the place of stays until it was seen too."""
        known = self._alerts.get(key)
        if known is not None and known.alert_id != alert.alert_id and not known.seen:
            self._older[known.alert_id, ""] = known
        self._alerts[key] = alert

    def _find_car(self, key: tuple[str, str], plate: str, now: float) -> None:
        """Let a car that stood there in the run before go on under its passage of this one."""
        before = self._standing.pop((key[0], plate), None)
        if before is None or before not in self._carried or key in self._alerts:
            return
        if now - self._last[before] <= MERGE_S:
            self._carried.discard(before)
            self._carried.add(key)
            self._alerts[key] = self._alerts.pop(before)
            self._last[key] = self._last.pop(before)

    def _goes_on(self, key: tuple[str, str], known: Alert, now: float) -> bool:
        """Return whether what rings now is a known alert, not one of its own."""
        if known.active or key in self._carried or len(self._older) >= OLDER_MOST:
            return True
        return now - self._last[key] <= MERGE_S
