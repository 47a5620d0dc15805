# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk bench`: how fast this machine is, on the product's own parts and rendered cameras.

Absolute times depend on the machine; where a figure is a budget of architecture.md it stands beside
an idle or reference figure, so that ratios can be compared.
"""

from __future__ import annotations

import os
import platform
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from alpr_kiosk.bench_gate import run_gate_bench
from alpr_kiosk.bench_glass import glass_to_tile
from alpr_kiosk.bench_load import run_load
from alpr_kiosk.bench_site import lawful, saturated
from alpr_kiosk.bench_tools import Lateness, spin, summary
from alpr_kiosk.bootstrap import AppContext
from alpr_kiosk.demo import build_demo, demo_config
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.domain.events import (
    Action,
    CommandSource,
    DecisionRecord,
    GateIntent,
    GateResult,
)
from alpr_kiosk.domain.intents import OpenRequested
from alpr_kiosk.logging_setup import LogSession
from alpr_kiosk.runtime.gate import rule_opening
from alpr_kiosk.site_reading import make_pipeline
from alpr_kiosk.vision.sources.factory import make_source

STAGE_FRAMES = 60
FREEZE_S = 3.0
OVERRIDES = 15


def run_bench(*, seconds: float = 20.0) -> dict[str, object]:
    """Measure everything and return it as plain values (milliseconds unless named otherwise)."""
    _app = QCoreApplication.instance() or QCoreApplication(sys.argv[:1])
    report: dict[str, object] = {"machine": _machine()}
    report["stages_ms"] = _stages()
    log = LogSession(path=None, quiet=True)
    idle = Lateness()
    spin(3.0)
    report["gui_timer_lateness_idle"] = idle.stop()
    report["glass_to_tile_ms"] = glass_to_tile()
    with tempfile.TemporaryDirectory(prefix="alpr-bench-") as folder:
        report["four_cameras_at_10_fps"] = run_load(Path(folder), seconds)
        report.update(_live(Path(folder), seconds))
    log.close()
    report["gate_first_byte"] = run_gate_bench(quick=True)
    return report


def _machine() -> dict[str, object]:
    return {
        "cpu_count": os.cpu_count(),
        "processor": platform.processor() or platform.machine(),
        "python": platform.python_version(),
    }


def _stages() -> dict[str, object]:
    """Milliseconds per stage on frames of the demo scene with a car in them."""
    config = demo_config(loop=False)
    clock = SystemClock()
    loaded = time.perf_counter()
    pipeline = make_pipeline(config, clock=clock)
    load_ms = (time.perf_counter() - loaded) * 1000
    camera = config.cameras[0].model_copy(update={"realtime": False})
    stages: dict[str, list[float]] = {}
    totals: list[float] = []
    for number, frame in enumerate(make_source(camera, clock).frames(threading.Event())):
        if number % 5:
            continue
        started = time.perf_counter()
        result = pipeline.process([frame])[0]
        totals.append((time.perf_counter() - started) * 1000)
        for stage, milliseconds in result.stage_ms.items():
            if stage != "read" or result.reads:
                stages.setdefault(stage, []).append(milliseconds)
        if len(totals) >= STAGE_FRAMES:
            break
    measured: dict[str, object] = {name: summary(values) for name, values in stages.items()}
    measured["frame"] = summary(totals)
    measured["fps"] = round(1000 / statistics.mean(totals), 1)
    measured["load"] = round(load_ms, 1)
    return measured


class _Recorder(QObject):
    """Listens to a running site."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.decisions: list[DecisionRecord] = []
        self.results: list[tuple[GateIntent, GateResult]] = []
        self.reader: list[float] = []
        context.site.bus.decision_logged.connect(self.decisions.append)
        context.site.bus.gate_result.connect(self._on_result)

    def _on_result(self, intent: GateIntent, result: GateResult) -> None:
        self.results.append((intent, result))

    def latencies(self, *, by_person: bool, since: int = 0) -> list[float]:
        """Request to relay answer, milliseconds."""
        return [
            result.latency_ms
            for intent, result in self.results[since:]
            if intent.source.by_person is by_person
        ]


