# SPDX-License-Identifier: AGPL-3.0-or-later
"""The start after a restore tells the guard, once."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest

from alpr_kiosk.bootstrap import build
from alpr_kiosk.site_chores import backup_folder
from alpr_kiosk.storage.restore import restore
from tests.runtime.full_site import FullSite


def test_the_guard_is_told_once_that_lists_may_be_older(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot
) -> None:
    first = FullSite(tmp_path, monkeypatch, qtbot)
    folder = backup_folder(first.config, paths=first.context.paths, store=first.context.store)
    made = folder.make(actor="system", stop=Event())
    first.close()
    restore(folder.folder / made.file.name, tmp_path, clock=first.clock, actor="installer")

    site = FullSite(tmp_path, monkeypatch, qtbot, clock=first.clock).start()
    try:
        site.until(lambda: ("storage.restored", True) in site.alerts)
        told = dict(site.alerts["storage.restored", True].context)
        assert told["time"] == "2026-11-22 12:00"
    finally:
        site.close()
    again = build(site.config, data_dir=tmp_path, clock=first.clock)
    assert again.site._parts.notices == ()
    assert again.close()
