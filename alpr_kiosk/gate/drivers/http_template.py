# SPDX-License-Identifier: AGPL-3.0-or-later
"""A relay that is driven by requests of the site file, or of a ready template.

What a request may hold and what counts as success is in `config.relays.http`; the templates and
their sources are in `config.relays.http_templates`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from alpr_kiosk.config.relays import HttpRelayConfig
from alpr_kiosk.config.relays.http import (
    PLACEHOLDER,
    HttpRequest,
    HttpState,
    placeholders_of,
)
from alpr_kiosk.domain.ports import RelayStatus
from alpr_kiosk.errors import ConfigError, RelayError
from alpr_kiosk.gate.drivers.http_answers import as_text, tasmota_pulse_time, value_at
from alpr_kiosk.gate.drivers.http_once import Answer, HttpOnce, Tls
from alpr_kiosk.gate.drivers.sign_in import BASIC, MD5, SHA256, Request, SignedHttp, SignIn
from alpr_kiosk.gate.factory import DriverSetup

DAY_MS = 24 * 60 * 60 * 1000
TASMOTA_LONGEST_MS = (64900 - 100) * 1000  # PulseTime, tasmota.github.io/docs/Commands
_WAYS: Mapping[str, tuple[str, ...]] = {
    "basic": (BASIC,),
    "digest": (SHA256, MD5),
    "any": (SHA256, MD5, BASIC),
}


@dataclass(frozen=True, slots=True)
class _Said:
    """What an answer means: "" for success, or a code and why."""

    code: str = ""
    reason: str = ""
    value: str | None = None


class HttpTemplateRelay:
    """`RelayDriver` of one output."""

    def __init__(self, config: HttpRelayConfig, *, password: str, inputs: tuple[int, ...]) -> None:
        """Keep what is needed to reach the device; nothing is sent yet.

        Args:
            config: The requests.
            password: Of the device, or its token; "" for none.
            inputs: Numbers of the inputs to tell, out of the site file.

        Raises:
            OSError: The file with its authority cannot be used.
        """
        parts = urlsplit(config.address)
        self._address = parts.netloc
        self._base = parts.path.rstrip("/")
        self._config = config
        self._password = password
        self._inputs = [row for row in config.inputs if row.number in inputs]
        self._timeout_s = config.timeout_s
        tls = None
        if parts.scheme == "https":
            tls = Tls(ca_file=config.ca_file, fingerprint=config.fingerprint)
        ways = _WAYS.get(config.login, ())
        self._once = HttpOnce(address=parts.netloc, tls=tls)
        self._http = SignedHttp(
            self._once,
            SignIn(user=config.user, password=password if ways else "", allowed=ways),
            harmless=self._request(config.state, {}) if config.state else Request(path="/"),
            timeout_s=config.timeout_s,
        )
        used = placeholders_of(*(row.path for row in (config.open, config.before) if row))
        self.timed_by_device = config.timed_by == "device"
        self.can_read_back = config.state is not None
        self.longest_ms = TASMOTA_LONGEST_MS if "pulse_time" in used else DAY_MS

    def __repr__(self) -> str:
        return f"HttpTemplateRelay(address={self._address!r})"

    def pulse(self, pulse_ms: int) -> None:
        """Switch on, for `pulse_ms` milliseconds where the device can time it."""
        values = {
            "pulse_ms": str(pulse_ms),
            "pulse_s": f"{pulse_ms / 1000:.3f}".rstrip("0").rstrip("."),
            "pulse_time": str(tasmota_pulse_time(pulse_ms)),
        }
        deadline = self._http.deadline()
        if self._config.before is not None:
            self._prepare(self._config.before, values, deadline)
        self._command(self._config.open, values, deadline)

    def off(self) -> None:
        """Switch off."""
        self._command(self._config.off, {}, self._http.deadline())

    def status(self) -> RelayStatus:
        """Ask for the state of the output, and of the inputs.

        Raises:
            RelayError: ``relay.auth`` or ``relay.refused``; no answer is not an error but
                ``reachable=False``.
        """
        if self._config.state is None:
            return self._reach()
        deadline = self._http.deadline()
        answers: dict[str, Answer] = {}
        try:
            level = self._level(self._config.state, {}, deadline, answers)
        except RelayError as exc:
            if exc.code in ("relay.unreachable", "relay.ambiguous"):
                return RelayStatus(reachable=False, detail=str(exc.context.get("reason", "")))
            raise
        if level is None:
            # A hub that answers for a switch it has lost does not help.
            return RelayStatus(reachable=False, detail="it does not say on or off")
        return RelayStatus(
            reachable=True,
            output_on=level,
            detail=self._config.template or "HTTP device",
            inputs=self._levels(deadline, answers),
        )

    def close(self) -> None:
        """Give back sockets; does not switch."""
        self._once.close()

    # ------------------------------------------------------------------ commands

    def _prepare(self, rule: HttpRequest, values: Mapping[str, str], deadline: float) -> None:
        """Send what goes before a command; of any failure the command was surely not sent."""
        try:
            said = self._meaning(rule, values, self._ask(rule, values, deadline))
        except RelayError as exc:
            if exc.code == "relay.auth":
                raise
            raise self._error("relay.unreachable", str(exc.context.get("reason", ""))) from None
        if said.code == "relay.ambiguous":
            code = "relay.unreachable" if said.value is None else "relay.refused"
            raise self._error(code, f"before the command: {said.reason}")
        if said.code:
            raise self._error(said.code, said.reason)

    def _command(self, rule: HttpRequest, values: Mapping[str, str], deadline: float) -> None:
        answer = self._http.command(self._request(rule, values), deadline=deadline)
        said = self._meaning(rule, values, answer)
        if said.code:
            raise self._error(said.code, said.reason)

    def _ask(self, rule: HttpRequest, values: Mapping[str, str], deadline: float) -> Answer:
        return self._http.ask(self._request(rule, values), deadline=deadline)

    def _meaning(self, rule: HttpRequest, values: Mapping[str, str], answer: Answer) -> _Said:
        """Return what an answer says; only what cannot have acted is called refused."""
        text = answer.body.decode("utf-8", "replace")
        if any(part in text for part in rule.says_login):
            return _Said("relay.auth", "sign-in refused")
        if any(part in text for part in rule.says_no):
            return _Said("relay.refused", "it says no")
        if answer.status not in rule.status:
            # 4xx is a mistake of the request; a server that gave up waiting (408) may have begun.
            is_no = 400 <= answer.status < 500 and answer.status != 408
            code = "relay.refused" if is_no else "relay.ambiguous"
            return _Said(code, f"HTTP {answer.status}")
        keys = tuple(_filled(key, self._values(values)) for key in rule.key)
        value = value_at(answer.body, keys)
        if keys and value is None:
            return _Said("relay.ambiguous", "not the answer that was expected")
        wanted = {as_text(_filled(str(as_text(one)), self._values(values))) for one in rule.equals}
        if wanted and as_text(value or "") not in wanted:
            # For `_prepare` a value is an answer of the device; a whole body may be anybody's.
            return _Said("relay.ambiguous", "another value than expected", value if keys else None)
        if rule.contains and _filled(rule.contains, self._values(values)) not in text:
            return _Said("relay.ambiguous", "not the answer that was expected")
        return _Said(value=value)

    # ------------------------------------------------------------------ questions

    def _reach(self) -> RelayStatus:
        reached = self._once.connects(self._timeout_s)
        return RelayStatus(reachable=reached, detail="HTTP device, state not known")

    def _level(
        self,
        rule: HttpState,
        values: Mapping[str, str],
        deadline: float,
        answers: dict[str, Answer],
    ) -> bool | None:
        request = self._request(rule, values)
        asked = f"{request.method} {request.path} {request.body!r}"
        if asked not in answers:
            answers[asked] = self._ask(rule, values, deadline)
        said = self._meaning(rule, values, answers[asked])
        if said.code:
            raise self._error(said.code, said.reason)
        value = as_text(said.value or "")
        if value in {as_text(one) for one in rule.on}:
            return True
        return False if value in {as_text(one) for one in rule.off} else None

    def _levels(self, deadline: float, answers: dict[str, Answer]) -> tuple[tuple[int, bool], ...]:
        levels: list[tuple[int, bool]] = []
        for row in self._inputs:
            values = {"channel": str(row.number), **_entity(row.entity)}
            try:
                level = self._level(row, values, deadline, answers)
            except RelayError:
                continue  # one that cannot be read is left out
            if level is not None:
                levels.append((row.number, level))
        return tuple(levels)

    # ------------------------------------------------------------------ requests

    def _values(self, values: Mapping[str, str]) -> dict[str, str]:
        config = self._config
        return {"channel": str(config.channel), **_entity(config.entity), **values}

    def _request(self, rule: HttpRequest, values: Mapping[str, str]) -> Request:
        known = self._values(values)
        encoded = {name: quote(value, safe="") for name, value in known.items()}
        login = ""
        if self._config.login == "path" and self._password:
            login = urlencode({"user": self._config.user, "password": self._password}) + "&"
        headers = dict(rule.headers)
        if self._config.login == "bearer":
            headers["Authorization"] = f"Bearer {self._password}"
        body = self._body(rule, known, encoded, headers)
        return Request(
            method=rule.method,
            path=self._base + _filled(rule.path, {**encoded, "login": login}),
            body=body.encode(),
            headers=headers,
            with_error_body=bool(rule.says_no or rule.says_login or set(rule.status) - {200}),
        )

    @staticmethod
    def _body(
        rule: HttpRequest,
        known: Mapping[str, str],
        encoded: Mapping[str, str],
        headers: dict[str, str],
    ) -> str:
        """Fill the body, each value written as its kind of text wants it."""
        if not rule.body:
            return ""
        kinds = [value for name, value in headers.items() if name.lower() == "content-type"]
        if not kinds:
            is_json = rule.body.lstrip().startswith(("{", "["))
            kinds = ["application/json" if is_json else "application/x-www-form-urlencoded"]
            headers["Content-Type"] = kinds[0]
        if "json" in kinds[0]:
            return _filled(rule.body, {name: json.dumps(v)[1:-1] for name, v in known.items()})
        is_form = "x-www-form-urlencoded" in kinds[0]
        return _filled(rule.body, encoded if is_form else known)

    def _error(self, code: str, reason: str) -> RelayError:
        return RelayError(code, address=self._address, reason=reason)


def _entity(entity: str) -> dict[str, str]:
    return {"entity": entity, "domain": entity.partition(".")[0]}


def _filled(text: str, values: Mapping[str, str]) -> str:
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


def build(config: HttpRelayConfig, setup: DriverSetup) -> HttpTemplateRelay:
    """Return the driver of a relay in the site file.

    Raises:
        ConfigError: ``relay.no_inputs`` when an input is asked that the site file does not
            describe, ``relay.certificate`` when its authority cannot be read.
    """
    if set(setup.inputs) - {row.number for row in config.inputs}:
        raise ConfigError("relay.no_inputs", kind="http")
    password = config.secret(setup.secrets)
    try:
        return HttpTemplateRelay(config, password=password, inputs=setup.inputs)
    except OSError as exc:
        why = exc.strerror or type(exc).__name__
        raise ConfigError("relay.certificate", file=config.ca_file, why=why) from exc
