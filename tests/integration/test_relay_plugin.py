# SPDX-License-Identifier: AGPL-3.0-or-later
"""Relay drivers of other packages: found, checked, and kept from breaking anything."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alpr_kiosk.cli import main
from alpr_kiosk.config.relays import PluginRelayConfig
from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.doctor import _relays
from alpr_kiosk.domain.ports import RelayDriver
from alpr_kiosk.errors import ConfigError, RelayError
from alpr_kiosk.gate.factory import make_driver
from alpr_kiosk.gate.last_commands import LastCommands
from alpr_kiosk.plugins import load_part
from tests.fakes.clock import ManualClock

BOARD = '''
from pydantic import BaseModel, Field
from alpr_kiosk.domain.ports import RelayStatus
from alpr_kiosk.errors import ConfigError, RelayError


class Options(BaseModel):
    address: str = Field(min_length=1)
    channel: int = Field(0, ge=0, le=7)
    password: str = ""


class Board:
    timed_by_device = True
    can_read_back = True
    longest_ms = 10_000
    config_model = Options
    made = []

    def __init__(self, options, setup):
        if setup.inputs and options.channel == 7:
            raise ConfigError("relay.no_inputs", kind="board")
        self.options, self.setup, self.off_at, self.calls = options, setup, 0.0, []
        Board.made.append(self)

    def pulse(self, pulse_ms):
        self.calls.append(pulse_ms)
        self.off_at = self.setup.clock.monotonic() + pulse_ms / 1000

    def off(self):
        self.calls.append("off")
        self.off_at = 0.0

    def status(self):
        on = self.setup.clock.monotonic() < self.off_at
        inputs = ((1, True), (2, on))
        return RelayStatus(reachable=True, output_on=on, detail="Board", inputs=inputs)

    def close(self):
        self.calls.append("close")


def plain(options, setup):
    """A factory without a model: it gets a dictionary."""
    assert type(options) is dict
    return Board(Options(**options), setup)


class Raises(Board):
    def fail(self, *_):
        if self.options.address == "key":
            raise KeyError("geheim")
        raise RelayError({"code": "board.tired", "auth": "relay.auth"}[self.options.address])

    def pulse(self, pulse_ms):
        self.fail()

    off = status = close = fail


class Odd(Board):
    def status(self):
        return {"none": None, "dict": {"reachable": True},
                "inputs": RelayStatus(reachable=True, inputs=(("1", 1),)),
                "level": RelayStatus(reachable=True, output_on="on")}[self.options.address]


class Blind(Board):
    can_read_back = False


class NoOff:
    timed_by_device = can_read_back = True
    longest_ms = 1000
    def __init__(self, options, setup): pass
    def pulse(self, pulse_ms): pass
    def status(self): pass
    def close(self): pass


class NoFlag(Board):
    timed_by_device = "yes"


class NoLength(Board):
    longest_ms = None


class OddPulse(Board):
    def pulse(self): pass


class OddProperty(Board):
    @property
    def longest_ms(self):
        raise OSError("board is tired")


class OddModel(Board):
    config_model = 5


def fails(options, setup):
    raise ValueError("no board for " + options["password"])


def fails_plainly(options, setup):
    raise ValueError("no board")


def exits(options, setup):
    raise SystemExit(3)


def own_model(options, setup):
    Options()


def nothing(options, setup):
    return None
'''
NAMES = {
    "board": "Board",
    "plain": "plain",
    "raises": "Raises",
    "odd": "Odd",
    "blind": "Blind",
    "no-off": "NoOff",
    "no-flag": "NoFlag",
    "no-length": "NoLength",
    "odd-pulse": "OddPulse",
    "odd-property": "OddProperty",
    "odd-model": "OddModel",
    "fails": "fails",
    "fails-plainly": "fails_plainly",
    "exits": "exits",
    "own-model": "own_model",
    "nothing": "nothing",
    "no-factory": "GROUP",
}


@pytest.fixture(autouse=True)
def other_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Install a package the way pip leaves it."""
    site = tmp_path / "site"
    info = site / "gateboard-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: gateboard\nVersion: 1.0\n")
    points = [f"{name} = gateboard:{target}" for name, target in NAMES.items()]
    points += ["lost = gateboard_gone:Nothing", "crash = gateboard_crash:Nothing"]
    points += ["quits = gateboard_quits:Nothing"]
    (info / "entry_points.txt").write_text("[alpr_kiosk.relays]\n" + "\n".join(points) + "\n")
    (site / "gateboard.py").write_text(BOARD + "\nGROUP = 5\n")
    (site / "gateboard_crash.py").write_text("1 / 0\n")
    (site / "gateboard_quits.py").write_text("raise SystemExit\n")
    monkeypatch.syspath_prepend(str(site))
    yield
    for name in ("gateboard", "gateboard_crash", "gateboard_quits"):
        sys.modules.pop(name, None)


