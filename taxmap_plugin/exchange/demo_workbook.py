"""The sheets of the demo's workbook besides the land, and the writing of the XLSX file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.random import Generator
from osgeo import gdal, ogr

from ..core.area import to_rai_ngan_wah
from ..core.demo_town import DemoTown
from ..core.feedback import Feedback, check_cancelled
from ..core.message import Message
from ..core.resources import load_csv
from . import demo_register as register
from .demo_layers import DemoFileError, without_nan
from .source_read import quiet_gdal

Sheets = dict[str, pd.DataFrame]
_LIVED_AND_TRADED = "2"  # of building_use_type
_SIGN_TITLE = "ทะเบียนป้าย เทศบาลตำบลสาธิต"


def other_sheets(town: DemoTown, rng: Generator) -> Sheets:
    """Owners, uses, buildings and signs as the workbook's sheets."""
    code = town.parcel.set_index("uuid")["parcel_code"]
    ids = town.owner_private.set_index("owner_uuid")["id_number"]
    holder = town.ownership.drop_duplicates(["parcel_uuid", "building_uuid", "signboard_uuid"])
    holds = {
        thing: holder.dropna(subset=[f"{thing}_uuid"])
        .set_index(f"{thing}_uuid")["owner_uuid"]
        .map(ids)
        for thing in ("parcel", "building", "signboard")
    }
    return {
        register.OWNERS: _owners(town),
        register.LAND_USE: _land_use(town, code, holds["parcel"]),
        register.BUILDINGS: _buildings(town, code, holds),
        register.BUILDING_USE: _building_use(town, holds["building"]),
        register.SIGNS: _signs(town, holds["signboard"], rng),
    }


def _numbered(frame: pd.DataFrame) -> pd.DataFrame:
    frame.insert(0, "ลำดับ", np.arange(1, len(frame) + 1))
    return without_nan(frame)


def _names(domain: str) -> dict[str, str]:
    return {row["code"]: row["th"] for row in load_csv("domains", f"{domain}.csv")}


def _owners(town: DemoTown) -> pd.DataFrame:
    own = town.owner_private
    kind = town.owner.set_index("uuid")["person_type"].reindex(own["owner_uuid"]).to_numpy()
    return _numbered(
        pd.DataFrame(
            {
                "เลขบัตรประชาชน": own["id_number"],
                "ประเภทบุคคล": pd.Series(kind).map(_names("person_type")),
                "คำนำหน้า": own["prefix"],
                "ชื่อ": own["first_name"],
                "นามสกุล": own["last_name"],
                "สัญชาติ": own["nationality"],
                "เลขที่บ้าน": own["house_no"],
                "หมู่ที่": own["moo"],
                "ซอย": own["soi"],
                "ถนน": own["road"],
                "ตำบล": own["tambon"],
                "อำเภอ": own["amphoe"],
                "จังหวัด": own["province"],
                "รหัสไปรษณีย์": own["postal_code"],
                "โทรศัพท์": own["telephone"],
            }
        )
    )


def _land_use(town: DemoTown, code: pd.Series, owner: pd.Series) -> pd.DataFrame:
    own = town.land_use
    area = [to_rai_ngan_wah(int(value)) for value in own["area"]]
    return without_nan(
        pd.DataFrame(
            {
                "เลขบัตรเจ้าของที่ดิน": own["parcel_uuid"].map(owner),
                "รหัสแปลงที่ดิน": own["parcel_uuid"].map(code),
                "ประเภทการใช้ประโยชน์": own["use_type"].map(_names("land_use_type")),
                "ไร่": [rai for rai, _, _ in area],
                "งาน": [ngan for _, ngan, _ in area],
                "ตร.วา": [float(wah) for _, _, wah in area],
                "ผู้ทำประโยชน์": own["used_for"].map(_names("land_used_for")),
                "การเกษตรที่ทำ": own["agri_type"].map(_names("agri_type")),
                "Path รูปที่ดิน": None,
                "หมายเหตุ": None,
            }
        )
    )


