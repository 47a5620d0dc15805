# SPDX-License-Identifier: AGPL-3.0-or-later
"""The keys of the keyboard that work on every page (screens.md 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.screen_spec import ScreenSpec
from ui.widgets.gate_bar import GateBar

GATES_BY_KEY = 4
"""Ctrl+1 to Ctrl+4."""


def rail_keys(window: QWidget, specs: Sequence[ScreenSpec], go: Callable[[str], None]) -> None:
    """Let the screens of the rail be gone to by their keys."""
    for spec in specs:
        if spec.rail is not None and spec.rail.shortcut:
            shortcut = QShortcut(_keys(spec.rail.shortcut), window)
            shortcut.activated.connect(partial(go, spec.name))


def window_keys(window: QWidget, slots: Iterable[tuple[str, Callable[[], object]]]) -> None:
    """Let keys do something on every page, by their English names."""
    for keys, slot in slots:
        shortcut = QShortcut(_keys(keys), window)
        shortcut.activated.connect(slot)


def gate_keys(window: QWidget, gates: GateBar) -> None:
    """Let F10 go to the gate bar, and Ctrl with a number to one of its gates."""
    window_keys(window, [("F10", partial(focus_gate, gates, 0))])
    window_keys(
        window,
        [
            (f"Ctrl+{number + 1}", partial(focus_gate, gates, number))
            for number in range(GATES_BY_KEY)
        ],
    )


def focus_gate(gates: GateBar, number: int) -> None:
    """Go to OPEN of a gate, counted from 0; nowhere when there are fewer."""
    panels = list(gates.panels.values())
    if number < len(panels):
        panels[number].open_key.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _keys(name: str) -> QKeySequence:
    """Return a shortcut by its English name, whatever the keys are called in the language."""
    return QKeySequence.fromString(name, QKeySequence.SequenceFormat.PortableText)
