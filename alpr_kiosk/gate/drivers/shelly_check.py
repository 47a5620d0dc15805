# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the settings of a Shelly say, for the check at set-up. Nothing is changed or switched.

Generation 2 and later: shelly-api-docs.shelly.cloud/gen2, ComponentsAndServices/Shelly
(GetDeviceInfo, GetConfig), Switch, WiFi, BLE, Mqtt, Cloud. Generation 1: .../gen1, /shelly and
/settings. Two questions each: the device has six connections at most (General/RPCChannels).
"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, Literal

from alpr_kiosk.domain.relay_check import Finding, Level, Values
from alpr_kiosk.errors import RelayError
from alpr_kiosk.gate.drivers.shelly import ShellyRelay
from alpr_kiosk.gate.drivers.shelly_gen1 import ShellyGen1Relay

OLD_DAYS = 540
"""Firmware built earlier is told; our choice: about a year and a half. New versions of generation 2
and later come several times a year, and the faults below were mended by them."""
AUTO_OFF_SLACK_S = 10.0
"""Up to so much longer than the pulse `auto_off` is "a little over" it (hardware.md 1a); ours."""
GEN1_LAST = (1, 14, 0)
"""Newest firmware of generation 1 (20230913): there is nothing newer, so its age says nothing."""
GEN4_MENDED = (1, 8, 0)  # hardware.md 1a: before it the open access point stays on after set-up
PRO4PM_MENDED = (1, 6, 0)  # hardware.md 1a: CVE-2025-11243, one request reboots it

Use = Literal["pulse", "hold"]
"""What the output is for: a maintained one has no `auto_off` that ends it early."""


def check_shelly(
    relay: ShellyRelay, *, pulse_s: float, today: date, use: Use = "pulse", input_used: bool = False
) -> tuple[Finding, ...]:
    """Return what a Shelly of generation 2 or later says of its settings.

    Args:
        relay: Its driver, used by nobody else meanwhile.
        pulse_s: Length of the pulse, or the longest hold-open, seconds.
        today: UTC.
        use: What the output is for.
        input_used: The gate reads one of its inputs, so that an attached one is worse.

    Returns:
        ``shelly.answers`` alone when it does not answer; ``shelly.settings`` when it does not tell
        the rest.
    """
    try:
        info = relay.device_info()
    except RelayError as exc:
        return (_silent(exc),)
    version = str(info.get("ver", ""))
    found = [
        _finding("shelly.answers", Level.OK, model=info.get("model", ""), version=version),
        _flag("shelly.sign_in", info.get("auth_en"), good=True),
        *_firmware(info, version, today),
    ]
    try:
        config = relay.device_config()
    except RelayError as exc:
        return (*found, _finding("shelly.settings", Level.UNKNOWN, reason=exc.code))
    switch = _part(config, f"switch:{relay.channel}")
    found += [
        _choice("shelly.power_on", switch.get("initial_state"), "off"),
        _auto_off(_timer(switch, "auto_off"), pulse_s, use),
        _auto_on(_timer(switch, "auto_on")),
        _input_mode(switch.get("in_mode"), input_used=input_used),
        _access_point(_part(config, "wifi").get("ap")),
        *_other_doors(config),
    ]
    return tuple(found)


def check_gen1(
    relay: ShellyGen1Relay, *, pulse_s: float, use: Use = "pulse", input_used: bool = False
) -> tuple[Finding, ...]:
    """Return what a Shelly of generation 1 says of its settings; arguments as `check_shelly`."""
    try:
        info = relay.device_info()
    except RelayError as exc:
        return (_silent(exc),)
    name = str(info.get("fw", ""))
    version = _version(name.partition("/")[2])
    found = [
        _finding("shelly.answers", Level.OK, model=info.get("type", ""), version=_dotted(version)),
        _flag("shelly.sign_in", info.get("auth"), good=True),
        _gen1_firmware(version),
    ]
    try:
        config = relay.device_config()
    except RelayError as exc:
        return (*found, _finding("shelly.settings", Level.UNKNOWN, reason=exc.code))
    relays = config.get("relays")
    row = relays[relay.channel] if isinstance(relays, list) and len(relays) > relay.channel else {}
    row = row if isinstance(row, dict) else {}
    mode = row.get("btn_type")
    found += [
        _choice("shelly.power_on", row.get("default_state"), "off"),
        _auto_off(_seconds(row.get("auto_off")), pulse_s, use),
        _auto_on(_seconds(row.get("auto_on"))),
        _input_mode(mode, input_used=input_used),
        _access_point({"enable": _part(config, "wifi_ap").get("enabled")}),
        *(
            _flag(f"shelly.{door}", _part(config, door).get(key), good=False, bad=Level.WARN)
            for door, key in (("cloud", "enabled"), ("mqtt", "enable"))
        ),
    ]
    return tuple(found)


# -------------------------------------------------------------------------------------- findings


def _finding(code: str, level: Level, **values: object) -> Finding:
    shown: Values = tuple((name, str(value)) for name, value in values.items())
    return Finding(code=code, level=level, values=shown)


def _silent(exc: RelayError) -> Finding:
    return _finding("shelly.answers", Level.BAD, reason=exc.context.get("reason", exc.code))


def _flag(code: str, value: object, *, good: bool, bad: Level = Level.BAD) -> Finding:
    if not isinstance(value, bool):
        return _finding(code, Level.UNKNOWN)
    return _finding(code, Level.OK if value is good else bad)


def _choice(code: str, value: object, wanted: str) -> Finding:
    if not isinstance(value, str):
        return _finding(code, Level.UNKNOWN)
    return _finding(code, Level.OK if value == wanted else Level.BAD, value=value)


