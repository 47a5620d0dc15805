# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who is inside, on a whole site: from the camera to the screen's view, and back by a guard."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from alpr_kiosk.domain.events import CommandSource, Priority
from alpr_kiosk.domain.intents import IntentAnswer, OpenRequested, new_id
from alpr_kiosk.domain.lists import ListKind
from alpr_kiosk.domain.visit_intents import MarkedLeft, PassageCorrected, QuickPassMade
from alpr_kiosk.runtime.storage import OVERSTAYS_EVERY_S
from tests.runtime.full_site import FullSite


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: Any) -> Iterator[FullSite]:
    made = FullSite(tmp_path, monkeypatch, qtbot).on_duty("07").start()
    yield made
    made.close()


def _inside(site: FullSite) -> list[str]:
    return [stay.text for stay in site.site.inside().stays()]


def _told_inside(site: FullSite) -> list[str]:
    told = site.heard("inside_changed")
    return [stay.text for stay in told[-1].stays()] if told else []


def _uses(site: FullSite) -> list[int | None]:
    return [one.uses_left for one in site.site.entries() if one.kind is ListKind.VISITOR]


def test_a_car_that_was_let_in_is_inside_until_a_guard_says_otherwise(site: FullSite) -> None:
    site.car("AB123CD")
    # The screen asks for it at any time, and is told by a signal a moment later.
    site.until(lambda: _inside(site) == ["AB123CD"])
    site.until(lambda: _told_inside(site) == ["AB123CD"])
    (stay,) = site.site.inside().stays()
    assert stay.entry_id is not None
    assert site.submit(MarkedLeft(stay_id=stay.stay_id)).code == "visit.signed_out"
    assert site.submit(MarkedLeft(stay_id=stay.stay_id, actor="07")).ok
    site.until(lambda: _inside(site) == [])
    again = site.submit(MarkedLeft(stay_id=stay.stay_id, actor="07"))
    assert (again.ok, again.code) == (False, "stay.not_inside")
    assert ("db.gone", True) not in site.alerts, "a row that does not fit is no broken disk"


def test_a_corrected_plate_shows_on_the_list_of_those_inside(site: FullSite) -> None:
    site.car("AB123CD")
    site.until(lambda: _inside(site) == ["AB123CD"])
    (row,) = site.context.store.records.recent_passages()
    pulses = site.pulses
    assert site.submit(PassageCorrected(passage_id=row.passage_id, plate="XY99ZZ", actor="07")).ok
    site.until(lambda: _inside(site) == ["XY99ZZ"])
    assert site.pulses == pulses, "a correction opens nothing"


def test_a_quick_pass_lets_a_visitor_in_once_and_tells_when_it_stays(site: FullSite) -> None:
    answer: IntentAnswer = site.submit(
        QuickPassMade(plate="KL58MNO", lasts=timedelta(hours=1), host="Flat 4", actor="07")
    )
    assert (answer.ok, answer.code) == (True, "pass.saved")
    site.car("KL58MNO")
    site.until(lambda: _inside(site) == ["KL58MNO"])
    site.until(lambda: _uses(site) == [0])
    assert site.pulses == 1
    site.clock.advance(3600 + OVERSTAYS_EVERY_S)
    site.until(lambda: ("visitor.overstay", True) in site.alerts)
    alert = site.alerts["visitor.overstay", True]
    assert alert.priority is Priority.LOW
    assert dict(alert.context)["who"] == "Flat 4"
    (stay,) = site.site.inside().stays()
    assert site.submit(MarkedLeft(stay_id=stay.stay_id, actor="07")).ok
    site.until(lambda: ("visitor.overstay", False) in site.alerts)


# -------------------------------------------------------------------- a pass and its own hold


def _asked(site: FullSite) -> None:
    """A stranger stands at the gate and is asked about."""
    site.car("KL58MNO")
    site.until(
        lambda: bool(site.heard("ask_changed")) and site.heard("ask_changed")[-1] is not None
    )


def _pass_kept(site: FullSite, uses: int = 2) -> OpenRequested:
    """A pass is made; returns the hold that the screen asks for then."""
    told = len(site.heard("lists_changed"))
    made = QuickPassMade(plate="KL58MNO", lasts=timedelta(hours=1), uses=uses, actor="07")
    answer = site.submit(made)
    assert answer.code == "pass.saved"
    site.until(lambda: len(site.heard("lists_changed")) > told)
    return OpenRequested(
        gate_id="gate",
        source=CommandSource.PASS,
        actor="07",
        plate="KL58MNO",
        held_ms=600,
        entry_id=str(dict(answer.context)["entry_id"]),
    )


def _journal(site: FullSite) -> list[tuple[str, str, str]]:
    """Source, who, and end of each command, in the order of the record."""
    sql = (
        "select i.source, i.actor, r.outcome from gate_intent i"
        " join gate_result r using (intent_id) order by i.audit_seq"
    )
    with closing(sqlite3.connect(site.folder / "alpr.sqlite3")) as record:
        return [tuple(row) for row in record.execute(sql)]


def _taken(site: FullSite) -> int:
    """Commands that took a use."""
    with closing(sqlite3.connect(site.folder / "alpr.sqlite3")) as record:
        (count,) = record.execute("select count(entry_id) from gate_intent").fetchone()
    return int(count)


def test_the_reader_sees_a_pass_before_the_hold_and_the_hold_has_its_row(site: FullSite) -> None:
    """Rules 18: an opening by rule and an override within the lock-out: one pulse, both audited."""
    _asked(site)
    hold = _pass_kept(site)
    stands = site.script[site.number]
    site.push({site.number + 1 + step: stands for step in range(3)})
    site.until(lambda: len(site.heard("gate_result")) == 1)
    assert site.submit(hold).ok, "the guard's hold is done: the gate opens"
    assert site.pulses == 1
    assert _journal(site) == [("rule", "system", "ok"), ("pass", "07", "coalesced")]
    site.until(lambda: _uses(site) == [1])
    assert _taken(site) == 1, "one car, one use"


def test_the_hold_comes_before_the_reader_and_the_rule_adds_no_pulse(site: FullSite) -> None:
    _asked(site)
    hold = _pass_kept(site)
    assert site.submit(hold).ok
    stands = site.script[site.number]
    site.push({site.number + 1 + step: stands for step in range(3)})
    assert site.pulses == 1
    assert _journal(site)[0] == ("pass", "07", "ok")
    assert {row[2] for row in _journal(site)[1:]} <= {"coalesced", "refused"}
    site.until(lambda: _uses(site) == [1])
    assert _taken(site) == 1, "one car, one use"


def test_the_hold_takes_the_only_use_of_a_pass_and_another_hold_opens_all_the_same(
    site: FullSite,
) -> None:
    _asked(site)
    hold = _pass_kept(site, uses=1)
    assert site.submit(hold).ok
    site.until(lambda: _uses(site) == [0])
    asked = len(site.heard("ask_changed"))
    stands = site.script[site.number]
    site.push({site.number + 1 + step: stands for step in range(3)})
    assert all(ask is None for ask in site.heard("ask_changed")[asked:]), "it is being let in"
    site.clock.advance(60.0)
    assert site.submit(replace(hold, intent_id=new_id())).ok
    assert site.pulses == 2
    assert _uses(site) == [0]
    assert _taken(site) == 1
