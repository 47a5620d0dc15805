# SPDX-License-Identifier: AGPL-3.0-or-later
"""Frozen records that runtime hands to the screen; pictures are opaque to all but a painter."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from alpr_kiosk.domain.events import DecisionRecord, GateResult, Passage
from alpr_kiosk.domain.gate_records import GateState
from alpr_kiosk.domain.geometry import Box
from alpr_kiosk.domain.vitals import Vitals


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PreviewImage:
    """A ready-to-paint picture: 32 bits a pixel in Qt's RGB32 order (BGRx bytes), read-only.

    Attributes:
        camera_id: Camera, "" for a crop.
        seq: Frame number.
        width: Pixels.
        height: Pixels.
        stride: Bytes a line.
        data: Buffer object (a C-contiguous, read-only uint8 array of shape (H, W, 4)).
        captured_mono: Monotonic arrival of the frame, seconds.
    """

    camera_id: str
    seq: int
    width: int
    height: int
    stride: int
    data: object
    captured_mono: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OverlayBox:
    """One box to draw over a tile: `box` in fractions, `text` may be "" while unread."""

    box: Box
    text: str
    settled: bool
    kind: str = "neutral"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """Boxes of the newest result of one camera.

    Attributes:
        camera_id: Camera.
        frame_seq: Frame they belong to.
        captured_mono: Arrival of that frame.
        boxes: What to draw.
    """

    camera_id: str
    frame_seq: int
    captured_mono: float
    boxes: tuple[OverlayBox, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PassageView:
    """A card of the event rail; a newer one with the same passage id replaces it.

    Attributes:
        passage: Newest state.
        decision: Newest decision, None before one fell.
        result: Result of the gate command, None when none was sent or none came yet.
        gate_intent_id: The intent of that command, None when none was sent.
        crop: Plate crop of the winning read.
        lane: Lane picture of the winning read, scaled for the screen.
        times: Milliseconds since the first box: seen, agreed, decided, relay (those known).
        reason_missing: An opening by hand whose reason was not given yet.
        decide_again: Nobody answered, and the car still stands there.
    """

    passage: Passage
    decision: DecisionRecord | None = None
    result: GateResult | None = None
    gate_intent_id: str | None = None
    crop: PreviewImage | None = None
    lane: PreviewImage | None = None
    times: tuple[tuple[str, float], ...] = ()
    reason_missing: bool = False
    decide_again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class AskView:
    """An open question to the guard.

    Attributes:
        decision_id: Decision it belongs to.
        gate_id: Gate that would open.
        view: Card of the passage.
        seconds_left: Until it ends closed.
        extensions_left: How often "more time" may still be tapped.
        position: 1 for the one shown, 2.. for those that queue.
        total: Open questions.
    """

    decision_id: str
    gate_id: str
    view: PassageView
    seconds_left: int
    extensions_left: int
    position: int = 1
    total: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class GateView:
    """What the gate bar shows.

    Attributes:
        gate_id: Gate.
        name: Its name.
        state: State of the machine.
        relay_reachable: False after 10 s without an answer: NO RELAY and the manual steps.
        fault_code: Message code of the fault, "" when none.
        wait_s: Seconds until a pulse may be sent without a warning, 0 when now.
        needs_long_hold: An opening now needs a PIN or a hold of 3 s, and `warning_code` why.
        warning_code: Message code for that, "" when none.
        automatic_blocked: Automatic opening is off until a person confirms the gate.
        held_until: Aware UTC end of a hold-open.
        last_command_at: Aware UTC of the last command.
        can_hold_open: A maintained output is wired.
        can_stop: A stop output is wired.
        context: Values for the texts.
    """

    gate_id: str
    name: str
    state: GateState
    relay_reachable: bool = True
    fault_code: str = ""
    wait_s: float = 0.0
    needs_long_hold: bool = False
    warning_code: str = ""
    automatic_blocked: bool = False
    held_until: datetime | None = None
    last_command_at: datetime | None = None
    can_hold_open: bool = False
    can_stop: bool = False
    context: tuple[tuple[str, str], ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteHealth:
    """The status bar, at most twice a second.

    Attributes:
        cameras_live: Cameras that deliver.
        cameras_total: Cameras configured.
        gates_ok: Gates without fault.
        gates_total: Gates configured.
        reader_ms: Milliseconds of the newest pass through the reader, None before the first.
        reader_ok: The reader runs.
        reader_ready: The networks are loaded; False for the first seconds.
        list_entries: Entries in the snapshot.
        lists_ok: The database answers.
        disk_pct: Use of the data disk, percent.
        degraded: Message codes of named degraded modes, most severe first.
        context: Values for their texts.
        reader_restarts: How often the reader was started again within the last minute.
        queue: Records that wait for the disk.
        vitals: Newest look at the machine, None before the first.
        server_code: Message code of what is wrong with the server, "" for nothing.
        server_waiting: Records that wait for the server, None without one.
        sound_why: Why no sound can be heard, "" while one can.
        sound_on: There is a sound thread.
        lists_age_s: For how long the record has not answered, seconds; None while it does.
        drill: What is practised, "" for nothing.
        drill_about: Id of the camera or gate that the drill takes away, "" for none.
        drill_left_s: Seconds until the drill ends.
        relay_ms: (gate id, milliseconds) of the newest answer of each relay that can be asked.
        measured_mono: When this was put together, monotonic seconds.
    """

    cameras_live: int = 0
    cameras_total: int = 0
    gates_ok: int = 0
    gates_total: int = 0
    reader_ms: float | None = None
    reader_ok: bool = True
    reader_ready: bool = False
    list_entries: int = 0
    lists_ok: bool = True
    disk_pct: int = 0
    degraded: tuple[str, ...] = ()
    context: tuple[tuple[str, str], ...] = ()
    reader_restarts: int = 0
    queue: int = 0
    vitals: Vitals | None = None
    server_code: str = ""
    server_waiting: int | None = None
    sound_why: str = ""
    sound_on: bool = False
    lists_age_s: float | None = None
    drill: str = ""
    drill_about: str = ""
    drill_left_s: float = 0.0
    relay_ms: tuple[tuple[str, float], ...] = ()
    measured_mono: float = 0.0
