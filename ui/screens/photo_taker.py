# SPDX-License-Identifier: AGPL-3.0-or-later
"""Takes the picture of a passage as the reference photo of the entry in the form."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from alpr_kiosk.domain.intents import IntentAnswer
from alpr_kiosk.domain.list_intents import EntryPhotoTaken
from alpr_kiosk.domain.list_queries import PhotoWanted, PlatePicture
from alpr_kiosk.domain.queries import QueryAnswer
from ui.screens.entry_form import EntryForm
from ui.screens.entry_side import PhotoFrame
from ui.surroundings import Surroundings


class PhotoTaker(QObject):
    """Between the chosen picture, the site, and the form.

    Signals:
        intent (object): Keep a picture.
        failed (str code, object context): It was not kept.
    """

    intent = Signal(object)
    failed = Signal(str, object)

    def __init__(self, around: Surroundings, *, form: EntryForm, frame: PhotoFrame) -> None:
        super().__init__(form)
        self._around = around
        self._form = form
        self._frame = frame
        self._asked = ""
        self._wanted = ""

    def show(self, sha256: str) -> None:
        """Show the photo of an entry, "" for none."""
        self._asked = ""
        self._frame.show_jpeg(b"")
        self._around.asker.cancel(self._wanted)
        if sha256:
            wanted = PhotoWanted(sha256=sha256)
            self._wanted = wanted.query_id
            self._around.asker.ask(self, wanted, self._found)

    def choose(self, picture: object) -> None:
        """Take a picture, or none."""
        if not isinstance(picture, PlatePicture):
            self._form.change(photo="")
            self.show("")
            return
        self._around.asker.cancel(self._wanted)
        intent = EntryPhotoTaken(
            passage_id=picture.passage_id,
            sha256=picture.sha256,
            session=self._around.people.session.token,
        )
        self._asked = intent.intent_id
        self._frame.show_jpeg(picture.jpeg)
        self.intent.emit(intent)

    def answered(self, answer: IntentAnswer) -> bool:
        """Take the answer; True when it was ours."""
        if not self._asked or answer.intent_id != self._asked:
            return False
        self._asked = ""
        context = dict(answer.context)
        if answer.ok:
            self._form.change(photo=context.get("photo", ""))
        else:
            self.show(self._form.entry().photo)
            self.failed.emit(answer.code, context)
        return True

    def _found(self, answer: QueryAnswer) -> None:
        if isinstance(answer.result, bytes):
            self._frame.show_jpeg(answer.result)
