# SPDX-License-Identifier: AGPL-3.0-or-later
"""Slot networks: pads, probabilities, alternatives, batches, colours, refusals."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.vision.model_store import ModelSpec
from alpr_kiosk.vision.recognizers.plate_cct import PlateCctRecognizer


class SlotEngine:
    """Answers each picture with the same slots; keeps what it was given."""

    name = "scripted"

    def __init__(
        self, slots: Any, shape: tuple[int | None, ...] = (None, 4, 8, 3), *, flat: bool = False
    ) -> None:
        self.input_shape = shape
        self.metadata: dict[str, str] = {}
        self.given: list[np.ndarray] = []
        self._slots = np.array(slots, dtype=np.float32)
        self._flat = flat

    def run(self, tensor: np.ndarray) -> list[np.ndarray]:
        self.given.append(tensor)
        answer = np.repeat(self._slots[np.newaxis], len(tensor), axis=0)
        region = np.zeros((len(tensor), 5), dtype=np.float32)
        return [region, answer.reshape(len(tensor), -1) if self._flat else answer]


SLOTS = [[0.1, 0.8, 0.07, 0.03], [0.0, 0.25, 0.7, 0.05], [0.0, 0.0, 0.1, 0.9]]
CROP = np.full((20, 60, 3), (10, 20, 30), dtype=np.uint8)


def spec(**changes: Any) -> ModelSpec:
    values: dict[str, Any] = {
        "name": "cct",
        "kind": "recognizer",
        "family": "plate_cct",
        "path": Path("cct.onnx"),
        "sha256": "0",
        "licence": "MIT",
        "source": "a test",
        "input_height": 4,
        "input_width": 8,
        "output": "probabilities",
        "alphabet": "AB1",
        "pad": "_",
        "slots": 3,
    }
    return ModelSpec(**{**values, **changes})


@pytest.mark.parametrize("flat", [False, True])
def test_slots_are_read_and_pads_left_out(flat: bool) -> None:
    engine = SlotEngine(SLOTS, flat=flat)
    got = PlateCctRecognizer(engine=engine, spec=spec()).read([CROP])[0]
    assert got.text == "B1"
    assert got.confidence == pytest.approx(0.7)
    assert [char for char, _ in got.chars[0].alternatives] == ["A", "1"]
    assert got.chars[1].alternatives == (("B", pytest.approx(0.25)),)
    assert engine.given[0].dtype == np.uint8
    assert engine.given[0][0, 0, 0].tolist() == [30, 20, 10]  # RGB


def test_a_pad_inside_the_alphabet_keeps_its_class() -> None:
    got = PlateCctRecognizer(engine=SlotEngine(SLOTS), spec=spec(alphabet="A_1B")).read([CROP])[0]
    assert got.text == "1B"


def test_logits_become_probabilities() -> None:
    logits = np.log(np.array(SLOTS) + 1e-9) + 3
    got = PlateCctRecognizer(engine=SlotEngine(logits), spec=spec(output="logits")).read([CROP])[0]
    assert (got.text, got.confidence) == ("B1", pytest.approx(0.7, abs=1e-4))


@pytest.mark.parametrize(("first", "runs"), [(None, 2), (1, 9)])
def test_a_free_first_dimension_takes_several_crops(first: int | None, runs: int) -> None:
    engine = SlotEngine(SLOTS, (first, 4, 8, 1))
    empty = np.zeros((0, 0, 3), dtype=np.uint8)
    got = PlateCctRecognizer(engine=engine, spec=spec()).read([empty, *[CROP] * 9, empty])
    assert [one.text for one in got] == ["", *["B1"] * 9, ""]
    assert len(engine.given) == runs
    assert engine.given[0].shape[1:] == (4, 8, 1)


@pytest.mark.parametrize(
    ("shape", "changes"),
    [
        ((None, 4, 9, 3), {}),
        ((None, 3, 4, 8), {}),
        ((None, 4, 8, 3), {"pad": ""}),
        ((None, 4, 8, 3), {"slots": 0}),
        ((None, 4, 8, 3), {"alphabet": "AA1"}),
    ],
)
def test_what_does_not_fit_is_refused(shape: Any, changes: dict[str, Any]) -> None:
    with pytest.raises(RecognitionError, match=r"model\.shape"):
        PlateCctRecognizer(engine=SlotEngine(SLOTS, shape), spec=spec(**changes))


def test_an_output_of_another_size_is_refused() -> None:
    reader = PlateCctRecognizer(engine=SlotEngine(SLOTS), spec=spec(slots=4))
    with pytest.raises(RecognitionError, match=r"model\.shape"):
        reader.read([CROP])
