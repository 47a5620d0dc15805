# SPDX-License-Identifier: AGPL-3.0-or-later
"""The thread of the door: PINs, shifts, users. It writes little, and may take its time.

A PIN check takes a quarter of a second on a small computer, on purpose. In the storage thread the
record of a passage, and with it the guard's card, would wait for it.
"""

from __future__ import annotations

import logging

from PySide6.QtCore import Signal

from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.domain.intents import Intent, IntentAnswer, PinSubmitted, SessionEnded
from alpr_kiosk.domain.people_intents import PeopleIntent
from alpr_kiosk.errors import AlprError, StorageError
from alpr_kiosk.runtime.mailbox import Inbox
from alpr_kiosk.runtime.worker import Worker
from alpr_kiosk.services.people_desk import PeopleDesk

logger = logging.getLogger(__name__)

DOOR_LIMIT = 64
"""Requests that may wait; a person makes one at a time."""
POLL_S = 0.25
AT_THE_DOOR = (PeopleIntent, PinSubmitted, SessionEnded)
"""What is answered here."""


class DoorWorker(Worker):
    """Works the door's inbox off.

    Signals (delivered by the host on the GUI thread):
        answered (IntentAnswer): Each request, once.
        shift_changed (object): `ShiftView` of the shift that goes on now, None for none.
    """

    answered = Signal(object)
    shift_changed = Signal(object)

    def __init__(self, *, inbox: Inbox[Intent], desk: PeopleDesk, clock: Clock) -> None:
        super().__init__("door", clock=clock)
        self._inbox = inbox
        self._desk = desk
        self._known = False

    def work(self) -> None:
        """Answer until asked to stop; what waits then is answered still."""
        while True:
            self.beat()
            self.look()
            intent = self._inbox.take(POLL_S)
            if intent is None:
                if self.stop_event.is_set():
                    return
                continue
            self.answered.emit(self.answer(intent))

    def look(self) -> None:
        """Find out who is on shift, and end a shift whose time is long over."""
        try:
            if not self._known:
                self.shift_changed.emit(self._desk.restore())
                self._known = True
            elif self._desk.tick():
                self.shift_changed.emit(None)
        except StorageError as exc:
            logger.warning("the shift is not known: %s", exc)

    def answer(self, intent: Intent) -> IntentAnswer:
        """Return the answer to one request; whatever goes wrong is an answer too."""
        try:
            before = self._desk.shift if isinstance(intent, PeopleIntent) else None
            answer = self._desk.handle(intent)
            if isinstance(intent, PeopleIntent) and self._desk.shift != before:
                self.shift_changed.emit(self._desk.shift)
        except AlprError as exc:
            logger.warning("%s is refused: %s", type(intent).__name__, exc)
            context = tuple((name, str(value)) for name, value in exc.context.items())
            return IntentAnswer(
                intent_id=intent.intent_id, ok=False, code=exc.code, context=context
            )
        except Exception:  # the boundary of a request: the next one is answered
            logger.exception("%s failed", type(intent).__name__)
            return IntentAnswer(intent_id=intent.intent_id, ok=False, code="program.bug")
        return answer
