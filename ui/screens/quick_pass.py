# SPDX-License-Identifier: AGPL-3.0-or-later
"""S06: a visitor is let in for a while; two touches are enough."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel

from alpr_kiosk.domain.events import CommandSource
from alpr_kiosk.domain.intents import IntentAnswer, OpenRequested
from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.domain.plate import normalise
from alpr_kiosk.domain.visit_intents import QuickPassMade
from alpr_kiosk.runtime.views import PreviewImage
from ui import messages
from ui.errands import QuickPass
from ui.people import Session
from ui.screens.base import Screen
from ui.screens.keypad import Keypad
from ui.surroundings import Surroundings
from ui.viewmodels.entry_words import proof_words
from ui.viewmodels.hosts import recent_hosts
from ui.widgets.keys import TapKey
from ui.widgets.let_in_key import LetInKey
from ui.widgets.painting import (
    draw_icon,
    draw_picture,
    fitted,
    place_of,
    put,
    rounded,
    text_block,
    text_line,
    turned,
    turning,
    wrap_preview,
)

HOSTS = 7
"""Tiles of recent hosts; the eighth types another."""
OPEN_WITHIN_S = 3.0
"""After a hold the gate opens only if the pass was kept this soon (rules 15)."""
LABEL_W = 150
TOP = 10
"""Above the head line, px."""
ROW_MOST = 104
"""Highest tile, px."""
PAD = 16


class QuickPassScreen(Screen):
    """Entered with a `QuickPass`, or None for the car that waits."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        look = self._look = around.look
        self._around = around
        self.plate = ""
        self.host = ""
        self.gate_id = ""
        self._kind, self._lasts, self._uses = "delivery", "30m", 1  # type: tuple[str, str, int | None]
        self._crop: PreviewImage | None = None
        self._waiting: tuple[str, float, int] | None = None
        self._listed: tuple[ListEntry, ...] = ()
        self._saved = False
        self._entry_id: str | None = None
        self._banned = ""
        self.setObjectName("quick_pass")
        self.setAccessibleName(self.tr("Quick pass"))
        self.back_key = self._key("back", self.tr("Back"), "back")
        self.back_key.setAccessibleName(self.tr("Back, no pass"))
        self.back_key.clicked.connect(self.back)
        self.correct = self._key("correct", self.tr("Correct"), "edit")
        self.correct.setAccessibleName(self.tr("Correct the plate of the pass"))
        self.correct.clicked.connect(lambda: self._type(self.tr("Plate"), self.plate, words=False))
        self.hosts = [self._tile("host", str(index), "") for index in range(HOSTS)]
        for tile in self.hosts:
            tile.clicked.connect(self._host_tapped)
        self.other = self._key("host.other", self.tr("Other host"), "keyboard")
        self.other.clicked.connect(lambda: self._type(self.tr("Who for?"), self.host, words=True))
        self.kinds = self._choices(
            "kind",
            (
                ("delivery", self.tr("Delivery"), "reason-delivery"),
                ("visitor", self.tr("Visitor"), "reason-visitor"),
                ("contractor", self.tr("Contractor"), "reason-contractor"),
            ),
        )
        self.times = self._choices(
            "time",
            (
                ("30m", self.tr("30 min"), ""),
                ("2h", self.tr("2 hours"), ""),
                ("today", self.tr("Today"), ""),
                ("24h", self.tr("24 hours"), ""),
            ),
        )
        self.entries = self._key("entries", "", "direction-in")
        self.entries.clicked.connect(self._toggle_uses)
        self.save = self._key("save", self.tr("Save only"), "save")
        self.save.clicked.connect(lambda: self._submit(0))
        self.save_in = LetInKey(
            look=look,
            clock=around.clock,
            gates=around.gates,
            name="quick_pass.save_and_let_in",
            gate_id="",
            word=self.tr("SAVE AND LET IN"),
            parent=self,
        )
        self.save_in.completed.connect(self._held)
        self.save_in.pin_wanted.connect(
            lambda gate_id: self.opening_pin_wanted.emit(gate_id, self._held)
        )
        self.need_pin = self._key("pin", self.tr("Supervisor PIN"), "pin")
        self.need_pin.clicked.connect(self._ask_pin)
        self.labels = {
            name: QLabel(text, self)
            for name, text in (
                ("host", self.tr("Who for?")),
                ("kind", self.tr("What for?")),
                ("time", self.tr("How long?")),
            )
        }
        for label in self.labels.values():
            label.setProperty("role", "muted")
        self.keypad = Keypad(look=look, parent=self)
        self.keypad.used.connect(self._typed)
        self.keypad.cancelled.connect(self._keypad_left)
        self._typing_host = False
        look.changed.connect(self.update)

    def _key(self, name: str, text: str, icon: str) -> TapKey:
        return TapKey(
            look=self._look,
            name=f"quick_pass.{name}",
            text=text,
            icon=icon,
            beside=True,
            parent=self,
        )

    def _tile(self, group: str, code: str, text: str, icon: str = "") -> TapKey:
        tile = self._key(f"{group}.{code}", text, icon)
        tile.setCheckable(True)
        tile.setProperty("code", code)
        return tile

    def _choices(self, group: str, rows: tuple[tuple[str, str, str], ...]) -> dict[str, TapKey]:
        made = {code: self._tile(group, code, text, icon) for code, text, icon in rows}
        for code, tile in made.items():
            tile.clicked.connect(partial(self._choose, group, code))
        return made

    # ---------------------------------------------------------------------------------- screen

    def enter(self, argument: object) -> None:
        """Begin a pass: defaults that fit a delivery."""
        errand = argument if isinstance(argument, QuickPass) else QuickPass()
        passages = self._around.passages
        waiting = passages.waiting()
        self.plate = normalise(errand.plate)
        self.gate_id = errand.gate_id
        view = passages.of_plate(self.plate) if self.plate else None
        if waiting is not None:
            if not self.plate:
                view = waiting[1]
                self.plate = view.passage.consensus.text
            self.gate_id = self.gate_id or waiting[0]
        if not self.gate_id and view is not None:
            self.gate_id = passages.gate_of(view)
        self.gate_id = self.gate_id or next(iter(self._around.gates.names), "")
        self._crop = view.crop if view is not None else None
        self._kind, self._lasts, self._uses, self.host = "delivery", "30m", 1, ""
        self._waiting, self._saved, self._banned = None, False, ""
        names = recent_hosts(self._around.site.entries(), self._owners(), self._host_rows * 4 - 1)
        for index, tile in enumerate(self.hosts):
            name = names[index] if index < len(names) else ""
            tile.setText(name)
            tile.setAccessibleName(self.tr("For {who}").replace("{who}", name))
            tile.setVisible(bool(name))
        self.keypad.hide()
        self._look_up()
        self._refresh()
        self.save_in.setFocus(Qt.FocusReason.OtherFocusReason)

    def _look_up(self) -> None:
        """What the lists say of this plate: a ban, or what else is asked for (rules 21, S08)."""
        entries = self._around.site.entries() if self.plate else ()
        self._listed = tuple(one for one in entries if one.text == self.plate)
        self.save_in.set_banned(any(one.kind is ListKind.DENY for one in self._listed))

    @property
    def proof_wanted(self) -> str:
        """What to ask for besides the plate, in words; "" for nothing."""
        return next((words for one in self._listed if (words := proof_words(one))), "")

    def _owners(self) -> tuple[str, ...]:
        found = []
        for view in self._around.passages.newest_first():
            record = view.decision
            if record is not None and record.decision.candidates:
                found.append(record.decision.candidates[0].owner)
        return tuple(found)

    @property
    def busy(self) -> bool:
        """A pass that is not saved; a question comes as a chip meanwhile."""
        return not self._saved

    def step_back(self) -> bool:
        """From the keys back to the pass."""
        if self.keypad.isHidden():
            return False
        self._keypad_left()
        return True

    # --------------------------------------------------------------------------------- choices

    def _host_tapped(self) -> None:
        tile = self.sender()
        if isinstance(tile, TapKey):
            self.host = "" if self.host == tile.text() else tile.text()
            self._touched()

    def _choose(self, group: str, code: str) -> None:
        if group == "kind":
            self._kind = code
        else:
            self._lasts = code
            # Who stays for the day goes out for lunch; who delivers comes once.
            self._uses = None if code in ("today", "24h") else 1
        self._touched()

    def _toggle_uses(self) -> None:
        self._uses = None if self._uses == 1 else 1
        self._touched()

    def _touched(self) -> None:
        self._saved, self._banned = False, ""
        self._refresh()

    def _refresh(self) -> None:
        for tile in self.hosts:
            tile.setChecked(bool(self.host) and tile.text() == self.host)
        known = {tile.text() for tile in self.hosts}
        strange = bool(self.host) and self.host not in known
        self.other.setText(self.host if strange else self.tr("Other host"))
        self.other.setCheckable(strange)
        self.other.setChecked(strange)
        for code, tile in self.kinds.items():
            tile.setChecked(code == self._kind)
        for code, tile in self.times.items():
            tile.setChecked(code == self._lasts)
        self.entries.setText(self.tr("1 entry") if self._uses == 1 else self.tr("Any entries"))
        self.entries.setAccessibleName(
            self.tr("{what}, tap for the other").replace("{what}", self.entries.text())
        )
        self.correct.setText(self.tr("Correct") if self.plate else self.tr("Type it"))
        may = len(self.plate) >= 2 and self._waiting is None
        self.save.setEnabled(may and not self._saved and not self._banned)
        self.save.setText(self.tr("Saved") if self._saved else self.tr("Save only"))
        self.save_in.setEnabled(may and not self._banned)
        self.save_in.set_word(self.tr("LET IN") if self._saved else self.tr("SAVE AND LET IN"))
        self.save_in.set_gate(self.gate_id)
        self.need_pin.setVisible(bool(self._banned))
        self.save.setVisible(not self._banned)
        self.save_in.setVisible(not self._banned)
        self._place()
        self.changed.emit()
        self.update()

    # ---------------------------------------------------------------------------------- keypad

    def _type(self, label: str, text: str, *, words: bool) -> None:
        self._typing_host = words
        self.keypad.setGeometry(self.rect())
        self.keypad.ask(label=label, text=text, at_least=0 if words else 2, words=words)

    def _typed(self, text: str) -> None:
        if self._typing_host:
            self.host = text.strip()
        else:
            self.plate = normalise(text)
            view = self._around.passages.of_plate(self.plate)
            self._crop = view.crop if view is not None else self._crop
            self._look_up()
        self._keypad_left()
        self._touched()

    def _keypad_left(self) -> None:
        self.keypad.hide()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # ---------------------------------------------------------------------------------- saving

    @property
    def lasts(self) -> timedelta | None:
        """How long the pass lasts, None until midnight."""
        return {
            "30m": timedelta(minutes=30),
            "2h": timedelta(hours=2),
            "24h": timedelta(hours=24),
        }.get(self._lasts)

    def _held(self, held_ms: int) -> None:
        if not self.save_in.reachable:
            self.said.emit(
                self.tr("No link to the relay. Save only, and use the key."), "relay-off"
            )
        elif self._saved:
            self._open(held_ms)
        else:
            self._submit(held_ms)

    def _submit(self, held_ms: int, session: str = "") -> None:
        if self._waiting is not None or len(self.plate) < 2:
            return
        people = self._around.people
        intent = QuickPassMade(
            plate=self.plate,
            lasts=self.lasts,
            uses=self._uses,
            host=self.host,
            note=self.kinds[self._kind].text(),
            actor=people.guard,
            session=session or people.session.token,
        )
        self._waiting = (intent.intent_id, self._around.clock.monotonic(), held_ms)
        self._refresh()
        self.intent.emit(intent)

    def answered(self, answer: IntentAnswer) -> bool:
        """The pass was kept, or not; the gate opens only after it was, and soon."""
        if self._waiting is None or answer.intent_id != self._waiting[0]:
            return False
        _intent_id, asked_mono, held_ms = self._waiting
        self._waiting = None
        context = dict(answer.context)
        if answer.ok:
            self._saved = True
            self._entry_id = str(context.get("entry_id", "")) or None
            code = answer.code if answer.code.startswith("pass.") else "pass.saved"
            self.said.emit(messages.text(code, context), "pass-ticket")
            self._refresh()
            if held_ms and self._around.clock.monotonic() - asked_mono <= OPEN_WITHIN_S:
                self._open(held_ms)
            elif held_ms:
                self.said.emit(messages.text("pass.saved_late"), "alarm-high")
            else:
                self.wanted.emit("live", None)
            return True
        if answer.code == "pass.near_ban":
            self._banned = messages.text("pass.near_ban", context)
        else:
            self.said.emit(messages.text(answer.code, context), "alarm-high")
        self._refresh()
        return True

    def _open(self, held_ms: int) -> None:
        decision_id, passage_id = self._around.passages.car_at(self.gate_id)
        self.intent.emit(
            OpenRequested(
                gate_id=self.gate_id,
                source=CommandSource.PASS,
                decision_id=decision_id,
                passage_id=passage_id,
                held_ms=held_ms,
                actor=self._around.people.actor,
                plate=self.plate,
                entry_id=self._entry_id,
            )
        )
        self.wanted.emit("live", None)

    def _ask_pin(self) -> None:
        """A pass for what looks like a banned car is a supervisor's; opening is held anew."""

        def go_on(session: Session) -> None:
            self._banned = ""
            self._submit(0, session.token)

        self._around.people.need(("supervisor",), self.tr("pass for a look-alike"), go_on)

    def tick(self) -> None:
        """Give up on an answer that does not come."""
        if self._waiting is None:
            return
        if self._around.clock.monotonic() - self._waiting[1] > OPEN_WITHIN_S:
            self._waiting = None
            self.said.emit(messages.text("pass.no_answer"), "alarm-high")
            self._refresh()

    # ---------------------------------------------------------------------------------- layout

    @property
    def _host_rows(self) -> int:
        """Rows of hosts with the key for another; for gloves a small panel has room for one."""
        m = self._look.metrics
        return 1 if m.glove and m.profile == "compact" else 2

    def minimumSizeHint(self) -> QSize:
        """The head, the rows of tiles with their gaps, and the keys that move the gate."""
        m = self._look.metrics
        rows = 3 + self._host_rows
        return QSize(0, TOP + rows * (m.touch_min + m.gap_min) + m.touch_gate + PAD)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        m = self._look.metrics
        gap, wide = m.gap_min, self.width()
        row = m.touch_min
        x, width = PAD + LABEL_W, wide - 2 * PAD - LABEL_W
        put(self.back_key, QRect(10, TOP, 150, row))
        put(self.correct, QRect(wide - 10 - 190, TOP, 190, row))
        low = self.height() - m.touch_gate - PAD
        space = low - TOP - row - gap
        rows = 2 + self._host_rows
        row_h = max(row, min(ROW_MOST, (space - (rows + 1) * gap) // rows))
        spread = max(gap, min(36, (space - rows * row_h) // rows))
        y = TOP + row + spread
        four = (width - 3 * gap) // 4
        tiles = [tile for tile in self.hosts if not tile.isHidden()]
        for index, tile in enumerate([*tiles, self.other]):
            place = QRect(
                x + (index % 4) * (four + gap), y + (index // 4) * (row_h + gap), four, row_h
            )
            put(tile, place)
        put(self.labels["host"], QRect(PAD, y, LABEL_W, row_h))
        y += self._host_rows * (row_h + gap) - gap + spread
        for index, tile in enumerate((*self.kinds.values(), self.entries)):
            put(tile, QRect(x + index * (four + gap), y, four, row_h))
        put(self.labels["kind"], QRect(PAD, y, LABEL_W, row_h))
        y += row_h + spread
        for index, tile in enumerate(self.times.values()):
            put(tile, QRect(x + index * (four + gap), y, four, row_h))
        put(self.labels["time"], QRect(PAD, y, LABEL_W, row_h))
        # What moves the gate stands right in any language, as on the question (screens.md T14).
        self.save_in.setGeometry(wide - PAD - 480, low, 480, m.touch_gate)
        self.save.setGeometry(wide - PAD - 480 - m.gap_gate - 260, low, 260, m.touch_gate)
        self._box = QRectF(PAD, low, wide - 2 * PAD, m.touch_gate)
        inside = (m.touch_gate - m.touch_min) // 2
        put(self.need_pin, QRect(wide - PAD - 280 - inside, low + inside, 280, m.touch_min))
        if not self.keypad.isHidden():
            self.keypad.setGeometry(self.rect())

    @property
    def until(self) -> str:
        """Until when the pass will hold, as people read it."""
        if self.lasts is None:
            return self.tr("until midnight")
        end = self._around.clock.utc_now() + self.lasts
        word = self.tr("until {time}").replace("{time}", self._around.local.hm(end))
        if self._lasts == "24h":
            word += " " + self.tr("tomorrow")
        return word

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        painter = QPainter(self)
        turning(painter)
        head = QRectF(178, 8, place_of(self.correct).x() - 190, self.back_key.height())
        x = head.x()
        if self._crop is not None:
            place = QRectF(x, head.y(), 230, head.height())
            rounded(painter, place, fill="#15181B", radius=5)
            draw_picture(painter, place, wrap_preview(self._crop), gain=t.video_gain, radius=5)
            x = place.right() + 18
        plate = self.plate or self.tr("No plate")
        font = fitted(fonts("plate_lane"), plate, head.right() - x - 200, 30)
        painter.setFont(font)
        plate_w = painter.fontMetrics().horizontalAdvance(plate) + 24
        text_line(
            painter, QRectF(x, head.y(), plate_w, head.height()), plate, font=font, colour=t.text
        )
        text_line(
            painter,
            QRectF(x + plate_w, head.y(), head.right() - x - plate_w, head.height()),
            self.tr("Quick pass, {until}").replace("{until}", self.until),
            font=fonts("body"),
            colour=t.muted,
        )
        if self.proof_wanted and not self._banned:
            # Beside the keys that let it in: whoever holds one has read it.
            free = QRectF(self._box)
            free.setRight(self.save.x() - self._look.metrics.gap_gate)
            free = turned(painter, free)  # they stand right in any language, and it beside them
            draw_icon(painter, self._look, "badge", t.text, free.x(), free.center().y() - 18, 36)
            free.setLeft(free.x() + 50)
            self._centred(painter, free, self.proof_wanted, t.text)
        if self._banned:
            rounded(
                painter,
                self._box,
                fill=t.deny,
                radius=self._look.metrics.radius * 1.5,
                outline=t.on_deny if t.needs_outline("deny", "bg") else None,
                width=2,
            )
            draw_icon(
                painter,
                self._look,
                "deny-octagon-hand",
                t.on_deny,
                self._box.x() + 12,
                self._box.center().y() - 18,
                36,
            )
            inner = self._box.adjusted(64, 6, -330, -6)
            self._centred(painter, inner, self._banned, t.on_deny)

    def _centred(self, painter: QPainter, area: QRectF, text: str, colour: str) -> None:
        """Paint wrapped words in the middle of the height of a place."""
        font = self._look.fonts("body_strong")
        wrapped = QFontMetrics(font).boundingRect(
            area.toRect(), int(Qt.TextFlag.TextWordWrap), text
        )
        area.setTop(area.y() + max(0.0, (area.height() - wrapped.height()) / 2))
        text_block(painter, area, text, font=font, colour=colour)
