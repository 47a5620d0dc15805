# SPDX-License-Identifier: AGPL-3.0-or-later
"""From the site file to a relay driver."""

from __future__ import annotations

import os
from collections.abc import Callable

from alpr_kiosk.config.schema import RelayConfig, ShellyRelayConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.ports import RelayDriver
from alpr_kiosk.errors import ConfigError
from alpr_kiosk.gate.drivers.shelly import ShellyRelay
from alpr_kiosk.gate.drivers.simulated import SimulatedRelay

SecretLookup = Callable[[str], str | None]
"""From the name of an environment variable to its value, None when it is not set."""


def make_driver(
    config: RelayConfig, *, clock: Clock, secrets: SecretLookup = os.environ.get
) -> RelayDriver:
    """Return the driver for one output; nothing is sent yet.

    Raises:
        ConfigError: ``relay.password_missing`` when the named variable is not set.
    """
    if isinstance(config, ShellyRelayConfig):
        return ShellyRelay(
            address=config.address,
            channel=config.channel,
            password=_password(config, secrets),
            timeout_s=config.timeout_s,
        )
    return SimulatedRelay(clock=clock)


def is_remembered(config: RelayConfig, *, timed_by_device: bool) -> bool:
    """Return whether the last-commands record must name the output (rules 29).

    A contact that can stay on when this process ends: in the network, or without its own timer.
    """
    return isinstance(config, ShellyRelayConfig) or not timed_by_device


def _password(config: ShellyRelayConfig, secrets: SecretLookup) -> str:
    if not config.password_env:
        return config.password.get_secret_value()
    password = secrets(config.password_env)
    if password is None:
        raise ConfigError("relay.password_missing", variable=config.password_env)
    return password
