# SPDX-License-Identifier: AGPL-3.0-or-later
"""The history of a camera: minutes made of what it tells each second, and their sums.

Pure: times come in, spans go out. Durations are monotonic seconds; a span is named by the UTC
minute or hour in which it was measured (rules 28).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone

from alpr_kiosk.domain.events import CameraHealth, CameraState

MINUTE_S = 60
HOUR_S = 3600

SILENT_S = 5.0
"""A camera tells its health each second; after this long without a word nobody vouches for it, and
the time counts as lost (a capture thread that is stuck is replaced within 5 s)."""

_PICTURE = {
    CameraState.LIVE: "live_s",
    CameraState.LATE: "late_s",
    CameraState.FROZEN: "frozen_s",
    CameraState.COVERED: "covered_s",
}
_LOST = frozenset({CameraState.LOST, CameraState.LOGIN, CameraState.FORMAT})

_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraSpan:
    """What one camera did in one minute, hour or longer.

    Attributes:
        camera_id: Camera.
        start: Aware UTC beginning.
        step_s: Nominal length, seconds (60, 3600 or that of a query).
        fps: Mean frames per second while there was a picture.
        fps_min: Smallest that was told while live, 0 when never live.
        worst_age_s: Largest age of the newest frame, seconds.
        bitrate_kbps: Mean while there was a picture, kilobits a second.
        reconnects: Times the source was opened anew.
        decode_errors: Damaged packets and pictures.
        skipped: Pictures left undecoded because the reader was behind.
        live_s: Seconds in state live.
        late_s: Seconds in state late.
        frozen_s: Seconds in state frozen.
        covered_s: Seconds in state covered.
        lost_s: Seconds without a picture: lost, wrong password, wrong format, or silent.
        other_s: Seconds connecting, or after the end of a recording.
        seen: Vehicles that left, read or not.
        read: Those of them with an agreed plate.
        reads: Reads that voted, of all of them.
    """

    camera_id: str
    start: datetime
    step_s: int = MINUTE_S
    fps: float = 0.0
    fps_min: float = 0.0
    worst_age_s: float = 0.0
    bitrate_kbps: float = 0.0
    reconnects: int = 0
    decode_errors: int = 0
    skipped: int = 0
    live_s: float = 0.0
    late_s: float = 0.0
    frozen_s: float = 0.0
    covered_s: float = 0.0
    lost_s: float = 0.0
    other_s: float = 0.0
    seen: int = 0
    read: int = 0
    reads: int = 0

    @property
    def picture_s(self) -> float:
        """Seconds in which pictures came or stood; the weight of `fps` and `bitrate_kbps`."""
        return self.live_s + self.late_s + self.frozen_s + self.covered_s

    @property
    def watched_s(self) -> float:
        """Seconds of which anything is known."""
        return self.picture_s + self.lost_s + self.other_s

    @property
    def share_read(self) -> float | None:
        """Share of the vehicles with an agreed plate, None without vehicles."""
        return self.read / self.seen if self.seen else None

    @property
    def reads_per_passage(self) -> float | None:
        """Reads that voted per vehicle, None without vehicles."""
        return self.reads / self.seen if self.seen else None


def floor_to(at: datetime, step_s: int) -> datetime:
    """Return the beginning of the span of `step_s` seconds (counted from 1970 UTC) around `at`."""
    since = int((at - _EPOCH).total_seconds() // step_s) * step_s
    return _EPOCH + timedelta(seconds=since)


def merge(spans: Sequence[CameraSpan], *, start: datetime, step_s: int) -> CameraSpan:
    """Return the sum of at least one span of the same camera.

    Means are weighted by the seconds with a picture, so that merging in any order and grouping
    gives the same.
    """
    weights = [span.picture_s for span in spans]
    total = sum(weights)
    slowest = [span.fps_min for span in spans if span.fps_min > 0]

    def mean(values: Iterable[float]) -> float:
        pairs = zip(values, weights, strict=True)
        return sum(value * weight for value, weight in pairs) / total if total > 0 else 0.0

    return CameraSpan(
        camera_id=spans[0].camera_id,
        start=start,
        step_s=step_s,
        fps=mean(span.fps for span in spans),
        fps_min=min(slowest, default=0.0),
        worst_age_s=max(span.worst_age_s for span in spans),
        bitrate_kbps=mean(span.bitrate_kbps for span in spans),
        reconnects=sum(span.reconnects for span in spans),
        decode_errors=sum(span.decode_errors for span in spans),
        skipped=sum(span.skipped for span in spans),
        live_s=sum(span.live_s for span in spans),
        late_s=sum(span.late_s for span in spans),
        frozen_s=sum(span.frozen_s for span in spans),
        covered_s=sum(span.covered_s for span in spans),
        lost_s=sum(span.lost_s for span in spans),
        other_s=sum(span.other_s for span in spans),
        seen=sum(span.seen for span in spans),
        read=sum(span.read for span in spans),
        reads=sum(span.reads for span in spans),
    )


def roll_up(spans: Iterable[CameraSpan], step_s: int) -> tuple[CameraSpan, ...]:
    """Return spans of `step_s` seconds, oldest first; steps without anything are left out.

    Raises:
        ValueError: `step_s` is not positive.
    """
    if step_s <= 0:
        raise ValueError("a step is at least one second")
    groups: dict[tuple[str, datetime], list[CameraSpan]] = {}
    for span in spans:
        groups.setdefault((span.camera_id, floor_to(span.start, step_s)), []).append(span)
    return tuple(
        merge(group, start=start, step_s=step_s)
        for (_, start), group in sorted(groups.items(), key=lambda item: (item[0][1], item[0][0]))
    )


@dataclass(slots=True)
class _Bucket:
    """One camera's minute while it runs."""

    span: CameraSpan
    seconds: dict[str, float] = field(default_factory=dict)
    fps_sum: float = 0.0
    rate_sum: float = 0.0
    fps_min: float = 0.0

    def add(self, name: str, seconds: float, health: CameraHealth) -> None:
        self.seconds[name] = self.seconds.get(name, 0.0) + seconds
        if name in _PICTURE.values():
            self.fps_sum += health.fps * seconds
            self.rate_sum += health.bitrate_kbps * seconds

    def done(self) -> CameraSpan:
        picture = sum(self.seconds.get(name, 0.0) for name in _PICTURE.values())
        return replace(
            self.span,
            fps=self.fps_sum / picture if picture > 0 else 0.0,
            bitrate_kbps=self.rate_sum / picture if picture > 0 else 0.0,
            fps_min=self.fps_min,
            live_s=self.seconds.get("live_s", 0.0),
            late_s=self.seconds.get("late_s", 0.0),
            frozen_s=self.seconds.get("frozen_s", 0.0),
            covered_s=self.seconds.get("covered_s", 0.0),
            lost_s=self.seconds.get("lost_s", 0.0),
            other_s=self.seconds.get("other_s", 0.0),
        )


