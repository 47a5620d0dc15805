# SPDX-License-Identifier: AGPL-3.0-or-later
"""Where things are: data of the site, weights and resources of the program."""

from __future__ import annotations

import logging
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from alpr_kiosk.errors import StorageError

logger = logging.getLogger(__name__)

ROOT = Path(__file__).resolve().parents[2]
"""The checkout, or site-packages of an installed program."""


def resources_dir() -> Path:
    """Return the folder of fonts, icons, style sheets and the demo site."""
    return ROOT / "resources"


def models_dir() -> Path:
    """Return the folder of the weights and their manifest."""
    return Path(os.environ.get("ALPR_MODELS", ROOT / "models"))


def default_config_path() -> Path | None:
    """Return the installer's site file when there is one (``ALPR_CONFIG`` or /etc)."""
    named = os.environ.get("ALPR_CONFIG")
    if named:
        return Path(named)
    system = Path("/etc/alpr-kiosk/config.toml")
    return system if system.exists() else None


def default_data_dir() -> Path:
    """Return where a site keeps its record: the service's state folder, else the user's."""
    state = os.environ.get("STATE_DIRECTORY")
    if state:
        return Path(state.split(":")[0])
    base = os.environ.get("XDG_DATA_HOME")
    return (Path(base) if base else Path.home() / ".local" / "share") / "alpr-kiosk"


def data_root(named: str, override: Path | None = None) -> Path:
    """Return the data folder: of the command line, of the site file, else the system's usual one.

    Args:
        named: ``storage.data_dir`` of the site file; may be empty.
        override: ``--data-dir``.
    """
    return override or (Path(named) if named else default_data_dir())


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPaths:
    """Places inside the data folder.

    Attributes:
        root: The folder, mode 0700.
        read_only: The site's own folder where it can't be written; `root` is one in memory then,
            for what the program itself needs.
    """

    root: Path
    read_only: Path | None = None

    @property
    def database(self) -> Path:
        """The SQLite file (journal, lists, audit)."""
        return self.root / "alpr.sqlite3"

    @property
    def evidence(self) -> Path:
        """Folder of the pictures."""
        return self.root / "evidence"

    @property
    def backups(self) -> Path:
        """Folder of the backups, unless the site file names another."""
        return self.root / "backups"

    @property
    def last_commands(self) -> Path:
        """The small record of outputs that may be on."""
        return self.root / "last-commands.json"

    @property
    def crash_log(self) -> Path:
        """Where faulthandler writes; read back at the next start."""
        return self.root / "crash.log"

    @property
    def log(self) -> Path:
        """The program's own log."""
        return self.root / "alpr-kiosk.log"

    @classmethod
    def prepare(cls, root: Path) -> DataPaths:
        """Make the folder (0700) and return its places.

        Raises:
            StorageError: ``storage.unwritable`` with the folder.
        """
        try:
            root.mkdir(parents=True, exist_ok=True, mode=0o700)
            probe = root / ".writable"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as exc:
            raise StorageError(
                "storage.unwritable", path=str(root), why=exc.strerror or ""
            ) from exc
        return cls(root=root)

    @classmethod
    def prepare_or_stand_in(cls, root: Path) -> DataPaths:
        """Make the folder, or one in memory that stands in for it; for what opens gates.

        A folder that can't be written must not keep a guard from the gate. What is in the one in
        memory is gone after the run.

        Raises:
            StorageError: ``storage.unwritable``: there is no record yet that could be read.
        """
        try:
            return cls.prepare(root)
        except StorageError as error:
            if not (root / "alpr.sqlite3").exists():
                raise
            why = error.context.get("why", "")
            logger.error("%s can't be written (%s): a folder in memory stands in", root, why)
            return cls(root=_in_memory(), read_only=root)


def _in_memory() -> Path:
    """Make a folder of our own where one can be made, in memory as far as possible (0700).

    Raises:
        StorageError: ``storage.unwritable``.
    """
    named = os.environ.get("RUNTIME_DIRECTORY", "").split(":")[0]
    for folder in (named, "/dev/shm", tempfile.gettempdir()):  # noqa: S108 - mkdtemp in it
        try:
            if folder:
                return Path(tempfile.mkdtemp(prefix="alpr-kiosk-", dir=folder))
        except OSError as exc:
            logger.warning("no folder in %s: %s", folder, exc.strerror)
    raise StorageError("storage.unwritable", path=tempfile.gettempdir(), why="nor can any other")
