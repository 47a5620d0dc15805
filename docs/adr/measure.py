# SPDX-License-Identifier: AGPL-3.0-or-later
"""The measurements that the decision records name: `.venv/bin/python -m docs.adr.measure NAME`.

NAME is journal, evidence, engines, motion, lists, search, polls, keeping or lateness. Everything is
written below a temporary folder (TMPDIR says on which disk). `engines` and `motion` need
photographs and clip of ../shared, `lateness` the right to run in real time (root).
"""

from __future__ import annotations

import csv
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")

SHARED = Path(os.environ.get("ALPR_SHARED", Path(__file__).resolve().parents[3] / "shared"))


def say(text: str) -> None:
    """Write a line."""
    sys.stdout.write(f"{text}\n")


def times_ms(work: Callable[[int], object], count: int) -> list[float]:
    """Return the duration of each of `count` calls, milliseconds."""
    taken = []
    for number in range(count):
        started = time.perf_counter()
        work(number)
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def _call(work: Callable[[T], object], items: Sequence[T], number: int) -> object:
    return work(items[number])


def tell(name: str, taken: Sequence[float]) -> None:
    """Write median, p99 and the largest value."""
    ordered = sorted(taken)
    p99 = ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))]
    say(
        f"{name}: n {len(taken)}, p50 {statistics.median(taken):.2f} ms, "
        f"p99 {p99:.2f} ms, max {ordered[-1]:.2f} ms"
    )


def journal() -> None:
    """One intent row with its audit row: fsynced (as shipped) and with synchronous=NORMAL."""
    from alpr_kiosk.domain.clock import SystemClock
    from alpr_kiosk.domain.events import CommandKind, CommandSource, GateIntent
    from alpr_kiosk.storage import engine
    from alpr_kiosk.storage.store import open_store

    def intent(number: int) -> GateIntent:
        return GateIntent(
            intent_id=f"{number:032x}",
            gate_id="gate-in",
            kind=CommandKind.OPEN,
            source=CommandSource.BAR,
            actor="",
            passage_id=None,
            decision_id=None,
            requested_at=datetime.now(timezone.utc),
            requested_mono=time.monotonic(),
            pulse_ms=1000,
        )

    name = "_CONNECTION_PRAGMAS"  # compared with another setting
    shipped: tuple[str, ...] = getattr(engine, name)
    for mode in ("FULL", "NORMAL"):
        changed = tuple(p.replace("=FULL", f"={mode}") for p in shipped)
        setattr(engine, name, changed)
        with tempfile.TemporaryDirectory() as folder:
            store = open_store(Path(folder), clock=SystemClock())
            rows = [intent(number) for number in range(300)]
            record = store.journal.record_intent
            try:
                taken = times_ms(partial(_call, record, rows), len(rows))
            finally:
                store.close()
        tell(f"journal, synchronous={mode}", taken)
    setattr(engine, name, shipped)


def evidence() -> None:
    """One picture of 150 kB; then the same pictures again."""
    from alpr_kiosk.storage.evidence import EvidenceFolder

    pictures = [os.urandom(150_000) for _ in range(100)]
    with tempfile.TemporaryDirectory() as folder:
        kept = EvidenceFolder(Path(folder) / "evidence")
        tell("evidence, new", times_ms(lambda n: kept.store("lane", pictures[n]), 100))
        tell("evidence, known", times_ms(lambda n: kept.store("lane", pictures[n]), 100))
        say(f"evidence: {len(list(kept.files()))} files for 200 calls")


