# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading the site file: every mistake at once, each with its key, what is wrong and an example."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from alpr_kiosk.config.base import MistakeAtError
from alpr_kiosk.config.relays import RELAY_KINDS
from alpr_kiosk.config.schema import SCHEMA_VERSION, AppConfig
from alpr_kiosk.errors import ConfigError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigProblem:
    """One mistake in the site file.

    Attributes:
        key: Dotted key with list numbers from 1, e.g. ``cameras.2.source``.
        message: What is wrong, in words.
        example: A value that would be right, as TOML; "" when there is none.
        line: Line in the file, None when it is not known.
    """

    key: str
    message: str
    example: str = ""
    line: int | None = None

    def __str__(self) -> str:
        where = f"line {self.line}: " if self.line else ""
        example = f" (for example: {self.example})" if self.example else ""
        return f"{where}{self.key}: {self.message}{example}"


class ConfigInvalidError(ConfigError):
    """The site file has mistakes; `problems` holds all of them."""

    def __init__(self, path: Path, problems: tuple[ConfigProblem, ...]) -> None:
        super().__init__("config.error", n=len(problems), file=str(path))
        self.path = path
        self.problems = problems


_EXAMPLES: Mapping[str, str] = {
    "cameras.id": 'id = "cam-a"',
    "cameras.source": 'source = "rtsp://192.168.1.20/stream1"',
    "cameras.direction": 'direction = "in"',
    "cameras.line_a": "line_a = [[0.2, 0.5], [0.8, 0.5]]",
    "cameras.line_b": "line_b = [[0.2, 0.8], [0.8, 0.8]]",
    "cameras.open_zone": "open_zone = [[0.2, 0.5], [0.8, 0.5], [0.8, 1.0], [0.2, 1.0]]",
    "cameras.read_zone": "read_zone = [[0.0, 0.2], [1.0, 0.2], [1.0, 1.0], [0.0, 1.0]]",
    "cameras.transport": 'transport = "tcp"',
    "gates.id": 'id = "gate-a"',
    "gates.relay": 'relay = { type = "shelly", address = "192.168.1.50" }',
    "gates.relay.address": 'address = "192.168.1.50"',
    "gates.relay.type": 'type = "shelly"',
    "gates.relay.open": 'open = { path = "/relay/0?turn=on&timer={pulse_s}" }',
    "gates.relay.off": 'off = { path = "/relay/0?turn=off" }',
    "gates.relay.state": 'state = { path = "/relay/0", key = "ison", on = true, off = false }',
    "gates.relay.before": 'before = { path = "/cm?cmnd=PulseTime1%20{pulse_time}" }',
    "gates.relay.inputs": 'inputs = [{ number = 1, entity = "binary_sensor.gate_shut" }]',
    "gates.relay.template": 'template = "tasmota"',
    "gates.relay.entity": 'entity = "switch.gate"',
    "gates.relay.login": 'login = "digest" with password_env = "GATE_PASSWORD"',
    "gates.relay.timed_by": 'timed_by = "us"',
    "gates.relay.fingerprint": 'fingerprint = "5A:CE:...", 32 bytes',
    "gates.relay.name": 'name = "my-board"',
    "gates.relay.options": 'options = { address = "192.168.1.60", channel = 1 }',
    "gates.stop_relay": 'stop_relay = { type = "shelly", address = "192.168.1.50", channel = 1 }',
    "gates.hold_relay": 'hold_relay = { type = "shelly", address = "192.168.1.50", channel = 2 }',
    "gates.inputs": "inputs = { position = { input = 0 }, loop = { input = 1 } }",
    "gates.pulse_ms": "pulse_ms = 1000",
    "gates.input_kind": 'input_kind = "step"',
    "gates.interlock_with": 'interlock_with = "gate-b"',
    "lanes.id": 'id = "lane-in"',
    "lanes.camera": 'camera = "cam-a"',
    "lanes.gate": 'gate = "gate-a"',
    "lanes.direction": 'direction = "in"',
    "lanes.mode": 'mode = "automatic"',
    "lanes.unlisted": 'unlisted = "ask"',
    "lanes.agree_frames": "agree_frames = 2",
    "site.time_zone": 'time_zone = "Europe/Berlin"',
    "site.name": 'name = "North gate"',
    "site.presets": 'presets = ["de"]',
    "vision.engine": 'engine = "auto"',
    "schema_version": f"schema_version = {SCHEMA_VERSION}",
    "ui.theme": 'theme = "night"',
    "ui.language": 'language = "en"',
}


