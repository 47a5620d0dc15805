# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a page shows instead of its rows, and when."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget

from tests.fakes.clock import ManualClock
from ui.theme.look import Look
from ui.widgets.states import Shown, StateBox


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def box(qtbot, clock: ManualClock) -> Iterator[StateBox]:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(900, 500)
    box = StateBox(look=Look(width=1280, parent=page), clock=clock, name="box", parent=page)
    box.resize(900, 500)
    page.show()
    yield box
    page.close()


def test_work_says_more_the_longer_it_takes(box: StateBox, clock: ManualClock) -> None:
    box.work("Looking")
    seen = []
    for seconds in (0.29, 0.02, 0.7, 9.0):
        clock.advance(seconds)
        box.tick()
        seen.append((box.bar.isVisible(), box.label.isVisible(), box.key.isVisible()))
    assert seen == [
        (False, False, False),
        (True, False, False),
        (True, True, False),
        (True, True, True),
    ]
    stopped = []
    box.stopped.connect(lambda: stopped.append(1))
    box.key.click()
    assert stopped == [1]


def test_work_that_cannot_be_stopped_offers_no_stop(box: StateBox, clock: ManualClock) -> None:
    box.work("Saving", stoppable=False)
    clock.advance(60)
    box.tick()
    assert not box.key.isVisible()


def test_progress_is_said_in_numbers(box: StateBox, clock: ManualClock) -> None:
    box.work("Reading")
    clock.advance(2)
    box.progress(1500, 6000, "Checking")
    assert box.label.text() == "Checking\n1,500 / 6,000   25 %"
    box.progress(7, 0)
    assert box.label.text() == "Checking\n7"
    assert box.grab().toImage().isNull() is False


def test_a_fault_has_a_way_out_and_rows_take_the_box_away(box: StateBox) -> None:
    pressed = []
    box.pressed.connect(lambda: pressed.append(box.shown))
    box.fault("The list server is away. Lists are used. Call somebody.")
    assert box.key.text() == "Try again"
    box.key.click()
    box.empty("No plates yet.", key="Add")
    box.key.click()
    assert pressed == [Shown.FAULT, Shown.EMPTY]
    box.empty("Nothing found.")
    assert not box.key.isVisible()
    box.clear()
    assert not box.isVisible()
