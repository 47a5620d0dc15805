# SPDX-License-Identifier: AGPL-3.0-or-later
"""The sheet at the end of the first run, as a PDF: what was set up, and pass or fail of each lane.

It names no plate: the cars of the drive test are counted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from alpr_kiosk.config.schema import AppConfig, LaneConfig
from alpr_kiosk.domain.first_run import CARS, DRIVEN, RISK, FirstRun, LaneDrive
from alpr_kiosk.services.pdf_page import PdfPage, pdf_of

AUTOMATIC = {
    DRIVEN: "on, the drive test was passed",
    RISK: "on, the risk was accepted by {actor}",
    "": "OFF: gates by hand only",
}


def setup_pdf(
    config: AppConfig,
    *,
    state: FirstRun,
    drive: Sequence[LaneDrive],
    commissioned: Mapping[str, bool],
    users: Sequence[tuple[str, str]],
    at: datetime,
    actor: str,
    fonts: Path,
) -> bytes:
    """Return the sheet.

    Args:
        config: The site.
        state: How far the first run is.
        drive: The drive test as it was counted, empty when nobody drove.
        commissioned: Gates by id, and whether each was commissioned.
        users: (name, role) of all who have access.
        at: Aware time, in the zone of the site.
        actor: Who made it.
        fonts: Folder of the program's own fonts.
    """
    roles = [role for _, role in users]
    count = ", ".join(f"{roles.count(role)} {role}" for role in dict.fromkeys(roles))
    facts = [
        ("Site", config.site.name),
        ("Date", f"{at:%Y-%m-%d %H:%M} ({config.site.time_zone})"),
        ("By", actor),
        ("People with a PIN", count or "none"),
        ("Automatic opening", AUTOMATIC.get(state.automatic, "on").format(actor=state.actor)),
        ("Left for later", ", ".join(state.later) or "nothing"),
    ]
    for lane in config.lanes:
        facts += _lane(config, lane, drive, commissioned)
    if not config.lanes:
        facts.append(("Lanes", "none"))
    facts += [
        ("", ""),
        ("Installer", "______________________________"),
        ("For the site", "______________________________"),
    ]
    title = f"Setup result sheet, {config.site.name}"
    return pdf_of([PdfPage(title=title, facts=facts)], title=title, made_at=at, fonts=fonts)


def lane_passed(
    config: AppConfig,
    lane: LaneConfig,
    drive: Sequence[LaneDrive],
    commissioned: Mapping[str, bool],
) -> bool:
    """Return whether a lane passes: zones, gate and drive test, as far as it has them."""
    camera = next(one for one in config.cameras if one.id == lane.camera)
    own = [one for one in drive if one.lane_id == lane.id]
    driven = bool(own) and all(one.passed for one in own)
    gate = lane.gate is None or commissioned.get(lane.gate, False)
    return camera.open_polygon is not None and gate and driven


def _lane(
    config: AppConfig,
    lane: LaneConfig,
    drive: Sequence[LaneDrive],
    commissioned: Mapping[str, bool],
) -> list[tuple[str, str]]:
    camera = next(one for one in config.cameras if one.id == lane.camera)
    passed = lane_passed(config, lane, drive, commissioned)
    facts = [
        ("", ""),
        (f"Lane {lane.name or lane.id}", "PASS" if passed else "FAIL"),
        ("  Camera", camera.name or camera.id),
        ("  Open zone", "drawn" if camera.open_polygon is not None else "MISSING"),
        ("  Lines A and B", "drawn" if camera.lines is not None else "none"),
    ]
    if lane.gate is None:
        facts.append(("  Gate", "none"))
    else:
        gate = config.gate(lane.gate)
        word = "commissioned" if commissioned.get(lane.gate, False) else "NOT commissioned"
        facts.append(("  Gate", f"{gate.name or gate.id}, {word}"))
    own = [one for one in drive if one.lane_id == lane.id]
    for one in own:
        word = "pass" if one.passed else "fail"
        facts.append(
            (f"  Drive test {one.direction.value}", f"{one.read} of {CARS} cars read, {word}")
        )
    if not own:
        facts.append(("  Drive test", "not done"))
    return facts
