# SPDX-License-Identifier: AGPL-3.0-or-later
"""The gates of a site: drivers, controllers and their workers, and what reading sends to them."""

from __future__ import annotations

import functools
import logging
from collections.abc import Mapping

from alpr_kiosk.config.loader import ConfigProblem
from alpr_kiosk.config.schema import AppConfig, GateConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.commissioning import GateJob
from alpr_kiosk.domain.events import DecisionRecord, Passage
from alpr_kiosk.domain.gate_records import VehiclePassed
from alpr_kiosk.domain.intents import new_id
from alpr_kiosk.domain.ports import Journal, RelayDriver
from alpr_kiosk.gate.commissioning import Commissioner
from alpr_kiosk.gate.controller import GateController
from alpr_kiosk.gate.factory import make_driver
from alpr_kiosk.gate.last_commands import LastCommands
from alpr_kiosk.gate.settings_check import check_gate
from alpr_kiosk.gate.site_check import relay_problems
from alpr_kiosk.plugins import load_part
from alpr_kiosk.runtime.gate import GateBoards, GateWorker, rule_opening
from alpr_kiosk.runtime.mailbox import Inbox
from alpr_kiosk.services.access import AccessService
from alpr_kiosk.site_start import starts_locked

logger = logging.getLogger(__name__)


class GateMaker:
    """Makes the worker of a gate, again when one was lost: the newer goes on as the older was.

    Args:
        config: The site file.
        inboxes: Where the commands of each gate wait.
        boards: Newest status of each gate.
        journal: Where commands are written before the relay is touched.
        clock: Time.
        last_commands: The last command of each gate, beside the record.
        was_locked: The last run ended in lockdown.
    """

    def __init__(
        self,
        *,
        config: AppConfig,
        inboxes: Mapping[str, Inbox[GateJob]],
        boards: GateBoards,
        journal: Journal,
        clock: Clock,
        last_commands: LastCommands,
        was_locked: bool,
    ) -> None:
        self._config = config
        self._inboxes = inboxes
        self._boards = boards
        self._journal = journal
        self._clock = clock
        self._last_commands = last_commands
        self._was_locked = was_locked
        self._controllers: dict[str, GateController] = {}

    def make(self, gate: GateConfig) -> GateWorker:
        """Return a worker for a gate.

        Raises:
            ConfigError: As `make_drivers`.
        """
        clock, boards = self._clock, self._boards
        worker = GateWorker(gate.id, inbox=self._inboxes[gate.id], boards=boards, clock=clock)
        drivers = make_drivers(gate, clock=clock)
        controller = self._controllers[gate.id] = GateController(
            config=gate,
            driver=drivers["open"],
            stop=drivers.get("stop"),
            hold=drivers.get("hold"),
            journal=self._journal,
            clock=clock,
            new_id=new_id,
            partner_closed=functools.partial(boards.partner_clear, gate.id),
            listener=worker,
            lockdown=self._starts_in_lockdown(gate.id),
            last_commands=self._last_commands,
            beat=worker.beat,
            earlier=self._controllers.get(gate.id),
        )
        worker.attach(
            controller,
            Commissioner(
                config=gate,
                controller=controller,
                clock=clock,
                tell=worker.on_commissioning,
                refused=worker.on_test_refused,
                check=functools.partial(check_gate, gate, drivers, clock=clock),
            ),
            close=functools.partial(close_drivers, drivers),
        )
        return worker

    def _starts_in_lockdown(self, gate_id: str) -> bool:
        # A thread that is started again goes on as it was, also with the database down.
        known = self._boards.lockdown(gate_id)
        if known is not None:
            return known
        return self._was_locked or starts_locked(self._config, gate_id)


class GateCalls:
    """What reading sends to the gates; any thread.

    Args:
        inboxes: Where the commands of each gate wait.
        boards: Newest status of each gate.
        access: Who knows for whom a gate was opened.
    """

    def __init__(
        self, *, inboxes: Mapping[str, Inbox[GateJob]], boards: GateBoards, access: AccessService
    ) -> None:
        self._inboxes = inboxes
        self._boards = boards
        self._access = access

    def open_gate(self, gate_id: str, record: DecisionRecord) -> None:
        """Send the opening of a decision."""
        command = rule_opening(record, partner_clear=self._boards.partner_clear(gate_id))
        if not self._inboxes[gate_id].put(command):
            logger.error("gate %s: inbox is full, the opening is not sent", gate_id)

    def car_left(self, gate_id: str, passage: Passage) -> None:
        """Tell that a car passed the gate."""
        same_car = self._access.opened_for(gate_id, passage.consensus.text)
        passed = VehiclePassed(passage_id=passage.passage_id, same_car=same_car)
        if not self._inboxes[gate_id].put(passed):
            logger.error("gate %s: inbox is full, a car that left is not counted", gate_id)


def make_drivers(gate: GateConfig, *, clock: Clock) -> dict[str, RelayDriver]:
    """Return the drivers of a gate's outputs by name; "open" tells its inputs too.

    Raises:
        ConfigError: A password variable is not set, or a part of another package is broken.
    """
    make = functools.partial(make_driver, clock=clock, find_part=load_part)
    return {
        output: make(relay, inputs=gate.inputs.numbers) if output == "open" else make(relay)
        for output, relay in gate.relays.items()
    }


def close_drivers(drivers: Mapping[str, RelayDriver]) -> None:
    """Give back the ports and sockets of a gate's drivers; does not switch."""
    for driver in drivers.values():
        driver.close()


def driver_problems(config: AppConfig, text: str, *, clock: Clock) -> tuple[ConfigProblem, ...]:
    """Return what the drivers of a changed site file would not take."""
    return relay_problems(config.gates, text, load_part, clock=clock)
