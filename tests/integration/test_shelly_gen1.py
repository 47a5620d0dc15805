# SPDX-License-Identifier: AGPL-3.0-or-later
"""The driver of Shelly generation 1 against a protocol-true device, and against broken ones.

Addresses are those of shelly-api-docs.shelly.cloud/gen1, and of a user's list of its commands:
michaelsage.co.uk/field-notes/shelly-http-commands.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from alpr_kiosk.errors import RelayError
from alpr_kiosk.gate.drivers.shelly_gen1 import ShellyGen1Relay
from tests.emulators.http_device import Incoming
from tests.emulators.shelly import Fault
from tests.emulators.shelly_gen1 import ShellyGen1Emulator
from tests.fakes.clock import ManualClock

PASSWORD = "correct horse battery"
PATIENT_S = 5.0


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def device(clock: ManualClock) -> Iterator[ShellyGen1Emulator]:
    with ShellyGen1Emulator(outputs=2, inputs=2, now=clock.monotonic) as emulator:
        yield emulator


def relay_of(device: ShellyGen1Emulator, **keys: Any) -> ShellyGen1Relay:
    return ShellyGen1Relay(address=device.address, **{"timeout_s": PATIENT_S, **keys})


def code_of_pulse(relay: ShellyGen1Relay) -> str:
    try:
        relay.pulse(700)
    except RelayError as exc:
        return exc.code
    return ""


@pytest.mark.parametrize(
    ("pulse_ms", "target"),
    [
        (50, "/relay/0?turn=on&timer=1"),
        (700, "/relay/0?turn=on&timer=1"),
        (1000, "/relay/0?turn=on&timer=1"),
        (1001, "/relay/0?turn=on&timer=2"),
        (60_000, "/relay/0?turn=on&timer=60"),
    ],
)
def test_the_address_of_a_pulse(device: ShellyGen1Emulator, pulse_ms: int, target: str) -> None:
    relay_of(device).pulse(pulse_ms)
    assert [(call.method, call.target) for call in device.calls] == [("GET", target)]


def test_the_other_addresses(device: ShellyGen1Emulator) -> None:
    relay_of(device, channel=1).off()
    relay_of(device, channel=1).status()
    relay_of(device, inputs=(0,)).status()
    assert [call.target for call in device.calls] == ["/relay/1?turn=off", "/relay/1", "/status"]


def test_a_pulse_whose_end_never_comes_is_ended_by_the_device(
    device: ShellyGen1Emulator, clock: ManualClock
) -> None:
    relay_of(device).pulse(700)
    clock.advance(0.9)
    assert device.output()
    clock.advance(0.2)
    assert not device.output()


def test_an_end_in_time_leaves_no_timer_behind(
    device: ShellyGen1Emulator, clock: ManualClock
) -> None:
    relay = relay_of(device)
    relay.pulse(700)
    relay.off()
    clock.advance(5)
    assert not device.output()


def test_a_password_is_sent_only_where_it_was_asked_for(device: ShellyGen1Emulator) -> None:
    relay_of(device, password=PASSWORD).pulse(700)
    assert all("authorization" not in call.headers for call in device.calls)
    assert device.switched_on() == 1


def test_the_question_is_never_the_command(clock: ManualClock) -> None:
    with ShellyGen1Emulator(password=PASSWORD, now=clock.monotonic) as device:
        relay = relay_of(device, password=PASSWORD)
        relay.pulse(700)
        relay.off()
        assert [(call.target, call.status) for call in device.calls] == [
            ("/relay/0", 401),
            ("/relay/0?turn=on&timer=1", 200),
            ("/relay/0?turn=off", 200),
        ]
        assert code_of_pulse(relay_of(device, password="wrong")) == "relay.auth"
        assert code_of_pulse(relay_of(device)) == "relay.auth"
        assert device.switched_on() == 1


@pytest.mark.parametrize("fault", sorted(set(Fault) - {Fault.NONE, Fault.UNAUTHORISED}))
def test_a_fault_at_the_question_surely_did_not_act(fault: Fault, clock: ManualClock) -> None:
    with ShellyGen1Emulator(password=PASSWORD, now=clock.monotonic) as device:
        device.fault = fault
        device.is_faulty = lambda request: not device.is_command(request)
        slow = fault.value in {"hang", "act_then_hang", "slow", "slow_header"}
        relay = relay_of(device, password=PASSWORD, timeout_s=0.4 if slow else PATIENT_S)
        assert code_of_pulse(relay) in ("relay.unreachable", "relay.auth")
        assert device.switched_on() == 0


@pytest.mark.parametrize("channel", [2, 3])
@pytest.mark.parametrize("inputs", [(), (0,)])
def test_an_output_that_is_not_there_is_refused(
    device: ShellyGen1Emulator, channel: int, inputs: tuple[int, ...]
) -> None:
    relay = relay_of(device, channel=channel, inputs=inputs)
    assert code_of_pulse(relay) == "relay.refused"
    with pytest.raises(RelayError) as caught:
        relay.status()
    assert caught.value.code == "relay.refused"


def test_an_input_that_is_not_there_or_no_contact_is_left_out(
    device: ShellyGen1Emulator,
) -> None:
    device.levels = [1, 2]
    assert relay_of(device, inputs=(0, 1, 7)).status().inputs == ((0, True),)


ODD = [
    {},
    [],
    "on",
    {"ison": "true"},
    {"ison": 1},
    {"ison": False, "overpower": True},
    {"relays": [None, {}], "inputs": {}},
    {"relays": [{"ison": False}, {"ison": False}], "inputs": [None, {"input": "1"}]},
]


class Odd(ShellyGen1Emulator):
    said: Any = None

    def answer(self, request: Incoming) -> tuple[int, Any]:
        super().answer(request)
        return 200, self.said if isinstance(self.said, bytes) else json.dumps(self.said).encode()


@pytest.mark.parametrize("said", [*ODD, b"", b"[" * 30_000, b'{"ison": NaN'], ids=range(11))
def test_an_odd_answer_is_no_success_and_no_state(said: Any, clock: ManualClock) -> None:
    with Odd(outputs=2, now=clock.monotonic) as device:
        device.said = said
        assert code_of_pulse(relay_of(device)) == "relay.ambiguous"
        assert device.switched_on() == 1
        status = relay_of(device, inputs=(0, 1)).status()
        assert status.inputs == ()
        assert not status.output_on
