# SPDX-License-Identifier: AGPL-3.0-or-later
"""A card of the event rail: crop, plate, icon and word, reason, place and time."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.events import Action, Decision, Outcome, Reason
from alpr_kiosk.runtime.views import PassageView
from ui import messages
from ui.localtime import LocalTime
from ui.theme.look import Look, blend
from ui.widgets.keys import named
from ui.widgets.painting import (
    RIGHT,
    antialias,
    draw_icon,
    draw_picture,
    fitted,
    focus_ring,
    rounded,
    text_line,
    wrap_preview,
)

CARD_H = 122
"""Height of a card, px (screen specification S01: 114 and the caption's descenders)."""


class Explainer:
    """Turns a passage into words: names of lane and gate, the reason, the result."""

    def __init__(self, *, config: AppConfig, local: LocalTime) -> None:
        self._local = local
        self._contact = config.site.contact
        self._no_name = QCoreApplication.translate("Explainer", "somebody who was not signed in")
        self._gates = {gate.id: gate.name or gate.id for gate in config.gates}
        self._lanes = {lane.id: lane.name or lane.id for lane in config.lanes}
        self._cameras = {camera.id: camera.name or camera.id for camera in config.cameras}

    def gate(self, gate_id: str | None) -> str:
        """Return the name of a gate."""
        return self._gates.get(gate_id or "", gate_id or "")

    def lane(self, lane_id: str) -> str:
        """Return the name of a lane."""
        return self._lanes.get(lane_id, lane_id)

    def name(self, source: str) -> str:
        """Return the name of whatever has this id."""
        for names in (self._cameras, self._gates, self._lanes):
            if source in names:
                return names[source]
        return source

    def context(self, view: PassageView) -> dict[str, object]:
        """Return the values that the reason's text may need."""
        values: dict[str, object] = {
            "plate": view.passage.consensus.text,
            "contact": self._contact,
            "gate": self.gate(view.decision.gate_id) if view.decision else "",
        }
        decision = view.decision.decision if view.decision else None
        if decision is not None:
            if decision.candidates:
                values["who"] = decision.candidates[0].owner
            values |= dict(decision.context)
            if view.decision is not None and "gate" in dict(decision.context):
                values["gate"] = self.name(str(dict(decision.context)["gate"]))
        return values

    def code(self, view: PassageView) -> str:
        """Return the reason code, "" before a decision."""
        return view.decision.decision.reason.value if view.decision else ""

    def sentence(self, view: PassageView) -> str:
        """Return the whole reason in words."""
        code = self.code(view)
        if not code:
            return ""
        values = self.context(view)
        if code == Reason.ALLOW_BY_HAND.value and not values.get("reason"):
            code += ".no_reason"
            values["actor"] = values.get("actor") or self._no_name
        return messages.text(code, values)

    def alert_context(self, pairs: tuple[tuple[str, str], ...], source: str) -> dict[str, object]:
        """Return the values for an alert's text: names in place of ids."""
        values: dict[str, object] = {
            "contact": self._contact,
            "camera": self._cameras.get(source, source),
            "gate": self._gates.get(source, source),
            "plate": source,
        }
        for key, value in pairs:
            values[key] = self.name(value) if key in ("camera", "gate", "lane") else value
        return values

    def parts(self, view: PassageView) -> tuple[str, str, str]:
        """Return the reason in a few words, the owner ("" when unknown) and the lane."""
        decision = view.decision.decision if view.decision else None
        owner = decision.candidates[0].owner if decision and decision.candidates else ""
        return messages.short(self.code(view)), owner, self.lane(view.passage.lane_id)


class EventCard(QAbstractButton):
    """One passage in the rail; a tap explains it."""

    def __init__(
        self,
        *,
        look: Look,
        local: LocalTime,
        explain: Explainer,
        view: PassageView,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._local = local
        self._explain = explain
        self.view = view
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(max(CARD_H, look.metrics.touch_min))
        self.set_view(view)
        look.changed.connect(self.update)

    def set_view(self, view: PassageView) -> None:
        """Replace the state of the same passage."""
        self.view = view
        plate = view.passage.consensus.text
        decision = self.decision
        time_text = self._local.hms(view.passage.last_seen_at)
        named(
            self,
            f"live.card.{view.passage.passage_id}",
            f"{messages.spoken(plate) or 'unread'}, {messages.decision_word(decision)}, "
            f"{time_text}",
        )
        self.setAccessibleDescription(self._explain.sentence(view))
        self.setProperty("kind", messages.decision_kind(decision))
        self.update()

    @property
    def decision(self) -> Decision | None:
        """The newest decision."""
        return self.view.decision.decision if self.view.decision else None

    def kind_icon(self) -> str:
        """Icon that goes with the kind."""
        return messages.decision_icon(self.decision)

    def kind_text(self) -> str:
        """Word that goes with the kind."""
        return messages.decision_word(self.decision)

    def kind_fill(self) -> str:
        """Fill that the kind stands for."""
        return self._look.tokens.fill(messages.decision_kind(self.decision))

    def sizeHint(self) -> QSize:
        return QSize(self._look.metrics.rail_w - 12, max(CARD_H, self._look.metrics.touch_min))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        painter = QPainter(self)
        antialias(painter)
        rect = QRectF(self.rect())
        kind = messages.decision_kind(self.decision)
        # Grey when normal: only a refusal with alarm and a question fill the card.
        filled = kind == "ask" or (
            kind == "deny" and self.decision is not None and self.decision.alarm
        )
        fill = t.fill(kind) if filled else t.raised
        if self.isDown():
            fill = blend(t.text, fill, 0.1)
        outline = t.on(kind) if filled and t.needs_outline(kind, "bg") else self._look.hairline
        rounded(
            painter,
            rect,
            fill=fill,
            radius=self._look.metrics.radius * 1.3,
            outline=None if filled and not t.needs_outline(kind, "bg") else outline,
            width=2.0 if filled else 1.0,
        )
        text = t.on(kind) if filled else t.text
        muted = text if filled else t.muted
        word_colour = text if filled else t.word(kind)
        inner = rect.adjusted(14, 6, -14, -8)
        plate = self.view.passage.consensus.text or "…"
        stamp = self._local.hm(self.view.passage.last_seen_at)
        caption = fonts("caption")
        painter.setFont(caption)
        stamp_w = painter.fontMetrics().horizontalAdvance(stamp) + 8
        font = fitted(fonts("plate_card"), plate, inner.width() - stamp_w, 28)
        text_line(
            painter,
            QRectF(inner.x(), inner.y(), inner.width() - stamp_w, 52),
            plate,
            font=font,
            colour=text,
        )
        text_line(
            painter,
            QRectF(inner.right() - stamp_w, inner.y() + 4, stamp_w, 44),
            stamp,
            font=caption,
            colour=muted,
            align=RIGHT,
        )
        left = self._paint_crop(painter, inner)
        line = QRectF(left, inner.y() + 53, inner.right() - left, 28)
        draw_icon(painter, self._look, self.kind_icon(), word_colour, line.x(), line.y() + 2, 24)
        word = self._word()
        text_line(
            painter,
            line.adjusted(32, 0, 0, 0),
            word,
            font=fitted(fonts("body_strong"), word, line.width() - 32, 18),
            colour=word_colour,
        )
        text_line(
            painter,
            QRectF(left, line.bottom() - 1, inner.right() - left, 27),
            self._detail(QFontMetrics(caption), inner.right() - left),
            font=caption,
            colour=muted,
        )
        if self.view.reason_missing:
            self._paint_missing(painter, rect)
        if self.hasFocus():
            focus_ring(painter, rect, self._look, inner=text if filled else None)

    def _word(self) -> str:
        result = self.view.result
        if result is not None and result.outcome in (Outcome.FAILED, Outcome.UNKNOWN):
            return self.tr("NOT CERTAIN")
        opens = self.decision is not None and self.decision.action is Action.OPEN
        if opens and result is not None and result.outcome is Outcome.REFUSED:
            return self.tr("NOT OPENED")
        return self.kind_text()

    def _detail(self, metrics: QFontMetrics, width: float) -> str:
        """Return as much of reason, owner and lane as fits, the most telling part always."""
        if self.view.decide_again:
            return self.tr("Decide again")
        if self.view.reason_missing:
            return self.tr("Reason missing")
        reason, owner, lane = self._explain.parts(self.view)
        for wanted in ((reason, owner, lane), (owner, lane), (reason, owner), (owner,), (reason,)):
            line = " · ".join(part for part in wanted if part)
            if line and metrics.horizontalAdvance(line) <= width:
                return line
        return owner or reason

    def _paint_crop(self, painter: QPainter, inner: QRectF) -> float:
        """Draw the crop at the lower left; return where the text beside it begins."""
        place = QRectF(inner.x(), inner.y() + 57, 116, 46)
        if self.view.crop is None:
            return inner.x()
        rounded(painter, place, fill="#15181B", radius=4)
        draw_picture(
            painter,
            place,
            wrap_preview(self.view.crop),
            gain=self._look.tokens.video_gain,
            radius=4,
        )
        return place.right() + 12

    def _paint_missing(self, painter: QPainter, rect: QRectF) -> None:
        t = self._look.tokens
        bar = QRectF(rect.x(), rect.y(), 8, rect.height())
        rounded(painter, bar, fill=t.on_warning if t.name == "night" else t.ask, radius=4)
