# SPDX-License-Identifier: AGPL-3.0-or-later
"""Times of who is inside are whole microseconds, however quickly they are made."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.storage.muster_table import muster_rows
from alpr_kiosk.storage.orm import micros, time_of

_DAY_US = 24 * 3600 * 1_000_000
_TO_2100 = 130 * 365 * _DAY_US
TIMES = st.integers(0, _TO_2100).map(time_of)
ENDS = st.integers(0, 8000 * 365 * _DAY_US).map(time_of)


@given(entered=TIMES, seen=st.none() | TIMES, until=st.none() | ENDS)
def test_a_row_has_the_times_that_were_kept(
    entered: datetime, seen: datetime | None, until: datetime | None
) -> None:
    moments = [None if at is None else micros(at) for at in (seen, until)]
    found = ("s", "AB12", micros(entered), "cam", moments[0], "g", "visitor", "", "", moments[1])
    (row,) = muster_rows([found], {})
    assert (row.entered_at, row.seen_at, row.valid_until) == (entered, seen or entered, until)
