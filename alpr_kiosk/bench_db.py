# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk bench db`: the record with many passages, SQLite and PostgreSQL side by side.

The passages are made up (`storage.sample_passages`); everything is asked and written by the parts
that the kiosk itself uses. To measure one thing more, write a function like those in `MEASURES`
and add it there.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import select

from alpr_kiosk.bench_postgres import PostgresServer, binaries
from alpr_kiosk.bench_tools import percentile
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.domain.events import Action, CharVote, Consensus, Direction, Passage
from alpr_kiosk.domain.history import Cursor, HistoryQuery, PlatePattern
from alpr_kiosk.domain.lists import ListEntry, ListKind, ListSnapshot
from alpr_kiosk.domain.muster import muster
from alpr_kiosk.domain.policy import GateSituation, LanePolicy, decide
from alpr_kiosk.runtime.memory import settle
from alpr_kiosk.storage import audit_log
from alpr_kiosk.storage.bulk import load_file, load_server
from alpr_kiosk.storage.engine import Database, open_database
from alpr_kiosk.storage.evidence import EvidenceFolder
from alpr_kiosk.storage.history import SqlHistory
from alpr_kiosk.storage.keys import ChainKey, load_chain_key
from alpr_kiosk.storage.orm import ListEntryTable, PassageTable, StayTable
from alpr_kiosk.storage.postgres import ServerDatabase, open_postgres
from alpr_kiosk.storage.records import SqlRecords
from alpr_kiosk.storage.sample_passages import CAMERAS, SampleSite
from alpr_kiosk.storage.sample_stays import INSIDE, fill_inside
from alpr_kiosk.storage.stays import SqlStays

ENTRIES = 100_000
DECISION_MS, WRITE_MS, PAGE_MS, INSIDE_MS = 1.0, 30.0, 150.0, 20.0
"""Limits: p99 of a decision and of a passage with its pictures, p95 of a page and of who is inside
(issue 6)."""
WRITES_PER_S = 50.0
OPEN_MS = 1500.0
"""Until the first page is there: half of the 3 s to the first tile (architecture.md, budgets)."""
DEEP_PAGE, QUICK_DEEP_PAGE = 1000, 30
DEEP_TIMED = 20
ASKED, QUICK_ASKED = 200, 20
WRITES, QUICK_WRITES = 500, 40
LANE_BYTES, CROP_BYTES = 140_000, 9_000

Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchRow:
    """One figure and its limit.

    Attributes:
        database: ``sqlite``, ``postgresql``, or ``memory`` for what needs none.
        what: What was measured.
        measure: ``p95 ms`` and the like.
        value: The figure, None when there was nothing to measure.
        limit: What it may be at most, or at least where more is better; None only to compare.
        count: Measurements behind it.
        more_is_better: `limit` is the least.
    """

    database: str
    what: str
    measure: str
    value: float | None
    limit: float | None
    count: int
    more_is_better: bool = False

    @property
    def ok(self) -> bool:
        """Whether the limit holds."""
        if self.value is None:
            return False
        if self.limit is None:
            return True
        return self.value >= self.limit if self.more_is_better else self.value < self.limit


@dataclass(frozen=True, slots=True, kw_only=True)
class Bed:
    """A loaded record to be measured.

    Attributes:
        name: ``sqlite`` or ``postgresql``.
        open: Opens the record, as a start does.
        key: Key of its chain.
        evidence: Where pictures go.
        site: What it was loaded with.
        quick: Fewer of everything.
    """

    name: str
    open: Callable[[], Database]
    key: ChainKey
    evidence: EvidenceFolder
    site: SampleSite
    quick: bool


Measure = Callable[[Bed, Database], Iterator[BenchRow]]
"""Takes the bed and its opened database."""


def run_db_bench(
    *,
    rows: int,
    address: str = "",
    folder: Path | None = None,
    only: str = "",
    quick: bool = False,
    progress: Progress = lambda _text: None,
) -> list[BenchRow]:
    """Measure everything.

    Args:
        rows: Passages.
        address: A PostgreSQL database of its own, filled unless it has passages; "" starts a
            server where one is installed, and leaves PostgreSQL out where none is.
        folder: Where the record is made; None takes a temporary one.
        only: ``sqlite`` or ``postgresql`` alone; "" is both.
        quick: Fewer measurements.
        progress: Told what is done now.
    """
    found = list(_lists(quick))
    with ExitStack() as stack:
        if folder is None:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="alpr-bench-db-")))
        site = SampleSite(rows=rows)
        beds = []
        if only != "postgresql":
            beds.append(_sqlite(folder, site, quick, progress))
        if only == "sqlite":
            pass
        elif address or (binaries() is not None and find_spec("psycopg") is not None):
            server = stack.enter_context(_server(address))
            beds.append(_postgresql(server, folder, site, quick, progress))
        for bed in beds:
            progress(f"measuring {bed.name}")
            found += _measured(bed)
    return found


