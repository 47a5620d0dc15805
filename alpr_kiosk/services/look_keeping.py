# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keeps what was chosen on the screen: theme, language, sizes."""

from __future__ import annotations

from alpr_kiosk.domain.intents import IntentAnswer
from alpr_kiosk.domain.look import (
    GUARD_MAY,
    SETTING,
    LanguageChanged,
    LookSettings,
    ThemeChanged,
    look_from,
)
from alpr_kiosk.domain.ports import Records
from alpr_kiosk.services.first_run import WHO, nobody_yet
from alpr_kiosk.services.sessions import SessionService

_SCOPES = ("supervisor", "installer")


class LookKeeper:
    """Used from the storage thread.

    Args:
        records: Settings and audit.
        sessions: Who may do what.
        usual: The look of the site file, in force until another is kept.
    """

    def __init__(self, *, records: Records, sessions: SessionService, usual: LookSettings) -> None:
        self._records = records
        self._sessions = sessions
        self._usual = usual

    def kept(self) -> LookSettings:
        """Return the look that is in force."""
        return look_from(self._records.get_setting(SETTING), self._usual)

    def keep(self, intent: ThemeChanged) -> IntentAnswer:
        """Keep another look, as far as who asks may change it.

        Raises:
            StorageError: It was not kept.
        """
        wanted, before = intent.look, self.kept()
        if bad := wanted.problem():
            return _refused(intent, "look.bad", bad)
        changed = wanted.changed_from(before)
        actor = self._sessions.user_of(intent.session, *_SCOPES)
        if actor is None and nobody_yet(self._records):
            actor = WHO
        if actor is None:
            if not intent.actor or any(name not in GUARD_MAY for name in changed):
                return _refused(intent, "look.not_yours", "")
            actor = intent.actor
        self._records.set_setting(SETTING, wanted.kept())
        kind = "language.changed" if isinstance(intent, LanguageChanged) else "look.changed"
        body: dict[str, object] = {name: str(getattr(wanted, name)) for name in changed}
        self._records.append_audit(kind, actor, body)
        return IntentAnswer(intent_id=intent.intent_id, ok=True, code="look.kept")


def _refused(intent: ThemeChanged, code: str, what: str) -> IntentAnswer:
    return IntentAnswer(intent_id=intent.intent_id, ok=False, code=code, context=(("what", what),))
