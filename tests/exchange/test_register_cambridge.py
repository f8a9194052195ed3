"""A city's real files, one parcel to many register rows, through import and match."""

from __future__ import annotations

import json

from taxmap_plugin.core import match_profile
from taxmap_plugin.core.columns import Profile
from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.core.resources import resource_path
from taxmap_plugin.exchange.layer_import import import_layer
from taxmap_plugin.exchange.register_import import import_register
from taxmap_plugin.exchange.register_match import match_register
from taxmap_plugin.exchange.register_workbook import read_register
from taxmap_plugin.exchange.source import read_source
from taxmap_plugin.workspace.store import Workspace


def test_every_key_is_matched_and_nothing_else_invented(shared_data, tmp_path):
    """12,975 keys match, 46 are only in the table, 60 only on the map."""
    city = shared_data / "cambridge"
    ws = Workspace.create(tmp_path / "city.gpkg", Municipality(name="Cambridge", epsg=26986))
    parcels = read_source(city / "cambridge_parcels_fy2014.gpkg")
    assert import_layer(ws, parcels, Profile("parcels", "parcel", {"ML": "parcel_code"})).adds_up
    profile = Profile.load(resource_path("column_profiles", "cambridge_assessor.json"))
    register = read_register(city / "TaxFY14.csv", profiles=[profile])
    assert import_register(ws, register).adds_up
    report = match_register(ws, match_profile.shipped("cambridge"))
    assert report.adds_up
    assert report.totals.loc[["suggested", "conflict"]].to_numpy().sum() == 0

    rows = ws.read("import_row", ["target_table", "target_uuid", "raw"])
    rows["key"] = [json.loads(raw)["ML"] for raw in rows["raw"]]
    key = rows.dropna(subset=["target_uuid"]).set_index("target_uuid")["key"]
    lines = ws.read("match", ["parcel_uuid", "register_uuid", "outcome"]).set_index("outcome")
    matched = lines.loc["matched"]
    on_map, in_table = matched["parcel_uuid"].map(key), matched["register_uuid"].map(key)
    assert (on_map == in_table).all()
    assert in_table.nunique() == 12975
    assert lines.loc["register_only", "register_uuid"].map(key).nunique() == 46
    set_aside = rows[rows["target_uuid"].isna() & (rows["target_table"] == "parcel")]["key"]
    alone = set(lines.loc["parcel_only", "parcel_uuid"].map(key)) | set(set_aside)
    assert len(alone - {None}) == 60
