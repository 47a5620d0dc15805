# SPDX-License-Identifier: AGPL-3.0-or-later
"""S28 PIN pad: who, dots, ten keys. A wait counts down; nothing ever times out into "allowed"."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QScroller, QWidget

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.intents import PinSubmitted
from alpr_kiosk.domain.recovery import ROLES as RECOVERED
from ui import messages
from ui.screens.base import FillsPage
from ui.screens.recovery import RecoveryPad
from ui.theme.look import Look
from ui.widgets.digit_pad import MAX_DIGITS, MIN_DIGITS, DigitPad
from ui.widgets.hold import LONG_HOLD_S
from ui.widgets.keys import RingKey, TapKey
from ui.widgets.painting import (
    draw_icon,
    fitted,
    place_of,
    put,
    rounded,
    text_block,
    text_line,
    turning,
)

SLOW_S = 5.0
"""A PIN that is not answered for this long can't be checked now; our choice."""
BESIDE_W = 324
"""Least room right of the digits, px: what opens without a PIN stands there."""
LEFT_W = 440
"""Width of the words and names beside the keys, px."""
WORDS_H = 72
"""Height of what the pad says: two lines, px."""
PEEK = 18
"""What is seen of a row below: there are more people, px."""
ROWS_SEEN = 2
"""Rows of names that are seen without scrolling: four people."""


