# SPDX-License-Identifier: AGPL-3.0-or-later
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.events import Direction, Passage, PlateRead
from alpr_kiosk.domain.geometry import Box, Polygon, Segment
from alpr_kiosk.domain.passage import PassageBuilder, plausible
from alpr_kiosk.domain.passage_records import PassageEvent, PassageSettings, PassageUpdate
from alpr_kiosk.domain.plate import distance, fold
from tests.fakes.clock import ManualClock
from tests.fakes.plates import box_at, read

WHOLE = Polygon.of([[0, 0], [1, 0], [1, 1], [0, 1]])
ONE_WAY = PassageSettings(camera_id="cam", lane_id="lane", open_zone=WHOLE, direction=Direction.IN)
Seen = tuple[int, Box, "str | PlateRead | None"]


class Lane:
    """Feeds a builder with frames and keeps what it says."""

    def __init__(self, settings: PassageSettings = ONE_WAY) -> None:
        ids = count(1)
        self.clock = ManualClock()
        self.frame = 0
        self.builder = PassageBuilder(camera=settings, new_id=lambda: f"p{next(ids)}")
        self.updates: list[PassageUpdate] = []

    def see(self, *seen: Seen, seconds: float = 0.1) -> list[PassageUpdate]:
        self.clock.advance(seconds)
        self.frame += 1
        reads = []
        for track, box, what in seen:
            if isinstance(what, str):
                what = read(what, self.frame)
            if what is not None:
                reads.append(
                    replace(
                        what,
                        track_id=track,
                        box=box,
                        frame_seq=self.frame,
                        captured_mono=self.clock.mono,
                        captured_at=self.clock.utc,
                    )
                )
        found = self.builder.update(
            now_mono=self.clock.mono,
            now_utc=self.clock.utc,
            tracks=[(track, box, 0.8) for track, box, _ in seen],
            reads=reads,
        )
        self.updates += found
        return found

    def drive(
        self, *texts: str | None, track: int = 1, x: float = 0.1, step: float = 0.04, y: float = 0.5
    ) -> list[PassageUpdate]:
        """One frame per text; the plate moves to the right."""
        found = []
        for index, text in enumerate(texts):
            found += self.see((track, box_at(x + index * step, y), text))
        return found

    def wait(self, seconds: float) -> list[PassageUpdate]:
        self.clock.advance(seconds)
        found = self.builder.expire(now_mono=self.clock.mono, now_utc=self.clock.utc)
        self.updates += found
        return found

    def end(self) -> list[PassageUpdate]:
        found = self.builder.close_all(now_mono=self.clock.mono, now_utc=self.clock.utc)
        self.updates += found
        return found

    def kinds(self, kind: PassageEvent) -> list[Passage]:
        return [update.passage for update in self.updates if update.kind is kind]

    @property
    def record(self) -> list[str]:
        """What a consumer keeps: texts of passages that were settled when they closed."""
        self.end()
        return [p.consensus.text for p in self.kinds(PassageEvent.CLOSED) if p.consensus.settled]


def last(updates: list[PassageUpdate]) -> Passage:
    return updates[-1].passage


def test_a_car_drives_through() -> None:
    lane = Lane()
    lane.drive(*["AB12CXE"] * 6)
    lane.wait(10)
    kinds = [update.kind.value for update in lane.updates]
    assert kinds == ["opened", "settled", "updated", "updated", "updated", "closed"] or kinds[
        :2
    ] == ["opened", "settled"]
    settled = lane.kinds(PassageEvent.SETTLED)[0]
    assert settled.consensus.text == "AB12CXE"
    assert settled.consensus.settled
    assert settled.direction is Direction.IN
    assert settled.in_open_zone
    assert settled.settled_mono == settled.newest_read_mono
    closed = lane.kinds(PassageEvent.CLOSED)
    assert [one.closed for one in closed] == [True]
    assert closed[0].last_seen_mono - closed[0].first_seen_mono == pytest.approx(0.5)
    assert {one.passage.passage_id for one in lane.updates} == {"p1"}


