# SPDX-License-Identifier: AGPL-3.0-or-later
"""S20 Users and PINs: who has access, new PINs, access taken away, and the recovery words."""

from __future__ import annotations

from datetime import datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from alpr_kiosk.domain.intents import Intent, IntentAnswer
from alpr_kiosk.domain.people_intents import UserSaved, UserStopped
from alpr_kiosk.domain.people_queries import UserRow, UsersWanted
from alpr_kiosk.domain.queries import QueryAnswer
from alpr_kiosk.domain.recovery import RecoveryRenewed, RecoveryState, RecoveryWanted
from ui import messages
from ui.errands import NEW_WORDS
from ui.screens.base import Screen
from ui.screens.keypad import Keypad
from ui.screens.new_pin import NewPin
from ui.screens.recovery import RecoverySheet
from ui.surroundings import Surroundings
from ui.widgets.keys import TapKey
from ui.widgets.notice_row import NoticeRow
from ui.widgets.page_head import PageHead
from ui.widgets.page_stack import PageStack
from ui.widgets.row_list import RowList
from ui.widgets.states import StateBox

ROLES = ("guard", "supervisor", "installer", "auditor")
ICONS = {"guard": "badge", "supervisor": "user", "installer": "settings", "auditor": "search"}
NEW_PIN, STOP = 0, 1
"""Numbers of the keys of a row."""