def keeping() -> None:
    """Removing 600 passages beside a journal that writes; and the database written anew."""
    import threading

    from sqlalchemy.orm import Session

    from tests.contracts.journal_contract import an_intent
    from tests.unit.storage.gatehouse import Gatehouse

    def commands(house: Gatehouse, first: int, stop: threading.Event) -> list[float]:
        taken: list[float] = []
        while not stop.is_set():
            row = an_intent(first + len(taken))
            taken += times_ms(lambda _, row=row: house.store.journal.record_intent(row), 1)
            stop.wait(0.01)
        return taken

    with tempfile.TemporaryDirectory() as folder:
        house = Gatehouse(Path(folder))
        for number in range(600):
            house.add(f"p{number}", f"AB{number:05}C", days=number / 600)
        house.forget_stored()
        stop = threading.Event()
        threading.Timer(3.0, stop.set).start()
        tell("intent, alone", commands(house, 1, stop))
        house.clock.advance(40 * 86_400)
        real, locked = house.store.database.write, list[float]()

        @contextmanager
        def timed(**options: int) -> Iterator[Session]:
            with real(**options) as session:
                began = time.perf_counter()
                yield session
            locked.append((time.perf_counter() - began) * 1000)

        vars(house.store.database)["write"] = timed
        stop, found = threading.Event(), list[float]()
        other = threading.Thread(target=lambda: found.extend(commands(house, 10**6, stop)))
        other.start()
        steps: list[float] = []
        more = True
        while more:
            began = time.perf_counter()
            more = house.retention.step(house.clock.utc_now())
            steps.append((time.perf_counter() - began) * 1000)
            time.sleep(0.02)
        stop.set()
        other.join()
        tell("step of removing 50 passages", steps)
        tell("of these the lock for writing", locked)
        tell("intent, beside it", found)
        locks = [row["what"] for row in house.proofs()]
        say(f"{len(locks)} proofs for {len(steps)} steps")
        house.store.close()


def engines() -> None:
    """Detector time and reader accuracy of each engine and precision, one thread."""
    import numpy as np

    from alpr_kiosk.config.paths import models_dir
    from alpr_kiosk.config.schema import VisionConfig
    from alpr_kiosk.vision.assemble import load_kit
    from alpr_kiosk.vision.engines import load_engine
    from alpr_kiosk.vision.preprocess import crop_plate
    from alpr_kiosk.vision.sources.pictures import load_picture

    crops = []
    root = SHARED / "data" / "plates"
    with (root / "texts.csv").open(encoding="utf-8", newline="") as stream:
        rows = [r for r in csv.DictReader(stream) if (r["label"], r["lines"]) == ("hand", "1")]
    for row in rows:
        name, split = row["image"], row["split"]
        picture = load_picture(next((root / "images" / split).glob(f"{name}.*")))
        height, width = picture.shape[:2]
        line = (root / "labels" / split / f"{name}.txt").read_text().splitlines()[int(row["box"])]
        x, y, w, h = (float(value) for value in line.split()[1:5])
        box = (x - w / 2) * width, (y - h / 2) * height, (x + w / 2) * width, (y + h / 2) * height
        crops.append((crop_plate(picture, box), row["text"]))
    frame = np.zeros((1, 3, 384, 640), np.float32)
    for engine, precision in (("openvino", "bf16"), ("openvino", "f32"), ("onnxruntime", "f32")):
        config = VisionConfig.model_validate({"engine": engine, "precision": precision})
        detector = load_engine(
            models_dir() / "plate_yolo11n_384x640.onnx",
            engine=config.engine,
            precision=config.precision,
        )
        once = partial(_call, detector.run, [frame] * 60)
        times_ms(once, 5)
        tell(f"detector, {detector.name}", times_ms(once, 60))
        read = load_kit(config).recognizer.read([crop for crop, _ in crops])
        right = sum(one.text == text for one, (_, text) in zip(read, crops, strict=True))
        say(f"reader, {detector.name}: {right} of {len(crops)} exact")


