# SPDX-License-Identifier: AGPL-3.0-or-later
"""check-config, relays-off, and what the command line does with what it can't use."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from alpr_kiosk.cli import main
from alpr_kiosk.config.paths import resources_dir
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.gate.last_commands import LastCommands
from tests.emulators.shelly import ShellyEmulator

ROOT = Path(__file__).resolve().parents[2]
DEMO = str(resources_dir() / "demo" / "site.toml")
BAD = """
[site]
time_zone = "Mars"
[[cameras]]
id = "cam-a"
source = "rtsp://root:s3cret-9@10.0.0.1/x"
[[gates]]
id = "gate-a"
pulse_ms = 1
[[lanes]]
id = "lane-a"
camera = "cam-x"
"""


@pytest.fixture(autouse=True)
def _no_installed_site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ALPR_CONFIG", str(tmp_path / "not there.toml"))


def test_a_right_file_is_said_to_be_right(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-config", DEMO]) == 0
    assert main(["check-config", "--config", DEMO]) == 0
    out = capsys.readouterr()
    assert out.out.count("The site file is right: 2 cameras, 2 lanes, 2 gates.") == 2
    assert out.err == ""


def test_all_mistakes_are_on_stderr_and_the_status_is_1(tmp_path: Path) -> None:
    path = tmp_path / "site.toml"
    path.write_text(BAD, encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-m", "alpr_kiosk", "check-config", str(path)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 1
    assert ended.stdout == ""
    lines = ended.stderr.splitlines()
    assert lines[0] == f"{path}: 4 mistakes"
    keys = ["site.time_zone", "cameras.1.source", "gates.1.pulse_ms", "lanes.1.camera"]
    assert [key for key in keys if any(f" {key}: " in line for line in lines)] == keys
    assert all("for example: " in line and "line " in line for line in lines[1:])
    assert "s3cret-9" not in ended.stderr


def test_main_py_is_the_same_command() -> None:
    ended = subprocess.run(
        [sys.executable, "main.py", "check-config", DEMO],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "The site file is right" in ended.stdout


def test_all_keys_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-config", "--keys"]) == 0
    out = capsys.readouterr().out
    for key in (
        "site.time_zone: ",
        "gates.relay[shelly].address: ",
        "ui.theme: ",
        "lanes.unlisted: ",
    ):
        assert f"\n{key}" in out


@pytest.mark.parametrize(
    "command", [["check-config"], ["doctor"], ["relays-off"], ["headless"]], ids=lambda c: c[0]
)
def test_without_a_site_file_it_says_so(
    command: list[str], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(command) == 1
    assert "there is no file" in capsys.readouterr().err
    monkeypatch.delenv("ALPR_CONFIG")
    if Path("/etc/alpr-kiosk/config.toml").exists():
        pytest.skip("a site is installed here")
    assert main(command) == 1
    assert "No site file. Give one with --config" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["dance"],
        ["read"],
        ["read", "x.png", "--threads", "0"],
        ["read", "x.png", "--preset", "atlantis"],
        ["read", "x.png", "--engine", "magic"],
    ],
)
def test_a_wrong_command_line_is_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: alpr-kiosk" in capsys.readouterr().err


def test_the_version(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("alpr-kiosk 0.")


# ----------------------------------------------------------------------------------- relays-off


def site_file(tmp_path: Path, address: str) -> list[str]:
    path = tmp_path / "site.toml"
    path.write_text(
        f'[[gates]]\nid = "gate-a"\nrelay = {{ type = "shelly", address = "{address}",'
        " timeout_s = 0.5 }\n",
        encoding="utf-8",
    )
    return ["--config", str(path), "--data-dir", str(tmp_path / "data")]


def remember(tmp_path: Path, gate: str) -> Path:
    path = tmp_path / "data" / "last-commands.json"
    LastCommands(path=path, clock=SystemClock()).remember(gate)
    return path


def test_relays_off_without_a_record_sends_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with ShellyEmulator() as device:
        options = site_file(tmp_path, device.address)
        assert main(["relays-off", *options]) == 0
        assert "no command was ever sent from here" in capsys.readouterr().out
        (tmp_path / "data").mkdir()
        assert main(["relays-off", *options]) == 0
        assert "no output may be on" in capsys.readouterr().out
        assert device.calls == []


def test_relays_off_switches_off_what_may_be_on_and_forgets_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with ShellyEmulator() as device:
        device.switch(True)
        remember(tmp_path, "gate-a")
        options = site_file(tmp_path, device.address)
        assert main(["relays-off", *options]) == 0
        assert capsys.readouterr().out == "gate-a: off\n"
        assert not device.output()
        assert main(["relays-off", *options]) == 0
        assert "no output may be on" in capsys.readouterr().out
        assert len(device.sets) == 1


def test_a_relay_that_does_not_answer_is_named_and_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with ShellyEmulator() as device:
        address = device.address
    path = remember(tmp_path, "gate-a")
    assert main(["relays-off", *site_file(tmp_path, address)]) == 1
    assert capsys.readouterr().out == "gate-a: relay.unreachable\n"
    assert "gate-a" in path.read_text(encoding="utf-8")


def test_a_damaged_record_means_every_gate(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = remember(tmp_path, "gate-a")
    path.write_text("{", encoding="utf-8")
    with ShellyEmulator() as device:
        device.switch(True)
        assert main(["relays-off", *site_file(tmp_path, device.address)]) == 0
        assert not device.output()
    assert capsys.readouterr().out == "gate-a: off\n"


GATES = """
[[gates]]
id = "gate-a"
input_kind = "open"
{a}
[[gates]]
id = "gate-b"
{b}
"""
SHELLY = '{ type = "shelly", address = "10.0.0.9", channel = 0 }'
SAME = '{ type = "shelly", address = "10.0.0.9", channel = 0, timeout_s = 1.5 }'
LCUS = '{ type = "lcus", port = "/dev/serial/by-path/x" }'


@pytest.mark.parametrize(
    ("a", "b", "said"),
    [
        # A hold-open on the start signal would be the worst of all: a time-out makes no other one.
        (f"relay = {SHELLY}\nhold_relay = {SAME}", "", "line 6: gates.1.hold_relay: is the same"),
        (f"relay = {SHELLY}", f"stop_relay = {SAME}", "line 8: gates.2.stop_relay: gates 'gate-a'"),
        (f"relay = {LCUS}\ninputs = {{ loop = {{ input = 0 }} }}", "", "line 6: gates.1.inputs:"),
        ('hold_relay = { type = "plugin", name = "x" }', "", "line 5: gates.1.hold_relay.name:"),
        ('stop_relay = "shelly"', "", "line 5: gates.1.stop_relay: 'shelly' must be a table"),
        ("inputs = { door = 1 }", "", "line 5: gates.1.inputs.door: 1 must be a table"),
    ],
)
def test_mistakes_of_outputs_and_inputs_have_line_key_and_example(
    a: str, b: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "site.toml"
    path.write_text(GATES.format(a=a, b=b), encoding="utf-8")
    assert main(["check-config", str(path)]) == 1
    err = capsys.readouterr().err
    assert said in err
    assert "for example:" in err


def test_outputs_of_one_device_may_serve_one_gate(tmp_path: Path) -> None:
    path = tmp_path / "site.toml"
    other = SHELLY.replace("channel = 0", "channel = 1")
    path.write_text(GATES.format(a=f"relay = {SHELLY}\nstop_relay = {other}", b=""))
    assert main(["check-config", str(path)]) == 0
