# SPDX-License-Identifier: AGPL-3.0-or-later
"""Commissioning: what is good, what is not known, and what is refused."""

from __future__ import annotations

import re
import string
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.commissioning import (
    CONFIRMED_S,
    GOOD_PULSES,
    Commissioning,
    GateNow,
    PersonSaid,
    person_said,
    recommend,
    refusal,
    still_open,
    with_newest,
    with_pulse,
)
from alpr_kiosk.domain.commissioning_walk import (
    PulseWalk,
    SecondPulse,
    StepName,
    StepState,
    Verdict,
    WalkSettings,
    begin,
    ended,
    pass_time,
    read,
    second_sent,
    told_by_contact,
)
from alpr_kiosk.domain.commissioning_words import COMMISSIONING_TEXTS, words
from alpr_kiosk.domain.events import Outcome
from alpr_kiosk.domain.relay_check import Finding, Level
from alpr_kiosk.domain.relay_check_words import CHECK_TEXTS

NOW = 1000.0
FULL = WalkSettings(
    pulse_s=0.5, travel_s=8.0, closed_within_s=128.0, can_read_back=True, position_contact=True
)
BLIND = replace(FULL, can_read_back=False, position_contact=False)
NO_CONTACT = replace(FULL, position_contact=False)


def sent(what: WalkSettings = FULL, *, position: bool | None = False) -> PulseWalk:
    walk = begin(what, command_id="c", position=position, now=NOW)
    return ended(walk, Outcome.OK, "", NOW + 0.02)


def codes(walk: PulseWalk) -> dict[str, str]:
    return {step.name.value: step.code or step.state.value for step in walk.steps}


def good(what: WalkSettings = FULL, *, closed_after: float = 20.0) -> PulseWalk:
    walk = sent(what)
    walk = read(walk, output_on=True, position=False, now=NOW + 0.1)
    walk = read(walk, output_on=False, position=False, now=NOW + 0.6)
    walk = read(walk, output_on=False, position=True, now=NOW + 1.9)
    walk = read(walk, output_on=False, position=False, now=NOW + closed_after)
    return pass_time(walk, NOW + closed_after)


def state_of(*walks: PulseWalk, what: WalkSettings = FULL) -> Commissioning:
    return replace(Commissioning(gate_id="g", what=what), pulses=walks)


def test_a_good_pulse_and_its_times() -> None:
    walk = good()
    assert walk.verdict is Verdict.GOOD
    assert {step.name.value: round(step.after_s or 0.0, 2) for step in walk.steps} == {
        "sent": 0.02,
        "relay_on": 0.1,
        "relay_off": 0.6,
        "moved": 1.9,
        "closed_again": 20.0,
    }


@pytest.mark.parametrize(
    ("outcome", "code", "shown", "verdict"),
    [
        (Outcome.FAILED, "relay.unreachable", "relay.unreachable", Verdict.BAD),
        (Outcome.REFUSED, "override.needs_long_hold", "override.needs_long_hold", Verdict.BAD),
        (Outcome.COALESCED, "", "commission.joined", Verdict.BAD),
    ],
)
def test_what_was_not_sent_is_over(
    outcome: Outcome, code: str, shown: str, verdict: Verdict
) -> None:
    walk = ended(begin(FULL, command_id="c", position=False, now=NOW), outcome, code, NOW)
    assert (walk.step(StepName.SENT).code, walk.verdict, walk.over) == (shown, verdict, True)
    # A gate that moves now moves for another reason.
    assert read(walk, output_on=True, position=True, now=NOW + 1) == walk


def test_an_unclear_end_is_never_good() -> None:
    walk = begin(FULL, command_id="c", position=False, now=NOW)
    walk = ended(walk, Outcome.UNKNOWN, "relay.ambiguous", NOW + 1)
    for at, on, position in ((1.1, True, False), (1.6, False, True), (20.0, False, False)):
        walk = read(walk, output_on=on, position=position, now=NOW + at)
    assert walk.over
    assert walk.verdict is Verdict.NOT_KNOWN
    assert replace(walk, opened=True).verdict is Verdict.NOT_KNOWN


