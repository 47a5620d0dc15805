# SPDX-License-Identifier: AGPL-3.0-or-later
"""What is other in a newer text of the settings, line by line; passwords are never shown."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

_SECRET = re.compile(r"""(?i)((?:password|secret|token)\s*=\s*)("[^"]*"|'[^']*'|\S+)""")
_LOGIN = re.compile(r"(://[^/\s:@\"']*:)[^@\s\"']+(@)")
HIDDEN = "\u2022\u2022\u2022"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffLine:
    """A line that goes or comes.

    Attributes:
        sign: ``-`` goes, ``+`` comes.
        number: Its line, from 1, in the text that it stands in.
        text: Without passwords.
    """

    sign: str
    number: int
    text: str


def masked(line: str) -> str:
    """Return a line of settings with dots for passwords, tokens and logins in addresses."""
    return _LOGIN.sub(rf"\g<1>{HIDDEN}\g<2>", _SECRET.sub(rf"\g<1>{HIDDEN}", line))


def differences(old: str, new: str) -> tuple[DiffLine, ...]:
    """Return the lines that go from `old` and those that come with `new`, in their order."""
    before, after = old.splitlines(), new.splitlines()
    found: list[DiffLine] = []
    matcher = difflib.SequenceMatcher(a=before, b=after, autojunk=False)
    for kind, a0, a1, b0, b1 in matcher.get_opcodes():
        if kind == "equal":
            continue
        found += [DiffLine(sign="-", number=n + 1, text=masked(before[n])) for n in range(a0, a1)]
        found += [DiffLine(sign="+", number=n + 1, text=masked(after[n])) for n in range(b0, b1)]
    return tuple(found)
