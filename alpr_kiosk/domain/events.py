# SPDX-License-Identifier: AGPL-3.0-or-later
"""Frozen records that cross layers and threads: reads, passages, decisions, commands, results.

Times: `*_at` are aware UTC, `*_mono` are seconds of the monotonic clock. Boxes are fractions of the
picture. Nothing here holds pixels; pictures travel beside these records.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum

from alpr_kiosk.domain.geometry import Box, Point


class Direction(str, Enum):
    """Which way a vehicle drives, seen from the site."""

    IN = "in"
    OUT = "out"
    UNKNOWN = "unknown"


class Action(str, Enum):
    """What a decision tells the gate and the guard."""

    OPEN = "open"
    ASK = "ask"
    REFUSE = "refuse"
    LOG_ONLY = "log_only"


class LaneMode(str, Enum):
    """How a lane treats what it reads (rules 14)."""

    AUTOMATIC = "automatic"
    ASK_ALWAYS = "ask_always"
    LOG_ONLY = "log_only"
    HELD_OPEN = "held_open"
    LOCKDOWN = "lockdown"


class Reason(str, Enum):
    """Reason codes of decisions; keys of the copy deck in screens.md section 5."""

    ALLOW_LISTED = "decision.allow.listed"
    ALLOW_VISITOR = "decision.allow.visitor"
    ALLOW_PASS = "decision.allow.pass"
    ALLOW_BY_HAND = "decision.allow.by_hand"
    ALLOW_PASSBACK = "decision.allow.passback"
    ALLOW_PASSBACK_OUT = "decision.allow.passback_out"
    DENY_LISTED = "decision.deny.listed"
    DENY_EXPIRED = "decision.deny.expired"
    DENY_HOURS = "decision.deny.hours"
    DENY_HOLIDAY = "decision.deny.holiday"
    DENY_GATE = "decision.deny.gate"
    DENY_USES = "decision.deny.uses"
    DENY_LOCKDOWN = "decision.deny.lockdown"
    UNKNOWN = "decision.unknown"
    IGNORED_ZONE = "decision.ignored.zone"
    IGNORED_DIRECTION = "decision.ignored.direction"
    IGNORED_PARKED = "decision.ignored.parked"
    IGNORED_SAME_CAR = "decision.ignored.same_car"
    IGNORED_OLD = "decision.ignored.old"
    IGNORED_LOG_ONLY = "decision.ignored.log_only"
    TIMEOUT_CLOSED = "decision.timeout.closed"
    CAR_LEFT = "decision.car_left"
    ASK_UNKNOWN_WAITING = "ask.unknown_waiting"
    ASK_LOOKALIKE_TIE = "ask.lookalike_tie"
    ASK_NEAR_MATCH = "ask.near_match"
    ASK_NEAR_BAN = "ask.near_ban"
    ASK_ONE_LOOK = "ask.one_look"
    ASK_ALWAYS = "ask.always"
    ASK_GATE = "ask.gate_not_sure"
    ASK_WATCH = "ask.watch"
    ASK_DIRECTION = "ask.direction_unknown"
    ASK_STILL = "ask.picture_still"
    ASK_CLOCK = "ask.clock"
    ASK_SECOND_FACTOR = "ask.second_factor"
    ASK_PASSBACK = "ask.passback"
    ASK_PASSBACK_OUT = "ask.passback_out"
    ASK_PASSBACK_ALIKE = "ask.passback_alike"
    ASK_PASSBACK_DOUBT = "ask.passback_doubt"


# --------------------------------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True, kw_only=True)
class CharRead:
    """One character position of one read.

    Attributes:
        char: The winning character.
        confidence: Probability of `char`, 0..1.
        alternatives: Other characters with their probabilities, best first, at most 4.
    """

    char: str
    confidence: float
    alternatives: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlateRead:
    """One plate read in one frame of one track.

    Attributes:
        camera_id: Camera of the frame.
        track_id: Tracker id of the box; ids follow boxes, not cars (rules 6).
        frame_seq: Sequence number of the frame, per camera.
        captured_at: Aware UTC of the frame.
        captured_mono: Monotonic arrival of the frame, seconds.
        box: Plate box in the picture.
        detection_confidence: Detector score, 0..1.
        text: Normalised text; may be empty when nothing legible was found.
        chars: One entry per character of `text`.
        confidence: Whole-text confidence, 0..1 (smallest character probability).
        plate_height_px: Height of the plate box in picture pixels.
        sharpness: Dimensionless, >= 0; variance-of-Laplacian style, larger is sharper.
        fresh_mono: When the picture was last known to be of the present, monotonic; None: nobody
            doubts that it is.
    """

    camera_id: str
    track_id: int
    frame_seq: int
    captured_at: datetime
    captured_mono: float
    box: Box
    detection_confidence: float
    text: str
    chars: tuple[CharRead, ...]
    confidence: float
    plate_height_px: float
    sharpness: float
    fresh_mono: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CharVote:
    """Votes at one position of a consensus.

    Attributes:
        char: The winner.
        share: Winner's share of the weight, 0..1.
        votes: Frames that saw `char` here.
        total: Frames that voted here.
        others: Losing characters with their share, best first.
    """

    char: str
    share: float
    votes: int
    total: int
    others: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Consensus:
    """What the frames of one passage agree on (rules 5).

    Attributes:
        text: Agreed text ("" while nothing is agreed).
        chars: Votes per character of `text`.
        confidence: Smallest winner's share over the positions, 0..1.
        reads: Frames that took part.
        agreeing: Frames whose whole text equals `text`.
        settled: True once `agreeing` reached the site's minimum (2..5 frames).
    """

    text: str = ""
    chars: tuple[CharVote, ...] = ()
    confidence: float = 0.0
    reads: int = 0
    agreeing: int = 0
    settled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One vehicle passing one camera: one row, updated and never duplicated (rules 4).

    Attributes:
        passage_id: Unique hexadecimal id, also the idempotency key of its one opening.
        camera_id: Camera it was seen by.
        lane_id: Lane of that camera.
        track_ids: Tracker ids that were joined into it.
        first_seen_at: UTC of the first box.
        last_seen_at: UTC of the newest box.
        first_seen_mono: Monotonic of the first box.
        last_seen_mono: Monotonic of the newest box.
        newest_read_mono: Monotonic arrival of the newest frame that was read into the
            consensus; a decision's age counts from here (architecture.md, budgets).
        fresh_mono: When the picture of that frame was last known to be of the present, monotonic:
            nothing opens on a picture that may be frozen. None: nobody doubts it.
        settled_mono: Monotonic arrival of the read that settled it, None before.
        consensus: What its frames agree on.
        direction: From the two lines, or the camera's fixed direction.
        in_open_zone: Whether the newest box stands in the open zone.
        box: Newest plate box.
        best_read: The winning read: evidence is cut from its frame (rules 23).
        parked: The car stands here longer than the parking time.
        closed: The passage is over; it never changes again.
        path: Ground points of the box, oldest first, thinned, at most 64.
    """

    passage_id: str
    camera_id: str
    lane_id: str
    track_ids: tuple[int, ...]
    first_seen_at: datetime
    last_seen_at: datetime
    first_seen_mono: float
    last_seen_mono: float
    newest_read_mono: float
    fresh_mono: float | None = None
    settled_mono: float | None = None
    consensus: Consensus = field(default_factory=Consensus)
    direction: Direction = Direction.UNKNOWN
    in_open_zone: bool = False
    box: Box = field(default_factory=lambda: Box(0.0, 0.0, 0.0, 0.0))
    best_read: PlateRead | None = None
    parked: bool = False
    closed: bool = False
    path: tuple[Point, ...] = ()


