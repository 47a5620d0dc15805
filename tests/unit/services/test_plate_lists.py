# SPDX-License-Identifier: AGPL-3.0-or-later
"""Saving entries: bad plates, duplicates, look-alikes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alpr_kiosk.domain.lists import ListKind
from alpr_kiosk.errors import ConfigError
from alpr_kiosk.services.plate_lists import PlateListService
from tests.fakes.clock import ManualClock
from tests.fakes.plates import entry
from tests.fakes.records import FakeRecords


@pytest.fixture
def records() -> FakeRecords:
    return FakeRecords(entries=(entry("AB123CD"), entry("XY99ZZZ", ListKind.DENY)))


@pytest.fixture
def lists(records: FakeRecords) -> PlateListService:
    return PlateListService(records=records, clock=ManualClock())


def test_a_saved_entry_says_who_and_when(lists: PlateListService, records: FakeRecords) -> None:
    assert lists.save(entry("KL58 MNO"), "Anna") == ()
    saved = lists.load().exact("KL58MNO")[0]
    assert saved.created_by == "Anna"
    assert saved.created_at == ManualClock().utc_now()
    assert records.audit[-1].actor == "Anna"


def test_a_change_keeps_who_made_it(lists: PlateListService) -> None:
    lists.save(entry("KL58MNO"), "Anna")
    made = lists.load().exact("KL58MNO")[0]
    lists.save(replace(made, owner="Unit 9"), "Ben")
    changed = lists.load().exact("KL58MNO")[0]
    assert (changed.owner, changed.created_by) == ("Unit 9", "Anna")


def test_a_look_alike_of_a_banned_plate_comes_first(lists: PlateListService) -> None:
    lists.save(entry("XY992ZZ"), "Anna")
    warnings = lists.save(entry("XY99Z2Z"), "Anna")
    assert [warning.code for warning in warnings] == [
        "lists.collision.deny",
        "lists.collision.owner",
    ]
    assert dict(warnings[0].context) == {"a": "XY99Z2Z", "b": "XY99ZZZ"}


def test_a_ban_that_looks_like_an_allowed_plate_warns_the_same(lists: PlateListService) -> None:
    (warning,) = lists.save(entry("A8123CD", ListKind.DENY), "Anna")
    assert warning.code == "lists.collision.deny"
    assert dict(warning.context) == {"a": "AB123CD", "b": "A8123CD"}


def test_two_owners_that_look_alike(lists: PlateListService) -> None:
    (warning,) = lists.save(entry("A8I23CD"), "Anna")
    assert warning.code == "lists.collision.owner"
    assert dict(warning.context) == {
        "a": "A8I23CD",
        "who_a": "O A8I23CD",
        "b": "AB123CD",
        "who_b": "O AB123CD",
    }


@pytest.mark.parametrize("plate", ["", " ", "-", "A", "A" * 17, "!?#"])
def test_what_is_no_plate_is_not_saved(
    lists: PlateListService, records: FakeRecords, plate: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        lists.save(entry(plate), "Anna")
    assert caught.value.code == "lists.bad_plate"
    assert len(records.entries()) == 2


@pytest.mark.parametrize("plate", ["AB123CD", "ab 123-cd"])
def test_a_plate_is_on_a_list_once(lists: PlateListService, plate: str) -> None:
    with pytest.raises(ConfigError) as caught:
        lists.save(replace(entry(plate), entry_id="another"), "Anna")
    assert caught.value.code == "lists.duplicate"
    assert caught.value.context == {"plate": "AB123CD", "list": "allow"}


def test_the_same_plate_may_be_allowed_and_banned(lists: PlateListService) -> None:
    lists.save(entry("AB123CD", ListKind.DENY), "Anna")
    assert len(lists.load().exact("AB123CD")) == 2
