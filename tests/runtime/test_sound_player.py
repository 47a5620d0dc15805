# SPDX-License-Identifier: AGPL-3.0-or-later
"""Sounds by real child processes: a program on PATH that writes down what it was told."""

from __future__ import annotations

import os
import shutil
import wave
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from alpr_kiosk.domain.sounds import SoundName
from alpr_kiosk.runtime.mailbox import Inbox
from alpr_kiosk.runtime.sound_player import HUNG_S, PROGRAMS, PlayerSound
from alpr_kiosk.runtime.sounds import PROBE_GONE_S, PROBE_S, SoundJob, SoundWorker
from tests.fakes.clock import ManualClock

GOOD = "exit 0"
BAD = "exit 3"
HANGS = "exec sleep 600"


class Programs:
    """Players in a folder of their own; each writes its name and what it was told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "bin"
        self.folder.mkdir()
        self.heard = folder / "heard.txt"

    def add(self, name: str, then: str = GOOD) -> None:
        path = self.folder / name
        path.write_text(f'#!/bin/sh\necho "{name} $*" >> "{self.heard}"\n{then}\n')
        path.chmod(0o755)

    @property
    def which(self) -> Callable[[str], str | None]:
        return partial(shutil.which, path=str(self.folder))

    def lines(self) -> list[str]:
        return self.heard.read_text().splitlines() if self.heard.exists() else []


@pytest.fixture
def programs(tmp_path: Path) -> Programs:
    return Programs(tmp_path)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


def _over(port: PlayerSound) -> str:
    """Wait for the child that runs, and return what is known then."""
    process = port._process
    while process is not None:
        process.wait(timeout=10)
        why = port.look()
        if port._process is process or port._process is None:
            return why
        process = port._process
    return port.look()


def test_pipewire_comes_first(programs, clock):
    for name in PROGRAMS:
        programs.add(name)
    port = PlayerSound(clock=clock, which=programs.which)
    port.play(SoundName.DENY, 0.7)
    assert _over(port) == ""
    (line,) = programs.lines()
    assert line.startswith("pw-play --volume=0.700 ")
    assert Path(line.split()[-1]).name == "deny.wav"


def test_pulseaudio_counts_to_65536(programs, clock):
    programs.add("paplay")
    port = PlayerSound(clock=clock, which=programs.which)
    port.play(SoundName.HIGH, 0.5)
    assert _over(port) == ""
    assert programs.lines()[0].startswith("paplay --volume=32768 ")


def test_alsa_gets_a_quieter_file(programs, clock, tmp_path):
    programs.add("aplay", f'cat > "{tmp_path}/got.wav"')
    port = PlayerSound(clock=clock, which=programs.which)
    port.play(SoundName.HIGH, 0.25)
    assert _over(port) == ""
    assert programs.lines() == ["aplay -q -"]
    with wave.open(str(tmp_path / "got.wav")) as got:
        samples = memoryview(got.readframes(got.getnframes())).cast("h")
    loudest = max(abs(value) for value in samples)
    assert 0.1 * 32767 < loudest < 0.25 * 32767


def test_a_program_that_fails_hands_over_the_same_sound(programs, clock):
    programs.add("pw-play", BAD)
    programs.add("aplay")
    port = PlayerSound(clock=clock, which=programs.which)
    port.play(SoundName.CRITICAL, 1.0)
    assert _over(port) == ""
    assert [line.split()[0] for line in programs.lines()] == ["pw-play", "aplay"]


def test_all_fail_and_one_works_again(programs, clock):
    programs.add("pw-play", BAD)
    port = PlayerSound(clock=clock, which=programs.which)
    port.play(SoundName.HIGH, 1.0)
    assert "status 3" in _over(port)
    programs.add("pw-play")
    port.play(SoundName.HIGH, 1.0)
    assert _over(port) == ""


def test_without_any_program_it_says_so(clock):
    port = PlayerSound(clock=clock, which=lambda _name: None)
    assert "none of pw-play" in port.look()
    port.play(SoundName.HIGH, 1.0)
    assert "is installed" in port.look()
    port.stop()


def test_never_two_at_once(programs, clock):
    programs.add("pw-play", HANGS)
    port = PlayerSound(clock=clock, which=programs.which)
    port.play(SoundName.HIGH, 1.0)
    first = port._process
    port.play(SoundName.CRITICAL, 1.0)
    assert first is not None
    assert first.returncode is not None
    assert port.running
    pid = port._process.pid
    port.stop()
    assert not port.running
    with pytest.raises(ProcessLookupError):
        os.killpg(pid, 0)


def test_one_that_hangs_is_noticed_and_killed(programs, clock):
    programs.add("pw-play", HANGS)
    port = PlayerSound(clock=clock, which=programs.which)
    port.play(SoundName.HIGH, 1.0)
    clock.advance(HUNG_S)
    assert port.look() == ""
    clock.advance(1)
    assert "does not end" in port.look()
    assert not port.running


def test_a_file_that_is_gone_is_no_crash(programs, clock, tmp_path):
    programs.add("aplay")
    port = PlayerSound(clock=clock, which=programs.which, folder=tmp_path)
    port.play(SoundName.HIGH, 1.0)
    assert "can't be started" in port.look()


# -------------------------------------------------------------------------------- the thread


@pytest.fixture
def worker(programs, clock, qapp):
    told: list[str] = []
    made = SoundWorker(
        inbox=Inbox(64),
        make_port=lambda: PlayerSound(clock=clock, which=programs.which),
        loudness=lambda _name: 0.8,
        clock=clock,
    )
    made.sound_changed.connect(told.append)
    made.told = told
    yield made
    if made._port is not None:
        made._port.stop()


def _step(worker: SoundWorker) -> None:
    worker.step()
    process = worker._port._process
    if process is not None:
        process.wait(timeout=10)


def test_the_way_is_tried_before_the_first_alarm(programs, worker, clock):
    programs.add("pw-play", BAD)
    _step(worker)
    assert programs.lines()[0].startswith("pw-play --volume=0.000 ")
    _step(worker)
    assert len(worker.told) == 1
    assert "status 3" in worker.told[0]
    programs.add("pw-play")
    clock.advance(PROBE_S)
    _step(worker)
    _step(worker)
    assert worker.told[1:] == [""]


def test_no_program_is_told_at_once_and_again_when_there_is_one(programs, worker, clock):
    _step(worker)
    _step(worker)
    assert len(worker.told) == 1
    programs.add("aplay")
    clock.advance(PROBE_GONE_S + 1)
    _step(worker)
    _step(worker)
    assert worker.told[1:] == [""]


def test_jobs_are_heard_and_silence_cuts_off(programs, worker, clock):
    programs.add("pw-play", HANGS)
    worker.step()
    worker.handle(SoundJob(what="latch", key="a", name=SoundName.CRITICAL))
    worker.step()
    assert worker._port.running
    worker.handle(SoundJob(what="silence", seconds=30))
    assert not worker._port.running
    clock.advance(29)
    worker.step()
    assert not worker._port.running
    clock.advance(2)
    worker.step()
    assert worker._port.running
    worker.handle(SoundJob(what="release", key="a"))
    assert not worker._port.running
