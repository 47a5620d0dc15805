# SPDX-License-Identifier: AGPL-3.0-or-later
"""The Shelly driver against a protocol-true device that fails in every way it can."""

from __future__ import annotations

import logging
import socket
import traceback
from collections.abc import Iterator

import pytest

from alpr_kiosk.errors import RelayError
from alpr_kiosk.gate.drivers.shelly import ShellyRelay
from tests.emulators.shelly import Fault, ShellyEmulator
from tests.fakes.clock import ManualClock

PASSWORD = "correct horse battery"
QUICK_S = 0.4
"""Only where the device never answers: elsewhere a busy machine could exceed it."""
PATIENT_S = 5.0
SILENT = {"hang", "act_then_hang", "slow", "slow_header"}


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def device(clock: ManualClock) -> Iterator[ShellyEmulator]:
    with ShellyEmulator(password=PASSWORD, now=clock.monotonic) as emulator:
        yield emulator


def relay_of(
    device: ShellyEmulator, *, password: str = PASSWORD, timeout_s: float = PATIENT_S
) -> ShellyRelay:
    return ShellyRelay(address=device.address, password=password, timeout_s=timeout_s)


def patience(fault: Fault) -> float:
    return QUICK_S if fault.value in SILENT else PATIENT_S


def code_of_pulse(relay: ShellyRelay) -> str:
    try:
        relay.pulse(1000)
    except RelayError as exc:
        return exc.code
    return ""


# ------------------------------------------------------------------------------- behaviour


def test_a_pulse_is_one_set_with_the_devices_own_timer(device: ShellyEmulator) -> None:
    relay_of(device).pulse(1500)
    assert device.sets == [{"id": 0, "on": True, "toggle_after": 1.5}]


def test_the_first_command_costs_one_challenge_and_the_next_none(device: ShellyEmulator) -> None:
    relay = relay_of(device)
    relay.pulse(1000)
    relay.status()
    relay.off()
    assert device.challenges == 1
    assert [call.status for call in device.calls] == [401, 200, 200, 200]


def test_the_challenge_is_got_without_the_command(device: ShellyEmulator) -> None:
    relay_of(device).pulse(1000)
    assert [call.method for call in device.calls] == ["Switch.GetStatus", "Switch.Set"]


def test_an_old_nonce_is_renewed_and_pulses_once(device: ShellyEmulator) -> None:
    relay = relay_of(device)
    relay.pulse(1000)
    device.expire_nonces()
    relay.pulse(1000)
    assert device.switched_on == 2
    assert device.challenges == 2


def test_a_password_for_a_device_without_sign_in_does_no_harm(clock: ManualClock) -> None:
    with ShellyEmulator(now=clock.monotonic) as device:
        relay_of(device).pulse(1000)
        assert device.switched_on == 1


def test_the_second_output_is_meant(clock: ManualClock) -> None:
    with ShellyEmulator(outputs=2, now=clock.monotonic) as device:
        ShellyRelay(address=device.address, channel=1, timeout_s=PATIENT_S).pulse(1000)
        assert (device.output(0), device.output(1)) == (False, True)
        missing = ShellyRelay(address=device.address, channel=2, timeout_s=PATIENT_S)
        assert code_of_pulse(missing) == "relay.refused"


def test_device_info_needs_no_password(device: ShellyEmulator) -> None:
    info = relay_of(device, password="").device_info()
    assert info["gen"] == 2
    assert info["auth_en"] is True


def test_a_host_name_is_looked_up(device: ShellyEmulator) -> None:
    port = device.address.rpartition(":")[2]
    relay = ShellyRelay(address=f"localhost:{port}", password=PASSWORD, timeout_s=PATIENT_S)
    relay.pulse(1000)
    assert device.calls[-1].headers["host"] == f"localhost:{port}"


