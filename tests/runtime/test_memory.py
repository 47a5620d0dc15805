# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is free between things that are kept goes back to the system."""

from __future__ import annotations

import ctypes
import gc
import weakref
from pathlib import Path

import pytest

from alpr_kiosk.runtime import memory

BLOCK = 16 * 1024
COUNT = 4000


def resident() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * 4096


@pytest.mark.skipif(memory._trim() is None, reason="needs the GNU C library")
def test_what_is_free_between_kept_blocks_is_given_back() -> None:
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    libc.free.argtypes = [ctypes.c_void_p]
    blocks = [ctypes.c_void_p(libc.malloc(ctypes.c_size_t(BLOCK))) for _ in range(COUNT)]
    for block in blocks:
        ctypes.memset(block, 1, BLOCK)
    for block in blocks[::2]:
        libc.free(block)
    held = resident()
    assert memory.give_back()
    # Three of four pages of each hole are whole: its ends share theirs with the neighbours.
    assert held - resident() > COUNT // 2 * BLOCK // 2
    assert all(ctypes.string_at(block, BLOCK) == b"\1" * BLOCK for block in blocks[1::2])
    for block in blocks[1::2]:
        libc.free(block)


def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "_trim", lambda: None)
    assert not memory.give_back()


class Entry:
    """Something that is loaded for long."""


def test_what_is_loaded_for_long_is_not_walked_through_and_yet_freed() -> None:
    before = gc.get_freeze_count()
    loaded = [Entry() for _ in range(1000)]
    gone = weakref.ref(loaded[0])
    try:
        memory.settle()
        assert gc.get_freeze_count() - before >= len(loaded)
        loaded.clear()  # as new lists replace the old ones
        assert gone() is None
    finally:
        gc.unfreeze()
