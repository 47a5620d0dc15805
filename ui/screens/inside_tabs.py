# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tabs of S12: all, by list and group, not sure, left; each with its count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.surroundings import Surroundings
from ui.viewmodels.inside import NO_LIST, RESIDENTS, VISITORS, InsideRow
from ui.widgets.keys import TapKey

GROUP_TABS = 3
"""Groups that have a tab of their own, those with the most cars inside."""
ALL, UNSURE, LEFT = "all", "unsure", "left"


class InsideTabs(QWidget):
    """Groups of the lists (contractors, companies) have tabs of their own while some are inside.

    Signals:
        changed (): Another tab was tapped.
    """

    changed = Signal()

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = around.look
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(around.look.metrics.gap_min)
        self.current = ALL
        self.keys: dict[str, TapKey] = {}
        self._groups: tuple[str, ...] = ()

    def show_counts(
        self, inside: Sequence[InsideRow], left: int, unsure: int, names: Mapping[str, str]
    ) -> None:
        """Show how many there are of each.

        Args:
            inside: Who is inside.
            left: How many left lately.
            unsure: How many are not sure.
            names: Names of groups by id.
        """
        parts: dict[str, int] = {}
        for one in inside:
            parts[one.part] = parts.get(one.part, 0) + 1
        ranked = sorted((part for part in parts if part in names), key=lambda part: -parts[part])
        self._groups = tuple(ranked[:GROUP_TABS])
        own = (VISITORS, NO_LIST, *self._groups)
        others = sum(count for part, count in parts.items() if part not in own)
        wanted = [
            (ALL, self.tr("All"), len(inside)),
            (RESIDENTS, self.tr("Residents"), others),
            (VISITORS, self.tr("Visitors"), parts.get(VISITORS, 0)),
            *((group, names[group], parts[group]) for group in self._groups),
            (NO_LIST, self.tr("No list"), parts.get(NO_LIST, 0)),
            (UNSURE, self.tr("Not sure"), unsure),
            (LEFT, self.tr("Left"), left),
        ]
        if [code for code, _, _ in wanted] != list(self.keys):
            self._make([code for code, _, _ in wanted])
        for code, words, count in wanted:
            key = self.keys[code]
            key.setText(f"{words} {count}")
            key.setAccessibleName(words)
            key.setAccessibleDescription(str(count))
            key.setChecked(code == self.current)

    def chosen(
        self, inside: tuple[InsideRow, ...], left: tuple[InsideRow, ...]
    ) -> tuple[InsideRow, ...]:
        """Return the rows of the tab that is chosen."""
        if self.current == ALL:
            return inside
        if self.current == LEFT:
            return left
        if self.current == UNSURE:
            return tuple(one for one in inside if one.unsure)
        if self.current == RESIDENTS:
            own = (VISITORS, NO_LIST, *self._groups)
            return tuple(one for one in inside if one.part not in own)
        return tuple(one for one in inside if one.part == self.current)

    def _make(self, codes: list[str]) -> None:
        for key in self.keys.values():
            self._row.removeWidget(key)
            key.hide()
            key.deleteLater()
        self.keys = {}
        if self.current not in codes:
            self.current = ALL
        for code in codes:
            key = TapKey(look=self._look, name=f"inside.tab.{code}", text="", parent=self)
            key.setCheckable(True)
            key.setMinimumSize(self._look.metrics.touch_min, self._look.metrics.touch_min)
            key.setProperty("code", code)
            key.clicked.connect(self._tapped)
            self._row.addWidget(key, 1)
            key.show()
            self.keys[code] = key

    def _tapped(self) -> None:
        tapped = self.sender()
        if isinstance(tapped, TapKey):
            self.current = str(tapped.property("code"))
            for code, key in self.keys.items():
                key.setChecked(code == self.current)
            self.changed.emit()
