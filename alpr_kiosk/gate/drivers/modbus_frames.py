# SPDX-License-Identifier: AGPL-3.0-or-later
"""Modbus frames: requests as bytes, and answers that are surely those to a request.

Sources: Modbus Application Protocol V1.1b3 (functions, exceptions), Modbus over Serial Line V1.02
(RTU, CRC-16), Modbus Messaging on TCP/IP V1.0b (MBAP), all of modbus.org; flash-on from the
Waveshare wiki (Modbus RTU Relay, "Relay Flash ON"). Pure functions, no time and no wire.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

READ_COILS = 1
READ_INPUTS = 2
READ_REGISTERS = 3
WRITE_COIL = 5

COIL_ON = 0xFF00  # Application Protocol 6.5; every other value but 0 is illegal for a coil
COIL_OFF = 0x0000
FLASH_ON = 0x0200
"""Waveshare: FC05 at this address plus the coil switches on for `value` x 100 ms."""
FLASH_STEP_MS = 100
FLASH_STEPS = 0x7FFF
"""Most steps: independent clients of these boards stop here, though the field has 16 bits."""

EXCEPTION_BIT = 0x80
NEVER_DONE = frozenset({1, 2, 3, 6, 10})
"""Exceptions after which surely nothing was done (Application Protocol 7): illegal function,
address or value, busy ("retransmit later"), gateway path unavailable. The others do not say so:
4 failed while doing it, 5 is still doing it, 11 is a gateway whose device did not answer it."""

RTU_EXTRA = 3  # unit before, CRC behind
EXCEPTION_PDU = 2  # function with the bit, code
MBAP = struct.Struct(">HHH")  # transaction, protocol 0, bytes that follow
MAX_FOLLOWING = 254  # unit and a PDU of 253 bytes


class FrameError(ValueError):
    """These bytes are not the answer to the request."""


@dataclass(frozen=True, slots=True)
class Request:
    """One question or command.

    Attributes:
        unit: Modbus address, 1..255; 0 would be all boards at once, and nobody answers.
        function: `READ_COILS`, `READ_INPUTS`, `READ_REGISTERS` or `WRITE_COIL`.
        address: First coil, input or register, 0..0xFFFF.
        value: How many are read, or what is written to the coil.
    """

    unit: int
    function: int
    address: int
    value: int

    def pdu(self) -> bytes:
        """Return function and fields; the four functions have the same form."""
        return struct.pack(">BHH", self.function, self.address, self.value)

    def answer_length(self) -> int:
        """Return the bytes of the PDU that answers it without an exception."""
        if self.function == WRITE_COIL:
            return 5
        if self.function == READ_REGISTERS:
            return 2 + 2 * self.value
        return 2 + (self.value + 7) // 8


@dataclass(frozen=True, slots=True)
class Answer:
    """What a board said.

    Attributes:
        exception: Code of the exception, 0 for none.
        data: What was read: bits (the first is the lowest of the first byte) or registers.
    """

    exception: int = 0
    data: bytes = b""

    def bit(self, number: int) -> bool:
        """Return a coil or an input, counted from the first one that was asked for."""
        return bool(self.data[number // 8] >> (number % 8) & 1)

    def registers(self) -> tuple[int, ...]:
        """Return the registers, 0..0xFFFF each."""
        return struct.unpack(f">{len(self.data) // 2}H", self.data)


# ------------------------------------------------------------------ requests


def read_coils(unit: int, count: int) -> Request:
    """Ask for the outputs 0..count-1.

    Always from the first one: Waveshare boards only tell all of them (labgrid, pull request 1575).
    """
    return Request(unit, READ_COILS, 0, count)


def read_inputs(unit: int, count: int) -> Request:
    """Ask for the discrete inputs 0..count-1."""
    return Request(unit, READ_INPUTS, 0, count)


def read_registers(unit: int, address: int, count: int) -> Request:
    """Ask for holding registers."""
    return Request(unit, READ_REGISTERS, address, count)


def write_coil(unit: int, coil: int, on: bool) -> Request:
    """Switch an output."""
    return Request(unit, WRITE_COIL, coil, COIL_ON if on else COIL_OFF)


def flash_coil(unit: int, coil: int, pulse_ms: int) -> Request:
    """Switch an output on for a time that the board keeps.

    Args:
        unit: Modbus address.
        coil: Output, 0..255.
        pulse_ms: Milliseconds, rounded up to whole steps of `FLASH_STEP_MS`: an operator may not
            notice a pulse that is too short.

    Raises:
        ValueError: The time is not 1..`FLASH_STEPS` steps.
    """
    steps = -(-pulse_ms // FLASH_STEP_MS)
    if not 1 <= steps <= FLASH_STEPS:
        raise ValueError("pulse out of range")
    return Request(unit, WRITE_COIL, FLASH_ON + coil, steps)


# ------------------------------------------------------------------ frames


def crc16(data: bytes) -> int:
    """Return the CRC-16 of RTU (Serial Line 2.5.1.2: preset FFFF, polynomial A001)."""
    crc = 0xFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ 0xA001 if crc & 1 else crc >> 1
    return crc


def rtu_frame(request: Request) -> bytes:
    """Return a request for a serial line."""
    body = bytes((request.unit,)) + request.pdu()
    return body + crc16(body).to_bytes(2, "little")


def tcp_frame(request: Request, transaction: int) -> bytes:
    """Return a request for Modbus TCP.

    Args:
        request: The request.
        transaction: 0..0xFFFF, comes back in the answer.
    """
    body = bytes((request.unit,)) + request.pdu()
    return MBAP.pack(transaction, 0, len(body)) + body


def read_body(request: Request, body: bytes) -> Answer:
    """Return what `body` (unit and PDU) answers to `request`.

    Raises:
        FrameError: Another unit, function, address, value or length.
    """
    if len(body) < 1 + EXCEPTION_PDU or body[0] != request.unit:
        raise FrameError("another board answered")
    pdu = body[1:]
    if pdu[0] == request.function | EXCEPTION_BIT:
        if len(pdu) != EXCEPTION_PDU or pdu[1] == 0:
            raise FrameError("not an exception")
        return Answer(exception=pdu[1])
    if pdu[0] != request.function or len(pdu) != request.answer_length():
        raise FrameError("not the answer to this function")
    if request.function == WRITE_COIL:
        if pdu != request.pdu():
            raise FrameError("another coil was written")
        return Answer()
    if pdu[1] != len(pdu) - 2:
        raise FrameError("wrong number of bytes")
    return Answer(data=pdu[2:])


def read_rtu(request: Request, frame: bytes) -> Answer:
    """Return what one RTU frame answers; raises `FrameError`, for a wrong CRC too."""
    if len(frame) < RTU_EXTRA or crc16(frame[:-2]) != int.from_bytes(frame[-2:], "little"):
        raise FrameError("wrong CRC")
    return read_body(request, frame[:-2])


def read_tcp(request: Request, transaction: int, frame: bytes) -> Answer:
    """Return what one frame of Modbus TCP answers; raises `FrameError`, for a wrong id too."""
    if len(frame) < MBAP.size:
        raise FrameError("too short")
    answered, protocol, following = MBAP.unpack_from(frame)
    if (answered, protocol, following) != (transaction, 0, len(frame) - MBAP.size):
        raise FrameError("wrong header")
    return read_body(request, frame[MBAP.size :])


# ------------------------------------------------------------------ what came in so far


def find_rtu(request: Request, received: bytes, *, echoes: bool) -> Answer | None:
    """Look for the answer in all that a serial line has brought since the request was sent.

    Noise before it, and whole answers that are not to this request (late ones, other boards), are
    skipped. The CRC and each field that is known beforehand must be right.

    Args:
        request: The request.
        received: All bytes so far.
        echoes: The adapter hears what it sends. The answer to a written coil is the same bytes,
            so the first copy is not taken for it.

    Returns:
        The answer, None when there is none yet.
    """
    start = 0
    if echoes or request.function != WRITE_COIL:
        own = rtu_frame(request)
        heard = received.find(own)
        if echoes and heard < 0:
            return None
        start = heard + len(own) if heard >= 0 else 0
    lengths = (request.answer_length() + RTU_EXTRA, EXCEPTION_PDU + RTU_EXTRA)
    for at in range(start, len(received)):
        if received[at] != request.unit:
            continue
        for length in lengths:
            if at + length <= len(received):
                try:
                    return read_rtu(request, received[at : at + length])
                except FrameError:
                    continue
    return None


def has_echo(request: Request, received: bytes) -> bool:
    """Return whether a question came back as it was sent: its answer never looks like it."""
    return request.function != WRITE_COIL and rtu_frame(request) in received


def find_tcp(request: Request, transaction: int, received: bytes) -> Answer | None:
    """Look for the answer in all that a connection has brought; other transactions are skipped.

    Raises:
        FrameError: It is not Modbus TCP, or the answer to this transaction is not one to `request`.
    """
    while len(received) >= MBAP.size:
        answered, protocol, following = MBAP.unpack_from(received)
        if protocol != 0 or not 1 + EXCEPTION_PDU <= following <= MAX_FOLLOWING:
            raise FrameError("not Modbus TCP")
        length = MBAP.size + following
        if len(received) < length:
            return None
        if answered == transaction:
            return read_tcp(request, transaction, received[:length])
        received = received[length:]
    return None
