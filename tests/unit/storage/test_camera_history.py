# SPDX-License-Identifier: AGPL-3.0-or-later
"""History of cameras in the record: added up, asked for, removed in time, given up first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from alpr_kiosk.domain.camera_health import CameraSpan, roll_up
from alpr_kiosk.domain.ports import CameraHistory
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import migrations
from alpr_kiosk.storage.camera_history import HOURS_KEPT, MINUTES_KEPT, SqlCameraHistory
from alpr_kiosk.storage.camera_pictures import NOW_KEPT, REFERENCE_FRESH, CameraPictureFolder
from alpr_kiosk.storage.store import Store, open_store
from tests.fakes.clock import ManualClock

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = open_store(tmp_path, clock=ManualClock())
    yield made
    made.close()


def minute(number: int, camera: str = "cam", **values: object) -> CameraSpan:
    given = {"live_s": 60.0, "fps": 20.0, "fps_min": 18.0, "seen": 2, "read": 1, "reads": 7}
    return CameraSpan(camera_id=camera, start=NOON + number * MINUTE, **(given | values))  # type: ignore[arg-type]


def test_minutes_come_back_as_they_were(store: Store) -> None:
    history: CameraHistory = store.cameras
    whole = minute(
        1,
        worst_age_s=1.5,
        bitrate_kbps=900.5,
        reconnects=1,
        decode_errors=2**40,
        skipped=3,
        late_s=1.25,
        frozen_s=2.5,
        covered_s=3.5,
        lost_s=4.5,
        other_s=5.5,
    )
    history.add_minutes([whole, minute(0), minute(0, "other")])
    found = history.camera_history("cam", NOON, NOON + HOUR, MINUTE)
    assert list(found) == [minute(0), whole]
    assert history.camera_history("cam", NOON + MINUTE, NOON + HOUR, MINUTE) == (whole,)
    assert history.camera_history("none", NOON, NOON + HOUR, MINUTE) == ()


def test_hours_are_the_sum_of_their_minutes(store: Store) -> None:
    minutes = [minute(number, fps=float(number % 30)) for number in range(150)]
    for some in (minutes[:40], minutes[40:41], minutes[41:]):
        store.cameras.add_minutes(some)
    hours = store.cameras.camera_history("cam", NOON, NOON + 5 * HOUR, HOUR)
    assert [span.seen for span in hours] == [120, 120, 60]
    for found, wanted in zip(hours, roll_up(minutes, 3600), strict=True):
        assert found.fps == pytest.approx(wanted.fps)
        assert (found.start, found.step_s, found.live_s) == (wanted.start, 3600, wanted.live_s)
    (day,) = store.cameras.camera_history("cam", NOON, NOON + 5 * HOUR, timedelta(days=1))
    assert (day.seen, day.step_s) == (300, 86400)
    quarters = store.cameras.camera_history("cam", NOON, NOON + HOUR, 15 * MINUTE)
    assert [span.seen for span in quarters] == [30, 30, 30, 30]


def test_a_minute_that_comes_in_two_pieces_is_added_up(store: Store) -> None:
    store.cameras.add_minutes([minute(0, live_s=20.0), minute(0, live_s=10.0)])
    store.cameras.add_minutes([minute(0, live_s=30.0)])
    (found,) = store.cameras.camera_history("cam", NOON, NOON + MINUTE, MINUTE)
    assert (found.live_s, found.seen) == (60.0, 6)


def test_what_is_too_old_goes_and_the_rest_stays(store: Store) -> None:
    for age in (timedelta(0), MINUTES_KEPT + HOUR, HOURS_KEPT + HOUR):
        store.cameras.add_minutes([minute(0)] if not age else [_older(age)])
    gone = store.cameras.purge(NOON + MINUTE)
    assert gone == 2 + 1  # two minutes and one hour
    begin = NOON - 2 * HOURS_KEPT
    assert len(store.cameras.camera_history("cam", begin, NOON + HOUR, MINUTE)) == 1
    assert len(store.cameras.camera_history("cam", begin, NOON + HOUR, HOUR)) == 2
    assert store.cameras.purge(NOON + MINUTE) == 0


def _older(age: timedelta) -> CameraSpan:
    return CameraSpan(camera_id="cam", start=NOON - age)


def test_a_disk_that_is_nearly_full_keeps_its_rest_for_the_journal(store: Store) -> None:
    history = SqlCameraHistory(database=store.database, disk_usage=lambda _: (10**9, 0, 10**7))
    with pytest.raises(StorageError) as caught:
        history.add_minutes([minute(0)])
    assert caught.value.code == "history.disk_full"
    history.add_minutes([])  # nothing to keep is no error
    assert history.camera_history("cam", NOON, NOON + HOUR, MINUTE) == ()


def test_the_audit_chain_knows_nothing_of_it(store: Store) -> None:
    before = len(store.records.audit_rows())
    store.cameras.add_minutes([minute(0)])
    store.cameras.purge(NOON + MINUTES_KEPT + HOUR)
    assert len(store.records.audit_rows()) == before
    assert store.records.verify_audit() is None


def test_a_record_of_the_first_version_gets_the_tables_and_keeps_its_rows(tmp_path: Path) -> None:
    engine = create_engine(f"sqlite:///{tmp_path}/a.sqlite3")
    with engine.begin() as connection:
        migrations.upgrade(connection, to="0001")
        assert not inspect(connection).has_table("camera_minute")
        connection.execute(text("INSERT INTO setting VALUES ('a', 'b')"))
        migrations.upgrade(connection)
        assert {"camera_minute", "camera_hour"} <= set(inspect(connection).get_table_names())
        migrations.downgrade(connection, to="0001")
        assert migrations.current_version(connection) == "0001"
        assert not inspect(connection).has_table("camera_hour")
        assert connection.execute(text("SELECT value FROM setting")).scalar() == "b"
    engine.dispose()


# --------------------------------------------------------------------------------------- pictures


def test_a_reference_is_kept_for_a_week_and_replaced(tmp_path: Path) -> None:
    folder = CameraPictureFolder(tmp_path / "health")
    assert folder.wants_reference("cam", 9, NOON)
    folder.keep_reference("cam", 9, NOON, b"one")
    later = NOON + REFERENCE_FRESH - HOUR
    assert not folder.wants_reference("cam", 9, later)
    assert folder.wants_reference("cam", 10, later)
    assert folder.wants_reference("other", 9, later)
    later = NOON + REFERENCE_FRESH
    assert folder.wants_reference("cam", 9, later)
    folder.keep_reference("cam", 9, later, b"two")
    found = folder.reference("cam", 9, later + HOUR)
    assert found is not None
    assert (found[0].read_bytes(), found[1]) == (b"two", later)
    assert len(list(tmp_path.rglob("*"))) == 3  # two folders, one picture
    assert found[0].stat().st_mode & 0o777 == 0o600


def test_the_nearest_hour_from_before_is_taken(tmp_path: Path) -> None:
    folder = CameraPictureFolder(tmp_path)
    assert folder.reference("cam", 3, NOON) is None
    folder.keep_reference("cam", 23, NOON, b"late")
    folder.keep_reference("cam", 6, NOON + HOUR, b"early")
    folder.keep_reference("cam", 2, NOON + 2 * HOUR, b"new")
    found = folder.reference("cam", 1, NOON + 2 * HOUR)
    assert found is not None
    assert found[0].read_bytes() == b"late"


def test_pictures_that_are_too_old_go(tmp_path: Path) -> None:
    folder = CameraPictureFolder(tmp_path)
    now = folder.keep_now("cam", NOON, b"now")
    folder.keep_reference("cam", 6, NOON, b"then")
    (tmp_path / "cam" / "notes.jpg").write_bytes(b"not ours")
    assert folder.purge(NOON + NOW_KEPT) == 0
    assert folder.purge(NOON + NOW_KEPT + HOUR) == 1
    assert not now.exists()
    assert folder.purge(NOON + timedelta(days=61)) == 1
    assert [path.name for path in (tmp_path / "cam").iterdir()] == ["notes.jpg"]


def test_a_name_never_leaves_the_folder(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="folder"):
        CameraPictureFolder(tmp_path).keep_now("../x", NOON, b"")


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StorageError) as caught:
        CameraPictureFolder(tmp_path / "file").keep_now("cam", NOON, b"x")
    assert caught.value.code == "evidence.unwritable"
