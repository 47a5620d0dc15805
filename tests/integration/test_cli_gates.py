# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk gates`: what an installer reads, and that nothing pulses without a person's word."""

from __future__ import annotations

import argparse
import json
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from alpr_kiosk import cli, cli_gates_bench
from alpr_kiosk.cli_gates_bench import Bench
from alpr_kiosk.config.paths import DataPaths
from alpr_kiosk.config.schema import GateConfig
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.domain.commissioning_walk import SecondPulse
from alpr_kiosk.site_lock import single_instance
from alpr_kiosk.storage.store import open_store
from tests.emulators.modbus_board import Board, TcpBoard
from tests.emulators.shelly import ShellyEmulator
from tests.fakes.barrier import Barrier
from tests.unit.gate.test_gate_controller import Rig

ROOT = Path(__file__).resolve().parents[2]

SITE = """
[site]
name = "North works"

[[cameras]]
id = "cam"
source = "rtsp://127.0.0.1/none"

[[gates]]
id = "gate-a"
name = "Gate A"
pulse_ms = 100
travel_s = 1
lockout_s = 0.5
input_kind = "open"
{gate}

[[lanes]]
id = "lane"
camera = "cam"
gate = "gate-a"
"""


@pytest.fixture
def config(tmp_path: Path) -> Path:
    return site(tmp_path)


def site(folder: Path, gate: str = "") -> Path:
    path = folder / "site.toml"
    path.write_text(SITE.format(gate=gate), encoding="utf-8")
    return path


