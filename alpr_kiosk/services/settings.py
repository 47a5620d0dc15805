# SPDX-License-Identifier: AGPL-3.0-or-later
"""Changes of the site file at the screen: who may, whether they are right, and the trial."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from alpr_kiosk.config.edit import changed_keys, edited
from alpr_kiosk.config.loader import ConfigInvalidError, ConfigProblem, parse_config
from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.config.site_file import SiteFile
from alpr_kiosk.domain.first_run import SETTING
from alpr_kiosk.domain.intents import IntentAnswer
from alpr_kiosk.domain.keeping import USUAL, beyond_usual, days_of
from alpr_kiosk.domain.ports import Records
from alpr_kiosk.domain.settings_intents import (
    Change,
    ConfigApplied,
    ConfigDraftEnded,
    ConfigDraftStarted,
    ConfigIntent,
    ConfigKept,
    ConfigReverted,
    KeyRemoved,
    KeySet,
    PasswordSet,
)
from alpr_kiosk.errors import ConfigError, StorageError
from alpr_kiosk.services.first_run import WHO, nobody_yet
from alpr_kiosk.services.sessions import SessionService

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

REBUILD = frozenset({"config.applied", "config.back_asked"})
"""Codes of answers after which the site must be built anew."""

_INSTALLER_ALONE = frozenset({"cameras", "gates", "lanes", "vision", "database", "storage"})
"""Tables that a supervisor only reads (screens.md 3.2)."""

LONGEST_REASON = 200
"""Characters of a reason that are kept."""

Check = Callable[[AppConfig, str], Sequence[ConfigProblem]]
"""Returns mistakes that only the program can find, such as of a driver."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingsService:
    """Blocking; used from the storage thread.

    Attributes:
        file: The site file.
        sessions: Who may do what.
        records: For the audit.
        check: Further mistakes.
    """

    file: SiteFile
    sessions: SessionService
    records: Records
    check: Check = lambda _config, _text: ()

    def handle(self, intent: ConfigIntent) -> IntentAnswer:
        """Do what is asked, or say why not.

        Raises:
            AlprError: It was not done.
        """
        if isinstance(intent, ConfigDraftEnded):
            return IntentAnswer(intent_id=intent.intent_id, ok=True)
        actor = self.sessions.user_of(intent.session, *_roles(intent))
        if actor is None and self._first_steps(intent):
            actor = WHO
        if actor is None:
            return IntentAnswer(intent_id=intent.intent_id, ok=False, code="pin.needed")
        match intent:
            case ConfigDraftStarted():
                body: dict[str, object] = {"lanes": list(intent.lanes)}
                self.records.append_audit("config.draft", actor, body)
                return IntentAnswer(intent_id=intent.intent_id, ok=True)
            case ConfigKept():
                return self._keep(intent, actor)
            case ConfigReverted(version=""):
                return self._go_back(intent, actor)
            case ConfigReverted(version=version):
                return self._take_on(intent, actor, self.file.version(version))
            case ConfigApplied():
                return self._apply(intent, actor)
        return IntentAnswer(intent_id=intent.intent_id, ok=False, code="intent.unknown")

    def _first_steps(self, intent: ConfigIntent) -> bool:
        """Return whether it is about the place of a kiosk where nobody has a PIN yet."""
        keys = {"name", "time_zone", "latitude", "longitude"}
        if isinstance(intent, ConfigApplied):
            plain = all(
                isinstance(one, KeySet) and one.table == "site" and one.key in keys
                for one in intent.changes
            )
        elif isinstance(intent, ConfigReverted):
            plain = not intent.version
        else:
            plain = isinstance(intent, ConfigKept)
        begun = bool(self.records.get_setting(SETTING))
        return plain and begun and nobody_yet(self.records)

    def _apply(self, intent: ConfigApplied, actor: str) -> IntentAnswer:
        changes = intent.changes
        if self.file.trial() is not None:
            return IntentAnswer(intent_id=intent.intent_id, ok=False, code="config.on_trial")
        old = self.file.text()
        # Tried without the passwords first: one that is kept for nothing would have to be found.
        first = _checked_changes(changes, lambda _change: "ALPR_KEPT_")
        try:
            new = self._config(edited(old, first))
            if not intent.reason.strip() and self._kept_longer(old, new):
                return IntentAnswer(intent_id=intent.intent_id, ok=False, code="keeping.reason")
            if any(isinstance(change, PasswordSet) for change in changes):
                first = _checked_changes(changes, self._put)
        except ConfigInvalidError as exc:
            return _refused(intent, exc)
        return self._take_on(intent, actor, edited(old, first), intent.reason.strip())

    def _kept_longer(self, old: str, new: AppConfig) -> bool:
        """Return whether something is kept longer than usual from now on (screens.md S21)."""
        try:
            before = days_of(parse_config(old, self.file.path).keeping.rules)
        except ConfigInvalidError:
            before = dict(USUAL)
        return bool(beyond_usual(days_of(new.keeping.rules), before))

    def _put(self, change: PasswordSet) -> str:
        return self.file.secrets.put(change.row or change.table, change.password)

    def _take_on(
        self, intent: ConfigIntent, actor: str, text: str, reason: str = ""
    ) -> IntentAnswer:
        if self.file.trial() is not None:
            return IntentAnswer(intent_id=intent.intent_id, ok=False, code="config.on_trial")
        old = self.file.text()
        try:
            self._config(text)
        except ConfigInvalidError as exc:
            return _refused(intent, exc)
        keys = changed_keys(_data(old), tomllib.loads(text))
        if not keys:
            return IntentAnswer(intent_id=intent.intent_id, ok=True, code="config.unchanged")
        body: dict[str, object] = {"keys": list(keys)}
        if any(key.startswith("keeping.") for key in keys):
            body["keeping"] = _keeping_of(text)
        self.records.append_audit("config.applied", actor, body, note=reason[:LONGEST_REASON])
        try:
            self.file.try_out(text, actor=actor, keys=keys)
        except StorageError as exc:
            self.records.append_audit("config.not_written", actor, {"code": exc.code})
            values = tuple((name, str(value)) for name, value in exc.context.items())
            return IntentAnswer(intent_id=intent.intent_id, ok=False, code=exc.code, context=values)
        return IntentAnswer(intent_id=intent.intent_id, ok=True, code="config.applied")

    def _config(self, text: str) -> AppConfig:
        config = parse_config(text, self.file.path)
        problems = tuple(self.check(config, text))
        if problems:
            raise ConfigInvalidError(self.file.path, problems)
        return config

    def _keep(self, intent: ConfigIntent, actor: str) -> IntentAnswer:
        trial = self.file.trial()
        if trial is None:
            return IntentAnswer(intent_id=intent.intent_id, ok=False, code="config.no_trial")
        self.records.append_audit("config.kept", actor, {"keys": list(trial.keys)})
        self.file.keep()
        return IntentAnswer(intent_id=intent.intent_id, ok=True, code="config.kept")

    def _go_back(self, intent: ConfigIntent, actor: str) -> IntentAnswer:
        trial = self.file.end_now("config.taken_back")
        if trial is None:
            return IntentAnswer(intent_id=intent.intent_id, ok=False, code="config.no_trial")
        self.records.append_audit("config.back_asked", actor, {"keys": list(trial.keys)})
        return IntentAnswer(intent_id=intent.intent_id, ok=True, code="config.back_asked")


