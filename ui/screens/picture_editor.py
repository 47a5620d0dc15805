# SPDX-License-Identifier: AGPL-3.0-or-later
"""S18 Picture editor: zones, masks and lines on the live or the frozen picture, and the ruler."""

from __future__ import annotations

from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from alpr_kiosk.config.schema import CameraConfig
from alpr_kiosk.domain.drawing import Drawing, Tool
from alpr_kiosk.domain.events import CameraHealth
from alpr_kiosk.domain.geometry import Point
from alpr_kiosk.domain.intents import IntentAnswer
from alpr_kiosk.domain.queries import QueryAnswer, QueryProgress
from alpr_kiosk.domain.ruler import PlateMeasure
from alpr_kiosk.domain.ruler_limits import Grade
from alpr_kiosk.domain.ruler_walk import WALK_CARS
from alpr_kiosk.domain.settings_intents import (
    ConfigApplied,
    ConfigDraftEnded,
    ConfigDraftStarted,
)
from alpr_kiosk.domain.zone_trial import ZoneTrial, ZoneTrialWanted
from alpr_kiosk.runtime.views import Overlay
from ui import messages
from ui.people import Session
from ui.screens.base import Screen
from ui.surroundings import Surroundings
from ui.viewmodels.ruler_lines import ruler_words
from ui.viewmodels.zone_draft import ZoneDraft, drawing_of
from ui.widgets.keys import TapKey
from ui.widgets.page_head import PageHead
from ui.widgets.painting import wrap_preview
from ui.widgets.say_box import SayBox
from ui.widgets.unsaved_bar import UnsavedBar
from ui.widgets.zone_canvas import ZoneCanvas
from ui.widgets.zone_trial_sheet import ZoneTrialSheet

KEPT_S = 1800.0
"""How long an unsaved drawing is kept after an elevation has ended (screens.md 3.3)."""
FRAME_GAP_S = 1 / 15
"""The picture is painted at most 15 times a second (screens.md 6)."""
SAY_H = 150
"""A head and four lines, px."""
MEASURE_S = 10.0
"""So long the figures of a plate that has gone stay: one reads them when the car has passed."""
RULER_START = (Point(0.44, 0.66), Point(0.56, 0.72))
ICONS = {
    Tool.READ: "zone-polygon",
    Tool.OPEN: "gate-open",
    Tool.IGNORE: "mask",
    Tool.LINE_A: "line-arrow",
    Tool.LINE_B: "line-arrow",
}