class CameraMeter:
    """Makes minutes of what cameras tell; used by one thread, a few operations a call."""

    def __init__(self) -> None:
        self._health: dict[str, CameraHealth] = {}
        self._told: dict[str, float] = {}
        self._counted: dict[str, float] = {}
        self._buckets: dict[str, _Bucket] = {}
        self._ready: list[CameraSpan] = []

    def note(self, health: CameraHealth, *, utc: datetime, mono: float) -> None:
        """Take what a camera tells; the time since its last word was spent as it said then.

        Args:
            health: State and numbers; counters go on from the start of its capture thread, and a
                smaller number than before is that of a new thread.
            utc: Aware UTC now; names the minute.
            mono: Monotonic seconds now; measures the time.
        """
        camera = health.camera_id
        self._spend(camera, utc=utc, mono=mono)
        bucket = self._bucket(camera, utc)
        before = self._health.get(camera)
        if health.state is CameraState.LIVE and health.fps > 0:
            known = bucket.fps_min
            bucket.fps_min = min(known, health.fps) if known else health.fps
        bucket.span = replace(
            bucket.span,
            worst_age_s=max(bucket.span.worst_age_s, health.age_s or 0.0),
            reconnects=bucket.span.reconnects
            + _grown(before.reconnects if before else 0, health.reconnects),
            decode_errors=bucket.span.decode_errors
            + _grown(before.decode_errors if before else 0, health.decode_errors),
            skipped=bucket.span.skipped + _grown(before.skipped if before else 0, health.skipped),
        )
        self._health[camera] = health
        self._told[camera] = mono

    def count(self, camera_id: str, *, settled: bool, reads: int, utc: datetime) -> None:
        """A vehicle left: `settled` when its plate was agreed, with `reads` votes."""
        bucket = self._bucket(camera_id, utc)
        span = bucket.span
        bucket.span = replace(
            span, seen=span.seen + 1, read=span.read + settled, reads=span.reads + reads
        )

    def take(self, *, utc: datetime, mono: float, all_of_it: bool = False) -> list[CameraSpan]:
        """Return the minutes that are over; with `all_of_it` also those that still run."""
        for camera in list(self._health):
            self._spend(camera, utc=utc, mono=mono)
        minute = floor_to(utc, MINUTE_S)
        for camera, bucket in list(self._buckets.items()):
            if all_of_it or bucket.span.start != minute:
                self._ready.append(self._buckets.pop(camera).done())
        ready, self._ready = self._ready, []
        return ready

    def _bucket(self, camera_id: str, utc: datetime) -> _Bucket:
        minute = floor_to(utc, MINUTE_S)
        bucket = self._buckets.get(camera_id)
        if bucket is not None and bucket.span.start != minute:
            self._ready.append(bucket.done())
            bucket = None
        if bucket is None:
            bucket = _Bucket(CameraSpan(camera_id=camera_id, start=minute))
            self._buckets[camera_id] = bucket
        return bucket

    def _spend(self, camera: str, *, utc: datetime, mono: float) -> None:
        """Account for the time since this camera was last looked at, in the minute it ends in.

        Looked at each second or so, a minute is right to a second.
        """
        health = self._health.get(camera)
        since = self._counted.get(camera, mono)
        self._counted[camera] = max(mono, since)
        if health is None or mono <= since:
            return
        bucket = self._bucket(camera, utc)
        vouched = self._told[camera] + SILENT_S
        known = max(0.0, min(mono, vouched) - since)
        silent = mono - since - known
        name = _PICTURE.get(health.state) or ("lost_s" if health.state in _LOST else "other_s")
        if health.state is CameraState.ENDED:
            known, silent = known + silent, 0.0  # it said that nothing more comes
        bucket.add(name, known, health)
        bucket.add("lost_s", silent, health)
        if silent > 0:
            age = (health.age_s or 0.0) + mono - self._told[camera]
            bucket.span = replace(bucket.span, worst_age_s=max(bucket.span.worst_age_s, age))


def _grown(before: int, now: int) -> int:
    return now - before if now >= before else now
