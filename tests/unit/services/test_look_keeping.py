# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who may keep which look, and what the audit says of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from alpr_kiosk.domain.look import SETTING, LanguageChanged, LookSettings, ThemeChanged, look_from
from alpr_kiosk.services.look_keeping import LookKeeper

USUAL = LookSettings()


class Records:
    def __init__(self) -> None:
        self.settings: dict[str, str] = {}
        self.audit: list[tuple[str, str, dict[str, object]]] = []

    def get_setting(self, key: str) -> str | None:
        return self.settings.get(key)

    def set_setting(self, key: str, value: str) -> None:
        self.settings[key] = value

    def user_rows(self) -> tuple[str, ...]:
        return ("Berg",)

    def append_audit(self, kind: str, actor: str, body: dict[str, object]) -> None:
        self.audit.append((kind, actor, body))


class Sessions:
    def user_of(self, token: str, *scopes: str) -> str | None:
        return "Berg" if token == "good" and "supervisor" in scopes else None


@pytest.fixture
def records() -> Records:
    return Records()


@pytest.fixture
def keeper(records: Records) -> LookKeeper:
    return LookKeeper(records=records, sessions=Sessions(), usual=USUAL)  # type: ignore[arg-type]


def test_a_supervisor_keeps_a_language_and_it_is_in_the_audit(keeper, records):
    wanted = replace(USUAL, language="de", glove=True)
    answer = keeper.keep(LanguageChanged(look=wanted, session="good"))
    assert (answer.ok, answer.code) == (True, "look.kept")
    assert keeper.kept() == wanted
    assert records.audit == [("language.changed", "Berg", {"language": "de", "glove": "True"})]


def test_a_guard_keeps_theme_and_text_size_only(keeper, records):
    theme = replace(USUAL, theme="night", text_factor=1.15)
    assert keeper.keep(ThemeChanged(look=theme, actor="Guard 07")).ok
    refused = keeper.keep(ThemeChanged(look=replace(theme, left_handed=True), actor="Guard 07"))
    assert (refused.ok, refused.code) == (False, "look.not_yours")
    nobody = keeper.keep(ThemeChanged(look=replace(theme, theme="day")))
    assert (nobody.ok, nobody.code) == (False, "look.not_yours")
    assert keeper.kept() == theme
    assert len(records.audit) == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"theme": "pink"},
        {"text_factor": 9.0},
        {"night_gain": float("nan")},
        {"px_per_mm": 0.1},
        {"language": "../../x"},
    ],
)
def test_an_impossible_look_is_not_kept(keeper, records, wrong):
    answer = keeper.keep(ThemeChanged(look=replace(USUAL, **wrong), session="good"))
    assert (answer.ok, answer.code) == (False, "look.bad")
    assert records.settings == {}


@pytest.mark.parametrize(
    "damaged",
    [None, "", "[]", "{", '{"theme": 3, "glove": "yes", "px_per_mm": "x", "night_gain": true}'],
)
def test_what_is_damaged_in_the_record_is_as_in_the_site_file(damaged):
    usual = replace(USUAL, theme="auto", px_per_mm=4.2)
    assert look_from(damaged, usual) == usual


def test_what_is_whole_there_counts(records):
    text = '{"theme": "night", "language": "de", "text_factor": 7, "px_per_mm": null}'
    found = look_from(text, replace(USUAL, px_per_mm=4.2, text_factor=1.3))
    assert found == replace(USUAL, theme="night", language="de", text_factor=1.3)
    assert look_from(found.kept(), USUAL) == found
    assert SETTING == "ui.look"
