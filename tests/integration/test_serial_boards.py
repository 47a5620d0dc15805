# SPDX-License-Identifier: AGPL-3.0-or-later
"""Serial boards on real ptys: shared and lost ports, names that change, and who may open them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alpr_kiosk.config.relays import KmtronicRelayConfig, LcusRelayConfig, NumatoRelayConfig
from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.doctor import _relays
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.domain.events import CommandSource
from alpr_kiosk.domain.gate_records import OpenCommanded
from alpr_kiosk.errors import ConfigError, RelayError
from alpr_kiosk.gate.controller import GateController
from alpr_kiosk.gate.drivers import serial_line
from alpr_kiosk.gate.drivers.kmtronic import KmtronicRelay
from alpr_kiosk.gate.drivers.lcus import LcusRelay
from alpr_kiosk.gate.drivers.numato import NumatoRelay
from alpr_kiosk.gate.drivers.serial_board import SerialBoard
from alpr_kiosk.gate.drivers.serial_line import LineError, LineSettings, SerialLine
from alpr_kiosk.gate.factory import make_driver
from alpr_kiosk.gate.last_commands import LastCommands, relays_off
from tests.emulators.serial_boards import Fault, KmtronicBoard, LcusBoard, NumatoBoard, PtyBoard
from tests.fakes.clock import ManualClock
from tests.fakes.journal import FakeJournal, JournalDisk

PATIENT_S = 5.0
QUICK_S = 0.4
ON_1, OFF_1 = bytes.fromhex("A00101A2"), bytes.fromhex("A00100A1")
ON_2, OFF_2 = bytes.fromhex("A00201A3"), bytes.fromhex("A00200A2")


def soon(seconds: float = PATIENT_S) -> float:
    return time.monotonic() + seconds


def error_of(call: Callable[..., object], *args: object) -> RelayError:
    with pytest.raises(RelayError) as caught:
        call(*args)
    return caught.value


class Deaf:
    """A gate's listener."""

    def on_status(self, status: object) -> None:
        """Read from the board here."""

    def on_result(self, intent: object, result: object) -> None:
        """Read from the board here."""

    def on_alert(self, *args: object) -> None:
        """Not asked for here."""


def code_of(call: Callable[..., object], *args: object) -> str:
    try:
        call(*args)
    except RelayError as exc:
        return exc.code
    return ""


@pytest.fixture(autouse=True)
def no_port_is_left() -> Iterator[None]:
    yield
    for port in list(serial_line._ports.values()):
        port.close()
    serial_line._ports.clear()


@pytest.fixture
def lcus(tmp_path: Path) -> Iterator[LcusBoard]:
    with LcusBoard(tmp_path / "gate-relay", relays=2) as board:
        yield board


@pytest.fixture
def numato(tmp_path: Path) -> Iterator[NumatoBoard]:
    with NumatoBoard(tmp_path / "gate-relay", relays=4) as board:
        yield board


def lcus_relay(board: PtyBoard, channel: int = 1, port: str = "") -> LcusRelay:
    return LcusRelay(port=port or board.port, channel=channel, timeout_s=PATIENT_S)


# ------------------------------------------------------------------ off is the first word


def test_nothing_is_written_when_a_port_is_opened_or_asked(lcus: LcusBoard) -> None:
    relay = lcus_relay(lcus)
    assert relay.status().reachable
    assert relay.status().output_on is None
    relay.close()
    lcus.settle()
    assert lcus.taken == b""


def test_the_first_pulse_says_off_first_and_the_next_ones_do_not(lcus: LcusBoard) -> None:
    relay = lcus_relay(lcus)
    relay.pulse(500)
    relay.pulse(500)
    relay.off()
    lcus.settle()
    assert lcus.taken == OFF_1 + ON_1 + ON_1 + OFF_1


def test_unplugged_between_on_and_off_says_off_first_when_it_is_back(lcus: LcusBoard) -> None:
    relay = lcus_relay(lcus)
    relay.pulse(500)
    lcus.settle()
    lcus.unplug()
    assert error_of(relay.off).code == "relay.unreachable"
    assert not relay.status().reachable
    lcus.taken = b""
    lcus.plug()
    assert relay.status().reachable
    lcus.settle()
    assert lcus.taken == b""
    relay.off()
    lcus.settle()
    assert lcus.taken == OFF_1


