# SPDX-License-Identifier: AGPL-3.0-or-later
"""S01 Live: one to four pictures, the lanes beside them, and the event rail."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QWidget

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import CameraHealth
from alpr_kiosk.runtime.bus import SiteApi
from alpr_kiosk.runtime.views import Overlay, PassageView
from ui.localtime import LocalTime
from ui.theme.look import Look
from ui.widgets.camera_tile import CameraTile
from ui.widgets.event_card import Explainer
from ui.widgets.event_rail import EventRail
from ui.widgets.lane_panel import LanePanel

GAP = 6
"""Between pictures, px; camera tiles may stand closer than other targets (section 7, T09)."""
FOOTER_H = 55
"""Height of the footer under each of three or four pictures, px (S01)."""
STRIP_H = 107
"""Height of the lane strip under a single picture, px (S01)."""


class VideoWall(QWidget):
    """Lays out tiles and lane panels for one to four cameras."""

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.setObjectName("live.wall")
        self.tiles: dict[str, CameraTile] = {}
        self.lanes: dict[str, LanePanel] = {}
        self._lane_of: dict[str, str] = {}
        self._single: str | None = None
        self._none = QLabel(self)
        self._none.setProperty("role", "title")
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setText(self.tr("No camera set up"))

    def add(self, tile: CameraTile, lane: LanePanel | None) -> None:
        """Add a camera with its lane."""
        self.tiles[tile.camera_id] = tile
        if lane is not None:
            self.lanes[lane.lane_id] = lane
            self._lane_of[tile.camera_id] = lane.lane_id
        self._none.hide()
        self.arrange()

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
            self._none.setGeometry(0, 0, width, height)
            return
        count = len(shown)
        for index, camera_id in enumerate(shown):
            tile = self.tiles[camera_id]
            lane = self.lanes.get(self._lane_of.get(camera_id, ""))
            tile_rect, lane_rect = self._cell(
                index, count, width, height, has_lane=lane is not None
            )
            tile.setGeometry(tile_rect)
            tile.show()
            if lane is not None:
                lane.setVisible(not lane_rect.isEmpty())
                if not lane_rect.isEmpty():
                    lane.setGeometry(lane_rect)

    @staticmethod
    def _cell(
        index: int, count: int, width: int, height: int, *, has_lane: bool
    ) -> tuple[QRect, QRect]:
        """Return the places of the n-th picture and of its lane panel."""
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


class LiveScreen(QWidget):
    """Pictures and cards.

    Signals:
        card_tapped (str passage_id): Explain this passage.
    """

    card_tapped = Signal(str)

    def __init__(
        self,
        *,
        look: Look,
        clock: Clock,
        site: SiteApi,
        config: AppConfig,
        local: LocalTime,
        explain: Explainer,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._top = 0
        self.setObjectName("live")
        self.setAccessibleName("Live")
        self.wall = VideoWall(look=look, parent=self)
        self.rail = EventRail(look=look, clock=clock, local=local, explain=explain, parent=self)
        self.rail.card_tapped.connect(self.card_tapped)
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

    @property
    def tiles(self) -> dict[str, CameraTile]:
        """Tiles by camera id."""
        return self.wall.tiles

    def back(self) -> bool:
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
        self.wall.setGeometry(GAP, top, self.width() - rail - GAP, self.height() - top - GAP)
        self.rail.setGeometry(self.width() - rail, 0, rail, self.height())

    def _tile_tapped(self) -> None:
        tile = self.sender()
        if isinstance(tile, CameraTile):
            single = self.wall.single
            self.wall.show_single(None if single == tile.camera_id else tile.camera_id)
