# SPDX-License-Identifier: AGPL-3.0-or-later
"""Plays a sound by a program of the system, one at a time (`SoundPort`).

QtMultimedia is not used (decisions, finding 7). Each sound is a child process: one that hangs is
killed, one that fails hands over to the next program, and the kiosk goes on in any case.
"""

from __future__ import annotations

import contextlib
import io
import logging
import os
import shutil
import signal
import subprocess
import wave
from array import array
from collections.abc import Callable
from pathlib import Path

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.sounds import LENGTHS_S, SoundName

logger = logging.getLogger(__name__)

SOUNDS_DIR = Path(__file__).resolve().parents[2] / "resources" / "sounds"
PROGRAMS = ("pw-play", "paplay", "aplay")
"""PipeWire's, PulseAudio's, ALSA's: the first that is there and works."""
HUNG_S = 3.0
"""A program that plays this much longer than its sound hangs, seconds. Opening a device that
sleeps takes up to a second; ours."""
KILL_S = 0.5
"""Longest wait for the end of a killed program, seconds."""


class PlayerSound:
    """Sounds by child processes; used from one thread.

    Args:
        clock: Time.
        folder: The WAV files.
        which: Finds a program; None when it is not there.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        folder: Path = SOUNDS_DIR,
        which: Callable[[str], str | None] = shutil.which,
    ) -> None:
        self._clock = clock
        self._folder = folder
        self._which = which
        self._programs: list[tuple[str, str]] = []
        self._process: subprocess.Popen[bytes] | None = None
        self._sound: tuple[SoundName, float] = (SoundName.TICK, 0.0)
        self._began = 0.0
        self._scaled: dict[tuple[SoundName, float], bytes] = {}
        self._why = ""
        self.search()

    def search(self) -> None:
        """Look for the programs; one may have been installed since, or work again.

        That one is there is no sound yet: what was wrong stays true until one has ended well.
        """
        found = [(name, self._which(name)) for name in PROGRAMS]
        self._programs = [(name, path) for name, path in found if path]
        if not self._programs:
            self._why = f"none of {', '.join(PROGRAMS)} is installed"

    @property
    def running(self) -> bool:
        """Whether a program plays at this moment."""
        return self._process is not None and self._process.poll() is None

    def play(self, name: SoundName, volume: float) -> None:
        """Begin a sound in place of one that still goes on; see `SoundPort`."""
        if not self._programs:
            self.search()
        self._sound = (name, max(0.0, min(1.0, volume)))
        if self._end():
            self._start()

    def stop(self) -> None:
        """End what is heard."""
        self._end()

    def look(self) -> str:
        """See what became of the newest sound; return "" or why nothing can be heard."""
        process = self._process
        if process is None:
            return self._why
        code = process.poll()
        if code is None:
            limit = LENGTHS_S[self._sound[0]] + HUNG_S
            if self._clock.monotonic() - self._began <= limit:
                return self._why
            self._end()
            self._failed("does not end")
        else:
            self._process = None
            if code != 0:
                self._failed(f"ended with status {code}")
            else:
                self._why = ""
        return self._why

    # --------------------------------------------------------------------------------- internals

    def _start(self) -> None:
        name, volume = self._sound
        path = self._folder / f"{name.value}.wav"
        while self._programs:
            program, at = self._programs[0]
            try:
                with contextlib.ExitStack() as stack:
                    stdin: int = subprocess.DEVNULL
                    if program == "pw-play":
                        arguments = [at, f"--volume={volume:.3f}", str(path)]
                    elif program == "paplay":
                        arguments = [at, f"--volume={round(65536 * volume)}", str(path)]
                    else:
                        arguments = [at, "-q", "-"]
                        key = (name, volume)
                        if key not in self._scaled:
                            self._scaled[key] = _scaled(path, volume)
                        stdin = _in_memory(self._scaled[key])
                        stack.callback(os.close, stdin)
                    # A group of its own: what it starts itself is ended with it.
                    self._process = subprocess.Popen(  # noqa: S603 - found by our own names
                        arguments,
                        stdin=stdin,
                        stdout=subprocess.DEVNULL,
                        stderr=subprocess.DEVNULL,
                        start_new_session=True,
                    )
            except (OSError, wave.Error) as exc:
                self._drop(f"can't be started: {exc}")
                continue
            self._began = self._clock.monotonic()
            return

    def _end(self) -> bool:
        """Kill what plays; False when it does not die, and then nothing else may play."""
        process = self._process
        if process is None:
            return True
        if process.poll() is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)
            try:
                process.wait(timeout=KILL_S)
            except subprocess.TimeoutExpired:
                self._why = f"{self._programs[0][0] if self._programs else 'it'} can't be ended"
                return False
        self._process = None
        return True

    def _failed(self, how: str) -> None:
        """The program of the newest sound is no good: the next one plays that sound."""
        self._drop(how)
        if self._programs and self._process is None:
            self._start()

    def _drop(self, how: str) -> None:
        if not self._programs:
            return
        program, _ = self._programs.pop(0)
        logger.warning("sound: %s %s", program, how)
        if not self._programs:
            self._why = f"{program} {how}"


def _scaled(path: Path, volume: float) -> bytes:
    """Return a WAV file at another loudness: aplay has no knob.

    Raises:
        OSError: The file is not there.
        wave.Error: It is no WAV file.
    """
    with wave.open(str(path), "rb") as source:
        parameters = source.getparams()
        samples = array("h", source.readframes(source.getnframes()))
    samples = array("h", (round(value * volume) for value in samples))
    made = io.BytesIO()
    with wave.open(made, "wb") as target:
        target.setparams(parameters)
        target.writeframes(samples.tobytes())
    return made.getvalue()


def _in_memory(content: bytes) -> int:
    """Return a descriptor of a file with this content in memory alone: the disk may be full.

    Raises:
        OSError: There is no memory for it.
    """
    descriptor = os.memfd_create("sound", os.MFD_CLOEXEC)
    with os.fdopen(os.dup(descriptor), "wb") as file:
        file.write(content)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor
