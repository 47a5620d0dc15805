# SPDX-License-Identifier: AGPL-3.0-or-later
"""S08, the two pages of fields: who and what, when and where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QScroller,
    QWidget,
)

from alpr_kiosk.domain.events import Direction
from alpr_kiosk.domain.list_import import LONGEST
from alpr_kiosk.domain.lists import GroupPart, ListEntry, ListGroup, ListKind
from alpr_kiosk.domain.plate import Plate
from ui import messages
from ui.localtime import LocalTime
from ui.screens.entry_days import last_day, say
from ui.screens.lists_side import KINDS
from ui.theme.look import Look
from ui.viewmodels.entry_fields import direction_word, part_word
from ui.viewmodels.entry_words import hours_words
from ui.widgets.keys import TapKey, named
from ui.widgets.page_stack import PageStack
from ui.widgets.stepper import Stepper

LABEL_MM = 21
"""Room for the names of fields."""
MOST_USES = 999


class EntryForm(PageStack):
    """Shows an entry and hands back what was made of it.

    Signals:
        changed (): Something is another.
        wanted (str what): ``from``, ``until``, ``hours``, ``group``, ``reason``, ``factor``.
        keypad_wanted (object field, str label, bool words): Type into this line by touch.
    """

    changed = Signal()
    wanted = Signal(str)
    keypad_wanted = Signal(object, str, bool)

    def __init__(self, *, look: Look, local: LocalTime, gates: Mapping[str, str]) -> None:
        super().__init__()
        self._look = look
        self._local = local
        self._gates = gates
        self._groups: dict[str, ListGroup] = {}
        self._entry = ListEntry(entry_id="", kind=ListKind.ALLOW, plate="")
        self.who_page, self._who = self._scrolled()
        self.when_page, self._when = self._scrolled()
        self._build_who()
        self._build_when()

    # ------------------------------------------------------------------------------- building

    def _scrolled(self) -> tuple[QScrollArea, QGridLayout]:
        m = self._look.metrics
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(m.gap_min)
        grid.setVerticalSpacing(m.gap_min)
        grid.setColumnMinimumWidth(0, m.words(LABEL_MM))
        grid.setColumnStretch(1, 1)
        area.setWidget(page)
        self.addWidget(area)
        return area, grid

    def _label(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setProperty("role", "muted")
        label.setFixedWidth(self._look.metrics.words(LABEL_MM))
        label.setWordWrap(True)
        return label

    def _key(self, name: str, word: str, icon: str = "", spoken: str = "") -> TapKey:
        key = TapKey(
            look=self._look,
            name=f"editor.{name}",
            text=word,
            icon=icon,
            beside=not name.endswith(".keypad"),
            accessible=spoken,
        )
        key.setFixedHeight(self._look.metrics.touch_min)
        return key

    def _line(self, grid: QGridLayout, row: int, label: str) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(self._look.metrics.gap_min)
        grid.addWidget(self._label(label), row, 0)
        grid.addLayout(line, row, 1)
        return line

    def _field(
        self, row: int, name: str, label: str, *, words: bool, beside: QWidget | None = None
    ) -> QLineEdit:
        field = QLineEdit()
        named(field, f"editor.{name}", label)
        field.setMinimumHeight(self._look.metrics.touch_min)
        field.textChanged.connect(self._typed)
        spoken = self.tr("Keypad for {field}").replace("{field}", label)
        key = self._key(f"{name}.keypad", "", "keyboard", spoken)
        key.setFixedSize(self._look.metrics.touch_min, self._look.metrics.touch_min)
        key.setProperty("words", words)
        key.clicked.connect(self._keypad)
        line = self._line(self._who, row, label)
        line.addWidget(field, 1)
        line.addWidget(key)
        if beside is not None:
            line.addWidget(beside)
        return field

    def _build_who(self) -> None:
        line = self._line(self._who, 0, self.tr("List"))
        self.kinds: dict[ListKind, TapKey] = {}
        for kind, icon in KINDS:
            word = messages.list_word(kind)
            spoken = self.tr("List: {list}").replace("{list}", word)
            key = self._key(f"kind.{kind.value}", word, icon, spoken)
            key.setCheckable(True)
            key.setProperty("list", kind.value)
            key.clicked.connect(self._choose)
            line.addWidget(key, 1)
            self.kinds[kind] = key
        self.plate = self._field(1, "plate", self.tr("Plate"), words=False)
        self.plate.setProperty("role", "plate")
        self.owner = self._field(2, "owner", self.tr("Who"), words=True)
        self.vehicle = self._field(3, "vehicle", self.tr("Vehicle"), words=True)
        self.host = self._field(4, "host", self.tr("Visits"), words=True)
        self.reason_key = self._key("reason", self.tr("Reasons"), "", self.tr("Reason of the ban"))
        self.reason_key.setMinimumWidth(self._look.metrics.words(22))
        self.reason_key.clicked.connect(lambda: self.wanted.emit("reason"))
        self.notes = self._field(5, "notes", self.tr("Note"), words=True, beside=self.reason_key)
        self.factor_key = self._key(
            "factor", self.tr("Choose"), "", self.tr("Choose the second proof")
        )
        self.factor_key.setMinimumWidth(self._look.metrics.words(22))
        self.factor_key.clicked.connect(lambda: self.wanted.emit("factor"))
        self.factor = self._field(
            6, "second_factor", self.tr("Second proof"), words=True, beside=self.factor_key
        )
        self.factor.setMaxLength(LONGEST["second_factor"])
        self.factor.setPlaceholderText(self.tr("off: the plate is enough"))
        self._who.setRowStretch(7, 1)

    def _build_when(self) -> None:
        line = self._line(self._when, 0, self.tr("Valid"))
        self.from_key = self._key("from", "", "list-holidays")
        self.until_key = self._key("until", "", "list-holidays")
        self.from_key.clicked.connect(lambda: self.wanted.emit("from"))
        self.until_key.clicked.connect(lambda: self.wanted.emit("until"))
        line.addWidget(self.from_key, 1)
        line.addWidget(self.until_key, 1)
        line = self._line(self._when, 1, self.tr("Hours"))
        self.hours_key = self._key("hours", "", "clock")
        self.hours_key.clicked.connect(lambda: self.wanted.emit("hours"))
        line.addWidget(self.hours_key, 1)
        self._build_gates()
        line = self._line(self._when, 3, self.tr("Direction"))
        self.directions: dict[Direction, TapKey] = {}
        for direction, icon in (
            (Direction.UNKNOWN, "direction-unknown"),
            (Direction.IN, "direction-in"),
            (Direction.OUT, "direction-out"),
        ):
            key = self._key(f"direction.{direction.value}", direction_word(direction), icon)
            key.setCheckable(True)
            key.setProperty("direction", direction.value)
            key.clicked.connect(self._direct)
            line.addWidget(key, 1)
            self.directions[direction] = key
        line = self._line(self._when, 4, self.tr("Entries"))
        self.limit_key = self._key("limit", self.tr("Limited"), "", self.tr("Limit the entries"))
        self.limit_key.setCheckable(True)
        self.limit_key.clicked.connect(self._limit)
        self.uses = Stepper(
            look=self._look, name="editor.uses", label=self.tr("Entries"), least=1, most=MOST_USES
        )
        self.uses.changed.connect(self._uses)
        self.uses_note = QLabel()
        self.uses_note.setProperty("role", "muted")
        line.addWidget(self.limit_key, 1)
        line.addWidget(self.uses, 2)
        line.addWidget(self.uses_note, 1)
        line = self._line(self._when, 5, self.tr("Group"))
        self.group_key = self._key("group", "", "list-groups")
        self.group_key.clicked.connect(lambda: self.wanted.emit("group"))
        line.addWidget(self.group_key, 3)
        self.parts: dict[GroupPart, TapKey] = {}
        for part in GroupPart:
            spoken = self.tr("{what} as the group").replace("{what}", part_word(part))
            key = self._key(f"as_group.{part.value}", part_word(part), "", spoken)
            key.setCheckable(True)
            key.setProperty("part", part.value)
            key.clicked.connect(self._part)
            line.addWidget(key, 2)
            self.parts[part] = key
        self._when.setRowStretch(6, 1)

    def _build_gates(self) -> None:
        line = self._line(self._when, 2, self.tr("Gates"))
        self.gates: dict[str, TapKey] = {}
        for gate_id, word in (("", self.tr("all")), *self._gates.items()):
            key = self._key(
                f"gate.{gate_id or 'all'}",
                word,
                "",
                self.tr("Gate: {gate}").replace("{gate}", word),
            )
            key.setCheckable(True)
            key.setProperty("gate", gate_id)
            key.clicked.connect(self._gate)
            line.addWidget(key, 1)
            self.gates[gate_id] = key

    # ----------------------------------------------------------------------------------- state

    def set_groups(self, groups: Sequence[ListGroup]) -> None:
        """Take over the groups of the site."""
        self._groups = {group.group_id: group for group in groups}
        self._show()

    def fill(self, entry: ListEntry) -> None:
        """Show an entry."""
        self._entry = entry
        for field, text in (
            (self.plate, entry.plate),
            (self.owner, entry.owner),
            (self.vehicle, entry.vehicle),
            (self.host, entry.host),
            (self.notes, entry.notes),
            (self.factor, entry.second_factor),
        ):
            with QSignalBlocker(field):
                field.setText(text)
        self._show()

    def entry(self) -> ListEntry:
        """Return what the form says now."""
        return replace(
            self._entry,
            plate=Plate(self.plate.text()).text,
            owner=self.owner.text().strip(),
            vehicle=self.vehicle.text().strip(),
            host=self.host.text().strip(),
            notes=self.notes.text().strip(),
            second_factor=self.factor.text().strip(),
        )

    def change(self, **values: object) -> None:
        """Change fields that are not typed."""
        self._entry = replace(self._entry, **values)  # type: ignore[arg-type]
        self._show()
        self.changed.emit()

    def set_writable(self, *, writable: bool) -> None:
        """A guard reads."""
        texts = (self.plate, self.owner, self.vehicle, self.host, self.notes, self.factor)
        for field in texts:
            field.setReadOnly(not writable)
        for key in self.findChildren(TapKey):
            key.setEnabled(writable)
        self._show()

    def _show(self) -> None:
        entry = self._entry
        for kind, key in self.kinds.items():
            key.setChecked(kind is entry.kind)
        self.reason_key.setVisible(entry.kind is ListKind.DENY)
        lets_in = entry.kind in (ListKind.ALLOW, ListKind.VISITOR)
        self.factor.setEnabled(lets_in)
        self.factor_key.setVisible(lets_in)
        start = self._local.date(entry.valid_from)
        begins = (
            self.tr("from {date}").replace("{date}", start) if start else self.tr("from now on")
        )
        say(self.from_key, begins, self.tr("Valid"))
        end = last_day(entry.valid_until, self._local)
        until = end.isoformat() if end else ""
        ends = self.tr("to {date}").replace("{date}", until) if until else self.tr("no end")
        say(self.until_key, ends, self.tr("Valid"))
        group = self._groups.get(entry.group_id)
        taken = set(entry.as_group) if group else set()
        windows = group.windows if group and GroupPart.WINDOWS in taken else entry.windows
        say(self.hours_key, hours_words(windows) or self.tr("always"), self.tr("Hours"))
        gates = group.gates if group and GroupPart.GATES in taken else entry.gates
        for gate_id, key in self.gates.items():
            key.setChecked(gate_id in gates if gate_id else not gates)
        for direction, key in self.directions.items():
            key.setChecked(direction is entry.direction)
        self._show_uses(entry)
        say(self.group_key, group.name if group else self.tr("no group"), self.tr("Group"))
        for part, key in self.parts.items():
            key.setVisible(group is not None)
            key.setChecked(part in taken)

    def _show_uses(self, entry: ListEntry) -> None:
        limited = entry.max_uses is not None
        self.limit_key.setChecked(limited)
        self.limit_key.setText(self.tr("Limited") if limited else self.tr("No limit"))
        self.uses.setVisible(limited)
        self.uses_note.setVisible(limited)
        if limited:
            self.uses.set_value(entry.max_uses or 1)
            left = entry.max_uses if entry.uses_left is None else entry.uses_left
            self.uses_note.setText(self.tr("{n} left").replace("{n}", str(left)))

    def _typed(self) -> None:
        self.changed.emit()

    def _keypad(self) -> None:
        key = self.sender()
        name = key.objectName().removesuffix(".keypad")
        field = self.findChild(QLineEdit, name)
        if field is not None:
            self.keypad_wanted.emit(field, field.accessibleName(), bool(key.property("words")))

    def _choose(self) -> None:
        kind = ListKind(str(self.sender().property("list")))
        self.change(kind=kind)
        if kind is ListKind.DENY and not self.notes.text().strip():
            self.wanted.emit("reason")

    def _direct(self) -> None:
        self.change(direction=Direction(str(self.sender().property("direction"))))

    def _gate(self) -> None:
        gate_id = str(self.sender().property("gate"))
        chosen = set(self._entry.gates) ^ {gate_id} if gate_id else set()
        gates = tuple(gate for gate in self._gates if gate in chosen)
        parts = tuple(part for part in self._entry.as_group if part is not GroupPart.GATES)
        self.change(gates=gates if len(gates) < len(self._gates) else (), as_group=parts)

    def _limit(self) -> None:
        limited = self._entry.max_uses is not None
        self.change(max_uses=None if limited else 1, uses_left=None if limited else 1)

    def _uses(self, most: int) -> None:
        before = self._entry.max_uses or 0
        left = before if self._entry.uses_left is None else self._entry.uses_left
        self.change(max_uses=most, uses_left=max(0, left + most - before))

    def _part(self) -> None:
        part = GroupPart(str(self.sender().property("part")))
        chosen = set(self._entry.as_group) ^ {part}
        self.change(as_group=tuple(one for one in GroupPart if one in chosen))
