# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the site file to a relay driver."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

from alpr_kiosk.config.relays import RelayConfig, SecretLookup, SimulatedRelayConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.ports import RelayDriver

__all__ = ["DriverSetup", "PartFinder", "SecretLookup", "is_remembered", "make_driver"]

PartFinder = Callable[[str, str], Callable[..., object]]
"""From an entry-point group and a name to the factory of another package (`plugins.load_part`)."""

_MODULES = {
    "simulated": "simulated",
    "shelly": "shelly",
    "shelly_gen1": "shelly_gen1",
    "http": "http_template",
    "axis": "axis",
    "onvif": "onvif_relay",
    "modbus_tcp": "modbus",
    "modbus_rtu": "modbus",
    "lcus": "lcus",
    "numato": "numato",
    "kmtronic": "kmtronic",
    "plugin": "plugin",
}
"""Module of each kind, in `alpr_kiosk.gate.drivers`; imported when a site file names the kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverSetup:
    """What a driver is built with besides its keys.

    Attributes:
        clock: Time.
        secrets: Looks up the variables that hold passwords.
        inputs: Numbers of the inputs that its status shall tell, as the device counts them.
        find_part: Finds drivers of other packages, None where there are none.
    """

    clock: Clock
    secrets: SecretLookup = os.environ.get
    inputs: tuple[int, ...] = ()
    find_part: PartFinder | None = None


def make_driver(
    config: RelayConfig,
    *,
    clock: Clock,
    secrets: SecretLookup = os.environ.get,
    inputs: Sequence[int] = (),
    find_part: PartFinder | None = None,
) -> RelayDriver:
    """Return the driver for one output; nothing is sent yet.

    Args:
        config: The relay in the site file.
        clock: Time.
        secrets: Looks up the variables that hold passwords.
        inputs: Numbers of the inputs that `status` shall tell.
        find_part: Finds drivers of other packages.

    Raises:
        ConfigError: ``relay.password_missing`` when the named variable is not set,
            ``relay.no_inputs`` when inputs are asked of a device that has none, and those of
            drivers of other packages.
    """
    setup = DriverSetup(clock=clock, secrets=secrets, inputs=tuple(inputs), find_part=find_part)
    module = import_module(f"alpr_kiosk.gate.drivers.{_MODULES[config.type]}")
    driver: RelayDriver = module.build(config, setup)
    return driver


def is_remembered(config: RelayConfig, *, timed_by_device: bool) -> bool:
    """Return whether the last-commands record must name the output (rules 29).

    A contact that can stay on when this process ends: any but the one in memory.
    """
    return not isinstance(config, SimulatedRelayConfig) or not timed_by_device
