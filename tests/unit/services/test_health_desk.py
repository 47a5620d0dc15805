# SPDX-License-Identifier: AGPL-3.0-or-later
"""The log and the report of the health page: nothing that leaves names a plate or a password."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from alpr_kiosk.domain.health_queries import (
    HealthFact,
    LogWanted,
    RecordFactsWanted,
    ReportPlacesWanted,
    ReportWanted,
)
from alpr_kiosk.domain.queries import QueryCancelledError
from alpr_kiosk.services.health_desk import HealthDesk, HealthError
from alpr_kiosk.services.sessions import SessionService
from alpr_kiosk.storage.removable import MountedTargets
from tests.fakes.clock import ManualClock
from tests.fakes.records import FakeRecords

PIN = "739204"


class Control:
    """Takes what is told, and cancels after so many looks."""

    def __init__(self, looks: int = 1000) -> None:
        self.looks = looks
        self.steps: list[str] = []

    def progress(self, done: int, total: int, step: str = "", so_far: object = None) -> None:
        self.steps.append(step)

    def check(self) -> None:
        self.looks -= 1
        if self.looks < 0:
            raise QueryCancelledError


class House:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = ManualClock()
        self.sessions = SessionService(
            records=FakeRecords(clock=self.clock),
            clock=self.clock,
            hasher=PasswordHasher(1, 8, 1),
        )
        self.log = folder / "alpr-kiosk.log"
        self.desk = HealthDesk(
            log=self.log,
            sessions=self.sessions,
            clock=self.clock,
            facts=lambda: iter(
                (
                    HealthFact(name="chain", ok=True, detail="12 rows"),
                    HealthFact(name="lists", ok=False, detail="AB12CDE twice"),
                )
            ),
            settings=lambda: {
                "source": "rtsp://admin:hunter2@10.0.0.9/1",
                "password": "hunter2",
            },
            version="0.1.0",
            targets=MountedTargets(folder / "reports", roots=()),
        )

    def session(self, role: str) -> str:
        self.sessions.set_pin(role, role, PIN, "test")
        return self.sessions.submit(role, role, PIN).session


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def test_the_newest_lines_over_two_files_without_plates(house):
    (house.folder / "alpr-kiosk.log.1").write_text("older\n")
    house.log.write_text("".join(f"line {n} plate=AB12CDE\n" for n in range(30)))
    page = house.desk.log(LogWanted(lines=10), Control())
    assert len(page.lines) == 10
    assert page.cut
    assert page.lines[-1].startswith("line 29")
    assert "AB12CDE" not in "".join(page.lines)
    page = house.desk.log(LogWanted(), Control())
    assert (page.lines[0], len(page.lines), page.cut) == ("older", 31, False)


def test_no_log_yet_and_one_that_cannot_be_read(house):
    assert house.desk.log(LogWanted(), Control()).lines == ()
    house.log.mkdir()
    with pytest.raises(HealthError) as failed:
        house.desk.log(LogWanted(), Control())
    assert failed.value.code == "health.log_unreadable"


def test_the_record_is_looked_through(house):
    facts = house.desk.facts(RecordFactsWanted(), Control())
    assert [(one.name, one.ok) for one in facts] == [("chain", True), ("lists", False)]
    with pytest.raises(QueryCancelledError):
        house.desk.facts(RecordFactsWanted(), Control(looks=1))


def test_our_own_folder_is_always_there(house):
    (place,) = house.desk.places(ReportPlacesWanted(), Control())
    assert (Path(place.path), place.removable) == (house.folder / "reports", False)


@pytest.mark.parametrize("role", ["installer", "supervisor"])
def test_a_report_names_no_plate_and_no_password(house, role):
    house.log.write_text("2026 read plate=AB12CDE\n2026 token=abc123\n")
    (place,) = house.desk.places(ReportPlacesWanted(), Control())
    control = Control()
    saved = house.desk.report(
        ReportWanted(
            folder=place.path, state=("reader 38 ms", "AB12CDE waits"), session=house.session(role)
        ),
        control,
    )
    path = Path(saved.folder) / saved.file
    assert saved.file == "alpr-report-20261122-120000.zip"
    assert saved.size == path.stat().st_size
    with zipfile.ZipFile(path) as packed:
        assert set(packed.namelist()) == {"state.txt", "settings.json", "record.txt", "log.txt"}
        everything = "".join(packed.read(name).decode() for name in packed.namelist())
    assert "reader 38 ms" in everything
    assert "BAD lists" in everything
    for secret in ("AB12CDE", "hunter2", "abc123", "admin"):
        assert secret not in everything
    assert [step for step in control.steps if step] == [
        f"health.step.{step}" for step in ("facts", "settings", "record", "log", "write")
    ]
    assert [one.name for one in path.parent.iterdir()] == [saved.file]


def test_not_without_a_session_and_not_elsewhere(house):
    (place,) = house.desk.places(ReportPlacesWanted(), Control())
    with pytest.raises(HealthError) as refused:
        house.desk.report(ReportWanted(folder=place.path), Control())
    assert refused.value.code == "pin.needed"
    session = house.session("installer")
    with pytest.raises(HealthError) as refused:
        house.desk.report(ReportWanted(folder=str(house.folder), session=session), Control())
    assert refused.value.code == "health.unwritable"
    with pytest.raises(HealthError) as refused:
        house.desk.report(
            ReportWanted(folder=place.path, session=house.session("auditor")), Control()
        )
    assert refused.value.code == "pin.needed"


def test_nothing_is_left_of_one_that_was_cancelled_or_did_not_fit(house, monkeypatch):
    (place,) = house.desk.places(ReportPlacesWanted(), Control())
    session = house.session("installer")
    wanted = ReportWanted(folder=place.path, session=session)
    for looks in range(5):
        with pytest.raises(QueryCancelledError):
            house.desk.report(wanted, Control(looks=looks))
    assert list(Path(place.path).iterdir()) == []

    def full(*_args: object, **_kw: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(zipfile.ZipFile, "writestr", full)
    with pytest.raises(HealthError) as failed:
        house.desk.report(wanted, Control())
    assert failed.value.context["why"] == "No space left on device"
    assert list(Path(place.path).iterdir()) == []
