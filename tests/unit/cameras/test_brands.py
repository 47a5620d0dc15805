# SPDX-License-Identifier: AGPL-3.0-or-later
"""The list of brands: whole, without logins, each with its source."""

from __future__ import annotations

import pytest

from alpr_kiosk.cameras.addresses import parse
from alpr_kiosk.cameras.brands import Brand, brand_of, load_brands

BRANDS = load_brands()


def test_the_common_brands_are_there_and_the_guess_is_last() -> None:
    ids = [brand.brand_id for brand in BRANDS]
    assert len(set(ids)) == len(ids)
    assert {
        "hikvision", "dahua", "axis", "reolink", "uniview", "hanwha", "bosch", "vigi", "tapo",
        "amcrest", "foscam",
    } <= set(ids)  # fmt: skip
    assert ids[-1] == "generic"


@pytest.mark.parametrize("brand", BRANDS, ids=lambda brand: brand.brand_id)
def test_each_address_is_one_and_holds_no_login(brand: Brand) -> None:
    told = brand.addresses("192.168.1.20", 2)
    for text in (told.main, told.sub, told.snapshot, *told.others):
        if not text:
            continue
        assert "{" not in text
        address, login = parse(text)
        assert not login
        assert address.host == "192.168.1.20"
        assert parse(address.uri)[0].rest == address.rest
    assert parse(told.main)[0].scheme == "rtsp"
    assert brand.source
    assert brand.looked_up != (brand.source == "general knowledge")


def test_a_maker_by_onvif_leads_to_its_brand() -> None:
    found = brand_of("HIKVISION Digital Technology", BRANDS)
    assert found is not None
    assert found.brand_id == "hikvision"
    assert found.addresses("h", 3).sub == "rtsp://h:554/Streaming/Channels/302"
    assert brand_of("Nobody Ltd", BRANDS) is None
    assert brand_of("", BRANDS) is None


def test_an_ipv6_host_gets_brackets() -> None:
    assert BRANDS[0].addresses("fe80::1").main.startswith("rtsp://[fe80::1]:554/")
