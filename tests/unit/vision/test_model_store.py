# SPDX-License-Identifier: AGPL-3.0-or-later
"""Weights are found, and refused when they are not what the manifest says."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from alpr_kiosk.errors import RecognitionError
from alpr_kiosk.vision.model_store import ModelStore, default_folder

ENTRY = """
[[model]]
name = "m"
kind = "detector"
family = "yolo"
file = "m.onnx"
sha256 = "{sha}"
licence = "MIT"
source = "here"
input = {{ height = 8, width = 16 }}
"""


def folder(tmp_path: Path, content: bytes | None, sha: str) -> Path:
    (tmp_path / "manifest.toml").write_text(ENTRY.format(sha=sha), encoding="utf-8")
    if content is not None:
        (tmp_path / "m.onnx").write_bytes(content)
    return tmp_path


@pytest.mark.parametrize("name", ModelStore().names())
def test_everything_in_the_manifest_is_here_and_unaltered(name: str) -> None:
    spec = ModelStore().resolve(name)
    assert spec.path.is_file()
    assert spec.licence
    assert spec.source


def test_the_rival_reader_is_not_part_of_the_project() -> None:
    assert not list(default_folder().rglob("cct*"))


def test_a_file_with_the_pinned_hash_is_given(tmp_path: Path) -> None:
    sha = hashlib.sha256(b"weights").hexdigest()
    spec = ModelStore(folder(tmp_path, b"weights", sha)).resolve("m", kind="detector")
    assert (spec.path, spec.input_height, spec.input_width) == (tmp_path / "m.onnx", 8, 16)


def test_an_altered_file_is_refused_by_name_and_hashes(tmp_path: Path) -> None:
    sha = hashlib.sha256(b"weights").hexdigest()
    with pytest.raises(RecognitionError) as caught:
        ModelStore(folder(tmp_path, b"weightz", sha)).resolve("m")
    assert caught.value.code == "model.altered"
    assert caught.value.context == {
        "file": str(tmp_path / "m.onnx"),
        "expected": sha,
        "found": hashlib.sha256(b"weightz").hexdigest(),
    }


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(RecognitionError) as caught:
        ModelStore(folder(tmp_path, None, "0" * 64)).resolve("m")
    assert caught.value.code == "model.missing"
    assert caught.value.context["file"] == str(tmp_path / "m.onnx")


def test_a_missing_package_is_a_missing_file(tmp_path: Path) -> None:
    text = ENTRY.format(sha="0" * 64).replace('file = "m', 'package = "no_such_package"\nfile = "m')
    (tmp_path / "manifest.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RecognitionError) as caught:
        ModelStore(tmp_path).resolve("m")
    assert caught.value.code == "model.missing"
    assert "no_such_package" in str(caught.value.context["file"])


def test_unknown_names_and_wrong_kinds_are_refused() -> None:
    store = ModelStore()
    with pytest.raises(RecognitionError, match=r"model\.unknown"):
        store.resolve("nothing")
    with pytest.raises(RecognitionError, match=r"model\.kind"):
        store.resolve("plate_ppocrv6_ft", kind="detector")


@pytest.mark.parametrize("text", [None, "not toml [", "[[model]]\nname = 'x'\n", "a = 1\n"])
def test_a_bad_manifest_is_one_clear_error(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / "manifest.toml").write_text(text, encoding="utf-8")
    with pytest.raises(RecognitionError) as caught:
        ModelStore(tmp_path)
    assert caught.value.code == "model.manifest"
