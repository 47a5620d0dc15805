# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of network cameras, with and without what is secret in them."""

from __future__ import annotations

import os
import re
from urllib.parse import quote, urlsplit, urlunsplit

from alpr_kiosk.config.schema import CameraConfig

NETWORK_SCHEMES = ("rtsp", "rtsps", "http", "https")

_LOGIN_IN_PATH = re.compile(
    r"(?i)(?<![a-z])(user|username|usr|loginuse|pwd|password|pass|passwd|loginpas|auth)=[^/?]*"
)
"""Makers of the cheapest cameras take the login as a part of the path:
``/user=admin&password=...&channel=1`` or with ``_`` between (Xiongmai)."""


def without_login(path: str) -> str:
    """Return a path for a person or a log: a login that is a part of it is left out."""
    return _LOGIN_IN_PATH.sub(r"\1=...", path)


def redact(address: str) -> str:
    """Return an address without user, password and query (some cameras take both there)."""
    try:
        parts = urlsplit(address)
    except ValueError:
        # Not an address at all, so nothing says which part of it is secret.
        return address.partition("://")[0] + "://..."
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, without_login(parts.path), "", ""))


def credentials(camera: CameraConfig) -> tuple[str, str]:
    """Return user and password; ``("", "")`` without a user.

    The password comes from the variable `password_env` if that is set, else from `password`.
    """
    if not camera.user:
        return "", ""
    password = camera.password.get_secret_value()
    if camera.password_env:
        password = os.environ.get(camera.password_env, password)
    return camera.user, password


def address_with_login(camera: CameraConfig, *, source: str | None = None) -> str:
    """Return the camera's address with its credentials, for FFmpeg only.

    Args:
        camera: Address and credentials.
        source: Another address on the same host; None for the one of the camera.
    """
    address = camera.source if source is None else source
    user, password = credentials(camera)
    if not user:
        return address
    parts = urlsplit(address)
    login = f"{quote(user, safe='')}:{quote(password, safe='')}"
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, f"{login}@{host}", parts.path, parts.query, ""))