def motion() -> None:
    """Tracks, and passages with and without the need to move, in the toll-gate clip."""
    from alpr_kiosk.config.schema import CameraConfig, VisionConfig
    from alpr_kiosk.domain.clock import SystemClock
    from alpr_kiosk.domain.geometry import Box
    from alpr_kiosk.domain.intents import new_id
    from alpr_kiosk.domain.passage import PassageBuilder
    from alpr_kiosk.domain.passage_records import PassageSettings, PassageUpdate
    from alpr_kiosk.vision.assemble import load_kit
    from alpr_kiosk.vision.sources.factory import make_source

    def plates(updates: Sequence[PassageUpdate]) -> list[str]:
        ended = [u.passage.consensus for u in updates if u.passage.closed]
        return [consensus.text for consensus in ended if consensus.settled]

    camera = CameraConfig(
        id="lane", source=str(SHARED / "data" / "clips" / "toll_gate.mp4"), realtime=False
    )
    clock = SystemClock()
    settings = PassageSettings(camera_id="lane", lane_id="lane")
    for confidence in (VisionConfig().detection_confidence, 0.1):
        config = VisionConfig(detection_confidence=confidence)
        pipeline = load_kit(config).pipeline((camera,), clock)
        builders = {
            moves: PassageBuilder(camera=replace(settings, needs_motion=moves), new_id=new_id)
            for moves in (True, False)
        }
        tracks: set[int] = set()
        texts: dict[bool, list[str]] = {True: [], False: []}
        at = 0.0
        for frame in make_source(camera, clock).frames(_Never()):
            at = frame.media_s or 0.0
            result = pipeline.process([replace(frame, captured_mono=at)])[0]
            seen = [(track, Box(*box), score) for track, box, score in result.tracked]
            tracks.update(track for track, _, _ in seen)
            for moves, builder in builders.items():
                updates = builder.update(
                    now_mono=at, now_utc=frame.captured_at, tracks=seen, reads=result.reads
                )
                texts[moves] += plates(updates)
        for moves, builder in builders.items():
            texts[moves] += plates(builder.close_all(now_mono=at, now_utc=clock.utc_now()))
        say(f"smallest detector score {confidence}: {len(tracks)} tracks")
        say(f"  passages, motion needed: {', '.join(texts[True])}")
        say(f"  passages, motion not needed: {', '.join(texts[False])}")


class _Never:
    """A stop flag that is never set."""

    def is_set(self) -> bool:
        """Return False."""
        return False

    def wait(self, timeout: float | None = None) -> bool:
        """Return False at once: a recording is read as fast as it can be."""
        del timeout
        return False


def lists() -> None:
    """One decision, and one collision check, against 100,000 entries."""
    import random

    from alpr_kiosk.domain.events import Consensus, Direction, Passage
    from alpr_kiosk.domain.lists import ListEntry, ListKind, ListSnapshot
    from alpr_kiosk.domain.policy import GateSituation, LanePolicy, decide

    dice = random.Random(1)
    letters, digits = "ABCDEFGHJKLMNPRSTUVWXYZ", "0123456789"

    def plate() -> str:
        head, tail = dice.choices(letters, k=3), dice.choices(digits, k=4)
        return "".join(head + tail)

    def entry(number: int) -> ListEntry:
        kind = ListKind.DENY if number % 100 == 0 else ListKind.ALLOW
        return ListEntry(entry_id=f"{number:032x}", kind=kind, plate=plate())

    snapshot = ListSnapshot.of(entry(number) for number in range(100_000))
    now = datetime.now(timezone.utc)

    def one(number: int) -> None:
        text = snapshot.entries[number * 37].text if number % 2 else plate()
        decide(
            passage=Passage(
                passage_id="p",
                camera_id="cam",
                lane_id="lane",
                track_ids=(1,),
                first_seen_at=now,
                last_seen_at=now,
                first_seen_mono=0.0,
                last_seen_mono=1.0,
                newest_read_mono=1.0,
                settled_mono=1.0,
                consensus=Consensus(text=text, reads=3, agreeing=3, settled=True, confidence=1.0),
                direction=Direction.IN,
                in_open_zone=True,
            ),
            snapshot=snapshot,
            lane=LanePolicy(lane_id="lane", gate_id="gate"),
            gate=GateSituation(),
            now_utc=now,
            now_mono=1.1,
            tz=timezone.utc,
        )

    tell("decide, 100,000 entries", times_ms(one, 2000))
    tell("collisions, 100,000 entries", times_ms(lambda n: snapshot.collisions(entry(n)), 500))


