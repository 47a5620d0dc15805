# SPDX-License-Identifier: AGPL-3.0-or-later
"""What holds on every screen, asked of what a window shows now: T01, T09, T16, no modal loop."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QLineEdit,
    QSlider,
    QWidget,
)

from ui.main_window import MainWindow
from ui.theme.look import CLOSE_FITTING
from ui.theme.metrics import Metrics
from ui.widgets.camera_tile import CameraTile
from ui.widgets.page_stack import PageStack

CONTROLS: tuple[type[QWidget], ...] = (QAbstractButton, QLineEdit, QComboBox, QSlider)
GATE_KEYS = ("gate.lockdown", "ask.let_in", "ask.keep_closed")
FLOATING = ("rail.new", "live.expected")
"""What lies over others on purpose, and the cell among the camera tiles."""
KEYPAD_PARTS = {"keypad", "pin", "newpin", "type_plate", "textpad", "words"}
KEYPADS = ("keypad.key", "pin.key", "newpin.key")


class Painted(QObject):
    """Notes where a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self._places: list[QRegion] = []
        widget.installEventFilter(self)

    def eventFilter(self, _widget: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._places.append(event.region())
        return False

    def taken(self) -> list[QRegion]:
        """Where it was painted since the last time that it was asked."""
        QCoreApplication.processEvents()
        found, self._places = self._places, []
        return found

    def heights(self) -> list[int]:
        """Height of each of them, px."""
        return [region.boundingRect().height() for region in self.taken()]


def settle() -> None:
    """Let layouts of what has just been shown happen; they are done by posted events."""
    for _ in range(3):
        QCoreApplication.sendPostedEvents()


def forget() -> None:
    """Let go of what was closed."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def controls(window: QWidget) -> list[QWidget]:
    """Return all controls that are shown, those of Qt's own insides left out."""
    found = []
    for kind in CONTROLS:
        for widget in window.findChildren(kind):
            inside = widget.objectName().startswith("qt_")
            if widget.isVisible() and not inside:
                found.append(widget)
    return found


def place(widget: QWidget, window: QWidget) -> QRect:
    """Return where a widget is in the window."""
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def seen(widget: QWidget, window: QWidget) -> QRect:
    """Return the part that can be touched: what no scroll area cuts off."""
    rect = place(widget, window)
    parent = widget.parentWidget()
    while parent is not None:
        rect &= place(parent, window)
        if parent is window:
            break
        parent = parent.parentWidget()
    return rect


def _on_top(widget: QWidget, rect: QRect, window: QWidget) -> bool:
    covered = window.childAt(rect.center())
    return covered is widget or (covered is not None and widget.isAncestorOf(covered))


def _own(widget: QWidget, metrics: Metrics) -> Metrics:
    """Return the sizes that hold for a widget: some pages have no room for those of gloves."""
    parent: QWidget | None = widget
    while metrics.glove and parent is not None:
        if parent.property(CLOSE_FITTING):
            return replace(metrics, glove=False)
        parent = parent.parentWidget()
    return metrics


def _least(widget: QWidget, metrics: Metrics) -> int:
    metrics = _own(widget, metrics)
    name = widget.objectName()
    if (name.startswith("gate.") and name.endswith(".open")) or name in GATE_KEYS:
        return metrics.touch_gate
    if name.startswith(KEYPADS):
        return metrics.key
    if name.startswith("nav."):
        return metrics.mm(12)  # with gloves too: seven of 15 mm are higher than the panel
    return metrics.touch_min


def _gap(name: str, other: str, metrics: Metrics) -> int:
    parts = {one.partition(".")[0] for one in (name, other)}
    # Ten keys of 19 mm leave 4 px beside them on the compact panel.
    if parts <= {"nav", "gate"}:
        return 1  # with gloves the keys of the rail take all of its height
    if parts & KEYPAD_PARTS:
        return min(4, metrics.gap_key)
    if ".day." in name and ".day." in other:
        return 4  # days of a month: rows of a table may stand closer
    if name.startswith("live.card") or other.startswith("live.card"):
        return 1
    return min(metrics.gap_min, 9)


def wrong_targets(window: QWidget, metrics: Metrics) -> list[str]:
    """T09: whatever can be touched now and is too small; rows scrolled away are not touched.

    What a list scrolls half out of sight is measured whole: it can be scrolled in.
    """
    wrong = []
    for widget in controls(window):
        rect, shown = place(widget, window), seen(widget, window)
        if shown.isEmpty() or not widget.isEnabled() or not _on_top(widget, shown, window):
            continue
        least = _least(widget, metrics)
        # Pills of the status bar have its height; the bar is exactly 12 mm high.
        if rect.height() < min(least, metrics.status_h) or rect.width() < least:
            size = f"{rect.width()} x {rect.height()} px, least {least}"
            wrong.append(f"{widget.objectName() or type(widget).__name__}: {size}")
    return wrong


def wrong_gaps(window: QWidget, metrics: Metrics) -> list[str]:
    """T09: whatever stands nearer to another than it may."""
    wrong = []
    rects = []
    for widget in controls(window):
        shown = seen(widget, window)
        over = isinstance(widget, CameraTile) or widget.objectName() in FLOATING
        if over or shown.isEmpty() or not widget.isEnabled():
            continue
        if _on_top(widget, shown, window):
            rects.append((widget, shown))
    for index, (widget, rect) in enumerate(rects):
        for other, there in rects[index + 1 :]:
            if widget.isAncestorOf(other) or other.isAncestorOf(widget):
                continue
            sizes = min(_own(widget, metrics), _own(other, metrics), key=lambda one: one.gap_min)
            gap = _gap(widget.objectName(), other.objectName(), sizes)
            if rect.adjusted(-gap + 1, -gap + 1, gap - 1, gap - 1).intersects(there):
                wrong.append(f"{widget.objectName()} and {other.objectName()}")
    return wrong


def covered(window: MainWindow) -> list[str]:
    """Return each control that banner or chip lie over: what could be touched without them."""
    over = [one for one in (window.banner, window.chip) if one.isVisible()]
    rects = {one: place(one, window) for one in over}
    inside = {id(child) for one in over for child in (one, *one.findChildren(QWidget))}
    for one in over:
        one.hide()
    wrong = []
    for widget in controls(window):
        shown = seen(widget, window)
        for one, rect in rects.items():
            part = shown & rect
            if id(widget) not in inside and not part.isEmpty() and _on_top(widget, part, window):
                wrong.append(f"{one.objectName()} lies over {widget.objectName()}")
    for one in over:
        one.show()
    return wrong


def wrong_cuts(window: QWidget) -> list[str]:
    """Return each control of which a part is cut off where nothing can be scrolled."""
    wrong = []
    for widget in controls(window):
        rect, parent = place(widget, window), widget.parentWidget()
        while parent is not None and parent is not window:
            around = parent.parentWidget()
            if isinstance(around, QAbstractScrollArea) or isinstance(parent, QAbstractScrollArea):
                break
            if not place(parent, window).contains(rect):
                wrong.append(f"{widget.objectName()} is cut by {parent.objectName() or parent}")
                break
            parent = around
    return wrong


def wrong_heights(window: QWidget) -> list[str]:
    """Return what has less height than all that stands in it needs: there things overlap."""
    wrong = []
    for widget in window.findChildren(QWidget):
        layout = widget.layout()
        if layout is None or not widget.isVisible():
            continue
        least = layout.totalMinimumSize().height()
        if isinstance(widget, PageStack):
            least = widget.minimumSizeHint().height()
        if least > widget.height() and widget.objectName() != "pages":
            name = widget.objectName() or type(widget).__name__
            wrong.append(f"{name} has {widget.height()} px, least {least}")
    return wrong


def wrong_names(window: QWidget) -> list[str]:
    """T16: controls without object name or label, and labels that two have."""
    wrong = []
    names: dict[str, str] = {}
    for widget in controls(window):
        name, label = widget.objectName(), widget.accessibleName()
        if not name:
            wrong.append(f"{type(widget).__name__} {label!r} has no object name")
            continue
        if not label or label == name:
            wrong.append(f"{name} has no label")
            continue
        shown = seen(widget, window)
        # A pad over a form may have the same digits: one is reached, the other is not.
        if shown.isEmpty() or not _on_top(widget, shown, window):
            continue
        if names.setdefault(label, name) != name:
            wrong.append(f"{label!r} is {name} and {names[label]}")
    return wrong


def wrong_gate_bar(window: MainWindow) -> list[str]:
    """T01: the key of each gate is there, whole, on top of everything."""
    wrong = []
    for panel in window.gates.panels.values():
        key = panel.open_key
        if not key.isVisible() or not key.isEnabled():
            wrong.append(f"{key.objectName()} is not there")
            continue
        rect = place(key, window)
        corners = (rect.topLeft(), rect.topRight(), rect.bottomLeft(), rect.bottomRight())
        for point in (rect.center(), *corners):
            on_top = window.childAt(point)
            if on_top is not key and not (on_top is not None and key.isAncestorOf(on_top)):
                named = on_top.objectName() if on_top is not None else "nothing"
                wrong.append(f"{key.objectName()} is under {named} at {point.x()}, {point.y()}")
                break
    return wrong


def gate_places(window: MainWindow) -> tuple[tuple[int, int, int, int], ...]:
    """Return where the gate bar and each OPEN key stand."""
    bar = window.gates
    found = [bar, *(panel.open_key for panel in bar.panels.values())]
    rects = (place(widget, window) for widget in found)
    return tuple((rect.x(), rect.y(), rect.width(), rect.height()) for rect in rects)


def second_windows(window: QWidget) -> list[str]:
    """Return whatever stands beside the one window, or waits in a loop of its own."""
    extra = [QApplication.activeModalWidget(), QApplication.activePopupWidget()]
    extra += [
        one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not window
    ]
    return [f"{type(one).__name__} {one.objectName()}" for one in extra if one is not None]
