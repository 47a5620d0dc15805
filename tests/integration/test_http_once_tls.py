# SPDX-License-Identifier: AGPL-3.0-or-later
"""One request over TLS: whom it trusts, its deadline, and whether anything of it was sent."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from alpr_kiosk.gate.drivers.http_once import HttpOnce, RequestError, Tls
from tests.certificates import DeviceCertificate, make_certificate
from tests.emulators.shelly import Fault
from tests.emulators.shelly_gen1 import ShellyGen1Emulator

QUICK_S = 0.4
PATIENT_S = 5.0


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> DeviceCertificate:
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def device(certificate: DeviceCertificate) -> Iterator[ShellyGen1Emulator]:
    emulator = ShellyGen1Emulator()
    emulator.tls = certificate.context
    with emulator:
        yield emulator


def failure(once: HttpOnce, timeout_s: float = PATIENT_S) -> RequestError:
    with pytest.raises(RequestError) as caught:
        once.request("GET", "/relay/0?turn=on", timeout_s=timeout_s)
    return caught.value


def test_its_own_authority_or_its_fingerprint_is_trusted(
    device: ShellyGen1Emulator, certificate: DeviceCertificate
) -> None:
    for tls in (
        Tls(ca_file=str(certificate.authority)),
        Tls(fingerprint=certificate.fingerprint),
        Tls(fingerprint=certificate.fingerprint.replace(":", "").lower()),
    ):
        once = HttpOnce(address=device.address, tls=tls)
        answer = once.request("GET", "/relay/0", timeout_s=PATIENT_S)
        assert (answer.status, b'"ison": false' in answer.body) == (200, True)


@pytest.mark.parametrize("trust", ["system", "other name", "other fingerprint"])
def test_a_stranger_gets_nothing(
    trust: str, device: ShellyGen1Emulator, certificate: DeviceCertificate, tmp_path: Path
) -> None:
    if trust == "other name":
        stranger = make_certificate(tmp_path, host="192.0.2.1")
        device.tls = stranger.context
        tls = Tls(ca_file=str(stranger.authority))
    elif trust == "other fingerprint":
        tls = Tls(fingerprint="00" * 32)
    else:
        tls = Tls()
    error = failure(HttpOnce(address=device.address, tls=tls))
    assert not error.sent
    assert device.calls == []


@pytest.mark.parametrize(
    ("fault", "acted"),
    [
        (Fault.HANG, 0),
        (Fault.ACT_THEN_HANG, 1),
        (Fault.ACT_THEN_RESET, 1),
        (Fault.RESET, 0),
        (Fault.HALF, 1),
        (Fault.SLOW, 1),
        (Fault.SLOW_HEADER, 1),
        (Fault.HUGE, 1),
    ],
)
def test_what_fails_after_the_hand_shake_was_sent(
    fault: Fault, acted: int, device: ShellyGen1Emulator, certificate: DeviceCertificate
) -> None:
    device.fault = fault
    once = HttpOnce(address=device.address, tls=Tls(fingerprint=certificate.fingerprint))
    slow = fault.value in {"hang", "act_then_hang", "slow", "slow_header"}
    assert failure(once, 1.0 if slow else PATIENT_S).sent
    assert device.switched_on() == acted


def test_a_dead_device_got_nothing(
    device: ShellyGen1Emulator, certificate: DeviceCertificate
) -> None:
    once = HttpOnce(address=device.address, tls=Tls(fingerprint=certificate.fingerprint))
    assert once.connects(PATIENT_S)
    device.stop()
    assert not failure(once).sent
    assert not once.connects(PATIENT_S)


def test_plain_http_where_tls_is_expected_got_nothing(certificate: DeviceCertificate) -> None:
    with ShellyGen1Emulator() as plain:
        tls = Tls(fingerprint=certificate.fingerprint)
        assert not failure(HttpOnce(address=plain.address, tls=tls)).sent
        assert plain.switched_on() == 0


@pytest.mark.parametrize("drip", [b"", b"\x16"])
def test_a_hand_shake_that_never_ends_is_over_in_time(
    drip: bytes, certificate: DeviceCertificate
) -> None:
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            client, _ = server.accept()
            with client:
                # A record of 16 KB, a byte now and then.
                head = b"\x16\x03\x03\x40\x00"
                while drip and not over.wait(0.05):
                    try:
                        client.sendall(head[:1] or b"\x00")
                    except OSError:
                        return
                    head = head[1:]
                over.wait(30)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        once = HttpOnce(
            address=f"127.0.0.1:{server.getsockname()[1]}",
            tls=Tls(fingerprint=certificate.fingerprint),
        )
        # That it comes back at all is what is tested: the drip has no end.
        assert not failure(once, QUICK_S).sent
        over.set()
        thread.join(10)


def test_a_file_without_certificates_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"."):
        Tls(ca_file=str(tmp_path / "none.pem"))
    (tmp_path / "empty.pem").write_text("")
    with pytest.raises(OSError, match=r"."):
        Tls(ca_file=str(tmp_path / "empty.pem"))
