# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every `Journal` must do; the fake and the real one both pass it.

Use it so::

    class TestSqlJournal(JournalContract):
        @pytest.fixture
        def open_journal(self, tmp_path): return lambda: SqlJournal(path=tmp_path / "j.sqlite")

`open_journal` opens the journal; a second call opens the same data again, as after a restart.
`uses` are the entries of that data.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Protocol

import pytest

from alpr_kiosk.domain.events import CommandKind, CommandSource, GateIntent, GateResult, Outcome
from alpr_kiosk.domain.ports import Journal
from alpr_kiosk.errors import StorageError

OpenJournal = Callable[[], Journal]


class Uses(Protocol):
    """List entries with limited uses, beside the journal."""

    def give(self, entry_id: str, left: int | None, most: int | None) -> None:
        """Make an entry with so many uses left, of at most so many."""
        ...

    def left(self, entry_id: str) -> int | None:
        """Return what is left."""
        ...


START = datetime(2026, 11, 22, 12, 0, 0, 123456, tzinfo=timezone.utc)


def an_intent(number: int = 1, **changes: object) -> GateIntent:
    """An opening by rule, `number` makes id and time differ."""
    values: dict[str, object] = {
        "intent_id": f"{number:032x}",
        "gate_id": "gate-a",
        "kind": CommandKind.OPEN,
        "source": CommandSource.RULE,
        "actor": "system",
        "passage_id": f"passage-{number}",
        "decision_id": f"decision-{number}",
        "requested_at": START + timedelta(seconds=number),
        "requested_mono": 1000.0 + number,
        "pulse_ms": 1000,
        "recent_passages": ("passage-0", f"passage-{number}"),
    }
    values.update(changes)
    return GateIntent(**values)  # type: ignore[arg-type]


def a_result(intent: GateIntent, outcome: Outcome = Outcome.OK, code: str = "") -> GateResult:
    """How `intent` ended."""
    return GateResult(
        intent_id=intent.intent_id,
        gate_id=intent.gate_id,
        outcome=outcome,
        code=code,
        finished_at=intent.requested_at + timedelta(milliseconds=80),
        latency_ms=80.0,
    )


