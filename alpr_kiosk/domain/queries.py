# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a screen asks of the record and of long work, and what comes back.

An intent asks for something to be done and is answered within 2 s; a query asks for something to be
found, made or worked through, may take its time, tells how far it is and can be cancelled. Neither
waits in the thread of the screen.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Protocol

from alpr_kiosk.domain.intents import new_id
from alpr_kiosk.errors import AlprError


class QueryCancelledError(AlprError):
    """Nobody waits for this query any more."""

    def __init__(self) -> None:
        super().__init__("query.cancelled")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A question with an id, so that its answer can be told apart.

    Attributes:
        query_id: Its id.
        actor: Guard on shift, "" when nobody is signed in.
        session: Token of an elevation, where one is needed.
    """

    takes_long: ClassVar[bool] = False
    """Queries of a kind that may take longer than a second have a thread of their own."""

    query_id: str = field(default_factory=new_id)
    actor: str = ""
    session: str = ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class QueryAnswer:
    """What was found.

    Attributes:
        query_id: The query it answers.
        ok: Whether there is a `result`.
        result: Frozen; of the type that the query's docstring names. None when refused.
        code: Message code when refused; ``query.cancelled`` after a cancel.
        context: Values for the text.
    """

    query_id: str
    ok: bool
    result: object = None
    code: str = ""
    context: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryProgress:
    """How far a query is.

    Attributes:
        query_id: Which.
        done: What is done of `total`, in any unit.
        total: All of it, 0 while it is not known.
        step: Message code of what is done now, "" for nothing to say.
        so_far: What was found until now, of the type of the result; None where there is nothing
            to use before the end.
    """

    query_id: str
    done: int
    total: int
    step: str = ""
    so_far: object = None


class QueryControl(Protocol):
    """How whoever works on a query tells how far it is, and learns that nobody waits any more."""

    def progress(self, done: int, total: int, step: str = "", so_far: object = None) -> None:
        """Tell how far it is; as often as one likes, it is told on at most 10 times a second.

        What was found `so_far` comes again each time: one that is left out loses nothing.
        """
        ...

    def check(self) -> None:
        """Go on, or end here because nobody waits any more; nothing of the work is left then.

        Raises:
            QueryCancelledError: It was cancelled.
        """
        ...


QueryHandler = Callable[[Any, QueryControl], object]
"""Takes a query of one type and returns its result; raises `AlprError` to refuse it."""

QueryHandlers = Mapping[type[Query], QueryHandler]
