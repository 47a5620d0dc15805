# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which column of a table is which field of a list entry."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

FIELDS = (
    "list",
    "plate",
    "owner",
    "vehicle",
    "notes",
    "valid_from",
    "valid_until",
    "windows",
    "gates",
    "direction",
    "max_uses",
    "uses_left",
    "host",
    "group",
    "as_group",
    "holidays",
    "photo",
    "second_factor",
    "created_by",
    "created_at",
    "entry_id",
)
"""All fields, in the order in which they are written."""

_NAMES: dict[str, tuple[str, ...]] = {
    "list": ("list", "listname", "kind", "type", "status", "liste", "art", "typ"),
    "plate": (
        "plate",
        "numberplate",
        "licenseplate",
        "licenceplate",
        "plateno",
        "platenumber",
        "registration",
        "regno",
        "lpr",
        "kennzeichen",
        "nummernschild",
        "kfzkennzeichen",
        "kfz",
    ),
    "owner": (
        "owner",
        "name",
        "holder",
        "person",
        "driver",
        "resident",
        "who",
        "unit",
        "halter",
        "besitzer",
        "inhaber",
        "eigentümer",
        "fahrer",
        "bewohner",
    ),
    "vehicle": ("vehicle", "car", "model", "make", "fahrzeug", "auto", "modell", "marke"),
    "notes": (
        "notes",
        "note",
        "comment",
        "remark",
        "reason",
        "notiz",
        "notizen",
        "bemerkung",
        "kommentar",
        "grund",
    ),
    "valid_from": ("validfrom", "from", "start", "startdate", "begin", "gültigab", "von", "ab"),
    "valid_until": (
        "validuntil",
        "validto",
        "until",
        "to",
        "end",
        "enddate",
        "expires",
        "expiry",
        "gültigbis",
        "bis",
        "ablauf",
    ),
    "windows": ("windows", "hours", "times", "schedule", "zeiten", "zeitfenster", "uhrzeiten"),
    "gates": ("gates", "gate", "tore", "tor", "schranke", "schranken", "zufahrt"),
    "direction": ("direction", "richtung", "fahrtrichtung"),
    "max_uses": ("maxuses", "uses", "entries", "einfahrten", "anzahl"),
    "uses_left": ("usesleft", "left", "remaining", "rest", "übrig"),
    "host": ("host", "visits", "visiting", "gastgeber", "besucht", "ansprechpartner"),
    "group": ("group", "company", "firm", "flat", "gruppe", "firma", "wohnung", "abteilung"),
    "as_group": ("asgroup", "wiegruppe"),
    "holidays": ("holidays", "holiday", "feiertage", "feiertag"),
    "photo": ("photo", "foto"),
    "second_factor": (
        "secondfactor",
        "secondproof",
        "proof",
        "askfor",
        "zweiternachweis",
        "nachweis",
        "zweiterfaktor",
    ),
    "created_by": ("createdby", "addedby", "erstelltvon", "angelegtvon"),
    "created_at": ("createdat", "created", "added", "erstelltam", "angelegtam"),
    "entry_id": ("entryid", "id"),
}
_BY_NAME = {name: field for field, names in _NAMES.items() for name in names}


class ColumnError(ValueError):
    """The columns can't be told apart.

    Attributes:
        code: ``lists.import_columns`` (no column of plates) or ``lists.import_map`` (a field or a
            column that was named is not there).
        context: Values for the text.
    """

    def __init__(self, code: str, **context: str) -> None:
        super().__init__(code)
        self.code = code
        self.context = context


def columns(
    headers: Sequence[str], named: Mapping[str, str] | None = None, *, header: bool = True
) -> dict[str, int]:
    """Return field -> position of its column.

    Args:
        headers: First row of the table.
        named: Field -> header or number of the column from 1 on, before any guess; "" for a field
            that is in no column.
        header: Whether the first row has headers; else only `named` counts.

    Raises:
        ColumnError: See there.
    """
    found: dict[str, int] = {}
    keys = [_key(text) for text in headers]
    named = named or {}
    for field, column in named.items():
        if field not in FIELDS:
            raise ColumnError("lists.import_map", name=field, known=", ".join(FIELDS))
        if not column:
            continue
        if header and _key(column) in keys:
            found[field] = keys.index(_key(column))
        elif column.isascii() and column.isdigit() and 1 <= int(column) <= len(headers):
            found[field] = int(column) - 1
        else:
            raise ColumnError("lists.import_map", name=column, known=_shown(headers))
    for position, key in enumerate(keys if header else ()):
        guess = _BY_NAME.get(key)
        taken = guess in found or guess in named or position in found.values()
        if guess is not None and not taken:
            found[guess] = position
    if "plate" not in found:
        raise ColumnError("lists.import_columns", known=_shown(headers))
    return found


def _shown(headers: Sequence[str]) -> str:
    return ", ".join(text[:30] for text in headers[:20])


def _key(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
