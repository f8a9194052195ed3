"""The datum detective on the real files and on towns whose truth is known."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from taxmap_plugin.core.datum import proj_default, transform
from taxmap_plugin.core.datum_guess import READINGS, guess, reading, to_indian
from taxmap_plugin.core.map_sheet import parse_column, sheet_at
from taxmap_plugin.core.message import render

TAKHLI = (645_000, 1_681_000)  # Indian 1975, zone 47
UBON = (480_000, 1_683_000)  # Indian 1975, zone 48


def town(corner=TAKHLI, zone=47, scale=1000, parcels=400, side=4000, wrong=0.0):
    """Indian 1975 places all over a square, and the sheets beside them (some of them wrong)."""
    rng = np.random.default_rng(11)
    places = np.array(corner) + rng.uniform(0, side, (parcels, 2))
    stated = places + np.where(rng.random((parcels, 1)) < wrong, 3000, 0)
    names = [sheet_at(e, n, zone, scale)[0].text() for e, n in stated]
    return places, parse_column(pd.Series(names))


def as_layer(places, zone, what):
    """The same places as different offices would file them."""
    indian = 24000 + zone
    return {
        "indian metres": lambda: places,
        "wgs84 metres": lambda: transform(places, indian, 32600 + zone),
        "wgs84 degrees": lambda: transform(places, indian, 4326),
        "web mercator": lambda: transform(places, indian, 3857),
        "indian degrees": lambda: transform(places, indian, 4240),
        "default metres": lambda: proj_default(places, indian, 32600 + zone),
        "default degrees": lambda: proj_default(places, indian, 4326),
        "mistaken degrees": lambda: transform(places, 32600 + zone, 4326),
        "default indian": lambda: proj_default(transform(places, indian, 4326), 4326, indian),
    }[what]()


@pytest.mark.parametrize(("corner", "zone"), [(TAKHLI, 47), (UBON, 48)])
@pytest.mark.parametrize(
    ("what", "datum", "epsg"),
    [
        ("indian metres", "indian1975", {47: 24047, 48: 24048}),
        ("wgs84 metres", "wgs84", {47: 32647, 48: 32648}),
        ("wgs84 degrees", "wgs84", {47: 4326, 48: 4326}),
        ("web mercator", "wgs84", {47: 3857, 48: 3857}),
        ("indian degrees", "indian1975", {47: 4240, 48: 4240}),
        ("default metres", "wgs84_by_default", {}),
        ("default degrees", "wgs84_by_default", {}),
        ("mistaken degrees", "indian1975_as_wgs84", {}),
        ("default indian", "indian1975_by_default", {}),
    ],
)
def test_a_layer_is_recognised_however_it_was_filed(corner, zone, what, datum, epsg):
    places, sheets = town(corner, zone)
    found = guess(as_layer(places, zone, what), None, sheets)
    assert (found.best.datum, found.best.zone, found.best.epsg) == (datum, zone, epsg.get(zone))
    assert found.certainty == "certain"
    assert found.best.inside == found.best.tested == 400
    assert found.agrees is None


@pytest.mark.parametrize("what", ["default degrees", "mistaken degrees", "default indian"])
def test_what_went_through_a_wrong_operation_is_put_right(what):
    places, sheets = town()
    layer = as_layer(places, 47, what)
    best = guess(layer, 4326, sheets).best
    assert to_indian(layer, best.datum, best.zone) == pytest.approx(places, abs=0.01)


@pytest.mark.parametrize(
    ("declared", "agrees", "words"),
    [
        (24047, True, "datum_guess.declared_right"),
        (32647, False, "datum_guess.declared_wrong"),
        (24048, False, "datum_guess.declared_wrong"),
        (None, None, "datum_guess.declare"),
    ],
)
def test_what_the_layer_says_of_itself_is_compared_not_believed(declared, agrees, words):
    places, sheets = town()
    found = guess(places, declared, sheets)
    assert found.best.epsg == 24047
    assert found.agrees is agrees
    assert found.message.params["advice"].id == words
    assert "24047" in render(found.message, "th")


def test_an_office_with_many_wrong_sheets_is_still_judged():
    places, sheets = town(wrong=0.15)
    found = guess(places, 24047, sheets)
    assert found.best.datum == "indian1975"
    assert 0.8 < found.best.share < 0.9
    assert found.certainty == "certain"


def test_one_layer_may_run_on_into_the_next_zone():
    """Metres of zone 47 on both sides of 102° E, sheets of zones 47 and 48."""
    rng = np.random.default_rng(3)
    degrees = np.column_stack([rng.uniform(101.95, 102.05, 300), rng.uniform(14.9, 15.0, 300)])
    layer = transform(degrees, 4240, 24047)
    names = []
    for lon, lat in degrees:
        zone = 47 if lon < 102 else 48
        place = transform(np.array([[lon, lat]]), 4240, 24000 + zone)[0]
        names.append(sheet_at(*place, zone, 1000)[0].text())
    found = guess(layer, 32647, parse_column(pd.Series(names)))
    assert (found.best.epsg, found.certainty) == (24047, "certain")
    assert found.best.share > 0.9  # sheets that the meridian cuts belong to either zone


@pytest.mark.parametrize(
    ("sheets", "reason"),
    [
        (pd.Series([None] * 400), "datum_guess.no_sheets"),
        (pd.Series(["ทค"] * 400), "datum_guess.no_sheets"),
        (pd.Series(["5039 II 4682"] * 7 + [None] * 393), "datum_guess.too_few"),
        (pd.Series(["5838 III 1414"] * 400), "datum_guess.none_fits"),
    ],
)
def test_it_says_when_it_cannot_tell(sheets, reason):
    places, _ = town()
    found = guess(places, 24047, parse_column(sheets))
    assert (found.best, found.certainty, found.agrees) == (None, "cannot_tell", None)
    assert found.message.id == reason


def test_a_village_in_the_middle_of_one_sheet_cannot_tell():
    places = np.array([646_900, 1_682_900]) + np.random.default_rng(1).uniform(0, 200, (200, 2))
    sheets = parse_column(pd.Series(["5039 II 4682"] * 200))
    found = guess(places, 24047, sheets)
    assert found.message.id == "datum_guess.undecided"
    assert found.candidates["share"].iloc[0] == found.candidates["share"].iloc[1] == 1


def test_parcels_without_a_place_or_a_sheet_are_left_out():
    places, sheets = town()
    places = np.vstack([places, np.full((3, 2), np.nan), places[:2]])
    more = parse_column(pd.Series(["5039 II 4682"] * 3 + [None] * 2))
    found = guess(places, 24047, pd.concat([sheets, more], ignore_index=True))
    assert found.best.tested == 400


def test_the_counts_are_given_for_each_scale():
    places, sheets = town(parcels=60)
    coarse, coarse_sheets = town(scale=4000, parcels=40)
    both = pd.concat([sheets, coarse_sheets], ignore_index=True)
    best = guess(np.vstack([places, coarse]), 24047, both).candidates.iloc[0]
    assert (best["tested_1000"], best["tested_4000"], best["tested_500"]) == (60, 40, 0)
    assert best["inside_1000"] + best["inside_4000"] == best["inside"]


@pytest.mark.parametrize("datum", READINGS)
def test_each_reading_has_words(datum):
    for language in ("th", "en"):
        assert "datum_guess" not in render(reading(datum, 47), language)


def test_the_real_layer_is_wgs84_in_zone_48(shared_data):
    """Shares of practice.md §0.2, for this file's sheets, nearly all of them 1:4000."""
    import pyogrio
    import shapely

    parcels = pyogrio.read_dataframe(shared_data / "thai_taxmap" / "parcel.geojson")
    inner = shapely.point_on_surface(shapely.make_valid(parcels.geometry.to_numpy()))
    points = np.column_stack([shapely.get_x(inner), shapely.get_y(inner)])
    sheets = parse_column(parcels["Mapsheet"], parcels["Scale"])
    found = guess(points, 4326, sheets)
    shares = found.candidates.set_index(["datum", "zone"])["share"]
    assert (found.best.datum, found.best.zone, found.certainty) == ("wgs84", 48, "certain")
    assert found.agrees
    assert shares["wgs84", 48] > 0.98
    assert shares["wgs84_by_default", 48] < 0.90
    assert shares["indian1975_as_wgs84", 48] < 0.70
    assert shares["wgs84", 47] == 0
    mistaken = guess(transform(points, 4326, 24048), 32648, sheets)
    assert (mistaken.best.epsg, mistaken.agrees) == (24048, False)
