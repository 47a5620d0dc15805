# SPDX-License-Identifier: AGPL-3.0-or-later
"""The product's own line icons, coloured by token when they are drawn."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_CACHE_LIMIT = 512


class Icons:
    """Pixmaps of `resources/icons/*.svg` in any colour and size, cached."""

    def __init__(self, *, folder: Path) -> None:
        self._folder = folder
        self._sources: dict[str, str] = {}
        self._cache: dict[tuple[str, str, int, float], QPixmap] = {}

    def has(self, name: str) -> bool:
        """Return whether there is an icon of that name."""
        return name in self._sources or (self._folder / f"{name}.svg").is_file()

    def pixmap(self, name: str, colour: str, size: int, ratio: float = 1.0) -> QPixmap:
        """Return the icon in one colour, `size` logical pixels high and wide.

        Raises:
            FileNotFoundError: There is no such icon (a mistake in the program).
        """
        key = (name, colour, size, ratio)
        found = self._cache.get(key)
        if found is not None:
            return found
        if name not in self._sources:
            path = self._folder / f"{name}.svg"
            self._sources[name] = path.read_text(encoding="utf-8")
        source = self._sources[name].replace("currentColor", QColor(colour).name())
        renderer = QSvgRenderer(QByteArray(source.encode()))
        pixels = max(1, round(size * ratio))
        image = QImage(pixels, pixels, QImage.Format.Format_ARGB32_Premultiplied)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter, QRectF(0, 0, pixels, pixels))
        painter.end()
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(ratio)
        if len(self._cache) >= _CACHE_LIMIT:
            self._cache.clear()
        self._cache[key] = pixmap
        return pixmap

    def icon(self, name: str, colour: str, size: int) -> QIcon:
        """Return the same as a `QIcon`, for standard buttons."""
        return QIcon(self.pixmap(name, colour, size, 1.0))