def load_config(path: Path) -> AppConfig:
    """Read and check a site file.

    Raises:
        ConfigInvalidError: With all mistakes, those of reading and of meaning.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        problem = ConfigProblem(key="file", message=f"there is no file {path}")
        raise ConfigInvalidError(path, (problem,)) from None
    except (OSError, UnicodeDecodeError) as exc:
        reason = exc.strerror if isinstance(exc, OSError) else "it is not UTF-8 text"
        problem = ConfigProblem(key="file", message=f"can't read {path}: {reason}")
        raise ConfigInvalidError(path, (problem,)) from exc
    return parse_config(text, path)


def parse_config(text: str, path: Path) -> AppConfig:
    """Check the text of a site file; `path` is only for messages.

    Raises:
        ConfigInvalidError: With all mistakes.
    """
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as exc:  # numbers and nesting beyond all sense, too
        found = re.search(r"at line (\d+)", str(exc))
        line = int(found.group(1)) if found else None
        what = str(exc).split(" (at ")[0]
        problem = ConfigProblem(
            key="file",
            message=f"this is not TOML: {what[:1].lower()}{what[1:]}",
            example='name = "North gate"',
            line=line,
        )
        raise ConfigInvalidError(path, (problem,)) from exc
    version = data.get("schema_version", SCHEMA_VERSION)
    if isinstance(version, int) and version > SCHEMA_VERSION:
        problem = ConfigProblem(
            key="schema_version",
            message=f"the file is of version {version}, this program knows up to {SCHEMA_VERSION}",
            example=_EXAMPLES["schema_version"],
            line=_line_of(text, ("schema_version",)),
        )
        raise ConfigInvalidError(path, (problem,))
    problems: list[ConfigProblem] = []
    config: AppConfig | None = None
    try:
        config = AppConfig.model_validate(data)
    except ValidationError as exc:
        problems = [_problem(text, error) for error in exc.errors(include_url=False)]
    # References are checked on the raw data, so that one run shows these mistakes too.
    problems += _reference_problems(text, data)
    if config is None or problems:
        raise ConfigInvalidError(path, tuple(_unique(problems)))
    return config


def _unique(problems: list[ConfigProblem]) -> list[ConfigProblem]:
    seen: dict[tuple[str, str], ConfigProblem] = {}
    for problem in problems:
        seen.setdefault((problem.key, problem.message), problem)
    return sorted(seen.values(), key=lambda problem: problem.line or 0)


def _problem(text: str, error: Any) -> ConfigProblem:
    found_by = error.get("ctx", {}).get("error")
    more = found_by.location if isinstance(found_by, MistakeAtError) else ()
    location = (*_without_tags(error["loc"]), *more)
    return ConfigProblem(
        key=_dotted(location) or "file",
        message=_words(error),
        example=_example(location),
        line=_line_of(text, location),
    )


def problems_of_part(
    text: str, location: tuple[int | str, ...], exc: ValidationError
) -> tuple[ConfigProblem, ...]:
    """Return the mistakes in a table whose schema is another package's.

    Args:
        text: The site file.
        location: Of the table in it.
        exc: What pydantic says of the table.
    """
    return tuple(
        _problem(text, {**error, "loc": (*location, *error["loc"])})
        for error in exc.errors(include_url=False)
    )


def problem_at(text: str, location: tuple[int | str, ...], message: str) -> ConfigProblem:
    """Return a mistake at a key of the site file that only the program can find."""
    return ConfigProblem(
        key=_dotted(location),
        message=message,
        example=_example(location),
        line=_line_of(text, location),
    )


def _without_tags(location: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """Drop the names of union members that pydantic puts into a location."""
    kept: list[int | str] = []
    for index, part in enumerate(location):
        after_relay = index > 0 and location[index - 1] in ("relay", "stop_relay", "hold_relay")
        if after_relay and part in RELAY_KINDS:
            continue
        kept.append(part)
    return tuple(kept)


def _dotted(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in location)


def _example(location: tuple[int | str, ...]) -> str:
    names = [part for part in location if isinstance(part, str)]
    while names:
        found = _EXAMPLES.get(".".join(names))
        if found:
            return found
        names.pop()
    return ""


_WORDS: Mapping[str, str] = {
    "missing": "is missing",
    "extra_forbidden": "is not a known key (check the spelling)",
    "literal_error": "{shown}must be {expected}",
    "enum": "{shown}must be {expected}",
    "union_tag_invalid": "must have a type out of {expected_tags}",
    "union_tag_not_found": "must have a type",
    "greater_than_equal": "{shown}must be at least {ge}",
    "greater_than": "{shown}must be more than {gt}",
    "less_than_equal": "{shown}must be at most {le}",
    "less_than": "{shown}must be less than {lt}",
    "string_pattern_mismatch": "{shown}has a form that is not allowed here",
    "string_too_short": "must not be empty",
    "too_long": "is too long (at most {max_length})",
    "string_too_long": "is too long (at most {max_length})",
    "value_error": "{error}",
    "model_type": "{shown}must be a table",
    "model_attributes_type": "{shown}must be a table",
}
"""pydantic's kinds of error in words; placeholders are those of its context."""