def test_two_frames_settle_and_one_does_not() -> None:
    lane = Lane()
    lane.drive("AB12CXE", None, None, None)
    assert not lane.kinds(PassageEvent.SETTLED)
    lane.see((1, box_at(0.4), "AB12CXE"))
    assert len(lane.kinds(PassageEvent.SETTLED)) == 1


def test_more_agreeing_frames_can_be_asked_for() -> None:
    lane = Lane(replace(ONE_WAY, agree_frames=4))
    lane.drive(*["AB12CXE"] * 3)
    assert lane.record == []


def test_two_reads_of_one_frame_are_one_vote() -> None:
    lane = Lane()
    lane.drive(None, None, None)
    lane.see((1, box_at(0.3), "AB12CXE"), (2, box_at(0.31), "AB12CXE"))
    lane.see((1, box_at(0.35), None), (2, box_at(0.36), None))
    assert lane.record == []


def test_later_reads_correct_the_record_without_a_new_passage() -> None:
    lane = Lane()
    lane.drive("A812CXE", "A812CXE", *["AB12CXE"] * 5)
    assert lane.record == ["AB12CXE"]
    assert [one.consensus.text for one in lane.kinds(PassageEvent.SETTLED)] == [
        "A812CXE",
        "AB12CXE",
    ]


def test_a_weak_first_text_is_corrected_by_a_character_too() -> None:
    lane = Lane()
    lane.drive("AB12CX", "AB12CX", *["AB12CXE"] * 5)
    assert lane.record == ["AB12CXE"]


@pytest.mark.parametrize("wrong", [2, 3])
def test_a_far_misread_is_corrected_and_the_car_stands_in_the_zone_at_once(wrong: int) -> None:
    lane = Lane()
    lane.drive(*["AB12CYE"] * wrong, *["AB12CXE"] * (wrong + 1))
    corrected = lane.kinds(PassageEvent.SETTLED)[-1]
    assert corrected.consensus.text == "AB12CXE"
    assert corrected.in_open_zone
    lane.drive(*["AB12CXE"] * 3, x=0.3)
    assert lane.record == ["AB12CXE"]


def test_a_piece_of_the_plate_changes_nothing() -> None:
    lane = Lane()
    lane.drive(*["AB12CXE"] * 4, *["AB12C"] * 12)
    assert lane.record == ["AB12CXE"]


# ---------------------------------------------------------------------------- what is no plate


@pytest.mark.parametrize("wobble", [0.0, 0.004])
def test_painted_text_never_becomes_a_passage(wobble: float) -> None:
    lane = Lane()
    for index in range(100):
        shift = wobble * (-1 if index % 2 else 1)
        box = Box(0.3, 0.02 + wobble, 0.4 + shift, 0.05)
        lane.see((7, box, "14B02819T"))
    assert lane.updates == []
    assert lane.record == []


def test_painted_text_whose_box_loses_letters_does_not_move() -> None:
    lane = Lane()
    for index in range(40):
        cut = 0.05 if index % 10 > 4 else 0.0
        lane.see((7, Box(0.3 + cut, 0.02, 0.4, 0.05), "14B02819T"))
    assert lane.updates == []


def test_a_car_that_waits_has_moved_when_it_came() -> None:
    lane = Lane()
    lane.drive("AB12CXE", None, None, None)
    for _ in range(30):
        lane.see((1, box_at(0.22), "AB12CXE"))
    assert lane.record == ["AB12CXE"]


def test_a_car_that_stood_there_at_the_start_counts_when_it_creeps_on() -> None:
    lane = Lane()
    for _ in range(20):
        lane.see((1, box_at(0.3), "AB12CXE"))
    assert lane.updates == []
    for index in range(8):
        lane.see((1, box_at(0.3 + 0.003 * index), None))
    assert lane.record == ["AB12CXE"]


