# SPDX-License-Identifier: AGPL-3.0-or-later
"""Commissioning through a running site: sessions, the gate's own thread, the record, the sheet."""

from __future__ import annotations

import hashlib
import json
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alpr_kiosk.domain.commissioning import CONFIRMED_S, Commissioning
from alpr_kiosk.domain.commissioning_walk import SecondPulse, StepName, Verdict
from alpr_kiosk.domain.events import CommandSource, Outcome
from alpr_kiosk.domain.intents import (
    CommissioningAnswered,
    GateSeenClear,
    Intent,
    LockdownStarted,
    OpenRequested,
    PulseTestRequested,
    SettingsCheckRequested,
    SheetRequested,
)
from alpr_kiosk.gate.drivers.simulated import SimulatedRelay
from tests.runtime.full_site import FullSite

CONTACT = {"inputs": {"position": {"input": 1, "means_yes": "open"}}, "input_kind": "unknown"}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot) -> Iterator[FullSite]:
    made = FullSite(tmp_path, monkeypatch, qtbot, gate=CONTACT).start()
    contact(made, closed=True)
    yield made
    made.close()


def relay(site: FullSite) -> SimulatedRelay:
    (driver,) = (one for one in site.drivers if isinstance(one, SimulatedRelay))
    return driver


def contact(site: FullSite, *, closed: bool) -> None:
    """Let the gate be closed or not, and wait until its thread has seen it."""
    relay(site).set_input(1, closed)
    # In steps: a reading must come before too much time went by.
    site.until(lambda: stepped(site) and position(site) is (not closed))


def stepped(site: FullSite) -> bool:
    site.clock.advance(0.02)
    return True


def position(site: FullSite) -> bool | None:
    return site.context.boards.statuses()["gate"].position


def states(site: FullSite) -> list[Commissioning]:
    return site.heard("commissioning_changed")


def newest(site: FullSite) -> Commissioning:
    return states(site)[-1]


def ask(site: FullSite, kind: type[Intent], session: str, **values: Any) -> tuple[bool, str]:
    answer = site.submit(kind(gate_id="gate", session=session, **values))  # type: ignore[call-arg]
    return answer.ok, answer.code


def pulse(site: FullSite, session: str) -> None:
    """A whole good test pulse, as the person at the gate lets it happen."""
    assert ask(site, GateSeenClear, session) == (True, "")
    assert ask(site, PulseTestRequested, session) == (True, "")
    site.until(lambda: stepped(site) and newest(site).pulses[-1].is_ok(StepName.RELAY_ON))
    contact(site, closed=False)
    site.until(lambda: stepped(site) and newest(site).pulses[-1].is_ok(StepName.RELAY_OFF))
    contact(site, closed=True)
    # In steps too: a contact that closes within a second of opening has bounced, and is read again.
    site.until(lambda: stepped(site) and newest(site).pulses[-1].over)
    assert newest(site).pulses[-1].verdict is Verdict.GOOD
    site.clock.advance(10)  # the lock-out of an unknown input, and its travel


def audit(site: FullSite, kind: str) -> list[Any]:
    rows = site.context.store.records.audit_rows()
    return [json.loads(row.body) for row in rows if row.kind == kind]


