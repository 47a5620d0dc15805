# SPDX-License-Identifier: AGPL-3.0-or-later
"""S13 Hand-over: what a guard must know who comes, and leaves behind who goes."""

from __future__ import annotations

from datetime import timedelta
from enum import Enum

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from alpr_kiosk.domain.intents import Intent, IntentAnswer, SessionEnded
from alpr_kiosk.domain.people_intents import (
    HandoverItemRead,
    NoteAdded,
    ShiftEnded,
    ShiftStarted,
)
from alpr_kiosk.domain.people_queries import Handover, HandoverItem, HandoverWanted
from alpr_kiosk.domain.queries import QueryAnswer
from alpr_kiosk.domain.shift import ShiftView
from ui import messages
from ui.people import PinWanted, Session
from ui.screens.base import Screen
from ui.screens.keypad import Keypad
from ui.surroundings import Surroundings
from ui.widgets.keys import TapKey
from ui.widgets.notice_row import NoticeRow
from ui.widgets.page_head import PageHead
from ui.widgets.row_list import RowList
from ui.widgets.states import StateBox

ICONS = {
    "ban": ("deny-octagon-hand", "deny"),
    "visitors": ("pass-ticket", "info"),
    "camera": ("camera-off", "fault"),
    "hold": ("gate-held", "warning"),
    "openings": ("override-hand", "warning"),
    "opening": ("override-hand", "warning"),
    "note": ("edit", "info"),
}
"""Icon and meaning of an item by its kind."""
_CAPTIONS = {
    "ban": QT_TRANSLATE_NOOP("HandoverScreen", "Ban"),
    "visitors": QT_TRANSLATE_NOOP("HandoverScreen", "Visitors"),
    "camera": QT_TRANSLATE_NOOP("HandoverScreen", "Camera"),
    "hold": QT_TRANSLATE_NOOP("HandoverScreen", "Gate"),
    "openings": QT_TRANSLATE_NOOP("HandoverScreen", "Openings by hand"),
    "opening": QT_TRANSLATE_NOOP("HandoverScreen", "Opening by hand"),
    "note": QT_TRANSLATE_NOOP("HandoverScreen", "Note"),
}
SHIFT_KEY_W = 500
"""Width of the key that begins or ends a shift, px."""


class Mode(Enum):
    """Where in the hand-over we are."""

    NO_GUARDS = "no_guards"
    NOBODY = "nobody"
    COMING = "coming"
    ON_SHIFT = "on_shift"


