# SPDX-License-Identifier: AGPL-3.0-or-later
"""A Modbus relay board: Modbus TCP, RTU frames over TCP, or RTU at a serial line.

Protocol: see `modbus_frames`. Why it is spoken here and not by a package: docs/adr/0017.
"""

from __future__ import annotations

import itertools
import secrets
import time
from collections.abc import Callable

from alpr_kiosk.config.relays import ModbusRtuRelayConfig, ModbusTcpRelayConfig
from alpr_kiosk.domain.ports import RelayStatus
from alpr_kiosk.errors import ConfigError, RelayError
from alpr_kiosk.gate.drivers import modbus_frames as frames
from alpr_kiosk.gate.drivers.modbus_frames import Answer, FrameError, Request
from alpr_kiosk.gate.drivers.modbus_lines import Line, LineError, RtuLine, TcpLine
from alpr_kiosk.gate.drivers.serial_line import LineSettings
from alpr_kiosk.gate.factory import DriverSetup

DAY_MS = 24 * 60 * 60 * 1000
TCP_PORT = 502  # Messaging on TCP/IP 4.2.1.1, registered with IANA
RTU_TCP_PORT = 4196  # as Waveshare boards come from the factory
WRONG_SETTINGS = frozenset({1, 2, 3})  # function, address or value that the board does not have

Taker = Callable[[bytes], "Answer | None"]


