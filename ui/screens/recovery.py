# SPDX-License-Identifier: AGPL-3.0-or-later
"""S20, S24, S28: the recovery words. Made and shown once, and the way back in by them."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.queries import QueryAnswer
from alpr_kiosk.domain.recovery import (
    COUNT,
    PinRecovered,
    RecoveryPrintWanted,
    new_words,
    words_problem,
)
from ui import messages
from ui.screens.new_pin import NewPin
from ui.screens.word_pad import WordPad
from ui.surroundings import Surroundings
from ui.theme.look import Look
from ui.widgets.keys import TapKey
from ui.widgets.page_stack import PageStack
from ui.widgets.painting import rounded, text_line, turning

SLOW_S = 8.0
"""Words and a PIN that are not answered for this long can't be checked now: two slow hashes."""
SHOWN_S = 300.0
"""Longest that a sheet is on the screen. Nobody touches the screen while he writes: the session
goes on as long."""
ASKED_FOR = 2
"""Words that are asked for before a sheet counts: who types them has written them down."""


class RecoveryPad(QWidget):
    """What "PIN forgotten" opens: the words, then a new PIN typed twice; lies over the PIN pad.

    Signals:
        intent (object): The `PinRecovered`.
        cancelled (): Back to the PIN.
    """

    intent = Signal(object)
    cancelled = Signal()

    def __init__(self, *, look: Look, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._user = ""
        self._given: tuple[str, ...] = ()
        self._pending = ""
        self._sent_mono = 0.0
        self._wait_until = 0.0
        self.setObjectName("recovery")
        self.setAccessibleName(self.tr("PIN forgotten"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.pages = PageStack(self)
        layout.addWidget(self.pages)
        self.words = WordPad(look=look, name="words.forgotten", parent=self)
        self.words.given.connect(self._words_given)
        self.words.cancelled.connect(self.cancel)
        self.new_pin = NewPin(look=look, parent=self)
        self.new_pin.chosen.connect(self._pin_chosen)
        self.new_pin.cancelled.connect(self.cancel)
        self.pages.addWidget(self.words)
        self.pages.addWidget(self.new_pin)
        self.hide()

    @property
    def message(self) -> str:
        """What it says."""
        return self.words.title.text()

    def ask(self, user: str) -> None:
        """Let this person in by the words."""
        self._user, self._pending, self._given = user, "", ()
        self._wait_until = 0.0
        self.pages.setCurrentWidget(self.words)
        self.words.ask(self._what(), range(1, COUNT + 1))
        self.show()
        self.raise_()

    def _what(self) -> str:
        words = self.tr("{who}: the 12 words of the recovery sheet. Tap letters, then the word.")
        return words.replace("{who}", self._user)

    def awaits(self, intent_id: str) -> bool:
        """Return whether this answer is for the words."""
        return bool(self._pending) and self._pending == intent_id

    def cancel(self) -> None:
        """Back to the PIN; nothing of the words stays."""
        self.forget()
        self.cancelled.emit()

    def forget(self) -> None:
        """Put it away."""
        self._pending, self._given = "", ()
        self.words.forget()
        self.hide()

    def _words_given(self, words: tuple[str, ...]) -> None:
        if problem := words_problem(words):
            self.words.say(messages.text(problem))
            return
        self._given = words
        self.pages.setCurrentWidget(self.new_pin)
        self.new_pin.ask(self._user)

    def _pin_chosen(self, pin: str) -> None:
        intent = PinRecovered(user=self._user, words=self._given, pin=pin)
        self._pending, self._sent_mono = intent.intent_id, self._clock.monotonic()
        self.intent.emit(intent)

    def refused(self, code: str, context: dict[str, str]) -> None:
        """The words, or the PIN, are not taken."""
        self._pending = ""
        if code.startswith("pin.") and code != "pin.slow_other":
            self.new_pin.begin(messages.text(code, context))
            return
        try:
            wait = float(context.get("s", "0") or 0)
        except ValueError:
            wait = 0.0
        self._wait_until = self._clock.monotonic() + wait
        self.pages.setCurrentWidget(self.words)
        self.words.say(messages.text(code, context))
        self.words.setFocus(Qt.FocusReason.OtherFocusReason)
        self.tick()

    def tick(self) -> None:
        """Count a wait down, and notice that nobody answers."""
        if self.isHidden():
            return
        if self._pending and self._clock.monotonic() - self._sent_mono >= SLOW_S:
            self.refused("pin.slow_other", {})
        left = int(self._wait_until - self._clock.monotonic() + 0.999)
        if self._wait_until and left > 0:
            self.words.say(messages.text("recovery.wrong", {"s": left}))
            self.words.wait(on=True)
        elif self._wait_until:
            self._wait_until = 0.0
            self.words.wait(on=False)


class SheetPaper(QWidget):
    """The twelve words with their numbers, in the order of writing: down each column."""

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.words: tuple[str, ...] = ()
        self.setObjectName("recovery.paper")
        look.changed.connect(self.update)

    def show_words(self, words: tuple[str, ...]) -> None:
        """Show these; none clears the paper."""
        self.words = words
        spoken = ", ".join(f"{number} {word}" for number, word in enumerate(words, start=1))
        self.setAccessibleName(spoken or self.tr("No words"))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        painter = QPainter(self)
        turning(painter)
        rounded(
            painter,
            QRectF(self.rect()).adjusted(1, 1, -1, -1),
            fill=t.raised,
            radius=float(self._look.metrics.radius),
            outline=t.border,
            width=2,
        )
        rows = COUNT // 3
        cell_w, cell_h = self.width() / 3, (self.height() - 16) / rows
        for index, word in enumerate(self.words):
            column, row = divmod(index, rows)
            cell = QRectF(column * cell_w + 24, 8 + row * cell_h, cell_w - 30, cell_h)
            text_line(painter, cell, f"{index + 1}", font=fonts("body"), colour=t.muted)
            text_line(painter, cell.adjusted(56, 0, 0, 0), word, font=fonts("title"), colour=t.text)


class RecoverySheet(QWidget):
    """New words: shown once, two of them typed back; only then they count.

    Signals:
        kept (object words): They were written down.
        cancelled (): Left; the words before count still.
        said (str text, str icon): A short word for the lower edge.

    Attributes:
        draw: Returns the words of a new sheet.
        below: Returns a random number below its argument: which words are asked for.
    """

    kept = Signal(object)
    cancelled = Signal()
    said = Signal(str, str)

    def __init__(
        self,
        around: Surroundings,
        *,
        draw: Callable[[], tuple[str, ...]] = new_words,
        below: Callable[[int], int] = secrets.randbelow,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._around = around
        self.draw, self.below = draw, below
        self._words: tuple[str, ...] = ()
        self._asked: tuple[int, ...] = ()
        self._since = 0.0
        self._printing = ""
        self.setObjectName("recovery.sheet")
        self.setAccessibleName(self.tr("Recovery words"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.pages = PageStack(self)
        layout.addWidget(self.pages)
        self.pages.addWidget(self._make_page())
        self.check = WordPad(look=around.look, name="words.check", parent=self)
        self.check.given.connect(self._checked)
        self.check.cancelled.connect(self._show_paper)
        self.pages.addWidget(self.check)

    def _make_page(self) -> QWidget:
        look, m = self._around.look, self._around.look.metrics
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.gap_min)
        self.note = QLabel(page)
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        self.paper = SheetPaper(look=look, parent=page)
        layout.addWidget(self.note)
        layout.addWidget(self.paper, 1)
        row = QHBoxLayout()
        row.setSpacing(m.gap_min)
        self.cancel_key = self._key("cancel", self.tr("Cancel"), "close", "raised")
        self.print_key = self._key("print", self.tr("Print"), "printer", "raised")
        self.done_key = self._key("written", self.tr("I have written them down"), "next", "accent")
        self.cancel_key.setAccessibleName(self.tr("Cancel: no new words"))
        self.print_key.setAccessibleName(self.tr("Print the recovery words"))
        self.cancel_key.clicked.connect(self.leave)
        self.print_key.clicked.connect(self._print)
        self.done_key.clicked.connect(self._ask_back)
        row.addWidget(self.cancel_key)
        row.addStretch(1)
        row.addWidget(self.print_key)
        row.addWidget(self.done_key)
        layout.addLayout(row)
        return page

    def _key(self, name: str, text: str, icon: str, kind: str) -> TapKey:
        look, m = self._around.look, self._around.look.metrics
        key = TapKey(
            look=look,
            name=f"recovery.sheet.{name}",
            text=text,
            icon=icon,
            kind=kind,
            beside=True,
            parent=self,
        )
        key.setFixedHeight(m.touch_std)
        key.setMinimumWidth(200)
        return key

    @property
    def words(self) -> tuple[str, ...]:
        """The words on the sheet, none when there is none."""
        return self._words

    @property
    def asked(self) -> tuple[int, ...]:
        """Places of the words that are asked for, counted from 1."""
        return self._asked

    def begin(self, *, printer: bool) -> None:
        """Draw new words and show them; the old ones count until these are written down."""
        self._words = self.draw()
        self._since = self._around.clock.monotonic()
        self.print_key.setVisible(printer)
        self.note.setText(
            self.tr(
                "Write these 12 words down by hand, in this order, and lock the paper away. They "
                "give a new PIN when the last one is forgotten. They are shown only now, and work "
                "once."
            )
        )
        self._show_paper()

    def forget(self) -> None:
        """Nothing of the words stays here."""
        self._words = ()
        self.paper.show_words(())
        self.check.forget()

    def leave(self) -> None:
        """Away, without new words."""
        self.forget()
        self.cancelled.emit()

    def tick(self) -> None:
        """Keep the session while somebody writes, and take the sheet away after a while."""
        if not self._words:
            return
        if self._around.clock.monotonic() - self._since < SHOWN_S:
            self._around.people.renew()
        else:
            self.said.emit(messages.text("recovery.too_long"), "clock")
            self.leave()

    def _show_paper(self) -> None:
        self.paper.show_words(self._words)
        self.pages.setCurrentIndex(0)

    def _ask_back(self) -> None:
        chosen: set[int] = set()
        while len(chosen) < ASKED_FOR:
            chosen.add(self.below(COUNT) + 1)
        self._asked = tuple(sorted(chosen))
        words = self.tr("Look at your paper: which words are number {a} and number {b}?")
        words = words.replace("{a}", str(self._asked[0])).replace("{b}", str(self._asked[1]))
        self.paper.show_words(())
        self.pages.setCurrentWidget(self.check)
        self.check.ask(words, self._asked)

    def _checked(self, words: tuple[str, ...]) -> None:
        if words != tuple(self._words[number - 1] for number in self._asked):
            self.said.emit(messages.text("recovery.not_written"), "alarm-high")
            self._show_paper()
            return
        kept = self._words
        self.forget()
        self.kept.emit(kept)

    def _print(self) -> None:
        self._around.asker.cancel(self._printing)
        query = RecoveryPrintWanted(words=self._words)
        self._printing = self._around.asker.ask(self, query, self._printed)

    def _printed(self, answer: QueryAnswer) -> None:
        self._printing = ""
        code = "recovery.printed" if answer.ok else answer.code
        icon = "printer" if answer.ok else "alarm-high"
        self.said.emit(messages.text(code, answer.context), icon)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.note.setMaximumHeight(self.height() // 3)
