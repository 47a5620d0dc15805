# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first run in the record: its steps, the first PINs, the risk, and the sheet."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from argon2 import PasswordHasher

from alpr_kiosk.config.paths import resources_dir
from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.first_run import (
    BEFORE,
    DRIVEN,
    RISK,
    SET_UP_BEFORE,
    SETTING,
    STEPS,
    DrivenCar,
    FirstRun,
    FirstUserSaved,
    LaneDrive,
    RiskAccepted,
    SetupStepDone,
    first_run_from,
)
from alpr_kiosk.domain.look import LookSettings, ThemeChanged
from alpr_kiosk.services.first_run import FirstRunService, known_first_run
from alpr_kiosk.services.look_keeping import LookKeeper
from alpr_kiosk.services.sessions import SessionService
from alpr_kiosk.storage.sheets import SheetFolder
from tests.fakes.clock import ManualClock
from tests.fakes.records import FakeRecords

PIN = "739204"
CARS = tuple(DrivenCar(plate="AB12CDE", read=True) for _ in range(5))
DRIVE = (LaneDrive(lane_id="lane", direction=Direction.IN, cars=CARS),)


class Kiosk:
    """A kiosk out of the box."""

    def __init__(self, folder: Any, **parts: object) -> None:
        clock = ManualClock()
        self.records = FakeRecords(clock=clock)
        self.sessions = SessionService(
            records=self.records, clock=clock, hasher=PasswordHasher(1, 8, 1)
        )
        self.folder = folder
        sheets = SheetFolder(folder)
        self.service = FirstRunService(
            records=self.records,
            sessions=self.sessions,
            config=AppConfig.model_validate(parts),
            clock=clock,
            zone=ZoneInfo("UTC"),
            fonts=resources_dir() / "fonts",
            commissioned=sheets.commissioned,
            keep_sheet=sheets.keep_pdf,
        )

    def ask(self, intent: Any) -> tuple[bool, str]:
        answer = self.service.handle(intent)
        return answer.ok, answer.code

    def first(self, user: str, role: str, session: str = "", pin: str = PIN) -> Any:
        return self.service.handle(FirstUserSaved(user=user, role=role, pin=pin, session=session))

    @property
    def audit(self) -> list[tuple[str, str]]:
        return [(row.kind, row.actor) for row in self.records.audit_rows()]


@pytest.fixture
def kiosk(tmp_path) -> Kiosk:
    return Kiosk(tmp_path)


def test_a_kiosk_out_of_the_box_begins_and_goes_on_where_it_was(kiosk: Kiosk) -> None:
    assert known_first_run(kiosk.records, cameras=0) == FirstRun()
    for step in ("language", "screen", "place"):
        assert kiosk.ask(SetupStepDone(step=step)) == (True, "")
    state = known_first_run(kiosk.records, cameras=0)
    assert (state.step, state.number, state.finished) == ("pin", 4, False)
    # A camera added since does not end it: only a site without its setting counts as old.
    assert known_first_run(kiosk.records, cameras=2) == state
    assert ("setup.step", "setup") in kiosk.audit


@pytest.mark.parametrize(("cameras", "users"), [(1, 0), (0, 1)])
def test_a_site_that_ran_before_is_finished(kiosk: Kiosk, cameras: int, users: int) -> None:
    for number in range(users):
        kiosk.sessions.set_pin(f"Guard {number}", "guard", PIN, "cli")
    state = known_first_run(kiosk.records, cameras=cameras)
    assert state == SET_UP_BEFORE
    assert state.finished
    assert state.automatic == BEFORE


@pytest.mark.parametrize("text", ["{", "[]", '{"step": "nothing"}', '"x"', "null"])
def test_damage_keeps_automatic_opening_off(text: str) -> None:
    assert first_run_from(text, fresh=False).automatic == ""


def test_it_is_kept_without_plates_and_comes_back() -> None:
    state = FirstRun(
        step="sheet", done=("language",), later=("lists",), automatic=DRIVEN, drive=DRIVE
    )
    assert "AB12CDE" not in state.kept()
    blank = tuple(replace(car, plate="") for car in CARS)
    back = first_run_from(state.kept(), fresh=True)
    assert back == replace(state, drive=(replace(DRIVE[0], cars=blank),))
    odd = '{"step": "drive", "drive": [[1]], "automatic": "yes"}'
    assert first_run_from(odd, fresh=False) == FirstRun(step="drive")