def _auto_off(seconds: float | None, pulse_s: float, use: Use) -> Finding:
    """The device's own dead man's handle: on, and no shorter than the pulse."""
    if seconds is None:
        return _finding("shelly.auto_off", Level.UNKNOWN)
    values = {"seconds": f"{seconds:g}", "pulse": f"{pulse_s:g}"}
    if not seconds:
        return _finding("shelly.auto_off_missing", Level.BAD, **values)
    if seconds <= pulse_s:
        return _finding("shelly.auto_off_short", Level.BAD, **values)
    if use == "pulse" and seconds > pulse_s + AUTO_OFF_SLACK_S:
        return _finding("shelly.auto_off_long", Level.WARN, **values)
    return _finding("shelly.auto_off", Level.OK, **values)


def _auto_on(seconds: float | None) -> Finding:
    if seconds is None:
        return _finding("shelly.auto_on", Level.UNKNOWN)
    return _finding("shelly.auto_on", Level.BAD if seconds else Level.OK, seconds=f"{seconds:g}")


def _input_mode(value: object, *, input_used: bool) -> Finding:
    if not isinstance(value, str):
        return _finding("shelly.input_mode", Level.UNKNOWN)
    # A button at the input may be meant to open; a contact of the gate never is.
    attached = Level.BAD if input_used else Level.WARN
    return _finding("shelly.input_mode", Level.OK if value == "detached" else attached, value=value)


def _access_point(ap: object) -> Finding:
    enabled = ap.get("enable") if isinstance(ap, dict) else None
    if not isinstance(enabled, bool) or not isinstance(ap, dict):
        return _finding("shelly.access_point", Level.UNKNOWN)
    if not enabled:
        return _finding("shelly.access_point", Level.OK)
    # Without a password anybody near the gate can switch the relay (hardware.md 1a).
    is_open = ap.get("is_open") is True
    return _finding("shelly.access_point_open" if is_open else "shelly.access_point", Level.BAD)


def _other_doors(config: dict[str, Any]) -> tuple[Finding, ...]:
    """Ways in that the sign-in does not guard (General/Authentication names MQTT and Bluetooth)."""
    ble = _part(config, "ble")
    rpc = _part(ble, "rpc").get("enable", True)
    by_bluetooth = ble.get("enable")
    if isinstance(by_bluetooth, bool) and isinstance(rpc, bool):
        by_bluetooth = by_bluetooth and rpc
    found = [
        _flag("shelly.bluetooth", by_bluetooth, good=False, bad=Level.WARN),
        _flag("shelly.cloud", _part(config, "cloud").get("enable"), good=False, bad=Level.WARN),
        _flag("shelly.mqtt", _part(config, "mqtt").get("enable"), good=False, bad=Level.WARN),
    ]
    # What a model does not have is no finding.
    keys = {"shelly.bluetooth": "ble", "shelly.cloud": "cloud", "shelly.mqtt": "mqtt"}
    return tuple(one for one in found if keys[one.code] in config)


# -------------------------------------------------------------------------------------- firmware


def _firmware(info: dict[str, Any], text: str, today: date) -> tuple[Finding, ...]:
    version, values = _version(text), {"version": text}
    name = str(info.get("app", "")) + str(info.get("model", ""))
    found = []
    if version and info.get("gen") == 4 and version < GEN4_MENDED:
        found.append(_finding("shelly.firmware_open_ap", Level.BAD, need="1.8.0", **values))
    if version and re.search(r"Pro4PM|SPSW-[0-9]04PE", name) and version < PRO4PM_MENDED:
        found.append(_finding("shelly.firmware_reboots", Level.BAD, need="1.6.0", **values))
    built = _built(str(info.get("fw_id", "")))
    if built is None:
        return (*found, _finding("shelly.firmware", Level.UNKNOWN, **values))
    days = (today - built).days
    values |= {"built": built.isoformat(), "days": str(days), "most": str(OLD_DAYS)}
    code = "shelly.firmware_old" if days > OLD_DAYS else "shelly.firmware"
    return (*found, _finding(code, Level.WARN if days > OLD_DAYS else Level.OK, **values))


def _gen1_firmware(version: tuple[int, ...]) -> Finding:
    if not version:
        return _finding("shelly.firmware", Level.UNKNOWN)
    values = {"version": _dotted(version), "need": _dotted(GEN1_LAST)}
    if version < GEN1_LAST:
        return _finding("shelly.firmware_not_last", Level.WARN, **values)
    return _finding("shelly.firmware_last", Level.OK, **values)


def _version(text: str) -> tuple[int, ...]:
    """Return (1, 8, 0) of "1.8.0-beta1" or "v1.8.0", () when there is none."""
    match = re.match(r"v?(\d{1,4})\.(\d{1,4})\.(\d{1,4})", text)
    return tuple(int(part) for part in match.groups()) if match else ()


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(str(part) for part in version)


def _built(fw_id: str) -> date | None:
    """Return the date of "20260912-000000/1.8.0-g0123456", None when there is none."""
    try:
        return datetime.strptime(fw_id[:8], "%Y%m%d").date()  # noqa: DTZ007 - a date alone
    except ValueError:
        return None


# ---------------------------------------------------------------------------------------- values


def _part(config: dict[str, Any], key: str) -> dict[str, Any]:
    part = config.get(key)
    return part if isinstance(part, dict) else {}


def _timer(switch: dict[str, Any], key: str) -> float | None:
    """Return the delay of `auto_off` or `auto_on`, 0 while it is off, None when not told."""
    enabled = switch.get(key)
    if not isinstance(enabled, bool):
        return None
    return _seconds(switch.get(f"{key}_delay")) if enabled else 0.0


def _seconds(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value)
