# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys that several kinds of relay share."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Annotated

from pydantic import Field, SecretStr

from alpr_kiosk.config.base import Model
from alpr_kiosk.errors import ConfigError

SecretLookup = Callable[[str], str | None]
"""From the name of an environment variable to its value, None when it is not set."""

Host = Annotated[
    str,
    Field(
        title="Address",
        description="Host or host:port, without http://",
        pattern=r"^[A-Za-z0-9.\-\[\]:]+$",
        examples=["192.168.1.50"],
    ),
]
SerialPort = Annotated[
    str,
    Field(
        title="Serial port",
        description=(
            "A stable path: /dev/serial/by-path/..., /dev/serial/by-id/... or a name that udev "
            "gives, such as /dev/gate-relay; /dev/ttyUSB0 may be another board after a restart"
        ),
        pattern=r"^/[^\s]+$",
        examples=["/dev/serial/by-path/pci-0000:00:14.0-usb-0:2:1.0-port0"],
    ),
]
TimeoutS = Annotated[float, Field(ge=0.2, le=5.0, title="Time-out of one request, seconds")]


class WithPassword(Model):
    """A device that may ask for a password."""

    password: SecretStr = Field(SecretStr(""), title="Password of the device")
    password_env: str = Field("", title="Environment variable that holds the password")

    def secret(self, secrets: SecretLookup = os.environ.get) -> str:
        """Return the password, "" for none.

        Raises:
            ConfigError: ``relay.password_missing`` when the named variable is not set.
        """
        if not self.password_env:
            return self.password.get_secret_value()
        password = secrets(self.password_env)
        if password is None:
            raise ConfigError("relay.password_missing", variable=self.password_env)
        return password
