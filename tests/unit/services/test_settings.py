# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may change what of the site file, what is refused, and what the audit says of it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from alpr_kiosk.config.loader import ConfigProblem, load_config
from alpr_kiosk.config.paths import resources_dir
from alpr_kiosk.config.site_file import SiteFile
from alpr_kiosk.domain.settings_intents import (
    ConfigApplied,
    ConfigDraftEnded,
    ConfigDraftStarted,
    ConfigKept,
    ConfigReverted,
    KeySet,
    PasswordSet,
    RowRemoved,
)
from alpr_kiosk.services.sessions import SessionService
from alpr_kiosk.services.settings import SettingsService
from tests.fakes.clock import ManualClock
from tests.fakes.records import FakeRecords

PIN = "739204"
PASSWORD = "s3cret pass"
NAME = KeySet(table="cameras", row="cam-in", key="name", value="North in")


class Office:
    def __init__(self, folder: Path) -> None:
        self.clock = ManualClock()
        self.records = FakeRecords(clock=self.clock)
        sessions = SessionService(
            records=self.records, clock=self.clock, hasher=PasswordHasher(1, 8, 1)
        )
        for user, role in (("Ina", "installer"), ("Anna", "supervisor"), ("Audi", "auditor")):
            sessions.set_pin(user, role, PIN, "test")
        self.ina = sessions.submit("Ina", "installer", PIN).session
        self.anna = sessions.submit("Anna", "supervisor", PIN).session
        self.audi = sessions.submit("Audi", "auditor", PIN).session
        demo = resources_dir() / "demo" / "site.toml"
        self.file = SiteFile(folder / "site.toml", folder=folder, clock=self.clock, initial=demo)
        self.problems: list[ConfigProblem] = []
        self.service = SettingsService(
            file=self.file,
            sessions=sessions,
            records=self.records,
            check=lambda _config, _text: tuple(self.problems),
        )

    @property
    def audit(self) -> list[tuple[str, str, object]]:
        rows = self.records.audit_rows()
        return [(r.kind, r.actor, json.loads(r.body)) for r in rows if r.kind.startswith("config.")]


@pytest.fixture
def office(tmp_path) -> Office:
    return Office(tmp_path)


def test_an_installer_changes_a_camera_and_keeps_it(office) -> None:
    answer = office.service.handle(ConfigApplied(changes=(NAME,), session=office.ina))
    assert (answer.ok, answer.code) == (True, "config.applied")
    assert load_config(office.file.path).camera("cam-in").name == "North in"
    busy = office.service.handle(ConfigApplied(changes=(NAME,), session=office.ina))
    assert (busy.ok, busy.code) == (False, "config.on_trial")
    kept = office.service.handle(ConfigKept(session=office.anna))
    assert (kept.ok, kept.code, office.file.trial()) == (True, "config.kept", None)
    assert office.service.handle(ConfigKept(session=office.ina)).code == "config.no_trial"
    body = {"keys": ["cameras.cam-in.name"]}
    assert office.audit == [("config.applied", "Ina", body), ("config.kept", "Anna", body)]


def test_gates_and_cameras_are_the_installers_alone(office) -> None:
    office_key = KeySet(table="site", key="contact", value="the office")
    for session in ("", office.anna, office.audi):
        answer = office.service.handle(ConfigApplied(changes=(office_key, NAME), session=session))
        assert (answer.ok, answer.code) == (False, "pin.needed")
    assert not office.file.path.exists()
    answer = office.service.handle(ConfigApplied(changes=(office_key,), session=office.anna))
    assert answer.code == "config.applied"
    assert office.service.handle(ConfigKept(session=office.audi)).code == "pin.needed"


@pytest.mark.parametrize(
    ("change", "key", "word"),
    [
        (
            KeySet(table="cameras", row="cam-in", key="open_zone", value=((0, 0), (1, 1))),
            "cameras.1.open_zone",
            "3 points",
        ),
        (
            KeySet(
                table="cameras",
                row="cam-in",
                key="open_zone",
                value=((0, 0), (1, 1), (1, 0), (0, 1)),
            ),
            "cameras.1.open_zone",
            "crosses itself",
        ),
        (RowRemoved(table="cameras", row="cam-in"), "lanes.1.camera", "cam-in"),
        (KeySet(table="gates", row="gate-in", key="pulse_ms", value=5), "gates.1.pulse_ms", "100"),
    ],
)
def test_mistakes_are_refused_with_key_and_words_before_anything_is_written(
    office, change, key, word
) -> None:
    answer = office.service.handle(ConfigApplied(changes=(change,), session=office.ina))
    context = dict(answer.context)
    assert (answer.ok, answer.code, context["key"]) == (False, "config.refused", key)
    assert word in context["mistake"]
    assert (office.file.path.exists(), office.file.trial(), office.audit) == (False, None, [])


def test_mistakes_that_only_the_drivers_find_are_refused_too(office) -> None:
    office.problems.append(ConfigProblem(key="gates.1.relay.name", message="no such driver"))
    answer = office.service.handle(ConfigApplied(changes=(NAME,), session=office.ina))
    assert dict(answer.context)["mistake"] == "no such driver"


