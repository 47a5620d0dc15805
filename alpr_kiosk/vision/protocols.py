# SPDX-License-Identifier: AGPL-3.0-or-later
"""Seams of the vision layer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from alpr_kiosk.vision.types import Detections, Frame, Image, Recognition, SourceCounters

Tensor = npt.NDArray[np.float32] | npt.NDArray[np.uint8]
"""Input of a network: scaled, or the pixels as they are."""


class StopFlag(Protocol):
    """The part of `threading.Event` that a source needs."""

    def is_set(self) -> bool:
        """Return whether the source shall end."""
        ...

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until set or until `timeout` seconds have passed; return whether it is set."""
        ...


class FrameSource(Protocol):
    """Delivers frames of one camera over one connection; made anew for each connection.

    The same interface is for sources that decode in hardware (GStreamer on a Jetson): their
    `Picture` converts on demand as well.
    """

    counters: SourceCounters
    """What it has done so far."""

    def frames(self, stop: StopFlag) -> Iterator[Frame]:
        """Yield frames until the end of the source, `stop`, or an error.

        A live source paces itself by arrival; a file by its own time stamps when real time is
        asked for.

        Raises:
            CameraError: ``camera.unreachable`` (no answer at that address), ``camera.not_found``
                (an answer, but no such stream or file), ``camera.login`` (user or password
                refused), ``camera.format`` (nothing that can be decoded), ``camera.lost`` (broke
                off); the context never holds credentials.
        """
        ...


class InferenceEngine(Protocol):
    """One loaded network with one input."""

    name: str
    """Engine and precision, e.g. ``openvino-bf16``."""
    input_shape: tuple[int | None, ...]
    """Shape of the input; None where it may vary."""
    metadata: dict[str, str]
    """What the exporter wrote into the file."""

    def run(self, tensor: Tensor) -> list[npt.NDArray[np.float32]]:
        """Run the network and return its outputs; the tensor has the type of the input."""
        ...


class Detector(Protocol):
    """Finds plates."""

    def detect(self, images: Sequence[Image]) -> list[Detections]:
        """Return the plates of each BGR picture, best first."""
        ...


class Recognizer(Protocol):
    """Reads plate crops."""

    def read(self, crops: Sequence[Image]) -> list[Recognition]:
        """Return the text of each BGR crop."""
        ...


class Tracker(Protocol):
    """Follows boxes of one camera over frames."""

    def update(self, detections: Detections, captured_mono: float) -> npt.NDArray[np.int64]:
        """Return a track id per detection, -1 while unconfirmed."""
        ...
