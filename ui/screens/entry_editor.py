# SPDX-License-Identifier: AGPL-3.0-or-later
"""S08 in simple form: one entry, with its collisions shown before it is saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, time, timedelta, timezone

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.intents import new_id
from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.domain.plate import Plate
from ui import messages
from ui.localtime import LocalTime
from ui.theme.look import Look
from ui.widgets.keys import TapKey, named

MIN_PLATE = 2
"""Shorter texts are no plate (S05: "Use disabled under 2 characters")."""

Collisions = Callable[[ListEntry], "tuple[ListEntry, ...]"]


class EntryEditor(QWidget):
    """A form.

    Signals:
        save (object): The `ListEntry` to save.
        remove (str entry_id): Take it off the list.
        keypad_wanted (object field, str label, bool words): Type into this line edit by touch.
        cancelled (): Leave.
    """

    save = Signal(object)
    remove = Signal(str)
    keypad_wanted = Signal(object, str, bool)
    cancelled = Signal()

    def __init__(
        self,
        *,
        look: Look,
        clock: Clock,
        local: LocalTime,
        collisions: Collisions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._local = local
        self._collisions = collisions
        self._entry: ListEntry | None = None
        self._kind = ListKind.ALLOW
        self._writable = True
        self.setObjectName("editor")
        self.setAccessibleName("List entry")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(look.metrics.gap_min)
        layout.addLayout(self._build_head())
        layout.addLayout(self._build_grid())
        self.warning = QLabel()
        self.warning.setObjectName("editor.warning")
        self.warning.setWordWrap(True)
        self.warning.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.warning.setProperty("role", "strong")
        layout.addWidget(self.warning, 1)
        layout.addLayout(self._build_foot())
        self.plate.textChanged.connect(self._check)
        self.until.textChanged.connect(self._check)

    def _build_head(self) -> QHBoxLayout:
        self.back_key = TapKey(
            look=self._look, name="editor.back", text=self.tr("Back"), icon="back", beside=True
        )
        self.back_key.setMinimumSize(150, self._look.metrics.touch_min)
        self.back_key.clicked.connect(self.cancelled)
        self._title = QLabel()
        self._title.setProperty("role", "title")
        head = QHBoxLayout()
        head.addWidget(self.back_key)
        head.addSpacing(12)
        head.addWidget(self._title, 1)
        return head

    def _build_kinds(self) -> QHBoxLayout:
        m = self._look.metrics
        self.kinds: dict[ListKind, TapKey] = {}
        kinds = QHBoxLayout()
        kinds.setSpacing(m.gap_min)
        for kind, icon in (
            (ListKind.ALLOW, "allow-tick-circle"),
            (ListKind.DENY, "deny-octagon-hand"),
            (ListKind.VISITOR, "pass-ticket"),
            (ListKind.WATCH, "watch-eye"),
        ):
            key = TapKey(
                look=self._look,
                name=f"editor.kind.{kind.value}",
                text=messages.list_word(kind),
                icon=icon,
                beside=True,
                accessible=f"List: {messages.list_word(kind)}",
            )
            key.setCheckable(True)
            key.setMinimumHeight(m.touch_min)
            key.setProperty("list", kind.value)
            key.clicked.connect(self._choose)
            kinds.addWidget(key, 1)
            self.kinds[kind] = key
        return kinds

    def _build_grid(self) -> QGridLayout:
        m = self._look.metrics
        grid = QGridLayout()
        grid.setHorizontalSpacing(m.gap_min)
        grid.setVerticalSpacing(m.gap_min)
        grid.addWidget(self._label(self.tr("List")), 0, 0)
        grid.addLayout(self._build_kinds(), 0, 1, 1, 4)
        self.plate = self._field(grid, 1, "plate", self.tr("Plate"), words=False)
        self.plate.setProperty("role", "plate")
        self.owner = self._field(grid, 1, "owner", self.tr("Who"), words=True, column=3)
        self.until = self._field(grid, 2, "until", self.tr("Valid until"), words=False)
        self.until.setPlaceholderText(self.tr("no end"))
        presets = QHBoxLayout()
        presets.setSpacing(m.gap_min)
        for days, word in (
            (0, self.tr("Today")),
            (7, self.tr("7 days")),
            (30, self.tr("30 days")),
            (-1, self.tr("No end")),
        ):
            key = TapKey(
                look=self._look,
                name=f"editor.preset.{days}",
                text=word,
                accessible=f"Valid until: {word}",
            )
            key.setMinimumHeight(m.touch_min)
            key.setProperty("days", days)
            key.clicked.connect(self._preset)
            presets.addWidget(key, 1)
        grid.addLayout(presets, 2, 3, 1, 2)
        self.notes = self._field(grid, 3, "notes", self.tr("Notes"), words=True, span=4)
        grid.setColumnStretch(1, 5)
        grid.setColumnStretch(4, 5)
        return grid

    def _build_foot(self) -> QHBoxLayout:
        m = self._look.metrics
        foot = QHBoxLayout()
        foot.setSpacing(m.gap_min)
        self.remove_key = TapKey(
            look=self._look,
            name="editor.remove",
            text=self.tr("Remove"),
            icon="delete",
            beside=True,
            accessible="Remove this entry",
        )
        self.remove_key.setMinimumSize(220, m.touch_std)
        self.remove_key.clicked.connect(self._remove)
        self.save_key = TapKey(
            look=self._look,
            name="editor.save",
            text=self.tr("SAVE"),
            icon="save",
            kind="accent",
            beside=True,
            accessible="Save this entry",
        )
        self.save_key.setMinimumSize(300, m.touch_std)
        self.save_key.clicked.connect(self._save)
        foot.addWidget(self.remove_key)
        foot.addStretch(1)
        foot.addWidget(self.save_key)
        return foot

    def _label(self, text: str) -> QLabel:
        label = QLabel(text)
        label.setProperty("role", "muted")
        return label

    def _field(
        self,
        grid: QGridLayout,
        row: int,
        name: str,
        label: str,
        *,
        words: bool,
        column: int = 0,
        span: int = 1,
    ) -> QLineEdit:
        field = QLineEdit()
        named(field, f"editor.{name}", label)
        field.setMinimumHeight(self._look.metrics.touch_min)
        key = TapKey(
            look=self._look,
            name=f"editor.{name}.keypad",
            text="",
            icon="keyboard",
            accessible=f"Keypad for {label}",
        )
        key.setFixedSize(self._look.metrics.touch_min, self._look.metrics.touch_min)
        key.setProperty("words", words)
        key.clicked.connect(self._keypad)
        line = QHBoxLayout()
        line.setSpacing(self._look.metrics.gap_min)
        line.addWidget(field, 1)
        line.addWidget(key)
        grid.addWidget(self._label(label), row, column)
        grid.addLayout(line, row, column + 1, 1, span)
        return field

    # ----------------------------------------------------------------------------------- state

    def edit(self, entry: ListEntry | None, kind: ListKind) -> None:
        """Edit an entry, or make a new one on a list."""
        self._entry = entry
        self._set_kind(entry.kind if entry else kind)
        self._title.setText(self.tr("Change entry") if entry else self.tr("New entry"))
        self.plate.setText(entry.plate if entry else "")
        self.owner.setText(entry.owner if entry else "")
        self.notes.setText(entry.notes if entry else "")
        # The last day is shown; the stored end is exclusive.
        end = entry.valid_until if entry else None
        self.until.setText(self._local.date(end - timedelta(seconds=1)) if end else "")
        self.remove_key.setVisible(entry is not None)
        self._check()

    def set_writable(self, writable: bool) -> None:
        """Switch saving off while the database is away."""
        self._writable = writable
        self._check()

    def draft(self) -> ListEntry | None:
        """Return the entry as the form says, None while it cannot be saved."""
        if len(Plate(self.plate.text()).text) < MIN_PLATE:
            return None
        end, good = self._end()
        if not good:
            return None
        now = self._clock.utc_now()
        base = self._entry or ListEntry(
            entry_id=new_id(), kind=self._kind, plate="", created_at=now
        )
        return replace(
            base,
            kind=self._kind,
            plate=Plate(self.plate.text()).text,
            owner=self.owner.text().strip(),
            notes=self.notes.text().strip(),
            valid_until=end,
        )

    def _end(self) -> tuple[datetime | None, bool]:
        text = self.until.text().strip()
        if not text:
            return None, True
        try:
            day = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=self._local.zone)
        except ValueError:
            return None, False
        following = day.date() + timedelta(days=1)
        end = datetime.combine(following, time(0), tzinfo=self._local.zone)
        return end.astimezone(timezone.utc), True

    def _set_kind(self, kind: ListKind) -> None:
        self._kind = kind
        for known, key in self.kinds.items():
            key.setChecked(known is kind)

    def _choose(self) -> None:
        key = self.sender()
        if isinstance(key, TapKey):
            self._set_kind(ListKind(str(key.property("list"))))
            self._check()

    def _preset(self) -> None:
        key = self.sender()
        days = int(key.property("days")) if key is not None else -1
        if days < 0:
            self.until.clear()
            return
        day = self._local.local(self._clock.utc_now()) + timedelta(days=days)
        self.until.setText(day.strftime("%Y-%m-%d"))

    def _keypad(self) -> None:
        key = self.sender()
        name = key.objectName().removesuffix(".keypad")
        field = self.findChild(QLineEdit, name)
        if field is not None:
            self.keypad_wanted.emit(field, field.accessibleName(), bool(key.property("words")))

    def _check(self) -> None:
        draft = self.draft()
        self.save_key.setEnabled(draft is not None and self._writable)
        if not self._writable:
            self.warning.setText(messages.text("lists.read_only"))
        elif draft is None:
            _end, good = self._end()
            typed = bool(self.plate.text())
            code = "lists.date_bad" if not good else "lists.plate_empty" if typed else ""
            self.warning.setText(messages.text(code) if code else "")
        else:
            self.warning.setText("\n".join(self._warnings(draft)))

    def _warnings(self, draft: ListEntry) -> list[str]:
        lines: list[str] = []
        for other in self._collisions(draft)[:3]:
            mine, theirs = Plate(draft.plate).text, Plate(other.plate).text
            if ListKind.DENY in (draft.kind, other.kind) and draft.kind is not other.kind:
                banned = theirs if other.kind is ListKind.DENY else mine
                allowed = mine if other.kind is ListKind.DENY else theirs
                lines.append(messages.text("lists.collision.deny", {"a": allowed, "b": banned}))
            else:
                lines.append(
                    messages.text(
                        "lists.collision.owner",
                        {"a": mine, "who_a": draft.owner, "b": theirs, "who_b": other.owner},
                    )
                )
        return lines

    def _save(self) -> None:
        draft = self.draft()
        if draft is not None and self._writable:
            self.save.emit(draft)

    def _remove(self) -> None:
        if self._entry is not None and self._writable:
            self.remove.emit(self._entry.entry_id)
