"""Every source row ends in the map or set aside with its reason, and nothing comes twice."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
import shapely

from taxmap_plugin.core.columns import Profile, target_labels
from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.message import render
from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.errors import Cancelled
from taxmap_plugin.exchange.datum_guard import DatumChoice, DatumRefused
from taxmap_plugin.exchange.layer_import import import_layer
from taxmap_plugin.exchange.layer_prepare import MappingError
from taxmap_plugin.exchange.layer_profile import suggest_profile
from taxmap_plugin.exchange.source import Source, read_source, source_from_arrays
from taxmap_plugin.workspace.schema import tables
from taxmap_plugin.workspace.store import Workspace

E0, N0 = 500_000, 2_070_000


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    return Workspace.create(
        tmp_path / "เทศบาลทดสอบ.gpkg", Municipality("เทศบาลทดสอบ"), user="ผู้ทดสอบ"
    )


def box(column: float, row: float = 0, width: float = 20, height: float = 40) -> shapely.Polygon:
    x, y = E0 + 20 * column, N0 + 40 * row
    return shapely.box(x, y, x + width, y + height)


def layer(rows: list[tuple], names: str, epsg: int = 32647, file: str = "parcel.shp") -> Source:
    """Rows of ``(shape, value, …)`` as a source read from ``file``."""
    columns = names.split()
    frame = pd.DataFrame([row[1:] for row in rows], columns=columns, dtype=object)
    return source_from_arrays(frame, [row[0] for row in rows], epsg, file)


def parcels(*codes, names: str = "PARCEL_COD", **how) -> Source:
    """Parcels side by side with these codes (or tuples of values)."""
    rows = [
        (box(i), *(code if isinstance(code, tuple) else (code,))) for i, code in enumerate(codes)
    ]
    return layer(rows, names, **how)


def read(ws: Workspace, table: str = "parcel") -> pd.DataFrame:
    return ws.read(table)


def found(ws: Workspace, state: str = "open") -> list[tuple]:
    """Findings as (what, row of the source)."""
    rows = ws.read("finding", ["check_id", "row_number"], "state = ? ORDER BY row_number", (state,))
    return list(rows.itertuples(index=False, name=None))


# --- codes ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("names", "values", "code"),
    [
        ("PARCEL_COD", ("01A001",), "01A001"),
        ("PARCEL_COD", ("01a001 ",), "01A001"),
        ("PARCEL_COD", ("๐๑A๐๐๑",), "01A001"),
        ("PARCEL_COD", ("09M002/002",), "09M002/002"),
        ("ZONE_ID BLOCK_ID LOT", ("01", "A", "002"), "01A002"),
        ("ZONE_ID BLOCK_ID LOT", ("02", "02S", "015/004"), "02S015/004"),
        ("BLOCK_ID LOT", ("02S", "015"), "02S015"),
        ("PARCEL_COD ZONE_ID BLOCK_ID LOT", (None, "01", "A", "002"), "01A002"),
        ("PARCEL_COD ZONE_ID BLOCK_ID LOT", ("01A009", "01", "A", "002"), "01A009"),
        ("PARCEL_COD ZONE_ID BLOCK_ID LOT", ("None", "01", "01A", "๐๐๒"), "01A002"),
    ],
)
def test_code_is_understood(ws, names, values, code):
    report = import_layer(ws, parcels(values, names=names))
    row = read(ws).iloc[0]
    assert row["parcel_code"] == code
    assert row["zone_code"] + row["block_code"][2:] + row["lot"] == code
    assert report.inserted == 1


@pytest.mark.parametrize("text", ["01A1", "1A001", "01C018-002", "01A001/1", "0632", "ก"])
def test_malformed_code_enters_without_code_and_is_never_repaired(ws, text):
    import_layer(ws, parcels("01A001", text))
    row = read(ws).iloc[1]
    assert row["parcel_code"] is None
    assert row["source_code"] == text
    assert [number for _, number in found(ws)] == [2]


def test_malformed_code_beside_good_parts_is_offered_not_taken(ws):
    import_layer(ws, parcels(("01A1", "01", "A", "001"), names="PARCEL_COD ZONE_ID BLOCK_ID LOT"))
    row = read(ws).iloc[0]
    assert (row["parcel_code"], row["source_code"], row["block_code"]) == (None, "01A1", "01A")
    message = json.loads(ws.read("finding")["message"].iat[0])
    assert (message["id"], message["offer"]) == ("layer_codes.malformed_but", "01A001")


def test_code_and_parts_that_disagree_are_told(ws):
    import_layer(ws, parcels(("01A001", "01", "A", "002"), names="PARCEL_COD ZONE_ID BLOCK_ID LOT"))
    assert read(ws)["parcel_code"].tolist() == ["01A001"]
    assert found(ws) == [("parcel_code.contradiction", 1)]


@pytest.mark.parametrize("nothing", [None, "", " ", "None", "NULL", "<Null>", "-", "–"])
def test_blank_code(ws, nothing):
    import_layer(ws, parcels("01A001", nothing))
    row = read(ws).iloc[1]
    assert (row["parcel_code"], row["source_code"]) == (None, None)
    assert found(ws) == [("layer_codes.no_code", 2)]


def test_a_map_that_was_never_numbered_is_no_finding_a_parcel(ws):
    import_layer(ws, parcels(None, None, None))
    assert found(ws) == []


@pytest.mark.parametrize("nothing", [None, " ", "-"])
def test_a_map_with_blocks_and_no_lots_yet_is_no_finding_a_parcel(ws, nothing):
    rows = (("01", "A", nothing), ("1", "01A", nothing), ("01", nothing, nothing))
    import_layer(ws, parcels(*rows, names="ZONE_ID BLOCK_ID LOT"))
    assert found(ws) == []
    assert read(ws)["block_code"].tolist() == ["01A", "01A", None]
    assert read(ws)["source_code"].isna().all()


def test_a_block_that_is_none_is_said_without_a_lot_too(ws):
    import_layer(ws, parcels(("01", "AB", "-"), ("020", "-", "-"), names="ZONE_ID BLOCK_ID LOT"))
    assert found(ws) == [("parcel_code.block_part", 1), ("parcel_code.zone_part", 2)]


def test_code_that_stands_twice_is_given_to_none(ws):
    report = import_layer(ws, parcels("01A001", "01A002", "๐๑a๐๐๑"))
    rows = read(ws)
    assert rows["parcel_code"].tolist() == [None, "01A002", None]
    assert rows["source_code"].tolist() == ["01A001", "01A002", "๐๑a๐๐๑"]
    assert found(ws) == [("layer_codes.repeated", 1), ("layer_codes.repeated", 3)]
    assert (report.inserted, report.set_aside) == (3, 0)


@pytest.mark.parametrize(
    ("table", "names", "values", "column", "code"),
    [
        ("zone", "zone_id", ("01",), "zone_code", "01"),
        ("zone", "zone_id", ("1",), "zone_code", "01"),
        ("zone", "zone_id", ("020",), "zone_code", None),
        ("block", "block_id", ("01B",), "block_code", "01B"),
        ("block", "zone_id block_id", ("01", "B"), "block_code", "01B"),
        ("block", "zone_id block_id", ("02", "01B"), "block_code", None),
        ("block", "block_id", ("B",), "block_code", None),
    ],
)
def test_codes_of_zones_and_blocks(ws, table, names, values, column, code):
    source = parcels(values, names=names)
    mapping = {"zone_id": "zone_code", "block_id": "block_code"}
    profile = Profile("p", table, {name: mapping[name] for name in names.split()})
    import_layer(ws, source, profile)
    row = read(ws, table).iloc[0]
    assert row[column] == code
    assert row["source_code"] == values[-1]
    assert len(found(ws)) == (code is None)


# --- attributes -----------------------------------------------------------------------------


def test_attributes_of_a_land_office_file(ws):
    names = "PARCEL_COD Chanod_no SURVEY LAND_NO land_type UTMMAP1 UTMMAP2 UTMMAP3 UTMMAP4"
    names += " UTMSCALE RAI NGAN WAH colour"
    values = (
        "01A001", "๐๖๓๒", "1,204", 632.0, "โฉนดที่ดิน",
        "4746", "2", "9472", "15", "1000", 1, 2, 34.5, "แดง",
    )  # fmt: skip
    import_layer(ws, parcels(values, names=names), datum=DatumChoice(trust=True))
    row = read(ws).iloc[0]
    assert row["deed_no"] in ("0632", "๐๖๓๒")
    assert row["land_no"] == "632"
    assert row["document_type"] == "1"
    assert row["map_sheet"] == "4746 II 9472-15 1:1000"
    assert row["source_map_sheet"] == "4746 2 9472 15"
    assert (row["map_scale"], row["document_area"]) == (1000, 63450)
    raw = json.loads(ws.read("import_row", ["raw"])["raw"].iat[0])
    assert raw["colour"] == "แดง"  # no column of ours, kept as it came
    assert raw["Chanod_no"] == "๐๖๓๒"


@pytest.mark.parametrize(
    ("column", "value", "target", "stored", "told"),
    [
        ("land_type", "โฉนดทีดิน", "document_type", None, "document_type.perhaps"),
        ("land_type", "ไม่รู้จัก", "document_type", None, "document_type.unknown"),
        ("Scale", "400", "map_scale", None, "values.scale_perhaps"),
        ("Scale", "1:4000", "map_scale", 4000, None),
        ("Mapsheet", "\n5838 III 1410-00", "map_sheet", "5838 III 1410-00 1:4000", None),
        ("Mapsheet", "583831812", "map_sheet", "5838 III 1812-00 1:4000", None),
        ("Mapsheet", "ภาพถ่าย", "map_sheet", None, "map_sheet.other"),
        ("เนื้อที่", "1-2-34.5", "document_area", 63450, None),
        ("เนื้อที่", "1-9-34.5", "document_area", None, "area.too_large"),
        ("รวมเนื้อที่ทั้งหมด (ตร.ว.)", "634.5", "document_area", 63450, None),
        ("รวมเนื้อที่ทั้งหมด (ตร.ว.)", "มาก", "document_area", None, "layer_values.area"),
    ],
)
def test_one_value(ws, column, value, target, stored, told):
    mapping = {
        "land_type": "document_type",
        "Scale": "map_scale",
        "Mapsheet": "map_sheet",
        "เนื้อที่": "area_text",
        "รวมเนื้อที่ทั้งหมด (ตร.ว.)": "total_wah",
    }
    frame = pd.DataFrame({"code": ["01A001"], column: [value]}, dtype=object)
    source = source_from_arrays(frame, [box(0)], 32647, "p.shp")
    profile = Profile("p", "parcel", {"code": "parcel_code", column: mapping[column]})
    import_layer(ws, source, profile)
    row = read(ws).iloc[0]
    assert (None if pd.isna(row[target]) else row[target]) == stored
    assert [kind for kind, _ in found(ws)] == ([told] if told else [])


# --- shapes ---------------------------------------------------------------------------------

SQUARE = box(0)
BOW_TIE = shapely.from_wkt(
    f"POLYGON(({E0} {N0},{E0 + 9} {N0 + 9},{E0 + 9} {N0},{E0} {N0 + 9},{E0} {N0}))"
)


def test_every_row_has_one_fate_and_counts_add_up(ws):
    rows = [
        (SQUARE, "01A001"),
        (SQUARE, "01A001"),  # an exact double
        (SQUARE, "01A002"),  # the same shape, another parcel
        (None, "01A003"),
        (shapely.Polygon(), "01A004"),
        (BOW_TIE, "01A005"),
        (shapely.force_3d(box(1), 7.0), "01A006"),
        (shapely.MultiPolygon([box(2), box(4)]), "01A007"),
        (shapely.Point(E0, N0), "01A008"),
    ]
    report = import_layer(ws, layer(rows, "PARCEL_COD"))
    assert report.adds_up
    assert (report.rows, report.inserted, report.set_aside) == (9, 5, 4)
    assert report.reasons == {
        "layer_prepare.double": 1,
        "layer_shape.no_shape": 1,
        "layer_shape.empty_shape": 1,
        "layer_shape.wrong_kind": 1,
    }
    fates = ws.read("import_row", ["row_number", "fate", "target_uuid"])
    assert fates["row_number"].tolist() == list(range(1, 10))
    assert fates["fate"].value_counts().to_dict() == {"inserted": 5, "set_aside": 4}
    entered = fates[fates["fate"] == "inserted"]
    assert set(entered["target_uuid"]) == set(read(ws)["uuid"])
    batch = ws.read("import_batch").iloc[0]
    assert (batch["row_count"], batch["inserted"], batch["set_aside"]) == (9, 5, 4)


def test_the_double_names_the_row_it_doubles(ws):
    import_layer(ws, layer([(box(1), "x"), (SQUARE, "01A001"), (SQUARE, "01A001")], "PARCEL_COD"))
    aside = ws.read("import_row", None, "fate = 'set_aside'").iloc[0]
    assert aside["row_number"] == 3
    assert json.loads(aside["reason"]) == {"id": "layer_prepare.double", "row": 2}
    assert read(ws)["parcel_code"].tolist() == [None, "01A001"]  # not repeated: its double is out


def test_broken_ring_enters_as_it_is_with_its_place(ws):
    import_layer(ws, layer([(BOW_TIE, "01A001")], "PARCEL_COD"))
    assert read(ws)["geom"][0].equals_exact(shapely.MultiPolygon([BOW_TIE]), 0)
    finding = ws.read("finding").iloc[0]
    assert finding["check_id"] == "geometry_check.invalid"
    assert finding["geom"] == shapely.Point(E0 + 4.5, N0 + 4.5)
    assert finding["subject_code"] == "01A001"


def test_heights_are_dropped_and_kept_in_the_source_row(ws):
    report = import_layer(ws, layer([(shapely.force_3d(SQUARE, 7.0), "01A001")], "PARCEL_COD"))
    assert not read(ws)["geom"][0].has_z
    assert "import_report.heights_dropped" in [m.id for m in report.messages]
    raw = ws.read("import_row", ["raw_geom"])["raw_geom"].iat[0]
    assert shapely.from_wkb(raw).has_z


# --- datum ----------------------------------------------------------------------------------


def test_indian_1975_is_carried_to_the_workspace(ws):
    """Golden point of practice.md §5.3, in a workspace of WGS 84 / UTM 47N."""
    x, y = 647_023, 1_683_144
    shape = shapely.box(x, y, x + 20, y + 20)
    import_layer(ws, layer([(shape, "01A001")], "PARCEL_COD", epsg=24047))
    corner = read(ws)["geom"][0].bounds[:2]
    assert corner == pytest.approx((x - 333, y + 303), abs=3)


def sheeted(shift: float, epsg: int | None, count: int = 60) -> Source:
    """Parcels of Indian 1975 in their right 1:1000 sheets, ``shift`` metres off to the east."""
    rows = []
    for i in range(count):
        sheet = i % 16
        x = 494_000 + sheet % 4 * 500 + 20 + 7 * (i // 16) * 15 + shift
        y = 2_072_000 + (3 - sheet // 4) * 500 + 20 + 7 * (i // 16) * 15
        shape = shapely.box(x, y, x + 15, y + 15)
        rows.append((shape, f"01A{i + 1:03d}", f"4746 II 9472-{sheet + 1:02d}", "1000"))
    return layer(rows, "PARCEL_COD Mapsheet Scale", epsg=epsg)


def test_right_datum_enters_and_says_so(ws):
    report = import_layer(ws, sheeted(0, 24047))
    assert report.inserted == 60
    assert [m.id for m in report.messages][:1] == ["datum_guess.certain"]


@pytest.mark.parametrize("count", [60, 16, 8])
def test_wrong_datum_does_not_enter(ws, count):
    with pytest.raises(DatumRefused) as caught:
        import_layer(ws, sheeted(0, 32647, count))
    assert caught.value.message.id == "datum_guard.contradicts"
    assert (ws.count("parcel"), ws.count("import_batch")) == (0, 0)


def test_too_few_sheets_to_judge_is_said_not_passed_over(ws):
    report = import_layer(ws, sheeted(0, 32647, count=5))
    assert "datum_guess.too_few" in [message.id for message in report.messages]


def test_officer_may_put_it_right_or_insist(ws, tmp_path):
    import_layer(ws, sheeted(0, 32647), datum=DatumChoice(put_right=True))
    other = Workspace.create(tmp_path / "b.gpkg", Municipality("ข"))
    import_layer(other, sheeted(0, 32647), datum=DatumChoice(trust=True))
    right, insisted = read(ws)["geom"][0], read(other)["geom"][0]
    assert right.distance(insisted) > 300
    third = Workspace.create(tmp_path / "c.gpkg", Municipality("ค"))
    import_layer(third, sheeted(0, 24047))
    assert read(third)["geom"][0].equals_exact(right, 0.001)


def test_undeclared_datum_is_told_by_the_sheets_or_refused(ws):
    import_layer(ws, sheeted(0, None))
    assert ws.count("parcel") == 60
    with pytest.raises(DatumRefused) as caught:
        import_layer(ws, parcels("01A001", epsg=None, file="other.shp"))
    assert caught.value.message.id == "datum_guard.no_crs"


def test_undeclared_datum_that_a_few_sheets_only_make_probable_is_asked_for(ws):
    with pytest.raises(DatumRefused) as caught:
        import_layer(ws, sheeted(0, None, 16))
    assert caught.value.message.id == "datum_guard.no_crs_probably"
    assert "Indian 1975" in render(caught.value.message, "en")
    assert import_layer(ws, sheeted(0, None, 16), datum=DatumChoice(put_right=True)).inserted == 16


def test_scale_that_only_the_sheet_name_says(ws):
    values = [("5838III1414", None), ("4746 II 9472-15 1:1000", "-"), ("4746II9472", "400")]
    source = parcels(*values, names="Mapsheet Scale")
    import_layer(ws, source, suggest_profile(source, "parcel"), DatumChoice(trust=True))
    scale = read(ws)["map_scale"]
    assert scale[:2].tolist() == [4000, 1000]
    assert pd.isna(scale[2])  # a wrong scale is said, not repaired


def test_layer_far_from_thailand_is_refused(ws):
    with pytest.raises(DatumRefused) as caught:
        import_layer(ws, layer([(shapely.box(0, 0, 1, 1), "01A001")], "PARCEL_COD", epsg=4326))
    assert caught.value.message.id == "datum_guard.outside_thailand"


@pytest.mark.parametrize(("zone", "declared"), [(47, 32648), (48, 32647), (47, 24048)])
def test_file_that_names_the_wrong_zone_but_still_lies_in_thailand(tmp_path, zone, declared):
    ws = Workspace.create(tmp_path / "z.gpkg", Municipality("ทดสอบ", epsg=32600 + zone))
    source = parcels("01A001", "01A002", epsg=declared)
    with pytest.raises(DatumRefused) as caught:
        import_layer(ws, source)
    assert caught.value.message.id in ("datum_guard.other_zone", "datum_guard.outside_thailand")
    assert import_layer(ws, source, datum=DatumChoice(epsg=32600 + zone)).inserted == 2


def test_layer_a_little_beyond_the_zone_is_of_this_office(ws):
    beside = source_from_arrays(
        pd.DataFrame({"PARCEL_COD": ["01A001"]}), [shapely.Point(102.7, 15).buffer(1e-4)], 4326
    )
    assert import_layer(ws, beside).inserted == 1


# --- the same file again --------------------------------------------------------------------


def test_same_file_again_changes_nothing(ws):
    source = parcels("01A001", "01A001", None, "x", "01A002")
    import_layer(ws, source)
    before = read(ws)
    report = import_layer(ws, source)
    assert (report.inserted, report.updated, report.unchanged) == (0, 0, 5)
    pd.testing.assert_frame_equal(read(ws), before)
    assert len(found(ws)) == 4  # not said twice


def test_changed_values_are_updated_by_code_and_listed(ws):
    names = "PARCEL_COD LAND_NO"
    import_layer(ws, parcels(("01A001", "1"), ("01A002", "2"), ("01A003", "3"), names=names))
    report = import_layer(
        ws, parcels(("01A001", "1"), ("01A002", "22"), ("01A003", "3"), names=names)
    )
    assert (report.updated, report.unchanged) == (1, 2)
    assert report.changes[["row", "code", "column", "before", "after"]].to_numpy().tolist() == [
        [2, "01A002", "land_no", "2", "22"]
    ]
    said = [render(line, "en") for line in report.summary()]
    assert "Values that changed: Land no. 1." in said
    assert read(ws)["land_no"].tolist() == ["1", "22", "3"]


def test_rows_in_another_order_are_the_same_rows(ws):
    import_layer(ws, layer([(box(i), f"01A00{i}") for i in range(1, 6)], "PARCEL_COD"))
    uuids = dict(zip(read(ws)["parcel_code"], read(ws)["uuid"]))
    shuffled = layer([(box(i), f"01A00{i}") for i in (4, 2, 5, 1, 3)], "PARCEL_COD")
    assert import_layer(ws, shuffled).unchanged == 5
    assert dict(zip(read(ws)["parcel_code"], read(ws)["uuid"])) == uuids


def test_redrawn_shape_is_updated(ws):
    import_layer(ws, parcels("01A001", "01A002"))
    report = import_layer(
        ws, layer([(box(0), "01A001"), (box(1, width=25), "01A002")], "PARCEL_COD")
    )
    assert (report.updated, report.unchanged) == (1, 1)
    assert report.changes["column"].tolist() == ["geom"]
    assert render(report.summary()[1], "th") == "ค่าที่เปลี่ยน: รูปแผนที่ 1"
    assert read(ws)["geom"][1].area == pytest.approx(1000)


def test_parcels_without_codes_are_known_by_shape_and_by_row(ws):
    names = "PARCEL_COD LAND_NO"
    import_layer(ws, parcels((None, "1"), (None, "2"), (None, "3"), names=names))
    again = layer([(box(0), None, "11"), (box(1, width=19), None, "2"), (box(2), None, "3")], names)
    report = import_layer(ws, again)
    assert (report.inserted, report.updated, report.unchanged) == (0, 2, 1)
    assert read(ws)["land_no"].tolist() == ["11", "2", "3"]


def test_what_the_office_corrected_on_the_map_stays(ws):
    names = "PARCEL_COD LAND_NO Chanod_no"
    source = parcels(("01A001", "1", "77"), ("01A001", "2", "88"), names=names)
    import_layer(ws, source)
    uuids = read(ws)["uuid"]
    with ws.transaction("edit") as tx:  # she decides who bears the code, and corrects a number
        tx.update("parcel", pd.DataFrame({"uuid": [uuids[0]], "parcel_code": ["01A001"]}))
        tx.update("parcel", pd.DataFrame({"uuid": [uuids[1]], "land_no": ["22"]}))
    assert import_layer(ws, source).unchanged == 2
    changed = parcels(("01A001", "1", "77"), ("01A001", "2", "99"), names=names)
    report = import_layer(ws, changed)
    rows = read(ws)
    assert rows["parcel_code"].tolist() == ["01A001", None]
    assert rows["land_no"].tolist() == ["1", "22"]
    assert rows["deed_no"].tolist() == ["77", "99"]
    assert report.changes["column"].tolist() == ["deed_no"]


def test_code_becomes_usable_when_its_double_is_gone(ws):
    import_layer(ws, parcels("01A001", "01A001"))
    report = import_layer(ws, parcels("01A001", "01A002"))
    assert read(ws)["parcel_code"].tolist() == ["01A001", "01A002"]
    assert report.updated == 2
    assert found(ws) == []
    assert {kind for kind, _ in found(ws, "fixed")} == {"layer_codes.repeated"}


def test_drawing_that_another_format_begins_elsewhere_is_the_same(ws):
    import_layer(ws, parcels("01A001", "01A002", file="p.shp"))
    turned = [(shape.reverse(), code) for shape, code in ((box(0), "01A001"), (box(1), "01A002"))]
    twice = layer([*turned, (box(9), "01A001")], "PARCEL_COD", file="p.geojson")
    report = import_layer(ws, twice)
    assert (report.inserted, report.unchanged) == (1, 2)
    assert read(ws)["parcel_code"].tolist() == ["01A001", "01A002", None]


def test_codes_that_change_places_are_swapped(ws):
    names = "PARCEL_COD Chanod_no"
    import_layer(ws, parcels(("01A001", "7"), ("01A002", "8"), names=names))
    shapes_by_deed = dict(zip(read(ws)["deed_no"], read(ws)["geom"]))
    report = import_layer(ws, parcels(("01A002", "7"), ("01A001", "8"), names=names))
    rows = read(ws)
    assert report.adds_up
    assert sorted(rows["parcel_code"]) == ["01A001", "01A002"]
    for deed, shape in zip(rows["deed_no"], rows["geom"]):
        assert shape.equals(shapes_by_deed[deed])


CODE = ["parcel_code", "zone_code", "block_code", "lot"]


@pytest.mark.parametrize("text", [None, "01A-1"])
def test_a_code_that_the_source_has_lost_stays_with_its_zone_block_and_lot(ws, text):
    import_layer(ws, parcels("01A001", "01A002"))
    import_layer(ws, parcels(text, "01A002"))
    assert read(ws)[CODE].iloc[0].tolist() == ["01A001", "01", "01A", "001"]


def test_a_code_refused_as_taken_changes_no_block_and_lot(ws):
    import_layer(ws, parcels("01A001"))
    import_layer(ws, layer([(box(50), "02B007")], "PARCEL_COD", file="other.shp"))
    import_layer(ws, parcels("02B007"))
    assert read(ws)[CODE].to_numpy().tolist() == [
        ["01A001", "01", "01A", "001"],
        ["02B007", "02", "02B", "007"],
    ]
    assert found(ws) == [("layer_codes.taken", 1)]


def test_the_code_that_a_refused_parcel_keeps_is_given_to_no_other(ws):
    first = parcels("01A001")
    first.path = "2568/parcel.shp"
    import_layer(ws, first)
    import_layer(ws, layer([(box(50), "02B007")], "PARCEL_COD", file="other.shp"))
    second = layer([(box(0), "02B007"), (box(30), "01A001")], "PARCEL_COD")
    second.path = "2569/parcel.shp"
    report = import_layer(ws, second)
    assert report.adds_up
    assert read(ws)["parcel_code"].tolist() == ["01A001", "02B007", None]
    assert found(ws) == [("layer_codes.taken", 1), ("layer_codes.taken", 2)]


def test_rows_that_left_the_source_stay_and_are_named(ws):
    import_layer(ws, parcels("01A001", "01A002", "01A003"))
    report = import_layer(ws, parcels("01A001", "01A002"))
    assert report.gone["code"].tolist() == ["01A003"]
    assert ws.count("parcel") == 3


def test_what_has_no_code_is_not_named_by_its_uuid_when_it_left_the_source(ws):
    profile = Profile("r", "road", {"NAME": "name"})
    import_layer(ws, layer([(box(0), "ก"), (box(1), "ข")], "NAME", file="road.shp"), profile)
    report = import_layer(ws, layer([(box(0), "ก")], "NAME", file="road.shp"), profile)
    assert report.gone["code"].tolist() == [None]
    said = [render(line, "en") for line in report.summary()]
    assert any("no longer in road.shp. It stays on the map" in line for line in said)


def test_row_deleted_on_the_map_does_not_come_back(ws):
    source = parcels("01A001", "01A002")
    import_layer(ws, source)
    with ws.transaction("edit") as tx:
        tx.delete("parcel", [read(ws)["uuid"][0]])
    report = import_layer(ws, source)
    assert (report.gone_here, report.inserted, report.adds_up) == (1, 0, True)
    assert read(ws)["parcel_code"].tolist() == ["01A002"]


def test_wider_mapping_fills_what_was_left_out(ws):
    source = parcels(("01A001", "7"), names="PARCEL_COD Chanod_no")
    import_layer(ws, source, Profile("p", "parcel", {"PARCEL_COD": "parcel_code"}))
    report = import_layer(ws, source)
    assert (report.updated, read(ws)["deed_no"].tolist()) == (1, ["7"])


def test_same_parcels_from_another_file_are_not_doubled(ws):
    import_layer(ws, parcels("01A001", None, "x"))
    report = import_layer(ws, parcels("01A001", None, "x", file="parcel_2569.shp"))
    assert (report.inserted, report.unchanged) == (0, 3)


def test_code_taken_by_a_parcel_elsewhere_enters_without_it(ws):
    import_layer(ws, parcels("01A001"))
    far = layer([(box(50), "01A001")], "PARCEL_COD", file="other.shp")
    report = import_layer(ws, far)
    assert report.inserted == 1
    assert read(ws)["parcel_code"].tolist() == ["01A001", None]
    assert found(ws) == [("layer_codes.taken", 1)]
    assert import_layer(ws, far).unchanged == 1


def test_another_file_of_the_same_name_is_another_file(ws):
    first = parcels("01A001", "01A002")
    first.path = "zone1/parcel.shp"
    import_layer(ws, first)
    second = layer([(box(50), "01A001"), (box(51), "02A001")], "PARCEL_COD")
    second.path = "zone2/parcel.shp"
    report = import_layer(ws, second)
    assert (report.inserted, report.updated, len(report.gone)) == (2, 0, 0)
    assert read(ws)["parcel_code"].tolist() == ["01A001", "01A002", None, "02A001"]


def test_new_version_of_a_file_in_another_folder_updates_it(ws):
    first = parcels("01A001", "01A002", "01A003")
    first.path = "2568/parcel.shp"
    import_layer(ws, first)
    second = layer([(box(0), "01A001"), (box(1, width=18), "01A002")], "PARCEL_COD")
    second.path = "2569/parcel.shp"
    report = import_layer(ws, second)
    assert (report.inserted, report.updated, report.unchanged) == (0, 1, 1)
    assert report.gone["code"].tolist() == ["01A003"]


def test_retired_code_is_not_given_again(ws):
    with ws.transaction("merge") as tx:
        tx.insert(
            "retired_code",
            pd.DataFrame({"table_name": ["parcel"], "code": ["01A001"], "retired_at": [tx.now]}),
        )
    import_layer(ws, parcels("01A001"))
    assert read(ws)["parcel_code"].tolist() == [None]
    assert found(ws) == [("layer_codes.retired", 1)]


# --- buildings and signs --------------------------------------------------------------------


@pytest.fixture
def with_parcels(ws) -> Workspace:
    import_layer(ws, parcels("01A001", "01A002", None))
    return ws


def building(column: float) -> shapely.Polygon:
    return box(column, width=8, height=8)


@pytest.mark.parametrize(
    ("code", "column", "parcel", "found_by", "told"),
    [
        ("01A001-B001", 0.1, "01A001", "code", []),
        ("01A001-B001", 1.1, "01A001", "code", ["layer_units.elsewhere"]),
        (None, 1.1, "01A002", "place", []),
        ("01A009-B001", 1.1, "01A002", "place", ["layer_units.no_such_parcel"]),
        ("01A002-X9", 1.1, "01A002", "code", ["parcel_code.unit"]),
        (None, 30, None, None, ["layer_units.nowhere"]),
        (None, 0.85, "01A002", "place", []),  # straddles: more of it lies in the second
    ],
)
def test_building_finds_its_parcel(with_parcels, code, column, parcel, found_by, told):
    source = layer([(building(column), code)], "building", file="building.geojson")
    profile = Profile("b", "building", {"building": "building_code"})
    report = import_layer(with_parcels, source, profile)
    row = read(with_parcels, "building").iloc[0]
    codes = dict(zip(read(with_parcels)["uuid"], read(with_parcels)["parcel_code"]))
    assert codes.get(row["parcel_uuid"]) == parcel
    assert row["found_by"] == found_by
    assert report.found_by == {found_by or "": 1}
    kinds = with_parcels.read("finding", ["check_id"], "subject_table = 'building'")["check_id"]
    assert sorted(kinds) == told


@pytest.mark.parametrize("written", ["01a001", "๐๑A๐๐๑", " 01A001 "])
def test_parcel_code_beside_a_building_is_read_as_codes_are(with_parcels, written):
    source = layer([(building(1.1), None, written)], "b_code PARCEL_COD", file="b.shp")
    mapping = {"b_code": "building_code", "PARCEL_COD": "source_parcel_code"}
    report = import_layer(with_parcels, source, Profile("b", "building", mapping))
    row = read(with_parcels, "building").iloc[0]
    assert row["parcel_uuid"] == read(with_parcels)["uuid"][0]
    assert row["source_parcel_code"] == written.strip()
    assert report.found_by == {"code": 1}


def test_sign_on_a_parcel_without_code(with_parcels):
    source = layer([(shapely.Point(E0 + 45, N0 + 5), "01A009-P001")], "s_code", file="sign.shp")
    import_layer(with_parcels, source, Profile("s", "signboard", {"s_code": "signboard_code"}))
    row = read(with_parcels, "signboard").iloc[0]
    assert row["parcel_uuid"] == read(with_parcels)["uuid"][2]
    assert (row["signboard_code"], row["found_by"]) == ("01A009-P001", "place")


def test_buildings_that_came_first_find_their_parcels_later(ws):
    source = layer([(building(0.1), "01A002-B001"), (building(1.1), None)], "building")
    import_layer(ws, source, Profile("b", "building", {"building": "building_code"}))
    assert read(ws, "building")["parcel_uuid"].isna().all()
    report = import_layer(ws, parcels("01A001", "01A002", file="p.shp"))
    assert report.linked == {"building": 2}
    assert read(ws, "building")["found_by"].tolist() == ["code", "place"]
    assert [kind for kind, _ in found(ws)].count("layer_units.elsewhere") == 1


def test_moved_building_finds_its_new_parcel(with_parcels):
    profile = Profile("b", "building", {"building": "building_code"})
    for column, parcel in ((0.1, 0), (1.1, 1)):
        source = layer([(building(column), "note")], "building", file="b.shp")
        import_layer(with_parcels, source, profile)
        row = read(with_parcels, "building").iloc[0]
        assert row["parcel_uuid"] == read(with_parcels)["uuid"][parcel]
    assert with_parcels.count("building") == 1


# --- all or nothing -------------------------------------------------------------------------


class CancelAt(Silent):
    """Cancels once the bar has passed a fraction."""

    def __init__(self, fraction: float) -> None:
        self.fraction, self.now = fraction, 0.0

    def progress(self, fraction: float) -> None:
        self.now = max(self.now, fraction)

    def cancelled(self) -> bool:
        return self.now >= self.fraction


@pytest.mark.parametrize("fraction", [0.0, 0.3, 0.5, 0.8, 0.99])
def test_cancel_leaves_the_workspace_as_it_was(ws, fraction):
    import_layer(ws, parcels("01A001"))
    before = {name: ws.count(name) for name in ("parcel", "import_row", "finding", "change")}
    with pytest.raises(Cancelled):
        import_layer(ws, parcels("01A001", "x", "01A003"), feedback=CancelAt(fraction))
    assert {name: ws.count(name) for name in before} == before


def test_column_that_is_not_there(ws):
    with pytest.raises(MappingError) as caught:
        import_layer(ws, parcels("01A001"), Profile("p", "parcel", {"code": "parcel_code"}))
    assert caught.value.message.params["columns"] == ["code"]


def test_column_that_the_program_fills_itself(ws):
    source = parcels(("01A001", "x"), names="code id")
    with pytest.raises(MappingError):
        import_layer(ws, source, Profile("p", "parcel", {"code": "parcel_code", "id": "uuid"}))


def test_blank_in_a_column_with_a_default_gets_the_default(ws):
    source = parcels(("01A", None), names="code state")
    mapping = {"code": "block_code", "state": "code_state"}
    for _ in range(2):
        import_layer(ws, source, Profile("p", "block", mapping))
        assert read(ws, "block")["code_state"].tolist() == ["draft"]


def test_batch_remembers_the_file(ws, layer_file):
    path = layer_file("p.shp", [(box(0).wkt, {"PARCEL_COD": "01A001"})], driver="ESRI Shapefile")
    import_layer(ws, read_source(path))
    import_layer(ws, read_source(path))
    batches = ws.read("import_batch")
    assert batches["source_name"].tolist() == ["p.shp", "p.shp"]
    assert batches["source_path"].tolist() == [str(path)] * 2
    assert batches["source_crs"].tolist() == ["EPSG:32647"] * 2
    assert batches["source_sha256"].nunique() == 1
    assert batches["change_uuid"].notna().all()


def test_table_without_shapes(ws):
    source = source_from_arrays(pd.DataFrame({"PARCEL_COD": ["01A001"]}), file="x.csv")
    with pytest.raises(MappingError):
        import_layer(ws, source, Profile("p", "parcel", {"PARCEL_COD": "parcel_code"}))


MAP_TABLES = [name for name, one in tables().items() if one.group == "map" and name != "finding"]


@pytest.mark.parametrize("table", MAP_TABLES)
def test_layer_without_rows(ws, table):
    names = list(target_labels(table))
    source = source_from_arrays(pd.DataFrame(columns=names, dtype=object), [], 32647, "x.shp")
    report = import_layer(ws, source, Profile("p", table, {name: name for name in names}))
    assert (report.adds_up, report.rows) == (True, 0)


def test_map_sheets_none_of_whose_names_can_be_read(ws):
    source = parcels("ภาพถ่าย", "?", names="name")
    report = import_layer(ws, source, Profile("p", "map_sheet", {"name": "source_name"}))
    assert report.inserted == 2
    assert read(ws, "map_sheet")["source_name"].tolist() == ["ภาพถ่าย", "?"]


def test_mapping_of_a_register_chosen_for_a_layer(ws):
    with pytest.raises(MappingError) as caught:
        import_layer(ws, parcels("1"), Profile("p", "title_document", {"PARCEL_COD": "deed_no"}))
    assert caught.value.message.id == "layer_prepare.no_map_table"


# --- real files -----------------------------------------------------------------------------


def test_real_layers_of_a_thai_municipality(shared_data, tmp_path):
    ws = Workspace.create(tmp_path / "w.gpkg", Municipality("ทดสอบ", epsg=32648))
    expected = {
        "parcel": ("parcel", 3409, 3409),
        "building": ("building", 2423, 2406),
        "zone": ("zone", 7, 7),
        "block": ("block", 107, 107),
        "grid4000": ("map_sheet", 124, 124),
        "boundary": ("boundary", 1, 1),
    }
    for name, (table, rows, inserted) in expected.items():
        report = import_layer(ws, read_source(shared_data / "thai_taxmap" / f"{name}.geojson"))
        assert (report.table, report.rows, report.inserted) == (table, rows, inserted)
        assert report.adds_up
        assert ws.count(table) == inserted
    assert ws.count("parcel", "parcel_code IS NULL") == 5
    assert ws.count("building", "parcel_uuid IS NULL") == 0
    again = import_layer(ws, read_source(shared_data / "thai_taxmap" / "parcel.geojson"))
    assert (again.inserted, again.updated, again.unchanged) == (0, 0, 3409)


def test_real_parcels_of_cambridge(shared_data, tmp_path):
    ws = Workspace.create(tmp_path / "w.gpkg", Municipality("Cambridge", epsg=26986))
    source = read_source(shared_data / "cambridge" / "cambridge_parcels_fy2014.gpkg")
    report = import_layer(ws, source, Profile("c", "parcel", {"ML": "parcel_code"}))
    assert report.adds_up
    assert report.rows == 13_116
    rows = read(ws)
    assert rows["parcel_code"].isna().all()  # another city's codes are no codes here
    assert rows["source_code"].notna().sum() > 13_000
    square_kilometres = shapely.area(rows["geom"].to_numpy()).sum() / 1e6
    assert 12 < square_kilometres < 18.5  # the city has 16.6 of land, 18.5 with its water
