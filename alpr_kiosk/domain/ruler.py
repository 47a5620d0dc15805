# SPDX-License-Identifier: AGPL-3.0-or-later
"""The plate ruler: what is measured of a plate in a picture, against which limits, in which words.

The words themselves are in `domain.ruler_words`; here are codes and the values for them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateMeasure:
    """One plate in one picture; None where it can't be told.

    Attributes:
        plate_width_px: Width of the plate's box.
        plate_height_px: Height of the plate's box.
        lines: Rows of characters, 1 or 2; 0 when no characters were told apart.
        characters: Characters that were told apart.
        text_height_px: Height of the characters (of the smaller line), across their row.
        stroke_px: Width of their strokes.
        tilt_deg: Slope of the row; positive when its right end is lower.
        skew_deg: Lean of the characters against their row; positive when the tops lean right.
        edge_across_px: Over how many pixels upright edges of ink spread, sideways.
        edge_down_px: The same of level edges, up and down.
        white_share: Share of pixels that are blown out, 0..1.
        black_share: Share of pixels that are lost in the dark, 0..1.
        contrast: Between ink and ground, as a share of full brightness, 0..1.
        noise: Standard deviation of the noise, as a share of full brightness.
        light_on_dark: The characters are lighter than the plate.
    """

    plate_width_px: float | None = None
    plate_height_px: float | None = None
    lines: int = 0
    characters: int = 0
    text_height_px: float | None = None
    stroke_px: float | None = None
    tilt_deg: float | None = None
    skew_deg: float | None = None
    edge_across_px: float | None = None
    edge_down_px: float | None = None
    white_share: float | None = None
    black_share: float | None = None
    contrast: float | None = None
    noise: float | None = None
    light_on_dark: bool | None = None
