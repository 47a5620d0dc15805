# SPDX-License-Identifier: AGPL-3.0-or-later
"""Keys of a relay that is driven by requests written down in the site file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from alpr_kiosk.config.base import Model
from alpr_kiosk.config.relays.common import TimeoutS, WithPassword
from alpr_kiosk.config.relays.http_templates import TEMPLATES

PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
PULSE_PLACEHOLDERS = ("pulse_ms", "pulse_s", "pulse_time")
PLACEHOLDERS = ("channel", "entity", "domain", *PULSE_PLACEHOLDERS)
"""What may stand in braces; `login` besides, in paths only."""
_OWN_HEADERS = frozenset(
    {
        "authorization",
        "connection",
        "content-length",
        "cookie",
        "host",
        "proxy-authorization",
        "transfer-encoding",
    }
)
"""Headers that the program writes itself, or that would hold a secret in clear."""

Value = str | bool | int | float


def _as_tuple(value: object) -> object:
    return (value,) if isinstance(value, str | bool | int | float) else value


Texts = Annotated[tuple[str, ...], BeforeValidator(_as_tuple)]
Values = Annotated[tuple[Value, ...], BeforeValidator(_as_tuple)]


def placeholders_of(*texts: str) -> set[str]:
    """Return the names in braces."""
    return {name for text in texts for name in PLACEHOLDER.findall(text)}


class HttpRequest(Model):
    """One request, and what its answer must be like."""

    method: Literal["GET", "POST", "PUT"] = Field("GET", title="Method")
    path: str = Field(
        title="Path and query",
        description="As it is sent; {channel}, {entity}, {pulse_ms} and others are filled in",
        pattern=r"^/[\x21\x22\x24-\x7e]*$",
        max_length=500,
    )
    body: str = Field("", title="Body", max_length=4000)
    headers: dict[str, str] = Field({}, title="Headers", description="None that sign in")
    status: tuple[Annotated[int, Field(ge=200, le=299)], ...] = Field(
        (200,), title="Status codes of success", min_length=1
    )
    contains: str = Field("", title="Text that the answer must hold")
    key: Texts = Field(
        (),
        title="Key in the JSON of the answer",
        description="With dots for what lies deeper; of several the first one that is there",
    )
    equals: Values = Field(
        (), title="Values that are success", description="At `key`, or the whole answer"
    )
    says_no: Texts = Field((), title="Texts that say that it did not act")
    says_login: Texts = Field((), title="Texts that say that the sign-in failed")

    @field_validator("path", "body")
    @classmethod
    def _known_placeholders(cls, text: str, info: ValidationInfo) -> str:
        known = (*PLACEHOLDERS, "login") if info.field_name == "path" else PLACEHOLDERS
        for name in sorted(placeholders_of(text) - set(known)):
            shown = ", ".join(f"{{{one}}}" for one in known)
            raise ValueError(f"has no placeholder {{{name}}} (known: {shown})")
        return text

    @field_validator("headers")
    @classmethod
    def _plain_headers(cls, headers: dict[str, str]) -> dict[str, str]:
        for name, value in headers.items():
            if name.lower() in _OWN_HEADERS:
                raise ValueError(f"must not hold {name}: use login, user and password")
            if not re.fullmatch(r"[A-Za-z0-9-]+", name) or not re.fullmatch(r"[\x20-\x7e]*", value):
                raise ValueError("must be plain names and values")
        return headers


class HttpState(HttpRequest):
    """A question for a state: it must never switch anything."""

    on: Values = Field(("on",), title="Values that mean on")
    off: Values = Field(("off",), title="Values that mean off")


class HttpInput(HttpState):
    """An input that can be asked for."""

    number: int = Field(ge=0, le=99, title="Number, which also fills {channel}")
    entity: str = Field("", title="Fills {entity}", max_length=120)


class HttpRelayConfig(WithPassword):
    """A device with an HTTP interface of its own: Tasmota, ESPHome, Home Assistant and others."""

    type: Literal["http"] = Field("http", title="http: requests of your own, or of a template")
    address: str = Field(
        title="Address",
        description="With http:// or https://, without user and password",
        pattern=r"^https?://[A-Za-z0-9.\-\[\]:]+(/[\x21\x24-\x3e\x41-\x7e]*)?$",
        examples=["http://192.168.1.50"],
    )
    template: Literal["", "tasmota", "esphome", "home_assistant"] = Field(
        "", title="Ready requests", description="Your own keys go before those of a template"
    )
    channel: int = Field(1, ge=0, le=99, title="Fills {channel}: Tasmota's relay, from 1")
    open: HttpRequest = Field(title="Request that opens")
    off: HttpRequest = Field(title="Request that switches off")
    before: HttpRequest | None = Field(
        None,
        title="Request before the one that opens",
        description="It switches nothing itself; without its success nothing is opened",
    )
    state: HttpState | None = Field(
        None, title="Question for the state", description="Without it nothing is read back"
    )
    inputs: tuple[HttpInput, ...] = Field((), title="Inputs")
    entity: str = Field("", title="Fills {entity}", max_length=120)
    timed_by: Literal["device", "us"] = Field(
        "us",
        title="Who ends a pulse",
        description="device: the request holds {pulse_ms}, {pulse_s} or {pulse_time}",
    )
    user: str = Field("admin", title="User", max_length=60)
    login: Literal["none", "basic", "digest", "any", "bearer", "path"] = Field(
        "none",
        title="How to sign in",
        description=(
            "basic and bearer send the password as it is; any: digest where the device offers "
            "it, else basic; path: {login} in the path"
        ),
    )
    ca_file: str = Field("", title="Own authority for https, a PEM file")
    fingerprint: str = Field(
        "",
        title="SHA-256 of the device's certificate",
        description="The only one that is trusted then",
        pattern=r"^$|^([0-9A-Fa-f]{2}:?){31}[0-9A-Fa-f]{2}$",
    )
    timeout_s: TimeoutS = 2.0

    @model_validator(mode="before")
    @classmethod
    def _fill_template(cls, data: Any) -> Any:
        """Put the keys of a template under those of the site file."""
        if not isinstance(data, Mapping) or data.get("template") not in TEMPLATES:
            return data
        ready = dict(TEMPLATES[data["template"]])
        ready_input = ready.pop("input", {})
        if data["template"] != "home_assistant" and not (
            data.get("password") or data.get("password_env")
        ):
            ready["login"] = "none"
        merged = {**ready, **data}
        if isinstance(merged.get("inputs"), list | tuple):
            merged["inputs"] = [
                {**ready_input, **row} if isinstance(row, Mapping) else row
                for row in merged["inputs"]
            ]
        return merged

    @field_validator("off", "state", "inputs")
    @classmethod
    def _no_pulse(cls, value: Any) -> Any:
        rows = value if isinstance(value, tuple) else (value,)
        if any(
            row and placeholders_of(row.path, row.body) & set(PULSE_PLACEHOLDERS) for row in rows
        ):
            raise ValueError("must not hold the length of a pulse")
        return value

    @field_validator("inputs")
    @classmethod
    def _numbered_once(cls, inputs: tuple[HttpInput, ...]) -> tuple[HttpInput, ...]:
        numbers = [row.number for row in inputs]
        if len(set(numbers)) < len(numbers):
            raise ValueError("every input must have a number of its own")
        return inputs

    @field_validator("entity")
    @classmethod
    def _entity_of_the_template(cls, entity: str, info: ValidationInfo) -> str:
        template = info.data.get("template")
        if template == "home_assistant" and not re.fullmatch(
            r"(switch|input_boolean|light)\.[a-z0-9_]+", entity
        ):
            raise ValueError("must be a switch, input_boolean or light of Home Assistant")
        requests = [info.data.get(name) for name in ("open", "off", "before", "state")]
        used = placeholders_of(*(f"{row.path}{row.body}" for row in requests if row))
        if not entity and used & {"entity", "domain"}:
            raise ValueError("is missing: a request holds {entity}")
        return entity

    @field_validator("timed_by")
    @classmethod
    def _pulse_is_said(cls, timed_by: str, info: ValidationInfo) -> str:
        requests = [info.data.get(name) for name in ("open", "before")]
        used = placeholders_of(*(f"{row.path}{row.body}" for row in requests if row))
        is_said = bool(used & set(PULSE_PLACEHOLDERS))
        if "open" in info.data and timed_by == "device" and not is_said:
            raise ValueError("is device, but no request holds {pulse_ms} or {pulse_s}")
        return timed_by

    @field_validator("login")
    @classmethod
    def _login_is_whole(cls, login: str, info: ValidationInfo) -> str:
        data = info.data
        requests = [data.get(name) for name in ("open", "off", "before", "state")]
        is_in_path = "login" in placeholders_of(*(row.path for row in requests if row))
        has_password = bool(data.get("password_env")) or _is_set(data.get("password"))
        if login != "none" and not has_password:
            raise ValueError(f"is {login}, but there is no password")
        if login == "none" and has_password:
            raise ValueError("is none, but there is a password: say how it is used")
        if login in ("basic", "digest", "any") and data.get("state", "") is None:
            raise ValueError(f"is {login}, which needs a state: it is asked for first")
        if login == "path" and not is_in_path:
            raise ValueError("is path, but no path holds {login}")
        return login

    @field_validator("ca_file", "fingerprint")
    @classmethod
    def _only_with_https(cls, value: str, info: ValidationInfo) -> str:
        if value and not str(info.data.get("address", "https:")).startswith("https:"):
            raise ValueError("needs an address with https://")
        return value


def _is_set(password: Any) -> bool:
    return bool(password is not None and password.get_secret_value())
