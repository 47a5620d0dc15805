# SPDX-License-Identifier: AGPL-3.0-or-later
"""The Modbus driver against boards that fail in every way they can."""

from __future__ import annotations

import random
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from alpr_kiosk.errors import RelayError
from alpr_kiosk.gate.drivers.modbus import ModbusRelay
from alpr_kiosk.gate.drivers.modbus_lines import RtuLine, TcpLine, silence_s
from alpr_kiosk.gate.drivers.serial_line import LineSettings
from tests.emulators.modbus_board import COIL, COILS, Board, Fault, SerialBoard, TcpBoard
from tests.fakes.clock import ManualClock

QUICK_S = 0.4
"""Only where the board never answers: elsewhere a busy machine could exceed it."""
PATIENT_S = 5.0


Front = TcpBoard | SerialBoard


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def board(clock: ManualClock) -> Board:
    return Board(now=clock.monotonic)


@pytest.fixture(params=["tcp", "rtu-over-tcp", "serial"])
def front(request: pytest.FixtureRequest, board: Board, tmp_path: Path) -> Iterator[Front]:
    with front_of(request.param, board, tmp_path) as made:
        yield made


def front_of(kind: str, boards: Board | dict[int, Board], folder: Path) -> Front:
    if kind == "serial":
        return SerialBoard(boards, str(folder / "gate-relay"))
    return TcpBoard(boards, rtu=kind != "tcp")


def relay_of(front: Front, *, timeout_s: float = PATIENT_S, **keys: object) -> ModbusRelay:
    if isinstance(front, SerialBoard):
        line: RtuLine | TcpLine = RtuLine(front.port, LineSettings())
    else:
        line = TcpLine(front.address, port=1)
    return ModbusRelay(line=line, rtu=front.rtu, timeout_s=timeout_s, **keys)  # type: ignore[arg-type]


def code_of(relay: ModbusRelay, call: str = "pulse", *args: int) -> str:
    try:
        getattr(relay, call)(*(args or ((1000,) if call == "pulse" else ())))
    except RelayError as exc:
        return exc.code
    return ""


def commands(front: Front) -> list[bytes]:
    """PDUs of all written coils."""
    pdus = [frame[1:-2] if front.rtu else frame[7:] for frame in front.requests]
    return [pdu for pdu in pdus if pdu[0] == COIL]


# ------------------------------------------------------------------------------- behaviour


def test_the_first_command_is_after_a_question_and_the_next_are_not(front: Front) -> None:
    relay = relay_of(front)
    relay.pulse(1000)
    relay.pulse(1000)
    relay.off()
    functions = [frame[1] if front.rtu else frame[7] for frame in front.requests]
    assert functions == [COILS, COIL, COIL, COIL]
    relay.close()


def test_what_is_on_the_wire(front: Front) -> None:
    # Frames of the Waveshare wiki: "Relay 1 on", "off", and "Relay 1 flash on" with 800 ms.
    plain, flash = relay_of(front, channel=1), relay_of(front, channel=1, flash_on=True)
    plain.pulse(800)
    plain.off()
    flash.pulse(800)
    flash.off()
    assert [pdu.hex() for pdu in commands(front)] == [
        "050001ff00",
        "0500010000",
        "0502010008",
        "0500010000",
    ]
    if front.rtu:
        assert front.requests[1] == bytes.fromhex("01 05 00 01 FF 00 DD FA")
    plain.close()
    flash.close()


@pytest.mark.parametrize("off_ends_flash", [True, False])
def test_off_ends_a_flash_whatever_the_board_does_with_its_timer(
    off_ends_flash: bool, board: Board, clock: ManualClock
) -> None:
    board.off_ends_flash = off_ends_flash
    with TcpBoard(board) as front:
        relay = relay_of(front, flash_on=True)
        relay.pulse(5000)
        relay.off()
        assert not board.output()
        clock.advance(10)
        assert not board.output()


def test_a_board_without_flash_on_refuses_it(clock: ManualClock) -> None:
    board = Board(flash=False, now=clock.monotonic)
    with TcpBoard(board) as front:
        assert code_of(relay_of(front, flash_on=True)) == "relay.refused"
        assert not board.output()


def test_an_output_that_the_board_does_not_have_is_refused(front: Front, board: Board) -> None:
    relay = relay_of(front, channel=12, outputs=8)
    assert code_of(relay) == "relay.refused"
    wrong = relay_of(front, outputs=16)
    with pytest.raises(RelayError) as caught:
        wrong.status()
    assert caught.value.code == "relay.refused"
    assert board.switched_on == 0
    relay.close()
    wrong.close()


