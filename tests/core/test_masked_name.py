"""What of a name anyone may see."""

from __future__ import annotations

import pytest

from taxmap_plugin.core.masked_name import masked_name, masked_text


@pytest.mark.parametrize(
    ("prefix", "first", "last", "shown"),
    [
        ("นาย", "สมมุติ", "ทดลอง", "นายส*** ท***"),
        (None, "เก่ง", None, "เก***"),
        ("นางสาว", "ไผ่", "ใจดี", "นางสาวไผ*** ใจ***"),
        (None, "John", "Doe", "J*** D***"),
        (None, None, None, None),
    ],
)
def test_a_name_keeps_its_title_and_first_letters(prefix, first, last, shown):
    assert masked_name(prefix, first, last) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("นายสมมุติ  ทดลอง", "นายส*** ท***"),
        ("บริษัท สมมุติ จำกัด", "บริษัท สมมุติ จำกัด"),
        (None, None),
    ],
)
def test_a_name_in_one_text_is_masked_too(text, shown):
    assert masked_text(text) == shown
