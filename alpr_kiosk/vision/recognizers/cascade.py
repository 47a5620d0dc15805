# SPDX-License-Identifier: AGPL-3.0-or-later
"""A fast reader first; a slower and better one only where the fast one is in doubt."""

from __future__ import annotations

from collections.abc import Sequence

from alpr_kiosk.vision.protocols import Recognizer
from alpr_kiosk.vision.types import Image, Recognition


class CascadeRecognizer:
    """Reads each crop with the first reader, and those it is unsure of with the second.

    A crop in which the first finds nothing is in doubt as well: its confidence is 0.

    Args:
        first: Asked for every crop.
        second: Asked for the crops whose first read is less sure than `below`; its answer stands.
        below: Confidence, above 0 up to 1.

    Raises:
        ValueError: `below` is out of range.
    """

    def __init__(self, *, first: Recognizer, second: Recognizer, below: float) -> None:
        if not 0.0 < below <= 1.0:
            raise ValueError(f"below is {below}, not above 0 up to 1")
        self._first = first
        self._second = second
        self._below = below

    def read(self, crops: Sequence[Image]) -> list[Recognition]:
        """Return the text of each BGR crop.

        Raises:
            RecognitionError: As the two readers.
        """
        reads = list(self._first.read(crops))
        doubtful = [index for index, read in enumerate(reads) if read.confidence < self._below]
        if doubtful:
            again = self._second.read([crops[index] for index in doubtful])
            for index, read in zip(doubtful, again, strict=True):
                reads[index] = read
        return reads
