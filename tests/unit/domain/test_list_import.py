# SPDX-License-Identifier: AGPL-3.0-or-later
"""The dry run: what a table would change, row by row, and what is refused and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta, timezone
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain import list_import
from alpr_kiosk.domain.list_columns import FIELDS, ColumnError, columns
from alpr_kiosk.domain.list_import import (
    ImportOptions,
    ImportPlan,
    ImportWorld,
    RowKind,
    TooManyRowsError,
    plan,
)
from alpr_kiosk.domain.list_words import LIST_TEXTS, list_words
from alpr_kiosk.domain.lists import GroupPart, ListEntry, ListGroup, ListKind, ListSnapshot
from alpr_kiosk.domain.plate import normalise
from tests.fakes.plates import NOON, entry

TZ = ZoneInfo("Europe/Berlin")
FIRM = ListGroup(group_id="g1", name="Nordwind")
ALLOW, DENY, VISITOR = ListKind.ALLOW, ListKind.DENY, ListKind.VISITOR


def run(rows: Sequence[Sequence[str]], entries: Sequence[ListEntry] = (), **how: Any) -> ImportPlan:
    ids = (f"n{number}" for number in count(1))
    world = ImportWorld(
        snapshot=ListSnapshot.of(entries, [FIRM]),
        version=7,
        tz=TZ,
        now=NOON,
        actor="Zoe",
        new_id=lambda: next(ids),
    )
    made = plan(enumerate(rows, start=1), world, ImportOptions(**how))
    assert made is not None
    return made


def kinds(made: ImportPlan) -> list[str]:
    return [row.kind.value for row in made.rows]


def codes(made: ImportPlan) -> list[tuple[int, str, str]]:
    return [
        (row.row, problem.column, problem.code) for row in made.rows for problem in row.problems
    ]


def test_new_changed_same_and_removed() -> None:
    old = entry("AB 12", owner="Old", vehicle="red"), entry("CD 34"), entry("EF 56")
    other = entry("XX 99", DENY)
    made = run(
        [
            ["plate", "owner", "colour"],
            ["gh-78", "New", ""],
            ["ab12", "Newer", "x"],
            ["", "", ""],
            ["CD 34", "O CD 34"],
        ],
        [*old, other],
        replace=frozenset([ALLOW]),
    )
    assert kinds(made) == ["new", "changed", "same", "removed"]
    new, changed, _, removed = made.rows
    assert new.edit is not None
    assert new.edit.after == ListEntry(
        entry_id="n1", kind=ALLOW, plate="gh-78", owner="New", created_by="Zoe", created_at=NOON
    )
    assert changed.changed_fields == (("owner", "Old", "Newer"),), "what has no column stays"
    assert changed.edit is not None
    assert changed.edit.after == replace(old[0], owner="Newer")
    assert removed.edit is not None
    assert (removed.row, removed.edit.before) == (0, old[2])
    assert made.version == 7
    assert made.unused == ("colour",)
    assert len(made.edits()) == 3
    assert len(made.edits(skip=frozenset([2]))) == 2


def test_each_problem_is_named_by_row_and_column() -> None:
    made = run(
        [
            ["Kennzeichen", "bis", "von", "Zeiten", "Gruppe", "Tor", "Art", "Anzahl", "wie Gruppe"],
            ["A", "gestern", "", "", "", "", "", "", ""],
            ["AB 12", "", "", "immer", "Sued", "g9", "lila", "-3", ""],
            ["CD 34", "2026-01-01", "2026-02-01", "", "", "", "", "", ""],
            ["EF 56", "", "", "", "", "", "", "", "ja"],
            ["GH 78", "31.12.2026", "", "Mo-Fr 7-18", "nordwind", "Haupttor", "gast", "3", "ja"],
        ],
        gates=(("g1", "Haupttor"),),
    )
    assert codes(made) == [
        (2, "Kennzeichen", "import.plate_length"),
        (2, "bis", "import.date"),
        (3, "Zeiten", "import.windows"),
        (3, "Gruppe", "import.group"),
        (3, "Tor", "import.gate"),
        (3, "Art", "import.word"),
        (3, "Anzahl", "import.number"),
        (4, "Kennzeichen", "import.ends_first"),
        (5, "Kennzeichen", "import.no_group"),
    ]
    for row in made.rows:
        for problem in row.problems:
            assert problem.code in LIST_TEXTS
            assert "{" not in list_words(problem.code, dict(problem.context))
    good = made.rows[-1].edit
    assert good is not None
    assert good.after is not None
    assert (good.after.kind, good.after.group_id, good.after.gates) == (VISITOR, "g1", ("g1",))
    assert (good.after.max_uses, good.after.as_group) == (3, tuple(GroupPart))
    assert good.after.valid_until is not None
    assert good.after.valid_until.astimezone(TZ).isoformat() == "2027-01-01T00:00:00+01:00"


def test_a_plate_is_in_a_file_and_on_a_list_once() -> None:
    old = entry("AB 12", entry_id="e1"), entry("CD 34", entry_id="e2")
    made = run(
        [
            ["plate", "id", "list"],
            ["AB 12", "", ""],
            ["ab-12", "", ""],  # the same again
            ["AB 12", "", "deny"],  # on another list
            ["CD 34", "e1", ""],  # e1 cannot become the plate of e2
            ["EF 56", "e2", ""],  # e2 gets another plate
            ["GH 78", "e2", ""],  # and is named again
            ["IJ 90", "e9", ""],
        ],
        old,
    )
    assert kinds(made) == ["same", "refused", "new", "refused", "changed", "refused", "new"]
    assert [code for _, _, code in codes(made)] == ["import.twice", "import.listed", "import.twice"]
    changed, new = made.rows[4].edit, made.rows[6].edit
    assert changed is not None
    assert changed.after == replace(old[1], plate="EF 56")
    assert new is not None
    assert new.after is not None
    assert new.after.entry_id == "e9"


def test_look_alikes_are_told_against_the_lists_and_within_the_file() -> None:
    made = run(
        [["plate", "list"], ["AB 120", "allow"], ["A8 12O", "allow"], ["XY 99Z", "deny"]],
        [entry("XY 992"), entry("AB 121"), entry("QQ 11")],
    )
    found = {(pair.entry.text, pair.other.text) for pair in made.collisions}
    assert found == {("AB120", "A812O"), ("A812O", "AB120"), ("XY99Z", "XY992")}
    assert made.collisions[0].entry.kind is DENY, "the worst first"
    again = run([["plate", "owner"], ["XY 992", "Changed"]], [entry("XY 992"), entry("XY 99Z")])
    assert again.collisions == (), "an old plate was looked at when it came"


def test_clearing_a_cell_clears_the_field_and_a_missing_column_does_not() -> None:
    old = entry("AB 12", owner="X", vehicle="Y", valid_until=NOON + timedelta(days=1), max_uses=3)
    made = run([["plate", "owner", "until"], ["AB 12", "", ""]], [old])
    edit = made.rows[0].edit
    assert edit is not None
    assert edit.after == replace(old, owner="", valid_until=None)


def test_columns_are_guessed_in_two_languages_and_can_be_named() -> None:
    assert columns(["Nr", "KFZ-Kennzeichen", "Gültig ab", "Company"]) == {
        "plate": 1,
        "valid_from": 2,
        "group": 3,
    }
    assert columns(["a", "b", "owner"], {"plate": "B", "owner": ""}) == {"plate": 1}
    assert columns(["AB 12", "x"], {"plate": "1", "owner": "2"}, header=False) == {
        "plate": 0,
        "owner": 1,
    }
    assert columns(["plate", "name", "owner"]) == {"plate": 0, "owner": 1}
    for headers, named, code in (
        (["a", "b"], {}, "lists.import_columns"),
        ([], {}, "lists.import_columns"),
        (["plate"], {"plate": "nummer"}, "lists.import_map"),
        (["plate"], {"plate": "2"}, "lists.import_map"),
        (["plate"], {"colour": "plate"}, "lists.import_map"),
        (["plate", "x"], {"plate": ""}, "lists.import_columns"),
    ):
        with pytest.raises(ColumnError) as caught:
            columns(headers, named)
        assert caught.value.code == code
        assert "{" not in list_words(code, caught.value.context)


def test_it_can_be_stopped_and_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [["plate"], *([f"AB {number}"] for number in range(3000))]
    world = ImportWorld(
        snapshot=ListSnapshot(), version=0, tz=timezone.utc, now=NOON, actor="", new_id=lambda: "x"
    )
    told: list[int] = []

    def progress(done: int, of: int) -> bool:
        told.append(done)
        return done < 2000

    assert plan(enumerate(rows, 1), world, ImportOptions(), progress) is None
    assert told == [1000, 2000]
    monkeypatch.setattr(list_import, "MAX_ROWS", 100)
    with pytest.raises(TooManyRowsError):
        plan(enumerate(rows, 1), world, ImportOptions())


CELLS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["AB 12", "CD 34", "allow", "deny", "2026-12-31", "Mon 7-9", "ja", "g1", "e1"]),
)


@given(st.lists(st.lists(CELLS, min_size=1, max_size=20), max_size=6), st.booleans())
def test_whatever_stands_in_a_file_each_row_is_planned_or_refused(
    rows: list[list[str]], whole: bool
) -> None:
    old = [entry("AB 12", entry_id="e1"), entry("CD 34", DENY, entry_id="e2")]
    header = [*FIELDS]
    how = {"replace": frozenset([ALLOW])} if whole else {}
    made = run([header, *rows], old, **how)
    assert len([row for row in made.rows if row.row]) == len([row for row in rows if any(row)])
    for row in made.rows:
        assert (row.kind is RowKind.REFUSED) == bool(row.problems)
        assert (row.edit is None) == (row.kind in (RowKind.SAME, RowKind.REFUSED))
    final = {one.entry_id: one for one in old}
    for edit in made.edits():
        if edit.before is not None:
            assert final.pop(edit.before.entry_id) == edit.before
        if edit.after is not None:
            assert edit.after.entry_id not in final
            final[edit.after.entry_id] = edit.after
    plates = [(one.kind, normalise(one.plate)) for one in final.values()]
    assert len(plates) == len(set(plates)), "no plate is on a list twice"
