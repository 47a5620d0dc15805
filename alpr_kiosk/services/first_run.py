# SPDX-License-Identifier: AGPL-3.0-or-later
"""The first run: its steps in the record, the first PINs, the risk, and the sheet at its end.

For the door's thread. Everything is audited; a plate stands nowhere.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from pathlib import Path

from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.first_run import (
    DRIVEN,
    MAY_WAIT,
    RISK,
    SETTING,
    STEPS,
    FirstRun,
    FirstUserSaved,
    LaneDrive,
    RiskAccepted,
    SetupStepDone,
    first_run_from,
)
from alpr_kiosk.domain.intents import Intent, IntentAnswer
from alpr_kiosk.domain.ports import Records
from alpr_kiosk.services.sessions import SessionService, pin_problem
from alpr_kiosk.services.setup_sheet import setup_pdf

WHO = "setup"
"""Who did what was done before anybody had a PIN, in the audit."""
LONGEST_NAME = 40


def nobody_yet(records: Records) -> bool:
    """Return whether nobody has ever had a PIN here, so that whoever stands there sets it up.

    Raises:
        StorageError: As any read.
    """
    return not records.user_rows()


def known_first_run(records: Records, *, cameras: int) -> FirstRun:
    """Return how far the first run of a site is.

    Raises:
        StorageError: As any read.
    """
    fresh = cameras == 0 and nobody_yet(records)
    return first_run_from(records.get_setting(SETTING), fresh=fresh)


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstRunService:
    """Blocking.

    Attributes:
        records: Setting, users, audit.
        sessions: Who may do what.
        config: The site.
        clock: Time.
        zone: Zone of the site.
        fonts: Folder of the program's own fonts.
        commissioned: Returns whether a gate has a result sheet that says so.
        keep_sheet: Keeps a sheet; returns its name in the data folder and its SHA-256.
    """

    records: Records
    sessions: SessionService
    config: AppConfig
    clock: Clock
    zone: tzinfo
    fonts: Path
    commissioned: Callable[[str], bool]
    keep_sheet: Callable[[str, bytes], tuple[str, str]]

    @property
    def state(self) -> FirstRun:
        """How far it is.

        Raises:
            StorageError: As any read.
        """
        return known_first_run(self.records, cameras=len(self.config.cameras))

    def handle(self, intent: Intent) -> IntentAnswer:
        """Do what is asked, or say why not.

        Raises:
            StorageError: It was not done.
        """
        match intent:
            case FirstUserSaved():
                return self._first_user(intent)
            case SetupStepDone(step=step) if step in STEPS:
                return self._step(intent)
            case RiskAccepted():
                return self._risk(intent)
        return _no(intent, "intent.unknown")

    def _actor(self, session: str) -> str | None:
        """Return who asks: whoever stands there, until somebody has a PIN."""
        if nobody_yet(self.records):
            return WHO
        return self.sessions.user_of(session, "supervisor", "installer")

    # -------------------------------------------------------------------------------- the steps

    def _step(self, intent: SetupStepDone) -> IntentAnswer:
        actor = self._actor(intent.session)
        if actor is None:
            return _no(intent, "pin.needed")
        step, state = intent.step, self.state
        if intent.later and step not in MAY_WAIT:
            return _no(intent, "setup.cant_wait")
        supervised = any(role == "supervisor" for _, role in self.records.users())
        if STEPS.index(step) >= STEPS.index("pin") and not supervised:
            return _no(intent, "setup.no_supervisor")
        new = state.after(step, later=intent.later)
        if step == "drive" and not intent.later:
            new = replace(new, drive=_without_plates(intent.drive))
            passed = bool(intent.drive) and all(lane.passed for lane in intent.drive)
            if not passed and not state.automatic:
                return _no(intent, "setup.not_driven")
            if passed and state.automatic in ("", RISK):
                new = replace(new, automatic=DRIVEN, actor="")
        if step == "sheet":
            driven = any(lane.cars for lane in intent.drive)
            return self._sheet(intent, actor, new, intent.drive if driven else state.drive)
        body: dict[str, object] = {"step": step, "later": intent.later}
        if step == "drive":
            body["lanes"] = [_counted(lane) for lane in intent.drive]
        self.records.append_audit("setup.step", actor, body)
        return self._keep(intent, new)

    def _risk(self, intent: RiskAccepted) -> IntentAnswer:
        actor = self.sessions.user_of(intent.session, "supervisor")
        if actor is None:
            return _no(intent, "pin.needed")
        state = self.state
        if state.automatic:
            return self._keep(intent, state)
        self.records.append_audit("setup.risk_accepted", actor, {"step": state.step})
        return self._keep(intent, replace(state, automatic=RISK, actor=actor), "setup.risk")

    def _keep(self, intent: Intent, state: FirstRun, code: str = "") -> IntentAnswer:
        self.records.set_setting(SETTING, state.kept())
        return _yes(intent, code, setup=state.kept())

    # -------------------------------------------------------------------------------- the sheet

    def _sheet(
        self, intent: Intent, actor: str, state: FirstRun, drive: Sequence[LaneDrive]
    ) -> IntentAnswer:
        now = self.clock.utc_now()
        gates = {gate.id: self.commissioned(gate.id) for gate in self.config.gates}
        pdf = setup_pdf(
            self.config,
            state=state,
            drive=drive,
            commissioned=gates,
            users=tuple(self.records.users()),
            at=now.astimezone(self.zone),
            actor=actor,
            fonts=self.fonts,
        )
        name, sha256 = self.keep_sheet(_name(now), pdf)
        body: dict[str, object] = {
            "sheet": name,
            "sha256": sha256,
            "later": list(state.later),
            "automatic": state.automatic,
            "lanes": [_counted(lane) for lane in drive],
        }
        self.records.append_audit("setup.sheet", actor, body)
        answer = self._keep(intent, replace(state, sheet=name), "setup.sheet_kept")
        return replace(answer, context=(*answer.context, ("sheet", name), ("sha256", sha256)))

    # -------------------------------------------------------------------------------- the PINs

    def _first_user(self, intent: FirstUserSaved) -> IntentAnswer:
        state = self.state
        roles = {role for _, role in self.records.users()}
        if state.walked:
            actor = None
        elif intent.role == "supervisor":
            actor = WHO if nobody_yet(self.records) else None
        elif intent.role == "installer" and "installer" not in roles:
            actor = self.sessions.user_of(intent.session, "supervisor")
            if actor is None:
                return _no(intent, "pin.needed")
        else:
            actor = None
        if actor is None:
            return _no(intent, "setup.users_exist")
        user = " ".join(intent.user.split())
        known = {row.name.casefold() for row in self.records.user_rows()}
        if not user:
            return _no(intent, "user.no_name")
        if len(user) > LONGEST_NAME or not user.isprintable():
            return _no(intent, "user.bad_name")
        if user.casefold() in known:
            return _no(intent, "user.exists", user=user)
        if problem := pin_problem(intent.pin):
            return _no(intent, problem)
        # From now on somebody has a PIN: what was not begun before would count as finished.
        self.records.set_setting(SETTING, state.kept())
        self.sessions.set_pin(user, intent.role, intent.pin, actor)
        token = self.sessions.open(user, intent.role)
        return _yes(intent, "user.saved", session=token, user=user, role=intent.role)


def _without_plates(drive: Sequence[LaneDrive]) -> tuple[LaneDrive, ...]:
    return tuple(
        replace(lane, cars=tuple(replace(car, plate="") for car in lane.cars)) for lane in drive
    )


def _counted(lane: LaneDrive) -> dict[str, object]:
    return {
        "lane_id": lane.lane_id,
        "direction": lane.direction.value,
        "cars": len(lane.cars),
        "read": lane.read,
        "passed": lane.passed,
    }


def _name(at: datetime) -> str:
    return f"setup-{at:%Y%m%dT%H%M%SZ}.pdf"


def _yes(intent: Intent, code: str = "", **context: str) -> IntentAnswer:
    return IntentAnswer(
        intent_id=intent.intent_id, ok=True, code=code, context=tuple(context.items())
    )


def _no(intent: Intent, code: str, **context: str) -> IntentAnswer:
    return IntentAnswer(
        intent_id=intent.intent_id, ok=False, code=code, context=tuple(context.items())
    )
