# SPDX-License-Identifier: AGPL-3.0-or-later
"""`alpr-kiosk incident`: passages held, released, listed, packed for somebody else, checked."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from alpr_kiosk.cli_record import (
    OpenedRecord,
    count,
    interruptible,
    moment,
    opened_record,
    record_options,
)
from alpr_kiosk.config.paths import resources_dir
from alpr_kiosk.domain.audit import AuditHead
from alpr_kiosk.domain.incidents import REVIEW_AFTER, Incident
from alpr_kiosk.domain.intents import new_id
from alpr_kiosk.errors import AlprError

if TYPE_CHECKING:
    from alpr_kiosk.services.incident_pack import PackPassage
    from alpr_kiosk.vision.protocols import Detector

EXIT_OK, EXIT_PROBLEM = 0, 1
ACTOR = "supervisor"
MOST_PACKED = 200
"""Passages of one pack: their pictures are in memory while its pages are written."""

TEXTS = {
    "incident.nothing": "None of these passages is there. Nothing is held.",
    "incident.which": "Name passages with --passage, or a time with --since and --until.",
    "incident.too_many": "{count} passages are more than one incident holds ({most}).",
    "incident.unknown": "No incident is called {incident}. See `alpr-kiosk incident list --all`.",
    "incident.released": "Incident {incident} was released before.",
    "incident.pack_most": "{count} passages are more than one pack takes ({most}): name some.",
    "time.unreadable": "{text!r} is not a time. Write it as 2026-11-26T14:05.",
    "pack.exists": "{path} is there already. Nothing was written.",
    "pack.no_room": "{needed_mb} MB are needed at {path}, {free_mb} MB are free.",
    "pack.unwritable": "{path} can't be written ({why}). Nothing is left there.",
    "pack.differs": "{file} on {path} is not what was written. Take another stick.",
    "pack.stopped": "Stopped. Nothing is left there.",
    "pack.no_manifest": "{path} is not a pack ({why}).",
}
"""Texts of this command's errors; the codes of others are in `cli`."""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    text = "passages that must be kept: hold, release, list, pack for somebody else, check a pack"
    command = commands.add_parser("incident", help=text, description=text)
    parts = command.add_subparsers(dest="part", required=True, metavar="PART")

    def add(name: str, help_text: str) -> argparse.ArgumentParser:
        part = parts.add_parser(name, help=help_text, description=help_text)
        if name != "check":
            record_options(part)
        if name in ("hold", "release", "pack"):
            part.add_argument("--actor", default=ACTOR, help="who does it, for the audit chain")
        return part

    hold = add("hold", "keep passages and their pictures until they are released")
    hold.add_argument("--passage", action="append", default=[], metavar="ID", help="repeatable")
    hold.add_argument("--since", help="passages from then on, time of the site")
    hold.add_argument("--until", help="and before then")
    hold.add_argument("--camera", action="append", default=[], metavar="ID", help="only of these")
    hold.add_argument("--owner", required=True, help="who answers for it")
    hold.add_argument("--reason", required=True, help="why it is kept")
    days = REVIEW_AFTER.days
    hold.add_argument("--review-days", type=count, default=days, help=f"look again after ({days})")
    hold.set_defaults(part=_hold)
    release = add("release", "let go what no other incident holds")
    release.add_argument("incident", metavar="INCIDENT")
    release.add_argument("--reason", required=True, help="why it is no longer needed")
    release.set_defaults(part=_release)
    listing = add("list", "list what is held, the next review first")
    listing.add_argument("--all", action="store_true", help="those that were released too")
    listing.set_defaults(part=_list)
    pack = add("pack", "write pages, pictures, table and seal into a new folder, and read it back")
    pack.add_argument("incident", metavar="INCIDENT")
    pack.add_argument("folder", type=Path, metavar="DIR", help="where, such as a mounted stick")
    pack.add_argument("--passage", action="append", default=[], metavar="ID", help="only these")
    pack.add_argument(
        "--originals", action="store_true", help="lane pictures as they are, with other plates"
    )
    pack.set_defaults(part=_pack)
    check = add("check", "look whether a pack is what was written; needs no record")
    check.add_argument("folder", type=Path, metavar="DIR")
    check.set_defaults(part=_check)


def run(options: argparse.Namespace) -> int:
    """Run the chosen part and return its exit status.

    Raises:
        AlprError: See `TEXTS`.
    """
    status: int = options.part(options)
    return status


def _hold(options: argparse.Namespace) -> int:
    with opened_record(options) as record:
        passages = list(options.passage)
        if options.since and options.until:
            since, until = moment(options.since, record.zone), moment(options.until, record.zone)
            passages += record.store.incidents.between(since, until, options.camera)
        elif not passages:
            raise AlprError("incident.which")
        now = record.store.database.clock.utc_now()
        incident = record.store.incidents.hold(
            f"{now.astimezone(record.zone):%Y%m%d}-{new_id()[:6]}",
            passages,
            owner=options.owner,
            reason=options.reason,
            actor=options.actor,
            review_at=now + timedelta(days=options.review_days),
        )
        print(_line(incident, record))
    return EXIT_OK


