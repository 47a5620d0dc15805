# SPDX-License-Identifier: AGPL-3.0-or-later
from dataclasses import replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.events import Action, Decision, Direction, LaneMode, Passage, Reason
from alpr_kiosk.domain.lists import ListEntry, ListKind, ListSnapshot, WeeklyWindow
from alpr_kiosk.domain.plate import fold
from alpr_kiosk.domain.policy import GateSituation, LanePolicy, OpenedPlate, decide
from tests.fakes.plates import MONO, NOON, consensus, entry, passage

TZ = ZoneInfo("Europe/Berlin")
LANE = LanePolicy(lane_id="lane", gate_id="g1", gate_name="Gate A", contact="the supervisor")
GATE = GateSituation()
DENY, ALLOW, VISITOR, WATCH = ListKind.DENY, ListKind.ALLOW, ListKind.VISITOR, ListKind.WATCH


def ask(
    car: Passage,
    entries: list[ListEntry] | None = None,
    *,
    lane: LanePolicy = LANE,
    gate: GateSituation = GATE,
    age: float = 0.1,
) -> Decision:
    return decide(
        passage=car,
        snapshot=ListSnapshot.of(entries or []),
        lane=lane,
        gate=gate,
        now_utc=NOON,
        now_mono=car.newest_read_mono + age,
        tz=TZ,
    )


def car(text: str, frames: int = 2, **changes: object) -> Passage:
    return passage(*[text] * frames, **changes)


def outcome(found: Decision) -> tuple[Action, Reason, bool]:
    return found.action, found.reason, found.alarm


# ------------------------------------------------------------------------------------- the lists

OPEN, ASK, REFUSE, LOG = Action.OPEN, Action.ASK, Action.REFUSE, Action.LOG_ONLY