def test_inputs_that_the_board_does_not_have_are_left_out(clock: ManualClock) -> None:
    with TcpBoard(Board(inputs=0, now=clock.monotonic)) as front:
        status = relay_of(front, inputs=(0, 1)).status()
        assert (status.reachable, status.output_on, status.inputs) == (True, False, ())


def test_each_exchange_is_its_own_connection(board: Board) -> None:
    with TcpBoard(board, room=1) as front:
        relay = relay_of(front)
        relay.pulse(1000)
        relay.status()
        relay.off()
        assert front.connections == len(front.requests)


def test_a_host_name_is_looked_up_and_all_its_addresses_are_tried(board: Board) -> None:
    with TcpBoard(board) as front:
        port = front.address.rpartition(":")[2]
        relay = ModbusRelay(line=TcpLine(f"localhost:{port}", port=1), rtu=False, timeout_s=5)
        assert code_of(relay) == ""


# --------------------------------------------------------------------------------- failure

AMBIGUOUS = "relay.ambiguous"
CODES = {
    Fault.HANG: AMBIGUOUS,
    Fault.ACT_THEN_HANG: AMBIGUOUS,
    Fault.RESET: AMBIGUOUS,
    Fault.ACT_THEN_RESET: AMBIGUOUS,
    Fault.ACT_THEN_DIE: AMBIGUOUS,
    Fault.GARBAGE: AMBIGUOUS,
    Fault.SLOW: AMBIGUOUS,
    Fault.HALF: AMBIGUOUS,
    Fault.BABBLE: AMBIGUOUS,
    Fault.WRONG_CHECK: AMBIGUOUS,
    Fault.WRONG_UNIT: AMBIGUOUS,
    Fault.WRONG_FUNCTION: AMBIGUOUS,
    Fault.WRONG_COIL: AMBIGUOUS,
    Fault.WRONG_TRANSACTION: AMBIGUOUS,
    Fault.LATE: AMBIGUOUS,
    Fault.NOISE: "",
    Fault.EXCEPTION: "relay.refused",
    Fault.FAILED: AMBIGUOUS,
    Fault.SCRIPT: AMBIGUOUS,
}
ONLY_TCP = {Fault.RESET, Fault.ACT_THEN_RESET, Fault.WRONG_TRANSACTION}
ACTS_NOT = {Fault.HANG, Fault.RESET, Fault.EXCEPTION}


def test_the_matrix_is_whole() -> None:
    assert set(CODES) == set(Fault) - {Fault.NONE}


@pytest.mark.parametrize("fault", sorted(CODES))
def test_a_fault_at_the_command(fault: Fault, front: Front, board: Board) -> None:
    if fault in ONLY_TCP and (front.rtu or isinstance(front, SerialBoard)):
        pytest.skip("not on a serial line")
    relay = relay_of(front)
    relay.status()
    relay._timeout_s = PATIENT_S if CODES[fault] in ("", "relay.refused") else QUICK_S
    board.fault = fault
    code = code_of(relay)
    expected = CODES[fault]
    if fault is Fault.NOISE and not front.rtu:
        expected = AMBIGUOUS  # TCP has no noise
    assert code == expected
    assert len(commands(front)) == 1, "a command was repeated"
    assert board.switched_on == (0 if fault in ACTS_NOT else 1)
    relay.close()


@pytest.mark.parametrize("exception", range(1, 13))
def test_only_some_exceptions_say_that_nothing_was_done(exception: int, board: Board) -> None:
    # Application Protocol V1.1b3, 7: 5 "has accepted the request and is processing it", 4 "while
    # attempting to perform the requested action", 11 "no response from the target device".
    board.fault, board.exception = Fault.EXCEPTION, exception
    with TcpBoard(board) as front:
        surely_not = exception in (1, 2, 3, 6, 10)
        assert code_of(relay_of(front)) == ("relay.refused" if surely_not else AMBIGUOUS)


NOT_AT_A_QUESTION = {
    Fault.NOISE,
    Fault.ACT_THEN_DIE,
    Fault.EXCEPTION,
    Fault.FAILED,
    Fault.WRONG_COIL,  # it says what is on
}


@pytest.mark.parametrize("fault", sorted(set(CODES) - NOT_AT_A_QUESTION))
def test_a_fault_at_the_question_surely_did_not_act(
    fault: Fault, front: Front, board: Board
) -> None:
    if fault in ONLY_TCP and front.rtu:
        pytest.skip("not on a serial line")
    board.fault_functions = frozenset({COILS})
    board.fault = fault
    relay = relay_of(front, timeout_s=QUICK_S)
    assert code_of(relay) == "relay.unreachable"
    assert commands(front) == []
    # "Off" goes out all the same: better heard without an answer than not said.
    code_of(relay, "off")
    if not (isinstance(front, SerialBoard) and fault in {Fault.SLOW, Fault.BABBLE}):
        # (This one has no ear while it talks.)
        assert [pdu.hex() for pdu in commands(front)] == ["0500000000"]
    assert not relay.status().reachable
    relay.close()


