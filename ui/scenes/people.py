# SPDX-License-Identifier: AGPL-3.0-or-later
"""The shift, hand-over, users and PINs."""

from __future__ import annotations

import random
from datetime import timedelta

from alpr_kiosk.domain.gate import GateState
from alpr_kiosk.domain.intents import IntentAnswer, PinSubmitted
from alpr_kiosk.domain.people_queries import (
    Handover,
    HandoverItem,
    HandoverWanted,
    UserRow,
    UsersWanted,
)
from alpr_kiosk.domain.recovery import RecoveryState, RecoveryWanted, new_words
from alpr_kiosk.domain.shift import Shift, ShiftView
from alpr_kiosk.runtime.views import GateView
from ui.people import PRIVACY_S, Session
from ui.screens.settings_users import UsersScreen
from ui.studio import Scene, Studio
from ui.widgets.notice_row import NoticeRow
from ui.widgets.row_list import RowList

PEOPLE = {
    "guard": ("Guard 07", "Guard 12", "Guard 15"),
    "supervisor": ("M. Berg",),
    "installer": ("Elektro Lind",),
}
SHEET = new_words(random.Random(5).randrange)
"""A sheet of the pictures; no other one is ever the same."""


def _guards(studio: Studio, **more: tuple[str, ...]) -> None:
    studio.site.people = PEOPLE | more
    studio.window.signing.look_for_guards()


def _shift(studio: Studio, **changes: object) -> None:
    _guards(studio)
    now = studio.clock.utc_now()
    values: dict[str, object] = {
        "shift_id": "s1",
        "user": "Guard 07",
        "began_at": now - timedelta(hours=2),
        "ends_at": now.replace(hour=21, minute=0, second=0),
    }
    shift = Shift(**(values | changes))  # type: ignore[arg-type]
    view = ShiftView(shift=shift, session="demo", new_since=now - timedelta(days=2))
    studio.site.shift_view = view
    studio.site.bus.shift_changed.emit(view)


def _items(studio: Studio) -> tuple[HandoverItem, ...]:
    now = studio.clock.utc_now()
    return (
        HandoverItem(
            item_id="ban:1",
            kind="ban",
            code="handover.ban",
            context=(("plate", "XY99ZZZ"), ("reason", "threatened staff")),
            at=now - timedelta(hours=20),
        ),
        HandoverItem(
            item_id="visitors:1",
            kind="visitors",
            code="handover.visitors",
            context=(
                ("n", "3"),
                ("who", "BT20VIS Unit 14, LK07WMN Unit 3, HX21PQA Office"),
            ),
        ),
        HandoverItem(
            item_id="camera:cam-2",
            kind="camera",
            code="handover.camera",
            context=(("camera", "cam-2"), ("time", "11:20")),
        ),
        HandoverItem(
            item_id="openings:1",
            kind="openings",
            code="handover.openings",
            context=(("n", "2"),),
            at=now - timedelta(hours=3),
        ),
        HandoverItem(
            item_id="note:1",
            kind="note",
            code="handover.note",
            context=(
                ("user", "Guard 12"),
                ("text", "The lorry at gate B waits for its papers. Leave it until 20:00."),
            ),
            at=now - timedelta(hours=4),
        ),
    )


def _answer(studio: Studio, leaving: tuple[HandoverItem, ...]) -> None:
    def answer(query: HandoverWanted) -> Handover:
        items = leaving if query.leaving else _items(studio)
        since = studio.clock.utc_now() - timedelta(days=2)
        return Handover(user=query.user, since=since, items=items)

    studio.site.answers[HandoverWanted] = answer


def _pin(studio: Studio, user: str) -> None:
    pad = studio.window.pin
    for key in pad.names:
        if key.text() == user:
            key.click()
    for digit in "482913":
        pad.type_digit(digit)
    pad.ok.click()
    intent = studio.site.submitted[-1]
    if isinstance(intent, PinSubmitted):
        studio.site.bus.intent_answered.emit(
            IntentAnswer(intent_id=intent.intent_id, ok=True, context=(("session", "demo"),))
        )


def _rows(shown: RowList) -> list[NoticeRow]:
    return [row for row in shown.rows if isinstance(row, NoticeRow)]


def _coming(studio: Studio, read: int = 2) -> None:
    _guards(studio)
    _answer(studio, ())
    studio.window.navigator.go("handover")
    _pin(studio, "Guard 07")
    for number in range(read):
        _rows(studio.window.handover.list)[number].keys[0].click()


def _nothing(studio: Studio) -> None:
    _guards(studio)
    studio.site.answers[HandoverWanted] = lambda query: Handover(
        user=query.user, since=studio.clock.utc_now() - timedelta(hours=16)
    )
    studio.window.navigator.go("handover")
    _pin(studio, "Guard 07")


def _leaving(studio: Studio) -> None:
    _shift(studio)
    now = studio.clock.utc_now()
    opening = HandoverItem(
        item_id="opening:1",
        kind="opening",
        code="handover.opening",
        context=(("gate", "gate-a"), ("actor", "Guard 07")),
        at=now - timedelta(minutes=50),
        intent_id="i1",
        gate_id="gate-a",
    )
    _answer(studio, (_items(studio)[2], opening, _items(studio)[4]))
    studio.window.navigator.go("handover")


def _nobody(studio: Studio) -> None:
    _guards(studio)
    studio.window.navigator.go("handover")
    studio.window.pin.cancel()


