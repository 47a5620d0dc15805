# SPDX-License-Identifier: AGPL-3.0-or-later
"""The recovery words: made, and used once; for the door's thread, where slow hashes belong.

Only the argon2id hash of the words is kept. It is a setting of the record, as the waits are.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.intents import IntentAnswer
from alpr_kiosk.domain.ports import Records
from alpr_kiosk.domain.queries import QueryControl, QueryHandlers
from alpr_kiosk.domain.recovery import (
    ROLES,
    PinRecovered,
    RecoveryPrintWanted,
    RecoveryRenewed,
    RecoveryState,
    RecoveryWanted,
    secret_of,
    words_problem,
)
from alpr_kiosk.domain.targets import Printer
from alpr_kiosk.errors import AlprError
from alpr_kiosk.services.pdf_page import PdfPage, pdf_of
from alpr_kiosk.services.sessions import SessionService, pin_problem
from alpr_kiosk.services.waits import Waits

logger = logging.getLogger(__name__)

SETTING = "recovery.words"
SHEET = " sheet"
"""Whose wait it is that wrong words begin: nobody's, for no name begins with a space. Whoever
guesses waits for all names together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryService:
    """Blocking.

    Attributes:
        records: Settings, users, audit.
        sessions: Who may do what, and the hashes.
        clock: Time.
        printer: Where a sheet can be printed, None for nowhere.
        site: Name of the site, for the sheet.
        fonts: Folder of the program's own fonts, for the sheet.
    """

    records: Records
    sessions: SessionService
    clock: Clock
    printer: Printer | None = None
    site: str = ""
    fonts: Path = Path()

    @property
    def handlers(self) -> QueryHandlers:
        """Who answers which query."""
        return {RecoveryWanted: self.state, RecoveryPrintWanted: self.print}

    def state(self, _query: RecoveryWanted, _control: QueryControl) -> RecoveryState:
        """Return whether there are words, and since when.

        Raises:
            StorageError: As any read.
        """
        kept = self._kept()
        return RecoveryState(
            made_at=_time(kept, "made_at") if kept.get("hash") else None,
            actor=kept.get("actor", ""),
            used_at=_time(kept, "used_at"),
            user=kept.get("user", ""),
            printer=self.printer is not None and self.printer.available,
        )

    def renew(self, intent: RecoveryRenewed) -> IntentAnswer:
        """Let other words count from now on.

        Raises:
            StorageError: The old ones count.
        """
        actor = self.sessions.user_of(intent.session, *ROLES)
        if actor is None:
            return _answer(intent.intent_id, "pin.needed")
        if problem := words_problem(intent.words):
            return _answer(intent.intent_id, problem)
        body = {
            "hash": self.sessions.hash_of(secret_of(intent.words)),
            "made_at": self.clock.utc_now().isoformat(),
            "actor": actor,
        }
        self.records.append_audit("recovery.made", actor, {})
        self.records.set_setting(SETTING, json.dumps(body))
        self._waits.over(SHEET)
        return _answer(intent.intent_id, "recovery.made", ok=True)

    def use(self, intent: PinRecovered) -> IntentAnswer:
        """Give somebody a new PIN by the words, and use them up.

        The PIN comes first: whatever ends the program in between, either the words or the new PIN
        let the owner in.

        Raises:
            StorageError: Nothing was done, or the words can be used once more.
        """
        waiting = self._waits.left(SHEET)
        if waiting > 0:
            return _answer(intent.intent_id, "recovery.wrong", s=str(waiting))
        kept = self._kept()
        if not kept.get("hash"):
            return _answer(intent.intent_id, "recovery.none")
        role = dict(self.records.users()).get(intent.user, "")
        if role not in ROLES:
            return _answer(intent.intent_id, "recovery.not_for", user=intent.user)
        if problem := pin_problem(intent.pin):
            return _answer(intent.intent_id, problem)
        # Words that do not fit together were never on a sheet; the pad does not send them.
        fit = not words_problem(intent.words)
        if not fit or not self.sessions.fits(kept["hash"], secret_of(intent.words)):
            wait = self._waits.failed(SHEET)
            self.records.append_audit(
                "recovery.refused", intent.user, {"scope": role, "wait_s": wait}
            )
            return _answer(intent.intent_id, "recovery.wrong", s=str(wait))
        self.records.append_audit("recovery.used", intent.user, {"scope": role})
        self.sessions.set_pin(intent.user, role, intent.pin, intent.user)
        used = {"used_at": self.clock.utc_now().isoformat(), "user": intent.user}
        self.records.set_setting(SETTING, json.dumps(used))
        self._waits.over(SHEET)
        self.sessions.end_all(intent.user)
        token = self.sessions.open(intent.user, role)
        return _answer(
            intent.intent_id, "recovery.used", ok=True, session=token, user=intent.user, role=role
        )

    def print(self, query: RecoveryPrintWanted, control: QueryControl) -> bool:
        """Print a sheet.

        Raises:
            AlprError: ``pin.needed``, ``print.failed``.
        """
        actor = self.sessions.user_of(query.session, *ROLES)
        if actor is None:
            raise AlprError("pin.needed")
        if self.printer is None:
            raise AlprError("print.failed", why="no printer")
        control.check()
        sheet = recovery_pdf(
            query.words, site=self.site, at=self.clock.utc_now(), actor=actor, fonts=self.fonts
        )
        self.printer.print(sheet, "recovery")
        self.records.append_audit("recovery.printed", actor, {})
        return True

    @property
    def _waits(self) -> Waits:
        return Waits(records=self.records, clock=self.clock)

    def _kept(self) -> dict[str, str]:
        """Return what is kept; damage counts as no words."""
        raw = self.records.get_setting(SETTING)
        if not raw:
            return {}
        try:
            loaded = json.loads(raw)
        except ValueError:
            loaded = None
        if not isinstance(loaded, dict):
            logger.warning("what is kept of the recovery words is damaged")
            return {}
        return {str(name): str(value) for name, value in loaded.items()}


def recovery_pdf(
    words: tuple[str, ...], *, site: str, at: datetime, actor: str, fonts: Path
) -> bytes:
    """Return the sheet: the words with their numbers, and what they are for; aware `at`."""
    facts = [
        ("Site", site),
        ("Date", f"{at:%Y-%m-%d %H:%M} UTC"),
        ("By", actor),
        ("", ""),
        *((f"{number:2d}", word) for number, word in enumerate(words, start=1)),
        ("", ""),
        ("For", "a new PIN of a supervisor or installer: PIN pad, PIN forgotten"),
        ("Keep", "where you keep the keys of the house; whoever has it may change everything"),
        ("Once", "the words work once, then make new ones; older sheets do not work"),
    ]
    page = PdfPage(title="Recovery words", facts=facts)
    return pdf_of([page], title=f"Recovery words, {site}", made_at=at, fonts=fonts)


def _time(kept: Mapping[str, str], name: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(kept.get(name, ""))
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _answer(intent_id: str, code: str, *, ok: bool = False, **context: str) -> IntentAnswer:
    return IntentAnswer(intent_id=intent_id, ok=ok, code=code, context=tuple(context.items()))
