# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a widget needs to draw itself: colours, sizes, type and icons, switched in one place."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from string import Template

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from alpr_kiosk.domain.look import AUTO, LookSettings
from ui.theme.fonts import Fonts
from ui.theme.icons import Icons
from ui.theme.metrics import Metrics, metrics_for
from ui.theme.tokens import COLOURS, THEMES, ThemeTokens, between

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
CLOSE_FITTING = "close_fitting"
"""Property of what has keys of the usual size while all others have those for gloves."""
_TEXT_PX = (20, 22, 24, 26, 32, 34, 44, 72)
"""Text sizes of the style sheet; they grow with the user's factor."""


def blend(over: str, under: str, share: float) -> str:
    """Return `over` mixed into `under` with weight `share` (0..1), as ``#RRGGBB``."""
    top, low = QColor(over), QColor(under)
    mixed = (
        round(a * share + b * (1 - share))
        for a, b in (
            (top.red(), low.red()),
            (top.green(), low.green()),
            (top.blue(), low.blue()),
        )
    )
    return QColor(*mixed).name()


class Look(QObject):
    """Theme, sizes, fonts and icons of one window.

    Signals:
        changed (): Another theme or size is in force; GUI thread.
    """

    changed = Signal()

    def __init__(
        self,
        *,
        theme: str = "day",
        width: int = 1280,
        px_per_mm: float | None = None,
        settings: LookSettings | None = None,
        resources: Path = RESOURCES,
        like: Look | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._resources = resources
        self.settings = settings or LookSettings(theme=theme, px_per_mm=px_per_mm)
        self._width = width
        self._theme = THEMES["day" if theme == AUTO else theme]
        self.tokens: ThemeTokens = self._theme
        self.metrics: Metrics = self._measured()
        # Fonts and pictures are there once.
        self.fonts: Fonts = (
            Fonts(folder=resources / "fonts", factor=self.settings.text_factor)
            if like is None
            else like.fonts
        )
        self.icons: Icons = Icons(folder=resources / "icons") if like is None else like.icons
        self._template = Template((resources / "qss" / "kiosk.qss").read_text(encoding="utf-8"))
        self._rendered: dict[tuple[str, Metrics, float], str] = {}
        self._close: Look | None = None
        self.set_theme(self._theme.name)

    @property
    def theme(self) -> str:
        """Name of the theme that is in force, or on its way."""
        return self._theme.name

    def set_theme(self, name: str) -> None:
        """Switch to "day", "night" or "high_contrast" at once."""
        self._theme = THEMES[name]
        self._show(self._tokens_of(name))

    def close_fitting(self) -> Look:
        """Return this look with the usual sizes, for pages where keys for gloves have no room.

        On the small panel five rows of 15 mm fill a page; more than that stand at 12 mm there.
        It follows this look. Without gloves, and on a large panel, it is this look itself.
        """
        if not self.metrics.glove or self.metrics.profile == "large":
            return self
        if self._close is None:
            plain = replace(self.settings, glove=False)
            self._close = Look(
                width=self._width,
                settings=plain,
                resources=self._resources,
                like=self,
                parent=self,
            )
            self._follow()
            self.changed.connect(self._follow)
        return self._close

    def fit_close(self, part: QWidget) -> Look:
        """Return the look of a part of the window that has the usual sizes, and mark it as such."""
        close = self.close_fitting()
        if close is not self:
            part.setProperty(CLOSE_FITTING, True)
            part.setStyleSheet(close.sizes_sheet())
        return close

    def _follow(self) -> None:
        close = self._close
        if close is not None:
            close.settings = replace(self.settings, glove=False)
            close._width, close._theme = self._width, self._theme
            close.metrics = close._measured()
            close.tokens = self.tokens
            close.changed.emit()

    def sizes_sheet(self) -> str:
        """Return what the style sheet says of sizes alone, for a part of the window."""
        m = self.metrics
        inner = max(0, m.touch_min - 2 * max(self.tokens.border_px, m.mm(0.35)))
        return f"QPushButton, QLineEdit, QHeaderView::section {{ min-height: {inner}px; }}"

    def set_between(self, first: str, second: str, share: float) -> None:
        """Show the colours on the way from one theme to another, `share` 0..1."""
        self._theme = THEMES[second]
        self._show(between(self._tokens_of(first), self._tokens_of(second), share))

    def set_width(self, width: int) -> None:
        """Choose the profile for a window this wide."""
        self._width = width
        metrics = self._measured()
        if metrics != self.metrics:
            self.metrics = metrics
            self.changed.emit()

    def take(self, settings: LookSettings) -> bool:
        """Take other settings, all but theme and language; True when sizes are others now.

        Widgets that have their sizes must be made anew then.
        """
        before = self.metrics, self.fonts.factor, self.settings.left_handed
        self.settings = settings
        self.metrics = self._measured()
        self.fonts.set_factor(settings.text_factor)
        self._show(self._tokens_of(self._theme.name))
        return before != (self.metrics, self.fonts.factor, settings.left_handed)

    def _measured(self) -> Metrics:
        return metrics_for(self._width, self.settings.px_per_mm, glove=self.settings.glove)

    def _tokens_of(self, name: str) -> ThemeTokens:
        if name == "night":
            return replace(THEMES[name], video_gain=self.settings.night_gain)
        return THEMES[name]

    def _show(self, tokens: ThemeTokens) -> None:
        if tokens != self.tokens:
            self.tokens = tokens
            self.changed.emit()

    @property
    def hairline(self) -> str:
        """Colour of the quiet outline of cards: the border colour, softened (full in HC)."""
        if self.tokens.name == "high_contrast":
            return self.tokens.border
        return blend(self.tokens.border, self.tokens.raised, 0.32)

    def style_sheet(self) -> str:
        """Return the style sheet for the present theme and sizes, rendered once for each."""
        if self.tokens not in (THEMES[self._theme.name], self._tokens_of(self._theme.name)):
            return self._template.substitute(self._values())  # on the way to another theme
        key = (self.tokens.name, self.metrics, self.fonts.factor)
        found = self._rendered.get(key)
        if found is None:
            found = self._template.substitute(self._values())
            self._rendered[key] = found
        return found

    def palette(self) -> QPalette:
        """Return the palette for what the style sheet leaves to the Fusion style."""
        t = self.tokens
        palette = QPalette()
        for role, colour in (
            (QPalette.ColorRole.Window, t.bg),
            (QPalette.ColorRole.WindowText, t.text),
            (QPalette.ColorRole.Base, t.surface),
            (QPalette.ColorRole.AlternateBase, t.raised),
            (QPalette.ColorRole.Text, t.text),
            (QPalette.ColorRole.Button, t.raised),
            (QPalette.ColorRole.ButtonText, t.text),
            (QPalette.ColorRole.Highlight, t.accent),
            (QPalette.ColorRole.HighlightedText, t.on_accent),
            (QPalette.ColorRole.PlaceholderText, t.muted),
        ):
            palette.setColor(role, QColor(colour))
        return palette

    def _values(self) -> dict[str, str]:
        t, m = self.tokens, self.metrics
        values = {name: str(getattr(t, name)) for name in COLOURS}
        values |= {f"px{size}": str(round(size * self.fonts.factor)) for size in _TEXT_PX}
        values |= {
            "ui_family": self.fonts.ui_family,
            "mono_family": self.fonts.mono_family,
            "outline": str(max(t.border_px, m.mm(0.35))),
            "radius": str(m.radius),
            "touch_min": str(m.touch_min),
            "touch_std": str(m.touch_std),
            "inner": str(max(0, m.touch_min - 2 * max(t.border_px, m.mm(0.35)))),
            "inner_std": str(max(0, m.touch_std - 2 * max(t.border_px, m.mm(0.35)))),
            "space8": str(m.space(8)),
            "space12": str(m.space(12)),
            "space16": str(m.space(16)),
            "hairline": self.hairline,
            "pressed": blend(t.text, t.raised, 0.16),
            "accent_pressed": blend(t.on_accent, t.accent, 0.22),
            "row_alt": blend(t.raised, t.surface, 0.5),
            "selected": blend(t.accent, t.raised, 0.18),
        }
        return values
