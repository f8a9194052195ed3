"""From a pasted list to a shape in the workspace's CRS, through the pinned datum."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from taxmap_plugin.core.coordinate_list import CoordinateListError
from taxmap_plugin.core.datum import DatumError, transform
from taxmap_plugin.core.message import render
from taxmap_plugin.core.plotted_outline import plot_corners, plot_courses
from taxmap_plugin.core.traverse import TraverseError

OFFICE = (495179.44, 2072279.55)  # Mae Hia in Indian 1975, practice.md §5.2 B
SQUARE = "1 0-00-00 20\n2 90-00-00 20\n3 180-00-00 20\n4 270-00-00 20.02"


def test_courses_walked_in_indian_1975_lie_on_the_wgs_84_map():
    found = plot_courses(SQUARE, OFFICE, 24047, 32647)
    first = found.corners.iloc[0]
    assert (first["x"], first["y"]) == pytest.approx((494846.54, 2072582.38), abs=0.01)
    assert found.polygon.area == pytest.approx(400, abs=0.2)
    assert found.corners["name"].tolist() == list("1234")
    assert found.corners["bearing"].tolist()[:3] == ["0-00-00", "90-00-00", "180-00-00"]
    assert found.closing.length == pytest.approx(0.02)
    first, second, *_ = found.told()
    assert [first.id, second.id] == ["traverse.closing", "plotted_outline.area"]


def test_how_each_line_was_read_is_told_so_that_a_slip_is_seen():
    """A blank after the comma makes a side of the bearing."""
    listed = "N 45-30-00 W 10 wah\n45 20, 5\n180-15-20 1,020.5\n3|๒๗๐|20"
    found = plot_courses(listed, OFFICE, 32647, 32647, adjust=True)
    assert [render(one, "en") for one in found.told()][-4:] == [
        "Side 1 read: 314-30-00, 20.00 m",
        "Side 45 read: 20-00-00, 5.00 m",
        "Side 3 read: 180-15-20, 1,020.50 m",
        "Side 3 read: 270-00-00, 20.00 m",
    ]


def test_the_area_that_neighbours_leave_of_it_is_told_beside_that_of_the_list():
    found = plot_courses(SQUARE, OFFICE, 32647, 32647)
    west, south, east, north = found.polygon.bounds
    _, note, *_ = found.told(shapely.box(west, south, east, north - 5))
    assert render(note, "en") == (
        "Area as listed 0-1-0 (400.00 m²); fitted against its neighbours the parcel has "
        "0-0-75 (300.00 m²)."
    )
    _, note, *_ = found.told(shapely.box(west, south, east, north + 1e-6))
    assert render(note, "th") == "เนื้อที่ในแผนที่ 0-1-0 ร-ง-ว (400.00 ตร.ม.)"


def test_adjusting_is_asked_for():
    plain = plot_courses(SQUARE, OFFICE, 32647, 32647)
    adjusted = plot_courses(SQUARE, OFFICE, 32647, 32647, adjust=True)
    assert plain.corners["moved"].tolist() == [0, 0, 0, 0]
    share = 0.02 / 80.02  # of 20, 40 and 60 m
    assert adjusted.corners["moved"].to_list() == pytest.approx(
        [0, 20 * share, 40 * share, 60 * share]
    )


def test_corners_in_either_datum_give_the_same_parcel():
    wgs = transform(np.array([OFFICE]), 24047, 32647)[0] + [[0, 0], [20, 0], [20, 20], [0, 20]]
    indian = transform(wgs, 32647, 24047)
    shapes = [
        plot_corners("\n".join(f"{e:.4f} {n:.4f}" for e, n in xy), epsg, 32647).polygon
        for xy, epsg in ((wgs, 32647), (indian, 24047))
    ]
    assert shapely.hausdorff_distance(*shapes) < 0.001


def test_degrees_are_measured_in_metres():
    corners = np.array([[0, 0], [20, 0], [20, 20]]) + OFFICE
    lonlat = transform(corners, 24047, 4326)
    text = "\n".join(f"{lat:.8f} {lon:.8f}" for lon, lat in lonlat)
    found = plot_corners(text, 32647, 32647)
    assert found.corners["distance"].iloc[0] == pytest.approx(20, abs=0.01)
    assert found.notes[0].id == "coordinate_list.degrees"


def test_what_cannot_be_plotted():
    with pytest.raises(TraverseError, match="start point"):
        plot_courses(SQUARE, None, 24047, 32647)
    with pytest.raises(CoordinateListError, match="2 are given"):
        plot_corners("495000 2072000\n495020 2072000", 24047, 32647)
    with pytest.raises(DatumError):
        plot_courses(SQUARE, OFFICE, 24047, 26986)
