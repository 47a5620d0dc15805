# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the core needs from the world; the adapters in vision, gate and storage provide it.

Services and runtime see adapters only through these. A fake of a port lives in `tests/fakes/` and
passes the same contract suite as the real one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from alpr_kiosk.domain.camera_health import CameraSpan
from alpr_kiosk.domain.events import (
    Alert,
    DecisionRecord,
    GateIntent,
    GateResult,
    Passage,
)
from alpr_kiosk.domain.lists import ListEntry
from alpr_kiosk.domain.people_queries import UserRow


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayStatus:
    """What a relay says of itself.

    Attributes:
        reachable: It answered.
        output_on: State of the output, None when the device cannot tell.
        detail: Model and firmware, for the health page; no secrets.
        inputs: (number, level) of each input that the driver was asked to tell; True is a closed
            contact or a present voltage. One that could not be read is left out.
    """

    reachable: bool
    output_on: bool | None = None
    detail: str = ""
    inputs: tuple[tuple[int, bool], ...] = ()

    def input(self, number: int) -> bool | None:
        """Return the level of an input, None when it is not known."""
        return dict(self.inputs).get(number)


class RelayDriver(Protocol):
    """One relay output. Blocking, with hard time-outs; called by one gate thread only.

    Errors are `errors.RelayError` with code ``relay.unreachable`` (surely not acted: nothing was
    sent), ``relay.auth``, ``relay.refused`` (the device said no) or ``relay.ambiguous`` (it may
    have acted: time-out, reset or garbage after sending). Nothing is ever retried by a driver.
    """

    timed_by_device: bool
    """The device switches off by itself after `pulse_ms`."""
    can_read_back: bool
    """`status().output_on` is meaningful."""
    longest_ms: int
    """Longest `pulse_ms`: what the device can time; for the others what fits a day."""

    def pulse(self, pulse_ms: int) -> None:
        """Close the contact for `pulse_ms` milliseconds (50..`longest_ms`); returns when accepted.

        Without a timer in the device the contact stays closed until `off`.
        """
        ...

    def off(self) -> None:
        """Switch the output off; harmless when it is off already."""
        ...

    def status(self) -> RelayStatus:
        """Ask for the state; never switches anything."""
        ...

    def close(self) -> None:
        """Give back ports and sockets; does not switch."""
        ...


class Journal(Protocol):
    """The local, fsynced record (rules 25). Safe to call from several threads."""

    def record_intent(self, intent: GateIntent, *, timeout_ms: int = 2000) -> None:
        """Commit the intent durably; returns only when it is on disk.

        One that names a list entry with limited uses takes one of them in the same step.

        Raises:
            StorageError: ``journal.unwritable`` when it cannot be written within `timeout_ms`;
                ``lists.used_up`` when its entry has no use left, nothing was written then.
        """
        ...

    def record_result(self, result: GateResult, *, timeout_ms: int = 2000) -> None:
        """Commit the result of an intent, or raise ``journal.unwritable``.

        A use that its intent took is given back when the gate surely did not open (failed,
        refused); with an unknown end it stays taken.
        """
        ...

    def unfinished_intents(self) -> Sequence[GateIntent]:
        """Intents without a result, oldest first: a crash came between (shown as unknown)."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceFile:
    """One stored picture.

    Attributes:
        kind: "lane" or "crop".
        path: Relative to the evidence folder.
        sha256: Hexadecimal digest of the file's bytes.
        size: Bytes.
    """

    kind: str
    path: str
    sha256: str
    size: int


class EvidenceStore(Protocol):
    """Content-addressed pictures on disk."""

    def store(self, kind: str, jpeg: bytes) -> EvidenceFile:
        """Write atomically and return where; the same bytes are stored once.

        Raises:
            StorageError: ``evidence.unwritable``.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRow:
    """One row of the audit chain, as read back.

    Attributes:
        seq: 1, 2, 3 ... without gaps.
        at: Aware UTC.
        kind: ``gate.intent``, ``gate.result``, ``list.saved``, ``login`` ...
        actor: Who.
        body: Canonical JSON: ids and keyed plate hash, never a plate in clear (rules 24).
        mac: Hexadecimal HMAC-SHA256 over the previous row's mac and this row.
    """

    seq: int
    at: datetime
    kind: str
    actor: str
    body: str
    mac: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageRow:
    """A passage as kept in the database, for history and tests.

    Attributes are those of the passage and its last decision; `evidence` the stored pictures.
    `plate` is what was observed, `corrected` what a guard made of it, `effective` what counts.
    `moment` is its place in time: `first_seen_at` in microseconds since 1970 UTC, or the next
    number that was free.
    """

    passage_id: str
    camera_id: str
    lane_id: str
    plate: str
    first_seen_at: datetime
    last_seen_at: datetime
    direction: str
    reads: int
    agreeing: int
    confidence: float
    action: str
    reason: str
    gate_id: str | None
    evidence: tuple[EvidenceFile, ...] = ()
    evidence_note: str = ""
    moment: int = 0
    corrected: str | None = None

    @property
    def effective(self) -> str:
        """The plate that counts."""
        return self.plate if self.corrected is None else self.corrected


