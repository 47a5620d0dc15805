# SPDX-License-Identifier: AGPL-3.0-or-later
"""Manifests of a site's own weights."""

from __future__ import annotations

from pathlib import Path

from alpr_kiosk.vision.model_store import ModelStore, file_sha256

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def entry(kind: str, family: str, file: Path, *, height: int, width: int) -> str:
    """Return the manifest entry of a file anywhere; its name is its family."""
    return f"""
[[model]]
name = "{family}"
kind = "{kind}"
family = "{family}"
file = "{file}"
sha256 = "{file_sha256(file) if file.is_file() else "0" * 64}"
licence = "AGPL-3.0-or-later"
source = "a test"
input = {{ height = {height}, width = {width} }}
alphabet = "{ALPHABET}"
"""


def store_of(folder: Path, *entries: str) -> ModelStore:
    """Return the store of these entries."""
    (folder / "manifest.toml").write_text("".join(entries), encoding="utf-8")
    return ModelStore(folder)
