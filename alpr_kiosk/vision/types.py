# SPDX-License-Identifier: AGPL-3.0-or-later
"""What travels inside the vision pipeline. Pixels are BGR uint8 arrays of shape (H, W, 3)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import numpy as np
import numpy.typing as npt

from alpr_kiosk.domain.events import CharRead, PlateRead

Image = npt.NDArray[np.uint8]


class Picture(Protocol):
    """A decoded picture that is converted only into what somebody asks for; any thread."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height, px."""
        ...

    def bgr(self) -> Image:
        """Return BGR uint8 (H, W, 3), C-contiguous, read-only; converted once."""
        ...

    def bgrx(self, width: int, height: int) -> Image:
        """Return the largest copy that fits into `width` x `height`, as `preprocess.scale_bgrx`."""
        ...

    def grey(self, width: int, height: int) -> Image:
        """Return the brightness as uint8 of exactly (height, width), averaged, read-only."""
        ...

    def sample(self, step: int) -> Image:
        """Return the unscaled brightness of each `step`-th pixel of each `step`-th row, uint8."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameLook:
    """What a frame shows beside the frames before it (`scene_watch.SceneWatch`).

    Attributes:
        motion: Share of the picture that moved since the last frames, 0..1.
        repeat: Nothing at all changed, not even noise: the same picture again, no second look.
        still_s: Seconds since the picture last changed by more than noise of the coding.
        flat_s: Seconds for which it has shown next to no detail (a covered lens), 0 while it does.
        doubt_s: Seconds since the picture was last known to be of the present: something moved in
            it, or it has a sensor's noise. 0 says nothing against it.
    """

    motion: float = 1.0
    repeat: bool = False
    still_s: float = 0.0
    flat_s: float = 0.0
    doubt_s: float = 0.0


@dataclass(slots=True, kw_only=True)
class SourceCounters:
    """What a source has done so far; written by its reader, read by anyone.

    Attributes:
        packets: Packets or pictures received.
        received_bytes: Their size.
        decoded: Pictures decoded.
        decode_errors: Packets and pictures that were damaged.
        skipped: Pictures left out because the reader was behind.
        codec: Name of the codec, e.g. ``h264``; "" while unknown.
        width: Pixels; 0 while unknown.
        height: Pixels; 0 while unknown.
    """

    packets: int = 0
    received_bytes: int = 0
    decoded: int = 0
    decode_errors: int = 0
    skipped: int = 0
    codec: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Frame:
    """One picture of one camera.

    Attributes:
        camera_id: Camera.
        seq: 1, 2, 3 ... per camera, over reconnects.
        picture: The picture, never written to again.
        captured_at: Aware UTC of arrival.
        captured_mono: Monotonic of arrival, seconds.
        media_s: Position in a file or stream, seconds; None when there is none.
        damaged: The decoder found a fault in it, or in a picture that it is built on.
        look: What it shows beside the frames before it; None when nobody looked.
    """

    camera_id: str
    seq: int
    picture: Picture
    captured_at: datetime
    captured_mono: float
    media_s: float | None = None
    damaged: bool = False
    look: FrameLook | None = None

    @property
    def pixels(self) -> Image:
        """BGR uint8 (H, W, 3), C-contiguous, read-only; converted at the first use."""
        return self.picture.bgr()

    @property
    def fresh_mono(self) -> float:
        """When its picture was last known to be of the present, monotonic seconds."""
        return self.captured_mono - (self.look.doubt_s if self.look is not None else 0.0)

    @property
    def readable(self) -> bool:
        """Whether a plate may be read in it: it is whole, and not the same picture again."""
        return not self.damaged and not self.repeats

    @property
    def repeats(self) -> bool:
        """Whether it is the picture before it again: what was there still is, nothing is new."""
        return not self.damaged and self.look is not None and self.look.repeat


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
        candidates: Plausible boxes in the frame, also those that no track was confirmed for yet.
        stage_ms: Milliseconds per stage: detect (with its preparation), track, read.
    """

    frame: Frame
    reads: tuple[PlateRead, ...] = ()
    tracked: tuple[tuple[int, tuple[float, float, float, float], float], ...] = ()
    candidates: int = 0
    stage_ms: dict[str, float] = field(default_factory=dict)
