"""Which column of a file is what (practice.md §4.2–4.4, ltax_workbook.md, real files)."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.column_alias import (
    alias_key,
    find_alias,
    tables_with_aliases,
    target_labels,
)
from taxmap_plugin.core.columns import composition, guess_mapping, guess_table
from taxmap_plugin.core.message import Message, render
from taxmap_plugin.core.resources import load_csv

ALIASES = load_csv("aliases.csv")
LAND_OFFICE = ["UTM_MAP1", "UTM_MAP2", "UTM_MAP3", "UTM_MAP4", "UTM_SCALE", "LAND_NO", "SURVEY_NO"]
WORKBOOK = {
    "1_เจ้าของทรัพย์สิน": (
        "owner_private",
        "ลำดับ · เลขบัตรประชาชน · ประเภทบุคคล · คำนำหน้า · ชื่อ · นามสกุล · สัญชาติ · เลขที่บ้าน · หมู่ที่ · ซอย"
        " · ถนน · ตำบล · อำเภอ · จังหวัด · รหัสไปรษณีย์ · โทรศัพท์",
    ),
    "2_ที่ดิน": (
        "title_document",
        "ลำดับ · เลขบัตรเจ้าของที่ดิน · รหัสแปลงที่ดิน · ประเภทเอกสาร · เลขที่เอกสาร · หน้าสำรวจ · เล่มที่ · ระวาง"
        " · แผนที่ระวางภูมิประเทศ · ระวางUTM · มาตราส่วน · เลขที่ดิน · หมู่ที่ · ไร่ · งาน · ตร.วา · ตำบล"
        " · อำเภอ · จังหวัด · รวมราคาประเมินที่ดิน (บาท) · ประเภทการใช้ประโยชน์ · ผู้ทำประโยชน์ · การเกษตรที่ทำ"
        " · Path รูปที่ดิน",
    ),
    "2_ที่ดิน_ใช้ประโยชน์": (
        "land_use",
        "เลขบัตรเจ้าของที่ดิน · รหัสแปลงที่ดิน · ประเภทการใช้ประโยชน์ · ไร่ · งาน · ตร.วา · ผู้ทำประโยชน์"
        " · การเกษตรที่ทำ · Path รูปที่ดิน · หมายเหตุ",
    ),
    "3_สิ่งปลูกสร้าง_ใช้ประโยชน์": (
        "building_use",
        "เลขบัตรเจ้าของสิ่งปลูกสร้าง · รหัสสิ่งปลูกสร้าง · ประเภทการใช้งาน · เต็มพื้นที่ทุกชั้น · ชั้นที่ · กว้าง(ม.)"
        " · ยาว(ม.) · พื้นที่รวม(ตร.ม.) · ขนาดพื้นที่คงเหลือ(ตร.ม.) · ลักษณะการใช้ · หมายเหตุ",
    ),
    "ป้าย": (
        "signboard",
        "รหัสป้าย · เลขบัตรเจ้าของป้าย · ชื่อสถานประกอบการค้า/กิจการ · วันที่ติดตั้งป้าย · บ้านเลขที่ · หมู่ · ตรอก/ซอย"
        " · ถนน · ชุมชน · อำเภอ · ตำบล · ป้ายแสดง · ประเภทป้าย · กว้าง (ซม.) · ยาว (ซม.) · จำนวนด้าน"
        " · ข้อความภายในป้าย · งวดที่ติดตั้งป้าย · จังหวัด · รหัสไปรษณีย์ · โทรศัพท์ · Path รูปภาพ",
    ),
}


def mapping(headers: list[str], table: str, **columns: list) -> dict[str, str]:
    sample = pd.DataFrame(
        {name: pd.Series(columns.get(name, []), dtype=object) for name in headers}
    )
    return {guess.source: guess.target for guess in guess_mapping(headers, sample, table)}


def guesses(table: str, **columns: list) -> dict:
    sample = pd.DataFrame(columns, dtype=object)
    return {guess.source: guess for guess in guess_mapping(list(sample), sample, table)}


@pytest.mark.parametrize(
    ("table", "headers"),
    [
        ("land_price", "UTMMAP1 UTMMAP2 UTMMAP3 UTMMAP4 UTMSCALE LAND_NO EVAPRICE"),
        ("building_price", "ID_CONSTR NAME_CONSTR CHANGWAT_CODE CHANGWAT_NAME PRICE_CONSTR"),
    ],
)
def test_open_price_data_are_prices(table: str, headers: str):
    """Column names of the Treasury's open data, law.md §3.3."""
    names = headers.split()
    assert guess_table(names, pd.DataFrame(columns=names), None)[0] == table


