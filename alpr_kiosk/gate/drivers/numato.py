# SPDX-License-Identifier: AGPL-3.0-or-later
"""Numato USB relay modules: lines of text, echoed, each ended by a prompt.

Protocol: numato.com/docs (USB relay modules) and the maker's samples (github.com/numato/samplecode
and NumatoLab/NumatoIO_Python). ``relay on N``, ``relay off N`` and ``relay read N``, ended by a CR;
N is a digit, then A for 10 up to V for 31. The module echoes the line, answers "on" or "off" to a
question, and prints the prompt ">". ``gpio read N`` is answered by 1 or 0 (on some models by on or
off). The order of CR and LF differs, so that only lines count. USB CDC: the speed is no matter.
"""

from __future__ import annotations

import re

from alpr_kiosk.config.relays import NumatoRelayConfig
from alpr_kiosk.domain.ports import RelayStatus
from alpr_kiosk.gate.drivers.serial_board import SerialBoard
from alpr_kiosk.gate.drivers.serial_line import LineError, LineSettings
from alpr_kiosk.gate.factory import DriverSetup

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUV"
SETTINGS = LineSettings(baud=19200)  # that of the maker's samples; any will do
_BEFORE = rb"[\r\n >]*"  # the end of an earlier line and its prompt
_RELAY = {b"on": True, b"off": False}
_LEVEL = {b"1": True, b"0": False, **_RELAY}


def command(verb: str, number: int) -> bytes:
    """Return a line such as "relay on 0" for a relay or GPIO (0..31), without its end."""
    return f"{verb} {DIGITS[number]}".encode("ascii")


def is_whole(data: bytes) -> bool:
    """Return whether a prompt has ended the answer."""
    return data.rstrip().endswith(b">") and data.strip(b"\r\n >") != b""


def answer_of(data: bytes, asked: bytes, *, after_others: bool = False) -> bytes | None:
    """Return what the module says after the echo of `asked`: b"" for nothing, None if not whole.

    Everything that came since the line was sent must be its echo, at most one word, and the
    prompt: a damaged echo is a damaged command.

    Args:
        data: All that came.
        asked: The line, without its end.
        after_others: Other lines may come first.
    """
    before = rb"(?:[\s\S]*[\r\n>])?" + _BEFORE if after_others else _BEFORE
    pattern = before + re.escape(asked) + rb"[\r\n]+(?:([a-z0-9]+)[\r\n]+)?>\s*"
    found = re.fullmatch(pattern, data)
    if found is None:
        return None
    return found.group(1) or b""


class NumatoRelay(SerialBoard):
    """`RelayDriver` of one relay; can tell the levels of the module's GPIO pins as inputs."""

    def __init__(
        self,
        *,
        port: str,
        channel: int = 0,
        inputs: tuple[int, ...] = (),
        timeout_s: float = 1.0,
    ) -> None:
        """Keep what is needed; see `SerialBoard`. `inputs` are GPIO numbers, 0..31."""
        super().__init__(port=port, channel=channel, timeout_s=timeout_s, settings=SETTINGS)
        self._inputs = inputs

    def _switch(self, on: bool, deadline: float, generation: int) -> None:
        asked = command("relay on" if on else "relay off", self._channel)
        # An empty line before "off": half a line that is left over must not spoil it.
        start = b"" if on else b"\r"
        request = start + asked + b"\r"
        data = self._line.exchange(
            request,
            lambda data: is_whole(data) and (on or asked in data),
            deadline,
            generation=generation,
        )
        if answer_of(data, asked, after_others=not on) != b"":
            reason = "the module did not repeat the command as it was sent"
            raise LineError(reason, written=len(request), received=data)

    def _ask(self, deadline: float) -> RelayStatus:
        on = self._question(command("relay read", self._channel), _RELAY, deadline)
        levels: list[tuple[int, bool]] = []
        for number in self._inputs:
            try:
                level = self._question(command("gpio read", number), _LEVEL, deadline)
                levels.append((number, level))
            except LineError as exc:
                if exc.lost:
                    raise
        return RelayStatus(
            reachable=True, output_on=on, detail="Numato USB relay module", inputs=tuple(levels)
        )

    def _question(self, asked: bytes, states: dict[bytes, bool], deadline: float) -> bool:
        data = self._line.exchange(asked + b"\r", is_whole, deadline)
        state = states.get(answer_of(data, asked) or b"")
        if state is None:
            raise LineError("not the answer of a Numato module", written=len(asked), received=data)
        return state


def build(config: NumatoRelayConfig, setup: DriverSetup) -> NumatoRelay:
    """Return the driver of a relay in the site file."""
    return NumatoRelay(
        port=config.port,
        channel=config.channel,
        inputs=setup.inputs,
        timeout_s=config.timeout_s,
    )
