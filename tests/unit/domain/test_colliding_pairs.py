# SPDX-License-Identifier: AGPL-3.0-or-later
"""A folded match of a colliding pair never opens, whatever groups and holidays say (rules 10)."""

from __future__ import annotations

from datetime import time
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.events import Action, Direction, Passage
from alpr_kiosk.domain.holidays import Holiday, HolidayRule
from alpr_kiosk.domain.lists import (
    GroupPart,
    ListEntry,
    ListGroup,
    ListKind,
    ListSnapshot,
    WeeklyWindow,
    validity,
)
from alpr_kiosk.domain.plate import distance, fold, strong_fold
from alpr_kiosk.domain.policy import GateSituation, LanePolicy, decide
from tests.fakes.plates import NOON, passage

TZ = ZoneInfo("Europe/Berlin")
LANE = LanePolicy(lane_id="lane", gate_id="g1")
TODAY = Holiday(holiday_id="h", day=NOON.astimezone(TZ).date())

# All plates of one example are spellings of one: each character is one of its look-alikes, or
# now and then another. So most examples hold a colliding pair.
TEXT = st.tuples(*(st.sampled_from(some) for some in ("0000OOODX", "888BX", "1II"))).map("".join)
HELD = WeeklyWindow(weekday=6, start=time(0), end=time(0))
WINDOWS = st.sampled_from([(), (), (HELD,), (WeeklyWindow(weekday=0, start=time(7), end=time(8)),)])
GATES = st.sampled_from([(), (), ("g1",), ("g2",)])
RULES = st.sampled_from([HolidayRule.USUAL, *HolidayRule])
GROUPS = st.tuples(
    *(
        st.builds(
            ListGroup,
            group_id=st.just(name),
            name=st.just(name),
            windows=WINDOWS,
            gates=GATES,
            holidays=RULES,
        )
        for name in ("a", "b")
    )
)
KINDS = st.sampled_from([ListKind.ALLOW, ListKind.ALLOW, *ListKind])
ENTRIES = st.lists(
    st.builds(
        ListEntry,
        entry_id=st.integers(0, 99).map(str),
        kind=KINDS,
        plate=TEXT,
        windows=WINDOWS,
        gates=GATES,
        group_id=st.sampled_from(["a", "b", "a", "b", "gone"]),
        as_group=st.sets(st.sampled_from(GroupPart)).map(tuple),
        holidays=RULES,
    ),
    min_size=1,
    max_size=3,
)
CARS = st.tuples(st.lists(TEXT, max_size=1), TEXT, st.integers(2, 8)).map(
    lambda made: passage(*made[0], *[made[1]] * made[2])
)


def naive(entry: ListEntry, groups: dict[str, ListGroup]) -> dict[str, object]:
    """What holds for an entry, with its group's word where it asks for it."""
    found: dict[str, object] = {}
    for part in GroupPart:
        of = groups[entry.group_id] if part in entry.as_group else entry
        found[part.value] = getattr(of, part.value)
    return found


@given(CARS, ENTRIES, GROUPS, st.sampled_from([(), (TODAY,)]))
def test_a_folded_match_of_a_colliding_pair_never_opens(
    car: Passage,
    entries: list[ListEntry],
    groups: tuple[ListGroup, ...],
    holidays: tuple[Holiday, ...],
) -> None:
    snapshot = ListSnapshot.of(entries, groups, holidays)
    found = decide(
        passage=car,
        snapshot=snapshot,
        lane=LANE,
        gate=GateSituation(),
        now_utc=NOON,
        now_mono=car.newest_read_mono + 0.1,
        tz=TZ,
    )
    if found.action is not Action.OPEN:
        return
    text = car.consensus.text
    opened = snapshot.get(found.entry_id or "")
    assert opened is not None
    assert opened.kind in (ListKind.ALLOW, ListKind.VISITOR)
    assert strong_fold(opened.text) == strong_fold(text)
    pairs = [
        other
        for other in snapshot.entries
        if other.text != opened.text
        and (
            fold(other.text) == fold(opened.text)
            or (other.kind is ListKind.DENY and distance(fold(other.text), fold(text)) == 1)
        )
    ]
    if text != opened.text:
        assert not [other for other in pairs if fold(other.text) == fold(text)]
    for other in pairs if text == opened.text else ():
        if len(other.text) == len(text):
            votes = [
                vote
                for vote, one, two in zip(car.consensus.chars, text, other.text, strict=True)
                if one != two
            ]
        else:
            votes = list(car.consensus.chars)
        assert all(vote.votes >= 3 and vote.share >= 0.9 for vote in votes)
    # and the entry holds here and now, its group and the calendar included
    by_id = {group.group_id: group for group in groups}
    if opened.as_group:
        assert opened.group_id in by_id
        values = naive(opened, by_id)
        assert not values["gates"] or "g1" in values["gates"]  # type: ignore[operator]
        wanted = HolidayRule.NEVER if holidays else HolidayRule.ONLY
        assert values["holidays"] is not wanted
    given_: dict = {"now_utc": NOON, "tz": TZ, "gate_id": "g1", "direction": Direction.IN}
    own = snapshot.effective(opened)
    assert validity(own, calendar=snapshot.calendar, **given_) is None
