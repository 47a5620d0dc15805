# SPDX-License-Identifier: AGPL-3.0-or-later
"""The tables of docs/site-file.md, taken from the schema: `.venv/bin/python -m docs.key_table`.

A test compares them, so that they can't drift from what the program takes.
"""

from __future__ import annotations

import enum
import json
import re
import sys
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo

from alpr_kiosk.config.loader import describe_fields
from alpr_kiosk.config.relays import RELAY_KINDS
from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.presets import PRESETS

PAGE = Path(__file__).resolve().parent / "site-file.md"
LISTS = ("cameras", "gates", "lanes")
KIND = re.compile(r"^(gates\.\w+)\[(\w+)\]\.(.+)$")
"""A key of one kind of relay: where, kind, key."""


def descriptions() -> dict[str, str]:
    """Return each key with its words; a table of several kinds is one key here."""
    found: dict[str, str] = {}
    for line in describe_fields():
        key, _, words = line.partition(": ")
        of_kind = KIND.match(key)
        if of_kind:
            key, words = of_kind[1], str(field_of(of_kind[1]).title)
            words += ". A table: see the kinds of relay below"
        found[key] = words
    return found


def field_of(key: str) -> FieldInfo:
    """Return the schema's field of a dotted key."""
    model: Any = AppConfig
    parts = key.split(".")
    for name in parts[:-1]:
        model = _inner(model.model_fields[name].annotation)
    found: FieldInfo = model.model_fields[parts[-1]]
    return found


def default_of(field: FieldInfo) -> str:
    """Return the default of a field as TOML, "needed" where there is none."""
    return "needed" if field.is_required() else _toml(field.get_default())


def values_of(key: str, field: FieldInfo) -> str:
    """Return the words or the range that a key takes, "" where neither is fixed."""
    kind: Any = field.annotation
    words: list[object] = []
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        words = [member.value for member in kind]
    elif get_origin(kind) is Literal and key != "type":
        words = list(get_args(kind))
    if key == "lanes.unlisted":
        words.remove("open")  # refused by the schema's own check
    if words:
        return ", ".join(str(word) for word in words)
    low = high = ""
    for bound in field.metadata:
        low = str(getattr(bound, "ge", "") or low)
        low = f"above {bound.gt:g}" if getattr(bound, "gt", None) is not None else low
        high = str(getattr(bound, "le", "") or high)
        high = f"below {bound.lt:g}" if getattr(bound, "lt", None) is not None else high
    if high and not low:
        low = "0"
    return f"{low} .. {high}" if high else low


def _inner(annotation: Any) -> Any:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return annotation.__args__[0]


def _toml(value: object) -> str:
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if isinstance(value, enum.Enum):
        value = value.value
    if value is None:
        return "none"
    if isinstance(value, BaseModel):
        value = value.model_dump()
        inner = ", ".join(f"{name} = {json.dumps(part)}" for name, part in value.items())
        return f"`{{ {inner} }}`"
    return f"`{json.dumps(value)}`"


def key_table() -> str:
    """Return the table of all keys, section by section."""
    lines: list[str] = []
    section = "?"
    for key, words in descriptions().items():
        head, _, name = key.rpartition(".")
        table = key.split(".")[0] if head else ""
        if table != section:
            section = table
            title = f"[[{table}]]" if table in LISTS else f"[{table}]"
            lines += ["", f"### `{title}`" if table else "### Top of the file", ""]
            lines += ["| key | meaning | values | if left out |", "|---|---|---|---|"]
        name = key.removeprefix(f"{table}.") if table else key
        field = field_of(key)
        lines.append(f"| `{name}` | {words} | {values_of(key, field)} | {default_of(field)} |")
    return "\n".join(lines).strip("\n") + "\n"


def relay_tables() -> str:
    """Return one table for each kind of relay."""
    lines: list[str] = []
    for kind, model in RELAY_KINDS.items():
        title = str(model.model_fields["type"].title).partition(": ")[2]
        lines += ["", f'#### `type = "{kind}"`: {title}', ""]
        rows = [
            f"| `{name}` | {_words_of(field)} | {values_of(name, field)} | {default_of(field)} |"
            for name, field in model.model_fields.items()
            if name != "type"
        ]
        header = ["| key | meaning | values | if left out |", "|---|---|---|---|"]
        lines += [*header, *rows] if rows else ["No keys of its own."]
    return "\n".join(lines).strip("\n") + "\n"


def _words_of(field: FieldInfo) -> str:
    return ". ".join(part for part in (field.title, field.description) if part)


def preset_table() -> str:
    """Return the table of the country presets."""
    lines = ["| preset | plates of | examples |", "|---|---|---|"]
    lines += [
        f"| `{preset.preset_id}` | {preset.name} | {', '.join(preset.examples[:3])} |"
        for preset in PRESETS
    ]
    return "\n".join(lines) + "\n"


def filled(page: str) -> str:
    """Return the page with both tables as they are now."""
    for name, table in (
        ("keys", key_table()),
        ("relays", relay_tables()),
        ("presets", preset_table()),
    ):
        begin, end = f"<!-- {name}: made by docs/key_table.py -->\n", f"<!-- end of {name} -->"
        head, _, rest = page.partition(begin)
        _, _, tail = rest.partition(end)
        page = f"{head}{begin}{table}{end}{tail}"
    return page


if __name__ == "__main__":
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{PAGE} written\n")
