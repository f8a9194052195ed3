"""Registers come in whole: every row enters or is set aside with its reason."""

from __future__ import annotations

import json

import pandas as pd
import pytest
from shapely import box

from taxmap_plugin.core.columns import Profile
from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.errors import Cancelled
from taxmap_plugin.exchange.register_import import import_register
from taxmap_plugin.exchange.register_workbook import RegisterSheet, read_register
from taxmap_plugin.exchange.source import source_from_arrays

from .register_case import (
    HEADERS,
    LAND,
    LAND_USE,
    bring_in,
    rows,
    write,
)


def fates(ws, table):
    found = ws.read("import_row", ["fate"], "target_table = ? ORDER BY fid", (table,))
    return found["fate"].tolist()


def test_the_six_sheets_are_recognised_by_their_columns(book):
    register = read_register(book)
    assert [sheet.table for sheet in register.sheets] == [
        "owner_private", "title_document", "land_use", "building", "building_use", "signboard",
    ]  # fmt: skip
    assert register.unknown == {}


def test_every_row_enters_or_is_set_aside_and_the_counts_add_up(ws, book):
    report = bring_in(ws, book)
    assert report.adds_up
    counts = {r.table: (r.rows, r.inserted, r.set_aside) for r in report.sheets}
    assert counts == {
        "owner_private": (3, 3, 0),
        "title_document": (5, 4, 1),
        "land_use": (2, 2, 0),
        "building": (3, 2, 1),
        "building_use": (1, 1, 0),
        "signboard": (1, 1, 0),
    }
    assert ws.count("import_row") == 15
    raw = json.loads(ws.read("import_row", ["raw"])["raw"].iloc[3])
    assert raw["เลขที่เอกสาร"] == "0632"


def test_the_treasury_s_prices_of_buildings_enter_as_they_are_published(ws, tmp_path):
    """Thai windows text, codes that are text, a type that is not in the list set aside."""
    path = tmp_path / "ราคาสิ่งปลูกสร้าง.csv"
    lines = [
        "ID_CONSTR,NAME_CONSTR,CHANGWAT_CODE,CHANGWAT_NAME,PRICE_CONSTR",
        '103,บ้านพักอาศัยตึกชั้นเดียว,99,สาธิต,"8,350"',
        "506/1,โรงแรม,99,สาธิต,9800",
        "999,ไม่มีในบัญชี,99,สาธิต,1",
    ]
    path.write_text("\n".join(lines), encoding="cp874")
    report = bring_in(ws, path).sheets[0]
    assert (report.table, report.inserted, report.set_aside) == ("building_price", 2, 1)
    prices = ws.read("building_price", ["building_type", "province", "price_per_m2"])
    assert prices.to_numpy().tolist() == [["103", "99", 835_000], ["506/1", "99", 980_000]]
    again = bring_in(ws, path).sheets[0]
    assert (again.inserted, again.unchanged) == (0, 2)


@pytest.mark.parametrize("sheet", HEADERS)
def test_a_workbook_with_an_empty_sheet_enters_with_all_its_others(ws, tmp_path, sheet):
    report = bring_in(ws, write(tmp_path / "x.xlsx", {**rows(), sheet: []}))
    assert report.adds_up
    assert [len(rows()[name]) if name != sheet else 0 for name in HEADERS] == [
        one.rows for one in report.sheets
    ]


def test_texts_stay_texts_and_numbers_become_what_they_are(ws, book):
    bring_in(ws, book)
    titles = ws.read("title_document").set_index("source_parcel_code")
    first = titles.loc["01A001"]
    assert (first["deed_no"], first["survey_no"], first["land_no"]) == ("0632", "12", "7")
    assert first["document_type"] == "1"
    assert first["map_sheet"] == "4746 II 9472-15 1:1000"
    assert first["map_scale"] == 1000
    assert first["document_area"] == 63450
    assert first["total_price"] == 13_000_000
    sign = ws.read("signboard").iloc[0]
    assert (sign["setup_date"], sign["width_cm"]) == ("2024-05-01", 100)
    building = ws.read("building").set_index("source_code").loc["01A001-B001"]
    assert (building["floors"], building["length_m"], building["built_year"]) == (2, 12.5, 2550)
    assert building["building_type"] == "103"


@pytest.mark.parametrize(
    "cells",
    [
        {"ระวาง": "4746 II 9472-15"},
        {"แผนที่ระวางภูมิประเทศ": "4746 II", "ระวางUTM": "9472-15"},
        {"ระวาง": 4746, "แผนที่ระวางภูมิประเทศ": "II", "ระวางUTM": "9472-15"},
        {"แผนที่ระวางภูมิประเทศ": "4746 II 9472-15"},
        {"ระวางUTM": "4746II9472-15"},
        {"ระวาง": "๔๗๔๖ II ๙๔๗๒-๑๕"},
    ],
)
def test_a_sheet_name_is_found_in_one_cell_in_several_and_in_the_wrong_one(ws, tmp_path, cells):
    row = {"รหัสแปลงที่ดิน": "01A001", "เลขที่เอกสาร": "1", "มาตราส่วน": "1:1000", **cells}
    bring_in(ws, write(tmp_path / "x.xlsx", {**rows(), LAND: [row]}))
    title = ws.read("title_document").iloc[0]
    assert title["map_sheet"] == "4746 II 9472-15 1:1000"
    assert title["source_map_sheet"] == " ".join(str(cell) for cell in cells.values())


