# SPDX-License-Identifier: AGPL-3.0-or-later
"""What came out of the test of a camera: five ticks, the picture, and what is advised."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from alpr_kiosk.domain.camera_queries import CameraTest, TestStep
from alpr_kiosk.domain.ruler import judge, worst
from alpr_kiosk.domain.ruler_limits import Grade
from ui import messages
from ui.theme.look import Look, blend
from ui.widgets.keys import TapKey
from ui.widgets.painting import (
    draw_icon,
    draw_picture,
    fitted,
    rounded,
    text_block,
    text_line,
    turning,
)

_OWN_WORDS = {"camera.login": "camera.test.login"}
"""The guard is told to ask the installer; who tests here is the installer."""


class TestPanel(QWidget):
    """The five ticks, the picture, and what is advised."""

    __test__ = False

    def __init__(self, *, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        m = look.metrics
        self.setObjectName("cameras.test")
        self.run = TapKey(
            look=look,
            name="cameras.test.run",
            text=self.tr("TEST"),
            icon="search",
            beside=True,
            accessible=self.tr("Test the camera"),
            parent=self,
        )
        self.run.setFixedHeight(m.touch_std)
        self.face = _TestFace(look=look, parent=self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(m.gap_min)
        layout.addWidget(self.run)
        layout.addWidget(self.face, 1)

    @property
    def words(self) -> str:
        """Everything that it says, for a screen reader and for tests."""
        return self.face.accessibleName()

    def clear(self) -> None:
        """Nothing was tried yet."""
        self.face.show_steps((), "", None)
        self._say(self.tr("TEST"))

    def begin(self) -> None:
        """A test has begun."""
        self.face.show_steps(_steps(0), "", None)
        self._say(self.tr("Stop"))

    def reach(self, done: int) -> None:
        """So many steps have passed."""
        self.face.show_steps(_steps(done), "", None)

    def failed(self, words: str) -> None:
        """It could not be tried."""
        self.face.show_steps((), words, None)
        self._say(self.tr("TEST again"))

    def show_result(self, result: CameraTest) -> None:
        """Show how it ended."""
        failure = next((step for step in result.steps if step.state == "failed"), None)
        if failure is not None:
            code = _OWN_WORDS.get(failure.code, failure.code)
            words = messages.text(code, failure.context)
        else:
            words = "\n".join(messages.text(code) for code in result.hints)
        facts = []
        if result.width:
            facts.append(f"{result.width} × {result.height}")
        if result.codec:
            facts.append(result.codec.upper())
        if result.fps is not None:
            facts.append(self.tr("{n} fps").replace("{n}", f"{result.fps:.0f}"))
        plate = result.plate
        if plate is not None and plate.plate_width_px:
            wide = str(round(plate.plate_width_px))
            facts.append(self.tr("plate {n} px wide").replace("{n}", wide))
            verdicts = judge(plate)
            grade = worst(verdicts)
            facts.append(messages.text(f"ruler.grade.{grade.value}"))
            if grade is not Grade.GOOD:
                said = next((v for v in verdicts if v.grade is grade and v.code), None)
                words = messages.text(said.code, dict(said.context)) if said is not None else words
        image = None
        if result.picture is not None:
            still = result.picture
            image = QImage(
                still.data, still.width, still.height, still.stride, QImage.Format.Format_RGB32
            ).copy()
        self.face.show_steps(result.steps, words, image, facts=" · ".join(facts))
        self._say(self.tr("TEST again"))

    def _say(self, word: str) -> None:
        self.run.setText(word)
        self.run.icon_name = "close" if word == self.tr("Stop") else "search"
        self.run.update()


def _steps(done: int) -> tuple[TestStep, ...]:
    names = ("resolves", "answers", "login", "stream", "picture")
    return tuple(
        TestStep(name=name, state="passed" if index < done else "waiting")
        for index, name in enumerate(names)
    )


class _TestFace(QWidget):
    """Paints the ticks, the words and the picture."""

    def __init__(self, *, look: Look, parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look
        self._steps: tuple[TestStep, ...] = ()
        self._words = self._facts = ""
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        look.changed.connect(self.update)

    def show_steps(
        self, steps: tuple[TestStep, ...], words: str, image: QImage | None, *, facts: str = ""
    ) -> None:
        """Show this."""
        self._steps, self._words, self._facts, self._image = steps, words, facts, image
        told = [f"{self._name(step.name)}: {self._state(step.state)}" for step in steps]
        self.setAccessibleName(". ".join(part for part in (*told, facts, words) if part))
        self.update()

    def _name(self, name: str) -> str:
        return {
            "resolves": self.tr("Address found"),
            "answers": self.tr("Reached"),
            "login": self.tr("Signed in"),
            "stream": self.tr("Stream found"),
            "picture": self.tr("Picture"),
        }[name]

    def _short(self, name: str) -> str:
        return {
            "resolves": self.tr("Found"),
            "answers": self.tr("Reached"),
            "login": self.tr("Signed in"),
            "stream": self.tr("Stream"),
            "picture": self.tr("Picture"),
        }[name]

    def _state(self, state: str) -> str:
        return {
            "passed": self.tr("ok"),
            "failed": self.tr("failed"),
            "waiting": self.tr("..."),
        }.get(state, self.tr("not reached"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        t, m, fonts = self._look.tokens, self._look.metrics, self._look.fonts
        painter = QPainter(self)
        turning(painter)
        rect = QRectF(self.rect())
        rounded(
            painter,
            rect,
            fill=t.surface,
            radius=m.radius * 1.5,
            outline=self._look.hairline,
            width=1,
        )
        pad = float(m.space(16))
        inner = rect.adjusted(pad, m.space(12), -pad, -m.space(12))
        if not self._steps:
            words = self._words or self.tr(
                "TEST connects to the camera as it stands here and shows its picture. "
                "Nothing is changed."
            )
            text_block(painter, inner, words, font=fonts("body"), colour=t.muted)
            return
        y = self._paint_steps(painter, inner)
        if self._facts:
            place = QRectF(inner.x(), y, inner.width(), 32)
            font = fitted(fonts("body_strong"), self._facts, inner.width(), 16)
            text_line(painter, place, self._facts, font=font, colour=t.text)
            y += 36
        if self._image is not None:
            room = inner.bottom() - y
            words_h = 56.0 if self._words else 0.0
            place = QRectF(inner.x(), y, inner.width(), max(0.0, room - words_h))
            drawn = draw_picture(
                painter, place, self._image, gain=t.video_gain, radius=float(m.radius)
            )
            y = drawn.bottom() + 6
        if self._words:
            failed = any(step.state == "failed" for step in self._steps)
            place = QRectF(inner.x(), y, inner.width(), inner.bottom() - y)
            style = fonts("body") if failed else fonts("caption")
            text_block(painter, place, self._words, font=style, colour=t.text)

    def _paint_steps(self, painter: QPainter, inner: QRectF) -> float:
        t, fonts = self._look.tokens, self._look.fonts
        # One under the other while there is no picture; in two rows above one.
        columns = 3 if self._image is not None else 1
        line = 38.0
        wide = inner.width() / columns
        for index, step in enumerate(self._steps):
            x = inner.x() + (index % columns) * wide
            y = inner.y() + (index // columns) * line
            colour, icon = {
                "passed": (t.text, "ack-check"),
                "failed": (t.text, "alarm-high"),
            }.get(step.state, (t.muted, "clock"))
            if step.state == "failed":
                place = QRectF(x - 6, y + 1, wide + 6, line - 3)
                rounded(painter, place, fill=blend(t.fault, t.surface, 0.16), radius=4)
            draw_icon(painter, self._look, icon, colour, x, y + 7, 24)
            word = self._name(step.name) if columns == 1 else self._short(step.name)
            if columns == 1:
                word = f"{word}  ·  {self._state(step.state)}"
            place = QRectF(x + 32, y, wide - 36, line)
            font = fonts("caption") if columns > 1 else fonts("body")
            text_line(painter, place, word, font=font, colour=colour)
        rows = -(-len(self._steps) // columns)
        return inner.y() + rows * line + 6
