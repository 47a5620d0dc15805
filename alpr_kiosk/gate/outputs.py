# SPDX-License-Identifier: AGPL-3.0-or-later
"""The relays of one gate: what is told to them, and what their answers mean."""

from __future__ import annotations

import logging
from collections.abc import Callable
from enum import Enum

from alpr_kiosk.config.schema import GateConfig
from alpr_kiosk.domain.gate_machine import GateSettings
from alpr_kiosk.domain.gate_records import InputsRead, ReadBack
from alpr_kiosk.domain.ports import RelayDriver
from alpr_kiosk.errors import RelayError
from alpr_kiosk.gate.factory import is_remembered

logger = logging.getLogger(__name__)

SURELY_NOT_ACTED = frozenset({"relay.unreachable", "relay.auth", "relay.refused"})


class Output(str, Enum):
    """An output of a gate."""

    OPEN = "open"
    STOP = "stop"
    HOLD = "hold"


class GateOutputs:
    """The drivers of a gate; belongs to its thread.

    Args:
        config: The gate in the site file.
        driver: Relay of the start signal; its device tells the inputs too.
        stop: Relay of the stop output, None when none is wired.
        hold: Relay of the hold-open output, None when none is wired.
        beat: Called before each exchange.
    """

    def __init__(
        self,
        config: GateConfig,
        driver: RelayDriver,
        *,
        stop: RelayDriver | None = None,
        hold: RelayDriver | None = None,
        beat: Callable[[], None] = lambda: None,
    ) -> None:
        self._config = config
        self._driver = driver
        parts = {Output.OPEN: driver, Output.STOP: stop, Output.HOLD: hold}
        self._drivers = {output: part for output, part in parts.items() if part is not None}
        self._beat = beat
        self._said: dict[Output, set[str]] = {}
        self._answered = True

    @property
    def wired(self) -> frozenset[Output]:
        """The outputs that there are."""
        return frozenset(self._drivers)

    def settings(self) -> GateSettings:
        """Return what the state machine needs to know of the site file and of the drivers."""
        config = self._config
        stop, hold = self._drivers.get(Output.STOP), self._drivers.get(Output.HOLD)
        return GateSettings(
            gate_id=config.id,
            pulse_ms=config.pulse_ms,
            lockout_s=config.effective_lockout_s,
            input_kind=config.input_kind,
            position_contact=config.position_contact,
            travel_s=config.travel_s,
            timed_by_device=self._driver.timed_by_device,
            can_read_back=self._driver.can_read_back,
            loop=config.inputs.loop is not None,
            open_too_long_s=config.open_too_long_s,
            can_stop=stop is not None,
            stop_timed=stop is None or stop.timed_by_device,
            hold_longest_ms=hold.longest_ms if hold is not None else 0,
            hold_timed=hold is None or hold.timed_by_device,
            opened_by_others=config.opened_by_others,
        )

    def may_stay_on(self) -> bool:
        """Return whether an output can be on after this process (rules 29)."""
        relays = self._config.relays
        return any(
            is_remembered(relays[output.value], timed_by_device=driver.timed_by_device)
            if output.value in relays
            else not driver.timed_by_device
            for output, driver in self._drivers.items()
        )

    def is_timed(self, output: Output) -> bool:
        """Return whether the device ends a pulse of this output by itself."""
        return self._drivers[output].timed_by_device

    def pulse(self, output: Output, pulse_ms: int, intent_id: str) -> str:
        """Pulse once; returns "" or the error's code (`SURELY_NOT_ACTED`, or that it may have)."""
        self._beat()
        try:
            self._drivers[output].pulse(pulse_ms)
        except RelayError as exc:
            logger.warning(
                "gate %s: %s, command %s: %s", self._config.id, output.value, intent_id, exc
            )
            return exc.code if exc.code in SURELY_NOT_ACTED else "relay.ambiguous"
        except Exception:
            # A bug of the driver may have struck after the contact closed: ambiguous, and told.
            logger.exception(
                "gate %s: %s, command %s failed", self._config.id, output.value, intent_id
            )
            return "relay.ambiguous"
        return ""

    def off(self, output: Output) -> str:
        """Switch an output off; returns "" or the error's code. One that is not there is off."""
        driver = self._drivers.get(output)
        if driver is None:
            return ""
        self._beat()
        try:
            driver.off()
        except RelayError as exc:
            # It is tried again and again: each reason is told once, until it is off.
            said = self._said.setdefault(output, set())
            if exc.code not in said:
                said.add(exc.code)
                logger.warning(
                    "gate %s: %s is not surely off: %s", self._config.id, output.value, exc
                )
            return exc.code
        self._said.pop(output, None)
        return ""

    def all_off(self) -> bool:
        """Switch everything off, whatever one of them does; never raises."""
        surely = True
        for output in self._drivers:
            try:
                surely = not self.off(output) and surely
            except Exception:
                logger.exception("gate %s: %s off failed", self._config.id, output.value)
                surely = False
        return surely

    def ask(self) -> tuple[ReadBack, InputsRead | None]:
        """Ask for the output and the inputs; None for the inputs where none are wired.

        One line in the log when the device falls silent, and one when it answers again.
        """
        read, levels, detail = self._status()
        if read.reachable is not self._answered:
            self._answered = read.reachable
            if read.reachable:
                logger.info("gate %s: the relay answers again", self._config.id)
            else:
                logger.warning("gate %s: the relay does not answer: %s", self._config.id, detail)
        return read, InputsRead(**levels) if self._config.inputs.wired else None

    def _status(self) -> tuple[ReadBack, dict[str, bool | None], str]:
        self._beat()
        try:
            status = self._driver.status()
        except RelayError as exc:
            answered = exc.code in ("relay.auth", "relay.refused")
            return ReadBack(reachable=answered, code=exc.code), {}, exc.code
        if not status.reachable:
            return ReadBack(reachable=False, code="relay.unreachable"), {}, status.detail
        on = status.output_on if self._driver.can_read_back else None
        levels: dict[str, bool | None] = {}
        for name, contact in self._config.inputs.wired.items():
            closed = status.input(contact.input)
            levels[name] = None if closed is None else closed is (contact.means_yes == "closed")
        return ReadBack(reachable=True, output_on=on), levels, status.detail
