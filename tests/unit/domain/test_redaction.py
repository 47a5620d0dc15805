# SPDX-License-Identifier: AGPL-3.0-or-later
"""No plate and no credential stays in a line of a log, and what is neither stays readable."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alpr_kiosk.domain.plate import normalise
from alpr_kiosk.domain.presets import PRESETS
from alpr_kiosk.domain.redaction import redacted
from alpr_kiosk.errors import StorageError
from alpr_kiosk.logging_setup import LogSession

# A plate of digits or letters alone, or of three characters, is like any number or word.
EXAMPLES = sorted(
    {
        example
        for preset in PRESETS
        for example in preset.examples
        if len(normalise(example)) > 3
        and not normalise(example).isdigit()
        and not normalise(example).isalpha()
    }
)
FRAMES = (
    "passage {} closed",
    "{}",
    "near ({}).",
    "plate='{}', list='allow'",
    "read {}, again",
    "x={}",
)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("plate", EXAMPLES)
def test_examples_of_all_presets_are_masked(plate: str, frame: str) -> None:
    shown = redacted(frame.format(plate))
    assert normalise(plate) not in normalise(shown)
    assert "*" in shown


@given(st.from_regex(r"[A-GI-WYZ]{1,3}[0-9]{4,5}[A-Z]{0,2}", fullmatch=True))
def test_any_plate_of_that_form_is_masked(plate: str) -> None:
    assert plate not in redacted(f"decision about {plate}: asked")


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("rtsp://admin:s3cret@10.0.0.1/stream1", "rtsp://***@10.0.0.1/stream1"),
        ("login failed, password='a b c'", "login failed, password=***"),
        ("Authorization: Bearer abc.def", "Authorization: ***"),
        ("{'token': 'abc'}", "{'token': ***}"),
        ("PIN=739204 refused", "PIN=*** refused"),
    ],
)
def test_credentials_are_taken_out(line: str, shown: str) -> None:
    assert redacted(line) == shown


@pytest.mark.parametrize(
    "line",
    [
        "2026-11-26 23:27:01,123 ERROR MainThread alpr_kiosk.x: gate gate-a: HTTP 404",
        "codec H264, SHA256 of 7994987f7b7e409fabdc57c23c5bfbcd, GET 200",
        "/var/lib/alpr-kiosk/evidence/AB12/x.jpg: No space left on device",
        "free space: DiskReport(record=<Room.DANGER: 3>, free_mb=0)",
        "took 12345678 ms on port 554",
        "gate row 0000000000000000000000000000002a not written: journal.unwritable",
    ],
)
def test_what_is_neither_stays_as_it_is(line: str) -> None:
    assert redacted(line) == line


def test_the_log_file_has_no_plate_also_not_in_a_trace(tmp_path: Path) -> None:
    path = tmp_path / "log"
    session = LogSession(path=path, quiet=True)
    log = logging.getLogger("alpr_kiosk.test")
    log.warning("passage %s closed", "B-AB 1234")
    try:
        raise StorageError("lists.duplicate", plate="B AB 1234")
    except StorageError:
        log.exception("not saved")
    session.close()
    text = path.read_text("utf-8")
    assert text.count("B*****4") == 3
    assert "1234" not in text
