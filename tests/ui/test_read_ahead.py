# SPDX-License-Identifier: AGPL-3.0-or-later
"""Screens whose modules are read later than the window: all there, none before its time."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject

from ui.read_ahead import ReadAhead
from ui.screen_spec import Later, ScreenSpec
from ui.screens.base import Screen
from ui.screens.catalog import SCREENS
from ui.surroundings import Surroundings

LATER = [spec for spec in SCREENS if isinstance(spec.make, Later)]


@pytest.mark.parametrize("spec", LATER, ids=lambda spec: spec.name)
def test_each_is_a_screen(spec: ScreenSpec) -> None:
    assert isinstance(spec.make, Later)
    found = spec.make.read()
    assert isinstance(found, type)
    assert issubclass(found, Screen)


def test_the_window_is_there_without_them() -> None:
    """Or one of them is imported by something else, and a start is slower for nothing."""
    modules = [spec.make.where.partition(":")[0] for spec in LATER if isinstance(spec.make, Later)]
    script = f"import sys, ui.kiosk; print([m for m in {modules!r} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == "[]"


def test_they_are_read_one_by_one_and_a_broken_one_stops_nothing(qtbot, caplog) -> None:
    read: list[str] = []

    class Noted(Later):
        def read(self) -> Callable[[Surroundings], Screen]:
            read.append(self.where)
            return super().read()

    wheres = ("ui.screens.health:HealthScreen", "ui.screens.nowhere:None", "ui.screens.lock:Lost")
    owner = QObject()
    ahead = ReadAhead([ScreenSpec(name=where, make=Noted(where)) for where in wheres], owner)
    assert read == []
    assert [ahead.read_one() for _ in range(3)] == [True, True, False]
    assert ahead.read_one() is False
    assert tuple(read) == wheres
    assert [record.args for record in caplog.records] == [(wheres[1],), (wheres[2],)]
