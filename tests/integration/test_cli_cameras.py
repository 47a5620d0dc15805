# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk cameras`: what an installer reads, and that no password is ever in it."""

from __future__ import annotations

import argparse
import json
import os
from pathlib import Path

import cv2
import pytest

from alpr_kiosk import cli_cameras
from alpr_kiosk.config.secret_file import SecretFile
from tests.emulators.http_camera import HttpCamera
from tests.emulators.onvif import OnvifEmulator, Profile
from tests.peers import free_port

USER, PASSWORD = "user-canary", "pw-canary"
VARIABLE = "ALPR_TEST_CAMERA_PASSWORD"
LOGIN = ("--user", USER, "--password-env", VARIABLE)


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, PASSWORD)


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    parser = argparse.ArgumentParser(prog="alpr-kiosk")
    cli_cameras.register(parser.add_subparsers(dest="command", required=True))
    status = cli_cameras.run(parser.parse_args(["cameras", *arguments]))
    said = capsys.readouterr()
    assert "canary" not in said.out + said.err
    return status, said.out + said.err


def test_discover(capsys: pytest.CaptureFixture[str]) -> None:
    with OnvifEmulator(user=USER, password=PASSWORD) as camera:
        target = f"127.0.0.1:{camera.probe_port}"
        status, said = call(capsys, "discover", target, "--timeout", "0.5")
        assert status == 0
        assert said == '127.0.0.1        GK-200 "Gate A", needs a password\n'
        status, said = call(capsys, "discover", target, "--timeout", "0.5", "--json")
        assert json.loads(said)["endpoint"] == camera.endpoint
    status, said = call(capsys, "discover", f"127.0.0.1:{free_port()}", "--timeout", "0.5")
    assert status == 1
    assert "No camera answered" in said
    status, said = call(capsys, "discover", "10.0.0.0/8")
    assert (status, said) == (
        1,
        "alpr-kiosk: At most 1024 addresses at once. Take a smaller range.\n",
    )


def test_streams(capsys: pytest.CaptureFixture[str]) -> None:
    profiles = (
        Profile("main", "rtsp://127.0.0.1/main", name="Main"),
        Profile("sub", "rtsp://10.1.1.1/sub", width=1280, height=720),
    )
    with OnvifEmulator(profiles=profiles, user=USER, password=PASSWORD) as camera:
        status, said = call(capsys, "streams", camera.address, *LOGIN)
        assert status == 0
        assert "127.0.0.1: Guard Works GK-200 1.2.3" in said
        assert "  Main: 1920 x 1080, 25 fps, h264" in said
        assert '  source = "rtsp://127.0.0.1/main"' in said
        assert '  preview_source = "rtsp://127.0.0.1/sub"' in said
        assert f'  password_env = "{VARIABLE}"' in said
        assert cli_cameras.TEXTS["onvif.other_host"] in said
        status, said = call(capsys, "streams", camera.address)
        assert status == 1
        assert "refuses user or password" in said
    with OnvifEmulator() as camera:
        status, said = call(capsys, "streams", camera.address)
        assert status == 1
        assert cli_cameras.TEXTS["onvif.no_streams"] in said


