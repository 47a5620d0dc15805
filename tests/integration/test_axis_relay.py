# SPDX-License-Identifier: AGPL-3.0-or-later
"""The Axis driver: its requests as VAPIX writes them, and a device that fails in every way."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator

import pytest

from alpr_kiosk.config.relays import AxisRelayConfig
from alpr_kiosk.errors import RelayError
from alpr_kiosk.gate.drivers.axis import AxisRelay
from alpr_kiosk.gate.factory import make_driver
from tests.contracts.relay_bench import PATIENT_S, QUICK_S
from tests.emulators.axis import AxisEmulator
from tests.emulators.faulty_http import SILENT, Asked, Fault, Told
from tests.fakes.clock import ManualClock

USER, PASSWORD = "gate", "correct horse battery"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def device(clock: ManualClock) -> Iterator[AxisEmulator]:
    with AxisEmulator(user=USER, password=PASSWORD, now=clock.monotonic) as emulator:
        yield emulator


def relay_of(
    device: AxisEmulator,
    *,
    port: int = 1,
    password: str = PASSWORD,
    timeout_s: float = PATIENT_S,
    inputs: tuple[int, ...] = (),
) -> AxisRelay:
    return AxisRelay(
        address=device.address,
        port=port,
        user=USER,
        password=password,
        timeout_s=timeout_s,
        inputs=inputs,
    )


def code_of_pulse(relay: AxisRelay, pulse_ms: int = 1000) -> str:
    try:
        relay.pulse(pulse_ms)
    except RelayError as exc:
        return exc.code
    return ""


def paths(device: AxisEmulator) -> list[str]:
    """Paths of what was let in."""
    return [asked.path for asked, status in device.calls if status != 401]


# --------------------------------------------------------------------------------- vectors


def test_the_pulse_is_the_one_of_the_vapix_text(clock: ManualClock) -> None:
    # Example 3 of port.cgi there: "Set port 2 to active, wait 300 ms and then ... inactive".
    with AxisEmulator(ports=("input", "output"), now=clock.monotonic) as device:
        AxisRelay(address=device.address, port=2, timeout_s=PATIENT_S).pulse(300)
        assert paths(device)[-1] == "/axis-cgi/io/port.cgi?action=2%3A%2F300%5C"
        assert device.is_active(2)
        clock.advance(0.31)
        assert not device.is_active(2)


def test_off_and_the_questions_are_those_of_the_vapix_text(device: AxisEmulator) -> None:
    relay = relay_of(device, inputs=(2, 3))
    relay.off()
    relay.status()
    asked = ["checkdirection=1,2,3", "action=1%3A%5C", "checkactive=1", "check=2,3"]
    assert [path.partition("?")[2] for path in paths(device)] == asked
    assert all(asked.method == "GET" for asked, _ in device.calls)


@pytest.mark.parametrize(
    ("body", "inputs"),
    [
        # "port1=0port2=0" in the text of the web page, which has lost its line ends.
        (b"port2=0\r\nport3=1\r\n", ((2, False), (3, True))),
        (b"port2=1\nport3=0", ((2, True), (3, False))),
        (b"2=1\n3=0\n", ((2, True), (3, False))),  # "<Port ID>=<information>" there
    ],
)
def test_answers_as_they_are_written(
    body: bytes, inputs: tuple[tuple[int, bool], ...], device: AxisEmulator
) -> None:
    device.act = changed(device, "check=", body)  # type: ignore[method-assign]
    assert relay_of(device, inputs=(2, 3)).status().inputs == inputs


@pytest.mark.parametrize(
    "body", [b"", b"port2=1\r\n", b"port2=1port3=1", b"<html>", b"port2=yes\r\nport3=\xff\r\n"]
)
def test_inputs_that_are_not_told_are_not_made_up(body: bytes, device: AxisEmulator) -> None:
    device.act = changed(device, "check=", body)  # type: ignore[method-assign]
    status = relay_of(device, inputs=(2, 3)).status()
    assert (status.reachable, status.output_on, status.inputs) == (True, False, ())


def changed(device: AxisEmulator, part: str, body: bytes) -> object:
    real = type(device).act

    def act(asked: Asked) -> Told:
        return Told(200, body) if part in asked.path else real(device, asked)

    return act


# ------------------------------------------------------------------------------- behaviour


def test_a_site_file_makes_one(device: AxisEmulator, clock: ManualClock) -> None:
    config = AxisRelayConfig(address=device.address, user=USER, password_env="PW", timeout_s=5.0)
    driver = make_driver(config, clock=clock, secrets={"PW": PASSWORD}.get, inputs=(3,))
    driver.pulse(1000)
    device.ports[3].closed = True
    status = driver.status()
    assert (status.output_on, status.input(3)) == (True, True)


def test_the_first_command_costs_a_question_and_the_next_none(device: AxisEmulator) -> None:
    relay = relay_of(device)
    relay.pulse(1000)
    relay.off()
    assert [status for _, status in device.calls] == [401, 200, 200, 200]
    assert device.door.given == 1


def test_nonces_that_a_reboot_lost_are_renewed_and_pulse_once(device: AxisEmulator) -> None:
    relay = relay_of(device)
    relay.pulse(1000)
    device.reboot()
    relay.pulse(1000)
    assert device.switched_on == 2


def test_the_strongest_digest_is_used(clock: ManualClock) -> None:
    with AxisEmulator(
        user=USER, password=PASSWORD, algorithms=("MD5", "SHA-256"), now=clock.monotonic
    ) as device:
        relay_of(device).pulse(1000)
        signed = [a.headers["authorization"] for a, status in device.calls if status == 200]
        assert signed
        assert all("algorithm=SHA-256" in header for header in signed)


def test_a_port_that_is_an_input_is_refused_in_words(device: AxisEmulator) -> None:
    relay = relay_of(device, port=2)
    for call in (lambda: relay.pulse(1000), relay.off, relay.status):
        with pytest.raises(RelayError) as caught:
            call()
        assert caught.value.code == "relay.refused"
        assert "port 2 is not set up as an output" in str(caught.value)
    assert device.commands == []
    device.ports[2].direction = "output"  # put right
    relay.pulse(1000)
    assert device.of_port == {2: 1}


def test_a_port_that_is_not_there_is_refused(device: AxisEmulator) -> None:
    assert code_of_pulse(relay_of(device, port=9)) == "relay.refused"
    assert device.switched_on == 0


def test_an_input_that_is_an_output_is_left_out_and_named(device: AxisEmulator) -> None:
    device.ports[3].direction = "output"
    status = relay_of(device, inputs=(2, 3)).status()
    assert status.input(3) is None
    assert status.input(2) is False
    assert "port 3" in status.detail


def test_two_gates_on_one_device(clock: ManualClock) -> None:
    with AxisEmulator(
        user=USER, password=PASSWORD, ports=("output", "output"), now=clock.monotonic
    ) as device:
        one, two = relay_of(device), relay_of(device, port=2)
        one.pulse(1000)
        two.pulse(500)
        clock.advance(0.6)
        assert (one.status().output_on, two.status().output_on) == (True, False)
        two.off()
        assert device.is_active(1)
        assert device.of_port == {1: 1, 2: 1}


def test_no_content_is_an_answer_to_an_action(device: AxisEmulator) -> None:
    device.empty_status = 204
    assert code_of_pulse(relay_of(device)) == ""


def test_an_action_that_answers_something_may_have_acted(device: AxisEmulator) -> None:
    device.action_body = b"Error: the port is busy"
    assert code_of_pulse(relay_of(device)) == "relay.ambiguous"


# --------------------------------------------------------------------------------- failure

FAULTS = {
    Fault.HANG: "relay.ambiguous",
    Fault.ACT_THEN_HANG: "relay.ambiguous",
    Fault.ACT_THEN_RESET: "relay.ambiguous",
    Fault.ACT_THEN_DIE: "relay.ambiguous",
    Fault.RESET: "relay.ambiguous",
    Fault.UNAUTHORISED: "relay.auth",
    Fault.REFUSED: "relay.refused",
    Fault.GARBAGE: "relay.ambiguous",
    Fault.HALF: "relay.ambiguous",
    Fault.SLOW: "relay.ambiguous",
    Fault.SLOW_HEADER: "relay.ambiguous",
    Fault.HUGE: "relay.ambiguous",
    Fault.REDIRECT: "relay.ambiguous",
    Fault.GATEWAY: "relay.ambiguous",
}


def test_the_matrix_is_whole() -> None:
    assert set(FAULTS) == set(Fault) - {Fault.NONE}


@pytest.mark.parametrize("fault", sorted(FAULTS))
@pytest.mark.parametrize("user", ["", USER])
def test_a_fault_at_the_command(fault: Fault, user: str, clock: ManualClock) -> None:
    with AxisEmulator(user=user, password=PASSWORD, now=clock.monotonic) as device:
        relay = relay_of(device, timeout_s=QUICK_S if fault in SILENT else PATIENT_S)
        device.fault = fault
        assert code_of_pulse(relay) == FAULTS[fault]
        assert device.switched_on <= 1
        # A 401 is answered once, and did not act.
        answered = [status for _, status in device.commands if status != 401]
        assert len(answered) <= 1
        assert len(device.commands) <= 2


@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_fault_at_the_question_surely_did_not_act(fault: Fault, device: AxisEmulator) -> None:
    device.fault_at_questions = True
    device.fault = fault
    relay = relay_of(device, timeout_s=QUICK_S if fault in SILENT else PATIENT_S)
    assert code_of_pulse(relay) in ("relay.unreachable", "relay.refused", "relay.auth")
    assert device.commands == []


@pytest.mark.parametrize("fault", sorted(set(FAULTS) - {Fault.UNAUTHORISED, Fault.REFUSED}))
def test_a_state_that_cannot_be_read_is_not_known(fault: Fault, device: AxisEmulator) -> None:
    relay = relay_of(device, timeout_s=QUICK_S if fault in SILENT else PATIENT_S)
    device.fault_at_questions = True
    device.fault = fault
    status = relay.status()
    assert (status.reachable, status.output_on) == (False, None)


def test_a_wrong_password_is_told_as_such_and_sent_nowhere(
    device: AxisEmulator, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = "wrong-secret-4711"
    relay = relay_of(device, password=wrong)
    with caplog.at_level(logging.DEBUG), pytest.raises(RelayError) as caught:
        relay.pulse(1000)
    assert caught.value.code == "relay.auth"
    assert device.switched_on == 0
    said = "".join(traceback.format_exception(caught.value)) + caplog.text + repr(relay)
    assert wrong not in said
    assert all(wrong not in str(asked.headers) for asked, _ in device.calls)


def test_a_user_without_the_right_is_a_matter_of_the_login(device: AxisEmulator) -> None:
    device.refusal = lambda: Told(403)  # type: ignore[method-assign]
    device.fault = Fault.REFUSED
    assert code_of_pulse(relay_of(device)) == "relay.auth"


def test_a_redirect_is_not_followed(device: AxisEmulator, clock: ManualClock) -> None:
    with AxisEmulator(now=clock.monotonic) as other:
        device.fault = Fault.REDIRECT
        device.redirect_to = f"http://{other.address}/axis-cgi/io/port.cgi?action=1%3A%2F"
        assert code_of_pulse(relay_of(device)) == "relay.ambiguous"
        assert other.calls == []