def table(rows: Sequence[BenchRow]) -> str:
    """Return the figures as a table in Markdown."""
    lines = ["| database | what | n | measured | limit | ok |", "|---|---|---|---|---|---|"]
    for row in rows:
        sign = ">=" if row.more_is_better else "<"
        unit = row.measure.rpartition(" ")[2]
        value = "-" if row.value is None else f"{row.value:g} {unit}"
        limit, said = "-", "-"
        if row.limit is not None:
            limit, said = f"{sign} {row.limit:g}", "yes" if row.ok else "NO"
        lines.append(
            f"| {row.database} | {row.what}, {row.measure.removesuffix(f' {unit}')} | {row.count} "
            f"| {value} | {limit} | {said} |"
        )
    return "\n".join(lines)


# ---------------------------------------------------------------------------------------- the beds


def _sqlite(folder: Path, site: SampleSite, quick: bool, progress: Progress) -> Bed:
    path = folder / "alpr.sqlite3"
    clock = SystemClock()
    loaded = path.exists()
    opened = open_database(path, clock=clock)
    key = load_chain_key(folder)  # so that a kiosk can be started on the folder too
    with opened.write() as session:
        audit_log.ensure_chain(session, key, at=clock.utc_now(), fresh_reason="first_start")
    opened.close()
    if not loaded:
        load_file(path, site, lambda text: progress(f"sqlite: {text}"))
    return Bed(
        name="sqlite",
        open=lambda: open_database(path, clock=clock),
        key=key,
        evidence=EvidenceFolder(folder / "evidence"),
        site=site,
        quick=quick,
    )


def _postgresql(
    address: str, folder: Path, site: SampleSite, quick: bool, progress: Progress
) -> Bed:
    clock = SystemClock()
    key = ChainKey(secret=b"b" * 32)
    opened = open_postgres(address, clock=clock)
    with opened.write() as session:
        audit_log.ensure_chain(session, key, at=clock.utc_now(), fresh_reason="first_start")
    if not _is_loaded(opened):
        load_server(opened, site, lambda text: progress(f"postgresql: {text}"))
    opened.close()
    return Bed(
        name="postgresql",
        open=lambda: open_postgres(address, clock=clock),
        key=key,
        evidence=EvidenceFolder(folder / "evidence"),
        site=site,
        quick=quick,
    )


def _is_loaded(database: Database) -> bool:
    """Return whether passages are there from the last time."""
    with database.read() as session:
        return session.scalar(select(PassageTable.moment).limit(1)) is not None


@contextmanager
def _server(address: str) -> Iterator[str]:
    """The address that was given, or that of a server of our own."""
    found = binaries()
    if address or found is None:
        yield address
        return
    server = PostgresServer(found)
    try:
        server.start()
        yield server.address("postgres")
    finally:
        server.remove()


def _measured(bed: Bed) -> Iterator[BenchRow]:
    started = time.perf_counter()
    database = bed.open()
    try:
        SqlHistory(database=database, key=bed.key).page(HistoryQuery())
        took = round((time.perf_counter() - started) * 1000, 1)
        yield BenchRow(
            database=bed.name,
            what="opened and first page there",
            measure="once ms",
            value=took,
            limit=OPEN_MS,
            count=1,
        )
        for measure in MEASURES:
            yield from measure(bed, database)
    finally:
        database.close()


# ------------------------------------------------------------------------------------ the measures


