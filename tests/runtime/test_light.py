# SPDX-License-Identifier: AGPL-3.0-or-later
"""The kernel's light sensors, in a tree of files as `sysfs-bus-iio` has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from alpr_kiosk.domain.clock_watch import ClockWatch
from alpr_kiosk.domain.heat import ReadingLimit
from alpr_kiosk.runtime.light import KernelLight
from alpr_kiosk.runtime.vitals import KernelThermometer, VitalsWorker
from tests.fakes.clock import ManualClock


def device(folder: Path, number: int, **files: str) -> Path:
    place = folder / f"iio:device{number}"
    place.mkdir(exist_ok=True)
    for name, text in files.items():
        (place / name).write_text(f"{text}\n", encoding="ascii")
    return place


def test_no_bus_and_no_light_sensor_are_no_light(tmp_path: Path) -> None:
    assert KernelLight(tmp_path / "away").lux() is None
    device(tmp_path, 0, name="accel_3d", in_accel_x_raw="12")
    assert KernelLight(tmp_path).lux() is None


@pytest.mark.parametrize(
    ("files", "lux"),
    [
        ({"in_illuminance_input": "312.5"}, 312.5),
        ({"in_illuminance_raw": "1200", "in_illuminance_scale": "0.1"}, 120.0),
        ({"in_illuminance_raw": "1200"}, 1200.0),
        (
            {
                "in_illuminance0_raw": "90",
                "in_illuminance0_offset": "10",
                "in_illuminance_scale": "0.5",
            },
            50.0,
        ),
        ({"in_illuminance_input": "9", "in_illuminance_raw": "1200"}, 9.0),
        ({"in_illuminance_input": "", "in_illuminance_raw": "7"}, 7.0),
    ],
)
def test_processed_or_raw_with_offset_and_scale(
    tmp_path: Path, files: dict[str, str], lux: float
) -> None:
    device(tmp_path, 0, name="accel_3d", in_accel_x_raw="12")
    device(tmp_path, 1, name="als", **files)
    assert KernelLight(tmp_path).lux() == pytest.approx(lux)


@pytest.mark.parametrize("text", ["dark", "-5", "9999999", "nan"])
def test_nonsense_is_no_light_and_the_next_device_is_asked(tmp_path: Path, text: str) -> None:
    device(tmp_path, 0, in_illuminance_input=text)
    assert KernelLight(tmp_path).lux() is None
    device(tmp_path, 1, in_illuminance_input="40")
    assert KernelLight(tmp_path).lux() == 40.0


def test_the_look_at_the_machine_tells_it(tmp_path: Path) -> None:
    clock = ManualClock()
    worker = VitalsWorker(
        thermometer=KernelThermometer(tmp_path),
        light=KernelLight(tmp_path),
        limit=ReadingLimit(),
        data_dir=tmp_path,
        clock_watch=ClockWatch(clock=clock),
        clock=clock,
    )
    assert worker.look().lux is None
    sensor = device(tmp_path, 0, in_illuminance_input="8")
    assert worker.look().lux == 8.0
    (sensor / "in_illuminance_input").unlink()
    assert worker.look().lux is None
