# SPDX-License-Identifier: AGPL-3.0-or-later
"""Modbus frames byte for byte, and what is never taken for an answer."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.gate.drivers.modbus_frames import (
    FLASH_STEPS,
    READ_COILS,
    READ_INPUTS,
    READ_REGISTERS,
    WRITE_COIL,
    Answer,
    FrameError,
    Request,
    crc16,
    find_rtu,
    find_tcp,
    flash_coil,
    has_echo,
    read_coils,
    read_inputs,
    read_registers,
    read_rtu,
    read_tcp,
    rtu_frame,
    tcp_frame,
    write_coil,
)

# Waveshare wiki, "Modbus RTU Relay", "Modbus RTU IO 8CH" and "Modbus POE ETH Relay", section
# Modbus commands.
WAVESHARE = {
    "01 05 00 00 FF 00 8C 3A": write_coil(1, 0, on=True),
    "01 05 00 00 00 00 CD CA": write_coil(1, 0, on=False),
    "01 05 00 01 FF 00 DD FA": write_coil(1, 1, on=True),
    "01 05 00 01 00 00 9C 0A": write_coil(1, 1, on=False),
    "01 05 02 00 00 07 8D B0": flash_coil(1, 0, 700),
    "01 05 02 01 00 08 9C 74": flash_coil(1, 1, 800),
    "01 01 00 00 00 08 3D CC": read_coils(1, 8),
    "01 02 00 00 00 08 79 CC": read_inputs(1, 8),
    "01 03 10 00 00 08 40 CC": read_registers(1, 0x1000, 8),
    "01 03 80 00 00 01 AD CA": read_registers(1, 0x8000, 1),
}
# Boards of another maker: LC Technology, chinalctech.com article 455, which come with address 255.
LC_TECH = {
    "FF 05 00 00 FF 00 99 E4": write_coil(255, 0, on=True),
    "FF 05 00 00 00 00 D8 14": write_coil(255, 0, on=False),
    "FF 02 00 00 00 08 6C 12": read_inputs(255, 8),
}
# Application Protocol V1.1b3, the examples of 6.1, 6.2, 6.3 and 6.5: PDU of question and answer.
SPECIFICATION = [
    ("01 00 13 00 13", "01 03 CD 6B 05", Request(1, READ_COILS, 0x13, 0x13)),
    ("02 00 C4 00 16", "02 03 AC DB 35", Request(1, READ_INPUTS, 0xC4, 0x16)),
    ("03 00 6B 00 03", "03 06 02 2B 00 00 00 64", Request(1, READ_REGISTERS, 0x6B, 3)),
    ("05 00 AC FF 00", "05 00 AC FF 00", Request(1, WRITE_COIL, 0xAC, 0xFF00)),
]
ANSWERS = {
    "01 01 01 00 51 88": (read_coils(1, 8), Answer(data=b"\x00")),
    "01 02 01 00 A1 88": (read_inputs(1, 8), Answer(data=b"\x00")),
    "FF 02 01 01 51 A0": (read_inputs(255, 8), Answer(data=b"\x01")),
    "01 03 02 00 C8 B9 D2": (read_registers(1, 0x8000, 1), Answer(data=b"\x00\xc8")),
    "01 85 03 02 91": (write_coil(1, 0, on=True), Answer(exception=3)),
}


@pytest.mark.parametrize(("text", "request_"), (WAVESHARE | LC_TECH).items())
def test_requests_are_those_of_the_makers(text: str, request_: Request) -> None:
    assert rtu_frame(request_) == bytes.fromhex(text)


@pytest.mark.parametrize(("text", "expected"), ANSWERS.items())
def test_answers_of_the_makers_are_read(text: str, expected: tuple[Request, Answer]) -> None:
    request, answer = expected
    assert read_rtu(request, bytes.fromhex(text)) == answer
    assert find_rtu(request, bytes.fromhex(text), echoes=False) == answer


@pytest.mark.parametrize(("question", "answer", "request_"), SPECIFICATION)
def test_examples_of_the_specification(question: str, answer: str, request_: Request) -> None:
    assert request_.pdu() == bytes.fromhex(question)
    body = bytes((1,)) + bytes.fromhex(answer)
    read = read_tcp(request_, 0x1501, b"\x15\x01\x00\x00" + len(body).to_bytes(2, "big") + body)
    assert read.exception == 0


def test_bits_and_registers_are_in_the_order_of_the_specification() -> None:
    # 6.1: outputs 27-20 are CD hex, the lowest bit is number 20, the first that was asked for.
    answer = Answer(data=bytes.fromhex("CD 6B 05"))
    assert [answer.bit(n) for n in range(8)] == [True, False, True, True, False, False, True, True]
    assert [answer.bit(n) for n in (16, 17, 18)] == [True, False, True]
    assert Answer(data=bytes.fromhex("02 2B 00 00 00 64")).registers() == (555, 0, 100)


def test_crc_is_the_catalogued_one() -> None:
    # "CRC-16/MODBUS" in Greg Cook's catalogue of CRC algorithms: check 0x4b37, and the example in
    # appendix B of Modbus over Serial Line V1.02 (02 07 -> 41 12).
    assert crc16(b"123456789") == 0x4B37
    assert crc16(b"\x02\x07").to_bytes(2, "little") == b"\x41\x12"


def test_a_request_over_tcp_is_that_of_the_guide() -> None:
    # Messaging on TCP/IP V1.0b, 4.4.2.2: transaction 15 01, unit FF, read register 4.
    expected = bytes.fromhex("15 01 00 00 00 06 FF 03 00 04 00 01")
    assert tcp_frame(read_registers(255, 4, 1), 0x1501) == expected


@pytest.mark.parametrize(
    ("pulse_ms", "steps"), [(1, 1), (50, 1), (100, 1), (101, 2), (1000, 10), (3_276_700, 0x7FFF)]
)
def test_the_time_of_a_flash_is_rounded_up(pulse_ms: int, steps: int) -> None:
    assert flash_coil(1, 3, pulse_ms) == Request(1, WRITE_COIL, 0x0203, steps)


@pytest.mark.parametrize("pulse_ms", [0, -100, FLASH_STEPS * 100 + 1])
def test_a_flash_that_the_board_cannot_time_is_refused(pulse_ms: int) -> None:
    with pytest.raises(ValueError, match="out of range"):
        flash_coil(1, 0, pulse_ms)


# ---------------------------------------------------------------------------- never an answer

units = st.integers(1, 247)
requests = st.one_of(
    st.builds(read_coils, units, st.integers(1, 32)),
    st.builds(read_inputs, units, st.integers(1, 32)),
    st.builds(read_registers, units, st.integers(0, 0xFFF0), st.integers(1, 3)),
    st.builds(write_coil, units, st.integers(0, 31), st.booleans()),
    st.builds(flash_coil, units, st.integers(0, 31), st.integers(1, FLASH_STEPS * 100)),
)


@st.composite
def answered(draw: st.DrawFn) -> tuple[Request, bytes, Answer]:
    """A request, the body of an answer, and what it says."""
    request = draw(requests)
    head = bytes((request.unit,))
    if draw(st.booleans()):
        code = draw(st.integers(1, 255))
        return request, head + bytes((request.function | 0x80, code)), Answer(exception=code)
    if request.function == WRITE_COIL:
        return request, head + request.pdu(), Answer()
    length = request.answer_length() - 2
    data = draw(st.binary(min_size=length, max_size=length))
    return request, head + bytes((request.function, length)) + data, Answer(data=data)


def as_rtu(body: bytes) -> bytes:
    return body + crc16(body).to_bytes(2, "little")


def as_tcp(body: bytes, transaction: int) -> bytes:
    return transaction.to_bytes(2, "big") + b"\0\0" + len(body).to_bytes(2, "big") + body


@given(answered())
def test_a_right_answer_is_read(case: tuple[Request, bytes, Answer]) -> None:
    request, body, answer = case
    assert read_rtu(request, as_rtu(body)) == answer
    assert find_rtu(request, as_rtu(body), echoes=False) == answer
    assert read_tcp(request, 0xABCD, as_tcp(body, 0xABCD)) == answer
    assert find_tcp(request, 0xABCD, as_tcp(body, 0xABCD)) == answer


@given(answered())
def test_every_bit_error_of_a_serial_line_is_noticed(case: tuple[Request, bytes, Answer]) -> None:
    request, body, _ = case
    frame = as_rtu(body)
    for bit in range(8 * len(frame)):
        wrong = bytearray(frame)
        wrong[bit // 8] ^= 1 << bit % 8
        with pytest.raises(FrameError):
            read_rtu(request, bytes(wrong))
        assert find_rtu(request, bytes(wrong), echoes=False) is None


@given(answered())
def test_every_bit_error_in_what_is_known_of_an_answer_is_noticed(
    case: tuple[Request, bytes, Answer],
) -> None:
    # TCP has its own sum over what was read; all else is known beforehand.
    request, body, answer = case
    frame = as_tcp(body, 0x1234)
    known = 6 + len(body) - len(answer.data) - (1 if answer.exception else 0)
    for bit in range(8 * known):
        wrong = bytearray(frame)
        wrong[bit // 8] ^= 1 << bit % 8
        with pytest.raises(FrameError):
            read_tcp(request, 0x1234, bytes(wrong))
        try:
            assert find_tcp(request, 0x1234, bytes(wrong)) is None
        except FrameError:
            continue


@given(answered())
def test_no_part_of_an_answer_is_taken_for_it(case: tuple[Request, bytes, Answer]) -> None:
    request, body, _ = case
    for frame, read in (
        (as_rtu(body), lambda part: read_rtu(request, part)),
        (as_tcp(body, 7), lambda part: read_tcp(request, 7, part)),
    ):
        for length in range(len(frame)):
            with pytest.raises(FrameError):
                read(frame[:length])
        with pytest.raises(FrameError):
            read(frame + b"\0")
    for length in range(len(as_rtu(body))):
        assert find_rtu(request, as_rtu(body)[:length], echoes=False) is None
    for length in range(len(as_tcp(body, 7))):
        assert find_tcp(request, 7, as_tcp(body, 7)[:length]) is None


@given(answered(), requests)
def test_the_answer_to_another_request_is_skipped(
    case: tuple[Request, bytes, Answer], other: Request
) -> None:
    request, body, answer = case
    if other == request:
        return
    late = bytes((other.unit,)) + other.pdu()
    if other.function != WRITE_COIL:
        length = other.answer_length() - 2
        late = bytes((other.unit, other.function, length)) + bytes(length)
        if (other.unit, other.function) == (request.unit, request.function):
            return  # reads of the same kind: order and the question before tell them apart
    assert find_rtu(request, as_rtu(late) + as_rtu(body), echoes=False) == answer
    assert find_tcp(request, 9, as_tcp(late, 8) + as_tcp(body, 9)) == answer
    assert find_tcp(request, 9, as_tcp(late, 8)) is None


@given(answered(), st.binary(max_size=12).filter(lambda noise: 1 not in noise))
def test_noise_before_an_answer_is_skipped(
    case: tuple[Request, bytes, Answer], noise: bytes
) -> None:
    request, body, answer = case
    request = Request(1, request.function, request.address, request.value)
    frame = as_rtu(b"\x01" + body[1:])
    assert find_rtu(request, noise + frame, echoes=False) == answer


@given(answered())
def test_what_an_adapter_hears_of_itself_is_not_the_answer(
    case: tuple[Request, bytes, Answer],
) -> None:
    request, body, answer = case
    own = rtu_frame(request)
    if request.function != WRITE_COIL:
        assert has_echo(request, own + as_rtu(body))
        assert not has_echo(request, as_rtu(body))
        assert find_rtu(request, own, echoes=False) is None
    assert find_rtu(request, own, echoes=True) is None
    assert find_rtu(request, own + as_rtu(body), echoes=True) == answer


@pytest.mark.parametrize("header", ["0001 0001 0006", "0001 0000 0000", "0001 0000 00FF"])
def test_what_is_not_modbus_tcp_is_told_at_once(header: str) -> None:
    with pytest.raises(FrameError):
        find_tcp(read_coils(1, 8), 1, bytes.fromhex(header))


def fuzz(count: int, seed: int) -> None:
    """Half of the frames are noise, half are answers with one to three bytes changed."""
    chance = random.Random(seed)
    request = write_coil(1, 0, on=True)
    question = read_coils(1, 8)
    accepted = 0
    for _ in range(count):
        asked = chance.choice((request, question))
        right = as_rtu(bytes((1,)) + (request.pdu() if asked is request else b"\x01\x01\x01"))
        if chance.random() < 0.5:
            frame = bytearray(chance.randbytes(chance.randrange(0, 40)))
        else:
            frame = bytearray(right)
            for _ in range(chance.randrange(1, 4)):
                frame[chance.randrange(len(frame))] = chance.randrange(256)
        found = find_rtu(asked, bytes(frame), echoes=chance.random() < 0.5)
        accepted += found is not None and bytes(frame) != right
        try:
            found = find_tcp(asked, 1, bytes(frame))
        except FrameError:
            found = None
        assert found is None or len(frame) > 8
    # A changed answer passes by chance once in 65,536: CRC-16, and the fields must fit too.
    assert accepted <= 1 + count // 10_000


def test_fuzzed_frames_crash_nothing() -> None:
    fuzz(2_000, 5)


@pytest.mark.soak
def test_a_hundred_thousand_fuzzed_frames_crash_nothing() -> None:
    fuzz(100_000, 15)
