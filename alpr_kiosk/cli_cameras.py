# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk cameras`: find cameras, ask them for their streams, test a connection."""

from __future__ import annotations

import argparse
import getpass
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from alpr_kiosk.config.loader import load_config
from alpr_kiosk.config.paths import default_config_path
from alpr_kiosk.config.secret_file import export_kept
from alpr_kiosk.domain.clock import SystemClock
from alpr_kiosk.errors import AlprError

if TYPE_CHECKING:
    from alpr_kiosk.cameras.probe import ConnectionRequest
    from alpr_kiosk.cameras.types import (
        CameraDescription,
        ConnectionReport,
        ConnectionStep,
        FoundCamera,
    )

EXIT_OK, EXIT_PROBLEM, EXIT_USAGE = 0, 1, 2

STEPS = {
    "resolves": "The address leads to a host",
    "answers": "The camera answers",
    "login": "User and password are accepted",
    "stream": "The stream is found",
    "picture": "A picture arrives",
}

TEXTS = {
    "camera.address": (
        "That is not an address. Write it like rtsp://192.168.1.20/stream1, without user and "
        "password."
    ),
    "camera.missing": "There is no {source}. Check the path, or whether the camera is plugged in.",
    "camera.name": "No host is called {host}. Check the spelling, or use its IP address.",
    "camera.refused": (
        "{host} is there, but nothing answers at port {port}. Check the port, and whether RTSP is "
        "switched on in the camera."
    ),
    "camera.unreachable": (
        "Nothing answers at {host}. Check power, cable and address, and that the camera is in the "
        "same network."
    ),
    "camera.silent": (
        "Something answers there, but not as this address says. Check the port, and rtsp:// "
        "against http://."
    ),
    "camera.redirect": (
        "The camera sends us to another host. The login is not sent there; use that host's own "
        "address if it is the right one."
    ),
    "camera.device": (
        "{source} cannot be opened. Is another program using it, or may this user not read it?"
    ),
    "camera.login": (
        "The camera refuses user or password. Do not try often: many cameras lock themselves."
    ),
    "camera.not_found": (
        "The camera has no stream at this path. Look at `cameras brands`, or ask the camera: "
        "`cameras streams` with its address."
    ),
    "camera.format": (
        "The stream cannot be decoded. Set the camera to H.264, with 'smart' or 'plus' codecs off."
    ),
    "camera.no_picture": "The stream is there, but no picture came in time.",
    "camera.lost": "The camera broke off before the first picture. Try again; restart the camera.",
    "camera.slow": "The camera takes too long to answer.",
    "camera.cancelled": "Stopped.",
    "camera.internal": "The test itself failed ({detail}). Please report this.",
    "onvif.none": (
        "{host} answers, but not by ONVIF. Switch ONVIF on in the camera, try another port, or "
        "look at `cameras brands`."
    ),
    "onvif.redirect": "The camera sends us to another address; the login does not follow it there.",
    "onvif.hostile": "The answer of {host} is unsafe or far too large. It was not read.",
    "onvif.fault": "The camera refuses that question ({detail}).",
    "onvif.no_streams": "The camera names no video stream.",
    "onvif.other_host": (
        "The camera named another host for its services; its own address is used instead."
    ),
    "onvif.bad_address": "The camera named an address that cannot be used; it is left out.",
    "onvif.secret_in_address": (
        "The camera puts the password into a stream's address; that stream is left out."
    ),
    "onvif.too_many": "The camera has more profiles than are asked for; the first ones are shown.",
    "discovery.target": (
        "{target} is neither an address (192.168.1.20) nor a range (192.168.1.0/24)."
    ),
    "discovery.too_many": "At most {most} addresses at once. Take a smaller range.",
    "discovery.public": "{target} is not a private network. Name single addresses instead.",
    "discovery.interface": "No network connection is called {name} or has an IPv4 address.",
    "discovery.no_network": (
        "This computer has no network connection with an IPv4 address. Plug the cable in, then try "
        "again."
    ),
    "cameras.unknown": "The site file has no camera {id}. It has: {known}.",
    "cameras.no_variable": "The variable {variable} is not set.",
    "cameras.no_prompt": "There is nobody to ask for the password. Use --password-env.",
    "config.none": "No site file. Give one with --config.",
}
"""What a person reads, by code; the screen has its own in ``ui/copy_deck.py``."""

