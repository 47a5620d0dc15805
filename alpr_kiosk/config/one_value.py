# SPDX-License-Identifier: AGPL-3.0-or-later
"""One value of a broken site file is changed in its own line; everything else stays as it is."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from alpr_kiosk.config.loader import ConfigInvalidError, ConfigProblem, parse_config

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_LINE = re.compile(r"^(\s*(?P<key>[A-Za-z0-9_.\-]+)\s*=\s*)(?P<value>.*?)(?P<end>\s*)$")


def value_at(text: str, problem: ConfigProblem) -> str | None:
    """Return the value that a mistake is about as it is written; None where it has no own line."""
    if problem.line is None:
        return None
    lines = text.splitlines()
    if not 0 < problem.line <= len(lines):
        return None
    found = _LINE.match(lines[problem.line - 1])
    if found is None or found["key"].rpartition(".")[2] != problem.key.rpartition(".")[2]:
        return None
    return found["value"] if _whole(found["value"]) else None


def with_value(text: str, problem: ConfigProblem, value: str) -> str | None:
    """Return the file with another value there, None when it is no single value of TOML.

    Args:
        text: The file.
        problem: A mistake for which `value_at` has found something.
        value: As it is to be written; words without quotation marks are put into them.
    """
    lines = text.splitlines(keepends=True)
    if value_at(text, problem) is None or problem.line is None:
        return None
    written = next((one for one in (value.strip(), f'"{value.strip()}"') if _whole(one)), None)
    old = lines[problem.line - 1]
    ending = old[len(old.rstrip("\r\n")) :]
    found = _LINE.match(old.rstrip("\r\n"))
    if written is None or found is None:
        return None
    lines[problem.line - 1] = f"{found[1]}{written}{ending}"
    return "".join(lines)


def still_wrong(text: str, path: Path, problem: ConfigProblem) -> ConfigProblem | None:
    """Return what is wrong with that value now; None when it is right, others may be left."""
    try:
        parse_config(text, path)
    except ConfigInvalidError as exc:
        same = (one for one in exc.problems if one.key == problem.key)
        unreadable = (one for one in exc.problems if one.key == "file")
        return next(same, next(unreadable, None))
    return None


def _whole(value: str) -> bool:
    """Return whether it is one value of TOML on one line; a comment behind it may stay."""
    if not value or "\n" in value:
        return False
    try:
        return set(tomllib.loads(f"x = {value}\n")) == {"x"}
    except ValueError:
        return False
