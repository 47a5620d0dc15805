# SPDX-License-Identifier: AGPL-3.0-or-later
"""The window as a whole: the gate bar over everything, targets, names, kinds, alerts, reasons."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QWidget

from alpr_kiosk.domain.events import Action, CommandSource, Priority, Reason
from alpr_kiosk.domain.gate import GateState
from alpr_kiosk.domain.intents import (
    AlertAcknowledged,
    LockdownEnded,
    PinSubmitted,
    ReasonGiven,
    SessionEnded,
)
from alpr_kiosk.domain.people_queries import Handover, HandoverItem, UserRow
from alpr_kiosk.domain.visit_intents import QuickPassMade
from alpr_kiosk.runtime.views import SiteHealth
from ui.errands import TypePlate
from ui.missing_reasons import OpenedByHand
from ui.people import Session
from ui.widgets.camera_tile import CameraTile

LEFT = Qt.MouseButton.LeftButton
PROFILES = [(1280, 800), (1920, 1080)]


def sign_in(desk) -> None:
    desk.window.show_lists()
    for digit in "482913":
        QTest.keyClick(desk.window.pin, digit)
    QTest.keyClick(desk.window.pin, Qt.Key.Key_Return)
    (intent,) = desk.site.of(PinSubmitted)[-1:]
    desk.site.answer(intent, session="token-1")


def _ask(desk) -> None:
    desk.site.ask(desk.site.passage(action=Action.ASK, reason=Reason.ASK_ONE_LOOK))


def _alarm(desk) -> None:
    desk.site.alert("decision.deny.listed", "XY99ZZZ")


def _hide(desk) -> None:
    _alarm(desk)
    desk.window.show_alerts()
    desk.control("alerts.shelve.decision.deny.listed/XY99ZZZ").click()


def _editor(desk) -> None:
    sign_in(desk)
    desk.window.lists.add_key.click()


def _keypad(desk) -> None:
    _editor(desk)
    desk.control("editor.plate.keypad").click()


def _removal(desk) -> None:
    sign_in(desk)
    lists = desk.window.lists
    lists.page.table.row_tapped.emit(0)
    lists.editor.remove_key.click()


def _guards(desk) -> None:
    desk.site.people = {"guard": ("Anna", "Ben", "Eve"), "supervisor": ("Supervisor",)}
    desk.window.signing.look_for_guards()


def _pin_many(desk) -> None:
    _guards(desk)
    desk.site.people["guard"] = tuple(f"Guard {number:02d}" for number in range(9))
    desk.window.nav.keys["handover"].click()


def _pin_opening(desk) -> None:
    _guards(desk)
    desk.site.gate("gate-1", needs_long_hold=True, warning_code="gate.deny_listed")
    desk.window.gates.panels["gate-1"].open_key.tapped.emit()


def _coming(desk) -> None:
    _guards(desk)
    desk.window.nav.keys["handover"].click()
    for digit in "482913":
        desk.window.pin.type_digit(digit)
    desk.window.pin.ok.click()
    desk.site.answer(desk.site.of(PinSubmitted)[-1], session="token-1")
    items = tuple(
        HandoverItem(
            item_id=f"note:{number}",
            kind="note",
            code="handover.note",
            context=(("user", "Ben"), ("text", f"word {number}")),
        )
        for number in range(3)
    )
    now = desk.clock.utc_now()
    desk.site.found(desk.site.queries[-1], Handover(user="Anna", since=now, items=items))


def _leaving(desk) -> None:
    _guards(desk)
    desk.site.begin_shift("Anna")
    desk.window.nav.keys["handover"].click()
    items = (HandoverItem(item_id="opening:1", kind="opening", code="handover.opening"),)
    now = desk.clock.utc_now()
    desk.site.found(desk.site.queries[-1], Handover(user="Anna", since=now, items=items))


def _users(desk):
    session = Session(token="t", user="Dora", role="installer")
    desk.window.people.elevate(session)
    desk.window.navigator.go("settings.users")
    now = desk.clock.utc_now()
    rows = tuple(
        UserRow(name=name, role=role, active=True, changed_at=now)
        for name, role in (("Anna", "guard"), ("Carl", "supervisor"), ("Dora", "installer"))
    )
    desk.site.found(desk.site.queries[-1], rows)
    return desk.window.navigator.screen("settings.users")


def _new_user(desk):
    screen = _users(desk)
    screen.add_key.click()
    screen.keypad.used.emit("Ben")
    return screen


def _guard(desk) -> None:
    desk.window.people.start_shift("Guard 07")


def _type_plate(desk, text: str = "AB1") -> None:
    _guard(desk)
    desk.window.navigator.go("type_plate", TypePlate(text=text))
    desk.site.look_up(desk.site.queries[-1])


def _found(desk) -> None:
    _type_plate(desk)
    desk.control("keypad.result.0").click()


def _quick_pass(desk) -> None:
    _guard(desk)
    desk.site.passage(action=Action.ASK, reason=Reason.ASK_ONE_LOOK)
    desk.window.navigator.go("quick_pass")


def _near_ban(desk) -> None:
    _quick_pass(desk)
    desk.control("quick_pass.save").click()
    (made,) = desk.site.of(QuickPassMade)
    desk.site.answer(made, ok=False, code="pass.near_ban", plate="AB12CDE", banned="AB12CDF")


def _hold_open(desk) -> None:
    _guard(desk)
    desk.site.gate("gate-1", name="Gate 1", can_hold_open=True, can_stop=True)
    desk.control("gate.gate-1.hold").click()


def _reason_missing(desk) -> None:
    view = desk.site.passage()
    desk.window.around.reasons.add(
        OpenedByHand(
            event_id="e1",
            gate_id="gate-1",
            at=desk.clock.utc_now(),
            passage_id=view.passage.passage_id,
        )
    )
    desk.window.around.reasons.closed("e1")


def _reads(desk) -> None:
    desk.site.passage()
    desk.site.bus.override_done.emit("i1", "gate-1")
    desk.control("override.reason.misread").click()


def _wrong(desk) -> None:
    _guard(desk)
    desk.window.show_detail(desk.site.passage().passage.passage_id)
    desk.control("why.wrong_decision").click()


STATES = {
    "live": lambda desk: None,
    "card": lambda desk: desk.site.passage(),
    "one camera": lambda desk: desk.window.live.tiles["cam-1"].click(),
    "ask": _ask,
    "alarm": _alarm,
    "alarm and ask": lambda desk: (_alarm(desk), _ask(desk)),
    "why": lambda desk: desk.window.show_detail(desk.site.passage().passage.passage_id),
    "reasons": lambda desk: desk.site.bus.override_done.emit("i1", "gate-1"),
    "steps": lambda desk: desk.window.show_steps("gate-1"),
    "pin": lambda desk: desk.window.show_lists(),
    "pin of many": _pin_many,
    "pin for an opening": _pin_opening,
    "coming": _coming,
    "leaving": _leaving,
    "users": _users,
    "new user": _new_user,
    "new pin": lambda desk: _new_user(desk).next_key.click(),
    "lists": sign_in,
    "editor": _editor,
    "keypad": _keypad,
    "removal": _removal,
    "alerts": lambda desk: (_alarm(desk), desk.window.show_alerts()),
    "alerts to hide": _hide,
    "health": lambda desk: desk.window.show_health(),
    "drill": lambda desk: desk.window.navigator.go("health", "drill"),
    "log": lambda desk: desk.window.navigator.go("health", "log"),
    "lock": lambda desk: desk.window.lock_screen(),
    "no relay": lambda desk: desk.site.gate("gate-2", relay_reachable=False),
    "type plate": _type_plate,
    "plate found": _found,
    "plate unknown": lambda desk: _type_plate(desk, "QQ77RST"),
    "quick pass": _quick_pass,
    "look-alike of a ban": _near_ban,
    "hold open": _hold_open,
    "reason missing": _reason_missing,
    "reads": _reads,
    "wrong decision": _wrong,
    "lockdown": lambda desk: desk.site.gate("gate-1", state=GateState.LOCKED_OUT),
}


def controls(window: QWidget) -> list[QWidget]:
    found: list[QWidget] = []
    for kind in (QAbstractButton, QLineEdit):
        found += [w for w in window.findChildren(kind) if w.isVisible() and w.objectName()]
    return found


@pytest.mark.parametrize("size", PROFILES)
def test_the_gate_bar_is_over_everything_and_never_moves(build, size):
    """T01."""
    places: set[tuple[QRect, QRect]] = set()
    for name, prepare in STATES.items():
        desk = build(width=size[0], height=size[1])
        prepare(desk)
        desk.window.tick()
        rects = []
        for gate in ("gate-1", "gate-2"):
            key = desk.control(f"gate.{gate}.open")
            assert key.isVisible(), name
            assert key.isEnabled(), name
            center = key.mapTo(desk.window, key.rect().center())
            assert desk.window.childAt(center) is key, name
            rects.append(QRect(key.mapTo(desk.window, QPoint(0, 0)), key.size()))
        places.add((rects[0], rects[1]))
        desk.window.close()
    assert len(places) == 1


@pytest.mark.parametrize("size", PROFILES)
@pytest.mark.parametrize("state", STATES)
def test_targets_names_and_gaps(build, size, state):
    """T09 and T16."""
    desk = build(width=size[0], height=size[1])
    STATES[state](desk)
    check_targets(desk)


def check_targets(desk) -> None:
    """T09 and T16 for what the window shows now."""
    desk.window.tick()
    # Layouts of pages that have just been shown are done by posted events.
    for _ in range(3):
        QCoreApplication.sendPostedEvents()
    metrics = desk.window.look.metrics
    window = desk.window.rect()
    names: dict[str, str] = {}
    rects: list[tuple[str, QRect]] = []
    for control in controls(desk.window):
        name = control.objectName()
        rect = QRect(control.mapTo(desk.window, QPoint(0, 0)), control.size())
        label = control.accessibleName()
        assert label, name
        assert label != name
        assert names.setdefault(label, name) == name, f"{label} twice: {name}, {names[label]}"
        covered = desk.window.childAt(rect.center())
        on_top = covered is control or (covered is not None and control.isAncestorOf(covered))
        if not on_top or not control.isEnabled():
            continue
        assert window.contains(rect), (name, rect)
        least = metrics.touch_min
        if name.endswith(".open") or name in ("gate.lockdown", "ask.let_in", "ask.keep_closed"):
            least = metrics.touch_gate
        elif name.startswith(("keypad.key", "pin.key")):
            least = metrics.key
        # Pills of the status bar have its height; the bar is exactly 12 mm high.
        assert rect.height() >= min(least, metrics.status_h), (name, rect)
        assert rect.width() >= least, (name, rect)
        if not isinstance(control, CameraTile):
            rects.append((name, rect))
    for index, (name, rect) in enumerate(rects):
        for other, place in rects[index + 1 :]:
            if name.replace("card", "chip") == other:
                continue  # it stands on its card
            keypad = name.startswith(("keypad", "pin")) and other.startswith(("keypad", "pin"))
            # Ten keys of 19 mm leave 4 px beside them on the compact panel.
            keypad = keypad or (name.startswith("nav") and other.startswith("keypad"))
            cards = name.startswith("live.card") or other.startswith("live.card")
            gap = min(4, metrics.gap_key) if keypad else 1 if cards else min(metrics.gap_min, 9)
            grown = rect.adjusted(-gap + 1, -gap + 1, gap - 1, gap - 1)
            assert not grown.intersects(place), (name, rect, other, place)


@pytest.mark.parametrize("theme", ["day", "night", "high_contrast"])
def test_whatever_has_a_kind_has_icon_word_and_fill(build, theme):
    """T05."""
    desk = build(theme=theme)
    actions = (
        (Action.OPEN, False),
        (Action.ASK, False),
        (Action.REFUSE, True),
        (Action.LOG_ONLY, False),
    )
    for number, (action, alarm) in enumerate(actions, 1):
        desk.site.passage(number=number, action=action, alarm=alarm, lane=number % 2 + 1)
    _alarm(desk)
    desk.site.gate("gate-1", relay_reachable=False)
    desk.site.gate("gate-2", warning_code="gate.deny_listed", needs_long_hold=True)
    desk.site.bus.health_changed.emit(
        SiteHealth(cameras_live=1, cameras_total=2, reader_ok=False, lists_ok=False, disk_pct=97)
    )
    seen = set()
    for widget in desk.window.findChildren(QWidget):
        kind = widget.property("kind")
        if not kind or not widget.isVisible():
            continue
        seen.add(kind)
        assert desk.window.look.icons.has(widget.kind_icon()), widget.objectName()
        assert widget.kind_text().strip(), widget.objectName()
        assert widget.kind_fill() == desk.window.look.tokens.fill(kind), widget.objectName()
    assert {"allow", "ask", "deny", "neutral", "fault", "warning"} <= seen


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_is_explained_in_one_touch(desk, reason):
    """T06."""
    desk.site.passage(reason=reason, action=Action.LOG_ONLY)
    (card,) = desk.window.live.rail.cards
    QTest.mouseClick(card, LEFT)
    assert desk.window.page == "why"
    detail = desk.window.detail
    assert detail.sentence()
    assert detail.sentence() != reason.value
    assert "character 2, B, 5 of 5" in detail.votes_spoken()
    assert [word for word, _ms in detail.times()] == ["seen", "agreed", "decided", "relay"]
    assert not detail.grab().isNull()


def test_normal_is_grey(desk):
    """T04: all normal, hardly any pixel in a decision or alert fill."""
    for number in range(1, 5):
        desk.site.passage(number=number, plate=f"AB1{number}CDE", crop=False)
    for tile in desk.window.live.tiles.values():
        tile.hide()
    image = desk.window.grab().toImage()
    tokens = desk.window.look.tokens
    fills = {tokens.fill(kind).lower() for kind in ("allow", "deny", "ask", "fault", "warning")}
    total = hits = 0
    for y in range(0, image.height(), 4):
        for x in range(0, image.width(), 4):
            total += 1
            hits += image.pixelColor(x, y).name() in fills
    assert hits / total < 0.01


# ------------------------------------------------------------------------------------- alarms


def test_an_alarm_is_latched_until_seen_and_its_icon_blinks(desk):
    alert = desk.site.alert(
        "decision.deny.listed", "XY99ZZZ", context=(("reason", "threatened staff"),)
    )
    banner = desk.window.banner
    assert banner.isVisible()
    assert "XY99ZZZ is banned: threatened staff" in banner.text()
    lit = set()
    for _ in range(8):
        desk.run(0.25, step=0.25)
        lit.add(banner.icon_lit)
    assert lit == {True, False}
    desk.run(600, step=60)
    assert banner.isVisible()
    QTest.mouseClick(banner.seen_key, LEFT)
    (seen,) = desk.site.of(AlertAcknowledged)
    assert seen.alert_id == alert.alert_id
    desk.site.bus.alert_changed.emit(replace(alert, seen=True))
    assert not banner.isVisible()
    assert desk.window.status.alerts.value == "1"


def test_an_alarm_that_ended_unseen_stays_and_a_low_one_has_no_banner(desk):
    desk.site.alert("camera.gone", "cam-1", active=False)
    assert desk.window.banner.isVisible()
    desk.site.alert("camera.gone", "cam-1", active=False, seen=True)
    assert not desk.window.banner.isVisible()
    desk.site.alert("disk.warn", "disk", priority=Priority.LOW)
    assert not desk.window.banner.isVisible()


def test_the_worst_alarm_is_shown_first_and_a_critical_one_stays_when_seen(desk):
    desk.site.alert("camera.gone", "cam-1")
    desk.site.alert("gate.fault.forced_open", "gate-1", priority=Priority.CRITICAL, seen=True)
    assert desk.window.banner.alert.code == "camera.gone"
    desk.site.alert("camera.gone", "cam-1", seen=True)
    assert desk.window.banner.alert.code == "gate.fault.forced_open"
    desk.site.alert(
        "gate.fault.forced_open", "gate-1", priority=Priority.CRITICAL, seen=True, active=False
    )
    assert not desk.window.banner.isVisible()


def test_the_banner_covers_neither_rail_nor_gate_bar(desk):
    _alarm(desk)
    banner = desk.window.banner.geometry()
    rail = desk.window.live.rail
    place = QRect(rail.mapTo(desk.window, QPoint(0, 0)), rail.size())
    assert not banner.intersects(place)
    assert not banner.intersects(desk.window.gates.geometry())


# ------------------------------------------------------------------------------------ reasons


def test_the_reason_is_asked_after_the_opening_and_one_tap_gives_it(desk):
    desk.site.bus.override_done.emit("intent-7", "gate-1")
    assert desk.window.reasons.isVisible()
    QTest.mouseClick(desk.control("override.reason.delivery"), LEFT)
    (given,) = desk.site.of(ReasonGiven)
    assert (given.event_id, given.reason) == ("intent-7", "delivery")
    assert not desk.window.reasons.isVisible()
    desk.site.answer(given)
    assert desk.window.toast.text == "Saved: Delivery."


def test_without_an_answer_the_reason_stays_missing(desk):
    """T07."""
    desk.site.bus.override_done.emit("intent-7", "gate-1")
    desk.run(20.5, step=0.5)
    assert not desk.window.reasons.isVisible()
    assert desk.site.of(ReasonGiven) == []
    view = desk.site.passage(reason_missing=True)
    desk.window.show_detail(view.passage.passage_id)
    assert desk.window.detail.reason_key.isVisible()
    QTest.mouseClick(desk.window.detail.reason_key, LEFT)
    assert desk.window.reasons.isVisible()


def test_two_openings_are_asked_about_one_after_the_other(desk):
    desk.site.bus.override_done.emit("one", "gate-1")
    desk.site.bus.override_done.emit("two", "gate-2")
    QTest.keyClick(desk.window.reasons, Qt.Key.Key_1)
    assert desk.window.reasons.isVisible()
    QTest.keyClick(desk.window.reasons, Qt.Key.Key_2)
    assert [(g.event_id, g.reason) for g in desk.site.of(ReasonGiven)] == [
        ("one", "delivery"),
        ("two", "visitor"),
    ]


# --------------------------------------------------------------------------- rail, theme, lock


def test_cards_wait_while_the_rail_is_touched(desk):
    desk.site.passage(number=1)
    (card,) = desk.window.live.rail.cards
    QTest.mousePress(card, LEFT)
    desk.site.passage(number=2, plate="ZZ99ZZZ")
    assert len(desk.window.live.rail.cards) == 1
    QTest.mouseRelease(card, LEFT, pos=QPoint(-50, -50))
    desk.run(1.0, step=0.25)
    assert len(desk.window.live.rail.cards) == 1
    desk.run(0.75, step=0.25)
    assert [c.view.passage.consensus.text for c in desk.window.live.rail.cards] == [
        "ZZ99ZZZ",
        "AB12CDE",
    ]


def test_a_newer_state_replaces_the_card(desk):
    desk.site.passage(number=1, decided=False)
    desk.site.passage(number=1, action=Action.REFUSE, reason=Reason.DENY_LISTED, alarm=True)
    (card,) = desk.window.live.rail.cards
    assert card.kind_text() == "STOPPED"


def test_the_theme_changes_live(desk):
    seen = []
    desk.window.navigator.go("settings")
    for theme in ("night", "high_contrast", "day"):
        desk.control(f"settings.theme.{theme}").click()
        desk.run(2.1)
        seen.append(desk.window.look.tokens.name)
        assert not desk.window.grab().isNull()
    assert seen == ["night", "high_contrast", "day"]


def test_the_night_window_is_dark(build):
    """T13, first half: mean luminance without video at most 0.06, no pixel above 0.60."""
    from ui.theme.tokens import luminance

    desk = build(theme="night")
    desk.site.passage(crop=False)
    for tile in desk.window.live.tiles.values():
        tile.hide()
    image = desk.window.grab().toImage()
    values = [
        luminance(image.pixelColor(x, y).name())
        for y in range(0, image.height(), 8)
        for x in range(0, image.width(), 8)
    ]
    assert sum(values) / len(values) <= 0.06
    assert max(values) <= 0.60


def test_locked_still_opens_unsigned(desk):
    desk.window.lock_screen()
    assert desk.window.page == "lock"
    for shortcut_target in (desk.window.show_live, desk.window.show_lists):
        shortcut_target()
        assert desk.window.page == "lock"
    key = desk.control("gate.gate-1.open")
    QTest.mousePress(key, LEFT)
    desk.run(0.61)
    QTest.mouseRelease(key, LEFT)
    assert desk.site.openings[0].source is CommandSource.UNSIGNED


def test_ending_a_lockdown_needs_a_pin(desk):
    desk.site.gate("gate-1", state=GateState.LOCKED_OUT)
    key = desk.control("gate.lockdown")
    assert key.text() == "End lockdown"
    QTest.mousePress(key, LEFT)
    desk.run(0.61)
    QTest.mouseRelease(key, LEFT)
    assert desk.window.pin.isVisible()
    assert desk.site.of(LockdownEnded) == []
    for digit in "482913":
        QTest.keyClick(desk.window.pin, digit)
    desk.window.pin.ok.click()
    (pin,) = desk.site.of(PinSubmitted)
    desk.site.answer(pin, session="s-9")
    (ended,) = desk.site.of(LockdownEnded)
    assert ended.session == "s-9"


def test_a_wrong_pin_waits_and_open_still_works(desk):
    desk.window.show_lists()
    for digit in "000000":
        QTest.keyClick(desk.window.pin, digit)
    desk.window.pin.ok.click()
    (intent,) = desk.site.of(PinSubmitted)
    assert "000000" not in repr(intent)
    desk.site.answer(intent, ok=False, code="pin.wrong", s="4")
    assert desk.window.pin.message == "Wrong PIN. Try again in 4 s. OPEN still works."
    QTest.keyClick(desk.window.pin, "1")
    assert desk.window.pin.entered == 0
    desk.run(2.0, step=0.25)
    assert "in 2 s" in desk.window.pin.message
    desk.run(2.0, step=0.25)
    QTest.keyClick(desk.window.pin, "1")
    assert desk.window.pin.entered == 1
    key = desk.control("gate.gate-1.open")
    QTest.mousePress(key, LEFT)
    desk.run(0.61)
    QTest.mouseRelease(key, LEFT)
    assert len(desk.site.openings) == 1


def test_the_elevation_ends_after_two_minutes_and_on_live(desk):
    sign_in(desk)
    assert desk.window.page == "lists"
    desk.window.show_live()
    assert len(desk.site.of(SessionEnded)) == 1
    sign_in(desk)
    desk.run(121, step=1)
    assert len(desk.site.of(SessionEnded)) == 2
    assert desk.window.page == "live"


def test_the_status_bar_speaks(desk):
    desk.site.bus.health_changed.emit(
        SiteHealth(
            cameras_live=2,
            cameras_total=2,
            gates_ok=2,
            gates_total=2,
            reader_ms=41.2,
            list_entries=812,
            disk_pct=61,
        )
    )
    status = desk.window.status
    assert [pill.value for pill in status.pills[:7]] == [
        "13:00 Sun",
        "2/2",
        "ok",
        "41 ms",
        "812",
        "61 %",
        "0",
    ]
    assert all(pill.kind == "" for pill in status.pills)
    desk.site.bus.health_changed.emit(SiteHealth(cameras_live=1, cameras_total=2))
    assert status.cameras.kind == "fault"


def test_function_keys(desk):
    QTest.keyClick(desk.window, Qt.Key.Key_F9)
    assert desk.window.page == "alerts"
    QTest.keyClick(desk.window, Qt.Key.Key_Escape)
    assert desk.window.page == "live"
    QTest.keyClick(desk.window, Qt.Key.Key_F10)
    assert desk.window.focusWidget() is desk.control("gate.gate-1.open")
    QTest.keyClick(desk.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert desk.window.focusWidget() is desk.control("gate.gate-2.open")
    QTest.keyClick(desk.window, Qt.Key.Key_F4)
    assert desk.window.pin.isVisible()
    QTest.keyClick(desk.window.pin, Qt.Key.Key_Escape)
    assert not desk.window.pin.isVisible()
    QTest.keyClick(desk.window, Qt.Key.Key_F12)
    assert desk.window.page == "lock"
    assert desk.site.openings == []


def test_grab_to_writes_a_picture(desk, tmp_path):
    path = tmp_path / "screen.png"
    assert desk.window.grab_to(path)
    assert path.stat().st_size > 1000
