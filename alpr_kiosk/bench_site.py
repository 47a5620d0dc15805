# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the benches of a whole site share: a site under load, and a car that may come in."""

from __future__ import annotations

from alpr_kiosk.bootstrap import AppContext
from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.demo import demo_config
from alpr_kiosk.domain.events import (
    Action,
    Consensus,
    Decision,
    DecisionRecord,
    Direction,
    Passage,
    Reason,
)
from alpr_kiosk.domain.intents import new_id
from alpr_kiosk.vision.sources.scene_script import LOOP_S

TURN_S = LOOP_S
"""The demo comes round after so many seconds; its question is in the second half."""


def saturated() -> AppConfig:
    """Return the demo with four cameras and a reader that never rests.

    Each camera is there twice: the copies are shown and read, without a gate. The reader is asked
    for 30 frames a second of each, more than it can do on two cores.
    """
    config = demo_config()
    cameras = list(config.cameras)
    lanes = list(config.lanes)
    cameras += [camera.model_copy(update={"id": f"{camera.id}-2"}) for camera in config.cameras]
    for lane in config.lanes:
        copy = {"id": f"{lane.id}-2", "camera": f"{lane.camera}-2", "gate": None}
        lanes.append(lane.model_copy(update=copy))
    vision = config.vision.model_copy(update={"max_fps": 30.0})
    changed = {"cameras": tuple(cameras), "lanes": tuple(lanes), "vision": vision}
    return config.model_copy(update=changed)


def lawful(context: AppContext, gate_id: str) -> DecisionRecord:
    """Return a fresh decision to open for a car that nobody has seen, with a passage of its own."""
    now_mono, now = context.clock.monotonic(), context.clock.utc_now()
    passage = Passage(
        passage_id=new_id(),
        camera_id="bench",
        lane_id="bench",
        track_ids=(1,),
        first_seen_at=now,
        last_seen_at=now,
        first_seen_mono=now_mono,
        last_seen_mono=now_mono,
        newest_read_mono=now_mono,
        settled_mono=now_mono,
        consensus=Consensus(text="BENCH1", reads=3, agreeing=3, settled=True, confidence=1.0),
        direction=Direction.IN,
        in_open_zone=True,
    )
    return DecisionRecord(
        decision_id=new_id(),
        passage=passage,
        decision=Decision(action=Action.OPEN, reason=Reason.ALLOW_LISTED),
        gate_id=gate_id,
        decided_at=now,
        decided_mono=now_mono,
    )
