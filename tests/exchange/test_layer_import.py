"""Every source row ends in the map or set aside with its reason, or none does."""

from __future__ import annotations

import json

import pandas as pd
import pytest
import shapely

from taxmap_plugin.core.columns import Profile, target_labels
from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.errors import Cancelled
from taxmap_plugin.exchange.datum_guard import DatumChoice
from taxmap_plugin.exchange.layer_import import import_layer
from taxmap_plugin.exchange.layer_prepare import MappingError
from taxmap_plugin.exchange.source import read_source, source_from_arrays
from taxmap_plugin.workspace.schema import tables
from taxmap_plugin.workspace.store import Workspace

from .layer_case import E0, N0, box, found, layer, parcels, read


def test_attributes_of_a_land_office_file(ws):
    names = "PARCEL_COD Chanod_no SURVEY LAND_NO land_type UTMMAP1 UTMMAP2 UTMMAP3 UTMMAP4"
    names += " UTMSCALE RAI NGAN WAH colour"
    values = (
        "01A001", "๐๖๓๒", "1,204", 632.0, "โฉนดที่ดิน",
        "4746", "2", "9472", "15", "1000", 1, 2, 34.5, "แดง",
    )  # fmt: skip
    import_layer(ws, parcels(values, names=names), datum=DatumChoice(trust=True))
    row = read(ws).iloc[0]
    assert row["deed_no"] == "0632"
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


OF_LAND_OFFICE = Profile(
    "p", "parcel", {"PARCEL_COD": "parcel_code"}, {"shape_source": "land_office"}
)


def sources(ws) -> list:
    rows = read(ws).sort_values("parcel_code")["shape_source"].astype(object)
    return rows.where(rows.notna(), None).tolist()


def test_shapes_are_the_land_offices_where_it_is_said(ws):
    report = import_layer(ws, parcels("01A001", "01A002"), OF_LAND_OFFICE)
    assert sources(ws) == ["land_office"] * 2
    assert "import_report.land_office" in [message.id for message in report.summary()]


def test_it_is_said_later_of_what_still_has_the_shape_of_the_file_alone(ws):
    plain = Profile("p", "parcel", OF_LAND_OFFICE.mapping)
    import_layer(ws, parcels("01A001", "01A002"), plain)
    assert sources(ws) == [None, None]
    first = read(ws).set_index("parcel_code")["uuid"]["01A001"]
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": first, "geom": box(0, width=18)}])
    report = import_layer(ws, parcels("01A001", "01A002"), OF_LAND_OFFICE)
    assert sources(ws) == [None, "land_office"]
    assert (report.updated, report.unchanged) == (1, 1)
    import_layer(ws, parcels("01A001", "01A002"), plain)
    assert sources(ws) == [None, "land_office"]


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