def _lists(quick: bool) -> Iterator[BenchRow]:
    """Decide about plates with 100,000 entries on the lists, and change one of these."""
    plates = SampleSite(rows=ENTRIES * 400).plates
    kinds = (ListKind.DENY, *(ListKind.ALLOW,) * 98, ListKind.VISITOR)
    snapshot = ListSnapshot.of(
        ListEntry(entry_id=f"{number:032x}", kind=kinds[number % 100], plate=plate)
        for number, plate in enumerate(plates)
    )
    strangers = SampleSite(rows=ENTRIES * 400, seed=7).plates
    settle()  # as a start does
    now = datetime(2026, 11, 22, 12, 0, tzinfo=timezone.utc)

    def one(number: int) -> None:
        chosen = (plates, strangers)[number % 2][number * 37 % ENTRIES]
        decide(
            passage=_passage("p", chosen, now),
            snapshot=snapshot,
            lane=LanePolicy(lane_id="lane-1", gate_id="gate-1"),
            gate=GateSituation(),
            now_utc=now,
            now_mono=1.1,
            tz=timezone.utc,
        )

    times = _times(one, 200 if quick else 5000)
    yield _row("memory", f"decision, {ENTRIES:,} entries", times, 0.99, DECISION_MS)
    changed = snapshot

    def change(number: int) -> None:
        nonlocal changed
        entry = snapshot.exact(plates[number * 37 % ENTRIES])[0]
        changed = changed.changed([replace(entry, uses_left=1)])

    # A gate waits for this as for a decision; every `MOST_OVER` changes one is dearer.
    times = _times(change, 200 if quick else 5000)
    yield _row("memory", f"one entry of {ENTRIES:,} changed", times, 0.99, DECISION_MS)


def _writes(bed: Bed, database: Database) -> Iterator[BenchRow]:
    """Two pictures and a passage with its decision, one after the other."""
    records = SqlRecords(database=database, key=bed.key)
    chance = random.Random(1)
    start = bed.site.until

    def one(number: int) -> None:
        files = [
            bed.evidence.store("lane", chance.randbytes(LANE_BYTES)),
            bed.evidence.store("crop", chance.randbytes(CROP_BYTES)),
        ]
        plate = bed.site.plates[number % len(bed.site.plates)]
        name = f"{chance.getrandbits(128):032x}"
        records.save_passage(_passage(name, plate, start + timedelta(seconds=number)), files)

    times = _times(one, QUICK_WRITES if bed.quick else WRITES)
    yield _row(bed.name, "passage with 2 pictures", times, 0.99, WRITE_MS)
    rate = round(1000 * len(times) / sum(times), 1)
    yield BenchRow(
        database=bed.name,
        what="passages with pictures",
        measure="sustained /s",
        value=rate,
        limit=WRITES_PER_S,
        count=len(times),
        more_is_better=True,
    )


def _pages(bed: Bed, database: Database) -> Iterator[BenchRow]:
    """First pages of many different questions, and pages far back of those that go on so long."""
    history = SqlHistory(database=database, key=bed.key)
    for what, queries in _questions(bed).items():
        times = _times(partial(_nth_page, history, queries), len(queries))
        yield _row(bed.name, f"first page, {what}", times, 0.95, PAGE_MS)
    for what, query in _long_questions(bed).items():
        number, times = _far_back(history, query, QUICK_DEEP_PAGE if bed.quick else DEEP_PAGE)
        yield _row(bed.name, f"page {number:,}, {what}", times, 0.95, PAGE_MS)


def _nth_page(history: SqlHistory, queries: Sequence[HistoryQuery], number: int) -> None:
    history.page(queries[number])


def _questions(bed: Bed) -> dict[str, list[HistoryQuery]]:
    """Return different questions of each kind; some find much, some little, some nothing."""
    chance = random.Random(2)
    count = QUICK_ASKED if bed.quick else ASKED
    site = bed.site
    strangers = SampleSite(rows=site.rows, seed=site.seed + 1).plates

    def plate() -> str:
        # As often the first hundred as all the others, and a third that was never seen.
        frequent = site.plates[: 100 if chance.random() < 0.5 else None]
        return chance.choice(strangers if chance.random() < 0.3 else frequent)

    def part() -> str:
        whole = plate()
        size = chance.randint(3, len(whole))
        at = chance.randint(0, len(whole) - size)
        cut = whole[at : at + size]
        if size > 4 and chance.random() < 0.5:
            return f"{cut[:3]}?{cut[4:]}"
        return cut

    def window() -> HistoryQuery:
        since = site.until - timedelta(days=chance.random() * site.days)
        return HistoryQuery(since=since, until=since + timedelta(days=chance.choice((0.1, 1, 30))))

    def camera() -> HistoryQuery:
        return HistoryQuery(
            cameras=tuple(c[0] for c in chance.sample(CAMERAS, chance.randint(1, 3))),
            actions=tuple(chance.sample(list(Action), chance.randint(1, 2))),
            until=window().until if chance.random() < 0.5 else None,
        )

    return {
        "look-alikes of a plate": [
            HistoryQuery(plate=PlatePattern.parse(plate(), part=False)) for _ in range(count)
        ],
        "part of a plate": [HistoryQuery(plate=PlatePattern.parse(part())) for _ in range(count)],
        "time range": [window() for _ in range(count)],
        "cameras and decisions": [camera() for _ in range(count)],
    }


