# SPDX-License-Identifier: AGPL-3.0-or-later
"""Shifts, hand-over and users: over the real record, with cheap hashes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from argon2 import PasswordHasher

from alpr_kiosk.config.paths import resources_dir
from alpr_kiosk.domain.events import CommandKind, CommandSource, GateIntent, GateResult, Outcome
from alpr_kiosk.domain.intents import Intent, IntentAnswer, PinSubmitted, SessionEnded
from alpr_kiosk.domain.lists import ListKind
from alpr_kiosk.domain.people_intents import (
    HandoverItemRead,
    NoteAdded,
    SessionRenewed,
    ShiftEnded,
    ShiftStarted,
    UserSaved,
    UserStopped,
)
from alpr_kiosk.domain.people_queries import (
    Handover,
    HandoverWanted,
    NewBansWanted,
    UnexplainedWanted,
    UserRow,
    UsersWanted,
)
from alpr_kiosk.domain.shift import FORCED_END, new_since
from alpr_kiosk.errors import AlprError, StorageError
from alpr_kiosk.services.duty import DutyService
from alpr_kiosk.services.people_desk import PeopleDesk
from alpr_kiosk.services.plate_lists import PlateListService
from alpr_kiosk.services.sessions import SessionService
from alpr_kiosk.storage.erasing import erase_plate
from alpr_kiosk.storage.sheets import HandoverFolder
from alpr_kiosk.storage.store import open_store
from tests.fakes.clock import ManualClock
from tests.fakes.plates import entry

PINS = {"Anna": "739204", "Ben": "518273", "Carl": "840617", "Dora": "927405", "Eve": "604918"}
ROLES = {
    "Anna": "guard",
    "Ben": "guard",
    "Carl": "supervisor",
    "Dora": "installer",
    "Eve": "auditor",
}
ZONE = ZoneInfo("Europe/Berlin")


class Control:
    def progress(self, done: int, total: int, step: str = "", so_far: object = None) -> None: ...

    def check(self) -> None: ...


class Office:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = ManualClock()
        self.store = open_store(folder, clock=self.clock)
        self.records = self.store.records
        self.lists = PlateListService(records=self.records, clock=self.clock, book=self.store.lists)
        self.lists.load()
        self.changes: tuple[time, ...] = ()
        self.restart()
        for user, pin in PINS.items():
            self.sessions.set_pin(user, ROLES[user], pin, "installer")

    def restart(self) -> None:
        """The program ends and starts again."""
        self.sessions = SessionService(
            records=self.records, clock=self.clock, hasher=PasswordHasher(1, 8, 1)
        )
        self.duty = DutyService(
            records=self.records,
            duties=self.store.duties,
            sessions=self.sessions,
            snapshot=self.lists.refresh,
            clock=self.clock,
            zone=ZONE,
            changes=self.changes,
            site="Lindenhof",
            fonts=resources_dir() / "fonts",
            keep_sheet=lambda name, data: HandoverFolder(self.folder).keep(name, data),
        )
        self.desk = PeopleDesk(records=self.records, sessions=self.sessions, duty=self.duty)
        self.desk.restore()

    def ask(self, intent: Intent) -> IntentAnswer:
        answer = self.desk.handle(intent)
        assert answer.intent_id == intent.intent_id
        return answer

    def sign_in(self, user: str) -> str:
        answer = self.ask(PinSubmitted(user=user, scope=ROLES[user], pin=PINS[user]))
        assert answer.ok
        return dict(answer.context)["session"]

    def begin(self, user: str, **changes: object) -> str:
        session = self.sign_in(user)
        intent = replace(ShiftStarted(session=session), **changes)  # type: ignore[arg-type]
        assert self.ask(intent).ok
        return session

    def finish(self, user: str) -> IntentAnswer:
        return self.ask(ShiftEnded(session=self.sign_in(user), nothing=True))

    def handover(self, user: str, **changes: object) -> Handover:
        query = replace(HandoverWanted(user=user), **changes)  # type: ignore[arg-type]
        return self.duty.handover(query, Control())

    @property
    def audit(self) -> list[tuple[str, str]]:
        return [(row.kind, row.actor) for row in self.records.audit_rows()]

    def opened(self, number: int, **changes: object) -> None:
        intent = GateIntent(
            intent_id=f"i{number}",
            gate_id="gate-a",
            kind=CommandKind.OPEN,
            source=CommandSource.BAR,
            requested_at=self.clock.utc_now(),
            requested_mono=self.clock.monotonic(),
            pulse_ms=500,
            actor="",
            passage_id=None,
            decision_id=None,
        )
        result = GateResult(
            intent_id=f"i{number}",
            gate_id="gate-a",
            outcome=Outcome.OK,
            code="",
            finished_at=self.clock.utc_now(),
            latency_ms=40.0,
        )
        self.store.journal.record_intent(replace(intent, **changes))  # type: ignore[arg-type]
        self.store.journal.record_result(result)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path)
    yield made
    made.store.close()


def test_a_pin_is_in_no_representation() -> None:
    pin = PINS["Anna"]
    assert pin not in repr(PinSubmitted(user="Anna", scope="guard", pin=pin))
    assert pin not in repr(UserSaved(user="Anna", role="guard", pin=pin))


def test_a_wrong_pin_says_how_long_to_wait(office: Office) -> None:
    answer = office.ask(PinSubmitted(user="Anna", scope="guard", pin="000000"))
    assert (answer.ok, answer.code) == (False, "pin.wrong")
    assert dict(answer.context) == {"s": "1", "user": "Anna"}


# ------------------------------------------------------------------------------------- the shift


def test_a_shift_goes_from_pin_to_pin(office: Office) -> None:
    office.begin("Anna", read=("note:1",))
    view = office.desk.shift
    assert view is not None
    assert (view.shift.user, view.shift.signed, office.duty.user) == ("Anna", True, "Anna")
    assert office.sessions.user_of(view.session, "guard") == "Anna"
    office.clock.advance(8 * 3600)
    assert office.sessions.user_of(view.session, "guard") == "Anna"  # it does not end when idle
    answer = office.finish("Anna")
    assert (answer.ok, answer.code) == (True, "shift.ended")
    assert (office.desk.shift, office.duty.user) == (None, "")
    assert office.sessions.user_of(view.session, "guard") is None
    kinds = [kind for kind, actor in office.audit if actor == "Anna"]
    assert kinds == ["login", "shift.started", "login", "shift.ended"]


def test_a_shift_survives_the_program(office: Office) -> None:
    office.begin("Anna", skipped=True, read=("ban:1",))
    before = office.desk.shift
    assert before is not None
    office.restart()
    after = office.desk.shift
    assert after is not None
    assert after.shift == before.shift
    assert office.sessions.user_of(before.session, "guard") is None
    assert office.sessions.user_of(after.session, "guard") == "Anna"


def test_a_damaged_shift_is_none(office: Office) -> None:
    office.begin("Anna")
    for damaged in ("{", "[]", "null", '{"id": 1}', "0"):
        office.records.set_setting("shift.now", damaged)
        office.restart()
        assert office.desk.shift is None


def test_the_next_guard_ends_the_last_shift_without_a_sheet(office: Office) -> None:
    first = office.begin("Anna")
    office.begin("Ben")
    assert office.duty.user == "Ben"
    assert office.sessions.user_of(first, "guard") is None
    row = next(row for row in office.records.audit_rows() if row.kind == "shift.ended")
    assert row.actor == "Ben"
    assert '"how":"relieved"' in row.body


def test_the_same_guard_twice_is_one_shift(office: Office) -> None:
    office.begin("Anna", skipped=True)
    shift = office.desk.shift
    office.clock.advance(600)
    again = office.begin("Anna", read=("note:4",))
    assert shift is not None
    assert office.desk.shift is not None
    assert office.desk.shift.shift == replace(shift.shift, read=("note:4",))
    assert office.sessions.user_of(again, "guard") == "Anna"


def test_nobody_ends_the_shift_of_another_but_a_supervisor(office: Office) -> None:
    office.begin("Anna")
    answer = office.finish("Ben")
    assert (answer.ok, answer.code) == (False, "shift.of_other")
    for session in ("", "made up", office.sign_in("Dora")):
        assert office.ask(ShiftEnded(session=session)).code == "pin.needed"
    assert office.duty.user == "Anna"
    assert office.finish("Carl").ok
    assert office.finish("Carl").code == "shift.none"


def test_without_pins_a_shift_begins_unsigned(office: Office) -> None:
    answer = office.ask(ShiftStarted(user="Anna", skipped=True))
    assert answer.ok
    assert office.desk.shift is not None
    assert not office.desk.shift.shift.signed
    assert (office.duty.user, office.desk.shift.session) == ("", "")
    assert office.audit[-1] == ("shift.started", "")
    assert office.ask(ShiftStarted(user="Nobody")).code == "user.unknown"
    assert office.ask(ShiftStarted(session="made up", user="Anna")).code == "pin.needed"
    office.begin("Anna")
    assert office.duty.user == "Anna"


def test_a_shift_ends_half_an_hour_after_its_planned_end(office: Office) -> None:
    office.changes = (time(6), time(14), time(22))
    office.restart()
    office.begin("Anna")
    shift = office.desk.shift
    assert shift is not None
    assert shift.shift.ends_at is not None
    local = shift.shift.ends_at.astimezone(ZONE)
    assert (local.hour, local.minute) in {(6, 0), (14, 0), (22, 0)}
    left = shift.shift.ends_at - office.clock.utc_now()
    assert timedelta(hours=1) <= left <= timedelta(hours=9)
    office.clock.advance((left + FORCED_END).total_seconds() - 1)
    assert not office.desk.tick()
    office.clock.advance(1)
    assert office.desk.tick()
    assert not office.desk.tick()
    assert office.desk.shift is None
    assert office.audit[-1] == ("shift.ended", "system")


def test_the_sheet_is_a_pdf_whose_hash_is_in_the_chain(office: Office) -> None:
    session = office.begin("Anna")
    assert office.ask(NoteAdded(session=session, text="skip the lorry at B until 20:00")).ok
    office.opened(1)
    office.lists.save(replace(entry("XY99ZZZ", ListKind.DENY), entry_id="d1"), "Carl")
    answer = office.finish("Anna")
    context = dict(answer.context)
    assert (office.folder / context["sheet"]).read_bytes().startswith(b"%PDF")
    row = office.records.audit_rows()[-1]
    assert row.kind == "shift.ended"
    assert context["sha256"] in row.body
    assert all("XY99ZZZ" not in one.body for one in office.records.audit_rows())
    assert office.records.verify_audit() is None


def test_a_sheet_goes_with_the_plate_that_its_note_names(office: Office) -> None:
    session = office.begin("Anna")
    office.ask(NoteAdded(session=session, text="KL 58 MN comes back for its trailer"))
    named = office.folder / dict(office.finish("Anna").context)["sheet"]
    office.clock.advance(60)
    office.begin("Ben")
    other = office.folder / dict(office.finish("Ben").context)["sheet"]
    erase_plate(office.store, office.folder, "KL58MN", actor="Carl", reason="asked", alike=False)
    assert (named.exists(), other.exists()) == (False, True)
    assert office.records.verify_audit() is None


def test_sheets_are_kept_as_long_as_notes(office: Office) -> None:
    office.begin("Anna")
    sheet = office.folder / dict(office.finish("Anna").context)["sheet"]
    folder = HandoverFolder(office.folder)
    assert folder.remove_before(office.clock.utc_now()) == 0
    assert sheet.exists()
    assert folder.remove_before(office.clock.utc_now() + timedelta(seconds=1)) == 1
    assert not sheet.exists()


def test_a_guard_goes_home_also_when_the_sheet_cant_be_kept(office: Office) -> None:
    office.begin("Anna")
    (office.folder / "handover").write_text("in the way")
    answer = office.finish("Anna")
    assert (answer.ok, answer.code) == (True, "shift.ended_no_sheet")
    assert office.desk.shift is None


# --------------------------------------------------------------------------------- the hand-over


def test_what_is_new_is_told_and_what_was_before_is_not(office: Office) -> None:
    office.lists.save(entry("OLD1234", ListKind.DENY), "Carl")
    office.begin("Anna")
    office.clock.advance(60)
    office.finish("Anna")
    office.clock.advance(60)
    session = office.begin("Ben")
    ban = replace(entry("XY99ZZZ", ListKind.DENY), entry_id="d1", notes="threatened staff")
    office.lists.save(ban, "Carl")
    office.lists.save(entry("KL58MN", ListKind.ALLOW), "Carl")
    soon = office.clock.utc_now() + timedelta(hours=5)
    office.lists.save(replace(entry("BT20VI", ListKind.VISITOR), valid_until=soon), "Carl")
    office.ask(NoteAdded(session=session, text="skip the lorry"))
    office.opened(1)
    office.opened(2, source=CommandSource.TEST)
    office.opened(3, source=CommandSource.RULE)
    office.opened(4)
    office.records.save_override_reason("i4", "delivery", "", "Ben")
    found = office.handover("Anna", cameras_down=(("cam-2", "11:20"),), held=(("gate-b", "12:00"),))
    kinds = [item.kind for item in found.items]
    assert kinds == ["ban", "visitors", "camera", "hold", "openings", "note"]
    assert dict(found.items[0].context) == {"plate": ban.plate, "reason": "threatened staff"}
    assert all("XY99" not in item.item_id for item in found.items)
    leaving = office.handover("Ben", leaving=True)
    assert [item.kind for item in leaving.items] == ["opening", "note"]
    assert leaving.items[0].intent_id == "i1"


def test_what_lacks_a_reason_is_told_with_its_car(office: Office) -> None:
    office.opened(1, passage_id="p1")
    since = office.clock.utc_now()
    office.clock.advance(60)
    office.opened(2, passage_id="p2")
    office.opened(3)
    office.records.save_override_reason("i3", "delivery", "", "Anna")

    def asked(at: datetime) -> list[tuple[str, str | None]]:
        handler = office.desk.handlers[UnexplainedWanted]
        found = handler(UnexplainedWanted(since=at), Control())
        return [(one.intent_id, one.passage_id) for one in found]

    assert asked(since) == [("i1", "p1"), ("i2", "p2")]
    assert asked(since + timedelta(seconds=1)) == [("i2", "p2")]


def test_a_ban_that_was_lifted_is_not_told(office: Office) -> None:
    office.begin("Anna")
    office.finish("Anna")
    office.clock.advance(60)
    ban = entry("XY99ZZZ", ListKind.DENY)
    office.lists.save(ban, "Carl")
    office.lists.save(replace(ban, notes="seen again"), "Carl")
    assert [item.kind for item in office.handover("Anna").items] == ["ban"]
    office.lists.save(replace(ban, kind=ListKind.WATCH), "Carl")
    assert office.handover("Anna").items == ()


def test_the_screen_is_told_which_bans_are_new_as_long_as_they_hold(office: Office) -> None:
    old = replace(entry("BA77XKC", ListKind.DENY), entry_id="old")
    office.lists.save(old, "Carl")
    office.clock.advance(60)
    since = office.clock.utc_now()
    ban = replace(entry("XY99ZZZ", ListKind.DENY), entry_id="new")

    def told() -> object:
        handler = office.desk.handlers[NewBansWanted]
        return handler(NewBansWanted(since=since), Control())

    assert told() == frozenset()
    office.lists.save(ban, "Carl")
    assert told() == {"new"}
    office.lists.save(replace(ban, kind=ListKind.WATCH), "Carl")
    assert told() == frozenset()


def test_a_ban_is_new_for_three_shifts(office: Office) -> None:
    seen = []
    for number in range(5):
        if number == 1:
            office.clock.advance(60)
            banned_at = office.clock.utc_now()
            office.clock.advance(60)
        office.begin("Anna")
        view = office.desk.shift
        assert view is not None
        assert view.new_since is not None
        seen.append(number >= 1 and view.new_since <= banned_at)
        office.clock.advance(3600)
        office.finish("Anna")
        office.clock.advance(3600)
    assert seen == [False, True, True, True, False]
    assert new_since((), office.clock.utc_now()) < office.clock.utc_now()


def test_items_are_read_by_who_is_on_shift(office: Office) -> None:
    session = office.begin("Anna", skipped=True)
    assert office.ask(HandoverItemRead(session=session, item_id="ban:1")).ok
    assert office.ask(HandoverItemRead(session=session, item_id="ban:1")).ok
    assert office.audit.count(("handover.read", "Anna")) == 1
    other = office.sign_in("Ben")
    assert office.ask(HandoverItemRead(session=other, item_id="ban:2")).code == "pin.needed"
    assert office.desk.shift is not None
    assert office.desk.shift.shift.read == ("ban:1",)


def test_notes_need_words_and_a_person(office: Office) -> None:
    session = office.begin("Anna")
    assert office.ask(NoteAdded(session=session, text="  ")).code == "handover.note_empty"
    assert office.ask(NoteAdded(session=session, text="x")).ok
    assert office.ask(NoteAdded(text="x")).code == "pin.needed"
    assert office.ask(NoteAdded(text="x", session=office.sign_in("Ben"))).code == "pin.needed"
    assert office.ask(NoteAdded(text="x", session=office.sign_in("Carl"))).ok


# ------------------------------------------------------------------------------- sessions, users


def test_a_touch_renews_a_session_and_want_of_it_ends_it(office: Office) -> None:
    for user, idle_s in (("Carl", 120), ("Dora", 120), ("Eve", 300)):
        session = office.sign_in(user)
        for _ in range(4):
            office.clock.advance(idle_s - 1)
            assert office.ask(SessionRenewed(session=session)).ok
        office.clock.advance(idle_s + 1)
        assert office.ask(SessionRenewed(session=session)).code == "session.ended"


def test_going_is_recorded(office: Office) -> None:
    session = office.sign_in("Carl")
    assert office.ask(SessionEnded(session=session)).ok
    assert office.ask(SessionEnded(session=session)).ok
    assert office.audit[-1] == ("logout", "Carl")
    assert office.audit.count(("logout", "Carl")) == 1


MANAGED = [
    ("Anna", "guard", "pin.needed"),
    ("Carl", "guard", "user.saved"),
    ("Carl", "supervisor", "user.not_yours"),
    ("Carl", "installer", "user.not_yours"),
    ("Carl", "auditor", "user.not_yours"),
    ("Dora", "guard", "user.saved"),
    ("Dora", "supervisor", "user.saved"),
    ("Dora", "installer", "user.saved"),
    ("Dora", "auditor", "user.saved"),
    ("Eve", "guard", "pin.needed"),
]


def test_who_may_give_whom_a_pin(office: Office) -> None:
    for number, (who, role, code) in enumerate(MANAGED):
        session, user = office.sign_in(who), f" New  {number} "
        intent = UserSaved(session=session, user=user, role=role, pin="480571", is_new=True)
        assert office.ask(intent).code == code, (who, role)
        known = dict(office.records.users())
        assert known.get(f"New {number}") == (role if code == "user.saved" else None)


NO_NEW_USER: list[tuple[dict[str, object], str]] = [
    ({"user": ""}, "user.no_name"),
    ({"user": "x" * 41}, "user.bad_name"),
    ({"user": "a\x00b"}, "user.bad_name"),
    ({"user": "anna"}, "user.exists"),
    ({"pin": "12345"}, "pin.too_short"),
    ({"pin": "234567"}, "pin.too_simple"),
    ({"pin": "240687"}, "pin.like_date"),
    ({"role": "king"}, "intent.unknown"),
    ({"is_new": False}, "user.unknown"),
    ({"is_new": False, "user": "Ben", "role": "auditor"}, "user.unknown"),
]


def test_what_is_no_new_user(office: Office) -> None:
    session = office.sign_in("Dora")
    before = office.records.user_rows()
    intent = UserSaved(session=session, user="New", role="guard", pin="480571", is_new=True)
    for changes, code in NO_NEW_USER:
        answer = office.ask(replace(intent, **changes))  # type: ignore[arg-type]
        assert (answer.ok, answer.code) == (False, code)
        assert office.records.user_rows() == before


def test_a_new_pin_ends_the_sessions_of_the_old_one(office: Office) -> None:
    old = office.sign_in("Anna")
    carl = office.sign_in("Carl")
    assert office.ask(UserSaved(session=carl, user="Anna", role="guard", pin="480571")).ok
    assert office.sessions.user_of(old, "guard") is None
    assert not office.ask(PinSubmitted(user="Anna", scope="guard", pin=PINS["Anna"])).ok
    assert office.ask(UserSaved(session=carl, user="Carl", role="supervisor", pin="480571")).ok
    assert office.sessions.user_of(carl, "supervisor") == "Carl"


def test_access_is_stopped_but_never_that_of_the_last_supervisor(office: Office) -> None:
    office.begin("Anna")
    dora, carl = office.sign_in("Dora"), office.sign_in("Carl")
    assert office.ask(UserStopped(session=dora, user="Carl")).code == "user.last_supervisor"
    assert office.ask(UserStopped(session=carl, user="Dora")).code == "user.not_yours"
    assert office.ask(UserStopped(session=carl, user="Nobody")).code == "user.unknown"
    assert office.ask(UserStopped(session="", user="Anna")).code == "pin.needed"
    assert office.ask(UserStopped(session=carl, user="Anna")).ok
    assert office.desk.shift is None
    assert "Anna" not in dict(office.records.users())
    rows = office.desk.users(UsersWanted(session=carl), Control())
    assert [(row.name, row.active) for row in rows if row.name == "Anna"] == [("Anna", False)]
    assert office.ask(
        UserSaved(session=dora, user="Zoe", role="supervisor", pin="480571", is_new=True)
    ).ok
    assert office.ask(UserStopped(session=dora, user="Carl")).ok
    assert office.sessions.user_of(carl, "supervisor") is None
    office.restart()
    assert office.desk.shift is None


def test_only_some_may_see_who_has_access(office: Office) -> None:
    office.begin("Ben")
    rows = office.desk.users(UsersWanted(session=office.sign_in("Eve")), Control())
    assert [row.name for row in rows] == sorted(PINS)
    assert [row.name for row in rows if row.on_shift] == ["Ben"]
    assert all(isinstance(row, UserRow) for row in rows)
    with pytest.raises(AlprError) as refused:
        office.desk.users(UsersWanted(session=office.sign_in("Ben")), Control())
    assert refused.value.code == "pin.needed"


def test_without_the_record_nothing_changes(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = office.sign_in("Anna")

    def broken(*_args: object) -> None:
        raise StorageError("storage.unwritable")

    monkeypatch.setattr(office.records, "set_setting", broken)
    with pytest.raises(StorageError):
        office.ask(ShiftStarted(session=session))
    assert office.desk.shift is None
