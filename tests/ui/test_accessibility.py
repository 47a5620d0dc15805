# SPDX-License-Identifier: AGPL-3.0-or-later
"""T09, T14, T15, T16 over all screens of the catalog; a new screen needs no test of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QLineEdit,
    QWidget,
)

from alpr_kiosk.domain.events import Action, Reason
from alpr_kiosk.domain.look import LookSettings
from tests.fakes.pseudo import pseudo
from tests.ui import proof
from tests.ui.test_every_scene import SHEETS
from ui.language import Speaker
from ui.people import Session
from ui.screens.catalog import SCREENS

NAMES = [spec.name for spec in SCREENS]
CONTROLS = (QAbstractButton, QLineEdit, QAbstractItemView)
UNKNOWN = {"action": Action.ASK, "reason": Reason.ASK_UNKNOWN_WAITING, "owner": ""}


@pytest.fixture(autouse=True)
def english_again(qapp) -> Iterator[None]:
    yield
    Speaker().speak("en")


def visit(desk, name: str) -> QWidget:
    """Show a screen as somebody sees it who may see it."""
    spec = next(spec for spec in SCREENS if spec.name == name)
    if spec.roles:
        role = next((role for role in spec.roles if role != "guard"), "supervisor")
        desk.window.people.elevate(Session(token="t", user="Supervisor", role=role))
    argument: object = None
    if name == "why":
        argument = desk.site.passage(number=3)
    if name == "lock":
        desk.window.lock_screen()
    else:
        desk.window.navigator.go(name, argument)
    desk.window.tick()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert desk.window.page == name
    return desk.window.navigator.page


def controls(desk) -> list[QWidget]:
    """All controls that are there to be used, outside of those that another widget is made of."""
    return [
        widget
        for kind in CONTROLS
        for widget in desk.window.findChildren(kind)
        if widget.isVisible()
        and not isinstance(widget, QHeaderView)
        and not widget.visibleRegion().isEmpty()
        and not widget.objectName().startswith("qt_")
    ]


def reachable(widget: QWidget) -> bool:
    return widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


@pytest.mark.parametrize("name", NAMES)
def test_every_control_has_a_name_of_its_own(desk, name):
    """T16."""
    visit(desk, name)
    spoken: dict[str, str] = {}
    for widget in controls(desk):
        label, own = widget.accessibleName(), widget.objectName()
        assert own, f"{type(widget).__name__} {label!r} has no object name"
        assert label, f"{own} has no name"
        assert label != own
        assert label not in spoken, f"{own} and {spoken[label]} are both {label!r}"
        spoken[label] = own


@pytest.mark.parametrize("name", NAMES)
def test_tab_walks_through_everything_and_ends_at_the_gate_bar(desk, name):
    """T15."""
    page = visit(desk, name)
    window = desk.window
    wanted = [widget for widget in controls(desk) if reachable(widget)]
    bare = [
        widget.objectName()
        for widget in controls(desk)
        if widget.isEnabled()
        and isinstance(widget, QAbstractButton)
        and not widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert bare == []
    window.activateWindow()
    first = window.nextInFocusChain()
    first.setFocus(Qt.FocusReason.TabFocusReason)
    order: list[QWidget] = []
    for _ in range(len(window.findChildren(QWidget)) + 2):
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        if focus is None or focus in order:
            break
        order.append(focus)
    missed = [widget.objectName() for widget in wanted if widget not in order]
    assert missed == []
    in_bar = [window.gates.isAncestorOf(widget) for widget in order]
    on_page = [index for index, widget in enumerate(order) if page.isAncestorOf(widget)]
    start = on_page[0] if on_page else 0
    turned = in_bar[start:] + in_bar[:start]
    behind = turned[turned.index(True) :]
    keys = sum(in_bar)
    assert behind[:keys] == [True] * keys, "the gate bar is one piece behind the page"


@pytest.mark.parametrize("name", NAMES)
def test_the_focus_can_be_seen(desk, name):
    """T15: each control looks another way with the focus than without."""
    visit(desk, name)
    window = desk.window
    window.activateWindow()
    for widget in controls(desk):
        if not reachable(widget):
            continue
        window.setFocus()
        before = widget.grab().toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        assert widget.hasFocus() or widget.focusProxy() is not None, widget.objectName()
        assert widget.grab().toImage() != before, f"{widget.objectName()} shows no focus"


def too_small(desk) -> list[str]:
    metrics = desk.window.look.metrics
    least = metrics.mm(12) - 1
    found = []
    for widget in controls(desk):
        if not isinstance(widget, (QAbstractButton, QLineEdit)) or not widget.isEnabled():
            continue
        if min(widget.width(), widget.height()) < least:
            found.append(f"{widget.objectName()} {widget.width()}x{widget.height()}")
    return found


def cut_keys(desk) -> list[str]:
    """Gate-moving keys whose word does not fit (the smallest size that is tried is 16 px)."""
    found = []
    for key in desk.window.gates.findChildren(QAbstractButton):
        if not key.isVisible() or not key.objectName().endswith((".open", ".lockdown")):
            continue
        least = QFontMetrics(desk.window.look.fonts.sized(16, weight=700))
        if least.horizontalAdvance(key.text()) > key.width() - 8:
            found.append(f"{key.objectName()}: {key.text()}")
    return found


def ask_why_it_was_opened(desk) -> None:
    desk.window.reasons.ask(
        event_id="e", gate="Gate 1", plate="AB12CDE", time="14:02", picture=None
    )


def let_a_car_wait(desk) -> None:
    desk.site.ask(desk.site.passage(number=1, **UNKNOWN))


CALLS: dict[str, Callable[..., None]] = {
    "reasons": ask_why_it_was_opened,
    "steps": lambda desk: desk.window.show_steps("gate-1"),
    "hold_sheet": lambda desk: desk.window.hold_sheet.ask("gate-1", everything=True),
    "pin": lambda desk: desk.window.people.need(("supervisor",), "", lambda _session: None),
    "ask": let_a_car_wait,
}
"""What brings each sheet."""


def test_all_sheets_are_walked() -> None:
    """A new one of `SHEETS` needs a line in `CALLS`; banner, toast and chip are no sheets."""
    assert set(CALLS) == set(SHEETS) - {"banner", "toast", "chip"}


def answers_are_whole(desk) -> None:
    """LET IN stands right of KEEP CLOSED in any language, and both say so in full."""
    ask = desk.window.ask
    let_in = ask.findChild(QAbstractButton, "ask.let_in")
    closed = ask.findChild(QAbstractButton, "ask.keep_closed")
    middle = QPoint(let_in.width() // 2, 0)
    other = QPoint(closed.width() // 2, 0)
    assert let_in.mapTo(ask, middle).x() > closed.mapTo(ask, other).x()
    least = QFontMetrics(desk.window.look.fonts.sized(16, weight=700))
    for key in (let_in, closed):
        assert least.horizontalAdvance(key.text()) <= key.width() - 8, key.text()


@pytest.mark.parametrize("size", [(1280, 800), (1920, 1080)], ids=["compact", "large"])
@pytest.mark.parametrize(
    "look",
    [
        LookSettings(language="xa", text_factor=1.3),
        LookSettings(language="xb"),
        LookSettings(language="de", text_factor=1.15),
        LookSettings(language="xa", glove=True),
        LookSettings(left_handed=True),
    ],
    ids=["longer", "right-to-left", "german", "gloves", "left-handed"],
)
def test_other_languages_and_sizes_fit(build, look, size):
    """T14: nothing of what moves a gate is cut off, LET IN stays right, targets stay large."""
    desk = build(speaker="pseudo", look=look, width=size[0], height=size[1])
    wrong: dict[str, list[str]] = {}

    def look_at(name: str) -> None:
        proof.settle()
        found = cut_keys(desk) + too_small(desk)
        found += proof.wrong_gaps(desk.window, desk.window.look.metrics)
        if found:
            wrong[name] = found

    for name in NAMES:
        if name != "lock":
            visit(desk, name)
            look_at(name)
    desk.window.end_session()
    for name, call in CALLS.items():
        desk.window.show_live()
        call(desk)
        desk.clock.advance(1)
        desk.window.tick()
        assert not getattr(desk.window, name).isHidden(), name
        look_at(name)
        if name == "ask":
            answers_are_whole(desk)
        getattr(desk.window, name).hide()
    visit(desk, "lock")
    look_at("lock")
    assert wrong == {}


def test_pages_turn_with_the_writing_and_the_gate_bar_does_not(build):
    desk = build(speaker="pseudo", look=LookSettings(language="xb"))
    window = desk.window
    assert window.nav.x() > window.pages.x()
    assert window.live.rail.x() < window.width() / 2
    keys = [panel.open_key for panel in window.gates.panels.values()]
    places = [key.mapTo(window, QPoint(0, 0)).x() for key in keys]
    assert places == sorted(places)
    assert window.gates.lockdown.x() > places[-1]


def test_no_text_stays_behind_in_another_language(build):
    """What a guard reads on Live is all translated; names of the site are its own."""
    desk = build(speaker="pseudo", look=LookSettings(language="xa"))
    visit(desk, "settings.look")
    desk.window.look_desk.attempt(replace(desk.window.look_desk.shown, theme="night"))
    own = {"Test", "English", "Deutsch", "Pseudo", "Pseudo right to left"}
    words = {
        widget.text()
        for widget in desk.window.findChildren(QAbstractButton)
        if widget.isVisible() and any(char.isalpha() for char in widget.text())
    }
    plain = {word for word in words - own if "~" not in word}
    assert plain == set()
    assert pseudo("OPEN") in words
