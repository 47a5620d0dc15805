# SPDX-License-Identifier: AGPL-3.0-or-later
"""The watch over cameras: one alarm a day, its end, its pictures, its failures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from alpr_kiosk.domain.camera_health import CameraSpan, roll_up
from alpr_kiosk.errors import RecognitionError, StorageError
from alpr_kiosk.services.camera_watch import CameraWatch, DriftNotice
from alpr_kiosk.storage.camera_pictures import CameraPictureFolder
from tests.fakes.clock import ManualClock
from tests.fakes.records import FakeRecords

QUARTER = timedelta(minutes=15)


class FakeHistory:
    """Spans in a list."""

    def __init__(self) -> None:
        self.spans: list[CameraSpan] = []
        self.purged = 0
        self.failing: StorageError | None = None

    def add_minutes(self, minutes: Sequence[CameraSpan]) -> None:
        if self.failing is not None:
            raise self.failing
        self.spans += minutes

    def camera_history(
        self, camera_id: str, since: datetime, until: datetime, step: timedelta
    ) -> Sequence[CameraSpan]:
        if self.failing is not None:
            raise self.failing
        wanted = [s for s in self.spans if s.camera_id == camera_id and since <= s.start < until]
        return roll_up(wanted, int(step.total_seconds()))

    def purge(self, now: datetime) -> int:
        self.purged += 1
        return 0


class Post:
    """A camera that is read, and the watch over it."""

    def __init__(self, folder: Path) -> None:
        self.clock = ManualClock()
        self.history = FakeHistory()
        self.records = FakeRecords(clock=self.clock)
        self.pictures = CameraPictureFolder(folder)
        self.looks = {"cam": lambda: b"now"}
        self.start()

    def start(self) -> None:
        self.watch = CameraWatch(
            cameras=["cam"],
            history=self.history,
            pictures=self.pictures,
            records=self.records,
            clock=self.clock,
            tz=ZoneInfo("Europe/Berlin"),
        )

    def fill(self, days: int) -> None:
        """Have had days on which every plate was read."""
        for _ in range(days * 24):
            span = CameraSpan(camera_id="cam", start=self.clock.utc, live_s=3600.0)
            self.history.add_minutes([replace(span, seen=24, read=24)])
            self.clock.advance(3600.0)
        self.watch.review({})

    def drive(self, hours: float, share: float = 1.0) -> list[DriftNotice]:
        """Let 24 vehicles an hour pass, and look each quarter."""
        told = []
        for _ in range(round(hours * 4)):
            span = CameraSpan(
                camera_id="cam",
                start=self.clock.utc,
                step_s=900,
                live_s=900.0,
                seen=6,
                read=round(6 * share),
            )
            self.clock.advance(900.0)
            self.watch.record([span])
            told += self.watch.review(self.looks)
        return told


@pytest.fixture
def post(tmp_path: Path) -> Post:
    made = Post(tmp_path)
    made.fill(8)
    return made


def test_a_dirty_lens_is_told_once_and_its_end_too(post: Post) -> None:
    began = post.clock.utc - 4 * QUARTER
    post.watch.keep_reference("cam", began, lambda: b"then")
    (notice,) = post.drive(6, share=1 / 3)
    assert (notice.camera_id, notice.code, notice.active) == ("cam", "reader.drift", True)
    context = dict(notice.context)
    assert int(context["pct"]) >= 40
    assert Path(context["then"]).read_bytes() == b"then"
    assert Path(context["now"]).read_bytes() == b"now"
    assert context["then_at"] == began.astimezone(ZoneInfo("Europe/Berlin")).strftime(
        "%d.%m. %H:%M"
    )
    (end,) = post.drive(3)
    assert end == DriftNotice(camera_id="cam", code="reader.drift", active=False)
    assert post.drive(10) == []


def test_one_alarm_a_day(post: Post) -> None:
    told = post.drive(3, share=0.0) + post.drive(2) + post.drive(3, share=0.0)
    assert [notice.active for notice in told] == [True, False]
    told = post.drive(26, share=0.0)  # another day of the site
    assert [notice.active for notice in told] == [True]


def test_an_alarm_of_this_morning_is_told_again_after_a_restart(post: Post) -> None:
    assert len(post.drive(3, share=0.0)) == 1
    post.start()
    assert [notice.active for notice in post.drive(1, share=0.0)] == [True]
    assert post.drive(1, share=0.0) == []


def test_a_camera_turned_away_has_its_own_words(post: Post) -> None:
    told = []
    for _ in range(16):
        span = CameraSpan(camera_id="cam", start=post.clock.utc, step_s=900, live_s=900.0)
        post.clock.advance(900.0)
        post.watch.record([span])
        told += post.watch.review({})
    (notice,) = told
    assert notice.code == "reader.fewer_cars"
    assert dict(notice.context)["pct"] == "100"
    assert "now" not in dict(notice.context)
    assert [notice.active for notice in post.drive(4)] == [False]


def test_a_view_through_a_dirty_lens_is_no_reference(post: Post) -> None:
    post.drive(3, share=0.0)
    post.watch.keep_reference("cam", post.clock.utc, lambda: b"dirty")
    assert post.pictures.reference("cam", 12, post.clock.utc + QUARTER) is None


def test_a_reference_is_made_once(post: Post) -> None:
    made = []
    for _ in range(3):
        post.watch.keep_reference("cam", post.clock.utc, lambda: made.append(1) or b"then")
    assert made == [1]


def test_a_picture_that_cannot_be_made_costs_no_alarm(post: Post) -> None:
    def broken() -> bytes:
        raise RecognitionError("picture.encode")

    post.looks["cam"] = broken
    (notice,) = post.drive(3, share=0.0)
    assert "now" not in dict(notice.context)


def test_a_site_that_keeps_no_pictures(tmp_path: Path) -> None:
    post = Post(tmp_path)
    watch = CameraWatch(
        cameras=["cam"],
        history=post.history,
        pictures=None,
        records=post.records,
        clock=post.clock,
        tz=ZoneInfo("UTC"),
    )
    post.watch = watch
    post.fill(8)
    watch.keep_reference("cam", post.clock.utc, lambda: b"then")
    (notice,) = post.drive(3, share=0.0)
    assert set(dict(notice.context)) == {"pct", "time"}
    assert list(tmp_path.iterdir()) == []


def test_it_looks_each_quarter_and_tidies_up_each_hour(post: Post) -> None:
    before = post.history.purged
    assert post.watch.review({}) == []
    post.drive(5)
    assert post.history.purged == before + 5


def test_a_history_that_fails_is_said_and_tried_again(post: Post) -> None:
    post.drive(2.75, share=0.0)
    post.records.set_setting("camera.drift.cam", "")
    post.start()
    post.history.failing = StorageError("storage.locked")
    post.clock.advance(900.0)
    with pytest.raises(StorageError):
        post.watch.review({})
    post.history.failing = None
    assert post.watch.review({}) == []  # not at once: the next quarter
    assert len(post.drive(0.5, share=0.0)) == 1


def test_a_clock_that_jumps_ahead_and_back_takes_nothing_away(tmp_path: Path) -> None:
    post = Post(tmp_path)
    right = post.clock.utc
    post.clock.utc = right + timedelta(days=4000)
    post.watch.review({})
    post.clock.utc = right + timedelta(minutes=20)
    post.watch.review({})
    assert post.history.purged == 0
    for _ in range(8):
        post.clock.advance(900.0)
        post.watch.review({})
    assert post.history.purged == 2
