# SPDX-License-Identifier: AGPL-3.0-or-later
"""The controller: what is written, what is sent, and in which order."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from alpr_kiosk.config.relays import ShellyRelayConfig
from alpr_kiosk.config.schema import GateConfig
from alpr_kiosk.domain.events import (
    CommandSource,
    GateIntent,
    GateResult,
    Outcome,
    Priority,
)
from alpr_kiosk.domain.gate import GateState
from alpr_kiosk.domain.gate_records import (
    Confirmed,
    LockdownBegan,
    LockdownLifted,
    OpenCommanded,
    StopCommanded,
)
from alpr_kiosk.errors import StorageError
from alpr_kiosk.gate.controller import GateController, GateStatus, Handled
from alpr_kiosk.gate.last_commands import LastCommands
from alpr_kiosk.gate.protocols import OpenedByOthers, Unmatched
from alpr_kiosk.gate.record import (
    AFTER_MS,
    BY_HAND_LEAST_MS,
    BY_HAND_MS,
    FLUSH_AGAIN_S,
    FLUSH_MS,
    RING_ROWS,
)
from tests.fakes.clock import ManualClock
from tests.fakes.journal import FakeJournal, JournalDisk
from tests.fakes.relay import FakeRelay


class Listener:
    def __init__(self) -> None:
        self.statuses: list[GateStatus] = []
        self.results: list[tuple[GateIntent, GateResult]] = []
        self.alerts: dict[str, Priority] = {}
        self.unmatched: list[Unmatched] = []

    def on_status(self, status: GateStatus) -> None:
        self.statuses.append(status)

    def on_result(self, intent: GateIntent, result: GateResult) -> None:
        self.results.append((intent, result))

    def on_unmatched(self, passed: Unmatched) -> None:
        self.unmatched.append(passed)

    def on_opened_by_others(self, opened: OpenedByOthers) -> None:
        pass

    def on_alert(
        self,
        code: str,
        gate_id: str,
        active: bool,
        priority: Priority,
        context: Mapping[str, object],
    ) -> None:
        assert gate_id == "gate-a"
        if active:
            self.alerts[code] = priority
        else:
            del self.alerts[code]


class Rig:
    """A controller with everything around it."""

    def __init__(
        self, *, relay: dict[str, Any] | None = None, config: Any = None, **parts: Any
    ) -> None:
        self.clock = ManualClock()
        self.relay = FakeRelay(clock=self.clock, **(relay or {}))
        self.disk = JournalDisk()
        self.config = config or GateConfig(id="gate-a", name="Gate A", input_kind="open")
        self.parts = parts
        self.count = 0
        self.start()

    def start(self) -> None:
        """A new process on the same disk."""
        self.journal = FakeJournal(self.disk, clock=self.clock)
        self.heard = Listener()
        self.gate = GateController(
            config=self.config,
            driver=self.relay,
            journal=self.journal,
            clock=self.clock,
            listener=self.heard,
            **self.parts,
        )

    def handle(self, event: OpenCommanded | StopCommanded) -> Handled:
        handled = self.gate.handle(event)
        assert handled is not None
        return handled

    def rule(self, passage: str | None = None, *, age: float = 0.2, **more: Any) -> Handled:
        self.count += 1
        return self.handle(
            OpenCommanded(
                command_id=f"rule-{self.count}",
                source=CommandSource.RULE,
                passage_id=passage or f"p{self.count}",
                decision_id=f"d{self.count}",
                newest_read_mono=self.clock.mono - age,
                **more,
            )
        )

    def hand(self, *, held_ms: int = 600, **more: Any) -> Handled:
        self.count += 1
        return self.handle(
            OpenCommanded(
                command_id=f"hand-{self.count}",
                source=CommandSource.BAR,
                actor="07",
                held_ms=held_ms,
                **more,
            )
        )

    def wait(self, seconds: float) -> None:
        """Let time pass, ticking when the controller wants it."""
        end = self.clock.mono + seconds
        while True:
            due = self.gate.next_deadline()
            if due is None or due > end:
                break
            self.clock.advance(max(0.0, due - self.clock.mono))
            self.gate.tick()
        self.clock.advance(end - self.clock.mono)
        self.gate.tick()


# ------------------------------------------------------------------------------ behaviour


def test_the_intent_is_on_disk_before_the_pulse_and_the_result_after() -> None:
    rig = Rig()
    order: list[str] = []
    rig.gate.tick()
    pulse, write = rig.relay.pulse, rig.journal.record_intent
    rig.relay.pulse = lambda ms: (order.append("pulse"), pulse(ms))[1]  # type: ignore[func-returns-value,method-assign]

    def record_intent(intent: GateIntent, *, timeout_ms: int = 0) -> None:
        write(intent, timeout_ms=timeout_ms)
        order.append("intent")

    def record_result(result: GateResult, *, timeout_ms: int = 0) -> None:
        order.append("result")

    rig.journal.record_intent = record_intent  # type: ignore[method-assign]
    rig.journal.record_result = record_result  # type: ignore[method-assign]
    rig.rule()
    assert order == ["intent", "pulse", "result"]


def test_the_use_after_the_last_is_refused_before_the_pulse() -> None:
    """Two cars of one entry were decided on the same snapshot; only one use is left."""
    rig = Rig()
    rig.disk.uses["e1"] = (1, 1)
    assert rig.rule(entry_id="e1").result.outcome is Outcome.OK
    rig.wait(60)
    handled = rig.rule("p2", entry_id="e1")
    assert (handled.result.outcome, handled.result.code) == (Outcome.REFUSED, "lists.used_up")
    assert handled.result.recorded
    assert (rig.relay.pulses, rig.disk.uses["e1"]) == (1, (0, 1))
    assert handled.intent.intent_id in rig.disk.results
    assert rig.heard.alerts == {}
    # A supervisor gives it another one: the car that still stands there may come in.
    rig.disk.uses["e1"] = (1, 1)
    assert rig.rule("p2", entry_id="e1").result.outcome is Outcome.OK


def test_an_opening_that_does_not_happen_takes_no_use() -> None:
    rig = Rig()
    rig.disk.uses["e1"] = (2, 2)
    assert rig.rule(age=9.0, entry_id="e1").result.outcome is Outcome.REFUSED
    rig.journal.fail_next = 1
    assert rig.rule(entry_id="e1").result.code == "journal.unwritable"
    rig.wait(5)
    assert rig.disk.uses["e1"] == (2, 2)
    rig.relay.plan.append("relay.refused")
    assert rig.rule(entry_id="e1").result.outcome is Outcome.FAILED
    assert len(rig.disk.intents) == len(rig.disk.results) == 3
    assert rig.disk.uses["e1"] == (2, 2)


def test_a_second_car_within_the_lock_out_takes_its_use_too() -> None:
    for left in (1, 0):  # the gate opens anyway: the row counts, with or without a use
        rig = Rig()
        rig.disk.uses["e1"] = (left, 1)
        rig.hand()
        assert rig.rule("p1", entry_id="e1").result.outcome is Outcome.COALESCED
        assert rig.disk.uses["e1"] == (0, 1)
        assert len(rig.disk.results) == 2


def test_a_rule_opens_and_everything_is_told() -> None:
    rig = Rig()
    handled = rig.rule("p", recent_passages=("o", "p"))
    assert (handled.result.outcome, handled.result.code) == (Outcome.OK, "")
    assert handled.intent.passage_id == "p"
    assert handled.intent.recent_passages == ("o", "p")
    assert handled.intent.pulse_ms == 1000
    assert rig.heard.results == [(handled.intent, handled.result)]
    assert rig.relay.on
    status = rig.gate.status
    assert status is rig.heard.statuses[-1]
    assert (status.state, status.wait_s, status.last_command_at) == (
        GateState.OPENING,
        2.0,
        rig.clock.utc,
    )
    rig.wait(20)
    assert not rig.relay.on
    assert rig.gate.status.state is GateState.UNKNOWN
    assert rig.heard.alerts == {}


def test_status_is_told_only_when_it_changes() -> None:
    rig = Rig()
    rig.gate.tick()
    before = len(rig.heard.statuses)
    for _ in range(20):
        rig.clock.advance(0.25)
        rig.gate.tick()
        rig.gate.health_check()
    assert len(rig.heard.statuses) == before


def test_nothing_is_due_when_nothing_goes_on() -> None:
    rig = Rig()
    assert rig.gate.next_deadline() == rig.clock.mono
    rig.gate.tick()
    assert rig.gate.next_deadline() is None


def test_building_it_touches_nothing() -> None:
    rig = Rig()
    assert rig.relay.log == []
    assert rig.journal.log == []


@pytest.mark.parametrize("first", ["rule", "hand"])
def test_rule_and_override_become_one_pulse_with_two_audited_commands(first: str) -> None:
    rig = Rig()
    one = rig.rule("p") if first == "rule" else rig.hand()
    other = rig.hand() if first == "rule" else rig.rule("p")
    assert (one.result.outcome, other.result.outcome) == (Outcome.OK, Outcome.COALESCED)
    assert rig.relay.pulses == 1
    assert len(rig.disk.intents) == len(rig.disk.results) == 2


def test_a_refused_command_is_recorded_too() -> None:
    rig = Rig()
    rig.hand()
    handled = rig.hand()
    assert handled.result.outcome is Outcome.REFUSED
    assert handled.result.code == "override.needs_long_hold"
    assert handled.warning_code == "gate.wait_moving"
    assert handled.wait_s == pytest.approx(2.0)
    assert rig.gate.status.needs_long_hold
    assert handled.intent.intent_id in rig.disk.results
    stop = rig.handle(StopCommanded(command_id=""))
    assert stop.result.code == "gate.stop_not_wired"
    assert len(stop.intent.intent_id) == 32


def test_lockdown_comes_and_goes() -> None:
    rig = Rig()
    rig.gate.handle(LockdownBegan())
    assert rig.gate.status.lockdown
    assert rig.gate.status.state is GateState.LOCKED_OUT
    assert rig.rule().result.code == "decision.deny.lockdown"
    assert rig.hand(held_ms=3000).result.outcome is Outcome.OK
    rig.gate.handle(LockdownLifted())
    rig.wait(10)
    assert rig.rule().result.outcome is Outcome.OK


def test_an_untimed_pulse_is_ended_by_the_gate_thread() -> None:
    rig = Rig(relay={"timed_by_device": False})
    rig.gate.tick()
    assert rig.relay.log[0] == "off"  # at start, before anything else
    rig.rule()
    rig.wait(0.99)
    assert rig.relay.on
    rig.wait(0.02)
    assert not rig.relay.on


def test_shutdown_switches_off_and_flushes() -> None:
    rig = Rig(relay={"timed_by_device": False})
    rig.rule()
    rig.journal.writable = False
    rig.clock.advance(30)
    rig.hand()
    rig.journal.writable = True
    rig.gate.shutdown()
    assert not rig.relay.on
    assert len(rig.disk.results) == 2


def test_a_worker_that_is_restarted_starts_the_gate_anew() -> None:
    rig = Rig()
    rig.rule("p")
    rig.gate.shutdown()
    rig.clock.advance(30)
    assert rig.hand().result.outcome is Outcome.OK
    rig.clock.advance(30)
    assert rig.rule("p").result.code == "decision.ignored.same_car"


# ------------------------------------------------------------------------- unclear ends


def test_a_lost_answer_is_read_back_and_never_sent_again() -> None:
    rig = Rig()
    rig.relay.plan.append("acted")
    handled = rig.rule("p")
    assert (handled.result.outcome, handled.result.code) == (Outcome.OK, "")
    assert rig.relay.log[-2:] == ["pulse", "status"]
    assert rig.relay.pulses == 1
    assert rig.heard.alerts == {}


def test_a_lost_command_ends_unknown_and_is_never_sent_again() -> None:
    rig = Rig()
    rig.relay.plan.append("relay.ambiguous")
    handled = rig.rule("p")
    assert (handled.result.outcome, handled.result.code) == (Outcome.UNKNOWN, "relay.ambiguous")
    rig.wait(60)
    assert rig.relay.pulses == 1
    assert rig.rule("p").result.code == "decision.ignored.same_car"
    assert rig.rule("q").result.outcome is Outcome.OK


def test_a_relay_that_cannot_tell_waits_for_a_person() -> None:
    rig = Rig(relay={"can_read_back": False})
    rig.relay.plan.append("relay.ambiguous")
    rig.rule()
    assert rig.gate.status.state is GateState.FAULT
    assert rig.gate.status.automatic_blocked
    assert rig.heard.alerts == {"relay.ambiguous": Priority.HIGH}
    rig.wait(3600)
    assert rig.rule().result.code == "relay.ambiguous"
    assert rig.hand().result.code == "override.needs_long_hold"
    assert rig.hand(held_ms=3000).result.outcome is Outcome.OK
    rig.wait(60)
    rig.gate.handle(Confirmed(actor="07"))
    assert rig.heard.alerts == {}
    assert rig.rule().result.outcome is Outcome.OK


def test_a_driver_with_a_bug_is_an_unclear_end(caplog: pytest.LogCaptureFixture) -> None:
    rig = Rig()
    rig.gate.tick()

    def pulse(_ms: int) -> None:
        raise ZeroDivisionError

    rig.relay.pulse = pulse  # type: ignore[method-assign]
    assert rig.rule().result.outcome is Outcome.UNKNOWN
    assert "ZeroDivisionError" in caplog.text


@pytest.mark.parametrize("code", ["relay.unreachable", "relay.auth", "relay.refused"])
def test_a_pulse_that_surely_did_not_act_has_failed(code: str) -> None:
    rig = Rig()
    rig.relay.plan.append(code)
    handled = rig.rule()
    assert (handled.result.outcome, handled.result.code) == (Outcome.FAILED, code)
    assert rig.hand().result.outcome is Outcome.OK  # at once: no lock-out for what was not sent


def test_no_relay_after_ten_seconds_and_back() -> None:
    rig = Rig()
    rig.relay.dead = True
    rig.gate.health_check()
    rig.wait(9.9)
    assert rig.gate.status.relay_reachable
    rig.wait(0.2)
    assert not rig.gate.status.relay_reachable
    assert rig.heard.alerts == {"relay.gone": Priority.HIGH}
    assert rig.rule().result.code == "relay.gone"
    assert rig.hand().result.code == "relay.unreachable"  # tried, and named
    rig.relay.dead = False
    rig.gate.health_check()
    assert rig.gate.status.relay_reachable
    assert rig.heard.alerts == {}


def test_how_long_the_newest_answer_took() -> None:
    rig = Rig()
    assert rig.gate.answer_ms is None
    rig.relay.answer_takes_s = 0.043
    rig.gate.health_check()
    assert rig.gate.answer_ms == pytest.approx(43.0)
    rig.relay.dead = True
    rig.gate.health_check()
    assert rig.gate.answer_ms is None, "what is away has no time"
    blind = Rig(relay={"can_read_back": False})
    blind.gate.health_check()
    assert blind.gate.answer_ms is None, "nobody asked the device itself"


def test_a_refused_login_is_a_fault_of_its_own() -> None:
    rig = Rig()
    rig.relay.status_code = "relay.auth"
    rig.gate.health_check()
    rig.wait(20)
    assert rig.gate.status.relay_reachable
    assert rig.gate.status.fault_code == "relay.auth"


def test_a_relay_that_stays_on() -> None:
    rig = Rig()
    rig.rule()
    rig.relay.stuck = True
    rig.wait(2.0)
    assert rig.heard.alerts == {"gate.fault.stuck_relay": Priority.CRITICAL}
    assert "off" in rig.relay.log
    rig.relay.stuck = False
    rig.wait(5)
    assert rig.heard.alerts == {}
    assert not rig.relay.on


# ---------------------------------------------------------------------------- the record


def test_a_crash_between_intent_and_result_is_unknown_and_never_retried() -> None:
    rig = Rig()
    rig.gate.tick()

    def crash(_ms: int) -> None:
        raise KeyboardInterrupt

    rig.relay.pulse, pulse = crash, rig.relay.pulse  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        rig.rule("p")
    rig.relay.pulse = pulse  # type: ignore[method-assign]
    assert len(rig.disk.intents) == 1
    assert rig.disk.results == {}

    rig.start()
    rig.gate.tick()
    [(intent, result)] = rig.heard.results
    assert (intent.passage_id, result.outcome, result.code, result.latency_ms) == (
        "p",
        Outcome.UNKNOWN,
        "gate.unknown_after_restart",
        0.0,
    )
    assert rig.relay.pulses == 0
    assert not rig.gate.status.automatic_blocked  # the relay was read back: it is off
    rig.wait(10)
    assert rig.rule("p").result.code == "decision.ignored.same_car"
    assert rig.rule("q").result.outcome is Outcome.OK


def test_without_read_back_a_crash_waits_for_a_person() -> None:
    rig = Rig(relay={"can_read_back": False})
    rig.journal.record_intent(_intent("old"))
    rig.start()
    rig.gate.tick()
    assert rig.gate.status.automatic_blocked
    assert rig.gate.status.fault_code == "gate.unknown_after_restart"
    rig.wait(60)
    assert rig.rule().result.code == "gate.unknown_after_restart"
    rig.gate.handle(Confirmed())
    assert rig.rule().result.outcome is Outcome.OK


def test_another_gates_unfinished_intent_is_left_alone() -> None:
    rig = Rig()
    rig.journal.record_intent(_intent("old", gate_id="gate-b"))
    rig.start()
    rig.gate.tick()
    assert rig.heard.results == []
    assert rig.disk.results == {}


def _intent(intent_id: str, gate_id: str = "gate-a") -> GateIntent:
    from tests.contracts.journal_contract import an_intent

    return an_intent(intent_id=intent_id, gate_id=gate_id)


def test_without_a_journal_nothing_opens_by_rule() -> None:
    rig = Rig()
    rig.gate.tick()
    rig.journal.writable = False
    handled = rig.rule("p")
    assert (handled.result.outcome, handled.result.code) == (
        Outcome.REFUSED,
        "journal.unwritable",
    )
    assert rig.relay.pulses == 0
    assert rig.heard.alerts == {"journal.unwritable": Priority.HIGH}
    rig.journal.writable = True
    rig.wait(2)
    assert rig.heard.alerts == {}
    assert rig.rule("p").result.outcome is Outcome.OK
    assert len(rig.disk.results) == 2


def test_without_a_journal_an_override_pulses_and_says_so() -> None:
    rig = Rig()
    rig.gate.tick()
    rig.journal.writable = False
    handled = rig.hand()
    assert handled.result.outcome is Outcome.OK
    assert handled.result.recorded is False
    assert set(rig.heard.alerts) == {"journal.unwritable", "override.not_recorded"}
    rig.wait(60)
    assert rig.disk.intents == {}
    rig.journal.writable = True
    rig.wait(2)
    assert rig.heard.alerts == {}
    assert rig.journal.log == [("intent", "hand-1"), ("result", "hand-1")]
    assert rig.disk.results["hand-1"].recorded is False


def test_an_override_does_not_wait_for_a_disk_that_did_not_take_the_one_before() -> None:
    rig = Rig()
    rig.gate.tick()
    rig.journal.writable = False
    rig.hand()
    tried = len(rig.journal.timeouts_ms)
    assert rig.hand(held_ms=3000).result.outcome is Outcome.OK
    assert len(rig.journal.timeouts_ms) == tried
    assert rig.relay.pulses == 2
    assert set(rig.heard.alerts) == {"journal.unwritable", "override.not_recorded"}
    rig.journal.writable = True
    rig.gate.tick()  # at once, not at the time of the next attempt
    assert rig.journal.log == [
        *(("intent", "hand-1"), ("result", "hand-1")),
        *(("intent", "hand-2"), ("result", "hand-2")),
    ]
    assert rig.heard.alerts == {}


def test_attempts_to_write_what_waits_are_short_but_for_some() -> None:
    rig = Rig()
    rig.gate.tick()
    rig.journal.writable = False
    rig.hand()
    rig.journal.timeouts_ms.clear()
    for _ in range(10):
        rig.wait(FLUSH_AGAIN_S)
    assert set(rig.journal.timeouts_ms) == {FLUSH_MS, AFTER_MS}
    assert rig.journal.timeouts_ms.count(AFTER_MS) <= len(rig.journal.timeouts_ms) / 4


def test_a_journal_with_a_bug_does_not_take_the_override_away() -> None:
    rig = Rig()
    rig.gate.tick()

    def broken(_row: object, *, timeout_ms: int) -> None:
        raise ZeroDivisionError

    rig.journal.record_intent = broken  # type: ignore[method-assign,assignment]
    rig.journal.record_result = broken  # type: ignore[method-assign,assignment]
    assert rig.hand().result.outcome is Outcome.OK


def test_an_override_never_waits_long_for_the_journal() -> None:
    rig = Rig()
    rig.hand()
    rig.hand()
    assert max(rig.journal.timeouts_ms) == BY_HAND_MS
    assert BY_HAND_MS < 100


@pytest.mark.parametrize(
    ("usual_ms", "waits_ms"), [(1, BY_HAND_LEAST_MS), (10, 20), (40, BY_HAND_MS)]
)
def test_an_override_waits_twice_as_long_as_the_disk_usually_takes(
    usual_ms: int, waits_ms: int
) -> None:
    rig = Rig()
    rig.journal.takes_ms = usual_ms
    for _ in range(3):
        rig.hand()
        rig.wait(2)
    rig.journal.takes_ms = 10_000
    rig.journal.timeouts_ms.clear()
    began = rig.clock.mono
    pulses = rig.relay.pulses
    rig.hand(held_ms=3000)
    assert rig.relay.pulses == pulses + 1
    assert rig.journal.timeouts_ms[0] == pytest.approx(waits_ms, abs=1)  # whole milliseconds
    assert rig.relay.pulsed_mono - began == pytest.approx(waits_ms / 1000, abs=0.0011)


def test_an_override_that_did_not_wait_is_recorded_right_after_its_pulse() -> None:
    """A disk that takes longer once is no alarm; one that takes much longer is."""
    rig = Rig()
    rig.journal.takes_ms = 1
    rig.hand()
    rig.wait(2)
    rig.journal.takes_ms = 30
    handled = rig.hand()
    assert handled.result.recorded
    assert rig.journal.log[-2:] == [("intent", "hand-2"), ("result", "hand-2")]
    assert rig.heard.alerts == {}
    rig.wait(2)
    rig.journal.takes_ms = AFTER_MS + 1000
    assert not rig.hand().result.recorded
    assert set(rig.heard.alerts) == {"journal.unwritable", "override.not_recorded"}
    assert rig.relay.pulses == 3


def test_the_rows_in_memory_are_bounded() -> None:
    rig = Rig()
    rig.gate.tick()
    rig.journal.writable = False
    for _ in range(RING_ROWS):
        assert rig.hand(held_ms=3000).result.outcome is Outcome.OK
    rig.journal.writable = True
    rig.wait(2)
    assert len(rig.journal.log) == RING_ROWS
    assert rig.journal.log[0] == ("intent", f"hand-{RING_ROWS // 2 + 1}")
    assert rig.journal.log[-1] == ("result", f"hand-{RING_ROWS}")
    assert set(rig.disk.results) == set(rig.disk.intents)


def test_a_journal_that_cannot_be_read_keeps_the_rule_off_and_not_the_guard() -> None:
    rig = Rig()
    rig.journal.record_intent(_intent("old"))
    rig.start()
    read = rig.journal.unfinished_intents

    def broken() -> list[GateIntent]:
        raise StorageError("db.damaged")

    rig.journal.unfinished_intents = broken  # type: ignore[method-assign]
    assert rig.rule().result.code == "journal.unwritable"
    assert rig.hand().result.outcome is Outcome.OK
    assert "journal.unwritable" in rig.heard.alerts
    rig.journal.unfinished_intents = read  # type: ignore[method-assign]
    rig.wait(30)
    assert rig.heard.alerts == {}
    assert rig.disk.results["old"].outcome is Outcome.UNKNOWN
    assert rig.rule().result.outcome is Outcome.OK


def test_a_decision_that_grew_old_at_the_disk_does_not_open() -> None:
    rig = Rig()
    rig.gate.tick()
    write = rig.journal.record_intent

    def slow(intent: GateIntent, *, timeout_ms: int = 0) -> None:
        rig.clock.advance(0.5)
        write(intent, timeout_ms=timeout_ms)

    rig.journal.record_intent = slow  # type: ignore[method-assign]
    handled = rig.rule("p", age=2.9)
    assert handled.result.code == "decision.ignored.old"
    assert rig.relay.pulses == 0


# ------------------------------------------------------------------------------- interlock


def test_of_two_interlocked_gates_not_both_open() -> None:
    gates: dict[str, GateController] = {}
    config = GateConfig(id="gate-a", input_kind="open", interlock_with="gate-b")
    rig = Rig(config=config, partner_closed=lambda: gates["b"].is_clear)
    other = Rig(
        config=config.model_copy(update={"interlock_with": "gate-a"}),
        partner_closed=lambda: rig.gate.is_clear,
    )
    other.clock = other.relay.clock = rig.clock
    other.start()
    gates["b"] = other.gate
    assert rig.rule().result.outcome is Outcome.OK
    assert other.rule().result.code == "gate.interlock"
    assert other.gate.status.warning_code == "gate.interlock"
    assert not other.gate.status.needs_long_hold
    assert other.hand().result.outcome is Outcome.OK
    rig.clock.advance(30)
    rig.gate.tick()
    assert rig.rule().result.outcome is Outcome.OK


def test_a_gate_claims_before_it_looks_at_its_partner() -> None:
    seen: list[tuple[bool, bool]] = []

    def look() -> bool:
        seen.append((rig.gate.is_clear, rig.gate.status.may_be_open))
        return True

    rig = Rig(
        config=GateConfig(id="gate-a", input_kind="open", interlock_with="gate-b"),
        partner_closed=look,
    )
    rig.gate.tick()
    seen.clear()
    rig.rule()
    # The last look before the pulse: by then the partner could see the claim.
    assert (False, True) in seen


# --------------------------------------------------------------------------- what may be on


def test_a_network_relay_is_remembered_while_in_service(tmp_path: Path) -> None:
    clock = ManualClock()
    record = LastCommands(path=tmp_path / "last.json", clock=clock)
    config = GateConfig(
        id="gate-a", input_kind="open", relay=ShellyRelayConfig(address="127.0.0.1:9")
    )
    rig = Rig(config=config, last_commands=record)
    assert record.remembered() == {}
    rig.gate.tick()
    assert record.remembered() == {"gate-a": clock.utc.isoformat()}
    rig.relay.dead = True
    rig.gate.shutdown()
    assert list(record.remembered() or {}) == ["gate-a"]  # not surely off
    rig.relay.dead = False
    rig.gate.tick()
    rig.gate.shutdown()
    assert record.remembered() == {}


def test_a_doubt_outlives_a_restart_until_a_person_has_looked(tmp_path: Path) -> None:
    record = LastCommands(path=tmp_path / "last.json", clock=ManualClock())
    rig = Rig(relay={"can_read_back": False}, last_commands=record)
    rig.gate.tick()
    rig.relay.plan.append("acted")
    assert rig.rule("p1").result.outcome is Outcome.UNKNOWN
    rig.gate.shutdown()
    for _ in range(2):
        rig.clock.advance(60)
        rig.start()
        rig.gate.tick()
        assert rig.heard.alerts == {"relay.ambiguous": Priority.HIGH}
        assert rig.rule("p2").result.code == "relay.ambiguous"
    rig.gate.handle(Confirmed(actor="07"))
    rig.start()
    rig.gate.tick()
    assert rig.heard.alerts == {}
    assert rig.rule("p3").result.outcome is Outcome.OK
    assert rig.relay.pulses == 2


def test_a_doubt_that_cannot_be_kept_is_tried_again(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    record = LastCommands(path=folder / "last.json", clock=ManualClock())
    rig = Rig(relay={"can_read_back": False}, last_commands=record)
    rig.gate.tick()
    folder.write_text("no folder")
    rig.relay.plan.append("acted")
    rig.rule("p1")
    assert record.doubt("gate-a") == ""
    folder.unlink()
    rig.gate.tick()
    assert record.doubt("gate-a") == "relay.ambiguous"


def test_a_simulated_relay_need_not_be_remembered(tmp_path: Path) -> None:
    record = LastCommands(path=tmp_path / "last.json", clock=ManualClock())
    rig = Rig(last_commands=record)
    rig.rule()
    assert not (tmp_path / "last.json").exists()