class JournalContract:
    """Inherit it as `Test...` and give the fixture `open_journal`."""

    def test_a_new_journal_has_nothing_unfinished(self, open_journal: OpenJournal) -> None:
        assert list(open_journal().unfinished_intents()) == []

    def test_an_intent_is_unfinished_until_its_result(self, open_journal: OpenJournal) -> None:
        journal = open_journal()
        intent = an_intent()
        journal.record_intent(intent)
        assert [i.intent_id for i in journal.unfinished_intents()] == [intent.intent_id]
        journal.record_result(a_result(intent))
        assert list(journal.unfinished_intents()) == []

    def test_each_outcome_finishes_an_intent(self, open_journal: OpenJournal) -> None:
        journal = open_journal()
        for number, outcome in enumerate(Outcome):
            intent = an_intent(number)
            journal.record_intent(intent)
            journal.record_result(a_result(intent, outcome, "relay.ambiguous"))
        assert list(journal.unfinished_intents()) == []

    def test_oldest_first(self, open_journal: OpenJournal) -> None:
        journal = open_journal()
        for number in (1, 2, 3, 4):
            journal.record_intent(an_intent(number))
        journal.record_result(a_result(an_intent(2)))
        assert [i.passage_id for i in journal.unfinished_intents()] == [
            "passage-1",
            "passage-3",
            "passage-4",
        ]

    def test_it_comes_back_whole_after_a_restart(self, open_journal: OpenJournal) -> None:
        ruled = an_intent(1)
        by_hand = an_intent(
            2,
            source=CommandSource.BAR,
            actor="Zoë 07 <b>'; --",
            passage_id=None,
            decision_id=None,
            recent_passages=(),
        )
        journal = open_journal()
        journal.record_intent(ruled, timeout_ms=20_000)
        journal.record_intent(by_hand)
        again = open_journal()
        assert list(again.unfinished_intents()) == [ruled, by_hand]
        again.record_result(a_result(ruled, Outcome.UNKNOWN, "gate.unknown_after_restart"))
        assert list(open_journal().unfinished_intents()) == [by_hand]

    def test_the_same_row_twice_is_one_row(self, open_journal: OpenJournal) -> None:
        """A write that timed out may have been committed after all, and is then flushed again."""
        journal = open_journal()
        intent = an_intent()
        journal.record_intent(intent)
        journal.record_intent(intent)
        assert len(list(journal.unfinished_intents())) == 1
        journal.record_result(a_result(intent))
        journal.record_result(a_result(intent))
        journal.record_intent(intent)
        assert list(journal.unfinished_intents()) == []

    def test_several_threads_may_write(self, open_journal: OpenJournal) -> None:
        journal = open_journal()
        failures: list[BaseException] = []

        def write(first: int) -> None:
            try:
                for number in range(first, first + 10):
                    intent = an_intent(number)
                    journal.record_intent(intent)
                    if number % 2:
                        journal.record_result(a_result(intent))
            except BaseException as exc:  # noqa: BLE001 - handed to the test
                failures.append(exc)

        threads = [threading.Thread(target=write, args=(100 * n,)) for n in (1, 2, 3)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert failures == []
        assert len(list(journal.unfinished_intents())) == 15

    # ------------------------------------------------------------------------------------- uses

    def test_an_opening_takes_a_use_once(self, open_journal: OpenJournal, uses: Uses) -> None:
        journal = open_journal()
        uses.give("e1", 2, 3)
        journal.record_intent(an_intent(1, entry_id="e1"))
        journal.record_intent(an_intent(1, entry_id="e1"))
        assert uses.left("e1") == 1
        journal.record_result(a_result(an_intent(1)))
        assert uses.left("e1") == 1
        assert list(open_journal().unfinished_intents()) == []

    def test_the_use_after_the_last_is_refused_and_not_recorded(
        self, open_journal: OpenJournal, uses: Uses
    ) -> None:
        journal = open_journal()
        uses.give("e1", None, 1)
        journal.record_intent(an_intent(1, entry_id="e1"))
        with pytest.raises(StorageError) as caught:
            journal.record_intent(an_intent(2, entry_id="e1"))
        assert caught.value.code == "lists.used_up"
        assert uses.left("e1") == 0
        assert [i.entry_id for i in open_journal().unfinished_intents()] == ["e1"]

    def test_a_person_opens_after_the_last_use_too_and_takes_none(
        self, open_journal: OpenJournal, uses: Uses
    ) -> None:
        journal = open_journal()
        uses.give("e1", 1, 1)
        by_hand = {"entry_id": "e1", "source": CommandSource.PASS, "actor": "07"}
        journal.record_intent(an_intent(1, **by_hand))
        assert uses.left("e1") == 0
        journal.record_intent(an_intent(2, **by_hand))
        assert uses.left("e1") == 0
        # Each gives back what it took.
        journal.record_result(a_result(an_intent(2), Outcome.FAILED, "relay.refused"))
        assert uses.left("e1") == 0
        journal.record_result(a_result(an_intent(1), Outcome.FAILED, "relay.refused"))
        assert uses.left("e1") == 1

    def test_unlimited_and_unknown_entries_have_no_uses_to_take(
        self, open_journal: OpenJournal, uses: Uses
    ) -> None:
        journal = open_journal()
        uses.give("e1", None, None)
        for number, entry_id in enumerate(("e1", "gone")):
            journal.record_intent(an_intent(number, entry_id=entry_id))
            journal.record_result(a_result(an_intent(number), Outcome.FAILED, "relay.refused"))
        assert uses.left("e1") is None

    @pytest.mark.parametrize(
        ("outcome", "left"),
        [
            (Outcome.OK, 1),
            (Outcome.COALESCED, 1),
            (Outcome.UNKNOWN, 1),
            (Outcome.FAILED, 2),
            (Outcome.REFUSED, 2),
        ],
    )
    def test_a_use_comes_back_only_when_the_gate_surely_did_not_open(
        self, open_journal: OpenJournal, uses: Uses, outcome: Outcome, left: int
    ) -> None:
        journal = open_journal()
        uses.give("e1", 2, 2)
        journal.record_intent(an_intent(1, entry_id="e1"))
        result = a_result(an_intent(1), outcome, "" if outcome is Outcome.OK else "gate.x")
        journal.record_result(result)
        journal.record_result(result)
        assert uses.left("e1") == left
        journal.record_intent(an_intent(2))
        journal.record_result(a_result(an_intent(2), Outcome.REFUSED, "gate.x"))
        assert uses.left("e1") == left

    def test_uses_given_back_never_exceed_what_there_were(
        self, open_journal: OpenJournal, uses: Uses
    ) -> None:
        journal = open_journal()
        uses.give("e1", 2, 2)
        journal.record_intent(an_intent(1, entry_id="e1"))
        uses.give("e1", 2, 2)  # a supervisor saved it anew meanwhile
        journal.record_result(a_result(an_intent(1), Outcome.REFUSED, "gate.x"))
        assert uses.left("e1") == 2

    def test_several_threads_never_take_more_uses_than_there_are(
        self, open_journal: OpenJournal, uses: Uses
    ) -> None:
        uses.give("e1", 7, 7)
        first, second = open_journal(), open_journal()
        taken: list[int] = []

        def write(journal: Journal, start: int) -> None:
            for number in range(start, start + 5):
                try:
                    journal.record_intent(an_intent(number, entry_id="e1"), timeout_ms=60_000)
                except StorageError as exc:
                    assert exc.code == "lists.used_up"  # noqa: PT017 - in a thread
                else:
                    taken.append(number)

        threads = [
            threading.Thread(target=write, args=(journal, 100 * n))
            for n, journal in enumerate((first, first, second, second), start=1)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert (len(taken), uses.left("e1")) == (7, 0)