def _many(studio: Studio) -> None:
    _guards(studio, guard=tuple(f"Guard {number:02d}" for number in range(1, 10)))
    studio.window.navigator.go("handover")
    for digit in "482":
        studio.window.pin.type_digit(digit)


def _opening(studio: Studio) -> None:
    _shift(studio)
    studio.site.bus.gate_changed.emit(
        GateView(
            gate_id="gate-a",
            name="Gate A",
            state=GateState.CLOSED,
            needs_long_hold=True,
            warning_code="gate.deny_listed",
        )
    )
    studio.window.gates.panels["gate-a"].open_key.tapped.emit()


def _wrong(studio: Studio) -> None:
    _many(studio)
    for digit in "913":
        studio.window.pin.type_digit(digit)
    studio.window.pin.ok.click()
    intent = studio.site.submitted[-1]
    studio.site.bus.intent_answered.emit(
        IntentAnswer(intent_id=intent.intent_id, ok=False, code="pin.wrong", context=(("s", "8"),))
    )


def _locked(studio: Studio) -> None:
    _shift(studio)
    studio.window.lock_screen()
    for index, camera in enumerate(studio.config.cameras):
        studio.site.show_frame(camera.id, "AB12CDE" if index == 0 else "", 2)
    studio.question()
    studio.window.ask.fold()
    studio.window.tick()


def _asked(studio: Studio) -> None:
    _shift(studio)
    studio.window.lock_screen()
    studio.question()
    studio.window.tick()


def _resting(studio: Studio) -> None:
    _shift(studio)
    studio.clock.advance(PRIVACY_S + 1)
    for index, camera in enumerate(studio.config.cameras):
        studio.site.show_frame(camera.id, "AB12CDE" if index == 0 else "", 2)
    studio.window.tick()


def _users(studio: Studio, role: str = "installer") -> None:
    _shift(studio)
    now = studio.clock.utc_now()
    rows = (
        ("Guard 07", "guard", True, 12),
        ("Guard 12", "guard", True, 40),
        ("Guard 15", "guard", True, 0),
        ("Guard 03", "guard", False, 90),
        ("M. Berg", "supervisor", True, 130),
        ("Elektro Lind", "installer", True, 200),
    )
    studio.site.answers[UsersWanted] = lambda _query: tuple(
        UserRow(
            name=name,
            role=kind,
            active=active,
            changed_at=now - timedelta(days=days),
            on_shift=name == "Guard 07",
        )
        for name, kind, active, days in rows
    )
    studio.site.answers[RecoveryWanted] = lambda _query: RecoveryState(
        made_at=now - timedelta(days=130), actor="M. Berg", printer=True
    )
    user = "Elektro Lind" if role == "installer" else "M. Berg"
    session = Session(token="demo", user=user, role=role)  # noqa: S106 - no password
    studio.window.people.elevate(session)
    studio.window.navigator.go("settings.users")


def _screen(studio: Studio) -> UsersScreen:
    screen = studio.window.navigator.screen("settings.users")
    if not isinstance(screen, UsersScreen):
        raise TypeError("settings.users is another screen")
    return screen


def _add(studio: Studio) -> None:
    _users(studio)
    _screen(studio).add_key.click()
    _screen(studio).keypad.used.emit("Guard 21")


def _new_pin(studio: Studio) -> None:
    _add(studio)
    _screen(studio).next_key.click()
    for digit in "4829":
        _screen(studio).new_pin.pad.typed.emit(digit)


def _stopping(studio: Studio) -> None:
    _users(studio, "supervisor")
    _rows(_screen(studio).list)[2].keys[1].click()


def _words(studio: Studio) -> None:
    _users(studio)
    _screen(studio).sheet.draw = lambda: SHEET
    _screen(studio).sheet.below = random.Random(5).randrange
    _rows(_screen(studio).list)[0].keys[0].click()


def _words_asked(studio: Studio) -> None:
    _words(studio)
    sheet = _screen(studio).sheet
    sheet.done_key.click()
    sheet.check.type_letter("s")


def _forgotten(studio: Studio) -> None:
    _guards(studio)
    studio.window.navigator.go("settings.users")
    pad = studio.window.pin
    pad.forgot_key.click()
    for word in SHEET[:6]:
        pad.recovery.words.choose(word)
    pad.recovery.words.type_letter("t")


SCENES: tuple[Scene, ...] = (
    Scene(name="handover", prepare=_coming, kept=("day", "night")),
    Scene(name="handover-nothing", prepare=_nothing),
    Scene(name="handover-nobody", prepare=_nobody),
    Scene(name="handover-no-guards", prepare=lambda s: s.window.navigator.go("handover")),
    Scene(name="handover-out", prepare=_leaving),
    Scene(name="pin-people", prepare=_many),
    Scene(name="pin-wrong", prepare=_wrong),
    Scene(name="pin-opening", prepare=_opening),
    Scene(name="lock-shift", prepare=_locked),
    Scene(name="lock-question", prepare=_asked),
    Scene(name="privacy-rest", prepare=_resting),
    Scene(name="users", prepare=_users),
    Scene(name="users-add", prepare=_add),
    Scene(name="users-pin", prepare=_new_pin),
    Scene(name="users-stop", prepare=_stopping),
    Scene(name="recovery-sheet", prepare=_words),
    Scene(name="recovery-check", prepare=_words_asked),
    Scene(name="recovery-words", prepare=_forgotten, kept=("day", "night")),
)
