# SPDX-License-Identifier: AGPL-3.0-or-later
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.audit import canonical, chain_mac, plate_hash, verify
from alpr_kiosk.domain.ports import AuditRow

KEY = b"k" * 32
START = datetime(2026, 11, 22, 12, tzinfo=timezone.utc)


def chain(count: int = 5) -> list[AuditRow]:
    rows: list[AuditRow] = []
    mac = ""
    for seq in range(1, count + 1):
        at = START + timedelta(seconds=seq)
        body = canonical({"passage": f"p{seq}", "n": seq})
        mac = chain_mac(KEY, mac, seq, at, "gate.intent", "guard", body)
        rows.append(AuditRow(seq=seq, at=at, kind="gate.intent", actor="guard", body=body, mac=mac))
    return rows


def test_a_whole_chain_is_whole() -> None:
    rows = chain()
    assert verify(rows, KEY) is None
    assert verify([], KEY) is None
    assert verify(rows[2:], KEY, first_seq=3, previous_mac=rows[1].mac) is None


@given(
    st.integers(0, 4),
    st.sampled_from(["at", "kind", "actor", "body", "mac"]),
    st.text(max_size=5),
)
def test_any_single_change_shows_at_its_row(index: int, what: str, tail: str) -> None:
    rows = chain()
    row = rows[index]
    if what == "at":
        changed = replace(row, at=row.at + timedelta(microseconds=1))
    else:
        changed = replace(row, **{what: getattr(row, what) + "x" + tail})
    rows[index] = changed
    assert verify(rows, KEY) == row.seq


@given(st.integers(0, 4))
def test_a_removed_row_shows_unless_it_is_the_last(index: int) -> None:
    rows = chain()
    del rows[index]
    assert verify(rows, KEY) == (None if index == 4 else index + 1)


def test_cut_off_end_shows_against_the_exported_head() -> None:
    rows = chain()
    head = (rows[-1].seq, rows[-1].mac)
    assert verify(rows, KEY, head=head) is None
    assert verify(rows[:-1], KEY, head=head) == 5
    assert verify([], KEY, head=(0, "")) is None


def test_head_of_another_chain_shows() -> None:
    rows = chain()
    assert verify(rows, KEY, head=(3, "0" * 64)) == 3


def test_swapped_rows_and_other_keys_show() -> None:
    rows = chain()
    rows[1], rows[2] = rows[2], rows[1]
    assert verify(rows, KEY) == 2
    assert verify(chain(), b"other") == 1


def test_time_counts_in_utc_however_it_was_stored() -> None:
    rows = chain()
    east = timezone(timedelta(hours=3))
    assert verify([replace(row, at=row.at.astimezone(east)) for row in rows], KEY) is None


def test_fields_cannot_flow_into_each_other() -> None:
    one = chain_mac(KEY, "", 1, START, "ab", "c", "{}")
    assert one != chain_mac(KEY, "", 1, START, "a", "bc", "{}")
    assert one != chain_mac(KEY, "1", 1, START, "ab", "c", "{}")


def test_bad_arguments() -> None:
    with pytest.raises(ValueError, match="key"):
        chain_mac(b"", "", 1, START, "", "", "")
    with pytest.raises(ValueError, match="key"):
        plate_hash(b"", "A")
    with pytest.raises(ValueError, match="aware"):
        chain_mac(KEY, "", 1, datetime(2026, 1, 1), "", "", "")  # noqa: DTZ001
    with pytest.raises(ValueError, match="JSON"):
        canonical({"x": float("nan")})


def test_canonical_does_not_depend_on_order() -> None:
    assert canonical({"b": 1, "a": "ö"}) == canonical({"a": "ö", "b": 1}) == '{"a":"\\u00f6","b":1}'


def test_plate_hash() -> None:
    assert plate_hash(KEY, "34 a 36837") == plate_hash(KEY, "34A36837")
    assert plate_hash(KEY, "34A36837") != plate_hash(b"x", "34A36837")
    assert "34A" not in plate_hash(KEY, "34A36837")
