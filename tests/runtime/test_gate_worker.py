# SPDX-License-Identifier: AGPL-3.0-or-later
"""A gate's thread: commands in, results out, outputs off at its end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from alpr_kiosk.config.schema import GateConfig
from alpr_kiosk.domain.events import (
    Action,
    CommandSource,
    Decision,
    DecisionRecord,
    GateIntent,
    GateResult,
    Outcome,
    Reason,
)
from alpr_kiosk.domain.gate_records import GateEvent, LockdownBegan, OpenCommanded
from alpr_kiosk.gate.controller import GateController
from alpr_kiosk.gate.protocols import GateStatus
from alpr_kiosk.runtime.gate import GateAlert, GateBoards, GateWorker, rule_opening
from alpr_kiosk.runtime.mailbox import Inbox
from alpr_kiosk.runtime.worker import WorkerHost
from alpr_kiosk.services.access import GateBoard
from tests.fakes.clock import ManualClock
from tests.fakes.journal import FakeJournal
from tests.fakes.plates import passage
from tests.fakes.relay import FakeRelay
from tests.runtime.ears import Ear


class House:
    def __init__(self, *, timed_by_device: bool = True) -> None:
        self.clock = ManualClock()
        self.relay = FakeRelay(clock=self.clock, timed_by_device=timed_by_device)
        self.journal = FakeJournal()
        self.inbox: Inbox[GateEvent] = Inbox(32)
        self.boards = GateBoards(partners={"gate": None})
        self.worker = GateWorker("gate", inbox=self.inbox, boards=self.boards, clock=self.clock)
        self.worker.attach(
            GateController(
                config=GateConfig(id="gate", input_kind="open"),
                driver=self.relay,
                journal=self.journal,
                clock=self.clock,
                listener=self.worker,
            )
        )
        self._ears = [Ear(), Ear(), Ear()]
        self.results: list[tuple[GateIntent, GateResult]] = self._ears[0].heard
        self.statuses: list[GateStatus] = self._ears[1].heard
        self.alerts: list[GateAlert] = self._ears[2].heard
        self.worker.result_known.connect(self._ears[0].two)
        self.worker.status_changed.connect(self._ears[1].one)
        self.worker.alert_changed.connect(self._ears[2].one)
        self.host = WorkerHost(self.worker)

    def open(self, source: CommandSource = CommandSource.BAR, **changes: object) -> None:
        values: dict[str, object] = {
            "command_id": "",
            "source": source,
            "held_ms": 600,
            "newest_read_mono": self.clock.monotonic(),
        } | changes
        assert self.inbox.put(OpenCommanded(**values))  # type: ignore[arg-type]


@pytest.fixture
def house(qtbot) -> Iterator[House]:
    made = House()
    yield made
    assert made.host.stop()


def test_a_command_goes_in_and_its_result_comes_out(house: House, qtbot) -> None:
    house.host.start()
    house.open()
    qtbot.waitUntil(lambda: bool(house.results), timeout=20_000)
    ((intent, result),) = house.results
    assert result.outcome is Outcome.OK
    assert house.relay.pulses == 1
    assert [kind for kind, _ in house.journal.log] == ["intent", "result"]
    assert house.journal.log[0][1] == intent.intent_id
    qtbot.waitUntil(
        lambda: any(status.last_command_at for status in house.statuses), timeout=20_000
    )


def test_a_failure_of_the_relay_is_a_result_and_an_alert(house: House, qtbot) -> None:
    house.relay.plan.append("relay.auth")
    house.host.start()
    house.open()
    qtbot.waitUntil(lambda: bool(house.results and house.alerts), timeout=20_000)
    assert house.results[0][1].outcome is Outcome.FAILED
    assert (house.alerts[0].code, house.alerts[0].active) == ("relay.auth", True)
    assert house.relay.pulses == 1


def test_outputs_are_off_at_the_end(qtbot) -> None:
    house = House(timed_by_device=False)
    house.host.start()
    house.open()
    qtbot.waitUntil(lambda: bool(house.results), timeout=20_000)
    assert house.relay.on
    assert house.host.stop()
    assert not house.relay.on
    assert house.relay.log[-1] == "off"


def test_outputs_are_off_after_a_bug_and_nothing_opens_by_rule(qtbot, monkeypatch) -> None:
    house = House(timed_by_device=False)
    house.host.start()
    house.open()
    qtbot.waitUntil(lambda: bool(house.results), timeout=20_000)
    assert house.boards.board("gate").automatic_allowed

    def broken(*_args: object, **_kw: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(house.worker, "on_alert", broken)
    house.relay.status_code = "relay.auth"
    with qtbot.waitSignal(house.host.failed, timeout=20_000):
        house.clock.advance(5)  # the next look at the relay wants to tell
    qtbot.waitUntil(lambda: not house.relay.on, timeout=20_000)
    assert house.host.stop()
    assert not house.boards.board("gate").automatic_allowed


def test_lockdown_is_on_the_board_that_decisions_read(house: House, qtbot) -> None:
    house.host.start()
    house.inbox.put(LockdownBegan())
    qtbot.waitUntil(lambda: house.boards.board("gate").lockdown, timeout=20_000)
    assert not house.boards.board("gate").automatic_allowed
    assert house.boards.lockdown("gate") is True


def test_an_idle_relay_is_looked_after(house: House, qtbot) -> None:
    house.host.start()
    qtbot.waitUntil(lambda: house.relay.log.count("status") >= 1, timeout=20_000)
    before = house.relay.log.count("status")
    house.clock.advance(3.1)
    qtbot.waitUntil(lambda: house.relay.log.count("status") > before, timeout=20_000)
    assert house.relay.pulses == 0


def test_without_a_controller_it_is_a_bug(qtbot) -> None:
    worker = GateWorker("gate", inbox=Inbox(1), boards=GateBoards(partners={}), clock=ManualClock())
    with pytest.raises(RuntimeError):
        worker.work()


def test_an_unknown_gate_opens_nothing_by_rule() -> None:
    boards = GateBoards(partners={"a": "b", "b": "a", "c": None})
    assert boards.board("a") == GateBoard(automatic_allowed=False)
    assert boards.lockdown("a") is None
    assert not boards.partner_clear("a")
    assert boards.partner_clear("c")


@pytest.mark.parametrize(("fresh", "counts"), [(None, 100.0), (101.0, 100.0), (95.0, 95.0)])
def test_the_age_of_an_opening_counts_from_a_read_of_a_picture_of_the_present(
    fresh: float | None, counts: float
) -> None:
    seen = passage("AB123CD", newest_read_mono=100.0, fresh_mono=fresh)
    record = DecisionRecord(
        decision_id="d1",
        passage=seen,
        decision=Decision(action=Action.OPEN, reason=Reason.ALLOW_LISTED),
        gate_id="gate",
        decided_at=seen.first_seen_at,
        decided_mono=100.1,
    )
    assert rule_opening(record, partner_clear=True).newest_read_mono == counts
