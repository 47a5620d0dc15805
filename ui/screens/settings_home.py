# SPDX-License-Identifier: AGPL-3.0-or-later
"""S16 Settings home ("More"): a tile for each place, and how bright the screen is."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout

from alpr_kiosk.domain.events import CameraHealth, CameraState
from alpr_kiosk.runtime.views import SiteHealth
from ui.screen_spec import marked
from ui.screens.base import Screen
from ui.screens.catalog import SCREENS
from ui.surroundings import Surroundings
from ui.widgets.form_keys import OptionKeys, Tile
from ui.widgets.page_head import PageHead

COLUMNS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A tile.

    Attributes:
        screen: Screen that it leads to; without that screen there is no tile.
        label: Its word.
        icon: Its icon.
        caption: What is done there.
    """

    screen: str
    label: str
    icon: str
    caption: str = ""


PLACES = (
    Place(
        screen="settings.cameras",
        label=marked(QT_TRANSLATE_NOOP("places", "Cameras")),
        icon="camera",
    ),
    Place(
        screen="settings.gates",
        label=marked(QT_TRANSLATE_NOOP("places", "Gates and relays")),
        icon="gate-relay",
    ),
    Place(
        screen="settings.users",
        label=marked(QT_TRANSLATE_NOOP("places", "Users and PINs")),
        icon="user",
        caption=marked(QT_TRANSLATE_NOOP("places", "Who may do what")),
    ),
    Place(
        screen="settings.privacy",
        label=marked(QT_TRANSLATE_NOOP("places", "Keeping data")),
        icon="shield-clock",
        caption=marked(QT_TRANSLATE_NOOP("places", "How long, and erasing")),
    ),
    Place(
        screen="settings.look",
        label=marked(QT_TRANSLATE_NOOP("places", "Language and look")),
        icon="look",
        caption=marked(QT_TRANSLATE_NOOP("places", "Text, sound, brightness")),
    ),
    Place(
        screen="health",
        label=marked(QT_TRANSLATE_NOOP("places", "Health")),
        icon="pulse",
        caption=marked(QT_TRANSLATE_NOOP("places", "Cameras, reader, relays, disk")),
    ),
    Place(
        screen="reports",
        label=marked(QT_TRANSLATE_NOOP("places", "Reports")),
        icon="reports",
        caption=marked(QT_TRANSLATE_NOOP("places", "Passages, waiting, gates")),
    ),
    Place(
        screen="setup",
        label=marked(QT_TRANSLATE_NOOP("places", "Setup again")),
        icon="setup",
        caption=marked(QT_TRANSLATE_NOOP("places", "Step by step")),
    ),
)


class SettingsHome(Screen):
    """Everybody may look; a place behind a PIN asks for it itself."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        look, m = around.look, around.look.metrics
        self.setObjectName("settings")
        self.setAccessibleName(self.tr("Settings"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 10, 16, 10)
        layout.setSpacing(m.gap_min)
        self.head = PageHead(look=look, name="settings", title=self.tr("Settings"))
        self.head.back.clicked.connect(self.back)
        layout.addWidget(self.head)
        self._grid = QGridLayout()
        self._grid.setSpacing(m.gap_min)
        layout.addLayout(self._grid, 100)
        layout.addStretch(1)
        self.tiles: dict[str, Tile] = {}
        row = QHBoxLayout()
        row.setSpacing(m.gap_min)
        label = QLabel(self.tr("Screen"))
        label.setProperty("role", "muted")
        row.addWidget(label)
        self.themes = OptionKeys(
            look=look,
            name="settings.theme",
            label=self.tr("Screen"),
            options=(
                ("day", self.tr("Day"), "sun"),
                ("night", self.tr("Night"), "moon"),
                ("high_contrast", self.tr("Contrast"), "contrast"),
            ),
            height=m.touch_std,
        )
        self.themes.chosen.connect(around.look_desk.choose_theme)
        row.addWidget(self.themes, 1)
        layout.addLayout(row)
        look.changed.connect(self._mark_theme)
        around.look_desk.changed.connect(self._mark_theme)
        around.site.bus.camera_changed.connect(self._on_camera)
        around.site.bus.health_changed.connect(self._on_health)
        self._mark_theme()

    def enter(self, _argument: object) -> None:
        """Show a tile for each place that there is."""
        if not self.tiles:
            self._make_tiles(self._known())

    def _known(self) -> frozenset[str]:
        return frozenset(spec.name for spec in SCREENS)

    def _make_tiles(self, known: frozenset[str]) -> None:
        look = self._around.look
        shown = [place for place in PLACES if place.screen in known]
        for column in range(COLUMNS):
            self._grid.setColumnStretch(column, 1)
        for index, place in enumerate(shown):
            tile = Tile(
                look=look,
                name=f"settings.tile.{place.screen}",
                text=QCoreApplication.translate("places", place.label),
                icon=place.icon,
                caption=QCoreApplication.translate("places", place.caption),
            )
            tile.setMinimumHeight(look.metrics.touch_min)  # a banner takes a part of the page
            tile.setMaximumHeight(look.metrics.touch_gate)
            tile.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
            tile.clicked.connect(partial(self.wanted.emit, place.screen, None))
            self._grid.addWidget(tile, index // COLUMNS, index % COLUMNS)
            self.tiles[place.screen] = tile
        self._say_cameras()
        gates = len(self._around.config.gates)
        if "settings.gates" in self.tiles:
            words = self.tr("1 gate") if gates == 1 else self.tr("{n} gates")
            self.tiles["settings.gates"].set_caption(words.replace("{n}", str(gates)))

    def _on_camera(self, _health: CameraHealth) -> None:
        self._say_cameras()

    def _say_cameras(self) -> None:
        tile = self.tiles.get("settings.cameras")
        if tile is None:
            return
        cameras = self._around.config.cameras
        known = [self._around.cameras.get(camera.id) for camera in cameras]
        live = sum(one is not None and one.state is CameraState.LIVE for one in known)
        words = self.tr("{live} of {n} live")
        tile.set_caption(words.replace("{live}", str(live)).replace("{n}", str(len(cameras))))

    def _on_health(self, health: SiteHealth) -> None:
        tile = self.tiles.get("health")
        if tile is not None:
            word = self.tr("Look at it") if health.degraded else self.tr("All is well")
            tile.set_caption(word)

    def _mark_theme(self) -> None:
        shown = self._around.look_desk.shown.theme
        self.themes.choose(shown if shown in self.themes.keys else self._around.look.theme)