def driver_of(name: str, *, inputs: tuple[int, ...] = (), **options: Any) -> RelayDriver:
    config = PluginRelayConfig(name=name, options=options or {"address": "x"})
    return make_driver(config, clock=ManualClock(), inputs=inputs, find_part=load_part)


def broken(name: str, **options: Any) -> ConfigError:
    with pytest.raises(ConfigError) as caught:
        driver_of(name, **options)
    return caught.value


def test_a_driver_of_another_package_is_used() -> None:
    for name in ("board", "plain"):
        driver = driver_of(name, inputs=(2,), address="192.168.1.60", channel=3)
        assert (driver.timed_by_device, driver.can_read_back, driver.longest_ms) == (
            True,
            True,
            10_000,
        )
        driver.pulse(700)
        status = driver.status()
        assert (status.output_on, status.detail, status.inputs) == (True, "Board", ((2, True),))
        driver.off()
        assert driver.status().output_on is False
        driver.close()
        board = sys.modules["gateboard"].Board.made[-1]
        assert board.calls == [700, "off", "close"]
        assert board.options.channel == 3


def test_without_read_back_no_state_is_told() -> None:
    driver = driver_of("blind")
    driver.pulse(700)
    assert driver.status().output_on is None


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("no-off", "its driver has no method off"),
        ("no-flag", "its driver has no timed_by_device that is true or false"),
        ("no-length", "its driver has no longest_ms of 50 or more"),
        ("odd-pulse", "its driver's pulse does not take 1 argument"),
        ("odd-property", "OSError: board is tired"),
        ("odd-model", "its config_model is not a pydantic model"),
        ("fails-plainly", "ValueError: no board"),
        ("exits", "SystemExit: 3"),
        ("own-model", "ValidationError"),
        ("nothing", "its driver has no timed_by_device that is true or false"),
        ("no-factory", "it is not a factory"),
        ("lost", "No module named 'gateboard_gone'"),
        ("crash", "division by zero"),
        ("quits", "SystemExit"),
    ],
)
def test_a_broken_one_is_named_with_the_reason(name: str, why: str) -> None:
    error = broken(name)
    assert (error.code, error.context["name"], error.context["why"]) == (
        "plugin.broken",
        name,
        why,
    )


def test_one_that_nobody_offers_is_named() -> None:
    assert broken("nobody").code == "plugin.unknown"


def test_a_secret_is_not_in_the_reason() -> None:
    error = broken("fails", password="geheim")
    assert error.context["why"] == "ValueError"
    assert "geheim" not in str(error)


@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"channel": 9}, "address: is missing; channel: 9 must be at most 7"),
        ({"address": "x", "chanel": 1}, "chanel: is not a known key (check the spelling)"),
        ({"address": "x", "password": 7}, "password: input should be a valid string"),
    ],
)
def test_options_are_checked_by_its_model(options: dict[str, Any], why: str) -> None:
    error = broken("board", **options)
    assert (error.code, error.context["why"]) == ("plugin.options", why)


