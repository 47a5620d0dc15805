# SPDX-License-Identifier: AGPL-3.0-or-later
"""What journeys are made of: touches, which count, and what happens or must be seen meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from tests.journeys.gatehouse import PIN, Gatehouse

Step: TypeAlias = Callable[[Gatehouse], None]

ASK_GUARD_S = 0.4
"""A question takes no touch in its first 400 ms (screens.md S02): a person sees it first."""


@dataclass(frozen=True)
class Journey:
    """One row of the table.

    Attributes:
        code: As in screens.md, section 7.
        limit: Touches that it may take.
        steps: In their order.
        pulses: What the relay gets meanwhile.
        before: What happened before it begins; its touches do not count.
    """

    code: str
    limit: int
    steps: tuple[Step, ...]
    pulses: int = 0
    before: tuple[Step, ...] = ()


# ------------------------------------------------------------------------------------- touches


def tap(*names: str) -> Step:
    """Touch controls, one after the other."""

    def step(house: Gatehouse) -> None:
        for name in names:
            house.kiosk.tap(name)

    return step


def hold(name: str) -> Step:
    """Hold a key until its ring is full."""
    return lambda house: house.kiosk.hold(name)


def hold_asked(name: str) -> Step:
    """The same on a question that has just come."""

    def step(house: Gatehouse) -> None:
        house.kiosk.still(name, ASK_GUARD_S)
        house.kiosk.hold(name)

    return step


def tap_asked(name: str) -> Step:
    """Touch a key of a question that has just come."""

    def step(house: Gatehouse) -> None:
        house.kiosk.still(name, ASK_GUARD_S)
        house.kiosk.tap(name)

    return step


def pin(user: str) -> Step:
    """Choose who it is, where that is asked, and touch the digits and OK."""

    def step(house: Gatehouse) -> None:
        kiosk = house.kiosk
        kiosk.shows("pin.key.1")
        name = kiosk.sight.find(f"pin.user.{user}")
        if name is not None and not name.checked:
            kiosk.tap(name.name)
        for digit in PIN:
            kiosk.tap(f"pin.key.{digit}")
        kiosk.tap("pin.ok")
        kiosk.until(
            lambda sight: not any(key.on_top for key in sight.named("pin.key.1")),
            "the end of the PIN pad",
        )

    return step


def keyboard(text: str) -> Step:
    """Type on the keyboard: text entry, no touches."""
    return lambda house: house.kiosk.type(*text, "Return")


# ------------------------------------------------------------------------------ what is there


def car(plate: str) -> Step:
    """A car drives up and waits."""
    return lambda house: house.lane.drive_up(plate)


def car_leaves(house: Gatehouse) -> None:
    """It drives on, and the lane is empty."""
    house.lane.drive_on()
    kept("select count(*) from passage where closed = 0", 0)(house)


def shows(name: str) -> Step:
    """A control comes."""

    def step(house: Gatehouse) -> None:
        house.kiosk.shows(name)

    return step


def gone(name: str) -> Step:
    """A control goes."""

    def step(house: Gatehouse) -> None:
        house.kiosk.until(lambda sight: not sight.find(name), f"the end of {name}")

    return step


def reads(text: str) -> Step:
    """A text can be read."""
    return lambda house: house.kiosk.reads(text)


def on(page: str) -> Step:
    """A screen is shown."""
    return lambda house: house.kiosk.on(page)


def nothing_sent(house: Gatehouse) -> None:
    """The relay has got nothing since the journey began."""
    assert len(house.relay.pulses) == house.seen["pulses"], house.relay.pulses


def kept(sql: str, *wanted: Any) -> Step:
    """The newest row of the record that a query finds is, or becomes, this."""

    def step(house: Gatehouse) -> None:
        def newest(_sight: Any) -> bool:
            found = house.rows(sql)
            house.seen["found"] = found[:1]
            return found[:1] == [wanted]

        try:
            house.kiosk.until(newest, f"{wanted} in the record")
        except AssertionError as missing:
            raise AssertionError(f"{missing}; it has {house.seen['found']}") from None

    return step


NEWEST_OPENING = "from gate_intent order by requested_at desc"
OPENING = f"select kind, source, actor {NEWEST_OPENING}"
AUDIT = "select actor from audit where kind"
REASON = "select reason, actor from override_reason order by at desc"


def opened(source: str, reason: str = "") -> Step:
    """The newest opening is the guard's and of this kind, and he has said why."""

    def step(house: Gatehouse) -> None:
        if source == "key":
            kept(f"{AUDIT} = 'gate.key_opening' order by at desc", house.guard)(house)
        else:
            kept(OPENING, "open", source, house.guard)(house)
        if reason:
            kept(REASON, reason, house.guard)(house)

    return step