@pytest.mark.parametrize(
    ("readings", "step", "code"),
    [
        ([(0.2, False, False)], StepName.RELAY_ON, "commission.relay_stayed_off"),
        ([(0.1, True, False), (0.2, False, False)], StepName.RELAY_OFF, "commission.off_early"),
        ([(0.1, True, False), (1.6, True, False)], StepName.RELAY_OFF, "commission.relay_stays_on"),
        ([(3.1, False, False)], StepName.MOVED, "commission.no_movement"),
    ],
)
def test_a_failed_step(readings: list[tuple[float, bool, bool]], step: StepName, code: str) -> None:
    walk = sent()
    for at, on, position in readings:
        walk = read(walk, output_on=on, position=position, now=NOW + at)
    assert (walk.step(step).state, walk.step(step).code) == (StepState.FAILED, code)
    assert walk.verdict is Verdict.BAD


def test_a_reading_that_came_too_late_is_not_known_and_not_bad() -> None:
    walk = read(sent(), output_on=False, position=True, now=NOW + 1.0)
    assert walk.step(StepName.RELAY_ON).state is StepState.NOT_KNOWN
    assert walk.is_ok(StepName.RELAY_OFF)
    walk = read(walk, output_on=False, position=False, now=NOW + 20)
    # The contact moved, and that is what a pulse is for.
    assert walk.verdict is Verdict.GOOD
    alone = read(sent(NO_CONTACT), output_on=False, position=None, now=NOW + 1.0)
    assert alone.over
    assert alone.verdict is Verdict.NOT_KNOWN


def test_without_a_contact_the_relay_is_asked_and_without_both_the_person() -> None:
    walk = read(sent(NO_CONTACT), output_on=True, position=None, now=NOW + 0.1)
    walk = read(walk, output_on=False, position=None, now=NOW + 0.6)
    assert walk.verdict is Verdict.GOOD
    assert replace(walk, opened=False).verdict is Verdict.BAD
    blind = sent(BLIND)
    assert codes(blind) == {
        "sent": "ok",
        "relay_on": "commission.no_read_back",
        "relay_off": "commission.no_read_back",
        "moved": "commission.no_contact",
        "closed_again": "commission.no_contact",
    }
    assert blind.verdict is Verdict.NOT_KNOWN
    assert replace(blind, opened=True).verdict is Verdict.GOOD


def test_a_contact_that_cannot_be_read_is_not_good_by_the_relay_alone() -> None:
    walk = read(sent(), output_on=True, position=None, now=NOW + 0.1)
    walk = pass_time(read(walk, output_on=False, position=None, now=NOW + 0.6), NOW + 5.1)
    assert codes(walk)["moved"] == "commission.contact_not_read"
    assert walk.verdict is Verdict.NOT_KNOWN


def test_a_gate_that_stays_open_is_given_up() -> None:
    walk = read(sent(), output_on=True, position=False, now=NOW + 0.1)
    walk = read(walk, output_on=False, position=True, now=NOW + 1.0)
    assert pass_time(walk, NOW + 100).verdict is Verdict.RUNNING
    walk = pass_time(walk, NOW + 129)
    assert codes(walk)["closed_again"] == "commission.still_open"
    assert walk.verdict is Verdict.GOOD


def test_a_contact_that_bounces_is_not_a_gate_that_closed() -> None:
    walk = read(sent(), output_on=True, position=False, now=NOW + 0.1)
    walk = read(walk, output_on=False, position=True, now=NOW + 1.0)
    walk = read(walk, output_on=False, position=False, now=NOW + 1.5)
    assert walk.closed_mono is None
    walk = read(walk, output_on=False, position=False, now=NOW + 2.1)
    assert walk.closed_mono == pytest.approx(NOW + 2.1)


def test_a_gate_that_was_not_known_to_be_closed_shows_nothing_by_its_contact() -> None:
    walk = read(sent(position=None), output_on=True, position=True, now=NOW + 0.1)
    assert codes(walk)["moved"] == "commission.not_closed_before"


# ---------------------------------------------------------------------------- the second pulse


