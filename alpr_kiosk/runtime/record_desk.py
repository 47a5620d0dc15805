# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the guard is told of the record: is it written, its disks, its chores, its server."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import QObject

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import Priority
from alpr_kiosk.domain.room import DiskReport, Room
from alpr_kiosk.runtime.desk import GuardDesk
from alpr_kiosk.runtime.forwarding import ServerNotice, ServerState
from alpr_kiosk.runtime.keeper import ChoreFailure
from alpr_kiosk.runtime.losses import Losses
from alpr_kiosk.runtime.mailbox import Inbox
from alpr_kiosk.runtime.storage_jobs import StorageJob
from alpr_kiosk.runtime.texts import clock_text


class RecordDesk(QObject):
    """Hears the threads of the record, its chores and its server; lives in the GUI thread.

    Args:
        desk: Rings alerts.
        losses: What does not work.
        inbox: Inbox of the storage thread.
        contact: Whom a guard calls.
        clock: Time.
        zone: Time zone of the site.
    """

    def __init__(
        self,
        *,
        desk: GuardDesk,
        losses: Losses,
        inbox: Inbox[StorageJob],
        contact: str,
        clock: Clock,
        zone: tzinfo,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._losses = losses
        self._inbox = inbox
        self._contact = contact
        self._clock = clock
        self._zone = zone
        self.is_ok = True
        """Whether it can be written."""
        self.server_code = ""
        """What is wrong with the server, "" for nothing."""
        self._server: ServerState | None = None
        self._gone_since: float | None = None
        self._chore_codes: dict[str, str] = {}

    @property
    def gone_since(self) -> float | None:
        """Since when it can't be written, monotonic seconds; None while it can."""
        return self._gone_since

    @property
    def server_waiting(self) -> int | None:
        """Rows that the server does not have yet, None without one."""
        return self._server.waiting if self._server is not None else None

    def on_health(self, code: str) -> None:
        """The record can be written, or not: by which code."""
        self.is_ok = code == ""
        if self.is_ok:
            self._gone_since = None
            self._losses.over("db.gone", "storage")
            return
        self._gone_since = self._gone_since or self._clock.monotonic()
        context = {
            "time": clock_text(self._clock, self._zone),
            "n": str(len(self._inbox)),
            "code": code,
        }
        self._losses.tell("db.gone", "storage", context)

    def on_evidence_kept(self, kept: bool) -> None:
        """Pictures are kept, or there is no room for them."""
        if kept:
            self._losses.over("disk.full", "disk")
            return
        context = {"contact": self._contact}
        self._losses.tell("disk.full", "disk", context)

    def on_disks(self, report: DiskReport) -> None:
        """Tell the worst of the disks; that pictures are not kept has a banner of its own."""
        context = {
            "contact": self._contact,
            "free": str(max(0, report.free_mb)),
            "limit": str(report.limit_mb),
        }
        code = ""
        if not report.reserve:
            code = "disk.reserve"
        elif report.record is Room.DANGER:
            code = "disk.danger"
        elif Room.LOW in (report.record, report.evidence):
            code = "disk.low"
        for other in {"disk.reserve", "disk.danger", "disk.low"} - {code}:
            self._losses.over(other, "disk")
        if code:
            if code == "disk.low":
                self._desk.raise_alert(code, "disk", Priority.LOW, context)
            else:
                self._losses.tell(code, "disk", context)

    def on_chore_failed(self, failure: ChoreFailure) -> None:
        """A chore could not be done."""
        if self._chore_codes.get(failure.chore, failure.code) != failure.code:
            self.on_chore_done(failure.chore)  # it fails by something else now
        self._chore_codes[failure.chore] = failure.code
        context = {
            "contact": self._contact,
            "time": clock_text(self._clock, self._zone),
            **dict(failure.context),
        }
        source = f"chore:{failure.chore}"
        self._desk.raise_alert(failure.code, source, failure.priority, context)

    def on_chore_done(self, chore: str) -> None:
        """A chore was done: what was said of it is over."""
        code = self._chore_codes.pop(chore, None)
        if code is not None:
            self._desk.clear_alert(code, f"chore:{chore}")

    def on_server(self, state: ServerState) -> None:
        """How far the server behind the record is."""
        if self.server_code not in ("", state.code):
            self._desk.clear_alert(self.server_code, "postgresql")
        self.server_code, self._server = state.code, state
        if state.code:
            since = state.since.astimezone(self._zone).strftime("%H:%M")
            context = {**dict(state.context), "time": since, "n": str(state.waiting)}
            self._desk.raise_alert(state.code, "postgresql", Priority.LOW, context)

    def on_server_notice(self, notice: ServerNotice) -> None:
        """Something of the server that a person must have seen."""
        context = {"contact": self._contact, **dict(notice.context)}
        self._desk.raise_alert(notice.code, notice.source, Priority.HIGH, context)
        self._desk.clear_alert(notice.code, notice.source)  # it stays until somebody has seen it
