"""Addresses as they stand on an envelope; all are invented."""

from __future__ import annotations

import pytest

from taxmap_plugin.core.postal_address import postal_address

ROW = {
    "house_no": "1/2",
    "moo": "3",
    "soi": "ซอยทดลอง 1",
    "road": "สาธิต",
    "tambon": "สมมุติ",
    "amphoe": "อ.ตัวอย่าง",
    "province": "จังหวัดตัวอย่าง",
    "postal_code": "99990",
}


def test_an_address_with_the_words_that_it_lacks():
    address = postal_address(ROW)
    assert address.street == "เลขที่ 1/2 หมู่ที่ 3 ซอยทดลอง 1 ถนนสาธิต ตำบลสมมุติ"
    assert address.district == "อำเภอตัวอย่าง จังหวัดตัวอย่าง 99990"
    assert str(address) == f"{address.street} {address.district}"


def test_in_the_capital_words_are_others():
    address = postal_address({**ROW, "amphoe": "เขตทดลอง", "province": "กรุงเทพมหานคร"})
    assert address.street.endswith("แขวงสมมุติ")
    assert address.district == "เขตทดลอง กรุงเทพมหานคร 99990"


def test_letters_go_where_the_owner_wants_them():
    moved = {**ROW, "current_address": "9 หมู่ 9 ต.ใหม่ อ.ใหม่ จ.ใหม่ 99991"}
    assert str(postal_address(moved)).startswith("เลขที่ 1/2")
    assert str(postal_address({**moved, "send_to": "2"})) == moved["current_address"]


@pytest.mark.parametrize("row", [{}, dict.fromkeys(ROW)])
def test_nothing_known_is_no_address(row):
    address = postal_address(row)
    assert not address.is_known and str(address) == ""
