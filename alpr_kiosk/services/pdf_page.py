# SPDX-License-Identifier: AGPL-3.0-or-later
"""A page of a document, and documents of them.

What writes PDF takes a third of a second to load, and a start has three for everything: it is
loaded with the first document.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfPage:
    """One page.

    Attributes:
        title: Its head line.
        facts: (label, value) lines.
        pictures: JPEGs with a line below each.
    """

    title: str
    facts: Sequence[tuple[str, str]]
    pictures: Sequence[tuple[bytes, str]] = ()


def pdf_of(pages: Sequence[PdfPage], *, title: str, made_at: datetime, fonts: Path) -> bytes:
    """Return the pages as a PDF.

    Args:
        pages: At least one.
        title: Title of the document, and the foot of each page.
        made_at: Aware time of making.
        fonts: Folder of the program's own fonts; without them what the core fonts lack is "?".
    """
    from alpr_kiosk.services.pack_pdf import written

    return written(pages, title=title, made_at=made_at, fonts=fonts)
