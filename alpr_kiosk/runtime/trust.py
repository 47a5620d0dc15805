# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the capture thread of a camera knows of its pictures at the moment of a decision."""

from __future__ import annotations

from dataclasses import replace

from alpr_kiosk.domain.events import Passage


class PictureTrust:
    """When a camera's picture was last known to be of the present.

    Written by its capture thread for each whole frame, read by the inference thread: one reference.
    That a picture is frozen comes out after the fact, and a frame that was handed on before may
    just be read then.
    """

    def __init__(self) -> None:
        self._fresh_mono: float | None = None

    def note(self, fresh_mono: float) -> None:
        """Take what is known by the newest whole frame, monotonic seconds."""
        self._fresh_mono = fresh_mono

    def applied(self, passage: Passage) -> Passage:
        """Return the passage with what is known of its picture now."""
        known = self._fresh_mono
        if known is None or passage.fresh_mono is None or known >= passage.fresh_mono:
            return passage
        return replace(passage, fresh_mono=known)
