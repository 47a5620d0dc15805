# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reading the WWW-Authenticate headers of a device."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_LONGEST_HEADER = 4096  # our choice; challenges have some hundred bytes
_ITEM = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*")+')
_PARAMETER = re.compile(r'([\w!#$%&\'*+.^`|~-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s"]*))\s*')
_SCHEME = re.compile(r"([\w!#$%&'*+.^`|~-]+)(?:\s+|$)")


@dataclass(frozen=True, slots=True)
class Challenge:
    """What a device asks for: the scheme and its parameters, names in lower case."""

    scheme: str
    parameters: Mapping[str, str] = field(default_factory=dict)


def parse_challenges(headers: Iterable[str]) -> list[Challenge]:
    """Return the challenges of WWW-Authenticate headers (RFC 9110, 11.6.1).

    One header may hold several, with the same comma between them as between parameters. What is
    not a challenge is left out.
    """
    found: list[tuple[str, dict[str, str]]] = []
    for header in headers:
        if len(header) > _LONGEST_HEADER:
            continue
        begun = False
        for item in _ITEM.findall(header):
            text = item.strip()
            pair = _PARAMETER.fullmatch(text)
            if pair is None:
                scheme = _SCHEME.match(text)
                if scheme is None:
                    continue
                found.append((scheme[1].lower(), {}))
                begun = True
                pair = _PARAMETER.fullmatch(text[scheme.end() :])
            if pair is not None and begun:
                name, quoted, bare = pair.groups()
                value = bare if quoted is None else re.sub(r"\\(.)", r"\1", quoted)
                found[-1][1].setdefault(name.lower(), value)
    return [Challenge(scheme, parameters) for scheme, parameters in found]
