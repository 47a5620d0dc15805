# SPDX-License-Identifier: AGPL-3.0-or-later
"""The ONVIF relay driver: a device that is set up otherwise, lies, and fails in every way."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from alpr_kiosk.config.relays import OnvifRelayConfig
from alpr_kiosk.domain.ports import RelayStatus
from alpr_kiosk.errors import RelayError
from alpr_kiosk.gate.drivers.onvif_relay import OnvifRelay
from alpr_kiosk.gate.factory import make_driver
from tests.contracts.relay_bench import PATIENT_S, QUICK_S
from tests.emulators.faulty_http import SILENT, Fault, Told
from tests.emulators.login_doors import S
from tests.emulators.onvif_relay import TDS, OnvifRelayEmulator, Relay
from tests.fakes.clock import ManualClock

USER, PASSWORD = "gate", "correct horse battery"
TOKEN = "RelayOutput_1"
Maker = Callable[..., OnvifRelayEmulator]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def device(clock: ManualClock) -> Iterator[OnvifRelayEmulator]:
    yield from emulator(clock)


def emulator(clock: ManualClock, **changes: object) -> Iterator[OnvifRelayEmulator]:
    given = {"user": USER, "password": PASSWORD} | changes
    with OnvifRelayEmulator(now=clock.monotonic, utc_now=clock.utc_now, **given) as made:
        made.relays[TOKEN].mode = "Monostable"
        yield made


def relay_of(device: OnvifRelayEmulator, clock: ManualClock, **changes: object) -> OnvifRelay:
    given: dict[str, object] = {
        "token": TOKEN,
        "user": USER,
        "password": PASSWORD,
        "timeout_s": PATIENT_S,
    }
    return OnvifRelay(address=device.address, clock=clock, **(given | changes))


def code_of(call: Callable[[], object]) -> str:
    try:
        call()
    except RelayError as exc:
        return exc.code
    return ""


def words_of(call: Callable[[], object]) -> str:
    with pytest.raises(RelayError) as caught:
        call()
    assert caught.value.code == "relay.refused"
    return str(caught.value.context["reason"])


# ------------------------------------------------------------------------------- behaviour


def test_the_command_is_the_one_of_the_service_description(
    device: OnvifRelayEmulator, clock: ManualClock
) -> None:
    relay_of(device, clock).pulse(1000)
    (asked, status), *more = device.commands
    assert (status, more, asked.path) == (200, [], "/onvif/device_service")
    # devicemgmt.wsdl: element SetRelayOutputState, elementFormDefault qualified.
    root = ET.fromstring(asked.body)  # noqa: S314 - made by ourselves
    body = root.find(f"{{{S}}}Body/{{{TDS}}}SetRelayOutputState")
    assert body is not None
    assert [(child.tag, child.text) for child in body] == [
        (f"{{{TDS}}}RelayOutputToken", TOKEN),
        (f"{{{TDS}}}LogicalState", "active"),
    ]


def test_a_command_costs_one_request_once_the_settings_are_known(
    device: OnvifRelayEmulator, clock: ManualClock
) -> None:
    relay = relay_of(device, clock)
    relay.pulse(1000)
    assert device.operations() == [
        "GetSystemDateAndTime",
        "GetRelayOutputs",
        "SetRelayOutputState",
    ]
    device.calls.clear()
    relay.pulse(1000)
    relay.off()
    assert device.operations() == ["SetRelayOutputState"] * 2
    clock.advance(61)
    device.calls.clear()
    relay.pulse(1000)
    assert device.operations() == ["GetRelayOutputs", "SetRelayOutputState"]


def test_a_site_file_makes_both_kinds(device: OnvifRelayEmulator, clock: ManualClock) -> None:
    config = OnvifRelayConfig(address=device.address, user=USER, password_env="PW", timeout_s=5.0)
    driver = make_driver(config, clock=clock, secrets={"PW": PASSWORD}.get)
    assert (driver.timed_by_device, driver.can_read_back) == (True, False)
    driver.pulse(1000)
    assert device.switched_on == 1
    bistable = config.model_copy(update={"mode": "bistable", "read_back": True})
    other = make_driver(bistable, clock=clock, secrets={"PW": PASSWORD}.get)
    assert (other.timed_by_device, other.can_read_back) == (False, True)


def test_two_gates_on_one_device(device: OnvifRelayEmulator, clock: ManualClock) -> None:
    device.relays["AlarmOut <&> 2"] = Relay()
    one = relay_of(device, clock)
    two = relay_of(device, clock, token="AlarmOut <&> 2", mode="bistable")
    one.pulse(1000)
    two.pulse(500)
    clock.advance(1.1)
    assert (device.is_on(), device.is_on("AlarmOut <&> 2")) == (False, True)
    two.off()
    assert not device.is_on("AlarmOut <&> 2")
    assert device.of_token == {TOKEN: 1, "AlarmOut <&> 2": 1}


# ------------------------------------------------------------------------- set up otherwise


def settings(**changes: str) -> Relay:
    return Relay(**({"mode": "Monostable", "delay": "PT1S", "idle": "open"} | changes))


@pytest.mark.parametrize(
    ("found", "mode", "words"),
    [
        (settings(mode="Bistable"), "monostable", "Mode of the device is bistable, not monostable"),
        (settings(), "bistable", "Mode of the device is monostable, not bistable"),
        (settings(mode=""), "bistable", "Mode of the device is not told, not bistable"),
        (settings(delay="PT5S"), "monostable", "DelayTime of the device is 5000 ms, not 1000 ms"),
        (settings(delay="PT0S"), "monostable", "DelayTime of the device is no time"),
        (settings(delay="P1M"), "monostable", "DelayTime of the device is no time"),
        (settings(idle="closed"), "monostable", "IdleState of the device is closed, not open"),
    ],
)
def test_a_device_that_is_set_up_otherwise_is_refused_in_words(
    found: Relay, mode: str, words: str, device: OnvifRelayEmulator, clock: ManualClock
) -> None:
    device.relays[TOKEN] = found
    relay = relay_of(device, clock, mode=mode)
    assert words_of(lambda: relay.pulse(1000)) == words
    assert device.commands == []
    assert words_of(relay.status) == words
    # It may be switched off all the same, and works once it is put right.
    relay.off()
    assert not device.is_on()
    device.relays[TOKEN] = settings(mode=mode.capitalize())
    relay.pulse(1000)
    assert device.switched_on == 1
    assert relay.status().reachable
    assert "SetRelayOutputSettings" not in device.operations()


def test_settings_that_were_changed_meanwhile_are_noticed(
    device: OnvifRelayEmulator, clock: ManualClock
) -> None:
    relay = relay_of(device, clock)
    relay.pulse(1000)
    device.relays[TOKEN].mode = "Bistable"
    assert "Mode" in words_of(relay.status)
    assert "Mode" in words_of(lambda: relay.pulse(1000))
    assert device.switched_on == 1


def test_the_only_output_needs_no_token(device: OnvifRelayEmulator, clock: ManualClock) -> None:
    relay = relay_of(device, clock, token="")
    relay.pulse(1000)
    relay.off()
    assert device.of_token == {TOKEN: 1}
    device.relays["other"] = Relay()
    assert words_of(relay.status).endswith(f"one must be named: {TOKEN}, other")
    device.relays.clear()
    assert words_of(relay.status) == "it has no output"


def test_an_output_that_is_not_there_is_refused_with_those_that_are(
    device: OnvifRelayEmulator, clock: ManualClock
) -> None:
    relay = relay_of(device, clock, token="nobody")
    assert words_of(lambda: relay.pulse(1000)) == f"no such output, but: {TOKEN}"
    assert words_of(relay.off) == "fault RelayToken"
    assert [output.token for output in relay_of(device, clock).outputs()] == [TOKEN]


# ---------------------------------------------------------------------------------- logins


@pytest.mark.parametrize("days", [-20_000, -1, 1])
@pytest.mark.parametrize("login", ["token", "digest"])
def test_a_device_with_a_wrong_clock_lets_in(days: int, login: str, clock: ManualClock) -> None:
    ahead = timedelta(days=days)
    for device in emulator(clock, clock_ahead=ahead, login=login):
        assert code_of(lambda device=device: relay_of(device, clock).pulse(1000)) == ""


def test_a_device_without_a_battery_is_understood_after_a_reboot(
    device: OnvifRelayEmulator, clock: ManualClock
) -> None:
    relay = relay_of(device, clock)
    relay.pulse(1000)
    device.reboot(clock_ahead=timedelta(days=-20_000))
    assert relay.status().reachable
    relay.pulse(1000)
    assert device.switched_on == 2
    # Without a status in between the command is refused, surely did not act, and the next works.
    device.reboot(clock_ahead=timedelta(0))
    assert code_of(lambda: relay.pulse(1000)) == "relay.auth"
    assert device.switched_on == 2
    relay.pulse(1000)
    assert device.switched_on == 3


def test_a_device_that_tells_its_time_to_users_only_has_to_know_it(clock: ManualClock) -> None:
    for device in emulator(clock):
        device.time_needs_login = True
        relay_of(device, clock).pulse(1000)
        assert device.switched_on == 1
        device.clock_ahead = timedelta(hours=5)
        assert code_of(relay_of(device, clock).status) == "relay.auth"


def test_the_strongest_digest_is_used(clock: ManualClock) -> None:
    for device in emulator(clock, login="digest", algorithms=("MD5", "SHA-256")):
        relay_of(device, clock).pulse(1000)
        signed = [a.headers.get("authorization", "") for a, _ in device.commands]
        assert "algorithm=SHA-256" in signed[0]


@pytest.mark.parametrize("login", ["token", "digest"])
def test_a_wrong_password_is_told_as_such_and_sent_nowhere(
    login: str, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = "wrong-secret-4711"
    for device in emulator(clock, login=login):
        relay = relay_of(device, clock, password=wrong)
        with caplog.at_level(logging.DEBUG), pytest.raises(RelayError) as caught:
            relay.pulse(1000)
        assert caught.value.code == "relay.auth"
        assert device.switched_on == 0
        said = "".join(traceback.format_exception(caught.value)) + caplog.text
        assert wrong not in said + repr(relay) + repr(vars(relay)["_device"])
        assert all(wrong.encode() not in asked.body for asked, _ in device.calls)
        assert all(wrong not in str(asked.headers) for asked, _ in device.calls)


@pytest.mark.parametrize("login", ["token", "digest"])
def test_a_wrong_password_is_not_tried_more_often_than_needed(
    login: str, clock: ManualClock
) -> None:
    # Devices lock an account after some attempts.
    for device in emulator(clock, login=login):
        relay = relay_of(device, clock, password="wrong")
        for _ in range(2):
            device.calls.clear()
            assert code_of(relay.status) == "relay.auth"
            operations = [name for name in device.operations() if name == "GetRelayOutputs"]
            # With HTTP digest the first of two gets the challenge only.
            assert len(operations) == (1 if login == "token" else 2)


def test_no_message_has_the_nonce_of_another(
    device: OnvifRelayEmulator, clock: ManualClock
) -> None:
    relay = relay_of(device, clock)
    for _ in range(3):
        relay.pulse(1000)
        relay.status()
    assert all(status == 200 for _, status in device.calls)  # a nonce is taken once there


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


def patience(fault: Fault) -> float:
    return QUICK_S if fault in SILENT else PATIENT_S


@pytest.mark.parametrize("fault", sorted(FAULTS))
@pytest.mark.parametrize("login", ["token", "digest"])
def test_a_fault_at_the_command(fault: Fault, login: str, clock: ManualClock) -> None:
    for device in emulator(clock, login=login):
        relay = relay_of(device, clock, timeout_s=patience(fault))
        device.fault = fault
        assert code_of(lambda relay=relay: relay.pulse(1000)) == FAULTS[fault]
        assert device.switched_on <= 1
        answered = [status for _, status in device.commands if status != 401]
        assert len(answered) <= 1
        assert len(device.commands) <= 2


@pytest.mark.parametrize("fault", sorted(FAULTS))
@pytest.mark.parametrize("token", [TOKEN, ""])
def test_a_fault_at_the_questions_surely_did_not_act(
    fault: Fault, token: str, device: OnvifRelayEmulator, clock: ManualClock
) -> None:
    device.fault_at_questions = True
    device.fault = fault
    relay = relay_of(device, clock, token=token, timeout_s=patience(fault))
    wanted = {"relay.unreachable", "relay.refused", "relay.auth"}
    assert code_of(lambda: relay.pulse(1000)) in wanted
    assert device.switched_on == 0


@pytest.mark.parametrize("fault", sorted(set(FAULTS) - {Fault.UNAUTHORISED, Fault.REFUSED}))
def test_a_device_that_cannot_be_asked_is_not_reachable(
    fault: Fault, device: OnvifRelayEmulator, clock: ManualClock
) -> None:
    device.fault_at_questions = True
    device.fault = fault
    status = relay_of(device, clock, timeout_s=patience(fault), read_back=True).status()
    assert (status.reachable, status.output_on) == (False, None)


@pytest.mark.parametrize(
    ("subcode", "code"),
    [("ter:ActionNotSupported", "relay.refused"), ("ter:OutofMemory", "relay.ambiguous")],
)
def test_a_fault_of_the_receiver_may_come_after_it_acted(
    subcode: str, code: str, device: OnvifRelayEmulator, clock: ManualClock
) -> None:
    device.receiver_fault = subcode
    assert code_of(lambda: relay_of(device, clock).pulse(1000)) == code


ENVELOPE = f'<s:Envelope xmlns:s="{S}"><s:Body>%s</s:Body></s:Envelope>'


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe",
        b"<html><body>OK</body></html>",
        (ENVELOPE % "").encode(),
        (ENVELOPE % "<a/>").encode(),
        (ENVELOPE % f'<GetRelayOutputsResponse xmlns="{TDS}"/>').encode(),
        b'<!DOCTYPE x [<!ENTITY a "b">]>' + (ENVELOPE % "&a;").encode(),
        (ENVELOPE % ("<a>" * 100 + "</a>" * 100)).encode(),
    ],
)
def test_an_odd_answer_to_a_command_may_mean_that_it_acted(
    body: bytes, device: OnvifRelayEmulator, clock: ManualClock
) -> None:
    real = device.act

    def act(asked: object) -> Told:
        told = real(asked)  # type: ignore[arg-type]
        return Told(200, body) if b"SetRelayOutputState " in asked.body else told  # type: ignore[attr-defined]

    device.act = act  # type: ignore[method-assign,assignment]
    assert code_of(lambda: relay_of(device, clock).pulse(1000)) == "relay.ambiguous"
    assert device.switched_on == 1


def test_a_redirect_is_not_followed(device: OnvifRelayEmulator, clock: ManualClock) -> None:
    for other in emulator(clock, user=""):
        device.fault = Fault.REDIRECT
        device.redirect_to = f"http://{other.address}/onvif/device_service"
        assert code_of(lambda: relay_of(device, clock).pulse(1000)) == "relay.ambiguous"
        assert other.calls == []


# ---------------------------------------------------------------------------------- events


def seen(status: RelayStatus) -> tuple[bool | None, bool | None, bool | None]:
    assert status.reachable
    return status.output_on, status.input(1), status.input(2)


@pytest.mark.parametrize("in_header", [False, True])
@pytest.mark.parametrize("get_services", [False, True])
def test_states_come_by_events(
    in_header: bool, get_services: bool, device: OnvifRelayEmulator, clock: ManualClock
) -> None:
    device.reference_parameters = in_header
    device.get_services = get_services
    relay = relay_of(device, clock, read_back=True, inputs=(2, 1))
    assert seen(relay.status()) == (False, False, False)
    relay.pulse(1000)
    device.set_input("DigitalInput_2", True)
    assert seen(relay.status()) == (True, False, True)
    clock.advance(1.1)
    assert seen(relay.status()) == (False, False, True)
    assert device.operations().count("CreatePullPointSubscription") == 1


def test_an_input_that_is_closed_at_rest_is_told_as_its_contact(
    device: OnvifRelayEmulator, clock: ManualClock
) -> None:
    device.idle_states = {"DigitalInput_1": "closed", "DigitalInput_2": "open"}
    device.set_input("DigitalInput_2", True)
    # At rest, which is closed; active, which is closed.
    assert seen(relay_of(device, clock, inputs=(1, 2)).status()) == (None, True, True)


def test_an_input_that_the_device_does_not_have_is_left_out(
    device: OnvifRelayEmulator, clock: ManualClock
) -> None:
    status = relay_of(device, clock, inputs=(2, 3)).status()
    assert status.inputs == ((2, False),)


def test_what_is_not_told_is_not_known(device: OnvifRelayEmulator, clock: ManualClock) -> None:
    device.relay_events = False
    relay = relay_of(device, clock, read_back=True, inputs=(1,), timeout_s=0.5)
    assert seen(relay.status()) == (None, False, None)
    device.event_service = False
    device.reboot()
    status = relay.status()
    assert seen(status) == (None, None, None)
    assert "no events" in status.detail


def test_a_pull_point_that_a_reboot_lost_is_made_anew_at_once(
    device: OnvifRelayEmulator, clock: ManualClock
) -> None:
    relay = relay_of(device, clock, read_back=True, inputs=(1, 2))
    relay.pulse(1000)
    assert seen(relay.status())[0] is True
    device.inputs["DigitalInput_1"] = True
    device.reboot()
    assert seen(relay.status()) == (False, True, False)


def test_a_pull_point_that_went_deaf_is_replaced(
    device: OnvifRelayEmulator, clock: ManualClock
) -> None:
    relay = relay_of(device, clock, inputs=(1,))
    assert relay.status().input(1) is False
    device.inputs["DigitalInput_1"] = True  # without a word
    assert relay.status().input(1) is False
    clock.advance(31)
    assert relay.status().input(1) is True
    assert len(device.subscriptions) == 1  # the old one was given back


def test_an_unclear_command_asks_anew(device: OnvifRelayEmulator, clock: ManualClock) -> None:
    relay = relay_of(device, clock, read_back=True)
    assert relay.status().output_on is False
    device.relay_events = False  # a change would not be told
    device.fault = Fault.ACT_THEN_RESET
    assert code_of(lambda: relay.pulse(1000)) == "relay.ambiguous"
    device.fault, device.relay_events = Fault.NONE, True
    assert relay.status().output_on is True


def test_a_device_that_cannot_answer_at_once_is_asked_anew_each_time(
    device: OnvifRelayEmulator, clock: ManualClock
) -> None:
    relay = relay_of(device, clock, inputs=(1,))
    assert relay.status().input(1) is False
    device.events_broken = "ter:OutofMemory"
    assert relay.status().input(1) is None
    device.events_broken = ""
    for level in (True, False):
        device.set_input("DigitalInput_1", level)
        assert relay.status().input(1) is level
    assert len(device.subscriptions) == 1


def test_a_flood_of_events_is_fetched_to_its_end_or_not_believed(
    device: OnvifRelayEmulator, clock: ManualClock
) -> None:
    relay = relay_of(device, clock, inputs=(1,))
    assert relay.status().input(1) is False
    for n in range(121):
        device.set_input("DigitalInput_1", n % 2 == 0)
    assert relay.status().input(1) is True
    for n in range(400):
        device.set_input("DigitalInput_1", n % 2 == 1)
    assert relay.status().input(1) is None
    assert relay.status().input(1) is True


def test_pull_points_are_not_used_up(device: OnvifRelayEmulator, clock: ManualClock) -> None:
    relay = relay_of(device, clock, read_back=True, inputs=(1,))
    for _ in range(6):
        assert relay.status().output_on is False
        clock.advance(31)
    relay.close()


def test_the_host_is_the_one_of_the_site_file(
    device: OnvifRelayEmulator, clock: ManualClock
) -> None:
    for other in emulator(clock):
        device.advertise = other.address
        assert relay_of(device, clock, inputs=(1,)).status().input(1) is False
        assert other.calls == []
