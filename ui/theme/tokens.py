# SPDX-License-Identifier: AGPL-3.0-or-later
"""Colours of the three themes, as computed and listed in the screen specification, section 2.1."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

KINDS: tuple[str, ...] = ("allow", "deny", "ask", "info", "warning", "fault", "neutral")
"""Meanings that have a fill of their own; each comes with an icon and a word, never alone."""

OUTLINE_RATIO = 3.0
"""A fill closer than this to its ground gets an outline in its `on_*` colour (WCAG 1.4.11)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeTokens:
    """All colours of one theme as ``#RRGGBB``.

    Attributes:
        name: "day", "night" or "high_contrast".
        border_px: Width of outlines before scaling, 2 or 3.
        video_gain: Factor on video and pictures, 0.4..1.0 (night dims them).
        (all others): Colours by their role.
    """

    name: str
    bg: str
    surface: str
    raised: str
    text: str
    muted: str
    border: str
    accent: str
    on_accent: str
    focus: str
    disabled_fill: str
    disabled_text: str
    allow: str
    on_allow: str
    deny: str
    on_deny: str
    ask: str
    on_ask: str
    info: str
    on_info: str
    warning: str
    on_warning: str
    fault: str
    on_fault: str
    neutral: str
    on_neutral: str
    border_px: int = 2
    video_gain: float = 1.0

    def fill(self, kind: str) -> str:
        """Return the fill of a kind, or of "accent", "raised", "disabled"."""
        if kind == "disabled":
            return self.disabled_fill
        return str(getattr(self, kind))

    def on(self, kind: str) -> str:
        """Return the text colour that belongs on `fill(kind)`."""
        if kind == "disabled":
            return self.disabled_text
        if kind in ("bg", "surface", "raised"):
            return self.text
        return str(getattr(self, f"on_{kind}"))

    def word(self, kind: str) -> str:
        """Return the colour for an icon and a word of `kind` on a plain ground (quiet form)."""
        if kind == "neutral":
            return self.muted
        if self.name == "night" or kind in ("ask", "info", "warning"):
            return self.on(kind) if self.name == "night" else self.text
        return self.fill(kind)

    def needs_outline(self, kind: str, ground: str = "surface") -> bool:
        """Return whether `fill(kind)` is closer than 3:1 to the ground it lies on."""
        return contrast(self.fill(kind), self.fill(ground)) < OUTLINE_RATIO


def luminance(colour: str) -> float:
    """Return the WCAG 2 relative luminance (0..1) of ``#RRGGBB``."""

    def linear(value: int) -> float:
        part = value / 255
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(int(colour[i : i + 2], 16)) for i in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    """Return the WCAG 2 contrast ratio (1..21) of two colours."""
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


DAY = ThemeTokens(
    name="day",
    bg="#DDE1E4",
    surface="#F2F4F5",
    raised="#FFFFFF",
    text="#14181B",
    muted="#414B53",
    border="#5F6B74",
    accent="#0A4F96",
    on_accent="#FFFFFF",
    focus="#0A4F96",
    disabled_fill="#CBD1D5",
    disabled_text="#4A545C",
    allow="#0A7A5A",
    on_allow="#FFFFFF",
    deny="#9E1017",
    on_deny="#FFFFFF",
    ask="#FFB000",
    on_ask="#14181B",
    info="#D3E5F7",
    on_info="#0B2A4A",
    warning="#FFF0A8",
    on_warning="#14181B",
    fault="#7A0F86",
    on_fault="#FFFFFF",
    neutral="#3C464D",
    on_neutral="#FFFFFF",
)

NIGHT = ThemeTokens(
    name="night",
    bg="#0A0908",
    surface="#141110",
    raised="#1D1817",
    text="#CDA68A",
    muted="#A3836D",
    border="#7D6454",
    accent="#C98A4B",
    on_accent="#0A0908",
    focus="#E0A060",
    disabled_fill="#1D1817",
    disabled_text="#9A826F",
    allow="#10281F",
    on_allow="#8FCDB4",
    deny="#3D0B0B",
    on_deny="#F2806C",
    ask="#3A2600",
    on_ask="#F5C04A",
    info="#161C22",
    on_info="#8C9CA8",
    warning="#2A2508",
    on_warning="#D8C878",
    fault="#3A1036",
    on_fault="#F4A6E6",
    neutral="#231D1B",
    on_neutral="#BFA08A",
    video_gain=0.65,
)

HIGH_CONTRAST = ThemeTokens(
    name="high_contrast",
    bg="#000000",
    surface="#000000",
    raised="#101010",
    text="#FFFFFF",
    muted="#E6E6E6",
    border="#FFFFFF",
    accent="#FFE600",
    on_accent="#000000",
    focus="#FFE600",
    disabled_fill="#000000",
    disabled_text="#B3B3B3",
    allow="#5CF5C8",
    on_allow="#000000",
    deny="#FF6A5C",
    on_deny="#000000",
    ask="#FFC400",
    on_ask="#000000",
    info="#5CA0FF",
    on_info="#000000",
    warning="#FFF3A0",
    on_warning="#000000",
    fault="#FFB0F4",
    on_fault="#000000",
    neutral="#A6A6A6",
    on_neutral="#000000",
    border_px=3,
)

THEMES: dict[str, ThemeTokens] = {theme.name: theme for theme in (DAY, NIGHT, HIGH_CONTRAST)}

COLOURS: tuple[str, ...] = tuple(
    name
    for name in ThemeTokens.__dataclass_fields__
    if name not in ("name", "border_px", "video_gain")
)
"""Names of all colours of a theme."""

_TEXTS = frozenset(
    name
    for name in COLOURS
    if name.startswith("on_") or name in ("text", "muted", "border", "focus", "disabled_text")
)


def _mixed(first: str, second: str, share: float) -> str:
    parts = (
        round(int(first[i : i + 2], 16) * (1 - share) + int(second[i : i + 2], 16) * share)
        for i in (1, 3, 5)
    )
    return "#{:02X}{:02X}{:02X}".format(*parts)


def between(first: ThemeTokens, second: ThemeTokens, share: float) -> ThemeTokens:
    """Return the colours on the way from one theme to another.

    Grounds and fills go over evenly. What is written on them changes at once, where the other text
    begins to stand out better, so that words can be read all the way.

    Args:
        first: Where from.
        second: Where to.
        share: How far, 0..1.
    """
    if share <= 0:
        return first
    if share >= 1:
        return second
    ground = _mixed(first.bg, second.bg, share)
    over = contrast(second.text, ground) >= contrast(first.text, ground)
    written = second if over else first
    colours: dict[str, Any] = {
        name: getattr(written, name)
        if name in _TEXTS
        else _mixed(getattr(first, name), getattr(second, name), share)
        for name in COLOURS
    }
    gain = first.video_gain * (1 - share) + second.video_gain * share
    return replace(written, **colours, video_gain=gain)
