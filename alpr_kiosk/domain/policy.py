# SPDX-License-Identifier: AGPL-3.0-or-later
"""The decision: may this car come in, now, at this gate (rules 9 to 15)? Pure, no I/O.

`decide` works in two steps. First the lists speak (`matching.verdict`): deny first and loosely,
allow strictly. Then circumstances may only take away: an OPEN can become a question or a log line,
nothing ever becomes an OPEN.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo

from alpr_kiosk.domain.events import Action, Decision, Direction, LaneMode, Passage, Reason
from alpr_kiosk.domain.inside import InsideView
from alpr_kiosk.domain.lists import ListSnapshot
from alpr_kiosk.domain.matching import Question, verdict
from alpr_kiosk.domain.passback import PassbackPolicy, passback
from alpr_kiosk.domain.plate import strong_fold

_NOBODY = InsideView()


@dataclass(frozen=True, slots=True, kw_only=True)
class LanePolicy:
    """How a lane decides.

    Attributes:
        lane_id: Lane.
        gate_id: Its gate, None for a lane without one (then nothing opens).
        direction: Direction of travel that may open; UNKNOWN = both, but never an unknown one.
        mode: Mode of the lane.
        unlisted: What happens to a plate that no list lets in: ask, refuse or log only.
        max_decision_age_s: A read older than this never opens (rules 15).
        agree_frames: Frames that must have agreed on the plate, 2..5; checked here again.
        ask_after_s: A car that stands in the open zone, but whose direction is not known or whose
            plate was read once only, is asked about after this time; before, more may be seen.
        same_car_s: A plate that the gate was opened for is not let in again within this time.
        presets: Country presets of the site.
        gate_name: Name of the gate for texts.
        gate_names: (id, name) of all gates, for texts.
        contact: Whom the guard calls, for texts.
        passback: What happens when a car comes in that is inside.
    """

    lane_id: str
    gate_id: str | None = None
    direction: Direction = Direction.IN
    mode: LaneMode = LaneMode.AUTOMATIC
    unlisted: Action = Action.ASK
    max_decision_age_s: float = 3.0
    agree_frames: int = 2
    ask_after_s: float = 3.0
    same_car_s: float = 20.0
    presets: tuple[str, ...] = ()
    gate_name: str = ""
    gate_names: tuple[tuple[str, str], ...] = ()
    contact: str = ""
    passback: PassbackPolicy = field(default_factory=PassbackPolicy)

    def __post_init__(self) -> None:
        if self.unlisted is Action.OPEN:
            raise ValueError("an unlisted plate can't open")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedPlate:
    """A plate that the gate was opened for.

    Attributes:
        text: Normalised plate.
        at: Aware UTC of the opening, for the text on the screen.
        mono: Monotonic of the opening.
    """

    text: str
    at: datetime
    mono: float


@dataclass(frozen=True, slots=True, kw_only=True)
class GateSituation:
    """What is known of the gate at the moment of the decision.

    Attributes:
        automatic_allowed: False after an ambiguous command, in a fault, for a step-by-step input
            without position contact, or when the journal cannot be written.
        lockdown: The site is locked down.
        held_open: The gate is held open: there is nothing to send and nothing to ask.
        clock_safe: The clock has not jumped lately; what rests on times is asked about otherwise.
        already_opened: Passages that this gate was opened for (one passage opens once).
        open_plates: Plates it was opened for a short while ago, by rule or by a person.
    """

    automatic_allowed: bool = True
    lockdown: bool = False
    held_open: bool = False
    clock_safe: bool = True
    already_opened: frozenset[str] = frozenset()
    open_plates: tuple[OpenedPlate, ...] = ()


def decide(
    *,
    passage: Passage,
    snapshot: ListSnapshot,
    lane: LanePolicy,
    gate: GateSituation,
    now_utc: datetime,
    now_mono: float,
    tz: tzinfo,
    inside: InsideView = _NOBODY,
) -> Decision:
    """Decide about one passage.

    Order: what was not seen properly (unsettled, parked, not in the open zone, other direction) is
    logged; a denied plate in the open zone is refused with alarm, in every mode; then what the
    lists say, with the mode of the lane; and an OPEN that is too late, a second one for the same
    car, one on a picture that may be frozen, one whose times a clock that jumped was asked for, one
    for a car that is inside already (where the lane wants that), or one for a gate that is not
    sure, is taken back.

    Args:
        passage: The passage as it is now.
        snapshot: The lists.
        lane: Policy of its lane.
        gate: Situation of its gate.
        now_utc: Aware time, for validity.
        now_mono: Monotonic, for the age of the read.
        tz: Time zone of the site.
        inside: Who is inside, for anti-passback.
    """
    text = passage.consensus.text
    base = (
        ("plate", text),
        ("read", text),
        ("gate", lane.gate_name or lane.gate_id or lane.lane_id),
        ("contact", lane.contact),
    )
    agreed = passage.consensus.settled and passage.consensus.agreeing >= max(2, lane.agree_frames)
    if not agreed or not text:
        return _with(_unsettled(passage, lane, now_mono), base)
    seen = _not_here(passage, lane)
    if seen is not None:
        return _with(seen, base)
    question = Question(
        text=text,
        consensus=passage.consensus,
        snapshot=snapshot,
        gate_id=lane.gate_id,
        direction=passage.direction,
        presets=lane.presets,
        now_utc=now_utc,
        tz=tz,
        gate_names=lane.gate_names,
    )
    said = verdict(question, unlisted=lane.unlisted)
    if said.action is Action.REFUSE and said.alarm:
        return _with(said, base)
    back = None
    if said.action is Action.OPEN:
        back = passback(text, passage.direction, lane.passback, inside, now=now_utc, tz=tz)
    held_back = (
        _opened_before(passage, lane, gate, now_mono, tz)
        or _unknown_direction(passage, lane, said, now_mono)
        or _by_mode(said, lane, gate)
        or _too_late(passage, lane, said, now_mono)
        or _may_be_frozen(passage, lane, said, now_mono)
        or _clock_not_safe(said, snapshot, gate)
        or (back if back is not None and back.action is Action.ASK else None)
        or _not_sure(said, gate)
        or back
    )
    if held_back is None:
        return _with(said, base)
    return _with(
        replace(
            held_back,
            entry_id=said.entry_id,
            candidates=said.candidates,
            context=held_back.context + said.context,
        ),
        base,
    )


def _with(decision: Decision, base: tuple[tuple[str, str], ...]) -> Decision:
    """Add the values that every text may name; those of the decision itself win."""
    context: dict[str, str] = dict(base)
    context.update(reversed(decision.context))  # the first of a name wins
    return replace(decision, context=tuple(context.items()))


def _log(reason: Reason, *context: tuple[str, str]) -> Decision:
    return Decision(action=Action.LOG_ONLY, reason=reason, context=context)


def _waits(passage: Passage, lane: LanePolicy, since: float, now_mono: float) -> bool:
    """Return whether the car stands in the open zone, freshly read, and has for a while."""
    return (
        lane.gate_id is not None
        and lane.mode in (LaneMode.AUTOMATIC, LaneMode.ASK_ALWAYS)
        and passage.in_open_zone
        and not passage.parked
        and not passage.closed
        and now_mono - since >= lane.ask_after_s
        and _fresh(passage, lane, now_mono)
    )


def _fresh(passage: Passage, lane: LanePolicy, now_mono: float) -> bool:
    """Return whether the newest read is young enough; one from the future is not."""
    return 0.0 <= now_mono - passage.newest_read_mono <= lane.max_decision_age_s


def _unsettled(passage: Passage, lane: LanePolicy, now_mono: float) -> Decision:
    """A plate that too few frames agree on is never matched with a list."""
    once = bool(passage.consensus.text) and passage.consensus.reads < max(2, lane.agree_frames)
    if once and _waits(passage, lane, passage.first_seen_mono, now_mono):
        return Decision(action=Action.ASK, reason=Reason.ASK_ONE_LOOK)
    return _log(Reason.ASK_ONE_LOOK)


def _not_here(passage: Passage, lane: LanePolicy) -> Decision | None:
    """Not a car that stands before this gate and wants through it."""
    if passage.closed:
        return _log(Reason.CAR_LEFT)
    if passage.parked:
        return _log(Reason.IGNORED_PARKED, ("n", str(passage.consensus.reads)))
    if not passage.in_open_zone:
        return _log(Reason.IGNORED_ZONE)
    known = Direction.UNKNOWN not in (passage.direction, lane.direction)
    if known and passage.direction is not lane.direction:
        return _log(Reason.IGNORED_DIRECTION)
    return None


def _opened_before(
    passage: Passage, lane: LanePolicy, gate: GateSituation, now_mono: float, tz: tzinfo
) -> Decision | None:
    key = strong_fold(passage.consensus.text)
    same = [
        opened
        for opened in gate.open_plates
        if strong_fold(opened.text) == key and now_mono - opened.mono <= lane.same_car_s
    ]
    if not same and passage.passage_id not in gate.already_opened:
        return None
    at = max((opened.at for opened in same), default=passage.first_seen_at)
    return _log(Reason.IGNORED_SAME_CAR, ("time", f"{at.astimezone(tz):%H:%M}"))


def _unknown_direction(
    passage: Passage, lane: LanePolicy, said: Decision, now_mono: float
) -> Decision | None:
    """A car whose direction nobody saw is only asked about, and for what the lists say of it."""
    if passage.direction is not Direction.UNKNOWN:
        return None
    since = passage.first_seen_mono if passage.settled_mono is None else passage.settled_mono
    if not _asks_nobody(lane) and _waits(passage, lane, since, now_mono):
        # The text says that the plate may enter: only of one that the lists let in.
        opens = said.action is Action.OPEN
        return Decision(action=Action.ASK, reason=Reason.ASK_DIRECTION) if opens else None
    return _log(Reason.IGNORED_DIRECTION)


def _asks_nobody(lane: LanePolicy) -> bool:
    """Return whether the lane lets nobody in by itself and asks nobody."""
    return lane.mode in (LaneMode.LOCKDOWN, LaneMode.LOG_ONLY) or lane.gate_id is None


def _by_mode(said: Decision, lane: LanePolicy, gate: GateSituation) -> Decision | None:
    """What the lane's mode makes of the lists' word, None when it stays."""
    if gate.lockdown or lane.mode is LaneMode.LOCKDOWN:
        return Decision(action=Action.REFUSE, reason=Reason.DENY_LOCKDOWN)
    if lane.mode is LaneMode.LOG_ONLY or lane.gate_id is None:
        opens = said.action is Action.OPEN
        return _log(Reason.IGNORED_LOG_ONLY if opens else said.reason)
    if gate.held_open or lane.mode is LaneMode.HELD_OPEN:
        # The gate stands open: nothing to send, nothing to ask. A banned car is told all the same.
        return None if said.action is Action.REFUSE else _log(said.reason)
    if lane.mode is LaneMode.ASK_ALWAYS and said.action is not Action.ASK:
        unlisted = said.reason is Reason.UNKNOWN
        opens = said.action is Action.OPEN
        reason = Reason.ASK_UNKNOWN_WAITING if unlisted else said.reason
        return Decision(action=Action.ASK, reason=Reason.ASK_ALWAYS if opens else reason)
    return None


def _too_late(
    passage: Passage, lane: LanePolicy, said: Decision, now_mono: float
) -> Decision | None:
    if said.action is not Action.OPEN or _fresh(passage, lane, now_mono):
        return None
    age = now_mono - passage.newest_read_mono
    return _log(Reason.IGNORED_OLD, ("seconds", f"{age:.1f}"))


def _may_be_frozen(
    passage: Passage, lane: LanePolicy, said: Decision, now_mono: float
) -> Decision | None:
    """Nothing in the picture has shown for a while that it is not frozen: a person looks."""
    if said.action is not Action.OPEN or passage.fresh_mono is None:
        return None
    if now_mono - passage.fresh_mono <= lane.max_decision_age_s:
        return None
    return Decision(action=Action.ASK, reason=Reason.ASK_STILL)


def _clock_not_safe(said: Decision, snapshot: ListSnapshot, gate: GateSituation) -> Decision | None:
    """Hours and days were looked up on a clock that jumped: a person looks (screens.md S25)."""
    if gate.clock_safe or said.action is not Action.OPEN:
        return None
    entry = snapshot.get(said.entry_id or "")
    if entry is not None and not snapshot.effective(entry).has_times:
        return None
    return Decision(action=Action.ASK, reason=Reason.ASK_CLOCK)


def _not_sure(said: Decision, gate: GateSituation) -> Decision | None:
    if said.action is Action.OPEN and not gate.automatic_allowed:
        return Decision(action=Action.ASK, reason=Reason.ASK_GATE)
    return None