def test_a_car_hidden_for_a_while_is_still_the_standing_car() -> None:
    lane = Lane()
    lane.drive(*["AB12CXE"] * 4)
    for _ in range(20):
        lane.see((1, box_at(0.22), "AB12CXE"))
    lane.wait(20)
    for _ in range(4):
        lane.see((2, box_at(0.22), "AB12CXE"))
    assert [one.passage_id for one in lane.kinds(PassageEvent.SETTLED)] == ["p1", "p2"]


@pytest.mark.parametrize("text", ["JAC", "TOYOTA", "A1", "TAXI", "12345678901"])
def test_lettering_does_not_settle(text: str) -> None:
    lane = Lane()
    lane.drive(*[text] * 6)
    assert lane.record == []


def test_plausible() -> None:
    assert plausible("AB12CXE", ())
    assert not plausible("GATOR", ())
    assert plausible("GATOR", ("us",))
    assert plausible("1A", ("gb",))
    assert not plausible("", ())


def test_a_sticker_that_is_read_differently_each_time() -> None:
    lane = Lane()
    lane.drive("K1SS", "7HSA4", "MZ01", "X9X9X", "QQ1Q")
    assert lane.record == []
    assert all(not update.passage.consensus.settled for update in lane.updates)


def test_cut_off_at_the_edge_is_no_vote() -> None:
    lane = Lane()
    for index in range(5):
        lane.see((1, Box(0.5 + index * 0.03, 0.95, 0.6 + index * 0.03, 1.0), "AB12CXE"))
    assert lane.record == []


def test_faint_reads_are_no_votes() -> None:
    lane = Lane()
    for index in range(5):
        lane.see((1, box_at(0.1 + index * 0.05), read("AB12CXE", 1, confidence=0.2)))
    assert lane.updates == []


# --------------------------------------------------------------------------------- zones, lines


def test_masks_and_read_zone() -> None:
    left = Polygon.of([[0, 0], [0.5, 0], [0.5, 1], [0, 1]])
    for settings in (replace(ONE_WAY, ignore=(WHOLE,)), replace(ONE_WAY, read_zone=left)):
        lane = Lane(settings)
        lane.drive(*["AB12CXE"] * 6, x=0.55)
        assert lane.updates == []


def test_open_zone_by_the_lower_edge_of_the_plate() -> None:
    zone = Polygon.of([[0.4, 0.5], [1, 0.5], [1, 1], [0.4, 1]])
    lane = Lane(replace(ONE_WAY, open_zone=zone))
    states = [u.passage.in_open_zone for u in lane.drive(*["AB12CXE"] * 14, y=0.48)]
    assert states[0] is False
    assert states[-1] is True  # y 0.48 + 0.03: only the lower edge is inside


def test_without_an_open_zone_nothing_stands_in_it() -> None:
    lane = Lane(replace(ONE_WAY, open_zone=None))
    lane.drive(*["AB12CXE"] * 6)
    assert not any(update.passage.in_open_zone for update in lane.updates)


def test_the_zone_needs_a_read_in_it() -> None:
    """A box alone may be the next car's already."""
    zone = Polygon.of([[0.4, 0], [1, 0], [1, 1], [0.4, 1]])
    lane = Lane(replace(ONE_WAY, open_zone=zone))
    lane.drive(*["AB12CXE"] * 5)
    assert not last(lane.drive(None, None, x=0.5)).in_open_zone
    assert last(lane.drive("AB12CXE", x=0.55)).in_open_zone


LINES = (Segment.of([[0.3, 0], [0.3, 1]]), Segment.of([[0.6, 0], [0.6, 1]]))


