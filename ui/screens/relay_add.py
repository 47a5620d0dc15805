# SPDX-License-Identifier: AGPL-3.0-or-later
"""Asks which relay a new gate has, one question after the other (screens.md S24, step 7)."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from alpr_kiosk.domain.queries import QueryAnswer
from alpr_kiosk.domain.relay_queries import SeenPort, SerialPortsWanted
from ui import messages
from ui.screens.text_pad import TextPad
from ui.surroundings import Surroundings
from ui.viewmodels.relay_kinds import KINDS, PASSWORD, Ask, RelayKind, is_port, problem, said
from ui.widgets.choices import ChoicePage, ChoiceTile
from ui.widgets.page_stack import PageStack

TYPE_IT = "-"
"""Value of the tile that lets a port be typed."""


class RelayAdd(QWidget):
    """The kinds as tiles, then what each kind needs.

    Signals:
        done (RelayKind kind, object answers): All was answered, by key.
        left (): Back from the kinds.
        said (str text, str icon): What is wrong with an answer.
    """

    done = Signal(object, object)
    left = Signal()
    said = Signal(str, str)

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._kind: RelayKind | None = None
        self._at = 0
        self._answers: dict[str, str] = {}
        self._looking = ""
        self.setObjectName("relay.add")
        look = around.look
        self.kinds = ChoicePage(look=look, name="relay.kind", parent=self)
        self.ports = ChoicePage(look=look, name="relay.port", parent=self)
        self.pad = TextPad(look=look, parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._pages = PageStack(self)
        layout.addWidget(self._pages)
        for page in (self.kinds, self.ports, self.pad):
            self._pages.addWidget(page)
        self.kinds.chosen.connect(self._chosen)
        self.kinds.cancelled.connect(self.left)
        self.ports.chosen.connect(self._port_chosen)
        self.ports.cancelled.connect(self.step_back)
        self.pad.used.connect(self._typed)
        self.pad.cancelled.connect(self.step_back)

    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(self._around.look.tokens.bg))

    def begin(self) -> None:
        """Ask for the kind."""
        self._kind, self._answers = None, {}
        self.pad.forget()
        choices = tuple(
            ChoiceTile(value=kind.name, word=said(kind.word), icon=kind.icon) for kind in KINDS
        )
        self.kinds.ask(
            title=self.tr("Which relay opens the gate?"),
            choices=choices,
            note=messages.text("relay.add.others"),
        )
        self._pages.setCurrentWidget(self.kinds)

    def step_back(self) -> None:
        """Back to the question before; from the kinds it is left."""
        if self._kind is None:
            self.left.emit()
        elif self._at == 0:
            self.begin()
        else:
            self._at -= 1
            self._ask()

    @property
    def asked(self) -> Ask | None:
        """The question that is open, None while a kind is chosen."""
        return self._kind.asks[self._at] if self._kind is not None else None

    def _chosen(self, name: str) -> None:
        self._kind = next(kind for kind in KINDS if kind.name == name)
        self._at = 0
        self._ask()

    def _ask(self) -> None:
        ask = self.asked
        self._around.asker.cancel(self._looking)
        if ask is None:
            return
        if is_port(ask):
            self._looking = self._around.asker.ask(self, SerialPortsWanted(), self._ports_found)
            return
        self._type(ask)

    def _type(self, ask: Ask) -> None:
        text = self._answers.get(ask.key, str(ask.usual))
        self.pad.ask(label=said(ask.label), text=text, secret=ask.key == PASSWORD)
        self._pages.setCurrentWidget(self.pad)

    def _ports_found(self, answer: QueryAnswer) -> None:
        ask = self.asked
        if ask is None or not is_port(ask):
            return  # somebody went back meanwhile
        found = answer.result if isinstance(answer.result, tuple) else ()
        ports = [port for port in found if isinstance(port, SeenPort)]
        if not ports:
            self._type(ask)
            self.said.emit(messages.text("relay.add.no_port"), "usb")
            return
        tiles = [
            ChoiceTile(
                value=port.path,
                word=port.board or port.path.rpartition("/")[2],
                icon="usb",
                spoken=f"{port.board} {port.path}".strip(),
            )
            for port in ports
        ]
        tiles.append(ChoiceTile(value=TYPE_IT, word=self.tr("Type it"), icon="edit"))
        self.ports.ask(title=said(ask.label), choices=tiles, note=messages.text("relay.add.ports"))
        self._pages.setCurrentWidget(self.ports)

    def _port_chosen(self, path: str) -> None:
        ask = self.asked
        if ask is None:
            return
        if path == TYPE_IT:
            self._type(ask)
        else:
            self._next(ask, path)

    def _typed(self, text: str) -> None:
        ask = self.asked
        if ask is None:
            return
        wrong = problem(ask, text)
        if wrong:
            self.said.emit(messages.text(wrong), "alarm-high")
        else:
            self._next(ask, text)

    def _next(self, ask: Ask, answer: str) -> None:
        self._answers[ask.key] = answer
        kind = self._kind
        if kind is not None and self._at + 1 < len(kind.asks):
            self._at += 1
            self._ask()
        elif kind is not None:
            answers, self._answers = dict(self._answers), {}
            self.pad.forget()
            self.done.emit(kind, answers)
