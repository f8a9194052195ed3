"""The same layer file again: nothing comes twice, and what the office corrected stays."""

from __future__ import annotations

import pandas as pd
import pytest

from taxmap_plugin.core.columns import Profile
from taxmap_plugin.core.message import render
from taxmap_plugin.exchange.layer_import import import_layer

from .layer_case import box, found, layer, parcels, read


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
