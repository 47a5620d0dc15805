# SPDX-License-Identifier: AGPL-3.0-or-later
"""Paging never skips or repeats a row, and a search finds exactly what a plain look finds."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from alpr_kiosk.domain.events import Action, Direction
from alpr_kiosk.domain.history import Cursor, HistoryQuery, PlatePattern
from alpr_kiosk.domain.plate import Plate
from alpr_kiosk.domain.ports import PassageRow
from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import history_search, history_windows
from alpr_kiosk.storage.engine import Database
from alpr_kiosk.storage.history import SqlHistory
from alpr_kiosk.storage.keys import ChainKey
from alpr_kiosk.storage.orm import PassageTable, micros
from alpr_kiosk.storage.postgres import open_postgres
from alpr_kiosk.storage.records import free_moment
from alpr_kiosk.storage.store import open_store
from tests.contracts.records_contract import NOON
from tests.fakes.clock import ManualClock
from tests.postgres import PostgresServer

PLATES = st.text(alphabet="8B1I7Ö", max_size=7)
CAMERAS = ("cam1", "cam2", "cam3")
ACTIONS = ("", *(action.value for action in Action))

PASSAGES = st.fixed_dictionaries(
    {
        "plate": PLATES,
        "corrected": st.none() | PLATES,
        "ticks": st.integers(0, 12),
        "camera_id": st.sampled_from(CAMERAS),
        "action": st.sampled_from(ACTIONS),
        "direction": st.sampled_from([direction.value for direction in Direction]),
        "gate_id": st.sampled_from([None, "gate1", "gate2"]),
        "settled": st.booleans(),
    }
)

TYPED = st.text(alphabet="8B1I7Ö??*-", max_size=8)
PARTS = st.text(alphabet="8B1I7Ö", min_size=3, max_size=5)
TICKS = (timedelta(microseconds=1), timedelta(hours=9), timedelta(days=11))
"""Between the passages of an example: all at once, or over months."""


@st.composite
def queries(draw: st.DrawFn, tick: timedelta = TICKS[0]) -> HistoryQuery:
    times = st.none() | st.integers(0, 12).map(lambda ticks: NOON + ticks * tick)
    plate = None
    if draw(st.booleans()):
        try:
            plate = PlatePattern.parse(
                draw(TYPED), part=draw(st.booleans()), exact=draw(st.booleans())
            )
        except StorageError:
            plate = None
    return HistoryQuery(
        plate=plate,
        since=draw(times),
        until=draw(times),
        cameras=tuple(draw(st.sets(st.sampled_from((*CAMERAS, "gone")), max_size=2))),
        actions=tuple(draw(st.sets(st.sampled_from(Action), max_size=2))),
        undecided=draw(st.booleans()),
        directions=tuple(draw(st.sets(st.sampled_from(Direction), max_size=2))),
        gates=tuple(draw(st.sets(st.sampled_from(["gate1", "gate2"]), max_size=1))),
        corrected=draw(st.integers(0, 5)) == 0,
        unread=draw(st.integers(0, 5)) == 0,
    )


class Shelf:
    """One record for all examples: emptied between them, which the index has to follow."""

    def __init__(self, database: Database, history: SqlHistory) -> None:
        self.database = database
        self.history = history
        self.tick = TICKS[0]
        self.kept: dict[str, dict[str, object]] = {}

    def clear(self, tick: timedelta = TICKS[0]) -> None:
        with self.database.write() as session:
            session.execute(delete(PassageTable))
        self.kept = {}
        self.tick = tick

    def add(self, passages: list[dict[str, object]]) -> None:
        with self.database.write() as session:
            for passage in passages:
                values = dict(passage)
                ticks = values.pop("ticks")
                assert isinstance(ticks, int)
                at = NOON + ticks * self.tick
                name = f"p{len(self.kept)}"
                moment = free_moment(session, at)
                corrected = values["corrected"]
                self.kept[name] = {**values, "moment": moment}
                session.execute(
                    insert(PassageTable).values(
                        **values,
                        moment=moment,
                        passage_id=name,
                        fold=Plate(str(values["plate"])).fold,
                        corrected_fold=None if corrected is None else Plate(str(corrected)).fold,
                        lane_id="lane1",
                        first_seen_at=at,
                        last_seen_at=at,
                        reads=1,
                        agreeing=1,
                        confidence=1.0,
                        parked=False,
                        closed=True,
                        track_ids=[],
                        votes=[],
                        reason="",
                        evidence_note="",
                    )
                )

    def meant(self, query: HistoryQuery) -> list[str]:
        """What a plain look at each passage finds, newest first."""
        names = [name for name, kept in self.kept.items() if plainly(query, kept)]
        return sorted(names, key=lambda name: int(str(self.kept[name]["moment"])), reverse=True)


def plainly(query: HistoryQuery, kept: dict[str, object]) -> bool:
    moment = kept["moment"]
    assert isinstance(moment, int)
    plates = [str(kept["plate"])]
    if kept["corrected"] is not None:
        plates.append(str(kept["corrected"]))
    return (
        (query.plate is None or any(query.plate.matches(plate) for plate in plates))
        and (query.since is None or moment >= micros(query.since))
        and (query.until is None or moment < micros(query.until))
        and (not query.cameras or kept["camera_id"] in query.cameras)
        and (not query.decided or kept["action"] in query.decided)
        and (not query.directions or kept["direction"] in [d.value for d in query.directions])
        and (not query.gates or kept["gate_id"] in query.gates)
        and (not query.corrected or kept["corrected"] is not None)
        and (not query.unread or not kept["settled"] or not kept["plate"])
    )


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelf]:
    store = open_store(tmp_path_factory.mktemp("shelf"), clock=ManualClock())
    assert isinstance(store.history, SqlHistory)
    yield Shelf(store.database, store.history)
    store.close()


@pytest.fixture(scope="module")
def server_shelf(postgres_server: PostgresServer) -> Iterator[Shelf]:
    address = postgres_server.address(postgres_server.fresh())
    database = open_postgres(address, clock=ManualClock())
    yield Shelf(database, SqlHistory(database=database, key=ChainKey(secret=b"k" * 32)))
    database.close()


@contextmanager
def small_steps(step: int, budget: int) -> Iterator[None]:
    """Let a few passages be as many as millions."""
    sizes = {"STEP_ROWS": step, "STEP_MOST": 2 * step, "DENSE_ROWS": step}
    budgets = dict.fromkeys(("BUDGET_ROWS", "BUDGET_LOOKUPS", "BUDGET_WINDOWS"), budget)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (sizes | budgets).items():
            patch.setattr(history_search, name, value)
        for name in ("LONGER", "SHORTER"):
            patch.setattr(history_windows, name, 2)
        yield


def walk(
    shelf: Shelf, query: HistoryQuery, limit: int, cursor: Cursor | None = None
) -> Iterator[PassageRow]:
    """All rows from a cursor on in its direction, page by page."""
    newer = cursor is not None and cursor.newer
    for _ in range(10_000):
        page = shelf.history.page(query, cursor=cursor, limit=limit)
        assert len(page.rows) <= limit
        moments = [row.moment for row in page.rows]
        assert moments == sorted(moments, reverse=True)
        yield from reversed(page.rows) if newer else page.rows
        onward = page.newer if newer else page.older
        if onward is None or onward == cursor or (newer and not page.rows and not page.reached):
            return
        cursor = onward
    raise AssertionError("the pages never end")


@settings(max_examples=150)
@given(
    passages=st.lists(PASSAGES, max_size=25),
    query=queries(),
    limit=st.integers(1, 7),
    step=st.integers(1, 9),
    budget=st.integers(1, 30),
)
def test_pages_show_each_meant_passage_once_in_both_directions(
    shelf: Shelf,
    passages: list[dict[str, object]],
    query: HistoryQuery,
    limit: int,
    step: int,
    budget: int,
) -> None:
    shelf.clear()
    shelf.add(passages)
    plate = query.plate
    if plate is not None and plate.open and not plate.runs and query.since is None:
        with pytest.raises(StorageError):
            shelf.history.page(query)
        return
    with small_steps(step, budget):
        check_both_directions(shelf, query, limit)


def check_both_directions(shelf: Shelf, query: HistoryQuery, limit: int) -> None:
    shown = [row.passage_id for row in walk(shelf, query, limit)]
    assert shown == shelf.meant(query)
    back = walk(shelf, query, limit, Cursor(moment=0, newer=True))
    assert [row.passage_id for row in back] == shown[::-1]


@settings(max_examples=60)
@given(
    passages=st.lists(PASSAGES, max_size=25),
    tick_and_query=st.sampled_from(TICKS).flatmap(
        lambda tick: st.tuples(st.just(tick), queries(tick))
    ),
    part=PARTS,
    limit=st.integers(2, 7),
    step=st.integers(1, 5),
    budget=st.integers(1, 12),
)
def test_a_server_shows_them_too_whatever_spans_it_is_asked_for(
    server_shelf: Shelf,
    passages: list[dict[str, object]],
    tick_and_query: tuple[timedelta, HistoryQuery],
    part: str,
    limit: int,
    step: int,
    budget: int,
) -> None:
    tick, query = tick_and_query
    server_shelf.clear(tick)
    # Some that are meant, among many that are not.
    server_shelf.add([*passages, *({**one, "plate": f"8{part}7"} for one in passages[::3])])
    plate = query.plate
    if plate is None or (plate.open and not plate.runs):
        query = replace(query, plate=PlatePattern.parse(part))
    with small_steps(step, budget):
        check_both_directions(server_shelf, query, limit)


@settings(max_examples=100)
@given(
    passages=st.lists(PASSAGES, min_size=1, max_size=15),
    arrivals=st.lists(st.lists(PASSAGES, max_size=3), max_size=8),
    query=queries(),
    limit=st.integers(1, 5),
)
def test_what_arrives_meanwhile_neither_hides_nor_repeats_a_row(
    shelf: Shelf,
    passages: list[dict[str, object]],
    arrivals: list[list[dict[str, object]]],
    query: HistoryQuery,
    limit: int,
) -> None:
    shelf.clear()
    shelf.add(passages)
    if query.plate is not None and not query.plate.runs and query.plate.open:
        query = HistoryQuery(cameras=query.cameras, actions=query.actions)
    there = shelf.meant(query)
    coming = iter(arrivals)
    shown = []
    page = shelf.history.page(query, limit=limit)
    first = page
    while True:
        shown += [row.passage_id for row in page.rows]
        shelf.add(next(coming, []))
        if page.older is None:
            break
        page = shelf.history.page(query, cursor=page.older, limit=limit)
    assert len(set(shown)) == len(shown)
    assert [name for name in shown if name in there] == there
    if first.newer is not None:
        # And what came in front of the first page is found by going on towards the present.
        newer = [row.passage_id for row in walk(shelf, query, limit, first.newer)]
        newest = first.rows[0].passage_id
        everything = shelf.meant(query)
        assert newer[::-1] == everything[: everything.index(newest)]


@given(
    typed=TYPED,
    part=st.booleans(),
    exact=st.booleans(),
    plate=PLATES,
)
def test_a_pattern_is_what_it_says(typed: str, part: bool, exact: bool, plate: str) -> None:
    if not set(typed) & set("8B1I7Ö"):
        with pytest.raises(StorageError, match=r"history\.no_pattern"):
            PlatePattern.parse(typed, part=part, exact=exact)
        return
    pattern = PlatePattern.parse(typed, part=part, exact=exact)
    if pattern.matches(plate) and exact:
        assert PlatePattern.parse(typed, part=part).matches(plate)
    if pattern.matches(plate) and not part:
        assert PlatePattern.parse(typed, exact=exact).matches(plate)
    assert PlatePattern.parse(pattern.text, part=part, exact=exact) == pattern
    if not exact and pattern.matches(plate):
        assert all(run in Plate(plate).fold for run in pattern.runs)
