"""Column mappings are guessed, saved under a name and used again."""

from __future__ import annotations

import pandas as pd
import pytest
from shapely import Point, box

from taxmap_plugin.core.columns import Profile
from taxmap_plugin.exchange.layer_profile import (
    ProfileError,
    fitting_profile,
    guess_columns,
    load_profile,
    map_tables,
    save_profile,
    saved_profiles,
    suggest_profile,
)
from taxmap_plugin.exchange.source import source_from_arrays
from taxmap_plugin.workspace.store import Workspace

SQUARE = box(0, 0, 1, 1)


def source(shape=SQUARE, **columns):
    frame = pd.DataFrame({name: [value] for name, value in columns.items()})
    return source_from_arrays(frame, [shape], 32647, "x.shp")


@pytest.mark.parametrize(
    ("layer", "table", "mapping"),
    [
        (
            source(PARCEL_COD="01A001", Chanod_no="77", LAND_NO="3"),
            "parcel",
            {"PARCEL_COD": "parcel_code", "Chanod_no": "deed_no", "LAND_NO": "land_no"},
        ),
        (
            source(zone="01", block="01A", lot="015/004"),
            "parcel",
            {"zone": "zone_code", "block": "block_code", "lot": "lot"},
        ),
        (source(b_code="01A001-B001"), "building", {"b_code": "building_code"}),
        (source(Name="01A001", tessellate="-1"), "parcel", {"Name": "parcel_code"}),
        (source(Name="คลองสาธิต", tessellate="-1"), "water", {"Name": "name"}),
        (
            source(Point(0, 0), s_code="01A001-P001", s_name="ร้าน"),
            "signboard",
            {"s_code": "signboard_code", "s_name": "signboard_name"},
        ),
    ],
)
def test_guess(layer, table, mapping):
    profile = suggest_profile(layer)
    assert (profile.table, profile.mapping) == (table, mapping)


def test_unknown_layer_asks_for_its_table():
    layer = source(foo="x", bar="y")
    with pytest.raises(ProfileError):
        suggest_profile(layer)
    assert guess_columns(layer, "water") == ("water", [])


def test_profile_is_saved_replaced_and_found_by_its_columns(ws):
    small = Profile("กรมที่ดิน", "parcel", {"PARCEL_COD": "parcel_code"})
    large = Profile("เทศบาล", "parcel", {"PARCEL_COD": "parcel_code", "LAND_NO": "land_no"})
    save_profile(ws, small)
    save_profile(ws, large)
    save_profile(ws, large)
    assert saved_profiles(ws) == [small, large]
    assert load_profile(Workspace.open(ws.path), "เทศบาล") == large
    layer = source(PARCEL_COD="01A001", LAND_NO="3", x="y")
    assert fitting_profile(saved_profiles(ws), layer, map_tables()) == large
    only_code = source(PARCEL_COD="01A001")
    assert fitting_profile(saved_profiles(ws), only_code, map_tables()) == small
    assert fitting_profile(saved_profiles(ws), source(x="y"), map_tables()) is None


@pytest.mark.parametrize(
    "profile",
    [
        Profile("แบบเขียน", "parcel", {}),
        Profile("ถนน", "road", {"name": "name"}),
        Profile("ทะเบียน", "title_document", {"PARCEL_COD": "source_parcel_code", "LOT": "note"}),
    ],
)
def test_mapping_made_for_other_files_is_not_used(profile):
    layer = source(name="x", PARCEL_COD="01A001", LOT="001", ZONE="01", BLOCK="A")
    assert fitting_profile([profile], layer, map_tables()) is None


def test_unknown_name_says_which_there_are(ws):
    save_profile(ws, Profile("ก", "parcel", {"a": "land_no"}))
    with pytest.raises(ProfileError) as caught:
        load_profile(ws, "ข")
    assert caught.value.message.params["known"] == ["ก"]
