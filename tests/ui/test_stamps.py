# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is stamped over a picture looks as if it were painted there, and is painted once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from ui.widgets.painting import turned
from ui.widgets.stamps import Stamps

PLACE = QRectF(10, 4, 30, 8)


@pytest.fixture
def language_turns(qapp: QApplication) -> Iterator[Callable[[], None]]:
    """Returns what changes to a language that runs from right to left."""
    yield lambda: qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def edge(painter: QPainter, place: QRectF) -> None:
    """A bar whose left third is red, as for left to right."""
    painter.fillRect(place, QColor("#FFFFFF"))
    painter.fillRect(
        turned(painter, QRectF(place.x(), place.y(), 10, place.height())), QColor("#FF0000")
    )


class Sheet(QWidget):
    """100 px wide; paints one stamp."""

    def __init__(self, stamps: Stamps, key: str = "a") -> None:
        super().__init__()
        self.resize(100, 20)
        self.stamps, self.key, self.painted = stamps, key, 0

    def paintEvent(self, _event: object) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#000000"))
        painter.setLayoutDirection(self.layoutDirection())

        def paint(inner: QPainter, place: QRectF) -> None:
            self.painted += 1
            edge(inner, place)

        self.stamps.put(painter, PLACE, self.key, paint)

    def row(self) -> str:
        """The colours of the middle line: r, w and b."""
        image: QImage = self.grab().toImage()
        names = {"#ff0000": "r", "#ffffff": "w", "#000000": "b"}
        return "".join(names[image.pixelColor(x, 8).name()] for x in range(100))


@pytest.mark.usefixtures("qapp")
def test_it_is_painted_once_and_put_down_each_time() -> None:
    sheet = Sheet(Stamps())
    first = sheet.row()
    assert first == "b" * 10 + "r" * 10 + "w" * 20 + "b" * 60
    assert sheet.row() == first
    assert sheet.painted == 1
    sheet.stamps.clear()
    assert sheet.row() == first
    assert sheet.painted == 2


def test_it_turns_with_the_writing(language_turns: Callable[[], None]) -> None:
    sheet = Sheet(Stamps())
    sheet.row()
    language_turns()
    assert sheet.row() == "b" * 60 + "w" * 20 + "r" * 10 + "b" * 10
    assert sheet.painted == 2, "one for each direction"


@pytest.mark.usefixtures("qapp")
def test_the_latest_used_are_kept() -> None:
    stamps = Stamps(most=2)
    made: list[str] = []
    canvas = QPixmap(100, 20)
    painter = QPainter(canvas)

    def note(key: str) -> Callable[[QPainter, QRectF], None]:
        return lambda *_: made.append(key)

    for key in "abacab":
        stamps.put(painter, PLACE, key, note(key))
    painter.end()
    assert made == ["a", "b", "c", "b"]
    assert len(stamps) == 2


def test_it_is_as_sharp_as_the_screen(language_turns: Callable[[], None]) -> None:
    language_turns()
    stamps = Stamps()
    canvas = QPixmap(200, 40)
    canvas.setDevicePixelRatio(2.0)
    canvas.fill(QColor("#000000"))
    painter = QPainter(canvas)
    painter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    stamps.put(painter, PLACE, "a", edge)
    painter.end()
    image = canvas.toImage()
    assert image.pixelColor(2 * 85, 16).name() == "#ff0000"
    assert image.pixelColor(2 * 65, 16).name() == "#ffffff"
    assert image.pixelColor(2 * 30, 16).name() == "#000000"
