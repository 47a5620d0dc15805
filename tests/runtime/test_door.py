# SPDX-License-Identifier: AGPL-3.0-or-later
"""The door's thread: a slow PIN keeps nothing else waiting, and whatever happens is an answer."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from alpr_kiosk.domain.intents import Intent, IntentAnswer, PinSubmitted, ReasonGiven
from alpr_kiosk.domain.people_intents import NoteAdded
from alpr_kiosk.errors import StorageError
from alpr_kiosk.runtime.door import DoorWorker
from alpr_kiosk.runtime.mailbox import Inbox
from tests.fakes.clock import ManualClock
from tests.runtime.full_site import FullSite


class Desk:
    """A desk that does what a test says."""

    def __init__(self) -> None:
        self.shift: object = None
        self.error: Exception | None = None
        self.ends = False
        self.restored = 0

    def restore(self) -> object:
        self.restored += 1
        if self.error is not None:
            raise self.error
        return self.shift

    def tick(self) -> bool:
        return self.ends

    def handle(self, intent: Intent) -> IntentAnswer:
        if self.error is not None:
            raise self.error
        return IntentAnswer(intent_id=intent.intent_id, ok=True)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def door(desk: Desk) -> tuple[DoorWorker, list[object]]:
    worker = DoorWorker(inbox=Inbox(4), desk=desk, clock=ManualClock())  # type: ignore[arg-type]
    told: list[object] = []
    worker.shift_changed.connect(told.append)
    return worker, told


def test_a_record_that_is_away_is_asked_for_the_shift_again(desk: Desk) -> None:
    worker, told = door(desk)
    desk.error = StorageError("storage.locked")
    worker.look()
    assert told == []
    desk.error, desk.shift = None, "a shift"
    worker.look()
    worker.look()
    assert (told, desk.restored) == (["a shift"], 2)
    desk.ends = True
    worker.look()
    assert told == ["a shift", None]


@pytest.mark.parametrize(
    ("error", "code"),
    [(StorageError("storage.unwritable"), "storage.unwritable"), (KeyError("x"), "program.bug")],
)
def test_whatever_goes_wrong_is_an_answer(desk: Desk, error: Exception, code: str) -> None:
    worker, _told = door(desk)
    desk.error = error
    intent = NoteAdded(text="x")
    answer = worker.answer(intent)
    assert (answer.intent_id, answer.ok, answer.code) == (intent.intent_id, False, code)


def test_a_pin_that_takes_its_time_holds_up_no_record(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, qtbot: Any
) -> None:
    site = FullSite(tmp_path, monkeypatch, qtbot)
    go_on, entered = threading.Event(), threading.Event()
    verify = site.context.sessions._hasher.verify

    class Slow:
        def verify(self, known: str, pin: str) -> bool:
            entered.set()
            go_on.wait(60)
            return verify(known, pin)

    monkeypatch.setattr(site.context.sessions, "_hasher", Slow())
    site.start()
    try:
        pin = PinSubmitted(user="Anna", scope="supervisor", pin="739204")
        site.site.submit(pin)
        site.until(entered.is_set)
        reason = site.submit(ReasonGiven(event_id="i1", reason="delivery"))
        assert reason.code == "override.saved"
        assert site.answers(pin) == []
        go_on.set()
        site.until(lambda: bool(site.answers(pin)))
        assert site.answers(pin)[0].ok
    finally:
        go_on.set()
        site.close()
