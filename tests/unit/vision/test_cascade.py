# SPDX-License-Identifier: AGPL-3.0-or-later
"""The second reader of a cascade is asked for what the first is unsure of, and for nothing else."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from alpr_kiosk.config.schema import VisionConfig
from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.vision.assemble import load_kit
from alpr_kiosk.vision.model_store import ModelStore, default_folder
from alpr_kiosk.vision.recognizers.cascade import CascadeRecognizer
from alpr_kiosk.vision.types import Image, Recognition
from models.training.choose_cascade import (
    Answer,
    Sample,
    cascade,
    choose,
    exchanged,
    outcome,
)
from tests.fakes.vision import recognition


class Scripted:
    """Reads crop number n (its first pixel) as the script says, and remembers each call."""

    def __init__(self, *answers: Recognition, error: RecognitionError | None = None) -> None:
        self.answers = answers
        self.calls: list[list[int]] = []
        self.error = error

    def read(self, crops: Sequence[Image]) -> list[Recognition]:
        if self.error is not None:
            raise self.error
        self.calls.append([int(crop[0, 0, 0]) for crop in crops])
        return [self.answers[number] for number in self.calls[-1]]


def crops(count: int) -> list[Image]:
    return [np.full((20, 80, 3), number, dtype=np.uint8) for number in range(count)]


def test_only_doubtful_crops_go_to_the_second_reader_in_one_batch_and_keep_their_place() -> None:
    first = Scripted(
        recognition("SURE", 0.95), recognition("D0UBT", 0.5), recognition("EDGE", 0.9),
        recognition("8LUR", 0.89),
    )  # fmt: skip
    second = Scripted(
        recognition("no"), recognition("DOUBT", 0.8), recognition("no"), recognition("BLUR", 0.3)
    )
    read = CascadeRecognizer(first=first, second=second, below=0.9).read(crops(4))
    assert [one.text for one in read] == ["SURE", "DOUBT", "EDGE", "BLUR"]
    assert [one.confidence for one in read] == [0.95, 0.8, 0.9, 0.3]
    assert (first.calls, second.calls) == ([[0, 1, 2, 3]], [[1, 3]])


def test_the_second_reader_is_not_called_when_all_is_sure_or_nothing_is_there() -> None:
    first, second = Scripted(recognition("SURE", 0.95)), Scripted()
    cascade = CascadeRecognizer(first=first, second=second, below=0.9)
    assert [one.text for one in cascade.read(crops(1))] == ["SURE"]
    assert cascade.read([]) == []
    assert second.calls == []


def test_nothing_read_by_the_first_is_asked_of_the_second() -> None:
    cascade = CascadeRecognizer(
        first=Scripted(Recognition()), second=Scripted(recognition("FOUND", 0.7)), below=0.01
    )
    assert [one.text for one in cascade.read(crops(1))] == ["FOUND"]


def test_the_second_answer_stands_even_when_it_is_less_sure_or_empty() -> None:
    first = Scripted(recognition("LETTERING", 0.6), recognition("A8", 0.6))
    second = Scripted(Recognition(), recognition("AB", 0.4))
    read = CascadeRecognizer(first=first, second=second, below=0.9).read(crops(2))
    assert [(one.text, one.confidence) for one in read] == [("", 0.0), ("AB", 0.4)]


@pytest.mark.parametrize("failing", [0, 1])
def test_an_error_of_either_reader_is_an_error(failing: int) -> None:
    error = RecognitionError("engine.run", engine="test", detail="broken")
    readers = [Scripted(recognition("A", 0.1)), Scripted(recognition("B", 0.1))]
    readers[failing].error = error
    cascade = CascadeRecognizer(first=readers[0], second=readers[1], below=0.9)
    with pytest.raises(RecognitionError, match=r"engine\.run"):
        cascade.read(crops(1))


@pytest.mark.parametrize("below", [0.0, -0.1, 1.1, float("nan")])
def test_a_threshold_out_of_range_is_refused(below: float) -> None:
    with pytest.raises(ValueError, match="below"):
        CascadeRecognizer(first=Scripted(), second=Scripted(), below=below)


PLAIN = """
[[model]]
name = "{name}"
kind = "{kind}"
family = "ppocr"
file = "{name}.onnx"
sha256 = "{sha}"
licence = "MIT"
source = "here"
input = {{ height = 48, width = {width} }}
output = "logits"
alphabet = "AB"
"""

PAIR = """
[[model]]
name = "pair"
kind = "recognizer"
family = "cascade"
first = "small"
second = "large"
below = 0.9
licence = "MIT"
source = "both"
metrics = { one_line_exact = 0.9 }
"""


def store_of(folder: Path, pair: str = PAIR, *, second: str = "recognizer") -> ModelStore:
    """Return the store of a cascade that stands before its parts."""
    entries = [pair]
    for name, kind, width in (("small", "recognizer", 160), ("large", second, 200)):
        (folder / f"{name}.onnx").write_bytes(name.encode())
        sha = hashlib.sha256(name.encode()).hexdigest()
        entries.append(PLAIN.format(name=name, kind=kind, sha=sha, width=width))
    (folder / "manifest.toml").write_text("".join(entries), encoding="utf-8")
    return ModelStore(folder)


def test_a_cascade_is_an_entry_of_the_flat_list(tmp_path: Path) -> None:
    store = store_of(tmp_path)
    assert store.names() == ("pair", "small", "large")
    assert store.names("recognizer") == store.names()
    spec = store.resolve("pair", kind="recognizer")
    assert [part.name for part in spec.parts] == ["small", "large"]
    assert spec.files == spec.parts
    assert (spec.name, spec.family, spec.below, spec.source) == ("pair", "cascade", 0.9, "both")
    assert spec.metrics == {"one_line_exact": 0.9}
    # To those who ask a reader for its geometry or its file it looks like its second one.
    assert (spec.path, spec.input_width) == (tmp_path / "large.onnx", 200)
    assert store.describe("small").files == (store.describe("small"),)
    with pytest.raises(RecognitionError, match=r"model\.kind"):
        store.resolve("pair", kind="detector")


def test_its_digest_says_which_weights_and_threshold_it_has(tmp_path: Path) -> None:
    one = store_of(tmp_path).describe("pair").sha256
    assert len(one) == 64
    assert store_of(tmp_path).describe("pair").sha256 == one
    assert store_of(tmp_path, PAIR.replace("0.9\nl", "0.8\nl")).describe("pair").sha256 != one
    turned = PAIR.replace('"small"', '"large"')
    assert store_of(tmp_path, turned).describe("pair").sha256 != one


@pytest.mark.parametrize("name", ["small", "large"])
def test_the_files_of_both_readers_are_checked(tmp_path: Path, name: str) -> None:
    store = store_of(tmp_path)
    (tmp_path / f"{name}.onnx").write_bytes(b"altered")
    with pytest.raises(RecognitionError) as caught:
        store.resolve("pair")
    assert caught.value.code == "model.altered"
    assert caught.value.context == {
        "file": str(tmp_path / f"{name}.onnx"),
        "expected": hashlib.sha256(name.encode()).hexdigest(),
        "found": hashlib.sha256(b"altered").hexdigest(),
    }
    (tmp_path / f"{name}.onnx").unlink()
    with pytest.raises(RecognitionError) as caught:
        store.resolve("pair")
    assert caught.value.code == "model.missing"
    assert caught.value.context["file"] == str(tmp_path / f"{name}.onnx")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('first = "small"', 'first = "nothing"'),
        ('second = "large"', 'second = "pair"'),
        ('second = "large"\n', ""),
        ("below = 0.9\n", ""),
        ("below = 0.9", "below = 0"),
        ("below = 0.9", "below = 90"),
        ("below = 0.9", "below = nan"),
        ("below = 0.9", 'below = "high"'),
        ('kind = "recognizer"', 'kind = "detector"'),
    ],
)
def test_a_cascade_that_cannot_be_is_a_bad_manifest(tmp_path: Path, old: str, new: str) -> None:
    assert old in PAIR
    with pytest.raises(RecognitionError) as caught:
        store_of(tmp_path, PAIR.replace(old, new))
    assert caught.value.code == "model.manifest"


def test_a_detector_is_no_part_of_a_cascade(tmp_path: Path) -> None:
    with pytest.raises(RecognitionError) as caught:
        store_of(tmp_path, second="detector")
    assert caught.value.code == "model.manifest"
    assert "large" in str(caught.value.context["detail"])


def test_weights_that_no_engine_can_load_are_an_error_of_the_part(tmp_path: Path) -> None:
    text = (default_folder() / "manifest.toml").read_text(encoding="utf-8")
    text = text.replace('file = "plate_', f'file = "{default_folder()}/plate_')
    store_of(tmp_path)
    with (tmp_path / "manifest.toml").open("a", encoding="utf-8") as manifest:
        manifest.write(text)
    with pytest.raises(RecognitionError) as caught:
        load_kit(VisionConfig(recognizer="pair", engine="onnxruntime"), ModelStore(tmp_path))
    assert caught.value.code == "engine.load"
    assert caught.value.context["file"] == "small.onnx"


def sample(one: Recognition, two: Recognition, *, truth: str = "AB12") -> Sample:
    """A held-out box to which both readers say the same in every look."""
    return Sample(
        plate=0,
        truth=truth,
        found=True,
        first=(Answer(read=one, ms=2.0),) * 3,
        second=(Answer(read=two, ms=9.0),) * 3,
    )


SAMPLES = [
    sample(recognition("AB12", 0.95), recognition("AB12", 0.99)),
    sample(recognition("A812", 0.85), recognition("AB12", 0.9)),  # lost when it is kept
    sample(recognition("AB12", 0.6), recognition("A812", 0.3)),  # won when it is kept
    sample(Recognition(), recognition("AB12", 0.7)),
]


@pytest.mark.parametrize("below", [0.001, 0.6, 0.61, 0.85, 0.86, 1.0])
def test_the_choice_reckons_with_what_the_cascade_does(below: float) -> None:
    one = [s.first[0].read for s in SAMPLES]
    two = [s.second[0].read for s in SAMPLES]
    parts = CascadeRecognizer(first=Scripted(*one), second=Scripted(*two), below=below)
    assert parts.read(crops(len(SAMPLES))) == [cascade(below)(s)[0] for s in SAMPLES]


def test_the_lowest_threshold_that_loses_nothing_is_chosen() -> None:
    assert choose(SAMPLES, (0.5, 0.8, 0.9, 0.96), 0) == 0.9
    assert exchanged(SAMPLES, 0.8) == (1, 0)
    assert exchanged(SAMPLES, 0.5) == (1, 1)
    assert outcome(SAMPLES, cascade(0.9)).ms == 2 + 9 * 3 / 4
    assert outcome(SAMPLES, cascade(0.9)).asked == 3 / 4
    # A loss of a quarter is bearable: below 0.9 one box is lost.
    assert choose(SAMPLES, (0.8, 0.9), 0.25) == 0.8


def test_a_lucky_low_threshold_below_a_bad_one_is_not_taken_and_none_may_do() -> None:
    sure_and_wrong = sample(recognition("A812", 0.99), recognition("AB12", 0.99))
    assert choose([sure_and_wrong], (0.5, 0.9), 0) is None
    assert choose(SAMPLES, (0.5, 0.8), 0) is None
