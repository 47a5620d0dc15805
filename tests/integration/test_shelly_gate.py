# SPDX-License-Identifier: AGPL-3.0-or-later
"""A whole gate on a Shelly: journal, controller, driver, device."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from alpr_kiosk.config.relays import ShellyRelayConfig
from alpr_kiosk.config.schema import AppConfig, GateConfig
from alpr_kiosk.domain.events import CommandSource, GateIntent, GateResult, Outcome, Priority
from alpr_kiosk.domain.gate import GateState
from alpr_kiosk.domain.gate_records import OpenCommanded
from alpr_kiosk.gate.controller import GateController, GateStatus, Handled
from alpr_kiosk.gate.factory import make_driver
from alpr_kiosk.gate.last_commands import LastCommands, relays_off
from alpr_kiosk.gate.protocols import OpenedByOthers, Unmatched
from tests.emulators.shelly import Fault, ShellyEmulator
from tests.fakes.clock import ManualClock
from tests.fakes.journal import FakeJournal

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "gate house 9"


class Alerts:
    """The listener: what is on now."""

    def __init__(self) -> None:
        self.on: set[str] = set()

    def on_status(self, status: GateStatus) -> None:
        """Read from the controller where needed."""

    def on_result(self, intent: GateIntent, result: GateResult) -> None:
        """Returned by `handle` too."""

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
        (self.on.add if active else self.on.discard)(code)


class Site:
    def __init__(self, device: ShellyEmulator, clock: ManualClock, folder: Path) -> None:
        self.device = device
        self.clock = clock
        self.timeout_s = 5.0
        self.path = folder / "last-commands.json"
        self.alerts = Alerts()
        self.journal = FakeJournal()
        self.gate = self.build()

    @property
    def config(self) -> GateConfig:
        relay = ShellyRelayConfig(
            address=self.device.address,
            password=PASSWORD,  # type: ignore[arg-type]
            timeout_s=self.timeout_s,
        )
        return GateConfig(id="gate-a", input_kind="open", relay=relay)

    def build(self, *, timeout_s: float = 5.0) -> GateController:
        self.timeout_s = timeout_s
        return GateController(
            config=self.config,
            driver=make_driver(self.config.relay, clock=self.clock),
            journal=self.journal,
            clock=self.clock,
            listener=self.alerts,
            last_commands=LastCommands(path=self.path, clock=self.clock),
        )

    def rule(self, passage: str = "p", gate: GateController | None = None) -> Handled:
        handled = (gate or self.gate).handle(
            OpenCommanded(
                command_id="",
                source=CommandSource.RULE,
                passage_id=passage,
                newest_read_mono=self.clock.mono,
            )
        )
        assert handled is not None
        return handled


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    clock = ManualClock()
    with ShellyEmulator(password=PASSWORD, now=clock.monotonic) as device:
        yield Site(device, clock, tmp_path)


def test_one_car_is_one_set_with_toggle_after(site: Site) -> None:
    site.gate.tick()
    assert site.device.sets == []  # the start only asks
    assert site.rule().result.outcome is Outcome.OK
    assert site.device.sets == [{"id": 0, "on": True, "toggle_after": 1.0}]
    assert site.gate.status.state is GateState.OPENING
    site.clock.advance(2.0)
    site.gate.tick()
    site.gate.shutdown()
    assert len(site.device.pulses) == 1
    assert not site.device.output()
    assert site.alerts.on == set()


@pytest.mark.parametrize(
    ("fault", "outcome"),
    [
        (Fault.ACT_THEN_HANG, Outcome.OK),
        (Fault.ACT_THEN_RESET, Outcome.OK),
        (Fault.GARBAGE, Outcome.OK),
        (Fault.HANG, Outcome.UNKNOWN),
        (Fault.RESET, Outcome.UNKNOWN),
        (Fault.UNAUTHORISED, Outcome.FAILED),
        (Fault.RPC_ERROR, Outcome.FAILED),
    ],
)
def test_an_unclear_answer_is_read_back_and_never_a_second_pulse(
    site: Site, fault: Fault, outcome: Outcome
) -> None:
    hangs = fault in (Fault.ACT_THEN_HANG, Fault.HANG)
    gate = site.build(timeout_s=0.5 if hangs else 5.0)
    gate.tick()
    site.device.fault = fault
    assert site.rule(gate=gate).result.outcome is outcome
    for _ in range(10):
        site.clock.advance(1.0)
        gate.tick()
        gate.health_check()
    assert site.device.switched_on <= 1
    assert len(site.device.pulses) <= 1
    assert site.rule(gate=gate).result.code == "decision.ignored.same_car"
    site.device.fault = Fault.NONE
    site.clock.advance(10.0)
    assert site.rule("q", gate=gate).result.outcome is Outcome.OK


def test_a_dead_relay_is_named_after_ten_seconds_and_comes_back(site: Site) -> None:
    site.gate.tick()
    site.device.stop()
    assert site.rule().result.code == "relay.unreachable"
    assert site.gate.status.relay_reachable
    site.clock.advance(10.0)
    site.gate.health_check()
    assert not site.gate.status.relay_reachable
    assert site.alerts.on == {"relay.gone"}
    site.device.start()
    site.gate.health_check()
    assert site.gate.status.relay_reachable
    assert site.rule("q").result.outcome is Outcome.OK


def test_kill_9_in_the_middle_of_a_pulse_is_ended_by_relays_off(tmp_path: Path) -> None:
    program = """
        import json, os, signal, sys
        from pathlib import Path
        from alpr_kiosk.config.schema import GateConfig
        from alpr_kiosk.domain.clock import SystemClock
        from alpr_kiosk.domain.events import CommandSource
        from alpr_kiosk.domain.gate_records import (OpenCommanded)
        from alpr_kiosk.gate.controller import GateController
        from alpr_kiosk.gate.factory import make_driver
        from alpr_kiosk.gate.last_commands import LastCommands
        from tests.fakes.journal import FakeJournal
        from tests.integration.test_shelly_gate import Alerts

        clock = SystemClock()
        config = GateConfig.model_validate(json.loads(sys.argv[1]))
        gate = GateController(
            config=config,
            driver=make_driver(config.relay, clock=clock),
            journal=FakeJournal(),
            clock=clock,
            listener=Alerts(),
            last_commands=LastCommands(path=Path(sys.argv[2]), clock=clock),
        )
        gate.handle(OpenCommanded(command_id="", source=CommandSource.BAR, held_ms=600))
        os.kill(os.getpid(), signal.SIGKILL)
    """
    path = tmp_path / "last-commands.json"
    with ShellyEmulator() as device:
        relay = ShellyRelayConfig(address=device.address, timeout_s=5.0)
        gate = GateConfig(id="gate-a", input_kind="open", pulse_ms=10_000, relay=relay)
        text = (
            '{"id":"gate-a","pulse_ms":10000,"relay":'
            f'{{"type":"shelly","address":"{device.address}","timeout_s":5.0}}}}'
        )
        ended = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(program), text, str(path)],
            cwd=ROOT,
            check=False,
            timeout=60,
            capture_output=True,
            text=True,
        )
        assert ended.returncode == -signal.SIGKILL, ended.stderr
        assert device.output()
        assert relays_off(AppConfig(gates=(gate,)), path) == [("gate-a", True, "")]
        assert not device.output()
