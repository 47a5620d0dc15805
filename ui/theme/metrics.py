# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sizes: millimetres are the truth, pixels follow (screen specification, section 2.2)."""

from __future__ import annotations

import math
from dataclasses import dataclass

COMPACT_PX_PER_MM = 5.884
"""1280x800 on 10.1 inches."""
LARGE_PX_PER_MM = 4.034
"""1920x1080 on 21.5 inches."""
LARGE_FROM_WIDTH = 1600
"""Windows at least this wide use the large profile, px."""

MIN_PX_PER_MM, MAX_PX_PER_MM = 1.0, 20.0
"""A measurement outside of these is a mistake."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metrics:
    """All sizes in pixels of one profile on one panel.

    Attributes:
        profile: "compact" or "large".
        px_per_mm: Measured or assumed scale of the panel.
        status_h: Height of the status bar.
        nav_w: Width of the navigation rail.
        gate_bar_h: Height of the gate bar.
        rail_w: Width of the event rail.
        nav_key_h: Height of one navigation key.
        glove: Larger targets and gaps (screen specification, 2.2).
    """

    profile: str
    px_per_mm: float
    status_h: int
    nav_w: int
    gate_bar_h: int
    rail_w: int
    nav_key_h: int
    glove: bool = False

    def mm(self, millimetres: float) -> int:
        """Return millimetres as whole pixels, rounded up."""
        return math.ceil(round(millimetres * self.px_per_mm, 6))

    def words(self, millimetres: float) -> int:
        """Return the width of what holds words: type has the same pixels on all panels.

        Millimetres of the small panel, and never less than as many of this one.
        """
        return max(self.mm(millimetres), math.ceil(millimetres * COMPACT_PX_PER_MM))

    def space(self, step: float) -> int:
        """Return a spacing step (4, 8, 12, 16, 24, 32) for this panel, at least 4."""
        return max(4, round(step * self.px_per_mm / COMPACT_PX_PER_MM))

    @property
    def touch_min(self) -> int:
        """Smallest target: 12 mm, with gloves 15."""
        return self.mm(15 if self.glove else 12)

    @property
    def touch_std(self) -> int:
        """Navigation, tiles, form keys: 15 mm."""
        return self.mm(15)

    @property
    def touch_gate(self) -> int:
        """What moves a gate: 20 mm."""
        return self.mm(20)

    @property
    def key(self) -> int:
        """A key of the keypad or PIN pad: 19 mm."""
        return self.mm(19)

    @property
    def gap_min(self) -> int:
        """Between targets: 2 mm, with gloves 3."""
        return self.mm(3 if self.glove else 2)

    @property
    def gap_gate(self) -> int:
        """Between the opening keys of two gates: 4 mm."""
        return self.mm(4)

    @property
    def gap_key(self) -> int:
        """Between keys of a keypad: 1.2 mm, to the nearest pixel."""
        return round(1.2 * self.px_per_mm)

    @property
    def icon_small(self) -> int:
        """An icon beside text: 5 mm."""
        return self.mm(5)

    @property
    def icon_large(self) -> int:
        """An icon of the navigation: 8 mm."""
        return self.mm(8)

    @property
    def radius(self) -> int:
        """Corner radius, 1 mm."""
        return self.mm(1)


def metrics_for(width: int, px_per_mm: float | None = None, *, glove: bool = False) -> Metrics:
    """Return the sizes for a window `width` px wide.

    Args:
        width: Width of the window in pixels; decides the profile.
        px_per_mm: The installer's measurement, None for the profile's usual panel. A finer
            panel than usual grows bars and rails with it, a coarser one leaves them.
        glove: Larger targets and gaps.
    """
    large = width >= LARGE_FROM_WIDTH
    if px_per_mm is not None and not MIN_PX_PER_MM < px_per_mm < MAX_PX_PER_MM:
        px_per_mm = None
    usual = LARGE_PX_PER_MM if large else COMPACT_PX_PER_MM
    scale = px_per_mm or usual
    grow = max(1.0, scale / usual)

    least = math.ceil(15 * scale) if glove else 0

    def px(value: int) -> int:
        return math.ceil(value * grow)

    if large:
        return Metrics(
            profile="large",
            px_per_mm=scale,
            status_h=max(px(61), least),
            nav_w=px(77),
            gate_bar_h=px(109),
            rail_w=px(440),
            nav_key_h=px(77),
            glove=glove,
        )
    return Metrics(
        profile="compact",
        px_per_mm=scale,
        status_h=max(px(71), least),
        nav_w=px(89),
        gate_bar_h=px(130),
        rail_w=px(324),
        nav_key_h=px(79),
        glove=glove,
    )
