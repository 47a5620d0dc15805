# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds network weights and refuses what is missing or altered.

An entry of the family "cascade" has no file: it names two readers of the same list and the
confidence below which the second is asked (`recognizers.cascade`). The list stays flat, each hash
stands once, and `resolve` checks the files of both.
"""

from __future__ import annotations

import hashlib
import importlib.util
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from alpr_kiosk.errors import RecognitionError

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

MANIFEST = "manifest.toml"
CASCADE = "cascade"
"""Family of an entry that is made of two others."""

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSpec:
    """One entry of the manifest; `path` exists and has the pinned hash when `resolve` made it.

    Attributes:
        name: Name in the manifest and in the site file.
        kind: "detector" or "recognizer".
        family: Which back end understands it: "yolo", "ppocr", "plate_cct" or "cascade";
            "ultralytics" or "paddle" where those packages are installed (docs/extras.md).
        path: The file of the weights; of a cascade that of its second reader, whose geometry and
            alphabet it has too.
        sha256: Pinned hexadecimal digest; of a cascade the digest of those of its parts and of its
            threshold, so that it still says which weights were used.
        licence: SPDX expression.
        source: Where the weights come from.
        input_height: Pixels.
        input_width: Pixels; for a reader the widest input.
        input_min_width: Pixels; for a reader the narrowest picture before padding.
        output: "logits" or "probabilities" (readers).
        alphabet: Characters a reader may report; of "plate_cct" in the order of the classes.
        pad: Character of an empty slot ("plate_cct").
        slots: Characters the network has room for ("plate_cct").
        metrics: Measured quality.
        parts: The two readers of a cascade, first and second; none otherwise.
        below: Confidence below which a cascade asks its second reader, above 0 up to 1.
    """

    name: str
    kind: str
    family: str
    path: Path
    sha256: str
    licence: str
    source: str
    input_height: int
    input_width: int
    input_min_width: int = 0
    output: str = ""
    alphabet: str = ""
    pad: str = ""
    slots: int = 0
    metrics: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    parts: tuple[ModelSpec, ...] = ()
    below: float = 0.0

    @property
    def files(self) -> tuple[ModelSpec, ...]:
        """The entries with a file of their own: the parts of a cascade, else this one."""
        return self.parts or (self,)


def default_folder() -> Path:
    """Return the `models` folder that stands beside the package, in a checkout or installed."""
    return Path(__file__).resolve().parents[2] / "models"


def file_sha256(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a file (OSError when it cannot be read)."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


class ModelStore:
    """The weights named in a folder's `manifest.toml`.

    Args:
        folder: Folder of the manifest; None for the one that comes with the product.

    Raises:
        RecognitionError: ``model.manifest`` when the manifest is missing or cannot be read.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self.folder = folder if folder is not None else default_folder()
        path = self.folder / MANIFEST
        try:
            document = tomllib.loads(path.read_text(encoding="utf-8"))
            specs = self._specs_of(document["model"])
        except (OSError, ValueError, KeyError, TypeError) as exc:
            raise RecognitionError("model.manifest", file=str(path), detail=str(exc)) from exc
        self._specs = specs

    def names(self, kind: str | None = None) -> tuple[str, ...]:
        """Return the names in the manifest, of one kind if asked."""
        return tuple(s.name for s in self._specs.values() if kind is None or s.kind == kind)

    def describe(self, name: str) -> ModelSpec:
        """Return an entry without looking at its file (RecognitionError ``model.unknown``)."""
        spec = self._specs.get(name)
        if spec is None:
            raise RecognitionError("model.unknown", name=name, known=", ".join(self._specs))
        return spec

    def resolve(self, name: str, *, kind: str | None = None) -> ModelSpec:
        """Return an entry whose file is there and has the pinned hash; so have those of its parts.

        Args:
            name: Name in the manifest.
            kind: "detector" or "recognizer" to insist on one.

        Raises:
            RecognitionError: ``model.unknown``, ``model.kind``, ``model.missing`` or
                ``model.altered``; the last two with `file`, `expected` and `found`.
        """
        spec = self.describe(name)
        if kind is not None and spec.kind != kind:
            raise RecognitionError("model.kind", name=name, expected=kind, found=spec.kind)
        for one in spec.files:
            _check_file(one)
        return spec

    def _specs_of(self, entries: Sequence[Mapping[str, Any]]) -> dict[str, ModelSpec]:
        """Return the entries by name in their order; a cascade may stand before its parts."""
        plain = {
            str(entry["name"]): self._spec(entry) for entry in entries if entry["family"] != CASCADE
        }
        return {
            str(entry["name"]): (
                _cascade(entry, plain) if entry["family"] == CASCADE else plain[str(entry["name"])]
            )
            for entry in entries
        }

    def _spec(self, entry: Mapping[str, Any]) -> ModelSpec:
        size = entry["input"]
        package = str(entry.get("package", ""))
        folder = _package_folder(package) if package else self.folder
        return ModelSpec(
            name=str(entry["name"]),
            kind=str(entry["kind"]),
            family=str(entry["family"]),
            path=folder / str(entry["file"]),
            sha256=str(entry["sha256"]).lower(),
            licence=str(entry["licence"]),
            source=str(entry["source"]),
            input_height=int(size["height"]),
            input_width=int(size["width"]),
            input_min_width=int(size.get("min_width", 0)),
            output=str(entry.get("output", "")),
            alphabet=str(entry.get("alphabet", "")),
            pad=str(entry.get("pad", "")),
            slots=int(entry.get("slots", 0)),
            metrics=_metrics(entry),
        )


