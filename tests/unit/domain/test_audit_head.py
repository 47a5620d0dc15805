# SPDX-License-Identifier: AGPL-3.0-or-later
"""The exported head: a line that can be printed, kept, and typed off a sheet."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.audit import AuditHead, parse_head

heads = st.builds(
    AuditHead,
    seq=st.integers(0, 10**15),
    mac=st.text("0123456789abcdef", min_size=64, max_size=64),
    at=st.datetimes(
        min_value=datetime(2000, 1, 1),  # noqa: DTZ001 - made aware by `timezones`
        max_value=datetime(2100, 1, 1),  # noqa: DTZ001
        timezones=st.sampled_from([timezone.utc, timezone(timedelta(hours=5, minutes=45))]),
    ).map(lambda at: at.replace(microsecond=0)),
)


@given(heads, st.booleans(), st.sampled_from([" ", "   ", "\t"]))
def test_a_line_gives_its_head_back(head: AuditHead, upper: bool, gap: str) -> None:
    line = head.line.upper() if upper else head.line
    assert parse_head(f" {line.replace(' ', gap)}\n") == head
    assert head.line.isascii()


@given(heads, st.integers(0, 200), st.sampled_from("0123456789abcdefx"))
def test_a_mistyped_character_is_noticed(head: AuditHead, place: int, typed: str) -> None:
    line = head.line
    at = place % len(line)
    wrong = line[:at] + typed + line[at + 1 :]
    if wrong.lower() == line.lower() or line[at] == " ":
        return
    with pytest.raises(ValueError, match=r"head|mistyped"):
        parse_head(wrong)


@pytest.mark.parametrize("line", ["", "alpr-head 2", "alpr-head 1 5 abc 2026 00000000", "é" * 90])
def test_anything_else_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="not an exported head"):
        parse_head(line)
