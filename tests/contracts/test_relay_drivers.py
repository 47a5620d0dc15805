# SPDX-License-Identifier: AGPL-3.0-or-later
"""What every relay driver must do, run by each of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from alpr_kiosk.domain.ports import RelayDriver
from alpr_kiosk.errors import RelayError
from alpr_kiosk.gate.drivers.shelly import ShellyRelay
from alpr_kiosk.gate.drivers.simulated import SimulatedRelay
from tests.emulators.shelly import ShellyEmulator
from tests.fakes.clock import ManualClock
from tests.fakes.relay import FakeRelay


@dataclass
class Bench:
    """A driver, what its output does, and how to cut the wire (None: it has none)."""

    driver: RelayDriver
    clock: ManualClock
    is_on: Callable[[], bool]
    cut: Callable[[], None] | None


def _simulated() -> Iterator[Bench]:
    clock = ManualClock()
    driver = SimulatedRelay(clock=clock)
    yield Bench(driver, clock, lambda: driver.status().output_on is True, driver.close)


def _fake() -> Iterator[Bench]:
    clock = ManualClock()
    driver = FakeRelay(clock=clock)

    def cut() -> None:
        driver.dead = True

    yield Bench(driver, clock, lambda: driver.on, cut)


def _fake_untimed() -> Iterator[Bench]:
    clock = ManualClock()
    driver = FakeRelay(clock=clock, timed_by_device=False)
    yield Bench(driver, clock, lambda: driver.on, None)


def _shelly(password: str) -> Iterator[Bench]:
    clock = ManualClock()
    with ShellyEmulator(password=password, now=clock.monotonic) as device:
        driver = ShellyRelay(address=device.address, password=password, timeout_s=5.0)
        yield Bench(driver, clock, device.output, device.stop)
        driver.close()


BENCHES: dict[str, Callable[[], Iterator[Bench]]] = {
    "simulated": _simulated,
    "fake": _fake,
    "fake-untimed": _fake_untimed,
    "shelly": lambda: _shelly(""),
    "shelly-password": lambda: _shelly('geheim: "ü"'),
}


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


def test_closing_does_not_switch(bench: Bench) -> None:
    before = bench.is_on()
    bench.driver.close()
    assert bench.is_on() is before


def test_there_is_no_way_to_shut_a_gate(bench: Bench) -> None:
    # `close` gives back sockets; nothing else may sound like shutting a gate.
    names = {name for name in dir(bench.driver) if "clos" in name.lower()}
    assert names <= {"close", "_closed"}
