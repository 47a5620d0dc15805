# SPDX-License-Identifier: AGPL-3.0-or-later
"""S21: how long things are kept, changed by touch, with a sentence of what goes and when."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from alpr_kiosk.domain.keeping import (
    CHAIN,
    KEYS,
    LADDER,
    LEAST,
    USUAL,
    beyond_usual,
    stepped,
)
from alpr_kiosk.domain.privacy_queries import KeepingPreview, KeepingPreviewWanted
from alpr_kiosk.domain.queries import QueryAnswer
from alpr_kiosk.domain.settings_intents import Change, KeySet
from ui import messages
from ui.surroundings import Surroundings
from ui.texts.look import KEPT_WORDS, TIME_WORDS
from ui.widgets.keys import TapKey
from ui.widgets.row_list import RowList

SIDE_W = 400
"""Width of the words and keys at the right, px."""
VALUE_W = 116
"""Width of a value between less and more, px."""


def _words(words: Mapping[str, object], name: str) -> str:
    return QCoreApplication.translate("messages", str(words.get(name, name)))


def days_words(around: Surroundings, days: float) -> str:
    """Return a time as it is said: hours below four days, then days."""
    translate, number = QCoreApplication.translate, around.local.number
    if days < 4:
        words = translate("KeepingTimes", "{n} h")
        return words.replace("{n}", number(round(days * 24)))
    return translate("KeepingTimes", "{n} days").replace("{n}", number(round(days)))


class KeepingTimes(QWidget):
    """Less and more for each time; what must follow moves along.

    Signals:
        wanted (object changes, bool reason): Save; a reason must be typed first or not.
        cancelled (): Leave it.
    """

    wanted = Signal(object, bool)
    cancelled = Signal()

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._before: dict[str, float] = {}
        self._days: dict[str, float] = {}
        self._older: dict[str, int] | None = None
        self._next = ""
        self._query = ""
        self.setObjectName("keeping")
        self.setAccessibleName(self.tr("How long things are kept"))
        m = around.look.metrics
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.gap_min)
        self.rows = RowList(
            look=around.look, name="keeping.rows", spoken=self.tr("Times"), parent=self
        )
        layout.addWidget(self.rows, 1)
        layout.addLayout(self._side())
        self.values: dict[str, QLabel] = {}
        self.less: dict[str, TapKey] = {}
        self.more: dict[str, TapKey] = {}
        rows = [self._row(_words(KEPT_WORDS, name), keys[:2]) for name, keys in CHAIN.items()]
        rows += [self._row("", ("rows_days", "notes_days"))]
        self.rows.set_rows(rows)

    # -------------------------------------------------------------------------------- building

    def _row(self, title: str, keys: tuple[str, ...]) -> QWidget:
        m = self._around.look.metrics
        card = QWidget()
        card.setProperty("ground", "raised")
        card.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        grid = QGridLayout(card)
        grid.setContentsMargins(m.space(12), m.space(4), m.space(12), m.space(8))
        grid.setHorizontalSpacing(m.gap_min)
        grid.setVerticalSpacing(2)
        heads = (self.tr("pictures"), self.tr("plates"))
        for place, key in enumerate(keys):
            words = f"{title}: {heads[place]}" if title else _words(TIME_WORDS, key)
            label = QLabel(words, card)
            label.setProperty("role", "caption")
            label.setTextFormat(Qt.TextFormat.PlainText)
            grid.addWidget(label, 0, 3 * place, 1, 3)
            self.less[key] = self._step(key, -1)
            self.more[key] = self._step(key, 1)
            value = QLabel(card)
            value.setProperty("role", "strong")
            value.setAlignment(Qt.AlignmentFlag.AlignCenter)
            value.setMinimumWidth(VALUE_W)
            self.values[key] = value
            grid.addWidget(self.less[key], 1, 3 * place)
            grid.addWidget(value, 1, 3 * place + 1)
            grid.addWidget(self.more[key], 1, 3 * place + 2)
            grid.setColumnStretch(3 * place + 1, 1)
        return card

    def _step(self, key: str, by: int) -> TapKey:
        m = self._around.look.metrics
        word = self.tr("Longer") if by > 0 else self.tr("Shorter")
        made = TapKey(
            look=self._around.look,
            name=f"keeping.{key}.{'more' if by > 0 else 'less'}",
            text="",
            icon="add" if by > 0 else "minus",
            accessible=f"{_words(TIME_WORDS, key)}: {word}",
        )
        made.setFixedSize(m.touch_std, m.touch_min)
        made.clicked.connect(lambda: self._stepped(key, by))
        return made

    def _side(self) -> QVBoxLayout:
        look, m = self._around.look, self._around.look.metrics
        side = QVBoxLayout()
        side.setSpacing(m.gap_min)
        self.says = QLabel(self)
        self.says.setWordWrap(True)
        self.says.setTextFormat(Qt.TextFormat.PlainText)
        self.says.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.says.setObjectName("keeping.says")
        self.area = QScrollArea(self)
        self.area.setObjectName("keeping.says.area")
        self.area.setAccessibleName(self.tr("What this does"))
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QScrollArea.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(self.says)
        self.area.setFixedWidth(SIDE_W)
        self.area.viewport().setAutoFillBackground(False)
        side.addWidget(self.area, 1)
        self.save = TapKey(
            look=look,
            name="keeping.save",
            text=self.tr("SAVE"),
            icon="save",
            kind="accent",
            beside=True,
            accessible=self.tr("Save the times, on trial"),
            parent=self,
        )
        self.cancel = TapKey(
            look=look,
            name="keeping.cancel",
            text=self.tr("Leave it"),
            icon="close",
            beside=True,
            accessible=self.tr("Leave the times as they are"),
            parent=self,
        )
        keys = QHBoxLayout()
        keys.setSpacing(m.gap_min)
        for key in (self.cancel, self.save):
            key.setFixedHeight(m.touch_std)
            keys.addWidget(key, 1)
        side.addLayout(keys)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.cancelled)
        return side

    # ----------------------------------------------------------------------------------- state

    def begin(self, days: Mapping[str, float]) -> None:
        """Begin with the times that are in force, days by key."""
        self._before = dict(days)
        self._days = dict(days)
        self._older, self._next = None, ""
        self._show()

    def forget(self) -> None:
        """Nobody waits for a count any more."""
        self._around.asker.cancel(self._query)
        self._query = ""

    @property
    def changed_keys(self) -> tuple[str, ...]:
        """Keys that are not as they were."""
        return tuple(key for key in KEYS if self._days.get(key) != self._before.get(key))

    @property
    def needs_reason(self) -> bool:
        """Whether something would be kept longer than usual."""
        return bool(self._days) and bool(beyond_usual(self._days, self._before))

    def _stepped(self, key: str, by: int) -> None:
        self._days = stepped(self._days, key, by)
        self._older = None
        self.forget()
        if self.changed_keys:
            query = KeepingPreviewWanted(days=tuple(self._days.items()))
            self._query = self._around.asker.ask(self, query, self._counted)
        self._show()

    def _counted(self, answer: QueryAnswer) -> None:
        self._query = ""
        if isinstance(answer.result, KeepingPreview):
            self._older = dict(answer.result.older)
            self._next = self._around.local.hm(answer.result.next_at)
            self._show()
        else:
            self.says.setText(messages.text(answer.code, answer.context))

    def _show(self) -> None:
        for key, label in self.values.items():
            words = days_words(self._around, self._days.get(key, 0.0))
            label.setText(words)
            label.setAccessibleName(f"{_words(TIME_WORDS, key)}: {words}")
            now = self._days.get(key, 0.0)
            self.less[key].setEnabled(now > LEAST.get(key, LADDER[0]))
            self.more[key].setEnabled(now < LADDER[-1])
        self.says.setText("\n\n".join(self._sentences()))
        # What goes is known before anybody can save it.
        shorter = any(self._days[key] < self._before[key] for key in self.changed_keys)
        known = self._older is not None or not shorter
        self.save.setEnabled(bool(self.changed_keys) and known)

    def _sentences(self) -> list[str]:
        changed = self.changed_keys
        if not changed:
            return [messages.text("keeping.unchanged")]
        said = [self._sentence(key) for key in changed]
        longer = beyond_usual(self._days, self._before)
        if longer:
            usual = days_words(self._around, USUAL[longer[0]])
            said.append(messages.text("keeping.reason", {"usual": usual}))
        said.append(messages.text("keeping.trial"))
        return said

    def _sentence(self, key: str) -> str:
        values: dict[str, object] = {
            "what": _words(TIME_WORDS, key),
            "old": days_words(self._around, self._before[key]),
            "new": days_words(self._around, self._days[key]),
        }
        if self._days[key] > self._before[key]:
            return messages.text("keeping.longer", values)
        if self._older is None:
            return messages.text("keeping.counting", values)
        count = self._older.get(key, 0)
        if not count:
            return messages.text("keeping.none_older", values)
        more = {"n": self._around.local.number(count), "time": self._next or messages.MISSING}
        return messages.text("keeping.older", values | more)

    def _save(self) -> None:
        changes: tuple[Change, ...] = tuple(
            KeySet(table="keeping", key=key, value=self._days[key]) for key in self.changed_keys
        )
        self.wanted.emit(changes, self.needs_reason)
