# SPDX-License-Identifier: AGPL-3.0-or-later
"""Changes by touch and what the screens ask, on a real record."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from alpr_kiosk.domain.holidays import Holiday
from alpr_kiosk.domain.intents import IntentAnswer
from alpr_kiosk.domain.list_changes import ItemKind
from alpr_kiosk.domain.list_intents import (
    EntriesExtended,
    EntriesRemoved,
    EntryPhotoTaken,
    GroupRemoved,
    GroupSaved,
    HolidayRemoved,
    HolidaySaved,
    ListChangeUndone,
    ListIntent,
)
from alpr_kiosk.domain.list_queries import (
    EntriesWanted,
    EntryWanted,
    LastSeenWanted,
    ListChangesFound,
    ListChangesWanted,
    PhotoWanted,
    PlatePicturesWanted,
    SeenBeforeWanted,
)
from alpr_kiosk.domain.lists import ListGroup, ListKind
from alpr_kiosk.domain.queries import Query
from alpr_kiosk.errors import AlprError, StorageError
from alpr_kiosk.services.list_desk import ListDesk
from alpr_kiosk.services.list_lookup import ListLookup
from alpr_kiosk.services.plate_lists import PlateListService
from alpr_kiosk.services.sessions import SessionService
from alpr_kiosk.storage.store import Store, open_store
from tests.contracts.records_contract import make_passage
from tests.fakes.clock import ManualClock
from tests.fakes.plates import entry

PIN = "739204"
JPEG = b"\xff\xd8\xff" + b"x" * 40 + b"\xff\xd9"


class NoControl:
    def progress(self, done: int, total: int, step: str = "", so_far: object = None) -> None:
        """Nobody listens."""

    def check(self) -> None:
        """Nobody gives up."""


class Desk:
    """The desk, who looks things up, and a supervisor who has signed in."""

    def __init__(self, store: Store, clock: ManualClock) -> None:
        self.store, self.clock = store, clock
        self.lists = PlateListService(
            records=store.records, clock=clock, book=store.lists, history=store.history
        )
        sessions = SessionService(
            records=store.records, clock=clock, hasher=PasswordHasher(1, 8, 1)
        )
        sessions.set_pin("Anna", "supervisor", PIN, "installer")
        self.token = sessions.submit("Anna", "supervisor", PIN).session
        self.desk = ListDesk(
            lists=self.lists,
            book=store.lists,
            sessions=sessions,
            history=store.history,
            pictures=store.evidence,
            photos=store.photos,
        )
        self.lookup = ListLookup(
            snapshot=self.lists.load,
            book=store.lists,
            history=store.history,
            sessions=sessions,
            pictures=store.evidence,
            photos=store.photos,
            clock=clock,
        )

    def do(self, intent: ListIntent) -> IntentAnswer:
        return self.desk.handle(replace(intent, session=self.token))

    def ask(self, query: Query, *, signed: bool = True) -> object:
        query = replace(query, session=self.token if signed else "")
        return self.lookup.handlers[type(query)](query, NoControl())

    @property
    def plates(self) -> list[str]:
        return [one.plate for one in self.store.records.entries()]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    clock = ManualClock()
    store = open_store(tmp_path, clock=clock)
    made = Desk(store, clock)
    for one in (entry("AB 12"), entry("CD 34"), entry("EF 56", ListKind.DENY)):
        made.lists.save(one, "Ben")
    yield made
    store.close()


def ids(desk: Desk, *plates: str) -> tuple[str, ...]:
    return tuple(one.entry_id for one in desk.store.records.entries() if one.plate in plates)


def test_without_a_supervisor_nothing_is_done(desk: Desk) -> None:
    intents = (
        EntriesRemoved(entry_ids=ids(desk, "AB 12"), reason="ended"),
        GroupSaved(group=ListGroup(group_id="g" * 32, name="Berg")),
        ListChangeUndone(change_id=1),
    )
    for intent in intents:
        assert desk.desk.handle(intent).code == "pin.needed"
    for query in (ListChangesWanted(), PlatePicturesWanted(plate="AB12"), EntryWanted(entry_id="")):
        with pytest.raises(AlprError, match=r"pin\.needed"):
            desk.ask(query, signed=False)
    assert len(desk.plates) == 3


def test_several_are_removed_at_once_and_come_back(desk: Desk) -> None:
    wanted = ids(desk, "AB 12", "CD 34")
    answer = desk.do(EntriesRemoved(entry_ids=wanted, reason="ended"))
    assert answer.ok
    assert desk.plates == ["EF 56"]
    batch = dict(answer.context)["batch"]
    assert desk.do(ListChangeUndone(batch_id=batch)).ok
    assert sorted(desk.plates) == ["AB 12", "CD 34", "EF 56"]


def test_a_ban_ends_for_a_reason_alone(desk: Desk) -> None:
    banned = ids(desk, "EF 56")
    assert desk.do(EntriesRemoved(entry_ids=banned)).code == "lists.reason_needed"
    with pytest.raises(StorageError, match=r"lists\.reason_needed"):
        desk.lists.take_off(banned[0], "Anna", " ")
    change = desk.lists.take_off(banned[0], "Anna", "lifted")
    assert "EF 56" not in desk.plates
    assert desk.do(ListChangeUndone(change_id=change)).ok
    assert "EF 56" in desk.plates


def test_several_are_extended(desk: Desk) -> None:
    until = desk.clock.utc_now() + timedelta(days=30)
    answer = desk.do(EntriesExtended(entry_ids=ids(desk, "AB 12", "CD 34"), until=until))
    assert dict(answer.context)["n"] == "2"
    found = {one.plate: one.valid_until for one in desk.store.records.entries()}
    assert found == {"AB 12": until, "CD 34": until, "EF 56": None}
    again = desk.do(EntriesExtended(entry_ids=ids(desk, "AB 12"), until=until))
    assert dict(again.context)["n"] == "0"
    with pytest.raises(StorageError, match=r"lists\.unknown_entry"):
        desk.do(EntriesExtended(entry_ids=("nobody",), until=until))
    with pytest.raises(StorageError, match=r"lists\.too_many"):
        desk.do(EntriesRemoved(entry_ids=tuple(map(str, range(600))), reason="ended"))


def test_groups_and_holidays(desk: Desk) -> None:
    group = ListGroup(group_id="a" * 32, name="Berg")
    holiday = Holiday(holiday_id="b" * 32, day=date(2027, 1, 1), name="New Year")
    assert desk.do(GroupSaved(group=group)).ok
    assert desk.do(HolidaySaved(holiday=holiday)).ok
    found = desk.ask(EntriesWanted(kind=ListKind.ALLOW))
    assert [one.name for one in found.groups] == ["Berg"]  # type: ignore[attr-defined]
    assert found.holidays == (holiday,)  # type: ignore[attr-defined]
    with pytest.raises(StorageError, match=r"lists\.group_name"):
        desk.do(GroupSaved(group=ListGroup(group_id="c" * 32, name="Berg")))
    assert desk.do(GroupRemoved(group_id="a" * 32)).ok
    assert desk.do(HolidayRemoved(holiday_id="b" * 32)).ok
    assert not desk.store.lists.groups()


def test_changes_and_an_entry_as_it_is_now(desk: Desk) -> None:
    (entry_id,) = ids(desk, "AB 12")
    before = desk.ask(EntryWanted(entry_id=entry_id))
    assert before.owner == "O AB 12"  # type: ignore[attr-defined]
    desk.lists.save(replace(before, owner="Unit 9"), "Ben", seen=before)  # type: ignore[type-var, arg-type]
    assert desk.ask(EntryWanted(entry_id=entry_id)).owner == "Unit 9"  # type: ignore[attr-defined]
    assert desk.ask(EntryWanted(entry_id="nobody")) is None
    found = desk.ask(ListChangesWanted(most=2))
    assert isinstance(found, ListChangesFound)
    assert [one.kind for one in found.changes] == [ItemKind.ENTRY, ItemKind.ENTRY]
    older = desk.ask(ListChangesWanted(most=2, before=found.older))
    assert isinstance(older, ListChangesFound)
    assert {one.change_id for one in older.changes} == {1, 2}


def test_a_photo_is_taken_from_a_passage(desk: Desk) -> None:
    now = desk.clock.utc_now()
    crop = desk.store.evidence.store("crop", JPEG)
    passage = make_passage("p1", "AB12", seen_at=now - timedelta(hours=30))
    desk.store.records.save_passage(passage, [crop])
    (picture,) = desk.ask(PlatePicturesWanted(plate="AB12"))  # type: ignore[misc]
    assert (picture.jpeg, picture.kind) == (JPEG, "crop")
    taken = desk.do(EntryPhotoTaken(passage_id=picture.passage_id, sha256=picture.sha256))
    photo = dict(taken.context)["photo"]
    assert desk.ask(PhotoWanted(sha256=photo)) == JPEG
    assert desk.ask(PhotoWanted(sha256="0" * 64)) == b""
    gone = desk.do(EntryPhotoTaken(passage_id=picture.passage_id, sha256="0" * 64))
    assert gone.code == "lists.photo_gone"


def test_when_a_plate_was_here_last(desk: Desk) -> None:
    now = desk.clock.utc_now()
    for name, hours in (("p1", 30), ("p2", 26)):
        passage = make_passage(name, "EF56", seen_at=now - timedelta(hours=hours))
        desk.store.records.save_passage(passage)
    wanted = LastSeenWanted(plates=("EF56", "AB12", "?"))
    found = dict(desk.ask(wanted))  # type: ignore[call-overload]
    assert found == {"EF56": now - timedelta(hours=26), "AB12": None, "?": None}
    # A guard is told of the last day alone.
    assert dict(desk.ask(wanted, signed=False))["EF56"] is None  # type: ignore[call-overload]
    (banned,) = (one for one in desk.store.records.entries() if one.plate == "EF 56")
    rows = desk.ask(SeenBeforeWanted(entry=banned))
    assert len(rows) == 2  # type: ignore[arg-type]
    allowed = replace(banned, kind=ListKind.ALLOW)
    assert desk.ask(SeenBeforeWanted(entry=allowed)) == ()
