# SPDX-License-Identifier: AGPL-3.0-or-later
"""S08: a reference photo is taken from a passage of the plate."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from alpr_kiosk.domain.list_queries import PlatePicture, PlatePicturesWanted
from alpr_kiosk.domain.queries import QueryAnswer
from ui import messages
from ui.surroundings import Surroundings
from ui.theme.look import Look
from ui.widgets.keys import TapKey, named
from ui.widgets.page_head import PageHead
from ui.widgets.painting import CENTER, antialias, focus_ring, rounded, text_line
from ui.widgets.states import StateBox

COLUMNS = 3


class PictureKey(QAbstractButton):
    """A picture to choose, with its time below."""

    def __init__(self, *, look: Look, name: str, jpeg: bytes, words: str) -> None:
        super().__init__()
        self._look = look
        self._picture = QPixmap()
        self._picture.loadFromData(jpeg)
        self.setText(words)
        named(self, name, words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumHeight(look.metrics.mm(30))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:
        return QSize(self._look.metrics.words(50), self._look.metrics.mm(35))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, m = self._look.tokens, self._look.metrics
        painter = QPainter(self)
        antialias(painter)
        rect = QRectF(self.rect())
        rounded(painter, rect, fill=t.raised, radius=float(m.radius), outline=t.border, width=2.0)
        foot = 34.0
        place = rect.adjusted(6, 6, -6, -foot - 6)
        if not self._picture.isNull():
            size = self._picture.size().scaled(
                place.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio
            )
            target = QRectF(0, 0, size.width(), size.height())
            target.moveCenter(place.center())
            painter.setOpacity(t.video_gain)
            painter.drawPixmap(target, self._picture, QRectF(self._picture.rect()))
            painter.setOpacity(1.0)
        text_line(
            painter,
            QRectF(rect.x(), rect.bottom() - foot - 3, rect.width(), foot),
            self.text(),
            font=self._look.fonts("caption"),
            colour=t.text,
            align=CENTER,
        )
        if self.hasFocus():
            focus_ring(painter, rect, self._look)


class PhotoPage(QWidget):
    """The newest passages of a plate.

    Signals:
        chosen (object picture): A `PlatePicture` to be kept, None to have no photo.
        cancelled (): Back.
    """

    chosen = Signal(object)
    cancelled = Signal()

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self._look = around.look
        self._plate = ""
        self._query = ""
        named(self, "photos", self.tr("Photo from an event"))
        m = self._look.metrics
        layout = QVBoxLayout(self)
        layout.setContentsMargins(m.space(16), m.gap_min, m.space(16), m.space(8))
        layout.setSpacing(m.gap_min)
        head = PageHead(look=self._look, name="photos", title=self.tr("Photo from an event"))
        head.back.clicked.connect(self._leave)
        self.none_key = TapKey(
            look=self._look, name="photos.none", text=self.tr("No photo"), icon="close", beside=True
        )
        self.none_key.setMinimumSize(m.words(34), m.touch_min)
        self.none_key.clicked.connect(lambda: self.chosen.emit(None))
        head.setFixedHeight(m.touch_min)
        layout.addWidget(head)
        self._grid = QGridLayout()
        self._grid.setSpacing(m.gap_min)
        layout.addLayout(self._grid, 1)
        self.states = StateBox(look=self._look, clock=around.clock, name="photos.states")
        self.states.pressed.connect(lambda: self.ask(self._plate))
        layout.addWidget(self.states, 1)
        layout.addWidget(self.none_key, 0, Qt.AlignmentFlag.AlignLeft)
        self.pictures: list[PictureKey] = []

    def ask(self, plate: str) -> None:
        """Look for the pictures of a plate."""
        self._plate = plate
        self._clear()
        self.states.work(self.tr("Looking for pictures"), stoppable=False)
        self._around.asker.cancel(self._query)
        wanted = PlatePicturesWanted(plate=plate)
        self._query = wanted.query_id
        self._around.asker.ask(self, wanted, self._found)

    def tick(self) -> None:
        """Look at the clock."""
        self.states.tick()

    def _leave(self) -> None:
        self._around.asker.cancel(self._query)
        self.cancelled.emit()

    def _clear(self) -> None:
        for key in self.pictures:
            self._grid.removeWidget(key)
            key.hide()
            key.deleteLater()
        self.pictures = []

    def _found(self, answer: QueryAnswer) -> None:
        if not answer.ok or not isinstance(answer.result, tuple):
            self.states.fault(messages.text(answer.code, answer.context))
            return
        pictures = [one for one in answer.result if isinstance(one, PlatePicture)]
        if not pictures:
            self.states.empty(messages.text("lists.photo_none", {"plate": self._plate}))
            return
        self.states.clear()
        local = self._around.local
        for at, picture in enumerate(pictures):
            words = f"{picture.plate}  {local.date(picture.seen_at)} {local.hm(picture.seen_at)}"
            key = PictureKey(look=self._look, name=f"photos.{at}", jpeg=picture.jpeg, words=words)
            key.clicked.connect(lambda _checked=False, one=picture: self.chosen.emit(one))
            self._grid.addWidget(key, at // COLUMNS, at % COLUMNS)
            self.pictures.append(key)