class PinPad(FillsPage):
    """Asks for a PIN.

    Signals:
        intent (object): The `PinSubmitted`.
        cancelled (): Left without one.
        open_held (int held_ms): "Open without PIN" was held for long enough.
        unsigned (str user): Goes on without a PIN that can't be checked.
    """

    intent = Signal(object)
    cancelled = Signal()
    open_held = Signal(int)
    unsigned = Signal(str)

    def __init__(self, *, look: Look, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._digits = ""
        self._purpose = ""
        self._roles: dict[str, str] = {}
        self._users: tuple[str, ...] = ()
        self.user = ""
        self._pending = ""
        self._sent_mono = 0.0
        self._may_go_unsigned = False
        self._message = ""
        self._refusal: tuple[str, dict[str, object]] | None = None
        self._wait_until = 0.0
        self.setObjectName("pin")
        # It covers what lies under it: no picture there is painted, nor it again with each of them.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("PIN pad"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pad = DigitPad(look=look, name="pin", parent=self)
        self.digit_keys, self.erase, self.ok = self._pad.keys, self._pad.erase, self._pad.ok
        self._pad.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._pad.typed.connect(self.type_digit)
        self._pad.erased.connect(self._erase)
        self._pad.done.connect(self._submit)
        self.cancel_key = self._key(
            "pin.cancel", self.tr("Cancel"), "close", self.tr("Cancel the PIN"), beside=True
        )
        self.cancel_key.clicked.connect(self.cancel)
        self.unsigned_key = self._key(
            "pin.unsigned",
            self.tr("Begin unsigned"),
            "badge",
            self.tr("Begin without a PIN, it is recorded"),
            beside=True,
        )
        self.unsigned_key.clicked.connect(lambda: self.unsigned.emit(self.user))
        self.forgot_key = self._key(
            "pin.forgotten",
            self.tr("PIN forgotten"),
            "key",
            self.tr("PIN forgotten: use the recovery words"),
            beside=True,
        )
        self.forgot_key.clicked.connect(self._forgotten)
        self._may_recover = False
        self.open_key = RingKey(
            look=look,
            clock=clock,
            name="pin.open",
            text=self.tr("Open without PIN"),
            icon="gate-open",
            kind="raised",
            accessible=self.tr("Open without PIN, hold for 3 seconds"),
            parent=self,
        )
        self.open_key.set_hold_s(LONG_HOLD_S)
        self.open_key.set_face(
            text=self.tr("Open without PIN"),
            icon="gate-open",
            kind="raised",
            caption=self.tr("hold 3 s, the supervisor is told"),
        )
        self.open_key.completed.connect(self.open_held)
        self.names: list[TapKey] = []
        self._area = QScrollArea(self)
        self._area.setObjectName("pin.people")
        self._area.setAccessibleName(self.tr("Who signs in"))
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        QScroller.grabGesture(self._area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        # Words and letters are seven rows: more than keys for gloves leave room for.
        self.recovery = RecoveryPad(look=look.close_fitting(), clock=clock, parent=self)
        look.fit_close(self.recovery)
        self.recovery.intent.connect(self.intent)
        self.recovery.cancelled.connect(self._recovery_left)
        look.changed.connect(self.update)
        self.hide()

    def _key(
        self, name: str, text: str, icon: str, accessible: str, *, beside: bool = False
    ) -> TapKey:
        return TapKey(
            look=self._look,
            name=name,
            text=text,
            icon=icon,
            accessible=accessible,
            beside=beside,
            parent=self,
        )

    # ----------------------------------------------------------------------------------- state

    def ask(
        self,
        *,
        purpose: str,
        people: tuple[tuple[str, str], ...],
        prefer: str = "",
        opening: bool = False,
        unsigned: bool = False,
        recovery: bool = False,
    ) -> None:
        """Ask one of these people, given with their roles, for a PIN.

        Args:
            purpose: For what.
            people: (name, role).
            prefer: Who is chosen already.
            opening: A gate is to be opened: it may be, by a long hold, without a PIN too.
            unsigned: It may go on without a PIN when PINs can't be checked.
            recovery: A supervisor or installer may use the recovery words instead.
        """
        self.recovery.forget()
        self._may_recover = recovery
        self._purpose, self._roles = purpose, dict(people)
        users = self._users = tuple(self._roles)
        self._digits, self._pending, self._refusal = "", "", None
        self._wait_until = 0.0
        self._may_go_unsigned = unsigned
        self.open_key.setVisible(opening)
        self.unsigned_key.hide()
        self._fill_names(users)
        self._choose(prefer if prefer in self._roles else (users[0] if users else ""))
        self._message = messages.text("pin.enter" if users else "pin.no_user")
        self._enable()
        self.show()
        self.raise_()
        self._place()
        self._choose(self.user)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.update()

    @property
    def role(self) -> str:
        """Role of who is asked."""
        return self._roles.get(self.user, "")

    @property
    def title(self) -> str:
        """Whose PIN is asked for."""
        translate = QCoreApplication.translate
        if len(set(self._roles.values())) > 1:
            return translate("PinPad", "PIN")
        return {
            "guard": translate("PinPad", "Guard PIN"),
            "supervisor": translate("PinPad", "Supervisor PIN"),
            "installer": translate("PinPad", "Installer PIN"),
            "auditor": translate("PinPad", "Auditor PIN"),
        }.get(next(iter(self._roles.values()), ""), translate("PinPad", "PIN"))

    @property
    def entered(self) -> int:
        """How many digits are entered."""
        return len(self._digits)

    @property
    def message(self) -> str:
        """What the pad says."""
        return self._message

    def awaits(self, intent_id: str) -> bool:
        """Return whether this answer is for the PIN."""
        mine = bool(self._pending) and self._pending == intent_id
        return mine or self.recovery.awaits(intent_id)

    def refused(self, code: str, context: dict[str, str]) -> None:
        """The PIN was wrong (or something else is); wait as told."""
        if not self.recovery.isHidden():
            self.recovery.refused(code, context)
            return
        self._pending, self._digits = "", ""
        try:
            wait = float(context.get("s", "0") or 0)
        except ValueError:
            wait = 0.0
        self._wait_until = self._clock.monotonic() + wait
        self._refusal = (code, dict(context))
        if code != "pin.wrong" and self._may_go_unsigned:
            self.unsigned_key.show()
        self.tick()
        self.update()

    def tick(self) -> None:
        """Count the wait down, and notice that nobody checks the PIN."""
        if self.isHidden():
            return
        self.recovery.tick()
        if self._pending and self._clock.monotonic() - self._sent_mono >= SLOW_S:
            self._pending, self._digits = "", ""
            code = "pin.slow" if self._may_go_unsigned else "pin.slow_other"
            self.refused(code, {})
            return
        if self._refusal is None:
            return
        code, context = self._refusal
        left = self.wait_left
        if left > 0:
            self._message = messages.text(code, context | {"s": left})
        else:
            if code != "pin.wrong":
                self._message = messages.text(code, context)
            else:
                self._message = messages.text("pin.enter")
            self._refusal = None
        self._enable()
        self.update()

    @property
    def wait_left(self) -> int:
        """Whole seconds until the next try."""
        return max(0, int(self._wait_until - self._clock.monotonic() + 0.999))

    def cancel(self) -> None:
        """Leave without a PIN; from the recovery words to the PIN."""
        if not self.recovery.isHidden():
            self.recovery.cancel()
            return
        self._digits = ""
        self.hide()
        self.cancelled.emit()

    def _enable(self) -> None:
        ready = bool(self._users) and not self._pending and self.wait_left == 0
        self._pad.set_ready(ready, complete=len(self._digits) >= MIN_DIGITS)
        for key in self.names:
            key.setEnabled(not self._pending)
        may = self._may_recover and self.role in RECOVERED and self.unsigned_key.isHidden()
        self.forgot_key.setVisible(may)
        self.forgot_key.setEnabled(not self._pending)

    def _forgotten(self) -> None:
        self._digits = ""
        self.recovery.setGeometry(self.rect())
        self.recovery.ask(self.user)

    def _recovery_left(self) -> None:
        self._enable()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # ----------------------------------------------------------------------------------- names

    def _fill_names(self, users: tuple[str, ...]) -> None:
        column = QWidget()
        column.setAutoFillBackground(False)
        grid = QGridLayout(column)
        grid.setContentsMargins(1, 1, 3, 3)
        grid.setSpacing(self._look.metrics.gap_min)
        self.names = []
        for index, user in enumerate(users):
            key = TapKey(
                look=self._look,
                name=f"pin.user.{user}",
                text=user,
                icon="user",
                beside=True,
                accessible=self.tr("Sign in as {who}").replace("{who}", user),
                parent=column,
            )
            key.setCheckable(True)
            key.setFixedHeight(self._look.metrics.touch_min)
            key.setMinimumWidth(160)
            key.clicked.connect(self._name_tapped)
            grid.addWidget(key, index // 2, index % 2)
            self.names.append(key)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(users) // 2 + 1, 1)
        self._area.setWidget(column)
        self._area.viewport().setAutoFillBackground(False)
        # One person needs no choice: the name stands in the head.
        self._area.setVisible(len(users) > 1)

    def _name_tapped(self) -> None:
        key = self.sender()
        if isinstance(key, TapKey):
            self._choose(key.text())
            self._digits = ""
            self._refusal, self._wait_until = None, 0.0
            self._message = messages.text("pin.enter")
            self._enable()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.update()

    def _choose(self, user: str) -> None:
        self.user = user
        for key in self.names:
            key.setChecked(key.text() == user)
        column = self._area.widget()
        if column is not None and user in self._users:
            column.adjustSize()
            column.resize(self._area.viewport().width(), column.height())
            self._area.verticalScrollBar().setValue(0)
            key = self.names[self._users.index(user)]
            self._area.ensureWidgetVisible(key, 0, 0)

    # ---------------------------------------------------------------------------------- typing

    def type_digit(self, digit: str) -> None:
        """Enter one digit."""
        if self._pending or self.wait_left or not self._users or len(self._digits) >= MAX_DIGITS:
            return
        self._digits += digit
        count = self.tr("{n} digits entered").replace("{n}", str(len(self._digits)))
        self.setAccessibleDescription(count)
        self._enable()
        self.update()

    def _erase(self) -> None:
        self._digits = self._digits[:-1]
        self._enable()
        self.update()

    def _submit(self) -> None:
        if len(self._digits) < MIN_DIGITS or self._pending or self.wait_left:
            return
        intent = PinSubmitted(user=self.user, scope=self.role, pin=self._digits)
        self._pending, self._sent_mono = intent.intent_id, self._clock.monotonic()
        self._digits = ""
        self._enable()
        self.intent.emit(intent)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if len(text) == 1 and text in "0123456789":
            self.type_digit(text)
        elif event.key() == Qt.Key.Key_Backspace:
            self._erase()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._submit()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancel()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    # -------------------------------------------------------------------------------- geometry

    @property
    def least_height(self) -> int:
        """The digits, or the names with what is said below them and Cancel."""
        if not self.recovery.isHidden():
            return self.recovery.minimumSizeHint().height()
        words = self._words_top(self._names_h()) + WORDS_H + self._look.metrics.touch_std
        return max(self._pad.height(), words) + 16

    def _names_h(self) -> int:
        m = self._look.metrics
        rows = min(ROWS_SEEN, (len(self._users) + 1) // 2)
        if len(self._users) > 2 * ROWS_SEEN:
            return ROWS_SEEN * (m.touch_min + m.gap_min) + PEEK
        return rows * m.touch_min + max(0, rows - 1) * m.gap_min + 4

    def _words_top(self, names_h: int) -> int:
        """Return where the words below names and dots begin, from the top of the digits."""
        return 88 + (names_h + 14 if len(self._users) > 1 else 22) + 34

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.recovery.setGeometry(self.rect())
        self._place()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.recovery.forget()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place()

    def _place(self) -> None:
        m = self._look.metrics
        pad_w, pad_h = self._pad.width(), self._pad.height()
        # What opens without a PIN stands at the right: not beside the digits.
        x0 = min(self.width() // 2 + 40, self.width() - pad_w - BESIDE_W - 34)
        names_h = self._names_h()
        beneath = self._words_top(names_h) + WORDS_H + m.touch_std
        y0 = max(8, min((self.height() - pad_h) // 2, self.height() - 8 - beneath))
        put(self._pad, QRect(x0, y0, pad_w, pad_h))
        left = max(24, x0 - LEFT_W - 60)
        put(self._area, QRect(left, y0 + 88, LEFT_W, names_h))
        self._area.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded
            if len(self._users) > 2 * ROWS_SEEN
            else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        words = y0 + self._words_top(names_h) + WORDS_H
        bottom = max(y0 + pad_h, words + m.touch_std)
        put(self.cancel_key, QRect(left, bottom - m.touch_std, 200, m.touch_std))
        put(
            self.unsigned_key,
            QRect(
                left + 200 + m.gap_min, bottom - m.touch_std, LEFT_W - 200 - m.gap_min, m.touch_std
            ),
        )
        self.forgot_key.setGeometry(self.unsigned_key.geometry())
        # At the right: never beside a key that is tapped blindly.
        beside = x0 + pad_w + m.gap_gate
        put(self.open_key, QRect(beside, y0, min(440, self.width() - beside - 10), m.touch_gate))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        painter = QPainter(self)
        turning(painter)
        rect = QRectF(self.rect())
        painter.fillRect(rect, QColor(t.surface))
        painter.fillRect(QRectF(0, 0, rect.width(), 3), QColor(t.accent))
        left = float(place_of(self._area).x())
        top = float(self._pad.y())
        title = self.title if len(self._users) != 1 else f"{self.title}  ·  {self.user}"
        draw_icon(painter, self._look, "lock", t.muted, left, top + 4, 34)
        text_line(
            painter,
            QRectF(left + 48, top, LEFT_W - 48, 40),
            title,
            font=fitted(fonts("title"), title, LEFT_W - 48, 22),
            colour=t.text,
        )
        purpose = self.tr("For: {what}").replace("{what}", self._purpose)
        text_line(
            painter,
            QRectF(left, top + 46, LEFT_W, 36),
            purpose,
            font=fitted(fonts("body"), purpose, LEFT_W, 18),
            colour=t.muted,
        )
        names = QRectF(place_of(self._area))
        dots_y = names.bottom() + 14 if len(self._users) > 1 else top + 110
        count = max(MIN_DIGITS, len(self._digits))
        step = min(52.0, (LEFT_W - 20.0) / count)
        for index in range(count):
            dot = QRectF(left + index * step + 4, dots_y, 26, 26)
            rounded(
                painter,
                dot,
                fill=t.text if index < len(self._digits) else None,
                outline=t.border,
                width=2,
                radius=13,
            )
        below = float(self.cancel_key.y())
        text_block(
            painter,
            QRectF(left, dots_y + 34, LEFT_W, max(32.0, below - dots_y - 36)),
            self._message,
            font=fonts("body_strong" if self._refusal else "body"),
            colour=t.text,
            max_lines=4,
        )
