"""Golden points of practice.md §5.3 and the refusal to guess."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from pyproj import Transformer

from taxmap_plugin.core.datum import (
    INDIAN_1975,
    WGS_84,
    DatumError,
    is_indian,
    pipeline,
    proj_default,
    qgis_operations,
    transform,
    transform_geometries,
)
from taxmap_plugin.core.resources import load_json

MAE_HIA = np.array([[495179.44, 2072279.55]])  # Indian 1975, zone 47


@pytest.mark.parametrize("point", load_json("datum.json")["golden_points"])
def test_golden_points(point):
    source = 24000 + point["zone"]
    found = transform(np.array([point["indian"]]), source, 4326, point["parameters"])
    assert found[0] == pytest.approx(point["wgs84"], abs=1.1e-6)


def test_the_municipal_office_of_mae_hia():
    assert transform(MAE_HIA, 24047, 32647)[0] == pytest.approx([494846.54, 2072582.38], abs=0.01)
    assert transform(MAE_HIA, 24047, 4326)[0] == pytest.approx([98.95111, 18.74472], abs=1e-5)


@pytest.mark.parametrize("indian", INDIAN_1975)
@pytest.mark.parametrize("wgs84", WGS_84)
def test_there_and_back_agrees_within_a_millimetre(indian, wgs84):
    """From Betong to Mae Sai and Khong Chiam, in both directions."""
    thailand = np.random.default_rng(5).uniform([97.3, 5.6], [105.7, 20.5], (500, 2))
    for first, second in [(indian, wgs84), (wgs84, indian)]:
        start = transform(thailand, 4326, first)
        back = transform(transform(start, first, second), second, first)
        metres = transform(back, first, 32647) - transform(start, first, 32647)
        assert np.abs(metres).max() < 0.001


def test_zones_of_one_datum_are_changed_without_a_shift():
    for src, dst in [(32647, 32648), (4326, 3857), (24047, 24048)]:
        proj = Transformer.from_crs(src, dst, always_xy=True)
        start = transform(MAE_HIA, 24047, src)
        assert transform(start, src, dst)[0] == pytest.approx(proj.transform(*start[0]), abs=1e-6)


def test_projs_own_choice_is_190_metres_off():
    ours, theirs = transform(MAE_HIA, 24047, 32647), proj_default(MAE_HIA, 24047, 32647)
    assert np.hypot(*(ours - theirs)[0]) == pytest.approx(190, abs=3)
    proj = Transformer.from_crs(24047, 32647, always_xy=True)
    assert theirs[0] == pytest.approx(proj.transform(*MAE_HIA[0]), abs=0.01)


@pytest.mark.parametrize("pair", [(24047, 26986), (26986, 24048), (4239, 32647), (32647, 4131)])
def test_a_pair_that_nobody_has_pinned_is_refused(pair):
    with pytest.raises(DatumError) as refused:
        transform(MAE_HIA, *pair)
    assert refused.value.message.params == {"src": pair[0], "dst": pair[1]}


def test_an_unknown_code_is_refused():
    with pytest.raises(DatumError):
        transform(MAE_HIA, 99999, 32647)
    with pytest.raises(DatumError):
        pipeline(26986, 4326)


def test_other_metre_systems_work_where_no_indian_datum_is_touched():
    cambridge = transform(np.array([[-71.1, 42.37]]), 4326, 26986)
    assert cambridge[0] == pytest.approx([232946.48, 902243.60], abs=0.01)


def test_old_thai_datums_are_recognised():
    assert [is_indian(epsg) for epsg in (24047, 4240, 4239, 32647, 4326)] == [True] * 3 + [
        False
    ] * 2


def test_places_off_the_projection_are_named():
    with pytest.raises(DatumError) as refused:
        transform(np.array([[495179.0, 2072279.0], [1e12, 1e12]]), 4326, 32647)
    assert refused.value.message.params["x"] == 495179.0


def test_nan_stays_nan():
    assert np.isnan(transform(np.array([[np.nan, np.nan]]), 24047, 32647)).all()


def test_shapes_keep_what_they_lack_and_lose_their_height():
    shapes = [
        None,
        shapely.Polygon(),
        shapely.from_wkt("POLYGON Z ((0 0 9, 9 0 9, 9 9 9, 0 0 9))"),
        shapely.from_wkt("POLYGON ((0 0, 9 9, 9 0, 0 9, 0 0))"),  # crosses itself
    ]
    shapes[2:] = [
        shapely.transform(s, lambda c: c + [*MAE_HIA[0], 0][: c.shape[1]]) for s in shapes[2:]
    ]
    moved = transform_geometries(shapes, 24047, 32647)
    assert moved[0] is None
    assert shapely.is_empty(moved[1])
    assert not shapely.has_z(moved[2])
    assert not shapely.is_valid(moved[3])
    corner = shapely.get_coordinates(moved[2])[0]
    assert corner == pytest.approx(transform(MAE_HIA, 24047, 32647)[0])
    assert len(transform_geometries([], 24047, 32647)) == 0


def test_the_operations_to_pin_cover_every_pair_both_ways():
    pairs = {(src, dst) for src, dst, _ in qgis_operations()}
    for indian in ("EPSG:24047", "EPSG:24048"):
        for wgs84 in ("EPSG:4326", "EPSG:3857", "EPSG:32647", "EPSG:32648"):
            assert {(indian, wgs84), (wgs84, indian)} <= pairs


def test_qgis_reaches_the_golden_points_with_the_pinned_operations():
    core = pytest.importorskip("qgis.core")
    context = core.QgsCoordinateTransformContext()
    crs = core.QgsCoordinateReferenceSystem
    for src, dst, operation in qgis_operations():
        assert context.addCoordinateOperation(crs(src), crs(dst), operation, False)
    for src, dst, _ in qgis_operations():
        start = transform(MAE_HIA, 24047, int(src[5:]))
        change = core.QgsCoordinateTransform(crs(src), crs(dst), context)
        assert change.isValid()
        found = change.transform(core.QgsPointXY(*start[0]))
        wanted = transform(start, int(src[5:]), int(dst[5:]))[0]
        close = 1e-8 if abs(wanted[0]) < 360 else 0.001  # degrees or metres
        assert (found.x(), found.y()) == pytest.approx(tuple(wanted), abs=close)
    there = core.QgsCoordinateTransform(crs("EPSG:24047"), crs("EPSG:4326"), context)
    golden = there.transform(core.QgsPointXY(647023, 1683144))
    assert (golden.x(), golden.y()) == pytest.approx((100.365778, 15.222971), abs=1e-6)