def _words(error: Any) -> str:
    """Return pydantic's error as a short sentence; values of secret keys are never shown."""
    value = error.get("input")
    secret = any(word in str(part) for part in error["loc"] for word in _SECRET_KEYS)
    plain = isinstance(value, str | int | float | bool) and not secret
    shown = f"{_shown(value)} " if plain and not _logins(value) else ""
    message = str(error["msg"])
    template = _WORDS.get(error["type"])
    if any(login in message for login in _logins(value)):
        return f"is not right ({_HIDDEN})"
    if template is None:
        return f"{shown}{': ' if shown else ''}{message[:1].lower()}{message[1:]}"
    try:
        return template.format(shown=shown, **error.get("ctx", {}))
    except KeyError:
        return f"{shown}{message}"


_SECRET_KEYS = ("password", "secret", "token")
_HIDDEN = "not shown: it may hold a password"
_LONGEST_SHOWN = 60


def _shown(value: object) -> str:
    """Return a value for a message: short, and nothing that looks like a login."""
    if _logins(value):
        return f"<{_HIDDEN}>"
    text = repr(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}..."


def _logins(value: object) -> list[str]:
    """Return the texts in a value that may be ``user:password@host`` or ``?password=``."""
    if isinstance(value, str):
        is_login = "@" in value or "password=" in value.lower()
        return [value] if is_login else []
    if isinstance(value, Mapping):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list | tuple):
        return [login for item in value for login in _logins(item)]
    return []


