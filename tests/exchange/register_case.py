"""A small six-sheet workbook with invented people, and ways to change it."""

from __future__ import annotations

import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

import openpyxl

from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.exchange.register_import import RegisterReport, import_register
from taxmap_plugin.exchange.register_workbook import read_register
from taxmap_plugin.workspace.store import Workspace

OWNER = "1_เจ้าของทรัพย์สิน"
LAND = "2_ที่ดิน"
LAND_USE = "2_ที่ดิน_ใช้ประโยชน์"
BUILDING = "3_สิ่งปลูกสร้าง"
BUILDING_USE = "3_สิ่งปลูกสร้าง_ใช้ประโยชน์"
SIGN = "ป้าย"

ONE, TWO, THREE = "9000000000013", "9000000000021", "9000000000030"

HEADERS = {
    OWNER: "ลำดับ เลขบัตรประชาชน ประเภทบุคคล คำนำหน้า ชื่อ นามสกุล สัญชาติ เลขที่บ้าน หมู่ที่ "
    "ซอย ถนน ตำบล อำเภอ จังหวัด รหัสไปรษณีย์ โทรศัพท์",
    LAND: "ลำดับ เลขบัตรเจ้าของที่ดิน รหัสแปลงที่ดิน ประเภทเอกสาร เลขที่เอกสาร หน้าสำรวจ เล่มที่ "
    "ระวาง แผนที่ระวางภูมิประเทศ ระวางUTM มาตราส่วน เลขที่ดิน หมู่ที่ ไร่ งาน ตร.วา ตำบล อำเภอ "
    "จังหวัด รวมราคาประเมินที่ดิน_(บาท) ประเภทการใช้ประโยชน์ ผู้ทำประโยชน์ การเกษตรที่ทำ Path_รูปที่ดิน",
    LAND_USE: "เลขบัตรเจ้าของที่ดิน รหัสแปลงที่ดิน ประเภทการใช้ประโยชน์ ไร่ งาน ตร.วา ผู้ทำประโยชน์ "
    "การเกษตรที่ทำ Path_รูปที่ดิน หมายเหตุ",
    BUILDING: "ลำดับ เลขบัตรเจ้าของที่ดิน เลขบัตรเจ้าของสิ่งปลูกสร้าง รหัสแปลงที่ดิน รหัสสิ่งปลูกสร้าง "
    "รหัสอาคาร เลขที่บ้าน หมู่ที่ ซอย ถนน ประเภทอาคาร โครงสร้าง จำนวนชั้น กว้าง(ม.) ยาว(ม.) "
    "เนื้อที่ที่ดิน ปีที่สร้าง ประเภทการใช้งาน พื้นที่พาณิชย์ สัดส่วนกรรมสิทธิ์ Path_รูปภาพ",
    BUILDING_USE: "เลขบัตรเจ้าของสิ่งปลูกสร้าง รหัสสิ่งปลูกสร้าง ประเภทการใช้งาน เต็มพื้นที่ทุกชั้น ชั้นที่ "
    "กว้าง(ม.) ยาว(ม.) พื้นที่รวม(ตร.ม.) ขนาดพื้นที่คงเหลือ(ตร.ม.) ลักษณะการใช้ หมายเหตุ",
    SIGN: "รหัสป้าย เลขบัตรเจ้าของป้าย ชื่อสถานประกอบการค้า/กิจการ วันที่ติดตั้งป้าย บ้านเลขที่ หมู่ "
    "ตรอก/ซอย ถนน ชุมชน อำเภอ ตำบล ป้ายแสดง ประเภทป้าย กว้าง_(ซม.) ยาว_(ซม.) จำนวนด้าน "
    "ข้อความภายในป้าย งวดที่ติดตั้งป้าย จังหวัด รหัสไปรษณีย์ โทรศัพท์ Path_รูปภาพ",
}

Row = dict[str, Any]


@lru_cache(maxsize=None)
def _new_file() -> bytes:
    office = Municipality(name="เทศบาลตำบลสมมุติ", epsg=32647, tax_year=2569)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new.gpkg"
        Workspace.create(path, office)
        return path.read_bytes()


def empty_workspace(path: Path) -> Workspace:
    """A new workspace of an invented office; made once, copied for each test."""
    path.write_bytes(_new_file())
    return Workspace.open(path)


def bring_in(ws: Workspace, path: Path) -> RegisterReport:
    """Import a workbook into the workspace."""
    return import_register(ws, read_register(path))


