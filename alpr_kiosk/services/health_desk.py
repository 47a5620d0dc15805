# SPDX-License-Identifier: AGPL-3.0-or-later
"""Answers the health page: the log, the state of the record, and a report to take along.

Nothing that leaves the computer names a plate or a password: every line goes through
`domain.redaction` once more, whoever has written it.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
import zipfile
from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.health_queries import (
    LOG_LINES,
    HealthFact,
    LogPage,
    LogWanted,
    RecordFactsWanted,
    ReportPlacesWanted,
    ReportWanted,
    SavedReport,
)
from alpr_kiosk.domain.queries import QueryControl, QueryHandlers
from alpr_kiosk.domain.redaction import redacted
from alpr_kiosk.domain.targets import ExportTarget, Targets
from alpr_kiosk.errors import AlprError
from alpr_kiosk.services.sessions import SessionService

REPORT_LINES = 20_000
"""Lines of the log that go into a report: days of a quiet site, 3 MB before they are packed."""
STEPS = 5


class HealthError(AlprError):
    """The log or a place for a report is not as it should be."""


class HealthDesk:
    """Reads, and writes reports; used from the threads of queries.

    Args:
        log: The log file.
        sessions: Who may do what; None where nobody can be asked: then `write` alone works.
        clock: Time.
        facts: Looks through the record; slow.
        settings: The site file as it is in force; passwords are masked here as well.
        version: Version of the program.
        targets: Where reports can go.
    """

    def __init__(
        self,
        *,
        log: Path,
        sessions: SessionService | None,
        clock: Clock,
        facts: Callable[[], Iterable[HealthFact]],
        settings: Callable[[], object],
        version: str,
        targets: Targets,
    ) -> None:
        self._log = log
        self._sessions = sessions
        self._clock = clock
        self._facts = facts
        self._settings = settings
        self._version = version
        self._targets = targets

    @property
    def handlers(self) -> QueryHandlers:
        """Who answers which query."""
        return {
            LogWanted: self.log,
            RecordFactsWanted: self.facts,
            ReportPlacesWanted: self.places,
            ReportWanted: self.report,
        }

    def log(self, query: LogWanted, _control: QueryControl) -> LogPage:
        """Return the newest lines of the log.

        Raises:
            HealthError: ``health.log_unreadable``.
        """
        return self._tail(max(1, min(query.lines, LOG_LINES)))

    def facts(self, _query: RecordFactsWanted, control: QueryControl) -> tuple[HealthFact, ...]:
        """Look through the record."""
        found = []
        for fact in self._facts():
            control.check()
            found.append(fact)
            control.progress(len(found), 0)
        return tuple(found)

    def places(
        self, _query: ReportPlacesWanted, _control: QueryControl
    ) -> tuple[ExportTarget, ...]:
        """Return sticks first, our own folder last; what can't be written to is left out."""
        return tuple(self._targets.targets())

    def report(self, query: ReportWanted, control: QueryControl) -> SavedReport:
        """Write a report; nothing of it is left when it was cancelled or did not fit.

        Raises:
            HealthError: ``pin.needed``; ``health.unwritable`` with ``folder`` and ``why``.
        """
        if self._sessions is None or (
            self._sessions.user_of(query.session, "installer", "supervisor") is None
        ):
            raise HealthError("pin.needed")
        return self.write(query, control)

    def write(self, query: ReportWanted, control: QueryControl) -> SavedReport:
        """Write a report for somebody who has been asked for a PIN elsewhere.

        Raises:
            HealthError: ``health.unwritable`` with ``folder`` and ``why``.
        """
        if query.folder not in {place.path for place in self._targets.targets()}:
            raise HealthError("health.unwritable", folder=query.folder, why="it is not there")
        folder = Path(query.folder)
        now = self._clock.utc_now()
        name = f"alpr-report-{now:%Y%m%d-%H%M%S}.zip"
        part = folder / f".{name}.part"
        try:
            with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as packed:
                self._pack(packed, query, control)
            with part.open("rb") as written:
                os.fsync(written.fileno())
            control.check()
            part.replace(folder / name)
        except OSError as error:
            raise HealthError(
                "health.unwritable", folder=query.folder, why=error.strerror or str(error)
            ) from error
        finally:
            with contextlib.suppress(OSError):
                part.unlink()
        size = (folder / name).stat().st_size
        return SavedReport(file=name, folder=query.folder, size=size)

    # --------------------------------------------------------------------------------- internals

    def _pack(self, packed: zipfile.ZipFile, query: ReportWanted, control: QueryControl) -> None:
        control.progress(0, STEPS, "health.step.facts")
        about = [
            f"program {self._version}",
            f"made {self._clock.utc_now():%Y-%m-%d %H:%M:%S} UTC",
            f"python {platform.python_version()} on {platform.platform()}",
            *query.state,
        ]
        packed.writestr("state.txt", _clean(about))
        control.check()
        control.progress(1, STEPS, "health.step.settings")
        settings = json.dumps(self._settings(), indent=1, default=str, ensure_ascii=False)
        packed.writestr("settings.json", _clean(settings.splitlines()))
        control.check()
        control.progress(2, STEPS, "health.step.record")
        lines = []
        for fact in self._facts():
            control.check()
            lines.append(f"{'ok' if fact.ok else 'BAD':<4}{fact.name:<16}{fact.detail}")
        packed.writestr("record.txt", _clean(lines))
        control.progress(3, STEPS, "health.step.log")
        with contextlib.suppress(HealthError):  # a report without a log is better than none
            packed.writestr("log.txt", _clean(self._tail(REPORT_LINES).lines))
        control.check()
        control.progress(4, STEPS, "health.step.write")

    def _tail(self, most: int) -> LogPage:
        """Return the newest lines of the log and of the files before it."""
        kept: deque[str] = deque(maxlen=most)
        count = 0
        older = sorted(self._log.parent.glob(f"{self._log.name}.?"), reverse=True)
        try:
            for path in (*older, self._log):
                with path.open(encoding="utf-8", errors="replace") as file:
                    for line in file:
                        kept.append(redacted(line.rstrip("\n")))
                        count += 1
        except FileNotFoundError:
            pass  # none yet, or it was just turned over
        except OSError as error:
            why = error.strerror or str(error)
            raise HealthError("health.log_unreadable", why=why) from error
        return LogPage(lines=tuple(kept), cut=count > len(kept))


def _clean(lines: Iterable[str]) -> str:
    return "\n".join(redacted(line) for line in lines) + "\n"
