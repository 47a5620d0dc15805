# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who sits there, who has access, and who may say so (screens.md 3.2); for the door's thread."""

from __future__ import annotations

import contextlib

from alpr_kiosk.domain.first_run import FirstRunIntent, FirstUserSaved
from alpr_kiosk.domain.intents import Intent, IntentAnswer, PinSubmitted, SessionEnded
from alpr_kiosk.domain.people_intents import (
    PeopleIntent,
    SessionRenewed,
    UserSaved,
    UserStopped,
)
from alpr_kiosk.domain.people_queries import (
    HandoverWanted,
    NewBansWanted,
    UnexplainedWanted,
    UserRow,
    UsersWanted,
)
from alpr_kiosk.domain.ports import Records
from alpr_kiosk.domain.queries import QueryControl, QueryHandlers
from alpr_kiosk.domain.recovery import PinRecovered, RecoveryRenewed
from alpr_kiosk.domain.shift import ShiftView
from alpr_kiosk.errors import AlprError, StorageError
from alpr_kiosk.services.duty import DutyService
from alpr_kiosk.services.first_run import FirstRunService
from alpr_kiosk.services.recovery import RecoveryService
from alpr_kiosk.services.sessions import ROLES, SessionService, pin_problem

LONGEST_NAME = 40
READERS = ("supervisor", "installer", "auditor")