class ModbusRelay:
    """`RelayDriver` of one output.

    After a failure, and at the first command, a harmless question goes before a command. A board
    that is dead is then told as such with nothing sent; late answers to what was asked before the
    question come before its answer and are thrown away, where frames carry no number (RTU); and it
    shows whether a serial adapter hears itself, whose copy of a written coil looks like the answer.

    Attributes:
        unit: Modbus address of the board.
    """

    can_read_back = True

    def __init__(
        self,
        *,
        line: Line,
        rtu: bool,
        unit: int = 1,
        channel: int = 0,
        outputs: int = 8,
        flash_on: bool = False,
        timeout_s: float = 1.0,
        inputs: tuple[int, ...] = (),
        input_count: int = 8,
    ) -> None:
        """Keep what is needed to reach the board; nothing is sent yet.

        Args:
            line: Way to it.
            rtu: RTU frames, else those of Modbus TCP.
            unit: Modbus address, 1..255.
            channel: Coil, from 0.
            outputs: How many the board has; all are read at once.
            flash_on: The board times the pulse (Waveshare).
            timeout_s: Longest time of one exchange, seconds; a whole command with its question
                before may take 1.5 of it, as a status with inputs may.
            inputs: Discrete inputs that `status` tells, from 0.
            input_count: How many of them the board has; all are read at once.
        """
        self.timed_by_device = flash_on
        self.longest_ms = frames.FLASH_STEPS * frames.FLASH_STEP_MS if flash_on else DAY_MS
        self._line = line
        self._rtu = rtu
        self.unit = unit
        self._channel = channel
        self._outputs = outputs
        self._timeout_s = timeout_s
        self._inputs = inputs
        self._input_count = input_count
        self._transactions = itertools.count(secrets.randbelow(0x10000))
        self._in_step = False  # the last exchange ended in an answer
        self._way = 0
        self._echoes = False

    def __repr__(self) -> str:
        return f"ModbusRelay({self._line.address!r}, unit={self.unit}, channel={self._channel})"

    def pulse(self, pulse_ms: int) -> None:
        """Switch on; a board with flash-on switches off by itself after `pulse_ms` milliseconds.

        Its steps are 100 ms: the time is rounded up.
        """
        deadline = self._deadline()
        try:
            self._get_in_step(deadline)
        except RelayError as exc:
            raise self._error("relay.unreachable", str(exc.context.get("reason", ""))) from exc
        if self.timed_by_device:
            request = frames.flash_coil(self.unit, self._channel, pulse_ms)
        else:
            request = frames.write_coil(self.unit, self._channel, on=True)
        self._done(self._ask(request, deadline))

    def off(self) -> None:
        """Switch off; sent even to a board that did not answer the question before."""
        deadline = self._deadline()
        try:
            self._get_in_step(deadline)
        except RelayError as exc:
            if exc.code == "relay.unreachable":
                raise
        self._done(self._ask(frames.write_coil(self.unit, self._channel, on=False), deadline))

    def status(self) -> RelayStatus:
        """Ask for the outputs, and for the inputs when some are wanted.

        Raises:
            RelayError: ``relay.refused``: the board does not have such an output. No answer is not
                an error but ``reachable=False``.
        """
        deadline = self._deadline()
        try:
            if self._rtu:
                self._get_in_step(deadline)
            answer = self._ask(frames.read_coils(self.unit, self._outputs), deadline)
        except RelayError as exc:
            return RelayStatus(reachable=False, detail=str(exc.context.get("reason", "")))
        if answer.exception in WRONG_SETTINGS:
            raise self._error("relay.refused", f"Modbus exception {answer.exception}")
        if answer.exception:
            return RelayStatus(reachable=False, detail=f"Modbus exception {answer.exception}")
        return RelayStatus(
            reachable=True,
            output_on=answer.bit(self._channel),
            detail=f"Modbus unit {self.unit}",
            inputs=self._read_inputs(deadline),
        )

    def read_registers(self, address: int, count: int) -> tuple[int, ...]:
        """Return holding registers, for the check at set-up.

        Args:
            address: First register.
            count: How many, 1..125 (Application Protocol 6.3).

        Raises:
            RelayError: ``relay.refused``: the board has none there; else as for a command.
        """
        request = frames.read_registers(self.unit, address, count)
        answer = self._ask(request, self._deadline())
        self._done(answer)
        return answer.registers()

    def close(self) -> None:
        """Give back ports and sockets; does not switch."""
        self._line.close()

    # ------------------------------------------------------------------ one exchange

    def _deadline(self) -> float:
        return time.monotonic() + 1.5 * self._timeout_s

    def _left(self, deadline: float) -> float:
        left = min(self._timeout_s, deadline - time.monotonic())
        if left <= 0:
            raise self._error("relay.unreachable", "deadline of the command")
        return left

    def _get_in_step(self, deadline: float) -> None:
        """Ask a harmless question unless the last exchange, on this port, ended in an answer.

        Raises:
            RelayError: The board does not answer; no command was sent.
        """
        try:
            way = self._line.ready(self._left(deadline))
        except LineError as exc:
            self._in_step = False
            raise self._error("relay.unreachable", exc.reason) from exc
        if not self._in_step or way != self._way:
            self._way = way
            answer = self._ask(frames.read_coils(self.unit, self._outputs), deadline)
            if not self._in_step:
                raise self._error("relay.ambiguous", f"Modbus exception {answer.exception}")

    def _read_inputs(self, deadline: float) -> tuple[tuple[int, bool], ...]:
        """Return what could be read of the inputs: all or nothing."""
        if not self._inputs:
            return ()
        try:
            answer = self._ask(frames.read_inputs(self.unit, self._input_count), deadline)
        except RelayError:
            return ()
        if answer.exception:
            return ()
        return tuple((number, answer.bit(number)) for number in self._inputs)

    def _ask(self, request: Request, deadline: float) -> Answer:
        left = self._left(deadline)
        self._in_step = False
        try:
            frame, take = self._as_rtu(request) if self._rtu else self._as_tcp(request)
            answer = self._line.exchange(frame, take, timeout_s=left)
        except LineError as exc:
            code = "relay.ambiguous" if exc.sent else "relay.unreachable"
            raise self._error(code, exc.reason) from exc
        except FrameError as exc:
            raise self._error("relay.ambiguous", str(exc)) from exc
        # A gateway that answers for a board which does not is not an answer of the board.
        self._in_step = not answer.exception or answer.exception in WRONG_SETTINGS
        return answer

    def _as_tcp(self, request: Request) -> tuple[bytes, Taker]:
        transaction = next(self._transactions) & 0xFFFF

        def take(received: bytes) -> Answer | None:
            return frames.find_tcp(request, transaction, received)

        return frames.tcp_frame(request, transaction), take

    def _as_rtu(self, request: Request) -> tuple[bytes, Taker]:
        def take(received: bytes) -> Answer | None:
            if request.function != frames.WRITE_COIL:
                # Learned anew with each question, from one that nobody answers too.
                self._echoes = frames.has_echo(request, received)
            return frames.find_rtu(request, received, echoes=self._echoes)

        return frames.rtu_frame(request), take

    def _done(self, answer: Answer) -> None:
        if answer.exception:
            surely_not = answer.exception in frames.NEVER_DONE
            code = "relay.refused" if surely_not else "relay.ambiguous"
            raise self._error(code, f"Modbus exception {answer.exception}")

    def _error(self, code: str, reason: str) -> RelayError:
        return RelayError(code, address=self._line.address, reason=reason)


def build(config: ModbusTcpRelayConfig | ModbusRtuRelayConfig, setup: DriverSetup) -> ModbusRelay:
    """Return the driver of a relay in the site file.

    Raises:
        ConfigError: ``relay.no_inputs`` when an input is asked for that the board does not have.
    """
    if any(not 0 <= number < config.inputs for number in setup.inputs):
        raise ConfigError("relay.no_inputs", kind=config.type)
    return ModbusRelay(
        line=_line_of(config),
        rtu=isinstance(config, ModbusRtuRelayConfig) or config.framing == "rtu",
        unit=config.unit,
        channel=config.channel,
        outputs=config.outputs,
        flash_on=config.flash_on,
        timeout_s=config.timeout_s,
        inputs=setup.inputs,
        input_count=config.inputs,
    )


def _line_of(config: ModbusTcpRelayConfig | ModbusRtuRelayConfig) -> Line:
    if isinstance(config, ModbusTcpRelayConfig):
        port = RTU_TCP_PORT if config.framing == "rtu" else TCP_PORT
        return TcpLine(config.address, port=port)
    return RtuLine(config.port, LineSettings(baud=config.baud, parity=config.parity))