@pytest.mark.parametrize("forward", [Direction.IN, Direction.OUT])
@pytest.mark.parametrize(
    ("xs", "turns"),
    [
        ([0.0, 0.2, 0.4, 0.5], None),
        ([0.0, 0.2, 0.4, 0.65], 1),
        ([0.0, 0.8], 1),  # both in one step
        ([0.8, 0.5, 0.1], -1),
        ([0.8, 0.1], -1),
        ([0.4, 0.65], None),  # B only
        ([0.0, 0.4, 0.65, 0.5], None),  # rolls back over B
        ([0.0, 0.4, 0.65, 0.4, 0.0], None),  # and out again
        ([0.0, 0.4, 0.0, 0.4, 0.65], 1),
        ([0.24, 0.26, 0.24, 0.26, 0.65], 1),  # trembles on A
    ],
)
def test_direction_from_two_ordered_lines(
    xs: list[float], turns: int | None, forward: Direction
) -> None:
    lane = Lane(replace(ONE_WAY, lines=LINES, direction=forward, needs_motion=False))
    for x in xs:
        lane.see((1, box_at(x), "AB12CXE"))
    other = Direction.OUT if forward is Direction.IN else Direction.IN
    expected = {None: Direction.UNKNOWN, 1: forward, -1: other}[turns]
    assert last(lane.updates).direction is expected


def test_lines_count_over_a_change_of_track() -> None:
    lane = Lane(replace(ONE_WAY, lines=LINES, needs_motion=False))
    lane.drive(*["AB12CXE"] * 3, x=0.2, step=0.03)
    lane.drive(*["AB12CXE"] * 3, x=0.6, step=0.03, track=2)
    assert last(lane.updates).direction is Direction.IN
    assert last(lane.updates).track_ids == (1, 2)


# --------------------------------------------------------------------------- tracks and identity


def test_a_new_track_id_continues_the_passage() -> None:
    lane = Lane()
    lane.drive(*["AB12CXE"] * 3)
    lane.wait(1.0)
    lane.drive("AB12CXE", "A812CXE", "AB12CXE", track=2, x=0.3)
    lane.drive("AB12CXE", track=9, x=0.45)
    assert lane.record == ["AB12CXE"]
    assert lane.kinds(PassageEvent.CLOSED)[-1].track_ids == (1, 2, 9)
    assert len(lane.kinds(PassageEvent.SETTLED)) == 1


def test_a_new_track_that_is_misread_at_first_joins_when_it_agrees() -> None:
    lane = Lane()
    lane.drive(*["AB12CXE"] * 4)
    lane.drive("ZZ9", "K7K7K7", "AB12CXE", "AB12CXE", "AB12CXE", track=2, x=0.3)
    assert lane.record == ["AB12CXE"]


def test_two_boxes_of_one_plate_are_one_car() -> None:
    lane = Lane()
    for index in range(6):
        x = 0.1 + 0.04 * index
        lane.see((1, box_at(x), "AB12CXE"), (2, box_at(x + 0.01, width=0.08), "AB12CXE"))
    assert lane.record == ["AB12CXE"]


def test_two_cars_at_once_stay_two() -> None:
    lane = Lane()
    for index in range(6):
        x = 0.1 + 0.04 * index
        lane.see((1, box_at(x, 0.3), "AB12CXE"), (2, box_at(x, 0.7), "AB12CYE"))
    assert sorted(lane.record) == ["AB12CXE", "AB12CYE"]


def test_another_plate_on_the_same_track_is_another_passage() -> None:
    lane = Lane(replace(ONE_WAY, lines=LINES))
    lane.drive(*["AB12CXE"] * 14, x=0.15)
    first = last(lane.updates)
    assert first.direction is Direction.IN
    lane.drive(*["XY99ZZZ"] * 4, x=0.7, step=0.01)
    closed, fresh = lane.kinds(PassageEvent.CLOSED)[0], last(lane.updates)
    assert closed.passage_id == first.passage_id
    assert closed.consensus.text == "AB12CXE"
    assert closed.consensus.settled
    assert fresh.passage_id != first.passage_id
    assert fresh.consensus.text == "XY99ZZZ"
    assert all(char.votes == char.total for char in fresh.consensus.chars)
    assert fresh.direction is Direction.UNKNOWN  # which way it goes is not carried over
    assert lane.record == ["AB12CXE", "XY99ZZZ"]


