# SPDX-License-Identifier: AGPL-3.0-or-later
"""The result sheet of a commissioning: what was checked and tested, for the file and for paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone

from alpr_kiosk.domain.commissioning import Commissioning, Recommendation, recommend, still_open
from alpr_kiosk.domain.commissioning_walk import PulseWalk, SecondPulse, Step, StepState
from alpr_kiosk.domain.commissioning_words import words
from alpr_kiosk.domain.relay_check import Finding
from alpr_kiosk.domain.relay_check_words import CHECK_TEXTS, finding_words

VERSION = 1
"""Of the file's form."""
AUDIT_KIND = "gate.commissioned"
"""Of the audit row that holds the file's hash, also where something is still open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultSheet:
    """One commissioning of one gate; nothing in it is a secret.

    Attributes:
        site: Name of the site.
        gate_id: The gate.
        gate_name: Its name on the screen.
        driver: Kind of its relay.
        address: Address or port of the relay, and its output.
        at: Aware UTC.
        actor: Who commissioned it, "" when not signed in.
        state: What was seen.
        wired: Names of the inputs in the site file.
    """

    site: str
    gate_id: str
    gate_name: str
    driver: str
    address: str
    at: datetime
    actor: str
    state: Commissioning
    wired: tuple[str, ...] = ()

    @property
    def firmware(self) -> str:
        """Firmware of the device, "" when it was not told."""
        for finding in self.state.findings:
            values = dict(finding.values)
            if finding.code == "modbus.firmware":
                return values.get("value", "")
            if finding.code == "shelly.answers" and "version" in values:
                return values["version"]
        return ""

    @property
    def left(self) -> tuple[str, ...]:
        """Codes of what is still open."""
        return still_open(self.state, self.wired)

    @property
    def recommended(self) -> Recommendation:
        """What the site file should say."""
        return recommend(self.state)

    def audit_body(self, name: str, sha256: str) -> dict[str, object]:
        """Return the audit row's body of the sheet that was kept as `name`."""
        return {
            "gate_id": self.gate_id,
            "sheet": name,
            "sha256": sha256,
            "commissioned": self.state.commissioned,
            "good_pulses": self.state.good_pulses,
        }

    def to_dict(self) -> dict[str, object]:
        """Return it for JSON, with the text that a person signs."""
        state, advice = self.state, self.recommended
        return {
            "version": VERSION,
            "site": self.site,
            "gate": self.gate_id,
            "name": self.gate_name,
            "driver": self.driver,
            "address": self.address,
            "firmware": self.firmware,
            "at": self.at.astimezone(timezone.utc).isoformat(timespec="seconds"),
            "actor": self.actor,
            "commissioned": state.commissioned,
            "good_pulses": state.good_pulses,
            "findings": [_finding(one) for one in state.findings],
            "pulses": [_pulse(walk) for walk in state.pulses],
            "second_pulse": {
                "answer": None if state.second_pulse is None else state.second_pulse.value,
                "person": None if state.said is None else state.said.value,
                "contact": None if state.contact is None else state.contact.value,
                "tested": any(walk.second_mono is not None for walk in state.pulses),
            },
            "inputs": {"wired": list(self.wired), "changed": list(state.changed_inputs)},
            "recommended": {
                "input_kind": advice.input_kind,
                "lockout_s": advice.lockout_s,
                "travel_s": advice.travel_s,
            },
            "still_open": list(self.left),
            "text": self.text(),
        }

    def text(self) -> str:
        """Return it as plain text, with a line for two signatures."""
        state = self.state
        good = [("good", str(state.good_pulses))]
        code = "commission.commissioned" if state.commissioned else "commission.not_commissioned"
        head = [
            f"RESULT SHEET   gate {self.gate_name} ({self.gate_id})",
            f"Site           {self.site}",
            f"Date           {self.at.astimezone(timezone.utc):%Y-%m-%d %H:%M} UTC",
            f"Relay          {self.driver}, {self.address}",
            f"Firmware       {self.firmware or 'not known'}",
            f"By             {self.actor or 'not signed in'}",
            "",
            words(code, good),
        ]
        lines = [*head, "", "Settings of the device"]
        lines += [finding_line(one) for one in state.findings] or ["  not checked"]
        lines += ["", "Test pulses"]
        for number, walk in enumerate(state.pulses, 1):
            lines += pulse_lines(number, walk)
        lines += [] if state.pulses else ["  none"]
        lines += ["", words("commission.question"), f"  {self._answer()}"]
        lines += ["", "Inputs", f"  {self._inputs()}"]
        lines += ["", "For the site file", f"  {advice_line(self.recommended)}"]
        left = [f"  - {words(one)}" for one in self.left]
        lines += ["", "Still open", *(left or ["  nothing"])]
        lines += ["", "", "Installer ______________________    For the site ______________________"]
        return "\n".join(lines) + "\n"

    def _answer(self) -> str:
        answer = self.state.second_pulse
        if answer is None:
            return "not answered"
        by = "told by the contact" if answer is not self.state.said else "told by the person there"
        return f"{answer_words(answer)} ({by})"

    def _inputs(self) -> str:
        if not self.wired:
            return "none are wired"
        changed = self.state.changed_inputs
        said = {True: "seen to change", False: "NOT seen to change"}
        return "; ".join(f"{name}: {said[name in changed]}" for name in self.wired)