class Records(Protocol):
    """Passages, decisions, lists and audit; used by the storage thread and the command line."""

    def save_passage(
        self, passage: Passage, evidence: Sequence[EvidenceFile] = (), note: str = ""
    ) -> None:
        """Insert or update the one row of `passage` (by its id) durably.

        An older state never overwrites a newer one, and a closed passage stays as it is, but
        `evidence` is taken in any case. Given evidence replaces what was there, since both
        pictures come from one winning frame (rules 23); none given leaves it.
        """
        ...

    def save_decision(self, record: DecisionRecord) -> None:
        """Append a decision and update its passage's action and reason.

        Writes the passage too when it is not there yet. The same decision twice is one row.
        """
        ...

    def save_override_reason(self, intent_id: str, reason: str, note: str, actor: str) -> None:
        """Attach the reason of an opening by hand."""
        ...

    def save_alert(self, alert: Alert, *, ended: bool = False) -> None:
        """Append an audit row for an alert that was raised or seen, or whose cause is over."""
        ...

    def append_audit(self, kind: str, actor: str, body: dict[str, object], note: str = "") -> int:
        """Append a row to the chain and return its sequence number.

        A plate belongs under the key ``plate`` of `body`; it is kept as ``plate_hash`` only. A
        person's words, which may name one, are the `note`: they stand beside the chain, which has
        their ``note_hash``, and can be erased.
        """
        ...

    def audit_rows(self, *, after: int = 0, limit: int = 1000) -> Sequence[AuditRow]:
        """Rows of the chain with a number above `after`, oldest first."""
        ...

    def entries(self) -> Sequence[ListEntry]:
        """All list entries, ordered by normalised plate, then id."""
        ...

    def save_entry(self, entry: ListEntry, actor: str) -> None:
        """Insert or replace an entry, audited."""
        ...

    def remove_entry(self, entry_id: str, actor: str, reason: str) -> None:
        """Remove an entry, audited; unknown ids are an error ``lists.unknown_entry``."""
        ...

    def recent_passages(self, limit: int = 50) -> Sequence[PassageRow]:
        """Newest first."""
        ...

    def get_setting(self, key: str) -> str | None:
        """A small persistent value (lockdown, PIN waits); None when absent."""
        ...

    def set_setting(self, key: str, value: str) -> None:
        """Keep a small persistent value."""
        ...

    def verify_audit(self) -> int | None:
        """Return None when the chain is whole, else the sequence number of the first bad row."""
        ...

    def pin_hash(self, user: str) -> tuple[str, str] | None:
        """Return (role, argon2id hash) of a user, None when unknown."""
        ...

    def set_pin_hash(self, user: str, role: str, pin_hash: str, actor: str) -> None:
        """Set a user's PIN hash, audited."""
        ...

    def users(self) -> Sequence[tuple[str, str]]:
        """(name, role) of all users with access."""
        ...

    def stop_user(self, user: str, actor: str) -> None:
        """Take a user's access away, audited; ``user.unknown`` when there is none of that name."""
        ...

    def user_rows(self) -> Sequence[UserRow]:
        """Return all users by name, those without access too."""
        ...


class CameraHistory(Protocol):
    """What cameras did, by minutes and hours; used by the storage thread and the screens.

    Metrics are the first thing that is given up: nothing waits for them.
    """

    def add_minutes(self, minutes: Sequence[CameraSpan]) -> None:
        """Add to the minutes and to their hours, in one step.

        A minute that is there already (a restart, a clock set back) is added up.

        Raises:
            StorageError: ``history.disk_full`` below the free space at which pictures stop too,
                else as any write; nothing was added then.
        """
        ...

    def camera_history(
        self, camera_id: str, since: datetime, until: datetime, step: timedelta
    ) -> Sequence[CameraSpan]:
        """Return sums by `step`, oldest first; steps without anything are left out.

        Args:
            camera_id: Camera.
            since: Aware beginning, inclusive.
            until: Aware end, exclusive.
            step: Whole seconds. From an hour on hours are added up, below it minutes, which are
                kept for a shorter time.
        """
        ...

    def purge(self, now: datetime) -> int:
        """Remove what is older than its time; return how many spans."""
        ...


class CameraPictures(Protocol):
    """Small pictures of cameras: how they used to look, and how they looked when it was noticed.

    No plate can be read in them.
    """

    def wants_reference(self, camera_id: str, hour: int, at: datetime) -> bool:
        """Whether there is no fresh reference for this local hour (0..23)."""
        ...

    def keep_reference(self, camera_id: str, hour: int, at: datetime, jpeg: bytes) -> None:
        """Keep the reference of a local hour in place of the one before.

        Raises:
            StorageError: ``evidence.unwritable``.
        """
        ...

    def reference(
        self, camera_id: str, hour: int, before: datetime
    ) -> tuple[Path, datetime] | None:
        """Return the reference of the nearest hour that was taken before `before`, and when."""
        ...

    def keep_now(self, camera_id: str, at: datetime, jpeg: bytes) -> Path:
        """Keep a picture of the present; same errors as `keep_reference`."""
        ...

    def purge(self, now: datetime) -> int:
        """Remove pictures that are too old; return how many."""
        ...
