# SPDX-License-Identifier: AGPL-3.0-or-later
"""The conditions of a history query, but those of time, as values of a passage."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, false, func, literal, or_

from alpr_kiosk.domain.history import ANY, ONE, HistoryQuery, PlatePattern
from alpr_kiosk.storage.orm import PassageTable

_P = PassageTable


def all_of(query: HistoryQuery) -> ColumnElement[bool]:
    """Return all conditions but those of time, as a value that is computed for each candidate.

    As a value and not as a condition of the statement: else a database might choose an index by it
    that does not have the order of time.
    """
    parts = conditions(query)
    return and_(*parts) if parts else literal(True)


def conditions(query: HistoryQuery) -> list[ColumnElement[bool]]:
    """Return them one by one."""
    parts: list[ColumnElement[bool]] = []
    if query.plate is not None:
        parts.append(_looks_like(query.plate))
    if query.cameras:
        parts.append(_P.camera_id.in_(query.cameras))
    if query.decided:
        parts.append(_P.action.in_(query.decided))
    if query.directions:
        parts.append(_P.direction.in_([direction.value for direction in query.directions]))
    if query.gates:
        parts.append(func.coalesce(_P.gate_id.in_(query.gates), false()))
    if query.corrected:
        parts.append(_P.corrected_fold.is_not(None))
    if query.unread:
        parts.append(or_(_P.settled.is_(False), _P.plate == ""))
    return parts


def _looks_like(plate: PlatePattern) -> ColumnElement[bool]:
    wanted = plate.text if plate.exact else plate.fold
    columns = (_P.plate, _P.corrected) if plate.exact else (_P.fold, _P.corrected_fold)
    form = like_form(wanted, plate.part)
    observed, corrected = columns
    return or_(observed.like(form), func.coalesce(corrected.like(form), false()))


def like_form(wanted: str, part: bool) -> str:
    """Return a pattern for LIKE: letters and digits alone are left of what was typed."""
    form = wanted.replace(ONE, "_").replace(ANY, "%")
    return f"%{form}%" if part else form
