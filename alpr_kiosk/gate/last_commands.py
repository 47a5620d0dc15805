# SPDX-License-Identifier: AGPL-3.0-or-later
"""The small record of outputs that may be on, and the switch-off that reads it (rules 29).

It also keeps, over a restart, which gates a person must confirm first (rules 18): a relay without
read-back cannot tell what became of a command.

It is written when a gate is taken into service, so that no opening waits for it, and forgotten
after the output was switched off at a clean end. Whatever else ends the process leaves it there for
`alpr-kiosk relays-off`.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import tempfile
import threading
from pathlib import Path

from alpr_kiosk.config.relays import RelayConfig, SimulatedRelayConfig
from alpr_kiosk.config.schema import AppConfig
from alpr_kiosk.domain.clock import Clock, SystemClock
from alpr_kiosk.errors import AlprError, StorageError
from alpr_kiosk.gate.factory import PartFinder, SecretLookup, make_driver

logger = logging.getLogger(__name__)

_VERSION = 1


class LastCommands:
    """The record; one object for all gates of a process, safe to call from several threads."""

    def __init__(self, *, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock
        self._lock = threading.Lock()

    def remember(self, gate_id: str) -> None:
        """Note durably that the output of `gate_id` may be on.

        Raises:
            StorageError: ``last_commands.unwritable``.
        """
        with self._lock:
            gates = self._read() or {}
            if gate_id not in gates:
                self._write(gates | {gate_id: self._clock.utc_now().isoformat()})

    def forget(self, gate_id: str) -> None:
        """Note durably that the output of `gate_id` is off; same errors as `remember`."""
        with self._lock:
            gates = self._read()
            if gates is not None and gate_id in gates:
                self._write({key: since for key, since in gates.items() if key != gate_id})

    def remembered(self) -> dict[str, str] | None:
        """Return gate id and since when (ISO 8601 UTC); None when the file is damaged."""
        with self._lock:
            return self._read()

    def note_doubt(self, gate_id: str, code: str) -> None:
        """Note durably that a person must confirm the gate first, and why; "" when one has.

        Raises:
            StorageError: ``last_commands.unwritable``.
        """
        with self._lock:
            doubts = {key: why for key, why in self._doubts().items() if key != gate_id}
            if code:
                doubts[gate_id] = code
            self._write(self._read() or {}, doubts)

    def doubt(self, gate_id: str) -> str:
        """Return why a person must confirm the gate first, "" when there is no need."""
        with self._lock:
            return self._doubts().get(gate_id, "")

    def clear(self) -> None:
        """Replace a damaged file by an empty record; same errors as `remember`."""
        with self._lock:
            self._write({})

    def _read(self) -> dict[str, str] | None:
        return self._table("gates")

    def _doubts(self) -> dict[str, str]:
        return self._table("doubts") or {}

    def _table(self, name: str) -> dict[str, str] | None:
        try:
            data = json.loads(self._path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, RecursionError):
            return None
        table = data.get(name) if isinstance(data, dict) else None
        if not isinstance(table, dict):
            return None
        return {str(key): str(value) for key, value in table.items()}

    def _write(self, gates: dict[str, str], doubts: dict[str, str] | None = None) -> None:
        doubts = self._doubts() if doubts is None else doubts
        tables = {"gates": gates} | ({"doubts": doubts} if doubts else {})
        text = json.dumps({"version": _VERSION, **tables}, indent=1)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            _replace_durably(self._path, text.encode())
        except OSError as exc:
            raise StorageError("last_commands.unwritable", reason=exc.strerror) from exc


def _replace_durably(path: Path, data: bytes) -> None:
    """Write beside, fsync, rename, fsync the folder; mkstemp makes the file 0600."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def relays_off(
    config: AppConfig,
    path: Path,
    *,
    clock: Clock | None = None,
    secrets: SecretLookup = os.environ.get,
    find_part: PartFinder | None = None,
) -> list[tuple[str, bool, str]]:
    """Switch off each output that may be on; never raises for a gate that does not answer.

    A damaged record may mean any gate: then all of the site file are switched off.

    Returns:
        For each gate: its id, whether it is surely off now, and a message code ("" when off).
    """
    clock = clock or SystemClock()
    record = LastCommands(path=path, clock=clock)
    remembered = record.remembered()
    known = {gate.id: gate for gate in config.gates}
    wanted = list(remembered) if remembered is not None else list(known)
    done: list[tuple[str, bool, str]] = []
    for gate_id in wanted:
        gate = known.get(gate_id)
        if gate is None:
            done.append((gate_id, False, "gate.not_in_config"))
            continue
        codes = [_off_code(relay, clock, secrets, find_part) for relay in gate.relays.values()]
        code = next((code for code in codes if code), "")
        done.append((gate_id, code == "", code))
    _tidy(record, done, damaged=remembered is None)
    return done


def _off_code(
    relay: RelayConfig, clock: Clock, secrets: SecretLookup, find_part: PartFinder | None
) -> str:
    if isinstance(relay, SimulatedRelayConfig):
        return ""
    try:
        driver = make_driver(relay, clock=clock, secrets=secrets, find_part=find_part)
        try:
            driver.off()
        finally:
            driver.close()
    except AlprError as exc:
        return exc.code
    except Exception:
        # A bug of one driver must not leave the outputs of the other gates on.
        logger.exception("a %s relay failed", relay.type)
        return "bug"
    return ""


def _tidy(record: LastCommands, done: list[tuple[str, bool, str]], *, damaged: bool) -> None:
    """Forget what is off; a record that can't be written only means one more off later."""
    try:
        if damaged:
            record.clear()
            for gate_id, ok, _ in done:
                if not ok:
                    record.remember(gate_id)
            return
        for gate_id, ok, _ in done:
            if ok:
                record.forget(gate_id)
    except StorageError as exc:
        logger.warning("the record of outputs cannot be written: %s", exc)
