# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is inside: pairing of entries and exits, whatever order they are told in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain import stay_book
from alpr_kiosk.domain.events import Action, Direction, Reason
from alpr_kiosk.domain.stay_book import StayBook
from alpr_kiosk.domain.stays import Fit, Passing, Stay, StayEnd, went_through

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc)
IN, OUT, UNKNOWN = Direction.IN, Direction.OUT, Direction.UNKNOWN


def passing(
    number: int, text: str, direction: Direction = IN, *, through: bool = True, **more: object
) -> Passing:
    """The passing of minute `number`."""
    at = NOON + timedelta(minutes=5 * number)
    values: dict[str, object] = {
        "passage_id": f"p{number:04d}",
        "moment": int(at.timestamp() * 1_000_000),
        "at": at,
        "text": text,
        "direction": direction,
        "through": through,
        "camera_id": f"cam-{direction.value}",
        "gate_id": "gate-a",
    }
    return Passing(**(values | more))  # type: ignore[arg-type]


class Kept:
    """A book with the stays that it told of."""

    def __init__(self, *passings: Passing) -> None:
        self.book = StayBook()
        self.stays: dict[str, Stay] = {}
        self.put(*passings)

    def put(self, *passings: Passing) -> None:
        for one in passings:
            for stay_id, stay in self.book.put(one).items():
                if stay is None:
                    del self.stays[stay_id]
                else:
                    self.stays[stay_id] = stay

    @property
    def inside(self) -> list[str]:
        return sorted(stay.text for stay in self.stays.values() if stay.is_inside)

    def ends(self) -> list[tuple[str, StayEnd, Fit | None]]:
        return [(s.text, s.end, s.fit) for _, s in sorted(self.stays.items())]


def test_a_stay_is_an_entry_and_its_exit() -> None:
    kept = Kept(passing(0, "AB12CDE"), passing(1, "XY99ZZ"))
    assert kept.inside == ["AB12CDE", "XY99ZZ"]
    kept.put(passing(3, "AB12CDE", OUT))
    assert kept.inside == ["XY99ZZ"]
    stay = kept.stays["p0000"]
    assert (stay.end, stay.fit, stay.exit_passage) == (StayEnd.EXIT, Fit.EXACT, "p0003")
    assert stay.duration(NOON) == timedelta(minutes=15)
    assert kept.stays["p0001"].duration(NOON + timedelta(hours=1)) == timedelta(minutes=55)


@pytest.mark.parametrize(
    ("entry", "out", "fit"),
    [
        ("AB10CD", "AB1OCD", Fit.STRONG),
        ("AB18CD", "AB1BCD", Fit.NEAR),
        ("AB18CD", "AB18C", Fit.NEAR),
        ("AB18CD", "AB19CD", Fit.NEAR),
        ("AB18CD", "AB99CD", None),
        ("AB1", "AB2", None),
    ],
)
def test_a_misread_exit_takes_the_one_car_that_it_may_be(
    entry: str, out: str, fit: Fit | None
) -> None:
    kept = Kept(passing(0, entry), passing(1, out, OUT))
    if fit is None:
        assert kept.inside == [entry]
        assert kept.stays["p0001"].fit is Fit.NONE
        assert kept.stays["p0001"].entered_at is None
    else:
        assert kept.inside == []
        assert (kept.stays["p0000"].fit, kept.stays["p0000"].exit_text) == (fit, out)


def test_a_tie_takes_nobody_and_says_so() -> None:
    kept = Kept(passing(0, "AB18CD"), passing(1, "AB19CD"), passing(2, "AB17CD", OUT))
    assert kept.inside == ["AB18CD", "AB19CD"]
    assert kept.stays["p0002"].fit is Fit.TIE
    now = NOON + timedelta(minutes=30)
    count = kept.book.view.occupancy(now)
    assert (count.certain, count.unclear, count.most, count.least) == (2, 1, 2, 1)
    assert all(kept.book.view.in_doubt(stay, now) for stay in kept.book.view.stays())
    tomorrow = now + timedelta(days=1)
    assert kept.book.view.occupancy(tomorrow).unclear == 0
    assert not kept.book.view.in_doubt(kept.stays["p0000"], tomorrow)


