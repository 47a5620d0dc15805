# SPDX-License-Identifier: AGPL-3.0-or-later
"""From packets to pictures that say whether they are whole.

What FFmpeg tells (measured, 720 pictures a case, four flipped bits in 1 % of 1400 byte packets):
H.264: each damaged picture, but not the pictures that build on it, and no lost picture. H.265: a
third of the damage, and only with ``err_detect=explode``. MJPEG: what is cut short, also only then.
So after damage nothing counts as whole until a key frame that was sent after it. Most bits
that are flipped inside of H.265 pictures stay unseen; what a network loses of them is told
(docs/adr/0015). Such a camera belongs on TCP all the same, which loses nothing.

A B picture comes out before a picture that it is built on, and only that one's coming out tells
whether it was whole. So B pictures wait for it: one to three pictures' time, for the few cameras
that send them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import av

from alpr_kiosk.vision.sources.h264_order import FrameOrder
from alpr_kiosk.vision.types import SourceCounters

MAX_PIXELS = 4096 * 3072
"""Largest picture (reliability.md F4); a header that claims more costs no memory."""

CODECS = frozenset({"h264", "hevc", "mjpeg", "mpeg4"})
"""What cameras send; each further decoder would be one more to attack."""

STRICT_CODECS = frozenset({"hevc", "mjpeg"})
"""Their decoders tell about damage only if told to stop at it."""

PATIENCE = 3
"""Key frames in a row that fail before a decoder is given up."""

MAX_HELD = 16
"""B pictures that wait at most (ITU-T H.264, A.3.1: no more are ever reordered)."""

_B_PICTURE = 3
"""AV_PICTURE_TYPE_B of FFmpeg's avutil.h."""

_BROKEN = (av.error.FFmpegError, OSError, ValueError, MemoryError)


class Undecodable(Exception):  # noqa: N818 - what it says of the stream
    """One key frame after the other cannot be decoded."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Decoded:
    """One picture.

    Attributes:
        frame: The `av.VideoFrame`.
        damaged: It, or a picture that it may be built on, has a fault.
    """

    frame: Any
    damaged: bool


class PictureDecoder:
    """Decodes one video stream; for one thread.

    Args:
        stream: The `av` stream with a known codec.
        counters: Gets decoded pictures, errors, codec and size.
    """

    def __init__(self, *, stream: Any, counters: SourceCounters) -> None:
        source = stream.codec_context
        self._codec = source.codec
        self._extradata = source.extradata
        self._counters = counters
        self._strict = source.name in STRICT_CODECS
        self._context = self._make()
        about = bytes(self._extradata or b"")
        self._order = FrameOrder(about) if source.name == "h264" else None
        self._waits_for_key = True
        """Nothing counts as whole yet: damage, or nothing was decoded so far."""
        self._key_sent = False
        """A key packet came after the damage."""
        self._key_pts: int | None = None
        """Its time; None for the first packet of a stream."""
        self._key_failures = 0
        self._held: list[Decoded] = []
        """B pictures that wait for the next other one."""
        counters.codec = source.name

    def decode(self, packet: Any, *, hurry: bool = False) -> list[Decoded]:
        """Return the pictures that a packet completes.

        Args:
            packet: The `av.Packet`; an empty one brings out what is held back.
            hurry: Leave out pictures that no other is built on.

        Raises:
            Undecodable: The last key frames all failed.
        """
        self._context.skip_frame = "NONREF" if hurry else "DEFAULT"
        if packet.size:
            self._look_at(packet)
        try:
            frames = self._context.decode(packet)
        except _BROKEN:
            self._damage()
            if packet.is_keyframe:
                self._key_failed()
            return []
        done = []
        for frame in frames:
            decoded = self._judged(frame)
            if frame.pict_type == _B_PICTURE and len(self._held) < MAX_HELD:
                self._held.append(decoded)
            else:
                done += [*self._held, decoded]
                self._held = []
        if not packet.size:
            done, self._held = [*done, *self._held], []
        return done

    def resume(self) -> None:
        """Begin anew at a key frame after packets were left out."""
        self._context.flush_buffers()
        self._held = []
        if self._order is not None:
            self._order.restart()

    def _look_at(self, packet: Any) -> None:
        # A packet that says itself that it is damaged is decoded all the same: for the screen.
        missing = self._order is not None and self._order.gap_before(bytes(packet))
        if missing or packet.is_corrupt:
            self._damage()
        if packet.is_keyframe and self._waits_for_key and not self._key_sent:
            self._key_sent, self._key_pts = True, packet.pts

    def _judged(self, frame: Any) -> Decoded:
        self._counters.decoded += 1
        self._counters.width, self._counters.height = frame.width, frame.height
        if frame.is_corrupt:
            self._damage()
        elif frame.key_frame:
            self._key_failures = 0
            # Pictures come out in another order than they go in: it may be a key frame of before.
            after = self._key_pts is None or frame.pts is None or frame.pts >= self._key_pts
            if self._key_sent and after:
                self._waits_for_key, self._key_sent = False, False
        return Decoded(frame=frame, damaged=self._waits_for_key)

    def _damage(self) -> None:
        self._counters.decode_errors += 1
        self._waits_for_key, self._key_sent = True, False
        self._held = [replace(decoded, damaged=True) for decoded in self._held]

    def _key_failed(self) -> None:
        self._key_failures += 1
        if self._key_failures < PATIENCE:
            return
        self._key_failures = 0
        if not self._strict or self._counters.decoded:
            raise Undecodable
        # A camera whose every key frame offends a strict decoder has habits, not damage.
        self._strict = False
        self._context = self._make()

    def _make(self) -> Any:
        context = av.CodecContext.create(self._codec, "r")
        if self._extradata:
            context.extradata = self._extradata
        # Frame threads hold frames back, the newest one is wanted; and the other cores have work.
        context.thread_type = "NONE"
        context.thread_count = 1
        context.options = {"max_pixels": str(MAX_PIXELS)}
        if self._strict:
            context.options = {**context.options, "err_detect": "explode"}
        return context
