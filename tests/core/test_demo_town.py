"""The invented municipality is a municipality: an exact fabric, right codes, nothing real."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd
import pytest
import shapely

from taxmap_plugin.core.code_style import CodeStyle
from taxmap_plugin.core.datum import transform
from taxmap_plugin.core.demo_town import (
    LEAST,
    MUNICIPALITY,
    DemoTown,
    DemoTownError,
    generate,
)
from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.map_sheet import extents, parse_cell
from taxmap_plugin.core.parcel_code import parse_building, parse_column, parse_signboard
from taxmap_plugin.core.resources import load_csv
from taxmap_plugin.errors import Cancelled

STYLE = CodeStyle.load()


@pytest.fixture(scope="module")
def town() -> DemoTown:
    return generate(parcels=3000)


@pytest.fixture(scope="module", params=[1, 2, 2569])
def small(request) -> DemoTown:
    return generate(request.param, LEAST)


def shapes(frame: pd.DataFrame) -> np.ndarray:
    return frame["geom"].to_numpy()


def directed_edges(polygons: np.ndarray) -> pd.DataFrame:
    """Every side of every ring in whole millimetres, from its start to its end."""
    xy, ring = shapely.get_coordinates(polygons, return_index=True)
    millimetres = np.round(xy * 1000).astype(np.int64)
    same_ring = ring[:-1] == ring[1:]
    sides = np.hstack([millimetres[:-1], millimetres[1:]])[same_ring]
    return pd.DataFrame(sides, columns=["x1", "y1", "x2", "y2"])


def assert_exact_fabric(polygons: np.ndarray) -> None:
    """No overlap, no gap: a side is shared whole by two neighbours or borders no parcel."""
    assert shapely.is_valid(polygons).all()
    assert set(shapely.get_type_id(polygons)) == {3}
    sides = directed_edges(polygons)
    assert not sides.duplicated().any(), "two parcels lie on the same side of a line"
    back = sides.rename(columns={"x1": "x2", "x2": "x1", "y1": "y2", "y2": "y1"})
    twins = sides.merge(back, how="left", indicator=True)["_merge"] == "both"
    free = sides[~twins.to_numpy()]
    free_length = np.hypot(free["x2"] - free["x1"], free["y2"] - free["y1"]).sum() / 1000
    together = shapely.union_all(polygons)
    assert free_length == pytest.approx(together.length, abs=0.5)
    assert shapely.area(polygons).sum() == pytest.approx(together.area, abs=0.5)


@pytest.mark.parametrize("table", ["parcel", "block", "zone"])
def test_neighbours_share_every_vertex(town, table):
    assert_exact_fabric(shapes(getattr(town, table)))


def test_small_towns_too(small):
    assert len(small.parcel) == LEAST
    assert_exact_fabric(shapes(small.parcel))


def test_it_has_as_many_parcels_as_wanted(town):
    assert len(town.parcel) == len(town.truth) == 3000


def test_zones_and_blocks_tile_the_municipality(town):
    whole = town.boundary["geom"].iloc[0]
    for table in (town.zone, town.block):
        assert shapely.area(shapes(table)).sum() == pytest.approx(whole.area, abs=1)
    assert 4 <= len(town.zone) <= 6


def test_parcels_lie_in_their_block_between_the_roads(town):
    block = town.block.set_index("block_code")["geom"]
    own = block.loc[town.parcel["block_code"]].to_numpy()
    assert shapely.area(shapely.difference(shapes(town.parcel), own)).max() < 0.2
    roads = shapely.union_all(shapely.buffer(shapes(town.road), 1.4, cap_style="flat"))
    assert shapely.area(shapely.intersection(shapely.union_all(shapes(town.parcel)), roads)) < 5


def test_most_blocks_fit_a_sheet_at_1_to_1000_and_some_do_not(town):
    corners = shapely.get_coordinates(shapely.oriented_envelope(shapes(town.block)))
    sides = np.diff(corners.reshape(-1, 5, 2)[:, :3], axis=1)
    size = np.sort(np.hypot(sides[..., 0], sides[..., 1]), axis=1)
    fits = (size[:, 1] <= 740) & (size[:, 0] <= 500)
    assert fits.mean() > 0.85
    assert (~fits).sum() >= 1


def test_the_old_centre_has_narrow_deep_lots_and_the_fields_long_strips(town):
    parcel = town.parcel.assign(use=town.truth["use"])
    corners = shapely.get_coordinates(shapely.oriented_envelope(shapes(parcel)))
    sides = np.diff(corners.reshape(-1, 5, 2)[:, :3], axis=1)
    size = np.sort(np.hypot(sides[..., 0], sides[..., 1]), axis=1)
    shop = size[parcel["use"] == "shophouse"]
    rice = size[parcel["use"] == "rice"]
    assert 4.0 <= np.median(shop[:, 0]) <= 6.5
    assert np.median(shop[:, 1] / shop[:, 0]) > 3
    assert np.median(rice[:, 1] / rice[:, 0]) > 2
    assert np.median(rice[:, 0] * rice[:, 1]) > 3000


def test_what_a_municipality_has(town):
    assert set(town.truth["use"]) == {row["use"] for row in load_csv("demo", "use.csv")}


def test_codes_are_codes_and_unique(town):
    read = parse_column(town.parcel["parcel_code"], STYLE)
    assert read["problem"].isna().all()
    assert town.parcel["parcel_code"].is_unique
    assert town.parcel["lot"].str.contains("/").mean() > 0.01
    parcel = town.parcel.set_index("uuid")["parcel_code"]
    for frame, column, parse in (
        (town.building, "building_code", parse_building),
        (town.signboard, "signboard_code", parse_signboard),
    ):
        assert frame[column].is_unique
        units = [parse(code, STYLE).parcel.text(STYLE) for code in frame[column]]
        assert units == parcel.loc[frame["parcel_uuid"]].to_list()


def test_buildings_stand_in_their_parcels(town):
    own = town.parcel.set_index("uuid")["geom"].loc[town.building["parcel_uuid"]].to_numpy()
    outside = shapely.area(shapely.difference(shapes(town.building), own))
    assert outside.max() < 0.01
    assert shapely.is_valid(shapes(town.building)).all()
    houses = town.house_number.set_index("parcel_uuid")["geom"]
    at_home = town.parcel.set_index("uuid")["geom"].loc[houses.index]
    assert shapely.intersects(at_home.to_numpy(), houses.to_numpy()).all()
    assert not town.house_number.duplicated(["moo", "house_no"]).any()


def check_digit(number: str) -> int:
    return (11 - sum(int(d) * w for d, w in zip(number, range(13, 1, -1))) % 11) % 10


def test_id_numbers_are_invented_and_well_formed(town):
    ids = town.owner_private["id_number"]
    assert ids.is_unique
    assert ids.str.fullmatch(r"9\d{12}").all()
    assert all(int(number[12]) == check_digit(number) for number in ids)


def test_names_look_invented_and_phones_cannot_ring(town):
    heads = {row["text"] for row in load_csv("demo", "surname_part.csv") if row["part"] == "head"}
    families = town.owner_private["last_name"].dropna()
    assert families.map(lambda name: any(name.startswith(head) for head in heads)).all()
    assert town.owner_private["telephone"].dropna().str.startswith("000-").all()
    assert town.owner["display_name"].str.contains(r"\*\*\*").mean() > 0.8


def test_everyone_holds_something_and_shares_add_up(town):
    land = town.ownership.dropna(subset=["parcel_uuid"])
    assert set(land["parcel_uuid"]) == set(town.parcel["uuid"])
    share = land["share_numerator"] / land["share_denominator"]
    assert np.allclose(share.groupby(land["parcel_uuid"]).sum(), 1)
    assert (land.groupby("parcel_uuid")["is_payer"].sum() == 1).all()
    assert not land.duplicated(["parcel_uuid", "owner_uuid"]).any()
    shared = land["parcel_uuid"].value_counts() > 1
    assert 0.03 < shared.mean() < 0.1
    kinds = town.owner.set_index("uuid")["person_type"].loc[land["owner_uuid"]]
    assert {"1", "2", "4", "7"} <= set(kinds)


def test_the_map_sheet_says_where_the_parcel_is(town):
    """Under Indian 1975 with the pinned parameters (practice.md §5.3)."""
    named = town.parcel.dropna(subset=["map_sheet"])
    names = [parse_cell(text).names[0] for text in named["map_sheet"]]
    place = shapely.get_coordinates(shapely.point_on_surface(shapes(named)))
    place = transform(place, MUNICIPALITY.epsg, 24047)
    box = extents(names, 47)
    inside = (place >= box[:, :2]).all(axis=1) & (place < box[:, 2:]).all(axis=1)
    assert inside.all()
    assert {(n.quad50k, n.quadrant) for n in names} == {("4746", 2), ("4846", 3)}
    assert {n.scale for n in names} == {1000, 2000, 4000}
    assert set(named["map_sheet"]) <= set(town.map_sheet["sheet_name"])


def test_documents(town):
    title = town.title_document
    assert not title.dropna(subset=["deed_no"]).duplicated(["document_type", "deed_no"]).any()
    mapped = title.dropna(subset=["map_sheet", "land_no"])
    assert not mapped.duplicated(["map_sheet", "map_scale", "land_no"]).any()
    kinds = title["document_type"].value_counts(normalize=True, dropna=False)
    assert kinds["1"] > 0.75
    assert {"1", "2", "3", "5", "6", "7", "10", "12"} <= set(kinds.index)
    assert title["document_type"].isna().any(), "some parcels have no document"


def test_document_area_is_near_the_map_area(town):
    area = shapely.area(shapes(town.parcel)) * 25  # hundredths of a square wah
    off = np.abs(town.parcel["document_area"] / area - 1)
    assert np.median(off) < 0.004
    assert off[area > 5000].max() < 0.06
    assert (town.parcel["document_area"] % 10 == 0).all()


def test_land_uses_add_up_to_the_document(town):
    used = town.land_use.groupby("parcel_uuid")["area"].sum()
    assert (used.loc[town.parcel["uuid"]].to_numpy() == town.parcel["document_area"]).all()


@pytest.mark.parametrize(
    ("table", "column", "domain"),
    [
        (row["table"], row["column"], row["domain"])
        for row in load_csv("schema", "column.csv")
        if row["domain"] and row["table"] in DemoTown.__dataclass_fields__
    ],
)
def test_values_come_from_the_lists_of_the_office(town, table, column, domain):
    frame = getattr(town, table)
    if column in frame:
        known = {row["code"] for row in load_csv("domains", f"{domain}.csv")}
        assert set(frame[column].dropna().astype(str)) <= known


def test_every_column_is_one_of_the_schema(town):
    columns: dict[str, set[str]] = {}
    for row in load_csv("schema", "column.csv"):
        columns.setdefault(row["table"], set()).add(row["column"])
    for name, frame in town.tables().items():
        assert set(frame.columns) - {"uuid", "geom"} <= columns[name]
        assert frame["uuid"].is_unique
        assert frame["uuid"].str.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}").all()


def test_the_same_seed_gives_the_same_town_and_another_seed_another():
    first, again, other = (generate(seed, LEAST) for seed in (7, 7, 8))
    for name, frame in first.tables().items():
        same = again.tables()[name]
        if "geom" in frame:
            assert (shapely.to_wkb(shapes(frame)) == shapely.to_wkb(shapes(same))).all()
        pd.testing.assert_frame_equal(
            frame.drop(columns="geom", errors="ignore"), same.drop(columns="geom", errors="ignore")
        )
    assert first.parcel["parcel_code"].to_list() != other.parcel["parcel_code"].to_list()


@pytest.mark.parametrize("parcels", [0, LEAST - 1, 100_001])
def test_it_says_how_large_it_can_be(parcels):
    with pytest.raises(DemoTownError, match=f"{LEAST} to 100000"):
        generate(parcels=parcels)


def test_cancel():
    class Pressed(Silent):
        def cancelled(self) -> bool:
            return True

    with pytest.raises(Cancelled):
        generate(parcels=LEAST, feedback=Pressed())


def test_lanes_are_named_after_the_road_they_leave(town):
    names = town.road["name"].dropna()
    assert names.is_unique
    lanes = names[names.str.startswith("ซอย")]
    stems = lanes.map(lambda name: re.split(r"[ /]", name[3:])[0])
    roads = set(names[names.str.startswith("ถนน")].str[3:].str.split(" ").str[0])
    assert set(stems) <= roads
