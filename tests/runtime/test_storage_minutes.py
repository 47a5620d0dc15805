# SPDX-License-Identifier: AGPL-3.0-or-later
"""Minutes of cameras in the storage thread: kept, or given up without a word about the record."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import cv2
import numpy as np
import pytest

from alpr_kiosk.domain.camera_health import CameraSpan
from alpr_kiosk.domain.geometry import Box
from alpr_kiosk.domain.lists import ListSnapshot
from alpr_kiosk.runtime.mailbox import Inbox
from alpr_kiosk.runtime.storage import StorageWorker
from alpr_kiosk.runtime.storage_jobs import (
    CameraLook,
    EvidencePictures,
    SaveCameraMinutes,
    SavePassage,
    StorageJob,
)
from alpr_kiosk.runtime.views import PreviewImage
from alpr_kiosk.services.camera_watch import CameraWatch, DriftNotice
from alpr_kiosk.services.plate_lists import PlateListService
from alpr_kiosk.services.sessions import SessionService
from alpr_kiosk.storage.camera_history import SqlCameraHistory
from alpr_kiosk.storage.store import Store, open_store
from tests.fakes.clock import ManualClock
from tests.fakes.plates import passage, read

HOUR = timedelta(hours=1)


class Cellar:
    """The storage worker over a real record, on a disk that a test can fill."""

    def __init__(self, folder: Path) -> None:
        self.clock = ManualClock()
        self.store: Store = open_store(folder, clock=self.clock)
        self.free = 10**9
        self.history = SqlCameraHistory(
            database=self.store.database, disk_usage=lambda _: (10**9, 0, self.free)
        )
        records = self.store.records
        self.health: list[str] = []
        self.drifts: list[DriftNotice] = []
        inbox: Inbox[StorageJob] = Inbox(100)
        snapshots: list[ListSnapshot] = []
        self.worker = StorageWorker(
            inbox=inbox,
            records=records,
            evidence=self.store.evidence,
            sessions=SessionService(records=records, clock=self.clock),
            lists=PlateListService(records=records, clock=self.clock),
            replace_snapshot=snapshots.append,
            clock=self.clock,
            watch=CameraWatch(
                cameras=["cam"],
                history=self.history,
                pictures=self.store.camera_pictures,
                records=records,
                clock=self.clock,
                tz=ZoneInfo("UTC"),
            ),
        )
        self.worker.health.connect(self.health.append)
        self.worker.drift_changed.connect(self.drifts.append)

    def minute(self, **values: Any) -> CameraSpan:
        span = CameraSpan(camera_id="cam", start=self.clock.utc, live_s=60.0)
        return replace(span, **values)

    def keep(self, *looks: tuple[str, CameraLook], **values: Any) -> None:
        self.worker.handle(SaveCameraMinutes(minutes=(self.minute(**values),), looks=looks))


@pytest.fixture
def cellar(tmp_path: Path, qapp: Any) -> Iterator[Cellar]:
    made = Cellar(tmp_path)
    yield made
    made.store.close()


def look(clock: ManualClock, box: Box | None = None) -> CameraLook:
    """A picture in lines that are longer than it is wide, as a painter may have them."""
    data = np.zeros((90, 176, 4), dtype=np.uint8)
    data[:, :160] = (40, 200, 40, 255)
    data.flags.writeable = False
    image = PreviewImage(
        camera_id="cam",
        seq=1,
        width=160,
        height=90,
        stride=176 * 4,
        data=data,
        captured_mono=clock.mono,
    )
    return CameraLook(image=image, boxes=(box,) if box else ())


def test_minutes_given_up_are_counted_and_said_once(
    cellar: Cellar, caplog: pytest.LogCaptureFixture
) -> None:
    cellar.free = 1000
    with caplog.at_level(logging.INFO):
        for _ in range(3):
            cellar.keep()
            cellar.clock.advance(60.0)
        assert cellar.worker._cameras.lost == 3
        cellar.free = 10**9
        cellar.keep()
    assert [line.split(":")[0] for line in caplog.messages if "minutes" in line] == [
        "minutes of cameras are not kept",
        "minutes of cameras are kept again, 3 were lost",
    ]
    assert cellar.health == []  # nobody is told that the record is broken: it is not
    assert cellar.drifts == []


def test_a_drift_is_told_with_a_picture_in_which_no_plate_is(cellar: Cellar) -> None:
    for _ in range(8 * 24):
        cellar.history.add_minutes([cellar.minute(seen=30, read=29, live_s=3600.0)])
        cellar.clock.advance(3600.0)
    cellar.keep()
    for _ in range(4):
        now = look(cellar.clock, Box(0.4, 0.4, 0.6, 0.6))
        cellar.keep(("cam", now), seen=10, read=1)
        cellar.clock.advance(900.0)
    (notice,) = cellar.drifts
    assert notice.code == "reader.drift"
    picture = cv2.imread(dict(notice.context)["now"])
    assert picture is not None
    assert picture.shape == (90, 160, 3)
    assert np.abs(picture[45, 80].astype(int) - 128).max() < 16
    assert picture[10, 155, 1] > 180  # and the line's end is not part of it


def test_a_picture_that_is_none_costs_neither_passage_nor_record(cellar: Cellar) -> None:
    pictures = EvidencePictures(lane=lambda: b"lane jpeg", crop=lambda: b"crop jpeg")
    seen = passage("AB123CD", "AB123CD")
    seen = replace(seen, best_read=read("AB123CD"))
    cellar.worker.handle(SavePassage(passage=seen, pictures=pictures))
    (row,) = cellar.store.records.recent_passages()
    assert len(row.evidence) == 2
    assert cellar.health == []
    assert cellar.store.camera_pictures.reference("cam", 12, cellar.clock.utc + HOUR) is None