def test_a_gate_switches_off_by_itself_when_the_board_is_back(lcus: LcusBoard) -> None:
    clock = ManualClock()
    gate = GateController(
        config=site(lcus.port).gates[0],
        driver=lcus_relay(lcus),
        journal=FakeJournal(JournalDisk()),
        clock=clock,
        listener=Deaf(),
    )
    gate.tick()
    gate.handle(OpenCommanded(command_id="", source=CommandSource.BAR))
    assert lcus.is_on(1)
    lcus.unplug()
    for _ in range(5):
        clock.advance(1.0)
        gate.tick()
        gate.health_check()
    lcus.plug()
    lcus.taken = b""
    for _ in range(2):  # reliability.md F9: off within 2 s
        clock.advance(1.0)
        gate.tick()
    lcus.settle()
    assert lcus.taken == OFF_1
    gate.shutdown()


def test_a_pulse_on_a_port_that_is_back_is_off_then_on(lcus: LcusBoard) -> None:
    first, second = lcus_relay(lcus), lcus_relay(lcus, 2)
    first.off()
    second.off()
    lcus.settle()
    lcus.unplug()
    lcus.plug()
    lcus.taken = b""
    first.pulse(500)
    second.pulse(500)
    lcus.settle()
    assert lcus.taken == OFF_1 + ON_1 + OFF_2 + ON_2


def test_no_on_when_off_was_not_confirmed(tmp_path: Path) -> None:
    # A board with 8 relays that the site file calls one with 4: its answers are not understood.
    with KmtronicBoard(tmp_path / "relay", relays=8) as board:
        relay = KmtronicRelay(port=board.port, channels=4, timeout_s=PATIENT_S)
        error = error_of(relay.pulse, 500)
        assert (error.code, board.actuations(1)) == ("relay.unreachable", 0)
        assert board.commands == [(1, False)]
        assert not relay.status().reachable


def test_a_relay_that_does_not_close_is_not_called_closed(tmp_path: Path) -> None:
    with KmtronicBoard(tmp_path / "relay", relays=4) as board:
        relay = KmtronicRelay(port=board.port, channel=2, channels=4, timeout_s=PATIENT_S)
        relay.off()
        del board.on[2]  # a broken output: it takes commands, and stays off
        board.on[5] = False
        assert error_of(relay.pulse, 500).code == "relay.ambiguous"


# ------------------------------------------------------------------ one port, two drivers


def test_two_names_of_a_port_are_one_port(lcus: LcusBoard, tmp_path: Path) -> None:
    other = tmp_path / "other-name"
    other.symlink_to(lcus.device)
    first, second = lcus_relay(lcus), lcus_relay(lcus, 2, str(other))
    first.pulse(500)
    second.pulse(500)
    assert (lcus.is_on(1), lcus.is_on(2)) == (True, True)
    first.close()
    second.off()  # still open for the other one
    assert (lcus.is_on(1), lcus.is_on(2)) == (True, False)
    second.close()
    assert serial_line._ports == {}


def test_a_port_with_other_settings_is_refused(lcus: LcusBoard) -> None:
    first = SerialLine(lcus.port)
    first.open(soon())
    second = SerialLine(lcus.port, LineSettings(baud=19200, parity="even"))
    with pytest.raises(LineError, match="9600 8N1") as caught:
        second.open(soon())
    assert not caught.value.sent
    first.close()
    assert second.open(soon()) > 0
    second.close()