def _release(options: argparse.Namespace) -> int:
    with opened_record(options) as record:
        incident = record.store.incidents.release(
            options.incident, actor=options.actor, reason=options.reason
        )
        print(_line(incident, record))
    return EXIT_OK


def _list(options: argparse.Namespace) -> int:
    with opened_record(options) as record:
        found = record.store.incidents.incidents(released=options.all)
        for incident in found:
            print(_line(incident, record))
        if not found:
            print("Nothing is held.")
    return EXIT_OK


def _line(incident: Incident, record: OpenedRecord) -> str:
    count = len(incident.passages)
    if incident.released_at is not None:
        until = f"released {incident.released_at.astimezone(record.zone):%Y-%m-%d}"
    else:
        overdue = incident.is_overdue(record.store.database.clock.utc_now())
        word = "REVIEW WAS DUE" if overdue else "review"
        until = f"{word} {incident.review_at.astimezone(record.zone):%Y-%m-%d}"
    return f"{incident.incident_id}  {count} passages  {until}  {incident.owner}: {incident.reason}"


def _pack(options: argparse.Namespace) -> int:
    from alpr_kiosk.evidence_pack import cover_detector
    from alpr_kiosk.services.incident_pack import about_of, pages_of, picture_files, table_of
    from alpr_kiosk.storage.pack_facts import chain_rows
    from alpr_kiosk.storage.sealed_folder import write_sealed

    with opened_record(options) as record:
        store = record.store
        incident = store.incidents.incident(options.incident)
        if incident is None:
            raise AlprError("incident.unknown", incident=options.incident)
        wanted = [one for one in incident.passages if one in (options.passage or incident.passages)]
        if len(wanted) > MOST_PACKED:
            raise AlprError("incident.pack_most", count=len(wanted), most=MOST_PACKED)
        detector = None if options.originals else cover_detector(record.config.vision)
        passages = _passages(record, wanted, detector)
        made_at = store.database.clock.utc_now()
        report = store.records.audit_report()
        if report.first_broken is not None:
            raise AlprError("audit.broken", seq=report.first_broken)
        head = AuditHead(seq=report.head[0], mac=report.head[1], at=made_at).line
        about = about_of(
            incident,
            passages,
            site=record.config.site.name,
            made_at=made_at,
            head=head,
            rows=chain_rows(store.database, wanted, incident.incident_id),
        )
        pages = pages_of(
            incident,
            passages,
            site=record.config.site.name,
            zone=record.zone,
            made_at=made_at,
            fonts=resources_dir() / "fonts",
        )
        table = table_of(passages, record.zone)
        pictures = picture_files(passages)
        with interruptible() as stop:
            sealed = write_sealed(
                options.folder,
                f"incident-{incident.incident_id}-{made_at:%Y%m%dT%H%M%SZ}",
                [("incident.pdf", lambda: pages), ("passages.csv", lambda: table), *pictures],
                about=about,
                needed=len(pages) + len(table) + sum(len(make()) for _, make in pictures),
                stop=stop,
                progress=_progress,
            )
        body: dict[str, object] = {
            "incident_id": incident.incident_id,
            "passages": wanted,
            "manifest": sealed.digest,
            "originals": bool(options.originals),
        }
        store.records.append_audit("incident.packed", options.actor, body)
    print(f"{sealed.path}: {sealed.files} files, {sealed.size / 1e6:.1f} MB, read back")
    print(f"Manifest {sealed.digest}; the audit chain has it.")
    return EXIT_OK


def _passages(
    record: OpenedRecord, wanted: Sequence[str], detector: Detector | None
) -> list[PackPassage]:
    from alpr_kiosk.evidence_pack import pack_pictures
    from alpr_kiosk.services.incident_pack import PackPassage

    found = []
    for number, passage_id in enumerate(wanted, start=1):
        detail = record.store.history.passage(passage_id)
        if detail is not None:
            pictures = pack_pictures(
                record.store, detail.row, number, detector=detector, unfit=said
            )
            found.append(PackPassage(detail=detail, pictures=pictures))
    return found


def said(path: str) -> None:
    """Say that a picture is left out."""
    print(f"{path} does not fit its seal and is left out", file=sys.stderr)


def _progress(done: int, of: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{done} of {of}", end="\n" if done == of else "", file=sys.stderr, flush=True)


def _check(options: argparse.Namespace) -> int:
    from alpr_kiosk.storage.sealed_folder import check_sealed, manifest_digest

    problems = check_sealed(options.folder)
    for problem in problems:
        print(problem)
    if problems:
        print(f"This pack is not what was written: {len(problems)} differences.")
        return EXIT_PROBLEM
    print(f"All files are what was written. Manifest {manifest_digest(options.folder)}")
    return EXIT_OK