def second(at: float = 3.0) -> PulseWalk:
    walk = read(sent(), output_on=True, position=False, now=NOW + 0.1)
    walk = read(walk, output_on=False, position=True, now=NOW + 1.0)
    return second_sent(walk, NOW + at)


@pytest.mark.parametrize(
    ("closed_after", "usual", "told"),
    [
        (5.0, 20.0, SecondPulse.TURNS_BACK),
        (5.0, None, SecondPulse.TURNS_BACK),
        (10.9, 20.0, SecondPulse.TURNS_BACK),
        (11.1, 20.0, None),  # more than the travel after the second pulse
        (20.0, 20.0, None),  # as always: only a person can say that it did nothing
        (9.0, 10.0, None),  # a short gate that is set up with a long travel
    ],
)
def test_closed_again_within_less_than_its_travel_turned_back(
    closed_after: float, usual: float | None, told: SecondPulse | None
) -> None:
    walk = read(second(), output_on=False, position=False, now=NOW + closed_after)
    assert told_by_contact(walk, usual, NOW + closed_after) is told


def test_still_open_long_after_its_time_stopped() -> None:
    assert told_by_contact(second(), 20.0, NOW + 25) is None
    assert told_by_contact(second(), 20.0, NOW + 33) is SecondPulse.STOPS
    assert told_by_contact(second(), None, NOW + 1000) is None
    assert told_by_contact(good(), 20.0, NOW + 1000) is None


def test_the_contact_goes_before_a_milder_word() -> None:
    state = with_pulse(state_of(good(), good(), good()), second())
    walk = read(state.pulses[-1], output_on=False, position=False, now=NOW + 5)
    state = with_newest(state, walk, NOW + 5)
    assert state.second_pulse is SecondPulse.TURNS_BACK
    state = person_said(state, PersonSaid(second_pulse=SecondPulse.NOTHING), NOW + 6)
    assert state.second_pulse is SecondPulse.TURNS_BACK
    assert "commission.left.contradiction" in still_open(state)
    state = person_said(state, PersonSaid(second_pulse=SecondPulse.STOPS), NOW + 6)
    assert state.second_pulse is SecondPulse.STOPS
    assert state.commissioned
    assert recommend(state).input_kind == "step"


@pytest.mark.parametrize("answer", SecondPulse)
def test_only_nothing_is_an_open_input(answer: SecondPulse) -> None:
    state = person_said(state_of(good()), PersonSaid(second_pulse=answer), NOW)
    assert recommend(state).input_kind == ("open" if answer is SecondPulse.NOTHING else "step")


def test_what_was_measured_is_recommended() -> None:
    state = state_of(good(closed_after=20.3), good(closed_after=22.0))
    assert (recommend(state).travel_s, recommend(state).lockout_s) == (10.5, None)
    state = person_said(state, PersonSaid(second_pulse=SecondPulse.NOTHING), NOW)
    assert recommend(state).lockout_s == 2.5  # moved after 1.9 s, and a pulse of 0.5 s
    assert recommend(state_of()).travel_s is None
    # A pulse with a second one in it says nothing of the usual time.
    assert recommend(state_of(second())).travel_s is None


# ----------------------------------------------------------------------------------- the whole


def test_three_in_a_row_and_an_answer() -> None:
    bad = ended(
        begin(FULL, command_id="b", position=False, now=NOW), Outcome.FAILED, "relay.auth", NOW
    )
    assert state_of(good(), good(), bad, good(), good()).good_pulses == 2
    state = state_of(good(), good(), second(), good())
    assert state.good_pulses == GOOD_PULSES
    assert not state.commissioned
    assert still_open(state, ("position", "loop")) == (
        "commission.left.second_pulse",
        "commission.left.check",
        "commission.left.inputs",
    )
    state = person_said(state, PersonSaid(second_pulse=SecondPulse.UNKNOWN), NOW)
    state = replace(
        state,
        findings=(Finding(code="x", level=Level.BAD), Finding(code="y", level=Level.UNKNOWN)),
        levels=frozenset({("position", True), ("position", False), ("loop", True)}),
    )
    assert state.commissioned
    assert state.changed_inputs == ("position",)
    assert still_open(state, ("position",)) == (
        "commission.left.bad_settings",
        "commission.left.unknown_settings",
    )