def test_each_request_is_its_own_connection(device: ShellyEmulator) -> None:
    # One that the device closed meanwhile would make a command look as if it had been sent.
    device.keep_alive = True
    relay = relay_of(device)
    relay.pulse(1000)
    relay.status()
    assert {call.headers["connection"] for call in device.calls} == {"close"}
    assert len({call.peer for call in device.calls}) == 3


def test_inputs_are_one_question_of_one_moment(device: ShellyEmulator) -> None:
    device.levels = [True, False]
    relay = ShellyRelay(
        address=device.address, password=PASSWORD, timeout_s=PATIENT_S, inputs=(0, 1)
    )
    assert relay.status().inputs == ((0, True), (1, False))
    assert [call.method for call in device.calls] == ["Shelly.GetStatus"] * 2
    assert [call.status for call in device.calls] == [401, 200]


def test_an_input_that_is_not_there_or_a_button_is_left_out(clock: ManualClock) -> None:
    # The state of a button is null (ComponentsAndServices/Input).
    with ShellyEmulator(inputs=2, now=clock.monotonic) as device:
        device.levels = [None, True]
        status = ShellyRelay(address=device.address, timeout_s=PATIENT_S, inputs=(0, 1, 2)).status()
        assert status.inputs == ((1, True),)
        assert status.output_on is False


def test_an_output_that_is_not_there_is_refused_with_inputs_too(clock: ManualClock) -> None:
    with ShellyEmulator(inputs=1, now=clock.monotonic) as device:
        relay = ShellyRelay(address=device.address, channel=3, timeout_s=PATIENT_S, inputs=(0,))
        with pytest.raises(RelayError) as caught:
            relay.status()
        assert caught.value.code == "relay.refused"


