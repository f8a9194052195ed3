"""Buildings and signboards of a layer file, and the parcels that they stand on."""

from __future__ import annotations

import pytest
import shapely

from taxmap_plugin.core.columns import Profile
from taxmap_plugin.exchange.layer_import import import_layer
from taxmap_plugin.workspace.store import Workspace

from .layer_case import E0, N0, box, found, layer, parcels, read


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