def _buildings(town: DemoTown, code: pd.Series, owner: dict[str, pd.Series]) -> pd.DataFrame:
    own = town.building
    use = town.building_use.set_index("building_uuid").reindex(own["uuid"])["use_type"].to_numpy()
    names = own["building_type"].map(_names("building_type"))
    return _numbered(
        pd.DataFrame(
            {
                "เลขบัตรเจ้าของที่ดิน": own["parcel_uuid"].map(owner["parcel"]),
                "เลขบัตรเจ้าของสิ่งปลูกสร้าง": own["uuid"].map(owner["building"]),
                "รหัสแปลงที่ดิน": own["parcel_uuid"].map(code),
                "รหัสสิ่งปลูกสร้าง": own["building_code"],
                "รหัสอาคาร": own["building_code"].str[-4:],
                "เลขที่บ้าน": own["house_no"],
                "หมู่ที่": own["moo"],
                "ซอย": own["soi"],
                "ถนน": own["road"],
                "ประเภทอาคาร": (own["building_type"] + " " + names).fillna(own["building_name"]),
                "โครงสร้าง": own["structure"].map(_names("structure")),
                "จำนวนชั้น": own["floors"],
                "กว้าง(ม.)": own["width_m"],
                "ยาว(ม.)": own["length_m"],
                "เนื้อที่ที่ดิน": None,
                "ปีที่สร้าง": own["built_year"],
                "ประเภทการใช้งาน": pd.Series(use).map(_names("building_use_type")),
                "พื้นที่พาณิชย์": _trade(own, use),
                "สัดส่วนกรรมสิทธิ์": "100%",
                "Path รูปภาพ": [
                    f"photos\\{c.replace('/', '_')}_1.jpg" for c in own["building_code"]
                ],
            }
        )
    )


def _trade(building: pd.DataFrame, use: np.ndarray) -> pd.Series:
    """Where people live above their shop, the floor of the shop; of a single floor half."""
    floors = building["floors"].clip(lower=2)
    floor = (building["floor_area_m2"] / floors).round(2)
    return floor.where(use == _LIVED_AND_TRADED)


def _building_use(town: DemoTown, owner: pd.Series) -> pd.DataFrame:
    own = town.building_use
    size = town.building.set_index("uuid").reindex(own["building_uuid"]).reset_index(drop=True)
    return without_nan(
        pd.DataFrame(
            {
                "เลขบัตรเจ้าของสิ่งปลูกสร้าง": own["building_uuid"].map(owner),
                "รหัสสิ่งปลูกสร้าง": own["source_building_code"],
                "ประเภทการใช้งาน": own["use_type"].map(_names("building_use_type")),
                "เต็มพื้นที่ทุกชั้น": "ใช่",
                "ชั้นที่": None,
                "กว้าง(ม.)": size["width_m"],
                "ยาว(ม.)": size["length_m"],
                "พื้นที่รวม(ตร.ม.)": own["area_m2"],
                "ขนาดพื้นที่คงเหลือ(ตร.ม.)": 0,
                "ลักษณะการใช้": own["used_for"].map(_names("building_used_for")),
                "หมายเหตุ": None,
            }
        )
    )


