# SPDX-License-Identifier: AGPL-3.0-or-later
"""Cameras are found by multicast and by asking addresses; nobody answers for another host."""

from __future__ import annotations

import socket
import threading
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.cameras import discovery
from alpr_kiosk.cameras.discovery import Progress, discover, matches
from alpr_kiosk.cameras.types import FoundCamera
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.errors import CameraError
from tests.emulators.onvif import OnvifEmulator, Trouble, match_datagram
from tests.peers import free_port

ASKED = f"urn:uuid:{uuid.uuid4()}"


def find(*cameras: OnvifEmulator, **options: object) -> tuple[FoundCamera, ...]:
    targets = [f"127.0.0.1:{camera.probe_port}" for camera in cameras]
    arguments: dict[str, object] = {"targets": targets, "timeout_s": 0.5} | options
    return discover(clock=SystemClock(), **arguments)


def test_an_address_is_asked_and_the_camera_says_who_it_is() -> None:
    with OnvifEmulator(user="u", password="p") as camera, OnvifEmulator() as open_camera:
        found = find(camera, open_camera)
        assert camera.probes >= 2
    assert len(found) == 2
    by_endpoint = {one.endpoint: one for one in found}
    one, two = by_endpoint[camera.endpoint], by_endpoint[open_camera.endpoint]
    assert one.address == two.address == "127.0.0.1"
    assert one.service == f"http://127.0.0.1:{camera.port}/onvif/device_service"
    assert (one.name, one.model, one.location) == ("Gate A", "GK-200", "yard")
    assert (one.needs_password, two.needs_password) == (True, False)
    assert (one.maker, two.maker) == ("", "Guard Works")
    assert not one.moved


def test_everybody_on_a_network_is_asked_by_multicast() -> None:
    port = free_port()
    with OnvifEmulator() as camera:
        camera.join_group(discovery.GROUP, port)
        for name in ("lo", "127.0.0.1"):
            found = find(targets=(), interfaces=[name], port=port)
            assert [one.endpoint for one in found] == [camera.endpoint]


def test_a_range_is_asked_politely_and_each_camera_is_told_at_once() -> None:
    port = free_port()
    told: list[FoundCamera] = []
    steps: list[Progress] = []
    with OnvifEmulator() as camera:
        camera.join_group(discovery.GROUP, port)  # listens on all of 127.0.0.0/8
        found = find(
            targets=["127.0.0.0/29"],
            port=port,
            identify=False,
            on_found=told.append,
            on_progress=steps.append,
        )
    # One camera answers for six addresses here, always as 127.0.0.1 or the one that was asked.
    assert {one.endpoint for one in found} == {camera.endpoint}
    assert set(told) == set(found)
    shares = [step.share for step in steps]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert steps[-1].found == len(found)


def test_a_camera_that_names_another_host_is_kept_at_its_own() -> None:
    with OnvifEmulator(advertise="10.66.66.66") as camera:
        (found,) = find(camera, identify=False)
    assert found.address == "127.0.0.1"
    assert found.service == "http://127.0.0.1/onvif/device_service"
    assert found.moved


def test_a_camera_without_soap_is_found_all_the_same() -> None:
    with OnvifEmulator() as camera:
        camera.trouble = Trouble.WEB_PAGE
        (found,) = find(camera)
    assert found.needs_password is None


def test_garbage_and_floods_are_no_cameras() -> None:
    with OnvifEmulator() as camera:
        camera.datagrams = [
            b"",
            b"\x00" * 500,
            b"<a/>",
            match_datagram("urn:uuid:somebody-elses", "e", "", "").encode(),
            b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
            match_datagram(
                "@MESSAGE@", "printer", "", "http://127.0.0.1/p", "wsdp:Printer"
            ).encode(),
            *(
                match_datagram("@MESSAGE@", f"urn:{n}", "", "http://127.0.0.1/o").encode()
                for n in range(300)
            ),
        ]
        found = find(camera, identify=False)
    assert 0 < len(found) <= discovery.MAX_OF_ONE_HOST  # the rest is left to other hosts
    assert all(one.endpoint.startswith("urn:") for one in found)


