# SPDX-License-Identifier: AGPL-3.0-or-later
"""Names of backups, and which are kept."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.backups import (
    DAYS_KEPT,
    HOURS_KEPT,
    WEEKS_KEPT,
    BackupFile,
    kept,
    parse_name,
)

UTC = timezone.utc
BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
PLENTY = 10**12


def file(made_at: datetime, *, size: int = 10, digest: str = "0123456789abcdef") -> BackupFile:
    return BackupFile(made_at=made_at, digest=digest, size=size)


def test_a_name_tells_time_and_digest() -> None:
    made = file(NOW, size=7)
    assert made.name == "alpr-record-20261126T120000Z-0123456789abcdef.sqlite3.gz"
    assert parse_name(made.name, size=7) == made


@pytest.mark.parametrize(
    "name",
    [
        "",
        "alpr.sqlite3",
        "alpr-record-20261126T120000Z-0123456789abcdef.sqlite3",
        "x-alpr-record-20261126T120000Z-0123456789abcdef.sqlite3.gz",
        "alpr-record-20261326T120000Z-0123456789abcdef.sqlite3.gz",
        "alpr-record-20261126T120000Z-0123456789ABCDEF.sqlite3.gz",
        "alpr-record-20261126T120000Z-0123456789abcdef.sqlite3.gz\n",
    ],
)
def test_other_files_are_no_backups(name: str) -> None:
    assert parse_name(name) is None


def test_hourly_backups_of_a_year() -> None:
    files = [file(NOW - number * HOUR) for number in range(24 * 365)]
    staying = kept(files, now=NOW, zone=BERLIN, quota=PLENTY)
    ages = [(NOW - one.made_at) / HOUR for one in staying]
    assert ages[:24] == list(range(24))
    # The last hour of the five days before yesterday, and of the Sundays of the weeks before.
    assert ages[24:] == [14 + 24 * days for days in (1, 2, 3, 4, 5, 3 + 7, 3 + 14)]


def test_a_site_that_stood_still_keeps_what_it_has() -> None:
    files = [file(NOW - timedelta(days=400) - number * HOUR) for number in range(5)]
    assert len(kept(files, now=NOW, zone=BERLIN, quota=PLENTY)) == 5


def test_the_quota_takes_the_oldest_but_never_the_newest() -> None:
    files = [file(NOW - number * HOUR, size=100) for number in range(10)]
    assert kept(files, now=NOW, zone=BERLIN, quota=350) == tuple(files[:3])
    assert kept(files, now=NOW, zone=BERLIN, quota=1) == tuple(files[:1])
    assert kept([], now=NOW, zone=BERLIN, quota=1) == ()


def test_a_wrong_clock_displaces_no_good_backup() -> None:
    future = [file(NOW + timedelta(days=5000) + number * HOUR, size=100) for number in range(40)]
    good = [file(NOW - number * HOUR, size=100) for number in range(24)]
    staying = kept([*future, *good], now=NOW, zone=BERLIN, quota=2450)
    assert staying == tuple(good)
    assert set(kept([*future, *good], now=NOW, zone=BERLIN, quota=PLENTY)) == {*future, *good}


def test_the_hour_that_comes_twice_has_two() -> None:
    second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)  # 2:30 again
    files = [file(second), file(second - HOUR)]
    assert kept(files, now=NOW, zone=BERLIN, quota=PLENTY) == tuple(files)


times = st.integers(0, 3 * 365 * 24 * 60).map(lambda minutes: NOW - timedelta(minutes=minutes))


@given(
    made=st.lists(times, max_size=80, unique=True),
    sizes=st.lists(st.integers(1, 1000), min_size=80, max_size=80),
    quota=st.integers(0, 20_000),
    zone=st.sampled_from(["UTC", "Europe/Berlin", "America/New_York"]),
)
def test_what_is_kept(made: list[datetime], sizes: list[int], quota: int, zone: str) -> None:
    files = [file(at, size=size) for at, size in zip(made, sizes, strict=False)]
    staying = kept(files, now=NOW, zone=ZoneInfo(zone), quota=quota)
    assert set(staying) <= set(files)
    assert len(staying) <= HOURS_KEPT + DAYS_KEPT + WEEKS_KEPT
    assert list(staying) == sorted(staying, key=lambda one: one.made_at, reverse=True)
    if files:
        assert staying[0] == max(files, key=lambda one: one.made_at)
        assert len(staying) == 1 or sum(one.size for one in staying) <= quota
    # Doing it again changes nothing: what is kept stays kept until something newer comes.
    assert kept(staying, now=NOW, zone=ZoneInfo(zone), quota=quota) == staying
