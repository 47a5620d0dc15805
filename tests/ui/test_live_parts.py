# SPDX-License-Identifier: AGPL-3.0-or-later
"""S01: what stands where there is no picture, and how the keyboard walks."""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from alpr_kiosk.domain.inside import InsideView
from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.domain.stays import Stay
from tests.ui.conftest import Desk
from tests.ui.finger import LEFT, Finger


def test_without_a_camera_one_can_be_added(build):
    desk = build(cameras=0, gates=1)
    asked: list[str] = []
    desk.window.live.wanted.connect(lambda name, _argument: asked.append(name))
    assert desk.window.live.rail.isVisible()
    Finger(desk).tap("live.add_camera")
    assert asked == ["settings.cameras"]


def test_an_empty_rail_says_so(desk):
    assert desk.window.live.rail._empty.isVisible()
    assert desk.window.live.rail._empty.text() == "No cars yet today."
    desk.site.passage()
    assert not desk.window.live.rail._empty.isVisible()


def test_new_cards_wait_under_a_chip_and_nothing_moves(desk):
    desk.site.passage(number=1)
    (card,) = desk.window.live.rail.cards
    before = card.mapTo(desk.window, QPoint(0, 0))
    QTest.mousePress(card, LEFT)
    desk.site.passage(number=2, plate="ZZ99ZZZ")
    desk.site.passage(number=3, plate="ZZ99ZZY")
    rail = desk.window.live.rail
    assert rail.new_chip.text() == "2 new"
    assert card.mapTo(desk.window, QPoint(0, 0)) == before
    QTest.mouseRelease(card, LEFT, pos=QPoint(-50, -50))
    Finger(desk).tap("rail.new")
    assert len(rail.cards) == 3
    assert not rail.new_chip.isVisible()


@pytest.fixture
def three(build) -> Desk:
    return build(cameras=3)


def test_three_cameras_leave_room_for_visitors_and_those_inside(three):
    now = three.clock.utc_now()
    stay = Stay(
        stay_id="s1",
        text="AB12CDE",
        entered_at=now - timedelta(hours=1),
        entered_moment=1,
        entry_passage="p1",
        seen_at=now,
    )
    three.site.inside_view = InsideView(inside=MappingProxyType({"AB12CDE": stay}))
    three.site._entries = (
        ListEntry(
            entry_id="1" * 32,
            kind=ListKind.VISITOR,
            plate="VV11VVV",
            host="Unit 3",
            valid_until=now + timedelta(hours=2),
        ),
    )
    three.site.bus.inside_changed.emit(three.site.inside_view)
    three.window.tick()
    cell = three.window.live.expected
    assert cell.isVisible()
    assert (cell.inside_text, cell.expected_text) == ("1", "1")
    asked: list[str] = []
    three.window.live.wanted.connect(lambda name, _argument: asked.append(name))
    Finger(three).tap("live.expected")
    assert asked == ["inside"]
    assert not cell.grab().isNull()


def test_the_fourth_place_is_gone_beside_a_large_picture(three):
    Finger(three).tap("live.tile.cam-1")
    assert not three.window.live.expected.isVisible()
    three.window.escape()
    assert three.window.live.expected.isVisible()


def test_arrows_walk_pictures_and_cards(desk):
    for number in (1, 2):
        desk.site.passage(number=number, plate=f"AB1{number}CDE")
    tiles = list(desk.window.live.tiles.values())
    cards = desk.window.live.rail.cards

    def press(key: Qt.Key) -> object:
        QTest.keyClick(desk.window.focusWidget(), key)
        return desk.window.focusWidget()

    tiles[0].setFocus()
    assert press(Qt.Key.Key_Down) is tiles[1]
    assert press(Qt.Key.Key_Right) is cards[0]
    assert press(Qt.Key.Key_Down) is cards[1]
    assert press(Qt.Key.Key_Down) is cards[1]
    assert press(Qt.Key.Key_Up) is cards[0]
    assert press(Qt.Key.Key_Left) is tiles[0]
    QTest.keyClick(cards[0], Qt.Key.Key_Space)
    assert desk.window.page == "why"
