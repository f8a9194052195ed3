"""The demo's files look like an office's, and the truth beside them is the truth."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest
import shapely

from taxmap_plugin.core.datum import transform_geometries
from taxmap_plugin.core.demo_town import EPSG, LEAST, DemoTown, generate
from taxmap_plugin.core.resources import load_csv
from taxmap_plugin.exchange import demo_workbook
from taxmap_plugin.exchange.demo_files import DemoFileError, OfficeFiles, write_office_files
from taxmap_plugin.exchange.source import Source, read_source
from taxmap_plugin.exchange.table_source import list_sheets, read_table

LAND, CODE = "2_ที่ดิน", "รหัสแปลงที่ดิน"
HEADERS = {
    "1_เจ้าของทรัพย์สิน": "ลำดับ · เลขบัตรประชาชน · ประเภทบุคคล · คำนำหน้า · ชื่อ · นามสกุล · สัญชาติ · "
    "เลขที่บ้าน · หมู่ที่ · ซอย · ถนน · ตำบล · อำเภอ · จังหวัด · รหัสไปรษณีย์ · โทรศัพท์",
    LAND: "ลำดับ · เลขบัตรเจ้าของที่ดิน · รหัสแปลงที่ดิน · ประเภทเอกสาร · เลขที่เอกสาร · หน้าสำรวจ · เล่มที่ · "
    "ระวาง · แผนที่ระวางภูมิประเทศ · ระวางUTM · มาตราส่วน · เลขที่ดิน · หมู่ที่ · ไร่ · งาน · ตร.วา · ตำบล · "
    "อำเภอ · จังหวัด · รวมราคาประเมินที่ดิน (บาท) · ประเภทการใช้ประโยชน์ · ผู้ทำประโยชน์ · "
    "การเกษตรที่ทำ · Path รูปที่ดิน",
    "2_ที่ดิน_ใช้ประโยชน์": "เลขบัตรเจ้าของที่ดิน · รหัสแปลงที่ดิน · ประเภทการใช้ประโยชน์ · ไร่ · งาน · "
    "ตร.วา · ผู้ทำประโยชน์ · การเกษตรที่ทำ · Path รูปที่ดิน · หมายเหตุ",
    "3_สิ่งปลูกสร้าง": "ลำดับ · เลขบัตรเจ้าของที่ดิน · เลขบัตรเจ้าของสิ่งปลูกสร้าง · รหัสแปลงที่ดิน · "
    "รหัสสิ่งปลูกสร้าง · รหัสอาคาร · เลขที่บ้าน · หมู่ที่ · ซอย · ถนน · ประเภทอาคาร · โครงสร้าง · จำนวนชั้น · "
    "กว้าง(ม.) · ยาว(ม.) · เนื้อที่ที่ดิน · ปีที่สร้าง · ประเภทการใช้งาน · พื้นที่พาณิชย์ · "
    "สัดส่วนกรรมสิทธิ์ · Path รูปภาพ",
    "3_สิ่งปลูกสร้าง_ใช้ประโยชน์": "เลขบัตรเจ้าของสิ่งปลูกสร้าง · รหัสสิ่งปลูกสร้าง · ประเภทการใช้งาน · "
    "เต็มพื้นที่ทุกชั้น · ชั้นที่ · กว้าง(ม.) · ยาว(ม.) · พื้นที่รวม(ตร.ม.) · ขนาดพื้นที่คงเหลือ(ตร.ม.) · "
    "ลักษณะการใช้ · หมายเหตุ",
    "ป้าย": "รหัสป้าย · เลขบัตรเจ้าของป้าย · ชื่อสถานประกอบการค้า/กิจการ · วันที่ติดตั้งป้าย · บ้านเลขที่ · "
    "หมู่ · ตรอก/ซอย · ถนน · ชุมชน · อำเภอ · ตำบล · ป้ายแสดง · ประเภทป้าย · กว้าง (ซม.) · ยาว (ซม.) · "
    "จำนวนด้าน · ข้อความภายในป้าย · งวดที่ติดตั้งป้าย · จังหวัด · รหัสไปรษณีย์ · โทรศัพท์ · Path รูปภาพ",
}


@pytest.fixture(scope="module")
def town() -> DemoTown:
    return generate(parcels=1000)


@pytest.fixture(scope="module")
def office(town, tmp_path_factory) -> OfficeFiles:
    return write_office_files(town, tmp_path_factory.mktemp("สำนักงาน เทศบาล") / "งานแผนที่ภาษี")


@pytest.fixture(scope="module")
def parcels(office) -> Source:
    return read_source(office.folder / "map" / "parcel.shp")


@pytest.fixture(scope="module")
def land(office) -> pd.DataFrame:
    return read_table(office.register, LAND).frame


def errors_of(office: OfficeFiles, file: str) -> pd.DataFrame:
    return office.errors[office.errors["file"] == file]


@pytest.mark.parametrize(("table", "file"), [("map", "parcel.shp"), ("register", "register.xlsx")])
def test_three_to_five_in_a_hundred_are_wrong(office, town, table, file):
    errors = errors_of(office, file)
    assert 0.03 <= len(errors) / len(town.parcel) <= 0.05
    wanted = {row["kind"] for row in load_csv("demo", "error_mix.csv") if row["table"] == table}
    assert set(errors["kind"]) == wanted


@pytest.mark.parametrize("parcels", [LEAST, 600])
def test_also_in_small_files(tmp_path, parcels):
    town = generate(11, parcels)
    office = write_office_files(town, tmp_path)
    counts = office.errors["file"].value_counts()
    assert (counts / parcels).between(0.03, 0.055).all()


def test_each_error_stands_where_the_list_says(office, parcels, land):
    for file, frame in (("parcel.shp", parcels.frame), ("register.xlsx", land)):
        errors = errors_of(office, file)
        errors = errors[errors["column"].isin(frame.columns)]
        assert len(errors) > 20
        for error in errors.itertuples():
            written = frame[error.column].iloc[int(error.row) - 1]
            assert (written or "") == error.written != error.right


def test_rows_without_an_error_are_right(office, town, parcels, land):
    wrong = set(errors_of(office, "parcel.shp")["row"])
    codes = parcels.frame["PARCEL_COD"].iloc[: len(town.parcel)]
    right = codes.to_numpy() == town.parcel["parcel_code"].to_numpy()
    assert {row for row in range(1, len(codes) + 1) if not right[row - 1]} <= wrong
    named = errors_of(office, "register.xlsx")
    named = set(named.loc[named["column"] == CODE, "row"])
    truth = office.truth.dropna(subset=["parcel_code"])
    differs = truth[land[CODE].iloc[truth.index].fillna("") != truth["parcel_code"]]
    assert set(differs["register_row"]) <= named


def test_truth_names_the_record_of_the_map(office, town, parcels):
    truth = office.truth.dropna(subset=["map_row"])
    codes = town.parcel["parcel_code"].to_numpy()
    assert (codes[truth["map_row"].astype(int) - 1] == truth["parcel_code"]).all()
    shapeless = truth.loc[~truth["on_map"], "map_row"].astype(int) - 1
    assert len(shapeless)
    assert shapely.is_missing(parcels.geom[shapeless.to_numpy()]).all()
    strangers = office.truth[office.truth["parcel_code"].isna()]
    assert not set(strangers["written_code"]) & set(codes)


def test_the_treacherous_codes_are_codes_of_other_parcels(office, town):
    bad = office.errors[office.errors["kind"] == "swapped_into_other"]
    assert len(bad)
    assert set(bad["written"]) <= set(town.parcel["parcel_code"])
    assert (bad["written"] != bad["right"]).all()
    assert (bad["written"].map(sorted) == bad["right"].map(sorted)).all()


def test_parcels_without_a_row_and_rows_twice(office, town, land):
    errors = errors_of(office, "register.xlsx").groupby("kind")["parcel_code"].apply(set)
    assert not errors["no_row"] & set(office.truth["parcel_code"])
    twice = land.drop(columns="ลำดับ").fillna("").duplicated()
    assert twice.sum() == len(errors["doubled_row"])
    owners = land.groupby(office.truth["parcel_code"].to_numpy())["เลขบัตรเจ้าของที่ดิน"].nunique()
    assert (owners > 1).sum() > 20, "co-owners have a row each"


def test_truth_files_open_in_a_spreadsheet(office):
    errors = read_table(office.folder / "truth" / "errors.csv").frame
    truth = read_table(office.folder / "truth" / "truth.csv").frame
    assert errors["row"].dropna().str.fullmatch(r"\d+").all()
    assert (errors["row"].isna() == (errors["kind"] == "no_row")).all()
    assert truth["map_row"].dropna().str.fullmatch(r"\d+").all()
    assert len(errors) == len(office.errors) and len(truth) == len(office.truth)


def test_dbf_text_is_cp874_and_nothing_says_so(office, town):
    dbf = (office.folder / "map" / "parcel.dbf").read_bytes()
    assert not (office.folder / "map" / "parcel.cpg").exists()
    assert dbf[29] == 0, "no language driver either"
    assert "โฉนดที่ดิน".encode("cp874") in dbf
    assert "โฉนดที่ดิน".encode() not in dbf


@pytest.mark.parametrize(
    ("file", "column", "table", "ours"),
    [
        ("parcel.shp", "TAMBON", "parcel", "tambon"),
        ("signboard.shp", "s_text", "signboard", "sign_text"),
        ("building.shp", "b_note", "building", "building_name"),
        ("road.geojson", "road_name", "road", "name"),
        ("community.gpkg", "VILL_NAME", "community", "name"),
    ],
)
def test_thai_text_comes_back(office, town, file, column, table, ours):
    read = read_source(office.folder / "map" / file).frame[column]
    expected = getattr(town, table)[ours]
    assert set(read.dropna()) == set(expected.dropna())


def test_names_of_ten_letters(parcels):
    assert all(len(name) <= 10 and name.isascii() for name in parcels.frame.columns)
    wanted = "PARCEL_COD ZONE_ID BLOCK_ID LOT Chanod_no SURVEY LAND_NO UTMMAP1 UTMMAP4 UTMSCALE"
    assert set(wanted.split()) <= set(parcels.frame.columns)


def test_two_clerks_two_ways_to_write_a_block(parcels):
    block = parcels.frame["BLOCK_ID"].dropna().str.len()
    assert set(block) == {1, 3}


def test_indian_1975_and_back_within_a_millimetre(office, town, parcels):
    prj = (office.folder / "map" / "parcel.prj").read_text()
    assert prj.startswith('PROJCS["Indian_1975_UTM_Zone_47N"')
    spoilt = errors_of(office, "parcel.shp")
    spoilt = set(spoilt.loc[spoilt["kind"].isin(["invalid_ring", "no_shape"]), "row"])
    rows = [row for row in range(len(town.parcel)) if row + 1 not in spoilt]
    back = transform_geometries(parcels.geom[rows], 24047, EPSG)
    ours = town.parcel["geom"].to_numpy()[rows]
    assert shapely.hausdorff_distance(back, ours).max() < 0.0015
    moved = shapely.distance(shapely.centroid(parcels.geom[rows]), shapely.centroid(ours))
    assert np.median(moved) == pytest.approx(450, abs=5)


def test_wrong_shapes_are_wrong(office, parcels):
    errors = errors_of(office, "parcel.shp").groupby("kind")["row"].apply(list)
    at = {kind: np.array(rows, dtype=int) - 1 for kind, rows in errors.items()}
    assert not shapely.is_valid(parcels.geom[at["invalid_ring"]]).any()
    assert shapely.is_missing(parcels.geom[at["no_shape"]]).all()
    first = errors_of(office, "parcel.shp").query("kind == 'doubled_feature'")["right"].astype(int)
    assert shapely.equals(parcels.geom[at["doubled_feature"]], parcels.geom[first - 1]).all()


def test_six_sheets_with_the_headers_met_in_the_field(office):
    assert list_sheets(office.register) == sorted(HEADERS)
    for sheet, headers in HEADERS.items():
        assert read_table(office.register, sheet).frame.columns.to_list() == headers.split(" · ")


def test_cells_look_as_in_the_field(office, land):
    book = openpyxl.load_workbook(office.register, read_only=True)
    rows = list(book[LAND].iter_rows(min_row=2, values_only=True))
    book.close()
    kinds = {type(row[4]) for row in rows if row[4] is not None}
    assert kinds == {str, int}, "deed numbers as text and as number"
    assert land["มาตราส่วน"].str.startswith("1:").any()
    assert land["มาตราส่วน"].isin(["1000", "4000"]).any()
    assert land["รวมราคาประเมินที่ดิน (บาท)"].str.fullmatch(r"\d{1,3}(,\d{3})+").sum() > 100
    assert set(land["จังหวัด"]) == {"99"}
    whole, square, small = (land[c] for c in ("ระวาง", "แผนที่ระวางภูมิประเทศ", "ระวางUTM"))
    assert whole.str.fullmatch(r"\d{4} [IV]+ \d{4}-\d\d").any(), "in one cell"
    assert (whole.str.fullmatch(r"\d{4}") & square.isin(["II", "III"]) & small.notna()).any(), (
        "in three"
    )
    assert small.str.fullmatch(r"\d{9}-\d\d").any(), "run together in the wrong one"


def test_dates_of_signs_in_three_manners(office):
    dates = read_table(office.register, "ป้าย").frame["วันที่ติดตั้งป้าย"]
    for manner in (r"\d{4}-\d\d-\d\d", r"\d{1,2}/\d{1,2}/25\d\d", r"4\d{4}"):
        assert dates.str.fullmatch(manner).any()


def test_prices_are_keyed_by_sheet_and_land_number(office, town):
    prices = read_table(office.prices).frame
    expected = "UTMMAP1 UTMMAP2 UTMMAP3 UTMMAP4 UTMSCALE LAND_NO EVAPRICE"
    assert prices.columns.to_list() == expected.split()
    assert prices["UTMMAP3"].str.startswith("00").any(), "leading zeros stay"
    assert not prices.duplicated(expected.split()[:6]).any()
    assert len(prices) == len(town.land_price)
    assert prices["EVAPRICE"].isna().any()


def test_the_same_seed_writes_the_same_files(office, town, tmp_path):
    again = write_office_files(town, tmp_path)
    names = ["map/parcel.shp", "map/building.dbf", "truth/truth.csv", "truth/errors.csv"]
    for name in [*names, "register/land_price.csv"]:
        one, two = ((o.folder / name).read_bytes() for o in (office, again))
        if name.endswith(".dbf"):
            one, two = one[4:], two[4:]  # the first bytes hold the date of writing
        assert hashlib.sha256(one).digest() == hashlib.sha256(two).digest(), name
    assert read_table(again.register, LAND).frame.equals(read_table(office.register, LAND).frame)


def test_a_second_time_replaces_the_files(tmp_path):
    write_office_files(generate(3, LEAST), tmp_path)
    office = write_office_files(generate(4, LEAST), tmp_path)
    source = read_source(tmp_path / "map" / "parcel.shp")
    assert len(source.frame) == LEAST + (office.errors["kind"] == "doubled_feature").sum()


def test_without_openpyxl_gdal_writes_the_workbook(town, office, tmp_path, monkeypatch):
    def missing(path: Path, cells: dict) -> None:
        raise ImportError

    monkeypatch.setattr(demo_workbook, "_with_openpyxl", missing)
    plain = write_office_files(town, tmp_path)
    for sheet, headers in HEADERS.items():
        one, two = (read_table(o.register, sheet).frame for o in (plain, office))
        assert one.columns.to_list() == headers.split(" · ")
        assert len(one) == len(two)
        assert one.iloc[:, 1].to_list() == two.iloc[:, 1].to_list()


def test_a_file_that_cannot_be_written_is_named(town, tmp_path):
    (tmp_path / "register" / "register.xlsx").mkdir(parents=True)
    with pytest.raises(DemoFileError, match=r"register\.xlsx"):
        write_office_files(town, tmp_path)
