# SPDX-License-Identifier: AGPL-3.0-or-later
"""The site file on disk: versions, the trial, passwords; and the program ending at any point."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from alpr_kiosk.config import site_file as module
from alpr_kiosk.config.secret_file import SecretFile
from alpr_kiosk.config.site_file import VERSIONS_KEPT, SiteFile
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.domain.settings_intents import TRIAL_S
from alpr_kiosk.errors import ConfigError, StorageError
from tests.fakes.clock import ManualClock

OLD, NEW = "schema_version = 1 # old\n", "schema_version = 1 # new\n"


class Bench:
    def __init__(self, folder: Path) -> None:
        self.clock = ManualClock()
        self.path = folder / "etc" / "config.toml"
        self.path.parent.mkdir()
        self.path.write_text(OLD, encoding="utf-8")
        self.data = folder / "data"
        self.data.mkdir()
        self.file = self.again()

    def again(self) -> SiteFile:
        """The same file after a start of the program."""
        self.file = SiteFile(self.path, folder=self.data, clock=self.clock)
        return self.file


@pytest.fixture
def bench(tmp_path) -> Bench:
    return Bench(tmp_path)


def test_new_settings_are_on_trial_until_they_are_kept(bench) -> None:
    bench.file.try_out(NEW, actor="Installer", keys=("site.name",))
    assert bench.path.read_text() == NEW
    bench.clock.advance(20)
    trial = bench.file.trial()
    assert (trial.seconds_left(bench.clock), trial.actor, trial.keys) == (
        TRIAL_S - 20,
        "Installer",
        ("site.name",),
    )
    assert bench.file.settle() is None
    bench.file.keep()
    bench.clock.advance(1000)
    assert bench.again().settle() is None
    assert (bench.file.trial(), bench.path.read_text()) == (None, NEW)
    assert [bench.file.version(name) for name in bench.file.versions()] == [OLD]


def test_nobody_keeps_them_so_the_old_ones_come_back(bench) -> None:
    bench.file.try_out(NEW, actor="Installer", keys=("site.name",))
    bench.clock.advance(TRIAL_S)
    back = bench.file.settle()
    assert (back.code, back.actor, back.keys) == ("config.went_back", "Installer", ("site.name",))
    assert (bench.path.read_text(), bench.file.trial()) == (OLD, None)


def test_a_restart_goes_on_with_what_is_left_of_the_time(bench) -> None:
    bench.file.try_out(NEW, actor="a", keys=())
    bench.clock.advance(TRIAL_S - 5)
    assert bench.again().settle() is None
    assert bench.file.trial().seconds_left(bench.clock) == pytest.approx(5)
    bench.clock.advance(6)  # it was off meanwhile
    assert bench.again().settle().code == "config.went_back"
    assert bench.path.read_text() == OLD


def test_the_time_begins_with_the_first_site_that_is_built_and_only_once(bench) -> None:
    bench.file.try_out(NEW, actor="a", keys=())
    bench.clock.advance(20)  # the site before was ended meanwhile
    bench.file.begin()
    assert bench.file.trial().seconds_left(bench.clock) == TRIAL_S
    bench.clock.advance(20)
    bench.again().begin()
    assert bench.file.trial().seconds_left(bench.clock) == TRIAL_S - 20
    bench.file.end_now("config.taken_back")
    bench.file.begin()
    assert bench.again().settle().code == "config.taken_back"
    bench.file.begin()
    assert bench.file.trial() is None


def test_a_clock_that_was_set_back_gives_no_more_than_the_whole_time(bench) -> None:
    bench.file.try_out(NEW, actor="a", keys=())
    bench.clock.advance(-100_000)
    assert bench.file.trial().seconds_left(bench.clock) == TRIAL_S


@pytest.mark.parametrize("step", ["before the note", "after the note", "after the file"])
def test_the_program_is_killed_between_the_note_and_the_file(bench, monkeypatch, step) -> None:
    """Whatever is on disk then, the next start has one of the two files, and knows which."""
    written: list[Path] = []
    real = module.write_whole

    class KilledError(Exception):
        pass

    stop_at = {"before the note": 1, "after the note": 2, "after the file": 3}[step]

    def write(path: Path, text: str, *, mode: int = 0o600) -> None:
        if len(written) == stop_at:
            raise KilledError
        written.append(path)
        real(path, text, mode=mode)
        if step == "after the file" and len(written) == 3:
            raise KilledError

    monkeypatch.setattr(module, "write_whole", write)
    with pytest.raises(KilledError):
        bench.file.try_out(NEW, actor="a", keys=())
    monkeypatch.undo()
    bench.clock.advance(10)
    assert bench.again().settle() is None
    if step == "after the file":
        assert bench.path.read_text() == NEW
        assert bench.file.trial() is not None
        bench.clock.advance(TRIAL_S)
        assert bench.again().settle().code == "config.went_back"
    assert bench.path.read_text() == OLD
    assert bench.file.trial() is None
    assert bench.again().settle() is None


def test_killed_while_the_old_ones_come_back(bench, monkeypatch) -> None:
    bench.file.try_out(NEW, actor="a", keys=())
    bench.clock.advance(TRIAL_S)
    monkeypatch.setattr(SiteFile, "_end_trial", lambda _self: (_ for _ in ()).throw(SystemExit))
    with pytest.raises(SystemExit):
        bench.file.settle()
    monkeypatch.undo()
    assert bench.again().settle() is None
    assert (bench.path.read_text(), bench.file.trial()) == (OLD, None)


def test_a_file_edited_by_hand_during_a_trial_counts(bench) -> None:
    bench.file.try_out(NEW, actor="a", keys=())
    bench.path.write_text("# by hand\n", encoding="utf-8")
    bench.clock.advance(TRIAL_S)
    assert bench.again().settle() is None
    assert (bench.path.read_text(), bench.file.trial()) == ("# by hand\n", None)


def test_what_does_not_work_goes_back_at_once_and_says_why(bench) -> None:
    bench.file.try_out(NEW, actor="a", keys=("x",))
    back = bench.file.take_back("config.not_built", "no such scene")
    assert (back.code, back.why) == ("config.not_built", "no such scene")
    assert bench.path.read_text() == OLD
    assert bench.file.take_back("config.not_built", "") is None


def test_somebody_goes_back_now(bench) -> None:
    bench.file.try_out(NEW, actor="a", keys=())
    bench.file.end_now("config.taken_back")
    assert bench.again().settle().code == "config.taken_back"
    assert bench.path.read_text() == OLD


def test_without_a_window_nobody_can_keep_them(bench) -> None:
    bench.file.try_out(NEW, actor="a", keys=())
    assert bench.file.settle(at_once=True) is not None
    assert bench.path.read_text() == OLD


def test_a_damaged_note_leaves_the_file_alone(bench) -> None:
    bench.file.try_out(NEW, actor="a", keys=())
    (bench.data / module.TRIAL_FILE).write_text("{", encoding="utf-8")
    assert bench.again().settle() is None
    assert bench.path.read_text() == NEW


def test_only_the_newest_versions_are_kept(bench) -> None:
    for number in range(VERSIONS_KEPT + 5):
        bench.clock.advance(1)
        bench.file.try_out(f"# {number}\n", actor="a", keys=())
        bench.file.keep()
    names = bench.file.versions()
    assert len(names) == VERSIONS_KEPT
    assert bench.file.version(names[0]) == f"# {VERSIONS_KEPT + 3}\n"
    with pytest.raises(StorageError) as gone:
        bench.file.version("../../etc/passwd")
    assert gone.value.code == "config.no_version"


def test_the_file_keeps_its_mode_and_a_link_stays_one(bench) -> None:
    bench.path.chmod(0o640)
    link = bench.path.with_name("link.toml")
    link.symlink_to(bench.path)
    bench.path = link
    bench.again().try_out(NEW, actor="a", keys=())
    assert link.is_symlink()
    assert (link.resolve().stat().st_mode & 0o777, link.read_text()) == (0o640, NEW)
    assert all(path.stat().st_mode & 0o077 == 0 for path in bench.data.rglob("*.*"))


def test_a_folder_that_can_not_be_written_changes_nothing(bench) -> None:
    bench.path = bench.path.parent / "gone" / "config.toml"
    file = SiteFile(
        bench.path,
        folder=bench.data,
        clock=bench.clock,
        initial=bench.path.parent.parent / "config.toml",
    )
    with pytest.raises(StorageError) as refused:
        file.try_out(NEW, actor="a", keys=())
    assert (refused.value.code, file.trial(), file.text()) == ("config.unwritable", None, OLD)


def test_the_demo_begins_with_its_own_file_and_goes_on_with_another(bench) -> None:
    own = bench.data / "site.toml"
    file = SiteFile(own, folder=bench.data, clock=bench.clock, initial=bench.path)
    assert (file.text(), file.source) == (OLD, bench.path)
    file.try_out(NEW, actor="a", keys=())
    assert (file.text(), file.source, bench.path.read_text()) == (NEW, own, OLD)


def test_a_password_has_a_name_of_its_own_each_time(bench, monkeypatch) -> None:
    secrets = SecretFile(bench.data)
    first = secrets.put("cam-in", "p=ä #1 ")
    second = secrets.put("cam-in", "other")
    assert first != second
    assert first.startswith("ALPR_KEPT_CAM_IN_")
    monkeypatch.delenv(first)
    SecretFile(bench.data).export()
    assert (os.environ[first], os.environ[second]) == ("p=ä #1 ", "other")
    assert (bench.data / "secrets.env").stat().st_mode & 0o777 == 0o600
    for bad in ("a\nb", "x" * 200, "\0"):
        with pytest.raises(ConfigError) as odd:
            secrets.put("cam-in", bad)
        assert bad not in str(odd.value)
    monkeypatch.delenv(first)
    monkeypatch.delenv(second)


def test_a_password_that_no_version_names_is_forgotten(bench, monkeypatch) -> None:
    old = bench.file.secrets.put("cam", "old")
    lost = bench.file.secrets.put("cam", "lost")
    bench.path.write_text(f"# {old}\n", encoding="utf-8")
    bench.file.try_out(NEW, actor="a", keys=())
    bench.file.keep()
    text = (bench.data / "secrets.env").read_text(encoding="utf-8")
    assert (old in text, lost in text) == (True, False)
    monkeypatch.delenv(old)
    monkeypatch.delenv(lost)


def test_a_real_process_is_killed_between_saving_and_keeping(tmp_path) -> None:
    """SIGKILL right after the write: the next start goes on with the trial, and takes it back."""
    bench = Bench(tmp_path)
    script = (
        "import os, signal, sys; from pathlib import Path;"
        "from alpr_kiosk.config.site_file import SiteFile;"
        "from alpr_kiosk.domain.clock import SystemClock;"
        "file = SiteFile(Path(sys.argv[1]), folder=Path(sys.argv[2]), clock=SystemClock());"
        "file.try_out(sys.argv[3], actor='Ina', keys=('site.name',));"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(bench.path), str(bench.data), NEW], check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert bench.path.read_text() == NEW
    file = SiteFile(bench.path, folder=bench.data, clock=SystemClock())
    assert file.settle() is None
    assert 0 < file.trial().seconds_left(SystemClock()) <= TRIAL_S
    assert file.settle(at_once=True).actor == "Ina"
    assert bench.path.read_text() == OLD