HINTS = {
    "hint.h265": "H.265: costs more CPU than H.264. With four cameras choose H.264.",
    "hint.h265_udp": (
        "H.265 over UDP: about half of the damaged pictures pass as whole ones. Use TCP."
    ),
    "hint.slow_start": "The first picture took more than 2 s. Set the key frame interval to 1 s.",
    "hint.long_gop": (
        "No key frame for 2 s: after a fault the picture stays away as long. Set the key frame "
        "interval (GOP) to 1 s."
    ),
    "hint.low_fps": "Few frames a second: a moving car may be read once or not at all. Set 10-25.",
    "hint.small": "A small picture: is this the sub-stream? Read plates in the main stream.",
    "hint.large": "A very large picture: 1280 to 1920 px wide read as well and cost less CPU.",
    "hint.no_password": "The camera shows its picture without a password. Set one.",
    "hint.password_in_address": (
        "User and password do not belong into the address. Put them into their own keys (user, "
        "password_env)."
    ),
}


def register(subparsers: Any) -> None:
    """Add the command and its parts; each sets `run`, a function from options to exit status."""
    text = "find cameras, ask them for their streams, test a connection"
    top = subparsers.add_parser("cameras", help=text, description=text)
    parts = top.add_subparsers(dest="cameras_command", required=True, metavar="WHAT")

    def add(name: str, what: str) -> argparse.ArgumentParser:
        part: argparse.ArgumentParser = parts.add_parser(name, help=what, description=what)
        part.add_argument("--json", action="store_true", help="one JSON object a line")
        return part

    def login_options(part: argparse.ArgumentParser) -> None:
        part.add_argument("--user", default="", help="user of the camera; asks for the password")
        part.add_argument("--password-env", default="", help="variable that holds the password")

    discover = add("discover", "find ONVIF cameras on the network")
    discover.add_argument(
        "targets",
        nargs="*",
        metavar="ADDRESS_OR_RANGE",
        help="e.g. 192.168.1.20 or 192.168.1.0/24; none: everybody on this network",
    )
    discover.add_argument(
        "--interface", action="append", default=[], help="network connection to ask on, repeatable"
    )
    discover.add_argument(
        "--timeout", type=_seconds, default=3.0, metavar="SECONDS", help="0.5 to 30, usually 3"
    )
    discover.set_defaults(run=_discover)
    streams = add("streams", "ask a camera by ONVIF for its streams")
    streams.add_argument("address", metavar="ADDRESS", help="host or host:port")
    login_options(streams)
    streams.set_defaults(run=_streams)
    test = add("test", "test the connection to a camera, in five steps")
    test.add_argument("camera", metavar="ADDRESS_OR_CAMERA_ID")
    test.add_argument("--config", type=Path, help="the site file, for a camera's id")
    test.add_argument("--transport", choices=("tcp", "udp"), default="tcp", help="of RTSP")
    test.add_argument("--picture", type=Path, help="write the first picture to this file (JPEG)")
    login_options(test)
    test.set_defaults(run=_test)
    brands = add("brands", "show stream addresses by brand")
    brands.add_argument("brand", nargs="?", default="", help="only this one")
    brands.add_argument("--host", default="CAMERA", help="fill in this address")
    brands.set_defaults(run=_brands)
    usb = add("usb", "list the cameras that are plugged in")
    usb.set_defaults(run=_usb)


def run(options: argparse.Namespace) -> int:
    """Run the chosen part and return its exit status."""
    try:
        status: int = options.run(options)
    except AlprError as exc:
        print(f"alpr-kiosk: {sentence(exc.code, exc.context)}", file=sys.stderr)
        return EXIT_PROBLEM
    return status


def sentence(code: str, context: dict[str, object]) -> str:
    """Return the words of a code; the code itself where there are none."""
    try:
        return TEXTS[code].format(**context)
    except KeyError:
        return code


