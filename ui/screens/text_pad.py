# SPDX-License-Identifier: AGPL-3.0-or-later
"""Touch keypad for addresses, names and passwords: small and large letters, digits and signs.

A password is shown as dots, here and everywhere else. The physical keyboard types as well.
"""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from ui.screens.base import FillsPage
from ui.theme.look import Look
from ui.widgets.keys import TapKey
from ui.widgets.painting import put, put_in_order

LAYERS: dict[str, tuple[str, str, str, str]] = {
    "small": ("1234567890", "qwertyuiop", "asdfghjkl-", "zxcvbnm"),
    "large": ("1234567890", "QWERTYUIOP", "ASDFGHJKL_", "ZXCVBNM"),
    "signs": ("1234567890", "!\"#$%&'()*", "+,-./:;<=>", "?@[\\]^_"),
    "more": ("1234567890", "`{|}~€£§°µ", "äöüßéèçñåø", "ÄÖÜÉÇÑÅ"),
}
"""Four rows a layer; together all printable ASCII and the letters of Western Europe."""
SPOKEN = {
    " ": "space", "-": "dash", "_": "underscore", ".": "dot", ",": "comma", ":": "colon",
    ";": "semicolon", "/": "slash", "\\": "backslash", "@": "at", "'": "apostrophe",
    '"': "quotation mark", "`": "backtick", "|": "bar", "~": "tilde", "^": "caret",
}  # fmt: skip


class TextPad(FillsPage):
    """Types into its own field and hands the text back.

    Ten keys in a row of the small panel leave no room for those for gloves.

    Signals:
        used (str text): "Use" was tapped.
        cancelled (): Left without a change.
    """

    used = Signal(str)
    cancelled = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look = look.fit_close(self)
        self._layer = "small"
        self.setObjectName("textpad")
        self.setAccessibleName(self.tr("Keypad"))
        self._label = QLabel(self)
        self._label.setProperty("role", "muted")
        self._label.setWordWrap(True)
        self.field = QLineEdit(self)
        self.field.setObjectName("textpad.field")
        self.field.setProperty("role", "plate")
        self.field.returnPressed.connect(self._use)
        self.keys: list[list[TapKey]] = []
        for row, chars in enumerate(LAYERS["small"]):
            line = []
            for column in range(len(chars)):
                key = TapKey(
                    look=look,
                    name=f"textpad.key.{row}.{column}",
                    text="",
                    style="title",
                    parent=self,
                )
                key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                key.clicked.connect(self._type)
                line.append(key)
            self.keys.append(line)
        self.shift = self._tool("textpad.shift", "", "up", self.tr("Small or large letters"))
        self.shift.clicked.connect(lambda: self._flip("large", "small"))
        self.signs = self._tool("textpad.signs", "#+=", "", self.tr("Signs"))
        self.signs.clicked.connect(self._next_signs)
        self.space = self._tool("textpad.space", self.tr("Space"), "", "space")
        self.space.clicked.connect(lambda: self.field.insert(" "))
        self.erase = self._tool("textpad.erase", "", "backspace", self.tr("Delete one character"))
        self.erase.clicked.connect(self.field.backspace)
        self.cancel_key = self._tool(
            "textpad.cancel", self.tr("Cancel"), "", self.tr("Cancel typing")
        )
        self.cancel_key.clicked.connect(self.cancelled)
        self.use_key = TapKey(
            look=look,
            name="textpad.use",
            text=self.tr("Use"),
            kind="accent",
            accessible=self.tr("Use this text"),
            parent=self,
        )
        self.use_key.clicked.connect(self._use)
        self._show_layer("small")

    def _tool(self, name: str, text: str, icon: str, spoken: str) -> TapKey:
        key = TapKey(
            look=self._look, name=name, text=text, icon=icon, accessible=spoken, parent=self
        )
        key.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return key

    def ask(self, *, label: str, text: str, secret: bool = False) -> None:
        """Edit a text; a `secret` one is shown as dots and begins empty."""
        self._label.setText(label)
        echo = QLineEdit.EchoMode.Password if secret else QLineEdit.EchoMode.Normal
        self.field.setEchoMode(echo)
        self.field.setText("" if secret else text)
        self.field.setAccessibleName(label)
        self._show_layer("small")
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Drop what was typed."""
        self.field.clear()

    def _show_layer(self, layer: str) -> None:
        self._layer = layer
        for line, chars in zip(self.keys, LAYERS[layer], strict=True):
            for key, char in zip(line, chars, strict=True):
                # Qt takes a single & for a mark of a shortcut; ours is painted as it stands.
                key.setText(char)
                key.setAccessibleName(_spoken(char))
        self.shift.setChecked(layer == "large")
        self.signs.setText({"signs": "äö€", "more": "abc"}.get(layer, "#+="))
        self.update()

    def _flip(self, wanted: str, other: str) -> None:
        self._show_layer(other if self._layer == wanted else wanted)

    def _next_signs(self) -> None:
        self._show_layer({"signs": "more", "more": "small"}.get(self._layer, "signs"))

    def _type(self) -> None:
        key = self.sender()
        if isinstance(key, TapKey):
            self.field.insert(key.text())

    def _use(self) -> None:
        self.used.emit(self.field.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.palette().window())

    @property
    def least_height(self) -> int:
        """Four rows of keys of 19 mm below the field."""
        m = self._look.metrics
        return m.touch_min + 3 * m.gap_min + 4 * m.key + 3 * m.gap_key

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        m = self._look.metrics
        gap = m.gap_key
        key = m.key
        # Ten keys, or the last row with its five tools where those are large.
        wide = max(10 * m.key + 9 * gap, m.key + 12 * m.touch_min + 12 * gap)
        x0 = max(4, (self.width() - wide) // 2)
        block = 4 * key + 3 * gap
        y0 = max(m.touch_min + 2 * m.gap_min, self.height() - block - m.gap_min)
        field_h = min(m.key, max(m.touch_min, y0 - 2 * m.gap_min))
        label_w = min(330, wide // 3)
        put(self._label, QRect(x0 + wide - label_w, m.gap_min, label_w, field_h))
        put(self.field, QRect(x0, m.gap_min, wide - label_w - 20, field_h))
        for number, line in enumerate(self.keys[:3]):
            put_in_order(line, QRect(x0, y0 + number * (key + gap), wide, key), gap)
        y = y0 + 3 * (key + gap)

        def at(column: int) -> int:
            return x0 + column * (m.key + gap)

        # The last row: shift, seven letters on eight places' width, then the tools.
        small = (7 * m.key + 6 * gap - 2 * (m.key + gap) - 6 * gap) // 7
        letter = max(m.touch_min, small)
        put(self.shift, QRect(at(0), y, m.key, key))
        row = QRect(at(1), y, 7 * (letter + gap) - gap, key)
        put_in_order(self.keys[3], row, gap)
        left = at(1) + 7 * (letter + gap)
        tools = (self.signs, self.space, self.erase, self.cancel_key, self.use_key)
        each = (x0 + wide - left - 4 * gap) // 5
        for number, control in enumerate(tools):
            put(control, QRect(left + number * (each + gap), y, each, key))


def _spoken(char: str) -> str:
    if char.isdigit():
        return f"digit {char}"
    if char.isalpha():
        return f"{'letter' if char.islower() else 'capital letter'} {char}"
    return SPOKEN.get(char, f"sign {char}")