def test_what_it_says_of_the_configuration_is_passed_on() -> None:
    with pytest.raises(ConfigError) as caught:
        driver_of("board", inputs=(1,), address="x", channel=7)
    assert caught.value.code == "relay.no_inputs"


@pytest.mark.parametrize(
    ("address", "code"),
    [("key", "relay.ambiguous"), ("code", "relay.ambiguous"), ("auth", "relay.auth")],
)
def test_what_a_command_raises_is_what_a_driver_may_raise(
    address: str, code: str, caplog: pytest.LogCaptureFixture
) -> None:
    driver = driver_of("raises", address=address)
    for call in (lambda: driver.pulse(700), driver.off):
        with pytest.raises(RelayError) as caught:
            call()
        assert caught.value.code == code
    assert "geheim" not in caplog.text + str(caught.value)
    if address == "auth":
        with pytest.raises(RelayError):
            driver.status()
        return
    assert not driver.status().reachable
    if address == "key":
        driver.close()


@pytest.mark.parametrize("address", ["none", "dict", "inputs", "level"])
def test_what_is_no_status_is_no_answer(address: str) -> None:
    assert not driver_of("odd", address=address).status().reachable


# ------------------------------------------------------------------------- the command line


def site_file(tmp_path: Path, relay: str) -> list[str]:
    path = tmp_path / "site.toml"
    path.write_text(f'[[gates]]\nid = "gate-a"\n[gates.relay]\ntype = "plugin"\n{relay}\n')
    return ["--config", str(path), "--data-dir", str(tmp_path / "data")]


@pytest.mark.parametrize(
    ("relay", "said"),
    [
        (
            'name = "nobody"',
            "line 5: gates.1.relay.name: the driver 'nobody' can't be used: no installed package",
        ),
        (
            'name = "crash"',
            "line 5: gates.1.relay.name: the driver 'crash' can't be used: division by zero",
        ),
        (
            'name = "no-off"',
            "line 5: gates.1.relay.name: the driver 'no-off' can't be used: its driver has no",
        ),
        (
            'name = "board"\noptions = { channel = 9 }',
            "line 6: gates.1.relay.options.channel: 9 must be at most 7 (for example: options",
        ),
        ('name = "board"', "gates.1.relay.options.address: is missing"),
    ],
)
def test_check_config_names_what_is_wrong(
    relay: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = site_file(tmp_path, relay)[1]
    assert main(["check-config", path]) == 1
    assert said in capsys.readouterr().err


def test_check_config_says_when_all_is_right(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = site_file(tmp_path, 'name = "board"\noptions = { address = "x" }')[1]
    assert main(["check-config", path]) == 0
    assert "The site file is right" in capsys.readouterr().out
    assert sys.modules["gateboard"].Board.made[-1].calls == ["close"]


@pytest.mark.parametrize(
    ("relay", "level", "detail"),
    [
        ({"name": "board", "options": {"address": "x"}}, "ok", "Board"),
        ({"name": "no-off"}, "FAIL", "its driver has no method off"),
        ({"name": "board"}, "FAIL", "address: is missing"),
        ({"name": "odd", "options": {"address": "none"}}, "FAIL", "does not answer"),
    ],
)
def test_the_doctor_looks_at_it(relay: dict[str, Any], level: str, detail: str) -> None:
    gate = {"id": "gate-a", "relay": {"type": "plugin", **relay}}
    (finding,) = _relays(AppConfig.model_validate({"gates": [gate]}), ManualClock())
    assert finding.level == level
    assert detail in finding.detail


def test_relays_off_switches_it_off(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "data").mkdir()
    record = LastCommands(path=tmp_path / "data" / "last-commands.json", clock=ManualClock())
    record.remember("gate-a")
    options = site_file(tmp_path, 'name = "board"\noptions = { address = "x" }')
    assert main(["relays-off", *options]) == 0
    assert capsys.readouterr().out == "gate-a: off\n"
    assert sys.modules["gateboard"].Board.made[-1].calls == ["off", "close"]
