# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sheet of a hand-over, as a PDF: what a guard leaves behind at the end of a shift.

It names no plate: bans and visitors are counted. Only what guards write may name one.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from pathlib import Path

from alpr_kiosk.domain.shift import HandoverNote, Shift, UnexplainedOpening
from alpr_kiosk.services.pdf_page import PdfPage, pdf_of


def handover_pdf(
    shift: Shift,
    *,
    site: str,
    ended_at: datetime,
    ended_by: str,
    zone: tzinfo,
    fonts: Path,
    nothing: bool,
    notes: Sequence[HandoverNote],
    openings: Sequence[UnexplainedOpening],
    bans: int,
    cameras_down: Sequence[str] = (),
    held: Sequence[str] = (),
) -> bytes:
    """Return the sheet.

    Args:
        shift: The shift.
        site: Name of the site.
        ended_at: Aware time of its end.
        ended_by: Who ended it.
        zone: Zone of the site.
        fonts: Folder of the program's own fonts.
        nothing: The guard said that there is nothing to report.
        notes: His words for the next shift.
        openings: Openings by hand without a reason.
        bans: How many plates were banned meanwhile.
        cameras_down: Names of cameras without a picture.
        held: Names of gates that are held open.
    """

    def when(at: datetime) -> str:
        return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"

    facts = [
        ("Guard", shift.user + ("" if shift.signed else " (began without a PIN)")),
        ("Began", when(shift.began_at)),
        ("Planned end", when(shift.ends_at) if shift.ends_at else "none"),
        ("Ended", f"{when(ended_at)} by {ended_by}"),
        ("Hand-over read", "left for later at the begin" if shift.skipped else "yes, at the begin"),
        ("Items read", str(len(shift.read))),
        ("New bans", str(bans)),
        ("Cameras down", ", ".join(cameras_down) or "none"),
        ("Held open", ", ".join(held) or "none"),
        ("Without a reason", str(len(openings)) if openings else "none"),
    ]
    facts += [
        ("", f"{when(one.at)}  {one.gate_id}  {one.actor or 'not signed in'}") for one in openings
    ]
    facts.append(("To report", "Nothing to report." if nothing and not notes else ""))
    facts += [("", f"{when(note.at)}  {note.user}: {note.text}") for note in notes]
    title = f"{site}: hand-over of {shift.user}"
    return pdf_of([PdfPage(title=title, facts=facts)], title=title, made_at=ended_at, fonts=fonts)
