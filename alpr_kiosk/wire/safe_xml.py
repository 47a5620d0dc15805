# SPDX-License-Identifier: AGPL-3.0-or-later
"""XML from the network: no document types, no entities, and limits on all that may grow.

Names are compared without their namespace: cameras get prefixes and namespaces wrong, and none of
the answers that are read here has two elements of one name in different namespaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

MAX_BYTES = 512 * 1024  # 32 profiles of a recorder with all their settings are about 200 kB
MAX_DEPTH = 40  # the deepest answer of the media service has 12 levels
MAX_ELEMENTS = 20_000
MAX_TEXT = 80  # characters of a name that are kept


class BadXmlError(ValueError):
    """Malformed, too large, too deep, or with a document type."""


@dataclass(slots=True, eq=False)
class Node:
    """An element: name and namespace, its own text, attributes without namespace."""

    name: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    space: str = ""

    @property
    def text(self) -> str:
        """Own text without white space around it."""
        return "".join(self.pieces).strip()

    def find(self, *path: str) -> Node | None:
        """Return the first child of the first child ... by name."""
        node: Node | None = self
        for name in path:
            if node is None:
                return None
            node = next((child for child in node.children if child.name == name), None)
        return node

    def value(self, *path: str) -> str:
        """Return the text at a path, "" where there is none."""
        node = self.find(*path)
        return node.text if node is not None else ""

    def every(self, name: str) -> Iterator[Node]:
        """Yield all elements below of this name, in document order."""
        waiting = list(reversed(self.children))
        while waiting:
            node = waiting.pop()
            if node.name == name:
                yield node
            waiting.extend(reversed(node.children))


def parse(data: bytes, *, max_bytes: int = MAX_BYTES) -> Node:
    """Return the root element.

    Raises:
        BadXmlError: It is not well-formed, exceeds a limit, or has a document type.
    """
    if len(data) > max_bytes:
        raise BadXmlError("too long")
    root = Node("")
    path = [root]
    count = 0

    def refuse(*_args: object) -> NoReturn:
        raise BadXmlError("has a document type")

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > MAX_ELEMENTS or len(path) > MAX_DEPTH:
            raise BadXmlError("too many elements")
        node = Node(_local(name), {_local(key): value for key, value in attributes.items()})
        node.space = name.rpartition(" ")[0]
        path[-1].children.append(node)
        path.append(node)

    def end(_name: str) -> None:
        path.pop()

    def characters(text: str) -> None:
        path[-1].pieces.append(text)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as exc:
        # Also the encoding that nobody knows. What was in it is not repeated.
        if isinstance(exc, BadXmlError):
            raise
        raise BadXmlError("not well-formed") from None
    return root.children[0]


def plain_text(text: str) -> str:
    """Return text of a camera for a screen or a log: one line, printable, not too long."""
    line = re.sub(r"\s+", " ", text)
    return "".join(char for char in line if char.isprintable())[:MAX_TEXT].strip()


def _local(name: str) -> str:
    return name.rpartition(" ")[2]