def test_a_gateway_without_its_board_surely_did_not_act(board: Board) -> None:
    with TcpBoard({7: board}) as front:
        relay = relay_of(front, unit=1)
        assert code_of(relay) == "relay.unreachable"
        assert not relay.status().reachable
        assert "11" in relay.status().detail
        assert commands(front) == []


def test_another_unit_is_not_answered(board: Board, tmp_path: Path) -> None:
    with SerialBoard({7: board}, str(tmp_path / "x")) as front:
        relay = relay_of(front, unit=1, timeout_s=QUICK_S)
        assert code_of(relay) == "relay.unreachable"
        assert not relay.status().reachable
        assert board.pdus == []
        relay.close()


def test_a_late_answer_is_not_taken_for_the_next_one(front: Front, board: Board) -> None:
    relay = relay_of(front, timeout_s=PATIENT_S)
    relay.status()
    relay._timeout_s = QUICK_S
    board.fault = Fault.LATE
    assert code_of(relay) == AMBIGUOUS
    # The same command again, which the board does not do: its late answer comes, byte for byte
    # the one that is waited for, but with the answer to the question before.
    board.fault = Fault.HANG
    assert code_of(relay) == AMBIGUOUS
    assert board.switched_on == 1
    # Nor is it in the way of what goes well.
    board.fault = Fault.NONE
    relay._timeout_s = PATIENT_S
    assert relay.status().output_on is True
    assert code_of(relay, "off") == ""
    assert not board.output()
    relay.close()


def test_an_adapter_that_hears_itself_is_not_taken_for_a_board(
    board: Board, tmp_path: Path
) -> None:
    for front in (TcpBoard(board, rtu=True), SerialBoard(board, str(tmp_path / "x"))):
        with front:
            front.echo = True
            relay = relay_of(front, inputs=(3,))
            board.set_input(3, True)
            assert code_of(relay) == ""
            status = relay.status()
            assert (status.output_on, status.input(3)) == (True, True)
            assert code_of(relay, "off") == ""
            # Its own words only: nobody has acted, and nobody says so.
            relay._timeout_s = QUICK_S
            board.fault = Fault.HANG
            before = board.switched_on
            assert code_of(relay) == AMBIGUOUS
            assert board.switched_on == before
            board.fault_functions = frozenset({COIL, COILS})
            assert code_of(relay) == "relay.unreachable"
            assert code_of(relay, "off") == AMBIGUOUS
            assert not relay.status().reachable
            relay.close()
        board.fault, board.fault_functions = Fault.NONE, frozenset({COIL})


def test_a_dead_board_is_unreachable_and_comes_back(front: Front, board: Board) -> None:
    relay = relay_of(front)
    relay.pulse(1000)
    front.stop()
    assert code_of(relay) == "relay.unreachable"
    assert code_of(relay, "off") == "relay.unreachable"
    assert not relay.status().reachable
    front.start()
    assert code_of(relay) == ""
    assert board.switched_on == 2
    relay.close()


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
            line = TcpLine(f"127.0.0.1:{address[1]}", port=1)
            relay = ModbusRelay(line=line, rtu=False, timeout_s=QUICK_S)
            assert code_of(relay) == "relay.unreachable"
        finally:
            for sock in waiting:
                sock.close()


@pytest.mark.parametrize("host", ["no-such-host.invalid", "a" * 70 + ".invalid", "[::1"])
def test_a_name_that_nobody_knows_is_unreachable(host: str) -> None:
    relay = ModbusRelay(line=TcpLine(host, port=502), rtu=False, timeout_s=QUICK_S)
    assert code_of(relay) == "relay.unreachable"
    assert not relay.status().reachable


