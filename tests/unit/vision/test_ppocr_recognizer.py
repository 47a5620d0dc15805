# SPDX-License-Identifier: AGPL-3.0-or-later
"""CTC decoding, the restricted alphabet, and the geometry of the reader's input."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.vision.model_store import ModelSpec
from alpr_kiosk.vision.recognizers.ppocr import PpOcrRecognizer

Array = npt.NDArray[np.float32]
PLATE = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
CROP = np.full((30, 100, 3), 255, dtype=np.uint8)


class ScriptedEngine:
    name = "scripted"

    def __init__(self, output: Array, characters: str, width: int | None = 200) -> None:
        self.output = output
        self.metadata = {"character": characters} if characters else {}
        self.input_shape: tuple[int | None, ...] = (1, 3, 48, width)
        self.tensors: list[Array] = []

    def run(self, tensor: Array) -> list[Array]:
        self.tensors.append(tensor)
        return [self.output]


def spec(output: str = "probabilities", width: int = 200, min_width: int = 144) -> ModelSpec:
    return ModelSpec(
        name="r",
        kind="recognizer",
        family="ppocr",
        path=Path("r.onnx"),
        sha256="",
        licence="",
        source="",
        input_height=48,
        input_width=width,
        input_min_width=min_width,
        output=output,
        alphabet=PLATE,
    )


def steps(text: str, classes: str, sure: float = 0.9) -> Array:
    """One time step per character of `text`; `_` is blank."""
    table = np.full((1, len(text), len(classes)), (1 - sure) / (len(classes) - 1), np.float32)
    for step, char in enumerate(text):
        table[0, step, classes.index(char)] = sure
    return table


STOCK = "_-.·" + PLATE + "a "
STOCK_FILE = "\n".join(STOCK[1:-1]) + "\n"


def read(text: str) -> str:
    engine = ScriptedEngine(steps(text, STOCK), STOCK_FILE)
    return PpOcrRecognizer(engine=engine, spec=spec()).read([CROP])[0].text


def test_repeats_collapse_and_blanks_separate() -> None:
    assert read("_AAB__BB1_1") == "ABB11"
    assert read("____") == ""


def test_a_winner_outside_the_alphabet_is_a_blank_and_inserts_nothing() -> None:
    assert read("A-B") == "AB"
    assert read("A.A") == "AA"
    assert read("A ·1a") == "A1"


def test_a_weak_plate_character_under_a_punctuation_winner_is_not_read() -> None:
    table = steps("A-B", STOCK)
    table[0, 1, STOCK.index("8")] = 0.05  # the best plate character of that step
    engine = ScriptedEngine(table, STOCK_FILE)
    assert PpOcrRecognizer(engine=engine, spec=spec()).read([CROP])[0].text == "AB"


def test_confidence_is_that_of_the_surest_step_and_the_smallest_character() -> None:
    table = steps("AA_1", STOCK)
    table[0, 0, STOCK.index("A")] = 0.6
    table[0, 3, STOCK.index("1")] = 0.7
    table[0, 3, STOCK.index("I")] = 0.2
    table[0, 3, STOCK.index("-")] = 0.15
    got = PpOcrRecognizer(engine=ScriptedEngine(table, STOCK_FILE), spec=spec()).read([CROP])[0]
    assert [char.confidence for char in got.chars] == pytest.approx([0.9, 0.7])
    assert got.confidence == pytest.approx(0.7)
    assert got.chars[1].alternatives[0] == ("I", pytest.approx(0.2))
    assert all(char in PLATE for char, _ in got.chars[1].alternatives)
    assert len(got.chars[1].alternatives) <= 4


def test_logits_become_probabilities() -> None:
    classes = "_" + PLATE
    table = np.zeros((1, 2, len(classes)), dtype=np.float32)
    table[0, 0, classes.index("7")] = 1000.0
    table[0, 1, 0] = 5.0
    got = PpOcrRecognizer(engine=ScriptedEngine(table, PLATE), spec=spec("logits")).read([CROP])[0]
    assert (got.text, got.confidence) == ("7", pytest.approx(1.0))


@pytest.mark.parametrize(
    ("crop_width", "expected"), [(50, 144), (160, 160), (400, 200)], ids=["short", "own", "long"]
)
def test_the_picture_is_as_wide_as_the_network_was_trained_on(
    crop_width: int, expected: int
) -> None:
    engine = ScriptedEngine(steps("_", "_" + PLATE), PLATE)
    reader = PpOcrRecognizer(engine=engine, spec=spec())
    reader.read([np.full((48, crop_width, 3), 255, dtype=np.uint8)])
    tensor = engine.tensors[0]
    assert tensor.shape == (1, 3, 48, 200)
    assert np.all(tensor[..., :expected] == pytest.approx(1.0))
    assert np.all(tensor[..., expected:] == 0.0)


def test_a_free_width_is_padded_to_few_shapes() -> None:
    engine = ScriptedEngine(steps("_", STOCK), STOCK_FILE, width=None)
    reader = PpOcrRecognizer(engine=engine, spec=spec(width=320, min_width=48))
    for width in (30, 90, 130, 700):
        reader.read([np.zeros((48, width, 3), dtype=np.uint8)])
    assert [tensor.shape[3] for tensor in engine.tensors] == [80, 120, 160, 320]


@pytest.mark.parametrize("shape", [(0, 0, 3), (3, 50, 3), (30, 7, 3), (30, 100)])
def test_a_crop_without_room_for_text_reads_as_nothing(shape: tuple[int, ...]) -> None:
    engine = ScriptedEngine(steps("A", "_" + PLATE), PLATE)
    got = PpOcrRecognizer(engine=engine, spec=spec()).read([np.zeros(shape, np.uint8)])
    assert [(one.text, one.chars, one.confidence) for one in got] == [("", (), 0.0)]
    assert not engine.tensors


def test_networks_that_do_not_fit_the_manifest_are_refused() -> None:
    good = steps("A", "_" + PLATE)
    with pytest.raises(RecognitionError, match=r"model\.shape"):
        PpOcrRecognizer(engine=ScriptedEngine(good, PLATE, width=320), spec=spec())
    with pytest.raises(RecognitionError, match=r"model\.shape"):
        PpOcrRecognizer(engine=ScriptedEngine(good, ""), spec=spec())
    other = PpOcrRecognizer(engine=ScriptedEngine(good, PLATE[:10]), spec=spec())
    with pytest.raises(RecognitionError, match=r"model\.shape"):
        other.read([CROP])