@pytest.mark.parametrize(
    ("read", "frames", "entries", "expected"),
    [
        # allow: exact, strong, medium, near, none
        ("AB12CXE", 2, [entry("AB12CXE")], (OPEN, Reason.ALLOW_LISTED, False)),
        ("AB12CXE", 2, [entry("ab 12-cxe")], (OPEN, Reason.ALLOW_LISTED, False)),
        ("AB12COE", 2, [entry("AB12C0E")], (OPEN, Reason.ALLOW_LISTED, False)),
        ("ABI2COE", 2, [entry("AB12C0E")], (OPEN, Reason.ALLOW_LISTED, False)),
        ("A812CXE", 2, [entry("AB12CXE")], (ASK, Reason.ASK_NEAR_MATCH, False)),
        ("AB12CXXE", 2, [entry("AB12CXE")], (ASK, Reason.ASK_NEAR_MATCH, False)),
        ("AB12CX", 2, [entry("AB12CXE")], (ASK, Reason.ASK_NEAR_MATCH, False)),
        ("AB12CYE", 2, [entry("AB12CXE")], (ASK, Reason.ASK_NEAR_MATCH, False)),
        ("XY99XYZ", 2, [entry("AB12CXE")], (ASK, Reason.ASK_UNKNOWN_WAITING, False)),
        ("XY99XYZ", 2, [], (ASK, Reason.ASK_UNKNOWN_WAITING, False)),
        ("AB12CXE", 2, [entry("AB12CXE", VISITOR)], (OPEN, Reason.ALLOW_VISITOR, False)),
        # deny: exact and strong refuse, medium and near warn
        ("AB12CXE", 2, [entry("AB12CXE", DENY)], (REFUSE, Reason.DENY_LISTED, True)),
        ("AB12COE", 2, [entry("AB12C0E", DENY)], (REFUSE, Reason.DENY_LISTED, True)),
        ("A812CXE", 2, [entry("AB12CXE", DENY)], (ASK, Reason.ASK_NEAR_BAN, False)),
        ("AB12CX", 2, [entry("AB12CXE", DENY)], (ASK, Reason.ASK_NEAR_BAN, False)),
        # deny beats allow
        (
            "AB12CXE",
            9,
            [entry("AB12CXE"), entry("AB12CXE", DENY)],
            (REFUSE, Reason.DENY_LISTED, True),
        ),
        (
            "AB12COE",
            9,
            [entry("AB12CQE"), entry("AB12C0E", DENY)],
            (REFUSE, Reason.DENY_LISTED, True),
        ),
        (
            "AB12CXO",
            9,
            [entry("AB12CX0"), entry("AB12CYO", DENY)],
            (ASK, Reason.ASK_NEAR_BAN, False),
        ),
        # an allowed plate beside a banned one: sure votes open, few votes ask
        (
            "AB12COE",
            2,
            [entry("AB12COE"), entry("AB12C0E", DENY)],
            (ASK, Reason.ASK_NEAR_BAN, False),
        ),
        (
            "AB12COE",
            3,
            [entry("AB12COE"), entry("AB12C0E", DENY)],
            (OPEN, Reason.ALLOW_LISTED, False),
        ),
        (
            "AB12CXE",
            2,
            [entry("AB12CXE"), entry("AB12CYE", DENY)],
            (ASK, Reason.ASK_NEAR_BAN, False),
        ),
        (
            "AB12CXE",
            3,
            [entry("AB12CXE"), entry("AB12CYE", DENY)],
            (OPEN, Reason.ALLOW_LISTED, False),
        ),
        (
            "AB12CXE",
            2,
            [entry("AB12CXE"), entry("AB12CX", DENY)],
            (ASK, Reason.ASK_NEAR_BAN, False),
        ),
        (
            "AB12CXE",
            3,
            [entry("AB12CXE"), entry("AB12CX", DENY)],
            (OPEN, Reason.ALLOW_LISTED, False),
        ),
        # two allowed look-alikes: the collision guard
        (
            "AB12CXE",
            2,
            [entry("AB12CXE"), entry("A812CXE")],
            (ASK, Reason.ASK_LOOKALIKE_TIE, False),
        ),
        ("AB12CXE", 3, [entry("AB12CXE"), entry("A812CXE")], (OPEN, Reason.ALLOW_LISTED, False)),
        (
            "ABI2CXE",
            9,
            [entry("AB12CXE"), entry("A812CXE")],
            (ASK, Reason.ASK_LOOKALIKE_TIE, False),
        ),
        (
            "AB12COE",
            9,
            [entry("AB12C0E"), entry("AB12CQE", WATCH)],
            (ASK, Reason.ASK_LOOKALIKE_TIE, False),
        ),
        (
            "AB12CXE",
            2,
            [entry("AB12CYE"), entry("AB12CZE")],
            (ASK, Reason.ASK_LOOKALIKE_TIE, False),
        ),
        # distance 1 between two allowed plates is no collision
        ("AB12CXE", 2, [entry("AB12CXE"), entry("AB12CYE")], (OPEN, Reason.ALLOW_LISTED, False)),
        # watch
        ("AB12CXE", 2, [entry("AB12CXE", WATCH)], (ASK, Reason.ASK_WATCH, False)),
        (
            "AB12CXE",
            2,
            [entry("AB12CXE", WATCH), entry("AB12CXE")],
            (OPEN, Reason.ALLOW_LISTED, False),
        ),
    ],
)
def test_lists(read: str, frames: int, entries: list[ListEntry], expected: tuple) -> None:
    assert outcome(ask(car(read, frames), entries)) == expected


def test_collision_needs_ninety_percent_at_the_differing_position() -> None:
    entries = [entry("AB12CXE"), entry("A812CXE")]
    shares = passage(*["AB12CXE"] * 8, "A812CXE")
    assert ask(shares, entries).reason is Reason.ASK_LOOKALIKE_TIE  # 8 of 9
    other_position = passage(*["AB12CXE"] * 4, "AB12CXF")
    assert ask(other_position, entries).action is OPEN  # doubt elsewhere does not matter


SUNDAY_MORNING = (WeeklyWindow(weekday=6, start=time(7), end=time(9)),)


@pytest.mark.parametrize(
    ("changes", "reason", "context"),
    [
        ({"valid_until": NOON}, Reason.DENY_EXPIRED, {"date": "2026-11-22"}),
        ({"windows": SUNDAY_MORNING}, Reason.DENY_HOURS, {"hours": "Sun 07:00-09:00"}),
        ({"valid_from": NOON + timedelta(days=1)}, Reason.DENY_HOURS, {"hours": "from 2026-11-23"}),
        ({"gates": ("g2", "g3")}, Reason.DENY_GATE, {"gates": "Gate B, g3"}),
        ({"direction": Direction.OUT}, Reason.DENY_GATE, {"gates": "(out only)"}),
        ({"max_uses": 3, "uses_left": 0}, Reason.DENY_USES, {"max": "3"}),
    ],
)
@pytest.mark.parametrize("action", [ASK, REFUSE, LOG])
def test_an_entry_that_does_not_hold_is_treated_as_unlisted(
    changes: dict, reason: Reason, context: dict, action: Action
) -> None:
    lane = replace(LANE, unlisted=action, gate_names=(("g2", "Gate B"),))
    found = ask(car("AB12CXE"), [entry("AB12CXE", **changes)], lane=lane)
    assert outcome(found) == (action, reason, False)
    assert context.items() <= dict(found.context).items()