def _seconds(text: str) -> float:
    value = float(text)
    if not 0.5 <= value <= 30:
        raise argparse.ArgumentTypeError("0.5 to 30")
    return value


# ---------------------------------------------------------------------- parts


def _discover(options: argparse.Namespace) -> int:
    from alpr_kiosk.cameras.discovery import discover

    found = discover(
        clock=SystemClock(),
        targets=options.targets,
        interfaces=options.interface,
        timeout_s=options.timeout,
    )
    for camera in found:
        print(json.dumps(asdict(camera)) if options.json else _found_line(camera))
    if not found and not options.json:
        print(
            "No camera answered. Cameras answer only with ONVIF switched on, and only in the same "
            "network; try its address, or its range such as 192.168.1.0/24."
        )
    return EXIT_OK if found else EXIT_PROBLEM


def _found_line(camera: FoundCamera) -> str:
    what = " ".join(word for word in (camera.maker, camera.model) if word) or "camera"
    name = f' "{camera.name}"' if camera.name and camera.name not in what else ""
    login = {True: ", needs a password", False: ", needs no password", None: ""}
    moved = f". {TEXTS['onvif.other_host']}" if camera.moved else ""
    return f"{camera.address:<15}  {what}{name}{login[camera.needs_password]}{moved}"


def _streams(options: argparse.Namespace) -> int:
    from alpr_kiosk.cameras.onvif import OnvifClient
    from alpr_kiosk.cameras.types import plan_streams

    client = OnvifClient(
        address=options.address,
        clock=SystemClock(),
        user=options.user,
        password=_password(options),
    )
    told = client.describe()
    if options.json:
        print(json.dumps(asdict(told)))
        return EXIT_OK if told.streams else EXIT_PROBLEM
    _print_description(told)
    plan = plan_streams(told.streams)
    if plan is None:
        print(TEXTS["onvif.no_streams"])
        return EXIT_PROBLEM
    print("For the site file:")
    print(f'  source = "{plan.reading.uri}"')
    if plan.preview is not None:
        print(f'  preview_source = "{plan.preview.uri}"')
    if options.user:
        print('  user = "..."')
        print(f'  password_env = "{options.password_env or "GATE_A_CAMERA_PASSWORD"}"')
    return EXIT_OK


def _print_description(told: CameraDescription) -> None:
    what = " ".join(word for word in (told.maker, told.model, told.firmware) if word)
    print(f"{told.address}: {what or 'a camera'}")
    if abs(told.clock_offset_s) > 60:
        print(f"  its clock is {told.clock_offset_s:+.0f} s off; give it a time server")
    for stream in told.streams:
        size = f"{stream.width} x {stream.height}" if stream.width else "size unknown"
        parts = [size, f"{stream.fps:g} fps" if stream.fps else "", stream.codec]
        print(f"  {stream.name}: {', '.join(part for part in parts if part)}")
        print(f"    {stream.uri}")
    for note in told.notes:
        print(f"  {TEXTS.get(note, note)}")


def _test(options: argparse.Namespace) -> int:
    from alpr_kiosk.cameras.probe import try_connection

    def show(step: ConnectionStep) -> None:
        if options.json:
            return
        mark = {"passed": "ok  ", "failed": "FAIL", "not_reached": "-   "}[step.state.value]
        print(f"{mark}  {STEPS[step.name.value]}", flush=True)

    report = try_connection(_request(options), clock=SystemClock(), on_step=show)
    if options.picture is not None and report.picture is not None:
        import cv2

        coded = cv2.imencode(".jpg", report.picture)[1]
        options.picture.write_bytes(coded.tobytes())
    if options.json:
        print(json.dumps(_report_as_dict(report)))
    else:
        _print_report(report)
    return EXIT_OK if report.ok else EXIT_PROBLEM