def test_a_password_goes_to_the_secret_file_alone(office, tmp_path, monkeypatch, caplog) -> None:
    change = PasswordSet(table="cameras", row="cam-in", password=PASSWORD)
    user = KeySet(table="cameras", row="cam-in", key="user", value="admin")
    intent = ConfigApplied(changes=(user, change), session=office.ina)
    assert PASSWORD not in repr(intent)
    answer = office.service.handle(intent)
    assert answer.code == "config.applied"
    camera = load_config(office.file.path).camera("cam-in")
    assert (camera.user, camera.password.get_secret_value()) == ("admin", "")
    assert os.environ[camera.password_env] == PASSWORD
    holders = [p for p in tmp_path.rglob("*") if p.is_file() and PASSWORD in p.read_text()]
    assert [path.name for path in holders] == ["secrets.env"]
    assert PASSWORD not in caplog.text + repr(office.records.audit_rows()) + repr(answer)
    office.service.handle(ConfigKept(session=office.ina))
    monkeypatch.delenv(camera.password_env)
    none = PasswordSet(table="cameras", row="cam-in", password="")
    office.service.handle(ConfigApplied(changes=(none,), session=office.ina))
    assert load_config(office.file.path).camera("cam-in").password_env == ""


def test_a_change_that_is_refused_keeps_no_password(office, tmp_path) -> None:
    bad = KeySet(table="cameras", row="cam-in", key="source", value="rtsp://u:p@host/a")
    change = PasswordSet(table="cameras", row="cam-in", password=PASSWORD)
    answer = office.service.handle(ConfigApplied(changes=(bad, change), session=office.ina))
    assert answer.code == "config.refused"
    assert "p@host" not in repr(answer)
    assert not (tmp_path / "secrets.env").exists()


def test_going_back_is_asked_for_and_done_at_the_next_start(office) -> None:
    office.service.handle(ConfigApplied(changes=(NAME,), session=office.ina))
    answer = office.service.handle(ConfigReverted(session=office.ina))
    assert answer.code == "config.back_asked"
    assert office.file.settle().code == "config.taken_back"
    assert load_config(office.file.path).camera("cam-in").name == "Main gate in"


def test_an_older_version_is_on_trial_like_any_change(office) -> None:
    office.service.handle(ConfigApplied(changes=(NAME,), session=office.ina))
    office.service.handle(ConfigKept(session=office.ina))
    (version,) = office.file.versions()
    answer = office.service.handle(ConfigReverted(version=version, session=office.ina))
    assert answer.code == "config.applied"
    assert load_config(office.file.path).camera("cam-in").name == "Main gate in"
    assert office.file.trial() is not None


def test_nothing_changed_is_no_trial(office) -> None:
    same = KeySet(table="cameras", row="cam-in", key="name", value="Main gate in")
    answer = office.service.handle(ConfigApplied(changes=(same,), session=office.ina))
    assert (answer.ok, answer.code, office.file.trial()) == (True, "config.unchanged", None)


def test_a_draft_is_an_installers_and_ends_by_itself(office) -> None:
    lanes = ("lane-in",)
    refused = office.service.handle(ConfigDraftStarted(lanes=lanes, session=office.anna))
    assert refused.code == "pin.needed"
    assert office.service.handle(ConfigDraftStarted(lanes=lanes, session=office.ina)).ok
    assert office.service.handle(ConfigDraftEnded(lanes=lanes)).ok
    assert office.audit == [("config.draft", "Ina", {"lanes": ["lane-in"]})]


def _keep(key: str, days: float, session: str, reason: str = "") -> ConfigApplied:
    change = KeySet(table="keeping", key=key, value=days)
    return ConfigApplied(changes=(change,), session=session, reason=reason)


def test_a_supervisor_keeps_data_shorter_without_a_word(office) -> None:
    answer = office.service.handle(_keep("unlisted.pictures_days", 1.0, office.anna))
    assert answer.code == "config.applied"
    assert load_config(office.file.path).keeping.unlisted.pictures_days == 1
    (kind, actor, body) = office.audit[-1]
    assert (kind, actor) == ("config.applied", "Anna")
    assert body["keys"] == ["keeping.unlisted.pictures_days"]
    assert body["keeping"]["unlisted"] == {"pictures_days": 1.0}
    assert office.service.handle(_keep("notes_days", 1.0, office.audi)).code == "pin.needed"


@pytest.mark.parametrize("reason", ["", "   "])
def test_longer_than_usual_needs_a_reason(office, reason: str) -> None:
    wanted = _keep("unlisted.pictures_days", 7.0, office.anna, reason)
    assert office.service.handle(wanted).code == "keeping.reason"
    assert (office.file.path.exists(), office.file.trial(), office.audit) == (False, None, [])


def test_the_reason_stands_beside_the_chain(office) -> None:
    why = "police case " + 300 * "x"
    wanted = _keep("unlisted.pictures_days", 7.0, office.anna, why)
    assert office.service.handle(wanted).code == "config.applied"
    (kind, actor, body) = office.audit[-1]
    assert (kind, actor) == ("config.applied", "Anna")
    assert "note_hash" in body
    assert "police" not in json.dumps(body)
    office.service.handle(ConfigKept(session=office.anna))
    again = _keep("unlisted.pictures_days", 5.0, office.anna)
    assert office.service.handle(again).code == "config.applied", "shorter than it was"
