# SPDX-License-Identifier: AGPL-3.0-or-later
"""The fault matrix: every driver times every fault of its device (issue's list, FAULT_NAMES)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from alpr_kiosk.config.schema import GateConfig
from alpr_kiosk.domain.events import CommandSource, GateIntent, GateResult, Outcome, Priority
from alpr_kiosk.domain.gate_records import Confirmed, OpenCommanded
from alpr_kiosk.domain.ports import RelayDriver, RelayStatus
from alpr_kiosk.errors import RelayError
from alpr_kiosk.gate.controller import GateController, GateStatus
from alpr_kiosk.gate.outputs import SURELY_NOT_ACTED
from alpr_kiosk.gate.protocols import OpenedByOthers, Unmatched
from tests.contracts.relay_bench import Bench, RelayFault, all_benches
from tests.fakes.journal import FakeJournal, JournalDisk

BENCHES, FAULTS = all_benches()


class Case:
    """One bench with one fault."""

    def __init__(self, bench: Bench, fault: RelayFault) -> None:
        self.bench = bench
        self.fault = fault
        driver = bench.quick if fault.silent else bench.driver
        assert driver is not None
        assert bench.actuations is not None
        self.driver: RelayDriver = driver
        self.actuations = bench.actuations


@pytest.fixture(params=FAULTS, ids=lambda pair: "-".join(pair))
def case(request: pytest.FixtureRequest) -> Iterator[Case]:
    name, fault = request.param
    for bench in BENCHES[name]():
        yield Case(bench, bench.faults[fault])


def code_of(driver: RelayDriver, call: str, *args: int) -> str:
    try:
        getattr(driver, call)(*args)
    except RelayError as exc:
        return exc.code
    return ""


def test_what_a_driver_says_of_a_pulse_is_true(case: Case) -> None:
    case.fault.begin()
    code = code_of(case.driver, "pulse", 1000)
    acted = case.actuations()
    assert acted <= 1, "a driver repeated a command"
    if case.fault.acts is not None:
        assert acted == int(case.fault.acts)
    if code in SURELY_NOT_ACTED:
        assert acted == 0, f"{code}, but it acted"
    elif code == "":
        assert acted == 1, "accepted, but it did not act"
    else:
        assert code == "relay.ambiguous"
    assert (code == "") is case.fault.harmless


def test_a_driver_goes_on_when_the_fault_is_over(case: Case) -> None:
    case.fault.begin()
    code_of(case.driver, "pulse", 1000)
    before = case.actuations()
    case.fault.end()
    # The first word after a fault may still be of the old connection; it must not switch.
    code_of(case.driver, "status")
    status = case.driver.status()
    assert status.reachable
    if case.driver.can_read_back:
        assert status.output_on is case.bench.is_on()
    assert case.actuations() == before, "asking switched"
    case.driver.off()
    assert not case.bench.is_on()
    case.driver.pulse(500)
    assert case.actuations() == before + 1
    assert case.bench.is_on()
    case.driver.off()
    assert not case.bench.is_on()


def test_no_status_is_made_up_in_a_fault(case: Case) -> None:
    case.fault.begin()
    code_of(case.driver, "pulse", 1000)
    status = RelayStatus(reachable=False)
    code = ""
    try:
        status = case.driver.status()
    except RelayError as exc:
        code = exc.code
    assert code in ("", "relay.auth", "relay.refused")
    if status.reachable and case.driver.can_read_back:
        assert status.output_on is case.bench.is_on()
    assert case.actuations() <= 1


class Ear:
    """A listener that keeps what it hears."""

    def __init__(self) -> None:
        self.results: list[tuple[GateIntent, GateResult]] = []

    def on_status(self, status: GateStatus) -> None:
        pass

    def on_result(self, intent: GateIntent, result: GateResult) -> None:
        self.results.append((intent, result))

    def on_unmatched(self, passed: Unmatched) -> None:
        pass

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
        pass


def opening(gate: GateController, case: Case, passage: str) -> GateResult:
    handled = gate.handle(
        OpenCommanded(
            command_id="",
            source=CommandSource.RULE,
            passage_id=passage,
            newest_read_mono=case.bench.clock.monotonic(),
        )
    )
    assert handled is not None
    return handled.result


def test_a_gate_never_pulses_twice_for_a_car_nor_after_an_unclear_end(case: Case) -> None:
    disk = JournalDisk()
    ear = Ear()
    gate = GateController(
        config=GateConfig(id="gate-a", input_kind="open"),
        driver=case.driver,
        journal=FakeJournal(disk),
        clock=case.bench.clock,
        listener=ear,
    )
    gate.tick()
    case.fault.begin()
    first = opening(gate, case, "p1")
    case.bench.clock.advance(9.0)
    gate.tick()
    again = opening(gate, case, "p1")
    assert case.actuations() <= 1, "two pulses for one car"
    in_doubt = bool(gate.status.block_code) and first.outcome is Outcome.UNKNOWN
    before = case.actuations()
    other = opening(gate, case, "p2")
    if in_doubt:
        assert other.outcome is Outcome.REFUSED
        assert case.actuations() == before, "a pulse after an unclear end"
    case.fault.end()
    case.bench.clock.advance(9.0)
    gate.tick()
    gate.health_check()
    gate.health_check()
    if gate.status.block_code:
        assert not case.driver.can_read_back, "read back, but still blocked"
        refused = opening(gate, case, "p3")
        assert refused.outcome is Outcome.REFUSED
        gate.handle(Confirmed(actor="07"))
    case.bench.clock.advance(9.0)
    before = case.actuations()
    well = opening(gate, case, "p4")
    assert well.outcome is Outcome.OK
    assert case.actuations() == before + 1
    gate.shutdown()
    assert not case.bench.is_on(), "on at the end"
    # One intent and one result each, whatever happened.
    intents = [intent.intent_id for intent, _ in ear.results]
    assert len(intents) == len(set(intents)) == len(disk.intents)
    assert set(disk.results) == set(disk.intents)
    assert again.outcome is not Outcome.OK or first.outcome is Outcome.FAILED
