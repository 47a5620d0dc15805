# SPDX-License-Identifier: AGPL-3.0-or-later
"""Back ends of other packages: found by entry point, imported when named, broken ones named."""

from __future__ import annotations

import shutil
import sys

import pytest

from alpr_kiosk import plugins
from alpr_kiosk.config.paths import models_dir
from alpr_kiosk.config.schema import VisionConfig
from alpr_kiosk.errors import ConfigError
from alpr_kiosk.vision.assemble import load_kit
from alpr_kiosk.vision.model_store import ModelStore

MODULE = """
class Finder:
    def __init__(self, spec, config):
        self.spec, self.config = spec, config
    def detect(self, images):
        return []
"""


@pytest.fixture
def other_package(tmp_path, monkeypatch):
    """Install a package with two entry points the way pip leaves it."""
    site = tmp_path / "site"
    info = site / "gatefinder-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: gatefinder\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(
        "[alpr_kiosk.detectors]\nfinder = gatefinder:Finder\nlost = gatefinder_gone:Nothing\n"
    )
    (site / "gatefinder.py").write_text(MODULE)
    monkeypatch.syspath_prepend(str(site))
    yield
    sys.modules.pop("gatefinder", None)


def _store(tmp_path, family: str) -> ModelStore:
    folder = tmp_path / "models"
    shutil.copytree(models_dir(), folder, ignore=shutil.ignore_patterns("training", "*.py"))
    manifest = folder / "manifest.toml"
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text(text.replace('family = "yolo"', f'family = "{family}"'), encoding="utf-8")
    return ModelStore(folder)


def test_a_detector_of_another_package_is_used(tmp_path, other_package):
    assert plugins.installed()["alpr_kiosk.detectors"] == ("finder", "lost")
    assert "gatefinder" not in sys.modules
    kit = load_kit(VisionConfig(), _store(tmp_path, "finder"), find_part=plugins.load_part)
    assert type(kit.detector).__name__ == "Finder"
    assert kit.engine == "finder"


@pytest.mark.parametrize(
    ("family", "code"), [("lost", "plugin.broken"), ("nobody", "plugin.unknown")]
)
def test_a_broken_or_unknown_one_is_named(tmp_path, other_package, family, code):
    with pytest.raises(ConfigError) as found:
        load_kit(VisionConfig(), _store(tmp_path, family), find_part=plugins.load_part)
    assert found.value.code == code
    assert found.value.context["name"] == family