def search() -> None:
    """What a letter typed into the search of lists costs at 100,000 entries."""
    from random import Random

    from alpr_kiosk.domain.lists import ListEntry, ListKind, ListSnapshot

    rng = Random(5)
    letters = "ABCDEFGHJKLMNOPRSTUVWXYZ"

    def plate() -> str:
        start, end = rng.choices(letters, k=2), rng.choices(letters, k=3)
        return f"{''.join(start)}{rng.randrange(100):02}{''.join(end)}"

    entries = (
        ListEntry(entry_id=str(n), kind=ListKind.ALLOW, plate=plate(), owner=f"Unit {n % 997}")
        for n in range(100_000)
    )
    snapshot = ListSnapshot.of(entries)
    tell("the first search after a change", times_ms(lambda _: snapshot.search("zz"), 1))
    for query in ("??1", "?1", "1", "????", "J??", "A?1", "AB1", "?0?0", "*1*2"):
        tell(query, times_ms(lambda _, query=query: snapshot.search(query), 9))


def polls() -> None:
    """A question for output and inputs of each relay driver, to its emulator on loopback."""
    from tests.contracts.relay_bench import all_benches

    makers, _ = all_benches()
    for name, make in makers.items():
        for bench in make():
            if bench.inputs:
                ask = bench.driver.status
                tell(f"status with inputs, {name}", times_ms(lambda _, ask=ask: ask(), 100))


def lateness() -> None:
    """How late the window's timer is in the busiest demo, and with less of what makes it late."""
    from alpr_kiosk.bench_tools import Lateness, spin
    from alpr_kiosk.config.schema import AppConfig
    from alpr_kiosk.demo import demo_config
    from alpr_kiosk.logging_setup import LogSession
    from ui.app import create_application
    from ui.bench_ui import busiest, kiosk

    def late(name: str) -> None:
        spin(2.0)
        ear = Lateness()
        used, began = time.thread_time(), time.perf_counter()
        spin(8.0)
        share = 100 * (time.thread_time() - used) / (time.perf_counter() - began)
        found = ear.stop()
        p50, p95 = (float(found[key] or 0) for key in ("p50", "p95"))
        say(f"{name}: n {found['n']}, p50 {p50:.2f} ms, p95 {p95:.2f} ms, thread {share:.0f} %")

    create_application(sys.argv[:1])
    log = LogSession(path=None, quiet=True)
    quiet: AppConfig = demo_config()
    cameras = tuple(one.model_copy(update={"source": f"{one.source}/15"}) for one in quiet.cameras)
    quiet = quiet.model_copy(update={"cameras": cameras})
    with tempfile.TemporaryDirectory() as folder:
        with kiosk(Path(folder), busiest()) as (_, window, _pin):
            spin(4.0)
            late("busiest demo")
            window.hide()
            late("nothing painted")
            window.show()
            others = [int(one.name) for one in Path("/proc/self/task").iterdir()]
            os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
            late("the window in real time (SCHED_RR)")
            for thread in others:
                if thread != os.getpid():
                    os.sched_setscheduler(thread, os.SCHED_BATCH, os.sched_param(0))
            late("and all others without preemption (SCHED_BATCH)")
            sys.setswitchinterval(0.0001)
            late("and turns of the interpreter of 0.1 ms")
            window.hide()
            late("and nothing painted")
            os.sched_setscheduler(0, os.SCHED_OTHER, os.sched_param(0))
        with kiosk(Path(folder), quiet):
            spin(4.0)
            late("the demo as it comes, two cameras at 15 a second")
    late("idle")
    log.close()


def main() -> None:
    """Run the measurements named on the command line."""
    known = {"journal": journal, "evidence": evidence, "engines": engines}
    known |= {
        "motion": motion,
        "lists": lists,
        "search": search,
        "polls": polls,
        "keeping": keeping,
        "lateness": lateness,
    }
    names = sys.argv[1:]
    if not names or any(name not in known for name in names):
        sys.exit(f"give one or more of: {', '.join(known)}")
    for name in names:
        known[name]()


if __name__ == "__main__":
    main()
