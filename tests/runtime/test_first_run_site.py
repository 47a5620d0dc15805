# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first run in a running site: by hand only until five cars were read, then automatic."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alpr_kiosk.domain.events import Action
from alpr_kiosk.domain.first_run import (
    SETTING,
    CarNotRead,
    DriveTestStarted,
    FirstRun,
    LaneDrive,
    RiskAccepted,
    SetupStepDone,
)
from tests.fakes.site import make_view
from tests.runtime.full_site import FullSite


@pytest.fixture
def site(tmp_path, monkeypatch, qtbot):
    before = FullSite(tmp_path, monkeypatch, qtbot)
    before.context.store.records.set_setting(SETTING, FirstRun(step="drive").kept())
    before.context.store.close()
    made = FullSite(tmp_path, monkeypatch, qtbot).start()
    yield made
    made.close()


def drive_by(site: FullSite, number: int, *, decided: bool = True) -> None:
    """A car drives through the lane, as the screen is told of it."""
    view = make_view(site.clock, number=number, decided=decided)
    passage = replace(view.passage, lane_id="lane")
    site.site.bus.passage_changed.emit(replace(view, passage=passage))
    site.site.bus.passage_closed.emit(passage.passage_id)


def test_five_cars_bring_automatic_opening_and_the_sheet(site) -> None:
    assert [state.step for state in site.heard("first_run_changed")] == ["drive"]
    site.car("AB123CD")
    site.until(lambda: bool(site.decisions))
    assert {record.decision.action for record in site.decisions} == {Action.ASK}
    session = site.sign_in()
    assert site.submit(DriveTestStarted(session=session)).ok
    lane = site.heard("drive_test_changed")[-1].lanes[0]
    assert site.submit(CarNotRead(lane_id="lane", direction=lane.direction)).ok
    drive_by(site, 1, decided=False)
    for number in range(2, 6):
        drive_by(site, number)
        drive_by(site, number)  # the same car again, with a newer state
    # What a screen says of the cars counts for nothing: the site has counted them.
    told = (LaneDrive(lane_id="lane", direction=lane.direction, cars=()),)
    refused = site.submit(SetupStepDone(step="drive", session=session, drive=told))
    assert (refused.ok, refused.code) == (False, "setup.not_driven")
    drive_by(site, 6)
    test = site.heard("drive_test_changed")[-1]
    assert [car.read for car in test.lanes[0].cars] == [False, False, *[True] * 5]
    assert test.passed
    assert site.pulses == 0
    assert site.submit(SetupStepDone(step="drive", session=session)).ok
    assert site.heard("first_run_changed")[-1].automatic == "drive"
    site.car("AB123CD")
    site.until(lambda: site.pulses == 1)
    kept = site.submit(SetupStepDone(step="sheet", session=session))
    assert kept.ok
    assert (site.folder / dict(kept.context)["sheet"]).read_bytes().startswith(b"%PDF")
    assert site.heard("first_run_changed")[-1].finished


def test_a_supervisor_takes_the_risk(site) -> None:
    assert site.submit(RiskAccepted(session="")).code == "pin.needed"
    assert site.submit(RiskAccepted(session=site.sign_in())).ok
    site.car("AB123CD")
    site.until(lambda: site.pulses == 1)


def test_a_site_that_ran_before_says_nothing(tmp_path, monkeypatch, qtbot) -> None:
    site = FullSite(tmp_path, monkeypatch, qtbot).start()
    site.car("AB123CD")
    site.until(lambda: site.pulses == 1)
    assert site.heard("first_run_changed") == []
    site.close()
