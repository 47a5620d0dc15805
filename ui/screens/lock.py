# SPDX-License-Identifier: AGPL-3.0-or-later
"""S27 Lock: pictures live, nothing to read for strangers; gates, alerts and questions go on."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from alpr_kiosk.domain.events import Action, CameraHealth
from alpr_kiosk.domain.people_intents import ShiftStarted
from alpr_kiosk.runtime.views import Overlay, PassageView
from ui.people import PinWanted, Session
from ui.screens.base import Screen
from ui.surroundings import Surroundings
from ui.theme.look import Look
from ui.widgets.camera_tile import CameraTile
from ui.widgets.keys import TapKey
from ui.widgets.painting import CENTER, draw_icon, fitted, put, rounded, text_line, turning

SIDE_W = 380
"""Width of the column beside the pictures, px; a third of a small screen."""
COUNT_H = 92
"""Height of a number with its word, px."""
COUNTED = 400
"""Passages that are counted; the record has all."""
ROLES = ("guard", "supervisor", "installer", "auditor")


class CountCard(QWidget):
    """How many, of what: all that a locked screen says of cars."""

    def __init__(
        self, *, look: Look, name: str, icon: str, kind: str, word: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._icon = icon
        self._kind = kind
        self._word = word
        self.count = 0
        self.setObjectName(name)
        self.setFixedHeight(COUNT_H)
        self.show_count(0)
        look.changed.connect(self.update)

    def show_count(self, count: int) -> None:
        """Show a number."""
        self.count = count
        self.setAccessibleName(f"{self._word}: {count}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, fonts = self._look.tokens, self._look.fonts
        painter = QPainter(self)
        turning(painter)
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        rounded(
            painter,
            rect,
            fill=t.raised,
            radius=self._look.metrics.radius * 1.3,
            outline=self._look.hairline,
            width=1,
        )
        colour = t.word(self._kind) if self.count else t.muted
        number = str(self.count)
        font = fonts.sized(30, weight=700)
        painter.setFont(font)
        width = painter.fontMetrics().horizontalAdvance(number)
        left = rect.center().x() - (width + 40) / 2
        draw_icon(painter, self._look, self._icon, colour, left, 14, 30)
        strong = t.text if self.count else t.muted
        text_line(painter, QRectF(left + 40, 8, width + 8, 42), number, font=font, colour=strong)
        text_line(
            painter,
            QRectF(4, 52, rect.width() - 8, 30),
            self._word,
            font=fitted(fonts("caption"), self._word, rect.width() - 12, 15),
            colour=t.muted,
            align=CENTER,
        )


class LockScreen(Screen):
    """Pictures, counts, the clock, and two keys."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        look = self._look = around.look
        self._around = around
        self._clock = around.clock
        self._local = around.local
        self._people = around.people
        self._kinds: dict[str, str] = {}
        self.setObjectName("lock")
        self.setAccessibleName(self.tr("Locked"))
        m = look.metrics
        self.tiles: dict[str, CameraTile] = {}
        self._wall = QWidget(self)
        self._wall.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        for camera in around.config.cameras:
            tile = CameraTile(
                look=look,
                clock=around.clock,
                site=around.site,
                camera_id=camera.id,
                title=camera.name or camera.id,
                local=around.local,
                stale_after_s=camera.stale_after_s,
                parent=self._wall,
            )
            tile.setObjectName(f"lock.tile.{camera.id}")
            tile.set_veiled(True)
            tile.setEnabled(False)  # it only shows; there is nothing to tap on a lock
            self.tiles[camera.id] = tile
        layout = QHBoxLayout(self)
        layout.setContentsMargins(6, 6, m.space(16), 6)
        layout.setSpacing(m.space(16))
        layout.addWidget(self._wall, 1)
        layout.addLayout(self._side())
        bus = around.site.bus
        bus.frame_available.connect(self._frame)
        bus.camera_changed.connect(self._health)
        bus.overlay_changed.connect(self._overlay)
        bus.passage_changed.connect(self._count)
        self.tick()

    def _side(self) -> QVBoxLayout:
        look, m = self._look, self._look.metrics
        side = QVBoxLayout()
        side.setSpacing(m.gap_min)
        self._time = QLabel(self)
        self._time.setFixedWidth(SIDE_W)
        self._time.setStyleSheet(
            f"font-family: '{look.fonts.mono_family}'; font-size: 96px; font-weight: 700;"
        )
        self._time.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint = QLabel(self.tr("Locked. OPEN, alerts and questions go on."), self)
        hint.setProperty("role", "muted")
        hint.setWordWrap(True)
        hint.setFixedWidth(SIDE_W)
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.counts = {
            "allow": self._count_card("allow", "allow-tick-circle", self.tr("let in")),
            "ask": self._count_card("ask", "ask-question-triangle", self.tr("asked about")),
            "deny": self._count_card("deny", "deny-octagon-hand", self.tr("not let in")),
        }
        self.sign_in = TapKey(
            look=look,
            name="lock.sign_in",
            text=self.tr("Sign in"),
            icon="user",
            kind="accent",
            beside=True,
            parent=self,
        )
        self.muster = TapKey(
            look=look,
            name="lock.muster",
            text=self.tr("Muster: who is inside"),
            icon="alarm-critical",
            beside=True,
            accessible=self.tr("Muster, list of who is inside"),
            parent=self,
        )
        for key, least, most in (
            (self.sign_in, m.touch_min, m.touch_gate),
            (self.muster, m.touch_min, m.touch_std),
        ):
            key.setFixedWidth(SIDE_W)
            key.setMinimumHeight(least)  # a banner takes a part of the page
            key.setMaximumHeight(most)
            key.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.sign_in.clicked.connect(self._unlock)
        self.muster.clicked.connect(lambda: self.wanted.emit("muster", None))
        side.addStretch(1)
        side.addWidget(self._time)
        side.addWidget(hint)
        side.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(8)
        for card in self.counts.values():
            row.addWidget(card)
        side.addLayout(row)
        side.addStretch(1)
        side.addWidget(self.muster, 50)
        side.addWidget(self.sign_in, 100)
        return side

    def _count_card(self, kind: str, icon: str, word: str) -> CountCard:
        return CountCard(
            look=self._look, name=f"lock.count.{kind}", icon=icon, kind=kind, word=word, parent=self
        )

    # ------------------------------------------------------------------------------- signing in

    def _unlock(self) -> None:
        site = self._around.site
        shift = site.shift()
        self._people.challenge(
            PinWanted(
                purpose=self.tr("unlock the screen"),
                roles=tuple(role for role in ROLES if site.users(role)) or ("supervisor",),
                then=self._unlocked,
                prefer=shift.shift.user if shift is not None else "",
                elevates=False,
            )
        )

    def _unlocked(self, session: Session) -> None:
        self._people.unlock()
        if session.role != "guard":
            self._people.elevate(session)
            return
        shift = self._around.site.shift()
        if shift is not None and shift.shift.user == session.user and shift.shift.signed:
            self._people.start_shift(session.user, session.token)
            self.intent.emit(ShiftStarted(session=session.token))
        else:
            self.wanted.emit("handover", session)  # another one: his shift begins

    # ---------------------------------------------------------------------------------- showing

    def tick(self) -> None:
        """Show the time, and how old the pictures are."""
        self._time.setText(self._local.hm(self._clock.utc_now()))
        for tile in self.tiles.values():
            tile.tick()

    def _frame(self, camera_id: str) -> None:
        if self.isVisible() and camera_id in self.tiles:
            self.tiles[camera_id].frame_available()

    def _health(self, health: CameraHealth) -> None:
        if health.camera_id in self.tiles:
            self.tiles[health.camera_id].set_health(health)

    def _overlay(self, overlay: Overlay) -> None:
        if overlay.camera_id in self.tiles:
            self.tiles[overlay.camera_id].set_overlay(overlay)

    def _count(self, view: PassageView) -> None:
        if view.decision is None:
            return
        kind = {
            Action.OPEN: "allow",
            Action.ASK: "ask",
            Action.REFUSE: "deny",
        }.get(view.decision.decision.action, "")
        self._kinds[view.passage.passage_id] = kind
        while len(self._kinds) > COUNTED:
            self._kinds.pop(next(iter(self._kinds)))
        for name, card in self.counts.items():
            card.show_count(sum(1 for one in self._kinds.values() if one == name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place()

    def _place(self) -> None:
        tiles = list(self.tiles.values())
        gap = 6
        width = self.width() - SIDE_W - 2 * self._look.metrics.space(16) - 6
        height = self.height() - 12
        if not tiles:
            return
        columns = 1 if len(tiles) < 3 else 2
        rows = -(-len(tiles) // columns)
        cell_w = (width - gap * (columns - 1)) // columns
        cell_h = (height - gap * (rows - 1)) // rows
        for index, tile in enumerate(tiles):
            x, y = index % columns, index // columns
            put(tile, QRect(x * (cell_w + gap), y * (cell_h + gap), cell_w, cell_h))