@pytest.mark.parametrize("sheet", WORKBOOK)
def test_every_column_of_the_workbook_is_known(sheet: str):
    table, text = WORKBOOK[sheet]
    headers = text.split(" · ")
    assert set(mapping(headers, table)) == set(headers)
    assert guess_table(headers, pd.DataFrame(columns=headers), None)[0] == table


@pytest.mark.parametrize(
    ("headers", "table", "expected"),
    [
        (
            ["PARCEL_COD", "ZONE_ID", "BLOCK_ID", "LOT", "Chanod_no", "SURVEY"],
            "parcel",
            ["parcel_code", "zone_code", "block_code", "lot", "deed_no", "survey_no"],
        ),
        (
            [
                "UTMMAP1",
                "UTMMAP2",
                "UTMMAP3",
                "UTMMAP4",
                "UTMSCALE",
                "LAND_NO",
                "NRAI",
                "NNHAN",
                "NWAH",
            ],
            "parcel",
            ["utm1", "utm2", "utm3", "utm4", "map_scale", "land_no", "rai", "ngan", "wah"],
        ),
        (
            [*LAND_OFFICE, "13 หลัก", "OWN_TITLE", "OWN_FNAME", "OWN_LNAME"],
            "title_document",
            [
                "utm1",
                "utm2",
                "utm3",
                "utm4",
                "map_scale",
                "land_no",
                "survey_no",
                "owner_id_number",
                "owner_prefix",
                "owner_first_name",
                "owner_last_name",
            ],
        ),
        (
            [
                "หมายเลขระวางภูมิประเทศ",
                "แผ่นระวาง",
                "หมายเลขระวาง UTM",
                "แผ่น",
                "มาตราส่วน",
                "เลขที่ดิน",
                "ราคาประเมิน (บาท/ตร.ว.)",
            ],
            "land_price",
            ["utm1", "utm2", "utm3", "utm4", "map_scale", "land_no", "price_per_wah"],
        ),
        (
            ["building_c", "hs_no", "hs_moo", "b_type", "b_mat", "no_floor", "b_area"],
            "building",
            [
                "building_code",
                "house_no",
                "moo",
                "building_type",
                "structure",
                "floors",
                "floor_area_m2",
            ],
        ),
        (
            ["s_code", "s_name", "s_characte", "s_wide", "s_length", "no_side", "s_text"],
            "signboard",
            [
                "signboard_code",
                "signboard_name",
                "sign_class",
                "width_cm",
                "height_cm",
                "sides",
                "sign_text",
            ],
        ),
        (
            ["title", "fname", "lname", "pop", "h_no", "tambol", "changwat", "tel"],
            "owner_private",
            [
                "prefix",
                "first_name",
                "last_name",
                "id_number",
                "house_no",
                "tambon",
                "province",
                "telephone",
            ],
        ),
        (["zone_id"], "zone", ["zone_code"]),
        (["block_id"], "block", ["block_code"]),
    ],
)
def test_column_names_met_in_practice(headers: list[str], table: str, expected: list[str]):
    assert mapping(headers, table) == dict(zip(headers, expected))


@pytest.mark.parametrize(
    ("header", "column", "certainty"),
    [
        ("PARCEL_COD", "parcel_code", 1.0),
        ("Parcel code", "parcel_code", 1.0),  # the schema's own English label
        ("parcel-code", "parcel_code", 0.95),
        ("รหัสแปลงที่ดิน", "parcel_code", 1.0),
        ("รหัส แปลงที่ดิน ", "parcel_code", 0.95),
        ("source_cod", "source_code", 0.85),  # ten letters of source_code
        ("survey_sta", "survey_state", 0.85),
        ("source_co", None, 0.0),  # nine letters are no DBF cut
        ("OBJECTID", None, 0.0),
        ("", None, 0.0),
    ],
)
def test_how_sure_a_header_is(header: str, column, certainty: float):
    assert find_alias(header, "parcel") == (column, certainty)