def test_the_exact_plate_comes_first_and_is_given_back_when_a_look_alike_took_its_stay() -> None:
    kept = Kept(passing(0, "AB18CD"), passing(1, "AB1BCD"), passing(2, "AB18CD", OUT))
    assert kept.inside == ["AB1BCD"]
    # AB88CD came in before the record began; the car it was taken for leaves later.
    kept = Kept(passing(0, "AB18CD"), passing(1, "AB88CD", OUT))
    assert kept.ends() == [("AB18CD", StayEnd.EXIT, Fit.NEAR)]
    kept.put(passing(2, "AB18CD", OUT))
    assert kept.ends() == [
        ("AB18CD", StayEnd.EXIT, Fit.EXACT),
        ("AB88CD", StayEnd.EXIT, Fit.NONE),
    ]
    assert kept.stays["p0000"].exit_passage == "p0002"


def test_an_entry_of_a_car_that_is_inside_ends_its_stay_as_not_seen() -> None:
    kept = Kept(passing(0, "AB12CD"), passing(1, "AB12CD"))
    assert kept.ends() == [
        ("AB12CD", StayEnd.NOT_SEEN, Fit.EXACT),
        ("AB12CD", StayEnd.INSIDE, None),
    ]
    assert kept.stays["p0000"].duration(NOON) is None


def test_a_car_seen_twice_at_the_gate_enters_and_leaves_once() -> None:
    again = replace(passing(0, "AB12CD"), passage_id="again", at=NOON + timedelta(seconds=50))
    again = replace(again, moment=again.moment + 50_000_000, camera_id="second")
    kept = Kept(passing(0, "AB12CD"), again)
    assert (len(kept.stays), kept.stays["p0000"].camera_id) == (1, "second")
    out = passing(3, "AB12CD", OUT)
    late = replace(out, passage_id="late", at=out.at + timedelta(minutes=1))
    kept.put(out, replace(late, moment=late.moment + 60_000_000))
    assert kept.ends() == [("AB12CD", StayEnd.EXIT, Fit.EXACT)]


def test_unread_cars_are_counted() -> None:
    kept = Kept(passing(0, ""), passing(1, ""), passing(2, "AB12CD"), passing(3, "", OUT))
    count = kept.book.view.occupancy(NOON)
    assert (count.certain, count.unread, count.unclear) == (1, 1, 0)
    assert kept.stays["p0000"].end is StayEnd.EXIT
    # The one that is left can only be the car whose entry was not read.
    kept.put(passing(4, "ZZ99XX", OUT))
    assert kept.stays["p0001"].text == "ZZ99XX"
    kept.put(passing(5, "", OUT))
    assert kept.book.view.occupancy(NOON + timedelta(hours=1)).unclear == 1
    assert kept.inside == ["AB12CD"]


def test_a_car_that_turned_round_is_not_inside_but_seen() -> None:
    kept = Kept(passing(0, "AB12CD", through=False), passing(1, "AB12CD", UNKNOWN, through=False))
    assert kept.stays == {}
    kept.put(passing(2, "AB12CD"), passing(3, "AB12CD", UNKNOWN, through=False))
    (stay,) = kept.stays.values()
    assert (stay.camera_id, stay.seen_at) == ("cam-unknown", NOON + timedelta(minutes=15))


def test_a_guard_ends_and_begins_stays_and_takes_it_back() -> None:
    kept = Kept(passing(0, "AB12CD"))
    mark = passing(1, "AB12CD", OUT, by="Amara", stay_id="p0000", camera_id="")
    kept.put(mark)
    assert kept.ends() == [("AB12CD", StayEnd.BY_HAND, Fit.BY_HAND)]
    assert kept.stays["p0000"].exit_passage is None
    kept.put(replace(mark, through=False))
    assert kept.inside == ["AB12CD"]
    kept.put(passing(2, "XX11YY", by="Amara", camera_id=""))
    assert kept.inside == ["AB12CD", "XX11YY"]
    kept.put(passing(3, "XX11YY", OUT))
    assert kept.stays["p0002"].fit is Fit.EXACT