def test_the_first_pin_needs_nobody_and_the_second_the_first(kiosk: Kiosk) -> None:
    weak = kiosk.first("Maria", "supervisor", pin="123456")
    assert (weak.ok, weak.code) == (False, "pin.too_simple")
    assert kiosk.ask(SetupStepDone(step="pin")) == (False, "setup.no_supervisor")
    refused = kiosk.first("Ines", "installer")
    assert refused.code == "pin.needed"
    first = kiosk.first("Maria", "supervisor")
    token = dict(first.context)["session"]
    assert (first.ok, kiosk.sessions.user_of(token, "supervisor")) == (True, "Maria")
    again = kiosk.first("Eve", "supervisor", token)
    assert (again.ok, again.code) == (False, "setup.users_exist")
    assert kiosk.first("maria", "installer", token).code == "user.exists"
    assert kiosk.first("Ines", "installer", token).ok
    assert kiosk.first("Otto", "installer", token).code == "setup.users_exist"
    assert PIN not in repr(FirstUserSaved(user="x", role="supervisor", pin=PIN))


def test_once_there_is_a_pin_nothing_goes_on_without_it(kiosk: Kiosk) -> None:
    token = dict(kiosk.first("Maria", "supervisor").context)["session"]
    assert kiosk.ask(SetupStepDone(step="pin")) == (False, "pin.needed")
    assert kiosk.ask(SetupStepDone(step="pin", session=token)) == (True, "")
    later = SetupStepDone(step="cameras", later=True, session=token)
    assert kiosk.ask(later) == (True, "")
    keeping = SetupStepDone(step="keeping", later=True, session=token)
    assert kiosk.ask(keeping) == (False, "setup.cant_wait")
    assert kiosk.ask(SetupStepDone(step="elsewhere", session=token)) == (False, "intent.unknown")
    assert kiosk.service.state.later == ("cameras",)
    guard = kiosk.sessions.open("Guard 07", "guard")
    assert kiosk.ask(SetupStepDone(step="zones", session=guard)) == (False, "pin.needed")


def test_automatic_opening_needs_the_cars_or_a_supervisor(kiosk: Kiosk) -> None:
    maria = dict(kiosk.first("Maria", "supervisor").context)["session"]
    ines = dict(kiosk.first("Ines", "installer", maria).context)["session"]
    four = (replace(DRIVE[0], cars=CARS[:4]),)
    for drive in ((), four):
        done = SetupStepDone(step="drive", session=ines, drive=drive)
        assert kiosk.ask(done) == (False, "setup.not_driven")
    assert kiosk.ask(RiskAccepted(session=ines)) == (False, "pin.needed")
    assert kiosk.service.state.automatic == ""
    assert kiosk.ask(RiskAccepted(session=maria)) == (True, "setup.risk")
    state = kiosk.service.state
    assert (state.automatic, state.actor, state.finished) == (RISK, "Maria", False)
    assert ("setup.risk_accepted", "Maria") in kiosk.audit
    assert kiosk.ask(SetupStepDone(step="drive", session=ines, drive=DRIVE)) == (True, "")
    assert (kiosk.service.state.automatic, kiosk.service.state.actor) == (DRIVEN, "")


def test_the_sheet_is_a_pdf_whose_hash_is_audited(tmp_path) -> None:
    kiosk = Kiosk(
        tmp_path,
        cameras=[{"id": "cam", "source": "demo:x"}],
        lanes=[{"id": "lane", "camera": "cam"}],
    )
    kiosk.records.set_setting(SETTING, FirstRun(step="drive").kept())
    maria = dict(kiosk.first("Maria", "supervisor").context)["session"]
    kiosk.ask(SetupStepDone(step="drive", session=maria, drive=DRIVE))
    answer = kiosk.service.handle(SetupStepDone(step="sheet", session=maria))
    context = dict(answer.context)
    data = (tmp_path / context["sheet"]).read_bytes()
    assert data.startswith(b"%PDF")
    assert hashlib.sha256(data).hexdigest() == context["sha256"]
    (row,) = [row for row in kiosk.records.audit_rows() if row.kind == "setup.sheet"]
    body = json.loads(row.body)
    assert body["sha256"] == context["sha256"]
    assert "AB12CDE" not in str([one.body for one in kiosk.records.audit_rows()])
    assert body["lanes"] == [
        {"lane_id": "lane", "direction": "in", "cars": 5, "read": 5, "passed": True}
    ]
    state = kiosk.service.state
    assert (state.finished, state.walked, state.step) == (True, True, STEPS[-1])


def test_the_look_is_kept_for_whoever_stands_there_until_somebody_has_a_pin(kiosk: Kiosk) -> None:
    usual = LookSettings()
    keeper = LookKeeper(records=kiosk.records, sessions=kiosk.sessions, usual=usual)
    wanted = ThemeChanged(look=replace(usual, px_per_mm=5.5))
    assert keeper.keep(wanted).ok
    kiosk.first("Maria", "supervisor")
    assert keeper.keep(ThemeChanged(look=replace(usual, px_per_mm=6.5))).code == "look.not_yours"
