# SPDX-License-Identifier: AGPL-3.0-or-later
"""J2's middle: nobody answered, the card has a chip "Decide again", one tap asks again."""

from __future__ import annotations

from dataclasses import replace

from alpr_kiosk.domain.events import Action, Reason
from alpr_kiosk.domain.intents import AskReopened
from tests.fakes.site import make_view


def test_a_tap_on_the_chip_of_an_unanswered_card_asks_again(desk):
    view = make_view(
        desk.clock, plate="HX7264", action=Action.ASK, reason=Reason.ASK_UNKNOWN_WAITING
    )
    desk.site.bus.passage_changed.emit(replace(view, decide_again=True))
    (card,) = desk.window.live.rail.cards
    card.chip.click()
    asked = [intent for intent in desk.site.intents if isinstance(intent, AskReopened)]
    assert [intent.passage_id for intent in asked] == [view.passage.passage_id]
    assert desk.window.page == "live"


def test_a_tap_on_any_other_card_explains_it(desk):
    view = make_view(
        desk.clock, plate="HX7264", action=Action.ASK, reason=Reason.ASK_UNKNOWN_WAITING
    )
    desk.site.bus.passage_changed.emit(view)
    desk.window.live.card_tapped.emit(view.passage.passage_id)
    assert desk.window.page == "why"
