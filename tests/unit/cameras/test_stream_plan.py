# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which stream is read and which is shown."""

from __future__ import annotations

from alpr_kiosk.cameras.types import StreamChoice, plan_streams


def stream(width: int, height: int, codec: str = "h264", name: str = "") -> StreamChoice:
    label = name or f"{width}{codec}"
    return StreamChoice(
        name=label, uri=f"rtsp://h/{label}", width=width, height=height, codec=codec
    )


def names(*streams: StreamChoice, tile: tuple[int, int] = (640, 360)) -> tuple[str, str]:
    plan = plan_streams(streams, tile)
    assert plan is not None
    return plan.reading.name, plan.preview.name if plan.preview is not None else ""


def test_the_largest_is_read_and_the_smallest_that_fills_the_tile_is_shown() -> None:
    streams = (stream(640, 360), stream(1920, 1080), stream(352, 288), stream(1280, 720))
    assert names(*streams) == ("1920h264", "640h264")
    assert names(*streams, tile=(867, 488)) == ("1920h264", "1280h264")


def test_a_sub_stream_that_is_too_small_is_better_than_the_main_stream_twice() -> None:
    assert names(stream(2560, 1440), stream(352, 288), stream(640, 360), tile=(867, 488)) == (
        "2560h264",
        "640h264",
    )


def test_among_equal_pictures_h264_costs_least() -> None:
    main = (stream(1920, 1080, "hevc"), stream(1920, 1080, "h264"))
    sub = (stream(640, 360, "mjpeg"), stream(640, 360, "h264"))
    assert names(*main, *sub) == ("1920h264", "640h264")


def test_one_stream_serves_both_and_none_serves_nobody() -> None:
    assert names(stream(1280, 720)) == ("1280h264", "")
    assert names(stream(0, 0, name="a"), stream(0, 0, name="b")) == ("a", "")
    assert plan_streams([]) is None