def answer_words(answer: SecondPulse) -> str:
    """Return the words of an answer to the second-pulse question."""
    return words(f"commission.second.{answer.value}")


def finding_line(finding: Finding) -> str:
    """Return one line of the check."""
    level = CHECK_TEXTS[f"check.level.{finding.level.value}"]
    output = "" if finding.output == "open" else f"[{finding.output}] "
    return f"  {level:<9} {output}{finding_words(finding)}"


def pulse_lines(number: int, walk: PulseWalk) -> list[str]:
    """Return the lines of one test pulse."""
    second = "" if walk.second_mono is None else ", with a second pulse"
    spoilt = ", with another command in between" if walk.disturbed else ""
    verdict = words(f"commission.verdict.{walk.verdict.value}")
    lines = [f"  {number}  {verdict}{second}{spoilt}"]
    return lines + [f"     {line}" for line in step_lines(walk)]


def step_lines(walk: PulseWalk) -> list[str]:
    """Return a line for each step."""
    return [step_line(step) for step in walk.steps]


def step_line(step: Step) -> str:
    """Return what is known of a step."""
    after = [] if step.after_s is None else [("seconds", f"{step.after_s:.2f}")]
    state = words(f"commission.state.{step.state.value}", after)
    why = f": {words(step.code)}" if step.code else ""
    return f"{words(f'commission.{step.name.value}'):<24}{state}{why}"


def advice_line(advice: Recommendation) -> str:
    """Return what the site file should say, as it is written there."""
    parts = [
        f'input_kind = "{advice.input_kind}"' if advice.input_kind else "",
        f"lockout_s = {advice.lockout_s:g}" if advice.lockout_s is not None else "",
        f"travel_s = {advice.travel_s:g}" if advice.travel_s is not None else "",
    ]
    return ", ".join(part for part in parts if part) or "nothing is known yet"


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "output": finding.output,
        "code": finding.code,
        "level": finding.level.value,
        "values": dict(finding.values),
        "text": finding_words(finding),
    }


def _pulse(walk: PulseWalk) -> dict[str, object]:
    return {
        "command": walk.command_id,
        "verdict": walk.verdict.value,
        "second_after_s": None
        if walk.second_mono is None
        else round(walk.second_mono - walk.asked_mono, 2),
        "opened": walk.opened,
        "disturbed": walk.disturbed,
        "steps": [
            {
                "name": step.name.value,
                "state": step.state.value,
                "code": step.code,
                "after_s": round(step.after_s, 2)
                if step.state is StepState.OK and step.after_s is not None
                else None,
            }
            for step in walk.steps
        ],
    }
