# SPDX-License-Identifier: AGPL-3.0-or-later
"""The site file as the program itself writes it: its older versions, and settings on trial.

New settings are on trial: a small file in the data folder says so, and what they replaced. It is
written before the site file, so that whenever the program ends, the next start knows what to do:

- the site file is still the old one: nothing was changed, the trial is over;
- it is the new one: the trial goes on for what is left of its time, then the old one comes back;
- it is neither: somebody has edited it by hand meanwhile, and that counts.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from alpr_kiosk.config.atomic import write_whole
from alpr_kiosk.config.secret_file import SecretFile
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.settings_intents import TRIAL_S
from alpr_kiosk.errors import StorageError

logger = logging.getLogger(__name__)

VERSIONS = "versions"
VERSIONS_KEPT = 20
"""Old site files that are kept; our choice."""
TRIAL_FILE = "settings.trial.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Settings on trial.

    Attributes:
        old: Name of the version that they replaced.
        old_sha256: Hash of it.
        new_sha256: Hash of the new site file.
        started_at: When, ISO 8601 in UTC.
        actor: Who.
        keys: What was changed.
        tried: A site was built of it; its time counts from then on.
        ended: Why it must go back now whatever the time says; "" while it is on.
    """

    old: str
    old_sha256: str
    new_sha256: str
    started_at: str
    actor: str
    keys: tuple[str, ...] = ()
    tried: bool = False
    ended: str = ""

    def seconds_left(self, clock: Clock) -> float:
        """Return what is left of the trial, 0..`TRIAL_S`; the clock may have been set meanwhile."""
        if self.ended:
            return 0.0
        try:
            took = (clock.utc_now() - datetime.fromisoformat(self.started_at)).total_seconds()
        except (ValueError, TypeError):
            return 0.0
        return min(TRIAL_S, max(0.0, TRIAL_S - took))


@dataclass(frozen=True, slots=True, kw_only=True)
class WentBack:
    """The old settings are back.

    Attributes:
        code: Why: ``config.went_back`` after the time, ``config.not_built``, ``config.taken_back``.
        actor: Who had changed them.
        keys: What had been changed.
        why: What did not work, in words; "" for nothing.
    """

    code: str
    actor: str
    keys: tuple[str, ...]
    why: str = ""


def trial_noted(folder: Path) -> Trial | None:
    """Return what is on trial by the note in a data folder, None when nothing is."""
    return _noted(folder / TRIAL_FILE)


def _noted(file: Path) -> Trial | None:
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        return Trial(**{**data, "keys": tuple(data["keys"])})
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError):
        logger.exception("the note of settings on trial is damaged; the site file counts")
        return None


