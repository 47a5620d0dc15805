# SPDX-License-Identifier: AGPL-3.0-or-later
"""Relays of network devices over TLS, out of the site file; and answers made of noise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alpr_kiosk.config.relays import AxisRelayConfig, OnvifRelayConfig, RelayConfig
from alpr_kiosk.domain.ports import RelayDriver
from alpr_kiosk.errors import ConfigError, RelayError
from alpr_kiosk.gate.controller import SURELY_NOT_ACTED
from alpr_kiosk.gate.factory import make_driver
from tests.certificates import DeviceCertificate, make_certificate
from tests.emulators.axis import AxisEmulator
from tests.emulators.faulty_http import Asked, HttpDevice, Told
from tests.emulators.onvif_relay import OnvifRelayEmulator
from tests.fakes.clock import ManualClock

KINDS = ("axis", "onvif")
PASSWORD = "secret"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> DeviceCertificate:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


def device_of(kind: str, clock: ManualClock) -> HttpDevice:
    if kind == "axis":
        return AxisEmulator(user="gate", password=PASSWORD, now=clock.monotonic)
    device = OnvifRelayEmulator(
        user="gate", password=PASSWORD, now=clock.monotonic, utc_now=clock.utc_now
    )
    device.relays["RelayOutput_1"].mode = "Monostable"
    return device


def driver_of(kind: str, device: HttpDevice, clock: ManualClock, **keys: object) -> RelayDriver:
    given_keys = {
        "address": device.address,
        "user": "gate",
        "password": PASSWORD,
        "timeout_s": 5.0,
        **keys,
    }
    config: RelayConfig = {"axis": AxisRelayConfig, "onvif": OnvifRelayConfig}[kind](**given_keys)
    return make_driver(config, clock=clock)


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def device(kind: str, clock: ManualClock, certificate: DeviceCertificate) -> Iterator[HttpDevice]:
    made = device_of(kind, clock)
    made.tls = certificate.context
    with made:
        yield made


def test_a_certificate_that_is_named_is_trusted(
    kind: str, device: HttpDevice, clock: ManualClock, certificate: DeviceCertificate
) -> None:
    for keys in (
        {"fingerprint": certificate.fingerprint},
        {"ca_file": str(certificate.authority)},
    ):
        driver = driver_of(kind, device, clock, https=True, **keys)
        driver.pulse(1000)
        assert driver.status().reachable
        driver.close()
    assert device.switched_on == 2


@pytest.mark.parametrize("keys", [{}, {"fingerprint": "00" * 32}])
def test_a_stranger_hears_nothing(
    keys: dict[str, str], kind: str, device: HttpDevice, clock: ManualClock
) -> None:
    driver = driver_of(kind, device, clock, https=True, **keys)
    with pytest.raises(RelayError) as caught:
        driver.pulse(1000)
    assert caught.value.code == "relay.unreachable"
    assert not driver.status().reachable
    assert device.calls == []


def test_an_authority_that_is_not_there_is_told(
    kind: str, device: HttpDevice, clock: ManualClock, tmp_path: Path
) -> None:
    with pytest.raises(ConfigError) as caught:
        driver_of(kind, device, clock, https=True, ca_file=str(tmp_path / "none.pem"))
    assert caught.value.code == "relay.certificate"


# ----------------------------------------------------------------------------------- noise

NOISE = st.one_of(
    st.binary(max_size=80),
    st.sampled_from(
        [
            b"",
            b"port1=inactive\r\n",
            b"port1=output\r\n",
            b"1=active",
            b"<a/>",
            b'<s:Envelope xmlns:s="x"><s:Body><s:Fault/></s:Body></s:Envelope>',
            b"<Envelope><Body><SetRelayOutputStateResponse/></Body></Envelope>",
            b"<Envelope><Body><GetRelayOutputsResponse/></Body></Envelope>",
            b"<Envelope><Body><Fault><faultcode>Server</faultcode></Fault></Body></Envelope>",
        ]
    ),
)
STATUSES = st.sampled_from([200, 200, 200, 201, 204, 301, 404, 408, 500, 502, 503])


@pytest.fixture(scope="module", params=KINDS)
def noisy(
    request: pytest.FixtureRequest,
) -> Iterator[tuple[HttpDevice, Callable[[], RelayDriver], list[Told | None]]]:
    """A device that answers commands (0) and questions (1) by what is put there."""
    clock = ManualClock()
    device = device_of(request.param, clock)
    noise: list[Told | None] = [None, None]
    real = device.act

    def act(asked: Asked) -> Told:
        told = real(asked)
        return noise[0 if device.is_command(asked) else 1] or told

    device.act = act  # type: ignore[method-assign]
    with device:
        yield device, lambda: driver_of(request.param, device, clock), noise


@given(body=NOISE, status=STATUSES)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_noise_after_acting_is_never_called_a_failure(
    body: bytes,
    status: int,
    noisy: tuple[HttpDevice, Callable[[], RelayDriver], list[Told | None]],
) -> None:
    device, make, noise = noisy
    noise[:] = [Told(status, b"" if status == 204 else body), None]
    before = device.switched_on
    driver = make()
    code = ""
    try:
        driver.pulse(1000)
    except RelayError as exc:
        code = exc.code
    assert device.switched_on == before + 1
    if not 400 <= status < 500:  # these say no in plain words
        assert code not in SURELY_NOT_ACTED
    driver.close()


@given(body=NOISE, status=STATUSES)
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_noise_at_questions_switches_nothing_and_breaks_nothing(
    body: bytes,
    status: int,
    noisy: tuple[HttpDevice, Callable[[], RelayDriver], list[Told | None]],
) -> None:
    device, make, noise = noisy
    noise[:] = [None, Told(status, b"" if status == 204 else body)]
    before = device.switched_on
    driver = make()
    code, reachable = "", False
    try:
        reachable = driver.status().reachable
    except RelayError as exc:
        code = exc.code
    assert code in ("", "relay.auth", "relay.refused")
    assert not reachable
    assert device.switched_on == before
    driver.close()