class PeopleDesk:
    """Answers requests about people.

    Args:
        records: Users and audit.
        sessions: PINs and tokens.
        duty: The shift.
        first_run: The first run, None where there is none.
        recovery: The recovery words, None where there are none.
    """

    def __init__(
        self,
        *,
        records: Records,
        sessions: SessionService,
        duty: DutyService,
        first_run: FirstRunService | None = None,
        recovery: RecoveryService | None = None,
    ) -> None:
        self._records = records
        self._sessions = sessions
        self._duty = duty
        self._first_run = first_run
        self._recovery = recovery

    @property
    def handlers(self) -> QueryHandlers:
        """Who answers which query."""
        words = self._recovery.handlers if self._recovery is not None else {}
        return {
            UsersWanted: self.users,
            HandoverWanted: self._duty.handover,
            UnexplainedWanted: self._duty.unexplained,
            NewBansWanted: self._duty.new_bans,
            **words,
        }

    @property
    def guard(self) -> str:
        """Who is on shift and has signed in, "" for nobody; any thread."""
        return self._duty.user

    @property
    def shift(self) -> ShiftView | None:
        """The shift that goes on."""
        return self._duty.view

    @property
    def on_shift(self) -> str:
        """The guard on shift who signed in with a PIN, "" for nobody; any thread."""
        return self._duty.user

    def restore(self) -> ShiftView | None:
        """Go on with the shift of the last run; see `DutyService.restore`."""
        return self._duty.restore()

    def tick(self) -> bool:
        """Look at the clock; True when a shift has just ended by itself.

        Raises:
            StorageError: As any write; it is tried again.
        """
        return self._duty.tick()

    def handle(self, intent: Intent) -> IntentAnswer:
        """Do what is asked.

        Raises:
            StorageError: As any read and write of the record.
        """
        match intent:
            case PinSubmitted():
                return self._pin(intent)
            case SessionEnded(session=session):
                return self._leave(intent, session)
            case SessionRenewed(session=session):
                if self._sessions.holder(session) is None:
                    return _no(intent, "session.ended")
                return _yes(intent)
            case FirstRunIntent() | FirstUserSaved() if self._first_run is not None:
                return self._first_run.handle(intent)
            case RecoveryRenewed() if self._recovery is not None:
                return self._recovery.renew(intent)
            case PinRecovered() if self._recovery is not None:
                return self._recovery.use(intent)
            case UserSaved():
                return self._save(intent)
            case UserStopped():
                return self._stop(intent)
            case PeopleIntent():
                return self._duty.handle(intent)
        return _no(intent, "intent.unknown")

    def _pin(self, intent: PinSubmitted) -> IntentAnswer:
        answer = self._sessions.submit(intent.user, intent.scope, intent.pin)
        if answer.ok:
            return _yes(intent, session=answer.session, user=intent.user, role=answer.role)
        return _no(intent, "pin.wrong", s=str(answer.wait_s), user=intent.user)

    def _leave(self, intent: Intent, session: str) -> IntentAnswer:
        held = self._sessions.holder(session)
        self._sessions.end(session)
        if held is not None:
            with contextlib.suppress(StorageError):  # it is over, written down or not
                self._records.append_audit("logout", held[0], {"scope": held[1]})
        return _yes(intent)

    # ------------------------------------------------------------------------------------ users

    def users(self, query: UsersWanted, _control: QueryControl) -> tuple[UserRow, ...]:
        """Return all users.

        Raises:
            AlprError: ``pin.needed``.
            StorageError: As any read.
        """
        if self._sessions.holder(query.session, *READERS) is None:
            raise AlprError("pin.needed")
        on_shift = self._duty.user
        return tuple(
            UserRow(
                name=row.name,
                role=row.role,
                active=row.active,
                changed_at=row.changed_at,
                on_shift=row.name == on_shift,
            )
            for row in self._records.user_rows()
        )

    def _save(self, intent: UserSaved) -> IntentAnswer:
        found = self._sessions.holder(intent.session, "supervisor", "installer")
        if found is None:
            return _no(intent, "pin.needed")
        actor, role = found
        user = " ".join(intent.user.split())
        known = {row.name: row for row in self._records.user_rows()}
        before = known.get(user)
        problem = _name_problem(user) or pin_problem(intent.pin)
        if problem:
            return _no(intent, problem)
        if intent.role not in ROLES:
            return _no(intent, "intent.unknown")
        if intent.is_new and any(
            name.casefold() == user.casefold() and row.active for name, row in known.items()
        ):
            return _no(intent, "user.exists", user=user)
        if not intent.is_new and (before is None or before.role != intent.role):
            return _no(intent, "user.unknown", user=user)
        own = user == actor and before is not None and before.role == role == intent.role
        touched = {intent.role} | ({before.role} if before is not None else set())
        if not own and not all(_may_manage(role, one) for one in touched):
            return _no(intent, "user.not_yours")
        self._sessions.set_pin(user, intent.role, intent.pin, actor)
        if not own:
            self._sessions.end_all(user)
        return _yes(intent, "user.saved", user=user)

    def _stop(self, intent: UserStopped) -> IntentAnswer:
        found = self._sessions.holder(intent.session, "supervisor", "installer")
        if found is None:
            return _no(intent, "pin.needed")
        actor, role = found
        rows = {row.name: row for row in self._records.user_rows() if row.active}
        row = rows.get(intent.user)
        if row is None:
            return _no(intent, "user.unknown", user=intent.user)
        if row.role == "supervisor" and [one.role for one in rows.values()].count(row.role) == 1:
            return _no(intent, "user.last_supervisor")
        if not _may_manage(role, row.role):
            return _no(intent, "user.not_yours")
        self._records.stop_user(row.name, actor)
        self._duty.stop(row.name)
        self._sessions.end_all(row.name)
        return _yes(intent, "user.stopped", user=row.name)


def _may_manage(role: str, other: str) -> bool:
    """Return whether this role gives PINs to that one, and takes them."""
    return role == "installer" or (role == "supervisor" and other == "guard")


def _name_problem(user: str) -> str:
    if not user:
        return "user.no_name"
    if len(user) > LONGEST_NAME or not user.isprintable():
        return "user.bad_name"
    return ""


def _yes(intent: Intent, code: str = "", **context: str) -> IntentAnswer:
    return IntentAnswer(
        intent_id=intent.intent_id, ok=True, code=code, context=tuple(context.items())
    )


def _no(intent: Intent, code: str, **context: str) -> IntentAnswer:
    return IntentAnswer(
        intent_id=intent.intent_id, ok=False, code=code, context=tuple(context.items())
    )