@pytest.mark.parametrize(
    ("gate", "code"),
    [
        (GateNow(), ""),
        (GateNow(lockdown=True), "commission.lockdown"),
        (GateNow(held_open=True), "commission.held_open"),
        (GateNow(reachable=False), "commission.relay_gone"),
        (GateNow(fault=True), "commission.in_doubt"),
        (GateNow(partner_open=True), "commission.partner_open"),
        (GateNow(position=True), "commission.open"),
        (GateNow(moving=True), "commission.moving"),
    ],
)
def test_what_a_test_pulse_is_refused_for(gate: GateNow, code: str) -> None:
    state = state_of(good())
    late = NOW + 60
    assert refusal(state, gate, confirmed_mono=late, second=False, now=late) == code
    for at in (None, late - CONFIRMED_S - 0.1, late + 1):
        told = refusal(state, gate, confirmed_mono=at, second=False, now=late)
        assert told == "commission.not_confirmed"
    held_back = ("commission.open", "commission.moving", "")
    moving = with_pulse(state, read(sent(), output_on=True, position=True, now=NOW + 1))
    told = refusal(moving, gate, confirmed_mono=NOW + 2, second=True, now=NOW + 2)
    assert told == ("" if code in held_back else code)


def test_a_second_pulse_needs_a_gate_that_moves() -> None:
    def told(state: Commissioning, at: float) -> str:
        now = NOW + at
        return refusal(state, GateNow(), confirmed_mono=now, second=True, now=now)

    assert told(state_of(), 1) == "commission.no_first"
    assert told(state_of(sent()), 1) == "commission.not_moving"  # the contact has not moved yet
    assert told(state_of(sent(NO_CONTACT)), 1) == ""
    assert told(state_of(sent(NO_CONTACT)), 9) == "commission.not_moving"
    assert told(state_of(good()), 21) == "commission.not_moving"
    assert told(state_of(second()), 4) == "commission.no_first"  # one is enough


def test_a_pulse_waits_for_the_one_before() -> None:
    def told(state: Commissioning, at: float) -> str:
        now = NOW + at
        return refusal(state, GateNow(), confirmed_mono=now, second=False, now=now)

    assert told(state_of(sent()), 1) == "commission.running"
    # Without a contact it may move for as long as the site file says.
    done = read(sent(NO_CONTACT), output_on=True, position=None, now=NOW + 0.1)
    done = read(done, output_on=False, position=None, now=NOW + 0.6)
    assert told(state_of(done), 7.9) == "commission.moving"
    assert told(state_of(done), 8.1) == ""


# --------------------------------------------------------------------------------- properties

WHAT = st.builds(
    WalkSettings,
    pulse_s=st.floats(0.1, 10),
    travel_s=st.floats(1, 120),
    closed_within_s=st.floats(11, 300),
    can_read_back=st.booleans(),
    position_contact=st.booleans(),
)
LEVEL = st.sampled_from([True, False, None])
EVENT = st.one_of(
    st.tuples(st.just("read"), LEVEL, LEVEL),
    st.tuples(st.just("end"), st.sampled_from(Outcome), st.just("relay.refused")),
    st.tuples(st.just("time"), st.none(), st.none()),
    st.tuples(st.just("second"), st.none(), st.none()),
    st.tuples(st.just("said"), LEVEL, st.none()),
    st.tuples(st.just("other"), st.none(), st.none()),
)


