# SPDX-License-Identifier: AGPL-3.0-or-later
"""What all documents that we write as PDF have in common."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TypeVar

from fpdf import FPDF
from fpdf.fonts import TTFFont

_Document = TypeVar("_Document", bound=FPDF)


@contextmanager
def closing_fonts(document: _Document) -> Iterator[_Document]:
    """Close the files of a document's fonts in the end, which fpdf2 leaves open."""
    try:
        yield document
    finally:
        for font in document.fonts.values():
            if isinstance(font, TTFFont):
                font.ttfont.close()
