# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a widget needs to draw itself: colours, sizes, type and icons, switched in one place."""

from __future__ import annotations

from pathlib import Path
from string import Template

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QPalette

from ui.theme.fonts import Fonts
from ui.theme.icons import Icons
from ui.theme.metrics import Metrics, metrics_for
from ui.theme.tokens import THEMES, ThemeTokens

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


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
        resources: Path = RESOURCES,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._resources = resources
        self._px_per_mm = px_per_mm
        self.tokens: ThemeTokens = THEMES[theme]
        self.metrics: Metrics = metrics_for(width, px_per_mm)
        self.fonts = Fonts(folder=resources / "fonts")
        self.icons = Icons(folder=resources / "icons")
        self._template = Template((resources / "qss" / "kiosk.qss").read_text(encoding="utf-8"))
        self._rendered: dict[tuple[str, Metrics], str] = {}

    def set_theme(self, name: str) -> None:
        """Switch to "day", "night" or "high_contrast"."""
        if name != self.tokens.name:
            self.tokens = THEMES[name]
            self.changed.emit()

    def set_width(self, width: int) -> None:
        """Choose the profile for a window this wide."""
        metrics = metrics_for(width, self._px_per_mm)
        if metrics != self.metrics:
            self.metrics = metrics
            self.changed.emit()

    @property
    def hairline(self) -> str:
        """Colour of the quiet outline of cards: the border colour, softened (full in HC)."""
        if self.tokens.name == "high_contrast":
            return self.tokens.border
        return blend(self.tokens.border, self.tokens.raised, 0.32)

    def style_sheet(self) -> str:
        """Return the style sheet for the present theme and sizes, rendered once for each."""
        key = (self.tokens.name, self.metrics)
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
        values = {
            name: str(getattr(t, name))
            for name in ThemeTokens.__dataclass_fields__
            if name not in ("name", "border_px", "video_gain")
        }
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