def test_a_similar_plate_after_a_well_agreed_one_is_another_passage() -> None:
    lane = Lane()
    lane.drive(*["AB12CXE"] * 6, *["AB12CYE"] * 4)
    assert lane.record == ["AB12CXE", "AB12CYE"]


def test_two_equal_misreads_do_not_end_a_well_agreed_passage() -> None:
    lane = Lane()
    lane.drive(*["AB12CXE"] * 6, "AB12CYE", "AB12CYE", *["AB12CXE"] * 4)
    assert lane.record == ["AB12CXE"]
    assert len(lane.kinds(PassageEvent.CLOSED)) == 1


def test_while_another_text_is_read_the_car_does_not_stand_in_the_zone() -> None:
    lane = Lane()
    lane.drive(*["AB12CXE"] * 6)
    assert last(lane.updates).in_open_zone
    before = last(lane.updates).newest_read_mono
    lane.drive("AB12CYE", "AB12CYE", x=0.35)
    assert not last(lane.updates).in_open_zone
    assert last(lane.updates).newest_read_mono == before  # such reads do not keep it young


def test_the_next_car_with_another_plate_is_not_swallowed() -> None:
    lane = Lane()
    lane.drive(*["AB12CXE"] * 4)
    lane.drive(*["XY99ZZZ"] * 4, track=2)
    assert lane.record == ["AB12CXE", "XY99ZZZ"]


# ---------------------------------------------------------------------------------- time


def test_parked_and_driving_off() -> None:
    lane = Lane()
    lane.drive(*["AB12CXE"] * 4)
    for second in range(62):
        lane.see((1, box_at(0.22), "AB12CXE" if second % 5 == 0 else None), seconds=1.0)
    assert last(lane.updates).parked
    assert [u.passage.parked for u in lane.updates].count(True) <= 3
    assert not last(lane.drive("AB12CXE", "AB12CXE", "AB12CXE", x=0.3)).parked
    assert lane.record == ["AB12CXE"]


def test_a_parked_car_that_is_hidden_is_no_new_arrival() -> None:
    lane = Lane()
    lane.drive(*["AB12CXE"] * 4)
    for _ in range(65):
        lane.see((1, box_at(0.22), "AB12CXE"), seconds=1.0)
    lane.wait(30)
    lane.see((5, box_at(0.22), "AB12CXE"))
    lane.see((5, box_at(0.22), "AB12CXE"))
    assert last(lane.updates).parked
    assert last(lane.updates).passage_id == "p1"
    lane.wait(100)
    lane.drive("AB12CXE", "AB12CXE", "AB12CXE", track=8, x=0.22, step=0.0)
    assert last(lane.updates).parked
    assert len(lane.kinds(PassageEvent.SETTLED)) == 2


def test_lost_after_a_while_and_only_once() -> None:
    lane = Lane()
    lane.drive(*["AB12CXE"] * 4)
    assert lane.wait(2.9) == []
    assert [u.kind for u in lane.wait(0.2)] == [PassageEvent.CLOSED]
    assert lane.wait(10) == []
    assert lane.end() == []
    assert lane.builder.frames_needed() == frozenset()


def test_a_settled_text_that_falls_into_doubt_is_kept_in_the_record() -> None:
    lane = Lane()
    lane.drive("AB12CXE", "AB12CXE", "AB12CYE", "AB12CYE")
    assert not last(lane.updates).consensus.settled
    assert lane.record == ["AB12CXE"]


# ---------------------------------------------------------------------------------- evidence