@pytest.mark.parametrize(
    "whole",
    [
        {},
        {"switch:0": None},
        {"switch:0": {"output": 1}, "input:0": {"state": True}},
        {"switch:0": {"output": "false"}, "sys": {}},
    ],
)
def test_an_odd_whole_status_is_no_state(
    whole: dict[str, object], clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with ShellyEmulator(inputs=1, now=clock.monotonic) as device:
        monkeypatch.setattr(device, "whole_status", lambda: whole)
        status = ShellyRelay(address=device.address, timeout_s=PATIENT_S, inputs=(0,)).status()
        assert (status.reachable, status.output_on) == (False, None)


# --------------------------------------------------------------------------------- failure

FAULTS = {
    Fault.HANG: "relay.ambiguous",
    Fault.ACT_THEN_HANG: "relay.ambiguous",
    Fault.ACT_THEN_RESET: "relay.ambiguous",
    Fault.RESET: "relay.ambiguous",
    Fault.UNAUTHORISED: "relay.auth",
    Fault.RPC_ERROR: "relay.refused",
    Fault.GARBAGE: "relay.ambiguous",
    Fault.WRONG_JSON: "relay.ambiguous",
    Fault.HALF: "relay.ambiguous",
    Fault.SLOW: "relay.ambiguous",
    Fault.SLOW_HEADER: "relay.ambiguous",
    Fault.HUGE: "relay.ambiguous",
    Fault.REDIRECT: "relay.ambiguous",
}


def test_the_matrix_is_whole() -> None:
    assert set(FAULTS) == set(Fault) - {Fault.NONE}


@pytest.mark.parametrize("fault", sorted(FAULTS))
@pytest.mark.parametrize("password", ["", PASSWORD])
def test_a_fault_at_the_command(fault: Fault, password: str, clock: ManualClock) -> None:
    with ShellyEmulator(password=password, now=clock.monotonic) as device:
        relay = relay_of(device, password=password, timeout_s=patience(fault))
        device.fault = fault
        assert code_of_pulse(relay) == FAULTS[fault]
        # Never a second pulse, whatever came back. (A 401 is answered once, and did not act.)
        assert device.switched_on <= 1
        commands = [call for call in device.calls if call.method == "Switch.Set"]
        answered_401 = [call for call in commands if call.status == 401]
        assert len(commands) - len(answered_401) <= 1
        assert len(answered_401) <= 2


@pytest.mark.parametrize("fault", sorted(set(FAULTS) - {Fault.UNAUTHORISED, Fault.REDIRECT}))
def test_a_fault_at_the_challenge_surely_did_not_act(fault: Fault, device: ShellyEmulator) -> None:
    device.fault_methods = frozenset({"Switch.GetStatus"})
    device.fault = fault
    code = code_of_pulse(relay_of(device, timeout_s=patience(fault)))
    if device.switched_on:
        # The device answered the question somehow, and the command itself went well.
        assert code == ""
        assert device.switched_on == 1
    else:
        assert code in ("relay.unreachable", "relay.refused", "relay.auth")


@pytest.mark.parametrize("fault", sorted(set(FAULTS) - {Fault.UNAUTHORISED, Fault.RPC_ERROR}))
def test_a_state_that_cannot_be_read_is_not_known(fault: Fault, clock: ManualClock) -> None:
    with ShellyEmulator(now=clock.monotonic) as device:
        device.fault_methods = frozenset({"Switch.GetStatus"})
        device.fault = fault
        status = relay_of(device, password="", timeout_s=patience(fault)).status()
        assert (status.reachable, status.output_on) == (False, None)


def test_a_dead_device_is_unreachable_and_comes_back(device: ShellyEmulator) -> None:
    relay = relay_of(device)
    relay.pulse(1000)
    device.stop()
    assert code_of_pulse(relay) == "relay.unreachable"
    device.start()
    assert code_of_pulse(relay) == ""
    assert device.switched_on == 2


def test_a_connection_that_is_never_accepted_surely_did_not_act() -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        address = full.getsockname()
        waiting = [socket.socket() for _ in range(3)]
        try:
            for sock in waiting:
                sock.setblocking(False)
                sock.connect_ex(address)
            relay = ShellyRelay(address=f"127.0.0.1:{address[1]}", timeout_s=QUICK_S)
            assert code_of_pulse(relay) == "relay.unreachable"
        finally:
            for sock in waiting:
                sock.close()


def test_a_name_that_nobody_knows_is_unreachable() -> None:
    relay = ShellyRelay(address="no-such-host.invalid", timeout_s=QUICK_S)
    assert code_of_pulse(relay) == "relay.unreachable"


def test_a_wrong_password_is_told_as_such_and_sent_nowhere(
    device: ShellyEmulator, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = "wrong-secret-4711"
    relay = relay_of(device, password=wrong)
    with caplog.at_level(logging.DEBUG), pytest.raises(RelayError) as caught:
        relay.pulse(1000)
    assert caught.value.code == "relay.auth"
    assert device.switched_on == 0
    said = "".join(traceback.format_exception(caught.value)) + caplog.text + repr(relay)
    assert wrong not in said
    assert all(wrong not in str(call.headers) for call in device.calls)


def test_no_password_where_one_is_needed(device: ShellyEmulator) -> None:
    assert code_of_pulse(relay_of(device, password="")) == "relay.auth"


def test_a_weak_challenge_is_not_answered(
    device: ShellyEmulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        device, "challenge", lambda: 'Digest qop="auth", realm="x", nonce="1", algorithm=MD5'
    )
    assert code_of_pulse(relay_of(device)) == "relay.auth"
    assert all("authorization" not in call.headers for call in device.calls)


def test_a_redirect_is_not_followed(clock: ManualClock) -> None:
    with (
        ShellyEmulator(now=clock.monotonic) as other,
        ShellyEmulator(now=clock.monotonic) as device,
    ):
        device.fault = Fault.REDIRECT
        device.redirect_to = f"http://{other.address}/rpc/Switch.Set?id=0&on=true"
        code_of_pulse(relay_of(device, password=""))
        assert other.calls == []


def test_the_environments_proxy_is_not_used(
    device: ShellyEmulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9/")
    assert code_of_pulse(relay_of(device)) == ""
