# SPDX-License-Identifier: AGPL-3.0-or-later
"""Mistakes of a site file that only the drivers can find: they are built, and nothing is sent."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import ValidationError

from alpr_kiosk.config.loader import ConfigProblem, problem_at, problems_of_part
from alpr_kiosk.config.schema import GateConfig
from alpr_kiosk.domain.clock import Clock
from alpr_kiosk.errors import ConfigError
from alpr_kiosk.gate.drivers.plugin import check_options
from alpr_kiosk.gate.factory import PartFinder, make_driver


def relay_problems(
    gates: Sequence[GateConfig], text: str, find_part: PartFinder, *, clock: Clock
) -> tuple[ConfigProblem, ...]:
    """Return the mistakes of all relays of a site that keep the program from starting.

    Args:
        gates: Of the site file.
        text: The site file.
        find_part: Finds drivers of other packages.
        clock: Time for the drivers, which are built and given back.
    """
    problems: list[ConfigProblem] = []
    for index, gate in enumerate(gates):
        for key, relay in gate.relay_keys.items():
            location = ("gates", index, key)
            inputs = gate.inputs.numbers if key == "relay" else ()
            try:
                if relay.type == "plugin":
                    check_options(relay, find_part)
                make_driver(relay, clock=clock, inputs=inputs, find_part=find_part).close()
            except ValidationError as exc:
                problems += problems_of_part(text, (*location, "options"), exc)
            except ConfigError as exc:
                found = _at(exc, location)
                if found is not None:
                    problems.append(problem_at(text, *found))
    return tuple(problems)


def _at(
    exc: ConfigError, location: tuple[str, int, str]
) -> tuple[tuple[int | str, ...], str] | None:
    """Return where a mistake is and its words; None for a password that is not set here."""
    if exc.code == "relay.no_inputs":
        kind = exc.context.get("kind", "")
        said = f"a relay of type {kind!r} has none of these inputs, or not all that are named here"
        return (*location[:2], "inputs"), said
    if exc.code == "relay.certificate":
        why = exc.context.get("why", "")
        return (*location, "ca_file"), f"the authority can't be used: {why}"
    if exc.code.startswith("plugin."):
        name = exc.context.get("name", "")
        why = exc.context.get("why", "no installed package offers it")
        return (*location, "name"), f"the driver {name!r} can't be used: {why}"
    # A variable that is not set here may be set for the service.
    return None
