# SPDX-License-Identifier: AGPL-3.0-or-later
"""Step 4 of the first run: a PIN for the supervisor and the installer, and the recovery words."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from alpr_kiosk.domain.first_run import FirstUserSaved
from alpr_kiosk.domain.intents import Intent, IntentAnswer
from alpr_kiosk.domain.queries import QueryAnswer
from alpr_kiosk.domain.recovery import RecoveryRenewed, RecoveryState, RecoveryWanted
from ui import messages
from ui.people import Session
from ui.screens.keypad import Keypad
from ui.screens.new_pin import NewPin
from ui.screens.recovery import RecoverySheet
from ui.screens.setup_part import Line, LinesPart, Part
from ui.surroundings import Surroundings
from ui.widgets.form_keys import FieldKey
from ui.widgets.keys import TapKey
from ui.widgets.page_stack import PageStack


class PinPart(Part):
    """Who has a PIN, and the pad for the first two."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around)
        look, m = around.look, around.look.metrics
        self._role = ""
        self._words: RecoveryState | None = None
        self._names = {"supervisor": self.tr("Supervisor"), "installer": self.tr("Installer")}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.pages = PageStack(self)
        layout.addWidget(self.pages)
        self.keys = {
            "supervisor": self._key("supervisor", self.tr("PIN of the supervisor"), "user"),
            "installer": self._key("installer", self.tr("PIN of the installer"), "settings"),
        }
        self.lines = LinesPart(
            around,
            name="people",
            spoken=self.tr("Who has access"),
            lines=self._lines,
        )
        self.lines.wanted.connect(self.wanted)
        self.name_keys: dict[str, FieldKey] = {}
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.gap_min)
        column.addWidget(self.lines, 1)
        row = QHBoxLayout()
        row.setSpacing(m.gap_min)
        for role, label in (
            ("supervisor", self.tr("Name of the supervisor")),
            ("installer", self.tr("Name of the installer")),
        ):
            field = FieldKey(look=look, name=f"setup.name.{role}", label=label)
            field.setFixedHeight(m.touch_std)
            field.setProperty("value", role)
            field.clicked.connect(self._type_name)
            self.name_keys[role] = field
            self.keys[role].setFixedHeight(m.touch_std)
            row.addWidget(field, 4)
            row.addWidget(self.keys[role], 5)
        self.words_key = self._key("recovery", self.tr("Recovery words"), "key")
        self.words_key.setFixedHeight(m.touch_std)
        self.words_key.clicked.disconnect(self._ask)
        self.words_key.clicked.connect(self._ask_words)
        row.addWidget(self.words_key, 5)
        column.addLayout(row)
        self.pages.addWidget(page)
        self.new_pin = NewPin(look=look, parent=self)
        self.new_pin.chosen.connect(self._chosen)
        self.new_pin.cancelled.connect(self._to_list)
        self.pages.addWidget(self.new_pin)
        self.sheet = RecoverySheet(around, parent=self)
        self.sheet.kept.connect(self._words_kept)
        self.sheet.cancelled.connect(self._to_list)
        self.sheet.said.connect(self.said)
        self.pages.addWidget(self.sheet)
        self.keypad = Keypad(look=look, parent=self)
        self.keypad.used.connect(self._named)
        self.keypad.cancelled.connect(self.keypad.hide)

    def _key(self, role: str, text: str, icon: str) -> TapKey:
        key = TapKey(
            look=self.around.look,
            name=f"setup.pin.{role}",
            text=text,
            icon=icon,
            kind="accent",
            beside=True,
        )
        key.setProperty("value", role)
        key.clicked.connect(self._ask)
        return key

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.keypad.setGeometry(self.rect())

    @property
    def busy(self) -> bool:
        """A PIN or a name is being typed, or the recovery words are shown."""
        return self.pages.currentIndex() != 0 or not self.keypad.isHidden()

    @property
    def wide(self) -> bool:
        """Whether the whole page is needed."""
        return self.busy

    def step_back(self) -> bool:
        """From the pad to the list."""
        if not self.busy:
            return False
        self.keypad.hide()
        self._to_list()
        return True

    def enter(self) -> None:
        """Show who has a PIN."""
        self._to_list()

    def tick(self) -> None:
        """Somebody may have got a PIN elsewhere."""
        self.sheet.tick()
        self.lines.tick()
        self._show_keys()

    def missing(self) -> str:
        """A supervisor is needed, and a way back in when his PIN is lost."""
        if not self.around.site.users("supervisor"):
            return self.tr("The supervisor's PIN is missing.")
        if self._words is not None and self._words.made_at is None:
            return self.tr("The recovery words are missing.")
        return ""

    def left_open(self) -> str:
        """Without an installer nobody can set up cameras and gates."""
        return "" if self.around.site.users("installer") else self.tr("PIN of the installer")

    def _lines(self) -> list[Line]:
        users = self.around.site.users
        found = []
        for role, icon in (("supervisor", "user"), ("installer", "settings"), ("guard", "badge")):
            names = users(role)
            word = {**self._names, "guard": self.tr("Guards")}[role]
            caption = ", ".join(names) if names else self.tr("nobody yet")
            later = role == "guard" and bool(users("supervisor"))
            found.append(
                Line(
                    name=role,
                    icon=icon,
                    text=word,
                    caption=caption,
                    done=bool(names),
                    screen="settings.users" if later else "",
                    key=self.tr("Add"),
                )
            )
        if self._words is not None:
            made = self._words.made_at
            found.insert(
                1,
                Line(
                    name="recovery",
                    icon="key",
                    text=self.tr("Recovery words"),
                    caption=self.tr("made") if made is not None else self.tr("none yet"),
                    done=made is not None,
                ),
            )
        return found

    def _show_keys(self) -> None:
        users = self.around.site.users
        first = not users("supervisor")
        self.words_key.setVisible(not first and self._words is not None)
        for role, key in self.keys.items():
            wanted = role == "supervisor" if first else role == "installer"
            shown = wanted and not users(role)
            key.setVisible(shown)
            self.name_keys[role].setVisible(shown)
            self.name_keys[role].set_value(self._names[role])

    def _to_list(self) -> None:
        self.sheet.forget()
        self.pages.setCurrentIndex(0)
        self.around.asker.ask(self, RecoveryWanted(), self._words_found)
        self.lines.enter()
        self._show_keys()
        self.changed.emit()

    def _type_name(self) -> None:
        sender = self.sender()
        self._role = str(sender.property("value")) if sender is not None else ""
        self.keypad.ask(
            label=self.tr("Name or number"), text=self._names[self._role], at_least=1, words=True
        )
        self.keypad.show()
        self.keypad.raise_()
        self.changed.emit()

    def _named(self, text: str) -> None:
        self._names[self._role] = " ".join(text.split())
        self.keypad.hide()
        self._to_list()

    def _ask(self) -> None:
        sender = self.sender()
        self._role = str(sender.property("value")) if sender is not None else ""
        if self._role == "installer":
            self.around.people.need(
                ("supervisor",), self.tr("give the installer a PIN"), lambda _s: self._to_pad()
            )
        else:
            self._to_pad()

    def _to_pad(self) -> None:
        self.pages.setCurrentWidget(self.new_pin)
        self.new_pin.ask(self._names[self._role])
        self.new_pin.setFocus()
        self.changed.emit()

    def _words_found(self, answer: QueryAnswer) -> None:
        if isinstance(answer.result, RecoveryState):
            self._words = answer.result
            self.lines.enter()
            self._show_keys()
            self.changed.emit()

    def _ask_words(self) -> None:
        roles = ("supervisor", "installer")
        self.around.people.need(
            roles, self.tr("make recovery words"), lambda _session: self._show_sheet()
        )

    def _show_sheet(self) -> None:
        self.pages.setCurrentWidget(self.sheet)
        self.sheet.begin(printer=self._words is not None and self._words.printer)
        self.changed.emit()

    def _words_kept(self, words: tuple[str, ...]) -> None:
        self.send(RecoveryRenewed(session=self.around.people.session.token, words=words))
        self._to_list()

    def _chosen(self, pin: str) -> None:
        self.send(
            FirstUserSaved(
                session=self.around.people.session.token,
                user=self._names[self._role],
                role=self._role,
                pin=pin,
            )
        )

    def got(self, intent: Intent, answer: IntentAnswer) -> None:
        """Whoever has typed a PIN twice has signed in."""
        context = dict(answer.context)
        words = messages.text(answer.code, context) if answer.code else ""
        if answer.ok and isinstance(intent, FirstUserSaved):
            token = context.get("session", "")
            self.around.people.elevate(Session(token=token, user=intent.user, role=intent.role))
            self.said.emit(words, "ack-check")
            self._to_list()
        elif answer.code.startswith("pin."):
            self.new_pin.begin(words)
        else:
            self.said.emit(words, "alarm-high")
            self._to_list()
