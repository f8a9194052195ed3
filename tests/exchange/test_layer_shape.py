"""Shapes enter as they are drawn; only what cannot be placed is set aside."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from shapely import box, from_wkt

from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.finding import kinds
from taxmap_plugin.exchange.datum_guard import DatumVerdict
from taxmap_plugin.exchange.layer_shape import FittedShapes, fit_shapes


def fit(*wkts, into="MULTIPOLYGON", src=32647, dst=32647, closed=()) -> FittedShapes:
    geoms = np.empty(len(wkts), dtype=object)
    geoms[:] = [from_wkt(w) if isinstance(w, str) else w for w in wkts]
    way = DatumVerdict(src, None, ()).way(dst)
    return fit_shapes(geoms, np.array(closed, dtype=int), into, way, Silent())


SQUARE = "POLYGON((0 0,10 0,10 10,0 10,0 0))"


@pytest.mark.parametrize(
    ("wkt", "into", "result", "said"),
    [
        (SQUARE, "MULTIPOLYGON", f"MULTI{SQUARE.replace('((', '(((').replace('))', ')))')}", None),
        (
            "POLYGON Z((0 0 5,1 0 5,1 1 5,0 0 5))",
            "MULTIPOLYGON",
            "MULTIPOLYGON(((0 0,1 0,1 1,0 0)))",
            None,
        ),
        (
            "LINESTRING(0 0,1 0,1 1,0 0)",
            "MULTIPOLYGON",
            "MULTIPOLYGON(((0 0,1 0,1 1,0 0)))",
            "layer_shape.line_as_area",
        ),
        (
            "GEOMETRYCOLLECTION(POINT(3 3),POLYGON((0 0,1 0,1 1,0 0)))",
            "MULTIPOLYGON",
            "MULTIPOLYGON(((0 0,1 0,1 1,0 0)))",
            "layer_shape.collection",
        ),
        ("LINESTRING(0 0,1 0)", "MULTILINESTRING", "MULTILINESTRING((0 0,1 0))", None),
        (
            "POLYGON((0 0,1 0,1 1,0 0))",
            "MULTILINESTRING",
            "MULTILINESTRING((0 0,1 0,1 1,0 0))",
            "layer_shape.outline_taken",
        ),
        ("POINT Z(1 2 3)", "POINT", "POINT(1 2)", None),
        ("MULTIPOINT((1 2))", "POINT", "POINT(1 2)", None),
        ("MULTIPOINT((1 2),(3 4))", "POINT", "POINT(1 2)", "layer_shape.point_taken"),
        (SQUARE, "POINT", "POINT(5 5)", "layer_shape.point_taken"),
    ],
)
def test_shape_of_the_table(wkt, into, result, said):
    fitted = fit(wkt, into=into)
    assert fitted.geoms[0] == from_wkt(result)
    assert fitted.reasons[0] is None
    assert list(kinds(fitted.findings)) == ([said] if said else [])


@pytest.mark.parametrize(
    ("wkt", "into", "reason"),
    [
        (None, "MULTIPOLYGON", "layer_shape.no_shape"),
        ("POLYGON EMPTY", "MULTIPOLYGON", "layer_shape.empty_shape"),
        ("GEOMETRYCOLLECTION EMPTY", "MULTIPOLYGON", "layer_shape.empty_shape"),
        ("POINT(1 1)", "MULTIPOLYGON", "layer_shape.wrong_kind"),
        ("LINESTRING(0 0,1 0,1 1)", "MULTIPOLYGON", "layer_shape.wrong_kind"),
        ("GEOMETRYCOLLECTION(POINT(3 3))", "MULTIPOLYGON", "layer_shape.wrong_kind"),
        ("POINT(1 1)", "MULTILINESTRING", "layer_shape.wrong_kind"),
        (
            shapely.Polygon([(0, 0), (np.inf, 0), (1, 1)]),
            "MULTIPOLYGON",
            "layer_shape.off_the_map",
        ),
        (
            from_wkt("POLYGON((0 0,10 NaN,10 10,0 0))"),
            "MULTIPOLYGON",
            "layer_shape.off_the_map",
        ),
    ],
)
def test_set_aside_with_its_reason(wkt, into, reason):
    fitted = fit(SQUARE if into != "POINT" else "POINT(0 0)", wkt, into=into)
    assert fitted.reasons[0] is None
    assert fitted.reasons[1].id == reason
    assert fitted.geoms[1] is None
    assert 1 not in fitted.findings["position"].tolist()


def test_a_broken_ring_comes_in_as_it_is():
    fitted = fit("POLYGON((0 0,10 10,10 0,0 10,0 0))")
    assert fitted.geoms[0] == from_wkt("MULTIPOLYGON(((0 0,10 10,10 0,0 10,0 0)))")
    assert kinds(fitted.findings) == {"geometry_check.invalid": 1}


def test_indian_1975_is_carried_by_the_pinned_parameters():
    """Golden point of practice.md §5.3: E 647023, N 1683144."""
    fitted = fit("POINT(647023 1683144)", "POINT(0 0)", into="POINT", src=24047, dst=4326)
    assert fitted.geoms[0].x == pytest.approx(100.365778, abs=1e-6)
    assert fitted.geoms[0].y == pytest.approx(15.222971, abs=1e-6)


def test_the_place_of_a_broken_ring_is_carried_too():
    x, y = 647023, 1683144
    wkt = f"POLYGON(({x} {y},{x + 10} {y + 10},{x + 10} {y},{x} {y + 10},{x} {y}))"
    fitted = fit(wkt, src=24047, dst=32647)
    place = fitted.findings["place"][0]
    assert fitted.geoms[0].envelope.contains(place)
    assert abs(place.x - (x + 5)) > 300  # metres between the datums


def test_one_impossible_coordinate_does_not_cost_the_rest():
    far = "POLYGON((1e30 0,1e30 1,1 1,1e30 0))"
    good = "POLYGON((100 15,100.1 15,100.1 15.1,100 15))"
    fitted = fit(*[good] * 5, far, *[good] * 5, src=4326, dst=32647)
    assert [reason is None for reason in fitted.reasons] == [True] * 5 + [False] + [True] * 5
    assert fitted.reasons[5].id == "layer_shape.off_the_map"


def test_heights_are_counted():
    assert fit(SQUARE, "POLYGON Z((0 0 5,1 0 5,1 1 5,0 0 5))", None).without_z == 1


def test_nothing_at_all():
    assert len(fit().geoms) == 0


def test_shapes_are_what_the_table_takes():
    fitted = fit(box(0, 0, 1, 1), from_wkt("MULTIPOLYGON(((0 0,1 0,1 1,0 0)))"))
    assert {geom.geom_type for geom in fitted.geoms} == {"MultiPolygon"}
