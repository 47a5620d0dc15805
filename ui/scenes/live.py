# SPDX-License-Identifier: AGPL-3.0-or-later
"""Live, the question, the reasons, the steps by hand, the lock: what comes by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
from PySide6.QtGui import QImageWriter
from PySide6.QtTest import QTest

from alpr_kiosk.domain.events import Action, Candidate, Reason
from alpr_kiosk.domain.gate import GateState
from alpr_kiosk.domain.intents import IntentAnswer, ReasonGiven
from alpr_kiosk.domain.lists import ListSnapshot, WeeklyWindow
from alpr_kiosk.domain.plate_queries import (
    EntriesShownWanted,
    PlatesLike,
    PlatesLikeWanted,
    ShownEntry,
)
from alpr_kiosk.runtime.views import GateView
from ui.demo_site import ask_view, paint_lane, passage_view
from ui.errands import TypePlate
from ui.missing_reasons import OpenedByHand
from ui.studio import Scene, Studio

_AT_7, _AT_19 = time(7), time(19)


def _guard(studio: Studio) -> None:
    """A guard is on shift, and the site answers what the keypad asks."""
    studio.window.people.start_shift("07")
    snapshot = ListSnapshot.of(studio.site.entries())

    def alike(query: PlatesLikeWanted) -> PlatesLike:
        found = snapshot.search(query.text, 99)
        return PlatesLike(text=query.text, rows=found[:20], more=len(found[20:]))

    studio.site.answers[PlatesLikeWanted] = alike
    studio.site.answers[EntriesShownWanted] = lambda _query: ()


def _typed(studio: Studio, text: str) -> None:
    _guard(studio)
    studio.window.navigator.go("type_plate", TypePlate(text=text))


def _found(studio: Studio) -> None:
    _typed(studio, "AB12")
    studio.window.navigator.page.results.tiles[0].click()  # type: ignore[attr-defined]


def _banned(studio: Studio) -> None:
    _typed(studio, "XY99ZZZ")
    studio.window.navigator.page.results.tiles[0].click()  # type: ignore[attr-defined]


def _visitor(studio: Studio) -> None:
    """A car that nobody knows waits at gate A."""
    _guard(studio)
    view = passage_view(
        studio.site,
        number=22,
        plate="NV62LPA",
        action=Action.ASK,
        reason=Reason.ASK_UNKNOWN_WAITING,
        lane="lane-in",
        camera="cam-1",
        gate="gate-a",
        ago_s=0,
        here=True,
    )
    studio.site.bus.passage_changed.emit(view)


def _jpeg(plate: str) -> bytes:
    """Return a painted car as a photo on file."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"jpg")).write(paint_lane(640, 360, plate, shade=12))
    return bytes(data.data())


def _answer_entries(studio: Studio, *, photo: bool) -> None:
    def shown(query: EntriesShownWanted) -> tuple[ShownEntry, ...]:
        rows = []
        for number, entry_id in enumerate(query.entry_ids):
            entry = replace(
                studio.site.entries()[1 + number],
                entry_id=entry_id,
                vehicle="silver van" if number == 0 else "",
                windows=tuple(
                    WeeklyWindow(weekday=day, start=_AT_7, end=_AT_19) for day in range(5)
                ),
            )
            image = _jpeg(entry.text) if photo and number == 0 else b""
            rows.append(ShownEntry(entry=entry, photo=image))
        return tuple(rows)

    studio.site.answers[EntriesShownWanted] = shown


def _ask(studio: Studio) -> None:
    _answer_entries(studio, photo=True)
    studio.question()


def _second_proof(studio: Studio) -> None:
    """Listed, but the plate alone is not enough."""
    _answer_entries(studio, photo=True)
    view = passage_view(
        studio.site,
        number=20,
        plate="KL58MNO",
        action=Action.ASK,
        reason=Reason.ASK_SECOND_FACTOR,
        lane="lane-in",
        camera="cam-1",
        gate="gate-a",
        ago_s=3,
        owner="Unit 3, Berg",
        here=True,
        context=(("plate", "KL58MNO"), ("who", "Unit 3, Berg"), ("factor", "ID card")),
    )
    studio.ask(view)


