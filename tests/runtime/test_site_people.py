# SPDX-License-Identifier: AGPL-3.0-or-later
"""People at a whole site: the shift over a restart, and a PIN that never stands before OPEN."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from alpr_kiosk.domain.events import CommandSource, GateIntent
from alpr_kiosk.domain.incident_intents import PassageNoted, PassagesHeld
from alpr_kiosk.domain.intents import (
    HoldOpenRequested,
    LockdownStarted,
    OpenRequested,
    PinSubmitted,
    new_id,
)
from alpr_kiosk.domain.people_intents import SessionRenewed, ShiftEnded, ShiftStarted
from alpr_kiosk.domain.people_queries import HandoverWanted
from alpr_kiosk.domain.recovery import PinRecovered, RecoveryRenewed, new_words
from alpr_kiosk.domain.visit_intents import QuickPassMade
from alpr_kiosk.errors import StorageError
from tests.runtime.full_site import FullSite
from ui.app import create_application
from ui.errands import TypePlate
from ui.main_window import MainWindow
from ui.screens.handover import Mode
from ui.screens.type_plate import TypePlateScreen
from ui.widgets.hold import HOLD_S, LONG_HOLD_S
from ui.widgets.notice_row import NoticeRow

GUARD_PIN = "518273"


class GuardedSite(FullSite):
    def start(self) -> FullSite:
        if self.context.store.records.pin_hash("Ben") is None:
            self.context.sessions.set_pin("Ben", "guard", GUARD_PIN, "test")
        return super().start()

    def guard(self, pin: str = GUARD_PIN) -> str:
        answer = self.submit(PinSubmitted(user="Ben", scope="guard", pin=pin))
        return dict(answer.context).get("session", "")

    @property
    def commands(self) -> list[GateIntent]:
        return [intent for intent, _ in self.heard("gate_result")]

    def open(self, **changes: Any) -> tuple[bool, str]:
        answer = self.submit(OpenRequested(gate_id="gate", **changes))
        self.clock.advance(10)  # the gate has come to rest
        return answer.ok, answer.code


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> Iterator[GuardedSite]:
    outputs = {"hold_relay": {"type": "simulated"}}
    made = GuardedSite(tmp_path, monkeypatch, qtbot, gate=outputs)
    made.start()
    yield made
    made.close()


def test_a_shift_goes_on_after_a_restart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    first = GuardedSite(tmp_path, monkeypatch, qtbot)
    first.start()
    first.until(lambda: first.heard("shift_changed") == [None])
    assert first.site.users("guard") == ("Ben",)
    assert first.submit(ShiftStarted(session=first.guard())).code == "shift.started"
    first.until(lambda: first.site.shift() is not None)
    began = first.site.shift()
    first.close()

    second = GuardedSite(tmp_path, monkeypatch, qtbot)
    second.start()
    second.until(lambda: second.site.shift() is not None)
    shift = second.site.shift()
    assert shift is not None
    assert began is not None
    assert shift.shift == began.shift
    assert second.submit(SessionRenewed(session=shift.session)).ok
    query = HandoverWanted(user="Ben", leaving=True)
    second.site.query(query)
    second.until(lambda: bool(second.heard("query_answered")))
    assert second.heard("query_answered")[-1].ok
    answer = second.submit(ShiftEnded(session=second.guard(), nothing=True))
    assert answer.code == "shift.ended"
    second.until(lambda: second.site.shift() is None)
    assert (tmp_path / dict(answer.context)["sheet"]).is_file()
    assert second.context.store.records.verify_audit() is None
    second.close()


def test_a_pin_opens_in_a_lockdown_and_the_guard_answers_for_it(site: GuardedSite) -> None:
    site.submit(LockdownStarted(actor="Ben"))
    site.until(lambda: site.heard("gate_changed")[-1].needs_long_hold)
    assert site.open() == (False, "override.needs_long_hold")
    assert site.open(session="made up") == (False, "override.needs_long_hold")
    assert site.open(session=site.guard())[0]
    opened = site.commands[-1]
    assert (opened.source, opened.actor) == (CommandSource.BAR, "Ben")
    assert ("override.unsigned", True) not in site.alerts


def test_three_seconds_instead_of_a_pin_are_told_to_the_supervisor(site: GuardedSite) -> None:
    site.submit(LockdownStarted(actor="Ben"))
    site.until(lambda: site.heard("gate_changed")[-1].needs_long_hold)
    assert site.open(held_ms=3000, actor="Ben")[0]
    assert site.commands[-1].source is CommandSource.UNSIGNED
    site.until(lambda: ("override.unsigned", True) in site.alerts)


def test_a_name_alone_is_nobody(site: GuardedSite) -> None:
    """What a screen says of who sits there counts only when the site knows it too."""
    visit = QuickPassMade(plate="KL58MNO", lasts=timedelta(hours=1), actor="Ben")
    assert site.submit(visit).code == "visit.signed_out"
    assert site.submit(PassagesHeld(passages=("p",), reason="x", actor="Ben")).code == (
        "incident.signed_out"
    )
    hold = HoldOpenRequested(gate_id="gate", minutes=5, actor="Ben")
    assert site.submit(hold).code == "pin.needed"
    token = site.guard()
    assert site.submit(replace(hold, intent_id=new_id(), session=token)).ok
    site.submit(ShiftStarted(session=token))
    site.until(lambda: site.site.shift() is not None)
    again = replace(visit, intent_id=new_id())
    assert site.submit(again).code == "pass.saved"
    site.submit(ShiftEnded(session=token, nothing=True))
    assert site.submit(replace(visit, intent_id=new_id())).code == "visit.signed_out"


def test_who_has_access_is_known_while_the_record_is_away(
    site: GuardedSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert site.site.users("guard") == ("Ben",)

    def away() -> None:
        raise StorageError("storage.locked")

    monkeypatch.setattr(site.context.store.records, "users", away)
    assert site.site.users("guard") == ("Ben",)
    assert site.site.users("auditor") == ()


def test_wrong_pins_make_wait_and_never_the_gate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    """T20: six wrong PINs, a restart; the wait is kept, and OPEN opens all along."""
    first = GuardedSite(tmp_path, monkeypatch, qtbot)
    first.start()
    for number in range(6):
        answer = first.submit(PinSubmitted(user="Ben", scope="guard", pin="000000"))
        wait = int(dict(answer.context)["s"])
        assert (answer.code, wait) == ("pin.wrong", 2**number)
        if number < 5:
            first.clock.advance(wait)
    assert first.open(source=CommandSource.UNSIGNED)[0]
    clock = first.clock
    first.close()

    second = GuardedSite(tmp_path, monkeypatch, qtbot, clock=clock)
    second.start()
    answer = second.submit(PinSubmitted(user="Ben", scope="guard", pin=GUARD_PIN))
    assert (answer.ok, answer.code) == (False, "pin.wrong")
    assert int(dict(answer.context)["s"]) > 20
    assert second.open(source=CommandSource.UNSIGNED)[0]
    assert second.commands[-1].source is CommandSource.UNSIGNED
    second.close()


def test_a_shift_change_at_the_window_of_a_real_site(site: GuardedSite) -> None:
    """S13 and S28 the whole way: screen, door, record, and back."""
    create_application(["test"])
    window = MainWindow(site.site, site.config, clock=site.clock)
    window.show()
    try:
        assert window.signing.has_guards
        window.nav.keys["handover"].click()
        _enter(window, GUARD_PIN)
        screen = window.handover
        site.until(lambda: screen.mode is Mode.COMING)
        site.until(lambda: bool(screen.list.rows))
        (ban,) = screen.list.rows  # the one that the site's lists begin with
        assert isinstance(ban, NoticeRow)
        assert "XY987ZW" in ban.text
        assert not screen.start_key.isEnabled()
        ban.keys[0].click()
        screen.start_key.click()
        site.until(lambda: window.people.guard == "Ben" and window.page == "live")
        key = window.gates.panels["gate"].open_key
        key.completed.emit(600)
        site.until(lambda: bool(site.commands))
        assert (site.commands[-1].source, site.commands[-1].actor) == (CommandSource.BAR, "Ben")

        window.nav.keys["handover"].click()
        site.until(lambda: [row.objectName()[:21] for row in screen.list.rows] == [OPENING])
        site.clock.advance(60)
        screen.end_key.click()
        _enter(window, GUARD_PIN)
        site.until(lambda: site.site.shift() is None)
        site.until(lambda: screen.mode is Mode.NOBODY)
        assert list((site.folder / "handover").glob("*.pdf"))
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_banned_plate_that_was_typed_is_let_in_by_a_pin_at_the_window_of_a_real_site(
    site: GuardedSite,
) -> None:
    """S05, rules 21: no camera saw it; the gate opens, and the journal says who proved it."""
    create_application(["test"])
    window = MainWindow(site.site, site.config, clock=site.clock)
    window.show()
    try:
        site.submit(ShiftStarted(session=site.guard()))
        site.until(lambda: window.people.guard == "Ben")
        window.navigator.go("type_plate", TypePlate(text="XY987ZW"))
        page = window.navigator.page
        assert isinstance(page, TypePlateScreen)
        site.until(lambda: bool(page.results.tiles))
        page.pad.use.click()
        key = page.found.keys["gate"]
        site.until(lambda: key.reachable)
        assert (page.found.word, key.hold_s) == ("BANNED", LONG_HOLD_S)
        key.completed.emit(600)  # as if the screen had let it through
        site.until(lambda: "override.needs_long_hold" in _codes(site))
        assert site.pulses == 0, "the site knows the lists itself"
        key.tapped.emit()
        _enter(window, GUARD_PIN)
        site.until(lambda: window.gates.panels["gate"].granted)
        assert (key.hold_s, site.pulses) == (HOLD_S, 0)
        key.completed.emit(600)
        site.until(lambda: site.pulses == 1)
        site.until(lambda: len(site.commands) == 2)
        opened = site.commands[-1]
        assert (opened.source, opened.actor) == (CommandSource.CARD, "Ben")
        assert ("override.unsigned", True) not in site.alerts
        assert _journal(site, opened.intent_id) == ("Ben", "card", "open", "ok")

        site.clock.advance(10)
        again = OpenRequested(
            gate_id="gate", source=CommandSource.CARD, held_ms=3000, actor="Ben", plate="XY987ZW"
        )
        assert site.submit(again).ok
        assert _journal(site, again.intent_id) == ("Ben", "unsigned", "open", "ok")
        site.until(lambda: ("override.unsigned", True) in site.alerts)
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _codes(site: GuardedSite) -> list[str]:
    return [answer.code for answer in site.heard("intent_answered")]


def _journal(site: GuardedSite, intent_id: str) -> tuple[str, ...]:
    """Who, by what, which command and how it ended, as the record has it."""
    sql = (
        "select i.actor, i.source, i.kind, r.outcome from gate_intent i"
        " join gate_result r on r.intent_id = i.intent_id where i.intent_id = ?"
    )
    with closing(sqlite3.connect(site.folder / "alpr.sqlite3")) as record:
        (row,) = record.execute(sql, (intent_id,)).fetchall()
    return tuple(row)


OPENING = "handover.item.opening"


def _enter(window: MainWindow, pin: str) -> None:
    assert window.pin.isVisible()
    for digit in pin:
        window.pin.type_digit(digit)
    window.pin.ok.click()


def test_the_recovery_words_let_in_at_a_whole_site_and_are_told(site: GuardedSite) -> None:
    """Through the threads: made by a supervisor, used once, and told as an alert."""
    words = new_words()
    token = site.sign_in()
    assert site.submit(RecoveryRenewed(session=token, words=words)).code == "recovery.made"
    lost = dict(site.submit(PinSubmitted(user="Anna", scope="supervisor", pin="000000")).context)
    assert "session" not in lost
    answer = site.submit(PinRecovered(user="Anna", words=words, pin="604918"))
    assert answer.code == "recovery.used"
    assert dict(answer.context)["role"] == "supervisor"
    site.until(lambda: ("recovery.was_used", True) in site.alerts)
    again = site.submit(PinRecovered(user="Anna", words=words, pin="739204"))
    assert again.code == "recovery.none"
    assert site.open()[0], "no gate waits for any of it"
    rows = site.context.store.records.audit_rows()
    kinds = [row.kind for row in rows if row.kind.startswith("recovery.")]
    assert kinds == ["recovery.made", "recovery.used"]
    assert site.context.store.records.verify_audit() is None


def test_a_note_of_the_guard_on_shift_stands_at_the_passage(site: GuardedSite) -> None:
    site.car("AB123CD")
    site.until(lambda: bool(site.heard("gate_result")))
    records = site.context.store.records
    site.until(lambda: bool(records.recent_passages()))
    (row,) = records.recent_passages()
    note = PassageNoted(passage_id=row.passage_id, text="drove over the kerb", actor="Ben")
    assert site.submit(note).code == "note.signed_out"
    assert site.submit(ShiftStarted(session=site.guard())).ok
    site.until(lambda: site.site.shift() is not None)
    assert site.submit(replace(note, intent_id=new_id())).code == "note.kept"
    detail = site.context.store.history.passage(row.passage_id)
    assert detail is not None
    assert [(one.actor, one.text) for one in detail.notes] == [("Ben", "drove over the kerb")]
    assert records.verify_audit() is None