@pytest.mark.parametrize(
    ("action", "reason"),
    [(ASK, Reason.ASK_UNKNOWN_WAITING), (REFUSE, Reason.UNKNOWN), (LOG, Reason.UNKNOWN)],
)
def test_unlisted_as_the_lane_says(action: Action, reason: Reason) -> None:
    assert outcome(ask(car("XY99XYZ"), lane=replace(LANE, unlisted=action))) == (
        action,
        reason,
        False,
    )


def test_unlisted_never_opens() -> None:
    with pytest.raises(ValueError, match="open"):
        LanePolicy(lane_id="l", unlisted=Action.OPEN)


def test_the_entry_that_holds_counts_and_a_resident_uses_no_visit() -> None:
    lapsed = entry("AB12CXE", entry_id="a", valid_until=NOON)
    visit = entry("AB12CXE", VISITOR, entry_id="b", max_uses=3, uses_left=2, host="Unit 9")
    resident = entry("AB12CXE", entry_id="c")
    found = ask(car("AB12CXE"), [lapsed, visit])
    assert (found.reason, found.entry_id) == (Reason.ALLOW_VISITOR, "b")
    assert {"n": "2", "max": "3", "who": "Unit 9"}.items() <= dict(found.context).items()
    assert ask(car("AB12CXE"), [visit, resident]).entry_id == "c"


def test_a_ban_that_has_ended_bans_nobody() -> None:
    ended = entry("AB12CXE", DENY, valid_until=NOON)
    assert ask(car("AB12CXE"), [ended]).reason is Reason.ASK_UNKNOWN_WAITING
    elsewhere = entry("AB12CXE", DENY, gates=("g2",))
    assert not ask(car("AB12CXE"), [elsewhere]).alarm
    used = entry("AB12CXE", DENY, uses_left=0)
    assert ask(car("AB12CXE"), [used]).alarm


def test_near_an_entry_that_does_not_hold_is_unlisted() -> None:
    found = ask(car("AB12CYE"), [entry("AB12CXE", valid_until=NOON)])
    assert found.reason is Reason.ASK_UNKNOWN_WAITING


def test_presets_settle_strong_look_alikes_and_ask_about_medium_ones() -> None:
    lane = replace(LANE, presets=("tr",))
    allowed = [entry("34A36830"), entry("34A3683D")]  # the second one collides as it is
    assert ask(car("34A3683O", 3), allowed, lane=lane).action is ASK
    assert ask(car("34A3683O"), [entry("34A36830")], lane=lane).action is OPEN
    assert ask(car("34A36B37"), [entry("34A36837")], lane=lane).reason is Reason.ASK_NEAR_MATCH


# ------------------------------------------------------------------------------ the circumstances

LISTED = [entry("AB12CXE")]
BANNED = [entry("AB12CXE", DENY)]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"in_open_zone": False}, (LOG, Reason.IGNORED_ZONE, False)),
        ({"direction": Direction.OUT}, (LOG, Reason.IGNORED_DIRECTION, False)),
        ({"direction": Direction.UNKNOWN}, (LOG, Reason.IGNORED_DIRECTION, False)),
        ({"parked": True}, (LOG, Reason.IGNORED_PARKED, False)),
        ({"closed": True}, (LOG, Reason.CAR_LEFT, False)),
        ({"consensus": consensus("AB12CXE")}, (LOG, Reason.ASK_ONE_LOOK, False)),
        ({"consensus": consensus()}, (LOG, Reason.ASK_ONE_LOOK, False)),
    ],
)
def test_not_a_car_that_wants_in(changes: dict, expected: tuple) -> None:
    for entries in (LISTED, []):
        assert outcome(ask(car("AB12CXE", **changes), entries)) == expected


