# SPDX-License-Identifier: AGPL-3.0-or-later
"""A full disk is told by a banner, not by traces; a car of unknown direction by what it is."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import timezone
from pathlib import Path

import pytest

from alpr_kiosk.domain.events import (
    Action,
    Decision,
    Direction,
    GateIntent,
    GateResult,
    Outcome,
    Reason,
)
from alpr_kiosk.domain.lists import ListEntry, ListKind, ListSnapshot
from alpr_kiosk.domain.policy import GateSituation, LanePolicy, decide
from alpr_kiosk.errors import StorageError
from alpr_kiosk.gate.record import GateRecord
from alpr_kiosk.logging_setup import LogSession
from tests.fakes.clock import ManualClock
from tests.fakes.plates import MONO, NOON, entry, passage
from tests.runtime.full_site import FullSite


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_leaves_no_traces_on_the_terminal(capfd) -> None:
    log = LogSession(path=Path("/dev/full"), quiet=True)
    logging.getLogger("alpr_kiosk.test").warning("a line that is lost")
    log.close()
    assert capfd.readouterr().err == ""


@pytest.fixture
def site(tmp_path, monkeypatch, qtbot) -> Iterator[FullSite]:
    made = FullSite(tmp_path, monkeypatch, qtbot)
    yield made
    made.close()


def test_pictures_that_cannot_be_kept_raise_a_banner_until_they_can(site: FullSite) -> None:
    site.site._record.on_evidence_kept(False)
    site.site._publish_health()
    assert "disk.full" in site.heard("health_changed")[-1].degraded
    site.site._record.on_evidence_kept(True)
    told = [(a.code, a.active) for a in site.heard("alert_changed")]
    assert told == [("disk.full", True), ("disk.full", False)]


def _said(*texts: str, waited: float, known: tuple[ListEntry, ...]) -> Decision:
    now = MONO + waited
    return decide(
        passage=passage(*texts, direction=Direction.UNKNOWN, newest_read_mono=now),
        snapshot=ListSnapshot.of(known),
        lane=LanePolicy(lane_id="lane", gate_id="gate"),
        gate=GateSituation(),
        now_utc=NOON,
        now_mono=now,
        tz=timezone.utc,
    )


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        ((entry("AB123CD"),), Reason.ASK_DIRECTION),
        ((), Reason.ASK_UNKNOWN_WAITING),
        ((entry("AB123CE"),), Reason.ASK_NEAR_MATCH),
    ],
)
def test_a_car_of_unknown_direction_is_asked_about_for_what_it_is(
    known: tuple[ListEntry, ...], reason: Reason
) -> None:
    texts = ("AB123CD",) * 3
    assert _said(*texts, waited=0.5, known=known).reason is Reason.IGNORED_DIRECTION
    later = _said(*texts, waited=5.0, known=known)
    assert (later.action, later.reason) == (Action.ASK, reason)


def test_a_banned_car_of_unknown_direction_is_refused_at_once() -> None:
    said = _said("AB123CD", "AB123CD", waited=0.1, known=(entry("AB123CD", ListKind.DENY),))
    assert (said.action, said.alarm) == (Action.REFUSE, True)


class _SlowJournal:
    """A disk that takes longer than a result may hold the gate's thread up."""

    def __init__(self) -> None:
        self.slow = True
        self.results: list[GateResult] = []

    def record_intent(self, intent: GateIntent, *, timeout_ms: int = 2000) -> None:
        del intent, timeout_ms

    def record_result(self, result: GateResult, *, timeout_ms: int = 2000) -> None:
        if self.slow:
            raise StorageError("journal.unwritable", why=f"not within {timeout_ms} ms")
        self.results.append(result)

    def unfinished_intents(self) -> Sequence[GateIntent]:
        return ()


def test_one_slow_flush_of_a_result_raises_no_alarm_and_a_long_one_does() -> None:
    clock, journal, alarms = ManualClock(), _SlowJournal(), list[tuple[str, bool]]()
    record = GateRecord(
        journal=journal, clock=clock, alert=lambda code, on, _priority: alarms.append((code, on))
    )
    result = GateResult(
        intent_id="i1",
        gate_id="gate",
        outcome=Outcome.OK,
        code="",
        finished_at=clock.utc_now(),
        latency_ms=1.0,
    )
    record.result(result)
    record.flush()
    assert alarms == []
    for _ in range(4):
        clock.advance(1.0)
        record.flush()
    assert alarms == [("journal.unwritable", True)]
    journal.slow = False
    clock.advance(1.0)
    record.flush()
    record.settle()
    assert journal.results == [result]
    assert alarms[-1] == ("journal.unwritable", False)
