# SPDX-License-Identifier: AGPL-3.0-or-later
"""The pictures of then and now beside a drift alarm."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLabel


@pytest.fixture
def pictures(tmp_path: Path) -> dict[str, Path]:
    made = {}
    for name, colour in (("then", "green"), ("now", "grey")):
        image = QImage(480, 270, QImage.Format.Format_RGB32)
        image.fill(QColor(colour))
        made[name] = tmp_path / f"{name}.jpg"
        assert image.save(str(made[name]))
    return made


def drift(desk, **paths: object) -> None:
    values = {"pct": "52", "time": "11:00", "then_at": "20.11. 11:20", "now_at": "13:00"}
    values |= {name: str(path) for name, path in paths.items()}
    desk.site.alert("reader.drift", "cam-1", context=tuple(values.items()))
    desk.window.show_alerts()


def shown(desk) -> list[str]:
    labels = desk.window.alerts.findChildren(QLabel)
    return [label.accessibleName() for label in labels if "picture" in label.objectName()]


def test_both_are_shown_with_their_times(desk, pictures):
    drift(desk, **pictures)
    assert shown(desk) == ["Then · 20.11. 11:20", "Now · 13:00"]
    texts = [label.text() for label in desk.window.alerts.findChildren(QLabel)]
    assert any("reads 52 % fewer plates since 11:00" in text for text in texts)
    assert any("Camera 1" in text for text in texts)
    then = desk.control("alerts.picture.then").pixmap()
    assert (then.width(), then.height()) == (320, 180)


def test_one_that_is_gone_is_left_out(desk, pictures):
    pictures["then"].unlink()
    drift(desk, **pictures)
    assert shown(desk) == ["Now · 13:00"]


def test_none_and_a_damaged_one(desk, tmp_path):
    (tmp_path / "bad.jpg").write_bytes(b"no picture")
    drift(desk, then=tmp_path / "bad.jpg")
    assert shown(desk) == []
