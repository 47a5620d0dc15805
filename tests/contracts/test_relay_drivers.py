# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every relay driver must do, run by each of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from alpr_kiosk.errors import RelayError
from tests.contracts.relay_bench import Bench, all_benches

BENCHES, _ = all_benches()


@pytest.fixture(params=sorted(BENCHES))
def bench(request: pytest.FixtureRequest) -> Iterator[Bench]:
    yield from BENCHES[request.param]()


def test_asking_never_switches(bench: Bench) -> None:
    for _ in range(3):
        status = bench.driver.status()
        assert status.reachable
        if bench.driver.can_read_back:
            assert status.output_on is False
    assert not bench.is_on()


def test_a_pulse_switches_on_and_is_read_back(bench: Bench) -> None:
    bench.driver.pulse(1000)
    assert bench.is_on()
    if bench.driver.can_read_back:
        assert bench.driver.status().output_on is True


def test_a_device_timed_pulse_ends_by_itself(bench: Bench) -> None:
    bench.driver.pulse(500)
    bench.clock.advance(0.4)
    assert bench.is_on()
    bench.clock.advance(0.2)
    assert bench.is_on() is not bench.driver.timed_by_device


def test_off_ends_a_pulse_and_is_harmless_twice(bench: Bench) -> None:
    bench.driver.off()
    assert not bench.is_on()
    bench.driver.pulse(10_000)
    bench.driver.off()
    bench.driver.off()
    assert not bench.is_on()
    bench.clock.advance(20)
    assert not bench.is_on()


def test_a_cut_wire_surely_did_not_act(bench: Bench) -> None:
    if bench.cut is None:
        pytest.skip("nothing to cut")
    bench.cut()
    with pytest.raises(RelayError) as caught:
        bench.driver.pulse(1000)
    assert caught.value.code == "relay.unreachable"
    with pytest.raises(RelayError) as caught:
        bench.driver.off()
    assert caught.value.code == "relay.unreachable"
    assert not bench.driver.status().reachable


def test_inputs_are_told_as_they_are(bench: Bench) -> None:
    if bench.set_input is None:
        pytest.skip("no inputs")
    for level in (False, True, False):
        for number in bench.inputs:
            bench.set_input(number, level)
        status = bench.driver.status()
        assert [status.input(number) for number in bench.inputs] == [level] * len(bench.inputs)
    assert not bench.is_on()


def test_the_longest_pulse_is_taken(bench: Bench) -> None:
    bench.driver.pulse(bench.driver.longest_ms)
    assert bench.is_on()
    bench.driver.off()
    assert not bench.is_on()


def test_closing_does_not_switch(bench: Bench) -> None:
    before = bench.is_on()
    bench.driver.close()
    assert bench.is_on() is before


def test_there_is_no_way_to_shut_a_gate(bench: Bench) -> None:
    # `close` gives back sockets; nothing else may sound like shutting a gate.
    names = {name for name in dir(bench.driver) if "clos" in name.lower()}
    assert names <= {"close", "_closed"}