@pytest.mark.parametrize(
    ("mode", "lockdown", "entries", "expected"),
    [
        (LaneMode.AUTOMATIC, True, LISTED, (REFUSE, Reason.DENY_LOCKDOWN, False)),
        (LaneMode.LOCKDOWN, False, LISTED, (REFUSE, Reason.DENY_LOCKDOWN, False)),
        (LaneMode.LOCKDOWN, False, [], (REFUSE, Reason.DENY_LOCKDOWN, False)),
        (LaneMode.ASK_ALWAYS, False, LISTED, (ASK, Reason.ASK_ALWAYS, False)),
        (LaneMode.ASK_ALWAYS, False, [], (ASK, Reason.ASK_UNKNOWN_WAITING, False)),
        (LaneMode.LOG_ONLY, False, LISTED, (LOG, Reason.IGNORED_LOG_ONLY, False)),
        (LaneMode.LOG_ONLY, False, [], (LOG, Reason.ASK_UNKNOWN_WAITING, False)),
        (LaneMode.HELD_OPEN, False, LISTED, (LOG, Reason.ALLOW_LISTED, False)),
        *[(mode, False, BANNED, (REFUSE, Reason.DENY_LISTED, True)) for mode in LaneMode],
        (LaneMode.AUTOMATIC, True, BANNED, (REFUSE, Reason.DENY_LISTED, True)),
    ],
)
def test_modes(mode: LaneMode, lockdown: bool, entries: list[ListEntry], expected: tuple) -> None:
    found = ask(
        car("AB12CXE"),
        entries,
        lane=replace(LANE, mode=mode),
        gate=replace(GATE, lockdown=lockdown),
    )
    assert outcome(found) == expected


def test_ask_always_asks_even_where_unlisted_is_refused() -> None:
    lane = replace(LANE, mode=LaneMode.ASK_ALWAYS, unlisted=REFUSE)
    assert outcome(ask(car("AB12CXE"), lane=lane)) == (ASK, Reason.ASK_UNKNOWN_WAITING, False)


def test_old_reads_never_open() -> None:
    assert ask(car("AB12CXE"), LISTED, age=3.0).action is OPEN
    found = ask(car("AB12CXE"), LISTED, age=3.1)
    assert outcome(found) == (LOG, Reason.IGNORED_OLD, False)
    assert dict(found.context)["seconds"] == "3.1"
    assert ask(car("AB12CXE"), LISTED, age=-0.5).action is LOG
    assert ask(car("AB12CXE"), LISTED, age=float("nan")).action is LOG


def test_a_passage_opens_once() -> None:
    opened = GateSituation(already_opened=frozenset({"p1"}))
    assert outcome(ask(car("AB12CXE"), LISTED, gate=opened)) == (
        LOG,
        Reason.IGNORED_SAME_CAR,
        False,
    )
    # A later, better read shows the banned plate: that is said all the same.
    assert ask(car("AB12CXE"), BANNED, gate=opened).alarm


def test_the_same_plate_in_a_new_passage_is_the_same_car_for_a_while() -> None:
    opened = OpenedPlate(text="AB12CXE", at=NOON, mono=MONO)
    gate = GateSituation(open_plates=(opened,))
    found = ask(car("AB12CXE", passage_id="p2"), LISTED, gate=gate)
    assert outcome(found) == (LOG, Reason.IGNORED_SAME_CAR, False)
    assert dict(found.context)["time"] == "13:00"
    assert ask(car("AB12CXE", newest_read_mono=MONO + 20.0), LISTED, gate=gate).action is OPEN
    # the next car, right behind, is not swallowed
    assert ask(car("XY99XYZ"), [entry("XY99XYZ")], gate=gate).action is OPEN


@pytest.mark.parametrize(("doubt", "action"), [(0.0, OPEN), (2.8, OPEN), (3.1, ASK), (60.0, ASK)])
def test_a_picture_that_may_be_frozen_asks(doubt: float, action: Action) -> None:
    found = ask(car("AB12CXE", fresh_mono=MONO - doubt), LISTED)
    assert found.action is action
    if action is ASK:
        assert (found.reason, found.entry_id) == (Reason.ASK_STILL, LISTED[0].entry_id)


