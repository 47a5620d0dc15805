# SPDX-License-Identifier: AGPL-3.0-or-later
"""The keeper's thread: chores that nobody waits for, one at a time, each at its time.

Backups, checks, retention. When a chore last ran is kept in the record, so that a night that the
kiosk was off is made up for at the next start. A chore that fails is told and tried again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from PySide6.QtCore import Signal

from alpr_kiosk.domain.chores import Daily, Every, due_since
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import Priority
from alpr_kiosk.errors import AlprError, StorageError
from alpr_kiosk.runtime.priority import wait_for_the_disk
from alpr_kiosk.runtime.worker import Worker

logger = logging.getLogger(__name__)

POLL_S = 1.0
START_DELAY_S = 60.0
"""Chores leave a start alone: networks are loaded and cameras come up within it."""
FIRST_RETRY_S = 60.0
LAST_RETRY_S = 3600.0
"""A chore that failed is tried again after a minute, then after twice as long, up to an hour."""
STEP_PAUSE_S = 0.02
"""Between two steps of a chore: whoever waits for the record gets in."""
LAST_RUN_SETTING = "chore"
"""Settings of these names with the chore's behind them hold when a chore last ran."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Chore:
    """Something to be done regularly.

    Attributes:
        name: Stable name, such as ``backup``; part of a setting's name.
        when: How often.
        run: Does it, in the keeper's thread. Looks at the event between steps of a second at
            most, and returns when it is set: a run that was stopped is done again. Environment
            errors (`AlprError`) are alerts by their code.
        priority: Of the alert when it fails.
    """

    name: str
    when: Every | Daily
    run: Callable[[Event], object]
    priority: Priority = Priority.LOW


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoreFailure:
    """A chore that failed.

    Attributes:
        chore: Its name.
        code: Message code.
        priority: Of the alert.
        context: Values for the text.
        tries: How often it failed in a row.
    """

    chore: str
    code: str
    priority: Priority
    context: tuple[tuple[str, str], ...] = ()
    tries: int = 1


class KeeperWorker(Worker):
    """Runs the chores.

    Signals (delivered by the host on the GUI thread):
        chore_failed (ChoreFailure): A chore failed; it is tried again.
        chore_done (str name): A chore was done to its end.
    """

    chore_failed = Signal(object)
    chore_done = Signal(str)

    def __init__(
        self,
        *,
        chores: Sequence[Chore],
        get_setting: Callable[[str], str | None],
        set_setting: Callable[[str, str], None],
        clock: Clock,
        start_delay_s: float = START_DELAY_S,
        poll_s: float = POLL_S,
    ) -> None:
        super().__init__("keeper", clock=clock)
        names = [chore.name for chore in chores]
        if len(set(names)) != len(names):
            raise ValueError("two chores of one name")
        self._chores = tuple(chores)
        self._get = get_setting
        self._set = set_setting
        self._start_at = clock.monotonic() + start_delay_s
        self._poll_s = poll_s
        self._last: dict[str, datetime] = {}
        self._fails: dict[str, int] = {}
        self._not_before: dict[str, float] = {}

    def work(self) -> None:
        """Run what is due until asked to stop."""
        wait_for_the_disk()
        while not self.stop_event.wait(self._poll_s):
            self.beat()
            if self.clock.monotonic() >= self._start_at:
                self.run_due()

    def run_due(self) -> str | None:
        """Run the chore that is due for longest; return its name, None when none is due."""
        now, mono = self.clock.utc_now(), self.clock.monotonic()
        waiting: list[tuple[datetime, int]] = []
        for place, chore in enumerate(self._chores):
            if mono < self._not_before.get(chore.name, mono):
                continue
            last = self._last_run(chore, now)
            due = now if last is None else due_since(chore.when, last, now)
            if due is not None:
                waiting.append((due, place))
        if not waiting:
            return None
        chore = self._chores[min(waiting)[1]]
        self._run(chore, now)
        return chore.name

    def _run(self, chore: Chore, now: datetime) -> None:
        began = self.clock.monotonic()
        try:
            chore.run(self.stop_event)
        except AlprError as exc:
            if self.stop_event.is_set():
                return  # it says that it was stopped, in whatever way
            logger.warning("chore %s failed: %s", chore.name, exc)
            context = tuple((name, str(value)) for name, value in exc.context.items())
            self._failed(chore, exc.code, context)
            return
        except Exception as exc:  # the boundary of a chore: the others go on
            logger.exception("chore %s failed", chore.name)
            detail = f"{chore.name}: {type(exc).__name__}"
            self._failed(chore, "program.bug", (("detail", detail),))
            return
        if self.stop_event.is_set():
            return
        logger.info("chore %s done in %.1f s", chore.name, self.clock.monotonic() - began)
        self._fails.pop(chore.name, None)
        self._not_before.pop(chore.name, None)
        self._keep_last(chore, now)
        self.chore_done.emit(chore.name)

    def _failed(self, chore: Chore, code: str, context: tuple[tuple[str, str], ...]) -> None:
        tries = self._fails[chore.name] = self._fails.get(chore.name, 0) + 1
        wait_s = min(LAST_RETRY_S, FIRST_RETRY_S * 2 ** min(tries - 1, 16))
        self._not_before[chore.name] = self.clock.monotonic() + wait_s
        self.chore_failed.emit(
            ChoreFailure(
                chore=chore.name, code=code, priority=chore.priority, context=context, tries=tries
            )
        )

    def _last_run(self, chore: Chore, now: datetime) -> datetime | None:
        """Return when it last ran; None is never, for a chore that may run at once."""
        known = self._last.get(chore.name)
        if known is not None:
            return known
        try:
            kept = _moment(self._get(f"{LAST_RUN_SETTING}.{chore.name}"))
        except StorageError as exc:
            logger.info("chore %s: when it last ran is not known: %s", chore.name, exc)
            return now  # not kept: looked for again, and nothing runs on a guess
        if kept is None and isinstance(chore.when, Daily):
            # The first day of a site begins now; from then on a night that is missed is made up.
            self._keep_last(chore, now)
            return now
        if kept is not None:
            self._last[chore.name] = kept
        return kept

    def _keep_last(self, chore: Chore, at: datetime) -> None:
        self._last[chore.name] = at
        try:
            self._set(f"{LAST_RUN_SETTING}.{chore.name}", at.isoformat())
        except StorageError as exc:
            logger.warning("that chore %s ran is not kept: %s", chore.name, exc)


def steps(step: Callable[[datetime], bool], clock: Clock) -> Callable[[Event], None]:
    """Return a run of a chore that is done in short steps, with a pause after each.

    Args:
        step: Does a little of it at the given time; False when nothing is left.
        clock: Time.
    """

    def run(stop: Event) -> None:
        while not stop.wait(STEP_PAUSE_S) and step(clock.utc_now()):
            pass

    return run


def _moment(kept: str | None) -> datetime | None:
    """Return a kept moment; None for none, and for one that cannot be read."""
    try:
        found = datetime.fromisoformat(kept or "")
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
