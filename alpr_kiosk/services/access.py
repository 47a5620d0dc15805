# SPDX-License-Identifier: AGPL-3.0-or-later
"""From passages to decisions: when to decide, what to do once, what to say when it changes.

Runs in the inference thread. The lists are an immutable snapshot behind one reference, so saving
lists and deciding never wait for each other.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta, tzinfo
from typing import TypeVar

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.clock_watch import ClockWatch
from alpr_kiosk.domain.events import (
    Action,
    Decision,
    DecisionRecord,
    Direction,
    LaneMode,
    Passage,
    Reason,
)
from alpr_kiosk.domain.inside import InsideView, Move
from alpr_kiosk.domain.intents import new_id
from alpr_kiosk.domain.lists import ListSnapshot
from alpr_kiosk.domain.matching import bans
from alpr_kiosk.domain.passback import Passback
from alpr_kiosk.domain.plate import normalise, strong_fold
from alpr_kiosk.domain.policy import GateSituation, LanePolicy, OpenedPlate, decide

_Kept = TypeVar("_Kept")

REMEMBERED_PASSAGES = 512
"""Passages whose opening is remembered: hours of traffic, bounded memory."""

SAME_CAR_KEPT_S = 120.0
"""Opened plates are remembered this long; the lane's policy says how much of it counts."""

MOVE_KEPT = timedelta(minutes=10)
"""An opening that the record did not make a stay of in this time was none; ours. While the record
is away nothing is told, and nothing forgotten."""

_HELD_BACK = frozenset(
    {
        Reason.IGNORED_ZONE,
        Reason.IGNORED_DIRECTION,
        Reason.IGNORED_OLD,
        Reason.ASK_ONE_LOOK,
        Reason.CAR_LEFT,
    }
)
"""Logged outcomes of a car that is still on its way: told only when it leaves without another."""


_NOT_AFTER_ANOTHER = _HELD_BACK | {Reason.IGNORED_PARKED, Reason.IGNORED_SAME_CAR}
"""A car that was asked about or refused and still stands there is not news; nor is one that a
guard has let in since: what was said of it stays."""

TRY_AGAIN_S = 3.0
"""A gate that moves or waits for its partner is asked again for a car that still stands there;
each try is a decision of its own, on a fresh read."""

_PASSES = frozenset({"gate.wait_moving", "gate.already_open", "gate.interlock"})
"""Refusals of the gate that pass by themselves."""