def test_a_picture_that_may_be_frozen_still_raises_the_alarm() -> None:
    banned = ask(car("AB12CXE", fresh_mono=MONO - 60.0), BANNED)
    assert banned == ask(car("AB12CXE"), BANNED)
    unlisted = ask(car("AB12CXE", fresh_mono=MONO - 60.0))
    assert unlisted == ask(car("AB12CXE"))


def test_a_clock_that_jumped_asks_about_what_rests_on_it() -> None:
    gate = GateSituation(clock_safe=False)
    assert ask(car("AB12CXE"), LISTED, gate=gate).action is OPEN
    week = [entry("AB12CXE", valid_until=NOON + timedelta(days=7))]
    assert ask(car("AB12CXE"), week).action is OPEN
    assert outcome(ask(car("AB12CXE"), week, gate=gate)) == (ASK, Reason.ASK_CLOCK, False)
    hours = [
        entry(
            "AB12CXE", windows=(WeeklyWindow(weekday=NOON.weekday(), start=time(0), end=time(23)),)
        )
    ]
    assert outcome(ask(car("AB12CXE"), hours, gate=gate)) == (ASK, Reason.ASK_CLOCK, False)
    assert ask(car("AB12CXE"), BANNED, gate=gate).alarm


def test_an_entry_that_wants_a_second_proof_asks_for_it() -> None:
    resident = entry("AB12CXE", owner="Unit 14", second_factor="ID card")
    found = ask(car("AB12CXE", 9), [resident])
    assert outcome(found) == (ASK, Reason.ASK_SECOND_FACTOR, False)
    assert found.entry_id == resident.entry_id
    context = dict(found.context)
    assert (context["who"], context["factor"]) == ("Unit 14", "ID card")
    for lane in (replace(LANE, unlisted=REFUSE), replace(LANE, unlisted=LOG)):
        assert ask(car("AB12CXE", 9), [resident], lane=lane).action is ASK
    visitor = entry("AB12CXE", VISITOR, entry_id="v", second_factor="Call to the host")
    assert outcome(ask(car("AB12CXE", 9), [visitor]))[:2] == (ASK, Reason.ASK_SECOND_FACTOR)


def test_no_other_entry_of_the_plate_gets_around_a_second_proof() -> None:
    wants = entry("AB12CXE", second_factor="ID card", entry_id="z")
    plain = entry("AB12CXE", entry_id="a")
    visitor = entry("AB12CXE", VISITOR, entry_id="b", max_uses=1, uses_left=1)
    for others in ([plain], [visitor], [plain, visitor]):
        assert ask(car("AB12CXE", 9), [*others, wants]).action is ASK
    over = replace(wants, valid_until=NOON - timedelta(days=1))
    assert ask(car("AB12CXE", 9), [plain, over]).action is OPEN


def test_a_second_proof_that_is_wanted_takes_no_ban_back() -> None:
    wants = entry("AB12CXE", second_factor="ID card")
    assert ask(car("AB12CXE", 9), [wants, entry("AB12CXE", DENY)]).alarm
    lane = replace(LANE, mode=LaneMode.LOG_ONLY)
    assert ask(car("AB12CXE", 9), [wants], lane=lane).action is LOG
    gate = GateSituation(lockdown=True)
    assert ask(car("AB12CXE", 9), [wants], gate=gate).action is REFUSE


def test_a_gate_that_is_not_sure_asks() -> None:
    gate = GateSituation(automatic_allowed=False)
    assert outcome(ask(car("AB12CXE"), LISTED, gate=gate)) == (ASK, Reason.ASK_GATE, False)


def test_a_lane_without_a_gate_only_logs() -> None:
    lane = replace(LANE, gate_id=None)
    assert outcome(ask(car("AB12CXE"), LISTED, lane=lane)) == (LOG, Reason.IGNORED_LOG_ONLY, False)
    assert ask(car("AB12CXE"), lane=lane).action is LOG


def test_a_car_that_keeps_waiting_is_asked_about() -> None:
    lost = car("AB12CXE", direction=Direction.UNKNOWN, settled_mono=MONO - 5)
    assert outcome(ask(lost, LISTED)) == (ASK, Reason.ASK_DIRECTION, False)
    assert ask(lost, LISTED, age=5).action is LOG
    once = car("AB12CXE", 1, first_seen_mono=MONO - 5)
    assert outcome(ask(once, LISTED)) == (ASK, Reason.ASK_ONE_LOOK, False)
    assert ask(replace(once, in_open_zone=False), LISTED).action is LOG