class PictureEditor(Screen):
    """Draws on the picture of one camera; the id is the argument of `enter`."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._look = around.look
        self._camera: CameraConfig | None = None
        self._lanes: tuple[str, ...] = ()
        self._in_setup = False
        self._pending = ""
        self._live = True
        self._taken = float("-inf")
        self._kept: dict[str, tuple[Drawing, Drawing, float]] = {}
        self._measure: tuple[PlateMeasure, float] | None = None
        self._cars: tuple[int, int] | None = None
        self._trying = ""
        self.setObjectName("settings.zones")
        self.setAccessibleName(self.tr("Picture editor"))
        m = self._look.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 8)
        layout.setSpacing(m.gap_min)
        layout.addWidget(self._build_head())
        self.unsaved = UnsavedBar(look=self._look, name="zones", head=self.head)
        self.unsaved.leave.connect(self._leave_unsaved)
        self.unsaved.keep.connect(self._save)
        layout.addWidget(self.unsaved)
        row = QHBoxLayout()
        row.setSpacing(m.gap_min)
        self.canvas = ZoneCanvas(look=self._look, clock=around.clock, names=self.tool_name)
        self.canvas.changed.connect(self._on_drawn)
        row.addWidget(self.canvas, 1)
        row.addWidget(self._build_side())
        layout.addLayout(row, 1)
        bus = around.site.bus
        bus.frame_available.connect(self._on_frame)
        bus.overlay_changed.connect(self._on_overlay)
        bus.camera_changed.connect(self._on_health)
        bus.plate_measured.connect(self._on_measured)
        bus.car_counted.connect(self._on_car)

    # -------------------------------------------------------------------------------- building

    def _build_head(self) -> QWidget:
        m = self._look.metrics
        self.head = PageHead(look=self._look, name="zones", title="")
        self.head.back.clicked.connect(self._want_back)
        self.throw_key = self._key("throw", self.tr("Throw away"), "delete", m.mm(42))
        self.throw_key.clicked.connect(self._throw_away)
        self.save_key = self._key("save", self.tr("SAVE"), "save", m.mm(34), kind="accent")
        self.save_key.clicked.connect(self._save)
        self.week_key = self._key("week", self.tr("Last 7 days"), "history", m.words(34))
        self.week_key.setAccessibleName(self.tr("Test these zones on the last 7 days"))
        self.week_key.clicked.connect(self._try_week)
        self.head.add(self.week_key)
        self.head.add(self.throw_key)
        self.head.add(self.save_key)
        return self.head

    def _build_side(self) -> QWidget:
        m = self._look.metrics
        self.side = QStackedWidget()
        self.side.setFixedWidth(self._side_width())
        tools = QWidget()
        column = QVBoxLayout(tools)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(m.gap_min)
        grid = QGridLayout()
        grid.setSpacing(m.gap_min)
        self.tools: dict[str, TapKey] = {}
        for tool in Tool:
            self._tool_key(tool.value, self.tool_name(tool), ICONS[tool])
        self._tool_key("ruler", self.tr("Plate ruler"), "ruler")
        self.undo_key = self._key("undo", self.tr("Undo"), "undo", 0)
        self.undo_key.clicked.connect(self._undo)
        self.freeze_key = self._key("freeze", self.tr("Freeze"), "pause", 0)
        self.freeze_key.clicked.connect(self._freeze)
        self.drive_key = self._key("drive", self.tr("Drive through"), "car", 0)
        self.drive_key.setAccessibleName(self.tr("Drive through: count the cars from now on"))
        self.drive_key.clicked.connect(self._drive)
        keys = (*self.tools.values(), self.undo_key, self.freeze_key)
        for number, key in enumerate(keys):
            grid.addWidget(key, number // 2, number % 2)
        # The ruler draws nothing that could be undone: its own key has the place meanwhile.
        at = keys.index(self.undo_key)
        grid.addWidget(self.drive_key, at // 2, at % 2)
        self.drive_key.hide()
        column.addLayout(grid)
        self.say = SayBox(look=self._look, name="zones.say")
        self.say.setMinimumHeight(SAY_H)
        column.addWidget(self.say, 1)
        self.trial = ZoneTrialSheet(look=self._look, clock=self._around.clock)
        self.trial.again.connect(self._try_week)
        self.trial.closed.connect(self._end_trial)
        self.side.addWidget(tools)
        self.side.addWidget(self.trial)
        return self.side

    def _side_width(self) -> int:
        m = self._look.metrics
        return max(300, m.mm(51)) if m.profile == "compact" else m.mm(100)

    def _tool_key(self, name: str, word: str, icon: str) -> None:
        key = self._key(f"tool.{name}", word, icon, 0)
        key.setCheckable(True)
        key.setProperty("tool", name)
        key.clicked.connect(self._use_tool)
        self.tools[name] = key

    def _key(self, name: str, word: str, icon: str, width: int, kind: str = "raised") -> TapKey:
        m = self._look.metrics
        key = TapKey(
            look=self._look,
            name=f"zones.{name}",
            text=word,
            icon=icon,
            kind=kind,
            beside=width > 0 or m.profile == "large",
            style="button" if width else "caption_strong",
        )
        key.setMinimumHeight(m.touch_min)
        if width:
            key.setFixedSize(width, m.touch_min)
        else:
            key.setFixedHeight(m.touch_min)
        return key

    def tool_name(self, tool: Tool) -> str:
        """Return what a tool draws, in words."""
        return {
            Tool.READ: self.tr("Read zone"),
            Tool.OPEN: self.tr("Open zone"),
            Tool.IGNORE: self.tr("Ignore mask"),
            Tool.LINE_A: self.tr("Line A"),
            Tool.LINE_B: self.tr("Line B"),
        }[tool]

    # ----------------------------------------------------------------------------------- frame

    @property
    def draft(self) -> ZoneDraft:
        """What is being drawn."""
        return self.canvas.draft

    def enter(self, argument: object) -> None:
        """Begin with what is saved, or go on with what an installer left unsaved."""
        config = self._around.config
        known = {camera.id: camera for camera in config.cameras}
        self._camera = camera = known.get(argument) if isinstance(argument, str) else None
        self.unsaved.stay()
        self.canvas.ruler = self.canvas.plate = None
        self._measure = self._cars = None
        self._put_trial_away()
        self.canvas.show_image(None)
        self._live, self._pending = True, ""
        if camera is None:
            self.canvas.draft = ZoneDraft(Drawing())
            self.canvas.writable = False
            self.head.title.setText(self.tr("Picture editor"))
            self._show(messages.text("zones.gone"))
            return
        self.head.title.setText(camera.name or camera.id)
        lane = config.lane_of_camera(camera.id)
        self._lanes = (lane.id,) if lane is not None else ()
        saved = drawing_of(camera)
        self.canvas.draft = ZoneDraft(saved, aspect=self.canvas.draft.aspect)
        kept = self._kept.pop(camera.id, None)
        if kept is not None and kept[0] == saved and self._age(kept[2]) <= KEPT_S:
            self.draft.now = kept[1]
        self.canvas.writable = self._around.people.may("installer")
        health = self._around.cameras.get(camera.id)
        self.canvas.size_px = (health.width, health.height) if health is not None else (0, 0)
        self.draft.use(Tool.READ if not saved.read or saved.open else Tool.OPEN)
        self._begin_setup()
        self._ask_size()
        self._show()

    def leave(self) -> None:
        """The lane decides by itself again; what is unsaved is kept for a while."""
        camera = self._camera
        if camera is not None:
            if self.draft.changed:
                now = self._around.clock.monotonic()
                self._kept[camera.id] = (self.draft.saved, self.draft.now, now)
            self._around.site.set_preview_size(camera.id, 0, 0)
        self._around.site.set_ruler("")
        self._put_trial_away()
        self._end_setup()
        self._camera = None

    def step_back(self) -> bool:
        """Ask about what is unsaved; False when it may be left."""
        if self.unsaved.asks:
            self.unsaved.stay()
            return True
        if self.draft.changed and self.canvas.writable:
            self.unsaved.ask()
            return True
        return False

    @property
    def busy(self) -> bool:
        """Whether something is drawn that a question must not cover."""
        return self.draft.changed

    def tick(self) -> None:
        """Look at the clock."""
        self.canvas.tick()
        self.trial.tick()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._ask_size()

    def _age(self, since: float) -> float:
        return self._around.clock.monotonic() - since

    # --------------------------------------------------------------------------------- picture

    def _ask_size(self) -> None:
        if self._camera is not None and self.isVisible():
            ratio = self.devicePixelRatioF()
            size = self.canvas.size()
            self._around.site.set_preview_size(
                self._camera.id, round(size.width() * ratio), round(size.height() * ratio)
            )

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        self._ask_size()
        if self._camera is not None:
            self._on_frame(self._camera.id)

    def _on_frame(self, camera_id: str) -> None:
        if self._camera is None or camera_id != self._camera.id or not self.isVisible():
            return
        if not self._live or self._age(self._taken) < FRAME_GAP_S:
            return
        preview = self._around.site.take_preview(camera_id)
        if preview is not None:
            self._taken = self._around.clock.monotonic()
            self.canvas.show_image(QImage(wrap_preview(preview)))

    def _on_health(self, health: CameraHealth) -> None:
        if self._camera is not None and health.camera_id == self._camera.id:
            self.canvas.size_px = (health.width, health.height)

    def _on_overlay(self, overlay: Overlay) -> None:
        if self._camera is None or overlay.camera_id != self._camera.id or not self._live:
            return
        boxes = [box.box for box in overlay.boxes]
        self.canvas.plate = max(boxes, key=lambda box: box.area) if boxes else None
        self.canvas.update()
        if self.canvas.ruler is not None:
            self._show()

    def _on_measured(self, camera_id: str, measure: PlateMeasure) -> None:
        if self._camera is None or camera_id != self._camera.id or not self._live:
            return
        self._measure = measure, self._around.clock.monotonic()
        if self.canvas.ruler is not None:
            self._show()

    def _on_car(self, camera_id: str, settled: bool) -> None:
        if self._camera is None or camera_id != self._camera.id or self._cars is None:
            return
        read, seen = self._cars
        if seen < WALK_CARS:
            self._cars = read + settled, seen + 1
        if self.canvas.ruler is not None:
            self._show()

    def _freeze(self) -> None:
        self._live = not self._live
        if self._live and self._camera is not None:
            self._on_frame(self._camera.id)
        self._show()

    # ----------------------------------------------------------------------------------- tools

    def _use_tool(self) -> None:
        key = self.sender()
        name = str(key.property("tool")) if key is not None else ""
        if name == "ruler":
            self.canvas.ruler = None if self.canvas.ruler is not None else RULER_START
        else:
            self.canvas.ruler = None
            self.draft.use(Tool(name))
        on = self.canvas.ruler is not None and self._camera is not None
        self._around.site.set_ruler(self._camera.id if on and self._camera else "")
        self._measure = None
        self._show()

    def _drive(self) -> None:
        """Count from now on which cars of the lane are read."""
        self._cars = (0, 0)
        self._show()

    def _try_week(self) -> None:
        """Try what is drawn on the cars of the last 7 days and on their pictures."""
        camera, draft = self._camera, self.draft
        if camera is None or self._trying:
            return
        query = ZoneTrialWanted(camera_id=camera.id, drawing=draft.now, saved=draft.saved)
        self._trying = query.query_id
        self.trial.work()
        self.side.setCurrentWidget(self.trial)
        self._show()
        self._around.asker.ask(self, query, self._tried, progressed=self._trial_goes_on)

    def _trial_goes_on(self, progress: QueryProgress) -> None:
        self.trial.state.progress(progress.done, progress.total, messages.text(progress.step))

    def _tried(self, answer: QueryAnswer) -> None:
        self._trying = ""
        found = answer.result
        if isinstance(found, ZoneTrial):
            now, saved = self.draft.now, self.draft.saved
            with_lines = (now.line_a, now.line_b) != (saved.line_a, saved.line_b)
            self.trial.show_trial(found, with_lines=with_lines)
        else:
            self.trial.fault(messages.text(answer.code, answer.context))
        self._show()

    def _end_trial(self) -> None:
        self._put_trial_away()
        self._show()

    def _put_trial_away(self) -> None:
        """Show the tools again; a trial that goes on is of no use to anybody any more."""
        self.side.setCurrentIndex(0)
        if self._trying:
            self._around.asker.cancel(self._trying)
            self._trying = ""

    def _undo(self) -> None:
        self.draft.undo()
        self._on_drawn()

    def _throw_away(self) -> None:
        self.draft.throw_away()
        self._on_drawn()

    def _on_drawn(self) -> None:
        self._put_trial_away()  # it was of another drawing
        self.changed.emit()
        self._show()

    # ------------------------------------------------------------------------------------ draft

    def _begin_setup(self) -> None:
        """While an installer draws, cars of the lane are asked about, never let in by rule."""
        session = self._around.people.session
        if self._lanes and self.canvas.writable and session:
            self._in_setup = True
            self.intent.emit(ConfigDraftStarted(lanes=self._lanes, session=session.token))

    def _end_setup(self) -> None:
        if self._in_setup:
            self._in_setup = False
            self.intent.emit(ConfigDraftEnded(lanes=self._lanes))

    def _want_back(self) -> None:
        if not self.step_back():
            self.back.emit()

    def _leave_unsaved(self) -> None:
        self.draft.throw_away()
        self.back.emit()

    def _save(self) -> None:
        camera = self._camera
        if camera is None:
            return
        mistakes = self.draft.mistakes
        if mistakes:
            first = mistakes[0]
            words = messages.text(first.code, {"shape": self.tool_name(first.tool)})
            self._show(words, bad=True)
            return
        if not self.draft.changed:
            self.said.emit(messages.text("config.unchanged"), "ack-check")
            return
        wanted = self.draft.changes(camera.id)

        def go(session: Session) -> None:
            intent = ConfigApplied(changes=wanted, session=session.token)
            self._pending = intent.intent_id
            self.intent.emit(intent)

        self._around.people.need(("installer",), self.tr("change cameras"), go)

    def answered(self, answer: IntentAnswer) -> bool:
        """Take the answer to SAVE; a refusal says what is wrong."""
        if not self._pending or answer.intent_id != self._pending:
            return False
        self._pending = ""
        if answer.ok:
            self.draft.saved = self.draft.now
            self._show()
            return False  # the window says it
        self._show(messages.text(answer.code, answer.context), bad=True)
        return True

    # ----------------------------------------------------------------------------------- words

    def _show(self, words: str = "", *, bad: bool = False) -> None:
        draft, canvas = self.draft, self.canvas
        ruler = canvas.ruler is not None
        for name, key in self.tools.items():
            key.setChecked(name == "ruler" if ruler else name == draft.tool.value)
            key.setEnabled(self._camera is not None and (canvas.writable or name == "ruler"))
        self.undo_key.setEnabled(draft.can_undo and not ruler)
        self.undo_key.setVisible(not ruler)
        self.drive_key.setVisible(ruler)
        self.drive_key.setEnabled(self._camera is not None and bool(self._lanes))
        self.week_key.setEnabled(self._camera is not None and self.side.currentIndex() == 0)
        if not ruler:
            canvas.note = ""
        self.throw_key.setEnabled(draft.changed)
        self.save_key.setEnabled(canvas.writable)
        self.freeze_key.setText(self.tr("Freeze") if self._live else self.tr("Live"))
        self.freeze_key.icon_name = "pause" if self._live else "play"
        self.freeze_key.setAccessibleName(self.freeze_key.text())
        self.freeze_key.update()
        self.canvas.update()
        if words:
            self._put_trial_away()
            self.say.show_words(words, "bad" if bad else "")
        elif ruler:
            self._say_ruler()
        else:
            self._say_drawing()

    def _say_drawing(self) -> None:
        mistakes = self.draft.mistakes
        crossing = [mistake for mistake in mistakes if mistake.code == "zones.crosses"]
        if crossing:
            shape = self.tool_name(crossing[0].tool)
            self.say.show_words(messages.text("zones.crosses", {"shape": shape}), "bad")
            return
        tool = self.draft.tool
        count = len(self.draft.now.points(tool, self.draft.shape))
        if tool.is_line:
            words = self.tr("Tap both ends. Cars cross line A first, then line B.")
        elif count < 3:
            words = self.tr("Tap the corners. 3 to 12 points.")
        else:
            words = self.tr("Drag a point to move it. Hold it to delete it.")
        if not self.canvas.writable:
            words = self.tr("An installer can change this.")
        elif self._in_setup:
            words = f"{words}\n{messages.text('zones.setup')}"
        self.say.show_words(words, "", head=self.tool_name(tool))

    def measured(self) -> PlateMeasure | None:
        """Return what the ruler says, in pixels of the camera; None without a plate.

        As long as nobody has moved its points it is the plate that was seen last, with all that
        can be told of its picture; else the size between the points.
        """
        canvas = self.canvas
        if canvas.ruler is None:
            return None
        if canvas.ruler == RULER_START:
            if self._measure is not None and self._age(self._measure[1]) <= MEASURE_S:
                return self._measure[0]
            if canvas.plate is None:
                return None
        width, height = canvas.size_px
        if not width and self._camera is not None:
            width, height = round(canvas.picture_rect.width()), round(canvas.picture_rect.height())
        a, b = canvas.ruler
        wide, high = abs(b.x - a.x) * width, abs(b.y - a.y) * height
        if canvas.plate is not None and canvas.ruler == RULER_START:
            wide, high = canvas.plate.width * width, canvas.plate.height * height
        return PlateMeasure(plate_width_px=wide, plate_height_px=high)

    def _say_ruler(self) -> None:
        measure = self.measured()
        cars = self._say_cars()
        if measure is None:
            self.canvas.note = cars
            words = messages.text("zones.ruler.none")
            self.say.show_words(words, "", head=self.tr("Plate ruler"))
            return
        found = ruler_words(measure)
        self.canvas.note = f"{cars}\n{found.figures}".strip()
        kind = {Grade.GOOD: "good", Grade.BAD: "bad"}.get(found.grade, "")
        head = messages.text(f"ruler.grade.{found.grade.value}")
        self.say.show_words(found.advice, kind, head=head)

    def _say_cars(self) -> str:
        if self._cars is None:
            return ""
        read, seen = self._cars
        return messages.text("zones.drive", {"n": read, "of": seen})
