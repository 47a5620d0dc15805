# SPDX-License-Identifier: AGPL-3.0-or-later
"""Slots keep the newest only, inboxes never grow, wake-ups are never lost."""

from __future__ import annotations

import threading

from alpr_kiosk.runtime.mailbox import Inbox, LatestSlot, Wakeup


def test_a_blocked_consumer_gets_only_the_newest() -> None:
    slot: LatestSlot[int] = LatestSlot()
    said_available = [slot.put(number) for number in range(5000)]
    assert said_available == [True] + [False] * 4999
    assert slot.take() == 4999
    assert slot.take() is None
    assert slot.dropped == 4999
    assert slot.put(1)


def test_available_is_said_once_for_each_taken_item() -> None:
    """Conflated: the consumer's queue of signals can't grow, and no item is forgotten."""
    slot: LatestSlot[int] = LatestSlot()
    available = threading.Semaphore(0)
    taken: list[int] = []

    def consume() -> None:
        while not taken or taken[-1] != 4999:
            assert available.acquire(timeout=30)
            item = slot.take()
            assert item is not None
            taken.append(item)

    thread = threading.Thread(target=consume)
    thread.start()
    for number in range(5000):
        if slot.put(number):
            available.release()
    thread.join(30)
    assert taken == sorted(set(taken))
    assert taken[-1] == 4999
    assert slot.dropped == 5000 - len(taken)


def test_a_wakeup_before_the_wait_is_kept_and_used_up() -> None:
    wakeup = Wakeup()
    wakeup.set()
    wakeup.set()
    assert wakeup.wait(30)
    assert not wakeup.wait(0)


def test_a_wakeup_ends_a_wait_of_another_thread() -> None:
    wakeup = Wakeup()
    woken: list[bool] = []
    thread = threading.Thread(target=lambda: woken.append(wakeup.wait(30)))
    thread.start()
    wakeup.set()
    thread.join(30)
    assert woken == [True]


def test_a_full_inbox_says_no_and_keeps_the_order() -> None:
    inbox: Inbox[int] = Inbox(3)
    assert [inbox.put(number) for number in range(5)] == [True, True, True, False, False]
    assert (len(inbox), inbox.refused) == (3, 2)
    assert [inbox.take(0) for _ in range(4)] == [0, 1, 2, None]
    assert inbox.put(9)
    assert inbox.take(-1) == 9


def test_an_inbox_hands_over_to_a_waiting_thread() -> None:
    inbox: Inbox[str] = Inbox(1)
    got: list[str | None] = []
    thread = threading.Thread(target=lambda: got.append(inbox.take(30)))
    thread.start()
    assert inbox.put("job")
    thread.join(30)
    assert got == ["job"]


def test_an_offer_takes_no_place_from_what_waits() -> None:
    slot: LatestSlot[int] = LatestSlot()
    assert slot.offer(1)
    assert not slot.offer(2)
    assert slot.take() == 1


def test_what_must_not_be_lost_goes_beyond_the_limit_and_in_its_turn() -> None:
    inbox: Inbox[int] = Inbox(2)
    assert inbox.put(1)
    assert inbox.put(2)
    inbox.put_always(3)
    assert not inbox.put(4)
    assert [inbox.take(0) for _ in range(4)] == [1, 2, 3, None]