def test_a_ban_is_said_in_the_open_zone_only_and_whatever_the_direction() -> None:
    assert ask(car("AB12CXE", direction=Direction.UNKNOWN), BANNED).alarm
    in_only = [entry("AB12CXE", DENY, direction=Direction.IN)]
    assert ask(car("AB12CXE", direction=Direction.UNKNOWN), in_only).alarm
    assert not ask(car("AB12CXE", in_open_zone=False), BANNED).alarm
    assert not ask(car("AB12CXE", direction=Direction.OUT), BANNED).alarm


def test_a_lane_for_both_directions_needs_a_known_one() -> None:
    lane = replace(LANE, direction=Direction.UNKNOWN)
    assert ask(car("AB12CXE", direction=Direction.OUT), LISTED, lane=lane).action is OPEN
    assert ask(car("AB12CXE", direction=Direction.UNKNOWN), LISTED, lane=lane).action is LOG


def test_texts_get_their_values() -> None:
    found = ask(car("AB12CXF"), [entry("AB12CXE", DENY, notes="theft")])
    context = dict(found.context)
    assert context["plate"] == "AB12CXE"
    assert context["read"] == "AB12CXF"
    assert context["gate"] == "Gate A"
    assert context["contact"] == "the supervisor"
    assert context["reason"] == "theft"
    tie = dict(ask(car("AB12CXE"), [entry("AB12CXE"), entry("A812CXE")]).context)
    assert (tie["plate_a"], tie["plate_b"]) == ("AB12CXE", "A812CXE")
    assert (tie["who_a"], tie["who_b"]) == ("O AB12CXE", "O A812CXE")


def test_candidates_are_told_best_first() -> None:
    found = ask(car("AB12COE"), [entry("AB12CPE"), entry("AB12CDE"), entry("AB12C0E")])
    assert [(one.plate, one.match) for one in found.candidates] == [
        ("AB12C0E", "strong"),
        ("AB12CDE", "medium"),
        ("AB12CPE", "near"),
    ]


def test_watched_plates_are_flagged() -> None:
    found = ask(car("AB12CXE"), [entry("AB12CXE", WATCH), entry("AB12CXE")])
    assert ("flag", "watch") in found.context


# ------------------------------------------------------------------------------------ properties

TEXT = st.text("AB80O1I", min_size=4, max_size=5)
ENTRY = st.builds(
    lambda plate, kind, n, proof: ListEntry(
        entry_id=str(n), kind=kind, plate=plate, second_factor=proof
    ),
    TEXT,
    st.sampled_from(ListKind),
    st.integers(0, 99),
    st.sampled_from(["", "", "ID card"]),
)
LISTS = st.lists(ENTRY, max_size=6)
SITUATION = st.builds(
    GateSituation,
    automatic_allowed=st.booleans(),
    lockdown=st.booleans(),
    already_opened=st.sampled_from([frozenset(), frozenset({"p1"})]),
)
LANES = st.builds(
    LanePolicy,
    lane_id=st.just("lane"),
    gate_id=st.sampled_from(["g1", None]),
    direction=st.sampled_from(Direction),
    mode=st.sampled_from(LaneMode),
    unlisted=st.sampled_from([ASK, REFUSE, LOG]),
    presets=st.sampled_from([(), ("tr",), ("generic",)]),
)
CARS = st.builds(
    lambda texts, zone, way, parked, closed: passage(
        *texts, in_open_zone=zone, direction=way, parked=parked, closed=closed
    ),
    st.lists(TEXT, max_size=3).flatmap(lambda a: TEXT.map(lambda b: [*a, b, b])),
    st.booleans(),
    st.sampled_from(Direction),
    st.booleans(),
    st.booleans(),
)