def fuzz(count: int, rtu: bool, seed: int) -> None:
    """Say `count` answers: noise, right ones with changed bytes, and both, cut anywhere."""
    chance = random.Random(seed)
    said: list[tuple[bytes, bytes]] = []

    def say(right: bytes) -> bytes:
        frame = bytearray(chance.randbytes(chance.choice((0, 0, 0, 1, 8))) + right)
        for _ in range(chance.choice((0, 1, 1, 2, 5))):
            frame[chance.randrange(len(frame))] = chance.randrange(256)
        if chance.random() < 0.2:
            frame = bytearray(chance.randbytes(chance.randrange(0, 300)))
        cut = chance.choice((None, None, chance.randrange(0, 12)))
        said.append((right, bytes(frame[:cut])))
        return said[-1][1]

    board = Board()
    board.script = say
    board.fault, board.fault_functions = Fault.SCRIPT, frozenset({COIL, COILS, 2})
    wrongly = 0
    with TcpBoard(board, rtu=rtu) as front:
        relay = relay_of(front, inputs=(0,))
        while len(said) < count:
            code = code_of(relay, chance.choice(("pulse", "off")))
            assert code in ("", "relay.ambiguous", "relay.refused", "relay.unreachable")
            right, frame = said[-1]
            wrongly += code == "" and right not in frame
            assert code_of(relay, "status") in ("", "relay.refused")
    # By chance once in 65,536 with RTU; never else.
    assert wrongly <= (count // 10_000 if rtu else 0)


@pytest.mark.parametrize("rtu", [False, True])
def test_fuzzed_answers_are_never_taken_for_an_action(rtu: bool) -> None:
    fuzz(400, rtu, 5)


@pytest.mark.soak
@pytest.mark.parametrize("rtu", [False, True])
def test_a_hundred_thousand_fuzzed_answers(rtu: bool) -> None:
    fuzz(50_000, rtu, 15)


# ------------------------------------------------------------------------- several gates


def test_two_gates_on_one_board_of_one_connection(front: Front, board: Board) -> None:
    if isinstance(front, TcpBoard):
        front.room = 1
    gates = [relay_of(front, channel=channel, inputs=(channel,)) for channel in (0, 1)]
    board.set_input(1, True)

    def work(number: int) -> list[str]:
        found = []
        for _ in range(10):
            found += [code_of(gates[number]), code_of(gates[number], "off")]
            status = gates[number].status()
            assert status.reachable
            assert status.output_on is False
            assert status.input(number) is bool(number)
        return found

    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(work, number) for number in (0, 1)]
        assert set(both[0].result() + both[1].result()) == {""}
    assert board.switched_on == 20
    if isinstance(front, TcpBoard):
        assert front.most == 1
    for gate in gates:
        gate.close()


@pytest.mark.parametrize("kind", ["rtu-over-tcp", "serial"])
def test_two_boards_on_one_line(kind: str, clock: ManualClock, tmp_path: Path) -> None:
    boards = {unit: Board(unit=unit, now=clock.monotonic) for unit in (1, 2)}
    with front_of(kind, boards, tmp_path) as front:
        gates = {unit: relay_of(front, unit=unit) for unit in boards}
        for unit, other in ((1, 2), (2, 1)):
            gates[unit].pulse(1000)
            assert (boards[unit].output(), boards[other].output()) == (True, False)
            gates[unit].off()
        # One of them is dead: the other is not kept from working.
        boards[1].fault_functions = frozenset({COIL, COILS})
        boards[1].fault = Fault.HANG
        gates[1]._timeout_s = QUICK_S
        with ThreadPoolExecutor(2) as pool:
            dead = pool.submit(code_of, gates[1])
            well = pool.submit(code_of, gates[2])
            assert (dead.result(), well.result()) == (AMBIGUOUS, "")
        assert code_of(gates[1]) == "relay.unreachable"
        assert boards[1].switched_on == 1
        for gate in gates.values():
            gate.close()


def test_unplugged_in_the_pulse_is_off_when_it_is_back(board: Board, tmp_path: Path) -> None:
    # The adapter was pulled, not the board: its output is on until somebody says off.
    with SerialBoard(board, str(tmp_path / "x")) as front:
        relay = relay_of(front)
        relay.pulse(1000)
        front.stop()
        assert code_of(relay, "off") == "relay.unreachable"
        assert board.output()
        front.start()
        assert code_of(relay, "off") == ""
        assert not board.output()
        assert board.switched_on == 1
        relay.close()


def test_a_port_that_is_another_one_is_asked_first(board: Board, tmp_path: Path) -> None:
    # The new adapter hears itself, the old one did not; nothing failed in between.
    with SerialBoard(board, str(tmp_path / "x")) as front:
        relay = relay_of(front)
        relay.pulse(1000)
        relay.off()
        front.stop()
        front.echo = True
        front.start()
        board.fault = Fault.HANG
        relay._timeout_s = QUICK_S
        assert code_of(relay) == AMBIGUOUS
        assert [frame[1] for frame in front.requests] == [COILS, COIL, COIL, COILS, COIL]
        relay.close()


def test_silence_between_frames_is_that_of_the_specification() -> None:
    # Modbus over Serial Line V1.02, 2.5.1.1: 3.5 characters of 11 bits; fixed above 19,200.
    assert silence_s(9600) == pytest.approx(0.00401, abs=1e-5)
    assert silence_s(1200) == pytest.approx(0.03208, abs=1e-5)
    assert silence_s(115_200) == 0.00175
