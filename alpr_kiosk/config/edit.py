# SPDX-License-Identifier: AGPL-3.0-or-later
"""Changes the text of a site file; comments, order and what is not changed stay as they were."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from typing import Any

from alpr_kiosk.domain.settings_intents import Change, KeyRemoved, KeySet, RowAdded, RowRemoved
from alpr_kiosk.errors import ConfigError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

DIGITS = 4
"""Decimal places of a fraction of the picture: a fifth of a pixel of a 1920 px wide one."""


def edited(text: str, changes: Sequence[Change]) -> str:
    """Return the text with the changes; whether it is right is for the loader to say.

    Raises:
        ConfigError: ``config.row_unknown`` or ``config.row_twice`` with the row,
            ``config.not_editable`` for a file whose form can't be kept.
    """
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    wanted = _plain_edited(tomllib.loads(text), changes)
    try:
        document = tomlkit.parse(text)
        for change in changes:
            _change(document, change, _Kit())
        made = tomlkit.dumps(document)
        right = tomllib.loads(made) == wanted
    except (TOMLKitError, ValueError, TypeError, AttributeError) as exc:
        raise ConfigError("config.not_editable", why=type(exc).__name__) from exc
    if not right:
        raise ConfigError("config.not_editable", why="form")
    return made


def changed_keys(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the dotted keys that differ, rows by their ids: ``cameras.cam-in.open_zone``.

    The values, which may be secret, are not told.
    """
    before, after = dict(_leaves(old, "")), dict(_leaves(new, ""))
    names = [*before, *(name for name in after if name not in before)]
    missing = object()
    return tuple(n for n in names if before.get(n, missing) != after.get(n, missing))


def _leaves(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    rows = isinstance(value, list) and value and all(isinstance(row, Mapping) for row in value)
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, f"{name}.{key}" if name else str(key))
    elif rows:
        for index, row in enumerate(value, start=1):
            yield from _leaves(row, f"{name}.{row.get('id', index)}")
    else:
        yield name, value


class _Plain:
    """Makes plain containers."""

    def value(self, value: object) -> Any:
        if isinstance(value, Mapping):
            return {key: self.value(inner) for key, inner in value.items()}
        if isinstance(value, list | tuple):
            return [self.value(inner) for inner in value]
        return round(value, DIGITS) if isinstance(value, float) else value

    def row(self) -> Any:
        return {}

    def rows(self) -> Any:
        return []

    def table(self) -> Any:
        return {}

    def inner(self) -> Any:
        return {}

    def end(self, row: Any) -> None:
        """End a new row."""


class _Kit(_Plain):
    """Makes tomlkit's."""

    def value(self, value: object) -> Any:
        import tomlkit

        if isinstance(value, Mapping):
            table = tomlkit.inline_table()
            for key, inner in value.items():
                table[key] = self.value(inner)
            return table
        if isinstance(value, list | tuple):
            array = tomlkit.array()
            for inner in value:
                array.append(self.value(inner))
            return array
        return tomlkit.item(super().value(value))

    def row(self) -> Any:
        import tomlkit

        return tomlkit.table()

    def rows(self) -> Any:
        import tomlkit

        return tomlkit.aot()

    def table(self) -> Any:
        import tomlkit

        return tomlkit.table()

    def inner(self) -> Any:
        import tomlkit

        return tomlkit.inline_table()

    def end(self, row: Any) -> None:
        import tomlkit

        row.add(tomlkit.nl())


def _plain_edited(data: dict[str, Any], changes: Sequence[Change]) -> dict[str, Any]:
    for change in changes:
        _change(data, change, _Plain())
    return data


def _change(document: MutableMapping[str, Any], change: Change, make: _Plain) -> None:
    if isinstance(change, RowAdded):
        _add(document, change, make)
        return
    if isinstance(change, RowRemoved):
        rows = document.get(change.table, [])
        del rows[_index(rows, change)]
        if not rows:
            del document[change.table]
        return
    place = _place(document, change, make)
    if isinstance(change, KeySet):
        *path, name = change.key.split(".")
        for part in path:
            if part not in place:
                place[part] = make.inner()
            place = place[part]
        place[name] = make.value(change.value)
    elif isinstance(change, KeyRemoved):
        *path, name = change.key.split(".")
        for part in path:
            place = place.get(part, {})
        if name in place:
            del place[name]
    else:
        raise TypeError(type(change).__name__)


def _place(document: MutableMapping[str, Any], change: Change, make: _Plain) -> Any:
    """Return the table or the row that a change is about."""
    if change.row:
        rows = document.get(change.table, [])
        return rows[_index(rows, change)]
    if change.table not in document:
        document[change.table] = make.table()
    return document[change.table]


def _add(document: MutableMapping[str, Any], change: RowAdded, make: _Plain) -> None:
    if any(row.get("id") == change.row for row in document.get(change.table, [])):
        raise ConfigError("config.row_twice", row=change.row)
    row = make.row()
    row["id"] = make.value(change.row)
    for key, value in change.values:
        row[key] = make.value(value)
    make.end(row)
    if change.table not in document:
        rows = make.rows()
        rows.append(row)
        document[change.table] = rows
    else:
        document[change.table].append(row)


def _index(rows: Any, change: Change) -> int:
    for index, row in enumerate(rows):
        if row.get("id") == change.row:
            return index
    raise ConfigError("config.row_unknown", row=change.row)
