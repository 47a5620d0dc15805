# SPDX-License-Identifier: AGPL-3.0-or-later
"""Questions to the guard: a queue with a countdown that always ends closed (screens.md S02).

Nothing here can open a gate: letting in is a command of its own, this only keeps the questions.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.events import DecisionRecord, Reason
from alpr_kiosk.domain.gate_records import MAX_COMMAND_AGE_S

COUNTDOWN_S = 20.0
"""screens.md section 6: 20 s, then it stays closed."""
EXTENSION_S = 20.0
ANSWER_MOST_S = MAX_COMMAND_AGE_S + 2.0
"""So long a question waits for the end of an opening that was sent for it: the gate refuses a hold
that is older than `MAX_COMMAND_AGE_S`, and a pulse takes its moment; our choice."""
MAX_EXTENSIONS = 10
"""screens.md section 6, after WCAG 2.2.1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAsk:
    """One open question.

    Attributes:
        record: The decision that asks.
        gate_id: Gate that a guard may open.
        ends_mono: Monotonic time at which it ends closed.
        extensions_left: How often more time may be taken.
        earlier_ids: Decisions about the same car that asked before: a tap may still name them.
        answered_mono: When an opening for it was sent whose end is not known yet, None for none.
    """

    record: DecisionRecord
    gate_id: str
    ends_mono: float
    extensions_left: int = MAX_EXTENSIONS
    earlier_ids: frozenset[str] = frozenset()
    answered_mono: float | None = None

    def is_about(self, decision_id: str) -> bool:
        """Return whether this question was asked by that decision."""
        return decision_id == self.record.decision_id or decision_id in self.earlier_ids


@dataclass(frozen=True, slots=True, kw_only=True)
class AskEnded:
    """A question ended: `code` is a reason code or ``ask.kept_closed`` / ``ask.let_in``."""

    record: DecisionRecord
    code: str
    actor: str = ""


class AskService:
    """The queue of questions; oldest first; used from one thread."""

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self._queue: list[OpenAsk] = []

    @property
    def current(self) -> OpenAsk | None:
        """The question to show."""
        return self._queue[0] if self._queue else None

    @property
    def total(self) -> int:
        """Open questions."""
        return len(self._queue)

    def seconds_left(self, ask: OpenAsk) -> int:
        """Return whole seconds until `ask` ends, at least 0."""
        return max(0, math.ceil(ask.ends_mono - self._clock.monotonic()))

    def find(self, decision_id: str) -> OpenAsk | None:
        """Return the open question of a decision."""
        return next((ask for ask in self._queue if ask.is_about(decision_id)), None)

    def open(self, record: DecisionRecord) -> bool:
        """Add a question, or refresh the one of the same passage without touching its countdown.

        Returns False when the decision has no gate that could be opened.
        """
        if record.gate_id is None:
            return False
        for index, ask in enumerate(self._queue):
            if ask.record.passage.passage_id == record.passage.passage_id:
                earlier = ask.earlier_ids | {ask.record.decision_id}
                self._queue[index] = replace(ask, record=record, earlier_ids=earlier)
                return True
        ends = self._clock.monotonic() + COUNTDOWN_S
        self._queue.append(OpenAsk(record=record, gate_id=record.gate_id, ends_mono=ends))
        return True

    def more_time(self, decision_id: str) -> bool:
        """Add 20 s; False when unknown or used up."""
        for index, ask in enumerate(self._queue):
            if ask.is_about(decision_id) and ask.extensions_left > 0:
                self._queue[index] = replace(
                    ask,
                    ends_mono=ask.ends_mono + EXTENSION_S,
                    extensions_left=ask.extensions_left - 1,
                )
                return True
        return False

    def opening_sent(self, decision_id: str) -> None:
        """Somebody lets it in: while that is on its way nobody can say that it stays closed."""
        self._answered(decision_id, self._clock.monotonic())

    def not_opened(self, decision_id: str) -> None:
        """That opening came to nothing; the question goes on, or ends now if its time is over."""
        self._answered(decision_id, None)

    def _answered(self, decision_id: str, at_mono: float | None) -> None:
        for index, ask in enumerate(self._queue):
            if ask.is_about(decision_id):
                self._queue[index] = replace(ask, answered_mono=at_mono)

    def keep_closed(self, decision_id: str, actor: str = "") -> AskEnded | None:
        """End a question closed by a person's tap."""
        return self._end(lambda ask: ask.is_about(decision_id), "ask.kept_closed", actor)

    def let_in(self, decision_id: str, actor: str = "") -> AskEnded | None:
        """End a question because a person opens."""
        return self._end(lambda ask: ask.is_about(decision_id), "ask.let_in", actor)

    def settled_otherwise(self, passage_id: str, code: str) -> AskEnded | None:
        """End the question of a passage that was decided otherwise, e.g. by a better read."""
        return self._end(lambda ask: ask.record.passage.passage_id == passage_id, code, "")

    def car_left(self, passage_id: str) -> AskEnded | None:
        """End the question of a car that is gone."""
        return self.settled_otherwise(passage_id, Reason.CAR_LEFT.value)

    def tick(self) -> list[AskEnded]:
        """End every question whose time is over and that nobody has answered; they stay closed."""
        now = self._clock.monotonic()
        ended = [ask for ask in self._queue if _is_over(ask, now)]
        self._queue = [ask for ask in self._queue if not _is_over(ask, now)]
        return [AskEnded(record=ask.record, code=Reason.TIMEOUT_CLOSED.value) for ask in ended]

    def _end(self, match: Callable[[OpenAsk], bool], code: str, actor: str) -> AskEnded | None:
        for index, ask in enumerate(self._queue):
            if match(ask):
                del self._queue[index]
                return AskEnded(record=ask.record, code=code, actor=actor)
        return None


def _is_over(ask: OpenAsk, now: float) -> bool:
    sent = ask.answered_mono
    return ask.ends_mono <= now and (sent is None or now - sent >= ANSWER_MOST_S)
