# SPDX-License-Identifier: AGPL-3.0-or-later
"""S01 Live: one to four pictures, the lanes beside them, and the event rail."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QStyle, QWidget

from alpr_kiosk.domain.events import CameraHealth
from alpr_kiosk.runtime.views import Overlay, PassageView
from ui import messages
from ui.errands import TypePlate
from ui.screens.base import Screen
from ui.surroundings import Surroundings
from ui.theme.look import Look
from ui.widgets.camera_tile import CameraTile
from ui.widgets.event_card import CardChip
from ui.widgets.event_rail import EventRail
from ui.widgets.expected_cell import ExpectedCell
from ui.widgets.keys import TapKey
from ui.widgets.lane_panel import LanePanel
from ui.widgets.painting import put

GAP = 6
"""Between pictures, px; camera tiles may stand closer than other targets (section 7, T09)."""
FOOTER_H = 55
"""Height of the footer under each of three or four pictures, px (S01)."""
STRIP_H = 107
"""Height of the lane strip under a single picture, px (S01)."""


class VideoWall(QWidget):
    """Lays out tiles and lane panels for one to four cameras.

    Signals:
        camera_wanted (): There is none: set one up.
    """

    camera_wanted = Signal()

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("live.wall")
        self.tiles: dict[str, CameraTile] = {}
        self.lanes: dict[str, LanePanel] = {}
        self._lane_of: dict[str, str] = {}
        self._single: str | None = None
        self.spare: QAbstractButton | None = None
        self._none = QLabel(self)
        self._none.setProperty("role", "title")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setText(self.tr("No camera set up"))
        self.add_camera = TapKey(
            look=look,
            name="live.add_camera",
            text=self.tr("Add camera"),
            icon="add",
            beside=True,
            parent=self,
        )
        self.add_camera.clicked.connect(self.camera_wanted)

    def add(self, tile: CameraTile, lane: LanePanel | None) -> None:
        """Add a camera with its lane."""
        self.tiles[tile.camera_id] = tile
        if lane is not None:
            self.lanes[lane.lane_id] = lane
            self._lane_of[tile.camera_id] = lane.lane_id
        self._none.hide()
        self.add_camera.hide()
        self.arrange()

    def set_spare(self, cell: QAbstractButton) -> None:
        """Show this in the fourth place when there are three pictures."""
        self.spare = cell
        cell.hide()

    @property
    def single(self) -> str | None:
        """Camera that fills the wall alone, None for all."""
        return self._single

    def show_single(self, camera_id: str | None) -> None:
        """Show one camera large, or all again."""
        self._single = camera_id
        self.arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def arrange(self) -> None:
        """Place everything for the present size."""
        single = self._single
        shown = [single] if single is not None and single in self.tiles else list(self.tiles)
        width, height = self.width(), self.height()
        for camera_id, tile in self.tiles.items():
            if camera_id not in shown:
                tile.hide()
                if camera_id in self._lane_of:
                    self.lanes[self._lane_of[camera_id]].hide()
        if not shown:
            m = self._look.metrics
            self._none.setGeometry(0, height // 2 - 110, width, 80)
            self.add_camera.setGeometry((width - 320) // 2, height // 2 - 10, 320, m.touch_std)
            return
        count = len(shown)
        if self.spare is not None:
            self.spare.setVisible(count == 3)
            if count == 3:
                place, below = self._cell(3, 4, width, height, has_lane=False)
                put(self.spare, place.united(below))
        for index, camera_id in enumerate(shown):
            tile = self.tiles[camera_id]
            lane = self.lanes.get(self._lane_of.get(camera_id, ""))
            tile_rect, lane_rect = self._cell(
                index, count, width, height, has_lane=lane is not None
            )
            put(tile, tile_rect)
            tile.show()
            if lane is not None:
                lane.setVisible(not lane_rect.isEmpty())
                if not lane_rect.isEmpty():
                    put(lane, lane_rect)

    @staticmethod
    def _cell(
        index: int, count: int, width: int, height: int, *, has_lane: bool
    ) -> tuple[QRect, QRect]:
        """Return the places of the n-th picture and of its lane panel, as for left to right."""
        if count == 1:
            if not has_lane:
                return QRect(0, 0, width, height), QRect()
            top = height - STRIP_H - GAP
            return QRect(0, 0, width, top), QRect(0, top + GAP, width, STRIP_H)
        if count == 2:
            row = (height - GAP) // 2
            y = index * (row + GAP)
            if not has_lane:
                return QRect(0, y, width, row), QRect()
            picture = min(width - 300, row * 16 // 9)
            return (
                QRect(0, y, picture, row),
                QRect(picture + GAP, y, width - picture - GAP, row),
            )
        cell_w, cell_h = (width - GAP) // 2, (height - GAP) // 2
        x, y = (index % 2) * (cell_w + GAP), (index // 2) * (cell_h + GAP)
        footer = FOOTER_H if has_lane and cell_h > 200 else 0
        if footer:
            return (
                QRect(x, y, cell_w, cell_h - footer - 4),
                QRect(x, y + cell_h - footer, cell_w, footer),
            )
        return QRect(x, y, cell_w, cell_h), QRect()


class LiveScreen(Screen):
    """Pictures and cards.

    Signals:
        card_tapped (str passage_id): Explain this passage.
        again_wanted (str passage_id): Ask again about the car that still stands there.
        missing_wanted (str intent_id): Give the missing reason of this opening.
    """

    card_tapped = Signal(str)
    again_wanted = Signal(str)
    missing_wanted = Signal(str)

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        look, clock, site = around.look, around.clock, around.site
        config, local, explain = around.config, around.local, around.explain
        self._look = look
        self._top = 0
        self.setObjectName("live")
        self.setAccessibleName(self.tr("Live"))
        self.wall = VideoWall(look=look, parent=self)
        self.rail = EventRail(look=look, clock=clock, local=local, explain=explain, parent=self)
        self.rail.card_tapped.connect(self.card_tapped)
        self.rail.chip_tapped.connect(self._chip_tapped)
        self.rail.watch_cards(self)
        self.rail.type_wanted.connect(self._type_plate)
        self.wall.camera_wanted.connect(lambda: self.wanted.emit("settings.cameras", None))
        self.expected = ExpectedCell(
            look=look, clock=clock, local=local, site=site, parent=self.wall
        )
        self.expected.clicked.connect(lambda: self.wanted.emit("inside", None))
        self.wall.set_spare(self.expected)
        around.reasons.changed.connect(self._flag_cards)
        for camera in config.cameras:
            tile = CameraTile(
                look=look,
                clock=clock,
                site=site,
                camera_id=camera.id,
                title=camera.name or camera.id,
                local=local,
                stale_after_s=camera.stale_after_s,
                parent=self.wall,
            )
            tile.clicked.connect(self._tile_tapped)
            tile.installEventFilter(self)
            lane = config.lane_of_camera(camera.id)
            panel = None
            if lane is not None:
                panel = LanePanel(
                    look=look,
                    local=local,
                    explain=explain,
                    lane_id=lane.id,
                    title=lane.name or lane.id,
                    direction=lane.direction,
                    parent=self.wall,
                )
            self.wall.add(tile, panel)

        bus = site.bus
        bus.frame_available.connect(self.frame_available)
        bus.camera_changed.connect(self.set_health)
        bus.overlay_changed.connect(self.set_overlay)
        bus.passage_changed.connect(self.set_passage)
        bus.passage_closed.connect(self.passage_closed)
        bus.setup_changed.connect(self.set_setup)

    def set_setup(self, lanes: frozenset[str]) -> None:
        """These lanes are by hand only while somebody draws on their pictures."""
        for lane_id, panel in self.wall.lanes.items():
            panel.set_setup(lane_id in lanes)

    @property
    def tiles(self) -> dict[str, CameraTile]:
        """Tiles by camera id."""
        return self.wall.tiles

    def enter(self, _argument: object) -> None:
        """Show all pictures when it is asked for a second time."""
        if self.isVisible():
            self.step_back()

    def step_back(self) -> bool:
        """Leave the large view; False when there was none."""
        if self.wall.single is None:
            return False
        self.wall.show_single(None)
        return True

    def frame_available(self, camera_id: str) -> None:
        """Pass on to the tile."""
        if camera_id in self.tiles:
            self.tiles[camera_id].frame_available()

    def set_overlay(self, overlay: Overlay) -> None:
        """Pass on to the tile."""
        if overlay.camera_id in self.tiles:
            self.tiles[overlay.camera_id].set_overlay(overlay)

    def set_health(self, health: CameraHealth) -> None:
        """Pass on to the tile."""
        if health.camera_id in self.tiles:
            self.tiles[health.camera_id].set_health(health)

    def set_passage(self, view: PassageView) -> None:
        """A card is new or changed."""
        self.rail.upsert(view)
        lane = self.wall.lanes.get(view.passage.lane_id)
        if lane is not None:
            lane.set_view(view)

    def passage_closed(self, passage_id: str) -> None:
        """The car is gone."""
        for lane in self.wall.lanes.values():
            lane.car_left(passage_id)

    def tick(self) -> None:
        """Look at the clock."""
        for tile in self.tiles.values():
            tile.tick()
        self.rail.tick()
        self.expected.tick()
        self._flag_cards()

    def _flag_cards(self) -> None:
        reasons = self._around.reasons
        flags = {item.passage_id: CardChip.MISSING for item in reasons.missing if item.passage_id}
        flags |= {item.passage_id: CardChip.UNSAVED for item in reasons.unsaved if item.passage_id}
        self.rail.set_flags(flags)

    def _chip_tapped(self, passage_id: str, chip: CardChip) -> None:
        if chip is CardChip.AGAIN:
            self.again_wanted.emit(passage_id)
            return
        if chip is CardChip.UNSAVED:
            self.said.emit(messages.text("reason.not_saved"), "database-off")
            return
        for item in self._around.reasons.missing:
            if item.passage_id == passage_id:
                self.missing_wanted.emit(item.event_id)
                return
        self.card_tapped.emit(passage_id)

    def _type_plate(self) -> None:
        waiting = self._around.passages.waiting()
        gate_id = waiting[0] if waiting is not None else ""
        self.wanted.emit("type_plate", TypePlate(gate_id=gate_id))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk the pictures and the cards."""
        if not self._walk(event.key()):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the arrows before a key takes them."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._walk(event.key())
        return super().eventFilter(watched, event)

    def _walk(self, key: int) -> bool:
        focus = self.window().focusWidget()
        cards: list[QAbstractButton] = list(self.rail.cards)
        tiles: list[QAbstractButton] = [t for t in self.tiles.values() if t.isVisible()]
        down = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(key), 0)
        side = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(key), 0)
        if not down and not side:
            return False
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            side = -side
        target: QAbstractButton | None = None
        if focus in cards:
            at = cards.index(focus)
            if down and 0 <= at + down < len(cards):
                target = cards[at + down]
            elif side < 0 and tiles:
                target = tiles[0]
        elif focus in tiles:
            target = self._beside(tiles, tiles.index(focus), down, side)
            if target is None and side > 0 and cards:
                target = cards[0]
        elif tiles or cards:
            target = (tiles or cards)[0]
        if target is not None:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
            if target in cards:
                self.rail.show_card(target)
        return True

    @staticmethod
    def _beside(
        tiles: list[QAbstractButton], at: int, down: int, side: int
    ) -> QAbstractButton | None:
        columns = 2 if len(tiles) > 2 else 1
        row, column = divmod(at, columns)
        row, column = row + down, column + side
        if not 0 <= column < columns:
            return None
        index = row * columns + column
        return tiles[index] if row >= 0 and index < len(tiles) else None

    def set_veiled(self, veiled: bool) -> None:
        """Names and plates are on show, or not."""
        self.refresh()
        self.expected.set_veiled(veiled)
        for tile in self.tiles.values():
            tile.set_veiled(veiled)

    def refresh(self) -> None:
        """Say everything anew: other words stand for the same."""
        self.rail.refresh()
        for lane in self.wall.lanes.values():
            lane.refresh()

    def set_top(self, pixels: int) -> None:
        """Leave room for the banner above the pictures; the rail keeps its place."""
        if pixels != self._top:
            self._top = pixels
            self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        rail = min(self._look.metrics.rail_w, self.width() // 2)
        top = max(GAP, self._top)
        for widget, place in (
            (self.wall, QRect(GAP, top, self.width() - rail - GAP, self.height() - top - GAP)),
            (self.rail, QRect(self.width() - rail, 0, rail, self.height())),
        ):
            widget.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))

    def _tile_tapped(self) -> None:
        tile = self.sender()
        if isinstance(tile, CameraTile):
            single = self.wall.single
            self.wall.show_single(None if single == tile.camera_id else tile.camera_id)