def _signs(town: DemoTown, owner: pd.Series, rng: Generator) -> pd.DataFrame:
    own = town.signboard
    look = rng.integers(0, 3, len(own))
    setup = pd.to_datetime(own["setup_date"])
    buddhist = [f"{d.day}/{d.month}/{d.year + 543}" for d in setup]
    serial = (setup - pd.Timestamp("1899-12-30")).dt.days.to_numpy(dtype=object)
    dates = np.select([look == 0, look == 1], [own["setup_date"], pd.Series(buddhist)], serial)
    return without_nan(
        pd.DataFrame(
            {
                "รหัสป้าย": own["signboard_code"],
                "เลขบัตรเจ้าของป้าย": own["uuid"].map(owner),
                "ชื่อสถานประกอบการค้า/กิจการ": own["signboard_name"],
                "วันที่ติดตั้งป้าย": dates,
                "บ้านเลขที่": own["house_no"],
                "หมู่": own["moo"],
                "ตรอก/ซอย": own["soi"],
                "ถนน": own["road"],
                "ชุมชน": own["community"],
                "อำเภอ": own["amphoe"],
                "ตำบล": own["tambon"],
                "ป้ายแสดง": own["signboard_type"].map(_names("signboard_type")),
                "ประเภทป้าย": own["sign_class"].map(_names("sign_class")),
                "กว้าง (ซม.)": own["width_cm"],
                "ยาว (ซม.)": own["height_cm"],
                "จำนวนด้าน": own["sides"],
                "ข้อความภายในป้าย": own["sign_text"],
                "งวดที่ติดตั้งป้าย": None,
                "จังหวัด": own["province"],
                "รหัสไปรษณีย์": own["postal_code"],
                "โทรศัพท์": None,
                "Path รูปภาพ": [
                    f"photos\\{c.replace('/', '_')}_1.jpg" for c in own["signboard_code"]
                ],
            }
        )
    )


# -- the file -------------------------------------------------------------------------


def write_workbook(path: Path, sheets: Sheets, rng: Generator, feedback: Feedback) -> None:
    """Write the sheets in the order of their names; some numbers as numbers, some as text.

    Raises DemoFileError when the file cannot be written, for example because it is open.
    """
    cells = {name: _cells(frame, rng) for name, frame in sorted(sheets.items())}
    cells[register.SIGNS].insert(0, [_SIGN_TITLE])
    check_cancelled(feedback)
    try:
        path.unlink(missing_ok=True)
        try:
            _with_openpyxl(path, cells)
        except ImportError:
            _with_gdal(path, cells)
    except (OSError, RuntimeError) as error:
        raise DemoFileError(
            Message("demo_files.not_written", file=path.name), str(error)
        ) from error
    feedback.progress(1.0)


def _cells(frame: pd.DataFrame, rng: Generator) -> list[list[Any]]:
    """Header and rows; a quarter of the texts that are plain numbers become numbers."""
    columns = []
    for name in frame.columns:
        values = frame[name].tolist()
        if name in _MAYBE_NUMBERS:
            number = rng.random(len(values)) < 0.25
            values = [int(v) if n and _is_number(v) else v for v, n in zip(values, number)]
        columns.append(values)
    return [list(frame.columns), *(list(row) for row in zip(*columns))]


_MAYBE_NUMBERS = {
    "เลขที่เอกสาร", "หน้าสำรวจ", "เล่มที่", "เลขที่ดิน", "หมู่ที่", "เลขบัตรประชาชน",
    "เลขบัตรเจ้าของที่ดิน", "ตำบล", "มาตราส่วน",
}  # fmt: skip


def _is_number(value: Any) -> bool:
    return isinstance(value, str) and value.isascii() and value.isdigit() and value[0] != "0"


def _with_openpyxl(path: Path, cells: dict[str, list[list[Any]]]) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, rows in cells.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


def _with_gdal(path: Path, cells: dict[str, list[list[Any]]]) -> None:
    """Without openpyxl: all cells as text, through GDAL."""
    with quiet_gdal():
        book = ogr.GetDriverByName("XLSX").CreateDataSource(str(path))
        if book is None:
            raise RuntimeError(gdal.GetLastErrorMsg())
        for name, rows in cells.items():
            _gdal_sheet(book, name, rows)


def _gdal_sheet(book: Any, name: str, rows: list[list[Any]]) -> None:
    header = max(rows[:2], key=len)
    layer = book.CreateLayer(name)
    for column in header:
        layer.CreateField(ogr.FieldDefn(column, ogr.OFTString))
    for row in rows:
        if row is header or len(row) < len(header):
            continue  # a title above the header has no place in a table
        feature = ogr.Feature(layer.GetLayerDefn())
        for index, value in enumerate(row):
            if value is not None:
                feature.SetField(index, str(value))
        layer.CreateFeature(feature)
