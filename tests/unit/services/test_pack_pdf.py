# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages of a pack: with our letters and without, whatever a plate is written in."""

from __future__ import annotations

from pathlib import Path

import pytest

from alpr_kiosk.config.paths import resources_dir
from alpr_kiosk.services.pack_pdf import _Document
from alpr_kiosk.services.pdf import closing_fonts
from alpr_kiosk.services.pdf_page import PdfPage, pdf_of
from tests.contracts.records_contract import NOON

OWN = resources_dir() / "fonts"


@pytest.mark.parametrize("fonts", [OWN, Path("/nowhere")])
@pytest.mark.parametrize(
    "text",
    ["B-ÖB 123", "А777ВС", "\u0661\u0662\u0663", "\u202e<b>\0\t", "", "x" * 5000, "京A12345"],
)
def test_any_text_makes_a_page(text: str, fonts: Path) -> None:
    page = PdfPage(title=text or "-", facts=(("Label", text),))
    assert pdf_of([page, page], title=text, made_at=NOON, fonts=fonts).startswith(b"%PDF-")


def test_a_letter_that_is_missing_is_a_question_mark_and_no_blank() -> None:
    with closing_fonts(_Document("t", OWN)) as own:
        assert own._shown("Ö А \u0661 京\n") == "Ö А ? ??"
    core = _Document("t", Path("/nowhere"))
    assert core._shown("Ö А \u0661") == "Ö ? ?"
