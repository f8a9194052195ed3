"""The steps from one version of the structure to the next, frozen as they were released.

A step speaks of its own version only: it never asks the schema, which is always of today.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping

Migration = Callable[[sqlite3.Connection], None]

_TO_2 = (
    'ALTER TABLE "change" ADD COLUMN "document_date" DATE',
    'ALTER TABLE "parcel_history" ADD COLUMN "zone_code" TEXT',
    'ALTER TABLE "parcel_history" ADD COLUMN "lot" TEXT',
    'ALTER TABLE "parcel_history" ADD COLUMN "land_no" TEXT',
    'ALTER TABLE "parcel_history" ADD COLUMN "survey_no" TEXT',
    'ALTER TABLE "parcel_history" ADD COLUMN "map_sheet" TEXT',
    'CREATE INDEX "parcel_map_sheet" ON "parcel"("map_sheet")',
    'CREATE INDEX "parcel_history_deed_no" ON "parcel_history"("deed_no")',
    'CREATE INDEX "parcel_history_land_no" ON "parcel_history"("land_no")',
    'CREATE INDEX "parcel_history_map_sheet" ON "parcel_history"("map_sheet")',
    'CREATE INDEX "change_changed_at" ON "change"("changed_at")',
)
_FORGET_STYLES = "DELETE FROM layer_styles WHERE styleName IN ('แผนที่ภาษี', 'Tax Map')"


def to_2(opened: sqlite3.Connection) -> None:
    """Dates of documents, and what retired parcels are searched by.

    The plugin's styles are forgotten: opening the workspace writes those of the new columns.
    """
    for statement in (*_TO_2, _FORGET_STYLES):
        opened.execute(statement)


_TO_3 = (
    'ALTER TABLE "change_row" ADD COLUMN "code" TEXT',
    'CREATE INDEX "change_row_code" ON "change_row"("code")',
)
_CODES_3 = {
    "parcel": "SELECT uuid, parcel_code FROM parcel",
    "building": "SELECT uuid, building_code FROM building",
    "signboard": "SELECT uuid, signboard_code FROM signboard",
    "zone": "SELECT uuid, zone_code FROM zone",
    "block": "SELECT uuid, block_code FROM block",
}
_IMAGES_3 = "SELECT fid, row_uuid, before FROM change_row WHERE table_name = ? AND before <> ''"


def to_3(opened: sqlite3.Connection) -> None:
    """Codes that were given up are found in the before-images.

    Of the images so far each tells its code, unless the row has it today.
    """
    opened.execute(_TO_3[0])
    for name, codes in _CODES_3.items():
        column = name + "_code"
        now = dict(opened.execute(codes))
        images = opened.execute(_IMAGES_3, (name,))
        had = ((json.loads(before).get(column), fid, uuid) for fid, uuid, before in images)
        rows = [(code, fid) for code, fid, uuid in had if code and code != now.get(uuid)]
        opened.executemany("UPDATE change_row SET code = ? WHERE fid = ?", rows)
    opened.execute(_TO_3[1])


_TO_4 = 'ALTER TABLE "condo_unit" ADD COLUMN "source_building_code" TEXT'


def to_4(opened: sqlite3.Connection) -> None:
    """The building that the register of condominium units names, and its field in the form."""
    for statement in (_TO_4, _FORGET_STYLES):
        opened.execute(statement)


_TO_5 = (
    'ALTER TABLE "finding" ADD COLUMN "assigned_to" TEXT',
    'ALTER TABLE "finding" ADD COLUMN "touched_m2" REAL',
    'ALTER TABLE "finding" ADD COLUMN "things" TEXT',
    'ALTER TABLE "finding" ADD COLUMN "finding_key" TEXT',
    'ALTER TABLE "finding" ADD COLUMN "closed_at" DATETIME',
    'ALTER TABLE "finding" ADD COLUMN "reopened_at" DATETIME',
    'CREATE INDEX "finding_finding_key" ON "finding"("finding_key")',
)


def to_5(opened: sqlite3.Connection) -> None:
    """Findings are known again by their key, tell the ground they touch and when they were gone."""
    for statement in (*_TO_5, _FORGET_STYLES):
        opened.execute(statement)


_TO_6 = (
    'ALTER TABLE "assessment" ADD COLUMN "payer_key" TEXT',
    'ALTER TABLE "assessment" ADD COLUMN "item_key" TEXT',
    'ALTER TABLE "assessment" ADD COLUMN "land_group" TEXT',
    'ALTER TABLE "assessment" ADD COLUMN "tax_class" TEXT',
    'ALTER TABLE "assessment" ADD COLUMN "version" INTEGER DEFAULT 1',
    'ALTER TABLE "assessment" ADD COLUMN "superseded_by" TEXT',
    'ALTER TABLE "assessment" ADD COLUMN "change_uuid" TEXT',
    'ALTER TABLE "assessment_line" ADD COLUMN "source" TEXT',
    'ALTER TABLE "land_use" ADD COLUMN "reduction" TEXT',
    'ALTER TABLE "land_use" ADD COLUMN "outside_tax" TEXT',
    'ALTER TABLE "condo_unit" ADD COLUMN "is_main_home" BOOLEAN',
    'ALTER TABLE "condo_unit" ADD COLUMN "reduction" TEXT',
    'ALTER TABLE "condo_unit" ADD COLUMN "outside_tax" TEXT',
    'CREATE INDEX "assessment_payer_key" ON "assessment"("payer_key")',
    'CREATE INDEX "assessment_superseded_by" ON "assessment"("superseded_by")',
    'CREATE INDEX "assessment_change_uuid" ON "assessment"("change_uuid")',
)


def to_6(opened: sqlite3.Connection) -> None:
    """Assessments tell their payer, class and version, their lines the section of the law.

    Uses tell what reduces their tax or leaves them outside it, units whose main home they are.
    """
    for statement in (*_TO_6, _FORGET_STYLES):
        opened.execute(statement)


_NOW_7 = "(strftime('%Y-%m-%dT%H:%M:%fZ','now'))"
_KEEPING_7 = " ".join(
    [
        '"uuid" TEXT UNIQUE,',
        f'"created_at" DATETIME DEFAULT {_NOW_7}, "created_by" TEXT,',
        f'"updated_at" DATETIME DEFAULT {_NOW_7}, "updated_by" TEXT,',
        '"row_version" INTEGER NOT NULL DEFAULT 1',
    ]
)
_NEW_UUID_7 = " || ".join(
    [
        "lower(hex(randomblob(4))",
        *("'-'", "hex(randomblob(2))", "'-4'", "substr(hex(randomblob(2)), 2)", "'-'"),
        "substr('89AB', 1 + abs(random() % 4), 1)",
        *("substr(hex(randomblob(2)), 2)", "'-'", "hex(randomblob(6)))"),
    ]
)
_TOUCH_7 = (
    'CREATE TRIGGER "taxmap_touch_{table}" AFTER UPDATE ON "{table}" FOR EACH ROW'
    " WHEN NEW.row_version IS OLD.row_version AND OLD.uuid IS NOT NULL BEGIN"
    ' UPDATE "{table}" SET row_version = OLD.row_version + 1,'
    " updated_at = strftime('%Y-%m-%dT%H:%M:%fZ','now') WHERE fid = NEW.fid; END"
)
_UUID_7 = (
    'CREATE TRIGGER "taxmap_uuid_{table}" AFTER INSERT ON "{table}" FOR EACH ROW'
    ' WHEN NEW.uuid IS NULL BEGIN UPDATE "{table}" SET uuid = {made} WHERE fid = NEW.fid; END'
)
_TABLES_7 = {
    "stated_tax": (
        '"tax_year" INTEGER NOT NULL, "tax_kind" TEXT NOT NULL DEFAULT \'land_building\','
        ' "source_parcel_code" TEXT, "parcel_uuid" TEXT, "source_building_code" TEXT,'
        ' "building_uuid" TEXT, "owner_uuid" TEXT, "deed_no" TEXT, "tax_class" TEXT,'
        ' "base_value" INTEGER, "exempt_value" INTEGER, "taxable_value" INTEGER, "tax" INTEGER,'
        ' "source" TEXT, "note" TEXT',
        ("source_parcel_code", "parcel_uuid", "building_uuid", "owner_uuid"),
        "ภาษีตามระบบอื่น (Taxes stated elsewhere)",
        "ตัวเลขของ LTAX หรือตารางอื่นที่นำมาตรวจทาน (Figures of LTAX or any sheet to be checked against)",
    ),
    "list_row": (
        '"tax_year" INTEGER NOT NULL, "form" TEXT NOT NULL DEFAULT \'pds3\','
        ' "list_set" TEXT NOT NULL, "list_page" TEXT NOT NULL, "list_row" TEXT NOT NULL,'
        ' "payer_key" TEXT, "parcel_uuid" TEXT, "building_uuid" TEXT, "condo_unit_uuid" TEXT,'
        ' "posted_date" DATE',
        ("list_set", "payer_key", "parcel_uuid", "building_uuid", "condo_unit_uuid"),
        "ลำดับในบัญชีที่ประกาศ (Rows of announced lists)",
        "ชุด หน้า ลำดับ ของแต่ละรายการใน ภ.ด.ส.3 และ ภ.ด.ส.4 ที่ประกาศ"
        " (Set, page and row of each item in the lists that were posted)",
    ),
    "special_property": (
        '"kind" TEXT NOT NULL, "parcel_uuid" TEXT, "building_uuid" TEXT, "signboard_uuid" TEXT,'
        ' "answers" TEXT, "ruling" TEXT NOT NULL DEFAULT \'open\', "ruling_letter" TEXT,'
        ' "ruling_date" DATE, "note" TEXT',
        ("parcel_uuid", "building_uuid", "signboard_uuid"),
        "ทรัพย์สินพิเศษ (Special property)",
        "ที่รัฐ วัด ส.ป.ก. เสาสัญญาณ และอื่น ๆ ที่ต้องวินิจฉัยเป็นราย"
        " (State land, temples, land reform, towers and others that need a ruling each)",
    ),
}
_TO_7 = (
    'ALTER TABLE "payment" ADD COLUMN "payer_key" TEXT',
    'ALTER TABLE "payment" ADD COLUMN "source_parcel_code" TEXT',
    'ALTER TABLE "notice" ADD COLUMN "payer_key" TEXT',
    'CREATE INDEX "payment_payer_key" ON "payment"("payer_key")',
    'CREATE INDEX "notice_payer_key" ON "notice"("payer_key")',
    'CREATE INDEX "building_source_parcel_code" ON "building"("source_parcel_code")',
    'CREATE INDEX "signboard_source_parcel_code" ON "signboard"("source_parcel_code")',
    'CREATE INDEX "finding_check_id" ON "finding"("check_id")',
)
_CONTENTS_7 = (
    "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, srs_id)"
    " VALUES (?, 'attributes', ?, ?, 0)"
)


def to_7(opened: sqlite3.Connection) -> None:
    """Taxes stated elsewhere, rows of announced lists and special property are kept.

    Payments and notices tell their payer; codes as they came of buildings and signs are found fast.
    """
    for name, (columns, indexes, identifier, description) in _TABLES_7.items():
        key = '"fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL'
        opened.execute(f'CREATE TABLE "{name}" ( {key}, {columns}, {_KEEPING_7})')
        for column in indexes:
            opened.execute(f'CREATE INDEX "{name}_{column}" ON "{name}"("{column}")')
        opened.execute(_TOUCH_7.format(table=name))
        opened.execute(_UUID_7.format(table=name, made=_NEW_UUID_7))
        opened.execute(_CONTENTS_7, (name, identifier, description))
    for statement in (*_TO_7, _FORGET_STYLES):
        opened.execute(statement)


MIGRATIONS: Mapping[int, Migration] = {2: to_2, 3: to_3, 4: to_4, 5: to_5, 6: to_6, 7: to_7}
"""The version a step leads to → the step; version 1 is the first."""
