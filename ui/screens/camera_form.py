# SPDX-License-Identifier: AGPL-3.0-or-later
"""S17, the form of one camera with its test."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QScroller,
    QVBoxLayout,
    QWidget,
)

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.camera_queries import CameraTest, CameraTestRequested
from alpr_kiosk.domain.queries import QueryAnswer, QueryProgress
from ui import messages
from ui.surroundings import Surroundings
from ui.viewmodels.camera_form import CameraForm
from ui.widgets.camera_test import TestPanel
from ui.widgets.form_keys import FieldKey, OptionKeys
from ui.widgets.keys import TapKey
from ui.widgets.page_head import PageHead
from ui.widgets.unsaved_bar import UnsavedBar

FIELDS = ("name", "address", "preview", "user", "password")


class CameraFormPage(QWidget):
    """Fields at the left, the test at the right.

    Signals:
        keypad_wanted (str field, str label, str text, bool secret): Type into a field.
        save (object): The `CameraForm` to save.
        remove (str camera_id): Take the camera out.
        draw (str camera_id): Draw on its picture.
        cancelled (): Leave.
    """

    keypad_wanted = Signal(str, str, str, bool)
    save = Signal(object)
    remove = Signal(str)
    draw = Signal(str)
    cancelled = Signal()

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._look = around.look
        self.form = CameraForm()
        self.saved = CameraForm()
        self._query = ""
        self._asks_removal = False
        self.setObjectName("cameras.form")
        m = self._look.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(m.gap_min)
        self._build_head(layout)
        row = QHBoxLayout()
        row.setSpacing(m.space(24))
        fields = QWidget()
        fields.setLayout(self._build_fields(around.config))
        area = QScrollArea()
        area.setObjectName("cameras.form.area")
        area.setAccessibleName(self.tr("Fields of the camera"))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setWidget(fields)
        QScroller.grabGesture(area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        row.addWidget(area, 10)
        self.test_panel = TestPanel(look=self._look)
        self.test_panel.run.clicked.connect(self.run_test)
        row.addWidget(self.test_panel, 8)
        layout.addLayout(row, 1)

    def _build_head(self, layout: QVBoxLayout) -> None:
        m = self._look.metrics
        self.head = PageHead(look=self._look, name="cameras.form", title="")
        self.head.back.clicked.connect(self.leave)
        self.remove_key = self._key("remove", self.tr("Remove"), "delete", m.mm(34))
        self.remove_key.clicked.connect(self._remove)
        self.draw_key = self._key("draw", self.tr("Draw zones"), "zone-polygon", m.mm(40))
        self.draw_key.clicked.connect(lambda: self.draw.emit(self.form.camera_id))
        self.save_key = self._key("save", self.tr("SAVE"), "save", m.mm(34), kind="accent")
        self.save_key.clicked.connect(lambda: self.save.emit(self.form))
        for key in (self.remove_key, self.draw_key, self.save_key):
            self.head.add(key)
        layout.addWidget(self.head)
        self.unsaved = UnsavedBar(look=self._look, name="cameras.form", head=self.head)
        self.unsaved.leave.connect(self.cancelled)
        self.unsaved.keep.connect(lambda: self.save.emit(self.form))
        layout.addWidget(self.unsaved)
        self.warning = QLabel()
        self.warning.setObjectName("cameras.form.warning")
        self.warning.setProperty("role", "strong")
        self.warning.setWordWrap(True)
        self.warning.hide()
        layout.addWidget(self.warning)

    def _key(self, name: str, word: str, icon: str, width: int, kind: str = "raised") -> TapKey:
        key = TapKey(
            look=self._look,
            name=f"cameras.form.{name}",
            text=word,
            icon=icon,
            kind=kind,
            beside=True,
            parent=self,
        )
        key.setFixedSize(width, self._look.metrics.touch_min)
        return key

    def _build_fields(self, config: AppConfig) -> QGridLayout:
        m, look = self._look.metrics, self._look
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(m.gap_min)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        labels = {
            "name": self.tr("Name on the screen"),
            "address": self.tr("Address"),
            "preview": self.tr("Sub-stream for the tile"),
            "user": self.tr("User"),
            "password": self.tr("Password"),
        }
        self.fields: dict[str, FieldKey] = {}
        for name in FIELDS:
            field = FieldKey(
                look=look,
                name=f"cameras.form.{name}",
                label=labels[name],
                secret=name == "password",
                mono=name in ("address", "preview"),
            )
            field.setProperty("field", name)
            field.clicked.connect(self._type)
            self.fields[name] = field
        grid.addWidget(self.fields["name"], 0, 0)
        grid.addWidget(self.fields["preview"], 0, 1)
        grid.addWidget(self.fields["address"], 1, 0, 1, 2)
        grid.addWidget(self.fields["user"], 2, 0)
        grid.addWidget(self.fields["password"], 2, 1)
        gates = [(gate.id, gate.name or gate.id, "gate-closed") for gate in config.gates]
        self.gate = OptionKeys(
            look=look,
            name="cameras.form.gate",
            label=self.tr("Lane at"),
            options=(*gates, ("none", self.tr("No gate"), "ignore-slash-circle")),
        )
        self.gate.chosen.connect(self._choose_gate)
        self.direction = OptionKeys(
            look=look,
            name="cameras.form.direction",
            label=self.tr("Direction"),
            options=(
                ("in", self.tr("In"), "direction-in"),
                ("out", self.tr("Out"), "direction-out"),
                ("unknown", self.tr("Both"), "direction-unknown"),
            ),
        )
        self.direction.chosen.connect(self._choose_direction)
        grid.addWidget(self.gate, 3, 0, 1, 2)
        grid.addWidget(self.direction, 4, 0, 1, 2)
        grid.setRowStretch(5, 1)
        return grid

    # --------------------------------------------------------------------------------- filling

    def edit(self, form: CameraForm, *, writable: bool) -> None:
        """Show a camera."""
        self.stop_test()
        self.form = self.saved = form
        self._asks_removal = False
        self.unsaved.stay()
        self.test_panel.clear()
        self.warn("")
        for control in (*self.fields.values(), self.gate, self.direction, self.save_key):
            control.setEnabled(writable)
        new = not form.camera_id
        self.head.title.setText(self.tr("New camera") if new else form.name)
        self.remove_key.setVisible(not new)
        self.draw_key.setVisible(not new)
        self.remove_key.setEnabled(writable)
        self.test_panel.run.setEnabled(writable)
        self._show()

    @property
    def changed(self) -> bool:
        """Whether something was typed that is not saved."""
        return self.form != self.saved

    def leave(self) -> None:
        """Go back; what was typed is asked about first."""
        if self.unsaved.asks:
            self.unsaved.stay()
        elif self.changed:
            self.unsaved.ask()
        else:
            self.cancelled.emit()

    def put(self, name: str, text: str) -> None:
        """Take what was typed into a field."""
        self.form = self.form.with_field(name, text)
        if name == "address" and "://" not in text:
            self.form = replace(self.form, preview="")
        self._show()

    def warn(self, words: str) -> None:
        """Say why it was not saved."""
        self.warning.setText(words)
        self.warning.setVisible(bool(words))

    def _show(self) -> None:
        form = self.form
        for name in FIELDS:
            hint = {
                "address": self.tr("192.168.1.20 or rtsp://..."),
                "preview": self.tr("none: the main stream"),
                "user": self.tr("none"),
                "password": self.tr("kept, not shown") if form.has_password else self.tr("none"),
                "name": self.tr("such as Gate A in"),
            }[name]
            self.fields[name].set_value(getattr(form, name), hint=hint)
        self.gate.choose(form.gate or "none")
        self.direction.choose(form.direction)
        self.remove_key.setText(self.tr("Really?") if self._asks_removal else self.tr("Remove"))
        self.remove_key.set_kind("deny" if self._asks_removal else "raised")

    def _type(self) -> None:
        key = self.sender()
        if isinstance(key, FieldKey):
            name = str(key.property("field"))
            self.keypad_wanted.emit(name, key.label, getattr(self.form, name), key.secret)

    def _choose_gate(self, code: str) -> None:
        self.form = replace(self.form, gate="" if code == "none" else code)

    def _choose_direction(self, code: str) -> None:
        self.form = replace(self.form, direction=code)

    def _remove(self) -> None:
        if self._asks_removal:
            self.remove.emit(self.form.camera_id)
        else:
            self._asks_removal = True
            self._show()

    # ---------------------------------------------------------------------------------- test

    def run_test(self) -> None:
        """Try the camera as it stands in the form; a second tap stops."""
        if self._query:
            self._around.asker.stop(self._query)
            return
        if not self.form.address:
            self.warn(messages.text("cameras.no_name"))
            return
        self.warn("")
        self.test_panel.begin()
        self._query = self._around.asker.ask(
            self,
            CameraTestRequested(
                address=self.form.address,
                user=self.form.user,
                password=self.form.password,
                camera_id=self.form.camera_id,
            ),
            self._tested,
            progressed=self._progressed,
        )

    def stop_test(self) -> None:
        """Nobody waits for it any more."""
        if self._query:
            self._around.asker.cancel(self._query)
            self._query = ""
            self.test_panel.clear()

    def _progressed(self, progress: QueryProgress) -> None:
        self.test_panel.reach(progress.done)

    def _tested(self, answer: QueryAnswer) -> None:
        self._query = ""
        result = answer.result
        if not answer.ok or not isinstance(result, CameraTest):
            self.test_panel.failed(messages.text(answer.code, answer.context))
            return
        self.test_panel.show_result(result)
        if result.ok and result.source and self.form.is_host:
            self.form = replace(self.form, address=result.source, preview=result.preview_source)
            self._show()