def test_three_pulses_and_the_question_commission_a_gate(site: FullSite) -> None:
    session = site.sign_in()
    for _ in range(3):
        pulse(site, session)
    assert site.pulses == 3
    assert not newest(site).commissioned
    assert ask(site, CommissioningAnswered, session, second_pulse="stops") == (True, "")
    assert ask(site, SettingsCheckRequested, session) == (True, "")
    site.until(lambda: bool(newest(site).findings))
    assert newest(site).commissioned
    assert newest(site).second_pulse is SecondPulse.STOPS

    answer = site.submit(SheetRequested(gate_id="gate", session=session))
    assert answer.ok
    told = dict(answer.context)
    path = site.folder / told["sheet"]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert hashlib.sha256(path.read_bytes()).hexdigest() == told["sha256"]
    sheet = json.loads(path.read_text(encoding="utf-8"))
    assert sheet["commissioned"] is True
    assert sheet["actor"] == "Anna"
    assert sheet["recommended"]["input_kind"] == "step"
    assert sheet["inputs"] == {"wired": ["position"], "changed": ["position"]}
    assert [one["verdict"] for one in sheet["pulses"]] == ["good"] * 3
    assert sheet["still_open"] == []
    by_itself, row = audit(site, "gate.commissioned")
    assert by_itself["commissioned"], "it was kept with the answer, before anybody asked for it"
    assert (row["sha256"], row["commissioned"]) == (told["sha256"], True)

    # Each was a command as any other: recorded, by a test, in the name of who is signed in.
    results = site.heard("gate_result")
    assert [(i.source, i.actor, r.outcome) for i, r in results] == (
        [(CommandSource.TEST, "Anna", Outcome.OK)] * 3
    )
    assert len(audit(site, "gate.intent")) == len(audit(site, "gate.result")) == 3
    assert site.heard("override_done") == []  # nobody is asked for a reason
    assert site.context.store.records.verify_audit() is None


def test_nothing_pulses_without_session_and_confirmation(site: FullSite) -> None:
    for session in ("", "made-up"):
        assert ask(site, GateSeenClear, session) == (False, "pin.needed")
        assert ask(site, PulseTestRequested, session) == (False, "pin.needed")
        assert ask(site, SheetRequested, session) == (False, "pin.needed")
    session = site.sign_in()
    assert ask(site, PulseTestRequested, session) == (False, "commission.not_confirmed")
    assert ask(site, GateSeenClear, session) == (True, "")
    site.clock.advance(CONFIRMED_S + 1)
    assert ask(site, PulseTestRequested, session) == (False, "commission.not_confirmed")
    assert ask(site, GateSeenClear, session, second=True) == (True, "")
    assert ask(site, PulseTestRequested, session) == (False, "commission.not_confirmed")
    assert ask(site, PulseTestRequested, session, second=True) == (False, "commission.no_first")
    assert site.pulses == 0
    assert site.heard("gate_result") == []


def test_lockdown_holds_a_test_back_and_the_override_still_works(site: FullSite) -> None:
    session = site.sign_in()
    assert site.submit(LockdownStarted(actor="07")).ok
    site.until(lambda: site.context.boards.statuses()["gate"].lockdown)
    assert ask(site, GateSeenClear, session) == (True, "")
    assert ask(site, PulseTestRequested, session) == (False, "commission.lockdown")
    assert site.pulses == 0
    assert site.submit(OpenRequested(gate_id="gate", actor="07", held_ms=3000)).ok
    assert site.pulses == 1


def test_requests_that_make_no_sense(site: FullSite) -> None:
    session = site.sign_in()
    answer = site.submit(PulseTestRequested(gate_id="gone", session=session))
    assert (answer.ok, answer.code) == (False, "gate.unknown")
    assert ask(site, SheetRequested, session) == (False, "commission.not_begun")
    code = ask(site, CommissioningAnswered, session, second_pulse="explodes")
    assert code == (False, "intent.unknown")


def test_an_installer_may_and_a_sheet_that_cannot_be_kept_is_told(site: FullSite) -> None:
    site.context.sessions.set_pin("Ines", "installer", "820417", "test")
    answer = site.context.sessions.submit("Ines", "installer", "820417")
    assert ask(site, SettingsCheckRequested, answer.session) == (True, "")
    site.until(lambda: bool(states(site)))
    (site.folder / "commissioning").write_text("in the way", encoding="utf-8")
    told = ask(site, SheetRequested, answer.session)
    assert told == (False, "storage.unwritable")
    assert audit(site, "gate.commissioned") == []
