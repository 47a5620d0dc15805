# SPDX-License-Identifier: AGPL-3.0-or-later
"""S13: "NEW TO YOU" on plates banned since the last shifts of who sits there, wherever they are."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from datetime import timedelta

from PySide6.QtCore import Qt

from alpr_kiosk.domain.events import Action, Reason
from alpr_kiosk.domain.lists import ListEntry, ListKind
from alpr_kiosk.domain.people_queries import NewBansWanted
from alpr_kiosk.domain.shift import Shift, ShiftView
from alpr_kiosk.runtime.views import PassageView
from tests.ui import proof
from tests.ui.conftest import Desk
from ui.app import create_application
from ui.people import Session
from ui.studio import SIZES, Studio
from ui.viewmodels.entries import FLAGS, EntriesModel


def begin(desk: Desk, guard: str = "Anna", days: int = 2) -> None:
    now = desk.clock.utc_now()
    shift = Shift(shift_id=guard, user=guard, began_at=now)
    since = now - timedelta(days=days)
    desk.site.bus.shift_changed.emit(ShiftView(shift=shift, session="t", new_since=since))


def banned(desk: Desk, plate: str, entry_id: str) -> PassageView:
    """A banned car comes."""
    view = desk.site.passage(
        plate=plate,
        number=len(plate + entry_id),
        action=Action.REFUSE,
        reason=Reason.DENY_LISTED,
        alarm=True,
    )
    assert view.decision is not None
    decision = replace(view.decision.decision, entry_id=entry_id)
    view = replace(view, decision=replace(view.decision, decision=decision))
    desk.site.bus.passage_changed.emit(view)
    return view


def said(desk: Desk, view: PassageView) -> str:
    card = desk.control(f"live.card.{view.passage.passage_id}")
    return str(card.accessibleDescription())


def test_a_card_and_why_say_that_the_ban_is_new_to_the_guard(desk):
    desk.site.answers[NewBansWanted] = lambda _query: frozenset({"new"})
    begin(desk)
    (query,) = [one for one in desk.site.queries if isinstance(one, NewBansWanted)]
    assert query.since == desk.clock.utc_now() - timedelta(days=2)
    new, old = banned(desk, "XY99ZZZ", "new"), banned(desk, "BA77XKC", "older")
    assert said(desk, new).startswith("NEW TO YOU: Stopped. XY99ZZZ is banned")
    assert said(desk, old).startswith("Stopped. BA77XKC is banned")
    font = desk.window.look.fonts("caption")
    card = desk.control(f"live.card.{new.passage.passage_id}")
    assert card._detail(font, 10.0) == "NEW TO YOU", "whatever else has no room"
    explain = desk.window.around.explain
    assert (explain.new_to_you(new), explain.new_to_you(old)) == ("NEW TO YOU", "")
    desk.window.show_detail(new.passage.passage_id)
    assert not desk.window.grab().isNull()


def test_another_guard_and_another_list_are_asked_about_anew(desk):
    bans = {"new"}
    desk.site.answers[NewBansWanted] = lambda _query: frozenset(bans)
    view = banned(desk, "XY99ZZZ", "new")
    assert not said(desk, view).startswith("NEW TO YOU")
    begin(desk)
    assert said(desk, view).startswith("NEW TO YOU")
    bans.clear()
    desk.site.bus.lists_changed.emit(desk.site.entries())
    assert not said(desk, view).startswith("NEW TO YOU")
    bans.add("new")
    begin(desk, "Ben", days=1)
    assert said(desk, view).startswith("NEW TO YOU")
    desk.site.bus.shift_changed.emit(None)
    assert not said(desk, view).startswith("NEW TO YOU")


def test_the_list_marks_it(desk):
    local = desk.window.around.local
    model = EntriesModel(local=local, clock=desk.clock, gates={}, collisions=lambda _entry: ())
    rows = tuple(
        ListEntry(entry_id=name, kind=kind, plate="XY99ZZZ", photo="0" * 64)
        for name, kind in (("new", ListKind.DENY), ("old", ListKind.DENY))
    )
    model.set_rows(rows)
    model.set_new_bans(frozenset({"new"}))
    texts = [model.data(model.index(row, FLAGS), Qt.ItemDataRole.DisplayRole) for row in (0, 1)]
    assert texts == ["NEW TO YOU", "photo"]


def test_the_table_of_the_screen_is_told(desk):
    desk.site.answers[NewBansWanted] = lambda _query: frozenset({"XY99ZZZ"})
    desk.window.people.elevate(Session(token="t", user="S", role="supervisor"))
    desk.window.show_lists()
    begin(desk)
    assert desk.window.lists.page.model._new_bans == {"XY99ZZZ"}


def test_a_window_that_is_gone_lets_go_of_its_site(qapp):
    """A lambda that a signal of the site holds would keep it, pictures and all, for ever."""
    create_application(["test"])
    studio = Studio(size=SIZES["compact"], theme="day", frames=None)
    site = weakref.ref(studio.site)
    studio.close()
    del studio
    proof.forget()
    gc.collect()
    assert site() is None
