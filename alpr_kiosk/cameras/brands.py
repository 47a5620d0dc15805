# SPDX-License-Identifier: AGPL-3.0-or-later
"""Addresses of streams by brand, from ``resources/cameras.toml``."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from alpr_kiosk.config.paths import resources_dir

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandAddresses:
    """Addresses of one camera, all without credentials; "" where the brand has none."""

    main: str
    sub: str = ""
    snapshot: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """One brand.

    Attributes:
        brand_id: Stable name.
        name: As people know it.
        makers: Parts of what it calls itself by ONVIF, lower case.
        main: Template of the main stream.
        sub: Template of the sub-stream, "" for none.
        snapshot: Template of the still picture, "" for none.
        others: Templates of other models.
        note: What to know before trying, "" for nothing.
        source: Where this was read.
        looked_up: False when it is general knowledge only.
    """

    brand_id: str
    name: str
    makers: tuple[str, ...]
    main: str
    sub: str
    snapshot: str
    others: tuple[str, ...]
    note: str
    source: str
    looked_up: bool

    def addresses(self, host: str, channel: int = 1) -> BrandAddresses:
        """Return the addresses of a camera.

        Args:
            host: Its name or IP address.
            channel: Which lens, from 1.
        """
        shown = f"[{host}]" if ":" in host else host

        def filled(template: str) -> str:
            return template.replace("{host}", shown).replace("{channel}", str(channel))

        return BrandAddresses(
            main=filled(self.main),
            sub=filled(self.sub),
            snapshot=filled(self.snapshot),
            others=tuple(filled(template) for template in self.others),
        )


def load_brands(path: Path | None = None) -> tuple[Brand, ...]:
    """Return all brands in the order of the file; the last one is the guess for all others."""
    file = path or resources_dir() / "cameras.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple(
        Brand(
            brand_id=entry["id"],
            name=entry["name"],
            makers=tuple(entry["makers"]),
            main=entry["main"],
            sub=entry["sub"],
            snapshot=entry["snapshot"],
            others=tuple(entry["others"]),
            note=entry["note"],
            source=entry["source"],
            looked_up=entry["looked_up"],
        )
        for entry in data["brand"]
    )


def brand_of(maker: str, brands: tuple[Brand, ...]) -> Brand | None:
    """Return the brand that a camera's own name of its maker belongs to, None for none."""
    said = maker.lower()
    return next((brand for brand in brands if any(word in said for word in brand.makers)), None)