def test_a_corrected_plate_pairs_anew_and_back() -> None:
    entry, out = passing(0, "AB18CD"), passing(1, "QQ77WW", OUT)
    kept = Kept(entry, out)
    before = dict(kept.stays)
    assert kept.inside == ["AB18CD"]
    kept.put(replace(entry, text="QQ77WW"))
    assert kept.ends() == [("QQ77WW", StayEnd.EXIT, Fit.EXACT)]
    kept.put(entry)
    assert kept.stays == before


PLATES = ["AB10CD", "AB1OCD", "AB18CD", "AB1BCD", "XY99ZZ", "XY98ZZ", "KLM", ""]
ONE = st.tuples(
    st.integers(0, 60),
    st.sampled_from(PLATES),
    st.sampled_from([IN, OUT, UNKNOWN]),
    st.booleans(),
)


@st.composite
def streams(draw: st.DrawFn) -> list[Passing]:
    """Passings of different moments, each one once."""
    chosen = draw(st.lists(ONE, max_size=25, unique_by=lambda one: one[0]))
    return [
        passing(number, text, way, through=through and way is not UNKNOWN)
        for number, text, way, through in chosen
    ]


def in_order(passings: Iterable[Passing]) -> Kept:
    return Kept(*sorted(passings, key=lambda one: one.key))


@given(streams(), st.data())
def test_any_order_and_any_number_of_updates_give_the_same_stays(
    told: list[Passing], data: st.DataObject
) -> None:
    wanted = in_order(told)
    shuffled = data.draw(st.permutations(told))
    kept = Kept()
    for one in shuffled:
        if data.draw(st.booleans()):  # as it was known first
            kept.put(replace(one, text="AB18CD", direction=UNKNOWN, through=False))
        kept.put(one)
    kept.put(*data.draw(st.permutations(told)))
    assert kept.stays == wanted.stays
    assert sorted(s.stay_id for s in kept.book.view.stays()) == sorted(
        s.stay_id for s in wanted.stays.values() if s.is_inside
    )
    assert kept.book.view == wanted.book.view or _same_view(kept.book, wanted.book)


def _same_view(one: StayBook, other: StayBook) -> bool:
    a, b = one.view, other.view
    return (dict(a.inside), dict(a.left), dict(a.alike), a.unread, a.unclear_at) == (
        dict(b.inside),
        dict(b.left),
        dict(b.alike),
        b.unread,
        b.unclear_at,
    )


@given(streams())
def test_no_passage_is_in_two_stays_and_nobody_is_inside_twice(told: list[Passing]) -> None:
    kept = in_order(told)
    used = Counter(
        passage
        for stay in kept.stays.values()
        for passage in (stay.entry_passage, stay.exit_passage)
        if passage is not None
    )
    assert set(used.values()) <= {1}
    through = {one.passage_id for one in told if one.through}
    assert set(used) <= through
    texts = Counter(stay.text for stay in kept.stays.values() if stay.is_inside and stay.text)
    assert set(texts.values()) <= {1}
    for stay in kept.stays.values():
        if stay.entered_moment is not None and stay.ended_moment is not None:
            assert stay.entered_moment < stay.ended_moment


@given(streams())
def test_occupancy_is_never_negative_and_is_what_came_in_less_what_left(
    told: list[Passing],
) -> None:
    kept = Kept()
    for one in sorted(told, key=lambda each: each.key):
        kept.put(one)
        count = kept.book.view.occupancy(one.at)
        assert 0 <= count.least <= count.most == count.certain + count.unread
        assert count.most == sum(1 for stay in kept.stays.values() if stay.is_inside)


