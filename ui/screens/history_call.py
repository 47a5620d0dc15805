# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the history can be entered with, and the spans of time that it offers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone, tzinfo

from alpr_kiosk.domain.events import Action, Direction
from alpr_kiosk.domain.history import HistoryQuery, PlatePattern

DAYS_BACK = 14
"""Days that have a tile of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryCall:
    """A search that is handed over.

    Attributes:
        plate: As typed, "" for any.
        span: One of the codes of `span_of`.
        since: Aware; with `until` in place of `span`.
        until: Aware.
        gate: Id, "" for any.
        camera: Id, "" for any.
        action: Value of `Action`, "" for any.
        direction: Value of `Direction`, "" for any.
        unread: Only those whose plate was never agreed on.
        corrected: Only those that a guard corrected.
        exact: Look-alikes do not count.
    """

    plate: str = ""
    span: str = "24h"
    since: datetime | None = None
    until: datetime | None = None
    gate: str = ""
    camera: str = ""
    action: str = ""
    direction: str = ""
    unread: bool = False
    corrected: bool = False
    exact: bool = False

    @property
    def filters(self) -> int:
        """How many filters are on, besides plate and time."""
        parts = (self.gate, self.camera, self.action, self.direction)
        flags = (self.unread, self.corrected, self.exact)
        return sum(bool(part) for part in (*parts, *flags))

    def wanted(self, now: datetime, zone: tzinfo) -> HistoryQuery:
        """Return what is to be searched for.

        Raises:
            StorageError: ``history.no_pattern``, ``history.long_pattern``.
        """
        since, until = self.since, self.until
        if since is None and until is None:
            since, until = span_of(self.span, now, zone)
        return HistoryQuery(
            plate=PlatePattern.parse(self.plate, exact=self.exact) if self.plate else None,
            since=since,
            until=until,
            gates=(self.gate,) if self.gate else (),
            cameras=(self.camera,) if self.camera else (),
            actions=(Action(self.action),) if self.action else (),
            directions=(Direction(self.direction),) if self.direction else (),
            unread=self.unread,
            corrected=self.corrected,
        )


def span_of(code: str, now: datetime, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
    """Return the beginning and the end of a span, None for open.

    Args:
        code: ``24h``, ``today``, ``yesterday``, ``7``, ``30``, ``any``, a day such as
            ``2026-11-17``, or two with ``..`` between them (the last one included).
        now: Aware time.
        zone: Zone of the site.
    """
    today = now.astimezone(zone).date()
    if code == "24h":
        return now - timedelta(hours=24), None
    if code == "any":
        return None, None
    if code == "today":
        return midnight(today, zone), None
    if code in ("7", "30"):
        return midnight(today - timedelta(days=int(code) - 1), zone), None
    if code == "yesterday":
        return midnight(today - timedelta(days=1), zone), midnight(today, zone)
    first, _, last = code.partition("..")
    begin, end = date.fromisoformat(first), date.fromisoformat(last or first)
    return midnight(begin, zone), midnight(end + timedelta(days=1), zone)


def midnight(day: date, zone: tzinfo) -> datetime:
    """Return when a day begins, aware UTC."""
    return datetime.combine(day, time(0), zone).astimezone(timezone.utc)
