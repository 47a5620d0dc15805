# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is new is painted, and nothing beside it; the part that is painted is as the whole of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QRect, Qt
from PySide6.QtGui import QImage, QRegion
from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain.events import Action, Priority, Reason
from alpr_kiosk.runtime.views import PassageView
from tests.ui.conftest import Builder, Desk
from tests.ui.proof import Painted

LTR, RTL = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft


@pytest.fixture(params=[LTR, RTL], ids=["ltr", "rtl"])
def way(request: pytest.FixtureRequest, qapp, build: Builder) -> Iterator[Desk]:
    desk = build()
    qapp.setLayoutDirection(request.param)
    QCoreApplication.processEvents()
    yield desk
    qapp.setLayoutDirection(LTR)


def picture_of(widget: QWidget) -> QImage:
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    widget.render(image, QPoint(), QRegion(), QWidget.RenderFlag(0))
    return image


def kept_up(widget: QWidget, change: Callable[[], None]) -> QRect:
    """Make a change, and paint over the picture of before only what was asked for.

    Returns:
        What that was, px; the picture is then that of the whole painted anew.
    """
    before = picture_of(widget)
    painted = Painted(widget)
    painted.taken()
    change()
    regions = painted.taken()
    for region in regions:
        for part in region:
            # As the backing store does it: only these pixels may be another's.
            patch = QImage(before)
            widget.render(patch, part.topLeft(), QRegion(part), QWidget.RenderFlag(0))
            before = patch
    assert before == picture_of(widget)
    whole = QRect()
    for region in regions:
        whole = whole.united(region.boundingRect())
    return whole


def read_again(view: PassageView, *, reads: int = 1, seconds: float = 0.5) -> PassageView:
    """Return the view of a car that still stands there: read once more, seen a moment later."""
    passage = view.passage
    consensus = replace(
        passage.consensus,
        reads=passage.consensus.reads + reads,
        agreeing=passage.consensus.agreeing + reads,
    )
    seen = passage.last_seen_at + timedelta(seconds=seconds)
    return replace(view, passage=replace(passage, consensus=consensus, last_seen_at=seen))


def test_a_question_paints_how_often_the_plate_was_read_and_no_key(way: Desk) -> None:
    view = way.site.passage(action=Action.ASK, reason=Reason.ASK_UNKNOWN_WAITING, owner="")
    way.site.ask(view, seconds_left=20)
    overlay = way.window.ask
    key = Painted(overlay.keep_closed)
    key.taken()
    place = kept_up(overlay, lambda: way.site.ask(read_again(view), seconds_left=20))
    assert 0 < place.height() <= 32
    assert key.taken() == []


def test_a_question_paints_seconds_and_looks_of_the_same_moment(way: Desk) -> None:
    view = way.site.passage(action=Action.ASK, reason=Reason.ASK_UNKNOWN_WAITING, owner="")
    way.site.ask(view, seconds_left=20)
    key = Painted(way.window.ask.keep_closed)
    key.taken()
    kept_up(way.window.ask, lambda: way.site.ask(read_again(view), seconds_left=19))
    assert key.taken() == []


def test_a_car_that_stands_there_paints_neither_its_card_nor_its_lane_again(way: Desk) -> None:
    view = way.site.passage()
    (card,) = way.window.live.rail.cards
    lane = way.window.live.wall.lanes["lane-1"]
    painted, panel = Painted(card), Painted(lane)
    painted.taken()
    panel.taken()
    again = read_again(view)
    way.site.bus.passage_changed.emit(again)
    assert (painted.taken(), panel.taken()) == ([], [])
    assert card.view is again


@pytest.mark.parametrize("what", ["plate", "decision", "crop", "closed", "again", "minute"])
def test_what_a_card_shows_is_painted_when_it_changes(desk: Desk, what: str) -> None:
    view = desk.site.passage(action=Action.ASK, reason=Reason.ASK_UNKNOWN_WAITING)
    (card,) = desk.window.live.rail.cards
    painted = Painted(card)
    painted.taken()
    passage = view.passage
    changed = {
        "plate": replace(
            view, passage=replace(passage, consensus=replace(passage.consensus, text="X1"))
        ),
        "decision": replace(view, decision=replace(view.decision)),
        "crop": replace(view, crop=replace(view.crop)),
        "closed": replace(view, passage=replace(passage, closed=True)),
        "again": replace(view, decide_again=True),
        "minute": read_again(view, reads=0, seconds=60.0),
    }[what]
    desk.site.bus.passage_changed.emit(changed)
    assert painted.taken() != []


def test_a_veil_is_painted_though_the_car_is_the_same(desk: Desk) -> None:
    desk.site.passage()
    (card,) = desk.window.live.rail.cards
    painted = Painted(card)
    painted.taken()
    card._explain.veiled = True
    desk.window.live.rail.refresh()
    assert painted.taken() != []


def test_a_banner_that_blinks_paints_its_icon_alone(way: Desk) -> None:
    way.site.alert("camera.lost", "cam-1", priority=Priority.HIGH)
    way.run(0.1)
    banner = way.window.banner
    assert banner.isVisible()
    lit = banner.icon_lit

    def blink() -> None:
        while banner.icon_lit is lit:
            way.run(0.25)

    place = kept_up(banner, blink)
    assert 0 < place.width() <= 38
    assert place.height() <= 38


def test_a_banner_without_sound_blinks_as_a_whole(desk: Desk) -> None:
    desk.site.alert("camera.lost", "cam-1", priority=Priority.HIGH)
    desk.run(0.1)
    banner = desk.window.banner
    banner.set_sound_gone(True)
    painted = Painted(banner)
    painted.taken()
    lit = banner.icon_lit
    while banner.icon_lit is lit:
        desk.run(0.25)
    assert [region.boundingRect() for region in painted.taken()] == [banner.rect()]


def test_a_short_message_is_painted_once_for_all_pictures_under_it(desk: Desk) -> None:
    toast = desk.window.toast
    toast.say("Gate A: opened by hand", icon="ack-check")
    QCoreApplication.processEvents()
    calls: list[object] = []
    paint = toast._paint
    toast._paint = lambda *given: calls.append(given) or paint(*given)  # type: ignore[method-assign]
    toast.update()
    QCoreApplication.processEvents()
    assert calls == []
    toast.say("Gate A: closed", icon="ack-check")
    QCoreApplication.processEvents()
    assert len(calls) == 1