def _live(folder: Path, seconds: float) -> dict[str, object]:
    """Run the demo with four cameras and a reader that never rests; then freeze the GUI."""
    config = saturated()
    context = build_demo(data_dir=folder, config=config).context
    recorder = _Recorder(context)
    for camera in config.cameras:
        context.site.set_preview_size(camera.id, 431, 242)
    previews = _PreviewAges(context)
    report: dict[str, object] = {}
    context.site.start()
    try:
        lateness = Lateness()
        spin(seconds)
        report["gui_timer_lateness_4_cameras"] = lateness.stop()
        report["frame_to_tile_ms"] = summary(previews.ages)
        ages = [
            (record.decided_mono - record.passage.last_seen_mono) * 1000
            for record in recorder.decisions
            if record.decision.action is not Action.LOG_ONLY
        ]
        report["decision_after_frame_ms"] = summary(ages)
        report["opening_by_rule_ms"] = summary(recorder.latencies(by_person=False))
        report["override_saturated_ms"] = _overrides(context, recorder)
        report["opening_with_frozen_gui_ms"] = _frozen(context, recorder)
        stop = threading.Event()
        load = [threading.Thread(target=_burn, args=(stop,), daemon=True) for _ in range(3)]
        for thread in load:
            thread.start()
        report["override_beside_3_busy_python_threads_ms"] = _overrides(context, recorder)
        stop.set()
        for thread in load:
            thread.join()
        report["memory_mib"] = _memory()
    finally:
        context.close()
    return report


class _PreviewAges(QObject):
    """Age of each preview when the GUI thread takes it: frame on the wire to tile."""

    def __init__(self, context: AppContext) -> None:
        super().__init__()
        self.ages: list[float] = []
        self._context = context
        context.site.bus.frame_available.connect(self._on_frame)

    def _on_frame(self, camera_id: str) -> None:
        image = self._context.site.take_preview(camera_id)
        if image is not None:
            self.ages.append((self._context.clock.monotonic() - image.captured_mono) * 1000)


def _overrides(context: AppContext, recorder: _Recorder) -> dict[str, float | int | None]:
    """Open by hand again and again; request to relay answer."""
    since = len(recorder.results)
    gates = list(context.gate_inboxes)
    for number in range(OVERRIDES):
        intent = OpenRequested(
            gate_id=gates[number % len(gates)],
            source=CommandSource.BAR,
            held_ms=3000,
            actor="bench",
        )
        context.site.submit(intent)
        spin(0.3)
    return summary(recorder.latencies(by_person=True, since=since))


def _frozen(context: AppContext, recorder: _Recorder) -> dict[str, float | int | None]:
    """Block the GUI thread for 3 s while plates are let in by rule."""
    spin(2.5)
    since = len(recorder.results)
    gate_id = next(iter(context.gate_inboxes))

    def arrive() -> None:
        time.sleep(FREEZE_S / 2)
        record = lawful(context, gate_id)
        context.gate_inboxes[gate_id].put(rule_opening(record, partner_clear=True))

    thread = threading.Thread(target=arrive)
    thread.start()
    time.sleep(FREEZE_S)  # this is the GUI thread: it is frozen now
    thread.join()
    spin(1.0)
    return summary(recorder.latencies(by_person=False, since=since))


def _burn(stop: threading.Event) -> None:
    """Keep the interpreter busy, as runaway Python code in a worker would."""
    while not stop.is_set():
        for _ in _numbers():
            pass


def _numbers() -> Iterator[int]:
    yield from range(20_000)


def _memory() -> dict[str, float]:
    """Resident and largest resident memory of this process, MiB (Linux)."""
    values = {"resident": 0.0, "peak": 0.0}
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        for key, field in (("resident", "VmRSS:"), ("peak", "VmHWM:")):
            if line.startswith(field):
                values[key] = round(int(line.split()[1]) / 1024, 1)
    return values