@given(
    st.sampled_from(ALIASES), st.sampled_from(["upper", "lower", "title"]), st.sampled_from(" _.")
)
def test_letter_case_blanks_and_underscores_do_not_matter(row: dict, case: str, filler: str):
    header = getattr(row["alias"], case)().replace("_", filler).replace(" ", filler)
    if alias_key(header) == alias_key(row["alias"]):
        assert find_alias(header, row["target_table"])[0] == row["target_column"]


def test_an_alias_means_one_column_of_a_table_and_every_column_exists():
    meanings: dict[tuple[str, str], str] = {}
    for row in ALIASES:
        key = (row["target_table"], alias_key(row["alias"]))
        assert meanings.setdefault(key, row["target_column"]) == row["target_column"], key
        assert row["target_column"] in target_labels(row["target_table"]), row
        assert row["source"]


@pytest.mark.parametrize("table", tables_with_aliases())
def test_every_target_has_a_label_in_both_languages(table: str):
    for th, en in target_labels(table).values():
        assert any("ก" <= letter <= "๙" for letter in th) and en


def test_a_header_that_its_values_contradict_is_believed_less():
    found = guesses("parcel", zone_id=["แม่สาธิต", "ป่าสาธิต"], parcel_cod=["01A001", "01A002"])
    assert found["parcel_cod"].certainty == 1.0
    assert found["zone_id"].certainty == 0.5
    assert "0 %" in render(found["zone_id"].reason, "en")
    assert "zone_id" in render(found["zone_id"].reason, "th")


@pytest.mark.parametrize(
    ("table", "values", "target"),
    [
        ("parcel", ["01A001", "01A001/002", "๐๑A๐๐๓"], "parcel_code"),
        ("parcel", ["4746 II 9472-15", "4746II9472", "474629472"], "map_sheet"),
        ("parcel", ["โฉนด", "น.ส.3 ก.", "สปก 4-01"], "document_type"),
        ("parcel", ["1:4000", "1000", "1:1,000"], "map_scale"),
        ("building", ["01A001-B001", "01A001-B002"], "building_code"),
        ("building", ["01A001", "01A002"], "source_parcel_code"),
        ("signboard", ["01A001-P001", "01A001-S002"], "signboard_code"),
        ("owner_private", ["9000000000012", "9-0000-00000-02-1"], "id_number"),
        ("owner_private", ["นายสาธิต ใจดี", "นางสาวสมใจ รักดี"], "full_name"),
        ("title_document", ["นายสาธิต ใจดี", "บริษัท สาธิต จำกัด"], "owner_name"),
    ],
)
def test_values_tell_what_a_nameless_column_is(table: str, values: list, target: str):
    guess = guesses(table, Field_7=values)["Field_7"]
    assert guess.target == target
    assert 0.4 <= guess.certainty <= 0.7
    assert "Field_7" in render(guess.reason, "th")


def test_no_target_is_given_twice_and_the_better_header_wins():
    found = guesses(
        "parcel", **{"parcel-code": ["x"], "PARCEL_COD": ["01A001"], "code": ["01A001"]}
    )
    assert [(name, guess.target) for name, guess in found.items()] == [
        ("PARCEL_COD", "parcel_code")
    ]


def test_plain_numbers_without_a_name_are_not_guessed():
    assert guesses("parcel", Field_1=["1", "2", "3"], Field_2=[None, "-", ""]) == {}


@pytest.mark.parametrize(
    ("headers", "geometry", "table"),
    [
        (["zone", "block", "lot", "parcel_code"], "Polygon", "parcel"),
        (["zone_id"], "MultiPolygon", "zone"),
        (["block_id"], "Polygon", "block"),
        (["zone_id", "block_id"], "Polygon", "block"),
        (["building", "b_type"], "Polygon Z", "building"),
        (["s_code", "s_text"], "Point", "signboard"),
        (["ROAD_NAME", "RD_TYPE", "WIDTH"], "LineString", "road"),
        (["MAPSHEET"], "MultiPolygon", "map_sheet"),
        (["HOUSE_NO", "MOO"], "Point", "house_number"),
        (["UTM_MAP1", "LAND_NO", "VAL_P_WA"], None, "land_price"),
        (["foo", "bar"], "Polygon", None),
        ([], None, None),
    ],
)
def test_which_table_a_layer_is(headers: list[str], geometry, table):
    found, certainty = guess_table(headers, pd.DataFrame(columns=headers), geometry)
    assert found == table
    assert (certainty > 0.3) == (table is not None)


