# SPDX-License-Identifier: AGPL-3.0-or-later
"""The WAV files are what their script makes, and sound as the specification says."""

from __future__ import annotations

import sys
import wave
from array import array
from pathlib import Path

import numpy as np
import pytest

from alpr_kiosk.domain.sounds import LENGTHS_S, SoundName
from resources.sounds import make_sounds

FOLDER = Path(make_sounds.__file__).parent


def _read(name: str) -> array[int]:
    with wave.open(str(FOLDER / f"{name}.wav")) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        assert file.getframerate() == make_sounds.RATE
        found = array("h", file.readframes(file.getnframes()))
    if sys.byteorder == "big":
        found.byteswap()
    return found


@pytest.mark.parametrize("name", [sound.value for sound in SoundName])
def test_the_file_is_what_the_script_makes(name):
    kept, made = _read(name), make_sounds.samples(make_sounds.SOUNDS[name])
    assert len(kept) == len(made)
    # Another library of mathematics may round the last bit otherwise.
    assert max(abs(one - other) for one, other in zip(kept, made, strict=True)) <= 1


def test_there_is_a_file_for_each_sound_and_no_other():
    assert {path.stem for path in FOLDER.glob("*.wav")} == {sound.value for sound in SoundName}
    assert set(make_sounds.SOUNDS) == {sound.value for sound in SoundName}


def test_lengths_are_those_that_the_order_of_sounds_counts_with():
    for sound, seconds in LENGTHS_S.items():
        assert len(_read(sound.value)) / make_sounds.RATE == pytest.approx(seconds, abs=0.03)


def test_fundamentals_and_harmonics():
    """150-1000 Hz, and at least four harmonics above each."""
    assert len(make_sounds.HARMONICS) >= 5
    for tones in make_sounds.SOUNDS.values():
        assert all(150 <= tone.hz <= 1000 for tone in tones)
    heard = np.asarray(_read("high"), dtype=float)[: round(0.15 * make_sounds.RATE)]
    spectrum = np.abs(np.fft.rfft(heard * np.hanning(len(heard)), 22050))
    tops = [
        float(spectrum[round(440 * order) - 8 : round(440 * order) + 9].max())
        for order in range(1, 6)
    ]
    assert all(top > 0.08 * tops[0] for top in tops)
    assert float(spectrum[600:700].max()) < 0.02 * tops[0]
