# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sheets of all screens, made of two scenes here."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QImage

from ui import contact_sheet
from ui.app import create_application
from ui.scenes import SCENES
from ui.studio import SIZES, THEMES

ROOT = Path(__file__).resolve().parents[2]
LIMIT_BYTES = 8_000_000


def test_sheets_full_pictures_and_their_list_are_written(qapp, tmp_path, monkeypatch) -> None:
    create_application(["test"])
    two = tuple(scene for scene in SCENES if scene.name in ("live", "pin"))
    monkeypatch.setattr(contact_sheet, "SCENES", two)
    (tmp_path / "gone-day.png").write_bytes(b"x")
    (tmp_path / "demo-alarm-day.png").write_bytes(b"x")
    assert contact_sheet.write(tmp_path) == []
    sheets = {f"all-{size}-{theme}.jpg" for size in SIZES for theme in ("day", "night", "contrast")}
    assert len(sheets) == len(SIZES) * len(THEMES)
    full = {f"live-{theme}.png" for theme in ("day", "night", "contrast")}
    names = {path.name for path in tmp_path.iterdir()}
    assert names == sheets | full | {"demo-alarm-day.png", "README.md"}
    assert QImage(str(tmp_path / "live-day.png")).width() == 1280
    text = (tmp_path / "README.md").read_text(encoding="utf-8")
    assert all(f"({name})" in text for name in names - {"README.md"})
    assert "`pin`" in text


def test_the_kept_pictures_stay_small() -> None:
    kept = list((ROOT / "docs" / "screens").iterdir())
    assert sum(path.stat().st_size for path in kept) < LIMIT_BYTES
