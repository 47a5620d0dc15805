# SPDX-License-Identifier: AGPL-3.0-or-later
"""Which sound is heard when: one at a time, the worst first, latched ones until acknowledged.

The table is that of the screen specification, 2.5. Nothing here makes a sound.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from alpr_kiosk.domain.clock import Clock


class SoundName(str, Enum):
    """Sounds by name; each is a file of `resources/sounds`."""

    TICK = "tick"
    HOLD_DONE = "hold_done"
    REFUSED = "refused"
    ALLOW = "allow"
    ASK = "ask"
    WATCH = "watch"
    DENY = "deny"
    HIGH = "high"
    CRITICAL = "critical"
    EXPIRY = "expiry"

    @property
    def rank(self) -> int:
        """0 is the worst: critical, deny, ask, high, the rest."""
        return _RANKS.get(self, len(_RANKS))

    @property
    def is_alarm(self) -> bool:
        """Whether "Silence 30 s" quiets it."""
        return self in (SoundName.CRITICAL, SoundName.DENY, SoundName.HIGH)


_RANKS = {
    SoundName.CRITICAL: 0,
    SoundName.DENY: 1,
    SoundName.ASK: 2,
    SoundName.HIGH: 3,
}

LENGTHS_S: dict[SoundName, float] = {
    SoundName.TICK: 0.02,
    SoundName.HOLD_DONE: 0.08,
    SoundName.REFUSED: 0.3,
    SoundName.ALLOW: 0.15,
    SoundName.ASK: 0.35,
    SoundName.WATCH: 0.55,
    SoundName.DENY: 0.7,
    SoundName.HIGH: 0.85,
    SoundName.CRITICAL: 2.25,
    SoundName.EXPIRY: 0.4,
}
"""How long each takes, seconds; `resources/sounds/make_sounds.py` makes them so long."""

REPEAT_S: dict[SoundName, float] = {
    SoundName.CRITICAL: 8.0,
    SoundName.DENY: 10.0,
    SoundName.ASK: 5.0,
    SoundName.HIGH: 15.0,
}
"""A latched sound begins again so long after it began. Ask and deny are of the screen
specification; between bursts of an alarm IEC 60601-1-8 has 2.5-15 s (high) and 2.5-30 s (medium)
[public summary]."""

ASK_LAST_S = 5
"""In the last seconds of a question it repeats each second."""
SILENCE_S = 30.0
"""IMO MSC.302(87) 7.3.5: a silenced alarm sounds again after 30 s."""
NEW_GAP_S = 12.0
"""A further alarm of a sound that was heard so short a while ago waits for its repeat: six alarms
within a minute are not six rings on top of each other. Ours."""
ONCE_LATE_S = 2.0
"""A sound that could not be heard so long after its cause says nothing any more. Ours."""


class SoundPort(Protocol):
    """What makes sounds; never waits for one to end."""

    def play(self, name: SoundName, volume: float) -> None:
        """Begin a sound at `volume` 0..1 in place of one that still goes on."""
        ...

    def stop(self) -> None:
        """End what is heard."""
        ...

    def look(self) -> str:
        """Return "" while sounds can be heard as far as is known, else why not (for the log)."""
        ...


@dataclass(slots=True, kw_only=True)
class _Latch:
    name: SoundName
    every_s: float
    next_mono: float
    silent_until: float = float("-inf")


class SoundBoard:
    """Decides what is heard now; used from one thread.

    Args:
        clock: Time; only the monotonic one.
    """

    def __init__(self, *, clock: Clock) -> None:
        self._clock = clock
        self._latches: dict[str, _Latch] = {}
        self._once: list[tuple[SoundName, float]] = []
        self._began: dict[SoundName, float] = {}
        self._playing: SoundName | None = None
        self._ends = float("-inf")

    @property
    def playing(self) -> SoundName | None:
        """What is heard now, None for nothing."""
        return self._playing if self._clock.monotonic() < self._ends else None

    @property
    def latched(self) -> frozenset[str]:
        """Keys of what repeats until somebody acknowledges it."""
        return frozenset(self._latches)

    def once(self, name: SoundName) -> None:
        """Have a sound heard once, now or not at all."""
        self._once.append((name, self._clock.monotonic()))

    def latch(self, key: str, name: SoundName, *, quiet_s: float = 0.0) -> None:
        """Repeat a sound until `release`; a key that is latched as this sound goes on as it is.

        Args:
            key: What it is for.
            name: The sound.
            quiet_s: It is first heard after so many seconds.
        """
        known = self._latches.get(key)
        if known is not None and known.name is name:
            return
        now = self._clock.monotonic()
        first = now + quiet_s
        heard = self._began.get(name)
        others = any(one.name is name for one in self._latches.values())
        if others and heard is not None:
            first = max(first, heard + NEW_GAP_S)
        self._latches[key] = _Latch(name=name, every_s=REPEAT_S.get(name, 10.0), next_mono=first)

    def hurry(self, key: str, every_s: float) -> None:
        """Repeat a latched sound in another rhythm from now on."""
        latch = self._latches.get(key)
        if latch is not None and latch.every_s != every_s:
            latch.every_s = every_s
            latch.next_mono = min(latch.next_mono, self._clock.monotonic() + every_s)

    def release(self, key: str) -> bool:
        """End a latched sound; True when it is heard at this moment and must be cut off."""
        latch = self._latches.pop(key, None)
        if latch is None or self.playing is not latch.name:
            return False
        if any(one.name is latch.name for one in self._latches.values()):
            return False
        self._ends = float("-inf")
        return True

    def silence(self, seconds: float = SILENCE_S) -> bool:
        """Quiet the alarms of now for a while; one that comes later is heard.

        Returns:
            True when an alarm is heard at this moment and must be cut off.
        """
        until = self._clock.monotonic() + seconds
        for latch in self._latches.values():
            if latch.name.is_alarm:
                latch.silent_until = until
                latch.next_mono = until
        playing = self.playing
        if playing is None or not playing.is_alarm:
            return False
        self._ends = float("-inf")
        return True

    def due(self) -> SoundName | None:
        """Return what must begin now, in place of whatever goes on; None to leave all as it is."""
        now = self._clock.monotonic()
        self._once = [(name, since) for name, since in self._once if now - since <= ONCE_LATE_S]
        name = self._best(now)
        if name is None:
            return None
        playing = self.playing
        if playing is not None and playing.rank <= name.rank:
            return None
        self._begin(name, now)
        return name

    def _best(self, now: float) -> SoundName | None:
        """Return the worst of what wants to be heard; beside a worse alarm no other one is."""
        wanted = [name for name, _ in self._once]
        awake = [one for one in self._latches.values() if one.silent_until <= now]
        if awake:
            worst = min(one.name.rank for one in awake)
            wanted += [one.name for one in awake if one.name.rank == worst and one.next_mono <= now]
        return min(wanted, key=lambda name: name.rank, default=None)

    def _begin(self, name: SoundName, now: float) -> None:
        self._playing, self._ends = name, now + LENGTHS_S[name]
        self._began[name] = now
        # One burst speaks for all that ring the same.
        for latch in self._latches.values():
            if latch.name is name and latch.silent_until <= now:
                latch.next_mono = now + latch.every_s
        self._once = [one for one in self._once if one[0] is not name]