@given(what=WHAT, position=LEVEL, story=st.lists(st.tuples(st.floats(0, 20), EVENT), max_size=25))
def test_never_good_without_evidence(what, position, story) -> None:
    """Whatever happens in whatever order: it is answered, and nothing unseen counts as seen."""
    now = NOW
    walk = begin(what, command_id="c", position=position, now=now)
    ends: list[Outcome] = []
    seen_on = seen_off = seen_open = False
    was_ended = False
    for wait, (kind, first, last) in story:
        now += wait
        match kind:
            case "read":
                walk = read(walk, output_on=first, position=last, now=now)
                if was_ended:
                    seen_on = seen_on or first is True
                    seen_off = seen_off or first is False
                    seen_open = seen_open or last is True
            case "end":
                ends.append(first)
                walk = ended(walk, first, last, now)
                was_ended = True
            case "time":
                walk = pass_time(walk, now)
            case "second":
                walk = second_sent(walk, now)
            case "said":
                walk = replace(walk, opened=first)
            case "other":
                walk = replace(walk, disturbed=True)
        state = state_of(walk, what=what)
        assert told_by_contact(walk, None, now) is not SecondPulse.NOTHING
        assert not state.commissioned
        for step in walk.steps:
            assert (step.after_s is not None) is (step.state is StepState.OK)
            assert bool(step.code) is (step.state in (StepState.FAILED, StepState.NOT_KNOWN))
        if walk.is_ok(StepName.RELAY_ON):
            assert seen_on
        if walk.is_ok(StepName.RELAY_OFF):
            assert seen_off
        if walk.is_ok(StepName.MOVED):
            assert seen_open
            assert position is False
        if walk.verdict is Verdict.GOOD:
            assert ends[0] is Outcome.OK
            assert not walk.disturbed
            assert walk.opened is not False
            by_relay = seen_on and seen_off and what.can_read_back and not what.position_contact
            by_contact = seen_open and what.position_contact
            assert by_relay or by_contact or walk.opened


@given(
    gate=st.builds(
        GateNow,
        lockdown=st.booleans(),
        held_open=st.booleans(),
        fault=st.booleans(),
        partner_open=st.booleans(),
        reachable=st.booleans(),
        moving=st.booleans(),
        position=LEVEL,
    ),
    confirmed=st.one_of(st.none(), st.floats(NOW - 100, NOW + 100)),
    second_pulse=st.booleans(),
    now=st.floats(NOW, NOW + 200),
    walk=st.sampled_from([None, sent(), sent(NO_CONTACT), sent(BLIND), good(), second()]),
)
def test_a_pulse_is_allowed_only_where_all_is_well(
    gate, confirmed, second_pulse, now, walk
) -> None:
    state = state_of(*([walk] if walk else []))
    if refusal(state, gate, confirmed_mono=confirmed, second=second_pulse, now=now):
        return
    assert confirmed is not None
    assert 0 <= now - confirmed <= CONFIRMED_S
    assert gate.reachable
    assert not any((gate.lockdown, gate.held_open, gate.fault, gate.partner_open))
    if second_pulse:
        assert walk is not None
        assert walk.second_mono is None
        assert now < walk.moves_until
    else:
        assert not gate.moving
        assert gate.position is not True
        assert walk is None or walk.over


# -------------------------------------------------------------------------------------- words


def test_every_step_verdict_and_answer_has_a_word() -> None:
    for prefix, names in (
        ("commission", StepName),
        ("commission.state", StepState),
        ("commission.verdict", Verdict),
        ("commission.second", SecondPulse),
    ):
        for name in names:
            assert COMMISSIONING_TEXTS[f"{prefix}.{name.value}"]
    assert words("relay.auth") == "the relay refuses the password"
    assert words("no.such") == "no.such"
    assert words("commission.state.ok", [("seconds", "0.5")]) == "after 0.5 s"
    assert words("commission.state.ok") == "after  s"


def test_every_code_of_the_walk_has_its_sentence() -> None:
    """T17 for what is worded in the domain."""
    root = Path(__file__).resolve().parents[3] / "alpr_kiosk"
    used: set[str] = set()
    for path in root.rglob("*.py"):
        if not path.name.endswith("_words.py"):
            found = re.findall(r'"(commission\.[a-z_.]+[a-z])"', path.read_text(encoding="utf-8"))
            used |= set(found)
    assert len(used) > 30
    assert used <= set(COMMISSIONING_TEXTS)


@pytest.mark.parametrize("texts", [COMMISSIONING_TEXTS, CHECK_TEXTS])
def test_texts_have_plain_placeholders(texts: dict[str, str]) -> None:
    for text in texts.values():
        for _literal, name, spec, conversion in string.Formatter().parse(text):
            assert name is None or name.isidentifier()
            assert not spec
            assert conversion is None
