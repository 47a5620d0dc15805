# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the keeper of a site has to do, by its site file, and that it does it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import time
from pathlib import Path
from threading import Event

import pytest

from alpr_kiosk.config.backup import BackupConfig
from alpr_kiosk.config.paths import DataPaths
from alpr_kiosk.config.schema import AppConfig, SiteConfig
from alpr_kiosk.config.site_file import SiteFile
from alpr_kiosk.doctor import _backup, _checked
from alpr_kiosk.domain.chores import Daily, Every
from alpr_kiosk.errors import StorageError
from alpr_kiosk.runtime.keeper import Chore
from alpr_kiosk.site_chores import make_chores
from alpr_kiosk.storage.backups import backups_in
from alpr_kiosk.storage.retention import Retention
from alpr_kiosk.storage.store import Store, open_store
from tests.contracts.records_contract import make_passage
from tests.fakes.clock import ManualClock


class House:
    def __init__(self, folder: Path) -> None:
        self.paths = DataPaths.prepare(folder)
        self.clock = ManualClock()
        self.store: Store = open_store(folder, clock=self.clock)
        files = [self.store.evidence.store("lane", b"lane")]
        self.store.records.save_passage(make_passage(), files)

    def chores(self, **backup: object) -> dict[str, Chore]:
        self.config = AppConfig(
            site=SiteConfig(time_zone="Europe/Berlin"), backup=BackupConfig(**backup)
        )
        made = make_chores(self.config, paths=self.paths, store=self.store, clock=self.clock)
        assert len({chore.name for chore in made}) == len(made)
        return {chore.name: chore for chore in made}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    made = House(tmp_path / "data")
    yield made
    made.store.close()


def test_by_the_site_file(house: House) -> None:
    chores = house.chores()
    assert {"backup", "check"} <= chores.keys()
    assert not {"backup-second", "backup-pictures"} & chores.keys()
    when = chores["backup"].when
    assert isinstance(when, Daily)
    assert (when.at, str(when.zone)) == (time(2, 30), "Europe/Berlin")
    assert "backup" not in house.chores(schedule="off")
    hourly = house.chores(schedule="hourly", second_folder="/media/stick", pictures=True)
    assert hourly["backup"].when == hourly["backup-second"].when == Every(seconds=3600)
    assert "backup-pictures" in hourly


def test_a_night_of_chores(house: House) -> None:
    chores = house.chores(pictures=True)
    assert _backup(house.config, house.paths, house.clock).level == "warn"
    for chore in chores.values():
        chore.run(Event())
    assert len(backups_in(house.paths.backups)) == 1
    assert len(list((house.paths.backups / "evidence").rglob("*.jpg"))) == 1
    assert _checked(house.store, house.clock).level == "ok"
    found = _backup(house.config, house.paths, house.clock)
    assert (found.level, "newest 0 h old" in found.detail) == ("ok", True)
    house.clock.advance(4 * 86_400)
    assert _backup(house.config, house.paths, house.clock).level == "warn"
    assert _checked(house.store, house.clock).level == "warn"
    off = AppConfig(backup=BackupConfig(schedule="off"))
    assert _backup(off, house.paths, house.clock).level == "warn"


def test_a_stick_that_is_not_mounted_gets_no_pictures(house: House, tmp_path: Path) -> None:
    mount = tmp_path / "mount"  # where it would be: on the disk of the record
    mount.mkdir()
    chores = house.chores(pictures=True, second_folder=str(mount))
    chores["backup"].run(Event())
    chores["backup-pictures"].run(Event())
    with pytest.raises(StorageError, match=r"storage\.second_missing"):
        chores["backup-second"].run(Event())
    assert list(mount.iterdir()) == []


def test_nothing_is_removed_while_other_times_are_on_trial(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A trial that nobody keeps goes back; what was removed by it would not."""
    path = house.paths.root / "site.toml"
    path.write_text("[keeping]\nrows_days = 400\n", encoding="utf-8")
    file = SiteFile(path, folder=house.paths.root, clock=house.clock)
    file.try_out("[keeping]\nrows_days = 30\n", actor="Anna", keys=("keeping.rows_days",))
    chores = house.chores()
    looked: list[float] = []

    class Stop(Event):
        def wait(self, timeout: float | None = None) -> bool:
            looked.append(timeout or 0)
            return len(looked) == 3

    asked = []
    monkeypatch.setattr(Retention, "step", lambda _self, now: bool(asked.append(now)))
    stopped = make_chores(house.config, paths=house.paths, store=house.store, clock=house.clock)
    by_name = {chore.name: chore for chore in stopped}
    house.clock.advance(120)  # over its time, and nobody has built the site anew yet
    by_name["retention"].run(Stop())
    assert (len(looked), asked) == (3, [])
    file.keep()
    by_name["retention"].run(Event())
    assert len(asked) == 1
    chores["handover"].run(Event())