def _long_questions(bed: Bed) -> dict[str, HistoryQuery]:
    first = bed.site.plates[0]
    whole = bed.site.until - timedelta(days=bed.site.days)
    return {
        "look-alikes of a plate": HistoryQuery(plate=PlatePattern.parse(first, part=False)),
        "part of a plate": HistoryQuery(plate=PlatePattern.parse(first[:3])),
        "time range": HistoryQuery(since=whole, until=bed.site.until),
        "camera and decision": HistoryQuery(cameras=(CAMERAS[0][0],), actions=(Action.OPEN,)),
    }


def _inside(bed: Bed, database: Database) -> Iterator[BenchRow]:
    """Who is inside, as every screen asks: of the memory that was filled from the database.

    Beside it what `alpr-kiosk inside` reads, which has no memory to ask: it is a process that has
    just taken a second to start, and has no limit of its own.
    """
    fill_inside(database, bed.site)
    if isinstance(database, ServerDatabase):
        database.tidy_up((StayTable.__tablename__, ListEntryTable.__tablename__))
    stays = SqlStays(database=database, key=bed.key)
    count = QUICK_ASKED if bed.quick else ASKED
    stays.start()
    lists = ListSnapshot.of(SqlRecords(database=database, key=bed.key).entries())
    settle()
    times = _times(lambda _: muster(stays.view, lists), count)
    yield _row(bed.name, f"who is inside, {INSIDE:,} cars", times, 0.95, INSIDE_MS)
    times = _times(lambda _: stays.muster(), count)
    what = f"the same from the table, for `alpr-kiosk inside` (to compare), {INSIDE:,} cars"
    yield _row(bed.name, what, times, 0.95, None)


MEASURES: tuple[Measure, ...] = (_pages, _inside, _writes)
"""What is measured of each database, in this order."""


# ------------------------------------------------------------------------------------- internals


def _far_back(history: SqlHistory, query: HistoryQuery, wanted: int) -> tuple[int, list[float]]:
    """Go back page by page to the wanted one, or to the last; return which, and the last times."""
    cursor: Cursor | None = None
    times: list[float] = []
    number = 0
    while number < wanted and (number == 0 or cursor is not None):
        started = time.perf_counter()
        page = history.page(query, cursor=cursor)
        times.append((time.perf_counter() - started) * 1000)
        cursor = page.older
        number += 1
    return number, times[-DEEP_TIMED:]


def _passage(name: str, plate: str, at: datetime) -> Passage:
    votes = tuple(CharVote(char=char, share=0.97, votes=8, total=9) for char in plate)
    read = Consensus(text=plate, chars=votes, reads=9, agreeing=8, settled=True, confidence=0.97)
    return Passage(
        passage_id=name,
        camera_id=CAMERAS[0][0],
        lane_id=CAMERAS[0][1],
        track_ids=(1,),
        first_seen_at=at,
        last_seen_at=at + timedelta(seconds=1),
        first_seen_mono=0.0,
        last_seen_mono=1.0,
        newest_read_mono=1.0,
        settled_mono=1.0,
        consensus=read,
        direction=Direction.IN,
        in_open_zone=True,
    )


def _times(one: Callable[[int], object], count: int) -> list[float]:
    """Return milliseconds until the answer of each call is there."""
    times = []
    for number in range(count):
        started = time.perf_counter()
        answer = one(number)
        times.append((time.perf_counter() - started) * 1000)
        del answer  # that thousands of rows are given back is no part of it
    return times


def _row(
    database: str, what: str, times: Sequence[float], share: float, limit: float | None
) -> BenchRow:
    return BenchRow(
        database=database,
        what=what,
        measure=f"p{round(share * 100)} ms",
        value=percentile(times, share),
        limit=limit,
        count=len(times),
    )