@given(CARS, LISTS, LANES, SITUATION, st.floats(-1, 10))
def test_an_opening_has_all_its_reasons(
    one: Passage, entries: list[ListEntry], lane: LanePolicy, gate: GateSituation, age: float
) -> None:
    found = ask(one, entries, lane=lane, gate=gate, age=age)
    assert isinstance(found.reason, Reason)
    if found.action is not OPEN:
        return
    text = one.consensus.text
    kept = ListSnapshot.of(entries).entries
    listed = [e for e in kept if e.entry_id == found.entry_id]
    assert one.consensus.settled
    assert one.consensus.agreeing >= 2
    assert one.in_open_zone
    assert not one.parked
    assert not one.closed
    assert one.direction is not Direction.UNKNOWN
    assert lane.direction in (one.direction, Direction.UNKNOWN)
    assert lane.mode is LaneMode.AUTOMATIC
    assert lane.gate_id is not None
    assert not gate.lockdown
    assert gate.automatic_allowed
    assert not gate.already_opened
    assert 0 <= (one.newest_read_mono + age) - one.newest_read_mono <= 3.0
    assert listed[0].kind in (ALLOW, VISITOR)
    assert fold(listed[0].text) == fold(text)
    assert not [e for e in kept if e.kind is DENY and e.text == text]
    assert listed[0].second_factor == ""
    alike = [e for e in kept if e.text == listed[0].text and e.kind in (ALLOW, VISITOR)]
    assert not [e for e in alike if e.second_factor]


@given(CARS, LISTS, LANES, SITUATION, st.floats(0, 3), TEXT, st.integers(2, 9))
def test_whoever_wants_a_second_proof_is_never_let_in_by_rule(
    one: Passage,
    entries: list[ListEntry],
    lane: LanePolicy,
    gate: GateSituation,
    age: float,
    text: str,
    frames: int,
) -> None:
    wants = [
        replace(found, second_factor="ID card")
        for found in entries
        if found.kind in (ALLOW, VISITOR)
    ]
    rest = [found for found in entries if found.kind not in (ALLOW, VISITOR)]
    assert ask(one, [*rest, *wants], lane=lane, gate=gate, age=age).action is not OPEN
    clear = ask(car(text, frames), [*rest, *wants, entry(text, second_factor="ID card")])
    assert clear.action is not OPEN


@given(st.text("AB8JUV12", min_size=4, max_size=7), st.data())
def test_a_j_for_a_u_never_opens_by_itself(text: str, data: st.DataObject) -> None:
    swap = str.maketrans("JU", "UJ")
    places = [index for index, char in enumerate(text) if char in "JU"]
    if not places:
        return
    at = data.draw(st.sampled_from(places))
    read = text[:at] + text[at].translate(swap) + text[at + 1 :]
    found = ask(car(read, data.draw(st.integers(2, 9))), [entry(text)])
    assert found.action is ASK
    assert ask(car(read, 9), [entry(text), entry(read, DENY)]).alarm


@given(CARS, LISTS)
def test_a_single_frame_never_opens(one: Passage, entries: list[ListEntry]) -> None:
    single = replace(one, consensus=consensus(one.consensus.text))
    assert ask(single, entries).action is not OPEN
    lying = replace(single, consensus=replace(single.consensus, settled=True))
    assert ask(lying, entries).action is not OPEN


@given(TEXT, LISTS)
def test_deny_beats_allow(text: str, entries: list[ListEntry]) -> None:
    both = [*entries, entry(text, DENY), entry(text, ALLOW)]
    found = ask(car(text, 9), both)
    assert outcome(found) == (REFUSE, Reason.DENY_LISTED, True)


@given(TEXT, LISTS, st.integers(2, 6))
def test_adding_a_ban_never_opens_more(text: str, entries: list[ListEntry], frames: int) -> None:
    before = ask(car(text, frames), entries)
    for plate in (text, text[:-1] + "B", text + "1"):
        after = ask(car(text, frames), [*entries, entry(plate, DENY)])
        if before.action is not OPEN:
            assert after.action is not OPEN


@given(TEXT, LISTS)
def test_what_guards_an_exact_plate_is_the_collision_list(
    text: str, entries: list[ListEntry]
) -> None:
    allowed = entry(text)
    snapshot = ListSnapshot.of([*entries, allowed])
    found = ask(car(text, 2), list(snapshot.entries))  # two frames: never sure at a position
    if [one for one in snapshot.exact(text) if one.kind is DENY]:
        assert found.alarm
    elif snapshot.collisions(allowed):
        assert found.action is ASK
    elif [one for one in snapshot.exact(text) if one.second_factor and one.kind is not WATCH]:
        assert found.reason is Reason.ASK_SECOND_FACTOR
    else:
        assert found.action is OPEN
