# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads pictures, videos and streams for the command line: one plain record per finding.

A single picture gives what is read in it. In a video or a stream the passages of the gate are
built, with the same rules, and given as they end.
"""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

from pydantic import SecretStr

from alpr_kiosk.config.schema import CameraConfig, VisionConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import Passage
from alpr_kiosk.domain.geometry import Box
from alpr_kiosk.domain.passage import PassageBuilder
from alpr_kiosk.domain.passage_records import PassageSettings, PassageUpdate
from alpr_kiosk.errors import AlprError, CameraError
from alpr_kiosk.vision.assemble import VisionKit, load_kit
from alpr_kiosk.vision.model_store import ModelStore
from alpr_kiosk.vision.protocols import StopFlag
from alpr_kiosk.vision.sources.factory import DEMO_PREFIX, is_live, is_network, make_source
from alpr_kiosk.vision.sources.pictures import PICTURE_SUFFIXES, load_picture
from alpr_kiosk.vision.sources.rtsp import redact
from alpr_kiosk.vision.sources.video import VIDEO_SUFFIXES
from alpr_kiosk.vision.types import FrameResult

Record = dict[str, Any]

_CAMERA_ID = "read"


def read_paths(
    targets: Iterable[str],
    *,
    vision: VisionConfig,
    clock: Clock,
    presets: tuple[str, ...] = (),
    store: ModelStore | None = None,
    stop: StopFlag | None = None,
) -> Iterator[Record]:
    """Load the networks and yield the records of each target in order.

    Args:
        targets: Pictures, videos, folders (walked), ``rtsp://`` addresses, ``demo:SCENE``.
        vision: Engine and weights.
        clock: Where times come from.
        presets: Country presets that settle look-alikes by position.
        store: Where the weights are; None for the folder that comes with the product.
        stop: Ends a stream; None for never.

    Raises:
        RecognitionError: When weights or engine cannot be used; what is wrong with a target is a
            record instead.
    """
    reader = PlateFileReader(kit=load_kit(vision, store), clock=clock, presets=presets)
    yield from reader.read(targets, stop)


class PlateFileReader:
    """Reads what is named on a command line.

    Args:
        kit: Loaded networks.
        clock: Where times come from.
        presets: Country presets that settle look-alikes by position.
        agree_frames: Frames that must agree in a video, 2..5.
        max_fps: Frames a second that are read of a video or stream; None for all of a video and
            10 of a stream.
    """

    def __init__(
        self,
        *,
        kit: VisionKit,
        clock: Clock,
        presets: tuple[str, ...] = (),
        agree_frames: int = 2,
        max_fps: float | None = None,
    ) -> None:
        self._kit = kit
        self._clock = clock
        self._presets = presets
        self._agree_frames = agree_frames
        self._max_fps = max_fps
        self._stills = kit.pipeline((), clock)

    def read(self, targets: Iterable[str], stop: StopFlag | None = None) -> Iterator[Record]:
        """Yield the records of each target in order; errors are records with ``error``.

        Args:
            targets: Pictures, videos, folders (walked), ``rtsp://`` addresses, ``demo:SCENE``.
            stop: Ends a stream; None for never.
        """
        stop = stop if stop is not None else threading.Event()
        for target in targets:
            for name in self._walk(target):
                if stop.is_set():
                    return
                yield from self._read_one(name, stop)

    def _walk(self, target: str) -> Sequence[str]:
        if _is_live(target) or not Path(target).is_dir():
            return [target]
        known = PICTURE_SUFFIXES | VIDEO_SUFFIXES
        found = sorted(
            str(path)
            for path in Path(target).rglob("*")
            if path.suffix.lower() in known and path.is_file()
        )
        return found or [target]

    def _read_one(self, name: str, stop: StopFlag) -> Iterator[Record]:
        shown = redact(name) if is_network(name) else name
        try:
            if not _is_live(name) and Path(name).is_dir():
                yield {"file": shown, "error": "no pictures or videos in the folder"}
            elif not _is_live(name) and Path(name).suffix.lower() in PICTURE_SUFFIXES:
                yield self._picture(name)
            else:
                yield from self._passages(name, shown, stop)
        except AlprError as exc:
            detail = exc.context.get("detail", "")
            yield {"file": shown, "error": f"{exc.code}: {detail}" if detail else exc.code}

    def _picture(self, name: str) -> Record:
        pixels = load_picture(Path(name))
        started = self._clock.monotonic()
        plates = self._stills.read_still(pixels)
        return {
            "file": name,
            "ms": round((self._clock.monotonic() - started) * 1000, 1),
            "plates": [
                {
                    "text": plate.recognition.text,
                    "confidence": round(plate.recognition.confidence, 4),
                    "char_confidences": [
                        round(char.confidence, 4) for char in plate.recognition.chars
                    ],
                    "box": [round(value, 1) for value in plate.box],
                }
                for plate in plates
            ],
        }

    def _passages(self, name: str, shown: str, stop: StopFlag) -> Iterator[Record]:
        camera = camera_of(name)
        pipeline = self._kit.pipeline((camera,), self._clock)
        builder = PassageBuilder(
            camera=PassageSettings(
                camera_id=camera.id,
                lane_id=camera.id,
                agree_frames=self._agree_frames,
                presets=self._presets,
            ),
            new_id=lambda: uuid.uuid4().hex,
        )
        live = is_live(name)
        max_fps = self._max_fps if self._max_fps is not None else (10.0 if live else 0.0)
        size, last_s, last_utc = (1, 1), 0.0, self._clock.utc_now()
        started: float | None = None
        failed: AlprError | None = None
        next_s = 0.0
        try:
            for frame in make_source(camera, self._clock).frames(stop):
                started = frame.captured_mono if started is None else started
                # Time is that of the recording or of the stream's clock, however fast it is read.
                at_s = frame.media_s
                if at_s is None:
                    at_s = frame.captured_mono - started
                at_s = max(at_s, last_s)
                if max_fps:
                    if at_s < next_s:
                        continue
                    # A tenth of slack: 18.1 fps thinned to 10 must not become 6.
                    next_s = max(next_s, at_s - 0.1 / max_fps) + 1.0 / max_fps
                result = pipeline.process([replace(frame, captured_mono=at_s)])[0]
                size = (frame.pixels.shape[1], frame.pixels.shape[0])
                last_s, last_utc = at_s, frame.captured_at
                yield from _ended(_feed(builder, result), shown, size)
        except AlprError as exc:
            # What was seen until then is still worth telling.
            failed = exc
        updates = builder.close_all(now_mono=last_s, now_utc=last_utc)
        yield from _ended(updates, shown, size)
        if failed is not None:
            raise failed


def _feed(builder: PassageBuilder, result: FrameResult) -> list[PassageUpdate]:
    return builder.update(
        now_mono=result.frame.captured_mono,
        now_utc=result.frame.captured_at,
        tracks=[(track_id, Box(*box), score) for track_id, box, score in result.tracked],
        reads=result.reads,
    )


def _ended(updates: Iterable[PassageUpdate], shown: str, size: tuple[int, int]) -> Iterator[Record]:
    """Yield the records of the passages that ended with an agreed plate."""
    for update in updates:
        if update.passage.closed and update.passage.consensus.settled:
            yield _record(update.passage, shown, size)


def _record(passage: Passage, shown: str, size: tuple[int, int]) -> Record:
    box = passage.best_read.box if passage.best_read is not None else passage.box
    width, height = size
    return {
        "file": shown,
        "plate": passage.consensus.text,
        "confidence": round(passage.consensus.confidence, 4),
        "reads": passage.consensus.reads,
        "first_s": round(passage.first_seen_mono, 3),
        "last_s": round(passage.last_seen_mono, 3),
        "box": [
            round(box.x0 * width, 1),
            round(box.y0 * height, 1),
            round(box.x1 * width, 1),
            round(box.y1 * height, 1),
        ],
        "votes": [
            {
                "char": vote.char,
                "share": round(vote.share, 4),
                "votes": vote.votes,
                "total": vote.total,
            }
            for vote in passage.consensus.chars
        ],
    }


def _is_live(name: str) -> bool:
    return is_live(name) or name.startswith(DEMO_PREFIX)


def camera_of(name: str) -> CameraConfig:
    """Return a camera for a target; credentials in an address move to their own fields.

    Raises:
        CameraError: ``camera.address``: not one that can be used. It is not repeated, a password
            may be in it.
    """
    try:
        return _camera_of(name)
    except ValueError:
        raise CameraError("camera.address") from None


def _camera_of(name: str) -> CameraConfig:
    user = password = ""
    if is_network(name):
        parts = urlsplit(name)
        login, _, host = parts.netloc.rpartition("@")
        user, _, password = login.partition(":")
        name = urlunsplit((parts.scheme, host, parts.path, parts.query, parts.fragment))
    return CameraConfig(
        id=_CAMERA_ID,
        source=name,
        user=unquote(user),
        password=SecretStr(unquote(password)),
        realtime=False,
    )