def _tie(studio: Studio) -> None:
    """Two on the lists look like what was read, and neither has a photo."""
    _answer_entries(studio, photo=False)
    view = passage_view(
        studio.site,
        number=23,
        plate="HH9OTRX",
        action=Action.ASK,
        reason=Reason.ASK_LOOKALIKE_TIE,
        lane="lane-in",
        camera="cam-1",
        gate="gate-a",
        ago_s=0,
        owner="Unit 7",
        doubt=(3, "0"),
        here=True,
        context=(
            ("plate_a", "HH90TRX"),
            ("who_a", "Unit 7"),
            ("plate_b", "HH9OTRX"),
            ("who_b", "Unit 31"),
        ),
    )
    record = view.decision
    if record is not None:
        both = (
            Candidate(
                entry_id="1", plate="HH90TRX", owner="Unit 7", list_kind="allow", match="strong"
            ),
            Candidate(
                entry_id="2", plate="HH9OTRX", owner="Unit 31", list_kind="allow", match="strong"
            ),
        )
        decision = replace(record.decision, candidates=both)
        view = replace(view, decision=replace(record, decision=decision))
    studio.site.bus.passage_changed.emit(view)
    studio.site.bus.ask_changed.emit(ask_view(view, total=1))
    studio.clock.advance(0.5)


def _missing(studio: Studio) -> None:
    """A reason is missing, another is not saved, and a question was not answered."""
    _guard(studio)
    reasons = studio.window.around.reasons
    for number, given in ((5, False), (3, True)):
        event = OpenedByHand(
            event_id=f"e{number}",
            gate_id="gate-b",
            at=studio.clock.utc_now(),
            passage_id=f"{number:032x}",
        )
        reasons.add(event)
        reasons.closed(event.event_id)
        if given:
            said = ReasonGiven(event_id=event.event_id, reason="delivery")
            reasons.sent(said)
            reasons.answered(IntentAnswer(intent_id=said.intent_id, ok=False, code="db.gone"))
    _visitor(studio)
    view = studio.window.around.passages.view(f"{22:032x}")
    if view is not None:
        studio.site.bus.passage_changed.emit(replace(view, decide_again=True))
    studio.window.tick()


def _wrong(studio: Studio) -> None:
    _guard(studio)
    studio.window.show_detail(f"{6:032x}")
    studio.window.detail.wrong_decision.click()


def _doubtful(studio: Studio) -> None:
    _guard(studio)
    _tie(studio)
    studio.clock.advance(1.0)
    studio.window.ask.why.click()


def _reads(studio: Studio) -> None:
    """The reason is given; which read was it?"""
    _visitor(studio)
    studio.site.bus.override_done.emit("e1", "gate-a")
    studio.window.reasons.tiles[3].click()


def _new_cards(studio: Studio) -> None:
    _guard(studio)
    rail = studio.window.live.rail
    QTest.mousePress(rail.cards[1], Qt.MouseButton.LeftButton)
    _visitor(studio)


def _inside(studio: Studio) -> None:
    _guard(studio)
    studio.window.tick()


def _can_hold(studio: Studio) -> None:
    _guard(studio)
    for gate in studio.config.gates:
        studio.site.bus.gate_changed.emit(
            GateView(
                gate_id=gate.id,
                name=gate.name,
                state=GateState.CLOSED,
                can_hold_open=True,
                can_stop=True,
            )
        )


def _hold_sheet(studio: Studio) -> None:
    _can_hold(studio)
    studio.window.gates.panels["gate-a"].hold_key.click()


def _held(studio: Studio) -> None:
    _can_hold(studio)
    studio.site.bus.gate_changed.emit(
        GateView(
            gate_id="gate-a",
            name="Gate A",
            state=GateState.HELD_OPEN,
            can_hold_open=True,
            can_stop=True,
            held_until=studio.clock.utc_now() + timedelta(minutes=9, seconds=41),
        )
    )