def _metrics(entry: Mapping[str, Any]) -> Mapping[str, float]:
    return MappingProxyType(
        {str(key): float(value) for key, value in entry.get("metrics", {}).items()}
    )


def _cascade(entry: Mapping[str, Any], plain: Mapping[str, ModelSpec]) -> ModelSpec:
    """Return a cascade of two entries with a file of their own.

    Raises:
        KeyError: A key is missing.
        ValueError: A part is no reader of this manifest, or the threshold is out of range.
    """
    name, below = str(entry["name"]), float(entry["below"])
    if not 0.0 < below <= 1.0:
        raise ValueError(f"{name}: below is {below}, not above 0 up to 1")
    parts = []
    for key in ("first", "second"):
        part = plain.get(str(entry[key]))
        if part is None or part.kind != "recognizer" or entry["kind"] != "recognizer":
            raise ValueError(f"{name}: {key} = {entry[key]!r} is no reader with a file")
        parts.append(part)
    named = " ".join([*(part.sha256 for part in parts), f"{below:g}"])
    return replace(
        parts[1],
        name=name,
        family=CASCADE,
        sha256=hashlib.sha256(named.encode()).hexdigest(),
        licence=str(entry["licence"]),
        source=str(entry["source"]),
        metrics=_metrics(entry),
        parts=tuple(parts),
        below=below,
    )


def _check_file(spec: ModelSpec) -> None:
    """Raise RecognitionError ``model.missing`` or ``model.altered`` unless the hash is right."""
    try:
        found = file_sha256(spec.path)
    except OSError as exc:
        raise RecognitionError(
            "model.missing",
            file=str(spec.path),
            expected=spec.sha256,
            found=exc.strerror or type(exc).__name__,
        ) from exc
    if found != spec.sha256:
        raise RecognitionError(
            "model.altered", file=str(spec.path), expected=spec.sha256, found=found
        )


def _package_folder(package: str) -> Path:
    """Return the folder of an installed package without importing it.

    A package that is not installed gives a path that does not exist, so that `resolve` reports
    the missing file by name.
    """
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        return Path(f"<package {package} is not installed>")
    return Path(next(iter(found.submodule_search_locations)))