# -------------------------------------------------------------------------------------- decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A list entry that a read may mean, and how it was reached.

    Attributes:
        entry_id: Id of the list entry.
        plate: Its text.
        owner: Who it belongs to, for the screen.
        list_kind: Value of the entry's `ListKind`.
        match: "exact", "strong", "medium" or "near" (one character of distance).
    """

    entry_id: str
    plate: str
    owner: str
    list_kind: str
    match: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is done about one passage, and why.

    Attributes:
        action: Open, ask, refuse or log only.
        reason: Code the screen can explain.
        alarm: True for a refusal that must be noticed (a denied plate).
        entry_id: The entry it rests on, None when there is none.
        candidates: All entries that were close, best first.
        context: Values for the placeholders of the reason's text.
    """

    action: Action
    reason: Reason
    alarm: bool = False
    entry_id: str | None = None
    candidates: tuple[Candidate, ...] = ()
    context: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRecord:
    """A decision with its passage and its times; what is journalled and shown.

    Attributes:
        decision_id: Unique hexadecimal id.
        passage: The passage as it was when the decision fell.
        decision: Action and reason.
        gate_id: Gate of the lane, None for a lane without one.
        decided_at: UTC.
        decided_mono: Monotonic; with `passage.newest_read_mono` gives the age.
    """

    decision_id: str
    passage: Passage
    decision: Decision
    gate_id: str | None
    decided_at: datetime
    decided_mono: float


# ------------------------------------------------------------------------------------------ gate


class CommandKind(str, Enum):
    """What a gate can be told. There is no CLOSE (rules 16)."""

    OPEN = "open"
    HOLD_OPEN = "hold_open"
    RELEASE_HOLD = "release_hold"
    STOP = "stop"
    OFF = "off"


class CommandSource(str, Enum):
    """Where an opening came from."""

    RULE = "rule"
    BAR = "bar"
    ASK = "ask"
    CARD = "card"
    PASS = "pass"
    TEST = "test"
    UNSIGNED = "unsigned"
    SYSTEM = "system"

    @property
    def by_person(self) -> bool:
        """Whether a person asked for it."""
        return self not in (CommandSource.RULE, CommandSource.SYSTEM)