def _reference_problems(text: str, data: Mapping[str, Any]) -> list[ConfigProblem]:
    """Ids used twice, and ids that point nowhere."""
    problems: list[ConfigProblem] = []
    ids: dict[str, list[str]] = {}
    for table in ("cameras", "gates", "lanes"):
        ids[table] = []
        for index, row in enumerate(_rows(data, table)):
            ident = row.get("id")
            if not isinstance(ident, str):
                continue
            if ident in ids[table]:
                location = (table, index, "id")
                problems.append(
                    ConfigProblem(
                        key=_dotted(location),
                        message=f"{_shown(ident)} is used twice: every id must be its own",
                        example=_EXAMPLES[f"{table}.id"],
                        line=_line_of(text, location),
                    )
                )
            ids[table].append(ident)

    def check(table: str, index: int, key: str, value: object, target: str) -> None:
        if isinstance(value, str) and value not in ids[target]:
            location = (table, index, key)
            known = ", ".join(ident for ident in ids[target] if not _logins(ident))
            problems.append(
                ConfigProblem(
                    key=_dotted(location),
                    message=(
                        f"there is no {target.rstrip('s')} {_shown(value)} "
                        f"(known: {known or 'none is set up'})"
                    ),
                    example=_EXAMPLES[f"{table}.{key}"],
                    line=_line_of(text, location),
                )
            )

    cameras_used: set[str] = set()
    for index, row in enumerate(_rows(data, "lanes")):
        check("lanes", index, "camera", row.get("camera"), "cameras")
        check("lanes", index, "gate", row.get("gate"), "gates")
        camera = row.get("camera")
        if isinstance(camera, str):
            if camera in cameras_used:
                location = ("lanes", index, "camera")
                problems.append(
                    ConfigProblem(
                        key=_dotted(location),
                        message=f"camera {_shown(camera)} already belongs to another lane",
                        example=_EXAMPLES["lanes.camera"],
                        line=_line_of(text, location),
                    )
                )
            cameras_used.add(camera)
    for index, row in enumerate(_rows(data, "gates")):
        check("gates", index, "interlock_with", row.get("interlock_with"), "gates")
        if row.get("interlock_with") is not None and row.get("interlock_with") == row.get("id"):
            location = ("gates", index, "interlock_with")
            problems.append(
                ConfigProblem(
                    key=_dotted(location),
                    message="a gate can't be interlocked with itself",
                    example=_EXAMPLES["gates.interlock_with"],
                    line=_line_of(text, location),
                )
            )
    return problems


def _rows(data: Mapping[str, Any], table: str) -> list[Mapping[str, Any]]:
    rows = data.get(table)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _line_of(text: str, location: tuple[int | str, ...]) -> int | None:
    """Return the line of a key by a plain scan of headers and keys, None when it is not found.

    TOML libraries of the standard library give no positions; headers (``[site]``,
    ``[[cameras]]``) and ``key =`` at the start of a line are all that the site file uses.
    """
    if not location:
        return None
    table = location[0] if isinstance(location[0], str) else ""
    wanted = location[1] if len(location) > 1 and isinstance(location[1], int) else None
    keys = [part for part in location[1:] if isinstance(part, str)]
    current, count, header_line = "", -1, None
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        header = re.match(r"^\[\[?\s*([A-Za-z0-9_.-]+)\s*\]\]?", line)
        if header:
            current = header.group(1)
            if current == table:
                count += 1
                if wanted is None or count == wanted:
                    header_line = number
            elif keys and current == f"{table}.{keys[0]}" and wanted in (None, count):
                header_line = number
            continue
        in_table = current == table and (wanted is None or count == wanted)
        sub_table = bool(keys) and current == f"{table}.{keys[0]}"
        if in_table and keys and re.match(rf"^{re.escape(keys[0])}\s*=", line):
            return number
        if (
            sub_table
            and len(keys) > 1
            and wanted in (None, count)
            and re.match(rf"^{re.escape(keys[1])}\s*=", line)
        ):
            return number
        if not current and not keys and re.match(rf"^{re.escape(str(table))}\s*=", line):
            return number
    return header_line


def describe_fields(model: type[BaseModel] = AppConfig, prefix: str = "") -> list[str]:
    """Return one line per key with its title and description, for `check-config --keys`.

    Tables of several kinds name theirs in brackets: ``gates.relay[shelly].address``.
    """
    lines: list[str] = []
    for name, field in model.model_fields.items():
        inner = _inner_models(field.annotation)
        for part in inner:
            kind = f"[{part.model_fields['type'].default}]" if len(inner) > 1 else ""
            lines += describe_fields(part, f"{prefix}{name}{kind}.")
        if inner:
            continue
        words = ". ".join(part for part in (field.title, field.description) if part)
        lines.append(f"{prefix}{name}: {words}")
    return lines


def _inner_models(annotation: Any) -> list[type[BaseModel]]:
    """Return the tables behind a field: itself, the rows of a list, or the kinds of a union."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    arguments: tuple[Any, ...] = getattr(annotation, "__args__", ())
    return [model for part in arguments for model in _inner_models(part)]
