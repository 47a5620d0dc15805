# SPDX-License-Identifier: AGPL-3.0-or-later
"""Takes the words of a recovery sheet by touch: two or three letters, then the word itself.

Only letters that lead on to a word can be tapped, and a word is never taken by itself: it is
tapped. The physical keyboard types as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from alpr_kiosk.domain.recovery import COUNT, completions
from ui.screens.base import FillsPage
from ui.theme.look import Look
from ui.widgets.keys import TapKey
from ui.widgets.painting import put, put_in_order

ROWS = ("QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")
OFFERED = 6
"""Words that are offered at a time."""
PLACES_A_ROW = 6


class WordPad(FillsPage):
    """Places of the sheet above, words that fit below them, letters at the lower edge.

    Signals:
        given (object words): All places are filled, and Next was tapped.
        cancelled (): Left without.
    """

    given = Signal(object)
    cancelled = Signal()

    def __init__(self, *, look: Look, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._numbers: tuple[int, ...] = ()
        self._words: list[str] = []
        self._at = 0
        self._letters = ""
        self._waiting = False
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Words of the recovery sheet"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title = QLabel(self)
        self.title.setProperty("role", "strong")
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.places = [self._key(f"{name}.place.{number}", "") for number in range(1, COUNT + 1)]
        self.offers = [self._key(f"{name}.offer.{number}", "") for number in range(1, OFFERED + 1)]
        for place in self.places:
            place.setCheckable(True)
            place.clicked.connect(self._place_tapped)
        for offer in self.offers:
            offer.clicked.connect(self._offer_tapped)
        self.letters = [
            [self._key(f"{name}.key.{letter}", letter, style="title") for letter in row]
            for row in ROWS
        ]
        for line in self.letters:
            for key in line:
                key.setAccessibleName(self.tr("letter {c}").replace("{c}", key.text()))
                key.clicked.connect(self._letter_tapped)
        self.erase = self._key(f"{name}.erase", "", icon="backspace")
        self.erase.setAccessibleName(self.tr("delete one letter, or the word before"))
        self.erase.clicked.connect(self._erase)
        self.cancel_key = self._key(f"{name}.cancel", self.tr("Cancel"))
        self.cancel_key.setAccessibleName(self.tr("Cancel the words"))
        self.cancel_key.clicked.connect(self.cancelled)
        self.next_key = self._key(f"{name}.next", self.tr("Next"), icon="next")
        self.next_key.setAccessibleName(self.tr("Next: the words are complete"))
        self.next_key.set_kind("accent")
        self.next_key.clicked.connect(self._next)

    def _key(self, name: str, text: str, *, icon: str = "", style: str = "button") -> TapKey:
        return TapKey(
            look=self._look,
            name=name,
            text=text,
            icon=icon,
            beside=bool(icon and text),
            style=style,
            parent=self,
        )

    # ----------------------------------------------------------------------------------- state

    def ask(self, words: str, numbers: Sequence[int]) -> None:
        """Ask for the words of these places of the sheet, counted from 1.

        Args:
            words: What is asked for, a line.
            numbers: The places.
        """
        self._numbers = tuple(numbers)
        self._words = [""] * len(self._numbers)
        self._at, self._letters, self._waiting = 0, "", False
        self.say(words)
        self._place()
        self.updateGeometry()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def say(self, words: str) -> None:
        """Say something above the places; what was entered stays."""
        self.title.setText(words)
        self._fill()

    def wait(self, *, on: bool) -> None:
        """Next can't be tapped for now."""
        self._waiting = on
        self._fill()

    def forget(self) -> None:
        """Drop what was entered."""
        self._words = [""] * len(self._numbers)
        self._at, self._letters = 0, ""
        self._fill()

    @property
    def words(self) -> tuple[str, ...]:
        """The words as far as they are entered."""
        return tuple(self._words)

    @property
    def letters_typed(self) -> str:
        """Letters of the word that is being entered."""
        return self._letters

    def _fill(self) -> None:
        fitting = completions(self._letters)
        for number, key in enumerate(self.places):
            shown = number < len(self._numbers)
            key.setVisible(shown)
            if shown:
                self._fill_place(number, key)
        for number, key in enumerate(self.offers):
            word = fitting[number] if self._letters and number < len(fitting) else ""
            key.setText(word)
            key.setEnabled(bool(word))
            spoken = self.tr("word {w}").replace("{w}", word) if word else self.tr("no word yet")
            key.setAccessibleName(f"{spoken} ({number + 1})")
            key.update()
        follow = {word[len(self._letters)] for word in fitting if len(word) > len(self._letters)}
        for line in self.letters:
            for key in line:
                key.setEnabled(key.text().lower() in follow)
        self.erase.setEnabled(bool(self._letters) or any(self._words))
        self.next_key.setEnabled(bool(self._words) and all(self._words) and not self._waiting)
        self.update()

    def _fill_place(self, number: int, key: TapKey) -> None:
        current = number == self._at
        word = self._letters.upper() + "_" if current and self._letters else self._words[number]
        key.setText(f"{self._numbers[number]}  {word}".strip())
        key.setChecked(current)
        spoken = self.tr("Word {n}: {w}").replace("{n}", str(self._numbers[number]))
        key.setAccessibleName(spoken.replace("{w}", self._words[number] or self.tr("none yet")))
        key.update()

    # ---------------------------------------------------------------------------------- typing

    def type_letter(self, letter: str) -> None:
        """Enter a letter that leads on to a word; others are ignored."""
        if completions(self._letters + letter):
            self._letters += letter.lower()
            self._fill()

    def choose(self, word: str) -> None:
        """Take a word for the present place, and go on to the next one that is empty."""
        if word not in completions(self._letters) or not self._words:
            return
        self._words[self._at], self._letters = word, ""
        later = [*range(self._at + 1, len(self._words)), *range(self._at)]
        self._at = next((n for n in later if not self._words[n]), self._at)
        self._fill()

    def _letter_tapped(self) -> None:
        key = self.sender()
        if isinstance(key, TapKey):
            self.type_letter(key.text())

    def _offer_tapped(self) -> None:
        key = self.sender()
        if isinstance(key, TapKey):
            self.choose(key.text())

    def _place_tapped(self) -> None:
        key = self.sender()
        if isinstance(key, TapKey):
            self._at, self._letters = self.places.index(key), ""
            self._fill()

    def _erase(self) -> None:
        if self._letters:
            self._letters = self._letters[:-1]
        else:
            filled = [n for n in range(len(self._words)) if self._words[n] and n <= self._at]
            if filled:
                self._at = filled[-1]
                self._words[self._at] = ""
        self._fill()

    def _next(self) -> None:
        if self.next_key.isEnabled():
            self.given.emit(self.words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text().lower()
        if len(text) == 1 and "a" <= text <= "z":
            self.type_letter(text)
        elif event.key() == Qt.Key.Key_Backspace:
            self._erase()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            fitting = completions(self._letters) if self._letters else ()
            if len(fitting) == 1 or self._letters in fitting:
                self.choose(self._letters if self._letters in fitting else fitting[0])
            else:
                self._next()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    # -------------------------------------------------------------------------------- geometry

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._look.palette().window())

    @property
    def least_height(self) -> int:
        """Places and offers, and three rows of the smallest letters."""
        m = self._look.metrics
        return self._above_h + 3 * (m.touch_min + m.gap_key)

    @property
    def _rows(self) -> int:
        return 2 if len(self._numbers) > PLACES_A_ROW else 1

    @property
    def _head_h(self) -> int:
        return max(34, self._look.metrics.space(40))

    @property
    def _above_h(self) -> int:
        m = self._look.metrics
        return self._head_h + (self._rows + 1) * (m.touch_min + m.gap_min) + m.gap_min

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        m = self._look.metrics
        gap, head = m.gap_key, self._head_h
        key_w = max(m.touch_min, min(m.key, (self.width() - 9 * gap) // 10))
        wide = 10 * key_w + 9 * gap
        x0 = max(0, (self.width() - wide) // 2)
        rows = self._rows
        key_h = max(m.touch_min, min(m.key, (self.height() - self._above_h - 3 * gap) // 3))
        put(self.title, QRect(x0, 2, wide, head))
        each = (wide - 5 * m.gap_min) // PLACES_A_ROW
        for number, control in enumerate(self.places):
            row, column = divmod(number, PLACES_A_ROW)
            x = x0 + column * (each + m.gap_min)
            y = head + 2 + row * (m.touch_min + m.gap_min)
            put(control, QRect(x, y, each, m.touch_min))
        y = head + 2 + rows * (m.touch_min + m.gap_min) + m.gap_min
        for number, control in enumerate(self.offers):
            x = x0 + number * (each + m.gap_min)
            put(control, QRect(x, y, each, m.touch_min))
        y = self.height() - 3 * key_h - 2 * gap - 4
        across, down = key_w + gap, key_h + gap
        for row, line in enumerate(self.letters):
            line_w = len(line) * across - gap
            put_in_order(line, QRect(x0, y + row * down, line_w, key_h), gap)
        put(self.erase, QRect(x0 + 9 * across, y + down, key_w, key_h))
        y += 2 * down
        put(self.cancel_key, QRect(x0 + 7 * across, y, key_w, key_h))
        put(self.next_key, QRect(x0 + 8 * across, y, 2 * key_w + gap, key_h))