class Outcome(str, Enum):
    """How a command ended."""

    OK = "ok"
    REFUSED = "refused"
    FAILED = "failed"
    UNKNOWN = "unknown"
    COALESCED = "coalesced"


@dataclass(frozen=True, slots=True, kw_only=True)
class GateIntent:
    """A command as written to the journal before the relay is touched (rules 25).

    Attributes:
        intent_id: Unique hexadecimal id.
        gate_id: Gate it is for.
        kind: What is commanded.
        source: Who or what asked.
        actor: Guard's name or "" (unsigned) or "system".
        passage_id: Passage it belongs to, None for an opening from the bar.
        decision_id: Decision it rests on, None by hand.
        requested_at: UTC of the request.
        requested_mono: Monotonic of the request.
        pulse_ms: Length of the contact, milliseconds.
        recent_passages: Passages read at this gate within the last 20 s (rules 21).
        entry_id: List entry that an opening rests on: one of its uses is taken with this row, and
            given back when the gate surely did not open. A person opens without one as well.
    """

    intent_id: str
    gate_id: str
    kind: CommandKind
    source: CommandSource
    actor: str
    passage_id: str | None
    decision_id: str | None
    requested_at: datetime
    requested_mono: float
    pulse_ms: int
    recent_passages: tuple[str, ...] = ()
    entry_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GateResult:
    """How an intent ended; written to the journal after the relay was touched.

    Attributes:
        intent_id: The intent it answers.
        gate_id: Gate of the intent.
        outcome: Ok, refused, failed (surely not acted), unknown (ambiguous) or coalesced.
        code: Reason code, "" when ok (``relay.timeout``, ``gate.wait_moving`` ...).
        finished_at: UTC.
        latency_ms: From request to the relay's answer, milliseconds.
        recorded: False when the journal could not be written (override only).
    """

    intent_id: str
    gate_id: str
    outcome: Outcome
    code: str
    finished_at: datetime
    latency_ms: float
    recorded: bool = True


# ---------------------------------------------------------------------------------------- health


class CameraState(str, Enum):
    """State of one camera as shown on its tile."""

    CONNECTING = "connecting"
    LIVE = "live"
    LATE = "late"
    FROZEN = "frozen"
    COVERED = "covered"
    LOST = "lost"
    ENDED = "ended"
    LOGIN = "login"
    FORMAT = "format"


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraHealth:
    """What is known of a camera.

    Attributes:
        camera_id: Its id.
        state: Current state.
        since_at: UTC when the state began.
        code: Message code of the reason, "" when live.
        fps: Frames per second over the last seconds.
        reconnects: Times the source was opened anew.
        retry_in_s: Seconds until the next attempt, None when none is planned.
        age_s: Seconds since the newest frame arrived, None before the first one.
        bitrate_kbps: Received over the last seconds, kilobits a second.
        decode_errors: Damaged packets and pictures since the start.
        skipped: Pictures left undecoded since the start because the reader was behind.
        codec: Name of the codec, "" while unknown.
        width: Pixels of the picture, 0 while unknown.
        height: Pixels of the picture, 0 while unknown.
        preview_code: Message code of the sub-stream's fault, "" when it has none; the tile then
            gets the main stream.
    """

    camera_id: str
    state: CameraState
    since_at: datetime
    code: str = ""
    fps: float = 0.0
    reconnects: int = 0
    retry_in_s: float | None = None
    age_s: float | None = None
    bitrate_kbps: float = 0.0
    decode_errors: int = 0
    skipped: int = 0
    codec: str = ""
    width: int = 0
    height: int = 0
    preview_code: str = ""


class Priority(str, Enum):
    """Priority of an alert (screens.md S15)."""

    CRITICAL = "critical"
    HIGH = "high"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """Something somebody must look at; latched until seen.

    Attributes:
        alert_id: Unique id.
        code: Message code; merges with `source`.
        source: What it is about (camera id, gate id, plate ...).
        priority: Critical, high or low.
        raised_at: UTC of the first occurrence.
        count: Occurrences within the merge window.
        seen: Acknowledged by a person.
        active: The cause still holds.
        context: Values for the text's placeholders.
        ended_at: UTC when the cause was over, None while it holds.
        shelved_until: Hidden by a person until then, None when it is not.
        shelved_by: Who hid it.
        drill: It is practised, not true.
    """

    alert_id: str
    code: str
    source: str
    priority: Priority
    raised_at: datetime
    count: int = 1
    seen: bool = False
    active: bool = True
    context: tuple[tuple[str, str], ...] = ()
    ended_at: datetime | None = None
    shelved_until: datetime | None = None
    shelved_by: str = ""
    drill: bool = False

    @property
    def over(self) -> bool:
        """Whether nobody needs to look any more: ended, and seen unless it is low."""
        return not self.active and (self.seen or self.priority is Priority.LOW)