def rows() -> dict[str, list[Row]]:
    """Three owners, four titles (one shared), uses, two buildings, one sign."""
    return {
        OWNER: [
            {"เลขบัตรประชาชน": ONE, "คำนำหน้า": "นาย", "ชื่อ": "สมมุติ", "นามสกุล": "ทดลอง",
             "ตำบล": "500111", "จังหวัด": "50", "โทรศัพท์": "000-000-0001"},
            {"เลขบัตรประชาชน": int(TWO), "คำนำหน้า": "นาง", "ชื่อ": "สมมุติ", "นามสกุล": "ตัวอย่าง"},
            {"เลขบัตรประชาชน": THREE, "ชื่อ": "บริษัท สมมุติ จำกัด"},
        ],
        LAND: [
            {"เลขบัตรเจ้าของที่ดิน": ONE, "รหัสแปลงที่ดิน": "01A001", "ประเภทเอกสาร": "โฉนดที่ดิน",
             "เลขที่เอกสาร": "0632", "หน้าสำรวจ": 12, "ระวาง": "4746 II 9472-15", "มาตราส่วน": "1:1000",
             "เลขที่ดิน": 7, "ไร่": 1, "งาน": 2, "ตร.วา": 34.5, "รวมราคาประเมินที่ดิน (บาท)": "130,000",
             "ประเภทการใช้ประโยชน์": "1", "Path รูปที่ดิน": "photos\\01A001_1.jpg"},
            {"เลขบัตรเจ้าของที่ดิน": ONE, "รหัสแปลงที่ดิน": "01A002", "ประเภทเอกสาร": "โฉนด",
             "เลขที่เอกสาร": 633, "แผนที่ระวางภูมิประเทศ": "4746 II", "ระวางUTM": "9472-15",
             "มาตราส่วน": 1000, "เลขที่ดิน": "8", "ไร่": 0, "งาน": 1, "ตร.วา": 0},
            {"เลขบัตรเจ้าของที่ดิน": TWO, "รหัสแปลงที่ดิน": "01A002", "ประเภทเอกสาร": "โฉนด",
             "เลขที่เอกสาร": 633, "ระวางUTM": "4746 II 9472-15", "มาตราส่วน": 1000,
             "เลขที่ดิน": "8", "ไร่": 0, "งาน": 1, "ตร.วา": 0},
            {"เลขบัตรเจ้าของที่ดิน": THREE, "รหัสแปลงที่ดิน": "01A003", "ประเภทเอกสาร": "ไม่รู้จัก",
             "เลขที่เอกสาร": "๑๒๓๔", "ไร่": 2, "งาน": 5, "ตร.วา": 0},
            {"เลขบัตรเจ้าของที่ดิน": THREE, "ไร่": 2},
        ],
        LAND_USE: [
            {"รหัสแปลงที่ดิน": "01A001", "ประเภทการใช้ประโยชน์": "1", "ไร่": 1, "งาน": 0, "ตร.วา": 0},
            {"รหัสแปลงที่ดิน": "01A001", "ประเภทการใช้ประโยชน์": "2", "ไร่": 0, "งาน": 2, "ตร.วา": 34.5},
        ],
        BUILDING: [
            {"เลขบัตรเจ้าของสิ่งปลูกสร้าง": ONE, "รหัสแปลงที่ดิน": "01A001",
             "รหัสสิ่งปลูกสร้าง": "01A001-B001", "ประเภทอาคาร": "103 บ้านตึกชั้นเดียว",
             "จำนวนชั้น": 2, "กว้าง(ม.)": "8", "ยาว(ม.)": 12.5,
             "ปีที่สร้าง": 2550, "สัดส่วนกรรมสิทธิ์": "1/2"},
            {"เลขบัตรเจ้าของสิ่งปลูกสร้าง": TWO, "รหัสสิ่งปลูกสร้าง": "01A002B1"},
            {"เลขบัตรเจ้าของสิ่งปลูกสร้าง": TWO},
        ],
        BUILDING_USE: [
            {"รหัสสิ่งปลูกสร้าง": "01A001-B001", "ประเภทการใช้งาน": "1", "ชั้นที่": "1",
             "พื้นที่รวม(ตร.ม.)": 100},
        ],
        SIGN: [
            {"รหัสป้าย": "01A001-P001", "เลขบัตรเจ้าของป้าย": ONE, "วันที่ติดตั้งป้าย": "1/5/2567",
             "กว้าง (ซม.)": 100, "ยาว (ซม.)": 200, "จำนวนด้าน": 1, "ข้อความภายในป้าย": "ร้านสมมุติ"},
        ],
    }  # fmt: skip


def write(path: Path, content: dict[str, list[Row]]) -> Path:
    """The workbook as an office would keep it."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, header in HEADERS.items():
        sheet = book.create_sheet(name)
        columns = [column.replace("_", " ") for column in header.split()]
        sheet.append(columns)
        for row in content.get(name, []):
            sheet.append([row.get(column) for column in columns])
    book.save(path)
    return path
