# SPDX-License-Identifier: AGPL-3.0-or-later
"""S26: all mistakes at once."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from alpr_kiosk.config.loader import ConfigProblem
from ui.screens.config_error import RepairWindow

# The offscreen platform says so for every window that has a smallest size.
pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

PROBLEMS = tuple(
    ConfigProblem(
        key=f"cameras.{n}.source", message=f"mistake {n}", example=f"source = {n}", line=n
    )
    for n in range(1, 8)
)


def test_it_lists_every_mistake_with_key_words_and_example(qtbot):
    window = RepairWindow(PROBLEMS, file="/etc/site.toml")
    qtbot.addWidget(window)
    window.show()
    texts = "\n".join(label.text() for label in window.findChildren(QLabel))
    assert "7 mistakes" in window.title.text()
    assert "/etc/site.toml" in texts
    for problem in PROBLEMS:
        assert problem.message.capitalize() in texts
        assert problem.key in texts
        assert f"line {problem.line}" in texts
        assert problem.example in texts


def test_its_two_keys(qtbot):
    window = RepairWindow(PROBLEMS)
    qtbot.addWidget(window)
    window.show()
    said: list[str] = []
    window.retry_requested.connect(lambda: said.append("retry"))
    window.quit_requested.connect(lambda: said.append("quit"))
    QTest.mouseClick(window.retry_key, Qt.MouseButton.LeftButton)
    QTest.mouseClick(window.quit_key, Qt.MouseButton.LeftButton)
    assert said == ["retry", "quit"]
    assert window.retry_key.height() >= window.look.metrics.touch_gate


def test_one_mistake_is_not_plural(qtbot):
    window = RepairWindow(PROBLEMS[:1])
    qtbot.addWidget(window)
    assert "1 mistake." in window.title.text()