def test_two_gates_on_one_board_never_mix_their_lines(numato: NumatoBoard, tmp_path: Path) -> None:
    other = tmp_path / "other-name"
    other.symlink_to(numato.device)
    relays = [
        NumatoRelay(port=port, channel=channel, inputs=(channel,), timeout_s=60.0)
        for channel, port in enumerate((numato.port, str(other)))
    ]
    numato.gpio[1] = True
    wrong: list[object] = []

    def work(channel: int) -> None:
        relay = relays[channel]
        try:
            for _ in range(60):
                relay.pulse(500)
                status = relay.status()
                wrong.extend([status] * (status.output_on is not True))
                wrong.extend([status] * (status.input(channel) is not bool(channel)))
                relay.off()
                wrong.extend([channel] * (relay.status().output_on is not False))
        except RelayError as exc:
            wrong.append(exc)

    threads = [threading.Thread(target=work, args=(channel,)) for channel in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(200)
    assert wrong == []
    assert numato.switched_on == {0: 60, 1: 60, 2: 0, 3: 0}
    known = {
        f"{verb} {channel}".encode()
        for channel in (0, 1)
        for verb in ("relay on", "relay off", "relay read", "gpio read")
    }
    assert set(numato.taken.split(b"\r")) <= known | {b""}
    for relay in relays:
        relay.close()


def test_who_waits_for_the_other_output_keeps_his_deadline(numato: NumatoBoard) -> None:
    first = NumatoRelay(port=numato.port, channel=0, timeout_s=30.0)
    second = NumatoRelay(port=numato.port, channel=1, timeout_s=QUICK_S)
    first.off()
    second.off()
    numato.fail(Fault.MUTE)
    codes: list[str] = []
    thread = threading.Thread(target=lambda: codes.append(error_of(first.pulse, 500).code))
    thread.start()
    while not numato.is_on(0):  # it now waits for an answer that will not come
        pass
    error = error_of(second.pulse, 500)
    assert error.code == "relay.unreachable"
    assert "another output" in str(error.context["reason"])
    assert numato.switched_on[1] == 0
    numato.unplug()
    thread.join(60)
    assert codes == ["relay.ambiguous"]


# ------------------------------------------------------------------ lost, changed, stuck


def test_names_that_are_exchanged_do_not_move_an_open_port(tmp_path: Path) -> None:
    with (
        LcusBoard(tmp_path / "north", relays=1) as north,
        LcusBoard(tmp_path / "south", relays=1) as south,
    ):
        relay = lcus_relay(north)
        relay.off()
        for board, link in ((north, south.port), (south, north.port)):
            board.lead_here(Path(link))
        relay.pulse(500)
        assert (north.actuations(1), south.actuations(1)) == (1, 0)
        # Lost: from now on the path is what counts, and off is the first word there.
        south.taken = b""
        north.unplug()
        south.lead_here(tmp_path / "north")
        relay.pulse(500)
        south.settle()
        assert south.taken == OFF_1 + ON_1
        relay.close()


def test_another_kind_of_device_at_the_path_gets_nothing(lcus: LcusBoard) -> None:
    relay = lcus_relay(lcus)
    relay.off()
    lcus.unplug()
    Path(lcus.port).symlink_to("/dev/null")
    error = error_of(relay.pulse, 500)
    assert error.code == "relay.unreachable"
    assert "another kind of device" in str(error.context["reason"])


@pytest.mark.parametrize("what", ["/dev/null", "file", "missing", "dangling"])
def test_what_is_no_serial_port_is_unreachable_in_words(what: str, tmp_path: Path) -> None:
    path = tmp_path / "port"
    if what == "file":
        path.write_bytes(b"")
    elif what != "missing":
        path.symlink_to("/nowhere" if what == "dangling" else what)
    relay = LcusRelay(port=str(path))
    for call in (relay.off, lambda: relay.pulse(500)):
        error = error_of(call)
        assert error.code == "relay.unreachable"
        assert str(path) in str(error.context["reason"])
    assert not relay.status().reachable
    assert what != "file" or path.read_bytes() == b""


def test_a_board_that_takes_no_bytes_got_nothing(lcus: LcusBoard) -> None:
    relay = lcus_relay(lcus)
    relay.off()
    lcus.fail(Fault.STALL)
    error = error_of(relay.pulse, 500)
    assert (error.code, "hangs" in str(error.context["reason"])) == ("relay.unreachable", True)


def test_a_part_that_was_taken_is_told_and_puts_the_port_in_doubt(lcus: LcusBoard) -> None:
    line = SerialLine(lcus.port)
    before = line.open(soon())
    lcus.fail(Fault.STALL)
    lcus.fill(room=8192)
    with pytest.raises(LineError) as caught:
        line.exchange(b"\x00" * 100_000, None, soon())
    assert caught.value.sent
    assert 0 < caught.value.written < 100_000
    assert line.generation not in (0, before)
    with pytest.raises(LineError, match="hung") as caught:
        line.exchange(ON_1, None, soon(), generation=before)
    assert not caught.value.sent
    line.close()


def test_stale_bytes_are_not_taken_for_an_answer(tmp_path: Path) -> None:
    with KmtronicBoard(tmp_path / "relay", relays=4) as board:
        relay = KmtronicRelay(port=board.port, channel=1, channels=4, timeout_s=PATIENT_S)
        relay.off()
        board.send(b"\x01\x01\x01\x01")
        assert relay.status().output_on is False
        relay.close()


def test_a_line_that_is_never_silent_still_takes_off(lcus: LcusBoard) -> None:
    relay = LcusRelay(port=lcus.port, timeout_s=QUICK_S)
    relay.pulse(500)
    lcus.settle()
    stop = threading.Event()

    def babble() -> None:
        while not stop.is_set():
            lcus.send(b"\x55" * 64)

    thread = threading.Thread(target=babble)
    thread.start()
    try:
        relay.off()
    finally:
        stop.set()
        thread.join(10)
    assert not lcus.is_on(1)


def test_half_a_line_of_a_modem_prober_does_not_spoil_off(numato: NumatoBoard) -> None:
    relay = NumatoRelay(port=numato.port, timeout_s=PATIENT_S)
    relay.pulse(500)
    other = os.open(numato.device, os.O_WRONLY | os.O_NOCTTY)
    os.write(other, b"AT+GCAP")
    os.close(other)
    relay.off()
    assert not numato.is_on(0)


def test_a_damaged_echo_is_not_a_pulse_that_went_well(numato: NumatoBoard) -> None:
    relay = NumatoRelay(port=numato.port, timeout_s=PATIENT_S)
    relay.off()
    numato.garbage = b"relay on 1\n\r>"  # of another relay
    numato.fail(Fault.GARBAGE)
    assert error_of(relay.pulse, 500).code == "relay.ambiguous"


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
@pytest.mark.parametrize("family", ["numato", "kmtronic"])
def test_whatever_a_board_sends_no_state_is_made_up(
    family: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    pieces = [b"relay read 0", b"relay off 0", b"\r", b"\n", b">", b"on", b"off", b"\xff\x01\x01"]
    wire = b"".join(data.draw(st.lists(st.sampled_from(pieces) | st.binary(max_size=9))))
    path = tmp_path_factory.mktemp("board") / "relay"
    board = NumatoBoard(path, relays=2) if family == "numato" else KmtronicBoard(path, relays=2)
    number = 0 if family == "numato" else 1
    with board:
        relay: SerialBoard = (
            NumatoRelay(port=board.port, timeout_s=0.1)
            if family == "numato"
            else KmtronicRelay(port=board.port, channels=2, timeout_s=0.1)
        )
        board.garbage = wire
        board._fault, board._failing = Fault.GARBAGE, True
        state = relay.status().output_on
        if state is not None:
            # Only what a right answer would be; there is nothing else to go by.
            right = b"relay read 0" if family == "numato" else bytes((0xFF, 1, state))
            assert right in wire
        code = code_of(relay.pulse, 500)
        acted = board.actuations(number)
        assert code in ("", "relay.ambiguous") or (code, acted) == ("relay.unreachable", 0)
        assert code != "" or acted == 1
        relay.close()


FAMILIES = {
    "lcus": (LcusBoard, lambda port: LcusRelay(port=port, channel=2, timeout_s=0.2)),
    "numato": (NumatoBoard, lambda port: NumatoRelay(port=port, channel=2, timeout_s=0.2)),
    "kmtronic": (
        KmtronicBoard,
        lambda port: KmtronicRelay(port=port, channel=2, channels=4, timeout_s=0.2),
    ),
}
STEPS = ["pulse", "pulse", "off", "status", "unplug", "plug", "reboot", "close", *Fault]


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.sampled_from(STEPS), max_size=14))
@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_whatever_happens_to_a_board_its_driver_tells_the_truth(
    family: str, steps: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    make_board, make_relay = FAMILIES[family]
    with make_board(tmp_path_factory.mktemp("board") / "relay", relays=4) as board:
        relay = make_relay(board.port)
        plugged = True
        for step in steps:
            before = board.actuations(2)
            if isinstance(step, Fault):
                if plugged:
                    board.fail(step)
            elif step in ("plug", "unplug"):
                board.fail(Fault.NONE)
                board.unplug()
                plugged = step == "plug"
                if plugged:
                    board.plug()
            elif step == "reboot":
                board.reboot()
            elif step == "close":
                relay.close()
            elif step == "status":
                status = relay.status()
                if status.output_on is not None:
                    assert status.output_on is board.is_on(2)
            elif step == "off":
                if code_of(relay.off) == "":
                    assert not board.is_on(2)
            else:
                code = code_of(relay.pulse, 500)
                acted = board.actuations(2) - before
                assert acted <= 1
                # A board that never answers may not have understood what it took.
                assert acted == 1 or code != "" or family == "lcus"
                assert acted == 0 or code in ("", "relay.ambiguous")
            assert step in ("pulse",) or board.actuations(2) == before
        relay.close()
        assert serial_line._ports == {}


# ------------------------------------------------------------------ who may open it

HOLD = """
import sys, serial
port = serial.Serial(sys.argv[1], exclusive=True)
print("held", flush=True)
input()
"""
OFF = """
import os, sys
from alpr_kiosk.errors import RelayError
from alpr_kiosk.gate.drivers.lcus import LcusRelay
if len(sys.argv) > 2 and os.geteuid() == 0:  # like a service without rights
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    LcusRelay(port=sys.argv[1]).off()
except RelayError as exc:
    print(exc.code, exc.context["reason"])
"""
KILLED = """
import os, signal, sys
from alpr_kiosk.gate.drivers.lcus import LcusRelay
LcusRelay(port=sys.argv[1]).pulse(500)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_port_that_another_program_holds_is_unreachable_in_words(lcus: LcusBoard) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, lcus.port], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        other.stdout.readline()
        relay = lcus_relay(lcus)
        error = error_of(relay.pulse, 500)
        assert error.code == "relay.unreachable"
        assert "held by another program" in str(error.context["reason"])
        assert "held by another program" in relay.status().detail
        other.communicate(b"\n")
    relay.pulse(500)
    assert lcus.is_on(1)


def test_a_port_that_this_program_holds_is_held_for_others(lcus: LcusBoard) -> None:
    relay = lcus_relay(lcus)
    relay.off()
    command = [sys.executable, "-c", OFF, lcus.port]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("relay.unreachable")
    assert "held by another program" in done.stdout


def test_a_port_without_permission_is_unreachable_in_words(lcus: LcusBoard) -> None:
    Path(lcus.device).chmod(0)
    command = [sys.executable, "-c", OFF, lcus.device, "without rights"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("relay.unreachable no permission")
    assert "dialout" in done.stdout


def test_killed_between_on_and_off_is_off_after_relays_off(lcus: LcusBoard, tmp_path: Path) -> None:
    record = tmp_path / "last_commands"
    LastCommands(path=record, clock=SystemClock()).remember("gate-a")
    command = [sys.executable, "-c", KILLED, lcus.port]
    done = subprocess.run(command, check=False)
    assert (done.returncode, lcus.is_on(1)) == (-signal.SIGKILL, True)
    assert relays_off(site(lcus.port), record) == [("gate-a", True, "")]
    assert not lcus.is_on(1)


# ------------------------------------------------------------------ site file and doctor


def test_boards_are_built_from_the_site_file(numato: NumatoBoard) -> None:
    clock = SystemClock()
    numato.gpio[3] = True
    relay = make_driver(NumatoRelayConfig(port=numato.port, channel=2), clock=clock, inputs=(3,))
    assert relay.status().input(3) is True
    relay.pulse(500)
    assert numato.is_on(2)
    relay.close()
    for config in (LcusRelayConfig(port=numato.port), KmtronicRelayConfig(port=numato.port)):
        driver = make_driver(config, clock=clock)
        assert (driver.timed_by_device, driver.longest_ms) == (False, 86_400_000)
        with pytest.raises(ConfigError) as caught:
            make_driver(config, clock=clock, inputs=(0,))
        assert caught.value.code == "relay.no_inputs"


def test_a_kmtronic_channel_that_the_board_has_not_is_refused() -> None:
    with pytest.raises(ValueError, match="channel 3"):
        KmtronicRelayConfig(port="/dev/gate-relay", channel=3, channels=2)


def site(port: str) -> AppConfig:
    gate = {"id": "gate-a", "input_kind": "open", "relay": {"type": "lcus", "port": port}}
    return AppConfig.model_validate({"gates": [gate]})


def test_the_doctor_warns_of_a_name_that_does_not_last(lcus: LcusBoard) -> None:
    findings = list(_relays(site(lcus.device), SystemClock()))
    assert [finding.level for finding in findings] == ["ok", "warn"]
    assert "by-path" in findings[1].detail
    assert [f.level for f in _relays(site(lcus.port), SystemClock())] == ["ok"]
    lcus.settle()
    assert lcus.taken == b""


def test_the_doctor_says_why_a_port_is_not_there(tmp_path: Path) -> None:
    (finding,) = _relays(site(str(tmp_path / "gate-relay")), SystemClock())
    assert (finding.level, "unplugged" in finding.detail) == ("FAIL", True)
