# SPDX-License-Identifier: AGPL-3.0-or-later
"""New settings that do not build: the old ones are back at once, and somebody is told why."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from alpr_kiosk.config.paths import DataPaths
from alpr_kiosk.errors import ConfigError
from ui import kiosk
from ui.kiosk import Home, KioskOptions

OLD, NEW = '[site]\nname = "Old"\n', '[site]\nname = "New"\n'


@pytest.fixture
def home(tmp_path: Path) -> Home:
    path = tmp_path / "config.toml"
    path.write_text(OLD, encoding="utf-8")
    data = tmp_path / "data"
    data.mkdir()
    return Home(paths=DataPaths(root=data), installed=path, options=KioskOptions())


@pytest.mark.parametrize(
    ("problem", "why"),
    [(ConfigError("config.none"), "No site file"), (RuntimeError("secret"), "RuntimeError")],
)
def test_settings_that_do_not_build_go_back(home, monkeypatch, problem, why) -> None:
    built: list[str] = []

    def build(config: Any, **_parts: Any) -> Any:
        built.append(config.site.name)
        if config.site.name == "New":
            raise problem
        return config.site.name

    monkeypatch.setattr(kiosk, "build", build)
    home.file.try_out(NEW, actor="Ina", keys=("site.name",))
    context, back = home.settled()
    assert (built, context) == (["New", "Old"], "Old")
    assert back is not None
    assert (back.code, back.keys) == ("config.not_built", ("site.name",))
    assert why in back.why
    assert home.file.path.read_text(encoding="utf-8") == OLD
    assert home.file.trial() is None


def test_without_a_trial_a_site_that_does_not_build_is_told(home, monkeypatch) -> None:
    def build(*_args: Any, **_parts: Any) -> Any:
        raise ConfigError("config.none")

    monkeypatch.setattr(kiosk, "build", build)
    with pytest.raises(ConfigError):
        home.settled()
    assert home.file.path.read_text(encoding="utf-8") == OLD


def test_a_broken_file_on_trial_goes_back_too(home, monkeypatch) -> None:
    monkeypatch.setattr(kiosk, "build", lambda config, **_parts: config.site.name)
    home.file.try_out("[site]\nnam = 1\n", actor="Ina", keys=())
    context, back = home.settled()
    assert (context, back.code) == ("Old", "config.not_built")


def test_the_demo_goes_on_with_its_changed_settings(tmp_path) -> None:
    home = Home(paths=DataPaths(root=tmp_path), installed=None, options=KioskOptions(demo=True))
    assert home.load().site.name == "Demo site"
    text = home.file.text().replace("Demo site", "My site")
    home.file.try_out(text, actor="Ina", keys=())
    assert home.load().site.name == "My site"
