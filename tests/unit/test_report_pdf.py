# SPDX-License-Identifier: AGPL-3.0-or-later
"""A report on paper, whatever stands in it."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date, datetime, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from alpr_kiosk.domain.reports import CodeCount, OverrideCount, Period, Report
from alpr_kiosk.report_pdf import _round_up, report_pdf
from tests.unit.domain.test_report_tables import DAY, EMPTY, FULL

MADE = datetime(2026, 11, 25, 6, 30, tzinfo=timezone.utc)


def pdf(report: Report, before: Report = EMPTY, *, site: str = "Werk Süd") -> bytes:
    return report_pdf(
        report, before, site=site, made_at=MADE, made_by="Amara", cameras={"cam1": "Einfahrt"}
    )


def pages(data: bytes) -> int:
    return data.count(b"/Type /Page\n")


def test_a_report_has_pages_letters_and_its_time() -> None:
    data = pdf(FULL)
    assert data.startswith(b"%PDF-")
    assert data.rstrip().endswith(b"%%EOF")
    assert pages(data) == 2
    assert b"NotoSans" in data
    assert b"20261125073000" in data  # local


def test_every_span_fits() -> None:
    zone = ZoneInfo("Europe/Berlin")
    year = Period(first=date(2026, 1, 1), last=date(2026, 12, 31), zone=zone)
    for period in (Period.day(date(2026, 10, 25), zone), year):
        assert pages(pdf(Report(period=period))) == 2


def test_text_from_outside_is_only_text() -> None:
    hostile = [
        "**bold** __under__ {nb} <b>x</b> [link](http://x)",
        "line\nbreak\ttab\x00\x1b[31m",
        "\u202eright to left مرحبا",
        "汉字 🚗",
        "x" * 5000,
        "(unbalanced \\ ) %",
    ]
    report = Report(
        period=DAY,
        overrides=tuple(
            OverrideCount(reason=text, actor=text, source="bar", count=1) for text in hostile
        ),
        alerts=tuple(CodeCount(code=text, source=text, count=1) for text in hostile),
        gate_faults=tuple(CodeCount(code=text, source=text, count=1) for text in hostile),
    )
    assert pdf(report, site=" ".join(hostile)).startswith(b"%PDF-")


def test_long_tables_go_on_with_their_head(tmp_path: Path) -> None:
    alerts = tuple(CodeCount(code=f"code {n:02d}", source="", count=9) for n in range(60))
    data = pdf(Report(period=DAY, alerts=alerts))
    assert pages(data) == 3
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed")
    path = tmp_path / "r.pdf"
    path.write_bytes(data)
    done = subprocess.run(
        ["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True
    )
    for text in (
        "Werk Süd",
        "Tue 24 Nov 2026",
        "made 2026-11-25 07:30 by Amara",
        "page 3 of 3",
        "Alerts, continued",
        "code 59",
    ):
        assert text in done.stdout


@pytest.mark.parametrize(
    ("value", "high"), [(0, 2), (1, 2), (2, 2), (3, 4), (9, 10), (10, 20), (61, 80), (999, 1000)]
)
def test_a_scale_ends_at_a_round_number(value: int, high: int) -> None:
    assert _round_up(value) == high
