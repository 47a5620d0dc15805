# SPDX-License-Identifier: AGPL-3.0-or-later
"""Requests of the site file and of the ready templates, against the devices they are for."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from alpr_kiosk.config.relays import HttpRelayConfig
from alpr_kiosk.gate.drivers.http_template import HttpTemplateRelay, build
from alpr_kiosk.gate.factory import DriverSetup
from tests.certificates import make_certificate
from tests.contracts.http_faults import HTTP_FAULTS, http_faults
from tests.contracts.relay_bench import PATIENT_S, QUICK_S, Bench, BenchMaker
from tests.emulators.esphome import EsphomeEmulator
from tests.emulators.home_assistant import HomeAssistantEmulator
from tests.emulators.http_device import HttpDevice
from tests.emulators.shelly_gen1 import ShellyGen1Emulator
from tests.emulators.tasmota import TasmotaEmulator
from tests.fakes.clock import ManualClock

PASSWORD = "geheim & 100 %/ü"


def _bench(
    device: HttpDevice,
    clock: ManualClock,
    keys: dict[str, Any],
    *,
    output: int = 0,
    inputs: tuple[int, ...] = (),
    set_input: Callable[[int, bool], None] | None = None,
    scheme: str = "http",
) -> Iterator[Bench]:
    with device:

        def relay(timeout_s: float) -> HttpTemplateRelay:
            config = HttpRelayConfig.model_validate(
                {"address": f"{scheme}://{device.address}", "timeout_s": timeout_s, **keys}
            )
            return build(config, DriverSetup(clock=clock, secrets={}.get, inputs=inputs))

        driver, quick = relay(PATIENT_S), relay(QUICK_S)
        yield Bench(
            driver,
            clock,
            lambda: device.output(output),
            device.stop,
            actuations=lambda: device.switched_on(output),
            quick=quick,
            faults=http_faults(device),
            set_input=set_input,
            inputs=inputs,
        )
        driver.close()
        quick.close()


def _own() -> Iterator[Bench]:
    clock = ManualClock()
    device = ShellyGen1Emulator(password=PASSWORD, inputs=2, now=clock.monotonic)

    def set_input(number: int, level: bool) -> None:
        device.levels[number] = int(level)

    keys = {
        "channel": 0,
        "password": PASSWORD,
        "login": "any",
        "open": {"path": "/relay/{channel}?turn=on", "key": "ison", "equals": True},
        "off": {"path": "/relay/{channel}?turn=off", "key": "ison", "equals": False},
        "state": {"path": "/relay/{channel}", "key": "ison", "on": True, "off": False},
        "inputs": [
            {"number": n, "path": "/status", "key": f"inputs.{n}.input", "on": 1, "off": 0}
            for n in (0, 1)
        ],
    }
    yield from _bench(device, clock, keys, inputs=(0, 1), set_input=set_input)


def _blind() -> Iterator[Bench]:
    """A device whose state cannot be asked for; it times the pulse."""
    clock = ManualClock()
    device = TasmotaEmulator(now=clock.monotonic)
    keys = {
        "timed_by": "device",
        "before": {"path": "/cm?cmnd=PulseTime1%20{pulse_time}", "contains": '"Set":'},
        "open": {"path": "/cm?cmnd=Power1%20ON", "contains": '"POWER":"ON"'},
        "off": {"path": "/cm?cmnd=Power1%20OFF", "contains": '"POWER":"OFF"'},
    }
    yield from _bench(device, clock, keys)


def _tasmota(password: str, outputs: int) -> Iterator[Bench]:
    clock = ManualClock()
    device = TasmotaEmulator(password=password, outputs=outputs, now=clock.monotonic)
    device.switches = [False] * 4

    def set_input(number: int, level: bool) -> None:
        device.switches[number - 1] = level

    keys = {
        "template": "tasmota",
        "channel": outputs,
        "password": password,
        "inputs": [{"number": 1}, {"number": 4}],
    }
    yield from _bench(device, clock, keys, output=outputs - 1, inputs=(1, 4), set_input=set_input)


def _esphome(login: Any) -> Iterator[Bench]:
    clock = ManualClock()
    device = EsphomeEmulator(
        switches=("lamp", "Gate relay"),
        password=PASSWORD if login else "",
        login=login,
        now=clock.monotonic,
    )
    device.sensors = {"shut": False}

    def set_input(_number: int, level: bool) -> None:
        device.sensors["shut"] = level

    keys = {
        "template": "esphome",
        "entity": "Gate relay",
        "password": device.password,
        "inputs": [{"number": 3, "entity": "shut"}],
    }
    yield from _bench(device, clock, keys, output=1, inputs=(3,), set_input=set_input)


def _home_assistant(scheme: str) -> Iterator[Bench]:
    clock = ManualClock()
    device = HomeAssistantEmulator(token="ey.long.lived", now=clock.monotonic)
    device.states = {"binary_sensor.shut": "off"}

    def set_input(_number: int, level: bool) -> None:
        device.states["binary_sensor.shut"] = "on" if level else "off"

    keys: dict[str, Any] = {
        "template": "home_assistant",
        "entity": "switch.gate",
        "password": "ey.long.lived",
        "inputs": [{"number": 1, "entity": "binary_sensor.shut"}],
    }
    with tempfile.TemporaryDirectory() as folder:
        if scheme == "https":
            certificate = make_certificate(Path(folder))
            device.tls = certificate.context
            keys["ca_file"] = str(certificate.authority)
        yield from _bench(device, clock, keys, inputs=(1,), set_input=set_input, scheme=scheme)


BENCHES: dict[str, BenchMaker] = {
    "http-own": _own,
    "http-blind": _blind,
    "http-tasmota": lambda: _tasmota("", 1),
    "http-tasmota-password": lambda: _tasmota(PASSWORD, 4),
    "http-esphome": lambda: _esphome(""),
    "http-esphome-basic": lambda: _esphome("basic"),
    "http-esphome-digest": lambda: _esphome("digest"),
    "http-home_assistant": lambda: _home_assistant("http"),
    "http-home_assistant-tls": lambda: _home_assistant("https"),
}
FAULTS = dict.fromkeys(
    (
        "http-own",
        "http-blind",
        "http-tasmota-password",
        "http-esphome-digest",
        "http-home_assistant-tls",
    ),
    HTTP_FAULTS,
)
"""One of each kind: the others fail in the same code."""
