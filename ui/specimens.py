# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every widget of ``ui/widgets`` in every state, taken from the scenes in which it stands.

Nothing is listed by hand but what no scene shows: a new widget is in the gallery as soon as a scene
of its screen is.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractButton, QWidget

import ui.widgets
from ui.studio import SIZES, Scene, Studio
from ui.widgets.hold import HoldButton
from ui.widgets.keys import TapKey
from ui.widgets.toast import Toast
from ui.widgets.trial_bar import RebuildCover

MOST_LOOKS = 10
"""Of one class; each is a meaning, an icon or a scene of its own."""
LEAST_PX = 8
HOLDS = (0.33, 0.66)
LONG_TEXT = "A much longer word than this key was ever made for"


@dataclass(frozen=True, slots=True, kw_only=True)
class Specimen:
    """One picture of the gallery.

    Attributes:
        widget: Name of the class.
        scene: Scene that it stands in.
        state: ``normal``, ``pressed``, ``focus``, ``disabled``, ``checked``, ``held 33 %``, ...
        image: What it looks like.
    """

    widget: str
    scene: str
    state: str
    image: QImage = field(repr=False)


def public_widgets() -> dict[str, type[QWidget]]:
    """Return all public widget classes of ``ui/widgets`` by "module.Class"."""
    found: dict[str, type[QWidget]] = {}
    for info in pkgutil.iter_modules(ui.widgets.__path__):
        module = importlib.import_module(f"{ui.widgets.__name__}.{info.name}")
        for name, member in vars(module).items():
            if not inspect.isclass(member) or not issubclass(member, QWidget):
                continue
            if member.__module__ == module.__name__ and not name.startswith("_"):
                found[f"{info.name}.{name}"] = member
    return found


def _cover(studio: Studio) -> None:
    RebuildCover(look=studio.window.look, parent=studio.window).cover()


def _toast(studio: Studio) -> None:
    toast = studio.window.findChild(Toast)
    if toast is not None:
        toast.say("Saved: Delivery.", icon="ack-check")


BY_HAND: tuple[Scene, ...] = (
    Scene(name="(rebuilding)", prepare=_cover),
    Scene(name="(a word)", prepare=_toast),
)
"""What comes and goes too fast for a scene of a screen."""


def names_in(window: QWidget, wanted: dict[str, type[QWidget]]) -> set[str]:
    """Return which classes a window shows now; a base class counts with what is made of it."""
    shown = [one for one in window.findChildren(QWidget) if one.isVisible()]
    return {name for name, kind in wanted.items() if any(isinstance(one, kind) for one in shown)}


class Collector:
    """Takes pictures of widgets, scene by scene, and never two that look the same."""

    def __init__(
        self,
        *,
        profile: str = "compact",
        theme: str = "day",
        language: str = "",
        only: str = "",
    ) -> None:
        self._profile, self._theme, self._language = profile, theme, language
        self._names = {
            kind: name for name, kind in public_widgets().items() if only.lower() in name.lower()
        }
        self._looks: dict[str, set[str]] = {}

    def take(self, scene: Scene) -> Iterator[Specimen]:
        """Yield what is new in a scene."""
        studio = Studio(
            size=SIZES[self._profile],
            theme=self._theme,
            frames=None,
            cameras=scene.cameras,
            gates=scene.gates,
            language=self._language,
        )
        try:
            scene.prepare(studio)
            studio.window.activateWindow()
            # Only the active window has a widget with the focus; being active is told by an event.
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            for widget in studio.window.findChildren(QWidget):
                name = self._names.get(type(widget))
                if name is not None and self._is_new(name, widget):
                    yield from self._states(name, scene.name, widget, studio)
        finally:
            studio.close()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _is_new(self, name: str, widget: QWidget) -> bool:
        if not widget.isVisible() or min(widget.width(), widget.height()) < LEAST_PX:
            return False
        looks = self._looks.setdefault(name, set())
        look = _look_of(widget)
        if look in looks or len(looks) >= MOST_LOOKS:
            return False
        looks.add(look)
        return True

    def _states(self, name: str, scene: str, widget: QWidget, studio: Studio) -> Iterator[Specimen]:
        def now(state: str) -> Specimen:
            return Specimen(widget=name, scene=scene, state=state, image=_grab(widget))

        yield now("normal")
        if not isinstance(widget, QAbstractButton):
            return
        changes: list[tuple[str, Callable[[bool], object]]] = [("pressed", widget.setDown)]
        if widget.isCheckable() and not widget.isChecked():
            changes.append(("checked", widget.setChecked))
        changes.append(("disabled", widget.setDisabled))
        for state, change in changes:
            change(True)
            yield now(state)
            change(False)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isEnabled():
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            if widget.hasFocus():
                yield now("focus")
            widget.clearFocus()
        if isinstance(widget, HoldButton):
            yield from self._held(now, widget, studio)
        if isinstance(widget, TapKey):
            text = widget.text()
            widget.setText(LONG_TEXT)
            yield now("long text")
            widget.setText(text)

    def _held(
        self, now: Callable[[str], Specimen], key: HoldButton, studio: Studio
    ) -> Iterator[Specimen]:
        """A hold at a third and at two thirds; never whole, so that nothing is asked for."""
        key.begin()
        for part in HOLDS:
            while key.holding and key.progress < part:
                studio.clock.advance(0.02)
                key.tick()
            if key.holding:
                yield now(f"held {part:.0%}")
        key.cancel()


def _look_of(widget: QWidget) -> str:
    """Return what makes one look of a class another: meaning, icon, words that differ in length."""
    kind = str(widget.property("kind") or "")
    if isinstance(widget, QAbstractButton):
        icon = str(getattr(widget, "icon_name", ""))
        return f"{kind} {icon} {widget.isEnabled()} {widget.isChecked()} {bool(widget.text())}"
    return f"{kind} {widget.objectName()} {widget.width() // 100} {widget.height() // 40}"


def _grab(widget: QWidget) -> QImage:
    """Return the widget with its own ground; that of the page where it has none."""
    window = widget.window()
    place = QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())
    return window.grab(place.adjusted(-6, -6, 6, 6) & window.rect()).toImage()
