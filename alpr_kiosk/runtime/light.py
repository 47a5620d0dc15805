# SPDX-License-Identifier: AGPL-3.0-or-later
"""`LightSensor` of the kernel: an ambient light sensor of the Industrial I/O subsystem."""

from __future__ import annotations

from pathlib import Path

IIO = Path("/sys/bus/iio/devices")
"""Where the kernel shows them (Documentation/ABI/testing/sysfs-bus-iio)."""
MOST_LUX = 200_000.0
"""Full sun has 120,000; more is a broken sensor."""
_CHANNELS = ("in_illuminance", "in_illuminance0")
"""Names of the channel: with a number where a device has several."""


class KernelLight:
    """The first device that measures illuminance.

    Args:
        folder: Where the devices are.
    """

    def __init__(self, folder: Path = IIO) -> None:
        self._folder = folder

    def lux(self) -> float | None:
        """Return the illuminance, lux; None where no device tells a value that can be."""
        try:
            devices = sorted(self._folder.glob("iio:device*"))
        except OSError:
            return None
        for device in devices:
            for channel in _CHANNELS:
                value = _measured(device, channel)
                if value is not None and 0 <= value <= MOST_LUX:
                    return value
        return None


def _measured(device: Path, channel: str) -> float | None:
    """Return lux of a channel: processed by the driver, or raw with its offset and scale."""
    ready = _number(device / f"{channel}_input")
    if ready is not None:
        return ready
    raw = _number(device / f"{channel}_raw")
    if raw is None:
        return None
    scale = _first(device / f"{channel}_scale", device / "in_illuminance_scale")
    offset = _first(device / f"{channel}_offset", device / "in_illuminance_offset")
    return (raw + (offset or 0.0)) * (1.0 if scale is None else scale)


def _first(*paths: Path) -> float | None:
    """Return the first of these numbers; a scale may be shared by all channels of a type."""
    return next((value for value in map(_number, paths) if value is not None), None)


def _number(path: Path) -> float | None:
    try:
        return float(path.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None  # not there, asleep, or busy with another measurement
