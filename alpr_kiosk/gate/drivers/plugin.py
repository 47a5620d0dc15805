# SPDX-License-Identifier: AGPL-3.0-or-later
"""A relay driver of another package, kept from breaking anything.

The package offers a factory under the entry points ``alpr_kiosk.relays``. It is called with the
options of the site file and the `DriverSetup`, and returns an object that has all of
`domain.ports.RelayDriver`. Its attribute `config_model`, where it has one, is a pydantic model:
the options are checked by it, and the factory gets the model in place of a dictionary.
"""

from __future__ import annotations

import inspect
import logging
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from alpr_kiosk.config.loader import problems_of_part
from alpr_kiosk.config.relays import PluginRelayConfig
from alpr_kiosk.domain.ports import RelayDriver, RelayStatus
from alpr_kiosk.errors import ConfigError, RelayError
from alpr_kiosk.gate.factory import DriverSetup, PartFinder

logger = logging.getLogger(__name__)

GROUP = "alpr_kiosk.relays"
SHORTEST_MS = 50  # domain.ports.RelayDriver.pulse
_FLAGS = ("timed_by_device", "can_read_back")
_METHODS: Mapping[str, int] = {"pulse": 1, "off": 0, "status": 0, "close": 0}
"""Methods of `RelayDriver`, and how many arguments each is called with."""
_CODES = frozenset({"relay.unreachable", "relay.auth", "relay.refused", "relay.ambiguous"})
_SECRET_WORDS = ("pass", "secret", "token", "key", "pin")

_T = TypeVar("_T")


class GuardedDriver:
    """`RelayDriver` of another package: whatever it raises becomes what a driver may raise.

    A command that ended in anything unknown may have acted.
    """

    def __init__(self, inner: RelayDriver, *, name: str, inputs: tuple[int, ...]) -> None:
        self.timed_by_device = inner.timed_by_device
        self.can_read_back = inner.can_read_back
        self.longest_ms = inner.longest_ms
        self._inner = inner
        self._name = name
        self._inputs = inputs

    def __repr__(self) -> str:
        return f"GuardedDriver({self._name!r})"

    def pulse(self, pulse_ms: int) -> None:
        """Close the contact for `pulse_ms` milliseconds."""
        self._command(lambda: self._inner.pulse(pulse_ms))

    def off(self) -> None:
        """Switch off."""
        self._command(self._inner.off)

    def status(self) -> RelayStatus:
        """Ask for the state; what is not a status counts as no answer."""
        try:
            status: object = self._inner.status()
        except RelayError as exc:
            if exc.code in ("relay.auth", "relay.refused"):
                raise
            return RelayStatus(reachable=False, detail=exc.code)
        except Exception as exc:  # noqa: BLE001 - foreign code
            self._log("status", exc)
            return RelayStatus(reachable=False, detail=type(exc).__name__)
        if not isinstance(status, RelayStatus) or not _is_sound(status):
            return RelayStatus(reachable=False, detail="the driver tells no status")
        return RelayStatus(
            reachable=status.reachable,
            output_on=status.output_on if self.can_read_back else None,
            detail=status.detail,
            inputs=tuple(pair for pair in status.inputs if pair[0] in self._inputs),
        )

    def close(self) -> None:
        """Give back ports and sockets."""
        try:
            self._inner.close()
        except Exception as exc:  # noqa: BLE001 - foreign code
            self._log("close", exc)

    def _command(self, call: Callable[[], object]) -> None:
        try:
            call()
        except RelayError as exc:
            if exc.code in _CODES:
                raise
            raise RelayError("relay.ambiguous", driver=self._name, reason=exc.code) from None
        except Exception as exc:  # noqa: BLE001 - foreign code
            self._log("a command", exc)
            reason = type(exc).__name__
            raise RelayError("relay.ambiguous", driver=self._name, reason=reason) from None

    def _log(self, what: str, exc: Exception) -> None:
        # Without its words: they may hold an option that is a secret.
        logger.error("driver %s: %s failed: %s", self._name, what, type(exc).__name__)


def _is_sound(status: RelayStatus) -> bool:
    return (
        isinstance(status.reachable, bool)
        and (status.output_on is None or isinstance(status.output_on, bool))
        and isinstance(status.detail, str)
        and isinstance(status.inputs, tuple)
        and all(
            isinstance(pair, tuple)
            and len(pair) == 2
            and isinstance(pair[0], int)
            and isinstance(pair[1], bool)
            for pair in status.inputs
        )
    )


