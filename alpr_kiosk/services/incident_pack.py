# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a pack about an incident says: a table, a page and pictures of each passage, the seal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

from alpr_kiosk.domain.csv_text import csv_text
from alpr_kiosk.domain.history import PassageDetail
from alpr_kiosk.domain.incidents import Incident
from alpr_kiosk.domain.ports import AuditRow
from alpr_kiosk.services.pdf_page import PdfPage, pdf_of

HEADER = (
    *("number", "passage_id", "first_seen", "last_seen", "camera", "lane", "direction"),
    *("observed", "corrected", "reads", "agreeing", "decision", "reason", "gate", "commands"),
    *("lane_picture", "plate_picture", "pictures_note", "notes"),
)

_COVERED = "are painted over in the pictures; manifest.json names the originals"


@dataclass(frozen=True, slots=True, kw_only=True)
class PackPicture:
    """A picture in the pack.

    Attributes:
        name: Its file in the pack.
        jpeg: Bytes, other plates painted over.
        original: SHA-256 of the picture as it was kept, hexadecimal.
        covered: Plates of others that were painted over.
    """

    name: str
    jpeg: bytes
    original: str
    covered: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PackPassage:
    """A passage in the pack.

    Attributes:
        detail: The passage.
        pictures: Its pictures by kind.
        warning: What whoever opens the pack must know of it, "" for nothing.
    """

    detail: PassageDetail
    pictures: dict[str, PackPicture]
    warning: str = ""


def table_of(passages: Sequence[PackPassage], zone: tzinfo) -> bytes:
    """Return the table as CSV."""
    return csv_text(HEADER, (_row(n, one, zone) for n, one in enumerate(passages, 1))).encode()


def pages_of(
    incident: Incident,
    passages: Sequence[PackPassage],
    *,
    site: str,
    zone: tzinfo,
    made_at: datetime,
    fonts: Path,
    what: str = "incident",
    covered: bool = True,
) -> bytes:
    """Return the pages as PDF: the incident (or what else it is), then each passage."""
    title = f"{site}: {what} {incident.incident_id}"
    first = PdfPage(
        title=title,
        facts=(
            ("Reason", incident.reason),
            ("Owner", incident.owner),
            (
                "Held by" if what == "incident" else "Made by",
                f"{incident.made_by}, {_time(incident.made_at, zone)}",
            ),
            ("Passages", str(len(passages))),
            ("Pack made", _time(made_at, zone)),
            ("Other plates", _COVERED if covered else "are NOT painted over: originals"),
        ),
    )
    pages = [first, *(_page(n, one, zone) for n, one in enumerate(passages, 1))]
    return pdf_of(pages, title=title, made_at=made_at, fonts=fonts)


def about_of(
    incident: Incident,
    passages: Sequence[PackPassage],
    *,
    site: str,
    made_at: datetime,
    head: str,
    rows: Sequence[AuditRow],
) -> dict[str, object]:
    """Return what the manifest says besides its files.

    Args:
        incident: What is packed.
        passages: Its passages.
        site: Name of the site.
        made_at: Aware time.
        head: Line of the chain's head (`AuditHead.line`).
        rows: Rows of the chain about it.
    """
    return {
        "site": site,
        "made_at": made_at.isoformat(),
        "incident": {
            "id": incident.incident_id,
            "owner": incident.owner,
            "reason": incident.reason,
            "held_by": incident.made_by,
            "held_at": incident.made_at.isoformat(),
        },
        "passages": [
            {
                "id": one.detail.row.passage_id,
                "warning": one.warning,
                "pictures": {
                    kind: {
                        "file": picture.name,
                        "original_sha256": picture.original,
                        "plates_covered": picture.covered,
                    }
                    for kind, picture in one.pictures.items()
                },
            }
            for one in passages
        ],
        "audit_head": head,
        "audit_rows": [_audit(row) for row in rows],
    }


def picture_files(passages: Sequence[PackPassage]) -> list[tuple[str, Callable[[], bytes]]]:
    """Return the pictures as files of a pack."""
    return [
        (picture.name, _bytes(picture.jpeg))
        for one in passages
        for picture in one.pictures.values()
    ]


def _bytes(data: bytes) -> Callable[[], bytes]:
    return lambda: data


def _audit(row: AuditRow) -> dict[str, Any]:
    names = ("seq", "kind", "actor", "body", "mac")
    return {**{name: getattr(row, name) for name in names}, "at": row.at.isoformat()}


def _row(number: int, one: PackPassage, zone: tzinfo) -> list[str]:
    row = one.detail.row
    names = {kind: picture.name for kind, picture in one.pictures.items()}
    return [
        str(number),
        row.passage_id,
        _time(row.first_seen_at, zone),
        _time(row.last_seen_at, zone),
        row.camera_id,
        row.lane_id,
        row.direction,
        row.plate,
        row.corrected or "",
        str(row.reads),
        str(row.agreeing),
        row.action,
        row.reason,
        row.gate_id or "",
        " | ".join(_commands(one, zone)),
        names.get("lane", ""),
        names.get("crop", ""),
        " ".join(part for part in (one.warning, row.evidence_note) if part),
        " | ".join(_notes(one, zone)),
    ]


def _page(number: int, one: PackPassage, zone: tzinfo) -> PdfPage:
    row = one.detail.row
    decisions = [f"{_time(d.at, zone)} {d.action} ({d.reason})" for d in one.detail.decisions]
    corrected = f"corrected to {row.corrected}" if row.corrected else ""
    return PdfPage(
        title=f"{number}. {row.effective or 'not read'}",
        facts=(
            ("Passage", row.passage_id),
            ("Seen", f"{_time(row.first_seen_at, zone)} to {_time(row.last_seen_at, zone)}"),
            ("Camera, lane", f"{row.camera_id}, {row.lane_id}, direction {row.direction}"),
            ("Observed", f"{row.plate} in {row.reads} reads, {row.agreeing} agree {corrected}"),
            ("Decided", "; ".join(decisions)),
            ("Gate", "; ".join(_commands(one, zone)) or "no command"),
            ("Pictures", row.evidence_note),
            *(("Note", words) for words in _notes(one, zone)),
            *((("WARNING", one.warning),) if one.warning else ()),
        ),
        pictures=[
            (picture.jpeg, f"{picture.name}, original SHA-256 {picture.original}")
            for picture in one.pictures.values()
        ],
    )


def _commands(one: PackPassage, zone: tzinfo) -> list[str]:
    return [
        f"{_time(command.intent.requested_at, zone)} {command.intent.kind.value} "
        f"{command.intent.gate_id} by {command.intent.source.value} "
        f"{command.intent.actor}: {command.outcome or 'unknown'} {command.why}".rstrip()
        for command in one.detail.commands
    ]


def _notes(one: PackPassage, zone: tzinfo) -> list[str]:
    """Return what people wrote to a passage; what was corrected stays before its correction."""
    return [
        f"{_time(note.at, zone)} {note.actor}: {note.text or 'erased'} (row {note.seq}"
        + (f", corrects row {note.corrects})" if note.corrects else ")")
        for note in one.detail.notes
    ]


def _time(at: datetime, zone: tzinfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S %z}"
