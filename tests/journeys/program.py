# SPDX-License-Identifier: AGPL-3.0-or-later
"""The kiosk exactly as `main.py` runs it, with a witness who tells what the window shows.

The witness speaks and never listens: it writes lines into a pipe that only the test which started
this process holds the other end of. It can press nothing, and nothing of it is in the product.

`python tests/journeys/program.py FD [arguments of main.py]`; FD is the pipe's writing end. A line
is a JSON object: ``at`` (monotonic seconds) alone when nothing has changed, else also ``page``,
``windows`` (titles of all that are open), ``controls`` (name, label, says, text, rect, enabled,
checked, on_top, done) and ``words`` (texts of labels). Rectangles are px of the display; ``done``
is how much of a hold has gone by, 0..1, and null for what is not held.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QObject, QPoint, QRect, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QWidget

import main
from ui.app import create_application
from ui.main_window import MainWindow
from ui.widgets.hold import HoldButton
from ui.widgets.painted_list import PaintedList
from ui.widgets.zone_picture import ZonePicture

EVERY_MS = 60
LOST = 70


def reachable(widget: QWidget, window: QWidget) -> QRect:
    """Return the part that no parent cuts off, px of the window."""
    rect = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        rect &= QRect(parent.mapTo(window, QPoint(0, 0)), parent.size())
        parent = parent.parentWidget()
    return rect & window.rect()


def text_of(widget: QWidget) -> str:
    """Return what is written on it, "" for what is drawn."""
    if isinstance(widget, (QAbstractButton, QLabel, QLineEdit)):
        return widget.text()
    found = getattr(widget, "text", "")
    return found if isinstance(found, str) else ""


def control(widget: QWidget, window: QWidget) -> dict[str, Any]:
    """Describe one control."""
    rect = reachable(widget, window)
    top = window.childAt(rect.center())
    corner = window.mapToGlobal(rect.topLeft())
    return {
        "name": widget.objectName(),
        "label": widget.accessibleName(),
        "says": widget.accessibleDescription(),
        "text": text_of(widget),
        "rect": (corner.x(), corner.y(), rect.width(), rect.height()),
        "enabled": widget.isEnabled(),
        "checked": isinstance(widget, QAbstractButton) and widget.isChecked(),
        "on_top": not rect.isEmpty()
        and (top is widget or (top is not None and widget.isAncestorOf(top))),
        "done": widget.progress if isinstance(widget, HoldButton) else None,
    }


def rows_of(rows: PaintedList, window: QWidget) -> list[dict[str, Any]]:
    """Describe the rows of a painted list that can be seen whole."""
    view = rows.viewport()
    found = []
    for index in range(rows.count):
        rect = rows.rect_of(index).toRect()
        if view.rect().contains(rect) and view.isVisible():
            corner = view.mapToGlobal(rect.topLeft())
            top = window.childAt(view.mapTo(window, rect.center()))
            found.append(
                {
                    "name": f"{rows.objectName()}.{index}",
                    "label": rows.sentence(index),
                    "says": "",
                    "text": "",
                    "rect": (corner.x(), corner.y(), rect.width(), rect.height()),
                    "enabled": rows.isEnabled(),
                    "checked": False,
                    "on_top": top is view,
                    "done": None,
                }
            )
    return found


def picture_of(canvas: ZonePicture, window: QWidget) -> dict[str, Any]:
    """Describe the picture on a canvas, as far as it goes beyond what the canvas says itself."""
    rect = canvas.picture_rect.toRect()
    corner = canvas.mapToGlobal(rect.topLeft())
    return control(canvas, window) | {
        "name": f"{canvas.objectName()}.picture",
        "rect": (corner.x(), corner.y(), rect.width(), rect.height()),
    }


def sight() -> dict[str, Any]:
    """Describe what is shown."""
    windows = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
    controls, words = [], []
    page = ""
    for window in windows:
        if isinstance(window, MainWindow):
            page = window.page
        for widget in window.findChildren(QWidget):
            if not widget.isVisible() or widget.objectName().startswith("qt_"):
                continue
            if widget.objectName() and widget.accessibleName():
                controls.append(control(widget, window))
            if isinstance(widget, ZonePicture):
                controls.append(picture_of(widget, window))
            if isinstance(widget, PaintedList):
                controls.extend(rows_of(widget, window))
            if isinstance(widget, QLabel) and not reachable(widget, window).isEmpty():
                words.append(widget.text())
    titles = [type(window).__name__ for window in windows]
    return {"page": page, "windows": titles, "controls": controls, "words": words}


class Witness(QObject):
    """Tells what is seen, whenever it has changed; otherwise that there is still somebody."""

    def __init__(self, pipe: int, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._pipe = pipe
        self._last: dict[str, Any] = {}
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tell)
        self._timer.start(EVERY_MS)

    def _tell(self) -> None:
        seen = sight()
        news = {} if seen == self._last else seen
        self._last = seen
        line = json.dumps({"at": time.monotonic()} | news) + "\n"
        data = line.encode()
        try:
            while data:
                data = data[os.write(self._pipe, data) :]
        except BrokenPipeError:
            self._timer.stop()
            self._app.exit(LOST)  # nobody looks any more


def run() -> int:
    """Run the kiosk with the arguments of the command line."""
    main.guard_environment()
    pipe = int(sys.argv[1])
    os.set_inheritable(pipe, False)
    arguments = sys.argv[2:]
    witness = Witness(pipe, create_application([str(main.__file__)]))
    try:
        return main.main(arguments)
    finally:
        witness.deleteLater()
        with contextlib.suppress(OSError):
            os.close(pipe)


if __name__ == "__main__":
    sys.exit(run())
