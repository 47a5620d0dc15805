# SPDX-License-Identifier: AGPL-3.0-or-later
"""A whole site: cars, questions, openings by hand, lockdown, alerts, requests."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from alpr_kiosk.domain.alert_intents import AlertShelved
from alpr_kiosk.domain.events import Action, CameraState, CommandSource, Outcome, Reason
from alpr_kiosk.domain.gate import GateState
from alpr_kiosk.domain.intents import (
    AlertAcknowledged,
    AskAnswered,
    EntryRemoved,
    EntrySaved,
    GateConfirmed,
    HoldOpenEnded,
    HoldOpenRequested,
    Intent,
    KeyOpeningLogged,
    LockdownEnded,
    LockdownStarted,
    OpenRequested,
    PinSubmitted,
    ReasonGiven,
    SessionEnded,
    StopRequested,
)
from alpr_kiosk.domain.lists import ListKind
from alpr_kiosk.errors import CameraError
from alpr_kiosk.runtime import crew as crew_module
from alpr_kiosk.runtime.capture import CaptureWorker
from alpr_kiosk.runtime.storage_jobs import KeepSetting
from tests.fakes.plates import entry
from tests.runtime.full_site import FullSite


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot) -> Iterator[FullSite]:
    made = FullSite(tmp_path, monkeypatch, qtbot).start()
    yield made
    made.close()


def stay(site: FullSite, seconds: float) -> None:
    """Let the newest car stand where it is: a frame every second."""
    plates = site.script[site.number]
    end = site.clock.monotonic() + seconds
    while site.clock.monotonic() < end:
        site.clock.advance(0.9)
        site.push({site.number + 1: plates})


def ask_of(site: FullSite) -> Any:
    """The question that is shown now."""
    shown = site.heard("ask_changed")
    return shown[-1] if shown else None


# -------------------------------------------------------------------------------------- by rule


def test_an_allowed_car_is_let_in_once_and_all_of_it_is_kept(site: FullSite) -> None:
    site.car("AB123CD", frames=10)
    site.until(lambda: bool(site.heard("gate_result") and site.decisions))
    site.nothing_left()
    assert site.pulses == 1
    ((intent, result),) = site.heard("gate_result")
    assert (intent.source, result.outcome) == (CommandSource.RULE, Outcome.OK)
    (record,) = site.decisions
    assert (record.decision.action, intent.decision_id) == (Action.OPEN, record.decision_id)
    view = site.heard("passage_changed")[-1]
    assert view.passage.closed
    assert view.result is result
    assert view.gate_intent_id == intent.intent_id
    assert [name for name, _ in view.times] == ["seen", "agreed", "decided", "relay"]


def test_the_row_and_its_pictures_are_on_disk(site: FullSite) -> None:
    site.car("AB123CD")
    site.nothing_left()
    records = site.context.store.records
    site.until(
        lambda: [bool(row.action and row.evidence) for row in records.recent_passages()] == [True]
    )
    (row,) = records.recent_passages()
    assert (row.plate, row.action, row.reason) == ("AB123CD", "open", "decision.allow.listed")
    assert [file.kind for file in row.evidence] == ["lane", "crop"]
    assert all(site.context.store.evidence.verify(file) for file in row.evidence)
    assert records.verify_audit() is None


def test_a_use_is_counted_once_the_gate_has_moved(site: FullSite) -> None:
    visitor = entry("KL58MNO", ListKind.VISITOR, max_uses=2, uses_left=2)
    assert site.submit(EntrySaved(entry=visitor, session=site.sign_in())).ok
    site.car("KL58MNO")
    site.until(lambda: _uses(site) == 1)
    assert site.pulses == 1


def _uses(site: FullSite) -> int | None:
    (found,) = [one for one in site.site.entries() if one.plate == "KL58MNO"]
    return found.uses_left


def test_an_entry_that_wants_a_second_proof_is_asked_about_and_let_in_by_hand(
    site: FullSite,
) -> None:
    """From the editor over record and snapshot to the question, and no pulse before the guard."""
    wants = entry("KL58MNO", owner="Unit 14", second_factor="ID card")
    assert site.submit(EntrySaved(entry=wants, session=site.sign_in())).ok
    site.car("KL58MNO")
    site.until(lambda: bool(site.heard("ask_changed")))
    decision = site.decisions[-1].decision
    assert (decision.action, decision.reason) == (Action.ASK, Reason.ASK_SECOND_FACTOR)
    assert ("factor", "ID card") in decision.context
    ask = site.heard("ask_changed")[0]
    assert site.pulses == 0
    opened = OpenRequested(
        gate_id="gate", source=CommandSource.ASK, decision_id=ask.decision_id, held_ms=600
    )
    assert site.submit(opened).ok
    site.until(lambda: bool(site.heard("gate_result")))
    sources = [intent.source for intent, _ in site.heard("gate_result")]
    assert sources == [CommandSource.ASK], "nothing by rule"
    assert site.pulses == 1


def test_a_result_that_is_quicker_than_its_card_is_not_lost(site: FullSite) -> None:
    """Reader and gate are two threads: their signals come in any order."""
    site.car("AB123CD")
    site.until(lambda: bool(site.heard("gate_result")))
    ((intent, result),) = site.heard("gate_result")
    card = replace(
        next(view for view in site.heard("passage_changed") if view.decision is not None),
        result=None,
        gate_intent_id=None,
        times=(("seen", 0.0), ("decided", 100.0)),
    )
    desk = site.site._desk
    for before in ([], [replace(card, decision=None)]):  # no card yet, or one without a decision
        desk._views.clear()
        for view in before:
            desk.passage_changed(view)
        desk.gate_answered(intent, result)
        desk.passage_changed(card)
        shown = site.heard("passage_changed")[-1]
        assert shown.result is result
        assert dict(shown.times)["relay"] == 100.0 + result.latency_ms


# -------------------------------------------------------------------------------- banned cars


def test_a_banned_car_alarms_until_it_was_seen_and_left(site: FullSite) -> None:
    site.car("XY987ZW")
    site.until(lambda: ("decision.deny.listed", True) in site.alerts)
    alert = site.alerts["decision.deny.listed", True]
    assert dict(alert.context)["plate"] == "XY987ZW"
    assert site.submit(AlertAcknowledged(alert_id=alert.alert_id, actor="Anna")).ok
    assert site.alerts["decision.deny.listed", True].seen
    site.nothing_left()
    assert ("decision.deny.listed", False) in site.alerts
    assert not site.submit(AlertAcknowledged(alert_id=alert.alert_id)).ok
    assert site.pulses == 0


def test_a_banned_car_at_the_gate_needs_a_long_hold(site: FullSite) -> None:
    site.car("XY987ZW")
    site.until(lambda: site.heard("gate_changed")[-1].warning_code == "gate.deny_listed")
    short = site.submit(OpenRequested(gate_id="gate"))
    assert (short.ok, short.code) == (False, "override.needs_long_hold")
    assert site.pulses == 0
    assert site.submit(OpenRequested(gate_id="gate", held_ms=3000)).ok
    assert site.pulses == 1
    site.nothing_left()
    site.until(lambda: not site.heard("gate_changed")[-1].needs_long_hold)


# ----------------------------------------------------------------------------------- questions


def test_a_question_counts_down_and_ends_closed(site: FullSite) -> None:
    site.car("KL58MNO")
    site.until(lambda: ask_of(site) is not None)
    assert ask_of(site).seconds_left >= 19
    assert ask_of(site).gate_id == "gate"
    stay(site, 10)
    site.until(lambda: ask_of(site).seconds_left <= 10)
    stay(site, 11)
    site.until(lambda: bool(site.heard("ask_closed")))
    assert site.heard("ask_closed") == [
        (site.decisions[0].decision_id, Reason.TIMEOUT_CLOSED.value)
    ]
    site.until(lambda: ask_of(site) is None)
    assert site.pulses == 0


def test_more_time_is_given(site: FullSite) -> None:
    site.car("KL58MNO")
    site.until(lambda: ask_of(site) is not None)
    decision = ask_of(site).decision_id
    answer = site.submit(AskAnswered(decision_id=decision, answer="more_time", actor="G"))
    assert answer.ok
    assert ask_of(site).seconds_left >= 38
    assert ask_of(site).extensions_left == 9
    stay(site, 25)
    assert site.heard("ask_closed") == []


def test_keep_closed_ends_a_question(site: FullSite) -> None:
    site.car("KL58MNO")
    site.until(lambda: ask_of(site) is not None)
    decision = ask_of(site).decision_id
    assert site.submit(AskAnswered(decision_id=decision, answer="keep_closed", actor="G")).ok
    assert site.heard("ask_closed") == [(decision, "ask.kept_closed")]
    again = site.submit(AskAnswered(decision_id=decision, answer="keep_closed", actor="G"))
    assert (again.ok, again.code) == (False, "ask.over")
    assert site.submit(AskAnswered(decision_id=decision, answer="dance")).code == "ask.over"


def test_a_guard_lets_a_car_in_and_says_why(site: FullSite) -> None:
    site.car("KL58MNO")
    site.until(lambda: ask_of(site) is not None)
    ask = ask_of(site)
    intent = OpenRequested(
        gate_id="gate", source=CommandSource.ASK, decision_id=ask.decision_id, actor="Guard 7"
    )
    assert site.submit(intent).ok
    assert site.pulses == 1
    assert site.heard("ask_closed") == [(ask.decision_id, "ask.let_in")]
    assert site.heard("override_done") == [(intent.intent_id, "gate")]
    ((gate_intent, _result),) = site.heard("gate_result")
    assert gate_intent.passage_id == ask.view.passage.passage_id
    assert (gate_intent.actor, gate_intent.decision_id) == ("Guard 7", ask.decision_id)
    view = site.heard("passage_changed")[-1]
    assert view.gate_intent_id == intent.intent_id
    given = ReasonGiven(event_id=intent.intent_id, reason="known", actor="Guard 7")
    assert site.submit(given).code == "override.saved"


def test_let_in_at_the_last_moment_is_no_question_that_nobody_answered(site: FullSite) -> None:
    """The countdown ends while the gate works: it opens, and nobody says that it stays closed."""
    site.car("KL58MNO")
    site.until(lambda: ask_of(site) is not None)
    stay(site, 10)
    ask = ask_of(site)
    ends = site.site._desk.asked(ask.decision_id).ends_mono
    # Seen until the last second: a car that is not ends its question, before the gate or after it.
    stay(site, ends - site.clock.monotonic() - 1.2)
    site.clock.advance(ends - site.clock.monotonic() - 0.1)
    intent = OpenRequested(
        gate_id="gate", source=CommandSource.ASK, decision_id=ask.decision_id, actor="Guard 7"
    )
    site.site.submit(intent)
    site.clock.advance(0.2)
    site.site._desk.tick()  # in this thread: what the gate did is not told before it
    assert site.heard("ask_closed") == []
    site.until(lambda: bool(site.heard("ask_closed")))
    assert site.heard("ask_closed") == [(ask.decision_id, "ask.let_in")]
    assert site.pulses == 1
    kinds = [row.kind for row in site.context.store.records.audit_rows()]
    assert "ask.timeout" not in kinds


def test_a_car_that_drives_off_ends_its_question(site: FullSite) -> None:
    site.car("KL58MNO")
    site.until(lambda: ask_of(site) is not None)
    site.nothing_left()
    assert site.heard("ask_closed")[0][1] == Reason.CAR_LEFT.value
    assert ask_of(site) is None


# ------------------------------------------------------------------------------------ by hand


def test_an_opening_by_hand_is_exactly_one_pulse_with_the_cars_of_the_last_20_s(
    site: FullSite,
) -> None:
    site.car("KL58MNO")
    site.until(lambda: bool(site.decisions))
    intent = OpenRequested(gate_id="gate", actor="Guard 7")
    answer = site.submit(intent)
    assert answer.ok
    assert dict(answer.context) == {"gate": "gate"}
    assert site.pulses == 1
    ((gate_intent, _result),) = site.heard("gate_result")
    assert gate_intent.recent_passages == (site.decisions[0].passage.passage_id,)
    site.clock.advance(3)
    assert site.submit(OpenRequested(gate_id="gate")).ok
    assert site.pulses == 2


def test_a_reason_is_picked_after_an_opening_that_asked_for_none(site: FullSite) -> None:
    """Straight from the key: nobody is signed in, no question, no car; the reason comes later."""
    intent = OpenRequested(gate_id="gate", source=CommandSource.UNSIGNED)
    assert site.submit(intent).ok
    assert site.pulses == 1
    assert site.heard("override_done") == [(intent.intent_id, "gate")]
    given = ReasonGiven(event_id=intent.intent_id, reason="delivery", actor="Guard 7")
    assert site.submit(given).code == "override.saved"
    rows = site.context.store.records.audit_rows()
    (row,) = [row for row in rows if row.kind == "gate.override_reason"]
    assert intent.intent_id in row.body
    assert site.pulses == 1


def test_a_car_of_more_than_20_s_ago_is_not_linked(site: FullSite) -> None:
    site.car("KL58MNO")
    site.until(lambda: bool(site.decisions))
    site.clock.advance(20.1)
    assert site.submit(OpenRequested(gate_id="gate")).ok
    ((gate_intent, _result),) = site.heard("gate_result")
    assert gate_intent.recent_passages == ()


def test_an_unsigned_opening_is_told(site: FullSite) -> None:
    assert site.submit(OpenRequested(gate_id="gate", source=CommandSource.UNSIGNED)).ok
    assert ("override.unsigned", True) in site.alerts


# ------------------------------------------------------------------------------------ lockdown


def test_a_lockdown_survives_a_restart_and_needs_a_supervisor_to_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    site = FullSite(tmp_path, monkeypatch, qtbot).start()
    assert site.submit(LockdownStarted(reason="fire", actor="Guard 7")).ok
    site.until(lambda: site.heard("gate_changed")[-1].state is GateState.LOCKED_OUT)
    assert ("lockdown.on", True) in site.alerts
    site.close()

    site = FullSite(tmp_path, monkeypatch, qtbot).start()
    try:
        assert ("lockdown.on", True) in site.alerts
        site.car("AB123CD")
        site.until(lambda: bool(site.decisions))
        assert site.decisions[-1].decision.reason is Reason.DENY_LOCKDOWN
        assert site.pulses == 0
        refused = site.submit(LockdownEnded(actor="Guard 7"))
        assert (refused.ok, refused.code) == (False, "pin.needed")
        assert site.context.boards.lockdown("gate")
        # Not even now is a person kept from opening (rules 21).
        assert site.submit(OpenRequested(gate_id="gate")).code == "override.needs_long_hold"
        assert site.submit(OpenRequested(gate_id="gate", held_ms=3000)).ok
        assert site.submit(LockdownEnded(session=site.sign_in())).code == "lockdown.ended"
        site.until(lambda: not site.context.boards.lockdown("gate"))
        assert ("lockdown.on", False) in site.alerts
    finally:
        site.close()

    site = FullSite(tmp_path, monkeypatch, qtbot).start()
    try:
        assert ("lockdown.on", True) not in site.alerts
        assert not site.context.boards.lockdown("gate")
    finally:
        site.close()


# ------------------------------------------------------------------------------------ requests


REQUESTS: list[tuple[Intent, bool, str]] = [
    (OpenRequested(gate_id="gate"), True, ""),
    (OpenRequested(gate_id="nowhere"), False, "gate.unknown"),
    (StopRequested(gate_id="gate"), False, "gate.stop_not_wired"),
    (StopRequested(gate_id="nowhere"), False, "gate.unknown"),
    (HoldOpenRequested(gate_id="gate", minutes=5), False, "gate.hold_not_possible"),
    (HoldOpenEnded(gate_id="gate"), False, "gate.hold_not_possible"),
    (LockdownStarted(), True, ""),
    (LockdownEnded(), False, "pin.needed"),
    (GateConfirmed(gate_id="gate", actor="Anna"), True, ""),
    (GateConfirmed(gate_id="nowhere"), False, "gate.unknown"),
    (KeyOpeningLogged(gate_id="gate"), True, ""),
    (KeyOpeningLogged(gate_id="nowhere"), False, "gate.unknown"),
    (AskAnswered(decision_id="none", answer="keep_closed"), False, "ask.over"),
    (ReasonGiven(event_id="none", reason="known"), True, "override.saved"),
    (EntrySaved(entry=entry("KL58MNO")), False, "pin.needed"),
    (EntryRemoved(entry_id="allow-AB123CD"), False, "pin.needed"),
    (AlertAcknowledged(alert_id="none"), False, ""),
    (PinSubmitted(user="Anna", scope="supervisor", pin="000000"), False, "pin.wrong"),
    (SessionEnded(session="none"), True, ""),
    (Intent(), False, "intent.unknown"),
]


def test_every_request_is_answered_once(site: FullSite) -> None:
    for intent, ok, code in REQUESTS:
        answer = site.submit(intent)
        assert (answer.ok, answer.code) == (ok, code), intent
    assert all(len(site.answers(intent)) == 1 for intent, _, _ in REQUESTS)


def test_lists_are_changed_with_a_pin_and_used_at_once(site: FullSite) -> None:
    session = site.sign_in()
    assert site.submit(EntrySaved(entry=entry("KL58MNO"), session=session)).ok
    assert any(one.plate == "KL58MNO" for one in site.heard("lists_changed")[-1])
    site.car("KL58MNO")
    site.until(lambda: bool(site.decisions))
    assert site.decisions[0].decision.action is Action.OPEN
    assert site.site.users("supervisor") == ("Anna",)
    assert site.site.users("installer") == ()
    assert [one.plate for one in site.site.collisions(entry("A8123CD"))] == ["AB123CD"]


def test_requests_beyond_the_inbox_are_refused_not_kept_waiting(site: FullSite) -> None:
    inbox = site.site._parts.storage_inbox
    records = site.context.store.records
    real = records.append_audit
    held = _Held()
    records.append_audit = held  # type: ignore[method-assign]
    try:
        site.site.submit(KeyOpeningLogged(gate_id="gate"))
        site.until(held.entered.is_set)
        while inbox.put(_job()):
            pass
        answer = site.submit(AlertShelved(alert_id="none", minutes=30))
        assert (answer.ok, answer.code) == (False, "db.queue_long")
        assert site.submit(SessionEnded(session="none")).ok  # who asks at the door does not wait
        assert site.submit(OpenRequested(gate_id="gate")).ok  # the record is not in its way
        assert site.pulses == 1
    finally:
        while inbox.take(0) is not None:
            pass
        records.append_audit = real  # type: ignore[method-assign]
        held.go_on.set()


class _Held:
    """A call that does not return before it is told to."""

    def __init__(self) -> None:
        self.entered, self.go_on = threading.Event(), threading.Event()

    def __call__(self, *_args: object, **_kw: object) -> int:
        self.entered.set()
        self.go_on.wait(60)
        return 1


def _job() -> Any:
    return KeepSetting(key="filler", value="")


# --------------------------------------------------------------------------- health and failures


def test_a_camera_that_is_lost_is_told_and_told_when_back(site: FullSite) -> None:
    site.car("AB123CD", frames=1)
    site.frames.put(CameraError("camera.lost", camera="cam"))
    site.until(lambda: ("camera.gone", True) in site.alerts)
    site.until(
        lambda: any(health.state is CameraState.LOST for health in site.heard("camera_changed"))
    )
    site.clock.advance(0.5)  # the first step of the waits
    site.car("AB123CD", frames=1)
    site.until(lambda: ("camera.gone", False) in site.alerts)
    assert site.heard("camera_changed")[-1].state is CameraState.LIVE


def test_a_camera_thread_that_starts_again_does_not_end_the_alert_of_its_lost_camera(
    site: FullSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.car("AB123CD", frames=1)
    site.frames.put(CameraError("camera.lost", camera="cam"))
    site.until(lambda: ("camera.gone", True) in site.alerts)
    real = CaptureWorker.work
    started: list[CaptureWorker] = []

    def work(worker: CaptureWorker) -> None:
        started.append(worker)
        real(worker)

    monkeypatch.setattr(CaptureWorker, "work", work)
    site.frames.put(ZeroDivisionError("oops"))
    site.clock.advance(0.5)  # the next try meets the bug
    site.until(lambda: len(started) == 1)
    site.until(lambda: site.heard("camera_changed")[-1].state is CameraState.CONNECTING)
    assert ("camera.gone", False) not in site.alerts
    site.car("AB123CD", frames=1)
    site.until(lambda: ("camera.gone", False) in site.alerts)
    assert site.heard("camera_changed")[-1].state is CameraState.LIVE


def test_a_reader_that_dies_comes_back_and_reads_on(site: FullSite) -> None:
    site.car("KL58MNO", frames=2)
    site.detector.bug = ZeroDivisionError("oops")
    site.script[site.number + 1] = []
    site.send(site.number + 1)
    site.until(lambda: ("reader.gone", True) in site.alerts)
    site.until(lambda: ("reader.gone", False) in site.alerts)
    site.car("AB123CD")
    site.until(lambda: site.pulses == 1 and bool(site.decisions))
    assert site.decisions[-1].decision.action is Action.OPEN


def test_a_gate_thread_that_dies_comes_back_and_opens_by_hand(
    site: FullSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(crew_module, "RETRY_MS", 100)
    dying = [True] * 7  # more than the budget
    real = type(site.drivers[0]).status

    def status(relay: Any) -> Any:
        if dying:
            dying.pop()
            raise ZeroDivisionError("oops")
        return real(relay)

    monkeypatch.setattr(type(site.drivers[0]), "status", status)
    site.clock.advance(5)  # it is time to look at the relay
    site.until(lambda: ("gate.thread_lost", True) in site.alerts)
    site.until(lambda: not dying)
    site.until(lambda: site.context.boards.board("gate").automatic_allowed)
    assert site.submit(OpenRequested(gate_id="gate")).ok
    assert site.pulses == 1


def test_a_gate_thread_comes_back_without_the_database_and_still_locked(
    site: FullSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert site.submit(LockdownStarted(actor="Guard 7")).ok
    site.until(lambda: site.context.boards.lockdown("gate") is True)
    drivers = len(site.drivers)
    real = type(site.drivers[0]).status
    dying = [True]

    def status(relay: Any) -> Any:
        if dying:
            dying.pop()
            raise ZeroDivisionError("oops")
        return real(relay)

    def away(*_args: object) -> None:
        raise AssertionError("the database was asked")

    monkeypatch.setattr(site.context.store.records, "get_setting", away)
    monkeypatch.setattr(type(site.drivers[0]), "status", status)
    site.clock.advance(5)
    site.until(lambda: len(site.drivers) == drivers + 1)
    assert site.submit(OpenRequested(gate_id="gate")).code == "override.needs_long_hold"
    assert site.submit(OpenRequested(gate_id="gate", held_ms=3000)).ok


def test_the_status_bar_says_how_things_are(site: FullSite) -> None:
    site.car("AB123CD", frames=1)
    site.until(lambda: site.heard("health_changed")[-1].cameras_live == 1)
    site.until(lambda: site.heard("health_changed")[-1].reader_ms is not None)
    health = site.heard("health_changed")[-1]
    assert (health.cameras_total, health.gates_ok, health.gates_total) == (1, 1, 1)
    assert (health.reader_ok, health.lists_ok, health.list_entries) == (True, True, 2)
    assert 0 <= health.disk_pct <= 100
    assert health.degraded == ()


def test_bugs_and_restarts_are_told(site: FullSite) -> None:
    site.site.report_bug("ZeroDivisionError in MainThread")
    site.site.report_restart("Fatal Python error\nmore")
    assert ("program.bug", True) in site.alerts
    assert ("screen.back", True) in site.alerts


def test_previews_go_by_the_slot(site: FullSite) -> None:
    site.site.set_preview_size("cam", 160, 90)
    site.site.set_preview_size("nowhere", 160, 90)
    assert site.site.take_preview("nowhere") is None
    site.car("AB123CD", frames=2)
    image = site.site.take_preview("cam")
    assert image is not None
    assert (image.width, image.height) == (160, 90)
    assert site.site.take_preview("cam") is None
