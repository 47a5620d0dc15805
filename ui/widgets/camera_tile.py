# SPDX-License-Identifier: AGPL-3.0-or-later
"""One live picture: the camera's frame, boxes over it as vectors, and what is wrong when it is.

A picture that is older than its limit, frozen or covered is not live: it turns grey and says so.
The tile takes frames from the site's one-slot mailbox at most 15 times a second; what it does not
take is dropped there.
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QHideEvent,
    QImage,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractButton, QWidget

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import CameraHealth, CameraState
from alpr_kiosk.domain.heat import Heat
from alpr_kiosk.runtime.bus import SiteApi
from alpr_kiosk.runtime.views import Overlay, OverlayBox, SiteHealth
from ui import messages
from ui.localtime import LocalTime
from ui.theme.look import Look
from ui.widgets.keys import named
from ui.widgets.painting import (
    CENTER,
    antialias,
    draw_icon,
    draw_picture,
    fitted,
    focus_ring,
    rounded,
    text_block,
    text_line,
    text_width,
    turning,
    wrap_preview,
)
from ui.widgets.stamps import Stamps

MIN_FRAME_GAP_S = 1 / 15
"""Tiles repaint at most 15 times a second (screen specification, section 6)."""
LEAST_PX = 16
"""Smallest type over a picture, px."""
OVERLAY_LIFE_S = 1.5
"""Boxes older than this belong to a car that has moved on."""

_BAD = (
    CameraState.LOST,
    CameraState.LOGIN,
    CameraState.FORMAT,
    CameraState.ENDED,
    CameraState.FROZEN,
    CameraState.COVERED,
)
"""Nobody may trust what is seen: no boxes, no colour, blurred, and a sentence over it. A frozen
picture may look perfectly well otherwise."""

_TEXTS = {
    CameraState.LOST: "camera.gone",
    CameraState.LOGIN: "camera.login",
    CameraState.FORMAT: "camera.format",
    CameraState.ENDED: "camera.ended",
    CameraState.FROZEN: "camera.frozen",
    CameraState.COVERED: "camera.covered",
}
_LOST_TEXTS = frozenset({"camera.stalled", "camera.unreachable", "camera.not_found"})
"""Reasons of a loss that have a sentence of their own."""

_ICONS = {CameraState.FROZEN: "clock-warning", CameraState.CONNECTING: "camera"}


class CameraTile(QAbstractButton):
    """Shows one camera; a tap asks for the large view."""

    def __init__(
        self,
        *,
        look: Look,
        clock: Clock,
        site: SiteApi,
        camera_id: str,
        title: str,
        local: LocalTime,
        stale_after_s: float = 2.0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._look = look
        self._clock = clock
        self._site = site
        self._local = local
        self._stale_after_s = stale_after_s
        self.camera_id = camera_id
        self.title = title
        self._image: QImage | None = None
        self._grey: QImage | None = None
        self._captured: float | None = None
        self._began = clock.monotonic()
        self._last_take: float | None = None
        self._overlay: Overlay | None = None
        self._veiled = False
        self._health: CameraHealth | None = None
        self._stale = False
        self._unread = ""
        self._drilled = False
        self._drill_since: datetime | None = None
        self._faked = False
        self._shown_age = -1
        self._throttle = QTimer(self)
        self._throttle.setSingleShot(True)
        self._throttle.timeout.connect(self._take)
        self._stamps = Stamps()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("stale", False)
        named(self, f"live.tile.{camera_id}", f"Camera {title}")
        look.changed.connect(self._dress)
        site.bus.health_changed.connect(self.set_site)

    # --------------------------------------------------------------------------------- feeding

    def frame_available(self) -> None:
        """A newer frame or result waits; show it now, or when the 15 a second allow it."""
        if not self.isVisible() or self._throttle.isActive():
            return
        now = self._clock.monotonic()
        wait = 0.0
        if self._last_take is not None:
            wait = MIN_FRAME_GAP_S - (now - self._last_take)
        if wait <= 0:
            self._take()
        else:
            self._throttle.start(max(1, round(wait * 1000)))

    def _dress(self) -> None:
        self._stamps.clear()
        self.update()

    def _take(self) -> None:
        preview = self._site.take_preview(self.camera_id)
        if preview is None:
            self.update()  # what came since the last frame is to be seen all the same
            return
        self._last_take = self._clock.monotonic()
        self._image = wrap_preview(preview)
        self._grey = None
        self._captured = preview.captured_mono
        self.tick()
        self.update()

    def set_veiled(self, veiled: bool) -> None:
        """Plates are written beside their boxes, or not."""
        if veiled is not self._veiled:
            self._veiled = veiled
            self.update()

    def set_overlay(self, overlay: Overlay) -> None:
        """Boxes of the newest result; they are painted with the next frame, or when it is due."""
        self._overlay = overlay
        self._fake()
        self.frame_available()

    def set_health(self, health: CameraHealth) -> None:
        """State of the camera changed."""
        before = self._health
        if before is not None and before.state in _BAD and health.state is CameraState.CONNECTING:
            return  # tries again: what is wrong stays said until there is a picture
        self._health = health
        if before is None or before.state is not health.state:
            self._grey = None
            if health.state is CameraState.CONNECTING:
                self._began = self._clock.monotonic()
            self._describe()
            self.update()
        elif before.code != health.code:
            self.update()
        self._fake()
        if health.state is CameraState.LATE or self._stale:
            self.tick()

    def set_site(self, health: SiteHealth) -> None:
        """Say over the picture when nobody reads it (screens.md S25)."""
        drilled = health.drill == "camera" and health.drill_about == self.camera_id
        if drilled and not self._drilled:
            self._drill_since = self._clock.utc_now()
        self._drilled = drilled
        self._fake()
        words = ""
        if health.vitals is not None and health.vitals.heat >= Heat.BY_HAND:
            words = self.tr("Too hot: not reading")
        elif not health.reader_ok:
            words = self.tr("Not reading")
            if health.reader_restarts:
                again = self.tr("restart {n} of 5").replace("{n}", str(health.reader_restarts))
                words = f"{words} · {again}"
        elif health.drill == "reader":
            words = messages.text("drill.shown", {"text": self.tr("Not reading")})
        if words != self._unread:
            self._unread = words
            self._describe()
            self.update()

    def _fake(self) -> None:
        """Look as if the camera were gone while that is practised; a real car is always shown."""
        faked = self._drilled and self.state not in _BAD and not self._boxes()
        if faked is not self._faked:
            self._faked = faked
            self._grey = None
            self._describe()
            self.update()

    def _boxes(self) -> tuple[OverlayBox, ...]:
        """Return the boxes of cars that stand there now."""
        overlay = self._overlay
        if overlay is None or self._clock.monotonic() - overlay.captured_mono > OVERLAY_LIFE_S:
            return ()
        return overlay.boxes

    @property
    def faked(self) -> bool:
        """Whether the loss that is shown is only practised."""
        return self._faked

    @property
    def unread_text(self) -> str:
        """What is said of the reader over the picture, "" while it reads."""
        return self._unread

    def tick(self) -> None:
        """Look at the clock: is the picture still live? Called four times a second."""
        self._fake()
        age = self.age_s
        late = self.state is CameraState.LATE
        stale = age is not None and (late or age > self._stale_after_s)
        if stale != self._stale:
            self._stale = stale
            self.setProperty("stale", stale)
            self._describe()
            self.update()
        shown = round(age) if age is not None and stale else self._waited()
        if shown != self._shown_age:
            self._shown_age = shown
            self.update()

    # ---------------------------------------------------------------------------------- state

    @property
    def age_s(self) -> float | None:
        """Seconds since the shown frame arrived, None before the first."""
        return None if self._captured is None else self._clock.monotonic() - self._captured

    @property
    def stale(self) -> bool:
        """Whether the picture is too old to be called live."""
        return self._stale

    @property
    def live(self) -> bool:
        """Whether what is seen may be trusted to be now."""
        return self.state not in _BAD and not self._stale

    @property
    def state(self) -> CameraState:
        """The camera's state, as far as known."""
        if self._health is not None:
            return self._health.state
        return CameraState.CONNECTING if self._captured is None else CameraState.LIVE

    def status_text(self) -> str:
        """Return what the tile says about its picture, "" while it is live."""
        state, health = self.state, self._health
        if self._faked:
            began = self._local.hm(self._drill_since)
            values = {"camera": self.title, "time": began, "s": "5"}
            return messages.text("drill.shown", {"text": messages.text("camera.gone", values)})
        if state in _BAD:
            code = _TEXTS[state]
            if state is CameraState.LOST and health is not None and health.code in _LOST_TEXTS:
                code = health.code
            since = health.since_at if health is not None else None
            retry = health.retry_in_s if health is not None else None
            return messages.text(
                code,
                {
                    "camera": self.title,
                    "time": self._local.hm(since),
                    "s": "5" if retry is None else str(max(1, round(retry))),
                },
            )
        if self._captured is None:
            return self.tr("Connecting {s} s").replace("{s}", str(self._waited()))
        if self._stale:
            return messages.text("camera.old_picture", {"s": max(1, round(self.age_s or 0))})
        return ""

    def _waited(self) -> int:
        return max(0, int(self._clock.monotonic() - self._began))

    def _describe(self) -> None:
        word = messages.camera_word(self.state)
        if self._stale and self.state in (CameraState.LIVE, CameraState.LATE):
            word = self.tr("old picture")
        if self._faked:
            gone = messages.camera_word(CameraState.LOST)
            word = messages.text("drill.shown", {"text": gone})
        self.setAccessibleDescription(f"{word}, {self._unread}" if self._unread else word)

    # ---------------------------------------------------------------------------------- events

    def sizeHint(self) -> QSize:
        return QSize(480, 270)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.isVisible():
            self._announce_size()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._announce_size()
        self.frame_available()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._throttle.stop()
        self._site.set_preview_size(self.camera_id, 0, 0)

    def _announce_size(self) -> None:
        ratio = self.devicePixelRatioF()
        self._site.set_preview_size(
            self.camera_id, round(self.width() * ratio), round(self.height() * ratio)
        )

    # -------------------------------------------------------------------------------- painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        t = self._look.tokens
        painter = QPainter(self)
        rect = QRectF(self.rect())
        painter.fillRect(rect, QColor("#0B0D0F" if t.name == "day" else "#050505"))
        live = self.live and not self._faked
        place = rect
        if self._image is not None and live:
            place = draw_picture(painter, rect, self._image, gain=t.video_gain)
            antialias(painter)
            self._paint_boxes(painter, place)
        elif self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            draw_picture(painter, rect, self._greyed(self._image), gain=t.video_gain * 0.6)
        turning(painter)  # the picture and the boxes in it stay, what is written over it turns
        self._paint_title(painter, rect, live=live and self._image is not None)
        status = self.status_text()
        if status:
            self._paint_status(painter, rect, status)
        if self._unread and self.live:
            self._paint_unread(painter, rect)
        if self.hasFocus():
            focus_ring(painter, rect, self._look, inner=t.ask if t.name == "day" else None)

    def _greyed(self, image: QImage) -> QImage:
        """Return the last frame without colour; blurred when it must not be looked at."""
        if self._grey is None:
            grey = image
            if self.state in _BAD or self._faked:
                small = QSize(max(1, image.width() // 14), max(1, image.height() // 14))
                grey = image.scaled(
                    small,
                    Qt.AspectRatioMode.IgnoreAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                ).scaled(
                    image.size(),
                    Qt.AspectRatioMode.IgnoreAspectRatio,
                    Qt.TransformationMode.SmoothTransformation,
                )
            self._grey = grey.convertToFormat(QImage.Format.Format_Grayscale8)
        return self._grey

    def _paint_title(self, painter: QPainter, rect: QRectF, *, live: bool) -> None:
        font = self._look.fonts("caption_strong")
        width = text_width(font, self.title)
        chip = QRectF(rect.x() + 10, rect.bottom() - 46, min(width + 52, rect.width() - 20), 36)
        dim = self._look.tokens.name == "night"
        colour = ("#CDA68A" if dim else "#FFFFFF") if live else "#B8B8B8"
        dead = self._faked or self.state in _BAD
        icon = "camera-off" if dead else "camera"

        def paint(inner: QPainter, place: QRectF) -> None:
            rounded(inner, place, fill=QColor(0, 0, 0, 176), radius=6)
            draw_icon(inner, self._look, icon, colour, place.x() + 10, place.y() + 7, 22)
            text = place.adjusted(40, 0, -8, 0)
            text_line(inner, text, self.title, font=font, colour=colour)

        self._stamps.put(painter, chip, ("title", self.title, icon, colour), paint)

    def _paint_unread(self, painter: QPainter, rect: QRectF) -> None:
        t = self._look.tokens
        font = self._look.fonts("body_strong")
        width = text_width(font, self._unread) + 62
        chip = QRectF(rect.x() + 10, rect.y() + 10, min(width, rect.width() - 20), 44)
        rounded(painter, chip, fill=t.fault, outline=t.on_fault, width=2, radius=6)
        draw_icon(painter, self._look, "reader-off", t.on_fault, chip.x() + 12, chip.y() + 9, 26)
        text_line(painter, chip.adjusted(48, 0, -10, 0), self._unread, font=font, colour=t.on_fault)

    def _paint_status(self, painter: QPainter, rect: QRectF, status: str) -> None:
        t = self._look.tokens
        dead = self._faked or self.state in _BAD
        if not dead and self._captured is not None:
            # The picture is only old: a chip at the top, the grey picture stays to be seen.
            font = fitted(self._look.fonts("body_strong"), status, rect.width() - 72, LEAST_PX)
            width = text_width(font, status) + 62
            chip = QRectF(rect.x() + 10, rect.y() + 10, min(width, rect.width() - 20), 44)
            rounded(painter, chip, fill=t.warning, outline=t.on_warning, width=2, radius=6)
            draw_icon(
                painter, self._look, "clock-warning", t.on_warning, chip.x() + 12, chip.y() + 10, 24
            )
            text_line(
                painter,
                chip.adjusted(44, 0, -8, 0),
                status,
                font=font,
                colour=t.on_warning,
            )
            return
        light = "#E9ECEE" if t.name != "night" else t.text
        icon = _ICONS.get(self.state, "camera-off" if dead else "camera")
        size = min(56.0, rect.height() * 0.2)
        font = self._look.fonts("body" if rect.height() > 200 else "caption")
        block = rect.adjusted(28, 0, -28, 0)
        painter.setFont(font)
        line = painter.fontMetrics().height()
        available = rect.height() - 62
        lines = max(1, min(3, int((available - size - 12) // line)))
        total = size + 12 + lines * line
        top = max(8.0, (available - total) / 2)
        draw_icon(painter, self._look, icon, light, rect.center().x() - size / 2, top, size)
        text_block(
            painter,
            QRectF(block.x(), top + size + 12, block.width(), lines * line + 2),
            status,
            font=font,
            colour=light,
            align=Qt.AlignmentFlag.AlignHCenter,
        )

    def _paint_boxes(self, painter: QPainter, place: QRectF) -> None:
        t = self._look.tokens
        for item in self._boxes():
            box = QRectF(
                place.x() + item.box.x0 * place.width(),
                place.y() + item.box.y0 * place.height(),
                item.box.width * place.width(),
                item.box.height * place.height(),
            ).adjusted(-4, -4, 4, 4)
            fill, colour = t.fill(item.kind), t.on(item.kind)
            line = colour if t.name == "night" else fill
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(0, 0, 0, 150), 5))
            painter.drawRoundedRect(box, 4, 4)
            pen = QPen(QColor(line if item.kind != "neutral" else "#FFFFFF"), 3)
            if not item.settled:
                pen.setStyle(Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawRoundedRect(box, 4, 4)
            if item.text and not self._veiled:
                self._paint_label(painter, place, box, item.text, fill, colour)

    def _paint_label(
        self, painter: QPainter, place: QRectF, box: QRectF, text: str, fill: str, colour: str
    ) -> None:
        font = self._look.fonts("plate_small")
        width = text_width(font, text) + 20
        label = QRectF(box.center().x() - width / 2, box.top() - 44, width, 38)
        if label.top() < place.top() + 4:
            label.moveTop(box.bottom() + 6)
        label.moveLeft(max(place.left() + 4, min(label.left(), place.right() - width - 4)))

        def paint(inner: QPainter, place: QRectF) -> None:
            rounded(inner, place, fill=fill, radius=5, outline=colour, width=1.5)
            text_line(inner, place, text, font=font, colour=colour, align=CENTER, elide=False)

        self._stamps.put(painter, label, ("plate", text, fill, colour), paint)
