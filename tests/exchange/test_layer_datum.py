"""The datum of a layer file: carried over, checked by its sheets, refused when it is wrong."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely

from taxmap_plugin.core.message import render
from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.exchange.datum_guard import DatumChoice, DatumRefused
from taxmap_plugin.exchange.layer_import import import_layer
from taxmap_plugin.exchange.layer_profile import suggest_profile
from taxmap_plugin.exchange.source import Source, source_from_arrays
from taxmap_plugin.workspace.store import Workspace

from .layer_case import layer, parcels, read


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
