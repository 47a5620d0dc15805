# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rows as CSV that a spreadsheet shows and never runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from alpr_kiosk.domain.list_cells import mark


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return CSV (RFC 4180: CRLF, quotes where needed); what would be a formula is marked."""
    out = io.StringIO()
    writer = csv.writer(out)
    for row in (header, *rows):
        writer.writerow([mark(cell) for cell in row])
    return out.getvalue()