def test_units_of_a_condominium_are_no_buildings_though_each_names_its_building():
    headers = ["รหัสห้องชุด", "รหัสสิ่งปลูกสร้าง", "ชั้น", "เลขห้องชุด", "เนื้อที่ห้องชุด (ตร.ม.)"]
    assert guess_table(headers, pd.DataFrame(columns=headers), None)[0] == "condo_unit"


@pytest.mark.parametrize(
    ("frame", "block", "lot", "message_id"),
    [
        (
            {"zone_code": ["01"], "block_code": ["A"], "lot": ["002"]},
            "letter",
            "plain",
            "block_letter",
        ),
        ({"block_code": ["01A"], "lot": ["002"]}, "full", "plain", "block_full"),
        ({"block_code": ["02S", "A"], "lot": ["015/004", "002"]}, "mixed", "suffix", "block_mixed"),
        ({"block_code": ["๐๑A"], "lot": ["๐๑๕/๐๐๔"]}, "full", "suffix", "block_full"),
        ({"parcel_code": ["01A002"]}, None, None, "code_only"),
        ({"block_code": [None, "-"], "lot": [None, ""]}, None, None, "no_code"),
        ({"land_no": ["12"]}, None, None, "no_code"),
    ],
)
def test_how_a_file_composes_its_codes(frame: dict, block, lot, message_id: str):
    found = composition(pd.DataFrame(frame, dtype=object))
    assert (found.block, found.lot) == (block, lot)
    assert found.message.id == "columns." + message_id
    assert "{" not in render(found.message, "th")


@given(
    st.lists(
        st.one_of(st.sampled_from([row["alias"] for row in ALIASES]), st.text(max_size=12)),
        unique=True,
        max_size=12,
    ),
    st.sampled_from(tables_with_aliases()),
)
def test_any_headers_get_a_mapping_that_can_be_used(headers: list[str], table: str):
    found = guess_mapping(headers, pd.DataFrame(columns=headers), table)
    assert len({guess.target for guess in found}) == len(found)
    assert [guess.source for guess in found] == [
        header for header in headers if header in {guess.source for guess in found}
    ]
    assert all(guess.target in target_labels(table) for guess in found)
    assert all(0 < guess.certainty <= 1 for guess in found)


@pytest.mark.parametrize(
    ("layer", "table"),
    [
        ("parcel", "parcel"),
        ("block", "block"),
        ("zone", "zone"),
        ("building", "building"),
        ("boundary", "boundary"),
        ("grid4000", "map_sheet"),
    ],
)
def test_real_layers(shared_data: Path, layer: str, table: str):
    features = json.loads((shared_data / "thai_taxmap" / f"{layer}.geojson").read_text("utf-8"))
    frame = pd.DataFrame([feature["properties"] for feature in features["features"]])
    geometry = features["features"][0]["geometry"]["type"]
    assert guess_table(list(frame), frame, geometry)[0] == table
    if layer == "parcel":
        found = guess_mapping(list(frame), frame, table)
        assert {guess.source for guess in found} == set(frame)
        rule = composition(frame.rename(columns={guess.source: guess.target for guess in found}))
        assert (rule.block, rule.lot, rule.has_code) == ("full", "suffix", True)


def test_a_label_is_shown_in_the_readers_language_only():
    label = Message("columns.label", th="เลขที่ดิน", en="Land no.")
    assert (render(label, "th"), render(label, "en")) == ("ช่องเลขที่ดิน", "Column Land no.")


def test_a_header_like_one_that_was_met_is_of_that_column_before_our_own_name():
    assert find_alias("SHEETNAME", "map_sheet") == ("source_name", 1.0)
    assert find_alias("sheet name", "map_sheet") == ("source_name", 0.95)
    assert find_alias("sheet_name", "map_sheet") == ("sheet_name", 1.0)
