# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every widget in every state and theme: ``python -m ui.gallery``.

A window that can be scrolled, with keys for theme, size and language. ``--out FOLDER`` writes
pictures instead: one for each widget class and theme.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.app import create_application
from ui.language import Speaker
from ui.scenes import SCENES
from ui.specimens import BY_HAND, Collector, Specimen
from ui.studio import SIZES, THEMES, Scene

WIDTH = 1240
GAP = 14
CAPTION_H = 18
GROUND, INK = "#2B3036", "#FFFFFF"


def _rows(specimens: list[Specimen]) -> Iterator[list[Specimen]]:
    """Yield as many as fit side by side."""
    row: list[Specimen] = []
    used = GAP
    for one in specimens:
        wide = max(one.image.width(), 130) + GAP
        if row and used + wide > WIDTH:
            yield row
            row, used = [], GAP
        row.append(one)
        used += wide
    if row:
        yield row


def plate(name: str, specimens: list[Specimen]) -> QImage:
    """Return all pictures of one class with their captions."""
    rows = list(_rows(specimens))
    heights = [max(one.image.height() for one in row) + CAPTION_H + GAP for row in rows]
    wide = max([WIDTH, *(one.image.width() + 2 * GAP for one in specimens)])
    image = QImage(wide, 44 + sum(heights), QImage.Format.Format_RGB32)
    image.fill(QColor(GROUND))
    painter = QPainter(image)
    painter.setPen(QColor(INK))
    font = QFont("Noto Sans")
    font.setPixelSize(22)
    painter.setFont(font)
    painter.drawText(GAP, 30, name)
    font.setPixelSize(13)
    painter.setFont(font)
    y = 44
    for row, height in zip(rows, heights, strict=True):
        x = GAP
        for one in row:
            painter.drawImage(x, y, one.image)
            painter.drawText(x, y + one.image.height() + 14, f"{one.state} · {one.scene}")
            x += max(one.image.width(), 130) + GAP
        y += height
    painter.end()
    return image


class Gallery(QWidget):
    """The window; it fills while one looks at it, a scene at a time."""

    def __init__(self, *, scenes: tuple[Scene, ...] = (*SCENES, *BY_HAND)) -> None:
        super().__init__()
        self.setWindowTitle("Guardhouse ALPR · gallery")
        self.resize(WIDTH + 60, 900)
        self.setStyleSheet(f"background: {GROUND}; color: {INK}; font-size: 18px")
        self._scenes = scenes
        self._sizes, self._themes = list(SIZES), list(THEMES)
        self._languages = [language.code for language in Speaker().languages]
        self._plates: dict[str, tuple[QLabel, list[Specimen]]] = {}
        self._waiting: list[Scene] = []
        self.said = QLabel()
        bar = QHBoxLayout()
        self.keys: dict[str, QPushButton] = {}
        for name, choices in (
            ("theme", self._themes),
            ("size", self._sizes),
            ("language", self._languages),
        ):
            key = QPushButton()
            key.setProperty("what", name)
            key.setAccessibleName(name)
            key.setMinimumHeight(71)
            key.clicked.connect(self._next)
            self.keys[name] = key
            self._say(name, choices)
            bar.addWidget(key)
        bar.addWidget(self.said, 1)
        self._column = QVBoxLayout()
        self._column.addStretch(1)
        inner = QWidget()
        inner.setLayout(self._column)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.addLayout(bar)
        layout.addWidget(area, 1)
        # One at a time: taking a scene in lets events happen, this one must not be among them.
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.step)
        self._begin()

    @property
    def names(self) -> set[str]:
        """Names of the classes that are shown."""
        return set(self._plates)

    def _say(self, name: str, choices: list[str]) -> None:
        self.keys[name].setText(f"{name}: {choices[0]}")

    def _next(self) -> None:
        sender = self.sender()
        name = str(sender.property("what")) if sender is not None else ""
        choices = {"theme": self._themes, "size": self._sizes, "language": self._languages}[name]
        choices.append(choices.pop(0))
        self._say(name, choices)
        self._begin()

    def _begin(self) -> None:
        for label, _ in self._plates.values():
            label.deleteLater()
        self._plates.clear()
        self._collector = Collector(
            profile=self._sizes[0], theme=self._themes[0], language=self._languages[0]
        )
        self._waiting = list(self._scenes)
        self._timer.start(0)

    def step(self) -> None:
        """Take the next scene in."""
        self._timer.stop()
        if not self._waiting:
            return
        scene = self._waiting.pop(0)
        changed = set()
        for specimen in self._collector.take(scene):
            if specimen.widget not in self._plates:
                label = QLabel()
                label.setAlignment(Qt.AlignmentFlag.AlignLeft)
                place = sum(name < specimen.widget for name in self._plates)
                self._column.insertWidget(place, label)
                self._plates[specimen.widget] = (label, [])
            self._plates[specimen.widget][1].append(specimen)
            changed.add(specimen.widget)
        for name in changed:
            label, specimens = self._plates[name]
            label.setPixmap(QPixmap.fromImage(plate(name, specimens)))
        left = len(self._waiting)
        self.said.setText(
            f"{len(self._plates)} widgets" + (f", {left} scenes left" if left else "")
        )


def write(out: Path, *, profile: str, only: str = "") -> list[str]:
    """Write a picture for each widget class and theme; return what could not be written."""
    out.mkdir(parents=True, exist_ok=True)
    failed = []
    for theme in THEMES:
        found: dict[str, list[Specimen]] = {}
        collector = Collector(profile=profile, theme=theme, only=only)
        for scene in (*SCENES, *BY_HAND):
            for specimen in collector.take(scene):
                found.setdefault(specimen.widget, []).append(specimen)
        for name, specimens in found.items():
            path = out / f"{name}-{theme}-{profile}.png"
            if not plate(name, specimens).save(str(path)):
                failed.append(str(path))
    return failed


def main(argv: list[str] | None = None) -> int:
    """Show the gallery or write its pictures; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m ui.gallery", description=__doc__)
    parser.add_argument("--out", type=Path, help="write pictures into this folder")
    parser.add_argument("--size", choices=list(SIZES), default="compact")
    parser.add_argument("--only", default="", help="widgets whose name contains this text")
    options = parser.parse_args(argv)
    if options.out is not None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app: QApplication = create_application(sys.argv[:1])
    if options.out is not None:
        failed = write(options.out, profile=options.size, only=options.only)
        for path in failed:
            print(f"not written: {path}", file=sys.stderr)
        return 1 if failed else 0
    gallery = Gallery()
    gallery.show()
    return app.exec()


if __name__ == "__main__":
    raise SystemExit(main())