def test_a_scale_that_only_the_sheet_name_says_is_a_scale_too(ws, tmp_path):
    row = {"รหัสแปลงที่ดิน": "01A001", "เลขที่เอกสาร": "1", "ระวาง": "4746II9472-15 (1:1000)"}
    bring_in(ws, write(tmp_path / "x.xlsx", {**rows(), LAND: [row]}))
    assert ws.read("title_document")["map_scale"].tolist() == [1000]


def test_a_column_of_running_numbers_alone_is_no_reason_to_stop(ws):
    source = source_from_arrays(pd.DataFrame({"ลำดับ": ["1", "2"]}), file="x.xlsx")
    sheet = RegisterSheet(source, Profile("x", "title_document", {"ลำดับ": "source_row"}))
    report = import_register(ws, [sheet])
    assert (report.adds_up, report.sheets[0].set_aside) == (True, 2)


def test_shares_photos_and_uses_hang_on_their_things(ws, book):
    bring_in(ws, book)
    building = ws.read("building").set_index("source_code").loc["01A001-B001"]
    share = ws.read("ownership", None, "building_uuid = ?", (building["uuid"],)).iloc[0]
    assert (share["share_numerator"], share["share_denominator"]) == (1, 2)
    photo = ws.read("attachment").iloc[0]
    assert (photo["subject_table"], photo["path"]) == ("title_document", "photos/01A001_1.jpg")
    uses = ws.read("land_use")
    assert uses["area"].tolist() == [40000, 23450]
    assert uses["tax_year"].tolist() == [2569, 2569]
    title = ws.read("title_document").set_index("source_parcel_code").loc["01A001", "uuid"]
    assert uses["title_document_uuid"].tolist() == [title, title]
    assert ws.read("building_use")["building_uuid"].tolist() == [building["uuid"]]


def test_the_short_use_beside_the_land_counts_where_there_is_no_other(ws, tmp_path):
    content = rows()
    content[LAND_USE] = []
    bring_in(ws, write(tmp_path / "x.xlsx", content))
    uses = ws.read("land_use")
    assert uses["source_parcel_code"].tolist() == ["01A001"]
    assert uses["area"].tolist() == [63450]


def test_what_a_column_cannot_hold_is_a_finding_and_stays_as_it_came(ws, book):
    bring_in(ws, book)
    found = ws.read("finding")
    said = set(found.loc[found["subject_table"] == "title_document", "check_id"])
    assert {"layer_values.area", "register_import.no_owner"} & said == {"layer_values.area"}
    title = ws.read("title_document").set_index("source_parcel_code").loc["01A003"]
    assert title["document_type"] is None
    assert title["uuid"] in set(found["subject_uuid"])


def test_a_sheet_that_is_no_register_is_named(ws, tmp_path):
    import openpyxl

    path = write(tmp_path / "x.xlsx", rows())
    workbook = openpyxl.load_workbook(path)
    workbook.create_sheet("บันทึก").append(["อะไรก็ได้", "ไม่ใช่ทะเบียน"])
    workbook["บันทึก"].append(["ก", "ข"])
    workbook.save(path)
    register = read_register(path)
    assert list(register.unknown) == ["บันทึก"]
    assert import_register(ws, register).unknown == register.unknown


def test_cancel_leaves_the_workspace_as_it_was(ws, book):
    class StopLate(Silent):
        count = 0

        def cancelled(self) -> bool:
            self.count += 1
            return self.count > 6

    register = read_register(book)
    with pytest.raises(Cancelled):
        import_register(ws, register, feedback=StopLate())
    assert ws.count("owner") == ws.count("import_row") == ws.count("change_row") == 0


def test_buildings_find_their_parcel_by_code(ws, book):
    import pandas as pd

    parcel = pd.DataFrame({"parcel_code": ["01A001"], "geom": [box(0, 0, 20, 20)]})
    with ws.transaction("test") as tx:
        uuid = tx.insert("parcel", parcel).iloc[0]
    bring_in(ws, book)
    building = ws.read("building").set_index("source_code")
    assert building.loc["01A001-B001", "parcel_uuid"] == uuid
    assert building.loc["01A001-B001", "found_by"] == "code"


def test_buildings_on_the_map_get_the_registers_values_and_keep_their_shape(ws, book):
    import pandas as pd

    drawn = pd.DataFrame({"building_code": ["01A001-B001"], "geom": [box(0, 0, 5, 5)]})
    with ws.transaction("test") as tx:
        uuid = tx.insert("building", drawn).iloc[0]
    bring_in(ws, book)
    building = ws.read("building").set_index("uuid").loc[uuid]
    assert building["floors"] == 2
    assert building["geom"].area == 25
    assert ws.count("building") == 2


