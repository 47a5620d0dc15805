# SPDX-License-Identifier: AGPL-3.0-or-later
"""The filters of S10 on one page: gate, camera, decision, and what else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from alpr_kiosk.domain.events import Action
from ui.screens.history_call import HistoryCall
from ui.surroundings import Surroundings
from ui.widgets.keys import TapKey
from ui.widgets.page_head import PageHead

COLUMNS = 5


class FilterPage(QWidget):
    """Tiles in groups; nothing is searched before "Show".

    Signals:
        chosen (HistoryCall): "Show" was tapped.
        cancelled (): Back was tapped.
    """

    chosen = Signal(object)
    cancelled = Signal()

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look = around.look
        self._call = HistoryCall()
        self.setObjectName("history.filters")
        self.setAccessibleName(self.tr("Filters"))
        m = look.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(m.gap_min)
        self.head = PageHead(
            look=look, name="history.filters", title=self.tr("Show only"), parent=self
        )
        self.head.back.clicked.connect(self.cancelled)
        self.clear_key = self._key("clear", self.tr("All of it"), "undo")
        self.clear_key.clicked.connect(self._clear)
        self.show_key = self._key("show", self.tr("Show"), "search", kind="accent")
        self.show_key.clicked.connect(self._show)
        self.head.add(self.clear_key)
        self.head.add(self.show_key)
        layout.addWidget(self.head)
        self._grid = QGridLayout()
        self._grid.setSpacing(m.gap_min)
        self._row = 0
        self.tiles: dict[tuple[str, str], TapKey] = {}
        gates = [(gate.id, gate.name or gate.id) for gate in around.config.gates]
        cameras = [(camera.id, camera.name or camera.id) for camera in around.config.cameras]
        self._group("gate", self.tr("Gate"), [("", self.tr("All")), *gates])
        self._group("camera", self.tr("Camera"), [("", self.tr("All")), *cameras])
        self._group(
            "action",
            self.tr("Decision"),
            [
                ("", self.tr("All")),
                (Action.OPEN.value, self.tr("Let in")),
                (Action.ASK.value, self.tr("Asked")),
                (Action.REFUSE.value, self.tr("Not let in")),
                (Action.LOG_ONLY.value, self.tr("Ignored")),
            ],
        )
        self._group(
            "",
            self.tr("Plate"),
            [
                ("exact", self.tr("Exact")),
                ("unread", self.tr("Not read")),
                ("corrected", self.tr("Corrected")),
            ],
        )
        layout.addLayout(self._grid)
        layout.addStretch(1)

    def _key(self, name: str, text: str, icon: str, kind: str = "raised") -> TapKey:
        key = TapKey(
            look=self._look,
            name=f"history.filters.{name}",
            text=text,
            icon=icon,
            kind=kind,
            beside=True,
            parent=self,
        )
        key.setMinimumSize(180, self._look.metrics.touch_min)
        return key

    def _group(self, field: str, title: str, choices: list[tuple[str, str]]) -> None:
        label = QLabel(title, self)
        label.setProperty("role", "muted")
        self._grid.addWidget(label, self._row, 0)
        for number, (code, words) in enumerate(choices):
            tile = TapKey(
                look=self._look,
                name=f"history.filter.{field or 'plate'}.{code or 'all'}",
                text=words,
                accessible=f"{title}: {words}",
                parent=self,
            )
            tile.setCheckable(True)
            tile.setMinimumHeight(self._look.metrics.touch_min)
            tile.setProperty("field", field or code)
            tile.setProperty("code", code)
            tile.clicked.connect(self._tapped)
            if number and number % COLUMNS == 0:
                self._row += 1
            self._grid.addWidget(tile, self._row, 1 + number % COLUMNS)
            self.tiles[field or code, code] = tile
        self._row += 1
        for column in range(1, COLUMNS + 1):
            self._grid.setColumnStretch(column, 1)

    def ask(self, call: HistoryCall) -> None:
        """Show what holds now."""
        self._call = call
        for (field, code), tile in self.tiles.items():
            now = getattr(call, field)
            tile.setChecked(now if isinstance(now, bool) else now == code)
        self.clear_key.setEnabled(bool(call.filters))

    def _tapped(self) -> None:
        tile = self.sender()
        if isinstance(tile, TapKey):
            field, code = str(tile.property("field")), str(tile.property("code"))
            value: Any = not getattr(self._call, field) if field == code else code
            self.ask(replace(self._call, **{field: value}))

    def _clear(self) -> None:
        self.ask(
            HistoryCall(
                plate=self._call.plate,
                span=self._call.span,
                since=self._call.since,
                until=self._call.until,
            )
        )

    def _show(self) -> None:
        self.chosen.emit(self._call)
