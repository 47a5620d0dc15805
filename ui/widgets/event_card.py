# SPDX-License-Identifier: AGPL-3.0-or-later
"""A card of the event rail: crop, plate, icon and word, reason, place and time."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import QCoreApplication, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.events import Action, Alert, Decision, Outcome, Reason
from alpr_kiosk.runtime.views import PassageView
from ui import messages
from ui.localtime import LocalTime
from ui.privacy import initials, masked_plate
from ui.theme.look import Look, blend
from ui.widgets.keys import TapKey, named
from ui.widgets.painting import (
    RIGHT,
    draw_icon,
    draw_picture,
    fitted,
    focus_ring,
    put,
    rounded,
    text_line,
    text_width,
    turning,
    wrap_preview,
)

CARD_H = 117
"""Height of a card, px: four of them and "Type a plate" fill the rail (S01)."""


def card_height(look: Look) -> int:
    """Return the height of a card, px; with gloves three fill the rail, larger texts need room."""
    high = max(CARD_H * look.fonts.factor, CARD_H * 5 / 4 if look.metrics.glove else 0)
    return max(round(high), look.metrics.touch_min)


class Explainer:
    """Turns a passage into words: names of lane and gate, the reason, the result.

    Attributes:
        veiled: Names and plates are not on show: initials and masked plates stand for them.
        new_bans: Entries whose ban is new to the guard on shift.
    """

    def __init__(self, *, config: AppConfig, local: LocalTime) -> None:
        self._local = local
        self._contact = config.site.contact
        self._no_name = QCoreApplication.translate("Explainer", "somebody who was not signed in")
        self._gates = {gate.id: gate.name or gate.id for gate in config.gates}
        self._lanes = {lane.id: lane.name or lane.id for lane in config.lanes}
        self.veiled = False
        self.new_bans: frozenset[str] = frozenset()
        self._new_ban = QCoreApplication.translate("Explainer", "NEW TO YOU")
        self._cameras = {camera.id: camera.name or camera.id for camera in config.cameras}

    def gate(self, gate_id: str | None) -> str:
        """Return the name of a gate."""
        return self._gates.get(gate_id or "", gate_id or "")

    def plate(self, view: PassageView) -> str:
        """Return the plate as it may be shown."""
        text = view.passage.consensus.text
        return masked_plate(text) if self.veiled else text

    def lane(self, lane_id: str) -> str:
        """Return the name of a lane."""
        return self._lanes.get(lane_id, lane_id)

    def name(self, source: str) -> str:
        """Return the name of whatever has this id."""
        for names in (self._cameras, self._gates, self._lanes):
            if source in names:
                return names[source]
        return source

    def face(self, view: PassageView) -> tuple[object, ...]:
        """Return what a card shows of a passage; pictures and decisions by their identity.

        While a car stands there its passage is new twice a second: one read more, seen a moment
        later. Two that are alive at the same time have the same face if nothing else is new.
        """
        passage = view.passage
        return (
            *(passage.passage_id, passage.lane_id, self.plate(view), passage.closed),
            *(id(view.decision), id(view.result), id(view.crop)),
            *(view.reason_missing, view.decide_again, self._local.hm(passage.last_seen_at)),
            *(self.veiled, self.new_to_you(view)),
        )

    def context(self, view: PassageView) -> dict[str, object]:
        """Return the values that the reason's text may need."""
        values: dict[str, object] = {
            "plate": self.plate(view),
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
        if self.veiled:
            return messages.short(code) or messages.decision_word(self._decision(view))
        values = self.context(view)
        if code == Reason.ALLOW_BY_HAND.value and not values.get("reason"):
            code += ".no_reason"
            values["actor"] = values.get("actor") or self._no_name
        if code == Reason.ALLOW_VISITOR.value and not values.get("max"):
            code += ".uncounted"
        said = messages.text(code, values)
        new = self.new_to_you(view)
        return f"{new}: {said}" if new else said

    def new_to_you(self, view: PassageView) -> str:
        """Return "NEW TO YOU" for a car whose ban the guard may not know yet, else ""."""
        decision = self._decision(view)
        if decision is None or decision.reason is not Reason.DENY_LISTED:
            return ""
        return self._new_ban if decision.entry_id in self.new_bans else ""

    @staticmethod
    def _decision(view: PassageView) -> Decision | None:
        return view.decision.decision if view.decision is not None else None

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
        if "first_code" in values:  # a flood names the first of many
            first = tuple(
                (key.removeprefix("first."), value)
                for key, value in pairs
                if key.startswith("first.")
            )
            said = self.alert_context(first, str(values.get("first_source", "")))
            sentence = messages.text(str(values["first_code"]), said)
            values["first"] = sentence.partition(". ")[0].rstrip(".")
        return values

    def alert_text(self, alert: Alert) -> str:
        """Return the sentence of an alert: what is, or of one that has ended what was."""
        values = self.alert_context(alert.context, alert.source)
        if alert.active or alert.drill:
            return messages.text(alert.code, values)
        ended = alert.ended_at or alert.raised_at
        began = self._local.hm(alert.raised_at)
        values.setdefault("time", began)  # of the run before only the code is known
        values |= {
            "from": began,
            "until": self._local.hm(ended),
            "long": self._local.lasted(ended - alert.raised_at),
        }
        return messages.what_was(alert.code, values)

    def where(self, alert: Alert) -> str:
        """Return what an alert is about: a camera, a gate; "" for the site as a whole."""
        named = dict(alert.context)
        for key in ("camera", "gate", "plate"):
            if named.get(key) and not alert.drill:
                return self.name(named[key]) if key != "plate" else named[key]
        return self._cameras.get(alert.source, self._gates.get(alert.source, ""))

    def parts(self, view: PassageView) -> tuple[str, str, str]:
        """Return the reason in a few words, the owner ("" when unknown) and the lane."""
        decision = view.decision.decision if view.decision else None
        owner = decision.candidates[0].owner if decision and decision.candidates else ""
        owner = initials(owner) if self.veiled else owner
        return messages.short(self.code(view)), owner, self.lane(view.passage.lane_id)


class CardChip(Enum):
    """What a card asks for."""

    NONE = ""
    MISSING = "missing"
    UNSAVED = "unsaved"
    AGAIN = "again"


class EventCard(QAbstractButton):
    """One passage in the rail; a tap explains it.

    Signals:
        chip_tapped (CardChip): The chip on it was tapped.
    """

    chip_tapped = Signal(object)

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
        self._flag = CardChip.NONE
        self._face: tuple[object, ...] = ()
        self.chip = TapKey(
            look=look,
            name="live.chip",
            text="",
            icon="override-hand",
            style="caption_strong",
            parent=self,
        )
        self.chip.hide()
        self.chip.clicked.connect(lambda: self.chip_tapped.emit(self.shown_chip))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(card_height(look))
        self.set_view(view)
        look.changed.connect(self.update)

    def set_view(self, view: PassageView) -> None:
        """Replace the state of the same passage; painted anew where the card shows the change."""
        before, self.view = self.view, view
        face = self._explain.face(view)
        # What `before` shows was kept until here: no picture of `view` is taken for its.
        if face == self._face and before is not view:
            return
        self._face = face
        plate = self._explain.plate(view)
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
        self._face_chip()

    @property
    def decision(self) -> Decision | None:
        """The newest decision."""
        return self.view.decision.decision if self.view.decision else None

    @property
    def shown_chip(self) -> CardChip:
        """What the chip asks for."""
        if self.view.decide_again:
            return CardChip.AGAIN
        if self._flag is CardChip.NONE and self.view.reason_missing:
            return CardChip.MISSING
        return self._flag

    def set_flag(self, flag: CardChip) -> None:
        """Say that the reason of its opening is missing, or not kept yet."""
        if flag is not self._flag:
            self._flag = flag
            self._face_chip()

    def _face_chip(self) -> None:
        chip = self.shown_chip
        text, icon, kind = {
            CardChip.NONE: ("", "", "raised"),
            CardChip.MISSING: (self.tr("Reason missing"), "override-hand", "warning"),
            CardChip.UNSAVED: (self.tr("Not saved yet"), "database-off", "warning"),
            CardChip.AGAIN: (self.tr("Decide again"), "ask-question-triangle", "raised"),
        }[chip]
        self.chip.setText(text)
        self.chip.icon_name = icon
        self.chip.set_kind(kind)
        passage = self.view.passage
        self.chip.setObjectName(f"live.chip.{passage.passage_id}")
        stamp = self._local.hms(passage.last_seen_at)
        self.chip.setAccessibleName(
            f"{text}, {messages.spoken(passage.consensus.text)}, {stamp}" if text else "chip"
        )
        self.chip.setVisible(chip is not CardChip.NONE)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        left = 14 + 116 + 12
        high = max(self._look.metrics.touch_min, 60)
        put(self.chip, QRect(left, self.height() - high - 2, self.width() - left - 6, high))

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
        return QSize(self._look.metrics.rail_w - 12, card_height(self._look))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        painter = QPainter(self)
        turning(painter)
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
        plate = self._explain.plate(self.view) or "…"
        stamp = self._local.hm(self.view.passage.last_seen_at)
        caption = fonts("caption")
        stamp_w = text_width(caption, stamp) + 8
        chip = self.shown_chip is not CardChip.NONE
        if chip:
            # The chip stands where icon and word are: the icon goes beside the time.
            x = inner.right() - stamp_w - 26
            draw_icon(painter, self._look, self.kind_icon(), word_colour, x, inner.y() + 7, 24)
            stamp_w += 34
        style, line_h = ("plate_row", 38.0) if chip else ("plate_card", 52.0 * fonts.factor)
        font = fitted(fonts(style), plate, inner.width() - stamp_w, 28)
        text_line(
            painter,
            QRectF(inner.x(), inner.y(), inner.width() - stamp_w, line_h),
            plate,
            font=font,
            colour=text,
        )
        text_line(
            painter,
            QRectF(inner.x(), inner.y() + (0 if chip else 4), inner.width(), 38 if chip else 44),
            stamp,
            font=caption,
            colour=muted,
            align=RIGHT,
        )
        left = self._paint_crop(painter, inner)
        if not chip:
            self._paint_words(painter, inner, left, word_colour, muted)
        if self.hasFocus():
            focus_ring(painter, rect, self._look, inner=text if filled else None)

    def _paint_words(
        self, painter: QPainter, inner: QRectF, left: float, word_colour: str, muted: str
    ) -> None:
        fonts = self._look.fonts
        caption = fonts("caption")
        f = fonts.factor
        line = QRectF(left, inner.y() + 53 * f, inner.right() - left, 28 * f)
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
            QRectF(left, line.bottom() - 1, inner.right() - left, 27 * f),
            self._detail(caption, inner.right() - left),
            font=caption,
            colour=muted,
        )

    def _word(self) -> str:
        result = self.view.result
        if result is not None and result.outcome in (Outcome.FAILED, Outcome.UNKNOWN):
            return self.tr("NOT CERTAIN")
        opens = self.decision is not None and self.decision.action is Action.OPEN
        if opens and result is not None and result.outcome is Outcome.REFUSED:
            return self.tr("NOT OPENED")
        return self.kind_text()

    def _detail(self, font: QFont, width: float) -> str:
        """Return as much of reason, owner and lane as fits, the most telling part always."""
        reason, owner, lane = self._explain.parts(self.view)
        new = self._explain.new_to_you(self.view)
        if new:
            both = f"{new} · {lane}"
            return both if text_width(font, both) <= width else new
        for wanted in ((reason, owner, lane), (owner, lane), (reason, owner), (owner,), (reason,)):
            line = " · ".join(part for part in wanted if part)
            if line and text_width(font, line) <= width:
                return line
        return owner or reason

    def _paint_crop(self, painter: QPainter, inner: QRectF) -> float:
        """Draw the crop at the lower left; return where the text beside it begins."""
        place = QRectF(inner.x(), inner.y() + 57, 116, 46)
        if self.view.crop is None or self._explain.veiled:
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