def test_one_host_that_answers_ten_thousand_times_leaves_room_for_others() -> None:
    search = discovery._Search(clock=SystemClock(), cancel=None, on_found=None, on_progress=None)
    probe = search._probe(*discovery.TYPES[0]).decode()
    asked = probe.partition("<a:MessageID>")[2].partition("<")[0]

    class Line(socket.socket):
        sender, number = "10.0.0.9", 0

        def recvfrom(self, *_: object) -> tuple[bytes, tuple[str, int]]:  # type: ignore[override]
            self.number += 1
            text = match_datagram(asked, f"urn:{self.number}", "", f"http://{self.sender}/o")
            return text.encode(), (self.sender, 3702)

    with Line(socket.AF_INET, socket.SOCK_DGRAM) as line:
        for _ in range(10_000):
            search._receive(line)
        assert len(search._found) == discovery.MAX_OF_ONE_HOST
        line.sender = "10.0.0.10"
        search._receive(line)
    assert {camera.address for camera in search._found.values()} == {"10.0.0.9", "10.0.0.10"}


def test_a_computer_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "if_nameindex", lambda: [(1, "lo")])
    with pytest.raises(CameraError) as caught:
        discover(clock=SystemClock(), timeout_s=0.1)
    assert (caught.value.code, caught.value.context) == ("discovery.no_network", {})


def test_a_login_in_a_target_is_not_repeated() -> None:
    with pytest.raises(CameraError) as caught:
        discover(clock=SystemClock(), targets=["rtsp://admin:pw-canary@192.168.1.20/x"])
    assert caught.value.code == "discovery.target"
    assert "canary" not in str(caught.value)


def test_nobody_answers() -> None:
    assert find(targets=[f"127.0.0.1:{free_port()}"]) == ()


def test_it_can_be_cancelled() -> None:
    cancel = threading.Event()
    with OnvifEmulator() as camera:
        found = find(
            camera,
            timeout_s=600.0,
            cancel=cancel,
            identify=False,
            on_found=lambda _camera: cancel.set(),
        )
    assert len(found) == 1


@pytest.mark.parametrize(
    ("targets", "code"),
    [
        (["10.0.0.0/8"], "discovery.too_many"),
        (["192.168.0.0/22", "192.168.8.0/24"], "discovery.too_many"),
        (["8.8.8.0/28"], "discovery.public"),
        (["camera"], "discovery.target"),
        (["192.168.1.0/99"], "discovery.target"),
        (["192.168.1.1:0"], "discovery.target"),
        (["192.168.1.1:x"], "discovery.target"),
        ([""], "discovery.target"),
    ],
)
def test_what_is_not_asked(targets: list[str], code: str) -> None:
    with pytest.raises(CameraError) as caught:
        find(targets=targets)
    assert caught.value.code == code


def test_an_unknown_network_connection() -> None:
    with pytest.raises(CameraError) as caught:
        find(targets=(), interfaces=["no-such-0"])
    assert caught.value.code == "discovery.interface"


def answer(xaddrs: str, scopes: str = "") -> FoundCamera:
    data = match_datagram(ASKED, "urn:uuid:1", scopes, xaddrs).encode()
    (found,) = matches(data, "192.168.1.20", {ASKED})
    return found


@pytest.mark.parametrize(
    ("xaddrs", "service", "moved"),
    [
        ("http://192.168.1.20/onvif/device_service", "", False),
        ("http://192.168.1.20:8000/x", "http://192.168.1.20:8000/x", False),
        ("http://169.254.1.1/x http://192.168.1.20:81/y", "http://192.168.1.20:81/y", False),
        ("http://[fe80::1]/x", "http://192.168.1.20/x", True),
        ("http://evil.example:8080/x", "http://192.168.1.20:8080/x", True),
        ("http://u:p@192.168.1.20/x", "http://192.168.1.20/x", False),
        ("", "", False),
        ("file:///etc/passwd soap.udp://1.2.3.4", "", False),
    ],
)
def test_the_service_is_always_at_the_host_that_answered(
    xaddrs: str, service: str, moved: bool
) -> None:
    found = answer(xaddrs)
    assert found.service == (service or "http://192.168.1.20/onvif/device_service")
    assert found.moved == moved


def test_texts_of_a_camera_are_made_harmless() -> None:
    found = answer("", "onvif://www.onvif.org/name/a%1b%5b31m%0ab onvif://www.onvif.org/name/c")
    assert found.name == "a[31m b"
    found = answer("", f"onvif://www.onvif.org/name/{'x' * 200}")
    assert len(found.name) == 80


@given(st.binary(max_size=200))
def test_any_datagram_is_survived(data: bytes) -> None:
    good = match_datagram(ASKED, "urn:uuid:1", "", "http://192.168.1.20/x").encode()
    for datagram in (data, good[: len(data)] + data, good.replace(b"x</d:XAddrs>", data)):
        matches(datagram, "192.168.1.20", {ASKED})
