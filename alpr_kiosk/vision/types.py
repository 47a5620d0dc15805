# SPDX-License-Identifier: AGPL-3.0-or-later
"""What travels inside the vision pipeline. Pixels are BGR uint8 arrays of shape (H, W, 3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import numpy as np
import numpy.typing as npt

from alpr_kiosk.domain.events import CharRead, PlateRead

Image = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """One picture of one camera; `pixels` is never written to again (``flags.writeable`` False).

    Attributes:
        camera_id: Camera.
        seq: 1, 2, 3 ... per camera, over reconnects.
        pixels: BGR uint8 (H, W, 3), C-contiguous, read-only.
        captured_at: Aware UTC of arrival.
        captured_mono: Monotonic of arrival, seconds.
        media_s: Position in a file or stream, seconds; None when there is none.
    """

    camera_id: str
    seq: int
    pixels: Image
    captured_at: datetime
    captured_mono: float
    media_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Detections:
    """Boxes of one frame, in pixels of that frame.

    Attributes:
        boxes: float32 (N, 4): x0, y0, x1, y1.
        scores: float32 (N,), 0..1, descending.
    """

    boxes: npt.NDArray[np.float32]
    scores: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.scores)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """What a recogniser makes of one crop.

    Attributes:
        text: Normalised text, "" when nothing was read.
        chars: One entry per character.
        confidence: Smallest character probability, 0..1 (0 for "").
    """

    text: str = ""
    chars: tuple[CharRead, ...] = ()
    confidence: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FrameResult:
    """All that was found in one frame.

    Attributes:
        frame: The frame.
        reads: One per tracked plate box that was read.
        tracked: (track_id, box in fractions, detector score) of every confirmed track in the
            frame, also those not read this time.
        stage_ms: Milliseconds per stage: detect (with its preparation), track, read.
    """

    frame: Frame
    reads: tuple[PlateRead, ...] = ()
    tracked: tuple[tuple[int, tuple[float, float, float, float], float], ...] = ()
    stage_ms: dict[str, float] = field(default_factory=dict)