def test_land_rows_of_another_kind_of_file_come_in_by_mapping(ws, tmp_path):
    path = tmp_path / "โฉนด.csv"
    path.write_bytes(
        "โฉนดเลขที่;เลขที่ดิน;หน้าสำรวจ;เนื้อที่;ชื่อเจ้าของ\n0012;1;2;1-2-34;นายสมมุติ ทดลอง\n".encode("cp874")
    )
    report = bring_in(ws, path)
    assert report.sheets[0].table == "title_document"
    title = ws.read("title_document").iloc[0]
    assert (title["deed_no"], title["document_area"]) == ("0012", 63400)


def test_the_building_sheets_broken_code_keeps_what_came(ws, book):
    bring_in(ws, book)
    building = ws.read("building").set_index("source_code").loc["01A002B1"]
    assert building["building_code"] is None


def condo_file(folder, header, *lines):
    path = folder / "ห้องชุด.csv"
    path.write_text("\n".join([header, *lines, ""]), encoding="utf-8")
    return path


def test_units_of_a_condominium_belong_to_the_building_that_they_name_and_its_parcel(ws, tmp_path):
    with ws.transaction("test") as tx:
        parcel = tx.insert_rows("parcel", [{"parcel_code": "01A001", "geom": box(0, 0, 9, 9)}])[0]
        drawn = {"building_code": "01A001-B001", "parcel_uuid": parcel, "geom": box(0, 0, 5, 5)}
        building = tx.insert_rows("building", [drawn])[0]
    header = "รหัสสิ่งปลูกสร้าง,ชั้น,เลขห้องชุด,เนื้อที่ห้องชุด (ตร.ม.)"
    path = condo_file(tmp_path, header, "๐๑A๐๐๑-B๐๐๑,2,99/1,32.5", "01A001-B009,2,99/1,30")
    report = bring_in(ws, path)
    assert (report.sheets[0].table, report.sheets[0].inserted) == ("condo_unit", 2)
    columns = ["source_building_code", "building_uuid", "parcel_uuid"]
    assert [tuple(row.values()) for row in ws.rows("condo_unit", columns)] == [
        ("๐๑A๐๐๑-B๐๐๑", building, parcel),
        ("01A001-B009", None, None),
    ]
    assert bring_in(ws, path).sheets[0].unchanged == 2


def test_units_find_a_building_that_came_after_them_when_they_come_again(ws, tmp_path):
    header = "ชื่ออาคารชุด,ห้องชุดเลขที่,รหัสสิ่งปลูกสร้าง"
    path = condo_file(tmp_path, header, "อาคารสมมุติ,99/1,01A001-B001", "อาคารสมมุติ,99/2,01A001-B001")
    bring_in(ws, path)
    with ws.transaction("test") as tx:
        parcels = [{"parcel_code": f"01A00{at}", "geom": box(0, 0, at, 9)} for at in (1, 2)]
        parcel, chosen = tx.insert_rows("parcel", parcels)
        drawn = {"building_code": "01A001-B001", "parcel_uuid": parcel, "geom": box(0, 0, 5, 5)}
        tx.insert_rows("building", [drawn])
        (second,) = ws.rows("condo_unit", ["uuid"], "unit_no = '99/2'")
        tx.update_rows("condo_unit", [{**second, "parcel_uuid": chosen}])
    bring_in(ws, path)
    units = ws.rows("condo_unit", ["parcel_uuid"])
    assert [unit["parcel_uuid"] for unit in units] == [parcel, chosen]


def test_a_unit_whose_building_was_chosen_by_hand_is_on_the_parcel_of_that_building(ws, tmp_path):
    header = "ชื่ออาคารชุด,ห้องชุดเลขที่,รหัสสิ่งปลูกสร้าง"
    path = condo_file(tmp_path, header, "อาคารสมมุติ,99/1,01A001-B001")
    bring_in(ws, path)
    with ws.transaction("test") as tx:
        parcels = [{"parcel_code": f"01A00{at}", "geom": box(0, 0, at, 9)} for at in (1, 2)]
        named, chosen = (
            {"building_code": f"01A00{at}-B001", "parcel_uuid": parcel, "geom": box(0, 0, at, 5)}
            for at, parcel in enumerate(tx.insert_rows("parcel", parcels), start=1)
        )
        _, building = tx.insert_rows("building", [named, chosen])
        (unit,) = ws.rows("condo_unit", ["uuid"])
        tx.update_rows("condo_unit", [{**unit, "building_uuid": building}])
    bring_in(ws, path)
    (unit,) = ws.rows("condo_unit", ["building_uuid", "parcel_uuid"])
    assert unit == {"building_uuid": building, "parcel_uuid": chosen["parcel_uuid"]}