_STAYS_OPENED = frozenset({"decision.ignored.same_car"})
"""Refusals after which the car counts as let in: the gate was opened for it before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateBoard:
    """What the access decision needs to know of a gate; replaced as a whole by the gate thread.

    Attributes:
        automatic_allowed: False after an ambiguous result or a fault, until a person confirms.
        lockdown: No car is let in by the computer.
        held_open: The gate is held open.
    """

    automatic_allowed: bool = True
    lockdown: bool = False
    held_open: bool = False


class AccessService:
    """Decides passages; each passage opens at most once."""

    def __init__(
        self,
        *,
        lanes: Mapping[str, LanePolicy],
        snapshot: ListSnapshot,
        boards: Callable[[str], GateBoard],
        clock: Clock,
        tz: tzinfo,
        clock_watch: ClockWatch | None = None,
    ) -> None:
        self._lanes = dict(lanes)
        self._snapshot = snapshot
        self._inside = self._inside_told = InsideView()
        self._moves: OrderedDict[str, Move] = OrderedDict()
        self._moves_lock = threading.Lock()
        self._boards = boards
        self._clock = clock
        self._tz = tz
        self._last: OrderedDict[str, DecisionRecord] = OrderedDict()
        self._pending: OrderedDict[str, DecisionRecord] = OrderedDict()
        self._opened: OrderedDict[str, OpenedPlate | None] = OrderedDict()
        self._open_plates: deque[tuple[str, OpenedPlate]] = deque(maxlen=64)
        self._open_plates_lock = threading.Lock()
        self._refused: deque[tuple[str, str, float]] = deque(maxlen=64)
        self._not_before: OrderedDict[str, float] = OrderedDict()
        self._by_hand_only: OrderedDict[str, str] = OrderedDict()
        self._clock_watch = clock_watch or ClockWatch(clock=clock)
        self._in_setup: frozenset[str] = frozenset()
        self._first_run = False

    @property
    def snapshot(self) -> ListSnapshot:
        """The lists as decisions see them."""
        return self._snapshot

    def replace_snapshot(self, snapshot: ListSnapshot) -> None:
        """Use new lists from the next decision on (any thread; one reference assignment)."""
        self._snapshot = snapshot

    def bans(self, gate_id: str, plate: str) -> bool:
        """Return whether a plate that a person typed is banned at this gate now; any thread."""
        return bans(
            self._snapshot,
            normalise(plate),
            gate_id=gate_id,
            now_utc=self._clock.utc_now(),
            tz=self._tz,
        )

    @property
    def inside(self) -> InsideView:
        """Who is inside as decisions see it."""
        return self._inside

    def replace_inside(self, inside: InsideView) -> None:
        """Use a new view of who is inside (any thread); the newest openings stay on it."""
        oldest = self._clock.utc_now() - MOVE_KEPT
        with self._moves_lock:
            for move in tuple(self._moves.values()):
                # What the record says counts from now on, also that nobody went through after all.
                if inside.knows(move) or move.at < oldest:
                    del self._moves[move.passage_id]
            self._inside_told = inside
            self._inside = inside.with_moves(self._moves.values())

    def not_moved(self, passage_id: str) -> None:
        """A gate did not open after all, so nobody came in or left (any thread)."""
        with self._moves_lock:
            if self._moves.pop(passage_id, None) is not None:
                self._inside = self._inside_told.with_moves(self._moves.values())

    def _note_move(self, passage: Passage) -> None:
        """A gate is told to open: a second car of this plate must not be quicker than the disk."""
        if passage.direction is Direction.UNKNOWN:
            return
        move = Move(
            passage_id=passage.passage_id,
            text=passage.consensus.text,
            direction=passage.direction,
            at=passage.first_seen_at,
        )
        with self._moves_lock:
            _keep(self._moves, move.passage_id, move)
            self._inside = self._inside.with_moves((move,))

    def lane(self, lane_id: str) -> LanePolicy:
        """Return the policy of a lane."""
        return self._lanes[lane_id]

    def set_mode(self, lane_id: str, mode: LaneMode) -> bool:
        """Change the mode of a lane from the next decision on (any thread); False for no lane."""
        lane = self._lanes.get(lane_id)
        if lane is None:
            return False
        self._lanes[lane_id] = replace(lane, mode=mode)
        return True

    @property
    def in_setup(self) -> frozenset[str]:
        """Lanes whose picture is being drawn on: by hand only."""
        return self._in_setup

    def start_setup(self, lanes: Iterable[str]) -> None:
        """Ask about each car of these lanes from the next decision on (any thread)."""
        self._in_setup |= frozenset(lanes)

    def end_setup(self, lanes: Iterable[str]) -> None:
        """Let these lanes decide again as they did before (any thread)."""
        self._in_setup -= frozenset(lanes)

    @property
    def first_run(self) -> bool:
        """Whether every car is asked about, because the first run is not over."""
        return self._first_run

    def set_first_run(self, *, on: bool) -> None:
        """Ask about each car of every lane from the next decision on, or no more (any thread)."""
        self._first_run = on

    def decide(self, passage: Passage) -> DecisionRecord | None:
        """Decide a passage; None while nothing new is to be said.

        A decision is new when its action, reason or entry differs from the last one of this
        passage. After an opening nothing follows: later reads only correct the record (rules 7).
        """
        self._take_refusals()
        passage_id = passage.passage_id
        if passage_id in self._opened or not passage.consensus.text:
            return None
        if self._clock.monotonic() < self._not_before.get(passage_id, float("-inf")):
            return None
        decision = self._evaluate(passage)
        quiet = decision.action is Action.LOG_ONLY
        if passage_id in self._last and quiet and decision.reason in _NOT_AFTER_ANOTHER:
            return None
        record = self._record(passage, decision)
        if quiet and decision.reason in _HELD_BACK:
            _keep(self._pending, passage_id, record)
            return None
        last = self._last.get(passage_id)
        again = decision.action is Action.OPEN and passage_id in self._not_before
        if last is not None and _same(last, record) and not again:
            return None
        self._pending.pop(passage_id, None)
        _keep(self._last, passage_id, record)
        if decision.action is Action.OPEN:
            gate_id, text = record.gate_id, passage.consensus.text
            noted = None if gate_id is None else self.note_opened(gate_id, text)
            _keep(self._opened, passage_id, noted)
            wants_moves = self._lanes[passage.lane_id].passback.mode is not Passback.OFF
            if gate_id is not None and wants_moves:
                self._note_move(passage)
        return record

    def note_opened(self, gate_id: str, text: str) -> OpenedPlate:
        """The gate was opened for this plate, by rule or by a person (any thread)."""
        opened = OpenedPlate(text=text, at=self._clock.utc_now(), mono=self._clock.monotonic())
        with self._open_plates_lock:
            self._open_plates.append((gate_id, opened))
        return opened

    def _plates(self) -> tuple[tuple[str, OpenedPlate], ...]:
        with self._open_plates_lock:
            return tuple(self._open_plates)

    def opened_for(self, gate_id: str, text: str) -> bool:
        """Return whether the gate was opened for this plate a short while ago."""
        key, oldest = strong_fold(text), self._clock.monotonic() - SAME_CAR_KEPT_S
        return any(
            held == gate_id and opened.mono >= oldest and strong_fold(opened.text) == key
            for held, opened in self._plates()
        )

    def not_opened(self, passage_id: str, code: str) -> None:
        """The gate refused an opening by rule, so nothing was sent for it (any thread).

        What passes by itself is tried again while the car stands there; for anything else the
        guard is asked. The car would stand before a closed gate, and nobody would know, otherwise.

        Args:
            passage_id: Passage of the decision.
            code: Why the gate refused.
        """
        if code not in _STAYS_OPENED:
            self._refused.append((passage_id, code, self._clock.monotonic()))

    def _take_refusals(self) -> None:
        while self._refused:
            passage_id, code, since = self._refused.popleft()
            noted = self._opened.pop(passage_id, None)
            if noted is None:
                continue
            self.not_moved(passage_id)
            with self._open_plates_lock:
                # That very one: another gate, or a person, may have opened for this plate since.
                kept = [held for held in self._open_plates if held[1] is not noted]
                self._open_plates.clear()
                self._open_plates.extend(kept)
            if code in _PASSES:
                _keep(self._not_before, passage_id, since + TRY_AGAIN_S)
            else:
                _keep(self._by_hand_only, passage_id, code)

    def closed(self, passage: Passage) -> DecisionRecord | None:
        """The car is gone: return what was held back, when nothing else was ever said."""
        pending = self._pending.pop(passage.passage_id, None)
        if passage.passage_id in self._last or pending is None or not passage.consensus.settled:
            return None
        return self._record(passage, pending.decision)

    def _evaluate(self, passage: Passage) -> Decision:
        lane = self._lanes[passage.lane_id]
        board = self._boards(lane.gate_id) if lane.gate_id else GateBoard()
        oldest = self._clock.monotonic() - SAME_CAR_KEPT_S
        situation = GateSituation(
            automatic_allowed=(
                board.automatic_allowed
                and passage.passage_id not in self._by_hand_only
                and passage.lane_id not in self._in_setup
                and not self._first_run
            ),
            already_opened=frozenset(self._opened),
            lockdown=board.lockdown,
            held_open=board.held_open,
            clock_safe=self._clock_watch.look() is None,
            open_plates=tuple(
                opened
                for gate_id, opened in self._plates()
                if gate_id == lane.gate_id and opened.mono >= oldest
            ),
        )
        return decide(
            passage=passage,
            snapshot=self._snapshot,
            lane=lane,
            gate=situation,
            now_utc=self._clock.utc_now(),
            now_mono=self._clock.monotonic(),
            tz=self._tz,
            inside=self._inside,
        )

    def _record(self, passage: Passage, decision: Decision) -> DecisionRecord:
        return DecisionRecord(
            decision_id=new_id(),
            passage=passage,
            decision=decision,
            gate_id=self._lanes[passage.lane_id].gate_id,
            decided_at=self._clock.utc_now(),
            decided_mono=self._clock.monotonic(),
        )


def _keep(store: OrderedDict[str, _Kept], passage_id: str, value: _Kept) -> None:
    store[passage_id] = value
    while len(store) > REMEMBERED_PASSAGES:
        store.popitem(last=False)


def _same(one: DecisionRecord, other: DecisionRecord) -> bool:
    a, b = one.decision, other.decision
    return (a.action, a.reason, a.entry_id, a.context) == (
        b.action,
        b.reason,
        b.entry_id,
        b.context,
    )