class UsersScreen(Screen):
    """The list, the form for somebody new, and the new PIN."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        look = self._look = around.look
        self._around = around
        self._people = around.people
        self._rows: tuple[UserRow, ...] = ()
        self._query = ""
        self._words_query = ""
        self._words: RecoveryState | None = None
        self._stopping = ""
        self._user, self._role, self._is_new = "", "guard", False
        self._sent: dict[str, Intent] = {}
        self.setObjectName("settings.users")
        self.setAccessibleName(self.tr("Users and PINs"))
        m = look.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.space(16), m.space(12), m.space(16), m.space(8))
        layout.setSpacing(m.space(12))
        self.head = PageHead(look=look, name="users", title=self.tr("Users and PINs"), parent=self)
        self.head.back.clicked.connect(self._back)
        self.add_key = TapKey(
            look=look,
            name="users.add",
            text=self.tr("Add a person"),
            icon="add",
            kind="accent",
            beside=True,
            parent=self,
        )
        self.add_key.setMinimumSize(240, m.touch_min)
        self.add_key.clicked.connect(self._add)
        self.head.add(self.add_key)
        layout.addWidget(self.head)
        self.pages = PageStack(self)
        layout.addWidget(self.pages, 1)
        self._list_page = self._make_list()
        self._form_page = self._make_form()
        self.new_pin = NewPin(look=look, parent=self)
        self.new_pin.chosen.connect(self._pin_chosen)
        self.new_pin.cancelled.connect(self._to_list)
        self.sheet = RecoverySheet(around, parent=self)
        self.sheet.kept.connect(self._words_kept)
        self.sheet.cancelled.connect(self._to_list)
        self.sheet.said.connect(self.said)
        for page in (self._list_page, self._form_page, self.new_pin, self.sheet):
            self.pages.addWidget(page)
        self.keypad = Keypad(look=look, parent=self)
        self.keypad.used.connect(self._named)
        self.keypad.cancelled.connect(self._keypad_left)

    def _make_list(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        self.list = RowList(
            look=self._look, name="users.list", spoken=self.tr("Who has access"), parent=page
        )
        self.state = StateBox(
            look=self._look, clock=self._around.clock, name="users.state", parent=page
        )
        self.state.pressed.connect(self._ask)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.state, 1)
        return page

    def _make_form(self) -> QWidget:
        look, m = self._look, self._look.metrics
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, m.space(24), 0, 0)
        layout.setSpacing(m.space(16))
        layout.addWidget(QLabel(self.tr("Name or number, as it stands in the record"), page))
        self.name_key = TapKey(
            look=look, name="users.name", text="", icon="keyboard", beside=True, parent=page
        )
        self.name_key.setFixedSize(620, m.touch_std)
        self.name_key.clicked.connect(self._type_name)
        layout.addWidget(self.name_key)
        layout.addSpacing(m.space(8))
        layout.addWidget(QLabel(self.tr("What the person may do"), page))
        row = QHBoxLayout()
        row.setSpacing(m.gap_min)
        self.role_keys: dict[str, TapKey] = {}
        for role in ROLES:
            key = TapKey(
                look=look,
                name=f"users.role.{role}",
                text=self.role_word(role),
                icon=ICONS[role],
                beside=True,
                accessible=self.tr("Role: {name}").replace("{name}", self.role_word(role)),
                parent=page,
            )
            key.setCheckable(True)
            key.setFixedHeight(m.touch_std)
            key.setMinimumWidth(230)
            key.clicked.connect(self._role_tapped)
            self.role_keys[role] = key
            row.addWidget(key)
        row.addStretch(1)
        layout.addLayout(row)
        self.role_words = QLabel(page)
        self.role_words.setProperty("role", "muted")
        self.role_words.setWordWrap(True)
        layout.addWidget(self.role_words)
        layout.addStretch(1)
        self.next_key = TapKey(
            look=look,
            name="users.next",
            text=self.tr("Next: the PIN"),
            icon="next",
            kind="accent",
            beside=True,
            parent=page,
        )
        self.next_key.setFixedSize(360, m.touch_std)
        self.next_key.clicked.connect(self._to_pin)
        layout.addWidget(self.next_key, 0, Qt.AlignmentFlag.AlignRight)
        return page

    def role_word(self, role: str) -> str:
        """Return the name of a role."""
        return {
            "guard": self.tr("Guard"),
            "supervisor": self.tr("Supervisor"),
            "installer": self.tr("Installer"),
            "auditor": self.tr("Auditor"),
        }.get(role, role)

    def _role_sentence(self, role: str) -> str:
        return {
            "guard": self.tr("Has shifts: openings with reasons, quick passes, hand-over."),
            "supervisor": self.tr("Also changes lists and guards, and ends a lockdown."),
            "installer": self.tr("Sets up cameras and gates, and gives everybody a PIN."),
            "auditor": self.tr("Reads the record and the audit log, and changes nothing."),
        }.get(role, "")

    # ------------------------------------------------------------------------------- the screen

    def enter(self, argument: object) -> None:
        """Show the list as it is now, or new recovery words."""
        self.keypad.hide()
        self._to_list()
        if argument == NEW_WORDS:
            self._new_words()

    def leave(self) -> None:
        """A sheet that is shown is not there any more on the way back."""
        self.sheet.forget()
        self._to_list()

    @property
    def busy(self) -> bool:
        """Something is typed."""
        return self.pages.currentWidget() is not self._list_page

    def step_back(self) -> bool:
        """One step within the screen; False on the list."""
        if not self.keypad.isHidden():
            self._keypad_left()
            return True
        if self.busy:
            self._to_list()
            return True
        return False

    def _back(self) -> None:
        if not self.step_back():
            self.back.emit()

    def tick(self) -> None:
        """Look at the clock."""
        self.state.tick()
        self.sheet.tick()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.keypad.setGeometry(self.rect())

    def answered(self, answer: IntentAnswer) -> bool:
        """Take the answer to what we asked."""
        intent = self._sent.pop(answer.intent_id, None)
        if intent is None:
            return False
        text = messages.text(answer.code, answer.context) if answer.code else ""
        if answer.ok:
            self.said.emit(text, "ack-check")
            self._to_list()
        elif isinstance(intent, UserSaved) and answer.code.startswith("pin."):
            self.new_pin.begin(text)
        else:
            self.said.emit(text, "alarm-high")
            self._to_list()
        return True

    def _send(self, intent: Intent) -> None:
        self._sent[intent.intent_id] = intent
        self.intent.emit(intent)

    def _may_manage(self, role: str) -> bool:
        """Return whether who sits there gives this role its PINs (the site checks it itself)."""
        own = self._people.session.role
        return own == "installer" or (own == "supervisor" and role == "guard")

    # --------------------------------------------------------------------------------- the list

    def _to_list(self) -> None:
        self._stopping = ""
        self.sheet.forget()
        self.pages.setCurrentWidget(self._list_page)
        self.head.title.setText(self.tr("Users and PINs"))
        self.add_key.setVisible(self._people.session.role in ("supervisor", "installer"))
        self.changed.emit()
        self._around.asker.cancel(self._words_query)
        self._words_query = self._around.asker.ask(self, RecoveryWanted(), self._words_found)
        self._ask()

    def _ask(self) -> None:
        self._around.asker.cancel(self._query)
        if not self._rows:
            self.list.hide()
            self.state.work(self.tr("Looking who has access"))
        self._query = self._around.asker.ask(self, UsersWanted(), self._found)

    def _found(self, answer: QueryAnswer) -> None:
        rows = answer.result
        if isinstance(rows, tuple):
            self._rows = rows
            self._show_rows()
        elif answer.code != "query.cancelled":
            self.list.hide()
            self.state.fault(messages.text(answer.code, answer.context))

    def _words_found(self, answer: QueryAnswer) -> None:
        if isinstance(answer.result, RecoveryState):
            self._words = answer.result
            if self._rows:
                self._show_rows()

    def _show_rows(self) -> None:
        order = sorted(
            self._rows, key=lambda row: (not row.active, ROLES.index(row.role), row.name)
        )
        if order:
            self.state.clear()
            words = [self._words_row(self._words)] if self._words is not None else []
            self.list.set_rows([*words, *(self._row(row) for row in order)])
        else:
            self.state.empty(self.tr("Nobody has a PIN yet."))
        self.list.setVisible(bool(order))

    def _row(self, row: UserRow) -> QWidget:
        now = self._around.clock.utc_now()
        caption = self.role_word(row.role)
        if row.on_shift:
            caption += "  ·  " + self.tr("on shift now")
        age = self._age(now, row.changed_at)
        caption += "  ·  " + (
            self.tr("PIN set {age}") if row.active else self.tr("access stopped {age}")
        ).replace("{age}", age)
        own = row.name == self._people.session.user and row.role == self._people.session.role
        keys: tuple[tuple[str, str], ...] = ()
        if row.name == self._stopping:
            keys = ((self.tr("Keep"), "back"), (self.tr("Really stop"), "delete"))
        elif self._may_manage(row.role) and row.active:
            keys = ((self.tr("New PIN"), "pin"), (self.tr("Stop access"), "delete"))
        elif self._may_manage(row.role) or (own and row.active):
            keys = ((self.tr("New PIN"), "pin"),)
        shown = NoticeRow(
            look=self._look,
            name=f"users.row.{row.name}",
            icon=ICONS.get(row.role, "user"),
            text=row.name,
            caption=caption,
            kind="deny" if row.name == self._stopping else "",
            keys=keys,
            strong=row.active,
        )
        if row.name == self._stopping:
            shown.keys[STOP].set_kind("deny")
        shown.tapped.connect(lambda number, row=row: self._tapped(row, number))
        return shown

    def _words_row(self, state: RecoveryState) -> QWidget:
        now = self._around.clock.utc_now()
        if state.made_at is not None:
            caption = self.tr("made {age} by {who}").replace("{who}", state.actor)
            caption = caption.replace("{age}", self._age(now, state.made_at))
        elif state.used_at is not None:
            caption = self.tr("used up {age} by {who}: make new ones").replace("{who}", state.user)
            caption = caption.replace("{age}", self._age(now, state.used_at))
        else:
            caption = self.tr("none: a lost PIN would lock everybody out")
        may = self._people.session.role in ("supervisor", "installer")
        shown = NoticeRow(
            look=self._look,
            name="users.recovery",
            icon="key",
            text=self.tr("Recovery words"),
            caption=caption,
            kind="" if state.made_at is not None else "ask",
            keys=((self.tr("New words"), "retry"),) if may else (),
            strong=state.made_at is None,
        )
        shown.tapped.connect(self._new_words)
        return shown

    def _new_words(self) -> None:
        self.add_key.hide()
        self.head.title.setText(self.tr("Recovery words"))
        self.pages.setCurrentWidget(self.sheet)
        self.sheet.begin(printer=self._words is not None and self._words.printer)
        self.changed.emit()

    def _words_kept(self, words: tuple[str, ...]) -> None:
        self._send(RecoveryRenewed(session=self._people.token, words=words))

    def _age(self, now: datetime, at: datetime) -> str:
        days = max(timedelta(0), now - at).days
        if days == 0:
            return self.tr("today")
        if days == 1:
            return self.tr("yesterday")
        return self.tr("{n} days ago").replace("{n}", str(days))

    def _tapped(self, row: UserRow, number: int) -> None:
        if self._stopping == row.name:
            self._stopping = ""
            if number == STOP:
                self._send(UserStopped(session=self._people.token, user=row.name))
            self._show_rows()
        elif number == STOP:
            self._stopping = row.name
            self._show_rows()
        else:
            self._user, self._role, self._is_new = row.name, row.role, False
            self._to_pin()

    # ------------------------------------------------------------------------- somebody, a PIN

    def _add(self) -> None:
        self._user, self._role, self._is_new = "", "guard", True
        self._show_form()

    def _show_form(self) -> None:
        self.pages.setCurrentWidget(self._form_page)
        self.head.title.setText(self.tr("Add a person"))
        self.add_key.hide()
        self.name_key.setText(self._user or self.tr("Tap to type"))
        self.name_key.setAccessibleName(
            self.tr("Name: {who}").replace("{who}", self._user or self.tr("none yet"))
        )
        self.name_key.update()
        for role, key in self.role_keys.items():
            key.setChecked(role == self._role)
            key.setEnabled(self._may_manage(role))
        words = self._role_sentence(self._role)
        if self._people.session.role != "installer":
            words += " " + self.tr("Other roles: ask the installer.")
        self.role_words.setText(words)
        self.next_key.setEnabled(bool(self._user))
        self.changed.emit()

    def _type_name(self) -> None:
        label = self.tr("Name or number")
        self.keypad.ask(label=label, text=self._user, at_least=1, words=True)

    def _named(self, text: str) -> None:
        self._user = " ".join(text.split())
        self._keypad_left()

    def _keypad_left(self) -> None:
        self.keypad.hide()
        self._show_form()

    def _role_tapped(self) -> None:
        key = self.sender()
        for role, own in self.role_keys.items():
            if own is key:
                self._role = role
        self._show_form()

    def _to_pin(self) -> None:
        self.add_key.hide()
        self.head.title.setText(self._user)
        self.pages.setCurrentWidget(self.new_pin)
        self.new_pin.ask(self._user)
        self.changed.emit()

    def _pin_chosen(self, pin: str) -> None:
        self._send(
            UserSaved(
                session=self._people.token,
                user=self._user,
                role=self._role,
                pin=pin,
                is_new=self._is_new,
            )
        )
