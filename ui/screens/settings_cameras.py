# SPDX-License-Identifier: AGPL-3.0-or-later
"""S17 Cameras: what there is and how it is, a search of the network, and the form of one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QScrollArea,
    QScroller,
    QVBoxLayout,
    QWidget,
)

from alpr_kiosk.domain.camera_queries import CamerasSought, SeenCamera
from alpr_kiosk.domain.events import CameraHealth, Direction
from alpr_kiosk.domain.intents import IntentAnswer
from alpr_kiosk.domain.queries import QueryAnswer, QueryProgress
from alpr_kiosk.domain.settings_intents import Change, ConfigApplied
from ui import messages
from ui.people import Session
from ui.screens.base import Screen
from ui.screens.camera_form import CameraFormPage
from ui.screens.text_pad import TextPad
from ui.surroundings import Surroundings
from ui.viewmodels.camera_form import (
    CAMERAS_MOST,
    CameraForm,
    changes,
    form_for,
    form_of,
    removal,
)
from ui.widgets.camera_row import CameraRow
from ui.widgets.form_keys import Tile
from ui.widgets.keys import TapKey
from ui.widgets.page_head import PageHead
from ui.widgets.page_stack import PageStack
from ui.widgets.states import StateBox


class SettingsCameras(Screen):
    """A supervisor reads; an installer changes."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._look = around.look
        self._health: dict[str, CameraHealth] = {}
        self._search = ""
        self._field = ""
        self._pending = ""
        self.setObjectName("settings.cameras")
        self.setAccessibleName(self.tr("Cameras"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.stack = PageStack(self)
        outer.addWidget(self.stack)
        self.list_page = self._build_list()
        self.search_page = self._build_search()
        self.form = CameraFormPage(around)
        self.pad = TextPad(look=self._look)
        for page in (self.list_page, self.search_page, self.form, self.pad):
            self.stack.addWidget(page)
        self.form.keypad_wanted.connect(self._open_pad)
        self.form.save.connect(self._save)
        self.form.remove.connect(self._remove)
        self.form.draw.connect(self._draw)
        self.form.cancelled.connect(self._to_list)
        self.pad.used.connect(self._typed)
        self.pad.cancelled.connect(self._pad_left)
        self.stack.currentChanged.connect(lambda _index: self.changed.emit())
        around.site.bus.camera_changed.connect(self._on_camera)
        around.people.changed.connect(self._on_people)

    # -------------------------------------------------------------------------------- building

    def _build_list(self) -> QWidget:
        m = self._look.metrics
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(m.gap_min)
        head = PageHead(look=self._look, name="cameras", title=self.tr("Cameras"))
        head.back.clicked.connect(self.back)
        self.search_key = self._key("search", self.tr("Search network"), "search", m.mm(54))
        self.search_key.clicked.connect(self._want_search)
        self.add_key = self._key("add", self.tr("Add by address"), "camera-add", m.mm(54))
        self.add_key.clicked.connect(self._want_form)
        head.add(self.search_key)
        head.add(self.add_key)
        layout.addWidget(head)
        self.rows: dict[str, CameraRow] = {}
        for camera in self._around.config.cameras:
            row = CameraRow(look=self._look, camera_id=camera.id, name=camera.name or camera.id)
            row.describe(self._lane_words(camera.id), camera.source, len(camera.open_zone) > 0)
            row.change.clicked.connect(partial(self._want_change, camera.id))
            row.zones.clicked.connect(partial(self._draw, camera.id))
            layout.addWidget(row)
            self.rows[camera.id] = row
            health = self._around.cameras.get(camera.id)
            if health is not None:
                row.show_health(health)
        self.empty = StateBox(look=self._look, clock=self._around.clock, name="cameras.empty")
        self.empty.pressed.connect(self._want_search)
        layout.addWidget(self.empty, 1)
        if self.rows:
            self.empty.clear()
            layout.addStretch(1)
        else:
            words = messages.text("cameras.none")
            self.empty.empty(words, key=self.tr("Search network"), icon="search")
        return page

    def _build_search(self) -> QWidget:
        m = self._look.metrics
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(m.gap_min)
        head = PageHead(
            look=self._look, name="cameras.search", title=self.tr("Cameras on the network")
        )
        head.back.clicked.connect(self._leave_search)
        again = self._key("again", self.tr("Search again"), "retry", m.mm(48))
        again.clicked.connect(self._begin_search)
        head.add(again)
        layout.addWidget(head)
        self.state = StateBox(look=self._look, clock=self._around.clock, name="cameras.state")
        self.state.pressed.connect(self._begin_search)
        self.state.stopped.connect(self._stop_search)
        layout.addWidget(self.state, 1)
        self._found = QVBoxLayout()
        self._found.setSpacing(m.gap_min)
        inside = QWidget()
        inside.setLayout(self._found)
        self._found.setContentsMargins(0, 0, 0, 0)
        self.area = QScrollArea()
        self.area.setObjectName("cameras.found")
        self.area.setAccessibleName(self.tr("Cameras that answered"))
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidgetResizable(True)
        self.area.setWidget(inside)
        QScroller.grabGesture(self.area.viewport(), QScroller.ScrollerGestureType.TouchGesture)
        layout.addWidget(self.area, 1)
        self._found.addStretch(1)
        self.found: list[Tile] = []
        self._tile_of: dict[str, Tile] = {}
        self._seen: dict[str, SeenCamera] = {}
        return page

    def _key(self, name: str, word: str, icon: str, width: int) -> TapKey:
        key = TapKey(look=self._look, name=f"cameras.{name}", text=word, icon=icon, beside=True)
        key.setFixedSize(width, self._look.metrics.touch_min)
        return key

    # ----------------------------------------------------------------------------------- frame

    def enter(self, argument: object) -> None:
        """Show the list, or the form of the camera whose id is given."""
        self._to_list()
        if isinstance(argument, str) and argument in self.rows:
            self._show_form(form_of(self._around.config, argument))

    def leave(self) -> None:
        """Nobody waits for a search or a test any more."""
        self._end_search()
        self.form.stop_test()
        self.pad.forget()

    def step_back(self) -> bool:
        """Leave the keypad, the form or the search; False on the list."""
        current = self.stack.currentWidget()
        if current is self.list_page:
            return False
        if current is self.pad:
            self._pad_left()
        elif current is self.search_page:
            self._leave_search()
        else:
            self.form.leave()
        return True

    @property
    def busy(self) -> bool:
        """Whether a form is open that must not be covered."""
        return self.stack.currentWidget() in (self.form, self.pad)

    def tick(self) -> None:
        """Look at the clock."""
        self.state.tick()

    def _on_people(self) -> None:
        if not self._around.people.session:
            self._to_list()

    def _to_list(self) -> None:
        self._end_search()
        self.form.stop_test()
        self.pad.forget()
        self.stack.setCurrentWidget(self.list_page)

    def _on_camera(self, health: CameraHealth) -> None:
        row = self.rows.get(health.camera_id)
        if row is not None:
            row.show_health(health)

    def _lane_words(self, camera_id: str) -> str:
        config = self._around.config
        lane = config.lane_of_camera(camera_id)
        if lane is None or lane.gate is None:
            return self.tr("no gate")
        gate = config.gate(lane.gate)
        way = self.tr("out") if lane.direction is Direction.OUT else self.tr("in")
        return f"{gate.name or gate.id}, {way}"

    def _as_installer(self, then: object) -> None:
        def go(_session: Session) -> None:
            if callable(then):
                then()

        self._around.people.need(("installer",), self.tr("change cameras"), go)

    # ---------------------------------------------------------------------------------- search

    def _want_search(self) -> None:
        self._as_installer(self._open_search)

    def _open_search(self) -> None:
        self.stack.setCurrentWidget(self.search_page)
        self._begin_search()

    def _begin_search(self) -> None:
        self._end_search()
        self._clear_found()
        self.area.hide()
        self.state.work(messages.text("cameras.searching"))
        self._search = self._around.asker.ask(
            self, CamerasSought(), self._searched, progressed=self._searching
        )

    def _searching(self, progress: QueryProgress) -> None:
        self.state.progress(progress.done, progress.total)
        if isinstance(progress.so_far, tuple) and progress.so_far:
            self._show_found(progress.so_far)

    def _searched(self, answer: QueryAnswer) -> None:
        self._search = ""
        if not answer.ok:
            if answer.code == "query.cancelled":
                self.state.empty(
                    messages.text("camera.cancelled"), key=self.tr("Search again"), icon="retry"
                )
            else:
                self.state.fault(messages.text(answer.code, answer.context))
            return
        seen = answer.result if isinstance(answer.result, tuple) else ()
        if not seen and not self.found:
            words = messages.text("cameras.none_found")
            self.state.empty(words, key=self.tr("Search again"), icon="retry")
            return
        self.state.clear()
        self._show_found(seen)

    def _show_found(self, seen: tuple[SeenCamera, ...]) -> None:
        """Show who answered; who stands there keeps the place that a finger aims at."""
        for camera in seen:
            tile = self._tile_of.get(camera.address)
            if tile is None:
                tile = self._add_found(camera.address)
            self._seen[camera.address] = camera
            self._dress(tile, camera)
        self.area.show()

    def _add_found(self, address: str) -> Tile:
        tile = Tile(
            look=self._look, name=f"cameras.found.{len(self.found)}", text="", icon="camera"
        )
        tile.setFixedHeight(self._look.metrics.touch_std)
        tile.clicked.connect(partial(self._take, address))
        self._found.insertWidget(len(self.found), tile)
        self.found.append(tile)
        self._tile_of[address] = tile
        return tile

    def _dress(self, tile: Tile, camera: SeenCamera) -> None:
        title = " ".join(w for w in (camera.maker, camera.model) if w) or self.tr("Camera")
        parts = [camera.address]
        if camera.needs_password:
            parts.append(self.tr("needs a password"))
        host = camera.address.partition(":")[0]
        known = {one.source for one in self._around.config.cameras}
        if any(f"//{host}/" in source or f"//{host}:" in source for source in known):
            parts.append(self.tr("is in use here"))
        tile.setText(title)
        tile.icon_name = "lock" if camera.needs_password else "camera"
        tile.set_caption("  ·  ".join(parts))
        tile.setAccessibleName(f"{title}, {camera.address}")

    def _clear_found(self) -> None:
        for tile in self.found:
            self._found.removeWidget(tile)
            tile.hide()
            tile.deleteLater()
        self.found.clear()
        self._tile_of.clear()
        self._seen.clear()

    def _stop_search(self) -> None:
        self._around.asker.stop(self._search)

    def _end_search(self) -> None:
        if self._search:
            self._around.asker.cancel(self._search)
            self._search = ""

    def _leave_search(self) -> None:
        self._to_list()

    def _take(self, address: str) -> None:
        if self._room():
            self._end_search()
            self._show_form(form_for(self._around.config, self._seen[address]))

    # ------------------------------------------------------------------------------------ form

    def _want_form(self) -> None:
        if self._room():
            form = form_for(self._around.config, None)
            self._as_installer(lambda: self._show_form(form))

    def _want_change(self, camera_id: str) -> None:
        form = form_of(self._around.config, camera_id)
        if self._around.people.may("installer"):
            self._show_form(form)
        else:
            self._as_installer(lambda: self._show_form(form))

    def _room(self) -> bool:
        if len(self._around.config.cameras) < CAMERAS_MOST:
            return True
        self.said.emit(messages.text("cameras.full", {"most": CAMERAS_MOST}), "alarm-high")
        return False

    def _show_form(self, form: CameraForm | None) -> None:
        if form is not None:
            self.form.edit(form, writable=self._around.people.may("installer"))
            self.stack.setCurrentWidget(self.form)

    def _open_pad(self, field: str, label: str, text: str, secret: bool) -> None:
        self._field = field
        self.pad.ask(label=label, text=text, secret=secret)
        self.stack.setCurrentWidget(self.pad)
        self.pad.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self, text: str) -> None:
        self.form.put(self._field, text)
        self._pad_left()

    def _pad_left(self) -> None:
        self.pad.forget()
        self.stack.setCurrentWidget(self.form)
        self.form.fields[self._field].setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self, form: CameraForm) -> None:
        if not form.complete:
            self.form.warn(messages.text("cameras.no_name"))
            return
        self._apply(changes(self._around.config, form))

    def _remove(self, camera_id: str) -> None:
        self._apply(removal(self._around.config, camera_id))

    def _apply(self, wanted: tuple[Change, ...]) -> None:
        def go(session: Session) -> None:
            intent = ConfigApplied(changes=wanted, session=session.token)
            self._pending = intent.intent_id
            self.intent.emit(intent)

        self._around.people.need(("installer",), self.tr("change cameras"), go)

    def answered(self, answer: IntentAnswer) -> bool:
        """Take the answer to a change; a refusal stays over the form."""
        if not self._pending or answer.intent_id != self._pending:
            return False
        self._pending = ""
        if answer.ok:
            self._to_list()
            return False  # the window says it
        self.form.warn(messages.text(answer.code, answer.context))
        return True

    def _draw(self, camera_id: str) -> None:
        self.wanted.emit("settings.zones", camera_id)
