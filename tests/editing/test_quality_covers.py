"""What an import or an edit filed stays until its cause is gone, be it under the name of a rule."""

from __future__ import annotations

import pytest
import shapely

from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.message import Message
from taxmap_plugin.editing.quality_check import check_quality

from . import land_case
from .land_case import at, box

BOW_TIE = shapely.Polygon([at(*p) for p in [(0, -9), (9, -1), (9, -9), (0, -1)]])
STANDS = [
    # no rule looks for it: it stays as it is
    ("layer_codes.no_code", "building", {"building_code": None, "source_code": None}, None),
    ("parcel_code.contradiction", "parcel", {"source_code": "01A001"}, None),
    ("layer_codes.composed", "parcel", {}, None),
    ("layer_codes.retired", "parcel", {"parcel_code": None, "source_code": "01A099"}, None),
    ("geometry_check.invalid", "water", {"geom": BOW_TIE}, None),
    ("layer_units.nowhere", "house_number", {"geom": shapely.Point(at(-9, -9))}, None),
    ("layer_units.no_such_parcel", "house_number", {"geom": shapely.Point(at(1, 1))}, None),
    ("out_of_bounds.beyond", "parcel", {}, None),
    ("out_of_bounds.it_alone", "block", {}, None),
    ("same_place.building", "building", {"geom": box(5, 5, 12, 11)}, None),
    ("code_place.not_drawn", "parcel", {"parcel_code": "01C001"}, None),
    # a rule looks for the same: it is the rule's from then on
    ("layer_codes.no_code", "parcel", {"parcel_code": None}, "code_blank"),
    (
        "parcel_code.unit",
        "building",
        {"building_code": None, "source_code": "01A001-1"},
        "unit_form",
    ),
    ("building_across.partly", "building", {"geom": box(-3, 5, 4, 12)}, "unit_off_land"),
    ("parcel_code.zone", "parcel", {"parcel_code": None, "source_code": "1A001"}, "code_form"),
    (
        "layer_codes.malformed_but",
        "parcel",
        {"parcel_code": None, "source_code": "01A.001"},
        "code_form",
    ),
    (
        "layer_codes.repeated",
        "parcel",
        {"parcel_code": None, "source_code": "01A002"},
        "code_duplicate",
    ),
    (
        "layer_codes.repeated",
        "building",
        {"building_code": None, "source_code": "01A001-B002"},
        "unit_duplicate",
    ),
    (
        "layer_units.no_such_parcel",
        "building",
        {"building_code": None, "source_parcel_code": "01A044"},
        "unit_parcel_missing",
    ),
    ("layer_units.nowhere", "building", {"geom": box(5, -40, 12, -30)}, "unit_no_land"),
    ("layer_units.elsewhere", "building", {"geom": box(45, 5, 52, 12)}, "unit_elsewhere"),
    ("building_across.divided", "building", {"geom": box(36, 5, 44, 12)}, "unit_across"),
    ("code_place.elsewhere", "parcel", {"parcel_code": "01B001"}, "code_elsewhere"),
    ("code_place.outside", "parcel", {"geom": box(0, -30, 40, -1)}, "outside_blocks"),
]
"""What was filed of the first thing of a table, what makes it so, and the rule that takes it."""


def file(ws, check: str, table: str, values: dict) -> None:
    known = ws.rows(table, ["uuid"])
    with ws.transaction("import") as tx:
        if known:
            uuid = known[0]["uuid"]
            tx.update_rows(table, [{"uuid": uuid, **values}] if values else [])
        else:
            (uuid,) = tx.insert_rows(table, [values])
        row = {"check_id": check, "message": Message(check), "severity": "warning"}
        tx.insert_rows("finding", [{**row, "subject_table": table, "subject_uuid": uuid}])


@pytest.mark.parametrize(
    ("check", "table", "values", "taker"), STANDS, ids=[f"{one[0]} {one[1]}" for one in STANDS]
)
def test_a_first_check_closes_nothing_whose_cause_still_stands(
    tmp_path, check, table, values, taker
):
    ws = land_case.make(tmp_path)
    file(ws, check, table, values)
    uuid = ws.read("finding", ["uuid"])["uuid"].iloc[0]
    check_quality(ws, Silent())
    row = ws.rows("finding", ["check_id", "state"], "uuid = ?", [uuid])[0]
    assert row == {"check_id": f"quality.{taker}" if taker else check, "state": "open"}


@pytest.mark.parametrize(
    ("check", "table"),
    [
        ("geometry_check.invalid", "parcel"),
        ("layer_codes.no_code", "parcel"),
        ("layer_codes.repeated", "building"),
        ("layer_units.no_such_parcel", "building"),
        ("layer_units.nowhere", "building"),
    ],
)
def test_what_was_put_right_before_the_first_check_is_closed_by_it(tmp_path, check, table):
    ws = land_case.make(tmp_path)
    file(ws, check, table, {})
    check_quality(ws, Silent())
    assert set(ws.read("finding", where=f"check_id = '{check}'")["state"]) == {"fixed"}
