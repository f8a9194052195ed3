"""Lists of areas as an officer types them or exports them from a spreadsheet."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.area import format_area, to_square_metres
from taxmap_plugin.core.area_list import AreaListError, parse_area_csv, parse_areas


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("1-2-50, 400 ตร.ว., 800 m2, 3 งาน", [2600, 1600, 800, 1200]),
        ("๑-๒-๕๐\n๔๐๐ ตร.ว.\n", [2600, 1600]),
        ("1,200 m2, 1,200.5 ตร.ม.; 50 ตารางเมตร", [1200, 1200.5, 50]),
        ("400 ตร.ว.,800 ตร.ว.", [1600, 3200]),
        ("1-0-0,2-0-0", [1600, 3200]),
        ("1 ไร่ 2 งาน 34.5 ตร.ว.; 1.5 ไร่", [2538, 2400]),
        ("5 งาน, 120.125 ตารางวา", [2000, 480.5]),  # wanted, not written on a deed
        ("100 sq.m., 2 rai, 25 wah", [100, 3200, 100]),
    ],
)
def test_typed_lists(text, areas):
    assert parse_areas(text) == areas


def test_numbers_without_a_unit_need_one():
    assert parse_areas("400, 250.5", unit="m2") == [400, 250.5]
    assert parse_areas("100\n50", unit="wah") == [400, 200]
    with pytest.raises(AreaListError, match="one number or several"):
        parse_areas("100,200,300", unit="m2")
    with pytest.raises(AreaListError, match='Entry 2 of the list: "250" has no unit'):
        parse_areas("400 m2, 250")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "No area is given"),
        (" , ;\n", "No area is given"),
        ("400 m2, สี่ร้อย", "Entry 2 of the list.*cannot be read"),
        ("1-5-20", "Entry 1 of the list .*ngan 5 is too large"),
        ("400 m2, 0 m2", "Entry 2 of the list.*larger than 0"),
        ("0-0-0", "Entry 1 of the list.*larger than 0"),
        ("-400 m2", "Entry 1"),
        ("100,200,300 m2", "one number or several. Write one area on each line"),
    ],
)
def test_what_is_no_list_of_areas_names_its_row(text, said):
    with pytest.raises(AreaListError, match=said):
        parse_areas(text)


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("แปลง,เนื้อที่\nก,1-2-50\nข,400 ตร.ว.\n", [2600, 1600]),
        ("\ufeffลำดับ;ไร่;งาน;ตร.ว.\n1;1;2;50\n2;;;90.5\n", [2600, 362]),
        ("แปลง\tเนื้อที่ (ตร.ม.)\nก\t๑,๒๐๐\nข\t50.25\n", [1200, 50.25]),
        ("no,area_m2\n1,300\n,\n2,200\n", [300, 200]),
        ('name,ตร.ว.\na,"1,000"\n', [4000]),
        ("อะไร\n800 m2\n", [800]),
    ],
)
def test_csv_finds_its_areas(text, areas):
    assert parse_area_csv(text) == areas


def test_csv_with_a_chosen_column():
    text = "name,size,old\na,400 m2,1\nb,1-0-0,2\n"
    assert parse_area_csv(text, "size") == [400, 1600]
    assert parse_area_csv(text, "old", unit="wah") == [4, 8]
    with pytest.raises(AreaListError, match="name, size, old"):
        parse_area_csv(text, "area")
    with pytest.raises(AreaListError, match="name, size, old"):
        parse_area_csv(text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp874", "utf-16"])
def test_csv_as_it_lies_on_the_disk(encoding):
    text = "ชื่อแปลง,เนื้อที่\nแปลงของยาย,1-2-50\nแปลงของน้า,๔๐๐ ตร.ว.\n"
    assert parse_area_csv(text.encode(encoding)) == [2600, 1600]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("เนื้อที่\n", "No area"),
        ("เนื้อที่\n\n", "No area"),
        ("ไร่,งาน,ตร.ว.\n1,2,50\n1,4,0\n", "Row 3 of the table .*ngan 4 is too large"),
        ("เนื้อที่\n1-2-50\nเท่าเดิม\n", "Row 3"),
    ],
)
def test_csv_that_cannot_be_read_names_the_row_of_the_spreadsheet(text, said):
    with pytest.raises(AreaListError, match=said):
        parse_area_csv(text)


@given(st.lists(st.integers(1, 10**8), min_size=1, max_size=8))
def test_what_the_program_writes_it_reads(hundredths):
    text = ", ".join(map(format_area, hundredths))
    assert parse_areas(text) == [to_square_metres(value) for value in hundredths]