def test_test_of_an_address_with_a_picture(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with HttpCamera(login="md5", user=USER, password=PASSWORD) as camera:
        picture = tmp_path / "first.jpg"
        status, said = call(capsys, "test", camera.url(), *LOGIN, "--picture", str(picture))
        assert status == 0, said
        assert said.count("ok  ") == 5
        assert "160 x 120 mjpeg" in said
        assert cv2.imread(str(picture)).shape == (120, 160, 3)
        status, said = call(capsys, "test", camera.url(), "--json")
        told = json.loads(said)
        assert (status, told["ok"]) == (1, False)
        assert told["steps"][2] == {"name": "login", "state": "failed", "code": "camera.login"}
        status, said = call(capsys, "test", camera.url("/missing"), *LOGIN)
        assert status == 1
        assert "FAIL  The stream is found" in said
        assert "no stream at this path" in said


def test_test_of_a_camera_of_the_site_file(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    with HttpCamera(login="md5", user=USER, password=PASSWORD) as camera:
        site = tmp_path / "site.toml"
        site.write_text(
            f'[[cameras]]\nid = "gate-a"\nsource = "{camera.url()}"\nuser = "{USER}"\n'
            f'password_env = "{VARIABLE}"\n',
            encoding="utf-8",
        )
        status, said = call(capsys, "test", "gate-a", "--config", str(site))
        assert status == 0, said
        status, said = call(capsys, "test", "gate-b", "--config", str(site))
    assert status == 1
    assert said == "alpr-kiosk: The site file has no camera gate-b. It has: gate-a.\n"


def test_a_password_that_was_typed_at_the_screen_is_found(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    data = tmp_path / "data"
    data.mkdir()
    name = SecretFile(data).put("gate-a", PASSWORD)
    os.environ.pop(name)  # another process than the kiosk
    with HttpCamera(login="md5", user=USER, password=PASSWORD) as camera:
        site = tmp_path / "site.toml"
        site.write_text(
            f'[storage]\ndata_dir = "{data}"\n'
            f'[[cameras]]\nid = "gate-a"\nsource = "{camera.url()}"\nuser = "{USER}"\n'
            f'password_env = "{name}"\n',
            encoding="utf-8",
        )
        status, said = call(capsys, "test", "gate-a", "--config", str(site))
    os.environ.pop(name, None)
    assert status == 0, said


def test_test_of_a_bare_host_asks_the_camera_for_its_stream(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with HttpCamera(login="md5", user=USER, password=PASSWORD) as pictures:
        profiles = (Profile("p", pictures.url(host="192.168.99.1")),)
        with OnvifEmulator(profiles=profiles, user=USER, password=PASSWORD) as camera:
            status, said = call(capsys, "test", camera.address, *LOGIN)
    assert status == 0, said


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("rtsp://127.0.0.1:{port}/x",), "nothing answers at port"),
        (("rtsp://no-such-camera.invalid/x",), "No host is called no-such-camera.invalid"),
        (("/no/such/file.mp4",), "There is no /no/such/file.mp4"),
        (("not an address",), "That is not an address"),
        (("rtsp://h/x", "--user", "u", "--password-env", "ALPR_NO_SUCH"), "ALPR_NO_SUCH is not"),
    ],
)
def test_each_failure_is_a_plain_sentence(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    filled = [text.format(port=free_port()) for text in arguments]
    status, said = call(capsys, "test", *filled)
    assert status == 1
    assert words in said


def test_brands(capsys: pytest.CaptureFixture[str]) -> None:
    status, said = call(capsys, "brands", "hikvision", "--host", "192.168.1.20")
    assert status == 0
    assert "  main  rtsp://192.168.1.20:554/Streaming/Channels/101\n" in said
    status, said = call(capsys, "brands", "--json")
    assert len([json.loads(line) for line in said.splitlines()]) > 10
    status, said = call(capsys, "brands", "nobody")
    assert status == 1
    assert "Known: hikvision" in said


def test_usb_tells_what_is_plugged_in_or_that_nothing_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    status, said = call(capsys, "usb")
    assert (status == 0) == ("No USB camera is plugged in" not in said)


def codes_of_the_package() -> set[str]:
    import re

    folder = Path(cli_cameras.__file__).parent / "cameras"
    text = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    return set(re.findall(r'"((?:camera|onvif|discovery|hint)\.[a-z0-9_]+)"', text))


def test_every_code_has_its_sentence() -> None:
    known = set(cli_cameras.TEXTS) | set(cli_cameras.HINTS)
    assert codes_of_the_package() <= known
    for texts in (cli_cameras.TEXTS, cli_cameras.HINTS):
        for text in texts.values():
            assert text[0].isupper() or text[0] == "{"
            assert text.endswith((".", "?"))


def test_one_code_means_one_thing() -> None:
    """A slow answer of a set-up is no old picture of a tile."""
    assert "camera.late" not in cli_cameras.TEXTS
    assert "camera.slow" in cli_cameras.TEXTS


def test_usb_without_a_camera_says_so(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("alpr_kiosk.vision.sources.usb.list_usb_cameras", lambda: ())
    status, said = call(capsys, "usb")
    assert status == 1
    assert "No USB camera is plugged in" in said
    assert "/dev/video" in said
    assert call(capsys, "usb", "--json") == (1, "")