def build(config: PluginRelayConfig, setup: DriverSetup) -> GuardedDriver:
    """Return the driver of a relay in the site file.

    Raises:
        ConfigError: ``plugin.unknown``, ``plugin.broken`` with the reason, ``plugin.options`` with
            the mistakes, or what the driver itself says of the configuration (no inputs, a
            password that is not set).
    """
    factory = _factory(config, setup.find_part)
    try:
        options = _options(factory, config)
    except ValidationError as exc:
        problems = problems_of_part("", (), exc)
        why = "; ".join(f"{problem.key}: {problem.message}" for problem in problems)
        raise ConfigError("plugin.options", name=config.name, why=why) from None

    def made() -> GuardedDriver | str:
        driver: Any = factory(options, setup)
        return _missing(driver) or GuardedDriver(driver, name=config.name, inputs=setup.inputs)

    try:
        found = _guarded(config, made)
    except ValidationError as exc:  # of some other model of its own
        raise _broken(config, type(exc).__name__) from None
    if isinstance(found, str):
        raise _broken(config, found)
    return found


def check_options(config: PluginRelayConfig, find_part: PartFinder) -> None:
    """Check the options by the driver's model, without building it.

    Raises:
        ValidationError: They are not what its model wants.
        ConfigError: As `build`.
    """
    _options(_factory(config, find_part), config)


def _factory(config: PluginRelayConfig, find_part: PartFinder | None) -> Callable[..., object]:
    if find_part is None:
        raise ConfigError("plugin.unknown", group=GROUP, name=config.name)
    return find_part(GROUP, config.name)


def _options(factory: Callable[..., object], config: PluginRelayConfig) -> object:
    """Return the options as the factory wants them.

    Raises:
        ValidationError: They are not what its model wants.
        ConfigError: ``plugin.broken``, its model is none.
    """
    options: dict[str, Any] = dict(config.options)
    model = _guarded(config, lambda: getattr(factory, "config_model", None))
    if model is None:
        return options
    if not (inspect.isclass(model) and issubclass(model, BaseModel)):
        raise _broken(config, "its config_model is not a pydantic model")

    def checked() -> object:
        strict = model
        if "extra" not in model.model_config:
            # A misspelt key would pass unseen where the package left it open.
            strict = type(model.__name__, (model,), {"model_config": {"extra": "forbid"}})
        return strict.model_validate(options)

    return _guarded(config, checked)


def _guarded(config: PluginRelayConfig, call: Callable[[], _T]) -> _T:
    """Call foreign code; whatever it raises is a broken part, but for what it may say.

    Raises:
        ValidationError: Of its model.
        ConfigError: Its own, or ``plugin.broken``.
    """
    try:
        return call()
    except (ConfigError, ValidationError):
        raise
    except (Exception, SystemExit) as exc:  # noqa: BLE001 - foreign code may raise anything
        words = str(exc)
        secrets = [
            str(value)
            for key, value in config.options.items()
            if any(word in key.lower() for word in _SECRET_WORDS)
        ]
        if any(secret and secret in words for secret in secrets):
            words = ""
        why = f"{type(exc).__name__}: {words}" if words else type(exc).__name__
        # Without its cause, for the same reason.
        raise _broken(config, why) from None


def _missing(driver: object) -> str:
    """Return what an object lacks to be a `RelayDriver`, "" when it has all."""
    for name in _FLAGS:
        if not isinstance(getattr(driver, name, None), bool):
            return f"its driver has no {name} that is true or false"
    longest = getattr(driver, "longest_ms", None)
    if not isinstance(longest, int) or isinstance(longest, bool) or longest < SHORTEST_MS:
        return f"its driver has no longest_ms of {SHORTEST_MS} or more"
    for name, count in _METHODS.items():
        method = getattr(driver, name, None)
        if not callable(method):
            return f"its driver has no method {name}"
        try:
            inspect.signature(method).bind(*[0] * count)
        except TypeError:
            return f"its driver's {name} does not take {count} argument{'s'[count == 1 :]}"
        except ValueError:
            continue  # written in C: it does not tell
    return ""


def _broken(config: PluginRelayConfig, why: str) -> ConfigError:
    return ConfigError("plugin.broken", group=GROUP, name=config.name, why=why)
