# SPDX-License-Identifier: AGPL-3.0-or-later
"""The error tree. Environment errors derive from `AlprError`; everything else is a bug.

Errors carry a stable `code` and a `context` of plain values; the words a person reads live in
`ui/messages.py` (and, for the command line, in `alpr_kiosk/cli.py`).
"""

from __future__ import annotations


class AlprError(Exception):
    """A condition of the environment that the product handles and explains.

    Attributes:
        code: Stable machine name such as ``relay.timeout``; key of the message table.
        context: Values for the message's placeholders. Never credentials, never a full plate
            that goes to a log.
    """

    def __init__(self, code: str, /, **context: object) -> None:
        self.code = code
        self.context: dict[str, object] = dict(context)
        detail = ", ".join(f"{key}={value!r}" for key, value in self.context.items())
        super().__init__(f"{code} ({detail})" if detail else code)


class ConfigError(AlprError):
    """The site file cannot be used as it is."""


class CameraError(AlprError):
    """A picture source does not deliver."""


class RecognitionError(AlprError):
    """Detector or reader cannot be used (weights missing or altered, engine failed)."""


class RelayError(AlprError):
    """A relay did not do, or did not confirm, what it was told."""


class StorageError(AlprError):
    """Database, journal or evidence folder cannot be used."""
