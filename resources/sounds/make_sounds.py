# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes the sounds of the kiosk: ``python -m resources.sounds.make_sounds``.

Tones of the screen specification, 2.5: fundamentals of 150-1000 Hz, each with four harmonics above
it, so that a guard finds where it comes from and a small loudspeaker cannot swallow it
[IEC 60601-1-8 pattern]. 16 bits, one channel; nothing but the standard library.
"""

from __future__ import annotations

import math
import sys
import wave
from array import array
from dataclasses import dataclass
from pathlib import Path

RATE = 22_050
"""Samples a second; the highest harmonic, 5 x 659 Hz, is far below half of it."""
HARMONICS = (1.0, 0.55, 0.36, 0.24, 0.16)
"""Loudness of the fundamental and of the four harmonics above it."""
FADE_S = 0.012
"""Rise and fall of each tone: without a click."""
PEAK = 0.82
"""Of full scale."""


@dataclass(frozen=True, slots=True)
class Tone:
    """A tone of `hz` for `seconds`, then a pause; `gain` 0..1."""

    hz: float
    seconds: float
    pause: float = 0.0
    gain: float = 1.0


_BURST = (
    Tone(587, 0.12, 0.07),
    Tone(587, 0.12, 0.07),
    Tone(587, 0.12, 0.17),
    Tone(587, 0.12, 0.07),
    Tone(587, 0.12, 0.07),
)

SOUNDS: dict[str, tuple[Tone, ...]] = {
    # -24 dB: a click that is felt more than heard.
    "tick": (Tone(880, 0.02, gain=10 ** (-24 / 20)),),
    "hold_done": (Tone(523, 0.08),),
    "refused": (Tone(196, 0.1, 0.1), Tone(196, 0.1)),
    "allow": (Tone(659, 0.15, gain=0.4),),
    "ask": (Tone(523, 0.15, 0.05), Tone(659, 0.15)),
    "watch": (Tone(659, 0.15, 0.05), Tone(523, 0.15, 0.05), Tone(659, 0.15)),
    "deny": (Tone(440, 0.2, 0.05), Tone(349, 0.2, 0.05), Tone(294, 0.2)),
    "high": (Tone(440, 0.15, 0.2), Tone(440, 0.15, 0.2), Tone(440, 0.15)),
    "critical": (*_BURST[:-1], Tone(587, 0.12, 0.2), *_BURST),
    "expiry": (Tone(523, 0.15, 0.1), Tone(523, 0.15)),
}


def samples(tones: tuple[Tone, ...]) -> array[int]:
    """Return a sound as signed samples of 16 bits."""
    found = array("h")
    whole = sum(HARMONICS)
    for tone in tones:
        count = round(tone.seconds * RATE)
        fade = max(1, min(round(FADE_S * RATE), count // 2))
        for number in range(count):
            edge = min(1.0, (number + 1) / fade, (count - number) / fade)
            turn = 2 * math.pi * tone.hz * number / RATE
            value = sum(
                loud * math.sin(turn * order) for order, loud in enumerate(HARMONICS, start=1)
            )
            found.append(round(32767 * PEAK * tone.gain * edge * value / whole))
        found.extend([0] * round(tone.pause * RATE))
    return found


def write(path: Path, tones: tuple[Tone, ...]) -> None:
    """Write a sound as a WAV file."""
    found = samples(tones)
    if sys.byteorder == "big":
        found.byteswap()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(found.tobytes())


def main(folder: Path | None = None) -> None:
    """Write all sounds, beside this file unless told otherwise."""
    for name, tones in SOUNDS.items():
        write((folder or Path(__file__).parent) / f"{name}.wav", tones)


if __name__ == "__main__":
    main()