def call(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    status = cli.main(["gates", *(str(one) for one in arguments)])
    said = capsys.readouterr()
    assert "canary" not in said.out + said.err
    return status, said.out, said.err


def test_check_names_what_is_bad(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with ShellyEmulator(password="canary") as device:
        device.config["switch:0"]["initial_state"] = "restore_last"
        relay = (
            f'relay = {{ type = "shelly", address = "{device.address}", '
            'password = "canary", timeout_s = 5.0 }'
        )
        path = site(tmp_path, relay)
        status, out, _ = call(capsys, "check", "--config", path)
        assert status == 1
        assert "  BAD       When power returns the output goes to 'restore_last'" in out
        assert "  ok        Signing in is needed." in out
        assert out.startswith("gate-a: shelly\n")
        device.config["switch:0"]["initial_state"] = "off"
        status, out, _ = call(capsys, "check", "--config", path, "--json")
        lines = [json.loads(line) for line in out.splitlines()]
        assert status == 0
        assert {line["level"] for line in lines} == {"ok"}
        assert device.switched_on == 0


def test_inputs_show_each_change(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = Board()
    with TcpBoard(board, rtu=False) as front:
        path = site(
            tmp_path,
            f'relay = {{ type = "modbus_tcp", address = "{front.address}", timeout_s = 5.0 }}\n'
            'inputs = { position = { input = 2, means_yes = "open" } }',
        )
        turns = iter((True, False))
        monkeypatch.setattr(
            "alpr_kiosk.cli_gates.time.sleep", lambda _s: board.set_input(2, next(turns))
        )
        status, out, _ = call(capsys, "inputs", "--config", path)
        assert board.switched_on == 0
    assert status == 0
    said = [line.partition("s  ")[2] for line in out.splitlines()[1:-1]]
    assert said == ["position (input 2): yes", "position (input 2): no"]
    assert out.endswith("Every input changed.\n")


def test_inputs_that_are_not_wired_or_silent(
    capsys: pytest.CaptureFixture[str], config: Path, tmp_path: Path
) -> None:
    status, out, _ = call(capsys, "inputs", "--config", config)
    assert (status, out) == (1, "gate-a: no input is wired in the site file\n")
    path = site(tmp_path, "inputs = { loop = { input = 1 } }")
    status, out, _ = call(capsys, "inputs", "--config", path, "--seconds", "0")
    assert (status, out.splitlines()[-1]) == (1, "Not seen to change: loop")


def test_without_a_terminal_and_without_a_word_nothing_is_sent(
    capsys: pytest.CaptureFixture[str], config: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    status, out, err = call(capsys, "test", "--config", config, "--data-dir", data)
    assert (status, out) == (1, "")
    assert "--i-can-see-the-gate" in err
    assert not data.exists()
    status, _, err = call(capsys, "sheet", "--config", config, "--data-dir", data)
    assert (status, err) == (1, "There is no result sheet of gate-a yet.\n")


def test_a_gate_is_commissioned_and_the_sheet_is_kept(
    capsys: pytest.CaptureFixture[str], config: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    arguments = ("test", "--config", config, "--data-dir", data, "--i-can-see-the-gate")
    status, out, _ = call(capsys, *arguments, "--second-pulse", "turns-back")
    assert status == 0
    assert out.count("Pulse sent              after") == 6  # as it happens, and on the sheet
    assert "Gate has left closed    not known: no position contact is wired" in out
    assert 'input_kind = "step", lockout_s = 8' in out
    assert "Commissioned: 3 good pulses" in out
    assert "North works" in out

    (path,) = (data / "commissioning").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    status, shown, _ = call(capsys, "sheet", "--config", config, "--data-dir", data)
    assert status == 0
    assert shown in out
    status, shown, _ = call(capsys, "sheet", "--config", config, "--data-dir", data, "--json")
    assert json.loads(shown)["second_pulse"]["answer"] == "turns_back"

    store = open_store(data, clock=SystemClock())
    rows = store.records.audit_rows()
    kinds = [row.kind for row in rows]
    assert (kinds.count("gate.intent"), kinds.count("gate.result")) == (3, 3)
    (kept,) = (json.loads(row.body) for row in rows if row.kind == "gate.commissioned")
    assert kept["commissioned"] is True
    assert kept["sha256"] in out
    assert store.records.verify_audit() is None
    store.records.set_setting("lockdown", "on")
    store.close()
    # A lockdown of the kiosk holds here too.
    status, out, _ = call(capsys, *arguments)
    assert status == 1
    assert "Lockdown is on." in out
    assert "Pulse sent" not in out


BROKEN_LINE = """
import signal, sys
from alpr_kiosk import cli, cli_gates_bench
from alpr_kiosk.cli_gates_bench import Bench

# Who starts the tests behind a shell's & has Ctrl+C ignored, and hands that on.
signal.signal(signal.SIGINT, signal.default_int_handler)
# The check of the settings is not what is tried here.
cli_gates_bench.CHECK_WAIT_S = 0.0
Bench._ready = lambda self: True

def pause(self, turns=None):
    # Only while the contact is closed: the parent, which is the board, is asked.
    print("on?", flush=True)
    if sys.stdin.readline().strip() == "yes":
        signal.raise_signal(int(sys.argv[1]))

Bench._turn = pause
sys.exit(cli.main(["gates", *sys.argv[2:]]))
"""


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGHUP, signal.SIGTERM])
def test_a_line_that_breaks_within_a_pulse_leaves_nothing_on(
    end: signal.Signals, tmp_path: Path
) -> None:
    """In a process of its own, as it is used: what signals do to that of the tests is not known."""
    board = Board()
    with TcpBoard(board, rtu=False) as front:
        path = site(
            tmp_path,
            f'relay = {{ type = "modbus_tcp", address = "{front.address}", timeout_s = 5.0 }}',
        )
        # So long that it is asked for in time on however slow a machine.
        text = path.read_text(encoding="utf-8").replace("pulse_ms = 100\n", "pulse_ms = 10000\n")
        path.write_text(text, encoding="utf-8")
        arguments = ["--config", path, "--data-dir", tmp_path / "data", "--i-can-see-the-gate"]
        with subprocess.Popen(
            [sys.executable, "-c", BROKEN_LINE, str(int(end)), "test", *map(str, arguments)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as child:
            assert child.stdin is not None
            assert child.stdout is not None
            was_on = 0
            said = []
            for line in child.stdout:
                said.append(line)
                if line == "on?\n":
                    was_on += board.output()
                    child.stdin.write("yes\n" if board.output() else "no\n")
                    child.stdin.flush()
            status = child.wait(60)
        assert (status, was_on) == (1, 1)
        assert not board.output()
    assert said[-1] == "Stopped. No sheet was kept.\n"
    assert not (tmp_path / "data" / "commissioning").exists()
    assert json.loads((tmp_path / "data" / "last-commands.json").read_text())["gates"] == {}


def test_beside_a_running_kiosk_nothing_is_sent(
    capsys: pytest.CaptureFixture[str], config: Path, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    with single_instance(DataPaths.prepare(data)):
        status, out, err = call(
            capsys, "test", "--config", config, "--data-dir", data, "--i-can-see-the-gate"
        )
    assert (status, out) == (1, "")
    assert "Another alpr-kiosk uses" in err


def test_a_gate_must_be_named(capsys: pytest.CaptureFixture[str], config: Path) -> None:
    status, _, err = call(capsys, "test", "--config", config, "--gate", "gone")
    assert (status, err) == (1, "alpr-kiosk: The site file has no gate gone. It has: gate-a.\n")
    text = config.read_text(encoding="utf-8") + '\n[[gates]]\nid = "gate-b"\n'
    config.write_text(text, encoding="utf-8")
    status, _, err = call(capsys, "inputs", "--config", config)
    assert (status, err) == (1, "alpr-kiosk: Name one gate with --gate: gate-a, gate-b.\n")


# ------------------------------------------------------------------------- at a terminal


class Terminal:
    """A person at a terminal, a gate behind a contact, and a clock that only waits move."""

    def __init__(self, *, second: Any = "nothing", contact: bool = True, **relay: bool) -> None:
        gate: dict[str, Any] = {"id": "gate-a", "pulse_ms": 500, "travel_s": 5}
        if contact:
            gate["inputs"] = {"position": {"input": 1, "means_yes": "open"}}
        config = GateConfig.model_validate(gate)
        self.rig = Rig(config=config, relay=relay)
        self.barrier = Barrier(now=self.rig.clock.monotonic, second=second)
        self.asked: list[str] = []
        self.answers: list[str] = []
        self.bench = Bench(
            config, self.rig.gate, clock=self.rig.clock, pause=self.pause, ask=self.ask
        )
        self.pause(0.5)

    def pause(self, seconds: float) -> None:
        # In small steps, as a barrier moves, whatever the program waits for.
        end = self.rig.clock.mono + seconds
        while self.rig.clock.mono < end - 1e-9:
            self.rig.clock.advance(min(0.05, end - self.rig.clock.mono))
            self.rig.relay.inputs[1] = self.barrier.is_closed(self.rig.relay.on)

    def ask(self, question: str) -> str:
        self.asked.append(question)
        return self.answers.pop(0)

    def run(self, *answers: str, **options: Any) -> None:
        self.answers = list(answers)
        values = {
            "i_can_see_the_gate": False,
            "pulses": 3,
            "second_pulse": None,
            "try_second_pulse": False,
        }
        self.bench.run(argparse.Namespace(**{**values, **options}))
        assert self.answers == []


def test_each_pulse_is_confirmed_at_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal()
    terminal.run("yes", "yes", "yes", "1")
    assert terminal.bench.state.commissioned
    assert terminal.rig.relay.pulses == 3
    assert terminal.asked[:3] == ["I can see the gate and nobody is near it. Type yes: "] * 3
    assert "  1  Nothing" in capsys.readouterr().out


@pytest.mark.parametrize("word", ["", "y", "no", "YES please"])
def test_any_other_word_sends_nothing(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal()
    terminal.run(word)
    assert terminal.rig.relay.pulses == 0
    assert "Nothing was sent." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("second", "told"),
    [("turns_back", SecondPulse.TURNS_BACK), ("stops", SecondPulse.STOPS), ("nothing", None)],
)
def test_a_second_pulse_at_the_terminal(second: str, told: SecondPulse | None) -> None:
    terminal = Terminal(second=second)
    terminal.run("yes", "yes", "", pulses=1, try_second_pulse=True)
    assert terminal.rig.relay.pulses == 3
    assert terminal.bench.state.contact is told
    assert "it may turn back" in terminal.asked[1]
    assert not terminal.bench.state.commissioned


def test_a_board_that_tells_nothing_asks_whether_it_opened() -> None:
    terminal = Terminal(contact=False, can_read_back=False, timed_by_device=False)
    terminal.run("yes", "y", "yes", "y", "yes", "n", "4")
    assert terminal.asked[1] == "Did the gate open? [y/n] "
    assert terminal.bench.state.good_pulses == 0  # the last one did not open it
    assert terminal.rig.relay.log.count("off") >= 3


def test_a_dead_relay_ends_it(capsys: pytest.CaptureFixture[str]) -> None:
    terminal = Terminal()
    terminal.rig.relay.plan.append("relay.auth")
    terminal.run("yes")
    out = capsys.readouterr().out
    assert "Pulse sent              FAILED: the relay refuses the password" in out
    assert terminal.rig.relay.pulses == 1


def test_the_bench_is_silent_to_nobody() -> None:
    """Its listener has all that the controller calls."""
    heard = cli_gates_bench._Nobody()
    rig = Rig()
    rig.gate._listener = heard
    rig.hand()
    rig.relay.dead = True
    rig.gate.health_check()
    rig.wait(11)