class SiteFile:
    """One site file and what is kept of it in the data folder.

    Args:
        path: The site file; it need not be there yet when there is an `initial` one.
        folder: The data folder.
        clock: Time.
        initial: What counts while `path` is not there (the demo's own settings).
    """

    def __init__(
        self, path: Path, *, folder: Path, clock: Clock, initial: Path | None = None
    ) -> None:
        self.path = path
        self.secrets = SecretFile(folder)
        self._initial = initial
        self._clock = clock
        self._versions = folder / VERSIONS
        self._trial_file = folder / TRIAL_FILE

    @property
    def source(self) -> Path:
        """The file that counts now."""
        if self._initial is not None and not self.path.exists():
            return self._initial
        return self.path

    def text(self) -> str:
        """Return the text that counts now.

        Raises:
            StorageError: ``config.unreadable``.
        """
        try:
            return self.source.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as exc:
            raise StorageError("config.unreadable", path=str(self.source)) from exc

    # -------------------------------------------------------------------------------- versions

    def versions(self) -> tuple[str, ...]:
        """Return the names of the old versions, newest first."""
        with contextlib.suppress(OSError):
            return tuple(sorted((p.name for p in self._versions.glob("*.toml")), reverse=True))
        return ()

    def version(self, name: str) -> str:
        """Return the text of an old version.

        Raises:
            StorageError: ``config.no_version``.
        """
        if name in self.versions():
            with contextlib.suppress(OSError, UnicodeDecodeError):
                return (self._versions / name).read_text(encoding="utf-8-sig")
        raise StorageError("config.no_version", name=name)

    def _keep(self, text: str) -> str:
        """Keep a version, unless it is the newest already; return its name."""
        newest = next(iter(self.versions()), "")
        if newest and _sha256(self.version(newest)) == _sha256(text):
            return newest
        try:
            self._versions.mkdir(mode=0o700, exist_ok=True)
        except OSError as exc:
            raise StorageError(
                "config.unwritable", path=str(self._versions), why=exc.strerror or ""
            ) from exc
        name = f"site-{self._clock.utc_now():%Y%m%dT%H%M%S.%fZ}.toml"
        write_whole(self._versions / name, text)
        for old in self.versions()[VERSIONS_KEPT:]:
            (self._versions / old).unlink(missing_ok=True)
        return name

    def remember(self) -> None:
        """Keep the text that counts now as a version: a site was built with it."""
        try:
            self._keep(self.text())
        except StorageError as exc:
            logger.warning("the settings are not kept as a version: %s", exc)

    def last_good(self, fits: Callable[[str], bool]) -> str | None:
        """Return the newest version that can be used and is another text than now, None if none.

        Args:
            fits: Whether a text can be used.
        """
        try:
            now = self.text()
        except StorageError:
            now = ""
        for name in self.versions():
            with contextlib.suppress(StorageError):
                text = self.version(name)
                if text != now and fits(text):
                    return name
        return None

    def put_back(self, name: str) -> Path:
        """Let an old version count instead of a text that can't be used, which is set aside.

        Returns:
            Where the text that did not work is kept.

        Raises:
            StorageError: ``config.no_version``, ``config.unwritable``: nothing has changed then.
        """
        return self.put(self.version(name))

    def put(self, text: str) -> Path:
        """Let a text count instead of one that can't be used, which is set aside.

        Returns:
            Where the text that did not work is kept.

        Raises:
            StorageError: ``config.unwritable``: nothing has changed then.
        """
        aside = self._versions / f"broken-{self._clock.utc_now():%Y%m%dT%H%M%SZ}.txt"
        with contextlib.suppress(FileNotFoundError):
            broken = self.path.read_bytes().decode("utf-8", errors="replace")
            write_whole(aside, broken)
        self._write(text)
        return aside

    # ----------------------------------------------------------------------------------- trial

    def trial(self) -> Trial | None:
        """Return what is on trial, None when nothing is or the note of it is damaged."""
        return _noted(self._trial_file)

    def try_out(self, text: str, *, actor: str, keys: tuple[str, ...]) -> Trial:
        """Write a checked text; it is on trial from now on.

        Raises:
            StorageError: ``config.unwritable``; nothing has changed then.
        """
        old = self.text()
        trial = Trial(
            old=self._keep(old),
            old_sha256=_sha256(old),
            new_sha256=_sha256(text),
            started_at=self._clock.utc_now().isoformat(),
            actor=actor,
            keys=keys,
        )
        self._note(trial)
        try:
            self._write(text)
        except StorageError:
            self._trial_file.unlink(missing_ok=True)
            raise
        return trial

    def keep(self) -> Trial | None:
        """End the trial: the new settings stay. None when nothing was on trial."""
        trial = self.trial()
        self._end_trial()
        return trial

    def begin(self) -> None:
        """A site is about to be built of it: its time begins now, once.

        Ending the site before took some seconds; a program that is started again and again gets no
        more time.
        """
        trial = self.trial()
        if trial is not None and not trial.tried and not trial.ended:
            now = self._clock.utc_now().isoformat()
            self._note(replace(trial, started_at=now, tried=True))

    def end_now(self, code: str) -> Trial | None:
        """Have the old settings back at the next `settle`. None when nothing was on trial."""
        trial = self.trial()
        if trial is not None:
            self._note(replace(trial, ended=code))
        return trial

    def settle(self, *, at_once: bool = False) -> WentBack | None:
        """Bring back the old settings if the time of a trial is over; before the site is built.

        Args:
            at_once: Whatever the time is: nobody can keep them (no window).

        Raises:
            StorageError: ``config.unwritable``: they can't be brought back.
        """
        trial = self.trial()
        if trial is None:
            self._trial_file.unlink(missing_ok=True)
            return None
        now = _sha256(self.text())
        if now != trial.new_sha256:
            if now != trial.old_sha256:
                logger.warning("the site file was edited by hand while others were on trial")
            self._end_trial()
            return None
        if trial.seconds_left(self._clock) > 0 and not at_once:
            return None
        return self._back(trial, trial.ended or "config.went_back", "")

    def take_back(self, code: str, why: str) -> WentBack | None:
        """Bring back the old settings now, because the new ones do not work.

        Raises:
            StorageError: ``config.unwritable``.
        """
        trial = self.trial()
        return None if trial is None else self._back(trial, code, why)

    def _back(self, trial: Trial, code: str, why: str) -> WentBack:
        self._write(self.version(trial.old))
        self._end_trial()
        return WentBack(code=code, actor=trial.actor, keys=trial.keys, why=why)

    def _end_trial(self) -> None:
        self._trial_file.unlink(missing_ok=True)
        with contextlib.suppress(StorageError):
            self.secrets.forget_all_but(
                [self.text(), *(self.version(name) for name in self.versions())]
            )

    def _note(self, trial: Trial) -> None:
        write_whole(self._trial_file, json.dumps(asdict(trial), indent=1))

    def _write(self, text: str) -> None:
        target = self.path.resolve()  # a link stays one
        try:
            mode = target.stat().st_mode & 0o777
        except OSError:
            mode = 0o600
        write_whole(target, text, mode=mode)


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
