"""Codes of a layer file: understood, refused or told, never repaired unseen."""

from __future__ import annotations

import json

import pytest

from taxmap_plugin.core.columns import Profile
from taxmap_plugin.exchange.layer_import import import_layer

from .layer_case import found, parcels, read


@pytest.mark.parametrize(
    ("names", "values", "code"),
    [
        ("PARCEL_COD", ("01A001",), "01A001"),
        ("PARCEL_COD", ("01a001 ",), "01A001"),
        ("PARCEL_COD", ("๐๑A๐๐๑",), "01A001"),
        ("PARCEL_COD", ("09M002/002",), "09M002/002"),
        ("ZONE_ID BLOCK_ID LOT", ("01", "A", "002"), "01A002"),
        ("ZONE_ID BLOCK_ID LOT", ("02", "02S", "015/004"), "02S015/004"),
        ("BLOCK_ID LOT", ("02S", "015"), "02S015"),
        ("PARCEL_COD ZONE_ID BLOCK_ID LOT", (None, "01", "A", "002"), "01A002"),
        ("PARCEL_COD ZONE_ID BLOCK_ID LOT", ("01A009", "01", "A", "002"), "01A009"),
        ("PARCEL_COD ZONE_ID BLOCK_ID LOT", ("None", "01", "01A", "๐๐๒"), "01A002"),
    ],
)
def test_code_is_understood(ws, names, values, code):
    report = import_layer(ws, parcels(values, names=names))
    row = read(ws).iloc[0]
    assert row["parcel_code"] == code
    assert row["zone_code"] + row["block_code"][2:] + row["lot"] == code
    assert report.inserted == 1


@pytest.mark.parametrize("text", ["01A1", "1A001", "01C018-002", "01A001/1", "0632", "ก"])
def test_malformed_code_enters_without_code_and_is_never_repaired(ws, text):
    import_layer(ws, parcels("01A001", text))
    row = read(ws).iloc[1]
    assert row["parcel_code"] is None
    assert row["source_code"] == text
    assert [number for _, number in found(ws)] == [2]


def test_malformed_code_beside_good_parts_is_offered_not_taken(ws):
    import_layer(ws, parcels(("01A1", "01", "A", "001"), names="PARCEL_COD ZONE_ID BLOCK_ID LOT"))
    row = read(ws).iloc[0]
    assert (row["parcel_code"], row["source_code"], row["block_code"]) == (None, "01A1", "01A")
    message = json.loads(ws.read("finding")["message"].iat[0])
    assert (message["id"], message["offer"]) == ("layer_codes.malformed_but", "01A001")


def test_code_and_parts_that_disagree_are_told(ws):
    import_layer(ws, parcels(("01A001", "01", "A", "002"), names="PARCEL_COD ZONE_ID BLOCK_ID LOT"))
    assert read(ws)["parcel_code"].tolist() == ["01A001"]
    assert found(ws) == [("parcel_code.contradiction", 1)]


@pytest.mark.parametrize("nothing", [None, "", " ", "None", "NULL", "<Null>", "-", "–"])
def test_blank_code(ws, nothing):
    import_layer(ws, parcels("01A001", nothing))
    row = read(ws).iloc[1]
    assert (row["parcel_code"], row["source_code"]) == (None, None)
    assert found(ws) == [("layer_codes.no_code", 2)]


def test_a_map_that_was_never_numbered_is_no_finding_a_parcel(ws):
    import_layer(ws, parcels(None, None, None))
    assert found(ws) == []


@pytest.mark.parametrize("nothing", [None, " ", "-"])
def test_a_map_with_blocks_and_no_lots_yet_is_no_finding_a_parcel(ws, nothing):
    rows = (("01", "A", nothing), ("1", "01A", nothing), ("01", nothing, nothing))
    import_layer(ws, parcels(*rows, names="ZONE_ID BLOCK_ID LOT"))
    assert found(ws) == []
    assert read(ws)["block_code"].tolist() == ["01A", "01A", None]
    assert read(ws)["source_code"].isna().all()


def test_a_block_that_is_none_is_said_without_a_lot_too(ws):
    import_layer(ws, parcels(("01", "AB", "-"), ("020", "-", "-"), names="ZONE_ID BLOCK_ID LOT"))
    assert found(ws) == [("parcel_code.block_part", 1), ("parcel_code.zone_part", 2)]


def test_code_that_stands_twice_is_given_to_none(ws):
    report = import_layer(ws, parcels("01A001", "01A002", "๐๑a๐๐๑"))
    rows = read(ws)
    assert rows["parcel_code"].tolist() == [None, "01A002", None]
    assert rows["source_code"].tolist() == ["01A001", "01A002", "๐๑a๐๐๑"]
    assert found(ws) == [("layer_codes.repeated", 1), ("layer_codes.repeated", 3)]
    assert (report.inserted, report.set_aside) == (3, 0)


@pytest.mark.parametrize(
    ("table", "names", "values", "column", "code"),
    [
        ("zone", "zone_id", ("01",), "zone_code", "01"),
        ("zone", "zone_id", ("1",), "zone_code", "01"),
        ("zone", "zone_id", ("020",), "zone_code", None),
        ("block", "block_id", ("01B",), "block_code", "01B"),
        ("block", "zone_id block_id", ("01", "B"), "block_code", "01B"),
        ("block", "zone_id block_id", ("02", "01B"), "block_code", None),
        ("block", "block_id", ("B",), "block_code", None),
    ],
)
def test_codes_of_zones_and_blocks(ws, table, names, values, column, code):
    source = parcels(values, names=names)
    mapping = {"zone_id": "zone_code", "block_id": "block_code"}
    profile = Profile("p", table, {name: mapping[name] for name in names.split()})
    import_layer(ws, source, profile)
    row = read(ws, table).iloc[0]
    assert row[column] == code
    assert row["source_code"] == values[-1]
    assert len(found(ws)) == (code is None)
