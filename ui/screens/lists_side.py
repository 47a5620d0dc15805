# SPDX-License-Identifier: AGPL-3.0-or-later
"""The column of keys beside the lists: what may be done, for who sits there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from alpr_kiosk.domain.lists import ListKind
from ui.theme.look import Look
from ui.widgets.keys import TapKey
from ui.widgets.page_stack import PageStack

KINDS = (
    (ListKind.ALLOW, "allow-tick-circle"),
    (ListKind.DENY, "deny-octagon-hand"),
    (ListKind.VISITOR, "pass-ticket"),
    (ListKind.WATCH, "watch-eye"),
)
"""The lists with their icons, in the order of the tabs."""
SIDE_MM = 24
"""Width of the column of keys."""

CHANGES = ("add", "import", "groups", "holidays", "remove", "extend")
"""Keys that are off while the record is away."""


class ListSide(PageStack):
    """The keys of a supervisor, of a guard, and of rows that are picked.

    Signals:
        tapped (str what): The name of a key.
    """

    tapped = Signal(str)

    def __init__(self, *, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setFixedWidth(look.metrics.words(SIDE_MM))
        self.keys: dict[str, TapKey] = {}
        self._usual = self._column_of(
            ("add", self.tr("Add"), "add", "accent", self.tr("Add a plate")),
            ("import", self.tr("Import"), "list-import", "raised", self.tr("Import a file")),
            ("export", self.tr("Export"), "list-export", "raised", self.tr("Export the lists")),
            ("groups", self.tr("Groups"), "list-groups", "raised", ""),
            ("holidays", self.tr("Holidays"), "list-holidays", "raised", ""),
            ("changes", self.tr("Changes"), "list-changes", "raised", self.tr("Who changed what")),
        )
        self._reading = self._column_of(
            (
                "supervisor",
                self.tr("Supervisor"),
                "lock",
                "raised",
                self.tr("Ask a supervisor to change the lists"),
            ),
        )
        self._picking = self._column_of(
            ("remove", self.tr("Remove"), "delete", "raised", self.tr("Remove the chosen plates")),
            ("extend", self.tr("Extend"), "list-holidays", "raised", self.tr("Extend validity")),
            (
                "export_picked",
                self.tr("Export"),
                "list-export",
                "raised",
                self.tr("Export the chosen plates"),
            ),
            ("done", self.tr("Done"), "close", "raised", self.tr("Stop choosing")),
        )
        note = QLabel(self.tr("Read only. Ask a supervisor to change the lists."))
        note.setProperty("role", "caption")
        note.setWordWrap(True)
        layout = self._reading.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(1, note)
        for page in (self._usual, self._reading, self._picking):
            self.addWidget(page)

    def _column_of(self, *keys: tuple[str, str, str, str, str]) -> QWidget:
        m = self._look.metrics
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.gap_min)
        for name, word, icon, kind, spoken in keys:
            key = TapKey(
                look=self._look,
                name=f"lists.{name}",
                text=word,
                icon=icon,
                kind=kind,
                accessible=spoken,
            )
            key.setMinimumHeight(m.touch_min)
            key.setMaximumHeight(m.touch_gate)
            key.setProperty("what", name)
            key.clicked.connect(self._tapped)
            column.addWidget(key, 4)
            self.keys[name] = key
        column.addStretch(1 if len(keys) > 4 else 4 * (6 - len(keys)))
        return page

    def show_keys(self, *, supervisor: bool, writable: bool, picking: bool) -> None:
        """Show what may be done now."""
        for name in CHANGES:
            self.keys[name].setEnabled(writable)
        usual = self._usual if supervisor else self._reading
        self.setCurrentWidget(self._picking if picking else usual)

    def _tapped(self) -> None:
        self.tapped.emit(str(self.sender().property("what")))