class HandoverScreen(Screen):
    """From PIN in to PIN out."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        look = self._look = around.look
        self._around = around
        self._people = around.people
        self._mode = Mode.NOBODY
        self._coming = Session()
        self._items: tuple[HandoverItem, ...] = ()
        self._settle: tuple[HandoverItem, ...] = ()
        self._first = False
        self._since_text = ""
        self._read: set[str] = set()
        self._waiting: dict[str, str] = {}
        self._sent: dict[str, Intent] = {}
        self.setObjectName("handover")
        self.setAccessibleName(self.tr("Hand-over"))
        m = look.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.space(16), m.space(12), m.space(16), m.space(12))
        layout.setSpacing(m.space(12))
        self.head = PageHead(look=look, name="handover", title="", parent=self)
        self.head.back.clicked.connect(self.back)
        self.since = QLabel(self)
        self.since.setProperty("role", "muted")
        self.head.add(self.since)
        self.list = RowList(
            look=look, name="handover.list", spoken=self.tr("What is new"), parent=self
        )
        self.state = StateBox(look=look, clock=around.clock, name="handover.state", parent=self)
        self.state.pressed.connect(self._state_pressed)
        layout.addWidget(self.head)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.state, 1)
        layout.addLayout(self._footer())
        self.keypad: Keypad | None = None
        around.site.bus.shift_changed.connect(self._on_shift)

    def _footer(self) -> QHBoxLayout:
        m = self._look.metrics
        row = QHBoxLayout()
        row.setSpacing(m.gap_min)
        self.note_key = self._key("handover.note", self.tr("Add note"), "edit")
        self.note_key.clicked.connect(self._note)
        self.skip_key = self._key("handover.skip", self.tr("Skip for now"), "next")
        self.skip_key.clicked.connect(self._skip)
        self.start_key = self._key(
            "handover.start", self.tr("I HAVE READ IT - START SHIFT"), "ack-check", accent=True
        )
        self.start_key.clicked.connect(self._start)
        self.end_key = self._key("handover.end", "", "badge", accent=True)
        self.end_key.clicked.connect(self._end)
        row.addWidget(self.note_key)
        row.addWidget(self.skip_key)
        row.addStretch(1)
        row.addWidget(self.start_key)
        row.addWidget(self.end_key)
        return row

    def _key(self, name: str, text: str, icon: str, *, accent: bool = False) -> TapKey:
        key = TapKey(
            look=self._look,
            name=name,
            text=text,
            icon=icon,
            kind="accent" if accent else "raised",
            beside=True,
            parent=self,
        )
        key.setFixedHeight(self._look.metrics.touch_std)
        key.setMinimumWidth(SHIFT_KEY_W if accent else 230)
        return key

    # ------------------------------------------------------------------------------- the screen

    def enter(self, argument: object) -> None:
        """Show where we are; `argument` is the session of a guard who has just signed in."""
        self._hide_keypad()
        if isinstance(argument, Session) and argument.role == "guard":
            self._came(argument)
            return
        self._find_mode()
        if self._mode is Mode.NOBODY:
            self._sign_in()

    def leave(self) -> None:
        """A guard who goes elsewhere before the shift begins is not on shift."""
        if self._mode is Mode.COMING:
            if self._coming:
                self.intent.emit(SessionEnded(session=self._coming.token))
            self._coming, self._mode = Session(), Mode.NOBODY

    @property
    def mode(self) -> Mode:
        """Where in the hand-over we are."""
        return self._mode

    @property
    def busy(self) -> bool:
        """A note is typed."""
        return self.keypad is not None and not self.keypad.isHidden()

    def step_back(self) -> bool:
        """Leave the keypad; False when there is none."""
        if not self.busy:
            return False
        self._note_left()
        return True

    def tick(self) -> None:
        """Look at the clock."""
        self.state.tick()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.keypad is not None:
            self.keypad.setGeometry(self.rect())

    def answered(self, answer: IntentAnswer) -> bool:
        """Take the answer to what we asked; a reason that was given settles its opening."""
        if answer.ok and answer.code == "override.saved":
            event_id = dict(answer.context).get("event_id", "")
            self._settle = tuple(one for one in self._settle if one.intent_id != event_id)
            self._show()
            return False
        intent = self._sent.pop(answer.intent_id, None)
        if intent is None:
            return False
        if answer.ok and isinstance(intent, NoteAdded):
            self._ask_items()
        if answer.ok and isinstance(intent, ShiftStarted):
            self._coming = Session()
            self.wanted.emit("live", None)
        if answer.code:
            icon = "ack-check" if answer.ok else "alarm-high"
            self.said.emit(messages.text(answer.code, answer.context), icon)
        return True

    def _send(self, intent: Intent) -> None:
        self._sent[intent.intent_id] = intent
        self.intent.emit(intent)

    def _on_shift(self, view: ShiftView | None) -> None:
        if not self.isVisible() or self._mode is Mode.COMING:
            return
        self._find_mode()
        if view is None and self._mode is Mode.NOBODY and not self._people.locked:
            self._sign_in()  # the next one stands behind him

    def _find_mode(self) -> None:
        shift = self._around.site.shift()
        if shift is not None:
            self._mode = Mode.ON_SHIFT
            self._read = set(shift.shift.read)
            self._items, self._settle = (), ()
            self._ask_items()
        elif self._around.site.users("guard"):
            self._mode = Mode.NOBODY
        else:
            self._mode = Mode.NO_GUARDS
        self._show()

    # -------------------------------------------------------------------------------- coming in

    def _sign_in(self) -> None:
        self._people.challenge(
            PinWanted(
                purpose=self.tr("begin the shift"),
                roles=("guard",),
                then=self._came,
                elevates=False,
                unsigned=self._begin_unsigned,
            )
        )

    def _came(self, session: Session) -> None:
        shift = self._around.site.shift()
        if shift is not None and shift.shift.user == session.user and shift.shift.signed:
            self._send(ShiftStarted(session=session.token))  # back from a lock
            self._find_mode()
            return
        self._coming, self._mode = session, Mode.COMING
        self._read, self._items, self._settle = set(), (), ()
        self._ask_items()
        self._show()

    def _begin_unsigned(self, user: str) -> None:
        self._send(ShiftStarted(user=user, skipped=True))
        self.wanted.emit("live", None)

    def _start(self) -> None:
        self._send(ShiftStarted(session=self._coming.token, read=tuple(sorted(self._read))))

    def _skip(self) -> None:
        read = tuple(sorted(self._read))
        self._send(ShiftStarted(session=self._coming.token, read=read, skipped=True))

    # -------------------------------------------------------------------------------- going out

    def _end(self) -> None:
        shift = self._around.site.shift()
        self._people.challenge(
            PinWanted(
                purpose=self.tr("end the shift"),
                roles=("guard", "supervisor"),
                then=self._end_signed,
                prefer=shift.shift.user if shift is not None else "",
                elevates=False,
            )
        )

    def _end_signed(self, session: Session) -> None:
        explain, duty = self._around.explain, self._around.duty
        self._send(
            ShiftEnded(
                session=session.token,
                nothing=not self._notes(),
                cameras_down=tuple(explain.name(camera) for camera, _ in duty.cameras_down),
                held=tuple(explain.gate(gate) for gate, _ in duty.held),
            )
        )

    def _notes(self) -> list[HandoverItem]:
        return [item for item in self._settle if item.kind == "note"]

    def _note(self) -> None:
        if self.keypad is None:
            self.keypad = Keypad(look=self._look, parent=self)
            self.keypad.setGeometry(self.rect())
            self.keypad.used.connect(self._note_typed)
            self.keypad.cancelled.connect(self._note_left)
        self.keypad.ask(label=self.tr("Note for the next shift"), text="", at_least=2, words=True)
        self.changed.emit()

    def _note_typed(self, text: str) -> None:
        self._note_left()
        self._send(NoteAdded(session=self._people.token, text=text))

    def _hide_keypad(self) -> None:
        if self.keypad is not None:
            self.keypad.hide()

    def _note_left(self) -> None:
        self._hide_keypad()
        self.changed.emit()

    # ---------------------------------------------------------------------------------- asking

    def _ask_items(self) -> None:
        asker, duty = self._around.asker, self._around.duty
        for query_id in self._waiting.values():
            asker.cancel(query_id)
        self._waiting = {}
        if self._mode is Mode.COMING:
            self.state.work(self.tr("Looking for what is new"))
            self._ask("new", duty.wanted(self._coming.user, self._coming.token))
            return
        shift = self._around.site.shift()
        if shift is None:
            return
        self.state.work(self.tr("Looking for what is open"))
        self._ask("open", duty.wanted(shift.shift.user, leaving=True))
        if shift.shift.skipped:
            self._ask("new", duty.wanted(shift.shift.user))

    def _ask(self, name: str, query: HandoverWanted) -> None:
        self._waiting[name] = query.query_id
        found = self._found if name == "new" else self._found_open
        self._around.asker.ask(self, query, found)

    def _found(self, answer: QueryAnswer) -> None:
        self._waiting.pop("new", None)
        found = answer.result
        if not isinstance(found, Handover):
            self._failed(answer)
            return
        self._items, self._first = found.items, found.first
        self._since_text = self._span(self._around.clock.utc_now() - found.since)
        self._show()

    def _found_open(self, answer: QueryAnswer) -> None:
        self._waiting.pop("open", None)
        found = answer.result
        if not isinstance(found, Handover):
            self._failed(answer)
            return
        self._settle = found.items
        self._show()

    def _failed(self, answer: QueryAnswer) -> None:
        if answer.code != "query.cancelled":
            self._show()
            self.list.hide()
            self.state.fault(messages.text("handover.failed"))

    def _state_pressed(self) -> None:
        if self._mode is Mode.NO_GUARDS:
            self.wanted.emit("settings.users", None)
        elif self._mode is Mode.NOBODY:
            self._sign_in()
        else:
            self._ask_items()

    # --------------------------------------------------------------------------------- showing

    @property
    def unread(self) -> tuple[HandoverItem, ...]:
        """Items that nobody has marked as read."""
        return tuple(item for item in self._items if item.item_id not in self._read)

    def _show(self) -> None:
        coming, on_shift = self._mode is Mode.COMING, self._mode is Mode.ON_SHIFT
        self.head.title.setText(self._title())
        self.since.setText(self._subtitle())
        self.note_key.setVisible(on_shift and bool(self._people.token))
        self.skip_key.setVisible(coming)
        self.start_key.setVisible(coming)
        self.start_key.setEnabled(coming and not self._waiting and not self.unread)
        self.end_key.setVisible(on_shift)
        word = self.tr("END SHIFT") if self._notes() else self.tr("NOTHING TO REPORT - END SHIFT")
        self.end_key.setText(word)
        self.end_key.setAccessibleName(word)
        self._show_rows()

    def _show_rows(self) -> None:
        if self._mode is Mode.NO_GUARDS:
            key = self.tr("Users and PINs")
            self.state.empty(messages.text("handover.no_guards"), key=key, icon="user")
        elif self._mode is Mode.NOBODY:
            self.state.empty(messages.text("handover.nobody"), key=self.tr("Sign in"), icon="user")
        elif not self._waiting:
            self._show_items()
        self.list.setVisible(self.state.isHidden())

    def _show_items(self) -> None:
        coming = self._mode is Mode.COMING
        own = {item.item_id for item in self._settle}
        unread = tuple(item for item in self.unread if item.item_id not in own)
        shown = self._items if coming else (*unread, *self._settle)
        if shown:
            self.state.clear()
            self.list.set_rows([self._row(item) for item in shown])
        else:
            self.state.empty(messages.text("handover.nothing" if coming else "handover.settled"))

    def _row(self, item: HandoverItem) -> QWidget:
        icon, kind = ICONS.get(item.kind, ("alarm", "info"))
        settling = item in self._settle
        read = item.item_id in self._read
        keys: tuple[tuple[str, str], ...] = ()
        if item.kind == "opening":
            keys = ((self.tr("Reason"), "edit"),)
        elif not settling and not read:
            keys = ((self.tr("Read"), "ack-check"),)
        values = dict(item.context)
        for name in ("camera", "gate"):
            if name in values:
                values[name] = self._around.explain.name(values[name])
        if item.kind == "opening" and not values.get("actor"):
            values["actor"] = self.tr("somebody who was not signed in")
        if item.kind == "ban" and self._mode is Mode.COMING:
            caption = self.tr("NEW TO YOU")
        else:
            word = str(_CAPTIONS.get(item.kind, item.kind))
            caption = QCoreApplication.translate("HandoverScreen", word)
        if item.at is not None:
            local = self._around.local
            time = local.hms(item.at) if item.kind == "opening" else local.hm(item.at)
            caption += f"  ·  {local.date(item.at)} {time}"
        row = NoticeRow(
            look=self._look,
            name=f"handover.item.{item.item_id}",
            icon=icon,
            text=messages.text(item.code, values),
            caption=caption,
            kind=kind,
            keys=keys,
            strong=bool(keys) or (settling and item.kind in ("camera", "hold")),
            done=self.tr("read") if read and not settling else "",
        )
        row.tapped.connect(lambda _number, item=item: self._tapped(item))
        return row

    def _tapped(self, item: HandoverItem) -> None:
        if item.kind == "opening":
            self.reason_wanted.emit(item.intent_id, item.gate_id)
            return
        self._read.add(item.item_id)
        if self._mode is Mode.ON_SHIFT:
            self._send(HandoverItemRead(session=self._people.token, item_id=item.item_id))
            self._around.duty.left_unread(len(self.unread))
        self._show()
        self._focus_next()

    def _focus_next(self) -> None:
        """Enter reads the next one."""
        for row in self.list.rows:
            if isinstance(row, NoticeRow) and row.keys:
                row.keys[0].setFocus()
                return
        if self.start_key.isEnabled():
            self.start_key.setFocus()

    def _title(self) -> str:
        if self._mode is Mode.COMING:
            hour = self._around.local.local(self._around.clock.utc_now()).hour
            greeting = (
                self.tr("Good night, {who}")
                if hour < 5 or hour >= 22
                else self.tr("Good morning, {who}")
                if hour < 11
                else self.tr("Good evening, {who}")
                if hour >= 17
                else self.tr("Good day, {who}")
            )
            return greeting.replace("{who}", self._coming.user)
        shift = self._around.site.shift()
        if self._mode is Mode.ON_SHIFT and shift is not None:
            return self.tr("Shift of {who}").replace("{who}", shift.shift.user)
        return self.tr("Hand-over")

    def _subtitle(self) -> str:
        shift, local = self._around.site.shift(), self._around.local
        if self._mode is Mode.COMING and not self._waiting:
            other = ""
            if shift is not None and shift.shift.user != self._coming.user:
                other = self.tr("Ends the shift of {who}.").replace("{who}", shift.shift.user)
            since = (
                self.tr("Your first shift: the last 7 days")
                if self._first
                else self.tr("Since your last shift: {span}").replace("{span}", self._since_text)
            )
            return f"{other}  {since}".strip()
        if self._mode is Mode.ON_SHIFT and shift is not None:
            began = self.tr("since {time}").replace("{time}", local.hm(shift.shift.began_at))
            if shift.shift.ends_at is None:
                return began
            till = self.tr("till {time}").replace("{time}", local.hm(shift.shift.ends_at))
            return f"{began}  ·  {till}"
        return ""

    def _span(self, span: timedelta) -> str:
        hours = max(0, int(span.total_seconds() // 3600))
        if hours < 1:
            return self.tr("less than an hour")
        if hours < 48:
            return self.tr("{n} h").replace("{n}", str(hours))
        return self.tr("{n} days").replace("{n}", str(hours // 24))