def _request(options: argparse.Namespace) -> ConnectionRequest:
    from alpr_kiosk.cameras.addresses import BadAddressError, parse
    from alpr_kiosk.cameras.onvif import OnvifClient
    from alpr_kiosk.cameras.probe import ConnectionRequest
    from alpr_kiosk.cameras.types import plan_streams

    text: str = options.camera
    if "://" in text or "/" in text or text.startswith("demo:"):
        return ConnectionRequest(
            source=text,
            user=options.user,
            password=_password(options),
            transport=options.transport,
        )
    path = options.config or default_config_path()
    if path is not None:
        config = load_config(path)
        export_kept(config)
        known = [camera.id for camera in config.cameras]
        if text in known:
            return ConnectionRequest.of(config.camera(text))
        if options.config is not None:
            raise AlprError("cameras.unknown", id=text, known=", ".join(known))
    try:
        parse(f"http://{text}")
    except BadAddressError:
        raise AlprError("camera.address") from None
    # A bare host: the camera knows best where its streams are.
    password = _password(options)
    client = OnvifClient(address=text, clock=SystemClock(), user=options.user, password=password)
    plan = plan_streams(client.describe().streams)
    if plan is None:
        raise AlprError("onvif.no_streams")
    return ConnectionRequest(
        source=plan.reading.uri,
        user=options.user,
        password=password,
        transport=options.transport,
    )


def _password(options: argparse.Namespace) -> SecretStr:
    """Return the password: of the variable, or asked for; never from the command line."""
    if options.password_env:
        value = os.environ.get(options.password_env)
        if value is None:
            raise AlprError("cameras.no_variable", variable=options.password_env)
        return SecretStr(value)
    if not options.user:
        return SecretStr("")
    if not sys.stdin.isatty():
        raise AlprError("cameras.no_prompt")
    return SecretStr(getpass.getpass("Password of the camera: "))


def _report_as_dict(report: ConnectionReport) -> dict[str, object]:
    return {
        "address": report.address,
        "ok": report.ok,
        "steps": [
            {"name": step.name.value, "state": step.state.value, "code": step.code}
            for step in report.steps
        ],
        "width": report.width,
        "height": report.height,
        "codec": report.codec,
        "fps": report.fps,
        "first_frame_s": report.first_frame_s,
        "hints": list(report.hints),
    }


def _print_report(report: ConnectionReport) -> None:
    failed = report.failure
    if failed is not None:
        print(sentence(failed.code, failed.context))
    if report.width:
        rate = "" if report.fps is None else f", {report.fps:.1f} frames a second"
        took = "" if report.first_frame_s is None else f", first after {report.first_frame_s:.1f} s"
        codec = f" {report.codec}" if report.codec else ""
        print(f"{report.width} x {report.height}{codec}{rate}{took}")
    for hint in report.hints:
        print(HINTS.get(hint, hint))


def _brands(options: argparse.Namespace) -> int:
    from alpr_kiosk.cameras.brands import load_brands

    wanted = options.brand.lower()
    shown = [b for b in load_brands() if wanted in (b.brand_id, "") or wanted in b.name.lower()]
    for brand in shown:
        told = brand.addresses(options.host)
        if options.json:
            print(json.dumps({"id": brand.brand_id, "name": brand.name, **asdict(told)}))
            continue
        print(f"{brand.name} ({brand.brand_id})" + ("" if brand.looked_up else ", not looked up"))
        for label, address in (
            ("main", told.main),
            ("sub", told.sub),
            ("still", told.snapshot),
            *(("or", address) for address in told.others),
        ):
            if address:
                print(f"  {label:<6}{address}")
        if brand.note:
            print(f"  {brand.note}")
    if not shown:
        names = ", ".join(brand.brand_id for brand in load_brands())
        print(f"No brand is called {options.brand!r}. Known: {names}.", file=sys.stderr)
        return EXIT_PROBLEM
    return EXIT_OK


def _usb(options: argparse.Namespace) -> int:
    from alpr_kiosk.vision.sources.usb import list_usb_cameras

    found = list_usb_cameras()
    for camera in found:
        if options.json:
            told = {"path": str(camera.path), "node": str(camera.node), "name": camera.name}
            print(json.dumps(told))
        else:
            print(f"{camera.path}  {camera.name or 'camera'} (now {camera.node})")
    if not found and not options.json:
        print(
            "No USB camera is plugged in: there is no /dev/video* with pictures. Try another "
            "socket or cable. In a container or a virtual machine the device must be passed on."
        )
    return EXIT_OK if found else EXIT_PROBLEM
