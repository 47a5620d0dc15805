# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads, consensuses, passages and entries with only what a test cares about spelt out."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from alpr_kiosk.domain.consensus import fuse
from alpr_kiosk.domain.events import CharRead, Consensus, Direction, Passage, PlateRead
from alpr_kiosk.domain.geometry import Box
from alpr_kiosk.domain.lists import ListEntry, ListKind

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc)
MONO = 1000.0


def box_at(x: float, y: float = 0.5, width: float = 0.1, height: float = 0.03) -> Box:
    return Box(x, y, x + width, y + height)


def read(
    text: str,
    frame: int = 1,
    *,
    track: int = 1,
    box: Box | None = None,
    height: float = 24.0,
    sharpness: float = 1.0,
    confidence: float = 0.95,
    alternatives: dict[int, tuple[tuple[str, float], ...]] | None = None,
    mono: float | None = None,
) -> PlateRead:
    given = alternatives or {}
    return PlateRead(
        camera_id="cam",
        track_id=track,
        frame_seq=frame,
        captured_at=NOON + timedelta(seconds=frame / 10),
        captured_mono=MONO + frame / 10 if mono is None else mono,
        box=box or box_at(0.4),
        detection_confidence=0.8,
        text=text,
        chars=tuple(
            CharRead(char=char, confidence=confidence, alternatives=given.get(index, ()))
            for index, char in enumerate(text)
        ),
        confidence=confidence if text else 0.0,
        plate_height_px=height,
        sharpness=sharpness,
    )


def consensus(*texts: str, agree_frames: int = 2) -> Consensus:
    return fuse([read(text, i) for i, text in enumerate(texts, 1)], agree_frames=agree_frames)


def passage(*texts: str, **changes: object) -> Passage:
    """A settled passage in the open zone, driving in, read just now; `texts` one per frame."""
    base = Passage(
        passage_id="p1",
        camera_id="cam",
        lane_id="lane",
        track_ids=(1,),
        first_seen_at=NOON,
        last_seen_at=NOON,
        first_seen_mono=MONO - 1.0,
        last_seen_mono=MONO,
        newest_read_mono=MONO,
        settled_mono=MONO,
        consensus=consensus(*texts),
        direction=Direction.IN,
        in_open_zone=True,
        box=box_at(0.4),
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def entry(plate: str, kind: ListKind = ListKind.ALLOW, **changes: object) -> ListEntry:
    made = ListEntry(entry_id=f"{kind.value}-{plate}", kind=kind, plate=plate, owner=f"O {plate}")
    return replace(made, **changes)  # type: ignore[arg-type]
