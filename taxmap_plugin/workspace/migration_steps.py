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


MIGRATIONS: Mapping[int, Migration] = {2: to_2, 3: to_3, 4: to_4, 5: to_5, 6: to_6}
"""The version a step leads to → the step; version 1 is the first."""
