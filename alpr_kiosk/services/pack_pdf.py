# SPDX-License-Identifier: AGPL-3.0-or-later
"""Pages for people who have no computer at hand: one a passage, with its pictures."""

from __future__ import annotations

import io
import logging
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from fpdf import FPDF
from fpdf.fonts import TTFFont

from alpr_kiosk.services.pdf import closing_fonts
from alpr_kiosk.services.pdf_page import PdfPage

FONT = "Noto"
_FALLBACK = "helvetica"
_LABEL_MM, _LINE_MM, _WIDE_MM = 45.0, 6.0, 180.0


def written(pages: Sequence[PdfPage], *, title: str, made_at: datetime, fonts: Path) -> bytes:
    """Return the pages as a PDF; see `pdf_page.pdf_of`."""
    with closing_fonts(_Document(title, fonts)) as document:
        document.set_title(title)
        document.set_creation_date(made_at)
        for page in pages:
            document.write_page(page)
        return bytes(document.output())


class _Document(FPDF):
    def __init__(self, title: str, fonts: Path) -> None:
        super().__init__(format="A4")
        self._foot = title
        self._own = (fonts / "NotoSans-Regular.ttf").is_file()
        logging.getLogger("fontTools").setLevel(logging.WARNING)
        if self._own:
            self.add_font(FONT, "", fonts / "NotoSans-Regular.ttf")
            self.add_font(FONT, "B", fonts / "NotoSans-Bold.ttf")
        self.set_margins(15, 15)
        self.set_auto_page_break(auto=True, margin=18)

    def footer(self) -> None:
        """Write title and number below each page; fpdf2 calls it."""
        self.set_y(-14)
        self._set_style("", 8)
        self.cell(0, 5, self._shown(f"{self._foot}  {self.page_no()}"))

    def write_page(self, page: PdfPage) -> None:
        self.add_page()
        self._set_style("B", 16)
        self.multi_cell(0, 9, self._shown(page.title), new_x="LMARGIN", new_y="NEXT")
        for label, value in page.facts:
            self._set_style("B", 10)
            self.cell(_LABEL_MM, _LINE_MM, self._shown(label))
            self._set_style("", 10)
            self.multi_cell(0, _LINE_MM, self._shown(value) or " ", new_x="LMARGIN", new_y="NEXT")
        for jpeg, line in page.pictures:
            self.ln(2)
            self.image(io.BytesIO(jpeg), w=_WIDE_MM, h=95, keep_aspect_ratio=True)
            self._set_style("", 8)
            self.multi_cell(0, 4, self._shown(line), new_x="LMARGIN", new_y="NEXT")

    def _set_style(self, style: str, size: float) -> None:
        self.set_font(FONT if self._own else _FALLBACK, style, size)

    def _shown(self, text: str) -> str:
        """Return what the letters at hand can show: a missing one is "?", never a blank."""
        text = "".join(char if char.isprintable() else "?" for char in text)
        if not self._own:
            return text.encode("latin-1", "replace").decode("latin-1")
        font = self.fonts[FONT.lower()]
        letters = font.cmap if isinstance(font, TTFFont) else {}
        return "".join(char if ord(char) in letters else "?" for char in text)
