# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the health page asks (screens.md S23)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from alpr_kiosk.domain.queries import Query

LOG_LINES = 2000
"""Newest lines of the log that the page shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogWanted(Query):
    """The newest lines of the log; answered with a `LogPage`."""

    lines: int = LOG_LINES


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage:
    """Lines of the log, oldest first, without plates and passwords.

    Attributes:
        lines: At most as many as were asked for.
        cut: There are older ones.
    """

    lines: tuple[str, ...] = ()
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFactsWanted(Query):
    """How it stands with record, chain, keys and pictures; answered with `HealthFact`s."""

    takes_long: ClassVar[bool] = True


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthFact:
    """One thing that was looked at.

    Attributes:
        name: What, a word of the core ("chain", "keys" ...).
        ok: Whether it is well.
        detail: In words, for whoever reads the report.
    """

    name: str
    ok: bool
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportPlacesWanted(Query):
    """Where a report can be written to; answered with a tuple of `ExportTarget`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWanted(Query):
    """Write a report for whoever helps from afar; needs an installer's or supervisor's session.

    Answered with a `SavedReport`. `folder` is one of `ReportPlacesWanted`; `state` are lines that
    the screen shows now.
    """

    takes_long: ClassVar[bool] = True

    folder: str
    state: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedReport:
    """A report that was written.

    Attributes:
        file: Its name.
        folder: Where.
        size: Bytes.
    """

    file: str
    folder: str
    size: int
