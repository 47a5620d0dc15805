# SPDX-License-Identifier: AGPL-3.0-or-later
"""A folder for somebody else: whole or nothing, read back, and whatever was changed is named."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from alpr_kiosk.errors import StorageError
from alpr_kiosk.storage import sealed_folder
from alpr_kiosk.storage.sealed_folder import (
    MANIFEST,
    Sealed,
    check_sealed,
    manifest_digest,
    write_sealed,
)

FILES: list[tuple[str, Callable[[], bytes]]] = [
    ("a.txt", lambda: b"first"),
    ("b.jpg", lambda: bytes(range(256)) * 50),
]


def write(target: Path, **changes: Any) -> Sealed:
    values: dict[str, Any] = {"about": {"site": "Ö"}, "needed": 20_000, "stop": Event(), **changes}
    return write_sealed(target, "pack", values.pop("files", FILES), **values)


def test_a_pack_can_be_checked_by_us_and_by_anybody(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    sealed = write(tmp_path, progress=lambda done, of: steps.append((done, of)))
    assert sealed.path == tmp_path / "pack"
    assert (sealed.files, sealed.size) == (2, 5 + 12_800)
    assert sealed.digest == hashlib.sha256((sealed.path / MANIFEST).read_bytes()).hexdigest()
    assert sealed.digest == manifest_digest(sealed.path)
    assert json.loads((sealed.path / MANIFEST).read_text("utf-8"))["site"] == "Ö"
    assert check_sealed(sealed.path) == []
    assert steps[-1] == (4, 4)
    assert [path.name for path in tmp_path.iterdir()] == ["pack"]
    done = subprocess.run(
        ["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=sealed.path, check=False
    )
    assert done.returncode == 0


def test_whatever_was_changed_is_named(tmp_path: Path) -> None:
    pack = write(tmp_path).path
    (pack / "a.txt").write_bytes(b"First")
    (pack / "b.jpg").unlink()
    (pack / "c.exe").write_bytes(b"")
    assert check_sealed(pack) == [
        "a.txt was changed",
        "b.jpg is missing",
        "'c.exe' is not of this pack",
    ]


@pytest.mark.parametrize(
    "manifest",
    [
        "",
        "[]",
        '{"format": "other", "files": []}',
        '{"format": "alpr-pack 1", "files": [{"name": 1}]}',
        '{"format": "alpr-pack 1", "files": 7}',
    ],
)
def test_what_is_no_manifest_is_refused(tmp_path: Path, manifest: str) -> None:
    (tmp_path / MANIFEST).write_text(manifest)
    with pytest.raises(StorageError) as caught:
        check_sealed(tmp_path)
    assert caught.value.code == "pack.no_manifest"


def test_a_made_up_pack_reads_nothing_outside(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_bytes(b"x")
    pack = write(tmp_path).path
    told = json.loads((pack / MANIFEST).read_text())
    digest = hashlib.sha256(b"x").hexdigest()
    told["files"] += [
        {"name": "../secret", "size": 1, "sha256": digest},
        {"name": "link", "size": 1, "sha256": digest},
    ]
    (pack / MANIFEST).write_text(json.dumps(told))
    (pack / "link").symlink_to(secret)
    assert check_sealed(pack) == ["'../secret' is no name of a file in a pack", "link is missing"]


def test_a_target_without_room_or_with_one_of_that_name(tmp_path: Path) -> None:
    for code, changes in (
        ("pack.no_room", {"disk_usage": lambda _: (10**9, 10**9, 10**6)}),
        ("pack.exists", {}),
        ("pack.unwritable", {}),
    ):
        target = tmp_path / code
        if code != "pack.unwritable":
            target.mkdir()
        if code == "pack.exists":
            (target / "pack").mkdir()
        with pytest.raises(StorageError) as caught:
            write(target, **changes)
        assert caught.value.code == code
    assert list((tmp_path / "pack.no_room").iterdir()) == []


@pytest.mark.parametrize("after", range(5))
def test_one_that_is_stopped_or_fails_leaves_nothing(tmp_path: Path, after: int) -> None:
    stop = Event()

    def progress(done: int, _of: int) -> None:
        if done >= after:
            stop.set()

    if after == 0:
        stop.set()
    if after < 4:
        with pytest.raises(StorageError) as caught:
            write(tmp_path, stop=stop, progress=progress)
        assert caught.value.code == "pack.stopped"
    else:
        files = [*FILES, ("c.txt", lambda: (_ for _ in ()).throw(OSError(28, "No space left")))]
        with pytest.raises(StorageError) as caught:
            write(tmp_path, files=files)
        assert caught.value.code == "pack.unwritable"
    assert list(tmp_path.iterdir()) == []


def test_a_stick_that_lies_is_found_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = sealed_folder._read
    monkeypatch.setattr(
        sealed_folder, "_read", lambda path: real(path)[:-1] + b"?" if path.suffix else real(path)
    )
    with pytest.raises(StorageError) as caught:
        write(tmp_path)
    assert caught.value.code == "pack.differs"
    assert list(tmp_path.iterdir()) == []


def test_names_that_a_stick_may_not_take_are_a_bug(tmp_path: Path) -> None:
    for name in ("../x", "a b", "ä", ""):
        with pytest.raises(ValueError, match="not a name"):
            write(tmp_path, files=[(name, lambda: b"")])