@given(streams())
def test_a_stay_whose_plate_is_read_exactly_at_the_exit_is_never_another_ones(
    told: list[Passing],
) -> None:
    """After an exact exit within a day, no look-alike holds the newest stay of that plate."""
    kept = in_order(told)
    for one in told:
        if not (one.through and one.direction is OUT and one.text):
            continue
        mine = [
            stay
            for stay in kept.stays.values()
            if stay.text == one.text
            and stay.entered_moment is not None
            and stay.entered_moment < one.moment
        ]
        newest = max(mine, key=lambda stay: stay.entered_moment or 0, default=None)
        if newest is not None and newest.fit in (Fit.STRONG, Fit.NEAR):
            assert (newest.ended_moment or 0) > one.moment


@given(streams(), st.integers(0, 25))
def test_a_book_that_begins_in_the_middle_ends_the_same(told: list[Passing], cut: int) -> None:
    ordered = sorted(told, key=lambda one: one.key)
    whole = in_order(ordered)
    first = in_order(ordered[:cut])
    book = StayBook(
        inside=[stay for stay in first.stays.values() if stay.is_inside],
        left=[stay for stay in first.stays.values() if not stay.is_inside],
    )
    stays = dict(first.stays)
    for one in ordered[cut:]:
        for stay_id, stay in book.put(one).items():
            if stay is None:
                del stays[stay_id]
            else:
                stays[stay_id] = stay
    assert stays == whole.stays
    assert book.view.occupancy(NOON) == whole.book.view.occupancy(NOON)


@given(streams())
def test_forgetting_old_steps_changes_nothing(told: list[Passing]) -> None:
    kept, wanted = Kept(), in_order(told)
    usual = stay_book.KEPT_STEPS
    stay_book.KEPT_STEPS = 4
    try:
        kept.put(*sorted(told, key=lambda one: one.key))
    finally:
        stay_book.KEPT_STEPS = usual
    assert kept.stays == wanted.stays
    assert all(kept.book.reaches(one) for one in sorted(told, key=lambda one: one.key)[-3:])


@pytest.mark.parametrize(
    ("action", "reason", "gate", "opened", "through"),
    [
        (Action.OPEN, Reason.ALLOW_LISTED, "g", True, True),
        (Action.OPEN, Reason.ALLOW_LISTED, "g", False, False),
        (Action.REFUSE, Reason.DENY_LISTED, "g", False, False),
        (Action.ASK, Reason.UNKNOWN, "g", False, False),
        (Action.ASK, Reason.UNKNOWN, "g", True, True),
        (Action.LOG_ONLY, Reason.IGNORED_LOG_ONLY, "g", False, True),
        (Action.LOG_ONLY, Reason.UNKNOWN, "g", False, True),
        (Action.LOG_ONLY, Reason.IGNORED_SAME_CAR, "g", False, True),
        (Action.LOG_ONLY, Reason.IGNORED_DIRECTION, "g", False, True),
        (Action.LOG_ONLY, Reason.IGNORED_ZONE, "g", False, False),
        (Action.LOG_ONLY, Reason.IGNORED_ZONE, None, False, True),
        (Action.LOG_ONLY, Reason.IGNORED_OLD, "g", False, False),
        (Action.LOG_ONLY, Reason.IGNORED_PARKED, None, False, False),
    ],
)
def test_what_counts_as_going_through(
    action: Action, reason: Reason, gate: str | None, opened: bool, through: bool
) -> None:
    said = {"action": action.value, "reason": reason.value, "gate_id": gate, "opened": opened}
    assert went_through(direction=IN, **said) is through  # type: ignore[arg-type]
    assert went_through(direction=UNKNOWN, **said) is False  # type: ignore[arg-type]
    undecided = said | {"action": "", "reason": "", "gate_id": None, "opened": False}
    assert went_through(direction=IN, **undecided) is False  # type: ignore[arg-type]
