# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the drivers of network cameras and I/O modules take from the site file alike."""

from __future__ import annotations

from alpr_kiosk.config.relays.cameras import NetworkDevice
from alpr_kiosk.errors import ConfigError
from alpr_kiosk.gate.drivers.http_once import Tls


def tls_of(config: NetworkDevice) -> Tls | None:
    """Return how the device's certificate is checked, None for plain HTTP.

    Raises:
        ConfigError: ``relay.certificate`` when the authority's file cannot be read.
    """
    if not config.https:
        return None
    try:
        return Tls(ca_file=config.ca_file, fingerprint=config.fingerprint)
    except OSError as exc:
        why = exc.strerror or type(exc).__name__
        raise ConfigError("relay.certificate", file=config.ca_file, why=why) from None