def _four_gates(studio: Studio) -> None:
    _can_hold(studio)
    studio.site.bus.gate_changed.emit(
        GateView(
            gate_id="gate-c",
            name="Gate C",
            state=GateState.FAULT,
            fault_code="gate.fault.no_movement",
        )
    )


def _more(studio: Studio) -> None:
    _can_hold(studio)
    studio.window.gates.panels["gate-b"].more_key.click()


def _pass(studio: Studio) -> None:
    _visitor(studio)
    studio.window.navigator.go("quick_pass")


def _near_ban(studio: Studio) -> None:
    _pass(studio)
    page = studio.window.navigator.page
    page.save.click()  # type: ignore[attr-defined]
    studio.refuse("pass.near_ban", plate="NV62LPA", banned="NV62LP4")


def _pin(studio: Studio) -> None:
    studio.window.show_lists()
    for digit in "4829":
        studio.window.pin.type_digit(digit)


def _steps(studio: Studio) -> None:
    studio.losses()
    studio.window.show_steps("gate-b")


def _seven_seconds_on(studio: Studio) -> None:
    studio.clock.advance(7)
    studio.window.tick()


SCENES = (
    Scene(name="live", prepare=lambda _s: None, kept=("day", "night", "high_contrast")),
    Scene(name="live-one-camera", prepare=lambda _s: None, cameras=1),
    Scene(name="live-four-cameras", prepare=lambda _s: None, cameras=4),
    Scene(name="live-no-camera", prepare=_guard, cameras=0),
    Scene(name="live-three-cameras", prepare=_inside, cameras=3, kept=("day", "night")),
    Scene(name="live-new-cards", prepare=_new_cards),
    Scene(name="live-reasons-missing", prepare=_missing, kept=("day", "night")),
    Scene(name="hold-open", prepare=_hold_sheet, kept=("day", "night")),
    Scene(name="held-open", prepare=_held, kept=("day", "night")),
    Scene(name="live-four-gates", prepare=_four_gates, cameras=4, gates=4, kept=("day", "night")),
    Scene(name="gate-more", prepare=_more, cameras=4, gates=4),
    Scene(name="ask", prepare=_ask, kept=("day", "night")),
    Scene(name="ask-second-proof", prepare=_second_proof),
    Scene(name="ask-tie", prepare=_tie, kept=("day", "night")),
    Scene(name="refusal", prepare=Studio.refusal, kept=("day", "night")),
    Scene(name="losses", prepare=Studio.losses),
    Scene(name="stale", prepare=_seven_seconds_on),
    Scene(
        name="why",
        prepare=lambda s: s.window.show_detail(f"{6:032x}"),
        kept=("day", "night"),
    ),
    Scene(name="why-wrong", prepare=_wrong),
    Scene(name="why-doubtful", prepare=_doubtful),
    Scene(name="reasons-reads", prepare=_reads),
    Scene(name="type-plate", prepare=lambda s: _typed(s, "AB1"), kept=("day", "night")),
    Scene(name="type-plate-empty", prepare=lambda s: _typed(s, "")),
    Scene(name="type-plate-none", prepare=lambda s: _typed(s, "QQ77RST")),
    Scene(name="type-plate-found", prepare=_found, kept=("day", "night")),
    Scene(name="type-plate-banned", prepare=_banned, kept=("day", "night")),
    Scene(name="quick-pass", prepare=_pass, kept=("day", "night")),
    Scene(name="quick-pass-near-ban", prepare=_near_ban, kept=("day", "night")),
    Scene(name="reasons", prepare=lambda s: s.site.bus.override_done.emit("e1", "gate-a")),
    Scene(name="steps", prepare=_steps),
    Scene(name="pin", prepare=_pin),
    Scene(name="lock", prepare=lambda s: s.window.lock_screen()),
)
