# SPDX-License-Identifier: AGPL-3.0-or-later
"""S02 Ask-me: a car waits and a person decides. It always ends closed, never open by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QStyle, QWidget

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import CharVote, CommandSource, Consensus
from alpr_kiosk.domain.intents import AskAnswered, OpenRequested
from alpr_kiosk.runtime.views import AskView
from ui import messages
from ui.asker import Asker
from ui.localtime import LocalTime
from ui.theme.look import Look
from ui.widgets.ask_side import AskSide
from ui.widgets.event_card import Explainer
from ui.widgets.hold import HOLD_S, LONG_HOLD_S
from ui.widgets.keys import RingKey, TapKey
from ui.widgets.painting import (
    CENTER,
    draw_icon,
    draw_picture,
    fitted,
    rounded,
    seen_on,
    standing,
    text_line,
    turned,
    turning,
    wrap_preview,
)

TOUCH_GUARD_S = 0.4
"""Touches this soon were aimed at the screen below (screen specification, section 6)."""
DOUBTFUL_SHARE = 0.7
"""Votes under 70 % are doubtful (S03)."""


def doubtful(vote: CharVote) -> bool:
    """Return whether a character of the consensus is in doubt."""
    return vote.share < DOUBTFUL_SHARE


class AskOverlay(QWidget):
    """Shows the first open question.

    Signals:
        intent (object): An `Intent` to submit.
        why_wanted (str passage_id): Explain this passage.
        correct_wanted (str passage_id): The plate was misread: type it.
        let_in (object): The `OpenRequested` that was just sent.
        pin_wanted (str gate_id): LET IN was tapped while it asks for a PIN or a long hold.
    """

    intent = Signal(object)
    why_wanted = Signal(str)
    correct_wanted = Signal(str)
    let_in = Signal(object)
    pin_wanted = Signal(str)

    def __init__(
        self,
        *,
        look: Look,
        clock: Clock,
        explain: Explainer,
        local: LocalTime,
        asker: Asker,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._explain = explain
        self._ask: AskView | None = None
        self._opened_mono = 0.0
        self.actor = ""
        self.masked = False
        self._long_warning = ""
        self._painted: tuple[object, ...] = ()
        self._by_pin = False
        self._folded = ""
        self.side = AskSide(look=look, clock=clock, local=local, asker=asker, parent=self)
        self.side.changed.connect(self.update)
        self.setObjectName("ask")
        # It covers what lies under it: no picture there is painted, nor it again with each of them.
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("A car is waiting"))
        self.keep_closed = TapKey(
            look=look,
            name="ask.keep_closed",
            text=self.tr("KEEP CLOSED"),
            icon="gate-closed",
            beside=True,
            style="keep",
            accessible=self.tr("Keep closed"),
            parent=self,
        )
        self.let_in_key = RingKey(
            look=look,
            clock=clock,
            name="ask.let_in",
            text=self.tr("LET IN"),
            icon="gate-open",
            beside=True,
            accessible=self.tr("Let in, hold"),
            caption=self.tr("hold"),
            parent=self,
        )
        self.correct = TapKey(
            look=look,
            name="ask.correct",
            text=self.tr("Correct plate"),
            icon="edit",
            accessible=self.tr("Correct the plate that was read"),
            style="caption_strong",
            parent=self,
        )
        self.more_time = TapKey(
            look=look,
            name="ask.more_time",
            text=self.tr("More time"),
            icon="clock",
            style="caption_strong",
            accessible=self.tr("More time, 20 seconds"),
            parent=self,
        )
        self.why = TapKey(
            look=look,
            name="ask.why",
            text=self.tr("Why"),
            icon="watch-eye",
            style="caption_strong",
            accessible=self.tr("Why does it ask"),
            parent=self,
        )
        self.keep_closed.clicked.connect(self._keep_closed)
        self.more_time.clicked.connect(self._more_time)
        self.why.clicked.connect(self._why)
        self.correct.clicked.connect(self._correct)
        self.let_in_key.completed.connect(self._let_in)
        self.let_in_key.tapped.connect(self._tapped)
        for key in (self.keep_closed, self.more_time, self.why, self.correct, self.let_in_key):
            key.installEventFilter(self)
        self.setTabOrder(self.correct, self.why)
        self.setTabOrder(self.why, self.more_time)
        self.setTabOrder(self.more_time, self.keep_closed)
        self.setTabOrder(self.keep_closed, self.let_in_key)
        look.changed.connect(self.update)
        self.hide()

    # ---------------------------------------------------------------------------------- state

    @property
    def ask(self) -> AskView | None:
        """The question on show."""
        return self._ask

    @property
    def countdown(self) -> str:
        """Seconds left as they are shown."""
        return str(self._ask.seconds_left) if self._ask else ""

    def title_text(self) -> str:
        """Return the heading with its place in the queue."""
        if self._ask is None:
            return ""
        title = self.tr("A CAR IS WAITING AT {gate}").replace(
            "{gate}", self._explain.gate(self._ask.gate_id).upper()
        )
        if self._ask.total > 1:
            title += (
                self.tr("  ({n} of {m})")
                .replace("{n}", str(self._ask.position))
                .replace("{m}", str(self._ask.total))
            )
        return title

    def reason_text(self) -> str:
        """Return why it asks."""
        return self._explain.sentence(self._ask.view) if self._ask else ""

    def show_ask(self, ask: AskView | None) -> None:
        """Show a question, count it down, or (None) go away."""
        before = self._ask
        self._ask = ask
        if ask is None:
            self._folded = ""
            self.hide()
            return
        fresh = before is None or before.decision_id != ask.decision_id
        if fresh:
            self._opened_mono = self._clock.monotonic()
            self.let_in_key.cancel()
        self.side.look_up(ask)
        self.more_time.setEnabled(ask.extensions_left > 0)
        self.setAccessibleDescription(
            f"{self._explain.gate(ask.gate_id)}, plate "
            f"{messages.spoken(ask.view.passage.consensus.text)}, {ask.seconds_left} seconds, "
            "ends closed"
        )
        if self._folded != ask.decision_id:
            self._unfolded(fresh=fresh)
        self._paint_anew(before, ask)

    def _paint_anew(self, before: AskView | None, ask: AskView) -> None:
        """Ask for those parts that show something else; a car that waits is read on and on."""
        # As long as `before` is held here, no picture of `ask` is taken for one of its.
        painted = self._painted_from(ask)
        if painted != self._painted:
            self._painted = painted
            # The keys below paint themselves.
            self.update(QRect(0, 0, self.width(), self.keep_closed.y()))
        elif before is not None:
            if before.seconds_left != ask.seconds_left:
                self.update(self._head().toAlignedRect())
            if self._looks(before) != self._looks(ask):
                self.update(seen_on(self, self._plate_places()[2]))

    def fold(self) -> None:
        """Step aside; the question stays open and counts on (a chip shows it)."""
        if self._ask is not None:
            self._folded = self._ask.decision_id
            self.hide()

    def unfold(self) -> None:
        """Come back after `fold`, with the touch guard anew."""
        if self._ask is not None and self._folded:
            self._folded = ""
            self._opened_mono = self._clock.monotonic()
            self._unfolded(fresh=True)

    def _unfolded(self, *, fresh: bool) -> None:
        if self.isHidden():
            self.show()
            fresh = True
        if fresh:
            self.keep_closed.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_long_hold(self, needed: bool, warning: str, *, by_pin: bool = False) -> None:
        """The gate asks for the long hold (a banned car, lockdown, the lock-out ...).

        Args:
            needed: It does.
            warning: Why, in words.
            by_pin: A PIN does as well (screens.md 3.2), and a tap asks for it.
        """
        if self._long_warning != (warning if needed else ""):
            self._long_warning = warning if needed else ""
            self.update()
        self._by_pin = needed and by_pin
        caption = self.tr("hold 3 s") if needed else self.tr("hold")
        if self._by_pin:
            caption = self.tr("PIN, or hold 3 s")
        self.let_in_key.set_hold_s(LONG_HOLD_S if needed else HOLD_S)
        self.let_in_key.set_face(
            text=self.tr("LET IN"),
            icon="alarm-high" if needed else "gate-open",
            kind="accent",
            caption=caption,
        )

    @property
    def guarded(self) -> bool:
        """Whether touches are still ignored because the overlay has only just come."""
        return self._clock.monotonic() - self._opened_mono < TOUCH_GUARD_S

    # --------------------------------------------------------------------------------- answers

    def keep_shut(self) -> None:
        """The safe answer; also Esc."""
        if self._ask is not None and not self.guarded:
            self.intent.emit(
                AskAnswered(
                    decision_id=self._ask.decision_id, answer="keep_closed", actor=self.actor
                )
            )

    def _keep_closed(self) -> None:
        self.keep_shut()

    def _more_time(self) -> None:
        if self._ask is not None and not self.guarded:
            self.intent.emit(
                AskAnswered(decision_id=self._ask.decision_id, answer="more_time", actor=self.actor)
            )

    def _why(self) -> None:
        if self._ask is not None and not self.guarded:
            self.why_wanted.emit(self._ask.view.passage.passage_id)

    def _correct(self) -> None:
        if self._ask is not None and not self.guarded:
            self.correct_wanted.emit(self._ask.view.passage.passage_id)

    def _tapped(self) -> None:
        if self._ask is not None and self._by_pin and not self.guarded:
            self.pin_wanted.emit(self._ask.gate_id)

    def _let_in(self, held_ms: int) -> None:
        if self._ask is None:
            return
        intent = OpenRequested(
            gate_id=self._ask.gate_id,
            source=CommandSource.ASK,
            decision_id=self._ask.decision_id,
            passage_id=self._ask.view.passage.passage_id,
            held_ms=held_ms,
            actor=self.actor,
        )
        self.intent.emit(intent)
        self.let_in.emit(intent)

    # ---------------------------------------------------------------------------------- events

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow presses in the first moment."""
        if self.guarded and event.type() in (
            QEvent.Type.MouseButtonPress,
            QEvent.Type.MouseButtonDblClick,
            QEvent.Type.TouchBegin,
            QEvent.Type.KeyPress,
        ):
            if isinstance(event, QTouchEvent):
                event.accept()
            return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.keep_shut()
            event.accept()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        m = self._look.metrics
        pad, gap = 20, m.gap_gate
        height = m.touch_gate
        top = self.height() - height - 16
        wide = min(340 if m.profile == "compact" else 380, (self.width() - 2 * pad) // 3)
        right = self.width() - pad
        self.let_in_key.setGeometry(right - wide, top, wide, height)
        self.keep_closed.setGeometry(right - 2 * wide - gap, top, wide, height)
        left_w = self.keep_closed.x() - gap - pad
        small_gap = m.gap_min
        small_h = m.touch_std
        small_top = top + (height - small_h)
        third = (left_w - 2 * small_gap) // 3
        for index, key in enumerate((self.correct, self.why, self.more_time)):
            place = QRect(pad + index * (third + small_gap), small_top, third, small_h)
            # What moves a gate stays where the hand knows it (T14), beside it the order turns.
            tools = QRect(pad, small_top, left_w, small_h)
            key.setGeometry(QStyle.visualRect(self.layoutDirection(), tools, place))

    # -------------------------------------------------------------------------------- painting

    def _painted_from(self, ask: AskView) -> tuple[object, ...]:
        """Return what is painted besides the seconds and the looks; pictures by their identity."""
        view, consensus = ask.view, ask.view.passage.consensus
        return (
            *(ask.decision_id, ask.gate_id, ask.position, ask.total, self.masked),
            *(consensus.text, tuple(doubtful(vote) for vote in consensus.chars), id(view.lane)),
            *self._explain.face(view),
        )

    def _looks(self, ask: AskView) -> str:
        """Return how often the plate was read, and what is doubtful."""
        consensus = ask.view.passage.consensus
        looks = (
            self.tr("read {n} of {m} looks")
            .replace("{n}", str(consensus.agreeing))
            .replace("{m}", str(consensus.reads))
        )
        doubts = [
            f"{vote.char}/{vote.others[0][0]}"
            for vote in consensus.chars
            if doubtful(vote) and vote.others
        ]
        if doubts:
            looks += "  ·  " + self.tr("doubtful: {c}").replace("{c}", ", ".join(doubts))
        return looks

    def _head(self) -> QRectF:
        """Where the title and the seconds stand."""
        return QRectF(10, 8, self.width() - 20, 92)

    def paintEvent(self, event: QPaintEvent) -> None:
        ask = self._ask
        if ask is None:
            return
        t, fonts = self._look.tokens, self._look.fonts
        painter = QPainter(self)
        turning(painter)
        rect = QRectF(self.rect())
        painter.fillRect(rect, self._look.palette().window())
        head = self._head()
        rounded(
            painter,
            head,
            fill=t.ask,
            radius=self._look.metrics.radius * 1.5,
            outline=t.on_ask if t.needs_outline("ask", "bg") else None,
            width=2,
        )
        draw_icon(painter, self._look, "ask-question-triangle", t.on_ask, 26, 27, 52)
        count_w = 150.0
        title_w = head.width() - count_w - 100
        title = self.title_text()
        text_line(
            painter,
            QRectF(96, head.y() + 8, title_w, 42),
            title,
            font=fitted(fonts("title"), title, title_w, 22),
            colour=t.on_ask,
        )
        warning = self._long_warning or self.reason_text()
        text_line(
            painter,
            QRectF(96, head.y() + 48, title_w, 36),
            warning,
            font=fitted(fonts("body"), warning, title_w, 18),
            colour=t.on_ask,
        )
        text_line(
            painter,
            QRectF(head.right() - count_w - 16, head.y(), count_w, head.height()),
            self.countdown,
            font=fonts("countdown")
            if head.height() > 110
            else fonts.sized(84, weight=700, mono=True),
            colour=t.on_ask,
            align=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
        )
        if event.rect().bottom() <= head.bottom():
            return  # only the seconds are others
        crop, plate, line = self._plate_places()
        text_line(painter, line, self._looks(ask), font=fonts("caption"), colour=t.muted)
        if seen_on(self, line).contains(event.rect()):
            return  # only how often it was read
        self._paint_crop(painter, crop, ask)
        self._paint_plate(painter, plate, ask.view.passage.consensus)
        body = self._body()
        left = crop.width() + 20
        right = QRectF(body.x() + left, body.y(), body.width() - left, body.height())
        self.side.paint(painter, right, ask, named=not (self.masked or self._explain.veiled))

    def _body(self) -> QRectF:
        """Where the plate and what is known of it stand."""
        top, bottom = self._head().bottom() + 14, self.keep_closed.y() - 14
        return QRectF(20, top, self.width() - 40, bottom - top)

    def _plate_places(self) -> tuple[QRectF, QRectF, QRectF]:
        """Where the picture of the plate, its text and the line below stand."""
        body = self._body()
        large = self._look.metrics.profile == "large"
        left_w = min(body.width() * 0.52, 560.0 if not large else 940.0)
        plate_h = 104.0
        line_h = 30.0
        crop_h = body.height() - plate_h - line_h - 8
        crop = QRectF(body.x(), body.y(), left_w, min(crop_h, left_w / 3.0))
        spare = crop_h - crop.height()
        crop.translate(0, spare / 2 if spare > 0 else 0)
        return (
            crop,
            QRectF(body.x(), crop.bottom() + 4, left_w, plate_h),
            QRectF(body.x(), crop.bottom() + plate_h + 4, left_w, line_h),
        )

    def _paint_crop(self, painter: QPainter, crop: QRectF, ask: AskView) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        if ask.view.crop is not None:
            rounded(painter, crop, fill="#0B0D0F", radius=6)
            draw_picture(painter, crop, wrap_preview(ask.view.crop), gain=t.video_gain, radius=6)
        else:
            rounded(painter, crop, fill=t.surface, outline=self._look.hairline, radius=6)
            text_line(
                painter,
                crop,
                self.tr("No picture"),
                font=fonts("body"),
                colour=t.muted,
                align=CENTER,
            )

    def _paint_plate(self, painter: QPainter, area: QRectF, consensus: Consensus) -> None:
        t = self._look.tokens
        text = consensus.text or "…"
        font = fitted(self._look.fonts("plate_hero"), text, area.width() * 0.97, 36)
        unsure_at = {n for n, vote in enumerate(consensus.chars) if doubtful(vote)}
        plain = self._look.fonts.sized(font.pixelSize(), weight=700, mono=True)
        larger = self._look.fonts.sized(round(font.pixelSize() * 1.15), weight=700, mono=True)
        fonts = [larger if index in unsure_at else plain for index in range(len(text))]
        advances = [
            QFontMetrics(own).horizontalAdvance(char) for own, char in zip(fonts, text, strict=True)
        ]
        seen = turned(painter, area)
        x = seen.x()
        if painter.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            x = seen.right() - sum(advances) - 2 * (len(text) - 1)
        painter.save()
        standing(painter)
        for index, (char, own, advance) in enumerate(zip(text, fonts, advances, strict=True)):
            unsure = index in unsure_at
            place = QRectF(x, area.y(), advance, area.height())
            if unsure:
                rounded(
                    painter,
                    QRectF(x, area.bottom() - 16, advance, 8),
                    fill=t.ask if t.name != "night" else t.on_ask,
                    radius=3,
                )
            text_line(painter, place, char, font=own, colour=t.text, align=CENTER, elide=False)
            x += advance + 2
        painter.restore()
