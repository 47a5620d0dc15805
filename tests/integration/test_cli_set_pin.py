# SPDX-License-Identifier: AGPL-3.0-or-later
"""A real site gets its supervisor's PIN from the command line."""

from __future__ import annotations

import getpass
import stat

import pytest

from alpr_kiosk import cli
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.services.sessions import SessionService
from alpr_kiosk.storage.store import open_store

SITE = 'schema_version = 1\n[[gates]]\nid = "gate-a"\n'


@pytest.fixture
def site(tmp_path):
    path = tmp_path / "site.toml"
    path.write_text(SITE, encoding="utf-8")
    return ["--config", str(path), "--data-dir", str(tmp_path / "data")]


def _accepted(tmp_path, pin: str) -> bool:
    store = open_store(tmp_path / "data", clock=SystemClock())
    try:
        sessions = SessionService(records=store.records, clock=SystemClock())
        return sessions.submit("Supervisor", "supervisor", pin).ok
    finally:
        store.close()


def test_a_made_pin_is_printed_once_and_works(tmp_path, site, capsys):
    assert cli.main(["set-pin", "Supervisor", "--generate", *site]) == 0
    pin = capsys.readouterr().out.split()[-1]
    assert len(pin) == 6
    assert _accepted(tmp_path, pin)
    database = tmp_path / "data" / "alpr.sqlite3"
    assert pin.encode() not in database.read_bytes()
    assert stat.S_IMODE(database.stat().st_mode) == 0o600


def test_a_typed_pin_is_asked_for_twice(tmp_path, site, monkeypatch, capsys):
    answers = iter(["739164", "739164"])
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: next(answers))
    assert cli.main(["set-pin", "Supervisor", *site]) == 0
    assert "739164" not in capsys.readouterr().out
    assert _accepted(tmp_path, "739164")


@pytest.mark.parametrize(
    ("typed", "says"),
    [(["12345"], "6 digits"), (["123456"], "too easy"), (["739164", "739165"], "differ")],
)
def test_a_bad_pin_changes_nothing(tmp_path, site, monkeypatch, capsys, typed, says):
    answers = iter(typed)
    monkeypatch.setattr(getpass, "getpass", lambda _prompt: next(answers))
    assert cli.main(["set-pin", "Supervisor", *site]) == 1
    assert says in capsys.readouterr().err
    store = open_store(tmp_path / "data", clock=SystemClock())
    try:
        assert store.records.users() == ()
    finally:
        store.close()