def test_best_read_agrees_first_and_is_the_best_then() -> None:
    lane = Lane()
    sharp_but_wrong = read("AB12CYE", 1, sharpness=9.0)
    lane.see((1, box_at(0.1), sharp_but_wrong))
    lane.see((1, box_at(0.2), read("AB12CXE", 1, sharpness=1.0)))
    lane.see((1, box_at(0.3), read("AB12CXE", 1, sharpness=3.0)))
    found = lane.see((1, box_at(0.4), read("AB12CXE", 1, sharpness=2.0)))
    best = last(found).best_read
    assert best is not None
    assert (best.text, best.frame_seq) == ("AB12CXE", 3)
    assert not found[-1].best_changed
    assert lane.builder.frames_needed() == {1, 3}
    assert lane.see((1, box_at(0.5), read("AB12CXE", 1, sharpness=8.0)))[-1].best_changed


# ---------------------------------------------------------------------------------- properties

PLATES = st.text("ABCX0189", min_size=4, max_size=7).filter(
    lambda text: any(char.isdigit() for char in text)
)


@given(PLATES, st.lists(st.integers(1, 3), min_size=6, max_size=25))
def test_one_car_one_passage_whatever_the_tracker_says(text: str, tracks: list[int]) -> None:
    lane = Lane()
    for index, track in enumerate(tracks):
        lane.see((track, box_at(0.05 + 0.03 * index), text))
    ids = {update.passage.passage_id for update in lane.updates}
    assert len(ids) == 1
    assert lane.record == [text]


@given(PLATES, PLATES, st.integers(2, 8), st.integers(4, 8))
def test_nothing_of_one_plate_is_carried_to_another(
    one: str, two: str, first: int, second: int
) -> None:
    if distance(fold(one), fold(two)) < 3 or one in two or two in one:
        return
    lane = Lane(replace(ONE_WAY, lines=LINES, needs_motion=False))
    lane.drive(*[one] * first, x=0.2)
    lane.drive(*[two] * second, x=0.5, step=0.01)
    texts: dict[str, set[str]] = {}
    for update in lane.updates:
        if update.passage.consensus.settled:
            texts.setdefault(update.passage.passage_id, set()).add(update.passage.consensus.text)
    assert all(len(found) == 1 for found in texts.values())
    assert lane.record == [one, two]


SCENE = st.lists(
    st.lists(
        st.tuples(
            st.integers(0, 3),
            st.floats(0, 0.8),
            st.sampled_from([None, "", "AB12CXE", "A812CXE", "XY99ZZZ", "AB12", "JAC"]),
        ),
        max_size=3,
        unique_by=lambda item: item[0],
    ),
    max_size=25,
)


@given(SCENE, st.floats(0.05, 2.0))
def test_any_scene_keeps_the_order_of_events(scene: list, seconds: float) -> None:
    lane = Lane(replace(ONE_WAY, lines=LINES))
    for frame in scene:
        lane.see(*[(track, box_at(x), text) for track, x, text in frame], seconds=seconds)
    lane.end()
    state: dict[str, str] = {}
    for update in lane.updates:
        one = update.passage
        before = state.get(one.passage_id)
        if update.kind is PassageEvent.OPENED:
            assert before is None
        else:
            assert before in ("open", "settled")
        if one.closed:
            assert update.kind is PassageEvent.CLOSED
        if one.consensus.settled:
            assert one.consensus.agreeing >= 2
            assert one.settled_mono is not None
        if update.kind is PassageEvent.SETTLED:
            assert one.consensus.settled
        closing = update.kind is PassageEvent.CLOSED
        state[one.passage_id] = "closed" if closing else "settled" if before else "open"
        assert one.newest_read_mono <= lane.clock.mono
        assert len(one.path) <= 64
    assert set(state.values()) <= {"closed"}
    tracks_open = [update.passage.passage_id for update in lane.updates]
    assert all(tracks_open)
