# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the reports screen asks (screens.md S14)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar

from alpr_kiosk.domain.camera_health import CameraSpan
from alpr_kiosk.domain.queries import Query
from alpr_kiosk.domain.reports import Report

LEAST_SEEN = 3
"""Cars a day's share of reads rests on before it counts for what is usual (`reading_drift`)."""
TRIMMED = 0.2
"""Part of the days that is left out of what is usual at either end (`reading_drift.TRIM`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSpan:
    """Which days and which cameras; none of them is all.

    Attributes:
        first: First day.
        last: Last day, included.
        cameras: Ids, empty for all.
    """

    first: date
    last: date
    cameras: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RatePoint:
    """How many cars one camera read in a while.

    Attributes:
        start: Aware UTC.
        seen: Cars that passed.
        read: Those with an agreed plate.
    """

    start: datetime
    seen: int
    read: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraRate:
    """The share of plates that a camera read, over time.

    Attributes:
        camera_id: Camera.
        step_s: Length of a point, seconds.
        points: Oldest first; times without a car are left out.
        low: Lower end of what is usual, 0..1; None while too little is known.
        high: Upper end.
    """

    camera_id: str
    step_s: int
    points: tuple[RatePoint, ...]
    low: float | None = None
    high: float | None = None

    @property
    def seen(self) -> int:
        """Cars in all."""
        return sum(point.seen for point in self.points)


def rate_of(
    camera_id: str, spans: tuple[CameraSpan, ...], usual: tuple[CameraSpan, ...], step_s: int
) -> CameraRate:
    """Return the rate of a camera.

    Args:
        camera_id: Camera.
        spans: Spans of `step_s` of the time that is looked at, oldest first.
        usual: Spans of days before it, from which the band of what is usual is made.
        step_s: Length of a span, seconds.
    """
    points = tuple(
        RatePoint(start=span.start, seen=span.seen, read=span.read) for span in spans if span.seen
    )
    shares = sorted(
        span.share_read for span in usual if span.seen >= LEAST_SEEN and span.share_read is not None
    )
    rate = CameraRate(camera_id=camera_id, step_s=step_s, points=points)
    if len(shares) < LEAST_SEEN:
        return rate
    cut = int(len(shares) * TRIMMED)
    return replace(rate, low=shares[cut], high=shares[-1 - cut])


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSheet:
    """A report as it is shown.

    Attributes:
        report: The report, of the cameras that were asked for.
        before: That of the span before.
        rates: Of each camera that was asked for.
        counts_only: Names and reasons are left out: a guard asked.
    """

    report: Report
    before: Report
    rates: tuple[CameraRate, ...] = ()
    counts_only: bool = False


def narrowed(report: Report, cameras: tuple[str, ...]) -> Report:
    """Return a report with the passages of some cameras; openings have no camera and stay."""
    if not cameras:
        return report
    return replace(
        report, passages=tuple(row for row in report.passages if row.camera_id in cameras)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWanted(Query):
    """A report; answered with a `ReportSheet`. A guard gets today's counts alone."""

    takes_long: ClassVar[bool] = True

    span: ReportSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFileWanted(Query):
    """A report as a file, or on paper; answered with a `ReportFile`. Needs an elevation.

    Attributes:
        span: Which.
        form: ``pdf`` or ``csv``.
        target: Path of an `ExportTarget`, "" for the printer.
    """

    takes_long: ClassVar[bool] = True

    span: ReportSpan
    form: str
    target: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFile:
    """Where it went.

    Attributes:
        path: The file, "" for the printer.
        digest: SHA-256 of it, hexadecimal; the audit chain has it.
    """

    path: str
    digest: str
