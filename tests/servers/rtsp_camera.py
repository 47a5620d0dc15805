#!/usr/bin/python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A network camera on loopback, for tests; runs in the system's Python with GStreamer.

Prints ``ready rtsp://127.0.0.1:PORT/PATH`` when it accepts clients. SIGTERM or SIGKILL is the power
cut, SIGSTOP the camera that hangs; it may be started again on the same port at once. SIGUSR1
changes the size of the picture to ``--then-size``, in the middle of the sessions.

Needs Debian's python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-{base,good,bad,ugly}.
"""

from __future__ import annotations

import argparse
import signal
import threading
import time
from typing import Any, NamedTuple

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstApp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstApp, GstRtspServer  # noqa: E402, F401

ENCODERS = {
    "h264": (
        "x264enc tune=zerolatency speed-preset=ultrafast key-int-max={gop} bitrate={bitrate} "
        "! rtph264pay name=pay0 pt=96 config-interval=1"
    ),
    "h265": (
        "x265enc tune=zerolatency speed-preset=ultrafast key-int-max={gop} bitrate={bitrate} "
        "! rtph265pay name=pay0 pt=96 config-interval=1"
    ),
    "mjpeg": "jpegenc quality=80 ! rtpjpegpay name=pay0 pt=26",
    "vp8": "vp8enc deadline=1 keyframe-max-dist={gop} ! rtpvp8pay name=pay0 pt=96",
    "mpeg4": "avenc_mpeg4 gop-size={gop} ! rtpmp4vpay name=pay0 pt=96 config-interval=1",
}

NOISE = 0.12
"""Share of noise in a picture that looks like one of a real sensor."""


class Unit(NamedTuple):
    """One coded picture; times in nanoseconds from the start of the clip."""

    data: bytes
    pts: int


def pictures(pattern: str, size: tuple[int, int], fps: int, picture: str = "") -> str:
    """Return the part of a pipeline that makes raw pictures."""
    width, height = size
    caps = f"video/x-raw,format=I420,width={width},height={height},framerate={fps}/1"
    if picture:
        return (
            f'filesrc location="{picture}" ! decodebin ! videoconvert ! videoscale '
            f"! imagefreeze is-live=true ! {caps}"
        )
    if pattern == "black":
        return f"videotestsrc is-live=true pattern=black ! {caps}"
    if pattern == "flat":
        return f"videotestsrc is-live=true pattern=solid-color foreground-color=0xff707070 ! {caps}"
    still = pattern == "still"
    source = "videotestsrc num-buffers=1" if still else "videotestsrc is-live=true"
    freeze = f"! imagefreeze is-live=true ! {caps}" if still else ""
    return (
        f"compositor name=mix sink_1::alpha={NOISE} sink_2::alpha={0 if still else 0.5} "
        f"! {caps} {freeze} ! queue max-size-buffers=2 ! identity name=out "
        f"{source} pattern=smpte100 ! {caps} ! mix.sink_0 "
        f"{source} pattern=snow ! {caps} ! mix.sink_1 "
        f"{source} pattern=ball ! {caps} ! mix.sink_2 out."
    )


def coded_pictures(path: str) -> tuple[str, list[Unit]]:
    """Return caps and coded pictures of an H.264 or H.265 file, nothing is coded anew."""
    pipeline = Gst.parse_launch(f'filesrc location="{path}" ! parsebin ! appsink name=out sync=0')
    sink = pipeline.get_by_name("out")
    pipeline.set_state(Gst.State.PLAYING)
    samples = list(iter(lambda: sink.emit("pull-sample"), None))
    if not samples:
        raise SystemExit(f"nothing to play in {path}")
    codec = samples[0].get_caps().get_structure(0).get_name().rpartition("-")[2]
    pipeline.set_state(Gst.State.NULL)

    caps = f"video/x-{codec},stream-format=byte-stream,alignment=au"
    pipeline = Gst.parse_launch(
        f'filesrc location="{path}" ! parsebin ! {codec}parse config-interval=-1 ! {caps} '
        "! appsink name=out sync=0"
    )
    sink = pipeline.get_by_name("out")
    pipeline.set_state(Gst.State.PLAYING)
    units = []
    for sample in iter(lambda: sink.emit("pull-sample"), None):
        buffer = sample.get_buffer()
        units.append(Unit(buffer.extract_dup(0, buffer.get_size()), buffer.pts))
    pipeline.set_state(Gst.State.NULL)
    return caps, units


def with_times(units: list[Unit], fps: int) -> tuple[list[Unit], int]:
    """Return the units with times that start at 0, and the length of the clip in ns.

    A raw stream has none: its pictures come at `fps`.
    """
    step = Gst.SECOND // fps
    if any(unit.pts == Gst.CLOCK_TIME_NONE for unit in units):
        units = [Unit(unit.data, at * step) for at, unit in enumerate(units)]
    first = min(unit.pts for unit in units)
    units = [Unit(unit.data, unit.pts - first) for unit in units]
    last = max(unit.pts for unit in units)
    return units, last + (last // (len(units) - 1) if len(units) > 1 and last else step)


def feed(
    element: Any,
    appsrc: Any,
    units: list[Unit],
    length: int,
    again: int,
    gone: threading.Event,
) -> None:
    """Push the clip at its own speed, then again and again from unit `again` on, until it is gone.

    The media is gone when its last client is; the next one gets the clip from its start.
    """
    # The decoding order is the order of the file: a unit is sent when its place in it has come.
    pace = length / len(units)
    while element.get_clock() is None and not gone.wait(0.01):
        pass
    start = time.monotonic()
    running = element.get_clock().get_time() - element.get_base_time()
    sent = 0
    while not gone.wait(max(0.0, start + sent * pace / Gst.SECOND - time.monotonic())):
        turn, at = divmod(max(0, sent - again), len(units) - again)
        at += min(sent, again)
        buffer = Gst.Buffer.new_wrapped(units[at].data)
        buffer.pts = running + turn * (length - units[again].pts) + units[at].pts
        buffer.duration = int(pace)
        if appsrc.emit("push-buffer", buffer) != Gst.FlowReturn.OK:
            return
        sent += 1


def clip_factory(path: str, fps: int, loop_from: float) -> Any:
    """Return a factory that plays the clip for ever without coding it anew.

    Its end goes on at second `loop_from`, where a key picture must be.
    """
    caps, units = coded_pictures(path)
    units, length = with_times(units, fps)
    # Half a picture earlier: times in files are rounded.
    begin = int(loop_from * Gst.SECOND) - length // len(units) // 2
    again = next((at for at, unit in enumerate(units) if unit.pts >= begin), 0)
    codec = "h265" if "h265" in caps else "h264"
    factory = GstRtspServer.RTSPMediaFactory()
    # The parser has put the parameter sets before each key picture; the payloader would put them
    # before each slice of it, and FFmpeg would take each slice for a picture.
    factory.set_launch(
        f'( appsrc name=src is-live=true format=time caps="{caps}" '
        f"! rtp{codec}pay name=pay0 pt=96 config-interval=0 )"
    )

    def configure(_factory: Any, media: Any) -> None:
        gone = threading.Event()
        media.connect("unprepared", lambda _media: gone.set())
        element = media.get_element()
        arguments = (element, element.get_by_name("src"), units, length, again, gone)
        threading.Thread(target=feed, args=arguments, daemon=True).start()

    factory.connect("media-configure", configure)
    return factory


def live_factory(args: argparse.Namespace, size: tuple[int, int]) -> Any:
    """Return a factory that makes and codes pictures."""
    factory = GstRtspServer.RTSPMediaFactory()
    coder = ENCODERS[args.codec].format(gop=args.gop, bitrate=args.bitrate)
    made = pictures(args.pattern, size, args.fps, args.picture)
    if not args.then_size:
        factory.set_launch(f"( {made} ! {coder} )")
        return factory
    width, height = size
    sized = f"videoscale ! capsfilter name=size caps=video/x-raw,width={width},height={height}"
    factory.set_launch(f"( {made} ! {sized} ! {coder} )")
    filters: list[Any] = []
    factory.connect(
        "media-configure",
        lambda _factory, media: filters.append(media.get_element().get_by_name("size")),
    )

    def change() -> bool:
        across, down = args.then_size.split("x")
        caps = Gst.Caps.from_string(f"video/x-raw,width={across},height={down}")
        for element in filters:
            element.set_property("caps", caps)
        return True

    GLib.unix_signal_add(GLib.PRIORITY_DEFAULT, signal.SIGUSR1, change)
    return factory


def lock(server: Any, factory: Any, user: str, password: str) -> None:
    """Ask every client for user and password, by digest."""
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", user)
    auth = GstRtspServer.RTSPAuth()
    auth.set_supported_methods(2)  # GST_RTSP_AUTH_DIGEST
    auth.add_digest(user, password, token)
    server.set_auth(auth)
    permissions = GstRtspServer.RTSPPermissions()
    permissions.add_permission_for_role(user, "media.factory.access", True)
    permissions.add_permission_for_role(user, "media.factory.construct", True)
    factory.set_permissions(permissions)


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8554)
    parser.add_argument("--path", default="/cam")
    parser.add_argument("--codec", choices=sorted(ENCODERS), default="h264")
    parser.add_argument("--size", default="640x360")
    parser.add_argument("--then-size", default="", help="the other size, from SIGUSR1 on")
    parser.add_argument("--fps", type=int, default=15)
    parser.add_argument("--gop", type=int, default=15)
    parser.add_argument("--bitrate", type=int, default=1500, help="kbit/s")
    parser.add_argument("--pattern", choices=("moving", "still", "black", "flat"), default="moving")
    parser.add_argument("--user", default="")
    parser.add_argument("--password", default="")
    parser.add_argument("--picture", default="", help="a still picture file, instead of a pattern")
    parser.add_argument("--clip", help="H.264 or H.265 file, looped without coding it anew")
    parser.add_argument(
        "--loop-from", type=float, default=0.0, help="second of the clip that follows its end"
    )
    args = parser.parse_args()
    width, height = (int(part) for part in args.size.split("x"))
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(str(args.port))
    clip = args.clip
    factory = (
        clip_factory(clip, args.fps, args.loop_from)
        if clip
        else live_factory(args, (width, height))
    )
    factory.set_shared(True)
    if args.user:
        lock(server, factory, args.user, args.password)
    server.get_mount_points().add_factory(args.path, factory)
    if not server.attach(None):
        raise SystemExit(f"port {args.port} is taken")
    print(f"ready rtsp://127.0.0.1:{args.port}{args.path}", flush=True)  # noqa: T201
    GLib.MainLoop().run()


if __name__ == "__main__":
    main()
