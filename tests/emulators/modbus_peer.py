# SPDX-License-Identifier: AGPL-3.0-or-later
"""pymodbus as the board: somebody else's reading of the specifications, over TCP and at a pty."""

from __future__ import annotations

import asyncio
import contextlib
import os
import pty
import select
import threading
import tty

from pymodbus.constants import ExcCodes
from pymodbus.framer import FramerType
from pymodbus.server import ModbusSerialServer, ModbusTcpServer
from pymodbus.simulator import DataType, SimData, SimDevice

BITS = 16
UNIT = 1


class Peer:
    """A server of 16 coils and 16 discrete inputs. Use as a context manager.

    Args:
        framer: Frames.
        serial: At a pty, `port`; else on loopback, `address`.
    """

    def __init__(self, framer: FramerType, *, serial: bool = False) -> None:
        self.coils = [False] * BITS
        self.inputs = [False] * BITS
        self.switched_on = 0
        self._framer = framer
        self._wires = _Wires() if serial else None
        self._loop = asyncio.new_event_loop()
        self._server: ModbusTcpServer | ModbusSerialServer | None = None
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Peer:
        self._thread.start()
        assert self._ready.wait(20)
        return self

    def __exit__(self, *_exc: object) -> None:
        self.stop()

    @property
    def address(self) -> str:
        assert self._server is not None
        return f"127.0.0.1:{self._server.transport.sockets[0].getsockname()[1]}"

    @property
    def port(self) -> str:
        assert self._wires is not None
        return self._wires.near

    def set_input(self, number: int, level: bool) -> None:
        """Put a level on an input."""
        self.inputs[number] = level

    def stop(self) -> None:
        """Be gone."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(lambda: self._loop.create_task(self._shut()))
            self._thread.join(20)
        if self._wires is not None:
            self._wires.cut()

    async def _shut(self) -> None:
        assert self._server is not None
        await self._server.shutdown()

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        device = SimDevice(
            id=UNIT,
            simdata=(
                [SimData(0, count=BITS, values=False, datatype=DataType.BITS)],
                [SimData(0, count=BITS, values=False, datatype=DataType.BITS)],
                [SimData(0, count=1, values=0, datatype=DataType.REGISTERS)],
                [SimData(0, count=1, values=0, datatype=DataType.REGISTERS)],
            ),
            action=self._access,
        )
        if self._wires is None:
            self._server = ModbusTcpServer(device, framer=self._framer, address=("127.0.0.1", 0))
        else:
            self._server = ModbusSerialServer(
                device, framer=self._framer, port=self._wires.far, baudrate=9600
            )
        await self._server.serve_forever(background=True)
        self._ready.set()
        with contextlib.suppress(asyncio.CancelledError):
            await self._server.serving

    async def _access(
        self,
        function: int,
        _start: int,
        address: int,
        _count: int,
        registers: list[int],
        written: list[int] | list[bool] | None,
    ) -> ExcCodes | None:
        if function == 5 and written:
            self.coils[address] = bool(written[0])
            self.switched_on += bool(written[0])
        if function == 2:
            registers[0] = sum(on << number for number, on in enumerate(self.inputs))
        return None


class _Wires:
    """Two ptys and what carries bytes between them: pymodbus wants the path of a port, too."""

    def __init__(self) -> None:
        self._masters = []
        names = []
        for _ in range(2):
            master, slave = pty.openpty()
            tty.setraw(slave)
            names.append(os.ttyname(slave))
            os.set_blocking(master, False)  # ready because nobody has it open may be over by now
            self._masters.append(master)
            os.close(slave)
        self.near, self.far = names
        self._wake = os.pipe()
        self._thread = threading.Thread(target=self._carry, daemon=True)
        self._thread.start()

    def _carry(self) -> None:
        near, far = self._masters
        while True:
            ready, _, _ = select.select([near, far, self._wake[0]], [], [])
            if self._wake[0] in ready:
                return
            for here, there in ((near, far), (far, near)):
                if here in ready:
                    try:
                        os.write(there, os.read(here, 4096))
                    except OSError:  # nobody has the other end open
                        select.select([self._wake[0]], [], [], 0.01)

    def cut(self) -> None:
        if self._thread.is_alive():
            os.write(self._wake[1], b"x")
            self._thread.join(10)
            for number in (*self._masters, *self._wake):
                os.close(number)