def _keeping_of(text: str) -> Mapping[str, object]:
    """Return the table of keeping times as it stands in a text that was checked."""
    table: Mapping[str, object] = tomllib.loads(text).get("keeping", {})
    return table


def _roles(intent: ConfigIntent) -> tuple[str, ...]:
    """Return who may: gates, cameras and what is drawn on their pictures are the installer's."""
    if isinstance(intent, ConfigApplied):
        office = all(change.table not in _INSTALLER_ALONE for change in intent.changes)
        return ("installer", "supervisor") if office else ("installer",)
    if isinstance(intent, ConfigDraftStarted):
        return ("installer",)
    return ("installer", "supervisor")


def _checked_changes(
    changes: Sequence[Change], put: Callable[[PasswordSet], str]
) -> tuple[Change, ...]:
    """Return the changes with the name of a variable in place of each password."""
    found: list[Change] = []
    for change in changes:
        if not isinstance(change, PasswordSet):
            found.append(change)
            continue
        where = f"{change.within}." if change.within else ""
        found.append(KeyRemoved(table=change.table, row=change.row, key=f"{where}password"))
        name = f"{where}password_env"
        if change.password:
            value = put(change)
            found.append(KeySet(table=change.table, row=change.row, key=name, value=value))
        else:
            found.append(KeyRemoved(table=change.table, row=change.row, key=name))
    return tuple(found)


def _data(text: str) -> Mapping[str, object]:
    """Return the data of a text; a broken one, which is about to be replaced, has none."""
    try:
        data: Mapping[str, object] = tomllib.loads(text)
    except ValueError:
        return {}
    return data


def _refused(intent: ConfigIntent, exc: ConfigInvalidError) -> IntentAnswer:
    first = exc.problems[0] if exc.problems else ConfigProblem(key="file", message=str(ConfigError))
    context = (("key", first.key), ("mistake", first.message), ("n", str(len(exc.problems))))
    return IntentAnswer(
        intent_id=intent.intent_id, ok=False, code="config.refused", context=context
    )
